//! Every setting, read once, from flags, the environment or a `.env` file, and checked before
//! anything starts. `asa --help` prints this page.
//!
//! Invariant: a secret is a [`SecretString`] from the moment it is read; no error quotes one.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context as _, bail};
use asa_core::areas::{self, AreaCode};
use asa_core::moment::Moment;
use asa_db::Vault;
use asa_db::privacy::retention::Clocks;
use clap::Args;
use clap::builder::NonEmptyStringValueParser;
use secrecy::{ExposeSecret, SecretString};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::line::client::Hosts;
use crate::line::signature::ChannelSecrets;
use crate::line::token::Credentials;

/// Where the data is.
#[derive(Debug, Clone, Args)]
pub struct DatabaseArgs {
    /// `sqlite://FILE` or `postgres://USER:PASSWORD@HOST/DATABASE`
    #[arg(
        long,
        env = "ASA_DATABASE_URL",
        default_value = "sqlite://asa.db",
        global = true,
        hide_env_values = true
    )]
    pub database_url: String,
}

/// The keys to what people told us.
#[derive(Debug, Clone, Args)]
pub struct KeyArgs {
    /// What people tell us is sealed with it: 32 bytes in Base64, such as `openssl rand -base64 32`
    /// makes; comma-separated while it is changed, and the first seals
    #[arg(long, env = "ASA_DATA_KEY", hide_env_values = true)]
    pub data_key: Option<SecretString>,
}

impl KeyArgs {
    /// For what is not begun without a key.
    pub fn vault(&self) -> anyhow::Result<Vault> {
        let setting = filled(self.data_key.as_ref())
            .context("ASA_DATA_KEY is not set: make one with `openssl rand -base64 32`, and keep a copy apart from the database")?;
        Vault::parse(setting.expose_secret()).context(
            "ASA_DATA_KEY has to be 32 bytes in Base64: make one with `openssl rand -base64 32`",
        )
    }

    /// For what may meet nothing that is sealed.
    pub fn vault_if_set(&self) -> anyhow::Result<Vault> {
        let is_set = filled(self.data_key.as_ref()).is_some();
        if is_set { self.vault() } else { Ok(Vault::default()) }
    }
}

/// Who we are to LINE, and where LINE is.
#[derive(Debug, Clone, Args)]
pub struct LineArgs {
    /// Signs webhooks; two, comma-separated, while it is being re-issued
    #[arg(long, env = "LINE_CHANNEL_SECRET", hide_env_values = true)]
    pub line_channel_secret: Option<SecretString>,
    /// A long-lived access token; without it, stateless ones are made from id and secret
    #[arg(long, env = "LINE_CHANNEL_ACCESS_TOKEN", hide_env_values = true)]
    pub line_channel_access_token: Option<SecretString>,
    /// The channel's id, for stateless access tokens
    #[arg(long, env = "LINE_CHANNEL_ID")]
    pub line_channel_id: Option<String>,
    /// LINE's API, or a stand-in
    #[arg(long, env = "LINE_API_BASE", default_value = "https://api.line.me")]
    pub line_api_base: String,
    /// LINE's host for pictures and files, or a stand-in
    #[arg(long, env = "LINE_DATA_API_BASE", default_value = "https://api-data.line.me")]
    pub line_data_api_base: String,
}

impl LineArgs {
    pub fn hosts(&self) -> Hosts {
        Hosts { api: self.line_api_base.clone(), data_api: self.line_data_api_base.clone() }
    }

    pub fn secrets(&self) -> anyhow::Result<ChannelSecrets> {
        let setting = filled(self.line_channel_secret.as_ref())
            .context("LINE_CHANNEL_SECRET is not set: copy it from the channel's Basic settings")?;
        let secrets = ChannelSecrets::parse(setting.expose_secret());
        if secrets.is_empty() {
            bail!("LINE_CHANNEL_SECRET holds no secret");
        }
        Ok(secrets)
    }

