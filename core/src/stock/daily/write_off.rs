//! ของชำรุด/หาย: pieces that nobody can use any more, and why.

use crate::conversation::readers::{Amount, Choice, Photos};
use crate::conversation::{Begin, By, Leads, REVIEW, Saving, Step, Table, Turn};
use crate::people::Action;
use crate::stock::asking::about::About;
use crate::stock::asking::head::{Head, Headed, Opening, given, stands};
use crate::stock::asking::keeping::{KEEPERS, record, wrote};
use crate::stock::asking::pieces::Pieces;
use crate::stock::asking::taking_back::undoes;
use crate::stock::record::{Deed, Loss};

pub const NAME: &str = "write_off";

#[derive(Debug, Default)]
pub struct Draft {
    head: Head,
    why: Option<Loss>,
    amount: Amount,
    photos: Vec<String>,
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
        Step { leads: Leads::To("why"), ..Opening::<Draft>::DAY },
        Step {
            name: "why",
            reads: &By(Choice(&["damaged", "lost", "expired"]), |draft: &mut Draft, why| {
                draft.why = Loss::parse(&why);
            }),
            leads: Leads::To("pieces"),
            skippable: false,
        },
        Step {
            name: "pieces",
            reads: &By(Pieces::FROM_THE_SHELF, |draft: &mut Draft, amount| draft.amount = amount),
            leads: Leads::To("photos"),
            skippable: false,
        },
        Step {
            name: "photos",
            reads: &By(Photos(3), |draft: &mut Draft, photos| draft.photos = photos),
            leads: Leads::To(REVIEW),
            skippable: true,
        },
    ],
    begins: |stage| Begin::With(given(stage, Action::KeepStock, &About::read(stage.about))),
    stands,
    saves,
    undoes,
    ..Table::PLAIN
};

fn saves(draft: &Draft, saving: &Saving<'_>) -> Turn {
    let Some(why) = draft.why else { return Turn::default() };
    let pieces = draft.amount.pieces;
    let Some(mut record) = record(draft, saving, Deed::WriteOff { why, pieces }) else {
        return Turn::default();
    };
    record.photos.clone_from(&draft.photos);
    record.pack = draft.amount.pack;
    wrote::<Draft>(saving.stage, record, -pieces, NAME)
}
