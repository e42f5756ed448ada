//! Numbers for records, ahead of the turns that may need them. Few at a time they are taken one
//! by one, without gaps; under load in blocks, so that a batch does not wait for them.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, PoisonError};

use asa_db::{Result, Store, numbers};

/// More than this many at once come in blocks.
const FEW: usize = 3;
const BLOCK: u32 = 32;

/// Numbers taken from the database and not used yet.
#[derive(Debug, Default)]
pub struct Numbers(Mutex<HashMap<String, BTreeSet<i64>>>);

impl Numbers {
    /// As many as wanted of one series.
    pub async fn take(&self, store: &Store, series: &str, wanted: usize) -> Result<Vec<i64>> {
        let mut taken = self.in_stock(series, wanted);
        let missing = wanted - taken.len();
        if missing > 0 {
            let few = u32::try_from(missing).unwrap_or(BLOCK);
            let count = if missing <= FEW { few } else { few.max(BLOCK) };
            let first = numbers::take(store, series, count).await?;
            self.give_back(series, first..first + i64::from(count));
            taken.extend(self.in_stock(series, missing));
        }
        Ok(taken)
    }

    /// Those that were not needed after all.
    pub fn give_back(&self, series: &str, unused: impl IntoIterator<Item = i64>) {
        let mut stock = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        stock.entry(series.to_owned()).or_default().extend(unused);
    }

    /// The lowest first.
    fn in_stock(&self, series: &str, most: usize) -> Vec<i64> {
        let mut stock = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(numbers) = stock.get_mut(series) else { return Vec::new() };
        std::iter::from_fn(|| numbers.pop_first()).take(most).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_needed_is_given_out_again_lowest_first() {
        let numbers = Numbers::default();
        numbers.give_back("feedback", [3, 1, 2]);
        assert_eq!(numbers.in_stock("feedback", 2), [1, 2]);
        assert_eq!(numbers.in_stock("feedback", 2), [3]);
        assert!(numbers.in_stock("other", 2).is_empty());
    }
}
