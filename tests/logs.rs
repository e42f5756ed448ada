//! Nothing that is said to Asa, nobody's id and no secret is in a log, at any level of ours.

use std::time::Duration;

use asa::twin::{Act, Fault, Media, On};
use asa_tests::databases::{Fresh, Kind};
use asa_tests::process::Program;
use asa_tests::world::text_in;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::ExposeSecret as _;
use serde_json::json;

use crate::crash::{PROGRAM, fast_line};

const SECRET_WORDS: &str = "ความลับของยาย 0812345678";

async fn a_busy_day(level: &str, format: &str) -> anyhow::Result<()> {
    let Some(database) = Fresh::new(Kind::Sqlite).await? else { return Ok(()) };
    let (twin, line) = fast_line().await?;
    let program = Program::serve(PROGRAM, &database.url, &twin, &line.base)?;
    let program = program.with("ASA_LOG", level).with("ASA_LOG_FORMAT", format);
    let mut process = program.start().await?;
    twin.deliver_to(&format!("{}/webhook", process.base));
    let person = twin.add_person("ยายจันทร์", "th");
    let group = twin.add_group("กลุ่มลับ", std::slice::from_ref(&person));
    let chat = person.clone();
    twin.act(Act::Follow { person: person.clone() }).await?;
    twin.act(Act::InviteBot { group: group.clone() }).await?;
    for fault in [Fault::ServerError, Fault::InvalidToken, Fault::RateLimited, Fault::AnswerLost] {
        twin.fault(On::Reply, fault, 1);
        twin.act(text_in(&person, &person, SECRET_WORDS)).await?;
    }
    twin.act(text_in(&person, &group, &format!("อาสา {SECRET_WORDS}"))).await?;
    let data = STANDARD.encode("%PDF-1.4");
    let file = Media {
        person: person.clone(),
        chat: chat.clone(),
        data,
        mime: "application/pdf".into(),
        name: Some(format!("{SECRET_WORDS}.pdf")),
        duration: None,
    };
    twin.act(Act::File(file)).await?;
    let action = json!({"type": "postback", "data": SECRET_WORDS, "label": "x"});
    twin.act(Act::Tap { person: person.clone(), chat: chat.clone(), action, params: None }).await?;
    let broken = json!({"type": 5, "text": SECRET_WORDS});
    twin.deliver(&[broken]).await?;
    process.until_idle(Duration::from_secs(90)).await?;
    process.terminate()?;
    let said = process.said();
    assert!(said.lines().count() > 10, "it logs something: {said}");
    let known = twin.settings();
    for (what, text) in [
        ("what was said", "ความลับ"),
        ("what was said", "0812345678"),
        ("a name", "ยายจันทร์"),
        ("a name", "กลุ่มลับ"),
        ("a LINE id", person.as_str()),
        ("a LINE id", group.as_str()),
        ("our own LINE id", known.bot_id.as_str()),
        ("the channel secret", known.channel_secret.expose_secret()),
        ("the access token", known.access_token.expose_secret()),
        ("the data key", "AAAAAAAAAAAA"),
    ] {
        assert!(!said.contains(text), "{what} is in the log at {level}");
    }
    for event in twin.requests().iter().filter_map(|r| r.request["replyToken"].as_str()) {
        assert!(!said.contains(event), "a reply token is in the log at {level}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_at_debug_holds_nobodys_data() -> anyhow::Result<()> {
    a_busy_day("debug", "json").await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_log_at_trace_holds_nobodys_data() -> anyhow::Result<()> {
    a_busy_day("trace", "pretty").await
}

/// One id leads from the webhook to LINE's answer.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_event_can_be_followed_through_the_log() -> anyhow::Result<()> {
    let Some(database) = Fresh::new(Kind::Sqlite).await? else { return Ok(()) };
    let (twin, line) = fast_line().await?;
    let program = Program::serve(PROGRAM, &database.url, &twin, &line.base)?;
    let mut process = program.with("ASA_LOG", "debug").start().await?;
    twin.deliver_to(&format!("{}/webhook", process.base));
    let person = twin.add_person("สมใจ", "th");
    let done = twin.act(Act::Follow { person }).await?;
    process.until_idle(Duration::from_secs(10)).await?;
    process.terminate()?;
    let id = done.event_id.unwrap_or_default();
    let said = process.said();
    let of_event: Vec<&str> = said.lines().filter(|line| line.contains(&id)).collect();
    for step in ["event stored", "turn committed", "sent or not"] {
        assert!(of_event.iter().any(|line| line.contains(step)), "{step}: {of_event:?}");
    }
    let request = twin.sends()[0].request_id.clone();
    assert!(of_event.iter().any(|line| line.contains(&request)), "LINE's id for it: {of_event:?}");
    Ok(())
}
