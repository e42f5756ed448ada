//! What people type, and what it must find. The answer is written as its kind and the codes of
//! the best candidates: `one 4701`, `near 4701`, `several 540103 540402`, `nothing`.

use super::{Found, Level, search};

fn answer(text: &str, within: &str, levels: &[Level]) -> String {
    let codes = |kind: &str, areas: &[&super::Area]| {
        areas.iter().fold(kind.to_owned(), |line, area| format!("{line} {}", area.code))
    };
    match search(text, within.parse().ok(), levels, 3) {
        Found::One(area) => codes("one", &[area]),
        Found::Near(areas) => codes("near", &areas),
        Found::Several(areas) => codes("several", &areas),
        Found::Nothing => "nothing".to_owned(),
    }
}

/// Each answer begins as it is written here.
fn check(within: &str, levels: &[Level], asked: &[(&str, &str)]) {
    for (text, meant) in asked {
        let answer = answer(text, within, levels) + " ";
        assert!(answer.starts_with(&format!("{meant} ")), "{text}: {answer}, not {meant}");
    }
}

const ALL: &[Level] = &Level::ALL;
const PROVINCES: &[Level] = &[Level::Province];
const DISTRICTS: &[Level] = &[Level::District];
const TAMBONS: &[Level] = &[Level::Tambon];

#[test]
fn a_province_by_any_of_its_names() {
    let asked = [
        ("สกลนคร", "one 47"),
        ("สกล", "one 47"),
        ("จ.สกลนคร", "one 47"),
        ("จังหวัดสกลนคร", "one 47"),
        ("จังหวัด สกล นคร", "one 47"),
        ("จ สกลนคร", "one 47"),
        ("อยู่สกลนครค่ะ", "one 47"),
        ("จังหวัดสกลนครครับ", "one 47"),
        ("สกลนคร 47000", "one 47"),
        ("Sakon Nakhon", "one 47"),
        ("sakonnakhon", "one 47"),
        ("SAKON NAKHON PROVINCE", "one 47"),
        ("แพร่", "one 54"),
        ("Phrae", "one 54"),
        ("กทม", "one 10"),
        ("กทม.", "one 10"),
        ("กรุงเทพฯ", "one 10"),
        ("กรุงเทพมหานคร", "one 10"),
        ("bangkok", "one 10"),
        ("BKK", "one 10"),
        ("แปดริ้ว", "one 24"),
        ("อุบล", "one 34"),
        ("อยุธยา", "one 14"),
        ("อุดร", "one 41"),
        ("โคราช", "one 30"),
        ("korat", "one 30"),
        ("เพชรบูรณ", "one 67"),
        ("เพชร", "several 67 76"),
        ("ขอนแก่น", "one 40"),
        ("Nan", "one 55"),
    ];
    check("", PROVINCES, &asked);
}

#[test]
fn a_misspelt_province_is_asked_back() {
    let asked = [
        ("สกลนคน", "near 47"),
        ("สกนลคร", "near 47"),
        ("แพร", "near 54"),
        ("เเพร้", "near 54"),
        ("prae", "near 54"),
        ("พิสนุโลก", "near 65"),
        ("เพชรบูลณ์", "near 67"),
        ("อุบลราชทานี", "near 34"),
        ("sakhon nakhon", "near 47"),
        ("sakonnakorn", "near 47"),
        ("chiengmai", "near 50"),
        ("Nakorn Sawan", "near 60"),
        ("นครศรีธรรมราท", "near 80"),
        ("47", "near 47"),
    ];
    check("", PROVINCES, &asked);
}

