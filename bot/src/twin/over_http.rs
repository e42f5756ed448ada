//! The twin as the service meets it: over HTTP, with a service of three lines on the other side.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use asa_core::id::LineId;
use axum::Router;
use axum::http::{HeaderMap, StatusCode};
use bytes::Bytes;
use secrecy::ExposeSecret as _;
use serde_json::{Value, json};
use tokio_util::sync::{CancellationToken, DropGuard};

use super::testing::{buttons, drawn_menu, made_up_menu, settings};
use super::{Act, Fault, On, Running, Settings, Twin, WebhookFault};
use crate::http::server;
use crate::line::{http, signature::ChannelSecrets};

/// A client of the twin, as the service is one.
struct Line {
    twin: Twin,
    running: Running,
    client: reqwest::Client,
    nok: LineId,
}

impl Line {
    async fn with(settings: Settings) -> Self {
        let (twin, running) = Twin::start(settings).await.unwrap();
        let nok = twin.add_person("Nok", "th");
        twin.event(Act::Follow { person: nok.clone() });
        let client = http::builder().no_proxy().build().unwrap();
        Self { twin, running, client, nok }
    }

    async fn new() -> Self {
        Self::with(settings()).await
    }

    fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        let method = reqwest::Method::from_bytes(method.as_bytes()).unwrap();
        let request = self.client.request(method, format!("{}{path}", self.running.base));
        request.bearer_auth(self.twin.settings().access_token.expose_secret())
    }

    fn push(&self) -> reqwest::RequestBuilder {
        let message = json!({ "type": "text", "text": "Rice is here" });
        let body = json!({ "to": self.nok, "messages": [message] });
        self.request("POST", "/v2/bot/message/push").json(&body)
    }

    fn shown(&self) -> usize {
        self.twin.shown(&self.nok).iter().filter(|shown| shown.from == "bot").count()
    }

    fn text(&self, text: &str) -> Act {
        let (person, chat) = (self.nok.clone(), self.nok.clone());
        Act::Text { person, chat, text: text.to_owned(), mention: false }
    }
}

async fn status(request: reqwest::RequestBuilder) -> u16 {
    request.send().await.unwrap().status().as_u16()
}

/// What a service saw, and what it answers next.
#[derive(Clone, Default)]
struct Service {
    seen: Arc<Mutex<Vec<(Vec<u8>, String)>>>,
    answers: Arc<Mutex<Vec<u16>>>,
}

impl Service {
    async fn start(&self) -> (String, DropGuard) {
        let (seen, answers) = (self.seen.clone(), self.answers.clone());
        let router = Router::new().fallback(async move |headers: HeaderMap, body: Bytes| {
            let signature = headers["x-line-signature"].to_str().unwrap().to_owned();
            seen.lock().unwrap().push((body.to_vec(), signature));
            StatusCode::from_u16(answers.lock().unwrap().pop().unwrap_or(200)).unwrap()
        });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/line/webhook", listener.local_addr().unwrap());
        let stop = CancellationToken::new();
        tokio::spawn(server::serve(listener, router, server::Limits::default(), stop.clone()));
        (address, stop.drop_guard())
    }

    fn events(&self) -> Vec<Value> {
        let seen = self.seen.lock().unwrap();
        let bodies = seen.iter().map(|(body, _)| serde_json::from_slice::<Value>(body).unwrap());
        bodies.flat_map(|body| body["events"].as_array().unwrap().clone()).collect()
    }
}

