//! Looking at stock: never one number. What was counted as none, what did not move and what was
//! not counted are three things everywhere.

use super::Someone;
use super::made_up::{DISTRICT, TAMBON, TEAM};
use super::made_up_stock::{self, book, gel, masks, page, quiet_page, role};
use super::person::tapped;
use crate::conversation::{Language, Say};
use crate::facts::{Found, Need};
use crate::people::RoleKind;
use crate::stock::Sheet;
use crate::stock::known::{Answer, Ask, Low, Page, Place};
use crate::stock::record::Said;
use crate::stock::sheet::Reported;

fn officer(unit: i64) -> Someone {
    let mut officer = Someone::officer_of(unit);
    officer.knows = made_up_stock::knows;
    officer
}

fn labels(someone: &Someone) -> Vec<String> {
    let buttons = someone.turn.says.iter().flat_map(Say::buttons);
    buttons.map(|button| button.label.clone()).collect()
}

fn reported(said: Said, counted: i64) -> Page {
    let reported = Some(Reported { said, counted, difference: counted - 160 });
    Page { reported, ..quiet_page(masks()) }
}

#[test]
fn a_volunteer_sees_what_lies_there_and_whether_it_was_counted() {
    for (page, counted) in [
        (quiet_page(masks()), "ยังไม่ได้นับ"),
        (reported(Said::NothingMoved, 160), "ไม่มีการเคลื่อนไหว"),
        (reported(Said::Zero, 0), "นับแล้ว ไม่มีเลย (0 ชิ้น)"),
        (reported(Said::Number, 150), "นับแล้ว 150 ชิ้น"),
    ] {
        let is_open = page.reported.is_none();
        PAGE.set(Some(page));
        let mut somjai = Someone::volunteer();
        somjai.knows = |need| match need {
            Need::Stock(Ask::Book(..)) => book(PAGE.take().into_iter().collect()),
            need => made_up_stock::knows(need),
        };
        let card = somjai.says("ดูยอดคงเหลือ");
        let title = "ยอดคงเหลือ ทีมหมู่ 5 พังโคน · ศุกร์ 8 พ.ค. 63";
        let value = format!("หน้ากากอนามัย = 160 ชิ้น (3 กล่อง 10 ชิ้น)\n{counted}");
        assert_eq!(card, format!("{title}\n{value}"));
        assert_eq!(labels(&somjai).contains(&"ตรวจนับวันนี้".to_owned()), is_open);
    }
}

std::thread_local! {
    static PAGE: std::cell::Cell<Option<Page>> = const { std::cell::Cell::new(None) };
}

#[test]
fn an_officer_sees_one_level_at_a_time_with_how_many_reported() {
    let mut wichai = officer(DISTRICT);
    let card = wichai.says("ดูยอดคงเหลือ");
    assert!(
        card.starts_with(
            "ยอดคงเหลือ อำเภอพังโคน · ศุกร์ 8 พ.ค. 63\nรวมทั้งอำเภอพังโคน = 460 ชิ้น ▼ 20 ชิ้น ใน 7 วัน\n"
        ),
        "{card}"
    );
    let reports = "นับแล้ว 2 · ไม่เคลื่อนไหว 1 · ไม่มีของ 0 · ยังไม่นับ 3 จาก 6 หน่วย";
    assert_eq!(card.matches(reports).count(), 4, "{card}");
    assert!(card.contains("ที่สำนักงาน อำเภอพังโคน = 160 ชิ้น"), "{card}");
    assert!(card.contains("\nตำบลพังโคน = 300 ชิ้น"), "{card}");
    // Down to the tambon, and on to the team's own day.
    let [first, second] = [TAMBON, TEAM].map(|unit| format!("u{unit}.i1"));
    assert!(
        buttons_to(&wichai).contains(&format!("view:balance:{first}")),
        "{:?}",
        buttons_to(&wichai)
    );
    let card = wichai.does(tapped(&format!("view:balance:{first}")));
    assert!(
        card.contains("รวมทั้งตำบลพังโคน = 460 ชิ้น") && card.contains("ทีมหมู่ 5 พังโคน = 160 ชิ้น"),
        "{card}"
    );
    assert!(buttons_to(&wichai).contains(&format!("view:day_sheet:{second}")));
    let sheet = wichai.does(tapped(&format!("view:day_sheet:{second}")));
    assert!(sheet.starts_with("ยอดรายวัน ทีมหมู่ 5 พังโคน"), "{sheet}");
}

fn buttons_to(someone: &Someone) -> Vec<String> {
    let buttons = someone.turn.says.iter().flat_map(Say::buttons);
    let data = buttons.filter_map(|button| match &button.does {
        crate::conversation::Does::Tap(data) => Some(data.clone()),
        _ => None,
    });
    data.collect()
}

