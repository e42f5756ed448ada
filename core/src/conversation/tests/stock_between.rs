//! Between units: allocated, confirmed, arrived short, settled, sent back. What is on its way lies
//! with nobody; a shortfall is written down, never overwritten.

use super::Someone;
use super::made_up::{DISTRICT, TAMBON, TEAM};
use super::made_up_stock::{self, arriving, nothing_arrives, past, role, short};
use super::person::tapped;
use crate::conversation::{Deed as Done, Language};
use crate::facts::{Found, Need};
use crate::people::{RoleKind, UnitId};
use crate::stock::Deed;
use crate::stock::known::{Answer, Ask, Transfer};
use crate::stock::record::Way;

fn officer(unit: i64) -> Someone {
    let mut officer = Someone::officer_of(unit);
    officer.knows = made_up_stock::knows;
    officer
}

fn told(someone: &mut Someone, view: &str, about: i64) -> String {
    someone.does(Done::Told { view: view.into(), about: about.to_string() })
}

fn card_buttons(someone: &Someone) -> Vec<&str> {
    someone.turn.says[0].buttons().iter().map(|button| &*button.label).collect()
}

/// The ledger where the transfer `change` makes of the arriving one is all there is.
fn one_transfer(need: &Need, change: fn(Transfer) -> Transfer) -> Found {
    match need {
        Need::Stock(Ask::Transfer(id)) => {
            let one = change(Transfer { id: *id, ..arriving(TEAM) });
            Found::Stock(Answer::Transfers(vec![one]))
        }
        need => made_up_stock::knows(need),
    }
}

#[test]
fn pieces_are_allocated_to_a_unit_below_which_is_told() {
    let mut wichai = officer(DISTRICT);
    let asked = wichai.says("จัดสรรให้หน่วยอื่น");
    assert!(asked.contains("จัดสรรให้หน่วยไหนคะ\n1 ตำบลพังโคน\n2 ตำบลม่วงไข่"), "{asked}");
    wichai.taps("ตำบลม่วงไข่");
    assert!(wichai.says("161").contains("มีให้ใช้ 160 ชิ้น"), "{}", wichai.heard());
    wichai.says("2 กล่อง");
    let review = wichai.says("สน 0018.1/ว 8560");
    let lines = "4 ให้หน่วย = ต.ม่วงไข่ อ.พังโคน จ.สกลนคร\n5 จำนวน = 100 ชิ้น (2 กล่อง)\n6 เลขที่เอกสาร = สน 0018.1/ว 8560";
    assert!(review.ends_with(lines), "{review}");
    let receipt = wichai.taps("ยืนยัน");
    assert!(receipt.starts_with("บันทึกการจัดสรรแล้ว แจ้งหน่วยผู้รับแล้วค่ะ เลขที่ ส-0007"), "{receipt}");
    assert!(receipt.ends_with("เหลือ 60 ชิ้น (1 กล่อง 10 ชิ้น)"), "{receipt}");
    let asked = wichai.asked_for();
    let deed = "deed: Send { to: UnitId(470502), way: Down, pieces: 100 }";
    assert!(asked.contains(deed) && asked.contains("author: Some(RoleId(1))"), "{asked}");
    assert!(asked.ends_with("\nKeepersOf(UnitId(470502)) transfer_sent 7"), "{asked}");
}

#[test]
fn a_unit_that_was_added_is_found_by_its_place_and_one_elsewhere_is_refused() {
    let mut wichai = officer(DISTRICT);
    wichai.says("จัดสรร");
    wichai.taps("หน่วยอื่น");
    assert!(wichai.says("ต.ไร่ อ.พรรณานิคม").starts_with("เรื่องนี้อยู่นอกพื้นที่"), "{}", wichai.heard());
    assert!(wichai.says("ต.พังโคน อ.พังโคน").contains("ทีมหมู่ 5 พังโคน"), "{}", wichai.heard());
    assert!(wichai.taps("ทีมหมู่ 5 พังโคน").contains("จัดสรรกี่ชิ้นคะ"));
    // A local office sends to what is added there; it has no office below.
    let mut local = officer(TAMBON);
    let asked = local.says("จัดสรร");
    assert!(asked.contains("1 ทีมหมู่ 5 พังโคน\n2 รพ.สต.พังโคน\n3 หน่วยอื่น"), "{asked}");
    assert!(Someone::volunteer().says("จัดสรร").starts_with("เรื่องนี้ทำได้เฉพาะ"));
}

