//! One primary officer a unit, the others stand in.

use asa_core::people::{Change, RoleId};
use asa_tests::on_both;

use super::*;

async fn seats(world: &World) -> anyhow::Result<[String; 3]> {
    let [one, two, three] =
        [stands(world, 1).await?, stands(world, 2).await?, stands(world, 3).await?];
    Ok([one.1, two.1, three.1])
}

async fn three_officers(world: &World) -> anyhow::Result<()> {
    for (role, person) in [(1, "Uone"), (2, "Utwo"), (3, "Uthree")] {
        officer(world, person, role, DISTRICT).await?;
        world.clock.advance(Duration::from_secs(60));
    }
    assert_eq!(seats(world).await?, ["primary", "deputy", "deputy"]);
    Ok(())
}

fn hand_over(from: i64, to: i64) -> Change {
    Change::HandOver { number: 50, from: RoleId(from), to: RoleId(to) }
}

on_both! {
    async fn the_oldest_deputy_follows_a_primary_who_is_suspended(world) {
        three_officers(world).await?;
        does(world, None, suspension(10, 1)).await?;
        assert_eq!(seats(world).await?, ["", "primary", "deputy"]);
        does(world, None, Change::Activate { number: 11, role: RoleId(1) }).await?;
        assert_eq!(seats(world).await?, ["deputy", "primary", "deputy"]);
        assert_eq!(history(world, 2).await?, "applied approved primary");
        Ok(())
    }

    async fn a_seat_is_free_when_its_officer_goes(world) {
        three_officers(world).await?;
        does(world, Some("Uone"), Change::Withdraw { role: RoleId(1) }).await?;
        assert_eq!(seats(world).await?, ["", "primary", "deputy"]);
        does(world, None, suspension(10, 3)).await?;
        does(world, None, suspension(11, 2)).await?;
        assert_eq!(seats(world).await?, ["", "", ""]);
        does(world, None, Change::Activate { number: 12, role: RoleId(3) }).await?;
        assert_eq!(seats(world).await?, ["", "", "primary"]);
        Ok(())
    }

    async fn an_approval_that_is_taken_back_frees_the_seat(world) {
        waits(world, "Uone", 1, RoleKind::Officer, DISTRICT).await?;
        does(world, Some("Uboss"), decision(7, 1, true)).await?;
        for (role, person) in [(2, "Utwo"), (3, "Uthree")] {
            officer(world, person, role, DISTRICT).await?;
        }
        does(world, Some("Uboss"), Change::TakeBackDecision { number: 7 }).await?;
        assert_eq!(seats(world).await?, ["", "primary", "deputy"]);
        Ok(())
    }

    async fn handing_over_swaps_seats_and_keeps_who_it_was(world) {
        three_officers(world).await?;
        does(world, Some("Uone"), hand_over(1, 3)).await?;
        assert_eq!(seats(world).await?, ["deputy", "deputy", "primary"]);
        assert_eq!(history(world, 1).await?, "applied approved handed_over");
        assert_eq!(history(world, 3).await?, "applied approved primary");
        Ok(())
    }

    async fn only_a_primary_hands_over_and_only_to_a_deputy_of_the_unit(world) {
        three_officers(world).await?;
        officer(world, "Ufour", 4, TAMBON).await?;
        for (from, to) in [(2, 3), (1, 4), (1, 1), (4, 2), (1, 99)] {
            assert!(is_overtaken(does(world, None, hand_over(from, to)).await), "{from} {to}");
        }
        assert_eq!(seats(world).await?, ["primary", "deputy", "deputy"]);
        Ok(())
    }

    async fn two_at_once_do_not_both_become_primary(world) {
        for (role, person) in [(1, "Uone"), (2, "Utwo"), (3, "Uthree")] {
            waits(world, person, role, RoleKind::Officer, DISTRICT).await?;
        }
        let all = tokio::join!(
            does(world, None, decision(11, 1, true)),
            does(world, None, decision(12, 2, true)),
            does(world, None, decision(13, 3, true)),
        );
        // Who was overtaken looks again, and finds how things stand now.
        for (role, done) in [(1, all.0), (2, all.1), (3, all.2)] {
            if is_overtaken(done) {
                does(world, None, decision(20 + role, role, true)).await?;
            }
        }
        let mut seats = seats(world).await?;
        seats.sort_unstable();
        assert_eq!(seats, ["deputy", "deputy", "primary"]);
        Ok(())
    }
}
