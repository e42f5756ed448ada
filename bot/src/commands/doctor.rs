//! `asa doctor`: what is wrong, and what to do about it.

use asa_db::Store;
use clap::Args;
use serde_json::json;

use super::{Outcome, show};
use crate::config::{DatabaseArgs, LineArgs, ServiceArgs};
use crate::line::client::Client;

/// Check settings, database, token, webhook, quota and menus; exit 1 if anything fails
///
/// Example: asa doctor
#[derive(Debug, Args)]
pub struct Doctor {
    #[command(flatten)]
    database: DatabaseArgs,
    #[command(flatten)]
    line: LineArgs,
    #[command(flatten)]
    service: ServiceArgs,
    #[arg(long)]
    json: bool,
}

/// One line of the report: what was looked at, and how it is.
struct Finding {
    what: &'static str,
    is: State,
    say: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Good,
    /// Works, but somebody should look.
    Note,
    Bad,
}

fn good(what: &'static str, say: impl Into<String>) -> Finding {
    Finding { what, is: State::Good, say: say.into() }
}

fn note(what: &'static str, say: impl Into<String>) -> Finding {
    Finding { what, is: State::Note, say: say.into() }
}

fn bad(what: &'static str, say: impl Into<String>) -> Finding {
    Finding { what, is: State::Bad, say: say.into() }
}

impl Doctor {
    pub async fn run(self) -> Outcome {
        let mut findings = vec![self.data_key(), self.secret()];
        findings.push(self.public_url());
        findings.extend(self.store().await);
        findings.extend(self.line().await);
        let healthy = findings.iter().all(|finding| finding.is != State::Bad);
        report(&findings, self.json)?;
        Ok(healthy)
    }

    fn data_key(&self) -> Finding {
        match self.service.check_data_key() {
            Ok(_) => good("data key", "32 bytes"),
            Err(error) => bad("data key", error.to_string()),
        }
    }

    fn secret(&self) -> Finding {
        match self.line.secrets() {
            Ok(_) => good("channel secret", "set"),
            Err(error) => bad("channel secret", error.to_string()),
        }
    }

    fn public_url(&self) -> Finding {
        const WHAT: &str = "public address";
        match (self.service.picture_base(), &self.service.public_url) {
            (Some(_), _) => good(WHAT, "https"),
            (None, Some(_)) => {
                bad(WHAT, "ASA_PUBLIC_URL has to begin with https://: LINE shows no other pictures")
            }
            (None, None) => note(WHAT, "ASA_PUBLIC_URL is not set: no pictures are sent"),
        }
    }

    async fn store(&self) -> Vec<Finding> {
        let missing = asa_db::connect::sqlite_file(&self.database.database_url)
            .is_some_and(|file| !file.exists());
        if missing {
            let say = "the file is not there: start `asa serve` once, or run `asa migrate up`";
            return vec![bad("database", say)];
        }
        let store = match Store::open(&self.database.database_url).await {
            Ok(store) => store,
            Err(error) => {
                let say = format!("{error}; check ASA_DATABASE_URL, and that the server runs");
                return vec![bad("database", say)];
            }
        };
        let kind = if store.is_postgres() { "PostgreSQL" } else { "SQLite" };
        let schema = match store.schema().await {
            Ok(steps) if steps.iter().all(|(_, applied)| *applied) => good("schema", "up to date"),
            Ok(_) => bad("schema", "steps are pending: run `asa migrate up`"),
            Err(error) => bad("schema", error.to_string()),
        };
        vec![good("database", kind), schema]
    }

    async fn line(&self) -> Vec<Finding> {
        let client = match self.line.credentials().and_then(|c| Client::new(&self.line.hosts(), c))
        {
            Ok(client) => client,
            Err(error) => return vec![bad("access token", error.to_string())],
        };
        let info = match client.bot_info().await {
            Ok(info) => info,
            Err(error) => {
                let say = format!("{error}; check the token, and that this machine reaches LINE");
                return vec![bad("access token", say)];
            }
        };
        let mut findings =
            vec![good("access token", format!("LINE knows us as {}", info.basic_id))];
        if info.chat_mode == "chat" {
            findings.push(note("chat mode", "people may answer by hand: turn Chat off in the official account manager if only Asa is to answer"));
        }
        findings.push(webhook(&client).await);
        findings.push(quota(&client).await);
        findings.push(menus(&client).await);
        findings
    }
}

async fn webhook(client: &Client) -> Finding {
    const WHAT: &str = "webhook";
    match client.webhook_endpoint().await {
        Err(error) => bad(WHAT, error.to_string()),
        Ok(None) => bad(
            WHAT,
            "no address is set: enter https://YOUR-HOST/webhook in the LINE Developers console",
        ),
        Ok(Some(endpoint)) if !endpoint.active => {
            bad(WHAT, "switched off: turn on \"Use webhook\" in the LINE Developers console")
        }
        Ok(Some(_)) => match client.test_webhook_endpoint().await {
            Ok(test) if test.success => good(WHAT, "LINE reaches it"),
            Ok(test) => bad(
                WHAT,
                format!(
                    "LINE does not reach it: {} {} {}",
                    test.reason, test.status_code, test.detail
                ),
            ),
            Err(error) => note(WHAT, format!("set, but LINE did not test it: {error}")),
        },
    }
}

async fn quota(client: &Client) -> Finding {
    const WHAT: &str = "paid messages";
    match client.quota().await {
        Err(error) => bad(WHAT, error.to_string()),
        Ok(quota) => match quota.limit {
            None => good(WHAT, format!("{} used, no limit", quota.used)),
            Some(limit) if quota.used >= limit => {
                bad(WHAT, format!("all {limit} of this month are used: only replies go out"))
            }
            Some(limit) => good(WHAT, format!("{} of {limit} used", quota.used)),
        },
    }
}

async fn menus(client: &Client) -> Finding {
    const WHAT: &str = "rich menu";
    match client.default_menu().await {
        Ok(Some(_)) => good(WHAT, "one is shown by default"),
        Ok(None) => note(WHAT, "none is shown by default"),
        Err(error) => note(WHAT, error.to_string()),
    }
}

fn report(findings: &[Finding], as_json: bool) -> anyhow::Result<()> {
    let word = |is| match is {
        State::Good => "ok",
        State::Note => "note",
        State::Bad => "FAIL",
    };
    if as_json {
        let findings = findings.iter().map(|finding| {
            json!({"what": finding.what, "is": word(finding.is).to_lowercase(), "say": finding.say})
        });
        return show::json(&findings.collect::<Vec<_>>());
    }
    for finding in findings {
        show::line(&format!("{:<4}  {:<15} {}", word(finding.is), finding.what, finding.say));
    }
    Ok(())
}
