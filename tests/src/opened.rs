//! What lies sealed in the database, as whoever has the key reads it: for tests about what is
//! kept, which a look at the tables no longer tells.

use std::fmt::Display;

use asa_db::Vault;
use asa_db::vault::columns::{Column, SEALED};
use sea_orm::{ConnectionTrait, Database, Statement};

/// Every sealed text there is; pictures are left out.
pub async fn texts(url: &str, vault: &Vault) -> anyhow::Result<Vec<String>> {
    let db = Database::connect(url).await?;
    let mut texts = Vec::new();
    for column in SEALED.iter().filter(|column| column.name != "bytes") {
        let sql = Statement::from_string(db.get_database_backend(), values_of(column));
        for found in db.query_all_raw(sql).await? {
            let row = column.row.iter().map(|part| found.try_get::<String>("", part));
            let row = row.collect::<Result<Vec<_>, _>>()?;
            let row: Vec<&dyn Display> = row.iter().map(|part| part as &dyn Display).collect();
            texts.push(vault.open(&column.at(&row), found.try_get("", "sealed")?)?);
        }
    }
    db.close().await?;
    Ok(texts)
}

fn values_of(Column { table, name, row, .. }: &Column) -> String {
    let row: Vec<String> =
        row.iter().map(|part| format!("CAST({part} AS TEXT) AS {part}")).collect();
    format!("SELECT {}, {name} AS sealed FROM {table} WHERE {name} IS NOT NULL", row.join(", "))
}
