//! Requests to LINE: made from rows, sent, and their ends written down.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use asa_core::budget::Verdict;
use asa_core::moment::Moment;
use asa_db::Result;
use asa_db::outbox::{self, Attempt, End, Most, Queued, SENT, WAITING};
use asa_db::spending::Spent;
use serde_json::value::RawValue;
use uuid::Uuid;

use super::budget::day;
use super::plan::{self, Step, Way, after, backoff, is_unclear, needs_budget};
use crate::line::error::{LineError, Next};
use crate::line::limits;
use crate::line::sends::Taken;
use crate::service::Service;

/// One request to LINE: one row, or many equal ones as a multicast.
#[derive(Debug)]
pub struct Request {
    way: Way,
    /// The retry key; a reply has none.
    key: String,
    rows: Vec<Queued>,
    costs: Vec<u64>,
    token_dead: bool,
}

/// How a row's attempt ended, and what it cost.
#[derive(Debug)]
pub struct Ended {
    end: End,
    cost: u64,
    worth: &'static str,
}

impl Ended {
    /// It is to be tried again.
    pub fn waits_on(&self) -> bool {
        self.end.state == WAITING
    }
}

/// What was due: requests to be made, and how many rows were ended without one.
#[derive(Debug, Default)]
pub struct Due {
    pub requests: Vec<Request>,
    pub ended: usize,
}

impl Due {
    pub fn count(&self) -> usize {
        self.requests.len() + self.ended
    }
}

/// A reply that its turn has begun: its token has just come.
pub fn at_once(row: Queued) -> Request {
    Request::single(Way::Reply, row, 0, false)
}

/// Claims what is due and decides about it. What is to be sent is returned, and is on the disk
/// as begun; what is not is ended here.
pub async fn take(service: &Service, room: usize) -> Result<Due> {
    let most = Most { waiting: room, patient: limits::RECIPIENTS_PER_MULTICAST };
    let lease = service.lease(service.settings.send_lease);
    let mut rows = outbox::claim(&service.store, &lease, most).await?;
    rows.extend(outbox::claim_batch(&service.store, &lease).await?);
    if rows.is_empty() {
        return Ok(Due::default());
    }
    let now = service.now();
    let (mut singles, mut over) = (Vec::new(), Vec::new());
    for row in rows {
        let (cost, verdict) = price(service, &row, now).await;
        match plan::step(&row, now, verdict) {
            Step::End(end) => over.push(decided(*end, &row)),
            Step::Reply => singles.push(Request::single(Way::Reply, row, 0, false)),
            Step::Push { token_dead } => {
                singles.push(Request::single(Way::Push, row, cost, token_dead));
            }
        }
    }
    record(service, &over).await?;
    let requests = together(singles);
    begin(service, &requests, now).await?;
    Ok(Due { requests, ended: over.len() })
}

async fn price(service: &Service, row: &Queued, now: Moment) -> (u64, Verdict) {
    if !needs_budget(row, now) {
        return (0, Verdict::Go);
    }
    let cost = service.budget.cost(service, &row.recipient).await;
    if row.batch.is_some() {
        service.budget.take_again(cost);
        return (cost, Verdict::Go);
    }
    (cost, service.budget.take(now, row.worth(), cost))
}

fn decided(end: End, row: &Queued) -> Ended {
    Ended { end, cost: 0, worth: row.worth().as_str() }
}

impl Request {
    fn single(way: Way, row: Queued, cost: u64, token_dead: bool) -> Self {
        Self { way, key: row.retry_key.clone(), rows: vec![row], costs: vec![cost], token_dead }
    }

    /// How long until it may be tried again: the same for all its rows, so that a multicast
    /// stays whole.
    fn pause(&self, answer: &std::result::Result<Taken, LineError>) -> Duration {
        let at_least = match answer {
            Err(LineError { next: Next::RetryAt(pause), .. }) => *pause,
            _ => Duration::ZERO,
        };
        let tries = self.rows.iter().map(|row| row.tries).max().unwrap_or(0);
        backoff(&self.key, tries, self.way, at_least)
    }

    /// A first push to one person can share a request with equal ones; a reply, a push into a
    /// group, and one that has been tried under its own key cannot.
    fn may_be_shared(&self) -> bool {
        let row = &self.rows[0];
        let fresh = row.batch.is_some() || row.tries == 0;
        self.way == Way::Push && fresh && row.recipient.starts_with('U')
    }
}

/// Equal texts become multicasts; those of an earlier multicast stay together, under its key.
fn together(singles: Vec<Request>) -> Vec<Request> {
    let mut requests = Vec::new();
    let mut equal: BTreeMap<(Option<String>, String), Vec<Request>> = BTreeMap::new();
    for request in singles {
        if request.may_be_shared() {
            let row = &request.rows[0];
            equal.entry((row.batch.clone(), row.messages.clone())).or_default().push(request);
        } else {
            requests.push(request);
        }
    }
    for ((batch, _), mut alike) in equal {
        while !alike.is_empty() {
            let rest = alike.split_off(alike.len().min(limits::RECIPIENTS_PER_MULTICAST));
            requests.push(merge(alike, batch.clone()));
            alike = rest;
        }
    }
    requests
}

fn merge(mut alike: Vec<Request>, batch: Option<String>) -> Request {
    if alike.len() == 1 && batch.is_none() {
        return alike.remove(0);
    }
    let token_dead = alike.iter().any(|request| request.token_dead);
    let costs = alike.iter().flat_map(|request| request.costs.clone()).collect();
    let rows = alike.into_iter().flat_map(|request| request.rows).collect();
    let key = batch.unwrap_or_else(|| Uuid::new_v4().to_string());
    Request { way: Way::Multicast, key, rows, costs, token_dead }
}

