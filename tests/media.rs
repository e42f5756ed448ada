//! Photos once they are here: kept clean, shown by name, erased, backed up.

use std::time::Duration;

use anyhow::Context as _;
use asa::tidy;
use asa::twin::Act;
use asa_db::{Store, backup, media};
use asa_tests::databases::{Fresh, Kind};
use asa_tests::on_both;
use asa_tests::pictures::{GIVEAWAY, holds, photo};
use asa_tests::world::{KEY, World, photo_of, vault};
use sea_orm::{ConnectionTrait as _, Database, Statement};
use serde_json::{Value, json};

/// What sealing adds to bytes: which key, the nonce, the tag.
const SEAL: i64 = 12 + 24 + 16;

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

async fn get(world: &World, path: &str) -> anyhow::Result<reqwest::Response> {
    let client = asa::line::http::builder().build()?;
    Ok(client.get(format!("{}{path}", world.base)).send().await?)
}

on_both! {
    async fn a_photo_is_kept_clean_with_its_type_size_and_hash(world) {
        let somjai = world.friend_asked_for_photos("สมใจ").await?;
        let file = photo(64, 48)?;
        let done = world.act(photo_of(&somjai, &file)).await?;
        assert!(world.last_words(&somjai).contains("ได้ 1 รูปแล้ว"));
        let row = &world.rows("media").await?[0];
        assert_eq!(text_of(&row["message_id"]), done.message_id.unwrap_or_default());
        assert_eq!((&row["width"], &row["height"]), (&json!(64), &json!(48)));
        let shown = media::load(&world.service.store, &world.only_photo().await?).await?;
        let shown = shown.context("it can be shown")?;
        assert_eq!((shown.content_type.as_str(), &row["size"]), ("image/jpeg", &json!(shown.bytes.len())));
        assert!(holds(&file, GIVEAWAY) && !holds(&shown.bytes, GIVEAWAY));
        Ok(())
    }

    async fn an_unsent_photo_is_erased_and_its_name_is_dead(world) {
        let somjai = world.friend_asked_for_photos("สมใจ").await?;
        let done = world.act(photo_of(&somjai, &photo(64, 48)?)).await?;
        let name = world.only_photo().await?;
        assert_eq!(get(world, &format!("/media/{name}")).await?.status(), 200);
        let message = done.message_id.unwrap_or_default();
        world.act(Act::Unsend { person: somjai.clone(), chat: somjai, message }).await?;
        assert_eq!(get(world, &format!("/media/{name}")).await?.status(), 404);
        assert!(world.rows("media_bytes").await?.is_empty());
        let row = &world.rows("media").await?[0];
        assert_eq!(&row["size"], &json!(0));
        assert!(row["erased_at"].is_i64(), "that there was one is still known");
        Ok(())
    }

    async fn a_picture_is_shown_as_what_it_is_and_to_whoever_has_its_name(world) {
        let somjai = world.friend_asked_for_photos("สมใจ").await?;
        world.act(photo_of(&somjai, &photo(64, 48)?)).await?;
        let path = format!("/media/{}", world.only_photo().await?);
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
        let somjai = world.friend_asked_for_photos("สมใจ").await?;
        world.act(photo_of(&somjai, &photo(16, 16)?)).await?;
        let name = world.only_photo().await?;
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
        let somjai = world.friend_asked_for_photos("สมใจ").await?;
        for _ in 0..2 {
            world.act(photo_of(&somjai, &photo(16, 16)?)).await?;
        }
        // A draft keeps its photos as long as it lives.
        world.write(&somjai, "ยกเลิก").await?;
        let claimed = text_of(&world.rows("media").await?[0]["name"]);
        let db = Database::connect(&world.database.url).await?;
        let sql = format!("UPDATE media SET claimed_by = 'case_1' WHERE name = '{claimed}'");
        db.execute_unprepared(&sql).await?;
        world.clock.advance(Duration::from_secs(47 * 3600));
        tidy::erase_unclaimed_photos(&world.service).await?;
        assert_eq!(world.rows("media_bytes").await?.len(), 2);
        world.clock.advance(Duration::from_secs(2 * 3600));
        tidy::erase_unclaimed_photos(&world.service).await?;
        let left = world.rows("media_bytes").await?;
        assert_eq!((left.len(), text_of(&left[0]["name"])), (1, claimed));
        Ok(())
    }

    async fn a_draft_keeps_its_photos_for_as_long_as_it_lives(world) {
        let somjai = world.friend_asked_for_photos("สมใจ").await?;
        world.act(photo_of(&somjai, &photo(16, 16)?)).await?;
        world.clock.advance(Duration::from_secs(40 * 3600));
        world.write(&somjai, "ทำต่อ").await?;
        world.clock.advance(Duration::from_secs(40 * 3600));
        tidy::erase_unclaimed_photos(&world.service).await?;
        assert_eq!(world.rows("media_bytes").await?.len(), 1, "older than two days, and wanted");
        world.clock.advance(Duration::from_secs(9 * 3600));
        tidy::erase_unclaimed_photos(&world.service).await?;
        assert!(world.rows("media_bytes").await?.is_empty(), "the draft was left alone too long");
        Ok(())
    }

    async fn the_inspector_counts_bytes_and_shows_none(world) {
        let somjai = world.friend_asked_for_photos("สมใจ").await?;
        world.act(photo_of(&somjai, &photo(64, 48)?)).await?;
        let size = &world.rows("media").await?[0]["size"];
        let size = size.as_i64().unwrap_or_default() + SEAL;
        let bytes = &world.rows("media_bytes").await?[0]["bytes"];
        assert_eq!(bytes, &json!(format!("{size} bytes")));
        Ok(())
    }
}

/// SQLite leaves what is deleted in the file, unless it is told otherwise.
#[tokio::test]
async fn an_erased_photo_is_in_no_file() -> anyhow::Result<()> {
    let Some(world) = World::new(Kind::Sqlite).await? else { return Ok(()) };
    let somjai = world.friend_asked_for_photos("สมใจ").await?;
    let done = world.act(photo_of(&somjai, &photo(300, 300)?)).await?;
    let name = world.only_photo().await?;
    let shown = media::load(&world.service.store, &name).await?.context("kept")?;
    let middle = shown.bytes.len() / 2;
    let part = &sealed_photo(&world).await?[middle..middle + 200];
    let plain = &shown.bytes[middle..middle + 200];
    assert!(holds(&on_disk(&world).await?, part) && !holds(&on_disk(&world).await?, plain));
    let message = done.message_id.unwrap_or_default();
    world.act(Act::Unsend { person: somjai.clone(), chat: somjai, message }).await?;
    assert!(!holds(&on_disk(&world).await?, part));
    Ok(())
}

/// The bytes of the one photo as they lie in the database.
async fn sealed_photo(world: &World) -> anyhow::Result<Vec<u8>> {
    let db = Database::connect(&world.database.url).await?;
    let sql = Statement::from_string(db.get_database_backend(), "SELECT bytes FROM media_bytes");
    let row = db.query_one_raw(sql).await?.context("there is one")?;
    Ok(row.try_get("", "bytes")?)
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
    let somjai = world.friend_asked_for_photos("สมใจ").await?;
    for side in [16, 640] {
        world.act(photo_of(&somjai, &photo(side, side)?)).await?;
    }
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("backup.db");
    backup::backup(&world.service.store, &file, |_| ()).await?;
    let store = Store::open(&other.url).await?.with_vault(vault(KEY)?);
    backup::restore(&store, &file, false, Vec::new(), world.clock.now(), |_| ()).await?;
    for row in world.rows("media").await? {
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
