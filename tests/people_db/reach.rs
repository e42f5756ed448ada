//! Who looks after whom: the databases and core's table of permissions agree.

use asa_core::people::{Action, Actor, Role, RoleState, Target, Unit};
use asa_db::people::units;
use asa_tests::on_both;

use super::*;

const AREAS: [i64; 7] = [47, 4701, 470118, 470101, 4702, 54, 540402];
const ADDED: i64 = 24;

/// The same sequence in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % end
    }
}

/// Offices of areas, and units of every kind in them that report to nobody or to somebody.
async fn some_units(world: &World) -> anyhow::Result<Vec<Unit>> {
    let (mut chance, store) = (Chance(7), &world.service.store);
    let mut ids: Vec<i64> = AREAS.to_vec();
    for number in 1..=ADDED {
        let kinds = [UnitKind::Lao, UnitKind::HealthCentre, UnitKind::School, UnitKind::Hospital];
        let (kind, area) = (kinds[chance.below(kinds.len())], AREAS[chance.below(AREAS.len())]);
        let parent = (chance.below(2) == 0).then(|| ids[chance.below(ids.len())]);
        does(world, None, Change::AddUnit(unit(number, kind, area, parent))).await?;
        ids.push(UnitId::added(number).0);
    }
    let mut all = Vec::new();
    for id in ids {
        all.extend(units::get(store, UnitId(id)).await?);
    }
    Ok(all)
}

fn in_the_right_of(unit: &Unit) -> Me {
    let (kind, state) = (RoleKind::Officer, RoleState::Active);
    let role = Role { id: RoleId(1), kind, unit: unit.clone(), state, seat: None };
    Me { roles: vec![role], consent: None }
}

on_both! {
    async fn the_database_finds_whom_the_table_of_permissions_lets_see(world) {
        let all = some_units(world).await?;
        let mut role = 0;
        for unit in &all {
            for kind in RoleKind::ALL {
                role += 1;
                waits(world, &format!("No{role}Z"), role, kind, unit.id.0).await?;
            }
        }
        let (mut below, store, now) = (0, &world.service.store, world.clock.now());
        for office in &all {
            let me = in_the_right_of(office);
            for (role, (unit, kind)) in (1..).zip(all.iter().flat_map(|unit| RoleKind::ALL.map(|kind| (unit, kind)))) {
                let may = me.may(Action::SeePerson, &Target::of_role(kind, unit)).is_ok();
                let need = Need::People(format!("no{role}z"));
                let found = people::find(store, "Uasker", &me, &need, now).await?;
                assert_eq!(!roles_in(&found).is_empty(), may, "{office:?} over {kind:?} at {unit:?}");
                below += usize::from(may);
            }
        }
        assert!(below > 100, "only {below} pairs");
        Ok(())
    }

    async fn who_is_told_that_somebody_waits_is_who_may_decide(world) {
        let all = some_units(world).await?;
        for (unit, role) in all.iter().zip(1000..) {
            officer(world, &format!("Uofficer{role}"), role, unit.id.0).await?;
        }
        for unit in &all {
            let Found::Levels(found) = asks(world, "Uanna", Need::Deciders(unit.id)).await? else { panic!() };
            let target = Target::of_role(RoleKind::Volunteer, unit);
            let action = Action::DecideVolunteer;
            let decides = |office: &&Unit| {
                let actor = Actor::Officer(office.level());
                asa_core::people::permission::check(action, actor, Some(office), &target).is_ok()
            };
            let mut levels: Vec<Level> = all.iter().filter(decides).map(Unit::level).collect();
            levels.sort_unstable();
            levels.dedup();
            levels.reverse();
            assert_eq!(found, levels, "{unit:?}");
        }
        Ok(())
    }
}
