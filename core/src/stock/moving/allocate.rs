//! จัดสรรให้หน่วยอื่น: pieces on their way to a unit below. They lie with nobody until it confirms.

use crate::areas::Level as AreaLevel;
use crate::conversation::readers::{Amount, OneLine, Place};
use crate::conversation::{
    At, Begin, By, Leads, REVIEW, Saving, Stage, Step, Table, Terms, Turn, Why,
};
use crate::people::unit_at::UnitAt;
use crate::people::{Action, Post, Refusal, Unit, UnitId};
use crate::stock::asking::about::About;
use crate::stock::asking::head::{Head, Headed, Opening, given, stands as head_stands};
use crate::stock::asking::keeping::{KEEPERS, record, tell, wrote};
use crate::stock::asking::pieces::Pieces;
use crate::stock::asking::taking_back::undoes;
use crate::stock::moving::sending::{may_send_down, right_below};
use crate::stock::moving::transfer;
use crate::stock::record::{Deed, Way};

pub const NAME: &str = "allocate";

#[derive(Debug, Default)]
pub struct Draft {
    head: Head,
    to: Option<UnitId>,
    amount: Amount,
    document: Option<String>,
}

impl Headed for Draft {
    const ACTION: Action = Action::Allocate;

    fn head(&self) -> &Head {
        &self.head
    }

    fn head_mut(&mut self) -> &mut Head {
        &mut self.head
    }
}

pub static FLOW: Table<Draft> = Table {
    name: NAME,
    terms: Terms { needs: Some(Action::Allocate), ..KEEPERS },
    steps: &[
        Opening::<Draft>::UNIT,
        Opening::<Draft>::ITEM,
        Step { leads: Leads::To("to"), ..Opening::<Draft>::DAY },
        Step {
            name: "to",
            reads: &By(
                UnitAt {
                    place: Place { finest: AreaLevel::Tambon, coarsest: AreaLevel::District },
                    near: |at: &At<'_, Draft>| {
                        let from = at.draft.unit(at.stage);
                        from.map(|from| right_below(at.stage, &from)).unwrap_or_default()
                    },
                    allows,
                },
                |draft: &mut Draft, post: Post| draft.to = Some(post.unit),
            ),
            leads: Leads::To("pieces"),
            skippable: false,
        },
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
    begins: |stage| Begin::With(given(stage, Action::Allocate, &About::read(stage.about))),
    stands,
    saves,
    undoes,
    ..Table::PLAIN
};

fn allows(at: &At<'_, Draft>, to: &Unit) -> Result<(), Why> {
    match at.draft.unit(at.stage) {
        Some(from) => may_send_down(&from, to).map_err(Refusal::why),
        None => Err(Refusal::OutsideTheirArea.why()),
    }
}

/// The receiver may have closed meanwhile.
fn stands(draft: &Draft, stage: &Stage<'_>) -> Result<(), Why> {
    head_stands(draft, stage)?;
    let Some(to) = draft.to else { return Ok(()) };
    let is_open = stage.facts.unit(to).is_some_and(|unit| unit.is_open);
    if is_open { Ok(()) } else { Err(Why::is("stock.unit_gone")) }
}

fn saves(draft: &Draft, saving: &Saving<'_>) -> Turn {
    let Some(to) = draft.to else { return Turn::default() };
    let pieces = draft.amount.pieces;
    let deed = Deed::Send { to, way: Way::Down, pieces };
    let Some(mut record) = record(draft, saving, deed) else { return Turn::default() };
    record.document.clone_from(&draft.document);
    record.pack = draft.amount.pack;
    let turn = wrote::<Draft>(saving.stage, record, -pieces, NAME);
    turn.and(tell(to, transfer::SENT, saving.number.to_string()))
}
