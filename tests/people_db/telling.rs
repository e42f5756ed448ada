//! Others are told in their own chats; and a turn that somebody was faster than.

use std::collections::BTreeSet;

use asa_core::effect::Whom;
use asa_core::id::LineId;
use asa_db::inbox::{self, Arrival, WAITING};
use asa_db::people::Learnt;
use asa_db::turn::{self, End, Outcome};
use asa_tests::on_both;

use super::*;

fn tell(whom: Whom) -> Tell {
    Tell { whom, view: "queue_grew", about: "r1".into() }
}

/// Chats that somebody has been told something in.
async fn told(world: &World) -> anyhow::Result<BTreeSet<String>> {
    let rows = world.rows("inbox").await?;
    let chats = rows.iter().filter(|row| row["kind"] == "told").map(|row| &row["chat"]);
    Ok(chats.map(|chat| chat.as_str().unwrap_or_default().to_owned()).collect())
}

/// Events come in, as through the doorway.
pub(crate) async fn arrive(store: &Store, events: &[Arrival<'_>]) -> Result<()> {
    let sealed = events.iter().cloned().map(|event| event.sealed(store.vault()));
    inbox::store(store, sealed.collect::<Result<_>>()?).await?;
    Ok(())
}

pub(crate) fn event(id: &str, person: &str) -> Arrival<'static> {
    Arrival {
        event_id: id.into(),
        chat: person.into(),
        person: Some(person.into()),
        kind: "message".into(),
        message_id: None,
        reply_token: None,
        occurred_at: 1,
        received_at: 1,
        state: WAITING,
        finished_at: None,
        cause: None,
        raw: "{}".into(),
    }
}

pub(crate) fn outcome(event: i64, person: &str, changes: Vec<Change>, tells: Vec<Tell>) -> Outcome {
    Outcome {
        event,
        event_id: format!("event-{event}"),
        chat: person.into(),
        person: Some(person.into()),
        end: End::Done,
        sends: Vec::new(),
        learnt: None,
        sessions: None,
        cases: Vec::new(),
        stock: Vec::new(),
        asked: Asked { changes, tells },
        kept: None,
        erased: Vec::new(),
        left_group: false,
    }
}

on_both! {
    async fn those_at_the_desk_are_told_and_nobody_else(world) {
        for (role, person, unit) in [
            (11, "Uprovince", PROVINCE),
            (12, "Udistrict", DISTRICT),
            (13, "Ulocal", TAMBON),
            (14, "Udeputy", TAMBON),
            (15, "Uelsewhere", 470101),
            (16, "Ususpended", TAMBON),
            (17, "Uanna", TAMBON),
        ] {
            officer(world, person, role, unit).await?;
        }
        does(world, None, suspension(20, 16)).await?;
        waits(world, "Uanna", 1, RoleKind::Volunteer, TAMBON).await?;
        tells(world, None, vec![], vec![tell(Whom::DecidersOf(RoleId(1)))]).await?;
        assert_eq!(told(world).await?, BTreeSet::from(["Udeputy".into(), "Ulocal".into()]));
        Ok(())
    }

    async fn whoever_has_blocked_us_is_told_nothing(world) {
        let blocked = "Ublocked".to_owned();
        let id = LineId::new(blocked.clone())?;
        let store = &world.service.store;
        arrive(store, &[event("e1", &blocked)]).await?;
        let mut leaves = outcome(1, &blocked, Vec::new(), Vec::new());
        leaves.learnt = Some(Learnt::about(&id).blocked(true));
        turn::commit(store, "holder", &[leaves], None, world.clock.now()).await?;
        waits(world, &blocked, 1, RoleKind::Volunteer, TAMBON).await?;
        waits(world, "Uanna", 2, RoleKind::Volunteer, TAMBON).await?;
        let both = [1, 2, 99].map(|role| tell(Whom::PersonOf(RoleId(role))));
        tells(world, None, Vec::new(), both.to_vec()).await?;
        assert_eq!(told(world).await?, BTreeSet::from(["Uanna".into()]));
        Ok(())
    }

    async fn what_is_told_comes_with_the_turn_that_tells_it_once(world) {
        let store = &world.service.store;
        waits(world, "Uanna", 1, RoleKind::Volunteer, TAMBON).await?;
        arrive(store, &[event("e1", "Uboss")]).await?;
        let tell = Tell { whom: Whom::PersonOf(RoleId(1)), view: "decided", about: "r1".into() };
        let decides = outcome(1, "Uboss", vec![decision(7, 1, true)], vec![tell]);
        let (decides, now) = ([decides], world.clock.now());
        turn::commit(store, "holder", &decides, None, now).await?;
        let again = turn::commit(store, "holder", &decides, None, now).await;
        assert_eq!(again, Err(Error::Conflict), "its event is done");
        let lease = world.service.lease(Duration::from_secs(9));
        let waiting = inbox::claim(store, &lease, 9).await?;
        assert_eq!(waiting.len(), 1);
        let told: inbox::Told = serde_json::from_str(&waiting[0].raw)?;
        assert_eq!((told.view.as_str(), told.about.as_str()), ("decided", "r1"));
        assert_eq!((waiting[0].kind.as_str(), waiting[0].reply_token.as_deref()), ("told", None));
        assert_eq!(waiting[0].event_id, "event-1.told-1");
        Ok(())
    }

    async fn a_turn_that_was_overtaken_does_nothing_and_waits(world) {
        let store = &world.service.store;
        waits(world, "Uanna", 1, RoleKind::Volunteer, TAMBON).await?;
        arrive(store, &[event("e1", "Uboss"), event("e2", "Uother")]).await?;
        let (at_one_time, now) = (|event, person, number, approved| {
            let tell = tell(Whom::PersonOf(RoleId(1)));
            outcome(event, person, vec![decision(number, 1, approved)], vec![tell])
        }, world.clock.now());
        turn::commit(store, "holder", &[at_one_time(1, "Uboss", 7, true)], None, now).await?;
        let late = turn::commit(store, "holder", &[at_one_time(2, "Uother", 8, false)], None, now).await;
        assert_eq!(late, Err(Error::Overtaken));
        assert_eq!(row(world, "inbox", "id", 2).await?["state"], "waiting");
        assert_eq!(history(world, 1).await?, "applied approved");
        assert_eq!(world.rows("inbox").await?.len(), 3, "and nobody is told twice");
        Ok(())
    }
}
