//! How many typing errors lie between two words: a letter too many, one missing, one for
//! another, or two that changed places.

/// No name has more letters; longer text is none.
pub(super) const LONGEST: u8 = 40;

type Row = [u8; LONGEST as usize + 1];

/// The number of errors, if there are no more than `most`.
pub(super) fn edits(a: &[u8], b: &[u8], most: u8) -> Option<u8> {
    let longest = usize::from(LONGEST);
    if a.len().abs_diff(b.len()) > usize::from(most) || a.len().max(b.len()) > longest {
        return None;
    }
    let mut before: Row = [0; _];
    let mut above: Row = std::array::from_fn(|n| n as u8);
    for i in 1..=a.len() {
        let mut row: Row = [i as u8; _];
        for j in 1..=b.len() {
            let change = above[j - 1] + u8::from(a[i - 1] != b[j - 1]);
            row[j] = change.min(above[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        if row[..=b.len()].iter().all(|errors| *errors > most) {
            return None;
        }
        (before, above) = (above, row);
    }
    Some(above[b.len()]).filter(|errors| *errors <= most)
}

/// The letters of a word as bits. One error changes two of them at the most, so words that are
/// near each other are found without comparing them letter by letter.
pub(super) fn bits(word: &[u8]) -> u64 {
    word.iter().fold(0, |bits, letter| bits | 1 << (letter % 64))
}

pub(super) fn may_be_near(a: u64, b: u64, most: u8) -> bool {
    (a ^ b).count_ones() <= 2 * u32::from(most)
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
        let word = b"sakonnakhon";
        for at in 0..word.len() {
            let mut typed = word.to_vec();
            typed[at] = b'z';
            assert!(may_be_near(bits(&typed), bits(word), 1));
        }
        assert!(!may_be_near(bits(b"trang"), bits(b"loei"), 1));
    }
}
