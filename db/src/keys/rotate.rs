//! Sealing everything under the first key, beside a running service: what lies under another key,
//! or bears no seal, is opened and written back, if what was read is still there. Whoever changed
//! it meanwhile has sealed it under the first key already.
//!
//! Invariant: every write is small and right by itself, so this may be killed and begun again at
//! any time, and a service waits for one such write at the most.

use std::fmt::Display;
use std::time::{Duration, Instant};

use sea_orm::{DbBackend, JsonValue, Value};

use super::head::{head, key_id};
use super::{Held, status_of, type_of};
use crate::pages::Pages;
use crate::shape::{columns_of, key_of};
use crate::sql::{Type, execute, from_hex, hex, json, readable, rows};
use crate::vault::columns::{Column, Hash, SEALED};
use crate::{Error, Result, Store};

const ROWS_AT_ONCE: usize = 200;
/// A service that goes on sealing under another key is not to keep this going for ever.
const ROUNDS: usize = 3;
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(200);

/// What a rotation came to.
#[derive(Debug)]
pub struct Rotated {
    pub values: u64,
    /// What does not lie under the first key even so.
    pub left: Vec<Held>,
}

/// Seals everything under the first key. `progress` hears of every batch.
pub async fn rotate(store: &Store, progress: impl FnMut(u64)) -> Result<Rotated> {
    rotate_columns(store, &SEALED, progress).await
}

pub(super) async fn rotate_columns(
    store: &Store,
    columns: &[Column],
    mut progress: impl FnMut(u64),
) -> Result<Rotated> {
    let mut rotated = Rotated { values: 0, left: Vec::new() };
    let key = store.vault.seals_under()?;
    for _ in 0..ROUNDS {
        for column in columns {
            let sweep = Sweep::of(store, *column, key).await?;
            rotated.values += sweep.run(&mut progress).await?;
        }
        rotated.left = status_of(store, columns).await?;
        rotated.left.retain(|held| held.key.as_deref() != Some(key));
        if rotated.left.is_empty() {
            break;
        }
    }
    Ok(rotated)
}

/// Once through the values of a column that do not lie under the first key.
struct Sweep<'a> {
    store: &'a Store,
    column: Column,
    of: Type,
    pages: Pages,
    write: String,
}

impl<'a> Sweep<'a> {
    async fn of(store: &'a Store, column: Column, first: &str) -> Result<Self> {
        let of = type_of(store, column.table, column.name).await?;
        let key = key_of(&store.read, column.table).await?;
        let mut select: Vec<&str> =
            key.iter().map(String::as_str).chain(column.row.iter().copied()).collect();
        select.sort_unstable();
        select.dedup();
        let value = readable(store.backend(), column.name, of);
        let select = format!("{value}, {}", select.join(", "));
        let only = not_under(store.backend(), column, of, first);
        let most = if of == Type::Bytes { 1 } else { ROWS_AT_ONCE };
        let write = write(store, column, of, &key).await?;
        let pages = Pages::of(column.table, key, &select, &only, most);
        Ok(Self { store, column, of, pages, write })
    }

    async fn run(&self, progress: &mut impl FnMut(u64)) -> Result<u64> {
        let (mut last, mut done) = (None, 0);
        loop {
            let page = self.pages.after(&self.store.read, last.as_ref()).await?;
            let Some(end) = page.last().cloned() else { return Ok(done) };
            let written = self.write(self.sealed_anew(page)?).await?;
            done += written;
            progress(written);
            last = Some(end);
        }
    }

    /// What does not open is left out: it stays as it is, and is told of at the end.
    fn sealed_anew(&self, page: Vec<JsonValue>) -> Result<Value> {
        let mut anew = Vec::with_capacity(page.len());
        for row in page {
            match self.row_anew(row) {
                Ok(row) => anew.push(row),
                Err(Error::OtherKey(_) | Error::Damaged(_)) => {}
                Err(error) => return Err(error),
            }
        }
        json(&anew)
    }

    /// The row's key, what was read, and what is to stand there.
    fn row_anew(&self, mut row: JsonValue) -> Result<JsonValue> {
        let (vault, name) = (&self.store.vault, self.column.name);
        let bound_to: Vec<String> = self.column.row.iter().map(|part| shown(&row[part])).collect();
        let bound_to: Vec<&dyn Display> =
            bound_to.iter().map(|part| part as &dyn Display).collect();
        let place = self.column.at(&bound_to);
        let was = shown(&row[name].take());
        row["becomes"] = if self.of == Type::Bytes {
            let bytes = from_hex(&was).ok_or_else(|| place.damaged())?;
            let bytes = vault.open_bytes(&place, bytes)?;
            hex(&vault.seal_bytes(&place, &bytes)?).into()
        } else {
            let text = vault.open(&place, was.clone())?;
            for hash in self.column.hashes {
                let part = (hash.of)(&text);
                let hashed = part.map(|part| vault.hash(hash.field, &part)).transpose()?;
                row[hash.column] = hashed.into();
            }
            vault.seal(&place, &text)?.into()
        };
        row["was"] = was.into();
        Ok(row)
    }

    /// Then rests as long as that took: a service comes to its turn in between.
    async fn write(&self, anew: Value) -> Result<u64> {
        let mut tries = 0;
        loop {
            let began = Instant::now();
            let written = execute(&self.store.write, &self.write, [anew.clone()]).await;
            tokio::time::sleep(began.elapsed()).await;
            tries += 1;
            match written {
                Err(error) if error.is_passing() && tries < TRIES => {}
                ended => return ended,
            }
            tokio::time::sleep(PAUSE).await;
        }
    }
}

/// The condition that a value, or its hash, does not lie under the key `first`.
fn not_under(backend: DbBackend, column: Column, of: Type, first: &str) -> String {
    let is_under = |name, of| format!("{} = '{first}'", key_id(backend, &head(backend, name, of)));
    let hashes = column.hashes.iter().map(|hash| {
        let Hash { column, .. } = hash;
        format!(" AND ({column} IS NULL OR {})", is_under(column, Type::Text))
    });
    let done = is_under(column.name, of) + &hashes.collect::<String>();
    format!("{} IS NOT NULL AND ({done}) IS NOT TRUE", column.name)
}

/// Writes values over what was read, where that is still there.
async fn write(store: &Store, column: Column, of: Type, key: &[String]) -> Result<String> {
    let Column { table, name, .. } = column;
    let shape = columns_of(&store.read, table).await?;
    let is_key = |name: &str| key.iter().any(|key| key == name);
    let key = shape.iter().filter(|column| is_key(&column.name));
    let mut given: Vec<(&str, Type)> =
        key.map(|column| (column.name.as_str(), column.of())).collect();
    let same: Vec<String> =
        given.iter().map(|(key, _)| format!("{table}.{key} = r.{key}")).collect();
    let same = same.join(" AND ");
    let hashes = column.hashes.iter().map(|hash| hash.column);
    let set: String = hashes.clone().map(|hash| format!(", {hash} = r.{hash}")).collect();
    given.extend([("was", of), ("becomes", of)]);
    given.extend(hashes.map(|hash| (hash, Type::Text)));
    let given = rows(store.backend(), 1, &given);
    Ok(format!(
        "UPDATE {table} SET {name} = r.becomes{set} FROM {given} \
         WHERE {same} AND {table}.{name} = r.was"
    ))
}

fn shown(value: &JsonValue) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
