//! Whoever has the file, or the password, can change anything. It is found and named.

use asa_db::stock::verify::Verdict;
use asa_tests::on_both;

use super::*;

/// Two units, ten records: the numbers are those of the records, the places those in the books.
async fn some_history(world: &World) -> anyhow::Result<()> {
    does(world, PROVINCE, receive(1000)).await?; // 1, place 1
    does(world, PROVINCE, send(DISTRICT, 300)).await?; // 2, place 2
    does(world, DISTRICT, confirm(2, 290)).await?; // 3, place 1
    does(world, PROVINCE, settle(2, 10, End::Back)).await?; // 4, place 3
    does(world, DISTRICT, hand_out(40)).await?; // 5, place 2
    let told = Some("ฝนตกหนัก".to_owned());
    let lost = NewRecord { note: told, ..record(6, DISTRICT, TODAY, lose(5)) }; // place 3
    write(world, lost).await?;
    numbers::take(&world.service.store, "stock", 1).await?;
    does(world, DISTRICT, count(240, 245)).await?; // 7, place 4
    does(world, DISTRICT, reverse(5)).await?; // 8, place 5
    on(world, DISTRICT, TODAY + Duration::days(1), count(280, 280)).await?; // 9, place 6
    does(world, PROVINCE, send(DISTRICT, 7)).await?; // 10, place 4
    world.clock.advance(std::time::Duration::from_secs(24 * 3600));
    assert_eq!(stock::seal(&world.service.store, world.clock.now()).await?, 1);
    Ok(())
}

async fn verdict(world: &World) -> Result<Verdict> {
    stock::verify(&world.service.store, |_| ()).await
}

/// As somebody could who may change the schema: what says no is taken away first.
async fn forge(world: &World, sql: &[&str]) -> anyhow::Result<()> {
    let db = opened(world).await?;
    asa_migrations::append_only::lift(&db).await?;
    for sql in sql {
        db.execute_unprepared(sql).await?;
    }
    asa_migrations::append_only::set(&db).await?;
    db.close().await?;
    Ok(())
}

