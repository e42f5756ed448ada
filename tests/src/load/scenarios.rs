//! The scenarios, each from an empty database to a report.

use std::net::TcpListener;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use asa::twin::{Fault, On, Twin};
use sea_orm::Database;
use secrecy::ExposeSecret as _;

use super::ack::{WIRES, blast};
use super::figures::Times;
use super::ground::{Ground, Meter, address, compare, number, program, store};
use super::result::{Report, Run};
use super::town::{Pace, Person, Seen, Town, add_friend, line};
use super::{floor, volunteers};
use crate::databases::Fresh;
use crate::process::Process;

/// What is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    pub scenario: &'a str,
    pub database: &'a str,
    pub seconds: Option<Duration>,
}

/// Events a person makes in a second if each is answered at once: reading takes its time.
const EVENTS_A_PERSON: f64 = 1.4;
/// Whoever hears nothing for so long has not been answered.
const PATIENCE: Duration = Duration::from_secs(60);
/// Connections where as much comes as can.
const BURST_WIRES: usize = 256;
/// Talking at once where the limit is what the program carries.
const CROWD: usize = 4_000;

/// Runs it and keeps its report; whether nothing was lost or doubled.
pub async fn run(wish: &Wish<'_>) -> anyhow::Result<bool> {
    let ground = Ground::of(wish.database)?;
    let seconds = |usual: u64| wish.seconds.unwrap_or(Duration::from_secs(usual));
    let steady = |rate, usual| Pace {
        rate: Some(rate),
        warm: Duration::from_secs(5),
        time: seconds(usual),
        wires: WIRES,
        patience: PATIENCE,
        again: 0,
    };
    let runs = match wish.scenario {
        "ack" => ack(&ground, seconds(8)).await?,
        "burst" => {
            let pace = Pace { rate: None, wires: BURST_WIRES, ..steady(1.0, 30) };
            vec![talk(&ground, wish.scenario, Service::ONE, CROWD, &pace).await?]
        }
        "deadline-hour" => vec![talk_at(&ground, wish.scenario, 190.0, &steady(190.0, 600)).await?],
        "nation-mean" => vec![talk_at(&ground, wish.scenario, 1e3, &steady(1e3, 60)).await?],
        "soak" => vec![talk_at(&ground, wish.scenario, 100.0, &steady(100.0, 3600)).await?],
        "replicas" if wish.database == "sqlite" => return Ok(true),
        "replicas" => {
            let pace = Pace { rate: None, wires: BURST_WIRES, ..steady(1.0, 20) };
            replicas(&ground, &pace).await?
        }
        "restart" => vec![restart(&ground).await?],
        "sessions" => vec![sessions(&ground).await?],
        other => bail!("no scenario is called {other}"),
    };
    for run in &runs {
        say(&format!("{:<9} {run}", wish.database));
    }
    let holds = runs.iter().all(|run| run.books.is_none_or(|books| books.holds()));
    let report = Report::new(wish.scenario, wish.database, runs)?;
    say(&format!("{:<9} kept in {}", wish.database, report.keep()?.display()));
    Ok(holds)
}

async fn talk_at(ground: &Ground, name: &str, rate: f64, pace: &Pace) -> anyhow::Result<Run> {
    // Half as many again, so that somebody is always free.
    let people = (rate / EVENTS_A_PERSON * 1.5) as usize + 10;
    talk(ground, name, Service::ONE, people, pace).await
}

/// One, two and three of them. First with the machine's cores as the limit, which they share with
/// the database, LINE and the people, so that more of them carry no more. Then with one that each
/// has for itself, as on machines of their own: LINE is slow, and so many requests to it are under
/// way at most.
async fn replicas(ground: &Ground, pace: &Pace) -> anyhow::Result<Vec<Run>> {
    const SLOW: Duration = Duration::from_millis(400);
    let mut runs = Vec::new();
    for (line_takes, limit) in [(None, "the cores"), (Some(SLOW), "LINE takes 400 ms")] {
        let mut one = None;
        for replicas in 1..=3 {
            let name = format!("{replicas}, limit: {limit}");
            let service = Service { replicas, line_takes };
            let mut run = talk(ground, &name, service, CROWD, pace).await?;
            let one = *one.get_or_insert(run.per_second);
            run.ratios.push(("one replica".to_owned(), run.per_second / one));
            runs.push(run);
        }
    }
    Ok(runs)
}

/// What people talk with.
#[derive(Debug, Clone, Copy)]
struct Service {
    replicas: usize,
    /// To answer a reply, which is delivered at once.
    line_takes: Option<Duration>,
}

impl Service {
    const ONE: Self = Self { replicas: 1, line_takes: None };
}

