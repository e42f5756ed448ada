//! People who talk with the program, all at once and each at their own pace, through a LINE that
//! tells us what arrives. What they saw is counted person by person: nobody's answer makes up for
//! another's.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::ensure;
use asa::clock::Clock;
use asa::twin::{self, Act, Keep, Running, Send, Twin};
use asa_core::id::LineId;
use serde_json::{Value, json};
use tokio::sync::{Mutex as Turn, mpsc};
use tokio::time::{sleep, timeout};

use super::figures::Times;
use super::life::{COUNTS, REGISTERS, Step, is_receipt};
use super::wire::Wire;

/// From reading an answer to writing the next. Nobody is faster, and the bot takes words that come
/// any faster for having crossed its question.
const READING: Duration = Duration::from_millis(600);
/// How long a webhook is sent again and again.
const INSISTS: Duration = Duration::from_secs(60);
/// What every volunteer's book holds at the beginning.
pub const SHELF: i64 = 1_000_000;

/// How they talk.
#[derive(Debug, Clone)]
pub struct Pace {
    /// Events in a second, of all together; none: as fast as they are answered.
    pub rate: Option<f64>,
    /// Not measured: connections open, plans are made.
    pub warm: Duration,
    pub time: Duration,
    /// Connections that carry webhooks.
    pub wires: usize,
    /// Whoever hears nothing for so long begins something else.
    pub patience: Duration,
    /// How often every webhook comes, besides the first time.
    pub again: u32,
}

#[derive(Debug)]
pub struct Town {
    pub twin: Twin,
    pub line: Running,
    letters: Mutex<HashMap<LineId, mpsc::UnboundedSender<Heard>>>,
    wires: Vec<Turn<Option<Wire>>>,
    next_wire: AtomicUsize,
    addresses: Vec<SocketAddr>,
    /// Webhooks that were sent again.
    pub again: AtomicU64,
}

type Heard = (Instant, Arc<Send>);

/// Somebody, and what they have seen.
#[derive(Debug)]
pub struct Person {
    pub id: LineId,
    letters: mpsc::UnboundedReceiver<Heard>,
    /// What they counted last.
    book: i64,
    /// Events that were answered with 200, and messages that came.
    sent: u64,
    got: u64,
}

/// What people saw, added up.
#[derive(Debug, Default)]
pub struct Seen {
    /// From the webhook to its 200; from the webhook to the answer on the phone.
    pub webhooks: Times,
    pub answers: Times,
    pub events: u64,
    /// Conversations that came to their end: each a record.
    pub registered: u64,
    pub counted: u64,
    /// How often somebody did not find the button they looked for, or heard nothing at all.
    pub astray: u64,
    pub silent: u64,
    /// Events that were answered with 200.
    pub sent: u64,
    pub lost: u64,
    pub doubled: u64,
}

impl Seen {
    fn add(&mut self, other: Self) {
        self.webhooks.append(other.webhooks);
        self.answers.append(other.answers);
        self.events += other.events;
        self.registered += other.registered;
        self.counted += other.counted;
        self.astray += other.astray;
        self.silent += other.silent;
        self.sent += other.sent;
        self.lost += other.lost;
        self.doubled += other.doubled;
    }
}

/// A LINE that remembers little: there are many of everything.
pub async fn line() -> anyhow::Result<(Twin, Running)> {
    let made_up = twin::Settings::made_up(Clock::system());
    let keep = Keep { requests: 0, sends: 0, events: 0, messages_per_chat: 0, ..made_up.keep };
    let settings = twin::Settings { keep, quota: None, rate_limits: false, ..made_up };
    Ok(Twin::start(settings).await?)
}

/// Somebody with a phone who has added the account.
pub fn add_friend(twin: &Twin) -> LineId {
    let person = twin.add_person("คน", "th");
    twin.event(Act::Follow { person: person.clone() });
    person
}

impl Town {
    pub fn new(
        (twin, line): (Twin, Running),
        addresses: Vec<SocketAddr>,
        wires: usize,
    ) -> Arc<Self> {
        let town = Arc::new(Self {
            twin,
            line,
            letters: Mutex::default(),
            wires: (0..wires).map(|_| Turn::new(None)).collect(),
            next_wire: AtomicUsize::new(0),
            addresses,
            again: AtomicU64::new(0),
        });
        tokio::spawn(carry_letters(town.clone(), town.twin.listen()));
        town
    }

