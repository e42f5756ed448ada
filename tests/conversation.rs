//! The first conversation, through real HTTP and a real database.

use asa::twin::Act;
use asa_tests::on_both;
use asa_tests::world::{text_in, words};

on_both! {
    async fn adding_the_account_brings_a_greeting_and_numbers_to_call(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        let sends = world.sent_to(&somjai);
        assert_eq!(sends.len(), 1);
        assert_eq!(sends[0].endpoint, "reply");
        assert!(words(&sends[0].messages[0]).starts_with("สวัสดีค่ะ"));
        let card = sends[0].messages[1].to_string();
        assert!(card.contains("tel:1669") && card.contains("tel:191"));
        Ok(())
    }

    async fn a_phone_that_is_not_thai_is_greeted_in_english(world) {
        let daw = world.friend("Daw", "en").await?;
        assert!(words(&world.sent_to(&daw)[0].messages[0]).starts_with("Hello"));
        world.write(&daw, "ภาษา / language").await?;
        assert_eq!(world.last_words(&daw), "ต่อไปนี้จะคุยเป็นภาษาไทยค่ะ");
        world.write(&daw, "menu").await?;
        assert_eq!(world.last_words(&daw), "เมนูหลัก แตะเรื่องที่ต้องการ");
        Ok(())
    }

    async fn a_group_hears_from_the_bot_only_when_it_calls(world) {
        let somjai = world.friend("สมใจ", "th").await?;
        let group = world.twin.add_group("หมู่ 5", std::slice::from_ref(&somjai));
        world.act(Act::InviteBot { group: group.clone() }).await?;
        world.act(text_in(&somjai, &group, "วันนี้ใครอยู่เวร")).await?;
        assert_eq!(world.sent_to(&group).len(), 0);
        world.act(text_in(&somjai, &group, "อาสา ฉุกเฉิน")).await?;
        assert!(world.last_words(&group).contains("1669"));
        Ok(())
    }
}
