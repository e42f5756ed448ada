//! What a turn asks for: one question, one answer.
//!
//! Invariant: a list of other people's records holds only those below a unit for which the asker
//! has the right. A single record or a unit's officers are given to whoever names them: core's
//! permissions say who may be shown them.

use asa_core::facts::{Found, Need};
use asa_core::moment::Moment;
use asa_core::people::record::{Mine, Record, Request, RequestState};
use asa_core::people::{Action, Actor, Level, Me, Role, RoleId, RoleKind, UnitId};
use asa_core::thai;
use sea_orm::{FromQueryResult, Value};
use serde::Serialize;

use super::row::{FROM, LEVEL, RECORD, RecordRow, UNIT};
use super::{reach, redeeming, sealed, units};
use crate::sql::{Type, all, json, names, one, rows};
use crate::{Error, Result, Store, stock};

/// More than a chat shows at once.
const MOST: i64 = 10;
const ALIVE: &str = "roles.state IN ('waiting', 'active', 'suspended')";

/// What somebody's turn asks for. `asker` is LINE's id, `me` what is known of them.
#[derive(Debug, Clone)]
pub struct Question<'a> {
    pub asker: &'a str,
    pub me: &'a Me,
    pub need: Need,
}

/// What one asks for.
pub async fn find(store: &Store, asker: &str, me: &Me, need: &Need, now: Moment) -> Result<Found> {
    let question = Question { asker, me, need: need.clone() };
    let found = find_all(store, &[question], now).await?.into_iter().next();
    found.ok_or_else(|| Error::Broken("a question had no answer".into()))
}

/// What these ask for, in their order: what many ask for is found for all of them at once.
pub async fn find_all(
    store: &Store,
    questions: &[Question<'_>],
    now: Moment,
) -> Result<Vec<Found>> {
    let ids = questions.iter().filter_map(|question| match &question.need {
        Need::Unit(id) => Some(*id),
        _ => None,
    });
    let units = units::get_all(store, &ids.collect()).await?;
    let areas = questions.iter().filter_map(|question| match &question.need {
        Need::UnitsIn(area) => Some(*area),
        _ => None,
    });
    let added = units::added_in(store, &areas.collect()).await?;
    let (mut numbers, mut asks) = (Vec::new(), Vec::new());
    let mut found: Vec<Option<Found>> = Vec::with_capacity(questions.len());
    for (number, question) in questions.iter().enumerate() {
        found.push(match &question.need {
            Need::Unit(id) => Some(Found::Units(units.get(id).cloned().into_iter().collect())),
            Need::UnitsIn(area) => Some(Found::Units(added.get(area).cloned().unwrap_or_default())),
            Need::Stock(ask) => {
                numbers.push(number);
                asks.push((question.asker, ask));
                None
            }
            _ => Some(find_alone(store, question, now).await?),
        });
    }
    for (number, answer) in numbers.into_iter().zip(stock::find_all(store, &asks).await?) {
        found[number] = Some(Found::Stock(answer));
    }
    Ok(found.into_iter().flatten().collect())
}

async fn find_alone(store: &Store, question: &Question<'_>, now: Moment) -> Result<Found> {
    let Question { asker, me, need } = question;
    let asking = Asking { store, asker, me };
    Ok(match need {
        Need::Deciders(unit) => Found::Levels(asking.deciders(*unit).await?),
        Need::Queue => asking.queue().await?,
        Need::Record(role) => Found::Records(asking.record(*role).await?),
        Need::Officers(unit) => Found::Records(asking.officers(*unit).await?),
        Need::People(text) => Found::Records(asking.people(text).await?),
        Need::Invitation(code) => {
            Found::Redeemed(redeeming::redeem(store, asker, code, now).await?)
        }
        Need::MyInvitations => Found::Invitations(redeeming::made_by(store, asker, now).await?),
        Need::Mine => Found::Mine(Box::new(asking.mine().await?)),
        // An address is the shell's to know: it answers this itself.
        Need::CopyLink => Found::Link(None),
        Need::Unit(_) | Need::UnitsIn(_) | Need::Stock(_) => {
            return Err(Error::Broken("a question for many was asked alone".into()));
        }
    })
}

struct Asking<'a> {
    store: &'a Store,
    asker: &'a str,
    me: &'a Me,
}

/// A unit that somebody looks after, and as what.
#[derive(Serialize)]
struct Office {
    id: i64,
    level: i64,
    area: String,
    /// The kind of role it is about.
    kind: &'static str,
}

const OFFICE: [(&str, Type); 4] =
    [("id", Type::Int), ("level", Type::Int), ("area", Type::Text), ("kind", Type::Text)];

impl Office {
    fn of(role: &Role, kind: RoleKind) -> Self {
        let unit = &role.unit;
        let (id, level, area) = (unit.id.0, unit.level().number(), unit.area.to_string());
        Self { id, level, area, kind: kind.as_str() }
    }
}

#[derive(FromQueryResult)]
struct Count {
    count: i64,
}

