//! What somebody's last turn asked for: the next step of the same conversation mostly asks for it
//! again, so it is found before that turn is worked out for the first time. A guess and no more:
//! it is found anew, and what a turn lacks is found as ever.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use asa_core::facts::Need;
use asa_db::sessions::Key;

/// People that are remembered; when there are more, all are forgotten.
const MOST: usize = 10_000;

#[derive(Debug, Default)]
pub struct Likely(Mutex<HashMap<Key, Vec<Need>>>);

impl Likely {
    fn kept(&self) -> MutexGuard<'_, HashMap<Key, Vec<Need>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn of(&self, key: &Key) -> Vec<Need> {
        self.kept().get(key).cloned().unwrap_or_default()
    }

    /// Of what was asked for, that which is quickly found and is about nobody.
    pub fn keep(&self, key: Key, asked: Vec<Need>) {
        let again: Vec<Need> =
            asked.into_iter().filter(|need| matches!(need, Need::Stock(_))).collect();
        let mut kept = self.kept();
        if again.is_empty() {
            kept.remove(&key);
            return;
        }
        if kept.len() >= MOST {
            kept.clear();
        }
        kept.insert(key, again);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use asa_core::stock::known::Ask;

    fn key(number: usize) -> Key {
        Key { chat: format!("U{number}"), person: format!("U{number}") }
    }

    #[test]
    fn what_was_asked_last_is_likely_and_is_forgotten_with_the_next() {
        let likely = Likely::default();
        likely.keep(key(1), vec![Need::Stock(Ask::Items), Need::Mine]);
        assert_eq!(likely.of(&key(1)), [Need::Stock(Ask::Items)]);
        assert!(likely.of(&key(2)).is_empty());
        likely.keep(key(1), vec![Need::Mine]);
        assert!(likely.of(&key(1)).is_empty());
    }

    #[test]
    fn there_is_an_end_to_what_is_remembered() {
        let likely = Likely::default();
        for number in 0..=MOST {
            likely.keep(key(number), vec![Need::Stock(Ask::Items)]);
        }
        assert_eq!(likely.kept().len(), 1);
    }
}
