//! What may be written into a book, and what comes of it.

use asa_tests::on_both;

use super::*;

const YESTERDAY: Date = date!(2020 - 05 - 12);

async fn open_of(world: &World, transfer: i64) -> anyhow::Result<(i64, String)> {
    let db = opened(world).await?;
    let sql = format!("SELECT open, state FROM transfers WHERE id = {transfer}");
    let rows = select(&db, &sql).await?;
    db.close().await?;
    let row = rows.first().ok_or_else(|| anyhow::anyhow!("no transfer {transfer}"))?;
    let state = row["state"].as_str().unwrap_or_default().to_owned();
    Ok((row["open"].as_i64().unwrap_or_default(), state))
}

fn stands(open: i64, state: &str) -> (i64, String) {
    (open, state.to_owned())
}

on_both! {
    async fn masks_go_from_the_province_to_people(world) {
        does(world, PROVINCE, receive(1000)).await?;
        let sent = does(world, PROVINCE, send(DISTRICT, 400)).await?;
        assert_eq!(balance(world, PROVINCE).await?, 600);
        assert_eq!(balance(world, DISTRICT).await?, 0, "still on its way");
        does(world, DISTRICT, confirm(sent, 390)).await?;
        does(world, DISTRICT, hand_out(90)).await?;
        let page = page(world, DISTRICT, TODAY).await?;
        assert_eq!((page.opening, page.closing(), page.free), (0, 300, 300));
        assert_eq!((page.sheet.received, page.sheet.total_handed_out(), page.sheet.people), (390, 90, 45));
        assert_eq!(open_of(world, sent).await?, stands(10, "short"));
        does(world, PROVINCE, settle(sent, 4, End::Back)).await?;
        does(world, PROVINCE, settle(sent, 6, End::LostOnTheWay)).await?;
        assert_eq!(open_of(world, sent).await?, stands(0, "settled"));
        assert_eq!(balance(world, PROVINCE).await?, 604);
        Ok(())
    }

    async fn nothing_is_taken_that_is_not_there(world) {
        does(world, TAMBON, receive(10)).await?;
        for deed in [hand_out(11), lose(11), send(DISTRICT, 11)] {
            assert!(is_overtaken(does(world, TAMBON, deed).await));
        }
        assert!(is_overtaken(on(world, TAMBON, YESTERDAY, lose(1)).await), "it came today");
        does(world, TAMBON, lose(10)).await?;
        assert_eq!(balance(world, TAMBON).await?, 0);
        Ok(())
    }

    async fn a_late_record_is_of_its_own_day(world) {
        on(world, TAMBON, YESTERDAY - Duration::days(2), receive(100)).await?;
        does(world, TAMBON, lose(70)).await?;
        assert!(is_overtaken(on(world, TAMBON, YESTERDAY, lose(31)).await), "today needs it");
        on(world, TAMBON, YESTERDAY, hand_out(30)).await?;
        let page = page(world, TAMBON, YESTERDAY).await?;
        assert_eq!((page.opening, page.sheet.group(Group::G4), page.closing(), page.free), (100, 30, 70, 0));
        Ok(())
    }

    async fn a_count_rests_on_what_the_book_said(world) {
        does(world, TAMBON, receive(100)).await?;
        assert!(is_overtaken(does(world, TAMBON, count(80, 99)).await));
        does(world, TAMBON, count(80, 100)).await?;
        let page = page(world, TAMBON, TODAY).await?;
        let said = page.reported.map(|reported| (reported.said, reported.counted, reported.difference));
        assert_eq!(said, Some((Said::Number, 80, -20)));
        assert_eq!((page.closing(), page.sheet.group(Group::G1)), (80, 20));
        Ok(())
    }

    async fn a_count_taken_back_leaves_the_one_before_it(world) {
        does(world, TAMBON, receive(100)).await?;
        let first = does(world, TAMBON, count(100, 100)).await?;
        let second = does(world, TAMBON, count(60, 100)).await?;
        does(world, TAMBON, reverse(second)).await?;
        let counted = async || Ok::<_, anyhow::Error>(page(world, TAMBON, TODAY).await?.reported);
        assert_eq!(counted().await?.map(|said| said.counted), Some(100));
        assert_eq!(balance(world, TAMBON).await?, 100);
        does(world, TAMBON, reverse(first)).await?;
        assert_eq!(counted().await?, None, "as if nobody had counted: not zero");
        Ok(())
    }

    async fn a_record_is_taken_back_once_and_in_its_own_book(world) {
        let came = does(world, TAMBON, receive(100)).await?;
        assert!(is_overtaken(does(world, DISTRICT, reverse(came)).await), "not theirs");
        assert!(is_overtaken(does(world, TAMBON, reverse(came + 50)).await), "not there");
        does(world, TAMBON, hand_out(1)).await?;
        assert!(is_overtaken(does(world, TAMBON, reverse(came)).await), "one is gone");
        let lost = does(world, TAMBON, lose(5)).await?;
        let back = does(world, TAMBON, reverse(lost)).await?;
        assert!(is_overtaken(does(world, TAMBON, reverse(lost)).await), "only once");
        assert!(is_overtaken(does(world, TAMBON, reverse(back)).await), "nor a taking back");
        assert_eq!(balance(world, TAMBON).await?, 99);
        Ok(())
    }

    async fn words_about_a_transfer_are_taken_back_the_last_one_first(world) {
        does(world, PROVINCE, receive(100)).await?;
        let sent = does(world, PROVINCE, send(DISTRICT, 50)).await?;
        let came = does(world, DISTRICT, confirm(sent, 40)).await?;
        let lost = does(world, PROVINCE, settle(sent, 10, End::Back)).await?;
        for (unit, record) in [(PROVINCE, sent), (DISTRICT, came)] {
            assert!(is_overtaken(does(world, unit, reverse(record)).await));
        }
        does(world, PROVINCE, reverse(lost)).await?;
        assert_eq!(open_of(world, sent).await?, stands(10, "short"));
        does(world, DISTRICT, reverse(came)).await?;
        assert_eq!(open_of(world, sent).await?, stands(50, "open"));
        does(world, PROVINCE, reverse(sent)).await?;
        assert_eq!(open_of(world, sent).await?, stands(0, "taken_back"));
        assert!(is_overtaken(does(world, DISTRICT, confirm(sent, 50)).await));
        assert_eq!((balance(world, PROVINCE).await?, balance(world, DISTRICT).await?), (100, 0));
        Ok(())
    }

    async fn only_the_receiver_confirms_and_only_once(world) {
        does(world, PROVINCE, receive(100)).await?;
        let sent = does(world, PROVINCE, send(DISTRICT, 50)).await?;
        assert!(is_overtaken(does(world, TAMBON, confirm(sent, 50)).await));
        assert!(is_overtaken(does(world, DISTRICT, confirm(sent, 51)).await));
        assert!(is_overtaken(does(world, PROVINCE, settle(sent, 1, End::Back)).await), "too early");
        let (one, other) = tokio::join!(
            does(world, DISTRICT, confirm(sent, 20)),
            does(world, DISTRICT, confirm(sent, 20)),
        );
        assert!(one.is_ok() != other.is_ok());
        assert_eq!(balance(world, DISTRICT).await?, 20);
        Ok(())
    }

    async fn many_records_are_written_together_or_not_at_all(world) {
        let lines = |last: i64| -> Vec<(String, NewRecord)> {
            let deeds = [
                (PROVINCE, receive(100)),
                (PROVINCE, send(DISTRICT, 60)),
                (DISTRICT, confirm(2, 50)),
                (PROVINCE, settle(2, 10, End::Back)),
                (DISTRICT, count(last, 50)),
            ];
            let records = (1..).zip(deeds).map(|(id, (unit, deed))| record(id, unit, TODAY, deed));
            records.map(|record| (format!("event-{}", record.id.0), record)).collect()
        };
        let mut bad = lines(45);
        bad.push(("event-9".into(), record(9, DISTRICT, TODAY, lose(46))));
        let (store, now) = (&world.service.store, world.clock.now());
        assert!(is_overtaken(stock::write(store, &bad, now).await));
        assert_eq!(balance(world, PROVINCE).await?, 0);
        stock::write(store, &lines(45), now).await?;
        assert_eq!((balance(world, PROVINCE).await?, balance(world, DISTRICT).await?), (50, 45));
        assert_eq!(open_of(world, 2).await?, stands(0, "settled"));
        Ok(())
    }

    async fn turns_that_are_committed_together_write_together(world) {
        let write = |id, unit, deed| Change::Write(record(id, unit, TODAY, deed));
        let turns = vec![
            write(1, PROVINCE, receive(100)),
            Change::Keep(DISTRICT),
            write(2, PROVINCE, send(DISTRICT, 60)),
            write(3, DISTRICT, confirm(2, 60)),
        ];
        commits(world, "Uanna", turns).await??;
        assert_eq!((balance(world, PROVINCE).await?, balance(world, DISTRICT).await?), (40, 60));
        let turns = vec![write(4, PROVINCE, lose(40)), write(5, PROVINCE, lose(1))];
        assert_eq!(commits(world, "Uanna", turns).await?, Err(Error::Overtaken));
        assert_eq!(balance(world, PROVINCE).await?, 40);
        let waiting = world.rows("inbox").await?.iter().filter(|row| row["state"] == "waiting").count();
        assert_eq!(waiting, 2, "and both are worked out anew");
        Ok(())
    }

    async fn an_event_is_written_once(world) {
        does(world, TAMBON, receive(10)).await?;
        let again = record(77, TAMBON, TODAY, receive(10));
        let again = [("event-1".to_owned(), again)];
        let store = &world.service.store;
        assert_eq!(stock::write(store, &again, world.clock.now()).await, Err(Error::Conflict));
        assert_eq!(balance(world, TAMBON).await?, 10);
        Ok(())
    }

    async fn what_makes_no_sense_is_refused_for_good(world) {
        let broken = does(world, TAMBON, receive(0)).await;
        assert!(matches!(broken, Err(Error::Broken(_))), "{broken:?}");
        let unknown = NewRecord { item: ItemId(99), ..record(5, TAMBON, TODAY, receive(1)) };
        assert!(matches!(write(world, unknown).await, Err(Error::Missing(_))));
        assert!(is_overtaken(does(world, UnitId(1_000_001), receive(1)).await), "no such unit");
        Ok(())
    }

    async fn nobody_sells_more_than_there_is_when_twenty_write_at_once(world) {
        does(world, DISTRICT, receive(100)).await?;
        let writes = (0..20).map(|_| does(world, DISTRICT, hand_out(30)));
        let done = futures_util::future::join_all(writes).await;
        let (well, refused): (Vec<_>, Vec<_>) = done.into_iter().partition(std::result::Result::is_ok);
        assert_eq!(well.len(), 3);
        for refused in refused {
            assert!(is_overtaken(refused));
        }
        assert_eq!(balance(world, DISTRICT).await?, 10);
        Ok(())
    }
}
