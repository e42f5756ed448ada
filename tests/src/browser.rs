//! A real Chromium without a window, driven through chromedriver. Used by the tests of the page.
//!
//! Invariant: nothing here waits for a fixed time; whatever is asked for is looked at again until
//! it holds or patience ends, and then a picture of the page is left for whoever reads the failure.
//! Both programs end with this value, or with the process.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};
use fantoccini::elements::{Element, ElementRef};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;

pub use fantoccini::key::Key;

use crate::databases::skipped;

const PATIENCE: Duration = Duration::from_secs(20);
const GOODBYE: Duration = Duration::from_secs(3);
const LOOK_AGAIN: Duration = Duration::from_millis(25);

const FLAGS: [&str; 11] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--window-size=1500,900",
    // Any free one; the browser writes down which.
    "--remote-debugging-port=0",
];

/// The last visible node that fits a selector and holds these words, also in its label.
const FIND: &str = "
    const [selector, words] = arguments;
    const holds = (node) => `${node.textContent} ${node.ariaLabel ?? ''}`.includes(words);
    const fits = (node) => node.checkVisibility({ visibilityProperty: true }) && holds(node);
    const found = [...document.querySelectorAll(selector)].filter(fits);
    // A label may be the end of another one's.
    return found.findLast((node) => node.textContent.trim() === words) ?? found.at(-1) ?? null;";

const TEXTS: &str = "
    return [...document.querySelectorAll(arguments[0])]
        .filter((node) => node.checkVisibility()).map((node) => node.textContent);";

/// A running browser with one page. Ends when dropped.
#[derive(Debug)]
pub struct Browser {
    client: Client,
    /// For what the driver can do beyond the standard.
    session: String,
    _driver: Running,
    _chromium: Running,
    _folder: Folder,
}

impl Browser {
    /// `None`, and a word about it, where Chromium or its driver is not installed; with `CI=true`
    /// that is a failure.
    pub async fn start() -> anyhow::Result<Option<Self>> {
        let (Some(chromium), Some(driver)) = (in_path("chromium"), in_path("chromedriver")) else {
            return skipped("chromium and chromedriver are not installed");
        };
        let folder = Folder(tempfile::Builder::new().prefix("asa-browser-").tempdir()?);
        let (chromium, debugging) = start_chromium(&chromium, folder.0.path()).await?;
        let (driver, address) = start_driver(&driver).await?;
        let client = connect(&address, &debugging).await?;
        let id = client.session_id().await?.context("the driver gave no session")?;
        let session = format!("{address}/session/{id}");
        Ok(Some(Self { client, session, _driver: driver, _chromium: chromium, _folder: folder }))
    }

    pub async fn open(&self, address: &str) -> anyhow::Result<()> {
        Ok(self.client.goto(address).await?)
    }

    /// The page is this large, whatever a window of that size would leave for it.
    pub async fn resize(&self, width: u32, height: u32) -> anyhow::Result<()> {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1,
            "mobile": false });
        let order = json!({ "cmd": "Emulation.setDeviceMetricsOverride", "params": size });
        self.ask_driver("goog/cdp/execute", &order).await?;
        Ok(())
    }

    pub async fn script(&self, script: &str, arguments: Vec<Value>) -> anyhow::Result<Value> {
        Ok(self.client.execute(script, arguments).await?)
    }

    /// Until a script returns something true; that is returned.
    pub async fn until(
        &self,
        what: &str,
        script: &str,
        arguments: &[Value],
    ) -> anyhow::Result<Value> {
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            let found = self.script(script, arguments.to_vec()).await?;
            if ![Value::Null, json!(false), json!(0), json!("")].contains(&found) {
                return Ok(found);
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
        self.give_up(what).await
    }

    /// Until something that fits the selector and holds these words is on show.
    pub async fn see(&self, selector: &str, words: &str) -> anyhow::Result<()> {
        self.find(selector, words).await.map(drop)
    }

    /// Until nothing of that kind is on show any more.
    pub async fn see_gone(&self, selector: &str, words: &str) -> anyhow::Result<()> {
        let gone = format!("return (function () {{ {FIND} }}).apply(null, arguments) === null");
        let what = format!("{selector} with “{words}” is to go");
        self.until(&what, &gone, &[json!(selector), json!(words)]).await.map(drop)
    }

    /// Taps the last such thing as a finger would: what lies under another is not reached.
    pub async fn click(&self, selector: &str, words: &str) -> anyhow::Result<()> {
        let began = Instant::now();
        loop {
            let found = self.find(selector, words).await?;
            // What was found may move, or be drawn anew, before it is tapped.
            match found.click().await {
                Ok(()) => return Ok(()),
                Err(_) if began.elapsed() < PATIENCE => tokio::time::sleep(LOOK_AGAIN).await,
                Err(error) => return self.give_up(&format!("tap {selector}: {error}")).await,
            }
        }
    }

    pub async fn type_into(&self, selector: &str, text: &str) -> anyhow::Result<()> {
        Ok(self.find(selector, "").await?.send_keys(text).await?)
    }

    /// Keys go to whatever has the focus, one after the other.
    pub async fn keys(&self, text: &str) -> anyhow::Result<()> {
        let strokes = text.chars().fold(KeyActions::new("keys".to_owned()), |keys, value| {
            keys.then(KeyAction::Down { value }).then(KeyAction::Up { value })
        });
        Ok(self.client.perform_actions(strokes).await?)
    }

    pub async fn press(&self, key: Key) -> anyhow::Result<()> {
        self.keys(&char::from(key).to_string()).await
    }

    /// What all the visible ones say, in the page's order.
    pub async fn texts(&self, selector: &str) -> anyhow::Result<Vec<String>> {
        Ok(serde_json::from_value(self.script(TEXTS, vec![json!(selector)]).await?)?)
    }

    pub async fn screenshot(&self, path: &Path) -> anyhow::Result<()> {
        Ok(std::fs::write(path, self.client.screenshot().await?)?)
    }

    /// Errors that the page has written to its console, or that the browser has about it.
    pub async fn complaints(&self) -> anyhow::Result<Vec<String>> {
        let lines = self.ask_driver("se/log", &json!({ "type": "browser" })).await?;
        let lines = lines.as_array().cloned().unwrap_or_default();
        let errors = lines.iter().filter(|line| line["level"] == "SEVERE");
        Ok(errors.map(|line| line["message"].to_string()).collect())
    }

    /// The addresses of all the page has fetched.
    pub async fn fetched(&self) -> anyhow::Result<Vec<String>> {
        let script = "return performance.getEntriesByType('resource').map(({ name }) => name)";
        Ok(serde_json::from_value(self.script(script, Vec::new()).await?)?)
    }

    async fn find(&self, selector: &str, words: &str) -> anyhow::Result<Element> {
        let what = format!("{selector} with “{words}”");
        let found = self.until(&what, FIND, &[json!(selector), json!(words)]).await?;
        let id = found.as_object().and_then(|found| found.values().next()?.as_str());
        let id = id.context("the driver names no element")?.to_owned();
        Ok(Element::from_element_id(self.client.clone(), ElementRef::from(id)))
    }

    async fn give_up<T>(&self, what: &str) -> anyhow::Result<T> {
        let picture = std::env::temp_dir().join(format!("asa-page-{}.png", std::process::id()));
        self.screenshot(&picture).await?;
        let complaints = self.complaints().await?;
        bail!("not so: {what}\nThe page: {}\nIts console: {complaints:?}", picture.display())
    }

    async fn ask_driver(&self, path: &str, body: &Value) -> anyhow::Result<Value> {
        let client = asa::line::http::builder().build()?;
        let answer = client.post(format!("{}/{path}", self.session)).json(body).send().await?;
        let answer: Value = answer.error_for_status()?.json().await?;
        Ok(answer["value"].clone())
    }
}

