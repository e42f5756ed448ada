//! Delivery: free while it can be, paid for when it is worth it, never twice.

use std::collections::HashMap;
use std::time::Duration;

use asa::outbox;
use asa::twin::{Act, Fault, On};
use asa_core::conversation::{Catalogue, Say, Turn, View, Worth};
use asa_core::id::LineId;
use asa_db::outbox::Send;
use asa_tests::databases::Kind;
use asa_tests::on_both;
use asa_tests::world::{Wish, World, text_in, words};
use sea_orm::{ConnectionTrait, Database, Statement};
use serde_json::json;

/// More than a reply token lives, by our own rule.
const TOKEN_GONE: Duration = Duration::from_secs(55);

/// Queues one paid message to each of these people.
async fn push(world: &World, to: &[LineId], text: &str, worth: Worth) -> anyhow::Result<()> {
    let messages = json!([{"type": "text", "text": text}]).to_string();
    let now = world.clock.now();
    let sends = to.iter().map(|person| {
        Send::new("evt", person.as_str(), messages.clone(), now).worth(worth, "a test asks for it")
    });
    asa_db::outbox::queue(&world.service.store, &sends.collect::<Vec<_>>()).await?;
    Ok(())
}

/// States of all requests in the order they were queued, each with its cause.
async fn states(world: &World) -> anyhow::Result<Vec<(String, String)>> {
    let db = Database::connect(&world.database.url).await?;
    let sql = "SELECT state, COALESCE(cause, '') AS cause FROM outbox ORDER BY id";
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    let read =
        |row: &sea_orm::QueryResult| Ok((row.try_get("", "state")?, row.try_get("", "cause")?));
    Ok(rows.iter().map(read).collect::<Result<_, sea_orm::DbErr>>()?)
}

async fn last_state(world: &World) -> anyhow::Result<String> {
    Ok(states(world).await?.pop().map(|(state, _)| state).unwrap_or_default())
}

/// Someone writes, and the reply can only be tried after its token is gone.
async fn write_and_wait(world: &World, person: &LineId, text: &str) -> anyhow::Result<()> {
    world.twin.deliver(&[world.twin.event(text_in(person, person, text))]).await?;
    asa::turns::pass(&world.service).await?;
    world.clock.advance(TOKEN_GONE);
    world.settle().await
}

/// Lets time pass until nothing is waiting, or for a while.
async fn let_pass(world: &World, step: Duration, steps: u32) -> anyhow::Result<()> {
    for _ in 0..steps {
        world.settle().await?;
        world.clock.advance(step);
    }
    world.settle().await
}

