use super::*;

#[test]
fn numbers_are_read_in_digits_and_in_words() {
    for (typed, meant) in [
        ("5", 5),
        ("๕", 5),
        ("１５", 15),
        ("05", 5),
        ("1,200", 1_200),
        ("1 200", 1_200),
        ("๑,๒๐๐", 1_200),
        ("1 200 000", 1_200_000),
        ("ห้า", 5),
        ("สิบเอ็ด", 11),
        ("ซาวเอ็ด", 21),
        ("ร้อยยี่สิบ", 120),
        ("สอง ร้อย ห้าสิบ เอ็ด", 251),
        ("หนึ่งร้อยเอ็ด", 101),
        ("หนึ่งหมื่นสองพัน", 12_000),
        ("สองหมื่นห้าร้อย", 20_500),
        ("สิบห้าล้านสองแสน", 15_200_000),
        ("5 ร้อย", 500),
        ("3 หมื่น 5 พัน", 35_000),
        ("2 พัน 500", 2_500),
        ("ศูนย์", 0),
        ("ไม่มีเลยค่ะ", 0),
        ("หมดแล้ว", 0),
        ("มี 150", 150),
        ("150 ค่ะ", 150),
        ("เหลือ 20 ครับ", 20),
    ] {
        assert_eq!(number(typed), Ok(meant), "{typed}");
    }
}

#[test]
fn only_a_bare_thousand_or_more_leaves_its_last_place_out() {
    for (typed, meant) in
        [("พันห้า", 1_500), ("หมื่นสอง", 12_000), ("แสนสาม", 130_000), ("ล้านสอง", 1_200_000)]
    {
        assert_eq!(number(typed), Ok(meant), "{typed}");
    }
    for (typed, meant) in [("ร้อยนึง", 100), ("พันนึง", 1_000), ("พันเอ็ด", 1_001)]
    {
        assert_eq!(number(typed), Ok(meant), "{typed}");
    }
    for typed in ["ร้อยห้า", "ร้อยหนึ่ง", "พันหนึ่ง", "สองพันห้า", "สองร้อยห้า", "2 พัน 5", "สิบนึง", "สองล้านสาม"]
    {
        assert_eq!(number(typed), Err(Why::Ambiguous), "{typed}");
    }
}

#[test]
fn every_refusal_has_its_reason() {
    for (typed, why) in [
        ("", Why::Empty),
        (" \n", Why::Empty),
        ("ค่ะ", Why::NotANumber),
        ("สวัสดี", Why::NotANumber),
        ("แจก 20", Why::NotANumber),
        ("มีหมด", Why::NotANumber),
        ("150?", Why::NotANumber),
        ("เอ็ด", Why::NotANumber),
        ("พันร้อย", Why::NotANumber),
        ("ร้อยพัน", Why::NotANumber),
        ("ยี่ร้อย", Why::NotANumber),
        ("สิบศูนย์", Why::NotANumber),
        ("สองสาม", Why::NotExact),
        ("ประมาณ 100", Why::NotExact),
        ("100 กว่า", Why::NotExact),
        ("100-150", Why::NotExact),
        ("100 ถึง 150", Why::NotExact),
        ("100+", Why::NotExact),
        ("1.5", Why::NotWhole),
        (".5", Why::NotWhole),
        ("1/2", Why::NotWhole),
        ("½", Why::NotWhole),
        ("สิบครึ่ง", Why::NotWhole),
        ("-5", Why::Negative),
        ("ติดลบห้า", Why::Negative),
        ("12 หรือ 13", Why::MoreThanOne),
        ("150 200", Why::MoreThanOne),
        ("150 200 300", Why::MoreThanOne),
        ("0800000000", Why::NotANumber),
        ("10 20", Why::MoreThanOne),
        ("1\n200", Why::MoreThanOne),
        ("1,20", Why::Ambiguous),
        ("0,100", Why::Ambiguous),
        ("9999999999999999999", Why::TooBig),
        ("พันล้าน", Why::TooBig),
        ("9000000000000000000 ล้าน", Why::TooBig),
    ] {
        assert_eq!(number(typed), Err(why), "{typed}");
    }
}
