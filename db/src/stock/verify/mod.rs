//! The proof of the ledger: every record is read again, and everything that follows from it worked
//! out again and compared. What was changed, added or removed past the program is found and named.
//!
//! | file | what |
//! |---|---|
//! | [`books`], [`read`] | the chain of a book, its days and balances; its records, one by one |
//! | [`transfers`], [`areas`] | what records say of transfers; sums of areas |
//! | [`seals`] | the chain of seals, and that each still fits its books |
//!
//! Invariant: everything is read at one instant, some rows at a time: of one book its days are
//! held in memory, and nothing else grows.

mod areas;
mod books;
mod read;
mod seals;
mod transfers;

use asa_core::people::UnitId;
use asa_core::stock::RecordId;
use sea_orm::{DatabaseTransaction, FromQueryResult};

use crate::sql::one;
use crate::{Result, Store};

/// How much was looked at, and the first thing that is not as it was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verdict {
    pub books: u64,
    pub records: u64,
    pub entries: u64,
    pub seals: u64,
    pub broken: Option<Broken>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Broken {
    pub unit: Option<UnitId>,
    pub record: Option<RecordId>,
    /// In the book of the unit.
    pub place: Option<i64>,
    pub what: String,
}

impl Verdict {
    pub fn is_whole(&self) -> bool {
        self.broken.is_none()
    }
}

impl Broken {
    /// Not in one book.
    fn of_all(what: impl Into<String>) -> Self {
        Self { what: what.into(), ..Self::default() }
    }
}

/// What is wrong with it, if something is.
type Judged<T = ()> = std::result::Result<T, String>;

/// Something being proved.
struct Proof<'a> {
    store: &'a Store,
    tx: &'a DatabaseTransaction,
}

/// `progress` hears of every record.
pub async fn verify(store: &Store, mut progress: impl FnMut(u64)) -> Result<Verdict> {
    let tx = store.snapshot().await?;
    let proof = Proof { store, tx: &tx };
    let mut verdict = Verdict::default();
    verdict.broken = prove(&proof, &mut verdict, &mut progress).await?;
    tx.rollback().await?;
    Ok(verdict)
}

async fn prove(
    proof: &Proof<'_>,
    verdict: &mut Verdict,
    progress: &mut impl FnMut(u64),
) -> Result<Option<Broken>> {
    if let Some(broken) = books::prove(proof, verdict, progress).await? {
        return Ok(Some(broken));
    }
    if let Some(broken) = transfers::prove(proof).await? {
        return Ok(Some(broken));
    }
    if let Some(broken) = areas::prove(proof).await? {
        return Ok(Some(broken));
    }
    if let Some(broken) = seals::prove(proof, verdict).await? {
        return Ok(Some(broken));
    }
    strays(proof).await
}

/// What belongs to nothing: the number of a record or a unit, and what it is.
const STRAYS: [(&str, &str); 5] = [
    (
        "SELECT e.record AS id FROM entries e LEFT JOIN records c ON c.id = e.record \
         WHERE c.id IS NULL LIMIT 1",
        "an entry of a record that is not there",
    ),
    (
        "SELECT c.id FROM records c LEFT JOIN books b ON b.unit = c.unit \
         WHERE b.unit IS NULL LIMIT 1",
        "a record in a book that is not there",
    ),
    (
        "SELECT a.record AS id FROM record_asides a LEFT JOIN records c ON c.id = a.record \
         WHERE c.aside IS NULL LIMIT 1",
        "a note that no record knows of",
    ),
    (
        "SELECT d.unit AS id FROM days d LEFT JOIN books b ON b.unit = d.unit \
         WHERE b.unit IS NULL LIMIT 1",
        "a day of a unit without a book",
    ),
    (
        "SELECT d.unit AS id FROM balances d LEFT JOIN books b ON b.unit = d.unit \
         WHERE b.unit IS NULL LIMIT 1",
        "a balance of a unit without a book",
    ),
];

#[derive(FromQueryResult)]
struct Stray {
    id: i64,
}

async fn strays(proof: &Proof<'_>) -> Result<Option<Broken>> {
    for (sql, what) in STRAYS {
        let stray: Option<Stray> = one(proof.tx, sql, []).await?;
        if let Some(Stray { id }) = stray {
            let is_unit = what.ends_with("without a book");
            return Ok(Some(Broken {
                unit: is_unit.then_some(UnitId(id)),
                record: (!is_unit).then_some(RecordId(id)),
                place: None,
                what: what.to_owned(),
            }));
        }
    }
    Ok(None)
}
