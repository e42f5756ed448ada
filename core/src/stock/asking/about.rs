//! What a button, or a shortcut, says a flow is about: a unit and an item, a transfer, or words.
//!
//! ```text
//! u1000001.i2    that item in the book of that unit
//! t12.all        all of that transfer
//! 40 เปราะบาง     what was typed behind the verb of a shortcut
//! ```

use crate::people::UnitId;
use crate::stock::record::TransferId;
use crate::stock::{Item, ItemId};

#[derive(Debug, Default, PartialEq, Eq)]
pub struct About {
    pub unit: Option<UnitId>,
    pub item: Option<ItemId>,
    pub transfer: Option<TransferId>,
    /// The last part of a button's, or what was typed.
    pub words: String,
}

impl About {
    pub fn read(text: &str) -> Self {
        let mut about = Self::default();
        let mut rest = text;
        while !rest.is_empty() {
            let (part, after) = rest.split_once('.').unwrap_or((rest, ""));
            let number = |letter| part.strip_prefix(letter)?.parse::<i64>().ok();
            match (number('u'), number('i'), number('t')) {
                (Some(unit), ..) => about.unit = Some(UnitId(unit)),
                (_, Some(item), _) => about.item = Some(ItemId(item)),
                (.., Some(transfer)) => about.transfer = Some(TransferId(transfer)),
                _ => break,
            }
            rest = after;
        }
        rest.clone_into(&mut about.words);
        about
    }

    pub fn unit(unit: UnitId) -> String {
        format!("u{}", unit.0)
    }

    pub fn item(unit: UnitId, item: &Item) -> String {
        format!("u{}.i{}", unit.0, item.id.0)
    }

    pub fn transfer(transfer: TransferId) -> String {
        format!("t{}", transfer.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buttons_and_words_are_told_apart() {
        let unit = Some(UnitId(47));
        assert_eq!(About::read("u47"), About { unit, ..About::default() });
        let item = Some(ItemId(2));
        assert_eq!(About::read("u47.i2"), About { unit, item, ..About::default() });
        let transfer = Some(TransferId(12));
        let words = "all".to_owned();
        assert_eq!(About::read("t12.all"), About { transfer, words, ..About::default() });
        for words in ["40 เปราะบาง", "1.5 กล่อง"] {
            let about = About { words: words.to_owned(), ..About::default() };
            assert_eq!(About::read(words), about);
        }
        assert_eq!(About::read(""), About::default());
    }
}
