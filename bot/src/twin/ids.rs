//! Ids as LINE makes them, from one counter: the same story told twice gets the same people,
//! groups and tokens. Called wherever the twin creates something.
//!
//! Invariant: no two ids of a kind are equal within one twin, and message and event ids differ
//! between two twins started at different times (a database may outlive a twin).

use asa_core::id::LineId;
use asa_core::moment::Moment;

#[derive(Debug)]
pub(super) struct Ids {
    born: Moment,
    /// People and groups have a counter of their own, so that they stay the same between runs.
    names: u64,
    next: u64,
}

impl Ids {
    pub(super) fn new(born: Moment) -> Self {
        Self { born, names: 0, next: 0 }
    }

    /// `kind` is `U`, `C` or `R`.
    pub(super) fn name(&mut self, kind: char) -> LineId {
        self.names += 1;
        known_good(format!("{kind}{}", hex32(self.names, 1)))
    }

    /// A decimal number beyond what a float can hold, as LINE's are.
    pub(super) fn message(&mut self) -> String {
        self.next += 1;
        let born = u64::try_from(self.born.millis()).unwrap_or(0).max(1_000_000_000_000);
        (born * 100_000 + self.next).to_string()
    }

    pub(super) fn event(&mut self, now: Moment) -> String {
        self.next += 1;
        ulid(now, self.next)
    }

    pub(super) fn reply_token(&mut self) -> String {
        self.secret(2)
    }

    pub(super) fn access_token(&mut self) -> String {
        format!("stateless.{}", self.secret(3))
    }

    pub(super) fn menu(&mut self) -> String {
        format!("richmenu-{}", self.secret(4))
    }

    pub(super) fn request(&mut self) -> String {
        let hex = self.secret(5);
        let at = |from, to| hex.get(from..to).unwrap_or_default();
        format!("{}-{}-{}-{}-{}", at(0, 8), at(8, 12), at(12, 16), at(16, 20), at(20, 32))
    }

    fn secret(&mut self, salt: u64) -> String {
        self.next += 1;
        let born = u64::try_from(self.born.millis()).unwrap_or(0);
        hex32(self.next, salt ^ born.rotate_left(20))
    }
}

/// For text that this module or the settings wrote themselves.
#[expect(clippy::expect_used, reason = "written by us in the form of an id")]
pub(super) fn known_good(text: String) -> LineId {
    LineId::new(text).expect("an id's form")
}

/// A ULID: 48 bits of milliseconds, then 80 bits that are a counter spread out.
pub(super) fn ulid(at: Moment, counter: u64) -> String {
    const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let millis = u128::try_from(at.millis().max(0)).unwrap_or(0) & 0xffff_ffff_ffff;
    let bits = millis << 80 | u128::from(counter & 0xffff) << 64 | u128::from(mix(counter));
    let digit = |place: u32| CROCKFORD[usize::from((bits >> (5 * place)) as u8 & 31)];
    (0..26).rev().map(|place| char::from(digit(place))).collect()
}

fn hex32(counter: u64, salt: u64) -> String {
    let high = mix(counter ^ salt.rotate_left(32));
    format!("{high:016x}{:016x}", mix(high ^ counter))
}

/// One step of splitmix64: a bijection, so different numbers stay different.
pub(super) fn mix(number: u64) -> u64 {
    let mut z = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn event_ids_are_ulids_that_sort_by_time() {
        let mut ids = Ids::new(Moment::from_millis(0));
        let early = ids.event(Moment::from_millis(1_588_957_200_000));
        let late = ids.event(Moment::from_millis(1_588_957_200_001));
        assert_eq!(early.len(), 26);
        assert!(early < late, "{early} {late}");
        assert!(early.starts_with("01E7TKNFM0"), "{early}");
    }

    #[test]
    fn names_are_the_same_in_every_run_and_differ_within_one() {
        let mut one = Ids::new(Moment::from_millis(5));
        let mut two = Ids::new(Moment::from_millis(6));
        let (a, b) = (one.name('U'), one.name('U'));
        assert_ne!(a, b);
        assert_eq!(a, two.name('U'));
        assert_eq!(a.as_str().len(), 33);
    }

    #[test]
    fn message_ids_do_not_fit_into_a_float() {
        let id = Ids::new(Moment::from_millis(0)).message();
        assert!(id.parse::<u64>().unwrap() > 1 << 53);
    }
}
