//! A look at whole tables, newest rows first, for the demo's inspector. Knows no table by name,
//! so a new one shows up by itself. What is sealed is shown to be so, and not opened.

use asa_migrations::TABLES;
use sea_orm::JsonValue;
use serde_json::{Map, Value, json};

use crate::shape::{Column, columns_of, key_of};
use crate::sql::{Type, all};
use crate::vault::head_of_sealed;
use crate::{Result, Store};

/// Every table with its newest rows, at most `most` of each.
pub async fn tables(store: &Store, most: u32) -> Result<Value> {
    let mut tables = Vec::new();
    for name in TABLES {
        let key = key_of(&store.read, name).await?;
        let newest = if key == ["id"] { "ORDER BY id DESC" } else { "" };
        let columns = columns_of(&store.read, name).await?;
        let columns = columns.iter().map(shown).collect::<Vec<_>>().join(", ");
        let sql = format!("SELECT {columns} FROM {name} {newest} LIMIT $1");
        let mut rows: Vec<JsonValue> = all(&store.read, sql, [i64::from(most).into()]).await?;
        rows.iter_mut().filter_map(JsonValue::as_object_mut).for_each(shorten_sealed);
        tables.push(json!({"name": name, "key": key, "rows": rows}));
    }
    Ok(json!({ "tables": tables }))
}

/// Nobody reads what is sealed: its beginning tells enough.
fn shorten_sealed(row: &mut Map<String, Value>) {
    for value in row.values_mut() {
        if let Some(head) = value.as_str().and_then(head_of_sealed) {
            *value = format!("{head}…").into();
        }
    }
}

/// Of bytes only how many there are.
fn shown(column: &Column) -> String {
    let name = &column.name;
    match column.of() {
        Type::Bytes => format!("length({name}) || ' bytes' AS {name}"),
        Type::Text | Type::Int => name.clone(),
    }
}