    fn letters(&self) -> MutexGuard<'_, HashMap<LineId, mpsc::UnboundedSender<Heard>>> {
        self.letters.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn person(&self, id: LineId) -> Person {
        let (to, letters) = mpsc::unbounded_channel();
        self.letters().insert(id.clone(), to);
        Person { id, letters, book: SHELF, sent: 0, got: 0 }
    }

    /// Everybody talks, at this pace, until its time is over. Returns when all have the answer to
    /// what they said last, or have given up.
    pub async fn talk(
        self: &Arc<Self>,
        people: Vec<Person>,
        pace: &Pace,
    ) -> anyhow::Result<(Seen, Vec<Person>)> {
        let begin = Instant::now() + pace.warm;
        let measured = begin..begin + pace.time;
        let pacer = pace.rate.map(Pacer::start);
        let mut lives = Vec::with_capacity(people.len());
        for (number, person) in people.into_iter().enumerate() {
            let life = Life {
                town: self.clone(),
                pacer: pacer.clone(),
                measured: measured.clone(),
                patience: pace.patience,
                again: pace.again,
                number,
                seen: Seen::default(),
                known: Vec::new(),
            };
            lives.push(tokio::spawn(life.live(person)));
        }
        let (mut seen, mut everybody) = (Seen::default(), Vec::new());
        for life in lives {
            let (one, people) = life.await??;
            seen.add(one);
            everybody.extend(people);
        }
        Ok((seen, everybody))
    }

    /// Somebody writes something, and does not wait for an answer.
    pub async fn write(
        &self,
        number: usize,
        person: &mut Person,
        text: &'static str,
    ) -> anyhow::Result<()> {
        let Some(act) = Step::Says(text).act(&person.id, &[], &mut person.book) else {
            return Ok(());
        };
        self.insist(number, self.twin.event(act)).await?;
        person.sent += 1;
        Ok(())
    }

    /// What came after they had stopped talking counts, too.
    pub fn close(seen: &mut Seen, people: &mut [Person]) {
        for person in people {
            while person.letters.try_recv().is_ok() {
                person.got += 1;
            }
            seen.sent += person.sent;
            seen.lost += person.sent.saturating_sub(person.got);
            seen.doubled += person.got.saturating_sub(person.sent);
        }
    }

    /// The next of those to an address: every so many of them goes there.
    fn wire(&self, lane: usize) -> &Turn<Option<Wire>> {
        let lanes = self.addresses.len();
        let next = self.next_wire.fetch_add(1, Ordering::Relaxed) % (self.wires.len() / lanes);
        &self.wires[next * lanes + lane]
    }

    /// Sends a webhook until it is answered with 200; how long the last try took.
    pub async fn insist(&self, person: usize, event: Value) -> anyhow::Result<Duration> {
        let began = Instant::now();
        let mut event = event;
        for attempt in 0.. {
            let (body, signature) = self.twin.sign_and_wrap(std::slice::from_ref(&event));
            let lane = (person + attempt) % self.addresses.len();
            let sent = Instant::now();
            let wire = self.wire(lane);
            if post(wire, self.addresses[lane], &body, &signature).await == Some(200) {
                return Ok(sent.elapsed());
            }
            ensure!(began.elapsed() < INSISTS, "no 200 for a minute");
            self.again.fetch_add(1, Ordering::Relaxed);
            event["deliveryContext"] = json!({ "isRedelivery": true });
            sleep(Duration::from_millis(50)).await;
        }
        unreachable!("the loop ends by returning")
    }
}

/// A wire is one request at a time; one that broke is opened anew.
async fn post(
    wire: &Turn<Option<Wire>>,
    address: SocketAddr,
    body: &[u8],
    signature: &str,
) -> Option<u16> {
    let mut wire = wire.lock().await;
    let mut open = match wire.take() {
        Some(open) => open,
        None => Wire::open(address).await.ok()?,
    };
    let status = timeout(Duration::from_secs(2), open.post(body, signature)).await.ok()?.ok()?;
    *wire = Some(open);
    Some(status)
}

async fn carry_letters(town: Arc<Town>, mut sends: mpsc::UnboundedReceiver<Arc<Send>>) {
    while let Some(send) = sends.recv().await {
        let now = Instant::now();
        let letters = town.letters();
        for person in &send.to {
            if let Some(to) = letters.get(person) {
                // Whoever has left reads nothing.
                to.send((now, send.clone())).ok();
            }
        }
    }
}

