//! Every call of our client, asked of the twin over real HTTP and held against LINE's files.

use std::time::Duration;

use asa::line::client::{Client, Hosts};
use asa::line::content::{Content, Transcoding};
use asa::line::error::Next;
use asa::line::token::Credentials;
use asa::menus;
use asa::twin::{Act, Fault, Media, On};
use asa_core::id::LineId;
use asa_tests::databases::Kind;
use asa_tests::world::{World, text_in};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures_util::future::join_all;
use serde_json::json;
use serde_json::value::{RawValue, to_raw_value};

/// Of a picture or a film.
const MOST: usize = 1024;

async fn world() -> anyhow::Result<World> {
    match World::new(Kind::Sqlite).await? {
        Some(world) => Ok(world),
        None => anyhow::bail!("SQLite is always there"),
    }
}

fn text(text: &str) -> anyhow::Result<Box<RawValue>> {
    Ok(to_raw_value(&json!([{"type": "text", "text": text}]))?)
}

#[tokio::test]
async fn people_and_groups() -> anyhow::Result<()> {
    let world = world().await?;
    let line = &world.service.line;
    let somjai = world.friend("สมใจ", "th").await?;
    let profile = line.profile(&somjai).await?;
    let profile = profile.map(|profile| (profile.display_name, profile.language));
    assert_eq!(profile, Some(("สมใจ".to_owned(), Some("th".to_owned()))));
    let nobody = LineId::new("Uffffffffffffffffffffffffffffffff")?;
    assert!(line.profile(&nobody).await?.is_none());
    let group = world.twin.add_group("หมู่ 5", std::slice::from_ref(&somjai));
    world.act(Act::InviteBot { group: group.clone() }).await?;
    assert_eq!(line.member_count(&group).await?, 1);
    assert!(line.group_summary(&group).await?.is_some());
    assert!(line.member_profile(&group, &somjai).await?.is_some());
    assert!(line.member_profile(&group, &nobody).await?.is_none());
    world.check()
}

#[tokio::test]
async fn pictures_and_films() -> anyhow::Result<()> {
    let world = world().await?;
    let line = &world.service.line;
    let somjai = world.friend("สมใจ", "th").await?;
    let media = |mime: &str, duration| Media {
        person: somjai.clone(),
        chat: somjai.clone(),
        data: STANDARD.encode([0xff, 0xd8, 0xff, 0xe0]),
        mime: mime.to_owned(),
        name: None,
        duration,
    };
    let picture = world.act(Act::Image(media("image/jpeg", None))).await?;
    let picture = picture.message_id.unwrap_or_default();
    let Content::Here { bytes, content_type } = line.content(&picture, MOST).await? else {
        anyhow::bail!("a picture is there at once");
    };
    assert_eq!((bytes.len(), content_type.as_deref()), (4, Some("image/jpeg")));
    assert!(!line.preview(&picture).await?.is_empty());
    let film = world.act(Act::Video(media("video/mp4", Some(1000)))).await?;
    let film = film.message_id.unwrap_or_default();
    assert!(matches!(line.content(&film, MOST).await?, Content::NotYet));
    assert_eq!(line.transcoding(&film).await?, Transcoding::Processing);
    world.clock.advance(Duration::from_secs(60));
    assert_eq!(line.transcoding(&film).await?, Transcoding::Succeeded);
    assert!(matches!(line.content(&film, MOST).await?, Content::Here { .. }));
    let (person, chat) = (somjai.clone(), somjai.clone());
    world.act(Act::Unsend { person, chat, message: picture.clone() }).await?;
    assert_eq!(
        line.content(&picture, MOST).await.map_err(|error| error.next).err(),
        Some(Next::Gone)
    );
    world.check()
}

#[tokio::test]
async fn marks_quota_and_the_webhook_address() -> anyhow::Result<()> {
    let world = world().await?;
    let line = &world.service.line;
    let somjai = world.friend("สมใจ", "th").await?;
    line.loading(&somjai, 5).await?;
    assert_eq!(line.loading(&somjai, 7).await.map_err(|e| e.next).err(), Some(Next::OurMistake));
    let event = world.twin.event(text_in(&somjai, &somjai, "ก"));
    let token = event["message"]["markAsReadToken"].as_str().unwrap_or_default();
    line.mark_as_read(token).await?;
    let quota = line.quota().await?;
    assert_eq!((quota.limit, quota.used), (Some(15_000), 0));
    assert_eq!(line.bot_info().await?.user_id, world.twin.settings().bot_id);
    assert!(line.webhook_endpoint().await?.is_some_and(|webhook| webhook.active));
    assert!(line.test_webhook_endpoint().await?.success);
    line.set_webhook_endpoint("https://asa.example.go.th/webhook").await?;
    line.validate(&text("ดี")?).await?;
    let refused = line.validate(&text("")?).await.map_err(|error| error.next);
    assert_eq!(refused.err(), Some(Next::OurMistake));
    Ok(())
}

