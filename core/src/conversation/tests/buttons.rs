//! Buttons that are old, of another session, of another person, or forged: a polite answer, the
//! question that is open, and no change.

use super::Someone;
use super::person::{tapped, wrote};

/// Does `deed`, and nothing that is kept may change by it.
fn changes_nothing(someone: &mut Someone, data: &str) -> String {
    let before = (someone.answers(), someone.sessions.kept.clone());
    let heard = someone.does(tapped(data));
    assert_eq!((someone.answers(), someone.sessions.kept.clone()), before, "{data}");
    assert!(someone.turn.effects.is_empty(), "{data}");
    assert!(!heard.is_empty(), "{data}");
    heard
}

#[test]
fn a_button_of_an_earlier_question_gets_the_current_one_again() {
    let mut someone = Someone::new();
    someone.says("ซ่อม");
    let (road, water) = (someone.button("ถนน"), someone.button("น้ำประปา"));
    someone.does(tapped(&road));
    for again in [&road, &water] {
        let heard = changes_nothing(&mut someone, again);
        assert_eq!(heard, "ปุ่มนั้นเป็นของคำถามก่อนหน้า\nขั้นที่ 2 จาก 3\nส่งรูปได้ค่ะ");
    }
}

#[test]
fn a_second_tap_on_confirm_saves_nothing_more() {
    let mut someone = Someone::new();
    someone.says("จดไว้");
    someone.says("ซื้อไม้");
    let confirm = someone.button("ยืนยัน");
    someone.does(tapped(&confirm));
    assert_eq!(someone.saved(), "ซื้อไม้");
    let heard = changes_nothing(&mut someone, &confirm);
    assert_eq!(heard, "รายการนี้ส่งแล้ว เลขที่ จ-0007");
}

#[test]
fn a_review_card_is_good_only_for_what_it_shows() {
    let mut someone = Someone::new();
    someone.says("จดไว้");
    someone.says("ซื้อไม้");
    let (confirm, edit) = (someone.button("ยืนยัน"), someone.button("แก้ไข"));
    someone.does(tapped(&edit));
    someone.taps("ข้อความ");
    someone.says("ซื้อปูน");
    let heard = changes_nothing(&mut someone, &confirm);
    assert!(heard.starts_with("รายการมีการแก้ไข"), "{heard}");
    assert!(heard.contains("1 ข้อความ = ซื้อปูน"), "{heard}");
    // While a line is being changed the card still shows what would be saved.
    let confirm = someone.button("ยืนยัน");
    someone.says("1");
    someone.does(tapped(&confirm));
    assert_eq!(someone.saved(), "ซื้อปูน");
}

#[test]
fn buttons_of_others_of_other_versions_and_forged_ones_are_harmless() {
    let mut other = Someone::new();
    other.says("ซ่อม");
    let theirs = other.button("ถนน").replace(":s1:", ":s9:");
    for is_open in [false, true] {
        let mut someone = Someone::new();
        if is_open {
            someone.says("ซ่อม");
        }
        for data in [
            theirs.as_str(),
            "form:s1:gone:x",
            "form:s1:kind:bridge",
            "form:s1:kind:~99",
            "form:s1:review:!confirm",
            "form:s1:review0:!confirm",
            "form:s1:kind:!edit",
            "form:s1:photos:!skip",
            "note:s1:words:x",
            "gone:s1:kind:road",
            "view:gone",
            "start:gone",
            "\u{0}",
            "",
        ] {
            let heard = changes_nothing(&mut someone, data);
            assert_eq!(heard.contains("ซ่อมอะไรคะ"), is_open, "{data}: {heard}");
        }
    }
}

#[test]
fn nobody_but_its_owner_moves_a_session_by_its_button() {
    let mut somjai = Someone::new();
    somjai.says("ซ่อม");
    let button = somjai.button("ถนน");
    let mut nid = Someone::new();
    nid.does(wrote("สวัสดี"));
    nid.does(wrote("จดไว้"));
    let heard = changes_nothing(&mut nid, &button);
    assert!(heard.starts_with("ปุ่มนั้นใช้ไม่ได้แล้ว"), "{heard}");
    assert!(heard.ends_with("จดว่าอะไรคะ"), "{heard}");
}
