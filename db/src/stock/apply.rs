//! Writing records: all of a commit's together, in as many statements for a thousand as for one.
//!
//! Invariant: a record is written with its entries, its place in the chain and all sums that
//! follow from it, or not at all; and once for an event.

use asa_core::moment::Moment;
use asa_core::stock::ledger::Refused;
use asa_core::stock::record::Entry;
use asa_core::stock::{Change, NewRecord, chain};
use sea_orm::DatabaseTransaction;

use super::hold::Book;
use super::rows::{EntryRow, RecordRow};
use super::{hold, load, save, sums};
use crate::turn::Outcome;
use crate::vault::columns::NOTE;
use crate::{Error, Result, Store, media};

/// A record that is to be written, and the event that is its cause.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) event: &'a str,
    pub(super) record: &'a NewRecord,
}

/// A record as it is written.
pub(super) struct Written<'a> {
    pub(super) record: &'a NewRecord,
    pub(super) row: RecordRow,
    pub(super) entries: Vec<EntryRow>,
    pub(super) aside: Option<Aside>,
}

/// What may be erased later.
pub(super) struct Aside {
    pub(super) salt: String,
    /// Sealed.
    pub(super) note: Option<String>,
}

/// Everything turns ask for about stock, in their commit.
pub(crate) async fn apply(
    store: &Store,
    tx: &DatabaseTransaction,
    outcomes: &[Outcome],
    now: Moment,
) -> Result<()> {
    let (mut lines, mut kept) = (Vec::new(), Vec::new());
    for outcome in outcomes {
        for change in &outcome.stock {
            match change {
                Change::Write(record) => lines.push(Line { event: &outcome.event_id, record }),
                Change::Keep(unit) => kept.extend(outcome.person.as_deref().map(|p| (p, *unit))),
            }
        }
    }
    if !kept.is_empty() {
        save::keepers(tx, kept).await?;
    }
    write_lines(store, tx, &lines, now).await
}

/// Writes records at once, each for an event of its own, all or none: for commands.
pub async fn write(store: &Store, records: &[(String, NewRecord)], now: Moment) -> Result<()> {
    let tx = store.begin().await?;
    let lines = records.iter().map(|(event, record)| Line { event, record });
    write_lines(store, &tx, &lines.collect::<Vec<_>>(), now).await?;
    tx.commit().await?;
    Ok(())
}

async fn write_lines(
    store: &Store,
    tx: &DatabaseTransaction,
    lines: &[Line<'_>],
    now: Moment,
) -> Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let areas = hold::units(tx, lines).await?;
    let mut books = hold::books(tx, lines, &areas).await?;
    let mut ledger = load::ledger(tx, lines).await?;
    let mut written = Vec::with_capacity(lines.len());
    for line in lines {
        let entries = ledger.write(line.record).map_err(refusal)?;
        let book = books.get_mut(&line.record.unit).ok_or_else(no_book)?;
        let mut row = RecordRow::of(line.record, line.event, book.place + 1, now)?;
        row.transfer = ledger.transfer_of(line.record).map(|transfer| transfer.0);
        written.push(append(store, book, line.record, row, &entries)?);
    }
    save::records(tx, &written).await?;
    save::transfers(tx, &ledger, &written, now).await?;
    save::books(tx, &books).await?;
    sums::save(tx, &ledger, &books).await
}

/// At the end of its book, chained to the record before.
fn append<'a>(
    store: &Store,
    book: &mut Book,
    record: &'a NewRecord,
    mut row: RecordRow,
    entries: &[Entry],
) -> Result<Written<'a>> {
    let entries = (1..).zip(entries).map(|(place, entry)| EntryRow::of(record.id, place, entry));
    let entries: Vec<EntryRow> = entries.collect();
    let (aside, hash_of_aside) = set_aside(store, record)?;
    row.aside = hash_of_aside;
    row.hash = chain::hash(&book.head, &row.written(&entries));
    book.place = row.place;
    row.hash.clone_into(&mut book.head);
    Ok(Written { record, row, entries, aside })
}

fn set_aside(store: &Store, record: &NewRecord) -> Result<(Option<Aside>, Option<String>)> {
    if record.note.is_none() && record.photos.is_empty() {
        return Ok((None, None));
    }
    let salt = media::new_name();
    let hash = chain::aside(&salt, record.note.as_deref(), &record.photos);
    let seal = |note: &str| store.vault.seal(&NOTE.at(&[&record.id.0]), note);
    let note = record.note.as_deref().map(seal).transpose()?;
    Ok((Some(Aside { salt, note }), Some(hash)))
}

/// What is not as it was thought to be may be asked for again; what makes no sense may not.
fn refusal(refused: Refused) -> Error {
    match refused {
        Refused::Malformed(why) => Error::Broken(why.to_string()),
        Refused::TooMuch(_)
        | Refused::StandsOtherwise(_)
        | Refused::BookSaysOtherwise
        | Refused::NotTheirs => Error::Overtaken,
    }
}

fn no_book() -> Error {
    Error::Broken("a book that was just put in is not there".into())
}
