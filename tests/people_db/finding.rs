//! What turns ask for.

use asa_core::people::Seat;
use asa_core::people::record::{Mine, RequestState};
use asa_tests::on_both;

use super::*;

/// Nobody.
const NONE: [i64; 0] = [];

/// Officers on every level, and elsewhere.
async fn officers(world: &World) -> anyhow::Result<()> {
    for (role, person, unit) in [
        (11, "Uprovince", PROVINCE),
        (12, "Udistrict", DISTRICT),
        (13, "Ulocal", TAMBON),
        (14, "Uelsewhere", 470101),
    ] {
        officer(world, person, role, unit).await?;
    }
    Ok(())
}

async fn queue(world: &World, person: &str) -> anyhow::Result<(Vec<i64>, usize)> {
    match asks(world, person, Need::Queue).await? {
        Found::Queue(records, count) => {
            let ids = records.iter().map(|record| record.role.id.0).collect();
            Ok((ids, count))
        }
        other => anyhow::bail!("{other:?}"),
    }
}

async fn found(world: &World, person: &str, text: &str) -> anyhow::Result<Vec<i64>> {
    Ok(roles_in(&asks(world, person, Need::People(text.to_owned())).await?))
}

on_both! {
    async fn a_desk_shows_what_has_come_to_it_and_no_higher(world) {
        officers(world).await?;
        waits(world, "Uanna", 1, RoleKind::Volunteer, TAMBON).await?;
        assert_eq!(queue(world, "Ulocal").await?, (vec![1], 1));
        for person in ["Udistrict", "Uprovince", "Uelsewhere", "Uanna"] {
            assert_eq!(queue(world, person).await?, (vec![], 0), "{person}");
        }
        let mut higher = application(2, RoleKind::Officer, TAMBON, "Ubert");
        higher.desk = Level::District;
        does(world, Some("Ubert"), Change::Apply(higher)).await?;
        assert_eq!(queue(world, "Udistrict").await?, (vec![2], 1));
        assert_eq!(queue(world, "Ulocal").await?, (vec![1], 1), "not at one's own level");
        asa_db::people::climb::run(&world.service.store, world.clock.now() + DAY).await?;
        assert_eq!(queue(world, "Udistrict").await?, (vec![1, 2], 2), "one came");
        assert_eq!(queue(world, "Ulocal").await?, (vec![1], 1), "and stays here");
        assert_eq!(queue(world, "Uprovince").await?, (vec![2], 1));
        Ok(())
    }

    async fn a_queue_shows_the_ten_oldest_and_never_oneself(world) {
        officers(world).await?;
        waits(world, "Ulocal", 50, RoleKind::Volunteer, TAMBON).await?;
        for role in (100..112).rev() {
            waits(world, &format!("U{role}"), role, RoleKind::Volunteer, TAMBON).await?;
            world.clock.advance(Duration::from_secs(1));
        }
        let (first, count) = queue(world, "Ulocal").await?;
        assert_eq!((first.len(), count), (10, 12));
        assert_eq!(&first[..2], [111, 110]);
        Ok(())
    }

    async fn deciders_are_named_from_near_to_far(world) {
        let levels = || async {
            match asks(world, "Uanna", Need::Deciders(UnitId(TAMBON))).await? {
                Found::Levels(levels) => anyhow::Ok(levels),
                other => anyhow::bail!("{other:?}"),
            }
        };
        assert!(levels().await?.is_empty());
        officers(world).await?;
        assert_eq!(levels().await?, [Level::Local, Level::District, Level::Province]);
        does(world, None, suspension(20, 12)).await?;
        assert_eq!(levels().await?, [Level::Local, Level::Province]);
        Ok(())
    }

    async fn people_are_found_by_name_telephone_and_card_by_those_above(world) {
        officers(world).await?;
        waits(world, "Somjai", 1, RoleKind::Volunteer, TAMBON).await?;
        waits(world, "Wichai", 2, RoleKind::Officer, TAMBON).await?;
        for text in ["somj", "SOMJAI ตัว", "080 000 0000", "+66 80-000-0000", "ตัวอย่าง"] {
            assert!(found(world, "Ulocal", text).await?.contains(&1), "{text}");
            assert_eq!(found(world, "Uelsewhere", text).await?, NONE, "{text}");
            assert_eq!(found(world, "Somjai", text).await?, NONE, "{text}");
        }
        assert_eq!(found(world, "Udistrict", "1-0000-00000-12-2").await?, [14, 13, 2]);
        assert_eq!(found(world, "Udistrict", "wichai").await?, [2]);
        assert_eq!(found(world, "Ulocal", "wichai").await?, NONE, "stands as high");
        for text in ["", " ", "%", "_", "somjai%", "080 000 0009", "1000000000017"] {
            assert_eq!(found(world, "Udistrict", text).await?, NONE, "{text}");
        }
        does(world, Some("Somjai"), Change::Withdraw { role: RoleId(1) }).await?;
        assert_eq!(found(world, "Ulocal", "somjai").await?, NONE);
        Ok(())
    }

    async fn a_record_and_the_officers_of_a_unit(world) {
        officers(world).await?;
        officer(world, "Udeputy", 15, TAMBON).await?;
        let Found::Records(records) = asks(world, "Ulocal", Need::Record(RoleId(13))).await? else { panic!() };
        assert!(records[0].is_mine && records[0].form == Some(form(RoleKind::Officer, "Ulocal")));
        let Found::Records(records) = asks(world, "Udeputy", Need::Record(RoleId(13))).await? else { panic!() };
        assert!(!records[0].is_mine && records[0].decided_at.is_some());
        assert_eq!(roles_in(&asks(world, "Uanna", Need::Record(RoleId(99))).await?), NONE);
        let Found::Records(officers) = asks(world, "Uanna", Need::Officers(UnitId(TAMBON))).await? else { panic!() };
        let seats: Vec<_> = officers.iter().map(|one| (one.role.id.0, one.role.seat)).collect();
        assert_eq!(seats, [(13, Some(Seat::Primary)), (15, Some(Seat::Deputy))]);
        Ok(())
    }

    async fn units_by_id_and_by_area(world) {
        for (number, kind, area) in
            [(1, UnitKind::School, TAMBON), (2, UnitKind::Lao, TAMBON), (3, UnitKind::School, 470101)]
        {
            does(world, None, Change::AddUnit(unit(number, kind, area, None))).await?;
        }
        let ids = |found| match found {
            Found::Units(units) => units.iter().map(|unit: &asa_core::people::Unit| unit.id.0 % 10).collect(),
            _ => vec![],
        };
        let one = asks(world, "Uanna", Need::Unit(UnitId::added(3))).await?;
        assert_eq!(ids(one), [3]);
        assert_eq!(ids(asks(world, "Uanna", Need::Unit(UnitId::added(9))).await?), NONE);
        assert_eq!(ids(asks(world, "Uanna", Need::UnitsIn(area(TAMBON))).await?), [2, 1], "by level");
        assert_eq!(ids(asks(world, "Uanna", Need::UnitsIn(area(DISTRICT))).await?), [2, 1, 3]);
        assert_eq!(ids(asks(world, "Uanna", Need::UnitsIn(area(54))).await?), NONE);
        Ok(())
    }

    async fn everything_about_oneself(world) {
        has(world, "Uanna", 1, RoleKind::Volunteer, TAMBON).await?;
        does(world, Some("Uanna"), Change::Withdraw { role: RoleId(1) }).await?;
        waits(world, "Uanna", 2, RoleKind::Officer, TAMBON).await?;
        waits(world, "Uother", 3, RoleKind::Officer, TAMBON).await?;
        does(world, Some("Uanna"), Change::AskErasure { number: 5 }).await?;
        let mine = || async {
            match asks(world, "Uanna", Need::Mine).await? {
                Found::Mine(mine) => anyhow::Ok::<Mine>(*mine),
                other => anyhow::bail!("{other:?}"),
            }
        };
        let held = mine().await?;
        let ids: Vec<_> = held.records.iter().map(|record| record.role.id.0).collect();
        assert_eq!(ids, [1, 2]);
        assert!(held.records.iter().all(|record| record.is_mine && record.form.is_some()));
        assert_eq!(held.requests[0].due_at, world.clock.now() + 30 * DAY);
        assert_eq!(held.requests[0].state, RequestState::Open);
        assert!(is_overtaken(does(world, Some("Uother"), Change::KeepMe { number: 5 }).await));
        does(world, Some("Uanna"), Change::KeepMe { number: 5 }).await?;
        assert_eq!(mine().await?.requests[0].state, RequestState::Withdrawn);
        assert!(is_overtaken(does(world, Some("Uanna"), Change::KeepMe { number: 5 }).await));
        Ok(())
    }
}
