//! Every command, on one page. Exit codes: 0 done, 1 refused or failed, 2 misused.

pub mod areas;
pub mod audit;
pub mod backup;
pub mod dead;
pub mod demo;
pub mod doctor;
pub mod export;
pub mod flows;
pub mod invite;
pub mod items;
pub mod keys;
pub mod ledger;
pub mod migrate;
pub mod people;
pub mod requests;
pub mod restore;
mod right;
pub mod serve;
mod show;
pub mod tick;
pub mod units;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::log::{self, LogArgs};

/// Asa (อาสา): relief work in Thai provinces, as conversations on LINE.
///
/// Settings are flags, environment variables, or lines of a `.env` file in this folder.
#[derive(Debug, Parser)]
#[command(name = "asa", version, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    log: LogArgs,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::Demo),
    Serve(serve::Serve),
    Migrate(migrate::Migrate),
    Doctor(doctor::Doctor),
    Backup(backup::Backup),
    Restore(restore::Restore),
    Dead(dead::Dead),
    Keys(keys::Keys),
    Flows(flows::Flows),
    Export(export::Export),
    Areas(areas::Areas),
    Invite(invite::Invite),
    Items(items::Items),
    Ledger(ledger::Ledger),
    Units(units::Units),
    People(people::People),
    Audit(audit::Audit),
    Tick(tick::Tick),
    Requests(requests::Requests),
}

/// A command's answer: whether it did what was asked.
type Outcome = anyhow::Result<bool>;

/// Arguments that fit each for itself, but not together.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Misused(String);

const MISUSED: u8 = 2;

pub fn main() -> ExitCode {
    if let Err(error) = dotenvy::dotenv()
        && !error.not_found()
    {
        return failed(&anyhow::anyhow!("the .env file does not read: {}", line_of(&error)));
    }
    // Clap prints its own errors, and exits with 2.
    let cli = Cli::parse();
    if let Err(error) = log::install(&cli.log) {
        return failed(&error);
    }
    let runtime = match runtime() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.into()),
    };
    match runtime.block_on(run(cli.command)) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => failed(&error),
    }
}

/// What other threads have done, above all that of an embedded database, goes on soon: usually it
/// would be looked for after 61 tasks, and a commit be kept waiting by requests that wait for it.
fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().global_queue_interval(2).enable_all().build()
}

async fn run(command: Command) -> Outcome {
    match command {
        Command::Demo(demo) => demo.run().await,
        Command::Serve(serve) => serve.run().await,
        Command::Migrate(migrate) => migrate.run().await,
        Command::Doctor(doctor) => doctor.run().await,
        Command::Backup(backup) => backup.run().await,
        Command::Restore(restore) => restore.run().await,
        Command::Dead(dead) => dead.run().await,
        Command::Keys(keys) => keys.run().await,
        Command::Flows(flows) => flows.run(),
        Command::Export(export) => export.run().await,
        Command::Areas(areas) => areas.run(),
        Command::Invite(invite) => invite.run().await,
        Command::Items(items) => items.run().await,
        Command::Ledger(ledger) => ledger.run().await,
        Command::Units(units) => units.run().await,
        Command::People(people) => people.run().await,
        Command::Audit(audit) => audit.run().await,
        Command::Tick(tick) => tick.run().await,
        Command::Requests(requests) => requests.run().await,
    }
}

fn failed(error: &anyhow::Error) -> ExitCode {
    show::error(&format!("asa: {error:#}"));
    if error.is::<Misused>() { ExitCode::from(MISUSED) } else { ExitCode::FAILURE }
}

/// Where the file is wrong, without what stands there: it holds secrets.
fn line_of(error: &dotenvy::Error) -> String {
    match error {
        dotenvy::Error::LineParse(_, at) => format!("a line is not NAME=VALUE (near column {at})"),
        _ => "it cannot be opened".to_owned(),
    }
}
