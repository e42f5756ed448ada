//! ของที่ขาดระหว่างทาง: the sender of a transfer that came short says what became of the rest.

use time::Date;

use crate::conversation::readers::Choice;
use crate::conversation::{Begin, By, Given, Leads, REVIEW, Saving, Stage, Step, Table, Turn, Why};
use crate::people::Action;
use crate::stock::Item;
use crate::stock::asking::about::About;
use crate::stock::asking::books;
use crate::stock::asking::head::{Head, Headed, Opening, stands as head_stands, today_given};
use crate::stock::asking::keeping::{KEEPERS, after, record, writes};
use crate::stock::asking::taking_back::undoes;
use crate::stock::known::Transfer;
use crate::stock::moving::transfer;
use crate::stock::moving::transfer::Transfers;
use crate::stock::record::{Deed, End, TransferId};

pub const NAME: &str = "settle";

#[derive(Debug, Default)]
pub struct Draft {
    head: Head,
    transfer: Option<TransferId>,
    end: Option<End>,
}

impl Draft {
    fn transfer(&self, stage: &Stage<'_>) -> Option<Transfer> {
        stage.facts.transfer(self.transfer?)
    }
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

pub static FLOW: Table<Draft> = Table {
    name: NAME,
    terms: KEEPERS,
    steps: &[
        Step { leads: Leads::To("transfer"), ..Opening::<Draft>::UNIT },
        Step {
            name: "transfer",
            reads: &By(Transfers(is_theirs), |draft: &mut Draft, transfer| {
                draft.transfer = Some(transfer);
            }),
            leads: Leads::To("day"),
            skippable: false,
        },
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
    begins,
    stands,
    saves,
    undoes,
    ..Table::PLAIN
};

/// Sent by this unit, and arrived short.
fn is_theirs(draft: &Draft, transfer: &Transfer) -> bool {
    draft.head.unit == Some(transfer.from.id) && transfer.is_short && transfer.open > 0
}

fn begins(stage: &Stage<'_>) -> Begin {
    let about = About::read(stage.about);
    let found = about.transfer.and_then(|transfer| stage.facts.transfer(transfer));
    let mut given = vec![today_given(stage)];
    match (about.transfer, found) {
        (Some(_), None) => return Begin::No(Why::is("transfer.gone")),
        (_, Some(found)) => {
            given.push(Given::fixed("unit", found.from.id.0));
            given.push(Given::fixed("transfer", found.id.0));
        }
        (None, None) => given.extend(books::given(stage, Action::KeepStock, about.unit)),
    }
    Begin::With(given)
}

fn stands(draft: &Draft, stage: &Stage<'_>) -> Result<(), Why> {
    head_stands(draft, stage)?;
    match (draft.transfer, draft.transfer(stage)) {
        (Some(_), Some(transfer)) if is_theirs(draft, &transfer) => Ok(()),
        (Some(_), _) => Err(Why::is("transfer.gone")),
        (None, _) => transfer::any(stage, draft, is_theirs, "transfer.none_short"),
    }
}

fn saves(draft: &Draft, saving: &Saving<'_>) -> Turn {
    let (Some(found), Some(end)) = (draft.transfer(saving.stage), draft.end) else {
        return Turn::default();
    };
    let (transfer, way, pieces) = (found.id, found.way, found.open);
    let deed = Deed::Settle { transfer, way, pieces, end };
    let Some(record) = record(draft, saving, deed) else { return Turn::default() };
    let head = Head { item: Some(found.item.id), ..draft.head };
    let change = if end == End::Back { pieces } else { 0 };
    let says =
        after(saving.stage, &head, change, crate::stock::daily::count::NAME).into_iter().collect();
    Turn { says, ..writes::<Draft>(saving.stage, record) }
}
