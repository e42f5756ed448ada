//! What a look into the database gives to somebody without the key: nothing that people told us.

use std::time::Duration;

use anyhow::{Context as _, ensure};
use asa::{outbox, turns};
use asa_core::id::LineId;
use asa_core::moment::Moment;
use asa_core::people::{RoleKind, UnitId};
use asa_db::cases::{self, Filter};
use asa_db::vault::columns::{Column, SEALED};
use asa_db::{Error, Store, stock};
use asa_tests::databases::{Fresh, Kind};
use asa_tests::on_both;
use asa_tests::opened;
use asa_tests::people::{give_role, open_code};
use asa_tests::pictures::photo;
use asa_tests::transcript::given::Code;
use asa_tests::world::{KEY, NEW_KEY, World, photo_of, text_in, vault};
use sea_orm::{
    ConnectionTrait as _, Database, DbBackend, FromQueryResult as _, JsonValue, Statement,
};

const STORY: &str = "น้ำท่วมถนนหน้าตลาดมาสามวันแล้ว";
/// As it is typed, and every way in which it may be kept or shown.
const NUMBER: &str = "๐๘๐ 000 0000";
const SPELLINGS: [&str; 8] = [
    NUMBER,
    "๐๘๐-๐๐๐-๐๐๐๐",
    "0800000000",
    "080-000-0000",
    "080 000 0000",
    "+66800000000",
    "66800000000",
    "800000000",
];

/// Every table as JSON, and on SQLite the files themselves.
async fn dump(database: &Fresh) -> anyhow::Result<Vec<u8>> {
    let db = Database::connect(&database.url).await?;
    let mut dump = Vec::new();
    for table in asa_migrations::TABLES {
        let sql = format!("SELECT * FROM {table}");
        let sql = Statement::from_string(db.get_database_backend(), sql);
        let rows = JsonValue::find_by_statement(sql).all(&db).await?;
        dump.extend(serde_json::to_vec(&rows)?);
    }
    if database.kind == Kind::Sqlite {
        db.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
        let file = database.url.trim_start_matches("sqlite://");
        dump.extend(std::fs::read(file)?);
        dump.extend(std::fs::read(format!("{file}-wal"))?);
    }
    db.close().await?;
    Ok(dump)
}

fn holds(dump: &[u8], text: &str) -> bool {
    dump.windows(text.len()).any(|part| part == text.as_bytes())
}

async fn check(world: &World, person: &LineId) -> anyhow::Result<()> {
    let dump = dump(&world.database).await?;
    ensure!(holds(&dump, person.as_str()), "there is no dump");
    for secret in SPELLINGS.into_iter().chain([STORY, "น้ำท่วม"]) {
        ensure!(!holds(&dump, secret), "{secret} is in it");
    }
    Ok(())
}

/// Somebody writes: looked into at every station on the way.
async fn write(world: &World, person: &LineId, text: &str) -> anyhow::Result<()> {
    world.clock.advance(Duration::from_secs(5));
    world.twin.act(text_in(person, person, text)).await?;
    check(world, person).await?;
    turns::pass(&world.service).await?;
    check(world, person).await?;
    outbox::pass(&world.service).await?;
    check(world, person).await
}

async fn complains(world: &World, person: &LineId) -> anyhow::Result<()> {
    for text in ["ร้องเรียน", "1", "ข้าม", STORY, "ข้าม", "1", NUMBER, "ยืนยัน"]
    {
        write(world, person, text).await?;
    }
    Ok(())
}

async fn the_case(store: &Store) -> asa_db::Result<cases::Row> {
    let until = Moment::from_millis(i64::MAX);
    let filter = Filter { series: "feedback", area: "", from: Moment::default(), until };
    let found = cases::page(store, filter, 0, 10).await?;
    found.into_iter().next().ok_or_else(|| Error::Missing("the case".into()))
}

