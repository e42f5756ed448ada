//! A PostgreSQL server of the tests' own: started on a free port in a temporary folder, gone with
//! the process that started it.

use std::io::Read as _;
use std::net::TcpListener;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{OnceLock, mpsc};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use tempfile::TempDir;

/// Names a server that is there already: the test run's, shared by its processes.
pub const SERVER: &str = "ASA_TEST_POSTGRES_URL";

/// A running server. Ends when dropped.
#[derive(Debug)]
pub struct Postgres {
    process: Child,
    folder: TempDir,
    port: u16,
    disk: Disk,
}

/// What a commit is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Disk {
    /// A test's server is thrown away; what is killed in tests is the program, not the machine.
    Forgets,
    /// As in service: on a real disk, and there before it is answered.
    Keeps,
}

/// The address of a server, up to the name of the database; `None` where none is installed.
pub fn server() -> Option<&'static str> {
    static OWN: OnceLock<Option<(String, Postgres)>> = OnceLock::new();
    static GIVEN: OnceLock<Option<String>> = OnceLock::new();
    if let Some(given) = GIVEN.get_or_init(|| std::env::var(SERVER).ok()) {
        return Some(given);
    }
    let own = OWN.get_or_init(|| {
        binaries()?;
        match Postgres::start() {
            Ok(server) => Some((server.url(), server)),
            Err(error) => panic!("PostgreSQL is installed and does not start: {error:#}"),
        }
    });
    own.as_ref().map(|(url, _)| url.as_str())
}

impl Postgres {
    pub fn start() -> anyhow::Result<Self> {
        Self::start_on(roomiest(), Disk::Forgets)
    }

    /// One whose commits are worth measuring.
    pub fn start_durable() -> anyhow::Result<Self> {
        Self::start_on(std::env::temp_dir(), Disk::Keeps)
    }

    fn start_on(place: PathBuf, disk: Disk) -> anyhow::Result<Self> {
        let binaries = binaries().context("PostgreSQL's server is not installed")?;
        let folder = tempfile::Builder::new().prefix("asa-postgres-").tempdir_in(place)?;
        let data = folder.path().join("data");
        give_to_server(folder.path())?;
        let initdb = as_server(&binaries.join("initdb"))
            .args(["--auth=trust", "--username=asa", "--encoding=UTF8", "--no-sync", "-D"])
            .arg(&data)
            .output()?;
        ensure!(initdb.status.success(), "initdb: {}", String::from_utf8_lossy(&initdb.stderr));
        let port = free_port()?;
        let process = run(&binaries, folder.path(), port, disk)?;
        let mut server = Self { process, folder, port, disk };
        server.wait()?;
        Ok(server)
    }

    /// Without a database's name.
    pub fn url(&self) -> String {
        format!("postgres://asa@127.0.0.1:{}", self.port)
    }

    /// Pulls the plug: no goodbye to anyone.
    pub fn stop(&mut self) -> anyhow::Result<()> {
        signal(&self.process, "QUIT")?;
        self.process.wait()?;
        Ok(())
    }

    /// The same data, on the same port.
    pub fn start_again(&mut self) -> anyhow::Result<()> {
        let binaries = binaries().context("PostgreSQL's server is not installed")?;
        self.process = run(&binaries, self.folder.path(), self.port, self.disk)?;
        self.wait()
    }

    fn wait(&mut self) -> anyhow::Result<()> {
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(30) {
            if let Some(status) = self.process.try_wait()? {
                let mut said = String::new();
                if let Some(errors) = self.process.stderr.as_mut() {
                    errors.read_to_string(&mut said)?;
                }
                bail!("the server ended with {status}: {said}");
            }
            let ready = as_server(&binaries().unwrap_or_default().join("pg_isready"))
                .args(["-q", "-h", "127.0.0.1", "-p", &self.port.to_string()])
                .status()?;
            if ready.success() {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        bail!("the server did not come up in 30 seconds")
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // What cannot be ended here ends with this process.
        signal(&self.process, "QUIT").ok();
        self.process.wait().ok();
    }
}

/// In memory, where there is room for some thousand small databases: their many files are what
/// making one costs.
fn roomiest() -> PathBuf {
    const ROOM: u64 = 12 * 1024 * 1024;
    let memory = Path::new("/dev/shm");
    let free = Command::new("df").args(["--output=avail", "-k"]).arg(memory).output();
    let free = free.ok().and_then(|said| {
        String::from_utf8_lossy(&said.stdout).lines().last()?.trim().parse::<u64>().ok()
    });
    if free.is_some_and(|free| free > ROOM) { memory.to_owned() } else { std::env::temp_dir() }
}

fn run(binaries: &Path, folder: &Path, port: u16, disk: Disk) -> anyhow::Result<Child> {
    let mut server = as_server(&binaries.join("postgres"));
    server.arg("-D").arg(folder.join("data"));
    for setting in [
        "listen_addresses=127.0.0.1".to_owned(),
        format!("port={port}"),
        format!("unix_socket_directories={}", folder.display()),
        format!("fsync={}", if disk == Disk::Keeps { "on" } else { "off" }),
        "max_connections=300".to_owned(),
        "log_min_messages=fatal".to_owned(),
    ] {
        server.arg("-c").arg(setting);
    }
    server.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    spawn_to_last(server)
}

/// A death signal comes when the starting thread ends, and a test's thread ends with its test:
/// this one stays for as long as the process.
fn spawn_to_last(mut command: Command) -> anyhow::Result<Child> {
    let (started, child) = mpsc::channel();
    std::thread::spawn(move || {
        if started.send(command.spawn()).is_ok() {
            loop {
                std::thread::park();
            }
        }
    });
    Ok(child.recv()??)
}

/// A command as the server's own user (it refuses root), which ends when we do.
fn as_server(program: &Path) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "QUIT"]);
    if is_root() {
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]);
    }
    command.arg(program).current_dir("/");
    command
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

fn give_to_server(folder: &Path) -> anyhow::Result<()> {
    if is_root() {
        let given = Command::new("chown").arg("postgres").arg(folder).status()?;
        ensure!(given.success(), "the folder could not be given to the postgres user");
    }
    Ok(())
}

fn signal(process: &Child, name: &str) -> anyhow::Result<()> {
    Command::new("kill").args([format!("-{name}"), process.id().to_string()]).status()?;
    Ok(())
}

fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// Where the server's programs are: the newest version Debian has, or what `PATH` has.
fn binaries() -> Option<PathBuf> {
    let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|entries| entries.flatten().map(|entry| entry.path().join("bin")).collect())
        .unwrap_or_default();
    versions.sort();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = versions.into_iter().rev().chain(std::env::split_paths(&path));
    found
        .into_iter()
        .find(|folder| folder.join("initdb").exists() && folder.join("postgres").exists())
}