#[test]
fn a_week_ago_it_was_less_more_or_the_same() {
    for (then, shown) in
        [(440, "▲ 20 ชิ้น ใน 7 วัน"), (480, "▼ 20 ชิ้น ใน 7 วัน"), (460, "เท่าเดิมใน 7 วัน")]
    {
        THEN.set(then);
        let mut wichai = officer(DISTRICT);
        wichai.knows = |need| match made_up_stock::knows(need) {
            Found::Stock(Answer::Places(places)) => {
                let mut places: Vec<Place> = places.into_iter().take(1).collect();
                places.iter_mut().for_each(|place| place.trend[0] = THEN.get());
                Found::Stock(Answer::Places(places))
            }
            found => found,
        };
        let card = wichai.says("ดูยอดคงเหลือ");
        assert!(card.contains(&format!("460 ชิ้น {shown}\n")), "{card}");
    }
}

std::thread_local! {
    static THEN: std::cell::Cell<i64> = const { std::cell::Cell::new(0) };
}

#[test]
fn many_places_have_pages_and_several_items_a_card_each() {
    let mut wichai = officer(DISTRICT);
    wichai.knows = |need| match (need, made_up_stock::knows(need)) {
        (Need::Stock(Ask::Items), _) => Found::Stock(Answer::Items(vec![masks(), gel()])),
        (Need::Stock(Ask::Book(..)), _) => book(vec![page(masks()), page(gel())]),
        (_, Found::Stock(Answer::Places(places))) => {
            let many = places.iter().cycle().take(20).cloned();
            let gels = places.iter().map(|place| Place { item: gel().id, ..place.clone() });
            Found::Stock(Answer::Places(many.chain(gels).collect()))
        }
        (_, found) => found,
    };
    let lines = |card: &str| card.matches("จาก 6 หน่วย").count();
    assert_eq!(lines(&wichai.says("ดูยอดคงเหลือ")), 8);
    assert_eq!(lines(&wichai.taps("ดูเพิ่มเติม")), 8);
    assert_eq!(lines(&wichai.taps("ดูเพิ่มเติม")), 4);
    let gels = wichai.taps("เจลล้างมือ");
    assert!(gels.contains("= 460 ขวด") && lines(&gels) == 4, "{gels}");
}

#[test]
fn a_day_adds_up_on_its_sheet() {
    let mut somjai = Someone::volunteer();
    somjai.knows = |need| match need {
        Need::Stock(Ask::Book(..)) => {
            let sheet = Sheet {
                received: 100,
                handed_out: [10, 0, 0, 40],
                written_off: 5,
                adjusted: -5,
                ..Sheet::default()
            };
            book(vec![Page { opening: 120, sheet, ..reported(Said::Number, 160) }])
        }
        need => made_up_stock::knows(need),
    };
    assert_eq!(
        somjai.says("ยอดรายวัน"),
        "ยอดรายวัน ทีมหมู่ 5 พังโคน · ศุกร์ 8 พ.ค. 63\nหน้ากากอนามัย\nยกมา = 120 ชิ้น\n\
         รับเข้า = 100 ชิ้น\nชำรุด/หาย = 5 ชิ้น\nปรับยอด = -5 ชิ้น\nแจกกลุ่มเปราะบาง = 40 ชิ้น\n\
         แจกใกล้ชิดผู้ป่วย = 10 ชิ้น\nคงเหลือ = 160 ชิ้น (3 กล่อง 10 ชิ้น)\nนับได้ = นับแล้ว 160 ชิ้น"
    );
}

#[test]
fn one_leafs_through_the_days_up_to_today() {
    let mut somjai = Someone::volunteer();
    somjai.says("ยอดรายวัน");
    assert!(!labels(&somjai).contains(&"วันถัดไป".to_owned()));
    assert!(somjai.taps("วันก่อนหน้า").contains("พฤหัสบดี 7 พ.ค. 63"), "{}", somjai.heard());
    assert!(somjai.taps("วันถัดไป").contains("ศุกร์ 8 พ.ค. 63"));
    let future = somjai.does(tapped(&format!("view:day_sheet:u{TEAM}.2020-06-01")));
    assert!(future.contains("ศุกร์ 8 พ.ค. 63"), "{future}");
}

#[test]
fn what_is_on_its_way_is_listed_with_what_can_be_done() {
    let mut wichai = officer(DISTRICT);
    let card = wichai.says("ของระหว่างทาง");
    assert!(
        card.contains("จังหวัดสกลนคร → อำเภอพังโคน 160 ชิ้น = ส่ง พฤหัสบดี 7 พ.ค. 63 รอผู้รับยืนยัน"),
        "{card}"
    );
    assert!(card.contains("10 ชิ้น = ส่ง พฤหัสบดี 7 พ.ค. 63 ได้ไม่ครบ รอผู้ส่งสรุป"), "{card}");
    let [arrives, short] = [1, 2].map(|one| format!("view:transfer_open:{}", DISTRICT * 10 + one));
    wichai.does(tapped(&arrives));
    assert_eq!(labels(&wichai)[..2], ["ยืนยันรับของ", "ได้ไม่ครบ"]);
    wichai.does(tapped(&short));
    assert_eq!(labels(&wichai)[0], "สรุปของที่ขาด");
    wichai.knows = made_up_stock::nothing_arrives;
    assert_eq!(wichai.says("ของระหว่างทาง"), "ตอนนี้ไม่มีของระหว่างทางค่ะ");
}