on_both! {
    async fn a_late_answer_worth_it_is_pushed_with_its_key_and_another_is_dropped(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        write_and_wait(world, &somjai, "ติดต่อเจ้าหน้าที่").await?;
        let sends = world.sent_to(&somjai);
        let last = &sends[sends.len() - 1];
        assert_eq!((last.endpoint, last.retry_key.is_some()), ("push", true));
        write_and_wait(world, &somjai, "อะไรนะ").await?;
        assert_eq!(world.sent_to(&somjai).len(), sends.len());
        assert_eq!(last_state(world).await?, "dropped");
        Ok(())
    }

    async fn a_token_that_line_refuses_becomes_a_push_for_what_is_worth_it(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        world.twin.fault(On::Reply, Fault::InvalidToken, 1);
        world.write(&somjai, "ฉุกเฉิน").await?;
        let last = world.sent_to(&somjai).pop();
        assert_eq!(last.map(|send| send.endpoint), Some("push"));
        Ok(())
    }

    async fn a_reply_whose_answer_was_lost_is_never_pushed(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        for fault in [Fault::AnswerLost, Fault::AcceptedThen500] {
            let before = world.sent_to(&somjai).len();
            world.twin.fault(On::Reply, fault, 1);
            world.write(&somjai, "ฉุกเฉิน").await?;
            let_pass(world, Duration::from_secs(20), 6).await?;
            let sends = world.sent_to(&somjai);
            assert_eq!(sends.len(), before + 1, "once, and only once: {fault:?}");
            assert_eq!(sends[before].endpoint, "reply");
            assert_eq!(last_state(world).await?, "unclear");
        }
        Ok(())
    }

    async fn a_reply_that_never_arrived_is_made_again_while_its_token_lives(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        for fault in [Fault::Dropped, Fault::ServerError, Fault::RateLimited] {
            let before = world.sent_to(&somjai).len();
            world.twin.fault(On::Reply, fault, 2);
            world.write(&somjai, "เมนูหลัก").await?;
            let_pass(world, Duration::from_secs(4), 4).await?;
            assert_eq!(world.sent_to(&somjai).len(), before + 1, "{fault:?}");
            assert_eq!(last_state(world).await?, "sent");
        }
        Ok(())
    }

    async fn a_push_is_repeated_under_its_key_until_line_says_yes(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        for (fault, times) in [
            (Fault::AnswerLost, 1),
            (Fault::AcceptedThen500, 1),
            (Fault::Dropped, 3),
            (Fault::ServerError, 3),
        ] {
            let before = world.sent_to(&somjai).len();
            world.twin.fault(On::Push, fault, times);
            push(world, std::slice::from_ref(&somjai), "ข่าว", Worth::Ordinary).await?;
            let_pass(world, Duration::from_secs(30), 6).await?;
            assert_eq!(world.sent_to(&somjai).len(), before + 1, "{fault:?}");
            assert_eq!(last_state(world).await?, "sent");
        }
        Ok(())
    }

    async fn a_push_is_given_up_after_a_day(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        world.twin.fault(On::Push, Fault::ServerError, 200);
        push(world, std::slice::from_ref(&somjai), "ข่าว", Worth::Ordinary).await?;
        let_pass(world, Duration::from_secs(600), 160).await?;
        assert_eq!(last_state(world).await?, "dead");
        while world.twin.unused_faults() > 0 {
            // The rest of the faults, so that the check at the end finds none unused.
            push(world, std::slice::from_ref(&somjai), "ข่าว", Worth::Ordinary).await?;
            let_pass(world, Duration::from_secs(600), 160).await?;
        }
        Ok(())
    }

    async fn nobody_who_blocked_us_is_sent_anything(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        world.act(Act::Block { person: somjai.clone() }).await?;
        push(world, std::slice::from_ref(&somjai), "ข่าว", Worth::Urgent).await?;
        world.settle().await?;
        assert_eq!(world.sent_to(&somjai).len(), 1);
        let last = states(world).await?.pop();
        assert_eq!(last, Some(("skipped".into(), "blocked".into())));
        world.act(Act::Unblock { person: somjai.clone() }).await?;
        push(world, std::slice::from_ref(&somjai), "ข่าว", Worth::Urgent).await?;
        world.settle().await?;
        assert_eq!(world.last_words(&somjai), "ข่าว");
        Ok(())
    }

    async fn a_recipient_gets_messages_in_order_also_over_a_failure(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        world.twin.fault(On::Push, Fault::ServerError, 1);
        for text in ["หนึ่ง", "สอง", "สาม"] {
            push(world, std::slice::from_ref(&somjai), text, Worth::Ordinary).await?;
        }
        world.settle().await?;
        assert_eq!(world.sent_to(&somjai).len(), 1, "the later ones wait for the first");
        world.write(&somjai, "เมนูหลัก").await?;
        assert_eq!(world.sent_to(&somjai).len(), 2, "a reply does not wait: its token would die");
        let_pass(world, Duration::from_secs(10), 2).await?;
        let sends = world.sent_to(&somjai);
        let said: Vec<String> = sends[2..].iter().map(|send| words(&send.messages[0])).collect();
        assert_eq!(said, ["หนึ่ง", "สอง", "สาม"]);
        Ok(())
    }
}

