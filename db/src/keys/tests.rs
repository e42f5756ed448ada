//! Rotation of a table with a hash beside its sealed column.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sea_orm::FromQueryResult;

use super::rotate::rotate_columns;
use super::{check, status_of};
use crate::sql::{all, execute};
use crate::vault::columns::{Column, Hash, SESSIONS};
use crate::{Error, Store, Vault};

const NAMES: Column = Column {
    table: "roll",
    name: "who",
    row: &["place"],
    hashes: &[Hash { column: "who_hash", field: "name", of: |who| Some(who.to_owned()) }],
};

fn vault(keys: &[u8]) -> Vault {
    let keys: Vec<String> = keys.iter().map(|n| STANDARD.encode([*n; 32])).collect();
    Vault::parse(&keys.join(",")).unwrap()
}

fn name_of(key: u8) -> String {
    vault(&[key]).seals_under().unwrap().to_owned()
}

/// A database of one table, opened with these keys as often as wanted.
struct Roll(tempfile::TempDir);

impl Roll {
    async fn store(&self, keys: &[u8]) -> Store {
        let url = format!("sqlite://{}", self.0.path().join("roll.db").display());
        Store::open(&url).await.unwrap().with_vault(vault(keys))
    }

    async fn new() -> Self {
        let roll = Self(tempfile::tempdir().unwrap());
        let store = roll.store(&[1]).await;
        let table = "CREATE TABLE roll (id INTEGER PRIMARY KEY, place TEXT NOT NULL, who TEXT, \
                     who_hash TEXT)";
        execute(&store.write, table, []).await.unwrap();
        roll
    }
}

async fn add(store: &Store, place: &str, who: &str) {
    let sealed = store.vault.seal(&NAMES.at(&[&place]), who).unwrap();
    let hash = store.vault.hash("name", who).unwrap();
    let sql = "INSERT INTO roll (place, who, who_hash) VALUES ($1, $2, $3)";
    execute(&store.write, sql, [place.into(), sealed.into(), hash.into()]).await.unwrap();
}

#[derive(FromQueryResult)]
struct Row {
    place: String,
    who: String,
}

/// Who is found by this name.
async fn found(store: &Store, who: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for hash in store.vault.hashes("name", who).unwrap() {
        let sql = "SELECT place, who FROM roll WHERE who_hash = $1 ORDER BY id";
        let rows: Vec<Row> = all(&store.read, sql, [hash.into()]).await.unwrap();
        for Row { place, who } in rows {
            let who = store.vault.open(&NAMES.at(&[&place]), who).unwrap();
            found.push((place, who));
        }
    }
    found
}

async fn keys_of(store: &Store) -> Vec<(&'static str, Option<String>, i64)> {
    let held = status_of(store, &[NAMES]).await.unwrap();
    held.into_iter().map(|held| (held.column, held.key, held.rows)).collect()
}

#[tokio::test]
async fn hashes_are_made_anew_with_what_they_are_made_from() {
    let roll = Roll::new().await;
    add(&roll.store(&[1]).await, "a", "สมใจ").await;
    let during = roll.store(&[2, 1]).await;
    add(&during, "b", "สมใจ").await;
    // Written before there were seals, and one where there is nothing to seal.
    let sql = "INSERT INTO roll (place, who) VALUES ('c', 'สมใจ'), ('d', NULL)";
    execute(&during.write, sql, []).await.unwrap();
    let both = ["b", "a"].map(|place| (place.to_owned(), "สมใจ".to_owned()));
    assert_eq!(found(&during, "สมใจ").await, both);
    let mut told = 0;
    let rotated = rotate_columns(&during, &[NAMES], |values| told += values).await.unwrap();
    assert_eq!((rotated.values, told, rotated.left), (2, 2, vec![]));
    let after = roll.store(&[2]).await;
    let new = Some(name_of(2));
    assert_eq!(keys_of(&after).await, [("who", new.clone(), 3), ("who_hash", new, 3)]);
    let all = ["a", "b", "c"].map(|place| (place.to_owned(), "สมใจ".to_owned()));
    assert_eq!(found(&after, "สมใจ").await, all);
    assert_eq!(rotate_columns(&after, &[NAMES], |_| ()).await.unwrap().values, 0);
}

#[tokio::test]
async fn what_cannot_be_opened_stays_and_is_told_of() {
    let roll = Roll::new().await;
    add(&roll.store(&[1]).await, "a", "สมใจ").await;
    let store = roll.store(&[2]).await;
    add(&store, "b", "วิชัย").await;
    // Copied from another row.
    let moved = "INSERT INTO roll (place, who) SELECT 'c', who FROM roll WHERE place = 'b'";
    execute(&store.write, moved, []).await.unwrap();
    let rotated = rotate_columns(&store, &[NAMES], |_| ()).await.unwrap();
    assert_eq!((rotated.values, rotated.left.len()), (0, 2));
    assert!(rotated.left.iter().all(|held| held.key == Some(name_of(1)) && held.rows == 1));
    let moved = store.vault.open(&NAMES.at(&[&"c"]), name_c(&store).await).unwrap_err();
    assert_eq!(moved, Error::Damaged("roll.who".into()));
}

async fn name_c(store: &Store) -> String {
    let sql = "SELECT place, who FROM roll WHERE place = 'c'";
    let rows: Vec<Row> = all(&store.read, sql, []).await.unwrap();
    rows.into_iter().map(|row| row.who).collect()
}

#[tokio::test]
async fn a_key_that_opens_nothing_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("asa.db").display());
    let store = Store::open(&url).await.unwrap().with_vault(vault(&[1]));
    store.migrate().await.unwrap();
    check(&store).await.unwrap();
    let sql = "INSERT INTO sessions (chat, person, revision, body) VALUES ('c', 'p', 1, $1)";
    let sealed = store.vault.seal(&SESSIONS.at(&[&"c", &"p"]), "{}").unwrap();
    execute(&store.write, sql, [sealed.into()]).await.unwrap();
    check(&store).await.unwrap();
    assert_eq!(check(&store.with_vault(vault(&[2]))).await, Err(Error::OtherKey(name_of(1))));
    let none = Store::open(&url).await.unwrap();
    assert_eq!(check(&none).await, Err(Error::NoKey));
}
