//! The way to stock: at the top of the menu, and a card with all of it.

use super::Someone;
use super::made_up::DISTRICT;
use super::made_up_stock;
use crate::conversation::Say;

fn officer(unit: i64) -> Someone {
    let mut officer = Someone::officer_of(unit);
    officer.knows = made_up_stock::knows;
    officer
}

fn labels(someone: &Someone) -> Vec<String> {
    let buttons = someone.turn.says.iter().flat_map(Say::buttons);
    buttons.map(|button| button.label.clone()).collect()
}

#[test]
fn a_volunteer_finds_what_is_done_every_day_at_the_top_of_the_menu() {
    let mut somjai = Someone::volunteer();
    somjai.says("เมนูหลัก");
    let first = ["ตรวจนับวันนี้", "แจกจ่าย", "รับของเข้า", "ดูยอดคงเหลือ", "รายงานหน้ากาก"];
    assert_eq!(labels(&somjai)[..5], first);
    assert!(labels(&somjai).len() <= 13, "{:?}", labels(&somjai));
    let mut wichai = officer(DISTRICT);
    wichai.says("เมนูหลัก");
    assert_eq!(labels(&wichai)[0], "รายงานหน้ากาก");
    assert!(labels(&wichai).len() <= 13, "{:?}", labels(&wichai));
    let mut nobody = Someone::volunteer();
    nobody.me.roles.clear();
    nobody.says("เมนูหลัก");
    assert!(!labels(&nobody).contains(&"รายงานหน้ากาก".to_owned()), "{:?}", labels(&nobody));
}

#[test]
fn the_card_of_stock_has_what_each_may() {
    let mut somjai = Someone::volunteer();
    assert!(somjai.says("รายงานหน้ากาก").contains("เช่น นับ 120"), "{}", somjai.heard());
    let all = [
        "ตรวจนับวันนี้",
        "แจกจ่าย",
        "รับของเข้า",
        "ส่งคืน",
        "ของชำรุด/หาย",
        "แก้รายการล่าสุด",
        "ดูยอดคงเหลือ",
        "ยอดรายวัน",
        "ของระหว่างทาง",
    ];
    assert_eq!(labels(&somjai), all);
    let mut wichai = officer(DISTRICT);
    wichai.says("หน้ากาก");
    for label in ["จัดสรรให้หน่วยอื่น", "ดูหน่วยที่ค้าง", "หน่วยที่ใกล้หมด"]
    {
        assert!(labels(&wichai).contains(&label.to_owned()), "{label}");
    }
}
