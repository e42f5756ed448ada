//! How many typing errors lie between two words: a letter too many, one missing, one for
//! another, or two that changed places.

/// A word that is compared with thousands of others.
#[derive(Debug)]
pub(super) struct Spelling {
    pub(super) letters: Box<[u8]>,
    /// Which letters there are, and which more than once (the upper half). One error changes two
    /// bits at the most, so that nearly all words are known to be too far away at once.
    bits: u64,
}

impl Spelling {
    pub(super) fn new(letters: Vec<u8>) -> Self {
        let bits = letters.iter().fold(0, |bits, letter| {
            let once = 1 << (letter % 32);
            bits | if bits & once == 0 { once } else { once << 32 }
        });
        Self { letters: letters.into(), bits }
    }

    /// The number of errors, if there are no more than `most`.
    pub(super) fn errors(&self, other: &Self, most: u8) -> Option<u8> {
        if (self.bits ^ other.bits).count_ones() > 2 * u32::from(most) {
            return None;
        }
        edits(&self.letters, &other.letters, most)
    }
}

/// No name has more letters; longer text is none.
pub(super) const LONGEST: u8 = 40;

type Row = [u8; LONGEST as usize + 1];

/// A cell says how many errors lie between the letters up to there; far from the diagonal they are
/// too many anyway.
pub(super) fn edits(a: &[u8], b: &[u8], most: u8) -> Option<u8> {
    let band = usize::from(most);
    if a.len().abs_diff(b.len()) > band || a.len().max(b.len()) > usize::from(LONGEST) {
        return None;
    }
    let mut before: Row = [0; _];
    let mut above: Row = std::array::from_fn(|n| n as u8);
    for i in 1..=a.len() {
        let mut row: Row = [most + 1; _];
        row[0] = i as u8;
        let (first, last) = (i.saturating_sub(band).max(1), b.len().min(i + band));
        for j in first..=last {
            let change = above[j - 1] + u8::from(a[i - 1] != b[j - 1]);
            row[j] = change.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        if row[first - 1..=last].iter().all(|errors| *errors > most) {
            return None;
        }
        (before, above) = (above, row);
    }
    Some(above[b.len()]).filter(|errors| *errors <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_error_counts_once() {
        for typed in ["phrae", "prae", "phhrae", "phrao", "hprae", "phare"] {
            let errors = u8::from(typed != "phrae");
            assert_eq!(edits(typed.as_bytes(), b"phrae", 2), Some(errors), "{typed}");
        }
        assert_eq!(edits(b"", b"ab", 2), Some(2));
        assert_eq!(edits(b"abc", b"xyz", 3), Some(3));
    }

    #[test]
    fn too_many_are_not_counted() {
        assert_eq!(edits(b"nan", b"yala", 2), None);
        assert_eq!(edits(b"abc", b"abcdef", 2), None);
        assert_eq!(edits(&[b'a'; 60], &[b'a'; 60], 2), None);
    }

    #[test]
    fn no_near_word_is_missed_by_its_bits() {
        let word = Spelling::new(b"sakonnakhon".to_vec());
        for at in 0..word.letters.len() {
            let mut typed = word.letters.to_vec();
            typed[at] = b'z';
            assert_eq!(Spelling::new(typed).errors(&word, 1), Some(1));
        }
        assert_eq!(Spelling::new(b"trang".to_vec()).errors(&word, 2), None);
    }
}
