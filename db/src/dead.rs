//! The dead letters: events whose turn failed for good, and sends that LINE refused for good.
//! A replay puts one back where it was; asking twice does it once.

use asa_core::moment::Moment;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::sql::{all, execute, one};
use crate::{Error, Result, Store};

/// A letter by its printed id: `evt_12` or `out_7`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letter {
    Event(i64),
    Send(i64),
}

impl std::fmt::Display for Letter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Event(id) => write!(f, "evt_{id}"),
            Self::Send(id) => write!(f, "out_{id}"),
        }
    }
}

impl std::str::FromStr for Letter {
    type Err = Error;
    fn from_str(text: &str) -> Result<Self> {
        let missing = || Error::Missing(format!("{text} (ids look like evt_12 or out_7)"));
        let (kind, id) = text.split_once('_').ok_or_else(missing)?;
        let id = id.parse().map_err(|_| missing())?;
        match kind {
            "evt" => Ok(Self::Event(id)),
            "out" => Ok(Self::Send(id)),
            _ => Err(missing()),
        }
    }
}

#[derive(Debug, Clone, FromQueryResult)]
pub struct Dead {
    which: String,
    id: i64,
    pub event_id: String,
    pub kind: String,
    pub chat: String,
    pub tries: i64,
    pub cause: String,
    pub at: i64,
    pub finished_at: i64,
}

impl Dead {
    pub fn letter(&self) -> Letter {
        if self.which == "evt" { Letter::Event(self.id) } else { Letter::Send(self.id) }
    }
}

const LETTERS: &str = "SELECT * FROM (\
    SELECT 'evt' AS which, id, event_id, kind, chat, tries, COALESCE(cause, '') AS cause, \
    occurred_at AS at, COALESCE(finished_at, 0) AS finished_at FROM inbox WHERE state = 'dead' \
    UNION ALL \
    SELECT 'out' AS which, id, event_id, worth AS kind, recipient AS chat, tries, \
    COALESCE(cause, '') AS cause, created_at AS at, COALESCE(finished_at, 0) AS finished_at \
    FROM outbox WHERE state = 'dead') AS letters";

/// Newest first, at most `most`.
pub async fn list(store: &Store, most: u32) -> Result<Vec<Dead>> {
    let sql = format!("{LETTERS} ORDER BY finished_at DESC, which, id DESC LIMIT $1");
    all(&store.read, sql, [i64::from(most).into()]).await
}

pub async fn show(store: &Store, letter: Letter) -> Result<Dead> {
    let (which, id) = match letter {
        Letter::Event(id) => ("evt", id),
        Letter::Send(id) => ("out", id),
    };
    let sql = format!("{LETTERS} WHERE which = $1 AND id = $2");
    let found = one(&store.read, sql, [which.into(), id.into()]).await?;
    found.ok_or_else(|| Error::Missing(letter.to_string()))
}

/// Puts a dead letter back to wait for its turn; `false` if it is not dead (any more). An event
/// starts its tries anew. A send gets a new key, which is safe because it only died of an answer
/// that said it had not been sent.
pub async fn replay(store: &Store, letter: Letter, now: Moment) -> Result<bool> {
    let changed = match letter {
        Letter::Event(id) => {
            let sql = "UPDATE inbox SET state = 'waiting', tries = 0, cause = NULL, \
                       finished_at = NULL WHERE id = $1 AND state = 'dead' AND raw IS NOT NULL";
            execute(&store.write, sql, [id.into()]).await?
        }
        Letter::Send(id) => {
            let sql = "UPDATE outbox SET state = 'waiting', tries = 0, cause = NULL, \
                       finished_at = NULL, first_try_at = NULL, batch = NULL, retry_key = $2, \
                       due_at = $3 WHERE id = $1 AND state = 'dead' AND unclear = 0";
            let key = Uuid::new_v4().to_string();
            execute(&store.write, sql, [id.into(), key.into(), now.millis().into()]).await?
        }
    };
    Ok(changed == 1)
}
