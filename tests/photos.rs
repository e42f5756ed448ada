//! Photos on their way from LINE: at once, beside everybody else's turns, once, or not at all.

use std::time::{Duration, Instant};

use asa::picture::MOST_BYTES;
use asa::service::Settings;
use asa::twin::{Act, Fault, Media, On, Twin};
use asa::{outbox, photos, turns};
use asa_core::conversation::Photo;
use asa_core::id::LineId;
use asa_db::{Store, inbox, inspect};
use asa_tests::databases::{Fresh, Kind};
use asa_tests::on_both;
use asa_tests::pictures::photo;
use asa_tests::process::{Process, Program};
use asa_tests::world::{Wish, World, photo_of, text_in};
use serde_json::{Value, json};

use crate::crash::{PROGRAM, fast_line};

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
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

fn asked_for_content(world: &World) -> usize {
    let requests = world.twin.requests();
    requests.iter().filter(|request| request.path.ends_with("/content")).count()
}

on_both! {
    async fn a_photo_taken_back_while_it_is_fetched_leaves_nothing(world) {
        let somjai = world.friend_asked_for_photos("สมใจ").await?;
        world.twin.fault(On::Content, Fault::Slow(Duration::from_millis(500)), 1);
        let done = world.twin.act(photo_of(&somjai, &photo(16, 16)?)).await?;
        turns::pass(&world.service).await?;
        let message = done.message_id.unwrap_or_default();
        world.twin.act(Act::Unsend { person: somjai.clone(), chat: somjai, message }).await?;
        world.settle().await?;
        assert!(world.rows("media_bytes").await?.is_empty());
        Ok(())
    }

    async fn a_photo_that_arrives_after_it_was_taken_back_is_not_fetched(world) {
        let somjai = world.friend_asked_for_photos("สมใจ").await?;
        let event = world.twin.event(photo_of(&somjai, &photo(16, 16)?));
        let message = text_of(&event["message"]["id"]);
        let unsend = Act::Unsend { person: somjai.clone(), chat: somjai.clone(), message };
        world.act(unsend).await?;
        world.twin.deliver(&[event]).await?;
        world.settle().await?;
        assert!(world.rows("media").await?.is_empty());
        assert_eq!(asked_for_content(world), 0);
        Ok(())
    }

    async fn what_cannot_be_kept_goes_to_its_turn_with_the_reason(world) {
        let somjai = world.friend_asked_for_photos("สมใจ").await?;
        let large = comes_to(world, photo_of(&somjai, &vec![0xff; MOST_BYTES + 1])).await?;
        assert_eq!(large, Photo::TooLarge);
        let other = comes_to(world, photo_of(&somjai, b"%PDF-1.4, whatever its name")).await?;
        assert_eq!(other, Photo::NotAPicture);
        let file = photo(16, 16)?;
        let short = comes_to(world, photo_of(&somjai, &file[..file.len() / 2])).await?;
        assert_eq!(short, Photo::NotAPicture);
        assert!(world.rows("media").await?.is_empty());
        Ok(())
    }

    async fn what_line_no_longer_has_is_gone(world) {
        let somjai = world.friend_asked_for_photos("สมใจ").await?;
        let mut event = world.twin.event(photo_of(&somjai, &photo(16, 16)?));
        event["message"]["id"] = json!("404404");
        world.twin.deliver(&[event]).await?;
        let lease = world.service.lease(Duration::from_secs(5));
        let events = inbox::claim(&world.service.store, &lease, 9).await?;
        assert_eq!(photos::fetch(&world.service, &events[0]).await?.photo, Photo::Gone);
        Ok(())
    }

    async fn a_picture_at_a_strangers_address_is_not_fetched(world) {
        let somjai = world.friend_asked_for_photos("สมใจ").await?;
        let mut event = world.twin.event(photo_of(&somjai, &photo(16, 16)?));
        event["message"]["contentProvider"] =
            json!({"type": "external", "originalContentUrl": "https://192.0.2.1/x.jpg"});
        world.twin.deliver(&[event]).await?;
        world.settle().await?;
        assert_eq!(asked_for_content(world), 0);
        assert_eq!(world.sent_to(&somjai).len(), 6, "one answer more");
        Ok(())
    }

    async fn a_photo_nobody_asked_for_in_a_group_stays_at_line(world) {
        let somjai = world.friend_asked_for_photos("สมใจ").await?;
        let group = world.twin.add_group("หมู่ 5", std::slice::from_ref(&somjai));
        world.act(Act::InviteBot { group: group.clone() }).await?;
        let Act::Image(media) = photo_of(&somjai, &photo(16, 16)?) else { unreachable!() };
        world.act(Act::Image(Media { chat: group, ..media })).await?;
        assert_eq!(asked_for_content(world), 0);
        assert!(world.rows("media").await?.is_empty());
        Ok(())
    }

    async fn line_in_a_bad_moment_is_asked_again(world) {
        let somjai = world.friend_asked_for_photos("สมใจ").await?;
        world.twin.fault(On::Content, Fault::ServerError, 1);
        world.twin.fault(On::Content, Fault::NotYet, 1);
        world.twin.fault(On::Content, Fault::Dropped, 1);
        world.act(photo_of(&somjai, &photo(16, 16)?)).await?;
        world.only_photo().await?;
        assert_eq!(asked_for_content(world), 4);
        Ok(())
    }

    async fn a_slow_photo_holds_up_its_own_chat_and_no_other(world) {
        let (somjai, wichai) = (world.friend_asked_for_photos("สมใจ").await?, world.friend("วิชัย", "th").await?);
        world.twin.fault(On::Content, Fault::Slow(Duration::from_secs(2)), 1);
        world.twin.act(photo_of(&somjai, &photo(16, 16)?)).await?;
        world.clock.advance(Duration::from_millis(10));
        for person in [&somjai, &wichai] {
            world.twin.act(text_in(person, person, "ยกเลิก")).await?;
        }
        for _ in 0..3 {
            turns::pass(&world.service).await?;
            outbox::pass(&world.service).await?;
        }
        assert!(world.last_words(&wichai).starts_with("ตอนนี้ไม่มี"), "answered meanwhile");
        assert_eq!(world.sent_to(&somjai).len(), 5, "no answer: her photo is on its way");
        world.settle().await?;
        assert_eq!(world.sent_to(&somjai).len(), 7);
        assert!(world.last_words(&somjai).starts_with("ยกเลิกเรื่อง"), "in the order she wrote");
        Ok(())
    }

    async fn many_photos_come_one_after_another_or_side_by_side(world) {
        let mut people = Vec::new();
        for n in 0..12 {
            people.push(world.friend_asked_for_photos(&format!("คน {n}")).await?);
        }
        for person in &people {
            for _ in 0..2 {
                world.twin.act(photo_of(person, &photo(16, 16)?)).await?;
            }
        }
        world.settle().await?;
        let mut names: Vec<_> =
            world.rows("media").await?.iter().map(|row| text_of(&row["name"])).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), 24);
        assert!(people.iter().all(|person| world.sent_to(person).len() == 7));
        Ok(())
    }

    /// As if its first worker had died: the lease runs out, and another fetches it again.
    async fn a_photo_taken_over_by_another_worker_is_one_photo(world) {
        let somjai = world.friend_asked_for_photos("สมใจ").await?;
        world.twin.fault(On::Content, Fault::Slow(Duration::from_secs(1)), 1);
        world.twin.act(photo_of(&somjai, &photo(16, 16)?)).await?;
        turns::pass(&world.service).await?;
        while world.twin.unused_faults() > 0 {
            tokio::task::yield_now().await;
        }
        world.clock.advance(Duration::from_secs(30));
        assert_eq!(turns::pass(&world.service).await?, 1, "claimed again");
        world.settle().await?;
        assert_eq!(asked_for_content(world), 2);
        world.only_photo().await?;
        assert_eq!(world.sent_to(&somjai).len(), 6, "one answer");
        Ok(())
    }

    async fn a_message_that_comes_as_two_events_brings_one_photo(world) {
        let somjai = world.friend_asked_for_photos("สมใจ").await?;
        let event = world.twin.event(photo_of(&somjai, &photo(16, 16)?));
        let mut again = event.clone();
        again["webhookEventId"] = json!("01HZZZZZZZZZZZZZZZZZZZZZZZ");
        world.twin.deliver(&[event, again]).await?;
        world.settle().await?;
        world.only_photo().await?;
        assert_eq!(asked_for_content(world), 1);
        Ok(())
    }
}

