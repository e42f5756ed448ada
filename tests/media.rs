//! Photos people send: fetched at once, cleaned, kept with their turn, shown by name, erased.

use std::time::Duration;

use anyhow::Context as _;
use asa::picture::MOST_BYTES;
use asa::service::Settings;
use asa::twin::{Act, Fault, Media, On};
use asa::{outbox, photos, tidy, turns};
use asa_core::conversation::Photo;
use asa_core::id::LineId;
use asa_db::{Store, backup, inbox, inspect, media};
use asa_tests::databases::{Fresh, Kind};
use asa_tests::on_both;
use asa_tests::pictures::{GIVEAWAY, holds, photo};
use asa_tests::world::{Wish, World, text_in};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sea_orm::{ConnectionTrait as _, Database};
use serde_json::{Value, json};

pub(crate) fn photo_act(person: &LineId, file: &[u8]) -> Act {
    let (person, chat) = (person.clone(), person.clone());
    let (data, mime) = (STANDARD.encode(file), "image/jpeg".to_owned());
    Act::Image(Media { person, chat, data, mime, name: None, duration: None })
}

/// What the database says about media, as the inspector shows it.
async fn table(world: &World, name: &str) -> anyhow::Result<Vec<Value>> {
    let tables = inspect::tables(&world.service.store, 100).await?;
    let mut tables = tables["tables"].as_array().into_iter().flatten();
    let table = tables.find(|table| table["name"] == name).context("no such table")?;
    Ok(table["rows"].as_array().cloned().unwrap_or_default())
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// The name of the only photo there is.
async fn only_name(world: &World) -> anyhow::Result<String> {
    let rows = table(world, "media").await?;
    assert_eq!(rows.len(), 1, "{rows:?}");
    Ok(text_of(&rows[0]["name"]))
}

async fn get(world: &World, path: &str) -> anyhow::Result<reqwest::Response> {
    let client = asa::line::http::builder().build()?;
    Ok(client.get(format!("{}{path}", world.base)).send().await?)
}

/// What fetching this photo comes to; then its turn is had as well, and answered.
async fn comes_to(world: &World, act: Act) -> anyhow::Result<Photo> {
    let Act::Image(Media { person, .. }) = &act else { anyhow::bail!("not a photo") };
    let (person, before) = (person.clone(), world.sent_to(person).len());
    world.twin.act(act).await?;
    let lease = world.service.lease(Duration::from_secs(5));
    let events = inbox::claim(&world.service.store, &lease, 9).await?;
    let fetched = photos::fetch(&world.service, &events[0]).await?;
    inbox::release(&world.service.store, world.service.holder(), &events).await?;
    world.settle().await?;
    assert_eq!(world.sent_to(&person).len(), before + 1, "the turn goes on");
    Ok(fetched.photo)
}

on_both! {
    async fn a_photo_is_kept_clean_with_its_type_size_and_hash(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        let file = photo(64, 48)?;
        let done = world.act(photo_act(&somjai, &file)).await?;
        assert!(world.last_words(&somjai).starts_with("ได้รูปแล้วค่ะ"));
        let row = &table(world, "media").await?[0];
        assert_eq!(text_of(&row["message_id"]), done.message_id.unwrap_or_default());
        assert_eq!((&row["width"], &row["height"]), (&json!(64), &json!(48)));
        let shown = media::load(&world.service.store, &only_name(world).await?).await?;
        let shown = shown.context("it can be shown")?;
        assert_eq!((shown.content_type.as_str(), &row["size"]), ("image/jpeg", &json!(shown.bytes.len())));
        assert_eq!(text_of(&row["sha256"]).len(), 64);
        assert!(holds(&file, GIVEAWAY) && !holds(&shown.bytes, GIVEAWAY));
        Ok(())
    }

    async fn an_unsent_photo_is_erased_and_its_name_is_dead(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        let done = world.act(photo_act(&somjai, &photo(64, 48)?)).await?;
        let name = only_name(world).await?;
        assert_eq!(get(world, &format!("/media/{name}")).await?.status(), 200);
        let message = done.message_id.unwrap_or_default();
        world.act(Act::Unsend { person: somjai.clone(), chat: somjai, message }).await?;
        assert_eq!(get(world, &format!("/media/{name}")).await?.status(), 404);
        assert_eq!(table(world, "media_bytes").await?, [] as [Value; 0]);
        let row = &table(world, "media").await?[0];
        assert_eq!((&row["size"], &row["sha256"]), (&json!(0), &json!("")));
        assert!(row["erased_at"].is_i64(), "that there was one is still known");
        Ok(())
    }

    async fn a_photo_taken_back_while_it_is_fetched_leaves_nothing(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        world.twin.fault(On::Content, Fault::Slow(Duration::from_millis(500)), 1);
        let done = world.twin.act(photo_act(&somjai, &photo(16, 16)?)).await?;
        turns::pass(&world.service).await?;
        let message = done.message_id.unwrap_or_default();
        world.twin.act(Act::Unsend { person: somjai.clone(), chat: somjai, message }).await?;
        world.settle().await?;
        assert_eq!(table(world, "media_bytes").await?, [] as [Value; 0]);
        Ok(())
    }

    async fn a_photo_that_was_fetched_before_it_was_taken_back_is_not_kept(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        let event = world.twin.event(photo_act(&somjai, &photo(16, 16)?));
        let message = text_of(&event["message"]["id"]);
        let unsend = Act::Unsend { person: somjai.clone(), chat: somjai.clone(), message };
        world.act(unsend).await?;
        world.twin.deliver(&[event]).await?;
        world.settle().await?;
        assert_eq!(table(world, "media").await?, [] as [Value; 0]);
        assert_eq!(asked_for_content(world), 0);
        Ok(())
    }

    async fn what_cannot_be_kept_goes_to_its_turn_with_the_reason(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        let large = comes_to(world, photo_act(&somjai, &vec![0xff; MOST_BYTES + 1])).await?;
        assert_eq!(large, Photo::TooLarge);
        let other = comes_to(world, photo_act(&somjai, b"%PDF-1.4, whatever its name")).await?;
        assert_eq!(other, Photo::NotAPicture);
        let file = photo(16, 16)?;
        let short = comes_to(world, photo_act(&somjai, &file[..file.len() / 2])).await?;
        assert_eq!(short, Photo::NotAPicture);
        assert_eq!(table(world, "media").await?, [] as [Value; 0]);
        Ok(())
    }

    async fn what_line_no_longer_has_is_gone(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        let mut event = world.twin.event(photo_act(&somjai, &photo(16, 16)?));
        event["message"]["id"] = json!("404404");
        world.twin.deliver(&[event]).await?;
        let lease = world.service.lease(Duration::from_secs(5));
        let events = inbox::claim(&world.service.store, &lease, 9).await?;
        assert_eq!(photos::fetch(&world.service, &events[0]).await?.photo, Photo::Gone);
        Ok(())
    }

    async fn a_picture_at_a_strangers_address_is_not_fetched(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        let mut event = world.twin.event(photo_act(&somjai, &photo(16, 16)?));
        event["message"]["contentProvider"] =
            json!({"type": "external", "originalContentUrl": "https://192.0.2.1/x.jpg"});
        world.twin.deliver(&[event]).await?;
        world.settle().await?;
        assert_eq!(asked_for_content(world), 0);
        assert_eq!(world.sent_to(&somjai).len(), 2, "the greeting and an answer");
        Ok(())
    }

    async fn a_photo_nobody_asked_for_in_a_group_stays_at_line(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        let group = world.twin.add_group("หมู่ 5", std::slice::from_ref(&somjai));
        world.act(Act::InviteBot { group: group.clone() }).await?;
        let Act::Image(media) = photo_act(&somjai, &photo(16, 16)?) else { unreachable!() };
        world.act(Act::Image(Media { chat: group, ..media })).await?;
        assert_eq!(asked_for_content(world), 0);
        assert_eq!(table(world, "media").await?, [] as [Value; 0]);
        Ok(())
    }

    async fn line_in_a_bad_moment_is_asked_again(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        world.twin.fault(On::Content, Fault::ServerError, 1);
        world.twin.fault(On::Content, Fault::NotYet, 1);
        world.twin.fault(On::Content, Fault::Dropped, 1);
        world.act(photo_act(&somjai, &photo(16, 16)?)).await?;
        only_name(world).await?;
        assert_eq!(asked_for_content(world), 4);
        Ok(())
    }

    async fn a_slow_photo_holds_up_its_own_chat_and_no_other(world) {
        let (somjai, wichai) = (world.friend("สมใจ", "th").await?, world.friend("วิชัย", "th").await?);
        world.twin.fault(On::Content, Fault::Slow(Duration::from_secs(2)), 1);
        world.twin.act(photo_act(&somjai, &photo(16, 16)?)).await?;
        world.clock.advance(Duration::from_millis(10));
        for person in [&somjai, &wichai] {
            world.twin.act(text_in(person, person, "ยกเลิก")).await?;
        }
        for _ in 0..3 {
            turns::pass(&world.service).await?;
            outbox::pass(&world.service).await?;
        }
        assert!(world.last_words(&wichai).starts_with("ตอนนี้ไม่มี"), "answered meanwhile");
        assert_eq!(world.sent_to(&somjai).len(), 1, "only the greeting: her photo is on its way");
        world.settle().await?;
        assert_eq!(world.sent_to(&somjai).len(), 3);
        assert!(world.last_words(&somjai).starts_with("ตอนนี้ไม่มี"), "in the order she wrote");
        Ok(())
    }

    async fn many_photos_come_one_after_another_or_side_by_side(world) {
        let mut people = Vec::new();
        for n in 0..12 {
            people.push(world.friend(&format!("คน {n}"), "th").await?);
        }
        for person in &people {
            for _ in 0..2 {
                world.twin.act(photo_act(person, &photo(16, 16)?)).await?;
            }
        }
        world.settle().await?;
        let mut names: Vec<_> =
            table(world, "media").await?.iter().map(|row| text_of(&row["name"])).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), 24);
        assert!(people.iter().all(|person| world.sent_to(person).len() == 3));
        Ok(())
    }

    /// As if its first worker had died: the lease runs out, and another fetches it again.
    async fn a_photo_taken_over_by_another_worker_is_one_photo(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        world.twin.fault(On::Content, Fault::Slow(Duration::from_secs(1)), 1);
        world.twin.act(photo_act(&somjai, &photo(16, 16)?)).await?;
        turns::pass(&world.service).await?;
        while world.twin.unused_faults() > 0 {
            tokio::task::yield_now().await;
        }
        world.clock.advance(Duration::from_secs(30));
        assert_eq!(turns::pass(&world.service).await?, 1, "claimed again");
        world.settle().await?;
        assert_eq!(asked_for_content(world), 2);
        only_name(world).await?;
        assert_eq!(world.sent_to(&somjai).len(), 2, "one answer");
        Ok(())
    }

    async fn a_message_that_comes_as_two_events_brings_one_photo(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        let event = world.twin.event(photo_act(&somjai, &photo(16, 16)?));
        let mut again = event.clone();
        again["webhookEventId"] = json!("01HZZZZZZZZZZZZZZZZZZZZZZZ");
        world.twin.deliver(&[event, again]).await?;
        world.settle().await?;
        only_name(world).await?;
        assert_eq!(asked_for_content(world), 1);
        Ok(())
    }

    async fn a_picture_is_shown_as_what_it_is_and_to_whoever_has_its_name(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        world.act(photo_act(&somjai, &photo(64, 48)?)).await?;
        let path = format!("/media/{}", only_name(world).await?);
        let answer = get(world, &path).await?;
        let header = |name: &str| answer.headers()[name].to_str().unwrap_or_default().to_owned();
        assert_eq!(header("content-type"), "image/jpeg");
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("content-disposition"), "inline");
        assert!(header("cache-control").starts_with("private, max-age="));
        assert!(header("content-security-policy").ends_with("sandbox"));
        let length = header("content-length");
        let bytes = answer.bytes().await?;
        assert_eq!(asa::picture::clean(&bytes)?.bytes, bytes, "there was nothing left to clean");
        let client = asa::line::http::builder().build()?;
        let head = client.head(format!("{}{path}", world.base)).send().await?;
        assert_eq!(head.status(), 200);
        assert_eq!(head.headers()["content-length"], length);
        assert_eq!(head.bytes().await?.len(), 0);
        Ok(())
    }

    async fn every_wrong_name_gets_the_same_answer(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        world.act(photo_act(&somjai, &photo(16, 16)?)).await?;
        let name = only_name(world).await?;
        let wrong = ["", "a", "%00", "../readyz", "%2e%2e/readyz", "%ff", &name[1..], &name.to_uppercase()];
        let unknown = media::new_name();
        let nested = format!("{name}/x");
        let mut said = Vec::new();
        for wrong in wrong.into_iter().chain([unknown.as_str(), &nested, "' OR 1=1 --"]) {
            let answer = get(world, &format!("/media/{wrong}")).await?;
            if wrong.contains("..") || wrong.contains("%2e") {
                continue; // tidied away by the client itself
            }
            let mut headers: Vec<_> =
                answer.headers().iter().map(|(name, value)| format!("{name}: {value:?}")).collect();
            headers.retain(|header| !header.starts_with("date"));
            said.push((answer.status().as_u16(), headers, answer.bytes().await?));
        }
        assert_eq!(said[0].0, 404);
        assert!(said.iter().all(|answer| *answer == said[0]), "{said:?}");
        Ok(())
    }

    async fn what_belongs_to_no_record_is_erased_after_two_days(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        for _ in 0..2 {
            world.act(photo_act(&somjai, &photo(16, 16)?)).await?;
        }
        let claimed = text_of(&table(world, "media").await?[0]["name"]);
        let db = Database::connect(&world.database.url).await?;
        let sql = format!("UPDATE media SET claimed_by = 'case_1' WHERE name = '{claimed}'");
        db.execute_unprepared(&sql).await?;
        world.clock.advance(Duration::from_secs(47 * 3600));
        tidy::erase_unclaimed_photos(&world.service).await?;
        assert_eq!(table(world, "media_bytes").await?.len(), 2);
        world.clock.advance(Duration::from_secs(2 * 3600));
        tidy::erase_unclaimed_photos(&world.service).await?;
        let left = table(world, "media_bytes").await?;
        assert_eq!((left.len(), text_of(&left[0]["name"])), (1, claimed));
        Ok(())
    }

    async fn the_inspector_counts_bytes_and_shows_none(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        world.act(photo_act(&somjai, &photo(64, 48)?)).await?;
        let size = &table(world, "media").await?[0]["size"];
        let bytes = &table(world, "media_bytes").await?[0]["bytes"];
        assert_eq!(bytes, &json!(format!("{size} bytes")));
        Ok(())
    }
}

