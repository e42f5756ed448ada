//! One key changed for another, while people go on writing.

use std::os::unix::fs::MetadataExt as _;
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use asa_core::id::LineId;
use asa_core::moment::Moment;
use asa_db::cases::{self, Filter};
use asa_db::keys::rotate::{Rotated, rotate};
use asa_db::{Error, Store, keys, media};
use asa_tests::databases::{Fresh, Kind};
use asa_tests::on_both;
use asa_tests::pictures::photo;
use asa_tests::process::Program;
use asa_tests::world::{KEY, NEW_KEY, World, photo_of, text_in, vault};
use sea_orm::{ConnectionTrait as _, Database};
use serde_json::Value;

use crate::crash::{PROGRAM, fast_line};

const MANY: u32 = 50_000;
const PEOPLE: usize = 12;

fn both() -> String {
    format!("{NEW_KEY},{KEY}")
}

async fn store(database: &Fresh, keys: &str) -> anyhow::Result<Store> {
    Ok(Store::open(&database.url).await?.with_vault(vault(keys)?))
}

fn story() -> String {
    "บ้านน้ำท่วมสูงถึงเอว, ขอเรือ ".repeat(4)
}

/// As many drafts, and as many cases, that were written before there were seals.
async fn add_many(database: &Fresh) -> anyhow::Result<()> {
    let rows =
        format!("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {MANY})");
    let answers = r#"{"step":"story","value":"น้ำท่วมถนนหน้าตลาดมาสามวันแล้ว","from":["1"]},"#.repeat(5);
    let story = story();
    let db = Database::connect(&database.url).await?;
    for sql in [
        format!(
            "{rows} INSERT INTO sessions (chat, person, revision, body) \
             SELECT 'c' || i, 'p' || i, 1, '{{\"answers\":[{answers}null]}}' FROM n"
        ),
        format!(
            "{rows} INSERT INTO cases (series, number, kind, person, story, state, opened_at) \
             SELECT 'other', i, 'obstacle', 'Unobody', '{story}', 'open', i FROM n"
        ),
    ] {
        db.execute_unprepared(&sql).await?;
    }
    db.close().await?;
    Ok(())
}

/// The longest that an answer took. Nobody writes without a pause.
async fn writes(world: &World, person: &LineId, rest: &[&str]) -> anyhow::Result<Duration> {
    let mut longest = Duration::ZERO;
    for text in rest {
        tokio::time::sleep(Duration::from_millis(20)).await;
        let began = Instant::now();
        world.clock.advance(Duration::from_secs(5));
        world.write(person, text).await?;
        longest = longest.max(began.elapsed());
    }
    Ok(longest)
}

/// Stopped soon, at any point, and begun again.
async fn rotate_twice(store: Store) -> anyhow::Result<(Rotated, Duration)> {
    let began = Instant::now();
    tokio::time::timeout(Duration::from_millis(500), rotate(&store, |_| ())).await.ok();
    Ok((rotate(&store, |_| ()).await?, began.elapsed()))
}

/// People begin under the old key, and end under the new one while everything is sealed anew.
#[expect(clippy::print_stderr, reason = "figures to look at")]
async fn changed_while_people_write(kind: Kind) -> anyhow::Result<()> {
    let Some(mut world) = World::new(kind).await? else { return Ok(()) };
    add_many(&world.database).await?;
    let mut people = Vec::new();
    for n in 0..PEOPLE {
        people.push(world.friend_asked_for_photos(&format!("คน {n}")).await?);
    }
    world.rebuild_with(&both()).await?;
    let rotation = tokio::spawn(rotate_twice(store(&world.database, &both()).await?));
    let (mut longest, mut talks) = (Duration::ZERO, 0);
    for person in people.iter().cycle() {
        let rest: &[&str] = match talks < PEOPLE {
            true => &["ข้าม", "1", "0800000000", "ยืนยัน"],
            false => &["เมนูหลัก"],
        };
        longest = longest.max(writes(&world, person, rest).await?);
        talks += 1;
        if rotation.is_finished() && talks >= PEOPLE {
            break;
        }
    }
    let (rotated, took) = rotation.await??;
    eprintln!(
        "{kind:?}: {} values in {took:?}; {talks} talks beside it, the longest answer {longest:?}",
        2 * MANY
    );
    assert!(rotated.left.is_empty(), "{:?}", rotated.left);
    // Hundredths of a second where nothing else runs; a machine that is busy takes its time.
    assert!(longest < Duration::from_secs(10), "{longest:?}");
    world.rebuild_with(NEW_KEY).await?;
    all_is_there(&world.service.store).await?;
    world.check()
}

/// Under the new key, and with nothing lost.
async fn all_is_there(store: &Store) -> anyhow::Result<()> {
    let held = keys::status(store).await?;
    let rows = |column: &str| {
        let these = held.iter().filter(|held| held.column == column);
        these.map(|held| held.rows).sum::<i64>()
    };
    let key = store.vault().seals_under()?;
    assert!(held.iter().all(|held| held.key.as_deref() == Some(key)), "{held:?}");
    let (many, people) = (i64::from(MANY), i64::try_from(PEOPLE)?);
    assert_eq!((rows("body"), rows("story")), (many + people, many + people));
    let told = cases(store, "feedback").await?;
    assert_eq!(told.len(), PEOPLE);
    for case in told {
        let told = (case.story.as_deref(), case.phone.as_deref());
        assert_eq!(told, (Some("น้ำท่วมถนน"), Some("080-000-0000")));
    }
    assert!(
        cases(store, "other").await?.iter().all(|case| case.story.as_deref() == Some(&*story()))
    );
    Ok(())
}

