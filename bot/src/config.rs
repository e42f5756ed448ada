//! Every setting, read once, from flags, the environment or a `.env` file, and checked before
//! anything starts. `asa --help` prints this page.
//!
//! Invariant: a secret is a [`SecretString`] from the moment it is read; no error quotes one.

use std::net::SocketAddr;

use anyhow::{Context as _, bail};
use asa_core::areas::{self, AreaCode};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use clap::Args;
use secrecy::{ExposeSecret, SecretString};

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

/// How the service behaves.
#[derive(Debug, Clone, Args)]
pub struct ServiceArgs {
    /// Where to listen
    #[arg(long, env = "ASA_LISTEN", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Where phones reach this service, for pictures: `https://asa.example.go.th`
    #[arg(long, env = "ASA_PUBLIC_URL")]
    pub public_url: Option<String>,
    /// 32 bytes in Base64, for identity numbers and the like; comma-separated while it is changed.
    /// Make one with `openssl rand -base64 32`
    #[arg(long, env = "ASA_DATA_KEY", hide_env_values = true)]
    pub data_key: Option<SecretString>,
    /// The province's own telephone number, shown first among the emergency numbers
    #[arg(long, env = "ASA_HOTLINE", value_parser = telephone)]
    pub hotline: Option<String>,
    /// The area this service is for, by its code, such as 47: places are looked for there first
    #[arg(long, env = "ASA_AREA", value_parser = area)]
    pub area: Option<AreaCode>,
    /// Paid messages a month that may be used, where that is less than LINE's plan allows
    #[arg(long, env = "ASA_PUSH_BUDGET")]
    pub push_budget: Option<u64>,
    /// Seconds a reply token is used for after its webhook came; LINE promises 60
    #[arg(long, env = "ASA_REPLY_SECONDS", default_value_t = 50, value_parser = clap::value_parser!(u64).range(1..=60))]
    pub reply_seconds: u64,
    /// Days for which finished events and sends are kept
    #[arg(long, env = "ASA_KEEP_DAYS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(2..=3650))]
    pub keep_days: u64,
}

impl ServiceArgs {
    /// Where phones fetch pictures, if LINE would show them: it takes HTTPS and nothing else.
    pub fn picture_base(&self) -> Option<&str> {
        self.public_url.as_deref().filter(|url| url.starts_with("https://"))
    }

    /// The data keys, checked. They encrypt from the first identity number on, so a service does
    /// not start without one.
    pub fn check_data_key(&self) -> anyhow::Result<&SecretString> {
        let setting = filled(self.data_key.as_ref())
            .context("ASA_DATA_KEY is not set: make one with `openssl rand -base64 32`, and keep a copy apart from the database")?;
        for key in setting.expose_secret().split(',') {
            let bytes = STANDARD.decode(key.trim()).ok();
            if bytes.is_none_or(|bytes| bytes.len() != 32) {
                bail!(
                    "ASA_DATA_KEY has to be 32 bytes in Base64: make one with `openssl rand -base64 32`"
                );
            }
        }
        Ok(setting)
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
            cli.service.check_data_key().unwrap_err(),
        ] {
            assert!(error.to_string().contains("LINE_") || error.to_string().contains("openssl"));
        }
    }

    #[test]
    fn data_keys_are_32_bytes_each() {
        let good = STANDARD.encode([7; 32]);
        let check = |keys: &str| cli(&["--data-key", keys]).service.check_data_key().is_ok();
        assert!(check(&good) && check(&format!("{good},{good}")));
        for bad in ["c2hvcnQ=", "no!", &format!("{good},"), &STANDARD.encode([7; 31])] {
            assert!(!check(bad), "{bad}");
        }
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
        assert!(!format!("{:?} {:?}", cli.line, cli.service).contains("swordfish"));
    }
}
