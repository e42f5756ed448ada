//! The short version of `chaos`: every trouble for a few seconds, on one of the databases; the long
//! one has all of them on both.

use std::time::Duration;

use anyhow::{Context as _, ensure};
use asa_tests::databases::skipped;
use asa_tests::load::chaos::{TROUBLES, fake_time, run};

const TIME: Duration = Duration::from_secs(4);

async fn survives(name: &str, database: &str) -> anyhow::Result<()> {
    let trouble = TROUBLES.into_iter().find(|trouble| trouble.name == name);
    let trouble = trouble.context("no such trouble")?;
    if database == "postgres" && asa_tests::postgres::server().is_none() {
        return skipped("PostgreSQL's server is not installed").map(|_: Option<()>| ());
    }
    if name == "own-clock-jumps" && fake_time().is_none() {
        return skipped("libfaketime is not installed").map(|_: Option<()>| ());
    }
    let after = run(trouble, database, TIME).await?;
    ensure!(after.wrong.is_empty(), "{:?}", after.wrong);
    ensure!(after.events > 50, "nobody said anything");
    Ok(())
}

macro_rules! troubles {
    ($($test:ident: $name:literal on $database:literal)+) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $test() -> anyhow::Result<()> {
            survives($name, $database).await
        }
    )+};
}

troubles! {
    the_program_is_killed: "killed" on "sqlite"
    the_program_is_killed_beside_its_server: "killed" on "postgres"
    line_is_slow: "line-slow" on "postgres"
    line_is_down: "line-down" on "sqlite"
    line_has_had_enough: "too-many-requests" on "postgres"
    lines_answers_are_lost: "answers-lost" on "sqlite"
    the_database_server_is_restarted: "server-restarted" on "postgres"
    the_disk_is_full: "disk-full" on "sqlite"
    clocks_disagree_more_and_more: "clock-jumps" on "postgres"
    the_machines_clock_is_set_to_and_fro: "own-clock-jumps" on "sqlite"
    every_webhook_comes_four_times: "redelivered" on "sqlite"
    one_chat_sends_many_messages: "a-thousand-messages" on "sqlite"
    events_that_nobody_can_read: "poison" on "postgres"
    bodies_that_never_end: "half-a-body" on "sqlite"
}