/// Unit, number and place of what is found, and a part of what is said about it.
type Found = (Option<i64>, Option<i64>, Option<i64>, &'static str);

/// What is done, what undoes it, and what is found in between.
const FORGERIES: [(&str, &str, Found); 21] = [
    (
        "UPDATE entries SET pieces = 400 WHERE record = 5",
        "UPDATE entries SET pieces = 40 WHERE record = 5",
        (Some(4701), Some(5), Some(2), "its entries"),
    ),
    (
        "UPDATE records SET deed = replace(deed, '40', '41') WHERE id = 5",
        "UPDATE records SET deed = replace(deed, '41', '40') WHERE id = 5",
        (Some(4701), Some(5), Some(2), "its entries"),
    ),
    (
        "UPDATE records SET deed = replace(deed, '20', '19') WHERE id = 5",
        "UPDATE records SET deed = replace(deed, '19', '20') WHERE id = 5",
        (Some(4701), Some(5), Some(2), "hash"),
    ),
    (
        "UPDATE records SET day = '2020-05-12' WHERE id = 6",
        "UPDATE records SET day = '2020-05-13' WHERE id = 6",
        (Some(4701), Some(6), Some(3), "hash"),
    ),
    (
        "UPDATE records SET author = 3 WHERE id = 7",
        "UPDATE records SET author = NULL WHERE id = 7",
        (Some(4701), Some(7), Some(4), "hash"),
    ),
    (
        "UPDATE records SET kind = 'receive' WHERE id = 7",
        "UPDATE records SET kind = 'count' WHERE id = 7",
        (Some(4701), Some(7), Some(4), "kind"),
    ),
    (
        "UPDATE records SET transfer = NULL WHERE id = 3",
        "UPDATE records SET transfer = 2 WHERE id = 3",
        (Some(4701), Some(3), Some(1), "another transfer"),
    ),
    (
        "UPDATE entries SET record = -6 WHERE record = 6",
        "UPDATE entries SET record = 6 WHERE record = -6",
        (Some(4701), Some(6), Some(3), "its entries"),
    ),
    (
        "UPDATE records SET unit = -1 WHERE id = 10",
        "UPDATE records SET unit = 47 WHERE id = 10",
        (Some(47), None, Some(4), "sealed on 2020-05-08"),
    ),
    (
        "UPDATE records SET place = 70 WHERE id = 7",
        "UPDATE records SET place = 4 WHERE id = 7",
        (Some(4701), Some(8), Some(5), "place 4, is missing"),
    ),
    (
        "UPDATE record_asides SET photos = '[\"x\"]'",
        "UPDATE record_asides SET photos = '[]'",
        (Some(4701), Some(6), Some(3), "photos"),
    ),
    (
        "UPDATE books SET place = 7 WHERE unit = 4701",
        "UPDATE books SET place = 6 WHERE unit = 4701",
        (Some(4701), None, Some(7), "7 records, and 6"),
    ),
    (
        "UPDATE balances SET pieces = pieces + 1 WHERE unit = 47",
        "UPDATE balances SET pieces = pieces - 1 WHERE unit = 47",
        (Some(47), None, None, "what lies there"),
    ),
    (
        "UPDATE days SET people = people + 1 WHERE unit = 4701 AND day = '2020-05-13'",
        "UPDATE days SET people = people - 1 WHERE unit = 4701 AND day = '2020-05-13'",
        (Some(4701), None, None, "sums of 2020-05-13"),
    ),
    (
        "UPDATE days SET counted = 281 WHERE counted = 280",
        "UPDATE days SET counted = 280 WHERE counted = 281",
        (Some(4701), None, None, "sums of 2020-05-14"),
    ),
    (
        "UPDATE area_balances SET pieces = pieces - 1 WHERE area = '4701'",
        "UPDATE area_balances SET pieces = pieces + 1 WHERE area = '4701'",
        (None, None, None, "balances of the area 4701"),
    ),
    (
        "UPDATE area_days SET zero = 1 WHERE area = '47' AND day = '2020-05-14'",
        "UPDATE area_days SET zero = 0 WHERE area = '47' AND day = '2020-05-14'",
        (None, None, None, "days of the area 47"),
    ),
    (
        "UPDATE transfers SET open = 6 WHERE id = 10",
        "UPDATE transfers SET open = 7 WHERE id = 10",
        (Some(47), Some(10), Some(4), "its transfer"),
    ),
    (
        "UPDATE transfers SET id = -10 WHERE id = 10",
        "UPDATE transfers SET id = 10 WHERE id = -10",
        (Some(47), Some(-10), None, "its transfer"),
    ),
    ("UPDATE seals SET hash = 'x'", "", (None, None, None, "the seal of 2020-05-08 is broken")),
    ("DELETE FROM seals", "", (None, None, None, "the seal of 2020-05-08 is missing")),
];

on_both! {
    async fn what_was_written_is_whole(world) {
        some_history(world).await?;
        let mut read = 0;
        let verdict = stock::verify(&world.service.store, |records| read += records).await?;
        assert_eq!(verdict.broken, None);
        assert_eq!((verdict.books, verdict.records, verdict.seals, read), (2, 10, 1, 10));
        assert_eq!(verdict.entries, 9, "the last count moved nothing");
        Ok(())
    }

    async fn whatever_is_changed_is_found_and_named(world) {
        some_history(world).await?;
        for (forgery, undone, (unit, record, place, what)) in FORGERIES {
            forge(world, &[forgery]).await?;
            let broken = verdict(world).await?.broken.unwrap_or_default();
            let at = (broken.unit.map(|u| u.0), broken.record.map(|r| r.0), broken.place);
            assert_eq!(at, (unit, record, place), "{forgery}: {}", broken.what);
            assert!(broken.what.contains(what), "{forgery}: {}", broken.what);
            if undone.is_empty() {
                continue;
            }
            forge(world, &[undone]).await?;
            assert_eq!(verdict(world).await?.broken, None, "{undone}");
        }
        Ok(())
    }

    async fn a_book_that_is_written_anew_does_not_fit_its_seal(world) {
        some_history(world).await?;
        // The last two records of a book go, with all that follows from them, and the book ends
        // where it would have ended.
        let db = opened(world).await?;
        let last = select(&db, "SELECT hash FROM records WHERE unit = 47 AND place = 3").await?;
        db.close().await?;
        let head = last[0]["hash"].as_str().unwrap_or_default();
        let book = format!("UPDATE books SET place = 3, head = '{head}' WHERE unit = 47");
        forge(world, &[
            "DELETE FROM entries WHERE record = 10",
            "DELETE FROM records WHERE id = 10",
            "DELETE FROM transfers WHERE id = 10",
            "UPDATE balances SET pieces = pieces + 7 WHERE unit = 47",
            "UPDATE area_balances SET pieces = pieces + 7 WHERE area = '47'",
            "UPDATE days SET allocated = allocated - 7 WHERE unit = 47 AND day = '2020-05-13'",
            "UPDATE area_days SET allocated = allocated - 7 WHERE area = '47' AND day = '2020-05-13'",
            &book,
        ]).await?;
        let broken = verdict(world).await?.broken.unwrap_or_default();
        assert_eq!((broken.unit, broken.place), (Some(PROVINCE), Some(4)));
        assert!(broken.what.contains("sealed on 2020-05-08"), "{}", broken.what);
        // Without the seal nothing would tell: that is what it is for.
        forge(world, &["DELETE FROM sealed_books", "DELETE FROM seals"]).await?;
        assert_eq!(verdict(world).await?.broken, None);
        Ok(())
    }

    async fn an_erased_note_leaves_the_book_whole(world) {
        some_history(world).await?;
        let db = opened(world).await?;
        db.execute_unprepared("UPDATE record_asides SET salt = NULL, note = NULL").await?;
        db.close().await?;
        assert_eq!(verdict(world).await?.broken, None);
        forge(world, &["DELETE FROM record_asides"]).await?;
        let broken = verdict(world).await?.broken.unwrap_or_default();
        assert_eq!(broken.record, Some(RecordId(6)), "{}", broken.what);
        Ok(())
    }

    async fn a_backup_holds_a_whole_ledger_and_a_restore_brings_it_back(world) {
        some_history(world).await?;
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("backup.db");
        let store = &world.service.store;
        let backup = asa_db::backup::backup(store, &file, |_| ()).await?;
        assert!(backup.ledger.is_whole() && backup.ledger.records == 10, "{:?}", backup.ledger);
        does(world, PROVINCE, receive(1)).await?;
        let now = world.clock.now();
        let restored = asa_db::backup::restore(store, &file, true, Vec::new(), now, |_| ()).await?;
        assert!(restored.ledger.is_whole() && restored.ledger.records == 10);
        let db = opened(world).await?;
        assert!(db.execute_unprepared("DELETE FROM records").await.is_err(), "still refused");
        db.close().await?;
        for kind in [Kind::Sqlite, Kind::Postgres] {
            let Some(other) = asa_tests::databases::Fresh::new(kind).await? else { continue };
            let other = asa_db::Store::open(&other.url).await?;
            let restored =
                asa_db::backup::restore(&other, &file, false, Vec::new(), now, |_| ()).await?;
            assert!(restored.ledger.is_whole() && restored.ledger.seals == 1);
            other.close().await?;
        }
        Ok(())
    }
}
