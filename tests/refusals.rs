//! A store that refuses: LINE is told to come again, nothing is lost, and it mends by itself.

use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::ensure;
use asa::line::signature;
use asa::twin::Twin;
use asa_tests::books::Books;
use asa_tests::crowd::Crowd;
use asa_tests::databases::{Fresh, Kind, skipped};
use asa_tests::postgres::Postgres;
use asa_tests::process::Program;
use asa_tests::world::text_in;
use reqwest::Client;

use crate::crash::{PROGRAM, fast_line};

/// One message from a new person; what it was answered with, in LINE's two seconds.
async fn one_message(client: &Client, twin: &Twin, base: &str) -> anyhow::Result<u16> {
    let person = twin.add_person("คนหนึ่ง", "th");
    let event = twin.event(text_in(&person, &person, "เมนูหลัก"));
    let (body, signature) = twin.sign_and_wrap(&[event]);
    let request = client.post(format!("{base}/webhook")).body(body);
    let request = request.header(signature::HEADER, signature).timeout(Duration::from_secs(2));
    Ok(request.send().await?.status().as_u16())
}

/// Sends until `status` was the answer so many times in a row; says how many were taken.
async fn until(status: u16, times: u32, twin: &Twin, base: &str) -> anyhow::Result<usize> {
    let client = asa::line::http::builder().build()?;
    let began = Instant::now();
    let (mut taken, mut in_a_row) = (0, 0);
    while in_a_row < times {
        let answer = one_message(&client, twin, base).await?;
        ensure!(answer == 200 || answer == 503, "answered {answer}");
        taken += usize::from(answer == 200);
        in_a_row = if answer == status { in_a_row + 1 } else { 0 };
        ensure!(began.elapsed() < Duration::from_secs(60), "never {status}");
    }
    Ok(taken)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_is_a_503_and_passes() -> anyhow::Result<()> {
    let Some(database) = Fresh::new(Kind::Sqlite).await? else { return Ok(()) };
    let (twin, line) = fast_line().await?;
    let program = Program::serve(PROGRAM, &database.url, &twin, &line.base)?;
    // No file may grow over a quarter of a megabyte; a write beyond fails as on a full disk.
    let process = program.start_through("trap '' XFSZ; ulimit -S -f 512").await?;
    let taken = until(503, 20, &twin, &process.base).await?;
    let limit = [format!("--pid={}", process.id()), "--fsize=unlimited".to_owned()];
    assert!(Command::new("prlimit").args(limit).status()?.success(), "it could not be lifted");
    let after = until(200, 20, &twin, &process.base).await?;
    process.until_idle(Duration::from_secs(60)).await?;
    let books = Books::read(&database.url).await?;
    books.balance(&twin, taken + after)?;
    assert!(taken > 0, "some were taken before the disk was full");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stopped_postgres_is_a_503_and_passes() -> anyhow::Result<()> {
    if asa_tests::postgres::server().is_none() {
        return skipped("PostgreSQL's server is not installed").map(|_: Option<()>| ());
    }
    let mut server = Postgres::start()?;
    let database = Fresh::on(&server.url()).await?;
    asa_db::Store::open(&database.url).await?.migrate().await?;
    let (twin, line) = fast_line().await?;
    let process = Program::serve(PROGRAM, &database.url, &twin, &line.base)?.start().await?;
    let crowd = Arc::new(Crowd::new(&twin, 50, &["เมนูหลัก", "ฉุกเฉิน"]));
    let address = format!("{}/webhook", process.base);
    let talking = tokio::spawn(crowd.talk(vec![address], 10));
    tokio::time::sleep(Duration::from_millis(300)).await;
    server.stop()?;
    let client = asa::line::http::builder().build()?;
    assert_eq!(one_message(&client, &twin, &process.base).await?, 503);
    let ready = client.get(format!("{}/readyz", process.base));
    assert_eq!(ready.send().await?.status(), 503);
    server.start_again()?;
    talking.await??;
    process.until_idle(Duration::from_secs(60)).await?;
    Books::read(&database.url).await?.balance(&twin, 500)
}