async fn talk(
    ground: &Ground,
    name: &str,
    service: Service,
    people: usize,
    pace: &Pace,
) -> anyhow::Result<Run> {
    let database = ground.database().await?;
    let (twin, line) = line().await?;
    if let Some(time) = service.line_takes {
        twin.fault(On::Reply, Fault::Slow(time), u32::MAX);
    }
    let prepared = store(&database).await?;
    let volunteers = volunteers::settle(&prepared, &twin, people).await?;
    prepared.close().await?;
    let mut processes = Vec::new();
    for _ in 0..service.replicas {
        processes.push(program(&database, &twin, &line.base)?.start().await?);
    }
    let addresses = processes.iter().map(address).collect::<anyhow::Result<Vec<_>>>()?;
    let town = Town::new((twin, line), addresses, pace.wires);
    let people = volunteers.into_iter().map(|id| town.person(id)).collect();
    let before = Meter::read(&database, &processes).await?;
    let (mut seen, mut everybody) = town.talk(people, pace).await?;
    let after = Meter::read(&database, &processes).await?;
    for process in &processes {
        process.until_idle(Duration::from_secs(60)).await?;
    }
    Town::close(&mut seen, &mut everybody);
    let again = town.again.load(std::sync::atomic::Ordering::Relaxed);
    let books = compare(&database, &seen, again).await?;
    let violations = town.twin.violations();
    ensure!(violations.is_empty(), "LINE's rules were broken: {violations:?}");
    let seconds = pace.time.as_secs_f64();
    Ok(Run {
        name: name.to_owned(),
        seconds,
        per_second: seen.events as f64 / seconds,
        cost: Some(before.cost_until(&after, books.events)),
        webhook: Some(seen.webhooks.spread()),
        answer: Some(seen.answers.spread()),
        books: Some(books),
        ratios: Vec::new(),
    })
}

/// As many people each write one thing, as fast as it is taken in; nobody waits for an answer.
async fn write_once(
    town: &Arc<Town>,
    people: Vec<Person>,
    text: &'static str,
) -> anyhow::Result<Vec<Person>> {
    let lanes = 64;
    let mut queues: Vec<Vec<(usize, Person)>> = (0..lanes).map(|_| Vec::new()).collect();
    for (number, person) in people.into_iter().enumerate() {
        queues[number % lanes].push((number, person));
    }
    let mut work = Vec::new();
    for queue in queues {
        let town = town.clone();
        work.push(tokio::spawn(async move {
            let mut done = Vec::with_capacity(queue.len());
            for (number, mut person) in queue {
                town.write(number, &mut person, text).await?;
                done.push(person);
            }
            anyhow::Ok(done)
        }));
    }
    let mut people = Vec::new();
    for lane in work {
        people.extend(lane.await??);
    }
    Ok(people)
}

/// Events that wait while the program starts: how long until the last is answered.
async fn restart(ground: &Ground) -> anyhow::Result<Run> {
    const WAITING: usize = 10_000;
    let database = ground.database().await?;
    let (twin, line) = line().await?;
    let friends: Vec<_> = (0..WAITING).map(|_| add_friend(&twin)).collect();
    let program = program(&database, &twin, &line.base)?;
    let mut process = program.start_with(&["--doorway-only"]).await?;
    let town = Town::new((twin, line), vec![address(&process)?], WIRES);
    let people = friends.into_iter().map(|id| town.person(id)).collect();
    let mut people = write_once(&town, people, "เมนูหลัก").await?;
    process.terminate()?;
    let began = Instant::now();
    let process = program.start().await?;
    process.until_idle(Duration::from_secs(120)).await?;
    let took = began.elapsed().as_secs_f64();
    let mut seen = Seen::default();
    Town::close(&mut seen, &mut people);
    let mut books = compare(&database, &seen, 0).await?;
    books.out_of_order += overtaken(&database).await?;
    Ok(Run {
        name: "10,000 waiting".to_owned(),
        seconds: took,
        per_second: WAITING as f64 / took,
        books: Some(books),
        ..Run::default()
    })
}

/// Answers to events that more came before than are worked on at once.
async fn overtaken(database: &Fresh) -> anyhow::Result<u64> {
    const AT_ONCE: i64 = 2048;
    let db = Database::connect(&database.url).await?;
    let sql = format!(
        "SELECT COUNT(*) AS n FROM (SELECT i.id, MAX(i.id) OVER (ORDER BY o.id) AS latest \
         FROM outbox o JOIN inbox i ON i.event_id = o.event_id) AS s WHERE latest - id > {AT_ONCE}"
    );
    let count = number(&db, &sql).await?;
    db.close().await?;
    Ok(count)
}

/// A form half filled in, by as many people as a nation has at once.
async fn sessions(ground: &Ground) -> anyhow::Result<Run> {
    const OPEN: usize = 100_000;
    let database = ground.database().await?;
    let (twin, line) = line().await?;
    let friends: Vec<_> = (0..OPEN).map(|_| add_friend(&twin)).collect();
    let processes = [program(&database, &twin, &line.base)?.start().await?];
    let town = Town::new((twin, line), vec![address(&processes[0])?], WIRES);
    let people = friends.into_iter().map(|id| town.person(id)).collect();
    let before = Meter::read(&database, &processes).await?;
    let began = Instant::now();
    let mut people = write_once(&town, people, "ร้องเรียน").await?;
    processes[0].until_idle(Duration::from_secs(120)).await?;
    let took = began.elapsed().as_secs_f64();
    let after = Meter::read(&database, &processes).await?;
    let mut seen = Seen::default();
    Town::close(&mut seen, &mut people);
    let db = Database::connect(&database.url).await?;
    let open =
        number(&db, "SELECT COUNT(*) AS n FROM sessions WHERE expires_at IS NOT NULL").await?;
    db.close().await?;
    ensure!(open == OPEN as u64, "{open} sessions are open");
    Ok(Run {
        name: "100,000 open sessions".to_owned(),
        seconds: took,
        per_second: OPEN as f64 / took,
        cost: Some(before.cost_until(&after, OPEN as u64)),
        books: Some(compare(&database, &seen, 0).await?),
        ..Run::default()
    })
}

