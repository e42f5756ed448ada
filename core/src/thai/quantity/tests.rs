use super::*;

const UNITS: &[Unit<'_>] = &[
    Unit {
        names: &["ชิ้น", "อัน", "แผ่น", "piece", "pieces", "pcs"], pieces: 1
    },
    Unit { names: &["กล่อง", "Box", "boxes"], pieces: 50 },
    Unit { names: &["โหล", "dozen"], pieces: 12 },
    Unit { names: &["แพ็ค", "แพค"], pieces: 10 },
    Unit { names: &["ซอง"], pieces: 5 },
];
const PIECES: &[Unit<'_>] = &[UNITS[0], UNITS[1]];

#[test]
fn amounts_come_to_pieces_and_keep_how_they_were_said() {
    for (typed, pieces, parts) in [
        ("150", 150, vec![(150, 0)]),
        ("150 ชิ้นค่ะ", 150, vec![(150, 0)]),
        ("3 กล่อง 20 ชิ้น", 170, vec![(3, 1), (20, 0)]),
        ("๒ กล่อง ๒๐", 120, vec![(2, 1), (20, 0)]),
        ("3กล่อง20", 170, vec![(3, 1), (20, 0)]),
        ("2 โหล", 24, vec![(2, 2)]),
        ("โหลนึง", 12, vec![(1, 2)]),
        ("กล่องเดียว", 50, vec![(1, 1)]),
        ("ครึ่งกล่อง", 25, vec![(25, 0)]),
        ("กล่องหนึ่ง 20 ชิ้น", 70, vec![(1, 1), (20, 0)]),
        ("กล่องนึงครึ่ง", 75, vec![(1, 1), (25, 0)]),
        ("2 กล่อง ครึ่งโหล", 106, vec![(2, 1), (6, 0)]),
        ("กล่องครึ่ง", 75, vec![(1, 1), (25, 0)]),
        ("2 กล่องครึ่ง", 125, vec![(2, 1), (25, 0)]),
        ("3 กล่อง กับอีก 5 ชิ้น", 155, vec![(3, 1), (5, 0)]),
        ("สามกล่องห้าชิ้น", 155, vec![(3, 1), (5, 0)]),
        ("สองร้อยห้าสิบแผ่น", 250, vec![(250, 0)]),
        ("มี 2 boxes, 10 pcs", 110, vec![(2, 1), (10, 0)]),
        ("20 ชิ้น\n1 กล่อง", 70, vec![(20, 0), (1, 1)]),
        ("ไม่มีเลย", 0, vec![]),
    ] {
        assert_eq!(quantity(typed, UNITS), Ok(Quantity { pieces, parts }), "{typed}");
    }
}

#[test]
fn every_refusal_has_its_reason() {
    for (typed, why) in [
        ("", Why::Empty),
        ("กล่อง", Why::NotANumber),
        ("หน้ากาก 3 กล่อง", Why::NotANumber),
        ("3?", Why::NotANumber),
        ("3 ขวด", Why::UnknownUnit("ขวด".into())),
        ("3 กล่องละ 50", Why::MoreThanOne),
        ("2 ลัง", Why::UnknownSize("ลัง".into())),
        ("1 ลัง 3 กล่อง", Why::UnknownSize("ลัง".into())),
        ("ครึ่งชิ้น", Why::NotWhole),
        ("ครึ่งซอง", Why::NotWhole),
        ("1.5 กล่อง", Why::NotWhole),
        ("-3 กล่อง", Why::Negative),
        ("ประมาณ 3 กล่อง", Why::NotExact),
        ("3 กล่องกว่า", Why::NotExact),
        ("2-3 กล่อง", Why::NotExact),
        ("สองสามกล่อง", Why::NotExact),
        ("3 กล่อง 2 กล่อง", Why::MoreThanOne),
        ("100 200 ชิ้น", Why::MoreThanOne),
        ("กล่องหนึ่งร้อยชิ้น", Why::NotANumber),
        ("3 และ 5 กล่อง", Why::MoreThanOne),
        ("9000000000000000000 กล่อง", Why::TooBig),
    ] {
        assert_eq!(quantity(typed, UNITS), Err(why), "{typed}");
    }
}

#[test]
fn a_number_after_a_box_is_pieces_only_if_it_can_be_nothing_else() {
    assert_eq!(quantity("3 กล่อง 2", PIECES).map(|q| q.pieces), Ok(152));
    assert_eq!(quantity("3 กล่อง 2", UNITS), Err(Why::Ambiguous), "or two dozen");
    assert_eq!(quantity("3 กล่อง 50", PIECES), Err(Why::Ambiguous), "or boxes of 50");
}

#[test]
fn what_would_fill_another_box_is_more_only_if_it_is_added() {
    for typed in ["3 กล่อง 150 ชิ้น", "150 ชิ้น 3 กล่อง", "3 กล่อง\n150 ชิ้น", "1 กล่อง 5 โหล"]
    {
        assert_eq!(quantity(typed, UNITS), Err(Why::Ambiguous), "{typed}");
    }
    let carton = [UNITS[0], UNITS[1], Unit { names: &["ลัง"], pieces: 1_000 }];
    assert_eq!(quantity("1 ลัง 40 กล่องครึ่ง", &carton), Err(Why::Ambiguous));
    assert_eq!(quantity("3 กล่อง กับ 150 ชิ้น", UNITS).map(|q| q.pieces), Ok(300));
}

#[test]
fn a_carton_counts_when_its_size_is_known() {
    let carton = |pieces| Unit { names: &["ลัง"], pieces };
    let known = [UNITS[0], UNITS[1], carton(1_000)];
    assert_eq!(quantity("1 ลัง 3 กล่อง", &known).map(|q| q.pieces), Ok(1_150));
    let unknown = [UNITS[0], UNITS[1], carton(0)];
    assert_eq!(quantity("1 ลัง", &unknown), Err(Why::UnknownSize("ลัง".into())));
}

#[test]
fn without_a_smallest_unit_a_bare_number_is_asked_about() {
    let sacks = [Unit { names: &["กระสอบ"], pieces: 5 }];
    assert_eq!(quantity("3", &sacks), Err(Why::Ambiguous));
    assert_eq!(quantity("3", &[]), Err(Why::Ambiguous));
    assert_eq!(quantity("ครึ่งกระสอบ", &[Unit { pieces: 4, ..sacks[0] }]), Err(Why::NotWhole));
}
