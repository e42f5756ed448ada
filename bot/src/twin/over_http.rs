//! The Messaging API as the service meets it: over HTTP, with its gate and its faults.
//!
//! Tests only; they run over real connections, because a lost answer can be lost nowhere else.

use std::time::Duration;

use secrecy::ExposeSecret as _;
use serde_json::{Value, json};

use super::testing::{Line, drawn_menu, made_up_menu, settings, status};
use super::{Fault, On, Settings};

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
