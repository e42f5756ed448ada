//! What `check` lines look at: behind the conversation, into the database and the twin. A checker
//! prints what there is; the player holds it against the file, and writes it there on `UPDATE=1`.
//! `check ledger หมู่ 5: …` calls the checker `ledger` with `หมู่ 5`.
//!
//! Invariant: a checker changes nothing, and prints the same in every way a story is played:
//! strangers and times of the machine are not in it.

use anyhow::{Context as _, ensure};
use asa_core::moment::Moment;
use asa_db::cases::Filter;
use futures_util::future::BoxFuture;
use serde_json::Value;

use super::books;
use super::cast::Cast;
use crate::world::World;

/// What a checker may look at.
#[derive(Debug)]
pub struct Scene {
    pub world: World,
    pub cast: Cast,
    /// How much LINE had been sent when the last thing was given.
    pub sent_before: usize,
}

/// From the scene and the words behind the checker's name to what there is, in lines.
type Checker = for<'a> fn(&'a Scene, &'a str) -> BoxFuture<'a, anyhow::Result<String>>;

/// Add a line here for a new kind of check.
const CHECKERS: &[(&str, Checker)] = &[
    ("cases", |scene, of| Box::pin(cases(scene, of))),
    ("outbox", |scene, of| Box::pin(outbox(scene, of))),
    ("roles", |scene, of| Box::pin(rows(scene, of, ROLES))),
    ("units", |scene, of| Box::pin(rows(scene, of, UNITS))),
    ("audit", |scene, of| Box::pin(rows(scene, of, AUDIT))),
    ("balances", |scene, of| Box::pin(books::balances(scene, of))),
    ("days", |scene, of| Box::pin(books::days(scene, of))),
    ("consents", |scene, of| Box::pin(rows(scene, of, CONSENTS))),
];

pub fn is_known(name: &str) -> bool {
    CHECKERS.iter().any(|(known, _)| *known == name)
}

/// `what` is the checker's name and what follows it.
pub async fn look(scene: &Scene, what: &str) -> anyhow::Result<Vec<String>> {
    let (name, of) = what.split_once(' ').unwrap_or((what, ""));
    let checker = CHECKERS.iter().find(|(known, _)| *known == name);
    let (_, checker) = checker.with_context(|| format!("{name} cannot be checked"))?;
    Ok(checker(scene, of).await?.lines().map(str::to_owned).collect())
}

/// A table, and the columns of it that are shown: what is empty is left out, people are named.
struct Shown(&'static str, &'static [&'static str]);

const ROLES: Shown = Shown("roles", &["id", "person", "kind", "unit", "state", "seat", "why"]);
const UNITS: Shown = Shown("units", &["id", "kind", "name", "area", "moo", "parent", "state"]);
const AUDIT: Shown = Shown("audit", &["person", "through", "what", "role", "why"]);
const CONSENTS: Shown = Shown("consents", &["person", "version", "choice", "channel"]);

/// `1 วิชัย officer 4705 active primary`, a line a row.
async fn rows(scene: &Scene, of: &str, shown: Shown) -> anyhow::Result<String> {
    ensure!(of.is_empty(), "{} are checked as a whole", shown.0);
    let found = scene.world.rows(shown.0).await?;
    let is_strangers = |row: &&Value| {
        row["person"].as_str().is_some_and(|person| scene.cast.named(person).is_none())
    };
    let theirs = found.iter().filter(|row| !is_strangers(row));
    let mut lines: Vec<String> = theirs.map(|row| line(scene, row, shown.1)).collect();
    // The inspector shows the newest first.
    lines.reverse();
    Ok(lines.join("\n"))
}

fn line(scene: &Scene, row: &Value, columns: &[&str]) -> String {
    let values = columns.iter().filter_map(|column| match &row[*column] {
        Value::String(text) => Some(scene.cast.named(text).unwrap_or(text).to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    });
    values.collect::<Vec<_>>().join(" ")
}

/// `feedback 1 complaint open, 470101, photos 2, 080-000-0000: opened`, and the story under it.
async fn cases(scene: &Scene, of: &str) -> anyhow::Result<String> {
    ensure!(of.is_empty(), "all cases are checked");
    let until = Moment::from_millis(i64::MAX);
    let filter = Filter { series: "feedback", area: "", from: Moment::default(), until };
    let found = asa_db::cases::page(&scene.world.service.store, filter, 0, 100).await?;
    let lines = found.into_iter().flat_map(|case| {
        let timeline = case.timeline.unwrap_or_default();
        let what = timeline.lines().filter_map(|line| line.split(' ').next());
        let head = format!(
            "{} {} {} {}, {}, photos {}, {}: {}",
            case.series,
            case.number,
            case.kind,
            case.state,
            case.area.unwrap_or_else(|| "nowhere".to_owned()),
            case.photos,
            case.phone.unwrap_or_else(|| "no phone".to_owned()),
            what.collect::<Vec<_>>().join(", "),
        );
        [head, case.story.unwrap_or_else(|| "(the story was taken back)".to_owned())]
    });
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

/// `replies 3, pushes 0`: what LINE took for the people of the story since all was given.
async fn outbox(scene: &Scene, of: &str) -> anyhow::Result<String> {
    ensure!(of.is_empty(), "outbox is checked as a whole");
    let sends = scene.world.twin.sends();
    let sends = sends.iter().skip(scene.sent_before);
    let theirs = sends.filter(|send| scene.cast.chats().any(|chat| send.to.contains(chat)));
    let (replies, pushes): (Vec<_>, Vec<_>) = theirs.partition(|send| send.endpoint == "reply");
    Ok(format!("replies {}, pushes {}", replies.len(), pushes.len()))
}
