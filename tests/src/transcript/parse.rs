//! Reads a story, and says of a line that cannot be one what is wrong with it.
//!
//! Invariant: nothing is passed over. A word that is not known, a name that was not given, a
//! deed that does not exist: each is an error that names its line.

use anyhow::{Context as _, bail, ensure};
use asa::twin::transcript::deed::Deed;
use asa::twin::transcript::time;

use super::check;
use super::given::Given;
use super::story::{Line, Story, What};
use super::trouble::Trouble;

const WORDS: [&str; 6] = ["given", "at", "later", "silence", "LINE", "check"];

/// A line and those that continue it.
#[derive(Debug)]
struct Block<'a> {
    number: usize,
    /// A word of ours, or whoever speaks; empty for an empty line.
    left: &'a str,
    lines: Vec<String>,
}

#[derive(Debug, Default)]
struct Names {
    people: Vec<String>,
    groups: Vec<String>,
}

impl Story {
    pub fn read(text: &str) -> anyhow::Result<Self> {
        let about: Vec<String> =
            text.lines().take_while(|line| !line.is_empty()).map(str::to_owned).collect();
        let begins_well = about.first().is_some_and(|line| !is_ours(line));
        ensure!(begins_well, "line 1: a story begins with what it is about, and an empty line");
        let mut names = Names::default();
        let mut lines = Vec::new();
        for block in blocks(text, about.len())? {
            let number = block.number;
            let what = names.understand(block).with_context(|| format!("line {number}"))?;
            lines.push(Line { number, what });
        }
        Ok(Self { about, lines })
    }
}

/// A sentence may well begin with LINE's name.
fn is_ours(line: &str) -> bool {
    let word = line.split(' ').next().unwrap_or_default();
    line.contains('|') || (WORDS.contains(&word) && word != "LINE")
}

fn blocks(text: &str, skip: usize) -> anyhow::Result<Vec<Block<'_>>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    for (at, line) in text.lines().enumerate().skip(skip) {
        let number = at + 1;
        let (left, right) = sides(line).with_context(|| format!("line {number}"))?;
        let right = right.to_owned();
        if left.is_empty() && line.contains('|') {
            let before = blocks.last_mut().filter(|block| !block.left.is_empty());
            let before = before.with_context(|| format!("line {number}: it continues nothing"))?;
            before.lines.push(right);
        } else {
            blocks.push(Block { number, left, lines: vec![right] });
        }
    }
    Ok(blocks)
}

fn sides(line: &str) -> anyhow::Result<(&str, &str)> {
    if line.trim().is_empty() {
        return Ok(("", ""));
    }
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    if WORDS.contains(&word) {
        return Ok((word, rest.trim()));
    }
    let Some((who, what)) = line.split_once('|') else {
        bail!("“{word}” begins no kind of line: {}, or a name and a bar", WORDS.join(", "));
    };
    Ok((who.trim(), what.strip_prefix(' ').unwrap_or(what)))
}

impl Names {
    fn understand(&mut self, block: Block<'_>) -> anyhow::Result<What> {
        let Block { left, lines, .. } = block;
        let rest = lines.first().map_or("", String::as_str);
        ensure!(
            !WORDS.contains(&left) || left == "check" || lines.len() == 1,
            "it is one line long"
        );
        match left {
            "" => Ok(What::Blank),
            "given" => self.given(rest).map(What::Given),
            "at" if rest == "once" => Ok(What::AtOnce),
            "at" => {
                let at = time::read_moment(rest);
                at.map(What::At).context("a time is written Fri 2020-05-08 16:00, or “once”")
            }
            "later" => {
                time::read_span(rest).map(What::Later).context("a span is written 31 minutes")
            }
            "silence" => {
                ensure!(rest.is_empty(), "nothing stands behind silence");
                Ok(What::Silence)
            }
            "LINE" => Trouble::read(rest).map(What::Trouble).context("LINE does no such thing"),
            "check" => check_of(lines),
            who => self.speech(who, lines),
        }
    }

    fn given(&mut self, text: &str) -> anyhow::Result<Given> {
        let given = Given::read(text)?;
        given.people().into_iter().try_for_each(|person| known(&self.people, person))?;
        match &given {
            Given::Group { name, .. } => self.groups.push(name.clone()),
            Given::Person { name, .. } => self.comes(name)?,
            _ => {}
        }
        Ok(given)
    }

    fn comes(&mut self, name: &str) -> anyhow::Result<()> {
        ensure!(known(&self.people, name).is_err(), "{name} is there already");
        ensure!(!name.starts_with("bot") && !WORDS.contains(&name), "nobody can be called {name}");
        self.people.push(name.to_owned());
        Ok(())
    }