async fn quota_of(kind: Kind, quota: u64) -> anyhow::Result<Option<World>> {
    World::with(kind, Wish { quota: Some(quota), ..Wish::usual()? }).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn equal_texts_go_out_in_five_hundreds() -> anyhow::Result<()> {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let Some(world) = World::new(kind).await? else { continue };
        let people: Vec<LineId> =
            (0..1200).map(|n| world.twin.add_person(&format!("คน {n}"), "th")).collect();
        let follow = |person: &LineId| world.twin.event(Act::Follow { person: person.clone() });
        let followed: Vec<_> = people.iter().map(follow).collect();
        for some in followed.chunks(100) {
            world.twin.deliver(some).await?;
        }
        world.settle().await?;
        world.twin.fault(On::Multicast, Fault::AnswerLost, 1);
        push(&world, &people, "ประกาศ", Worth::Ordinary).await?;
        let_pass(&world, Duration::from_secs(5), 3).await?;
        let multicasts = world.twin.sends().into_iter().filter(|s| s.endpoint == "multicast");
        let mut sizes: Vec<usize> = multicasts.map(|send| send.to.len()).collect();
        sizes.sort_unstable();
        assert_eq!(sizes, [200, 500, 500]);
        let told = world.twin.sends().into_iter().flat_map(|send| send.to);
        let mut times: HashMap<LineId, usize> = HashMap::new();
        told.for_each(|person| *times.entry(person).or_default() += 1);
        assert!(people.iter().all(|person| times[person] == 2), "greeted once, told once");
        world.check()?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_unknown_person_does_not_spoil_a_multicast() -> anyhow::Result<()> {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let Some(world) = World::new(kind).await? else { continue };
        let mut people = vec![world.friend("สมใจ", "th").await?, world.friend("วิชัย", "th").await?];
        people.push(LineId::new("Uffffffffffffffffffffffffffffffff")?);
        push(&world, &people, "ประกาศ", Worth::Ordinary).await?;
        let_pass(&world, Duration::from_secs(2), 2).await?;
        assert_eq!(world.last_words(&people[0]), "ประกาศ");
        assert_eq!(world.last_words(&people[1]), "ประกาศ");
        let unknown = states(&world).await?.pop();
        assert_eq!(unknown.map(|(state, _)| state), Some("skipped".into()));
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ordinary_news_waits_while_urgent_news_still_goes() -> anyhow::Result<()> {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let Some(world) = quota_of(kind, 20).await? else { continue };
        let somjai = world.friend("สมใจ", "th").await?;
        for n in 0..20 {
            push(&world, std::slice::from_ref(&somjai), &format!("ข่าว {n}"), Worth::Ordinary)
                .await?;
        }
        world.settle().await?;
        assert_eq!(world.twin.used_quota(), 18, "a tenth is kept for what is urgent");
        push(&world, std::slice::from_ref(&somjai), "ด่วน", Worth::Urgent).await?;
        world.settle().await?;
        assert_eq!(world.last_words(&somjai), "ด่วน");
        let waits = states(&world).await?.into_iter().filter(|(state, _)| state == "waiting");
        let causes: Vec<String> = waits.map(|(_, cause)| cause).collect();
        assert_eq!(causes, ["waits for room in the budget"; 2]);
        world.write(&somjai, "เมนูหลัก").await?;
        assert!(world.last_words(&somjai).starts_with("เมนูหลัก"), "replies are free");
        let_pass(&world, Duration::from_secs(12 * 3600), 7).await?;
        let last = states(&world).await?;
        assert!(last.iter().any(|(state, cause)| state == "dropped" && cause.contains("budget")));
        world.check()?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_month_turns_and_what_waited_goes_out() -> anyhow::Result<()> {
    let Some(world) = quota_of(Kind::Sqlite, 2).await? else { return Ok(()) };
    let somjai = world.friend("สมใจ", "th").await?;
    world.clock.advance(Duration::from_secs(22 * 24 * 3600)); // 30 May
    for text in ["หนึ่ง", "สอง", "สาม"] {
        push(&world, std::slice::from_ref(&somjai), text, Worth::Urgent).await?;
    }
    world.settle().await?;
    assert_eq!(world.last_words(&somjai), "สอง");
    let_pass(&world, Duration::from_secs(4 * 3600), 13).await?; // 1 June
    assert_eq!(world.last_words(&somjai), "สาม");
    world.check()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_429_for_speed_is_told_from_a_429_for_the_month() -> anyhow::Result<()> {
    let Some(world) = World::new(Kind::Sqlite).await? else { return Ok(()) };
    let somjai = world.friend("สมใจ", "th").await?;
    world.twin.fault(On::Push, Fault::RateLimited, 1);
    push(&world, std::slice::from_ref(&somjai), "ข่าว", Worth::Urgent).await?;
    world.settle().await?;
    let asked = world.twin.requests();
    assert!(asked.iter().any(|request| request.path.ends_with("/quota/consumption")));
    let_pass(&world, Duration::from_secs(5), 1).await?;
    assert_eq!(world.last_words(&somjai), "ข่าว", "only a moment's pause");
    world.check()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_push_into_a_group_costs_its_members() -> anyhow::Result<()> {
    let Some(world) = World::new(Kind::Sqlite).await? else { return Ok(()) };
    let mut people = Vec::new();
    for n in 0..7 {
        people.push(world.twin.add_person(&format!("คน {n}"), "th"));
    }
    let group = world.twin.add_group("หมู่ 5", &people);
    world.act(Act::InviteBot { group: group.clone() }).await?;
    push(&world, std::slice::from_ref(&group), "ข่าว", Worth::Urgent).await?;
    world.settle().await?;
    assert_eq!(world.twin.used_quota(), 7);
    let today = outbox::budget::day(world.clock.now().bangkok_date());
    assert_eq!(asa_db::spending::since(&world.service.store, &today, Some("urgent")).await?, 7);
    world.act(Act::RemoveBot { group: group.clone() }).await?;
    push(&world, &[group], "ข่าว", Worth::Urgent).await?;
    world.settle().await?;
    assert_eq!(last_state(&world).await?, "skipped");
    Ok(())
}

/// Seven messages: five ride on the reply, two have to be paid for.
static TALKATIVE: View = View {
    name: "menu",
    label: "menu.label",
    words: "menu.words",
    worth: Worth::Ordinary,
    shows: |_| Turn::saying((1..=7).map(|n| Say::text(n.to_string())).collect()),
    ..View::PLAIN
};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_has_at_most_five_messages() -> anyhow::Result<()> {
    let mut wish = Wish::usual()?;
    wish.talk.catalogue = Catalogue::new(&[], &[&TALKATIVE], &wish.talk.wording);
    let Some(world) = World::with(Kind::Sqlite, wish).await? else { return Ok(()) };
    let somjai = world.twin.add_person("สมใจ", "th");
    world.write(&somjai, "เมนู").await?;
    let sends = world.sent_to(&somjai);
    let shape: Vec<_> = sends.iter().map(|send| (send.endpoint, send.messages.len())).collect();
    assert_eq!(shape, [("reply", 5), ("push", 2)]);
    world.check()
}
