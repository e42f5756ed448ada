//! ตรวจนับวันนี้: what lies in the cupboard in the evening, and why that is not what the book says.
//!
//! ```text
//! สมใจ | ตรวจนับวันนี้
//! Asa  | หมู่ 5 บ้านหนองแสง · พุธ 13 พ.ค. 63  ในบัญชีมี 160 ชิ้น (3 กล่อง 10 ชิ้น)
//!      | วันนี้นับได้กี่ชิ้นคะ [เท่าเมื่อวาน] [ไม่มีการเคลื่อนไหว] [ไม่มีเลย (0)]
//! สมใจ | ๒ กล่อง ๒๐ → [แจกแล้วยังไม่ลง] → [กลุ่มเปราะบาง] → ▤ [ยืนยัน]
//! Asa  | บันทึกแล้วค่ะ เลขที่ ส-0526 เวลา 18.42 น.  ส่งต่อเนื่องมา 12 วันแล้ว ขอบคุณค่ะ
//! ```
//!
//! Invariant: "nothing moved" is said of a day on which nothing did, and is saved at once.

mod counting;
mod gap;
mod receipt;
mod split;

use self::counting::{Counted, Counting, PIECES};
use self::gap::{HANDED_OUT, OTHER, Reasons};
use self::split::Split;
use crate::conversation::readers::{Amount, Text};
use crate::conversation::{
    Begin, By, Given, Leads, REVIEW, Receipt, Saving, Stage, Step, Table, Turn,
};
use crate::people::Action;
use crate::stock::asking::about::About;
use crate::stock::asking::head::{Head, Headed, Opening, given, stands};
use crate::stock::asking::keeping::{KEEPERS, record, writes};
use crate::stock::asking::shortcut;
use crate::stock::asking::taking_back::undoes;
use crate::stock::asking::whom::{Groups, SEVERAL};
use crate::stock::record::{Deed, Said};

pub const NAME: &str = "count";

#[derive(Debug, Default)]
pub struct Draft {
    head: Head,
    counted: Counted,
    why: String,
    group: String,
    split: [i64; 4],
    note: Option<String>,
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
        Opening::<Draft>::UNIT,
        Opening::<Draft>::ITEM,
        Step { leads: Leads::To("counted"), ..Opening::<Draft>::DAY },
        Step {
            name: "counted",
            reads: &By(Counting, |draft: &mut Draft, counted| draft.counted = counted),
            leads: Leads::ByDraft(&["why", REVIEW], |draft| {
                if draft.difference() == 0 { REVIEW } else { "why" }
            }),
            skippable: false,
        },
        Step {
            name: "why",
            reads: &By(Reasons, |draft: &mut Draft, why| draft.why = why),
            leads: Leads::ByDraft(&["group", "note", REVIEW], |draft| match draft.why.as_str() {
                HANDED_OUT => "group",
                OTHER => "note",
                _ => REVIEW,
            }),
            skippable: false,
        },
        Step {
            name: "group",
            reads: &By(Groups { or_several: true }, |draft: &mut Draft, group| {
                draft.group = group;
            }),
            leads: Leads::ByDraft(&["split", REVIEW], |draft| {
                if draft.group == SEVERAL { "split" } else { REVIEW }
            }),
            skippable: false,
        },
        Step {
            name: "split",
            reads: &By(Split, |draft: &mut Draft, split| draft.split = split),
            leads: Leads::To(REVIEW),
            skippable: false,
        },
        Step {
            name: "note",
            reads: &By(Text(200), |draft: &mut Draft, note| draft.note = Some(note)),
            leads: Leads::To(REVIEW),
            skippable: false,
        },
    ],
    hears: |text| shortcut::heard(&["นับได้", "นับ", "count", "counted"], text),
    begins,
    stands,
    adds_up: gap::adds_up,
    settles: Some(|draft| draft.counted.said == Said::NothingMoved),
    saves,
    undoes,
    ..Table::PLAIN
};

/// "นับ 120"
fn begins(stage: &Stage<'_>) -> Begin {
    let about = About::read(stage.about);
    let mut given = given(stage, Action::KeepStock, &about);
    given.extend(counted(stage, &given, &about.words));
    Begin::With(given)
}

fn counted(stage: &Stage<'_>, given: &[Given], words: &str) -> Option<Given> {
    let draft = Draft { head: Head::of(given), ..Draft::default() };
    let page = draft.page(stage).filter(|_| !words.is_empty())?;
    let amount = Amount::read(words, &stage.voice, &page.item, page.carton).ok()?;
    let amount = amount.packed(&page.item, page.carton);
    let counted = Counted::of(amount, page.closing());
    let is_odd = PIECES.is_unlikely(&draft, stage, counted.amount.pieces);
    (!is_odd).then(|| Given::before("counted", serde_json::json!(counted)))
}

fn saves(draft: &Draft, saving: &Saving<'_>) -> Turn {
    let Counted { said, amount, book } = &draft.counted;
    let deed = Deed::Count { said: *said, counted: amount.pieces, book: *book, gap: draft.gap() };
    let Some(mut record) = record(draft, saving, deed) else { return Turn::default() };
    record.note = draft.note.clone().filter(|_| draft.why == OTHER);
    record.pack = amount.pack;
    let receipt = Receipt { text: receipt::text(draft, saving.stage), changed: None };
    Turn {
        says: receipt::thanks(draft, saving.stage),
        receipt: Some(receipt),
        ..writes::<Draft>(saving.stage, record)
    }
}
