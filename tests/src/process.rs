//! The real program as a process: started, asked, stopped, killed, started again.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use asa::twin::Twin;
use secrecy::ExposeSecret as _;
use uuid::Uuid;

use crate::load::figures::Used;
use crate::world::KEY;

/// How to start it, again and again.
#[derive(Debug, Clone)]
pub struct Program {
    /// The binary.
    pub binary: &'static str,
    pub settings: BTreeMap<String, String>,
    pub port: u16,
}

/// A running one. Killed when dropped.
#[derive(Debug)]
pub struct Process {
    child: Child,
    pub base: String,
    said: Arc<Mutex<String>>,
}

impl Program {
    /// `asa serve` on this database, with a twin for LINE.
    pub fn serve(
        binary: &'static str,
        database: &str,
        twin: &Twin,
        line: &str,
    ) -> anyhow::Result<Self> {
        let known = twin.settings();
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let settings = [
            ("ASA_DATABASE_URL", database),
            ("ASA_DATA_KEY", KEY),
            ("ASA_LOG", "info"),
            ("LINE_API_BASE", line),
            ("LINE_DATA_API_BASE", line),
            ("LINE_CHANNEL_SECRET", known.channel_secret.expose_secret()),
            ("LINE_CHANNEL_ACCESS_TOKEN", known.access_token.expose_secret()),
        ];
        let mut settings: BTreeMap<String, String> =
            settings.into_iter().map(|(name, value)| (name.into(), value.into())).collect();
        settings.insert("ASA_LISTEN".into(), format!("127.0.0.1:{port}"));
        Ok(Self { binary, settings, port })
    }

    /// `asa demo`, which needs no settings.
    pub fn demo(binary: &'static str) -> anyhow::Result<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        Ok(Self { binary, settings: BTreeMap::new(), port })
    }

    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.settings.insert(name.to_owned(), value.to_owned());
        self
    }

    /// Runs another command of it to its end: exit status, standard output, standard error.
    pub fn run(&self, arguments: &[&str]) -> anyhow::Result<(ExitStatus, String, String)> {
        let output = self.command().args(arguments).output()?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ok((output.status, text(&output.stdout), text(&output.stderr)))
    }

    /// The program with its settings and nothing else of this environment.
    pub fn command(&self) -> Command {
        let mut command = Command::new(self.binary);
        // A `.env` file of the developer's is none of a test's business.
        command.env_clear().current_dir(std::env::temp_dir()).envs(&self.settings);
        if let Some(path) = std::env::var_os("PATH") {
            command.env("PATH", path);
        }
        command
    }

    pub async fn start(&self) -> anyhow::Result<Process> {
        self.start_with(&[]).await
    }

    pub async fn start_with(&self, arguments: &[&str]) -> anyhow::Result<Process> {
        let mut command = self.command();
        command.arg("serve").args(arguments);
        self.start_as(command).await
    }

    /// With its data in this folder, so that nothing stays behind when it is killed.
    pub async fn start_demo(&self, data: &Path) -> anyhow::Result<Process> {
        let mut command = self.command();
        command.args(["demo", "--listen", &format!("127.0.0.1:{}", self.port)]);
        command.arg("--data").arg(data);
        self.start_as(command).await
    }

    /// Started by another program, which ends up being it.
    pub async fn start_through(&self, shell: &str) -> anyhow::Result<Process> {
        let mut command = self.command();
        let settings = std::mem::replace(&mut command, Command::new("sh"));
        command.arg("-c").arg(format!("{shell}; exec {} serve", self.binary));
        command.current_dir(std::env::temp_dir()).env_clear();
        command.envs(settings.get_envs().filter_map(|(name, value)| Some((name, value?))));
        self.start_as(command).await
    }

    async fn start_as(&self, mut command: Command) -> anyhow::Result<Process> {
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().context("the program does not start")?;
        let errors = child.stderr.take().context("no standard error")?;
        let said = Arc::new(Mutex::new(String::new()));
        let kept = said.clone();
        std::thread::spawn(move || {
            for line in BufReader::new(errors).lines().map_while(Result::ok) {
                let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
                kept.push_str(&line);
                kept.push('\n');
            }
        });
        let mut process = Process { child, base: format!("http://127.0.0.1:{}", self.port), said };
        process.wait_until_ready().await?;
        Ok(process)
    }
}