on_both! {
    async fn a_dump_holds_neither_a_story_nor_a_number(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        complains(world, &somjai).await?;
        let case = the_case(&world.service.store).await?;
        assert_eq!(case.story.as_deref(), Some(STORY), "whoever has the key reads it");
        assert!(SPELLINGS.contains(&case.phone.context("a number")?.as_str()));
        Ok(())
    }

    async fn every_column_that_is_sealed_is_on_the_list_and_none_else(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        complains(world, &somjai).await?;
        let wichai = world.friend_asked_for_photos("วิชัย").await?;
        world.act(photo_of(&wichai, &photo(16, 16)?)).await?;
        give_role(world, &wichai, "วิชัย", RoleKind::Officer, UnitId(47), false).await?;
        open_code(world, &a_code(), None).await?;
        let noted = crate::stock_db::with_a_note("กล่องเปียกน้ำ");
        stock::write(&world.service.store, &noted, world.clock.now()).await?;
        // One on its way to the turn, and one on its way to LINE.
        world.twin.act(text_in(&somjai, &somjai, "เมนูหลัก")).await?;
        turns::pass(&world.service).await?;
        world.twin.act(text_in(&somjai, &somjai, "เมนูหลัก")).await?;
        let listed: Vec<String> = SEALED.iter().flat_map(Column::with_hashes).collect();
        let found = sealed_columns(&world.database).await?;
        for column in &found {
            assert!(listed.contains(column), "{column} is not on the list");
        }
        assert_eq!(found.len(), listed.len(), "{listed:?} are listed, sealed are {found:?}");
        Ok(())
    }

    /// Whoever can write into the database still cannot put one person's words to another.
    async fn what_was_copied_to_another_row_holds_up_its_own_chat_only(world) {
        let somjai = world.friend_asked_for_photos("สมใจ").await?;
        let wichai = world.friend_asked_for_photos("วิชัย").await?;
        let db = Database::connect(&world.database.url).await?;
        let copy = format!(
            "UPDATE sessions SET body = (SELECT body FROM sessions WHERE person = '{somjai}') \
             WHERE person = '{wichai}'",
            somjai = somjai.as_str(), wichai = wichai.as_str()
        );
        db.execute_unprepared(&copy).await?;
        for person in [&wichai, &somjai] {
            world.clock.advance(Duration::from_secs(5));
            world.twin.act(text_in(person, person, "ข้าม")).await?;
        }
        for _ in 0..3 {
            world.settle().await?;
            world.clock.advance(Duration::from_secs(5));
        }
        assert!(world.last_words(&somjai).contains("โทรกลับ"), "hers goes on");
        let dead = asa_db::dead::list(&world.service.store, 10).await?;
        assert_eq!(dead.len(), 1);
        assert!(dead[0].cause.contains("sessions.body does not open"), "{}", dead[0].cause);
        Ok(())
    }

    async fn what_was_written_before_there_were_seals_is_read(world) {
        let somjai = world.friend_asked_for_photos("สมใจ").await?;
        let db = Database::connect(&world.database.url).await?;
        let bodies = opened::texts(&world.database.url, world.service.store.vault()).await?;
        let sql = format!("UPDATE sessions SET body = '{}'", bodies[0]);
        db.execute_unprepared(&sql).await?;
        world.clock.advance(Duration::from_secs(5));
        world.write(&somjai, "ข้าม").await?;
        assert!(world.last_words(&somjai).contains("โทรกลับ"));
        check_sealed(world).await
    }

    async fn without_the_key_nothing_is_read_and_no_value_is_told(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        complains(world, &somjai).await?;
        let store = Store::open(&world.database.url).await?;
        assert_eq!(the_case(&store).await.err(), Some(Error::NoKey));
        let other = store.with_vault(vault(NEW_KEY)?);
        let refused = the_case(&other).await.err().context("refused")?;
        assert_eq!(refused, Error::OtherKey(vault(KEY)?.seals_under()?.to_owned()));
        Ok(())
    }
}

async fn check_sealed(world: &World) -> anyhow::Result<()> {
    let held = asa_db::keys::status(&world.service.store).await?;
    ensure!(!held.is_empty() && held.iter().all(|held| held.key.is_some()), "{held:?}");
    Ok(())
}

fn a_code() -> Code {
    let (code, kind) = ("P7KQ3MXZ".to_owned(), RoleKind::Volunteer);
    Code { code, kind, unit: UnitId(47), once: true, by: None }
}

/// All columns of all tables in which something begins like a seal, or a hash beside one.
async fn sealed_columns(database: &Fresh) -> anyhow::Result<Vec<String>> {
    let db = Database::connect(&database.url).await?;
    let backend = db.get_database_backend();
    let (columns, begins) = match backend {
        DbBackend::Postgres => (
            "SELECT table_name::text AS t, column_name::text AS c FROM information_schema.columns \
             WHERE table_schema = current_schema()",
            r"left(COL::text, 8) ~ '^([sh]1[.]|\\x(73|68)312e)'",
        ),
        _ => (
            "SELECT m.name AS t, p.name AS c FROM sqlite_master m JOIN pragma_table_info(m.name) p \
             WHERE m.type = 'table'",
            "hex(substr(CAST(COL AS BLOB), 1, 3)) IN ('73312E', '68312E')",
        ),
    };
    let mut sealed = Vec::new();
    for row in db.query_all_raw(Statement::from_string(backend, columns)).await? {
        let (table, column): (String, String) = (row.try_get("", "t")?, row.try_get("", "c")?);
        let begins = begins.replace("COL", &format!("\"{column}\""));
        let sql = format!("SELECT 1 AS found FROM \"{table}\" WHERE {begins} LIMIT 1");
        if db.query_one_raw(Statement::from_string(backend, sql)).await?.is_some() {
            sealed.push(format!("{table}.{column}"));
        }
    }
    Ok(sealed)
}
