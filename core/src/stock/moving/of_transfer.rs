//! What the flows about one transfer have in common: which of a unit's transfers wait for that
//! flow, and choosing one where no button named it.

use crate::conversation::readers::{Options, choosing};
use crate::conversation::{At, By, Given, Leads, Prompt, Read, Reader, Said, Stage, Step, Why};
use crate::people::{Unit, UnitId};
use crate::stock::asking::about::About;
use crate::stock::asking::books;
use crate::stock::asking::head::{Headed, stands as head_stands, today_given};
use crate::stock::known::Transfer;
use crate::stock::record::TransferId;

/// The draft of a flow about one transfer, by the side that is waited for.
pub(super) trait OfTransfer: Headed {
    /// What is said where none waits for the unit.
    const NONE: &'static str;

    /// Which side that is; nothing when the transfer waits for neither, or the other.
    fn waits_for(transfer: &Transfer) -> Option<&Unit>;

    fn id(&self) -> Option<TransferId>;

    fn id_mut(&mut self) -> &mut Option<TransferId>;

    fn transfer(&self, stage: &Stage<'_>) -> Option<Transfer> {
        stage.facts.transfer(self.id()?)
    }
}

fn waits_for<D: OfTransfer>(transfer: &Transfer, unit: UnitId) -> bool {
    D::waits_for(transfer).is_some_and(|side| side.id == unit)
}

/// Those that wait for this unit.
pub(super) fn waiting<D: OfTransfer>(stage: &Stage<'_>, unit: UnitId) -> Vec<Transfer> {
    let mut all = stage.facts.transfers(unit);
    all.retain(|transfer| waits_for::<D>(transfer, unit));
    all
}

/// What is given before anything is asked, and the transfer, where a button names it.
pub(super) fn given<D: OfTransfer>(
    stage: &Stage<'_>,
    about: &About,
) -> Result<(Vec<Given>, Option<Transfer>), Why> {
    let gone = || Why::is("transfer.gone");
    let Some(id) = about.transfer else {
        let unit = books::given(stage, D::ACTION, about.unit);
        return Ok(([today_given(stage)].into_iter().chain(unit).collect(), None));
    };
    let transfer = stage.facts.transfer(id).ok_or_else(gone)?;
    let unit = D::waits_for(&transfer).ok_or_else(gone)?.id;
    let given = [Given::fixed("unit", unit.0), Given::fixed("transfer", id.0), today_given(stage)];
    Ok((given.into(), Some(transfer)))
}

/// Somebody else of the unit may have been faster, or the other side has taken it back.
pub(super) fn stands<D: OfTransfer>(draft: &D, stage: &Stage<'_>) -> Result<(), Why> {
    head_stands(draft, stage)?;
    let Some(unit) = draft.head().unit else { return Ok(()) };
    let (is_there, none) = match draft.id() {
        Some(_) => {
            let transfer = draft.transfer(stage);
            (transfer.is_some_and(|one| waits_for::<D>(&one, unit)), "transfer.gone")
        }
        None => (!waiting::<D>(stage, unit).is_empty(), D::NONE),
    };
    if is_there { Ok(()) } else { Err(Why::is(none)) }
}

/// Asks for the one it is about.
pub(super) const fn step<D: OfTransfer>() -> Step<D> {
    Step {
        name: "transfer",
        reads: &By(Transfers, |draft: &mut D, transfer| *draft.id_mut() = Some(transfer)),
        leads: Leads::To("day"),
        skippable: false,
    }
}

#[derive(Debug)]
struct Transfers;

fn options<D: OfTransfer>(at: &At<'_, D>) -> Options {
    let unit = at.draft.head().unit;
    let mut options = Options::default();
    for transfer in unit.map(|unit| waiting::<D>(at.stage, unit)).unwrap_or_default() {
        options.add(&transfer.id.0.to_string(), vec![transfer.in_short(at.voice())]);
    }
    options
}

impl<D: OfTransfer> Reader<D> for Transfers {
    type Answer = TransferId;

    fn asks(&self, at: &At<'_, D>) -> Prompt {
        choosing::ask(&options(at), at)
    }

    fn reads(&self, at: &At<'_, D>, said: Said<'_>) -> Read<TransferId> {
        choosing::read(&options(at), at, said).then(|id| match id.parse() {
            Ok(id) => Read::Answer(TransferId(id)),
            Err(_) => Read::No(Why::is("read.choice")),
        })
    }

    fn shows(&self, at: &At<'_, D>, answer: &TransferId) -> String {
        let transfer = at.stage.facts.transfer(*answer);
        transfer.map(|transfer| transfer.in_short(at.voice())).unwrap_or_default()
    }
}
