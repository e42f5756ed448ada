//! Webhooks as the service gets them: signed, once, twice, late, in disorder.
//!
//! Tests only; they run over real connections, because signatures and reply tokens are about what
//! really went out.

use secrecy::ExposeSecret as _;
use serde_json::{Value, json};

use crate::line::signature::ChannelSecrets;
use crate::twin::testing::{Line, Service, buttons, status};
use crate::twin::{Act, WebhookFault};

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
    line.twin.webhooks(WebhookFault::Duplicate(2));
    line.twin.act(line.text("one")).await.unwrap();
    line.twin.webhooks(WebhookFault::Duplicate(1));
    line.twin.act(line.text("two")).await.unwrap();
    assert_eq!(service.events().len(), 3);
    line.twin.webhooks(WebhookFault::Redelivery);
    let third = line.twin.act(line.text("three")).await.unwrap();
    line.twin.act(Act::Advance { seconds: 10 }).await.unwrap();
    line.twin.redeliver(&[third.event_id.unwrap()]).await;
    assert_eq!(service.events().len(), 6);
    line.twin.webhooks(WebhookFault::Release);
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
    let group = line.twin.add_group("Silom", std::slice::from_ref(&line.nok));
    line.twin.event(Act::InviteBot { group: group.clone() });
    line.twin.deliver_to(&address);
    let path = |rest| format!("/v2/bot/group/{}/{rest}", group.as_str());
    let count = line.request("GET", &path("members/count")).send().await.unwrap();
    assert_eq!(count.json::<Value>().await.unwrap(), json!({ "count": 1 }));
    let as_room = format!("/v2/bot/room/{}/members/count", group.as_str());
    assert_eq!(status(line.request("GET", &as_room)).await, 404);
    let leave = || line.request("POST", &path("leave")).header("content-length", "0").body("");
    assert_eq!(status(leave()).await, 200);
    assert_eq!(status(leave()).await, 404);
    while service.events().is_empty() {
        tokio::task::yield_now().await;
    }
    assert_eq!(service.events()[0]["type"], "leave");
}