/// A program of ours that ends with this value, or with the process.
#[derive(Debug)]
struct Running(Child);

impl Running {
    fn start(program: &Path, arguments: &[String]) -> anyhow::Result<Self> {
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "KILL"]).arg(program).args(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        Ok(Self(command.spawn().with_context(|| format!("{} does not start", program.display()))?))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Asked first: Chromium killed outright leaves children that still write in its folder.
        Command::new("kill").arg(self.0.id().to_string()).status().ok();
        let began = Instant::now();
        while began.elapsed() < GOODBYE && matches!(self.0.try_wait(), Ok(None)) {
            std::thread::sleep(LOOK_AGAIN);
        }
        // Ended already, as a rule.
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// Where the browser keeps what it must. Its children outlive it by a moment and write on.
#[derive(Debug)]
struct Folder(TempDir);

impl Drop for Folder {
    fn drop(&mut self) {
        let began = Instant::now();
        while began.elapsed() < GOODBYE && self.0.path().exists() {
            // Not empty yet, as long as somebody writes in it.
            std::fs::remove_dir_all(self.0.path()).ok();
            std::thread::sleep(LOOK_AGAIN);
        }
    }
}

/// The browser, and where its driver finds it.
async fn start_chromium(program: &Path, folder: &Path) -> anyhow::Result<(Running, String)> {
    let mut flags: Vec<String> = FLAGS.iter().map(|flag| (*flag).to_owned()).collect();
    flags.push(format!("--user-data-dir={}", folder.display()));
    let chromium = Running::start(program, &flags)?;
    let note = folder.join("DevToolsActivePort");
    let port = poll("Chromium to come up", async || {
        let note = std::fs::read_to_string(&note).ok()?;
        note.split_once('\n').map(|(port, _)| port.to_owned())
    });
    Ok((chromium, format!("127.0.0.1:{}", port.await?)))
}

/// The driver, and its address.
async fn start_driver(program: &Path) -> anyhow::Result<(Running, String)> {
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let driver = Running::start(program, &[format!("--port={port}")])?;
    let address = format!("http://127.0.0.1:{port}");
    let client = asa::line::http::builder().build()?;
    poll("chromedriver to come up", async || {
        let status = client.get(format!("{address}/status")).send().await.ok()?;
        status.status().is_success().then_some(())
    })
    .await?;
    Ok((driver, address))
}

async fn connect(driver: &str, debugging: &str) -> anyhow::Result<Client> {
    let wishes = json!({
        "goog:chromeOptions": { "debuggerAddress": debugging },
        "goog:loggingPrefs": { "browser": "ALL" },
    });
    let Value::Object(wishes) = wishes else { bail!("wishes are an object") };
    let mut builder = ClientBuilder::new(HttpConnector::new());
    Ok(builder.capabilities(wishes).connect(driver).await?)
}

async fn poll<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> anyhow::Result<T> {
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        if let Some(found) = look().await {
            return Ok(found);
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
    bail!("waited too long for {what}")
}

fn in_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file())
}