async fn cases(store: &Store, series: &str) -> asa_db::Result<Vec<cases::Row>> {
    let until = Moment::from_millis(i64::MAX);
    let filter = Filter { series, area: "", from: Moment::default(), until };
    cases::page(store, filter, 0, 1000).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_is_changed_while_people_write_on_sqlite() -> anyhow::Result<()> {
    changed_while_people_write(Kind::Sqlite).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_is_changed_while_people_write_on_postgres() -> anyhow::Result<()> {
    changed_while_people_write(Kind::Postgres).await
}

on_both! {
    async fn photos_are_sealed_anew_like_words(world) {
        let somjai = world.friend_asked_for_photos("สมใจ").await?;
        world.act(photo_of(&somjai, &photo(64, 48)?)).await?;
        let name = world.only_photo().await?;
        let before = media::load(&world.service.store, &name).await?.context("kept")?;
        rotate(&store(&world.database, &both()).await?, |_| ()).await?;
        let after = media::load(&store(&world.database, NEW_KEY).await?, &name).await?;
        assert!(after.context("still there")?.bytes == before.bytes);
        let old = media::load(&world.service.store, &name).await;
        assert!(matches!(old, Err(Error::OtherKey(_))), "{old:?}");
        Ok(())
    }
}

/// A service and a conversation, and then the commands an operator changes its key with.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_operator_changes_the_key() -> anyhow::Result<()> {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let Some(database) = Fresh::new(kind).await? else { continue };
        let (twin, line) = fast_line().await?;
        let old = Program::serve(PROGRAM, &database.url, &twin, &line.base)?;
        let mut process = old.start().await?;
        twin.deliver_to(&format!("{}/webhook", process.base));
        let person = twin.add_person("สมใจ", "th");
        twin.act(text_in(&person, &person, "ร้องเรียน")).await?;
        process.until_idle(Duration::from_secs(20)).await?;
        process.terminate()?;

        let with = |keys: &str| old.clone().with("ASA_DATA_KEY", keys);
        let (status, _, errors) = with(NEW_KEY).run(&["serve"])?;
        assert!(
            status.code() == Some(1) && errors.contains("does not open what is in"),
            "{errors}"
        );
        let (status, _, errors) = with(NEW_KEY).run(&["keys", "rotate"])?;
        assert!(status.code() == Some(1) && errors.contains("add it behind the first"), "{errors}");
        let (status, report, _) = with(NEW_KEY).run(&["doctor"])?;
        assert!(!status.success() && report.contains("FAIL  data key"), "{report}");

        let mut process = with(&both()).start().await?;
        twin.deliver_to(&format!("{}/webhook", process.base));
        let (_, report, _) = with(&both()).run(&["doctor"])?;
        assert!(
            report.contains("note  data key") && report.contains("asa keys rotate"),
            "{report}"
        );
        assert!(stands(&with(&both()))?.contains(&"old".to_owned()));
        let (status, said, errors) = with(&both()).run(&["keys", "rotate"])?;
        assert!(status.success() && said.contains("others may go"), "{said}{errors}");
        assert!(stands(&with(&both()))?.iter().all(|is| is == "first"));
        process.terminate()?;
        let mut process = with(NEW_KEY).start().await?;
        process.terminate()?;
        let (_, report, _) = with(NEW_KEY).run(&["doctor"])?;
        assert!(report.contains("ok    data key"), "{report}");
    }
    Ok(())
}

/// How the values stand to the keys, as `asa keys status` tells machines.
fn stands(program: &Program) -> anyhow::Result<Vec<String>> {
    let (status, listed, errors) = program.run(&["keys", "status", "--json"])?;
    ensure!(status.success(), "{errors}");
    let held: Vec<Value> = serde_json::from_str(&listed)?;
    ensure!(!held.is_empty(), "nothing is there");
    Ok(held.iter().map(|held| held["is"].as_str().unwrap_or_default().to_owned()).collect())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_export_needs_the_key_once_something_is_sealed() -> anyhow::Result<()> {
    let Some(world) = World::new(Kind::Sqlite).await? else { return Ok(()) };
    let program = Program::serve(PROGRAM, &world.database.url, &world.twin, world.twin_base())?;
    let mut keyless = program.clone();
    keyless.settings.remove("ASA_DATA_KEY");
    let (status, _, errors) = keyless.run(&["export", "feedback"])?;
    assert!(status.success(), "nothing is there: {errors}");
    let somjai = world.friend_asked_for_photos("สมใจ").await?;
    writes(&world, &somjai, &["ข้าม", "2", "ยืนยัน"]).await?;
    let (status, printed, errors) = program.run(&["export", "feedback"])?;
    assert!(status.success() && printed.contains("น้ำท่วมถนน"), "{errors}");
    let (status, _, errors) = keyless.run(&["export", "feedback"])?;
    assert!(status.code() == Some(1) && errors.contains("set it"), "{errors}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demo_keeps_its_key_beside_its_data() -> anyhow::Result<()> {
    let data = tempfile::tempdir()?;
    let program = Program::demo(PROGRAM)?;
    let file = data.path().join("data.key");
    program.start_demo(data.path()).await?.terminate()?;
    let key = std::fs::read_to_string(&file)?;
    assert_eq!(std::fs::metadata(&file)?.mode() & 0o777, 0o600);
    program.start_demo(data.path()).await?.terminate()?;
    assert!(std::fs::read_to_string(&file)? == key, "the same one at the next start");
    Ok(())
}