/// Killed while LINE takes its time: the next start fetches it, and there is one photo, one
/// answer. Its name is in no log.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_while_a_photo_is_fetched_it_is_fetched_again() -> anyhow::Result<()> {
    let Some(database) = Fresh::new(Kind::Sqlite).await? else { return Ok(()) };
    let (twin, line) = fast_line().await?;
    let program = Program::serve(PROGRAM, &database.url, &twin, &line.base)?;
    let program = program.with("ASA_LOG", "trace");
    let (mut process, before) = waiting_for_a_photo(&program, &twin).await?;
    process.kill()?;
    let mut process = program.start().await?;
    process.until_idle(Duration::from_secs(30)).await?;
    assert!(process.figure("asa_media_bytes_total").await? > 100.0);
    let store = Store::open(&database.url).await?;
    let tables = inspect::tables(&store, 9).await?;
    let media = tables["tables"].as_array().into_iter().flatten();
    let rows = media.filter(|table| table["name"] == "media").map(|table| &table["rows"]);
    let rows: Vec<&Value> = rows.filter_map(Value::as_array).flatten().collect();
    assert_eq!((rows.len(), twin.sends().len()), (1, before + 1));
    let name = text_of(&rows[0]["name"]);
    let client = asa::line::http::builder().build()?;
    let seen = client.get(format!("{}/media/{name}", process.base)).send().await?;
    assert_eq!(seen.status(), 200);
    process.terminate()?;
    assert!(process.said().contains("a picture is shown"));
    assert!(process.said().contains("photo fetched") && !process.said().contains(&name[..16]));
    Ok(())
}