#[test]
fn who_has_not_counted_is_named_and_can_be_counted_for() {
    let mut wichai = officer(DISTRICT);
    let card = wichai.says("ดูหน่วยที่ค้าง");
    assert!(card.starts_with("ยังไม่ได้นับวันนี้ 12 หน่วย\nทีมหมู่ 5 พังโคน = ต.พังโคน อ.พังโคน"), "{card}");
    assert!(card.ends_with("และอีก 10 หน่วย"), "{card}");
    let asked = wichai.does(tapped(&format!("start:count:u{TEAM}")));
    assert!(asked.contains("ทีมหมู่ 5 พังโคน · ศุกร์ 8 พ.ค. 63"), "{asked}");
    assert!(buttons_to(&officer_who_sees_missing()).contains(&format!("start:count:u{TEAM}")));
    wichai.says("160");
    wichai.taps("ยืนยัน");
    assert!(wichai.asked_for().contains("on_behalf: true"), "{}", wichai.asked_for());
    wichai.knows = |need| match need {
        Need::Stock(Ask::Missing(..)) => Found::Stock(Answer::Missing(Vec::new(), 0)),
        need => made_up_stock::knows(need),
    };
    assert_eq!(wichai.says("ดูหน่วยที่ค้าง"), "วันนี้นับครบทุกหน่วยแล้วค่ะ");
}

fn officer_who_sees_missing() -> Someone {
    let mut wichai = officer(DISTRICT);
    wichai.says("ดูหน่วยที่ค้าง");
    wichai
}

#[test]
fn who_runs_out_is_shown_with_the_days_that_are_left() {
    for (balance, daily, shown) in
        [(20, 1_000, "เหลือ 20 ชิ้น ใช้ได้อีกประมาณ 2 วัน"), (0, 1_000, "หมดแล้ว"), (20, 0, "20 ชิ้น")]
    {
        LOW.set((balance, daily));
        let mut wichai = officer(DISTRICT);
        wichai.knows = |need| match made_up_stock::knows(need) {
            Found::Stock(Answer::Low(low)) => {
                let (balance, daily) = LOW.get();
                let low = low.into_iter().map(|one| Low { balance, daily, ..one });
                Found::Stock(Answer::Low(low.collect()))
            }
            found => found,
        };
        let card = wichai.says("ใกล้หมด");
        let line = format!("\nทีมหมู่ 5 พังโคน · หน้ากากอนามัย = {shown}");
        assert!(card.ends_with(&line), "{card}");
    }
    let mut wichai = officer(DISTRICT);
    wichai.knows = |need| match need {
        Need::Stock(Ask::Low(..)) => Found::Stock(Answer::Low(Vec::new())),
        need => made_up_stock::knows(need),
    };
    assert_eq!(wichai.says("ใกล้หมด"), "ตอนนี้ยังไม่มีหน่วยไหนใกล้หมดค่ะ");
}

std::thread_local! {
    static LOW: std::cell::Cell<(i64, i64)> = const { std::cell::Cell::new((0, 0)) };
}

#[test]
fn nobody_looks_into_what_is_not_theirs() {
    for view in ["balance", "day_sheet", "open_transfers", "running_out", "missing"] {
        let mut somjai = Someone::volunteer();
        let heard = somjai.does(tapped(&format!("view:{view}:u{DISTRICT}")));
        assert!(heard.starts_with("เรื่องนี้"), "{view}: {heard}");
        let mut wichai = officer(DISTRICT);
        let heard = wichai.does(tapped(&format!("view:{view}:u4706")));
        assert!(heard.starts_with("เรื่องนี้อยู่นอกพื้นที่"), "{view}: {heard}");
        somjai.me.roles.clear();
        let heard = somjai.does(tapped(&format!("view:{view}")));
        assert!(heard.starts_with("เรื่องนี้ทำได้เฉพาะ"), "{view}: {heard}");
    }
}

#[test]
fn whoever_keeps_several_books_goes_from_one_to_the_other() {
    let roles = vec![role(5, RoleKind::Volunteer, TEAM), role(6, RoleKind::Volunteer, 1_000_002)];
    let mut somjai = Someone::keeper(roles);
    assert!(somjai.says("ดูยอดคงเหลือ").contains("ทีมหมู่ 5 พังโคน"));
    assert!(somjai.taps("รพ.สต.พังโคน").starts_with("ยอดคงเหลือ รพ.สต.พังโคน"));
    assert!(labels(&somjai).contains(&"ทีมหมู่ 5 พังโคน".to_owned()));
}

#[test]
fn looking_in_english() {
    let mut wichai = officer(DISTRICT);
    wichai.language = Language::English;
    let card = wichai.says("See balance");
    assert!(card.contains("460 pieces ▼ 20 pieces in 7 days\n2 counted · 1 nothing moved · 0 none left · 3 not counted, of 6"), "{card}");
    assert!(wichai.says("Who is missing").starts_with("Not counted today: 12"));
    assert!(wichai.says("Day sheet").contains("Counted = Not counted yet"), "{}", wichai.heard());
}