#[tokio::test]
async fn the_gate_refuses_what_line_refuses_and_keeps_a_list() {
    let line = Line::new().await;
    let push = "/v2/bot/message/push";
    assert_eq!(status(line.push().bearer_auth("wrong")).await, 401);
    assert_eq!(status(line.request("GET", "/v2/bot/info/")).await, 404);
    assert_eq!(status(line.request("GET", "/v2/bot/info?a=1")).await, 400);
    assert_eq!(status(line.request("GET", push)).await, 405);
    let typed = |mime| line.request("POST", push).header("content-type", mime).body("{}");
    assert_eq!(status(typed("text/plain")).await, 415);
    assert_eq!(status(typed("application/json; charset=utf-8")).await, 400);
    let large = vec![b' '; 2 * 1024 * 1024 + 1];
    let large = line.request("POST", push).header("content-type", "application/json").body(large);
    assert_eq!(status(large).await, 413);
    let violations = line.twin.violations();
    assert_eq!(violations.len(), 7, "{violations:?}");
    assert!(!format!("{violations:?}").contains(line.nok.as_str()));
}

#[tokio::test]
async fn an_error_body_names_its_property() {
    let line = Line::new().await;
    let body = json!({ "to": line.nok, "messages": [{ "type": "text", "text": "" }] });
    let answer = line.request("POST", "/v2/bot/message/push").json(&body).send().await.unwrap();
    assert!(answer.headers().contains_key("x-line-request-id"));
    let answer: Value = answer.json().await.unwrap();
    let detail = json!({ "message": "May not be empty", "property": "messages[0].text" });
    assert_eq!(
        answer,
        json!({ "message": "The request body has 1 error(s)", "details": [detail] })
    );
}

#[tokio::test]
async fn a_retry_key_is_a_uuid_on_push_and_multicast_only() {
    let line = Line::new().await;
    let key = "123e4567-e89b-12d3-a456-426614174000";
    let keyed = |key| line.push().header("x-line-retry-key", key);
    assert_eq!(status(keyed("123e4567e89b12d3a456426614174000")).await, 400);
    assert_eq!(status(keyed(key)).await, 200);
    let again = keyed(key).send().await.unwrap();
    assert_eq!(again.status(), 409);
    assert!(again.headers().contains_key("x-line-accepted-request-id"));
    let info = line.request("GET", "/v2/bot/info").header("x-line-retry-key", key);
    assert_eq!(status(info).await, 400);
    assert_eq!(line.shown(), 1);
    assert_eq!(line.twin.sends()[0].retry_key.as_deref(), Some(key));
}

#[tokio::test]
async fn a_lost_answer_is_lost_and_the_message_is_there() {
    let line = Line::new().await;
    line.twin.fault(On::Push, Fault::AnswerLost, 1);
    assert!(line.push().send().await.is_err());
    assert_eq!((line.shown(), line.twin.unused_faults()), (1, 0));
    line.twin.fault(On::Any, Fault::Dropped, 1);
    assert!(line.push().send().await.is_err());
    assert_eq!(line.shown(), 1);
    assert!(line.twin.requests().iter().all(|one| one.status == 0));
    assert!(line.twin.violations().is_empty());
}

#[tokio::test]
async fn faults_do_what_their_names_say() {
    let line = Line::new().await;
    for (fault, wanted, shown) in [
        (Fault::RateLimited, 429, 0),
        (Fault::MonthlyLimit, 429, 0),
        (Fault::ServerError, 500, 0),
        (Fault::InvalidToken, 401, 0),
        (Fault::AcceptedThen500, 500, 1),
        (Fault::Slow(Duration::from_millis(1)), 200, 2),
    ] {
        line.twin.fault(On::Push, fault, 1);
        assert_eq!((status(line.push()).await, line.shown()), (wanted, shown), "{fault:?}");
    }
    assert!(line.twin.violations().is_empty());
}

#[tokio::test]
async fn buckets_run_dry_unless_they_are_switched_off() {
    for (limits, last) in [(true, 429), (false, 200)] {
        let line = Line::with(Settings { rate_limits: limits, ..settings() }).await;
        let create = || line.request("POST", "/v2/bot/richmenu").json(&made_up_menu());
        for _ in 0..100 {
            assert_eq!(status(create()).await, 200);
        }
        assert_eq!(status(create()).await, last);
    }
}