/// A stop waits for no photo; what was not fetched waits for the next start.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_waits_for_no_photo() -> anyhow::Result<()> {
    let Some(database) = Fresh::new(Kind::Sqlite).await? else { return Ok(()) };
    let (twin, line) = fast_line().await?;
    let program = Program::serve(PROGRAM, &database.url, &twin, &line.base)?;
    let (mut process, before) = waiting_for_a_photo(&program, &twin).await?;
    let began = Instant::now();
    assert!(process.terminate()?.success());
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    let process = program.start().await?;
    process.until_idle(Duration::from_secs(30)).await?;
    assert_eq!(twin.sends().len(), before + 1);
    Ok(())
}

/// The program while it fetches a photo that LINE takes a minute to give out, and how much was
/// sent before.
async fn waiting_for_a_photo(program: &Program, twin: &Twin) -> anyhow::Result<(Process, usize)> {
    let process = program.start().await?;
    twin.deliver_to(&format!("{}/webhook", process.base));
    let somjai = asked_for_photos(twin, &process).await?;
    let before = twin.sends().len();
    twin.fault(On::Content, Fault::Slow(Duration::from_secs(60)), 1);
    twin.act(photo_of(&somjai, &photo(16, 16)?)).await?;
    until(|| twin.unused_faults() == 0).await?;
    Ok((process, before))
}

/// Someone who has told what is wrong, as far as the question for photos.
async fn asked_for_photos(twin: &Twin, process: &Process) -> anyhow::Result<LineId> {
    let person = twin.add_person("สมใจ", "th");
    for text in ["ร้องเรียน", "1", "ข้าม", "น้ำท่วมถนน"]
    {
        twin.act(text_in(&person, &person, text)).await?;
        process.until_idle(Duration::from_secs(30)).await?;
        // What comes faster than a question can be read is not taken for an answer to it.
        tokio::time::sleep(Duration::from_millis(600)).await;
    }
    Ok(person)
}

async fn until(happened: impl Fn() -> bool) -> anyhow::Result<()> {
    let began = Instant::now();
    while !happened() {
        anyhow::ensure!(began.elapsed() < Duration::from_secs(30), "it never happened");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    Ok(())
}

/// A photo that does not come in time.
async fn too_slow(kind: Kind) -> anyhow::Result<()> {
    let settings = Settings { photo_patience: Duration::from_millis(200), ..Settings::default() };
    let wish = Wish { settings, ..Wish::usual()? };
    let Some(world) = World::with(kind, wish).await? else { return Ok(()) };
    let somjai = world.friend_asked_for_photos("สมใจ").await?;
    world.twin.fault(On::Content, Fault::Slow(Duration::from_millis(800)), 2);
    let came = comes_to(&world, photo_of(&somjai, &photo(16, 16)?)).await?;
    assert_eq!(came, Photo::NotFetched);
    assert!(world.rows("media").await?.is_empty());
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
