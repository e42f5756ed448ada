//! The life of a role.

use asa_core::people::{Change, RoleId, RoleKind};
use asa_tests::on_both;

use super::*;

on_both! {
    async fn an_application_is_decided_once(world) {
        waits(world, "Uanna", 1, RoleKind::Volunteer, TAMBON).await?;
        assert_eq!(stands(world, 1).await?, is("waiting", "", TAMBON));
        does(world, Some("Uboss"), decision(7, 1, true)).await?;
        assert!(is_overtaken(does(world, Some("Uother"), decision(8, 1, false)).await));
        assert_eq!(stands(world, 1).await?, is("active", "", TAMBON));
        assert_eq!(history(world, 1).await?, "applied approved");
        let events = world.rows("role_events").await?;
        let by_boss = |event: &&Value| event["number"] == 7 && event["person"] == "Uboss";
        let approved = events.iter().find(by_boss).map(|event| &event["what"]);
        assert_eq!(approved, Some(&"approved".into()));
        assert_eq!(row(world, "units", "id", TAMBON).await?["kind"], "tambon");
        Ok(())
    }

    async fn whoever_is_refused_may_apply_again(world) {
        waits(world, "Uanna", 1, RoleKind::Volunteer, TAMBON).await?;
        does(world, Some("Uboss"), decision(7, 1, false)).await?;
        assert_eq!(row(world, "roles", "id", 1).await?["why"], "ข้อมูลไม่ตรง");
        waits(world, "Uanna", 2, RoleKind::Volunteer, TAMBON).await?;
        assert_eq!(stands(world, 2).await?, is("waiting", "", TAMBON));
        Ok(())
    }

    async fn nobody_has_the_same_role_at_a_unit_twice(world) {
        has(world, "Uanna", 1, RoleKind::Volunteer, TAMBON).await?;
        let again = waits(world, "Uanna", 2, RoleKind::Volunteer, TAMBON).await;
        assert!(is_overtaken(again));
        waits(world, "Uanna", 2, RoleKind::Officer, TAMBON).await?;
        waits(world, "Uanna", 3, RoleKind::Volunteer, DISTRICT).await?;
        Ok(())
    }

    async fn a_decision_is_taken_back_by_whoever_made_it(world) {
        waits(world, "Uanna", 1, RoleKind::Officer, TAMBON).await?;
        does(world, Some("Uboss"), decision(7, 1, true)).await?;
        let take_back = || Change::TakeBackDecision { number: 7 };
        assert!(is_overtaken(does(world, Some("Uother"), take_back()).await));
        does(world, Some("Uboss"), take_back()).await?;
        assert_eq!(stands(world, 1).await?, is("waiting", "", TAMBON));
        assert!(is_overtaken(does(world, Some("Uboss"), take_back()).await), "only once");
        does(world, Some("Uboss"), decision(8, 1, false)).await?;
        does(world, Some("Uboss"), Change::TakeBackDecision { number: 8 }).await?;
        assert_eq!(history(world, 1).await?, "applied approved taken_back refused taken_back");
        Ok(())
    }

    async fn a_decision_that_something_followed_stays(world) {
        waits(world, "Uanna", 1, RoleKind::Volunteer, TAMBON).await?;
        does(world, Some("Uboss"), decision(7, 1, true)).await?;
        does(world, Some("Uboss"), suspension(8, 1)).await?;
        does(world, Some("Uboss"), Change::Activate { number: 9, role: RoleId(1) }).await?;
        let taken_back = Change::TakeBackDecision { number: 7 };
        assert!(is_overtaken(does(world, Some("Uboss"), taken_back).await));
        Ok(())
    }

    async fn only_its_person_corrects_and_withdraws_a_role(world) {
        waits(world, "Uanna", 1, RoleKind::Volunteer, TAMBON).await?;
        let correct =
            || Change::Correct { role: RoleId(1), form: form(RoleKind::Volunteer, "ใหม่") };
        assert!(is_overtaken(does(world, Some("Uother"), correct()).await));
        does(world, Some("Uanna"), correct()).await?;
        assert_eq!(row(world, "roles", "id", 1).await?["name"], "ใหม่ ตัวอย่าง");
        let Found::Records(records) = asks(world, "Uanna", Need::Record(RoleId(1))).await? else {
            panic!()
        };
        assert_eq!(records[0].form, Some(form(RoleKind::Volunteer, "ใหม่")));
        let withdraw = || Change::Withdraw { role: RoleId(1) };
        assert!(is_overtaken(does(world, Some("Uother"), withdraw()).await));
        does(world, Some("Uanna"), withdraw()).await?;
        assert!(is_overtaken(does(world, Some("Uanna"), withdraw()).await));
        assert!(is_overtaken(does(world, Some("Uanna"), correct()).await));
        assert_eq!(history(world, 1).await?, "applied corrected withdrawn");
        Ok(())
    }

    async fn only_who_is_active_is_suspended_and_only_who_is_suspended_activated(world) {
        waits(world, "Uanna", 1, RoleKind::Volunteer, TAMBON).await?;
        let activate = |number| Change::Activate { number, role: RoleId(1) };
        assert!(is_overtaken(does(world, None, suspension(5, 1)).await));
        assert!(is_overtaken(does(world, None, activate(6)).await));
        does(world, None, decision(7, 1, true)).await?;
        does(world, None, suspension(8, 1)).await?;
        assert!(is_overtaken(does(world, None, suspension(9, 1)).await));
        does(world, None, activate(10)).await?;
        assert_eq!(stands(world, 1).await?, is("active", "", TAMBON));
        assert_eq!(row(world, "roles", "id", 1).await?["why"], Value::Null);
        Ok(())
    }

    async fn an_operator_has_no_affairs_of_their_own(world) {
        let refused = waits_as_nobody(world).await;
        assert!(matches!(refused, Err(Error::Broken(_))));
        assert!(world.rows("roles").await?.is_empty());
        Ok(())
    }
}

async fn waits_as_nobody(world: &World) -> Result<()> {
    let application = application(1, RoleKind::Volunteer, TAMBON, "นิรนาม");
    does(world, None, Change::Apply(application)).await
}
