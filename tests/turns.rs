//! Turns: order, side by side, failures, and messages taken back.

use std::collections::HashSet;
use std::time::Duration;

use asa::twin::{Act, Send};
use asa::{outbox, turns};
use asa_core::conversation::{Catalogue, Say, Turn, View, Worth};
use asa_core::id::LineId;
use asa_db::{dead, inbox};
use asa_tests::databases::Kind;
use asa_tests::world::{Wish, World, text_in, words};
use asa_tests::{on_both, opened};
use futures_util::future::join_all;
use serde_json::{Value, json};

fn all_words(sends: &[Send]) -> Vec<String> {
    sends.iter().flat_map(|send| send.messages.iter().map(words)).collect()
}

on_both! {
    async fn a_chat_is_worked_on_in_lines_order_whatever_the_order_of_arrival(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        let mut events = Vec::new();
        for text in ["เมนูหลัก", "ติดต่อเจ้าหน้าที่", "ฉุกเฉิน", "ยกเลิก"] {
            world.clock.advance(Duration::from_millis(10));
            events.push(world.twin.event(text_in(&somjai, &somjai, text)));
        }
        events.reverse();
        for event in events {
            world.twin.deliver(&[event]).await?;
        }
        world.settle().await?;
        let said = all_words(&world.sent_to(&somjai)[1..]);
        let order = ["เมนูหลัก", "คุยกับเจ้าหน้าที่", "เบอร์ฉุกเฉิน", "ตอนนี้ไม่มี"];
        for (said, expected) in said.iter().zip(order) {
            assert!(said.starts_with(expected), "{said} for {expected}");
        }
        assert_eq!(said.len(), 4);
        Ok(())
    }

    async fn the_oldest_of_a_chat_is_next_however_many_came_before_it(world) {
        let [somjai, busy] = ["สมใจ", "วิชัย"].map(|name| world.twin.add_person(name, "th"));
        let event = |who: &LineId| {
            world.clock.advance(Duration::from_millis(10));
            world.twin.event(text_in(who, who, "เมนูหลัก"))
        };
        let late = event(&somjai);
        let mut events: Vec<Value> = (0..300).map(|_| event(&busy)).collect();
        events.extend([event(&somjai), late.clone()]);
        for some in events.chunks(50) {
            world.twin.deliver(some).await?;
        }
        let lease = world.service.lease(Duration::from_secs(9));
        let claimed = inbox::claim(&world.service.store, &lease, 2).await?;
        let claimed: HashSet<_> = claimed.iter().map(|event| json!(event.event_id)).collect();
        let oldest = [&late, &events[0]].map(|event| event["webhookEventId"].clone());
        assert_eq!(claimed, HashSet::from(oldest));
        Ok(())
    }

    async fn many_workers_do_every_event_once(world) {
        let mut people = Vec::new();
        for n in 0..30 {
            people.push(world.twin.add_person(&format!("คน {n}"), "th"));
        }
        for round in 0..4 {
            world.clock.advance(Duration::from_millis(10));
            for person in &people {
                let text = ["เมนูหลัก", "ยกเลิก"][round % 2];
                world.twin.deliver(&[world.twin.event(text_in(person, person, text))]).await?;
            }
        }
        while inbox::depth(&world.service.store).await?.waiting > 0 {
            let work = (0..6).map(|_| turns::pass(&world.service));
            join_all(work).await.into_iter().collect::<Result<Vec<_>, _>>()?;
            let work = (0..3).map(|_| outbox::pass(&world.service));
            join_all(work).await.into_iter().collect::<Result<Vec<_>, _>>()?;
        }
        world.settle().await?;
        for person in &people {
            let said = all_words(&world.sent_to(person));
            assert_eq!(said.len(), 4);
            assert_eq!((&said[0], &said[1]), (&said[2], &said[3]), "in order, each once");
        }
        Ok(())
    }

    async fn a_message_taken_back_before_its_turn_has_none(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        let written = world.twin.event(text_in(&somjai, &somjai, "เมนูหลัก"));
        world.twin.deliver(std::slice::from_ref(&written)).await?;
        let message = written["message"]["id"].as_str().unwrap_or_default().to_owned();
        let unsend = Act::Unsend { person: somjai.clone(), chat: somjai.clone(), message };
        world.act(unsend).await?;
        assert_eq!(world.sent_to(&somjai).len(), 1, "only the greeting");
        assert_eq!(kept_of(world, "เมนูหลัก").await?, 0);
        Ok(())
    }

    async fn a_message_that_arrives_after_it_was_taken_back_has_no_turn(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        let written = world.twin.event(text_in(&somjai, &somjai, "เมนูหลัก"));
        let message = written["message"]["id"].as_str().unwrap_or_default().to_owned();
        let unsend = Act::Unsend { person: somjai.clone(), chat: somjai.clone(), message };
        world.act(unsend).await?;
        world.twin.deliver(&[written]).await?;
        world.settle().await?;
        assert_eq!(world.sent_to(&somjai).len(), 1, "only the greeting");
        assert_eq!(kept_of(world, "เมนูหลัก").await?, 0);
        Ok(())
    }

    async fn what_was_said_is_not_kept_after_its_turn(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        world.write(&somjai, "ความลับของบ้านเรา").await?;
        assert_eq!(kept_of(world, "ความลับ").await?, 0);
        Ok(())
    }

    async fn a_redelivery_renews_the_reply_token_of_an_event_that_still_waits(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        let event = world.twin.event(text_in(&somjai, &somjai, "เมนูหลัก"));
        let id = event["webhookEventId"].as_str().unwrap_or_default().to_owned();
        world.twin.deliver(&[event]).await?;
        world.clock.advance(Duration::from_secs(300));
        world.twin.redeliver(&[id]).await;
        world.settle().await?;
        assert_eq!(world.sent_to(&somjai).last().map(|send| send.endpoint), Some("reply"));
        Ok(())
    }
}

