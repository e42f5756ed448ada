//! Everything that can go wrong around people who talk, one trouble after the other; after each the
//! books are compared. Ends with 1 if anything was lost, or came twice:
//!
//! ```sh
//! cargo build --release -p asa-tests --bins
//! target/release/chaos                           # five minutes for each
//! target/release/chaos killed --seconds 30
//! ```

use std::process::ExitCode;
use std::time::Duration;

use anyhow::Context as _;
use asa_tests::databases::Kind;
use asa_tests::load::chaos::{TROUBLES, run};

#[tokio::main]
async fn main() -> anyhow::Result<ExitCode> {
    let (mut only, mut time) = (None, Duration::from_secs(300));
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--seconds" => {
                time = Duration::from_secs(words.next().context("--seconds N")?.parse()?);
            }
            _ => only = Some(word),
        }
    }
    let mut holds = true;
    for trouble in TROUBLES {
        if only.as_deref().is_some_and(|only| only != trouble.name) {
            continue;
        }
        for kind in trouble.on {
            let database = if *kind == Kind::Sqlite { "sqlite" } else { "postgres" };
            let after = run(trouble, database, time).await?;
            let verdict = if after.wrong.is_empty() { "the books agree" } else { "WRONG" };
            say(&format!(
                "{:<20} {database:<9} {verdict}: {} events, {} records, {} answers missed ({} not known to be sent)",
                trouble.name, after.events, after.records, after.missed, after.unsent
            ));
            for wrong in &after.wrong {
                say(&format!("{:<30} {wrong}", ""));
            }
            holds &= after.wrong.is_empty();
        }
    }
    Ok(if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

#[expect(clippy::print_stdout, reason = "figures to look at")]
fn say(line: &str) {
    println!("{line}");
}
