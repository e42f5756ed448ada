//! How much Asa carries, how fast, and whether anything is lost or doubled on the way:
//!
//! ```sh
//! cargo build --release -p asa-tests --bins
//! target/release/load burst                      # on SQLite, then on PostgreSQL
//! target/release/load ack sqlite --seconds 10
//! ```
//!
//! The program, the database, the LINE twin and the people all run on this machine. Results are
//! kept in `tests/results/`.

use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, bail};
use asa_tests::load::scenarios::{self, Wish};
use asa_tests::load::table;

const HELP: &str = "load SCENARIO [sqlite|postgres] [--seconds N]\n\n\
    ack             webhooks only, beside the floors\n\
    burst           conversations, as fast as they are answered\n\
    deadline-hour   conversations at 190 events a second for ten minutes\n\
    nation-mean     conversations at 1,000 events a second\n\
    sessions        100,000 people with a form half filled in\n\
    restart         10,000 events waiting while the program starts\n\
    replicas        one, two and three programs on one PostgreSQL\n\
    soak            conversations at 100 events a second for an hour\n\
    table           the results that are kept, as the README shows them";

#[tokio::main]
async fn main() -> anyhow::Result<ExitCode> {
    let mut words = std::env::args().skip(1);
    let Some(scenario) = words.next() else { bail!("{HELP}") };
    if scenario == "floor" {
        return scenarios::be_a_floor(&words.collect::<Vec<_>>()).await;
    }
    if scenario == "table" {
        return show(&table::table(&table::kept()?));
    }
    let (mut only, mut seconds) = (None, None);
    while let Some(word) = words.next() {
        match word.as_str() {
            "sqlite" | "postgres" => only = Some(word),
            "--seconds" => {
                let count = words.next().context("--seconds N")?.parse()?;
                seconds = Some(Duration::from_secs(count));
            }
            _ => bail!("{HELP}"),
        }
    }
    let mut holds = true;
    for database in ["sqlite", "postgres"] {
        if only.as_deref().is_some_and(|only| only != database) {
            continue;
        }
        let wish = Wish { scenario: &scenario, database, seconds };
        holds &= scenarios::run(&wish).await.with_context(|| HELP.to_owned())?;
    }
    Ok(if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

#[expect(clippy::print_stdout, reason = "it is asked for")]
fn show(table: &str) -> anyhow::Result<ExitCode> {
    print!("{table}");
    Ok(ExitCode::SUCCESS)
}