/// Times each is measured, in turn with the others: the machine is not the same all the time.
const ROUNDS: usize = 3;

/// Webhooks alone, for the floors and for ours.
async fn ack(ground: &Ground, time: Duration) -> anyhow::Result<Vec<Run>> {
    let mut rounds: Vec<Vec<Run>> = Vec::new();
    for _ in 0..ROUNDS {
        let mut round = Vec::new();
        for kind in floor::ALL {
            round.push(ack_of_floor(ground, kind, time).await?);
        }
        round.push(ack_of_ours(ground, time).await?);
        rounds.push(round);
    }
    let middle = |which: usize| {
        let mut runs: Vec<&Run> = rounds.iter().map(|round| &round[which]).collect();
        runs.sort_by(|a, b| a.per_second.total_cmp(&b.per_second));
        runs[ROUNDS / 2].clone()
    };
    let mut runs: Vec<Run> = (0..=floor::ALL.len()).map(middle).collect();
    let floors: Vec<(String, f64)> =
        runs.iter().take(floor::ALL.len()).map(|run| (run.name.clone(), run.per_second)).collect();
    if let Some(ours) = runs.last_mut() {
        let ratio = |(name, floor): &(String, f64)| (name.clone(), ours.per_second / floor);
        ours.ratios = floors.iter().map(ratio).collect();
    }
    Ok(runs)
}

fn acked(name: &str, time: Duration, times: Times) -> Run {
    let seconds = time.as_secs_f64();
    Run {
        name: name.to_owned(),
        seconds,
        per_second: times.len() as f64 / seconds,
        webhook: Some(times.spread()),
        ..Run::default()
    }
}

async fn ack_of_ours(ground: &Ground, time: Duration) -> anyhow::Result<Run> {
    let database = ground.database().await?;
    let (twin, line) = line().await?;
    let processes = [doorway(&database, &twin, &line.base).await?];
    let before = Meter::read(&database, &processes).await?;
    let (bot, secret) = (twin.settings().bot_id.clone(), &twin.settings().channel_secret);
    let (times, sent) = blast(address(&processes[0])?, bot.as_str(), secret, time).await?;
    let after = Meter::read(&database, &processes).await?;
    let waiting = processes[0].figure("asa_inbox_waiting").await?;
    ensure!(waiting == sent as f64, "{sent} events were answered with 200, {waiting} are there");
    let cost = Some(before.cost_until(&after, sent));
    Ok(Run { cost, ..acked("asa", time, times) })
}

/// The program with its door open and nobody at work.
async fn doorway(database: &Fresh, twin: &Twin, line: &str) -> anyhow::Result<Process> {
    program(database, twin, line)?.start_with(&["--doorway-only"]).await
}

async fn ack_of_floor(ground: &Ground, kind: &str, time: Duration) -> anyhow::Result<Run> {
    let database = ground.database().await?;
    let (twin, _line) = line().await?;
    let (bot, secret) = (twin.settings().bot_id.clone(), &twin.settings().channel_secret);
    let floor = Floor::start(kind, secret.expose_secret(), &database)?;
    floor.until_there().await?;
    let (times, _) = blast(floor.address, bot.as_str(), secret, time).await?;
    Ok(acked(kind, time, times))
}

/// A floor in a process of its own. Killed when dropped.
struct Floor {
    child: Child,
    address: std::net::SocketAddr,
}

impl Floor {
    fn start(kind: &str, secret: &str, database: &Fresh) -> anyhow::Result<Self> {
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let child = Command::new(std::env::current_exe()?)
            .args(["floor", kind, &address.to_string(), secret, &database.url])
            .stdin(Stdio::null())
            .spawn()?;
        Ok(Self { child, address })
    }

    async fn until_there(&self) -> anyhow::Result<()> {
        let began = Instant::now();
        while tokio::net::TcpStream::connect(self.address).await.is_err() {
            ensure!(began.elapsed() < Duration::from_secs(10), "the floor does not come up");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Ok(())
    }
}

impl Drop for Floor {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// What the process of a floor does.
pub async fn be_a_floor(words: &[String]) -> anyhow::Result<ExitCode> {
    let [kind, address, secret, url] = words else { bail!("floor KIND ADDRESS SECRET DATABASE") };
    floor::serve(kind, address.parse().context("an address")?, secret, url).await?;
    Ok(ExitCode::SUCCESS)
}

#[expect(clippy::print_stdout, reason = "figures to look at")]
fn say(line: &str) {
    println!("{line}");
}
