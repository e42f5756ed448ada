//! Closing units, and taking that back.

use asa_core::people::{Change, UnitId, UnitKind};
use asa_tests::on_both;

use super::*;

const OLD: i64 = 1_000_001;
const NEW: i64 = 1_000_002;
const CHILD: i64 = 1_000_003;

/// Two local offices and a health centre that reports to the first; at the first an officer, a
/// deputy, a volunteer and somebody who waits.
async fn two_offices(world: &World) -> anyhow::Result<()> {
    for new in [
        unit(1, UnitKind::Lao, TAMBON, Some(DISTRICT)),
        unit(2, UnitKind::Lao, TAMBON, None),
        unit(3, UnitKind::HealthCentre, TAMBON, Some(OLD)),
    ] {
        does(world, None, Change::AddUnit(new)).await?;
    }
    officer(world, "Ufirst", 1, OLD).await?;
    officer(world, "Usecond", 2, OLD).await?;
    has(world, "Uhelper", 3, RoleKind::Volunteer, OLD).await?;
    waits(world, "Uwaiting", 4, RoleKind::Volunteer, OLD).await?;
    does(world, None, suspension(9, 3)).await?;
    Ok(())
}

fn close(into: Option<i64>) -> Change {
    let (unit, into) = (UnitId(OLD), into.map(UnitId));
    Change::CloseUnit { number: 77, unit, into, why: "ยุบรวม".into() }
}

async fn all(world: &World) -> anyhow::Result<Vec<(String, String, i64)>> {
    let mut all = Vec::new();
    for role in 1..=4 {
        all.push(stands(world, role).await?);
    }
    Ok(all)
}

fn as_before() -> Vec<(String, String, i64)> {
    vec![
        is("active", "primary", OLD),
        is("active", "deputy", OLD),
        is("suspended", "", OLD),
        is("waiting", "", OLD),
    ]
}

on_both! {
    async fn roles_end_with_their_unit_and_come_back_with_it(world) {
        two_offices(world).await?;
        assert_eq!(all(world).await?, as_before());
        does(world, Some("Uboss"), close(None)).await?;
        let states: Vec<String> = all(world).await?.into_iter().map(|role| role.0).collect();
        assert_eq!(states, ["ended"; 4]);
        assert_eq!(row(world, "roles", "id", 1).await?["why"], "ยุบรวม");
        assert_eq!(row(world, "units", "id", CHILD).await?["parent"], DISTRICT);
        assert!(is_overtaken(waits(world, "Ulate", 5, RoleKind::Volunteer, OLD).await));
        assert!(is_overtaken(does(world, Some("Uboss"), close(None)).await));

        let reopen = || Change::ReopenUnit { number: 77 };
        assert!(is_overtaken(does(world, Some("Uother"), reopen()).await), "not theirs");
        does(world, Some("Uboss"), reopen()).await?;
        assert_eq!(all(world).await?, as_before());
        assert_eq!(row(world, "units", "id", CHILD).await?["parent"], OLD);
        assert!(is_overtaken(does(world, Some("Uboss"), reopen()).await), "only once");
        assert_eq!(history(world, 2).await?, "applied approved ended reopened");
        Ok(())
    }

    async fn roles_move_on_with_their_unit_and_come_back_with_it(world) {
        two_offices(world).await?;
        officer(world, "Uthere", 5, NEW).await?;
        has(world, "Uhelper", 6, RoleKind::Volunteer, NEW).await?;
        does(world, Some("Uboss"), close(Some(NEW))).await?;
        assert_eq!(row(world, "units", "id", OLD).await?["merged_into"], NEW);
        let moved = [
            is("active", "deputy", NEW),
            is("active", "deputy", NEW),
            // Has such a role there already.
            is("ended", "", OLD),
            is("waiting", "", NEW),
        ];
        assert_eq!(all(world).await?, moved);
        assert_eq!(stands(world, 5).await?, is("active", "primary", NEW));

        does(world, Some("Uboss"), Change::ReopenUnit { number: 77 }).await?;
        assert_eq!(all(world).await?, as_before());
        assert_eq!(stands(world, 5).await?, is("active", "primary", NEW));
        assert_eq!(history(world, 1).await?, "applied approved moved reopened");
        Ok(())
    }

    async fn who_was_primary_is_primary_where_nobody_is(world) {
        two_offices(world).await?;
        does(world, Some("Uboss"), close(Some(NEW))).await?;
        assert_eq!(stands(world, 1).await?, is("active", "primary", NEW));
        assert_eq!(stands(world, 2).await?, is("active", "deputy", NEW));
        Ok(())
    }

    async fn whoever_has_gone_on_since_is_not_brought_back(world) {
        two_offices(world).await?;
        does(world, Some("Uboss"), close(Some(NEW))).await?;
        does(world, None, suspension(80, 2)).await?;
        does(world, Some("Uwaiting"), Change::Withdraw { role: RoleId(4) }).await?;
        does(world, Some("Uboss"), Change::ReopenUnit { number: 77 }).await?;
        assert_eq!(stands(world, 2).await?, is("suspended", "", OLD));
        assert_eq!(stands(world, 4).await?, is("withdrawn", "", NEW));
        Ok(())
    }

    async fn an_areas_office_stays_open(world) {
        officer(world, "Uone", 1, TAMBON).await?;
        let (unit, why) = (UnitId(TAMBON), "ปิด".to_owned());
        let closed = does(world, None, Change::CloseUnit { number: 1, unit, into: None, why }).await;
        assert!(matches!(closed, Err(Error::Broken(_))));
        assert_eq!(stands(world, 1).await?, is("active", "primary", TAMBON));
        Ok(())
    }

    async fn two_open_units_of_a_kind_are_not_called_alike_in_an_area(world) {
        does(world, None, Change::AddUnit(unit(1, UnitKind::School, TAMBON, None))).await?;
        let mut same = unit(2, UnitKind::School, TAMBON, None);
        same.name = "หน่วย 1".into();
        assert!(is_overtaken(does(world, None, Change::AddUnit(same.clone())).await));
        does(world, None, close(None)).await?;
        does(world, None, Change::AddUnit(same)).await?;
        let reopened = does(world, None, Change::ReopenUnit { number: 77 }).await;
        assert!(is_overtaken(reopened), "its name is taken");
        Ok(())
    }
}
