//! What is measured: how long things took, and what a process used.

use std::path::PathBuf;
use std::process::Command;
use std::time::Duration;

use anyhow::Context as _;
use serde::{Deserialize, Serialize};

/// Times in microseconds, all of them: none is rounded into a bucket.
#[derive(Debug, Default, Clone)]
pub struct Times(Vec<u32>);

/// In milliseconds.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub struct Spread {
    pub p50: f64,
    pub p95: f64,
    pub p99: f64,
    pub p999: f64,
    pub most: f64,
}

impl Times {
    pub fn add(&mut self, took: Duration) {
        self.0.push(u32::try_from(took.as_micros()).unwrap_or(u32::MAX));
    }

    pub fn append(&mut self, mut other: Self) {
        self.0.append(&mut other.0);
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn spread(mut self) -> Spread {
        self.0.sort_unstable();
        let at = |share: f64| {
            let place = (self.0.len() as f64 * share).ceil() as usize;
            let micros = self.0.get(place.max(1) - 1).copied().unwrap_or_default();
            f64::from(micros) / 1000.0
        };
        Spread { p50: at(0.5), p95: at(0.95), p99: at(0.99), p999: at(0.999), most: at(1.0) }
    }
}

/// What a process has used since it began.
#[derive(Debug, Clone, Copy, Default)]
pub struct Used {
    pub cpu: Duration,
    /// Of memory: now, and at most.
    pub mib: f64,
    pub peak_mib: f64,
    /// Handed to the disk.
    pub written: u64,
}

impl Used {
    pub fn by(process: u32) -> anyhow::Result<Self> {
        let file = |name: &str| {
            let path = PathBuf::from(format!("/proc/{process}/{name}"));
            std::fs::read_to_string(&path).with_context(|| path.display().to_string())
        };
        let (status, stat, io) = (file("status")?, file("stat")?, file("io")?);
        let after = |text: &str, name: &str| -> Option<u64> {
            let line = text.lines().find_map(|line| line.strip_prefix(name))?;
            line.split_whitespace().next()?.parse().ok()
        };
        // After the name, which may hold anything: state, …, user and system time.
        let fields = stat.rsplit(')').next().context("no fields")?.split_whitespace();
        let ticks: u64 = fields.skip(11).take(2).filter_map(|n| n.parse::<u64>().ok()).sum();
        let kib = |name| after(&status, name).unwrap_or_default() as f64 / 1024.0;
        Ok(Self {
            cpu: Duration::from_millis(ticks * 10),
            mib: kib("VmRSS:"),
            peak_mib: kib("VmHWM:"),
            written: after(&io, "write_bytes:").unwrap_or_default(),
        })
    }
}

/// Where a run was made.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Machine {
    pub processor: String,
    pub cores: usize,
    pub memory_gib: u64,
}

impl Machine {
    pub fn this() -> anyhow::Result<Self> {
        let cpus = std::fs::read_to_string("/proc/cpuinfo")?;
        let memory = std::fs::read_to_string("/proc/meminfo")?;
        let model = cpus.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
        let total = memory.lines().find_map(|line| line.strip_prefix("MemTotal:"));
        let total = total.and_then(|kib| kib.split_whitespace().next()?.parse::<u64>().ok());
        Ok(Self {
            processor: model.map(|(_, model)| model.to_owned()).unwrap_or_default(),
            cores: std::thread::available_parallelism()?.get(),
            memory_gib: total.unwrap_or_default().div_ceil(1024 * 1024),
        })
    }
}

/// The commit that is measured, with a `+` where the files differ from it.
pub fn commit() -> String {
    let git = |words: &[&str]| {
        let said = Command::new("git").args(words).current_dir(env!("CARGO_MANIFEST_DIR")).output();
        said.ok().map(|said| String::from_utf8_lossy(&said.stdout).trim().to_owned())
    };
    let commit = git(&["rev-parse", "--short=12", "HEAD"]).unwrap_or_default();
    let changed = git(&["status", "--porcelain", "--", ":!results", ":!../README.md"]);
    let mark = if changed.is_some_and(|changed| changed.is_empty()) { "" } else { "+" };
    format!("{commit}{mark}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_a_hundred_times() {
        let mut times = Times::default();
        for ms in (1..=100).rev() {
            times.add(Duration::from_millis(ms));
        }
        let spread = times.spread();
        assert_eq!((spread.p50, spread.p95, spread.p99, spread.most), (50.0, 95.0, 99.0, 100.0));
        assert_eq!(Times::default().spread().most, 0.0);
    }

    #[test]
    fn this_process_has_used_something() {
        let used = Used::by(std::process::id()).unwrap();
        assert!(used.mib > 1.0 && used.peak_mib >= used.mib);
    }
}
