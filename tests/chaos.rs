//! The short version of `chaos`: every trouble for a few seconds, on each database it can come to.

use std::time::Duration;

use anyhow::ensure;
use asa_tests::databases::{Kind, skipped};
use asa_tests::load::chaos::{TROUBLES, run};

const TIME: Duration = Duration::from_secs(4);

async fn survives(name: &str) -> anyhow::Result<()> {
    let troubles = TROUBLES.into_iter().filter(|trouble| trouble.name == name);
    let mut tried = 0;
    for (trouble, kind) in troubles.flat_map(|one| one.on.iter().map(move |kind| (one, *kind))) {
        let database = match kind {
            Kind::Sqlite => "sqlite",
            Kind::Postgres if asa_tests::postgres::server().is_some() => "postgres",
            Kind::Postgres => {
                skipped::<()>("PostgreSQL's server is not installed")?;
                continue;
            }
        };
        let after = run(trouble, database, TIME).await?;
        ensure!(after.wrong.is_empty(), "{database}: {:?}", after.wrong);
        ensure!(after.events > 100, "{database}: nobody said anything");
        tried += 1;
    }
    ensure!(tried > 0, "no such trouble");
    Ok(())
}

macro_rules! troubles {
    ($($test:ident: $name:literal)+) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $test() -> anyhow::Result<()> {
            survives($name).await
        }
    )+};
}

troubles! {
    the_program_is_killed: "killed"
    line_is_slow: "line-slow"
    line_is_down: "line-down"
    line_has_had_enough: "too-many-requests"
    lines_answers_are_lost: "answers-lost"
    the_database_server_is_restarted: "server-restarted"
    the_disk_is_full: "disk-full"
    clocks_disagree_more_and_more: "clock-jumps"
    every_webhook_comes_four_times: "redelivered"
    one_chat_sends_a_thousand_messages: "a-thousand-messages"
    events_that_nobody_can_read: "poison"
    bodies_that_never_end: "half-a-body"
}
