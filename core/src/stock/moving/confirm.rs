//! ยืนยันรับของ: what arrived of a transfer. All of it by one tap; or less, and the sender hears of
//! the shortfall, which stays open until the sender says what became of it.
//!
//! ```text
//! Asa  | อ.พังโคน ส่งหน้ากาก 160 ชิ้น (3 กล่อง 10 ชิ้น) มาให้ [ยืนยันรับของ] [ได้ไม่ครบ]
//! สมใจ | [ได้ไม่ครบ] → 150 → ▤ ส่งมา 160 ชิ้น ได้รับ 150 ชิ้น ขาด 10 ชิ้น [ยืนยัน]
//! ```

use serde_json::json;
use time::Date;

use crate::conversation::readers::Amount;
use crate::conversation::{
    At, Begin, By, Given, Leads, Offer, Prompt, REVIEW, Read, Reader, Said, Saving, Stage, Step,
    Table, Turn,
};
use crate::people::Unit;
use crate::stock::Item;
use crate::stock::asking::about::About;
use crate::stock::asking::head::{Head, Headed, Opening};
use crate::stock::asking::keeping::{KEEPERS, record, tell, wrote};
use crate::stock::asking::pieces::Pieces;
use crate::stock::asking::taking_back::undoes;
use crate::stock::daily::count;
use crate::stock::known::Transfer;
use crate::stock::moving::of_transfer::OfTransfer;
use crate::stock::moving::{of_transfer, transfer};
use crate::stock::record::{Deed, TransferId};

pub const NAME: &str = "confirm";
/// What a button says: all of it arrived.
pub const ALL: &str = "all";

#[derive(Debug, Default)]
pub struct Draft {
    head: Head,
    transfer: Option<TransferId>,
    arrived: Amount,
}

impl Headed for Draft {
    fn head(&self) -> &Head {
        &self.head
    }

    fn head_mut(&mut self) -> &mut Head {
        &mut self.head
    }

    fn item(&self, stage: &Stage<'_>) -> Option<Item> {
        self.transfer(stage).map(|transfer| transfer.item)
    }

    fn earliest(&self, stage: &Stage<'_>) -> Option<Date> {
        self.transfer(stage).map(|transfer| transfer.day)
    }
}

impl OfTransfer for Draft {
    const NONE: &'static str = "transfer.none_arriving";

    fn waits_for(transfer: &Transfer) -> Option<&Unit> {
        (!transfer.is_short).then_some(&transfer.to)
    }

    fn id(&self) -> Option<TransferId> {
        self.transfer
    }

    fn id_mut(&mut self) -> &mut Option<TransferId> {
        &mut self.transfer
    }
}

const PIECES: Pieces<Draft> = Pieces {
    least: 0,
    most: |at| at.draft.transfer(at.stage).map(|transfer| transfer.open),
    too_many: "confirm.too_many",
    usual: None,
    asks_pack: false,
};

pub static FLOW: Table<Draft> = Table {
    name: NAME,
    terms: KEEPERS,
    steps: &[
        Step { leads: Leads::To("transfer"), ..Opening::<Draft>::UNIT },
        of_transfer::step::<Draft>(),
        Step { leads: Leads::To("arrived"), ..Opening::<Draft>::DAY },
        Step {
            name: "arrived",
            reads: &By(Arrived, |draft: &mut Draft, arrived| draft.arrived = arrived),
            leads: Leads::To(REVIEW),
            skippable: false,
        },
    ],
    begins,
    stands: of_transfer::stands,
    adds_up,
    saves,
    undoes,
    ..Table::PLAIN
};

fn begins(stage: &Stage<'_>) -> Begin {
    let about = About::read(stage.about);
    let (mut given, transfer) = match of_transfer::given::<Draft>(stage, &about) {
        Ok(given) => given,
        Err(why) => return Begin::No(why),
    };
    if let Some(transfer) = transfer.filter(|_| about.words == ALL) {
        let all = Amount::of_pieces(transfer.open, &transfer.item);
        given.push(Given::before("arrived", json!(all)));
    }
    Begin::With(given)
}

/// A number, or all of it by one tap.
#[derive(Debug)]
struct Arrived;

impl Reader<Draft> for Arrived {
    type Answer = Amount;

    fn asks(&self, at: &At<'_, Draft>) -> Prompt {
        let prompt = PIECES.asks(at);
        let (Some(transfer), None) = (at.draft.transfer(at.stage), at.half) else { return prompt };
        let voice = at.voice();
        let sent = transfer.item.both_ways(transfer.open, voice);
        let from = transfer.from.name(voice.language);
        let measure = transfer.item.measure_label(voice);
        let holes = [("unit", from.as_str()), ("sent", &sent), ("measure", &measure)];
        let question = voice.with("confirm.arrived.ask_of", &holes);
        let all = Offer::value(voice.label("confirm.arrived.all"), ALL);
        Prompt { question: Some(question), offers: vec![all], ..prompt }
    }

    fn reads(&self, at: &At<'_, Draft>, said: Said<'_>) -> Read<Amount> {
        let is_all = match said {
            Said::Tap(value) => value == ALL,
            Said::Text(text) => at.voice().hears("confirm.arrived.all", text),
            _ => false,
        };
        match at.draft.transfer(at.stage).filter(|_| is_all) {
            Some(transfer) => Read::Answer(Amount::of_pieces(transfer.open, &transfer.item)),
            None => PIECES.reads(at, said),
        }
    }

    fn shows(&self, at: &At<'_, Draft>, answer: &Amount) -> String {
        PIECES.shows(at, answer)
    }

    fn fits(&self, at: &At<'_, Draft>, answer: &Amount) -> bool {
        PIECES.fits(at, answer)
    }
}

fn adds_up(draft: &Draft, stage: &Stage<'_>) -> Vec<(String, String)> {
    let (voice, Some(transfer)) = (&stage.voice, draft.transfer(stage)) else { return Vec::new() };
    let line = |key: &str, pieces| (voice.text(key), transfer.item.pieces(pieces, voice));
    let short = transfer.open - draft.arrived.pieces;
    let short = (short > 0).then(|| line("transfer.short", short));
    [line("transfer.sent", transfer.open)].into_iter().chain(short).collect()
}

fn saves(draft: &Draft, saving: &Saving<'_>) -> Turn {
    let stage = saving.stage;
    let Some(found) = draft.transfer(stage) else { return Turn::default() };
    let pieces = draft.arrived.pieces;
    let deed = Deed::Confirm { transfer: found.id, way: found.way, pieces };
    let Some(record) = record(draft, saving, deed) else { return Turn::default() };
    let turn = wrote::<Draft>(stage, record, pieces, count::NAME);
    match pieces < found.open {
        true => turn.and(tell(found.from.id, transfer::SHORT, found.id.0.to_string())),
        false => turn,
    }
}
