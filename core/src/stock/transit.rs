//! The life of a transfer: sent, confirmed whole or in part, the rest settled; or taken back.
//!
//! Invariant: the receiver speaks first and once. What did not come is a shortfall then, and the
//! sender says what became of it, in one piece or several.

use crate::people::UnitId;
use crate::stock::ItemId;
use crate::stock::record::Way;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transit {
    pub from: UnitId,
    pub to: UnitId,
    pub way: Way,
    pub item: ItemId,
    pub sent: i64,
    /// What is still on its way.
    pub open: i64,
    pub state: State,
}

/// Stored, so never reused for another meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum State {
    /// On its way.
    Open,
    /// The receiver has spoken, and something is missing.
    Short,
    Settled,
    /// As if it had never been sent.
    TakenBack,
}

/// It does not stand as whoever asked thought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the transfer does not stand so any more")]
pub struct StandsOtherwise;

impl State {
    pub const ALL: [Self; 4] = [Self::Open, Self::Short, Self::Settled, Self::TakenBack];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Short => "short",
            Self::Settled => "settled",
            Self::TakenBack => "taken_back",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

impl Transit {
    pub fn sent(from: UnitId, to: UnitId, way: Way, item: ItemId, sent: i64) -> Self {
        Self { from, to, way, item, sent, open: sent, state: State::Open }
    }

    /// `pieces` of it have arrived: all that will.
    pub fn confirm(&mut self, pieces: i64) -> Result<(), StandsOtherwise> {
        self.take(State::Open, pieces)
    }

    /// The sender has said what became of `pieces` that did not arrive.
    pub fn settle(&mut self, pieces: i64) -> Result<(), StandsOtherwise> {
        self.take(State::Short, pieces)
    }

    fn take(&mut self, state: State, pieces: i64) -> Result<(), StandsOtherwise> {
        self.must(self.state == state && pieces <= self.open)?;
        self.open -= pieces;
        self.state = if self.open == 0 { State::Settled } else { State::Short };
        Ok(())
    }

    /// The confirmation was wrong; nothing may have been settled on it.
    pub fn take_back_confirmed(&mut self, pieces: i64) -> Result<(), StandsOtherwise> {
        let has_spoken = matches!(self.state, State::Short | State::Settled);
        self.must(has_spoken && self.open + pieces == self.sent)?;
        self.open = self.sent;
        self.state = State::Open;
        Ok(())
    }

    pub fn take_back_settled(&mut self, pieces: i64) -> Result<(), StandsOtherwise> {
        self.must(matches!(self.state, State::Short | State::Settled))?;
        self.open += pieces;
        self.state = State::Short;
        Ok(())
    }

    /// Nobody may have said anything about it yet.
    pub fn take_back_sent(&mut self) -> Result<(), StandsOtherwise> {
        self.must(self.state == State::Open)?;
        self.open = 0;
        self.state = State::TakenBack;
        Ok(())
    }

    fn must(&self, stands: bool) -> Result<(), StandsOtherwise> {
        if stands { Ok(()) } else { Err(StandsOtherwise) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent() -> Transit {
        Transit::sent(UnitId(47), UnitId(4705), Way::Down, ItemId(1), 100)
    }

    fn stands(transit: &Transit) -> (i64, State) {
        (transit.open, transit.state)
    }

    #[test]
    fn all_of_it_comes() {
        let mut transit = sent();
        assert_eq!(transit.settle(1), Err(StandsOtherwise), "nobody has missed it");
        assert_eq!(transit.confirm(101), Err(StandsOtherwise));
        assert_eq!(transit.confirm(100), Ok(()));
        assert_eq!(stands(&transit), (0, State::Settled));
        assert_eq!(transit.confirm(0), Err(StandsOtherwise), "the receiver speaks once");
    }

    #[test]
    fn what_did_not_come_is_settled_piece_by_piece() {
        let mut transit = sent();
        transit.confirm(90).unwrap();
        assert_eq!(stands(&transit), (10, State::Short));
        assert_eq!(transit.settle(11), Err(StandsOtherwise));
        transit.settle(4).unwrap();
        assert_eq!(transit.take_back_confirmed(90), Err(StandsOtherwise), "some is settled");
        transit.settle(6).unwrap();
        assert_eq!(stands(&transit), (0, State::Settled));
    }

    #[test]
    fn each_word_can_be_taken_back_the_last_one_first() {
        let mut transit = sent();
        transit.confirm(90).unwrap();
        transit.settle(10).unwrap();
        assert_eq!(transit.take_back_sent(), Err(StandsOtherwise));
        transit.take_back_settled(10).unwrap();
        assert_eq!(stands(&transit), (10, State::Short));
        transit.take_back_confirmed(90).unwrap();
        assert_eq!(transit, sent());
        transit.take_back_sent().unwrap();
        assert_eq!(stands(&transit), (0, State::TakenBack));
        assert_eq!(transit.confirm(0), Err(StandsOtherwise));
    }

    #[test]
    fn nothing_came_and_that_is_a_word_too() {
        let mut transit = sent();
        transit.confirm(0).unwrap();
        assert_eq!(stands(&transit), (100, State::Short));
    }

    #[test]
    fn states_read_back_as_they_are_stored() {
        for state in State::ALL {
            assert_eq!(State::parse(state.as_str()), Some(state));
        }
    }
}
