//! แก้รายการล่าสุด: one of a unit's last records is taken back, with a reason, and written anew.
//!
//! ```text
//! สมใจ | แก้รายการล่าสุด
//! Asa  | แก้รายการไหนคะ  1 ส-0526 พุธ 13 พ.ค. 63 แจกจ่าย 40 ชิ้น → เพราะอะไร → ▤ [ยืนยัน]
//! Asa  | ยกเลิกรายการ ส-0526 แล้วค่ะ ลงใหม่ให้ถูกได้เลย [แจกจ่าย]
//! ```

use crate::conversation::readers::{ChoiceBy, Options};
use crate::conversation::{
    At, Begin, Button, By, Leads, REVIEW, Receipt, Saving, Say, Stage, Step, Table, Turn, Voice,
    Why, start_button,
};
use crate::people::Action;
use crate::people::reason::Reason;
use crate::stock::asking::about::About;
use crate::stock::asking::books;
use crate::stock::asking::head::{Head, Headed, Opening, stands as head_stands};
use crate::stock::asking::keeping::{KEEPERS, ways_on};
use crate::stock::asking::shown::day;
use crate::stock::asking::taking_back::{REASONS, may_take_back, takes_back};
use crate::stock::known::Past;
use crate::stock::names::series::RECORDS;
use crate::stock::record::{Deed, RecordId};

pub const NAME: &str = "correct";

#[derive(Debug, Default)]
pub struct Draft {
    head: Head,
    record: Option<RecordId>,
    why: String,
}

impl Headed for Draft {
    fn head(&self) -> &Head {
        &self.head
    }

    fn head_mut(&mut self) -> &mut Head {
        &mut self.head
    }
}

pub static FLOW: Table<Draft> = Table {
    name: NAME,
    terms: KEEPERS,
    steps: &[
        Step { leads: Leads::To("record"), ..Opening::<Draft>::UNIT },
        Step {
            name: "record",
            reads: &By(ChoiceBy(records), |draft: &mut Draft, record: String| {
                draft.record = record.parse().ok().map(RecordId);
            }),
            leads: Leads::To("why"),
            skippable: false,
        },
        Step {
            name: "why",
            reads: &By(Reason(REASONS), |draft: &mut Draft, why| draft.why = why),
            leads: Leads::To(REVIEW),
            skippable: false,
        },
    ],
    begins: |stage| {
        let about = About::read(stage.about);
        Begin::With(books::given(stage, Action::KeepStock, about.unit).into_iter().collect())
    },
    stands,
    saves,
    ..Table::PLAIN
};

/// What can still be taken back, by what is known of each alone.
fn correctable(draft: &Draft, stage: &Stage<'_>) -> Vec<Past> {
    let unit = draft.head.unit;
    let mut past = unit.map(|unit| stage.facts.past_records(unit)).unwrap_or_default();
    past.retain(|past| past.reversed_by.is_none());
    past
}

fn records(at: &At<'_, Draft>) -> Options {
    let mut options = Options::default();
    for past in correctable(at.draft, at.stage) {
        let number = at.voice().numbered(RECORDS, past.id.0);
        options.add(&past.id.0.to_string(), vec![past.in_short(at.voice()), number]);
    }
    options
}

fn stands(draft: &Draft, stage: &Stage<'_>) -> Result<(), Why> {
    head_stands(draft, stage)?;
    let Some(record) = draft.record else {
        let is_empty = draft.head.unit.is_some() && correctable(draft, stage).is_empty();
        return if is_empty { Err(Why::is("correct.nothing")) } else { Ok(()) };
    };
    let past = stage.facts.past_record(record).ok_or_else(|| Why::is("taking_back.not_found"))?;
    may_take_back(stage, &past)
}

/// No number is taken: the record has that of what it takes back.
fn saves(draft: &Draft, saving: &Saving<'_>) -> Turn {
    let stage = saving.stage;
    let past = draft.record.and_then(|record| stage.facts.past_record(record));
    let Some(past) = past else { return Turn::default() };
    let again = Say::text(stage.voice.text("correct.again"));
    let again = again.with_quick([vec![anew(stage, &past)], ways_on(stage, past.unit.id)].concat());
    Turn {
        says: vec![again],
        effects: takes_back(stage, &past, &draft.why).unwrap_or_default(),
        receipt: Some(Receipt { text: Why::is("correct.receipt"), changed: Some(past.id.0) }),
        ..Turn::default()
    }
}

/// The flow that it was written by.
fn anew(stage: &Stage<'_>, past: &Past) -> Button {
    let about = match past.deed {
        Deed::Confirm { transfer, .. } | Deed::Settle { transfer, .. } => About::transfer(transfer),
        _ => About::item(past.unit.id, &past.item),
    };
    start_button(&stage.voice, past.deed.kind(), &about)
}

impl Past {
    /// "ส-0526 แจก 40 ชิ้น พุธ 13 พ.ค. 63"
    fn in_short(&self, voice: &Voice<'_>) -> String {
        let number = voice.numbered(RECORDS, self.id.0);
        let did = voice.text(&format!("deed.{}", self.deed.kind()));
        let pieces = self.item.pieces(self.deed.pieces(), voice);
        format!("{number} {did} {pieces} {}", day(voice, self.day))
    }
}

impl Deed {
    /// How many it is about.
    pub fn pieces(&self) -> i64 {
        match self {
            Self::Count { counted, .. } => *counted,
            Self::Receive { pieces, .. }
            | Self::Send { pieces, .. }
            | Self::Confirm { pieces, .. }
            | Self::Settle { pieces, .. }
            | Self::HandOut { pieces, .. }
            | Self::WriteOff { pieces, .. } => *pieces,
            Self::Reverse { .. } => 0,
        }
    }
}