#[test]
fn the_receiver_is_told_and_confirms_all_of_it_in_two_taps() {
    let mut somjai = Someone::volunteer();
    let transfer = arriving(TEAM).id.0;
    let card = told(&mut somjai, "transfer_sent", transfer);
    assert_eq!(
        card,
        "มีหน้ากากอนามัยส่งมาให้\nผู้ส่ง = จังหวัดสกลนคร\nผู้รับ = ทีมหมู่ 5 พังโคน\n\
         ส่งมา = 160 ชิ้น (3 กล่อง 10 ชิ้น)\nวันที่ส่ง = พฤหัสบดี 7 พ.ค. 63\n\
         ได้ของแล้วแตะ ยืนยันรับของ ถ้าไม่ครบแตะ ได้ไม่ครบค่ะ"
    );
    assert_eq!(card_buttons(&somjai), ["ยืนยันรับของ", "ได้ไม่ครบ"]);
    let review = somjai.taps("ยืนยันรับของ");
    assert!(review.ends_with("3 วันที่ = ศุกร์ 8 พ.ค. 63\n4 ได้รับ = 160 ชิ้น\nส่งมา = 160 ชิ้น"), "{review}");
    let receipt = somjai.taps("ยืนยัน");
    assert!(receipt.starts_with("ยืนยันรับของแล้วค่ะ เลขที่ ส-0007"), "{receipt}");
    assert!(receipt.ends_with("เหลือ 320 ชิ้น (6 กล่อง 20 ชิ้น)"), "{receipt}");
    let asked = somjai.asked_for();
    let deed = format!("Confirm {{ transfer: TransferId({transfer}), way: Down, pieces: 160 }}");
    assert!(asked.contains(&deed) && !asked.contains("KeepersOf"), "{asked}");
}

#[test]
fn less_than_was_sent_is_written_down_and_the_sender_is_told() {
    let mut somjai = Someone::volunteer();
    told(&mut somjai, "transfer_sent", arriving(TEAM).id.0);
    let asked = somjai.taps("ได้ไม่ครบ");
    assert!(asked.contains("จังหวัดสกลนคร ส่งมา 160 ชิ้น (3 กล่อง 10 ชิ้น) ได้รับจริงกี่ชิ้นคะ"), "{asked}");
    let refused =
        "อ่านได้เป็น 170 ชิ้น แต่ผู้ส่งลงไว้ 160 ชิ้น (3 กล่อง 10 ชิ้น) ยืนยันเท่าที่ส่งก่อน ส่วนที่เกินลงที่ รับของเข้า";
    assert!(somjai.says("170").starts_with(refused), "{}", somjai.heard());
    let review = somjai.says("3 กล่อง");
    assert!(review.ends_with("4 ได้รับ = 150 ชิ้น (3 กล่อง)\nส่งมา = 160 ชิ้น\nขาด = 10 ชิ้น"), "{review}");
    somjai.taps("ยืนยัน");
    let asked = somjai.asked_for();
    assert!(asked.contains("pieces: 150 }"), "{asked}");
    assert!(asked.ends_with("\nKeepersOf(UnitId(47)) transfer_short 10000011"), "{asked}");
    // Nothing at all may have come.
    let mut somjai = Someone::volunteer();
    for text in ["ยืนยันรับของ", "1", "0", "ยืนยัน"] {
        somjai.says(text);
    }
    assert!(somjai.asked_for().contains("way: Down, pieces: 0 }"), "{}", somjai.asked_for());
}

#[test]
fn nothing_arrives_before_it_was_sent() {
    let mut somjai = Someone::volunteer();
    somjai.does(tapped(&format!("start:confirm:t{}.all", arriving(TEAM).id.0)));
    somjai.says("3");
    assert!(somjai.says("6 พ.ค. 63").starts_with("วันนั้นของยังไม่ได้ส่งมา"), "{}", somjai.heard());
    assert!(somjai.says("เมื่อวาน").contains("3 วันที่ = พฤหัสบดี 7 พ.ค. 63"), "{}", somjai.heard());
}

