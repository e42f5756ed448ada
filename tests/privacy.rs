//! A person's rights, over the whole database: to be forgotten everywhere, also by backups, and
//! not to be kept for ever.

use std::time::Duration;

use anyhow::ensure;
use asa::tick;
use asa::twin::Act;
use asa_core::id::LineId;
use asa_core::people::{RoleKind, UnitId};
use asa_db::privacy::retention::Clocks;
use asa_db::privacy::{erase, tombstones};
use asa_db::{Store, backup};
use asa_tests::on_both;
use asa_tests::people::give_role;
use asa_tests::pictures;
use asa_tests::world::World;
use asa_tests::world::photo_of;
use serde_json::Value;

const DAY: Duration = Duration::from_secs(24 * 3600);
const PHONE: &str = "0800000000";
const STORY: &str = "บ้านรั่วทั้งหลัง";

/// Somebody who has complained with a photo and a phone number, is a volunteer, and has asked to
/// be forgotten.
async fn somebody(world: &World) -> anyhow::Result<LineId> {
    let person = world.friend("นิด", "th").await?;
    give_role(world, &person, "นิด", RoleKind::Volunteer, UnitId(470_501), false).await?;
    for text in ["ยินยอม", "ร้องเรียน", "1", "ต.พังโคน", STORY]
    {
        say(world, &person, text).await?;
    }
    world.clock.advance(Duration::from_secs(5));
    world.act(photo_of(&person, &pictures::photo(40, 30)?)).await?;
    for text in ["ถัดไป", "1", PHONE, "ยืนยัน", "ขอลบข้อมูล", "ข้าม", "ยืนยัน"]
    {
        say(world, &person, text).await?;
    }
    ensure!(world.last_words(&person).contains("30 วัน"), "{}", world.last_words(&person));
    Ok(person)
}

async fn say(world: &World, person: &LineId, text: &str) -> anyhow::Result<()> {
    world.clock.advance(Duration::from_secs(5));
    world.write(person, text).await?;
    Ok(())
}

/// Everything there is, as text.
async fn everything(world: &World) -> anyhow::Result<String> {
    let tables = asa_db::inspect::tables(&world.service.store, 10_000).await?;
    Ok(tables.to_string())
}

async fn count(world: &World, table: &str) -> anyhow::Result<usize> {
    Ok(world.rows(table).await?.len())
}

async fn tick(world: &World) -> anyhow::Result<Vec<tick::Done>> {
    let done = tick::run(&world.service.store, &Clocks::default(), world.clock.now()).await?;
    world.settle().await?;
    Ok(done)
}

fn done(all: &[tick::Done], job: &str) -> u64 {
    all.iter().find(|done| done.job == job).map_or(0, |done| done.count)
}

