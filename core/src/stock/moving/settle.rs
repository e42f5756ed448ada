//! ของที่ขาดระหว่างทาง: the sender of a transfer that came short says what became of the rest.

use time::Date;

use crate::conversation::readers::Choice;
use crate::conversation::{Begin, By, Leads, REVIEW, Saving, Stage, Step, Table, Turn};
use crate::people::Unit;
use crate::stock::Item;
use crate::stock::asking::about::About;
use crate::stock::asking::head::{Head, Headed, Opening};
use crate::stock::asking::keeping::{KEEPERS, record, wrote};
use crate::stock::asking::taking_back::undoes;
use crate::stock::daily::count;
use crate::stock::known::Transfer;
use crate::stock::moving::of_transfer;
use crate::stock::moving::of_transfer::OfTransfer;
use crate::stock::record::{Deed, End, TransferId};

pub const NAME: &str = "settle";

#[derive(Debug, Default)]
pub struct Draft {
    head: Head,
    transfer: Option<TransferId>,
    end: Option<End>,
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
    const NONE: &'static str = "transfer.none_short";

    fn waits_for(transfer: &Transfer) -> Option<&Unit> {
        (transfer.is_short && transfer.open > 0).then_some(&transfer.from)
    }

    fn id(&self) -> Option<TransferId> {
        self.transfer
    }

    fn id_mut(&mut self) -> &mut Option<TransferId> {
        &mut self.transfer
    }
}

pub static FLOW: Table<Draft> = Table {
    name: NAME,
    terms: KEEPERS,
    steps: &[
        Step { leads: Leads::To("transfer"), ..Opening::<Draft>::UNIT },
        of_transfer::step::<Draft>(),
        Step { leads: Leads::To("end"), ..Opening::<Draft>::DAY },
        Step {
            name: "end",
            reads: &By(Choice(&["back", "lost_on_the_way"]), |draft: &mut Draft, end| {
                draft.end = End::parse(&end);
            }),
            leads: Leads::To(REVIEW),
            skippable: false,
        },
    ],
    begins: |stage| match of_transfer::given::<Draft>(stage, &About::read(stage.about)) {
        Ok((given, _)) => Begin::With(given),
        Err(why) => Begin::No(why),
    },
    stands: of_transfer::stands,
    saves,
    undoes,
    ..Table::PLAIN
};

fn saves(draft: &Draft, saving: &Saving<'_>) -> Turn {
    let (Some(found), Some(end)) = (draft.transfer(saving.stage), draft.end) else {
        return Turn::default();
    };
    let (transfer, way, pieces) = (found.id, found.way, found.open);
    let deed = Deed::Settle { transfer, way, pieces, end };
    let Some(record) = record(draft, saving, deed) else { return Turn::default() };
    let change = if end == End::Back { pieces } else { 0 };
    wrote::<Draft>(saving.stage, record, change, count::NAME)
}
