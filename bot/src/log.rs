//! Logs: structured, to standard error, without anybody's data.
//!
//! Invariant: at no level does our own code log a text, a name, a whole LINE id, a token or a
//! secret. Libraries might, so a plain level such as `debug` is for us alone; theirs stay at
//! `warn` unless one is named.

use std::io;

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use tracing_subscriber::EnvFilter;

const OURS: [&str; 5] = ["asa", "asa_core", "asa_db", "asa_migrations", "asa_rich_menus"];

#[derive(Debug, Clone, Args)]
pub struct LogArgs {
    /// What is logged: `info`, `debug`, or a tracing filter such as `asa::outbox=debug`
    #[arg(long, env = "ASA_LOG", default_value = "info", global = true)]
    pub log: String,
    #[arg(long, env = "ASA_LOG_FORMAT", default_value = "pretty", global = true)]
    pub log_format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Format {
    Json,
    Pretty,
}

pub fn install(args: &LogArgs) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(filter(&args.log)).context("ASA_LOG is not a log filter")?;
    // A full disk under the log must not end the service: what cannot be written is not.
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .log_internal_errors(false);
    let installed = match args.log_format {
        Format::Json => builder.json().flatten_event(true).try_init(),
        Format::Pretty => builder.with_ansi(false).try_init(),
    };
    installed.map_err(|error| anyhow::anyhow!("logging was installed before: {error}"))?;
    std::panic::set_hook(Box::new(|panic| {
        // The message of a panic may quote a text; the place does not.
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a panic");
    }));
    Ok(())
}

/// A plain level is ours alone.
fn filter(setting: &str) -> String {
    let setting = setting.trim();
    if setting.contains(['=', ',']) || setting.parse::<tracing::Level>().is_err() {
        return setting.to_owned();
    }
    let ours = OURS.map(|name| format!("{name}={setting}"));
    format!("warn,{}", ours.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_level_does_not_open_the_libraries() {
        assert!(filter("debug").starts_with("warn,asa=debug,"));
        assert_eq!(filter("asa::outbox=debug"), "asa::outbox=debug");
        assert_eq!(filter("off"), "off");
    }
}