/// Rows anywhere in the database that hold this text, sealed or not.
async fn kept_of(world: &World, text: &str) -> anyhow::Result<usize> {
    let tables = asa_db::inspect::tables(&world.service.store, 1000).await?;
    let rows = tables["tables"].as_array().into_iter().flatten();
    let rows = rows.flat_map(|table| table["rows"].as_array().cloned().unwrap_or_default());
    let sealed = opened::texts(&world.database.url, world.service.store.vault()).await?;
    let all = rows.map(|row| row.to_string()).chain(sealed);
    let escaped = json!(text).to_string();
    Ok(all.filter(|row| row.contains(escaped.trim_matches('"'))).count())
}

/// A menu that breaks down.
static BROKEN: View = View {
    name: "menu",
    label: "menu.label",
    words: "menu.words",
    worth: Worth::Free,
    shows: |_| panic!("this view is broken"),
    ..View::PLAIN
};

static SOUND: View = View {
    name: "officer",
    label: "officer.label",
    words: "officer.words",
    worth: Worth::Free,
    shows: |_| Turn::saying(vec![Say::text("ค่ะ".into())]),
    ..View::PLAIN
};

async fn with_a_broken_menu(kind: Kind) -> anyhow::Result<Option<World>> {
    let mut wish = Wish::usual()?;
    wish.talk.catalogue = Catalogue::new(&[], &[&BROKEN, &SOUND], &wish.talk.wording);
    World::with(kind, wish).await
}

/// Three tries with their pauses, then the dead letters.
async fn poison(kind: Kind) -> anyhow::Result<()> {
    let Some(world) = with_a_broken_menu(kind).await? else { return Ok(()) };
    let somjai = world.twin.add_person("สมใจ", "th");
    let wichai = world.twin.add_person("วิชัย", "th");
    world.write(&somjai, "เมนู").await?;
    world.clock.advance(Duration::from_millis(10));
    world.write(&somjai, "เจ้าหน้าที่").await?;
    world.write(&wichai, "เจ้าหน้าที่").await?;
    assert_eq!(all_words(&world.sent_to(&wichai)), ["ค่ะ"], "others are not held up");
    assert_eq!(world.sent_to(&somjai).len(), 0, "her chat waits for its turn to be tried again");
    for _ in 0..3 {
        world.clock.advance(Duration::from_secs(5));
        world.settle().await?;
    }
    let said = all_words(&world.sent_to(&somjai));
    assert!(said[0].starts_with("ขออภัย"), "{said:?}");
    assert_eq!((said.len(), said[1].as_str()), (2, "ค่ะ"), "one apology, and the chat goes on");
    let dead = dead::list(&world.service.store, 10).await?;
    assert_eq!((dead.len(), dead[0].tries, dead[0].cause.as_str()), (1, 3, "the turn panicked"));
    replayed(&world, &somjai, dead[0].letter()).await
}

/// Once mended, a dead letter is replayed, once.
async fn replayed(world: &World, somjai: &LineId, letter: dead::Letter) -> anyhow::Result<()> {
    let now = world.clock.now();
    assert!(dead::replay(&world.service.store, letter, now).await?);
    assert!(!dead::replay(&world.service.store, letter, now).await?, "twice is once");
    let before = world.sent_to(somjai).len();
    for _ in 0..4 {
        world.settle().await?;
        world.clock.advance(Duration::from_secs(5));
    }
    let again = dead::list(&world.service.store, 10).await?;
    assert_eq!(again.len(), 1, "it is as broken as before");
    assert_eq!(
        world.sent_to(somjai).len(),
        before + 1,
        "the replay ends in its own apology, pushed"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_poison_event_dies_alone_on_sqlite() -> anyhow::Result<()> {
    poison(Kind::Sqlite).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_poison_event_dies_alone_on_postgres() -> anyhow::Result<()> {
    poison(Kind::Postgres).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn taking_back_a_dead_letter_erases_it() -> anyhow::Result<()> {
    let Some(world) = with_a_broken_menu(Kind::Sqlite).await? else { return Ok(()) };
    let somjai = world.twin.add_person("สมใจ", "th");
    let done = world.write(&somjai, "เมนู").await?;
    for _ in 0..3 {
        world.clock.advance(Duration::from_secs(5));
        world.settle().await?;
    }
    assert_eq!(kept_of(&world, "เมนู").await?, 1, "kept for a replay");
    let message = done.message_id.unwrap_or_default();
    world.act(Act::Unsend { person: somjai.clone(), chat: somjai, message }).await?;
    assert_eq!(kept_of(&world, "เมนู").await?, 0);
    assert_eq!(dead::list(&world.service.store, 10).await?.len(), 0);
    Ok(())
}
