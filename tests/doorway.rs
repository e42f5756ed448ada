//! The doorway over real HTTP: who is let in, what is kept, how fast.

use std::time::{Duration, Instant};

use asa::http::server::Limits;
use asa::line::signature;
use asa::twin::Act;
use asa_core::conversation::{Catalogue, Say, Turn, View, Worth};
use asa_db::{dead, inbox};
use asa_tests::databases::Kind;
use asa_tests::on_both;
use asa_tests::world::{Wish, World, text_in};
use secrecy::SecretString;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// From LINE's page on verifying webhook signatures.
const LINES_SECRET: &str = "8c570fa6dd201bb328f1c1eac23a96d8";
const LINES_BODY: &str = r#"{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}"#;
const LINES_SIGNATURE: &str = "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs=";

async fn post(world: &World, body: &[u8], signature: Option<&str>) -> anyhow::Result<u16> {
    let client = asa::line::http::builder().build()?;
    let mut request = client.post(format!("{}/webhook", world.base)).body(body.to_vec());
    if let Some(signature) = signature {
        request = request.header(signature::HEADER, signature);
    }
    Ok(request.send().await?.status().as_u16())
}

/// Signed as LINE would, whatever is in it.
async fn post_signed(world: &World, body: &[u8]) -> anyhow::Result<u16> {
    let signature = signature::sign(&world.twin.settings().channel_secret, body);
    post(world, body, Some(&signature)).await
}

fn envelope(world: &World, events: &Value) -> Vec<u8> {
    json!({"destination": world.twin.settings().bot_id, "events": events}).to_string().into_bytes()
}

async fn with(wish: Wish) -> anyhow::Result<World> {
    match World::with(Kind::Sqlite, wish).await? {
        Some(world) => Ok(world),
        None => anyhow::bail!("SQLite is always there"),
    }
}

#[tokio::test]
async fn the_body_in_lines_documentation_is_let_in_and_no_other() -> anyhow::Result<()> {
    let world = with(Wish { secrets: Some(LINES_SECRET), ..Wish::usual()? }).await?;
    assert_eq!(post(&world, LINES_BODY.as_bytes(), Some(LINES_SIGNATURE)).await?, 200);
    let re_encoded = LINES_BODY.replace(':', ": ");
    let one_off = LINES_BODY.replace("3cecb", "3cecc");
    let wrong = signature::sign(&SecretString::from("0".repeat(32)), LINES_BODY.as_bytes());
    for (body, signature) in [
        (LINES_BODY, None),
        (LINES_BODY, Some("")),
        (LINES_BODY, Some(&LINES_SIGNATURE[..40])),
        (LINES_BODY, Some(wrong.as_str())),
        (re_encoded.as_str(), Some(LINES_SIGNATURE)),
        (one_off.as_str(), Some(LINES_SIGNATURE)),
    ] {
        assert_eq!(post(&world, body.as_bytes(), signature).await?, 401, "{signature:?}");
    }
    Ok(())
}

#[tokio::test]
async fn both_secrets_are_good_while_one_is_re_issued() -> anyhow::Result<()> {
    const OLD_AND_NEW: &str = "8c570fa6dd201bb328f1c1eac23a96d8,00112233445566778899aabbccddeeff";
    let world = with(Wish { secrets: Some(OLD_AND_NEW), ..Wish::usual()? }).await?;
    assert_eq!(post(&world, LINES_BODY.as_bytes(), Some(LINES_SIGNATURE)).await?, 200);
    assert_eq!(post_signed(&world, &envelope(&world, &json!([]))).await?, 200);
    Ok(())
}

#[tokio::test]
async fn the_headers_case_does_not_matter() -> anyhow::Result<()> {
    let world = with(Wish { secrets: Some(LINES_SECRET), ..Wish::usual()? }).await?;
    for name in ["X-Line-Signature", "x-line-signature", "X-LINE-SIGNATURE"] {
        let request = format!(
            "POST /webhook HTTP/1.1\r\nHost: x\r\n{name}: {LINES_SIGNATURE}\r\nContent-Length: {}\r\n\
             Connection: close\r\n\r\n{LINES_BODY}",
            LINES_BODY.len()
        );
        assert!(answer_to(&world, request.as_bytes()).await?.starts_with("HTTP/1.1 200"), "{name}");
    }
    Ok(())
}

async fn answer_to(world: &World, request: &[u8]) -> anyhow::Result<String> {
    let mut stream = TcpStream::connect(world.base.trim_start_matches("http://")).await?;
    stream.write_all(request).await?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await?;
    Ok(answer)
}

#[tokio::test]
async fn a_body_over_a_megabyte_is_refused() -> anyhow::Result<()> {
    let world = with(Wish::usual()?).await?;
    let limit = 1024 * 1024;
    let filled = |size: usize| {
        let mut body = envelope(&world, &json!([]));
        body.resize(size, b' ');
        body
    };
    assert_eq!(post_signed(&world, &filled(limit)).await?, 200);
    assert_eq!(post_signed(&world, &filled(limit + 1)).await?, 413);
    Ok(())
}

#[tokio::test]
async fn slow_senders_are_cut_off() -> anyhow::Result<()> {
    let short = Duration::from_millis(150);
    let limits = Limits { header_time: short, body_time: short, ..Limits::default() };
    let world = with(Wish { limits, ..Wish::usual()? }).await?;
    let half_a_head = answer_to(&world, b"POST /webhook HTTP/1.1\r\nHost: x\r\n").await?;
    assert_eq!(half_a_head, "", "closed without an answer");
    let half_a_body = format!(
        "POST /webhook HTTP/1.1\r\nHost: x\r\n{}: {LINES_SIGNATURE}\r\nContent-Length: 99\r\n\r\n{{",
        signature::HEADER
    );
    let answer = answer_to(&world, half_a_body.as_bytes()).await?;
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    Ok(())
}

