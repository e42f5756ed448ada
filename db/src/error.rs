//! Errors by what the caller does next, and without anybody's data in them: PostgreSQL quotes
//! values in some of its messages, so of those only the code is kept.

use sea_orm::{DbErr, RuntimeErr, SqlErr, sqlx};

pub type Result<T> = std::result::Result<T, Error>;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The store refuses for now (full, stopped, busy). Nothing was changed; try again later.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// Somebody else was faster. Nothing was changed; look again.
    #[error("somebody else changed it first")]
    Conflict,
    /// What was asked for rested on something that is so no longer. Nothing was changed; look at
    /// how things stand, and ask again.
    #[error("it has changed meanwhile: look again")]
    Overtaken,
    #[error("{0} is not there")]
    Missing(String),
    /// Trying again will not help.
    #[error("the database refused: {0}")]
    Broken(String),
    /// There is no key for what is sealed.
    #[error("ASA_DATA_KEY is not set: set it, because what people told us is sealed with it")]
    NoKey,
    #[error(
        "sealed under the key {0}, which is not in ASA_DATA_KEY: add that key behind the first, \
         after a comma"
    )]
    OtherKey(String),
    /// By column; its value is damaged, or was copied from another row.
    #[error("a value in {0} does not open in its place: restore it from a backup")]
    Damaged(String),
}

impl Error {
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Unavailable(_) | Self::Conflict | Self::Overtaken)
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        if let Some(SqlErr::UniqueConstraintViolation(_)) = error.sql_err() {
            return Self::Conflict;
        }
        match error {
            DbErr::ConnectionAcquire(why) => Self::Unavailable(why.to_string()),
            DbErr::Conn(RuntimeErr::SqlxError(why))
            | DbErr::Exec(RuntimeErr::SqlxError(why))
            | DbErr::Query(RuntimeErr::SqlxError(why)) => of_sqlx(&why),
            DbErr::Conn(why) => Self::Unavailable(why.to_string()),
            other => Self::Broken(other.to_string()),
        }
    }
}

fn of_sqlx(error: &sqlx::Error) -> Error {
    match error {
        sqlx::Error::Database(refusal) => {
            let code = refusal.code().unwrap_or_default();
            let said = if may_quote_values(&code) { "" } else { refusal.message() };
            let said = format!("{said} ({code})").trim().to_owned();
            if is_passing(&code) { Error::Unavailable(said) } else { Error::Broken(said) }
        }
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::Protocol(_) => Error::Unavailable(error.to_string()),
        // Its text repeats the address, and an address holds a password.
        sqlx::Error::Configuration(_) => Error::Broken("its address does not read".to_owned()),
        _ => Error::Broken(error.to_string()),
    }
}

/// PostgreSQL's data exceptions name the value they dislike.
fn may_quote_values(code: &str) -> bool {
    code.len() == 5 && code.starts_with("22")
}

/// PostgreSQL: connection, resources, operator, rollback classes. SQLite: the low byte of the
/// extended code is busy, locked, read-only, I/O, full, cannot open.
fn is_passing(code: &str) -> bool {
    if code.len() == 5 && code.chars().any(|c| !c.is_ascii_digit() || code.starts_with('0')) {
        return ["08", "40", "53", "55", "57", "58"].iter().any(|class| code.starts_with(class));
    }
    match code.parse::<u32>() {
        Ok(number) if code.len() == 5 => [40, 53, 55, 57, 58].contains(&(number / 1000)),
        Ok(number) => matches!(number & 0xff, 5 | 6 | 8 | 10 | 13 | 14),
        Err(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_passes_by_itself_is_told_from_what_does_not() {
        for code in ["5", "13", "778", "08006", "40001", "40P01", "53100", "57P01", "57P03"] {
            assert!(is_passing(code), "{code}");
        }
        for code in ["1", "11", "19", "2067", "22021", "23505", "42P01", ""] {
            assert!(!is_passing(code), "{code}");
        }
    }
}
