//! Invitations: made, used, used up, revoked, guessed.

use asa_core::people::change::NewInvitation;
use asa_core::people::record::Redeemed;
use asa_tests::on_both;

use super::*;

const CODE: &str = "A7KQ-3MXZ";

fn invitation(world: &World, uses: u32) -> Change {
    Change::Invite(NewInvitation {
        number: 1,
        code: CODE.into(),
        kind: RoleKind::Volunteer,
        unit: UnitId(TAMBON),
        uses,
        expires_at: world.clock.now() + DAY,
    })
}

fn invited(role: i64, person: &str) -> Change {
    let application = application(role, RoleKind::Volunteer, TAMBON, person);
    Change::Apply(Application { invitation: Some(1), at_once: true, ..application })
}

async fn redeems(world: &World, person: &str, code: &str) -> anyhow::Result<Redeemed> {
    match asks(world, person, Need::Invitation(code.to_owned())).await? {
        Found::Redeemed(redeemed) => Ok(redeemed),
        other => anyhow::bail!("{other:?}"),
    }
}

on_both! {
    async fn an_invitation_lets_in_as_many_as_it_says(world) {
        does(world, Some("Uboss"), invitation(world, 2)).await?;
        let stored = row(world, "invitations", "number", 1).await?;
        assert!(!stored.to_string().contains(CODE), "sealed");
        let Redeemed::Good(good) = redeems(world, "Uanna", CODE).await? else { panic!() };
        assert_eq!((good.code.as_str(), good.uses, good.used), (CODE, 2, 0));
        assert!(!good.by_operator);
        does(world, Some("Uanna"), invited(1, "Uanna")).await?;
        assert_eq!(stands(world, 1).await?, is("active", "", TAMBON));
        assert_eq!(history(world, 1).await?, "applied invited");
        does(world, Some("Ubert"), invited(2, "Ubert")).await?;
        assert_eq!(redeems(world, "Ucarl", CODE).await?, Redeemed::Stale);
        assert!(is_overtaken(does(world, Some("Ucarl"), invited(3, "Ucarl")).await));
        assert_eq!(row(world, "invitations", "number", 1).await?["used"], 2);
        Ok(())
    }

    async fn one_that_is_over_revoked_or_for_something_else_lets_nobody_in(world) {
        does(world, Some("Uboss"), invitation(world, 5)).await?;
        let Change::Apply(mut other) = invited(1, "Uanna") else { panic!() };
        other.unit = UnitId(DISTRICT);
        assert!(is_overtaken(does(world, Some("Uanna"), Change::Apply(other)).await));
        let revoke = || Change::Revoke { invitation: 1 };
        assert!(is_overtaken(does(world, Some("Uother"), revoke()).await), "not theirs");
        world.clock.advance(DAY);
        assert_eq!(redeems(world, "Uanna", CODE).await?, Redeemed::Stale);
        assert!(is_overtaken(does(world, Some("Uanna"), invited(1, "Uanna")).await));
        does(world, Some("Uboss"), revoke()).await?;
        assert!(is_overtaken(does(world, Some("Uboss"), revoke()).await), "only once");
        assert!(world.rows("roles").await?.is_empty());
        Ok(())
    }

    async fn a_closed_units_invitation_is_stale(world) {
        does(world, None, Change::AddUnit(unit(1, UnitKind::School, TAMBON, None))).await?;
        let Change::Invite(mut new) = invitation(world, 5) else { panic!() };
        new.unit = UnitId::added(1);
        does(world, None, Change::Invite(new)).await?;
        assert!(matches!(redeems(world, "Uanna", CODE).await?, Redeemed::Good(_)));
        let (unit, why) = (UnitId::added(1), "ปิด".to_owned());
        does(world, None, Change::CloseUnit { number: 1, unit, into: None, why }).await?;
        assert_eq!(redeems(world, "Uanna", CODE).await?, Redeemed::Stale);
        Ok(())
    }

    async fn whoever_thinks_again_soon_may_use_it_again(world) {
        does(world, Some("Uboss"), invitation(world, 1)).await?;
        does(world, Some("Uanna"), invited(1, "Uanna")).await?;
        does(world, Some("Uanna"), Change::Withdraw { role: RoleId(1) }).await?;
        does(world, Some("Uanna"), invited(2, "Uanna")).await?;
        world.clock.advance(Duration::from_secs(3600));
        does(world, Some("Uanna"), Change::Withdraw { role: RoleId(2) }).await?;
        assert!(is_overtaken(does(world, Some("Ubert"), invited(3, "Ubert")).await), "not for others");
        Ok(())
    }

    async fn nobody_is_let_in_at_once_without_an_invitation(world) {
        let Change::Apply(mut uninvited) = invited(1, "Uanna") else { panic!() };
        uninvited.invitation = None;
        let done = does(world, Some("Uanna"), Change::Apply(uninvited)).await;
        assert!(matches!(done, Err(Error::Broken(_))));
        Ok(())
    }

    async fn whoever_guesses_five_times_in_an_hour_is_not_answered(world) {
        does(world, Some("Uboss"), invitation(world, 1)).await?;
        for _ in 0..4 {
            does(world, Some("Uguess"), Change::GuessedWrong).await?;
            world.clock.advance(Duration::from_secs(60));
        }
        assert_eq!(redeems(world, "Uguess", "B7KQ-3MXZ").await?, Redeemed::Unknown);
        does(world, Some("Uguess"), Change::GuessedWrong).await?;
        assert_eq!(redeems(world, "Uguess", CODE).await?, Redeemed::Throttled);
        assert!(matches!(redeems(world, "Uanna", CODE).await?, Redeemed::Good(_)));
        world.clock.advance(Duration::from_secs(3600 - 4 * 60));
        assert!(matches!(redeems(world, "Uguess", CODE).await?, Redeemed::Good(_)));
        world.clock.advance(Duration::from_secs(3600));
        let forgotten = people::forget_guesses(&world.service.store, world.clock.now(), 100).await?;
        assert_eq!(forgotten, 5);
        Ok(())
    }

    async fn one_sees_those_that_still_work(world) {
        does(world, Some("Uboss"), invitation(world, 1)).await?;
        let mine = || asks(world, "Uboss", Need::MyInvitations);
        let Found::Invitations(found) = mine().await? else { panic!() };
        assert_eq!(found.iter().map(|one| one.code.as_str()).collect::<Vec<_>>(), [CODE]);
        let Found::Invitations(others) = asks(world, "Uother", Need::MyInvitations).await? else { panic!() };
        assert!(others.is_empty());
        does(world, Some("Uanna"), invited(1, "Uanna")).await?;
        let Found::Invitations(found) = mine().await? else { panic!() };
        assert!(found.is_empty());
        Ok(())
    }
}
