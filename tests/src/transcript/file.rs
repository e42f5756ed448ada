//! The files of `tests/conversations`: each is played in every way on every database, and what
//! was told is held against what is written.
//!
//! Invariant: only `UPDATE=1` changes a file, and then from a plain play on SQLite.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use similar::{ChangeTag, TextDiff};

use super::player::{AfterLine, NOTHING, Played, Way, play};
use super::story::Story;
use crate::databases::Kind;

/// Lines around a difference.
const AROUND: usize = 3;

/// Every story, with the name of its test: `menu::language` for `menu/language.txt`.
pub fn all() -> anyhow::Result<Vec<(String, PathBuf)>> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("conversations");
    let mut files = files_in(&top)?;
    files.retain(|file| file.extension().is_some_and(|ending| ending == "txt"));
    files.sort();
    let named = files.into_iter().map(|file| {
        let name = file.strip_prefix(&top).unwrap_or(&file).with_extension("");
        let parts: Vec<_> = name.iter().map(|part| part.to_string_lossy()).collect();
        (parts.join("::"), file.clone())
    });
    Ok(named.collect())
}

fn files_in(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        match path.is_dir() {
            true => files.extend(files_in(&path)?),
            false => files.push(path),
        }
    }
    Ok(files)
}

/// The test of one file.
pub async fn test(name: &str, path: &Path) -> anyhow::Result<()> {
    let text = std::fs::read_to_string(path)?;
    let story = Story::read(&text).with_context(|| path.display().to_string())?;
    let text = match std::env::var("UPDATE").is_ok_and(|update| update == "1") {
        true => update(path, &story).await?,
        false => text,
    };
    let plays = plays(name)?;
    let Some(differs) = in_ways(&story, &text, &plays, NOTHING).await? else { return Ok(()) };
    bail!(
        "{} went otherwise, {differs}\n\
         If this is how it should go: UPDATE=1 cargo nextest run --test transcripts {name}",
        path.display()
    )
}

/// Writes what the bot says into the file.
pub async fn update(path: &Path, story: &Story) -> anyhow::Result<String> {
    let played = play(story, Way::PLAIN, Kind::Sqlite, NOTHING).await?;
    let played = played.context("there is no SQLite")?;
    let told = played.story.to_string();
    if let Some(why) = played.stopped {
        bail!(
            "{} cannot be played to its end. It went\n{told}and stopped: {why:#}",
            path.display()
        );
    }
    std::fs::write(path, &told)?;
    Ok(told)
}

/// On one database plainly, on the other with all the trouble; which is which takes turns, for
/// both on both take twice as long. `WAY` asks for a single way, `WAY=all` for all, on both.
fn plays(name: &str) -> anyhow::Result<Vec<(Kind, Way)>> {
    let kinds = [Kind::Sqlite, Kind::Postgres];
    let Some(wanted) = Way::wanted()? else {
        let [first, second] = if name.len().is_multiple_of(2) { [0, 1] } else { [1, 0] };
        return Ok(vec![(kinds[first], Way::PLAIN), (kinds[second], Way::TROUBLED)]);
    };
    Ok(kinds.into_iter().flat_map(|kind| wanted.iter().map(move |way| (kind, *way))).collect())
}

/// How a story went otherwise than it is written, in every way on every database.
pub async fn in_every_way(
    story: &Story,
    text: &str,
    after_line: AfterLine<'_>,
) -> anyhow::Result<Option<String>> {
    let kinds = [Kind::Sqlite, Kind::Postgres].into_iter();
    let plays = kinds.flat_map(|kind| Way::ALL.map(|way| (kind, way)));
    in_ways(story, text, &plays.collect::<Vec<_>>(), after_line).await
}

/// The first time it did.
async fn in_ways(
    story: &Story,
    text: &str,
    plays: &[(Kind, Way)],
    after_line: AfterLine<'_>,
) -> anyhow::Result<Option<String>> {
    for (kind, way) in plays {
        let Some(played) = play(story, *way, *kind, after_line).await? else { continue };
        if let Some(differs) = difference(text, &played) {
            return Ok(Some(format!("played {way}, on {kind:?}:\n{differs}")));
        }
    }
    Ok(None)
}

/// What was written and not said has a minus, what was said and not written a plus.
pub fn difference(text: &str, played: &Played) -> Option<String> {
    let told = played.story.to_string();
    // A story that stopped early is compared as far as it went.
    let whole = played.stopped.is_none();
    let written: String = match whole {
        true => text.to_owned(),
        false => text.lines().take(told.lines().count()).map(|line| format!("{line}\n")).collect(),
    };
    let stopped = played.stopped.as_ref().map(|why| format!("it stopped: {why:#}\n"));
    let changes = (written != told).then(|| changes(&written, &told));
    (changes.is_some() || stopped.is_some())
        .then(|| changes.unwrap_or_default() + &stopped.unwrap_or_default())
}

fn changes(written: &str, told: &str) -> String {
    let diff = TextDiff::from_lines(written, told);
    let mut out = String::new();
    for group in diff.grouped_ops(AROUND) {
        let first = group.first().map_or(0, |op| op.old_range().start);
        out.push_str(&format!("line {}\n", first + 1));
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let sign = match change.tag() {
                ChangeTag::Delete => "- ",
                ChangeTag::Insert => "+ ",
                ChangeTag::Equal => "  ",
            };
            out.push_str(&format!("{sign}{change}"));
        }
    }
    out
}