async fn begin(service: &Service, requests: &[Request], now: Moment) -> Result<()> {
    let attempts = requests.iter().flat_map(|request| {
        let batch = (request.way == Way::Multicast).then(|| request.key.clone());
        request.rows.iter().map(move |row| Attempt {
            id: row.id,
            batch: batch.clone(),
            unclear: i64::from(is_unclear(row)),
            token_dead: i64::from(request.token_dead && row.reply_token.is_some()),
        })
    });
    let attempts: Vec<Attempt> = attempts.collect();
    if attempts.is_empty() { Ok(()) } else { outbox::begin(&service.store, &attempts, now).await }
}

/// Asks LINE and works out what its answer means for every row.
pub async fn deliver(service: &Service, request: Request) -> Vec<Ended> {
    let began = Instant::now();
    let mut answer = ask(service, &request).await;
    let way = request.way.as_str();
    metrics::histogram!("asa_send_seconds", "way" => way).record(began.elapsed().as_secs_f64());
    if let Err(error) = &mut answer {
        if error.status == Some(429) && request.way != Way::Reply {
            tell_429_apart(service, error).await;
        }
        tracing::warn!(%error, way, event.id = request.rows[0].event_id, "a send did not end well");
    }
    let now = service.now();
    let ended: Vec<Ended> = match &answer {
        Err(error) if request.way == Way::Multicast && is_about_one(error) => apart(&request, now),
        answer => ends(service, &request, answer, now),
    };
    ended.iter().for_each(|ended| report(service, &request, ended));
    ended
}

fn ends(
    service: &Service,
    request: &Request,
    answer: &std::result::Result<Taken, LineError>,
    now: Moment,
) -> Vec<Ended> {
    let pause = request.pause(answer);
    let rows = request.rows.iter().zip(&request.costs);
    let ended = rows.map(|(row, cost)| {
        let end = after(row, request.way, answer, pause, now);
        let paid = end.state == SENT && request.way != Way::Reply;
        if !paid {
            service.budget.give_back(*cost);
        }
        Ended { end, cost: if paid { *cost } else { 0 }, worth: row.worth().as_str() }
    });
    ended.collect()
}

async fn ask(service: &Service, request: &Request) -> std::result::Result<Taken, LineError> {
    let row = &request.rows[0];
    let messages: &RawValue = serde_json::from_str(&row.messages)
        .map_err(|_| LineError::unreadable(request.way.as_str()))?;
    match request.way {
        Way::Reply => {
            let token = row.reply_token.as_deref().unwrap_or_default();
            service.line.reply(token, messages).await
        }
        Way::Push => service.line.push(&row.recipient, messages, &request.key).await,
        Way::Multicast => {
            let to: Vec<&str> = request.rows.iter().map(|row| row.recipient.as_str()).collect();
            service.line.multicast(&to, messages, &request.key).await
        }
    }
}

/// LINE uses one status for "too fast" and "the month is used up"; its quota tells which.
async fn tell_429_apart(service: &Service, error: &mut LineError) {
    if service.budget.is_empty(service).await {
        error.next = Next::Budget;
    }
}

/// A multicast was refused as a whole, perhaps for one unknown recipient. Nobody got it.
fn is_about_one(error: &LineError) -> bool {
    matches!(error.next, Next::Gone | Next::OurMistake)
}

/// Each goes alone the next time, under its own key, so that only the one at fault fails.
fn apart(request: &Request, now: Moment) -> Vec<Ended> {
    let alone = request.rows.iter().map(|row| {
        let answer = Err(LineError::split_up());
        let end = after(row, Way::Push, &answer, Duration::ZERO, now);
        let end = End { keep_batch: 0, ..end };
        Ended { end, cost: 0, worth: row.worth().as_str() }
    });
    alone.collect()
}

fn report(service: &Service, request: &Request, ended: &Ended) {
    let (way, state) = (request.way.as_str(), ended.end.state);
    let outcome = if state == WAITING { "again" } else { state };
    metrics::counter!("asa_sends_total", "way" => way, "outcome" => outcome).increment(1);
    let row = &request.rows[0];
    if state == SENT && request.way == Way::Reply {
        let age = service.now().since(Moment::from_millis(row.created_at));
        metrics::histogram!("asa_answer_seconds").record(age.as_secs_f64());
    }
    // As good as every message ends well: that it did is told to whoever looks closely.
    macro_rules! tell {
        ($level:ident) => {
            tracing::$level!(
                event.id = row.event_id,
                out.id = ended.end.id,
                way,
                outcome,
                cause = ended.end.cause,
                line.request_id = ended.end.line_request_id,
                "sent or not"
            )
        };
    }
    if state == SENT { tell!(debug) } else { tell!(info) }
}

/// Writes ends down, with what was spent.
pub async fn record(service: &Service, ended: &[Ended]) -> Result<()> {
    if ended.is_empty() {
        return Ok(());
    }
    let now = service.now();
    let today = day(now.bangkok_date());
    let mut sums: BTreeMap<&'static str, i64> = BTreeMap::new();
    for paid in ended.iter().filter(|ended| ended.cost > 0) {
        *sums.entry(paid.worth).or_default() += i64::try_from(paid.cost).unwrap_or(i64::MAX);
    }
    let spent =
        sums.into_iter().map(|(worth, messages)| Spent { day: today.clone(), worth, messages });
    let spent: Vec<Spent> = spent.collect();
    let ends: Vec<End> = ended.iter().map(|ended| ended.end.clone()).collect();
    outbox::end(&service.store, service.holder(), &ends, &spent, now).await
}
