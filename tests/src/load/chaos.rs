//! People talk, and everything that can go wrong goes wrong around them; then the books are
//! compared. What nobody can help (LINE kept an answer to itself) is counted, all else is a fault.

use std::io::{Seek as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use asa::twin::{Act, Fault, On, Twin};
use asa_core::id::LineId;
use sea_orm::{ConnectionTrait as _, Database, Statement};
use serde_json::{Value, json};
use tempfile::NamedTempFile;
use tokio::time::sleep;
use uuid::Uuid;

use super::ground::{Ground, address, number, program, store};
use super::town::{Pace, Seen, Town, line};
use super::volunteers;
use super::wire::Wire;
use crate::databases::{Fresh, Kind};
use crate::process::{Process, Program, some_time};

/// What goes wrong, and what of it is there on which database.
pub const TROUBLES: [Trouble; 13] = [
    Trouble { name: "killed", on: BOTH },
    Trouble { name: "line-slow", on: BOTH },
    Trouble { name: "line-down", on: BOTH },
    Trouble { name: "too-many-requests", on: BOTH },
    Trouble { name: "answers-lost", on: BOTH },
    Trouble { name: "server-restarted", on: &[Kind::Postgres] },
    Trouble { name: "disk-full", on: &[Kind::Sqlite] },
    Trouble { name: "clock-jumps", on: BOTH },
    Trouble { name: "own-clock-jumps", on: BOTH },
    Trouble { name: "redelivered", on: BOTH },
    Trouble { name: "a-thousand-messages", on: BOTH },
    Trouble { name: "poison", on: BOTH },
    Trouble { name: "half-a-body", on: BOTH },
];
const BOTH: &[Kind] = &[Kind::Sqlite, Kind::Postgres];

#[derive(Debug, Clone, Copy)]
pub struct Trouble {
    pub name: &'static str,
    pub on: &'static [Kind],
}

/// What came of it.
#[derive(Debug)]
pub struct Aftermath {
    pub events: u64,
    /// Answers that people did not get, and answers whose fate LINE has kept to itself.
    pub missed: u64,
    pub unsent: u64,
    pub silent: u64,
    pub records: u64,
    /// What must not be, each with its figures.
    pub wrong: Vec<String>,
}

/// People around whom it happens.
const PEOPLE: usize = 60;

/// Everything a hand may lay itself on.
struct Scene {
    ground: Ground,
    database: Fresh,
    program: Program,
    process: Process,
    twin: Twin,
    address: SocketAddr,
    until: Instant,
    /// Events that came from nobody in the town.
    besides: u64,
    /// By how many seconds the program's clock is wrong, where that is the trouble.
    shift: Option<NamedTempFile>,
}

/// One trouble on one database, for so long.
pub async fn run(trouble: Trouble, database: &str, time: Duration) -> anyhow::Result<Aftermath> {
    let ground = Ground::of(database)?;
    let database = ground.database().await?;
    let (twin, line) = line().await?;
    let prepared = store(&database).await?;
    let volunteers = volunteers::settle(&prepared, &twin, PEOPLE).await?;
    prepared.close().await?;
    let program = program(&database, &twin, &line.base)?;
    let shift = if trouble.name == "own-clock-jumps" { Some(NamedTempFile::new()?) } else { None };
    // What a full disk says to a process that does not want to die of it.
    let mut shell = "trap '' XFSZ".to_owned();
    if let Some(shift) = &shift {
        shell += &wrong_clock(shift.path())?;
    }
    let process = program.start_through(&shell).await?;
    let address = address(&process)?;
    let town = Town::new((twin.clone(), line), vec![address], 32);
    let people = volunteers.into_iter().map(|id| town.person(id)).collect();
    let pace = Pace {
        rate: None,
        warm: Duration::ZERO,
        time,
        wires: 32,
        patience: Duration::from_secs(8),
        again: if trouble.name == "redelivered" { 3 } else { 0 },
    };
    let until = Instant::now() + time;
    let mut scene =
        Scene { ground, database, program, process, twin, address, until, besides: 0, shift };
    let (talked, laid) = tokio::join!(town.talk(people, &pace), scene.make(trouble));
    laid.with_context(|| trouble.name)?;
    let (mut seen, mut people) = talked?;
    scene.twin.no_more_faults();
    scene.process.until_idle(Duration::from_secs(120)).await?;
    Town::close(&mut seen, &mut people);
    scene.look_back(&seen).await
}

impl Scene {
    async fn make(&mut self, trouble: Trouble) -> anyhow::Result<()> {
        match trouble.name {
            "killed" => self.kill().await,
            "line-slow" => self.arm(&[(On::Reply, Fault::Slow(Duration::from_secs(2)), 40)]).await,
            "line-down" => {
                self.arm(&[(On::Reply, Fault::Dropped, 60), (On::Reply, Fault::ServerError, 30)])
                    .await
            }
            "too-many-requests" => self.arm(&[(On::Reply, Fault::RateLimited, 60)]).await,
            "answers-lost" => {
                self.arm(&[
                    (On::Reply, Fault::AnswerLost, 20),
                    (On::Reply, Fault::AcceptedThen500, 20),
                ])
                .await
            }
            "server-restarted" => self.restart_server().await,
            "disk-full" => self.fill_disk().await,
            "clock-jumps" => self.move_clock().await,
            "own-clock-jumps" => self.set_clock_wrong().await,
            "a-thousand-messages" => self.flood().await,
            "poison" => self.poison().await,
            "half-a-body" => self.hang_on().await,
            // The people do it themselves.
            _ => Ok(()),
        }
    }

    fn goes_on(&self) -> bool {
        Instant::now() < self.until
    }

    async fn kill(&mut self) -> anyhow::Result<()> {
        while self.goes_on() {
            sleep(some_time(300, 2500)).await;
            self.process.kill()?;
            sleep(some_time(0, 300)).await;
            self.process = self.program.start().await?;
        }
        Ok(())
    }

    /// LINE fails so often each second.
    /// A second of it, a second of rest: what is left over would make LINE fail for good, and nobody
    /// say anything any more.
    async fn arm(&self, faults: &[(On, Fault, u32)]) -> anyhow::Result<()> {
        while self.goes_on() {
            for (on, fault, times) in faults {
                self.twin.fault(*on, *fault, *times);
            }
            sleep(Duration::from_secs(1)).await;
            self.twin.no_more_faults();
            sleep(Duration::from_secs(1)).await;
        }
        Ok(())
    }

    async fn restart_server(&mut self) -> anyhow::Result<()> {
        while self.goes_on() {
            sleep(some_time(1500, 3000)).await;
            self.ground.stop()?;
            sleep(some_time(100, 800)).await;
            self.ground.start_again()?;
        }
        Ok(())
    }

    /// No file of the program may grow any more, for a while.
    async fn fill_disk(&self) -> anyhow::Result<()> {
        let limit = |bytes: &str| {
            let limit = [format!("--pid={}", self.process.id()), format!("--fsize={bytes}")];
            let done = Command::new("prlimit").args(limit).status()?;
            ensure!(done.success(), "prlimit");
            Ok(())
        };
        while self.goes_on() {
            sleep(some_time(1000, 2000)).await;
            limit("4096:unlimited")?;
            sleep(some_time(500, 2000)).await;
            limit("unlimited")?;
        }
        Ok(())
    }

    /// LINE's clock runs ahead, or ours has fallen back: to the program that is the same.
    async fn move_clock(&self) -> anyhow::Result<()> {
        while self.goes_on() {
            sleep(Duration::from_secs(2)).await;
            self.twin.settings().clock.advance(Duration::from_secs(20));
        }
        Ok(())
    }

    /// Ahead, right again, behind, right again: as a machine's clock is set, or its host was asleep.
    async fn set_clock_wrong(&mut self) -> anyhow::Result<()> {
        let file = self.shift.as_mut().context("a clock")?.as_file_mut();
        for seconds in ["+90", "+0", "-90", "+0"].into_iter().cycle() {
            file.set_len(0)?;
            file.rewind()?;
            writeln!(file, "{seconds}")?;
            if Instant::now() >= self.until {
                break;
            }
            sleep(Duration::from_secs(1)).await;
        }
        Ok(())
    }

    /// Somebody writes as fast as they can, and waits for nothing.
    async fn flood(&mut self) -> anyhow::Result<()> {
        const MOST: u64 = 1000;
        // One after the other: a short run has no time for all of them.
        let messages = MOST.min((self.until - Instant::now()).as_secs() * 50);
        let person = self.twin.add_person("คน", "th");
        let mut wire = Wire::open(self.address).await?;
        for _ in 0..messages {
            let (person, chat) = (person.clone(), person.clone());
            let text = "เมนูหลัก".to_owned();
            let event = self.twin.event(Act::Text { person, chat, text, mention: false });
            self.post(&mut wire, &[event]).await?;
        }
        self.besides += messages;
        Ok(())
    }

    async fn post(&self, wire: &mut Wire, events: &[Value]) -> anyhow::Result<()> {
        let (body, signature) = self.twin.sign_and_wrap(events);
        let status = wire.post(&body, &signature).await?;
        ensure!(status == 200, "answered with {status}");
        Ok(())
    }

    /// Events that LINE would never send, or not yet; and somebody whose draft no longer opens.
    async fn poison(&mut self) -> anyhow::Result<()> {
        let mut wire = Wire::open(self.address).await?;
        let odd = odd_events(&self.twin);
        for event in &odd {
            self.post(&mut wire, std::slice::from_ref(event)).await?;
        }
        let victim = self.twin.add_person("คน", "th");
        for text in ["ร้องเรียน", "ไฟไหม้"] {
            let (person, chat, text) = (victim.clone(), victim.clone(), text.to_owned());
            let event = self.twin.event(Act::Text { person, chat, text, mention: false });
            self.post(&mut wire, &[event]).await?;
            sleep(Duration::from_secs(2)).await;
            self.spoil_draft(&victim).await?;
        }
        self.besides += odd.len() as u64 + 2;
        Ok(())
    }

    async fn spoil_draft(&self, person: &LineId) -> anyhow::Result<()> {
        let db = Database::connect(&self.database.url).await?;
        let sql = "UPDATE sessions SET body = 's1.00000000.AAAA' WHERE person = $1";
        let values = [person.as_str().into()];
        let backend = db.get_database_backend();
        db.execute_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
        Ok(db.close().await?)
    }

    /// Connections that announce a body and never finish it.
    async fn hang_on(&self) -> anyhow::Result<()> {
        const CONNECTIONS: usize = 200;
        while self.goes_on() {
            let mut open = Vec::new();
            for _ in 0..CONNECTIONS {
                let mut stream = TcpStream::connect(self.address)?;
                let head = "POST /webhook HTTP/1.1\r\nhost: a\r\nx-line-signature: a\r\n\
                            content-length: 5000\r\n\r\n{\"destination\"";
                stream.write_all(head.as_bytes())?;
                open.push(stream);
            }
            sleep(Duration::from_secs(3)).await;
        }
        Ok(())
    }

    async fn look_back(&self, seen: &Seen) -> anyhow::Result<Aftermath> {
        let db = Database::connect(&self.database.url).await?;
        let ask = async |sql: &str| number(&db, sql).await;
        let events = ask("SELECT COUNT(*) AS n FROM inbox WHERE kind <> 'told'").await?;
        let waiting = ask("SELECT COUNT(*) AS n FROM inbox WHERE state = 'waiting'").await?;
        let dead = ask("SELECT COUNT(*) AS n FROM inbox WHERE state = 'dead'").await?;
        let unsent =
            ask("SELECT COUNT(*) AS n FROM outbox WHERE state NOT IN ('sent', 'waiting')").await?;
        let records = ask("SELECT COUNT(*) AS n FROM records WHERE kind = 'count'").await?;
        let asked = ask("SELECT COUNT(*) AS n FROM roles WHERE state = 'waiting'").await?;
        let twice =
            ask("SELECT COUNT(*) AS n FROM (SELECT event_id FROM outbox GROUP BY event_id \
             HAVING COUNT(*) > 1) AS twice")
            .await?;
        db.close().await?;
        let told = seen.counted + seen.registered;
        let recorded = records + asked;
        let mut wrong = Vec::new();
        let mut must = |holds: bool, what: String| {
            if !holds {
                wrong.push(what);
            }
        };
        let sent = seen.sent + self.besides;
        must(events == sent, format!("{sent} events had their 200, {events} are there"));
        must(waiting == 0, format!("{waiting} events still wait"));
        must(dead <= self.besides, format!("{dead} events are dead letters"));
        must(seen.doubled == 0, format!("{} messages came twice", seen.doubled));
        must(twice == 0, format!("{twice} events were answered twice"));
        must(
            seen.lost <= unsent,
            format!("{} answers are missing, {unsent} were not sent, as far as we know", seen.lost),
        );
        must(
            recorded >= told && recorded <= told + seen.silent + seen.astray,
            format!("{told} records were told, {recorded} are there"),
        );
        let verified = self.program.run(&["ledger", "verify"])?;
        must(verified.0.success(), format!("ledger verify: {}", verified.1));
        Ok(Aftermath {
            events,
            missed: seen.lost,
            unsent,
            silent: seen.silent,
            records: recorded,
            wrong,
        })
    }
}

/// For a shell: whatever it starts has a clock that is wrong by what is in this file.
fn wrong_clock(shift: &Path) -> anyhow::Result<String> {
    let library = fake_time().context("libfaketime is not installed")?;
    let (library, shift) = (library.display(), shift.display());
    Ok(format!(
        "; export LD_PRELOAD={library} FAKETIME_TIMESTAMP_FILE={shift} FAKETIME_NO_CACHE=1 \
         FAKETIME_DONT_FAKE_MONOTONIC=1"
    ))
}

/// Where Debian has it.
pub fn fake_time() -> Option<PathBuf> {
    let mut platforms = std::fs::read_dir("/usr/lib").ok()?.flatten();
    platforms.find_map(|platform| {
        let file = platform.path().join("faketime/libfaketimeMT.so.1");
        file.exists().then_some(file)
    })
}

fn odd_events(twin: &Twin) -> Vec<Value> {
    let person = twin.add_person("คน", "th");
    let source = json!({ "type": "user", "userId": person });
    let with = |fields: Value| {
        let mut event = json!({ "webhookEventId": Uuid::new_v4(), "mode": "active",
            "timestamp": 1_700_000_000_000_i64, "source": source });
        for (name, value) in fields.as_object().into_iter().flatten() {
            event[name] = value.clone();
        }
        event
    };
    let deep = (0..100).fold(json!(1), |inner, _| json!([inner]));
    vec![
        with(json!({})),
        with(json!({ "type": 7 })),
        with(json!({ "type": "message", "message": { "type": "text", "id": "1", "text": 5 } })),
        with(json!({ "type": "message", "message": { "type": "hologram", "id": "2" } })),
        with(json!({ "type": "postback", "postback": { "data": "\u{0}:::\u{0}" } })),
        with(json!({ "type": "postback", "postback": { "data": "x".repeat(5000) } })),
        with(json!({ "type": "message", "message": { "type": "text", "id": "3",
            "text": "ก".repeat(100_000) } })),
        with(json!({ "type": "brand-new", "anything": deep })),
        with(json!({ "type": "message", "timestamp": i64::MAX, "message": { "type": "text",
            "id": "4", "text": "\u{202e}\u{0}เมนู" } })),
        with(json!({ "type": "message", "source": null, "message": { "type": "text", "id": "5",
            "text": "a" } })),
        with(json!({ "type": "unsend", "unsend": { "messageId": "" } })),
    ]
}
