//! The books of a run, compared: what the database says was done, and what people got.

use std::collections::HashMap;

use anyhow::ensure;
use asa::twin::Twin;
use sea_orm::{ConnectionTrait, Database, Statement};

use crate::world::check_requests;

/// How many answers went to somebody before that to an earlier event of theirs.
pub const OUT_OF_ORDER: &str = "SELECT COUNT(*) AS n FROM (SELECT i.occurred_at - \
    LAG(i.occurred_at) OVER (PARTITION BY o.recipient ORDER BY o.id) AS step FROM outbox o \
    JOIN inbox i ON i.event_id = o.event_id) AS s WHERE step < 0";

/// What the database holds after a run.
#[derive(Debug, Default)]
pub struct Books {
    /// Events by state.
    pub events: HashMap<String, usize>,
    /// Requests by recipient and state.
    sends: HashMap<(String, String), usize>,
    /// Requests an event led to, at most.
    most_sends_of_an_event: i64,
    /// People whose turns were not in the order of their events.
    out_of_order: usize,
}

impl Books {
    pub async fn read(url: &str) -> anyhow::Result<Self> {
        let db = Database::connect(url).await?;
        let ask = async |sql: &str| {
            let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql));
            rows.await
        };
        let mut books = Self::default();
        for row in ask("SELECT state, COUNT(*) AS n FROM inbox GROUP BY state").await? {
            books.events.insert(row.try_get("", "state")?, count(row.try_get("", "n")?));
        }
        let sql = "SELECT recipient, state, COUNT(*) AS n FROM outbox GROUP BY recipient, state";
        for row in ask(sql).await? {
            let key = (row.try_get("", "recipient")?, row.try_get("", "state")?);
            books.sends.insert(key, count(row.try_get("", "n")?));
        }
        let sql =
            "SELECT MAX(n) AS most FROM (SELECT COUNT(*) AS n FROM outbox GROUP BY event_id) AS c";
        for row in ask(sql).await? {
            books.most_sends_of_an_event = row.try_get::<Option<i64>>("", "most")?.unwrap_or(0);
        }
        for row in ask(OUT_OF_ORDER).await? {
            books.out_of_order = count(row.try_get("", "n")?);
        }
        db.close().await?;
        Ok(books)
    }

    fn sends(&self, person: &str, state: &str) -> usize {
        self.sends.get(&(person.to_owned(), state.to_owned())).copied().unwrap_or(0)
    }

    /// Requests in this state, to anybody.
    pub fn all(&self, state: &str) -> usize {
        self.sends.iter().filter(|((_, own), _)| own == state).map(|(_, n)| n).sum()
    }

    /// Every event has exactly one turn; nobody got anything twice, and everybody got what was
    /// sent. What is unclear may have arrived or not: LINE's own answer was lost.
    pub fn balance(&self, twin: &Twin, events: usize) -> anyhow::Result<()> {
        check_requests(twin)?;
        let done = self.events.get("done").copied().unwrap_or(0);
        ensure!(done == events, "{events} events were taken, {done} are done: {:?}", self.events);
        ensure!(self.events.len() == 1, "events in other states: {:?}", self.events);
        ensure!(self.most_sends_of_an_event <= 1, "an event was answered twice");
        ensure!(self.out_of_order == 0, "{} turns were out of order", self.out_of_order);
        let mut got: HashMap<String, usize> = HashMap::new();
        for person in twin.sends().into_iter().flat_map(|send| send.to) {
            *got.entry(person.as_str().to_owned()).or_default() += 1;
        }
        let people: std::collections::HashSet<&String> =
            self.sends.keys().map(|(p, _)| p).collect();
        for person in people {
            let (sent, unclear) = (self.sends(person, "sent"), self.sends(person, "unclear"));
            let got = got.get(person).copied().unwrap_or(0);
            ensure!(got >= sent, "somebody missed {} of {sent} messages", sent - got);
            ensure!(
                got <= sent + unclear,
                "somebody got {got} messages for {sent} and {unclear} unclear"
            );
        }
        Ok(())
    }
}

fn count(n: i64) -> usize {
    usize::try_from(n).unwrap_or(0)
}