#[tokio::test]
async fn a_menu_goes_from_object_to_picture_to_person() {
    let line = Line::new().await;
    let mut slim = made_up_menu();
    slim["size"]["height"] = json!(2000);
    assert_eq!(status(line.request("POST", "/v2/bot/richmenu").json(&slim)).await, 400);
    let mut outside = made_up_menu();
    outside["areas"][0]["bounds"]["x"] = json!(1251);
    assert_eq!(status(line.request("POST", "/v2/bot/richmenu").json(&outside)).await, 400);
    let menu = drawn_menu(&mut line.twin.state());
    let link = format!("/v2/bot/user/{}/richmenu/{menu}", line.nok.as_str());
    assert_eq!(status(line.request("POST", &link)).await, 411, "no length given");
    let empty = line.request("POST", &link).header("content-length", "0").body("");
    assert_eq!(status(empty).await, 200);
    let linked = format!("/v2/bot/user/{}/richmenu", line.nok.as_str());
    let answer: Value = line.request("GET", &linked).send().await.unwrap().json().await.unwrap();
    assert_eq!(answer["richMenuId"], json!(menu));
}

#[tokio::test]
async fn a_stateless_token_opens_the_gate() {
    let line = Line::new().await;
    let secret = line.twin.settings().channel_secret.expose_secret().to_owned();
    let form = format!("grant_type=client_credentials&client_id=2000000001&client_secret={secret}");
    let url = format!("{}/oauth2/v3/token", line.running.base);
    let issue = line.client.post(url).header("content-type", "application/x-www-form-urlencoded");
    let answer: Value = issue.body(form).send().await.unwrap().json().await.unwrap();
    let token = answer["access_token"].as_str().unwrap().to_owned();
    let info = || line.client.get(format!("{}/v2/bot/info", line.running.base)).bearer_auth(&token);
    assert_eq!(status(info()).await, 200);
    line.twin.settings().clock.advance(Duration::from_secs(900));
    assert_eq!(status(info()).await, 401);
    let written = format!("{:?}", line.twin.requests());
    assert!(!written.contains(&token) && !written.contains(&secret));
}

#[tokio::test]
async fn a_webhook_arrives_signed_and_can_be_replied_to() {
    let (line, service) = (Line::new().await, Service::default());
    let (address, _stop) = service.start().await;
    line.twin.deliver_to(&address);
    let done = line.twin.act(line.text("ข้าว 🍚")).await.unwrap();
    assert_eq!(done.status, Some(200));
    let (body, signature) = service.seen.lock().unwrap()[0].clone();
    let secret = line.twin.settings().channel_secret.expose_secret();
    assert!(ChannelSecrets::parse(secret).verify(&body, signature.as_bytes()));
    let event = &service.events()[0];
    assert_eq!(event["webhookEventId"].as_str(), done.event_id.as_deref());
    let message = buttons(json!([{ "type": "message", "label": "Yes", "text": "yes" }]));
    let reply = json!({ "replyToken": event["replyToken"], "messages": [message] });
    let reply = || line.request("POST", "/v2/bot/message/reply").json(&reply);
    assert_eq!(status(reply()).await, 200);
    assert_eq!(status(reply()).await, 400);
    assert!(line.twin.violations().is_empty());
    assert_eq!((line.shown(), line.twin.used_quota()), (1, 0));
    assert_eq!(line.twin.sends()[0].event_id, done.event_id);
}

#[tokio::test]
async fn a_failed_webhook_comes_again_when_its_time_has_come() {
    let (line, service) = (Line::new().await, Service::default());
    let (address, _stop) = service.start().await;
    line.twin.deliver_to(&address);
    // Without the ticker: time passes here only when the test says so.
    line.twin.state().hooks.automatic = true;
    service.answers.lock().unwrap().extend([500, 503]);
    let done = line.twin.act(line.text("rice")).await.unwrap();
    assert_eq!(done.status, Some(503));
    assert_eq!(line.twin.redeliver_due().await, 0);
    line.twin.act(Act::Advance { seconds: 10 }).await.unwrap();
    line.twin.act(Act::Advance { seconds: 30 }).await.unwrap();
    line.twin.act(Act::Advance { seconds: 3_600 }).await.unwrap();
    let marks: Vec<_> = service
        .events()
        .iter()
        .map(|event| event["deliveryContext"]["isRedelivery"].as_bool().unwrap())
        .collect();
    assert_eq!(marks, [false, true, true]);
}

