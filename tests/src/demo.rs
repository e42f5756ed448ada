//! `asa demo` in a browser: the program, its page, and the phones on it. Used by the tests of the
//! page.
//!
//! Invariant: what a test does goes through the page, as a person's hands would; only what no
//! person can do, such as making LINE misbehave, goes past it.

use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::browser::{Browser, Key};
use crate::process::{Process, Program};

const PATIENCE: Duration = Duration::from_secs(30);

/// The demo, and a browser that shows its page.
#[derive(Debug)]
pub struct Demo {
    pub browser: Browser,
    process: Process,
    client: reqwest::Client,
    data: TempDir,
    binary: &'static str,
}

/// One of the phones.
#[derive(Debug)]
pub struct Phone<'a> {
    pub person: String,
    demo: &'a Demo,
    /// A selector of all that is on it.
    on_it: String,
}

impl Demo {
    /// `None` where there is no browser; see [`Browser::start`].
    pub async fn start(binary: &'static str) -> anyhow::Result<Option<Self>> {
        let Some(browser) = Browser::start().await? else { return Ok(None) };
        let data = tempfile::Builder::new().prefix("asa-demo-").tempdir()?;
        let process = Program::demo(binary)?.start_demo(data.path()).await?;
        let client = asa::line::http::builder().build()?;
        let demo = Self { browser, process, client, data, binary };
        demo.until_furnished().await?;
        demo.browser.open(&demo.process.base).await?;
        demo.browser.see(".phone", "").await?;
        Ok(Some(demo))
    }