#[test]
fn what_is_confirmed_or_taken_back_is_not_confirmed_again() {
    let mut somjai = Someone::volunteer();
    let transfer = arriving(TEAM).id.0;
    somjai.does(tapped(&format!("start:confirm:t{transfer}.all")));
    let confirm = somjai.button("ยืนยัน");
    somjai.knows = |need| one_transfer(need, |one| Transfer { is_short: true, open: 5, ..one });
    let heard = somjai.does(tapped(&confirm));
    assert!(heard.starts_with("รายการส่งนี้จบไปแล้ว"), "{heard}");
    assert!(somjai.turn.effects.is_empty() && somjai.sessions.open.is_none());
    somjai.knows = |need| match need {
        Need::Stock(Ask::Transfer(_)) => Found::Stock(Answer::Transfers(Vec::new())),
        need => nothing_arrives(need),
    };
    for deed in [format!("start:confirm:t{transfer}.all"), "start:confirm".into()] {
        let heard = somjai.does(tapped(&deed));
        assert!(
            heard.starts_with("รายการส่งนี้จบไปแล้ว") || heard.starts_with("ตอนนี้ไม่มีของที่รอยืนยันรับ"),
            "{heard}"
        );
        assert!(somjai.sessions.open.is_none());
    }
    assert!(told(&mut somjai, "transfer_sent", transfer).starts_with("รายการส่งนี้จบไปแล้ว"));
}

#[test]
fn a_stranger_reads_and_confirms_nothing() {
    let mut other = Someone::keeper(vec![role(6, RoleKind::Volunteer, 1_000_002)]);
    let transfer = arriving(TEAM).id.0;
    for view in ["transfer_sent", "transfer_open", "transfer_short"] {
        assert_eq!(other.does(tapped(&format!("view:{view}:{transfer}"))), "");
    }
    let heard = other.does(tapped(&format!("start:confirm:t{transfer}.all")));
    assert!(heard.starts_with("เรื่องนี้อยู่นอกพื้นที่"), "{heard}");
    let mut nobody = Someone::volunteer();
    nobody.me.roles.clear();
    assert_eq!(nobody.does(tapped(&format!("view:transfer_sent:{transfer}"))), "");
}

#[test]
fn the_sender_is_told_of_a_shortfall_and_says_what_became_of_it() {
    for (end, kept, left) in
        [("กลับมาอยู่ที่ผู้ส่ง", "Back", "170 ชิ้น"), ("หายระหว่างทาง", "LostOnTheWay", "160 ชิ้น")]
    {
        let mut wichai = officer(DISTRICT);
        let transfer = short(DISTRICT).id.0;
        let card = told(&mut wichai, "transfer_short", transfer);
        assert!(card.starts_with("หน้ากากอนามัยที่ส่งไปได้ไม่ครบ\nผู้ส่ง = อำเภอพังโคน"), "{card}");
        assert!(card.contains("ขาด = 10 ชิ้น"), "{card}");
        assert_eq!(card_buttons(&wichai), ["สรุปของที่ขาด"]);
        assert!(wichai.taps("สรุปของที่ขาด").contains("ส่วนที่ขาดอยู่ที่ไหนคะ"));
        wichai.taps(end);
        let receipt = wichai.taps("ยืนยัน");
        assert!(receipt.contains(left), "{receipt}");
        let deed = format!(
            "Settle {{ transfer: TransferId({transfer}), way: Down, pieces: 10, end: {kept} }}"
        );
        assert!(wichai.asked_for().contains(&deed), "{}", wichai.asked_for());
    }
    // The receiver has no say in it.
    let mut somjai = Someone::volunteer();
    told(&mut somjai, "transfer_short", short(DISTRICT).id.0);
    assert!(card_buttons(&somjai).is_empty());
}

#[test]
fn what_is_sent_back_goes_to_the_office_above() {
    let mut somjai = Someone::volunteer();
    for text in ["ส่งคืน", "50", "ข้าม"] {
        somjai.says(text);
    }
    assert!(somjai.heard().ends_with("ผู้รับ = ตำบลพังโคน"), "{}", somjai.heard());
    somjai.taps("ยืนยัน");
    let asked = somjai.asked_for();
    assert!(asked.contains("Send { to: UnitId(470501), way: Up, pieces: 50 }"), "{asked}");
    assert!(asked.ends_with("\nKeepersOf(UnitId(470501)) transfer_sent 7"), "{asked}");
    for (from, to) in [(TAMBON, DISTRICT), (DISTRICT, 47)] {
        let mut officer = officer(from);
        for text in ["ส่งคืน", "50", "ข้าม", "ยืนยัน"] {
            officer.says(text);
        }
        let deed = format!("Send {{ to: {:?}, way: Up, pieces: 50 }}", UnitId(to));
        assert!(officer.asked_for().contains(&deed), "{}", officer.asked_for());
    }
    assert!(officer(47).says("ส่งคืน").starts_with("หน่วยนี้ไม่มีหน่วยเหนือขึ้นไป"));
    // Where several local offices share a tambon, to the one it reports to.
    let mut temple = Someone::volunteer();
    temple.me.roles[0].unit.parent = Some(UnitId(1_000_003));
    temple.knows = |need| match (need, made_up_stock::quiet(need)) {
        (Need::Unit(UnitId(TEAM)), Found::Units(mut units)) => {
            units.iter_mut().for_each(|unit| unit.parent = Some(UnitId(1_000_003)));
            Found::Units(units)
        }
        (_, found) => found,
    };
    for text in ["ส่งคืน", "50", "ข้าม"] {
        temple.says(text);
    }
    assert!(temple.heard().ends_with("ผู้รับ = อบต.ม่วงไข่"), "{}", temple.heard());
}

