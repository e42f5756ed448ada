//! Whoever waits too long goes on to those above.

use asa_db::people::climb::{self, Climb};
use asa_tests::on_both;

use super::*;

async fn climbs(world: &World) -> Result<Climb> {
    climb::run(&world.service.store, world.clock.now()).await
}

async fn desk(world: &World) -> anyhow::Result<i64> {
    Ok(row(world, "roles", "id", 1).await?["desk"].as_i64().unwrap_or_default())
}

on_both! {
    async fn after_a_day_the_next_level_with_somebody_at_it_is_asked(world) {
        officer(world, "Uprovince", 11, PROVINCE).await?;
        waits(world, "Uanna", 1, RoleKind::Volunteer, TAMBON).await?;
        world.clock.advance(DAY - Duration::from_secs(1));
        assert_eq!(climbs(world).await?, Climb::default());
        world.clock.advance(Duration::from_secs(1));
        let store = &world.service.store;
        let due = climb::due(store, world.clock.now()).await?;
        assert_eq!(due, Climb { roles: 1, told: 1 });
        assert_eq!(climbs(world).await?, due);
        assert_eq!(desk(world).await?, Level::Province.number(), "nobody is at the district");
        assert_eq!(climbs(world).await?, Climb::default(), "only once");
        assert_eq!(history(world, 1).await?, "applied climbed");
        let told = world.rows("inbox").await?;
        assert_eq!(told.len(), 1);
        assert_eq!((&told[0]["kind"], &told[0]["chat"]), (&"told".into(), &"Uprovince".into()));
        world.clock.advance(DAY);
        assert_eq!(climbs(world).await?, Climb::default(), "nobody sits higher");
        Ok(())
    }

    async fn it_climbs_a_level_a_day(world) {
        officer(world, "Uprovince", 11, PROVINCE).await?;
        officer(world, "Udistrict", 12, DISTRICT).await?;
        officer(world, "Uelsewhere", 13, 4702).await?;
        waits(world, "Uanna", 1, RoleKind::Volunteer, TAMBON).await?;
        for level in [Level::District, Level::Province] {
            world.clock.advance(DAY);
            assert_eq!(climbs(world).await?, Climb { roles: 1, told: 1 });
            assert_eq!(desk(world).await?, level.number());
        }
        Ok(())
    }

    async fn nobody_climbs_to_themselves_or_once_decided(world) {
        officer(world, "Uanna", 11, DISTRICT).await?;
        waits(world, "Uanna", 1, RoleKind::Volunteer, TAMBON).await?;
        waits(world, "Uberta", 2, RoleKind::Volunteer, TAMBON).await?;
        does(world, None, decision(20, 2, true)).await?;
        world.clock.advance(DAY);
        assert_eq!(climbs(world).await?, Climb::default());
        Ok(())
    }

    async fn two_replicas_lift_nobody_twice(world) {
        officer(world, "Udistrict", 99, DISTRICT).await?;
        for role in 1..=30 {
            waits(world, &format!("U{role}"), role, RoleKind::Volunteer, TAMBON).await?;
        }
        world.clock.advance(DAY);
        let (one, other) = tokio::join!(climbs(world), climbs(world));
        assert_eq!(one?.roles + other?.roles, 30);
        assert_eq!(world.rows("inbox").await?.len(), 30);
        Ok(())
    }
}