    /// The program is ready before the menus, the people and the group are there. The bot's
    /// joining the group is the last of it.
    async fn until_furnished(&self) -> anyhow::Result<()> {
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            if self.ask("world").await?["groups"][0]["bot"] == true {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        bail!("the demo was not furnished:\n{}", self.process.said())
    }

    /// A code that makes an officer of an area, as the operator gets it.
    pub fn invite(&self, area: &str) -> anyhow::Result<String> {
        let folder = self.data.path();
        let key = std::fs::read_to_string(folder.join("data.key"))?;
        let database = format!("sqlite://{}", folder.join("asa.db").display());
        let program = Program::demo(self.binary)?
            .with("ASA_DATA_KEY", &key)
            .with("ASA_DATABASE_URL", &database);
        let words = ["invite", "--role", "officer", "--area", area];
        let (status, said, errors) = program.run(&words)?;
        ensure!(status.success(), "{errors}");
        let code = said.lines().find_map(|line| line.strip_prefix("code"));
        Ok(code.context("no code was printed")?.trim().to_owned())
    }

    /// What the page asks for: the world, the database, the exchanges.
    pub async fn ask(&self, what: &str) -> anyhow::Result<Value> {
        let address = format!("{}/twin/{what}", self.process.base);
        Ok(self.client.get(address).send().await?.error_for_status()?.json().await?)
    }

    /// Makes LINE misbehave.
    pub async fn act(&self, act: &Value) -> anyhow::Result<()> {
        let address = format!("{}/twin/act", self.process.base);
        self.client.post(address).json(act).send().await?.error_for_status()?;
        Ok(())
    }

    /// The rows of a table, newest first, once they are as wished.
    pub async fn rows(
        &self,
        table: &str,
        wished: impl Fn(&[Value]) -> bool,
    ) -> anyhow::Result<Vec<Value>> {
        let began = Instant::now();
        loop {
            let database = self.ask("database").await?;
            let tables = database["tables"].as_array().cloned().unwrap_or_default();
            let found = tables.into_iter().find(|one| one["name"] == table);
            let rows = found.context("no such table")?["rows"].as_array().cloned();
            let rows = rows.unwrap_or_default();
            if wished(&rows) {
                return Ok(rows);
            }
            ensure!(began.elapsed() < PATIENCE, "{table} holds {rows:#?}");
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
    }

    pub async fn phone(&self, name: &str) -> anyhow::Result<Phone<'_>> {
        let world = self.ask("world").await?;
        let people = world["people"].as_array().cloned().unwrap_or_default();
        let person = people.iter().find(|person| person["name"] == name);
        let person = person.and_then(|person| person["id"].as_str());
        let person = person.with_context(|| format!("nobody is called {name}"))?.to_owned();
        let on_it = format!("[data-testid='phone-{person}']");
        Ok(Phone { person, demo: self, on_it })
    }

    /// Opens the page anew with the phones of these people only.
    pub async fn only(&self, phones: &[&Phone<'_>]) -> anyhow::Result<()> {
        let people: Vec<&str> = phones.iter().map(|phone| &*phone.person).collect();
        self.browser.open("about:blank").await?;
        let address = format!("{}/#people={}", self.process.base, people.join(","));
        self.browser.open(&address).await?;
        self.browser.see(".phone", "").await
    }

    /// What must be true at the end of every test: the page asked nobody but its own server, and
    /// nothing in it went wrong.
    pub async fn check(&self) -> anyhow::Result<()> {
        let own = format!("{}/", self.process.base);
        let fetched = self.browser.fetched().await?;
        ensure!(fetched.iter().any(|address| address.ends_with("app.js")), "nothing was fetched");
        let foreign: Vec<&String> =
            fetched.iter().filter(|address| !address.starts_with(&own)).collect();
        ensure!(foreign.is_empty(), "asked elsewhere: {foreign:?}");
        let complaints = self.browser.complaints().await?;
        ensure!(complaints.is_empty(), "the console says: {complaints:?}");
        Ok(())
    }
}

impl Phone<'_> {
    /// A selector of something on this phone.
    pub fn at(&self, selector: &str) -> String {
        format!("{} {selector}", self.on_it)
    }

    pub async fn tap(&self, selector: &str, words: &str) -> anyhow::Result<()> {
        self.demo.browser.click(&self.at(selector), words).await
    }

    pub async fn see(&self, selector: &str, words: &str) -> anyhow::Result<()> {
        self.demo.browser.see(&self.at(selector), words).await
    }

    pub async fn see_gone(&self, selector: &str, words: &str) -> anyhow::Result<()> {
        self.demo.browser.see_gone(&self.at(selector), words).await
    }

    pub async fn texts(&self, selector: &str) -> anyhow::Result<Vec<String>> {
        self.demo.browser.texts(&self.at(selector)).await
    }

    /// Adds the account and waits for its greeting.
    pub async fn befriend(&self) -> anyhow::Result<()> {
        self.tap("[data-testid=add-friend]", "").await?;
        self.see(".fx-button", "1669").await
    }

    /// Writes in the chat that is open, as people do: keys, then Enter.
    pub async fn write(&self, text: &str) -> anyhow::Result<()> {
        let keyboard = ".dock-side";
        if !self.texts(keyboard).await?.is_empty() {
            self.tap(keyboard, "").await?;
        }
        let input = self.at("[data-testid=message-input]");
        self.demo.browser.type_into(&input, &format!("{text}{}", char::from(Key::Enter))).await?;
        self.see("[data-from=me]", text).await
    }

    /// The bot says something with these words in it.
    pub async fn hear(&self, words: &str) -> anyhow::Result<()> {
        self.see("[data-from=bot]", words).await
    }

    /// Who said what is on show, oldest first: `me`, `bot`, `other`, `system`.
    pub async fn speakers(&self) -> anyhow::Result<Vec<String>> {
        let script = "return [...document.querySelectorAll(arguments[0])]
            .map((bubble) => bubble.dataset.from)";
        let bubbles = json!(self.at("[data-testid=bubble]"));
        Ok(serde_json::from_value(self.demo.browser.script(script, vec![bubbles]).await?)?)
    }

    /// Chooses in the menu of the open chat.
    pub async fn choose(&self, choice: &str) -> anyhow::Result<()> {
        self.tap("[data-testid=chat-menu]", "").await?;
        self.tap(&format!("[data-testid={choice}]"), "").await
    }
}
