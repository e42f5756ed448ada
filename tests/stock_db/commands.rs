//! `asa ledger` and `asa items`, run as an operator runs them.

use asa_tests::on_both;
use serde_json::Value;

use super::*;
use crate::invites::{program, ran, refused};

on_both! {
    async fn the_ledger_is_proved_and_what_is_broken_is_named(world) {
        does(world, TAMBON, receive(10)).await?;
        let program = program(&world.database);
        let said = ran(&program, &["ledger", "verify"])?;
        assert!(said.contains("whole: 1 books, 1 records, 1 entries, 0 seals"), "{said}");
        let db = opened(world).await?;
        db.execute_unprepared("UPDATE balances SET pieces = 11").await?;
        db.close().await?;
        let (status, said, _) = program.run(&["ledger", "verify"])?;
        assert_eq!(status.code(), Some(1), "{said}");
        assert!(said.starts_with("unit u470101: what lies there is not"), "{said}");
        let (_, said, _) = program.run(&["ledger", "verify", "--json"])?;
        let said: Value = serde_json::from_str(&said)?;
        assert_eq!((&said["whole"], &said["broken"]["unit"]), (&false.into(), &"u470101".into()));
        // A copy of something broken is better than none, and says so.
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("backup.db");
        let (status, said, _) = program.run(&["backup", file.to_str().unwrap_or_default()])?;
        assert!(status.code() == Some(1) && said.contains("the ledger is broken"), "{said}");
        assert!(file.exists());
        Ok(())
    }

    async fn a_figure_can_be_told_as_it_was_known_then(world) {
        does(world, TAMBON, receive(100)).await?;
        let then = world.clock.now();
        world.clock.advance(std::time::Duration::from_secs(60));
        does(world, TAMBON, hand_out(30)).await?;
        let program = program(&world.database);
        let known = |at: String| {
            let whose = ["ledger", "known", "--area", "4701", "--on", "2563-05-13", "--json", "--at"];
            let said = ran(&program, &[&whose[..], &[at.as_str()]].concat())?;
            anyhow::Ok(serde_json::from_str::<Value>(&said)?)
        };
        let (then, now) = (known(then.to_string())?, known(world.clock.now().to_string())?);
        assert_eq!((&then[0]["closing"], &now[0]["closing"]), (&100.into(), &70.into()));
        assert_eq!((&then[0]["sheet"]["g4"], &now[0]["sheet"]["g4"]), (&0.into(), &30.into()));
        let (status, _, said) = program.run(&["ledger", "known", "--on", "2563-05-13", "--at", "then"])?;
        assert!(status.code() == Some(2) && said.contains("an instant such as"), "{said}");
        Ok(())
    }

    async fn items_come_from_a_file_all_or_none(world) {
        let program = program(&world.database);
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("items.toml");
        let path = file.to_str().unwrap_or_default();
        let example = ran(&program, &["items", "apply", "--example"])?;
        std::fs::write(&file, &example)?;
        let said = ran(&program, &["items", "apply", path])?;
        assert_eq!(said.trim(), "9 items added, 1 that were there say what the file says");
        assert!(ran(&program, &["items", "apply", path])?.starts_with("0 items added, 10"));
        std::fs::write(&file, example.replace("\"ขวด\"", "\"มล.\"").replace("\"n95\"", "\"N95\""))?;
        let said = refused(&program, &["items", "apply", path])?;
        for what in ["alcohol_gel: is counted in ขวด", "N95: a code has small", "3 faults"] {
            assert!(said.contains(what), "{what}: {said}");
        }
        let said: Value = serde_json::from_str(&ran(&program, &["items", "list", "--json"])?)?;
        let codes: Vec<&str> = said.as_array().into_iter().flatten().filter_map(|i| i["code"].as_str()).collect();
        assert_eq!((codes.len(), codes[0], codes[2]), (10, "surgical_mask", "n95"));
        let Answer::Items(items) = asks(world, Ask::Items).await? else { panic!() };
        assert_eq!(items[9].measures[0].name.th, "ขวด");
        Ok(())
    }
}