/// Lets so many events a second begin, evenly; whoever finds no room waits for it.
#[derive(Debug)]
struct Pacer {
    start: Instant,
    every: Duration,
    given: AtomicU64,
}

impl Pacer {
    fn start(rate: f64) -> Arc<Self> {
        let every = Duration::from_secs_f64(1.0 / rate);
        Arc::new(Self { start: Instant::now(), every, given: AtomicU64::new(0) })
    }

    /// When the next event is due; it is sent then, or as soon as somebody is free.
    async fn next(&self) -> Instant {
        let number = self.given.fetch_add(1, Ordering::Relaxed);
        let due = self.start + self.every.mul_f64(number as f64);
        tokio::time::sleep_until(due.into()).await;
        due
    }
}

struct Life {
    town: Arc<Town>,
    pacer: Option<Arc<Pacer>>,
    measured: std::ops::Range<Instant>,
    patience: Duration,
    again: u32,
    number: usize,
    seen: Seen,
    /// People they have brought along, who have said all they had to say.
    known: Vec<Person>,
}

impl Life {
    /// Counts twice, then somebody new registers, and again.
    async fn live(mut self, mut person: Person) -> anyhow::Result<(Seen, Vec<Person>)> {
        // Not all at the same moment.
        sleep(READING.mul_f64((self.number % 97) as f64 / 97.0)).await;
        for turn in self.number.. {
            if Instant::now() >= self.measured.end {
                break;
            }
            if turn % 3 == 2 {
                let id = self.town.twin.add_person("คน", "th");
                let mut stranger = self.town.person(id);
                self.seen.registered += u64::from(self.talk(&mut stranger, REGISTERS).await?);
                self.known.push(stranger);
            } else {
                self.seen.counted += u64::from(self.talk(&mut person, COUNTS).await?);
            }
        }
        self.known.push(person);
        Ok((self.seen, self.known))
    }

    /// One conversation; whether it came to its end.
    async fn talk(&mut self, person: &mut Person, plan: &[Step]) -> anyhow::Result<bool> {
        let mut heard: Option<Arc<Send>> = None;
        for step in plan {
            let messages = heard.as_ref().map_or(&[][..], |send| &send.messages);
            let Some(act) = step.act(&person.id, messages, &mut person.book) else {
                self.seen.astray += 1;
                self.gives_up(person).await?;
                return Ok(false);
            };
            if let Some(pacer) = &self.pacer {
                pacer.next().await;
            }
            if Instant::now() >= self.measured.end {
                return Ok(false);
            }
            heard = self.does(person, Some(act)).await?;
            if heard.is_none() {
                self.seen.silent += 1;
                self.gives_up(person).await?;
                return Ok(false);
            }
        }
        if !heard.is_some_and(|send| is_receipt(&send.messages)) {
            self.seen.astray += 1;
            self.gives_up(person).await?;
            return Ok(false);
        }
        Ok(true)
    }

    /// Whatever is open is of no use any more.
    async fn gives_up(&mut self, person: &mut Person) -> anyhow::Result<()> {
        let act = Step::Says("ยกเลิก").act(&person.id, &[], &mut 0);
        self.does(person, act).await?;
        Ok(())
    }

    /// Does something, and reads what the bot says to it.
    async fn does(
        &mut self,
        person: &mut Person,
        act: Option<Act>,
    ) -> anyhow::Result<Option<Arc<Send>>> {
        let Some(act) = act else { return Ok(None) };
        // Whatever comes now is no answer to this.
        while person.letters.try_recv().is_ok() {
            person.got += 1;
        }
        let began = Instant::now();
        let event = self.town.twin.event(act);
        let took = self.town.insist(self.number, event.clone()).await?;
        person.sent += 1;
        for _ in 0..self.again {
            let mut again = event.clone();
            again["deliveryContext"] = json!({ "isRedelivery": true });
            self.town.insist(self.number, again).await?;
        }
        let Ok(Some((at, send))) = timeout(self.patience, person.letters.recv()).await else {
            return Ok(None);
        };
        person.got += 1;
        if self.measured.contains(&at) {
            self.seen.webhooks.add(took);
            self.seen.answers.add(at - began);
            self.seen.events += 1;
        }
        sleep(READING).await;
        Ok(Some(send))
    }
}