#[test]
fn the_capital_district_by_every_way_of_saying_it() {
    let asked = [
        ("อ.เมืองสกล", "one 4701"),
        ("อำเภอเมืองสกลนคร", "one 4701"),
        ("เมืองสกลนคร", "one 4701"),
        ("เมืองสกล", "one 4701"),
        ("เมือง สกลนคร", "one 4701"),
        ("อ.เมือง จ.สกลนคร", "one 4701"),
        ("อ.เมืองฯ จ.สกลนคร", "one 4701"),
        ("อ.เมืองจ.สกลนคร", "one 4701"),
        ("อำเภอเมืองจังหวัดสกลนคร", "one 4701"),
        ("จ.สกลนคร อ.เมือง", "one 4701"),
        ("สกล อ เมือง", "one 4701"),
        ("mueang sakon nakhon", "one 4701"),
        ("Muang Sakon Nakhon", "one 4701"),
        ("amphoe mueang, sakon nakhon", "one 4701"),
        ("Mueang District, Sakon Nakhon Province", "one 4701"),
        ("4701", "one 4701"),
        ("๔๗๐๑", "one 4701"),
        ("อ.เมืองสกนนคร", "near 4701"),
        ("เมืองสกลนคอน", "near 4701"),
        ("mueang sakhon nakhon", "near 4701"),
        ("amphur muang sakonnakon", "near 4701"),
        ("เมืองแพร่", "one 5401"),
        ("เมืองโคราช", "one 3001"),
        ("เมืองกาญ", "one 7101"),
        ("อ.เมืองอยุธยา", "one 1401"),
        ("เมืองจันทร์", "several 2201 3318"),
        ("อ.สกลนคร", "near 4701"),
        ("สกลนคร", "near 4701"),
        ("เมือง", "several 1101 1201 1301"),
    ];
    check("", DISTRICTS, &asked);
}

#[test]
fn several_levels_in_any_order() {
    let asked = [
        ("ต.หนองลาด อ.วาริชภูมิ", "one 470603"),
        ("อ.วาริชภูมิ ต.หนองลาด", "one 470603"),
        ("ตำบลหนองลาดอำเภอวาริชภูมิจังหวัดสกลนคร", "one 470603"),
        ("หนองลาด วาริชภูมิ", "one 470603"),
        ("วาริชภูมิ หนองลาด", "one 470603"),
        ("หนองลาด, วาริชภูมิ, สกลนคร", "one 470603"),
        ("สกลนคร/วาริชภูมิ/หนองลาด", "one 470603"),
        ("หนองลาด\nวาริชภูมิ", "one 470603"),
        ("12/3 หมู่ 4 ต.หนองลาด อ.วาริชภูมิ จ.สกลนคร 47150", "one 470603"),
        ("อบต.หนองลาด อ.เมืองสกลนคร", "one 470118"),
        ("ต.หนองลาด อ.เมือง สกลนคร", "one 470118"),
        ("tambon nong lat amphoe waritchaphum", "one 470603"),
        ("Nong Lat, Waritchaphum, Sakon Nakhon", "one 470603"),
        ("nong lat waritchaphum sakon nakhon", "one 470603"),
        ("Nong Lat Subdistrict, Waritchaphum District", "one 470603"),
        ("Nong Lat Sub-district, Mueang, Sakon Nakhon", "one 470118"),
        ("ต.น้ำชำ อ.สูงเม่น จ.แพร่", "one 540402"),
        ("น้ำชำ เมืองแพร่", "one 540103"),
        ("สูงเม่น สูงเม่น", "one 540401"),
        ("ต.สูงเม่น", "one 540401"),
        ("อ.สูงเม่น", "one 5404"),
        ("แขวงดุสิต เขตดุสิต กทม.", "one 100201"),
        ("เขตพระนคร", "one 1001"),
        ("khwaeng dusit khet dusit bangkok", "one 100201"),
        ("อ.สนามชัยเขต", "one 2408"),
        ("อ.สนามชัยเขต จ.ฉะเชิงเทรา", "one 2408"),
        ("Sanam Chai Khet District", "one 2408"),
        ("ต.สามตำบล", "one 801906"),
        ("ต.จ.ป.ร. อ.กระบุรี จ.ระนอง", "one 850406"),
        ("ต.แม่หลอง อ.อมก๋อย", "one 501805"),
        ("ต.สบโขง อ.อมก๋อย", "one 501805"),
        ("อ.สุไหงโกลก", "one 9610"),
        ("470603", "one 470603"),
        ("สกลนคร 47000", "one 47"),
    ];
    check("", ALL, &asked);
}

#[test]
fn a_name_of_several_areas_is_asked_back() {
    let asked = [
        ("หนองลาด", "several 470118 470603"),
        ("ต.น้ำชำ", "several 540103 540402"),
        ("แม่คำมี แพร่", "several 540114 540801"),
        ("สูงเม่น", "several 5404 540401"),
        ("สว่างแดนดิน", "several 4712 471201"),
        ("อ.เฉลิมพระเกียรติ", "several 1913 3032 3123"),
        ("จอมทอง", "several 1035 5002"),
        ("สระแก้ว", "several 27 270101"),
        ("โคราช", "several 30 301803"),
        ("เมือง เลย", "several 4201 420102"),
        ("หนองบัว", "several 6004"),
        ("Nam Cham, Phrae", "several 540103 540402"),
    ];
    check("", ALL, &asked);
}