    pub fn credentials(&self) -> anyhow::Result<Credentials> {
        if let Some(token) = filled(self.line_channel_access_token.as_ref()) {
            return Ok(Credentials::Token(token.clone()));
        }
        let id = self.line_channel_id.clone().filter(|id| !id.is_empty()).context(
            "set LINE_CHANNEL_ACCESS_TOKEN, or LINE_CHANNEL_ID to have tokens made for each use",
        )?;
        let secrets = self.secrets()?;
        let secret = secrets.first().context("LINE_CHANNEL_SECRET holds no secret")?.clone();
        Ok(Credentials::Channel { id, secret })
    }
}

fn filled(setting: Option<&SecretString>) -> Option<&SecretString> {
    setting.filter(|setting| !setting.expose_secret().trim().is_empty())
}

/// A number that a phone can call: a button with anything else would be a dead end.
fn telephone(text: &str) -> Result<String, &'static str> {
    let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '.')).collect();
    let number = digits.strip_prefix('+').unwrap_or(&digits);
    let fits = (3..=15).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    if fits { Ok(digits) } else { Err("a telephone number has 3 to 15 digits, such as 042000000") }
}

pub(crate) fn area(text: &str) -> Result<AreaCode, &'static str> {
    let code = text.parse().ok().filter(|code| areas::get(*code).is_some());
    code.ok_or("the code of a province, district or sub-district, such as 47 for Sakon Nakhon")
}

pub(crate) fn instant(text: &str) -> Result<Moment, &'static str> {
    let read = OffsetDateTime::parse(text, &Rfc3339);
    read.map(Moment::from).map_err(|_| "an instant such as 2022-03-14T12:00:00+07:00")
}

/// How the service behaves.
#[derive(Debug, Clone, Args)]
pub struct ServiceArgs {
    /// Where to listen
    #[arg(long, env = "ASA_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Where phones reach this service, for pictures: `https://asa.example.go.th`
    #[arg(long, env = "ASA_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// The province's own telephone number, shown first among the emergency numbers
    #[arg(long, env = "ASA_HOTLINE", value_parser = telephone)]
    pub hotline: Option<String>,
    /// The area this service is for, by its code, such as 47: places are looked for there first
    #[arg(long, env = "ASA_AREA", value_parser = area)]
    pub area: Option<AreaCode>,
    /// Who answers for people's data, as the privacy notice says it; without it, the province
    #[arg(long, env = "ASA_ORGANISATION", value_parser = NonEmptyStringValueParser::new())]
    pub organisation: Option<String>,
    /// The data protection officer and how to reach them, for the privacy notice
    #[arg(long, env = "ASA_DPO", value_parser = NonEmptyStringValueParser::new())]
    pub dpo: Option<String>,
    /// Days back for which stock may still be written down
    #[arg(long, env = "ASA_BACKFILL_DAYS", default_value_t = 7, value_parser = clap::value_parser!(u16).range(0..=31))]
    pub backfill_days: u16,
    /// Paid messages a month that may be used, where that is less than LINE's plan allows
    #[arg(long, env = "ASA_PUSH_BUDGET")]
    pub push_budget: Option<u64>,
    /// Seconds a reply token is used for after its webhook came; LINE promises 60
    #[arg(long, env = "ASA_REPLY_SECONDS", default_value_t = 50, value_parser = clap::value_parser!(u64).range(1..=60))]
    pub reply_seconds: u64,
    /// Days for which finished events and sends are kept
    #[arg(long, env = "ASA_KEEP_DAYS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(2..=3650))]
    pub keep_days: u64,
    #[command(flatten)]
    pub retention: RetentionArgs,
}

