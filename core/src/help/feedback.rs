//! แจ้งเรื่องร้องเรียน: a complaint, an obstacle in the work, or a suggestion (R002-1).
//!
//! ```text
//! นิด  | ร้องเรียน
//! Asa  | ขั้นที่ 1 จากไม่เกิน 6  จะแจ้งเรื่องแบบไหนคะ  [ร้องเรียน] [ข้อขัดข้อง] [ข้อเสนอแนะ]
//!      | เกิดขึ้นที่ไหนคะ → เล่าเรื่อง → รูป → ให้โทรกลับไหม → เบอร์
//! Asa  | ▤ ตรวจก่อนส่ง  [ยืนยัน]
//! Asa  | รับเรื่องแล้วค่ะ เลขที่ ข-0001
//! ```

use crate::areas::{AreaCode, Level};
use crate::conversation::readers::{Choice, Phone, Photos, Place, Text, YesNo};
use crate::conversation::{By, Leads, REVIEW, Saving, Step, Table, Terms, Turn};
use crate::effect::Effect;
use crate::help::case::{Case, Field, Source};

const NAME: &str = "feedback";

#[derive(Debug, Default)]
pub struct Draft {
    kind: String,
    area: Option<AreaCode>,
    story: String,
    photos: Vec<String>,
    call_back: bool,
    phone: Option<String>,
}

pub static FLOW: Table<Draft> = Table {
    name: NAME,
    terms: Terms::everybody(NAME),
    steps: &[
        Step {
            name: "kind",
            reads: &By(
                Choice(&["complaint", "obstacle", "suggestion"]),
                |draft: &mut Draft, kind| {
                    draft.kind = kind;
                },
            ),
            leads: Leads::To("place"),
            skippable: false,
        },
        Step {
            name: "place",
            reads: &By(
                Place { finest: Level::Tambon, coarsest: Level::District },
                |draft: &mut Draft, area| {
                    draft.area = Some(area);
                },
            ),
            leads: Leads::To("story"),
            skippable: true,
        },
        Step {
            name: "story",
            reads: &By(Text(500), |draft: &mut Draft, story| draft.story = story),
            leads: Leads::To("photos"),
            skippable: false,
        },
        Step {
            name: "photos",
            reads: &By(Photos(5), |draft: &mut Draft, photos| draft.photos = photos),
            leads: Leads::To("call_back"),
            skippable: true,
        },
        Step {
            name: "call_back",
            reads: &By(YesNo, |draft: &mut Draft, call_back| draft.call_back = call_back),
            leads: Leads::ByDraft(&["phone", REVIEW], |draft| {
                if draft.call_back { "phone" } else { REVIEW }
            }),
            skippable: false,
        },
        Step {
            name: "phone",
            reads: &By(Phone, |draft: &mut Draft, phone| draft.phone = Some(phone)),
            leads: Leads::To(REVIEW),
            skippable: false,
        },
    ],
    saves,
    undoes: |_, saved| Ok(vec![Effect::WithdrawCase { series: NAME, number: saved.number }]),
    ..Table::PLAIN
};

fn saves(draft: &Draft, saving: &Saving<'_>) -> Turn {
    Turn::default().and(Effect::OpenCase(Case {
        series: NAME,
        number: saving.number,
        kind: draft.kind.clone(),
        area: draft.area.map(|area| area.to_string()),
        story: draft.story.clone(),
        photos: draft.photos.clone(),
        phone: draft.phone.clone(),
        sources: sources(saving),
    }))
}

fn sources(saving: &Saving<'_>) -> Vec<Source> {
    let fields = [("story", Field::Story), ("phone", Field::Phone), ("photos", Field::Photos)];
    let sources = fields.into_iter().flat_map(|(step, field)| {
        saving.sources(step).into_iter().map(move |message| Source { field, message })
    });
    sources.collect()
}