#[tokio::test]
async fn webhooks_come_twice_again_and_in_disorder() {
    let (line, service) = (Line::new().await, Service::default());
    let (address, _stop) = service.start().await;
    line.twin.deliver_to(&address);
    line.twin.webhooks(WebhookFault::Duplicate { times: 1 });
    line.twin.act(line.text("one")).await.unwrap();
    line.twin.act(line.text("two")).await.unwrap();
    assert_eq!(service.events().len(), 3);
    line.twin.webhooks(WebhookFault::Redelivery);
    let third = line.twin.act(line.text("three")).await.unwrap();
    line.twin.act(Act::Advance { seconds: 10 }).await.unwrap();
    line.twin.redeliver(&[third.event_id.unwrap()]).await;
    assert_eq!(service.events().len(), 6);
    line.twin.webhooks(WebhookFault::Disorder);
    for text in ["a", "b", "c", "d"] {
        assert_eq!(line.twin.act(line.text(text)).await.unwrap().status, None);
    }
    assert_eq!(service.events().len(), 6);
    assert_eq!(line.twin.release(1).await, 4);
    let texts = |event: &Value| event["message"]["text"].as_str().unwrap().to_owned();
    let mut order: Vec<String> = service.events()[6..].iter().map(texts).collect();
    assert_ne!(order, ["a", "b", "c", "d"]);
    order.sort();
    assert_eq!(order, ["a", "b", "c", "d"]);
}

#[tokio::test]
async fn the_webhook_address_is_set_read_and_tried() {
    let (line, service) = (Line::new().await, Service::default());
    let (address, _stop) = service.start().await;
    let path = "/v2/bot/channel/webhook/endpoint";
    assert_eq!(status(line.request("GET", path)).await, 404);
    let put = |to: &str| line.request("PUT", path).json(&json!({ "endpoint": to }));
    assert_eq!(status(put("http://example.com/")).await, 400);
    assert_eq!(status(put(&address)).await, 200);
    let test = || line.request("POST", "/v2/bot/channel/webhook/test").json(&json!({}));
    let answer: Value = test().send().await.unwrap().json().await.unwrap();
    assert_eq!((&answer["success"], &answer["statusCode"]), (&json!(true), &json!(200)));
    service.answers.lock().unwrap().push(500);
    let answer: Value = test().send().await.unwrap().json().await.unwrap();
    assert_eq!(answer["reason"], "ERROR_STATUS_CODE");
    assert!(service.events().is_empty());
}

#[tokio::test]
async fn a_group_left_by_the_bot_is_told_so() {
    let (line, service) = (Line::new().await, Service::default());
    let (address, _stop) = service.start().await;
    let group = line.twin.add_group("Silom", &[line.nok.clone()]);
    line.twin.event(Act::InviteBot { group: group.clone() });
    line.twin.deliver_to(&address);
    let path = |rest| format!("/v2/bot/group/{}/{rest}", group.as_str());
    let count = line.request("GET", &path("members/count")).send().await.unwrap();
    assert_eq!(count.json::<Value>().await.unwrap(), json!({ "count": 1 }));
    let leave = || line.request("POST", &path("leave")).header("content-length", "0").body("");
    assert_eq!(status(leave()).await, 200);
    assert_eq!(status(leave()).await, 404);
    while service.events().is_empty() {
        tokio::task::yield_now().await;
    }
    assert_eq!(service.events()[0]["type"], "leave");
}
