//! Two programs on one PostgreSQL: one queue, no event twice, nobody's events out of order.

use std::sync::Arc;
use std::time::Duration;

use asa_tests::books::Books;
use asa_tests::crowd::Crowd;
use asa_tests::databases::{Fresh, Kind};
use asa_tests::process::Program;

use crate::crash::{PROGRAM, fast_line};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_share_one_queue() -> anyhow::Result<()> {
    let Some(database) = Fresh::new(Kind::Postgres).await? else { return Ok(()) };
    let (twin, line) = fast_line().await?;
    let first = Program::serve(PROGRAM, &database.url, &twin, &line.base)?.start().await?;
    let second = Program::serve(PROGRAM, &database.url, &twin, &line.base)?.start().await?;
    let addresses = [&first, &second].map(|process| format!("{}/webhook", process.base));
    let crowd = Arc::new(Crowd::new(&twin, 100, &["เมนูหลัก", "ฉุกเฉิน", "ยกเลิก"]));
    crowd.talk(addresses.to_vec(), 20).await?;
    first.until_idle(Duration::from_secs(60)).await?;
    let books = Books::read(&database.url).await?;
    books.balance(&twin, 2000)?;
    assert_eq!(twin.sends().len(), 2000);
    for process in [&first, &second] {
        let turns = process.figure("asa_turns_total").await?;
        assert!(turns > 200.0, "both worked: {turns}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_one_dies_the_other_takes_its_work() -> anyhow::Result<()> {
    let Some(database) = Fresh::new(Kind::Postgres).await? else { return Ok(()) };
    let (twin, line) = fast_line().await?;
    let mut first = Program::serve(PROGRAM, &database.url, &twin, &line.base)?.start().await?;
    let second = Program::serve(PROGRAM, &database.url, &twin, &line.base)?.start().await?;
    let addresses = [&first, &second].map(|process| format!("{}/webhook", process.base));
    let crowd = Arc::new(Crowd::new(&twin, 100, &["เมนูหลัก", "ฉุกเฉิน", "ยกเลิก"]));
    let talking = tokio::spawn(crowd.talk(addresses.to_vec(), 10));
    tokio::time::sleep(Duration::from_millis(500)).await;
    first.kill()?;
    talking.await??;
    second.until_idle(Duration::from_secs(60)).await?;
    Books::read(&database.url).await?.balance(&twin, 1000)
}

/// An embedded database belongs to one service.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_one_on_sqlite_is_turned_away() -> anyhow::Result<()> {
    let Some(database) = Fresh::new(Kind::Sqlite).await? else { return Ok(()) };
    let (twin, line) = fast_line().await?;
    let _first = Program::serve(PROGRAM, &database.url, &twin, &line.base)?.start().await?;
    let second = Program::serve(PROGRAM, &database.url, &twin, &line.base)?;
    let (status, _, errors) = second.run(&["serve"])?;
    assert_eq!(status.code(), Some(1));
    assert!(errors.contains("another asa serves from this database file"), "{errors}");
    Ok(())
}