#[test]
fn what_comes_back_up_is_announced_as_that() {
    let mut local = officer(TAMBON);
    local.knows = |need| {
        one_transfer(need, |one| Transfer {
            way: Way::Up,
            from: one.to.clone(),
            to: made_up_stock::arriving(TAMBON).to,
            ..one
        })
    };
    assert!(told(&mut local, "transfer_sent", 12).starts_with("มีหน้ากากอนามัยส่งคืนมา\nผู้ส่ง = ทีมหมู่ 5"));
    local.taps("ยืนยันรับของ");
    local.taps("ยืนยัน");
    assert!(local.asked_for().contains("way: Up, pieces: 160 }"), "{}", local.asked_for());
}

#[test]
fn what_was_sent_is_undone_while_it_has_not_arrived_and_the_receiver_hears_of_it() {
    let mut wichai = officer(DISTRICT);
    for text in ["จัดสรร", "1", "100", "ข้าม", "ยืนยัน"] {
        wichai.says(text);
    }
    let undo = wichai.button("ยกเลิกรายการล่าสุด");
    fn sent(need: &Need, change: fn(Transfer) -> Transfer) -> Found {
        match need {
            Need::Stock(Ask::Record(id)) => {
                let deed = Deed::Send { to: UnitId(TAMBON), way: Way::Down, pieces: 160 };
                Found::Stock(Answer::Past(vec![crate::stock::known::Past {
                    unit: arriving(DISTRICT).to,
                    ..past(id.0, deed)
                }]))
            }
            need => one_transfer(need, change),
        }
    }
    wichai.knows = |need| sent(need, |one| Transfer { open: 10, is_short: true, ..one });
    let heard = wichai.does(tapped(&undo));
    assert!(heard.starts_with("ผู้รับยืนยันรับของแล้ว จึงยกเลิกไม่ได้"), "{heard}");
    assert!(wichai.turn.effects.is_empty());
    wichai.knows = |need| sent(need, |one| one);
    wichai.does(tapped(&undo));
    let asked = wichai.asked_for();
    assert!(asked.contains("id: RecordId(-7), unit: UnitId(4705)"), "{asked}");
    assert!(asked.ends_with("\nKeepersOf(UnitId(470501)) transfer_sent 7"), "{asked}");
}

#[test]
fn an_office_that_closes_meanwhile_is_sent_nothing() {
    let mut wichai = officer(DISTRICT);
    for text in ["จัดสรร", "หน่วยอื่น", "ต.พังโคน อ.พังโคน", "ทีมหมู่ 5 พังโคน", "100", "ข้าม"]
    {
        wichai.says(text);
    }
    assert!(wichai.heard().contains("ทีมหมู่ 5 พังโคน"), "{}", wichai.heard());
    let confirm = wichai.button("ยืนยัน");
    wichai.knows = |need| match (need, made_up_stock::knows(need)) {
        (Need::Unit(_), Found::Units(mut units)) => {
            units.iter_mut().for_each(|unit| unit.is_open = false);
            Found::Units(units)
        }
        (_, found) => found,
    };
    wichai.does(tapped(&confirm));
    assert!(wichai.turn.effects.is_empty(), "{}", wichai.heard());
}

#[test]
fn a_transfer_in_english() {
    let mut somjai = Someone::volunteer();
    somjai.language = Language::English;
    let card = told(&mut somjai, "transfer_sent", arriving(TEAM).id.0);
    assert!(card.starts_with("On its way to you: Surgical masks\nFrom = Sakon Nakhon"), "{card}");
    assert_eq!(card_buttons(&somjai), ["Confirm receipt", "Short delivery"]);
    somjai.taps("Short delivery");
    assert!(
        somjai.says("150").ends_with("Sent = 160 pieces\nMissing = 10 pieces"),
        "{}",
        somjai.heard()
    );
}