    fn speech(&self, who: &str, lines: Vec<String>) -> anyhow::Result<What> {
        let (speaker, group) = match who.split_once(" @ ") {
            Some((speaker, group)) => (speaker, Some(group)),
            None => (who, None),
        };
        group.map_or(Ok(()), |group| known(&self.groups, group))?;
        if let Some(to) = speaker.strip_prefix("bot") {
            to.strip_prefix('→').map_or(Ok(()), |to| known(&self.people, to))?;
            return Ok(What::Bot { who: who.to_owned(), lines });
        }
        known(&self.people, speaker)?;
        let deed = Deed::read(&lines).context("nobody can do that")?;
        Ok(What::Does { who: speaker.to_owned(), group: group.map(str::to_owned), deed })
    }
}

fn known(names: &[String], name: &str) -> anyhow::Result<()> {
    ensure!(names.iter().any(|known| known == name), "no {name} was given");
    Ok(())
}

/// `outbox: replies 3`, or what was found on the lines below.
fn check_of(mut lines: Vec<String>) -> anyhow::Result<What> {
    let first = lines.remove(0);
    let (what, found) = first.split_once(':').unwrap_or((&first, ""));
    let name = what.split(' ').next().unwrap_or_default();
    ensure!(check::is_known(name), "{name} cannot be checked");
    if !found.trim().is_empty() {
        lines.insert(0, found.trim().to_owned());
    }
    Ok(What::Check { what: what.to_owned(), found: lines })
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "\
Somjai sends everything there is.
And then some.

given  hotline 042000000
given  สมใจ speaks th, a friend
given  วิชัย speaks en
given  group หมู่ 5 with สมใจ, วิชัย
at     Fri 2020-05-08 16:00

สมใจ        | (sticker)
bot→สมใจ    | สวัสดีค่ะ
            |
            | · [เมนูหลัก]
LINE   answers 500 on pushes twice
later  31 minutes
สมใจ @ หมู่ 5 | สองบรรทัด
            | ก็ได้
at     once
สมใจ @ หมู่ 5 | [old ร้องเรียน]
silence
check  outbox: replies 1, pushes 0
check  outbox:
            | one
            | two
";

    #[test]
    fn a_story_is_written_as_it_was_read() {
        assert_eq!(Story::read(STORY).unwrap().to_string(), STORY);
    }

    #[test]
    fn a_story_that_is_laid_out_badly_is_laid_out_well() {
        let careless = STORY.replace("            |", " |").replace("later  ", "later ");
        assert_eq!(Story::read(&careless).unwrap().to_string(), STORY);
    }

    fn wrong(line: &str) -> String {
        let story = format!("About.\n\ngiven  สมใจ speaks th\n{line}\n");
        format!("{:#}", Story::read(&story).unwrap_err())
    }

    #[test]
    fn a_line_that_cannot_be_one_is_named() {
        for (line, why) in [
            ("remark  she smiles", "“remark” begins no kind of line"),
            ("วิชัย   | เมนู", "no วิชัย was given"),
            ("bot→วิชัย | เมนู", "no วิชัย was given"),
            ("สมใจ @ หมู่ 5 | เมนู", "no หมู่ 5 was given"),
            ("given  group หมู่ 5 with วิชัย", "no วิชัย was given"),
            ("given  สมใจ speaks en", "สมใจ is there already"),
            ("given  rain", "what is given is"),
            ("สมใจ   | (dances)", "nobody can do that"),
            ("at     Thu 2020-05-08 16:00", "a time is written"),
            ("at     once\n       | and for all", "it is one line long"),
            ("later  soon", "a span is written"),
            ("silence please", "nothing stands behind silence"),
            ("LINE   sleeps", "LINE does no such thing"),
            ("check  weather: fine", "weather cannot be checked"),
        ] {
            let said = wrong(line);
            assert!(said.starts_with("line 4: ") && said.contains(why), "{line}: {said}");
        }
    }

    #[test]
    fn a_story_says_what_it_is_about() {
        for text in ["", "\nsilence\n", "given  สมใจ speaks th\n", "สมใจ | a\n"] {
            let said = Story::read(text).unwrap_err().to_string();
            assert!(said.contains("what it is about"), "{said}");
        }
        let nothing = Story::read("About.\n\n       | a\n").unwrap_err().to_string();
        assert!(nothing.contains("line 3: it continues nothing"), "{nothing}");
    }
}