fn asked_for_content(world: &World) -> usize {
    let requests = world.twin.requests();
    requests.iter().filter(|request| request.path.ends_with("/content")).count()
}

/// A photo that does not come in time.
async fn too_slow(kind: Kind) -> anyhow::Result<()> {
    let settings = Settings { photo_patience: Duration::from_millis(200), ..Settings::default() };
    let wish = Wish { settings, ..Wish::usual()? };
    let Some(world) = World::with(kind, wish).await? else { return Ok(()) };
    let somjai = world.friend("สมใจ", "th").await?;
    world.twin.fault(On::Content, Fault::Slow(Duration::from_millis(800)), 2);
    let came = comes_to(&world, photo_act(&somjai, &photo(16, 16)?)).await?;
    assert_eq!(came, Photo::NotFetched);
    assert_eq!(table(&world, "media").await?, [] as [Value; 0]);
    world.check()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_photo_that_does_not_come_in_time_is_given_up_on_sqlite() -> anyhow::Result<()> {
    too_slow(Kind::Sqlite).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_photo_that_does_not_come_in_time_is_given_up_on_postgres() -> anyhow::Result<()> {
    too_slow(Kind::Postgres).await
}

/// SQLite leaves what is deleted in the file, unless it is told otherwise.
#[tokio::test]
async fn an_erased_photo_is_in_no_file() -> anyhow::Result<()> {
    let Some(world) = World::new(Kind::Sqlite).await? else { return Ok(()) };
    let somjai = world.friend("สมใจ", "th").await?;
    let done = world.act(photo_act(&somjai, &photo(300, 300)?)).await?;
    let name = only_name(&world).await?;
    let shown = media::load(&world.service.store, &name).await?.context("kept")?;
    let middle = shown.bytes.len() / 2;
    let part = &shown.bytes[middle..middle + 200];
    assert!(holds(&on_disk(&world).await?, part));
    let message = done.message_id.unwrap_or_default();
    world.act(Act::Unsend { person: somjai.clone(), chat: somjai, message }).await?;
    assert!(!holds(&on_disk(&world).await?, part));
    Ok(())
}

/// The database's files, once SQLite has copied its log over.
async fn on_disk(world: &World) -> anyhow::Result<Vec<u8>> {
    let db = Database::connect(&world.database.url).await?;
    db.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
    db.close().await?;
    let file = world.database.url.trim_start_matches("sqlite://");
    Ok([std::fs::read(file)?, std::fs::read(format!("{file}-wal"))?].concat())
}

async fn backed_up(from: Kind, to: Kind) -> anyhow::Result<()> {
    let Some(world) = World::new(from).await? else { return Ok(()) };
    let Some(other) = Fresh::new(to).await? else { return Ok(()) };
    let somjai = world.friend("สมใจ", "th").await?;
    for side in [16, 640] {
        world.act(photo_act(&somjai, &photo(side, side)?)).await?;
    }
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("backup.db");
    backup::backup(&world.service.store, &file, |_| ()).await?;
    let store = Store::open(&other.url).await?;
    backup::restore(&store, &file, false, |_| ()).await?;
    for row in table(&world, "media").await? {
        let name = text_of(&row["name"]);
        let before = media::load(&world.service.store, &name).await?.context("before")?;
        let after = media::load(&store, &name).await?.context("after")?;
        assert_eq!(before.content_type, after.content_type);
        assert!(before.bytes == after.bytes, "{} bytes", before.bytes.len());
    }
    store.close().await?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_holds_the_photos() -> anyhow::Result<()> {
    for from in [Kind::Sqlite, Kind::Postgres] {
        for to in [Kind::Sqlite, Kind::Postgres] {
            backed_up(from, to).await?;
        }
    }
    Ok(())
}
