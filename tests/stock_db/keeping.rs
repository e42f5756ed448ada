//! What the database itself keeps anybody from, and what lies there sealed.

use asa_core::people::{RoleId, RoleKind};
use asa_tests::on_both;

use super::*;
use crate::people_db;

on_both! {
    async fn what_is_written_is_neither_changed_nor_removed(world) {
        does(world, TAMBON, receive(10)).await?;
        let db = opened(world).await?;
        for table in asa_migrations::append_only::TABLES {
            let column = if table.starts_with("seal") { "day" } else { "place" };
            let truncate = world.database.url.starts_with("postgres").then(|| format!("TRUNCATE {table}"));
            let update = format!("UPDATE {table} SET {column} = {column}");
            let asked = [Some(update), Some(format!("DELETE FROM {table}")), truncate];
            for sql in asked.into_iter().flatten() {
                // Nothing lies in the seals yet, and SQLite asks row by row.
                if table.starts_with("seal") && !world.database.url.starts_with("postgres") {
                    continue;
                }
                let refused = db.execute_unprepared(&sql).await.map(drop);
                let said = refused.map_err(|error| error.to_string());
                assert!(said.as_ref().is_err_and(|said| said.contains("takes it back")), "{sql}: {said:?}");
            }
        }
        db.close().await?;
        Ok(())
    }

    async fn a_note_lies_sealed_and_its_hash_in_the_book(world) {
        let told = Some("กล่องเปียกน้ำ".to_owned());
        let record = NewRecord { note: told, ..record(1, TAMBON, TODAY, receive(10)) };
        write(world, record).await?;
        let db = opened(world).await?;
        let asides = select(&db, "SELECT salt, note, photos FROM record_asides").await?;
        assert_eq!(asides.len(), 1);
        assert!(asides[0]["note"].as_str().is_some_and(|note| note.starts_with("s1.")), "{asides:?}");
        let records = select(&db, "SELECT aside FROM records").await?;
        assert!(records[0]["aside"].as_str().is_some_and(|hash| hash.len() == 64), "{records:?}");
        db.close().await?;
        Ok(())
    }

    async fn whoever_is_forgotten_leaves_no_note_and_a_whole_ledger(world) {
        people_db::has(world, "Uanna", 1, RoleKind::Officer, TAMBON.0).await?;
        let [(event, noted)] = with_a_note("กล่องเปียกน้ำ");
        let noted = NewRecord { author: Some(RoleId(1)), ..noted };
        let (store, now) = (&world.service.store, world.clock.now());
        stock::write(store, &[(event, noted)], now).await?;
        commits(world, "Uanna", vec![Change::Keep(TAMBON)]).await??;
        asa_db::privacy::erase::erase(store, "Uanna", now).await?;
        let db = opened(world).await?;
        let asides = select(&db, "SELECT record, salt, note FROM record_asides").await?;
        assert_eq!(asides[0]["record"], 900, "that there was one stays");
        assert!(asides[0]["note"].is_null() && asides[0]["salt"].is_null(), "{asides:?}");
        let keepers = select(&db, "SELECT person FROM keepers").await?;
        assert_ne!(keepers[0]["person"], "Uanna");
        db.close().await?;
        assert_eq!(stock::verify(store, |_| ()).await?.broken, None);
        Ok(())
    }
}
