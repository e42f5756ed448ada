//! Records with all that is needed to judge them: their entries, what they take back, and their
//! notes.

use std::collections::BTreeMap;

use asa_core::people::UnitId;
use asa_core::stock::record::Entry;
use asa_core::stock::{Deed, RecordId, chain};
use sea_orm::FromQueryResult;

use super::{Judged, Proof};
use crate::sql::{Type, all, json, rows};
use crate::stock::rows::{EntryRow, RecordRow};
use crate::vault::columns::NOTE;
use crate::{Error, Result};

const AT_ONCE: i64 = 1000;

/// A record with what is needed to judge it.
pub(super) struct Read {
    pub(super) row: RecordRow,
    pub(super) entries: Vec<EntryRow>,
    pub(super) taken: Option<TakenRow>,
    aside: Option<AsideRow>,
}

#[derive(Clone, FromQueryResult)]
pub(super) struct TakenRow {
    pub(super) id: i64,
    unit: i64,
    item: i64,
    pub(super) day: String,
    deed: String,
}

#[derive(Clone, FromQueryResult)]
struct AsideRow {
    record: i64,
    salt: Option<String>,
    note: Option<String>,
    photos: String,
}

impl Read {
    /// What was said, or what is taken back; and the entries that follow.
    pub(super) fn said(&self) -> Judged<(Deed, Vec<Entry>)> {
        let row = &self.row;
        let (unit, id) = (UnitId(row.unit), RecordId(row.id));
        let deed = read_deed(&row.deed)?;
        let taken = match (&deed, &self.taken) {
            (Deed::Reverse { record, .. }, Some(taken)) if record.0 == taken.id => Some(taken),
            (Deed::Reverse { .. }, _) => return Err("what it takes back is not there".to_owned()),
            _ => None,
        };
        if deed.kind() != row.kind || row.reverses != deed.taken().map(|r| r.0) {
            return Err("it is not of the kind that was said".to_owned());
        }
        let of = taken.map_or(Ok(deed), |taken| read_deed(&taken.deed))?;
        let of_id = taken.map_or(id, |taken| RecordId(taken.id));
        let entries = of.entries(unit, of_id).map_err(|why| why.to_string())?;
        if row.transfer != of.transfer(of_id).map(|transfer| transfer.0) {
            return Err("it is about another transfer than was said".to_owned());
        }
        let Some(taken) = taken else { return Ok((of, entries)) };
        if (taken.unit, taken.item) != (row.unit, row.item) {
            return Err("it takes back a record of another book".to_owned());
        }
        Ok((of, entries.iter().map(|entry| entry.reversed()).collect()))
    }

    /// As far as note and photos are there, and there is a key to read them with.
    pub(super) fn aside_fits(&self, proof: &Proof<'_>) -> Judged {
        let Some(hash) = &self.row.aside else { return Ok(()) };
        let Some(aside) = &self.aside else {
            return Err("its note and photos are not there, not even as erased".to_owned());
        };
        let Some(salt) = &aside.salt else { return Ok(()) };
        let open = |note: &String| proof.store.vault.open(&NOTE.at(&[&self.row.id]), note.clone());
        let note = match aside.note.as_ref().map(open).transpose() {
            Ok(note) => note,
            Err(Error::NoKey | Error::OtherKey(_)) => return Ok(()),
            Err(error) => return Err(error.to_string()),
        };
        let photos: Vec<String> = serde_json::from_str(&aside.photos).unwrap_or_default();
        match chain::aside(salt, note.as_deref(), &photos) == *hash {
            true => Ok(()),
            false => Err("its note or photos are not those it was written with".to_owned()),
        }
    }
}

fn read_deed(json: &str) -> Judged<Deed> {
    serde_json::from_str(json).map_err(|_| "what was said does not read".to_owned())
}

/// The next records of a book, with all that is needed to judge them.
pub(super) async fn page(proof: &Proof<'_>, unit: i64, after: i64) -> Result<Vec<Read>> {
    let columns = RecordRow::COLUMNS.map(|(name, _)| name).join(", ");
    let sql = format!(
        "SELECT {columns} FROM records WHERE unit = $1 AND place > $2 ORDER BY place LIMIT $3"
    );
    let found: Vec<RecordRow> =
        all(proof.tx, sql, [unit.into(), after.into(), AT_ONCE.into()]).await?;
    let ids: Vec<_> = found.iter().map(|row| serde_json::json!({"id": row.id})).collect();
    let from = rows(proof.store.backend(), 1, &[("id", Type::Int)]);
    let columns = EntryRow::COLUMNS.map(|(name, _)| format!("e.{name}")).join(", ");
    let sql = format!(
        "SELECT {columns} FROM {from} CROSS JOIN entries e WHERE e.record = r.id \
         ORDER BY e.record, e.place"
    );
    let mut entries: BTreeMap<i64, Vec<EntryRow>> = BTreeMap::new();
    let of_page: Vec<EntryRow> = all(proof.tx, sql, [json(&ids)?]).await?;
    for entry in of_page {
        entries.entry(entry.record).or_default().push(entry);
    }
    let sql = format!(
        "SELECT a.record, a.salt, a.note, a.photos FROM {from} CROSS JOIN record_asides a \
         WHERE a.record = r.id"
    );
    let asides: Vec<AsideRow> = all(proof.tx, sql, [json(&ids)?]).await?;
    let mut asides: BTreeMap<i64, AsideRow> =
        asides.into_iter().map(|aside| (aside.record, aside)).collect();
    let taken = taken(proof, &found).await?;
    let read = |row: RecordRow| Read {
        entries: entries.remove(&row.id).unwrap_or_default(),
        aside: asides.remove(&row.id),
        taken: row.reverses.and_then(|id| taken.get(&id).cloned()),
        row,
    };
    Ok(found.into_iter().map(read).collect())
}

async fn taken(proof: &Proof<'_>, found: &[RecordRow]) -> Result<BTreeMap<i64, TakenRow>> {
    let ids = found.iter().filter_map(|row| row.reverses);
    let ids: Vec<_> = ids.map(|id| serde_json::json!({"id": id})).collect();
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let sql = format!(
        "SELECT t.id, t.unit, t.item, t.day, t.deed FROM {} CROSS JOIN records t WHERE t.id = r.id",
        rows(proof.store.backend(), 1, &[("id", Type::Int)])
    );
    let taken: Vec<TakenRow> = all(proof.tx, sql, [json(&ids)?]).await?;
    Ok(taken.into_iter().map(|taken| (taken.id, taken)).collect())
}
