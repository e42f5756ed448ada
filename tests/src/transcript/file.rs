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
    let Some(differs) = in_every_way(&story, &text, NOTHING).await? else { return Ok(()) };
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

/// How a story went otherwise than it is written, the first time it did.
pub async fn in_every_way(
    story: &Story,
    text: &str,
    after_line: AfterLine<'_>,
) -> anyhow::Result<Option<String>> {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        for way in Way::wanted()? {
            let Some(played) = play(story, way, kind, after_line).await? else { continue };
            if let Some(differs) = difference(text, &played) {
                return Ok(Some(format!("played {way}, on {kind:?}:\n{differs}")));
            }
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
