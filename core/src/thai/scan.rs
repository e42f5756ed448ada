//! A place in an answer: eats what is known and stands where the unknown begins. Readers are done
//! only when nothing is left, so a word nobody knows is always a refusal.

use super::fold;

/// Folded, with one sort of dash, quote and full-width sign, and a comma for each new line or
/// column: two lines are two things, never one number.
pub(crate) fn plain(text: &str) -> String {
    let lines = text.trim().replace(['\n', '\r', '\t'], " , ");
    fold(&lines).chars().map(plain_sign).collect()
}

fn plain_sign(c: char) -> char {
    match c {
        '‐'..='―' | '−' => '-',
        '‘' | '’' => '\'',
        '∕' | '⁄' => '/',
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Scan<'a> {
    rest: &'a str,
}

impl<'a> Scan<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    pub(super) fn rest(&self) -> &'a str {
        self.rest
    }

    pub(super) fn is_done(&self) -> bool {
        self.rest.trim_start().is_empty()
    }

    /// Eats `word`, and the space before it; never tears a letter from its marks.
    pub(super) fn eat(&mut self, word: &str) -> bool {
        let Some(rest) = self.rest.trim_start().strip_prefix(word) else { return false };
        let whole = !rest.starts_with(hangs_on);
        if whole {
            self.rest = rest;
        }
        whole
    }

    /// Eats the longest of `words` that is there.
    pub(super) fn eat_any(&mut self, words: &[&str]) -> bool {
        let longest = words.iter().filter(|word| self.sees(word)).max_by_key(|word| word.len());
        longest.is_some_and(|word| self.eat(word))
    }

    /// What the longest word of `table` that is there stands for.
    pub(super) fn find<T: Copy>(&mut self, table: &[(&str, T)]) -> Option<T> {
        let seen = table.iter().filter(|(word, _)| self.sees(word));
        let &(word, meaning) = seen.max_by_key(|(word, _)| word.len())?;
        self.eat(word);
        Some(meaning)
    }

    pub(super) fn sees(&self, word: &str) -> bool {
        let mut ahead = *self;
        ahead.eat(word)
    }

    /// Eats an abbreviation, its dots and the spaces after them being optional: กย for ก.ย.
    pub(super) fn eat_short(&mut self, short: &str) -> bool {
        let mut ahead = *self;
        for letter in short.split('.').filter(|letter| !letter.is_empty()) {
            if !ahead.eat(letter) {
                return false;
            }
            ahead.eat(".");
        }
        *self = ahead;
        true
    }

    /// A run of digits, and the space before it.
    pub(super) fn digits(&mut self) -> Option<&'a str> {
        let text = self.rest.trim_start();
        let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let (digits, rest) = text.split_at(end);
        if digits.is_empty() {
            return None;
        }
        self.rest = rest;
        Some(digits)
    }

    /// The digits right after `sign`, with no space around it.
    pub(super) fn digits_after(&mut self, sign: char) -> Option<&'a str> {
        let rest = self.rest.strip_prefix(sign)?;
        let mut ahead = Self { rest };
        let digits = ahead.digits().filter(|_| rest.starts_with(|c: char| c.is_ascii_digit()))?;
        *self = ahead;
        Some(digits)
    }
}

/// Vowels and marks that belong to the letter before them.
fn hangs_on(c: char) -> bool {
    matches!(c, '\u{0E30}'..='\u{0E3A}' | '\u{0E45}' | '\u{0E47}'..='\u{0E4E}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_of_every_keyboard_become_one() {
        assert_eq!(plain("１，２００ － ๕∕๙"), "1,200 - 5/9");
        assert_eq!(plain("1\r\n200\n"), "1 , , 200");
    }

    #[test]
    fn the_longest_word_is_eaten_and_no_letter_loses_its_mark() {
        let mut scan = Scan::new("นางสาว นางี");
        assert!(scan.eat_any(&["นาง", "นางสาว"]));
        assert!(!scan.eat("นาง"));
        assert_eq!(scan.rest(), " นางี");
    }

    #[test]
    fn an_abbreviation_is_known_with_and_without_its_dots() {
        for typed in ["ก.ย.", "กย", "กย.", "ก. ย.", "ก.ย"] {
            let mut scan = Scan::new(typed);
            assert!(scan.eat_short("ก.ย.") && scan.is_done(), "{typed}");
        }
        assert!(!Scan::new("กลย").eat_short("ก.ย."));
    }

    #[test]
    fn digits_may_follow_a_space_but_not_a_sign_with_one() {
        let mut scan = Scan::new(" 12,345, 6");
        assert_eq!(scan.digits(), Some("12"));
        assert_eq!(scan.digits_after(','), Some("345"));
        assert_eq!(scan.digits_after(','), None);
        assert_eq!(scan.rest(), ", 6");
    }
}
