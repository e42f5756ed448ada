//! The sheet a transcript is written on: who on the left, what on the right of a bar.
//!
//! Invariant: there is one way to lay out a conversation, so that a file that is written anew
//! differs only where the conversation does.

/// The words that begin a line of another kind are padded to here.
const WORDS: usize = 7;

/// The bot, and whom it talks to where that could be somebody else.
pub fn bot_to(person: Option<&str>) -> String {
    person.map_or_else(|| "bot".to_owned(), |person| format!("bot→{person}"))
}

/// Somebody who talks in a group.
pub fn in_group(who: &str, group: &str) -> String {
    format!("{who} @ {group}")
}

/// How wide the left side is for these names.
pub fn column<'a>(names: impl Iterator<Item = &'a str>) -> usize {
    names.map(width).fold(WORDS - 1, usize::max) + 1
}

/// A line that nobody says: `later  31 minutes`.
pub fn word(word: &str, rest: &str) -> String {
    format!("{word:<WORDS$}{rest}").trim_end().to_owned()
}

/// What somebody says; the name stands before the first line.
pub fn speech(column: usize, who: &str, lines: &[String]) -> Vec<String> {
    let names = std::iter::once(who).chain(std::iter::repeat(""));
    let written = lines.iter().zip(names).map(|(line, who)| {
        let gap = " ".repeat(column.saturating_sub(width(who)));
        let space = if line.is_empty() { "" } else { " " };
        format!("{who}{gap}|{space}{line}")
    });
    written.collect()
}

/// Columns on a screen: Thai vowels and tone marks above and below take none.
fn width(text: &str) -> usize {
    let above_or_below =
        |c: &char| matches!(c, '\u{E31}' | '\u{E34}'..='\u{E3A}' | '\u{E47}'..='\u{E4E}');
    text.chars().filter(|c| !above_or_below(c)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_padded_by_what_they_take_on_a_screen() {
        let column = column(["bot", "สมใจ", "พี่น้อง @ หมู่ 5"].into_iter());
        assert_eq!(column, 12);
        let lines = ["ข้าว".to_owned(), String::new()];
        assert_eq!(speech(7, "สมใจ", &lines), ["สมใจ   | ข้าว", "       |"]);
    }

    #[test]
    fn a_word_stands_where_names_stand() {
        assert_eq!(word("later", "31 minutes"), "later  31 minutes");
        assert_eq!(word("silence", ""), "silence");
    }
}