#[test]
fn errors_in_one_name_or_in_each() {
    let asked = [
        ("ต.หนองลาด อ.วาริดภูมิ", "near 470603"),
        ("นองลาด วาริชภูมิ", "near 470603"),
        ("หนองลาด วาริดภูมิ สกลนคน", "near 470603"),
        ("nong lad warichaphum sakhon nakon", "near 470603"),
        ("หนองลาดวาริชภูมิสกลนคร", "near 470603"),
        ("ทุ่งโฮ้งเมืองแพร่", "near 540105"),
        ("นำชำ สูงเม่น", "near 540402"),
        ("อำเภอสูงเม้น", "near 5404"),
        ("วานรนิวาท", "near 4708 470801"),
        ("สว่างแดงดิน", "near 4712 471201"),
        ("อากาดอำนวย", "near 4711"),
        ("เจริญศิล", "near 4716 471602"),
        ("กุสุมาล", "near 4702"),
        ("โคกศรีสุพัน", "near 4715"),
        ("เด่นไชย", "near 5405 540501"),
        ("หนองม่วงไข", "near 5408 540802"),
        ("ชอแฮ", "near 540118"),
        ("ร้องกวงา แพร่", "near 5402 540201"),
        ("บ้านโคก ต.หนองลาด อ.วาริชภูมิ", "near 470603"),
        ("ต.หนองลาด อ.สูงเม่น", "near 5404 470118 470603"),
        ("หนองลาด 47150", "near 470603"),
        ("47150", "near"),
    ];
    check("", ALL, &asked);
}

#[test]
fn the_scope_decides_what_a_name_means() {
    check("4706", TAMBONS, &[("หนองลาด", "one 470603"), ("ต.หนองลาด อ.วาริชภูมิ", "one 470603")]);
    check("54", DISTRICTS, &[("เมือง", "one 5401"), ("อ.เมือง", "one 5401"), ("สอง", "one 5406")]);
    check("54", DISTRICTS, &[("วาริชภูมิ", "nothing"), ("สูงเมน", "near 5404")]);
    check("54", TAMBONS, &[("น้ำชำ", "several 540103 540402"), ("น้ำรัด", "one 540803")]);
    check("5404", TAMBONS, &[("น้ำชำ", "one 540402"), ("สูงเม่น", "one 540401")]);
    check("5404", TAMBONS, &[("ต.น้ำชำ อ.เมืองแพร่", "near 540402"), ("แพร่", "nothing")]);
    check("47", DISTRICTS, &[("เมือง สกลนคร", "one 4701"), ("4701", "one 4701")]);
    check("54", DISTRICTS, &[("4701", "nothing")]);
}

#[test]
fn a_tambon_says_which_district_but_is_asked_back() {
    let asked =
        [("หนองลาด วาริชภูมิ", "near 4706"), ("ต.หนองลาด", "near 4701 4706"), ("470603", "near 4706")];
    check("", DISTRICTS, &asked);
    check("", PROVINCES, &[("อ.สูงเม่น", "near 54"), ("470603", "near 47")]);
    check("", TAMBONS, &[("อ.สูงเม่น", "nothing"), ("4706", "nothing")]);
}

#[test]
fn what_names_no_area_finds_none() {
    let asked = [
        ("", "nothing"),
        ("   ", "nothing"),
        ("สวัสดีครับ", "nothing"),
        ("ไม่รู้เหมือนกัน", "nothing"),
        ("ขอบคุณมากค่ะ", "nothing"),
        ("ค่ะ", "nothing"),
        ("hello", "nothing"),
        ("ฉันอยากถามเรื่องหน้ากากอนามัยว่าเมื่อไหร่จะได้รับ", "nothing"),
        ("the people here like to eat rice in the morning", "nothing"),
        ("หมู่ 3", "nothing"),
        ("99", "nothing"),
        ("9999", "nothing"),
        ("0800000000", "nothing"),
        ("1000000000017", "nothing"),
        ("99999", "nothing"),
        ("จังหวัด", "nothing"),
        ("ต. อ. จ.", "nothing"),
        (",,,", "nothing"),
        ("🙏🙏🙏", "nothing"),
        ("ยกเลิก", "nothing"),
    ];
    check("", ALL, &asked);
}
