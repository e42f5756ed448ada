//! The dots that say that an answer is coming: for whom, how often, and never in the way.

use std::time::Duration;

use asa::twin::{Act, Fault, On};
use asa::{outbox, turns};
use asa_core::id::LineId;
use asa_tests::on_both;
use asa_tests::pictures::photo;
use asa_tests::world::{World, photo_of, text_in};
use serde_json::{Value, json};

const LONG: Duration = Duration::from_secs(2);

/// The bodies of all requests for dots.
fn asked(world: &World) -> Vec<Value> {
    let requests = world.twin.requests().into_iter();
    let dots = requests.filter(|request| request.path == "/v2/bot/chat/loading/start");
    dots.map(|request| request.request).collect()
}

/// A message that has waited for its turn this long.
async fn waited(
    world: &World,
    person: &LineId,
    chat: &LineId,
    long: Duration,
) -> anyhow::Result<()> {
    world.twin.act(text_in(person, chat, "อาสา เมนูหลัก")).await?;
    world.clock.advance(long);
    world.settle().await
}

on_both! {
    async fn whoever_has_waited_sees_dots_once_in_twenty_seconds(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        waited(world, &somjai, &somjai, Duration::from_millis(900)).await?;
        assert_eq!(asked(world).len(), 0, "a second is no long time");
        for _ in 0..3 {
            waited(world, &somjai, &somjai, LONG).await?;
        }
        assert_eq!(asked(world), [json!({"chatId": somjai, "loadingSeconds": 5})]);
        world.clock.advance(Duration::from_secs(20));
        waited(world, &somjai, &somjai, LONG).await?;
        assert_eq!(asked(world).len(), 2);
        Ok(())
    }

    async fn a_group_sees_no_dots(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        let group = world.twin.add_group("หมู่ 5", std::slice::from_ref(&somjai));
        world.act(Act::InviteBot { group: group.clone() }).await?;
        waited(world, &somjai, &group, LONG).await?;
        assert_eq!((asked(world).len(), world.sent_to(&group).len()), (0, 1));
        Ok(())
    }

    async fn what_is_not_answered_brings_no_dots(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        world.twin.act(Act::Block { person: somjai.clone() }).await?;
        world.clock.advance(LONG);
        world.settle().await?;
        assert_eq!(asked(world).len(), 0);
        Ok(())
    }

    async fn slow_dots_hold_up_no_answer(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        world.twin.fault(On::Loading, Fault::Slow(Duration::from_secs(2)), 1);
        world.twin.act(text_in(&somjai, &somjai, "เมนูหลัก")).await?;
        world.clock.advance(LONG);
        turns::pass(&world.service).await?;
        outbox::pass(&world.service).await?;
        assert_eq!((asked(world).len(), world.sent_to(&somjai).len()), (0, 2), "still under way");
        world.settle().await?;
        assert_eq!(asked(world).len(), 1);
        Ok(())
    }

    async fn dots_that_line_refuses_are_nobodys_trouble(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        world.twin.fault(On::Loading, Fault::RateLimited, 1);
        waited(world, &somjai, &somjai, LONG).await?;
        assert_eq!(world.sent_to(&somjai).len(), 2);
        Ok(())
    }

    async fn a_stop_brings_no_dots(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        world.service.dots.tasks.stop();
        waited(world, &somjai, &somjai, LONG).await?;
        assert_eq!((asked(world).len(), world.sent_to(&somjai).len()), (0, 2));
        Ok(())
    }

    async fn a_slow_photo_brings_dots(world) {
        let somjai = world.friend_asked_for_photos("สมใจ").await?;
        world.act(photo_of(&somjai, &photo(16, 16)?)).await?;
        assert_eq!(asked(world).len(), 0, "this one was quick");
        world.twin.fault(On::Content, Fault::Slow(Duration::from_millis(1500)), 1);
        world.act(photo_of(&somjai, &photo(16, 16)?)).await?;
        assert_eq!(asked(world), [json!({"chatId": somjai, "loadingSeconds": 20})]);
        Ok(())
    }
}
