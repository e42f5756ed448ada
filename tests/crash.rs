//! The real program, killed. What got a 200 has exactly one turn, and nobody hears anything
//! twice.

use std::sync::Arc;
use std::time::{Duration, Instant};

use asa::clock::Clock;
use asa::twin::{self, Fault, On, Twin};
use asa_tests::books::Books;
use asa_tests::crowd::Crowd;
use asa_tests::databases::{Fresh, Kind};
use asa_tests::process::{Process, Program, some_time};

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_asa-process");
const PEOPLE: usize = 200;
const EACH: usize = 25;
const TEXTS: [&str; 3] = ["เมนูหลัก", "ติดต่อเจ้าหน้าที่", "ฉุกเฉิน"];

/// A LINE that runs on the machine's clock and does not mind speed.
pub(crate) async fn fast_line() -> anyhow::Result<(Twin, twin::Running)> {
    let made_up = twin::Settings::made_up(Clock::system());
    Ok(Twin::start(twin::Settings { rate_limits: false, quota: None, ..made_up }).await?)
}

async fn killed_three_times(kind: Kind) -> anyhow::Result<()> {
    let Some(database) = Fresh::new(kind).await? else { return Ok(()) };
    let (twin, line) = fast_line().await?;
    let program = Program::serve(PROGRAM, &database.url, &twin, &line.base)?;
    let mut process = program.start().await?;
    let crowd = Arc::new(Crowd::new(&twin, PEOPLE, &TEXTS));
    let address = format!("{}/webhook", process.base);
    let talking = tokio::spawn(crowd.clone().talk(vec![address], EACH));
    for _ in 0..3 {
        tokio::time::sleep(some_time(300, 2000)).await;
        process.kill()?;
        tokio::time::sleep(some_time(0, 200)).await;
        process = program.start().await?;
    }
    talking.await??;
    process.until_idle(Duration::from_secs(90)).await?;
    let books = Books::read(&database.url).await?;
    books.balance(&twin, PEOPLE * EACH)?;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_three_times_under_5000_events_on_sqlite() -> anyhow::Result<()> {
    killed_three_times(Kind::Sqlite).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_three_times_under_5000_events_on_postgres() -> anyhow::Result<()> {
    killed_three_times(Kind::Postgres).await
}

/// Killed exactly while replies are on their way and their answers are lost.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_with_replies_under_way_nobody_hears_them_twice() -> anyhow::Result<()> {
    let Some(database) = Fresh::new(Kind::Sqlite).await? else { return Ok(()) };
    let (twin, line) = fast_line().await?;
    let program = Program::serve(PROGRAM, &database.url, &twin, &line.base)?;
    let mut process = program.start().await?;
    twin.fault(On::Reply, Fault::Slow(Duration::from_secs(3)), 40);
    let crowd = Arc::new(Crowd::new(&twin, 40, &TEXTS[2..]));
    crowd.clone().talk(vec![format!("{}/webhook", process.base)], 1).await?;
    let began = Instant::now();
    while twin.sends().len() < 40 && began.elapsed() < Duration::from_secs(20) {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    process.kill()?;
    let process = program.start().await?;
    process.until_idle(Duration::from_secs(90)).await?;
    let books = Books::read(&database.url).await?;
    books.balance(&twin, 40)?;
    assert_eq!(twin.sends().len(), 40, "urgent as they are, none was pushed after it");
    assert_eq!(books.all("unclear"), 40);
    Ok(())
}

/// An operator's stop: what is young still goes out, and nothing is left undone.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stop_finishes_what_it_has_begun() -> anyhow::Result<()> {
    let Some(database) = Fresh::new(Kind::Sqlite).await? else { return Ok(()) };
    let (twin, line) = fast_line().await?;
    let program = Program::serve(PROGRAM, &database.url, &twin, &line.base)?;
    let mut process: Process = program.start().await?;
    let crowd = Arc::new(Crowd::new(&twin, 100, &TEXTS));
    crowd.clone().talk(vec![format!("{}/webhook", process.base)], 1).await?;
    let status = process.terminate()?;
    assert!(status.success(), "{status}: {}", process.said());
    let books = Books::read(&database.url).await?;
    let waiting = books.events.get("waiting").copied().unwrap_or(0);
    assert_eq!(twin.sends().len() + waiting, 100, "answered before the end, or kept");
    assert_eq!(books.all("waiting"), 0, "what had been worked out was sent");
    assert!(process.said().contains("stopped"));
    Ok(())
}

/// What waits behind an answer that is under way leaves as soon as that has ended, not when
/// somebody happens to look.
async fn whoever_writes_fast_is_answered_as_fast(kind: Kind) -> anyhow::Result<()> {
    const MESSAGES: usize = 60;
    let Some(database) = Fresh::new(kind).await? else { return Ok(()) };
    let (twin, line) = fast_line().await?;
    let process = Program::serve(PROGRAM, &database.url, &twin, &line.base)?.start().await?;
    let crowd = Arc::new(Crowd::new(&twin, 1, &["เมนูหลัก"]));
    let began = Instant::now();
    crowd.talk(vec![format!("{}/webhook", process.base)], MESSAGES).await?;
    process.until_idle(Duration::from_secs(60)).await?;
    let took = began.elapsed();
    assert_eq!(twin.sends().len(), MESSAGES);
    assert!(took < Duration::from_secs(10), "half a second for each: {took:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_writes_fast_is_answered_as_fast_on_sqlite() -> anyhow::Result<()> {
    whoever_writes_fast_is_answered_as_fast(Kind::Sqlite).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_writes_fast_is_answered_as_fast_on_postgres() -> anyhow::Result<()> {
    whoever_writes_fast_is_answered_as_fast(Kind::Postgres).await
}
