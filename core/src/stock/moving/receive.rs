//! รับของเข้า: what arrives. What another unit has sent comes first, and is confirmed; the rest
//! comes from outside the ledger.
//!
//! ```text
//! วิชัย | รับ 3 กล่อง
//! Asa  | รับมาจากไหนคะ  1 จ.สกลนคร ส่งมา 500 ชิ้น  2 กระทรวง กรม … → ▤ [ยืนยัน]
//! ```

use serde_json::{Value as Json, json};

use crate::conversation::readers::{Amount, ChoiceBy, OneLine, Options, Photos};
use crate::conversation::{
    At, Begin, By, Entry, Given, Leads, REVIEW, Saving, Stage, Step, Table, Turn, Wanted,
};
use crate::people::Action;
use crate::stock::asking::about::About;
use crate::stock::asking::head::{Head, Headed, Opening, given, stands};
use crate::stock::asking::keeping::{KEEPERS, record, wrote};
use crate::stock::asking::pieces::{Of, Pieces};
use crate::stock::asking::shortcut;
use crate::stock::asking::taking_back::undoes;
use crate::stock::moving::confirm;
use crate::stock::moving::of_transfer::waiting;
use crate::stock::record::{Deed, Source, TransferId};

pub const NAME: &str = "receive";

#[derive(Debug, Default)]
pub struct Draft {
    head: Head,
    from: Option<From>,
    amount: Amount,
    document: Option<String>,
    photos: Vec<String>,
}

#[derive(Debug, Clone, Copy)]
enum From {
    Outside(Source),
    Unit(TransferId),
}

impl Headed for Draft {
    fn head(&self) -> &Head {
        &self.head
    }

    fn head_mut(&mut self) -> &mut Head {
        &mut self.head
    }
}

const PIECES: Pieces<Draft> =
    Pieces { least: 1, most: |_| None, too_many: "", usual: Some(Of::Moves), asks_pack: true };

pub static FLOW: Table<Draft> = Table {
    name: NAME,
    terms: KEEPERS,
    steps: &[
        Opening::<Draft>::UNIT,
        Opening::<Draft>::ITEM,
        Step { leads: Leads::To("source"), ..Opening::<Draft>::DAY },
        Step {
            name: "source",
            reads: &By(ChoiceBy(sources), |draft: &mut Draft, from: String| {
                draft.from = From::read(&from);
            }),
            leads: Leads::ByDraft(&["pieces", REVIEW], |draft| match draft.from {
                Some(From::Unit(_)) => REVIEW,
                _ => "pieces",
            }),
            skippable: false,
        },
        Step {
            name: "pieces",
            reads: &By(PIECES, |draft: &mut Draft, amount| draft.amount = amount),
            leads: Leads::To("document"),
            skippable: false,
        },
        Step {
            name: "document",
            reads: &By(OneLine(60), |draft: &mut Draft, document| {
                draft.document = Some(document);
            }),
            leads: Leads::To("photos"),
            skippable: true,
        },
        Step {
            name: "photos",
            reads: &By(Photos(3), |draft: &mut Draft, photos| draft.photos = photos),
            leads: Leads::To(REVIEW),
            skippable: true,
        },
    ],
    hears: |text| shortcut::heard(&["รับของ", "รับเข้า", "รับ", "receive", "received"], text),
    begins,
    stands,
    leads_on: Some(leads_on),
    saves,
    undoes,
    ..Table::PLAIN
};

impl From {
    fn read(text: &str) -> Option<Self> {
        match About::read(text).transfer {
            Some(transfer) => Some(Self::Unit(transfer)),
            None => Source::parse(text).map(Self::Outside),
        }
    }
}

fn sources(at: &At<'_, Draft>) -> Options {
    let voice = at.voice();
    let mut options = Options::default();
    let unit = at.draft.head.unit;
    let arriving = unit.map(|unit| waiting::<confirm::Draft>(at.stage, unit));
    for transfer in arriving.unwrap_or_default() {
        let from = transfer.from.name(voice.language);
        let pieces = transfer.item.pieces(transfer.open, voice);
        let label = voice.with("receive.sent_by", &[("unit", &from), ("pieces", &pieces)]);
        options.add(&About::transfer(transfer.id), vec![label, from]);
    }
    for source in Source::ALL {
        let key = format!("receive.source.{}", source.as_str());
        options.add(source.as_str(), voice.alternatives(&key));
    }
    options
}

/// What was sent is confirmed, not received twice.
fn leads_on(draft: &Draft, stage: &Stage<'_>) -> Option<Wanted> {
    let Some(From::Unit(transfer)) = draft.from else { return None };
    let entry = Entry::Flow(stage.catalogue.flow(confirm::NAME)?);
    Some(Wanted { entry, about: About::transfer(transfer) })
}

/// "รับ 3 กล่อง": whoever says it in five words has no slip to show.
fn begins(stage: &Stage<'_>) -> Begin {
    let about = About::read(stage.about);
    let mut given = given(stage, Action::KeepStock, &about);
    let draft = Draft { head: Head::of(&given), ..Draft::default() };
    let amount = draft.item(stage).and_then(|item| {
        let amount = Amount::read(&about.words, &stage.voice, &item, None).ok()?;
        let is_likely = !PIECES.is_unlikely(&draft, stage, amount.pieces);
        (amount.pieces > 0 && is_likely).then_some(amount)
    });
    if let Some(amount) = amount {
        let slips = ["document", "photos"].map(|step| Given::before(step, Json::Null));
        given.extend([Given::before("pieces", json!(amount))].into_iter().chain(slips));
    }
    Begin::With(given)
}

fn saves(draft: &Draft, saving: &Saving<'_>) -> Turn {
    let Some(From::Outside(from)) = draft.from else { return Turn::default() };
    let pieces = draft.amount.pieces;
    let Some(mut record) = record(draft, saving, Deed::Receive { from, pieces }) else {
        return Turn::default();
    };
    record.document.clone_from(&draft.document);
    record.photos.clone_from(&draft.photos);
    record.pack = draft.amount.pack;
    wrote::<Draft>(saving.stage, record, pieces, NAME)
}
