//! What falls due at an instant, and is done once, however often it is asked for: by the standing
//! job of every service, and by `asa tick`.
//!
//! Invariant: whether something is due is told by rows, never by what a process remembers.

use std::time::Duration;

use asa_core::moment::Moment;
use asa_db::privacy::requests;
use asa_db::privacy::retention::{self, Clocks};
use asa_db::stock::remind::{self, Reminded};
use asa_db::stock::seal;
use asa_db::{Result, Store, people, sessions};

/// Rows in one bite: small, so that it holds up nobody.
const BITE: u32 = 2000;

/// One kind of thing that was, or would be, done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    pub job: &'static str,
    pub count: u64,
    /// People who are told of it; each in a message that is paid for.
    pub told: u64,
}

impl Done {
    fn silently(job: &'static str, count: u64) -> Self {
        Self { job, count, told: 0 }
    }
}

/// What is due by then.
pub async fn due(store: &Store, clocks: &Clocks, now: Moment) -> Result<Vec<Done>> {
    let drafts = sessions::over(store, now, BITE).await?.len() as u64;
    let climb = people::climb::due(store, now).await?;
    let deletions = requests::open(store, now, BITE).await?.len() as u64;
    let transfers = remind::due(store, now).await?;
    let mut all = vec![
        Done::silently("drafts", drafts),
        Done { job: "climbs", count: climb.roles, told: climb.told },
        Done::silently("deletions", deletions),
        Done { job: "transfers", count: transfers.transfers, told: transfers.told },
        Done::silently("seals", seal::due(store, now).await?),
    ];
    let over = retention::over(store, clocks, now).await?;
    all.extend(over.into_iter().map(|(job, count)| Done::silently(job, count)));
    Ok(all)
}

/// Does what people wait for: soon after it is due.
pub async fn promptly(store: &Store, now: Moment) -> Result<Vec<Done>> {
    let drafts = sessions::expire(store, now, BITE).await?;
    let climb = people::climb::run(store, now).await?;
    let mut deletions = 0;
    for request in requests::open(store, now, BITE).await? {
        requests::carry_out(store, request.number, now).await?;
        deletions += 1;
    }
    let transfers = all_reminders(store, now).await?;
    Ok(vec![
        Done::silently("drafts", drafts),
        Done { job: "climbs", count: climb.roles, told: climb.told },
        Done::silently("deletions", deletions),
        Done { job: "transfers", count: transfers.transfers, told: transfers.told },
        Done::silently("seals", seal::seal(store, now).await?),
    ])
}

async fn all_reminders(store: &Store, now: Moment) -> Result<Reminded> {
    let mut all = Reminded::default();
    loop {
        let some = remind::run(store, now).await?;
        all.transfers += some.transfers;
        all.told += some.told;
        if some.transfers < remind::MOST {
            return Ok(all);
        }
    }
}

/// Lets go of what is over: nobody waits for that, so once in a while is enough.
pub async fn at_leisure(store: &Store, clocks: &Clocks, now: Moment) -> Result<Vec<Done>> {
    let gone = retention::sweep(store, clocks, BITE, now).await?;
    Ok(gone.into_iter().map(|(job, count)| Done::silently(job, count)).collect())
}

/// Everything, until nothing is due any more.
pub async fn run(store: &Store, clocks: &Clocks, now: Moment) -> Result<Vec<Done>> {
    let mut all: Vec<Done> = Vec::new();
    loop {
        let mut done = promptly(store, now).await?;
        done.extend(at_leisure(store, clocks, now).await?);
        let is_last = done.iter().all(|done| done.count < u64::from(BITE));
        for one in done {
            match all.iter_mut().find(|sum| sum.job == one.job) {
                Some(sum) => (sum.count, sum.told) = (sum.count + one.count, sum.told + one.told),
                None => all.push(one),
            }
        }
        if is_last {
            return Ok(all);
        }
    }
}

/// How often [`at_leisure`] is enough.
pub const LEISURE: Duration = Duration::from_secs(3600);
