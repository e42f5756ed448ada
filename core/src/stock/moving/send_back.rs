//! ส่งคืน: pieces on their way up, to the office this unit gets its own from.

use crate::conversation::readers::{Amount, OneLine};
use crate::conversation::{Begin, By, Leads, REVIEW, Saving, Stage, Step, Table, Turn, Why};
use crate::people::Action;
use crate::stock::asking::about::About;
use crate::stock::asking::head::{Head, Headed, Opening, given, stands as head_stands};
use crate::stock::asking::keeping::{KEEPERS, record, tell, wrote};
use crate::stock::asking::pieces::Pieces;
use crate::stock::asking::taking_back::undoes;
use crate::stock::moving::sending::above;
use crate::stock::moving::transfer;
use crate::stock::record::{Deed, Way};

pub const NAME: &str = "send_back";

#[derive(Debug, Default)]
pub struct Draft {
    head: Head,
    amount: Amount,
    document: Option<String>,
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
        Opening::<Draft>::DAY,
        Step {
            name: "pieces",
            reads: &By(Pieces::FROM_THE_SHELF, |draft: &mut Draft, amount| draft.amount = amount),
            leads: Leads::To("document"),
            skippable: false,
        },
        Step {
            name: "document",
            reads: &By(OneLine(60), |draft: &mut Draft, document| {
                draft.document = Some(document);
            }),
            leads: Leads::To(REVIEW),
            skippable: true,
        },
    ],
    begins: |stage| Begin::With(given(stage, Action::KeepStock, &About::read(stage.about))),
    stands,
    adds_up,
    saves,
    undoes,
    ..Table::PLAIN
};

fn stands(draft: &Draft, stage: &Stage<'_>) -> Result<(), Why> {
    head_stands(draft, stage)?;
    match draft.unit(stage).map(|unit| above(stage, &unit)) {
        Some(None) => Err(Why::is("send_back.nobody_above")),
        _ => Ok(()),
    }
}

fn adds_up(draft: &Draft, stage: &Stage<'_>) -> Vec<(String, String)> {
    let to = draft.unit(stage).and_then(|unit| above(stage, &unit));
    let name = to.map(|to| to.name(stage.voice.language));
    name.map(|name| (stage.voice.text("transfer.to"), name)).into_iter().collect()
}

fn saves(draft: &Draft, saving: &Saving<'_>) -> Turn {
    let stage = saving.stage;
    let Some(to) = draft.unit(stage).and_then(|unit| above(stage, &unit)) else {
        return Turn::default();
    };
    let pieces = draft.amount.pieces;
    let deed = Deed::Send { to: to.id, way: Way::Up, pieces };
    let Some(mut record) = record(draft, saving, deed) else { return Turn::default() };
    record.document.clone_from(&draft.document);
    record.pack = draft.amount.pack;
    let turn = wrote::<Draft>(stage, record, -pieces, NAME);
    turn.and(tell(to.id, transfer::SENT, saving.number.to_string()))
}