/// LINE keeps connections open; one that is closed under a request would lose it.
#[tokio::test]
async fn a_connection_may_wait_long_between_requests() -> anyhow::Result<()> {
    let limits = Limits { header_time: Duration::from_millis(50), ..Limits::default() };
    let world = with(Wish { limits, ..Wish::usual()? }).await?;
    let mut stream = TcpStream::connect(world.base.trim_start_matches("http://")).await?;
    for _ in 0..3 {
        tokio::time::sleep(Duration::from_millis(120)).await;
        stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n").await?;
        let mut answer = [0; 15];
        stream.read_exact(&mut answer).await?;
        assert_eq!(&answer, b"HTTP/1.1 200 OK");
        let mut rest = [0; 500];
        let _more = stream.read(&mut rest).await?;
    }
    Ok(())
}

on_both! {
    async fn whatever_line_adds_is_kept_and_a_broken_event_does_not_sink_its_neighbours(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        let good = world.twin.event(text_in(&somjai, &somjai, "เมนูหลัก"));
        let events = json!([
            7,
            {"type": "hologram", "webhookEventId": "e1", "timestamp": 1, "mode": "active"},
            {"type": "message", "webhookEventId": "e2", "source": {"type": "galaxy"}, "message": null},
            {"type": "message", "webhookEventId": "e3", "timestamp": "yesterday"},
            good,
            {"webhookEventId": "e4"},
        ]);
        world.twin.sign_and_wrap(std::slice::from_ref(&good)); // its reply token counts as delivered
        assert_eq!(post_signed(world, &envelope(world, &events)).await?, 200);
        world.settle().await?;
        assert_eq!(world.last_words(&somjai), "เมนูหลัก แตะเรื่องที่ต้องการ");
        let dead = dead::list(&world.service.store, 10).await?;
        assert_eq!(dead.len(), 3, "7, e3 and e4 cannot be read: {dead:?}");
        Ok(())
    }

    async fn a_standby_event_is_kept_and_never_answered(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        let mut event = world.twin.event(text_in(&somjai, &somjai, "เมนูหลัก"));
        event["mode"] = json!("standby");
        let before = world.twin.sends().len();
        assert_eq!(post_signed(world, &envelope(world, &json!([event]))).await?, 200);
        world.settle().await?;
        assert_eq!(world.twin.sends().len(), before);
        Ok(())
    }

    async fn webhooks_for_another_account_are_refused(world) {
        world.service.bot.set(world.service.line.bot_info().await?)?;
        let body = json!({"destination": "U00000000000000000000000000000000",
            "events": [{"type": "hologram", "webhookEventId": "e1"}]});
        assert_eq!(post_signed(world, body.to_string().as_bytes()).await?, 421);
        let mut own = body;
        own["destination"] = json!(world.twin.settings().bot_id);
        assert_eq!(post_signed(world, own.to_string().as_bytes()).await?, 200);
        assert_eq!(inbox::depth(&world.service.store).await?.waiting, 1);
        world.settle().await
    }

    async fn what_is_not_a_webhook_is_refused(world) {
        for body in [&b""[..], b"[]", b"{}", b"not json", br#"{"events": 5}"#, b"\xff\xfe"] {
            assert_eq!(post_signed(world, body).await?, 400);
        }
        Ok(())
    }

    async fn an_event_that_comes_five_times_is_one_event(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        let event = world.twin.event(text_in(&somjai, &somjai, "เมนูหลัก"));
        for _ in 0..5 {
            world.twin.deliver(&[event.clone(), event.clone()]).await?;
        }
        world.settle().await?;
        world.twin.deliver(&[event]).await?;
        world.settle().await?;
        assert_eq!(world.sent_to(&somjai).len(), 2, "the greeting and one menu");
        Ok(())
    }
}

/// A view that thinks for three seconds, on the thread of whoever works out the turn.
static SLOW: View = View {
    name: "menu",
    label: "menu.label",
    words: "menu.words",
    listed: true,
    everywhere: false,
    worth: Worth::Free,
    shows: |_| {
        std::thread::sleep(Duration::from_secs(3));
        Turn::saying(vec![Say::text("...".into())])
    },
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_turn_does_not_slow_the_answer_to_line() -> anyhow::Result<()> {
    let mut wish = Wish::usual()?;
    wish.talk.catalogue = Catalogue::new(&[], &[&SLOW], &wish.talk.wording);
    let world = with(wish).await?;
    let somjai = world.twin.add_person("สมใจ", "th");
    let event = world.twin.event(text_in(&somjai, &somjai, "เมนู"));
    world.twin.deliver(&[event]).await?;
    let service = world.service.clone();
    let turning = tokio::spawn(async move { asa::turns::pass(&service).await });
    let began = Instant::now();
    for _ in 0..20 {
        let event = world.twin.event(text_in(&somjai, &somjai, "เมนู"));
        assert_eq!(world.twin.deliver(&[event]).await?, 200);
    }
    assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    assert!(!turning.is_finished(), "the turn was to be slow");
    turning.await??;
    Ok(())
}

#[tokio::test]
async fn following_twice_by_hand_is_as_good_as_once() -> anyhow::Result<()> {
    let world = with(Wish::usual()?).await?;
    let somjai = world.friend("สมใจ", "th").await?;
    world.act(Act::Block { person: somjai.clone() }).await?;
    world.act(Act::Unblock { person: somjai.clone() }).await?;
    assert_eq!(world.sent_to(&somjai).len(), 2, "greeted again on coming back");
    world.check()
}