/// For how many days what is kept about people, after it has come to its end; how long finished
/// events and sends are kept is `--keep-days`.
#[derive(Debug, Clone, Args)]
pub struct RetentionArgs {
    /// Days for which photos of closed cases are kept
    #[arg(long, env = "ASA_KEEP_PHOTOS_DAYS", default_value_t = 90, value_parser = clap::value_parser!(u64).range(1..=3650))]
    pub keep_photos_days: u64,
    /// Days for which closed cases tell whose they were, and in which words
    #[arg(long, env = "ASA_KEEP_CASES_DAYS", default_value_t = 365, value_parser = clap::value_parser!(u64).range(1..=3650))]
    pub keep_cases_days: u64,
    /// Days for which roles that have ended tell of their person
    #[arg(long, env = "ASA_KEEP_ROLES_DAYS", default_value_t = 365, value_parser = clap::value_parser!(u64).range(1..=3650))]
    pub keep_roles_days: u64,
    /// Days for which consents are kept
    #[arg(long, env = "ASA_KEEP_CONSENTS_DAYS", default_value_t = 3650, value_parser = clap::value_parser!(u64).range(365..=7300))]
    pub keep_consents_days: u64,
    /// Days for which it is known who read whose record; the law asks for 90
    #[arg(long, env = "ASA_KEEP_AUDIT_DAYS", default_value_t = 3650, value_parser = clap::value_parser!(u64).range(90..=7300))]
    pub keep_audit_days: u64,
}

impl RetentionArgs {
    pub fn clocks(&self) -> Clocks {
        let days = |days: u64| Duration::from_secs(days * 24 * 3600);
        Clocks {
            photos: days(self.keep_photos_days),
            cases: days(self.keep_cases_days),
            roles: days(self.keep_roles_days),
            consents: days(self.keep_consents_days),
            audit: days(self.keep_audit_days),
        }
    }
}

impl ServiceArgs {
    /// Where phones fetch pictures, if LINE would show them: it takes HTTPS and nothing else.
    pub fn picture_base(&self) -> Option<&str> {
        self.public_url.as_deref().filter(|url| url.starts_with("https://"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;

    #[derive(Parser)]
    struct Cli {
        #[command(flatten)]
        line: LineArgs,
        #[command(flatten)]
        key: KeyArgs,
        #[command(flatten)]
        service: ServiceArgs,
    }

    fn cli(flags: &[&str]) -> Cli {
        Cli::parse_from(std::iter::once(&"asa").chain(flags))
    }

    #[test]
    fn a_missing_setting_says_what_to_do() {
        let cli = cli(&["--line-channel-secret", " , "]);
        for error in [
            cli.line.secrets().unwrap_err(),
            cli.line.credentials().unwrap_err(),
            cli.key.vault().unwrap_err(),
        ] {
            assert!(error.to_string().contains("LINE_") || error.to_string().contains("openssl"));
        }
    }

    #[test]
    fn data_keys_are_32_bytes_each() {
        let good = asa_db::vault::new_key().unwrap();
        let keys = |keys: &str| cli(&["--data-key", keys]).key;
        for good in [&good, &format!("{good},{good}")] {
            assert!(keys(good).vault().is_ok() && keys(good).vault_if_set().is_ok());
        }
        for bad in ["c2hvcnQ=", "no!", &format!("{good},")] {
            assert!(keys(bad).vault().is_err() && keys(bad).vault_if_set().is_err(), "{bad}");
        }
        let unset = cli(&[]).key.vault_if_set().unwrap();
        assert!(unset.seals_under().is_err(), "without a key nothing is sealed");
    }

    #[test]
    fn a_hotline_is_a_number_that_can_be_called() {
        assert_eq!(telephone("042-000 000").as_deref(), Ok("042000000"));
        assert_eq!(telephone("1567").as_deref(), Ok("1567"));
        for bad in ["", "abc", "12", "0420000000420000", "042tel"] {
            assert!(telephone(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn no_secret_is_printed() {
        let cli = cli(&["--line-channel-secret", "swordfish", "--data-key", "swordfish"]);
        assert!(!format!("{:?} {:?}", cli.line, cli.key).contains("swordfish"));
    }
}