impl Asking<'_> {
    /// Where the asker may do something about roles of a kind.
    fn offices(&self, action: impl Fn(RoleKind) -> Action) -> Vec<Office> {
        let kinds = RoleKind::ALL.into_iter();
        let offices = kinds.flat_map(|kind| {
            self.me.roles_for(action(kind)).map(move |role| Office::of(role, kind))
        });
        offices.collect()
    }

    async fn records(
        &self,
        rest: &str,
        values: impl IntoIterator<Item = Value>,
    ) -> Result<Vec<Record>> {
        let sql = format!("SELECT {RECORD}, {UNIT} FROM {FROM} WHERE {rest}");
        let found: Vec<RecordRow> = all(&self.store.read, sql, values).await?;
        found.into_iter().map(|row| row.read(self.store, Some(self.asker))).collect()
    }

    async fn count(&self, sql: String, values: impl IntoIterator<Item = Value>) -> Result<usize> {
        let count: Option<Count> = one(&self.store.read, sql, values).await?;
        Ok(count.map_or(0, |count| usize::try_from(count.count).unwrap_or_default()))
    }

    async fn deciders(&self, unit: UnitId) -> Result<Vec<Level>> {
        let Some(unit) = units::get(self.store, unit).await? else { return Ok(Vec::new()) };
        let levels = units::levels_above(self.store, &unit).await?;
        let decides = |level: &Level| Action::DecideVolunteer.is_open_to(Actor::Officer(*level));
        Ok(levels.into_iter().filter(decides).collect())
    }

    /// What has come to their desk; what has climbed past it stays there to be taken.
    async fn queue(&self) -> Result<Found> {
        let offices = self.offices(Action::decide);
        if offices.is_empty() {
            return Ok(Found::Queue(Vec::new(), 0));
        }
        let mine = format!(
            "roles.state = 'waiting' AND roles.person <> $2 AND EXISTS (SELECT 1 FROM {} \
             WHERE r.kind = roles.kind AND roles.desk <= r.level AND {})",
            rows(self.store.backend(), 1, &OFFICE),
            reach::is_below("units", LEVEL, "r"),
        );
        let values = || Ok::<_, Error>([json(&offices)?, self.asker.into()]);
        let first = format!("{mine} ORDER BY roles.applied_at, roles.id LIMIT {MOST}");
        let first = self.records(&first, values()?).await?;
        let all = format!("SELECT COUNT(*) AS count FROM {FROM} WHERE {mine}");
        Ok(Found::Queue(first, self.count(all, values()?).await?))
    }

    async fn record(&self, role: RoleId) -> Result<Vec<Record>> {
        self.records("roles.id = $1", [role.0.into()]).await
    }

    /// The primary first.
    async fn officers(&self, unit: UnitId) -> Result<Vec<Record>> {
        let rest = "roles.unit = $1 AND roles.kind = 'officer' \
                    AND roles.state IN ('active', 'suspended') ORDER BY roles.state, \
                    CASE roles.seat WHEN 'primary' THEN 0 ELSE 1 END, roles.decided_at, roles.id";
        self.records(rest, [unit.0.into()]).await
    }

    /// By telephone or card number, whole; or by part of a name.
    async fn people(&self, text: &str) -> Result<Vec<Record>> {
        let offices = self.offices(|_| Action::SeePerson);
        let named = thai::fold(text);
        if offices.is_empty() || named.is_empty() {
            return Ok(Vec::new());
        }
        let backend = self.store.backend();
        let below = format!(
            "{ALIVE} AND EXISTS (SELECT 1 FROM {} WHERE r.kind = roles.kind AND {})",
            rows(backend, 1, &OFFICE),
            reach::is_below("units", LEVEL, "r"),
        );
        let (found_by, what) = match sealed::looked_for(self.store, text)? {
            Some((column, hashes)) => (
                format!("roles.{column} IN (SELECT r.name FROM {})", names(backend, 2)),
                json(&hashes)?,
            ),
            None => (r"lower(roles.name) LIKE $2 ESCAPE '\'".to_owned(), containing(&named).into()),
        };
        let rest = format!("{found_by} AND {below} ORDER BY roles.name, roles.id LIMIT {MOST}");
        self.records(&rest, [json(&offices)?, what]).await
    }

    async fn mine(&self) -> Result<Mine> {
        let person = || [Value::from(self.asker)];
        let mine = "roles.person = $1 ORDER BY roles.applied_at, roles.id";
        let cases = "SELECT COUNT(*) AS count FROM cases WHERE person = $1";
        let photos = "SELECT COUNT(*) AS count FROM media WHERE person = $1 AND erased_at IS NULL";
        let cases = self.count(cases.to_owned(), person()).await?;
        let photos = self.count(photos.to_owned(), person()).await?;
        Ok(Mine {
            records: self.records(mine, person()).await?,
            requests: self.requests().await?,
            cases: u32::try_from(cases).unwrap_or(u32::MAX),
            photos: u32::try_from(photos).unwrap_or(u32::MAX),
            first_seen_at: self.first_seen_at().await?,
        })
    }

    async fn requests(&self) -> Result<Vec<Request>> {
        #[derive(FromQueryResult)]
        struct Row {
            number: i64,
            asked_at: i64,
            due_at: i64,
            state: String,
            why: Option<String>,
        }
        let sql = "SELECT number, asked_at, due_at, state, why FROM requests WHERE person = $1 \
                   ORDER BY number";
        let found: Vec<Row> = all(&self.store.read, sql, [self.asker.into()]).await?;
        let read = |row: Row| {
            let state = RequestState::parse(&row.state);
            Ok(Request {
                number: row.number,
                asked_at: Moment::from_millis(row.asked_at),
                due_at: Moment::from_millis(row.due_at),
                state: state.ok_or_else(|| Error::Broken("the state of a request".into()))?,
                why: row.why,
            })
        };
        found.into_iter().map(read).collect()
    }

    async fn first_seen_at(&self) -> Result<Option<Moment>> {
        #[derive(FromQueryResult)]
        struct Seen {
            first_seen_at: i64,
        }
        let sql = "SELECT first_seen_at FROM people WHERE line_id = $1";
        let seen: Option<Seen> = one(&self.store.read, sql, [self.asker.into()]).await?;
        Ok(seen.map(|seen| Moment::from_millis(seen.first_seen_at)))
    }
}

/// A pattern for `LIKE`: what people type is no pattern.
fn containing(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in text.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern + "%"
}