impl Process {
    async fn wait_until_ready(&mut self) -> anyhow::Result<()> {
        let client = asa::line::http::builder().build()?;
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(30) {
            if let Some(status) = self.child.try_wait()? {
                bail!("it ended with {status}:\n{}", self.said());
            }
            let ready = client.get(format!("{}/readyz", self.base)).send().await;
            if ready.is_ok_and(|answer| answer.status().is_success()) {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        bail!("not ready after 30 seconds:\n{}", self.said())
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Everything it has logged.
    pub fn said(&self) -> String {
        self.said.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// No warning, no clean-up.
    pub fn kill(&mut self) -> anyhow::Result<()> {
        self.child.kill()?;
        self.child.wait()?;
        Ok(())
    }

    /// As an operator stops it; waits for the end.
    pub fn terminate(&mut self) -> anyhow::Result<ExitStatus> {
        self.signal("TERM")?;
        Ok(self.child.wait()?)
    }

    pub fn signal(&self, name: &str) -> anyhow::Result<()> {
        Command::new("kill").args([format!("-{name}"), self.id().to_string()]).status()?;
        Ok(())
    }

    /// One figure of `/metrics`, added up over its labels.
    pub async fn figure(&self, name: &str) -> anyhow::Result<f64> {
        let client = asa::line::http::builder().build()?;
        let page = client.get(format!("{}/metrics", self.base)).send().await?.text().await?;
        let lines = page.lines().filter(|line| {
            line.strip_prefix(name).is_some_and(|rest| rest.starts_with(['{', ' ']))
        });
        Ok(lines.filter_map(|line| line.rsplit(' ').next()?.parse::<f64>().ok()).sum())
    }

    /// Waits until inbox and outbox are empty.
    pub async fn until_idle(&self, patience: Duration) -> anyhow::Result<()> {
        let began = Instant::now();
        loop {
            let waiting =
                self.figure("asa_inbox_waiting").await? + self.figure("asa_outbox_waiting").await?;
            if waiting == 0.0 {
                return Ok(());
            }
            if began.elapsed() > patience {
                bail!("{waiting} still waiting after {patience:?}:\n{}", tail(&self.said()));
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

fn tail(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(20)..].join("\n")
}

impl Drop for Process {
    fn drop(&mut self) {
        // Ended already, in most tests.
        self.child.kill().ok();
        self.child.wait().ok();
        if let Some(errors) = self.child.stderr.as_mut() {
            errors.read_to_string(&mut String::new()).ok();
        }
    }
}

/// Runs a command to its end; the most memory it had, in MiB, by the kernel's own mark.
pub fn peak(command: &mut Command) -> anyhow::Result<f64> {
    let mut child = command.spawn()?;
    let mut peak = 0.0_f64;
    let status = loop {
        // Nothing once it has ended.
        peak = Used::by(child.id()).map_or(peak, |used| peak.max(used.peak_mib));
        if let Some(status) = child.try_wait()? {
            break status;
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    ensure!(status.success(), "{status}");
    Ok(peak)
}

/// The program that was built beside this binary, or beside the tests.
pub fn beside() -> anyhow::Result<PathBuf> {
    let own = std::env::current_exe()?;
    let folder = own.parent().context("no folder")?;
    let places = [folder.join("asa-process"), folder.join("../asa-process")];
    places.into_iter().find(|file| file.exists()).context("asa-process is not built")
}

/// Somewhere between these milliseconds, different at every run.
pub fn some_time(least: u64, most: u64) -> Duration {
    let random = u64::from(Uuid::new_v4().as_fields().0);
    Duration::from_millis(least + random % (most - least))
}