on_both! {
    async fn whoever_asked_to_be_deleted_is_nowhere_after_thirty_days(world) {
        let person = somebody(world).await?;
        let other = world.friend("สมใจ", "th").await?;
        let before = [count(world, "cases").await?, count(world, "role_events").await?];
        world.clock.advance(29 * DAY);
        ensure!(done(&tick(world).await?, "deletions") == 0);
        ensure!(everything(world).await?.contains(person.as_str()));
        world.clock.advance(2 * DAY);
        ensure!(done(&tick(world).await?, "deletions") == 1);
        let left = everything(world).await?;
        for gone in [person.as_str(), STORY, PHONE, "080-000-0000", "นิด"] {
            ensure!(!left.contains(gone), "something of the person is left");
        }
        ensure!(left.contains(other.as_str()));
        ensure!(before == [count(world, "cases").await?, count(world, "role_events").await?]);
        // They may come back, as somebody new.
        world.act(Act::Text { person: person.clone(), chat: person.clone(),
            text: "ข้อมูลของฉัน".into(), mention: false }).await?;
        ensure!(done(&tick(world).await?, "deletions") == 0);
        ensure!(everything(world).await?.contains(person.as_str()));
        Ok(())
    }

    async fn a_request_that_is_taken_back_or_refused_deletes_nobody(world) {
        let person = somebody(world).await?;
        say(world, &person, "ไม่ลบแล้ว").await?;
        ensure!(world.last_words(&person).contains("ข้อมูลยังอยู่ตามเดิม"));
        say(world, &person, "ขอลบข้อมูล").await?;
        say(world, &person, "ข้าม").await?;
        say(world, &person, "ยืนยัน").await?;
        let now = world.clock.now();
        let ahead = now + 40 * DAY;
        let open = asa_db::privacy::requests::open(&world.service.store, ahead, 10).await?;
        ensure!(open.len() == 1);
        let number = open[0].number;
        asa_db::privacy::requests::refuse(&world.service.store, number, "มีคดีอยู่", now).await?;
        world.clock.advance(31 * DAY);
        ensure!(done(&tick(world).await?, "deletions") == 0);
        world.act(Act::Text { person: person.clone(), chat: person.clone(),
            text: "ข้อมูลของฉัน".into(), mention: false }).await?;
        let shown = format!("{:?}", world.sent_to(&person).last().map(|send| send.messages.clone()));
        ensure!(shown.contains("ลบไม่ได้: มีคดีอยู่"), "{shown}");
        Ok(())
    }

    async fn a_restored_backup_does_not_bring_back_whoever_was_deleted(world) {
        let person = somebody(world).await?;
        let other = world.friend("สมใจ", "th").await?;
        let folder = tempfile::tempdir()?;
        let before = folder.path().join("before.db");
        let store = &world.service.store;
        backup::backup(store, &before, |_| {}).await?;
        erase::erase(store, person.as_str(), world.clock.now()).await?;
        let after = folder.path().join("after.db");
        backup::backup(store, &after, |_| {}).await?;

        // Over the database that knows of it.
        let now = world.clock.now();
        let restored = backup::restore(store, &before, true, Vec::new(), now, |_| {}).await?;
        ensure!(restored.erased == 1);
        let left = everything(world).await?;
        ensure!(!left.contains(person.as_str()) && left.contains(other.as_str()));

        // Into a new one: as the list, or a later backup, tells.
        let list = folder.path().join("asa.db.tombstones");
        tombstones::copy_to(store, &list).await?;
        for dead in [tombstones::read(&list)?, backup::tombstones_in(&after).await?] {
            let file = folder.path().join(format!("new{}.db", dead.len() + usize::from(list.exists())));
            std::fs::remove_file(&file).ok();
            let new = Store::open(&format!("sqlite://{}", file.display())).await?;
            let restored = backup::restore(&new, &before, false, dead, now, |_| {}).await?;
            ensure!(restored.erased == 1);
            let left = asa_db::inspect::tables(&new, 10_000).await?.to_string();
            ensure!(!left.contains(person.as_str()) && left.contains(other.as_str()));
            std::fs::remove_file(&list).ok();
        }
        Ok(())
    }

    async fn what_is_over_goes_when_its_time_has_come(world) {
        let person = somebody(world).await?;
        say(world, &person, "ไม่ลบแล้ว").await?;
        say(world, &person, "ร้องเรียน").await?;
        for text in ["1", "ข้าม", "ถนนขาด", "ข้าม", "2", "ยืนยัน", "ยกเลิกรายการล่าสุด"] {
            say(world, &person, text).await?;
        }
        let due = tick::due(&world.service.store, &Clocks::default(), world.clock.now()).await?;
        ensure!(due.iter().all(|done| done.count == 0), "{due:?}");
        world.clock.advance(366 * DAY);
        let due = tick::due(&world.service.store, &Clocks::default(), world.clock.now()).await?;
        ensure!(due.iter().any(|done| done.job == "cases" && done.count == 1), "{due:?}");
        let all = tick(world).await?;
        ensure!(done(&all, "cases") == 1, "{all:?}");
        let open: Vec<Value> = world.rows("cases").await?;
        let of_person = open.iter().filter(|case| case["person"] == person.as_str()).count();
        ensure!(of_person == 1, "the one that is still open stays");
        ensure!(tick(world).await?.iter().all(|done| done.count == 0));
        Ok(())
    }
}
