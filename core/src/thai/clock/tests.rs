use super::*;

#[test]
fn times_are_read_by_the_clock_and_as_spoken() {
    for (typed, hour, minute) in [
        ("16.00 น.", 16, 0),
        ("16:30", 16, 30),
        ("๑๖.๐๐ น.", 16, 0),
        ("เวลา 08.30", 8, 30),
        ("8.30", 8, 30),
        ("2.30 น.", 2, 30),
        ("16 น.", 16, 0),
        ("16 นาฬิกา 30 นาที", 16, 30),
        ("2:30 pm", 14, 30),
        ("12am", 0, 0),
        ("8 โมง", 8, 0),
        ("8 โมงครึ่ง", 8, 30),
        ("8 โมง 15", 8, 15),
        ("เก้าโมงเช้า", 9, 0),
        ("เช้า 8 โมงตรง", 8, 0),
        ("บ่ายโมง", 13, 0),
        ("บ่ายสอง", 14, 0),
        ("บ่าย 2 โมง", 14, 0),
        ("บ่าย 2.30", 14, 30),
        ("สิบหกนาฬิกา", 16, 0),
        ("8 p.m.", 20, 0),
        ("ห้าโมงเย็น", 17, 0),
        ("ทุ่มนึง", 19, 0),
        ("ทุ่มครึ่ง", 19, 30),
        ("สี่ทุ่ม", 22, 0),
        ("เที่ยง", 12, 0),
        ("เที่ยงครึ่ง", 12, 30),
        ("เที่ยงคืน", 0, 0),
        ("ตีสาม 20 นาที", 3, 20),
    ] {
        assert_eq!(time_of_day(typed), time(hour, minute), "{typed}");
    }
}

#[test]
fn what_is_two_times_to_two_people_is_asked_about() {
    for typed in ["สองโมง", "6 โมง", "ห้าโมงเช้า", "0830", "8", "2.30", "5:00", "12 โมง", "8 โมง 5"]
    {
        assert_eq!(time_of_day(typed), Err(Why::Ambiguous), "{typed}");
    }
}

#[test]
fn every_refusal_has_its_reason() {
    for (typed, why) in [
        ("", Why::Empty),
        ("เช้า", Why::NotATime),
        ("24.00 น.", Why::NotATime),
        ("8.60", Why::NotATime),
        ("8.3", Why::NotATime),
        ("ตี 7", Why::NotATime),
        ("เจ็ดทุ่ม", Why::NotATime),
        ("13 โมง", Why::NotATime),
        ("เช้า 2 ทุ่ม", Why::NotATime),
        ("14 pm", Why::NotATime),
        ("8 โมงกว่า", Why::NotExact),
        ("16.00-17.00 น.", Why::NotATime),
        ("16.00 น. พรุ่งนี้", Why::NotATime),
    ] {
        assert_eq!(time_of_day(typed), Err(why), "{typed}");
    }
}