#[tokio::test]
async fn sends_and_what_their_errors_say_to_do() -> anyhow::Result<()> {
    let world = world().await?;
    let line = &world.service.line;
    let somjai = world.friend("สมใจ", "th").await?;
    let key = "5f0c6a52-6a0e-4d5a-9d55-0d1f4c1c0001";
    let first = line.push(somjai.as_str(), &text("ก")?, key).await?;
    let again = line.push(somjai.as_str(), &text("ก")?, key).await?;
    assert!(!first.before && again.before);
    assert_eq!(first.request_id, again.request_id, "the id under which it was taken");
    let next =
        |answer: Result<_, asa::line::error::LineError>| answer.err().map(|e| (e.next, e.unclear));
    let messages = text("ก")?;
    assert_eq!(next(line.reply("gone", &messages).await), Some((Next::UsePush, false)));
    let faults = [
        (Fault::RateLimited, false),
        (Fault::ServerError, true),
        (Fault::AnswerLost, true),
        (Fault::Dropped, true),
    ];
    for (case, (fault, unclear)) in faults.into_iter().enumerate() {
        world.twin.fault(On::Push, fault, 1);
        let key = format!("5f0c6a52-6a0e-4d5a-9d55-0d1f4c1c001{case}");
        let answer = next(line.push(somjai.as_str(), &messages, &key).await);
        assert!(
            matches!(answer, Some((Next::RetryAt(_), u)) if u == unclear),
            "{fault:?} {answer:?}"
        );
    }
    let nobody = "Uffffffffffffffffffffffffffffffff";
    let key = "5f0c6a52-6a0e-4d5a-9d55-0d1f4c1c0009";
    assert_eq!(next(line.push(nobody, &messages, key).await), Some((Next::Gone, false)));
    let gone = Client::new(
        &Hosts { api: "http://127.0.0.1:1".into(), data_api: "http://127.0.0.1:1".into() },
        Credentials::Token("x".to_owned().into()),
    )?;
    let answer = next(gone.push(nobody, &messages, key).await);
    assert!(
        matches!(answer, Some((Next::RetryAt(_), false))),
        "nothing left the machine: {answer:?}"
    );
    Ok(())
}

#[tokio::test]
async fn menus_are_published_and_published_again() -> anyhow::Result<()> {
    let world = world().await?;
    let line = &world.service.line;
    let somjai = world.friend("สมใจ", "th").await?;
    menus::publish(line).await?;
    let first = line.default_menu().await?;
    menus::publish(line).await?;
    let second = line.default_menu().await?;
    assert!(first.is_some() && second.is_some() && first != second, "made anew");
    assert_eq!(line.menus().await?.len(), 2, "the old ones are gone");
    assert_eq!(line.menu_aliases().await?.len(), 2);
    let menu = second.unwrap_or_default();
    line.link_menu(&somjai, &menu).await?;
    assert_eq!(line.menu_of(&somjai).await?.as_deref(), Some(menu.as_str()));
    line.unlink_menu(&somjai).await?;
    assert_eq!(line.menu_of(&somjai).await?, None);
    line.link_menu_to_many(std::slice::from_ref(&somjai), Some(&menu)).await?;
    line.link_menu_to_many(std::slice::from_ref(&somjai), None).await?;
    line.clear_default_menu().await?;
    assert_eq!(line.default_menu().await?, None);
    line.delete_menu_alias("start").await?;
    line.validate_menu(&json!({"size": {"width": 2500, "height": 1686}, "selected": false,
        "name": "x", "chatBarText": "x", "areas": [{"bounds": {"x": 0, "y": 0, "width": 9, "height": 9},
            "action": {"type": "message", "text": "x"}}]}))
        .await?;
    world.check()
}

/// With id and secret instead of a token: one request for a token, however many callers.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stateless_tokens_are_asked_for_once_and_again_when_they_die() -> anyhow::Result<()> {
    let world = world().await?;
    let known = world.twin.settings();
    let base = world.twin_base().to_owned();
    let credentials =
        Credentials::Channel { id: known.channel_id.clone(), secret: known.channel_secret.clone() };
    let line = Client::new(&Hosts { api: base.clone(), data_api: base }, credentials)?;
    let tokens = || {
        let requests = world.twin.requests();
        requests.iter().filter(|request| request.path == "/oauth2/v3/token").count()
    };
    let asked = join_all((0..20).map(|_| line.bot_info())).await;
    assert!(asked.iter().all(Result::is_ok));
    assert_eq!(tokens(), 1, "one in flight");
    world.clock.advance(Duration::from_secs(901));
    assert!(line.bot_info().await.is_err(), "LINE has let the token die");
    assert!(line.bot_info().await.is_ok(), "and a new one is asked for");
    assert_eq!(tokens(), 2);
    Ok(())
}
