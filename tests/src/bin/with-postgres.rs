//! Runs a command with one PostgreSQL server for all of its tests:
//! `with-postgres cargo nextest run`.

use std::process::{Command, ExitCode};

use asa_tests::postgres::{Postgres, SERVER};

fn main() -> anyhow::Result<ExitCode> {
    let mut words = std::env::args_os().skip(1);
    let Some(program) = words.next() else { anyhow::bail!("with-postgres COMMAND [ARGUMENT …]") };
    let server = Postgres::start()?;
    let status = Command::new(program).args(words).env(SERVER, server.url()).status()?;
    drop(server);
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
