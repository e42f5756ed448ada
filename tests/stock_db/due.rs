//! What falls due: seals of days that are over, transfers that nobody confirms.

use std::time::Duration as Span;

use asa_core::people::RoleKind;
use asa_db::stock::remind::{self, Reminded};
use asa_db::stock::seal;
use asa_tests::on_both;

use super::*;
use crate::people_db;

const DAY: Span = Span::from_secs(24 * 3600);

async fn seals(world: &World) -> Result<u64> {
    let (store, now) = (&world.service.store, world.clock.now());
    let due = seal::due(store, now).await?;
    let sealed = stock::seal(store, now).await?;
    assert_eq!(sealed, due);
    Ok(sealed)
}

async fn reminds(world: &World) -> Result<Reminded> {
    let (store, now) = (&world.service.store, world.clock.now());
    let due = remind::due(store, now).await?;
    let reminded = remind::run(store, now).await?;
    assert_eq!(reminded, due);
    Ok(reminded)
}

async fn told(world: &World) -> anyhow::Result<Vec<String>> {
    let rows = world.rows("inbox").await?;
    let mut chats: Vec<String> =
        rows.iter().map(|row| row["chat"].as_str().unwrap_or_default().to_owned()).collect();
    chats.sort_unstable();
    Ok(chats)
}

on_both! {
    async fn every_day_on_which_something_was_written_is_sealed_once(world) {
        assert_eq!(seals(world).await?, 0);
        does(world, PROVINCE, receive(10)).await?;
        does(world, TAMBON, receive(10)).await?;
        assert_eq!(seals(world).await?, 0, "the day is not over");
        world.clock.advance(DAY);
        does(world, TAMBON, hand_out(1)).await?;
        world.clock.advance(DAY * 2);
        does(world, TAMBON, hand_out(1)).await?;
        assert_eq!(seals(world).await?, 2, "on the day between nobody wrote anything");
        assert_eq!(seals(world).await?, 0);
        let db = opened(world).await?;
        let rows = select(&db, "SELECT day, unit, place FROM sealed_books ORDER BY day, unit").await?;
        let ends: Vec<(&str, i64, i64)> = rows.iter().map(|row| {
            let number = |name: &str| row[name].as_i64().unwrap_or_default();
            (row["day"].as_str().unwrap_or_default(), number("unit"), number("place"))
        }).collect();
        assert_eq!(ends, [("2020-05-08", 47, 1), ("2020-05-08", 470101, 1), ("2020-05-09", 470101, 2)]);
        db.close().await?;
        assert!(stock::verify(&world.service.store, |_| ()).await?.is_whole());
        Ok(())
    }

    async fn two_replicas_seal_a_day_once(world) {
        for day in 0..5 {
            on(world, PROVINCE, TODAY + Duration::days(day), receive(10)).await?;
            world.clock.advance(DAY);
        }
        let (store, now) = (&world.service.store, world.clock.now());
        let (one, other) = tokio::join!(stock::seal(store, now), stock::seal(store, now));
        assert!(one? + other? <= 5);
        stock::seal(store, now).await?;
        let verdict = stock::verify(store, |_| ()).await?;
        assert_eq!((verdict.seals, verdict.broken), (5, None));
        Ok(())
    }

    async fn who_does_not_confirm_is_reminded_and_then_those_above(world) {
        people_db::has(world, "Ukeeper", 1, RoleKind::Officer, TAMBON.0).await?;
        people_db::has(world, "Uhelper", 2, RoleKind::Volunteer, TAMBON.0).await?;
        people_db::has(world, "Uelsewhere", 3, RoleKind::Officer, 470102).await?;
        people_db::has(world, "Uprovince", 4, RoleKind::Officer, PROVINCE.0).await?;
        does(world, PROVINCE, receive(100)).await?;
        let sent = does(world, PROVINCE, send(TAMBON, 10)).await?;
        let other = does(world, PROVINCE, send(TAMBON, 20)).await?;
        world.clock.advance(DAY - Span::from_secs(1));
        assert_eq!(reminds(world).await?, Reminded::default());
        world.clock.advance(Span::from_secs(1));
        does(world, TAMBON, confirm(other, 20)).await?;
        assert_eq!(reminds(world).await?, Reminded { transfers: 1, told: 2 });
        assert_eq!(told(world).await?, ["Uhelper", "Ukeeper"]);
        assert_eq!(reminds(world).await?, Reminded::default(), "only once");
        world.clock.advance(DAY);
        // Nobody sits at the district.
        assert_eq!(reminds(world).await?, Reminded { transfers: 1, told: 3 });
        assert_eq!(told(world).await?, ["Uhelper", "Uhelper", "Ukeeper", "Ukeeper", "Uprovince"]);
        world.clock.advance(DAY * 9);
        assert_eq!(reminds(world).await?, Reminded::default(), "and no more");
        does(world, TAMBON, confirm(sent, 10)).await?;
        Ok(())
    }

    async fn a_shortfall_is_nobody_of_the_receivers_affair(world) {
        people_db::has(world, "Ukeeper", 1, RoleKind::Officer, TAMBON.0).await?;
        does(world, PROVINCE, receive(100)).await?;
        let sent = does(world, PROVINCE, send(TAMBON, 10)).await?;
        does(world, TAMBON, confirm(sent, 0)).await?;
        world.clock.advance(DAY * 3);
        assert_eq!(reminds(world).await?, Reminded::default());
        Ok(())
    }
}
