//! Which side of a picture is up. Phones save what the sensor saw and note how they were held;
//! without the note a picture lies on its side.
//!
//! Invariant: what is written holds this one number and nothing that was read.

const TAG: u16 = 0x0112;
const SHORT: u16 = 3;
/// Byte order, 42, and where the first directory is.
const HEAD: usize = 8;
const ENTRY: usize = 12;

/// Turned or mirrored, in one of seven ways. Upright is `None` everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Orientation(u8);

impl Orientation {
    /// Read from a block of Exif, which is a TIFF without a picture.
    pub(super) fn read(exif: &[u8]) -> Option<Self> {
        let tiff = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
        let big = match tiff.get(..4)? {
            b"MM\0\x2a" => true,
            b"II\x2a\0" => false,
            _ => return None,
        };
        let short = |at: usize| {
            let two = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
            Some(if big { u16::from_be_bytes(two) } else { u16::from_le_bytes(two) })
        };
        let (low, high) = if big { (6, 4) } else { (4, 6) };
        let directory = usize::from(short(high)?) << 16 | usize::from(short(low)?);
        let entries = usize::from(short(directory)?);
        let mut at = (0..entries).map(|n| directory + 2 + n * ENTRY);
        let found = at.find(|at| short(*at) == Some(TAG) && short(at + 2) == Some(SHORT))?;
        let value = u8::try_from(short(found + 8)?).ok()?;
        matches!(value, 2..=8).then_some(Self(value))
    }

    /// The smallest TIFF that says so: one directory with one entry.
    pub(super) fn tiff(self) -> [u8; HEAD + 2 + ENTRY + 4] {
        let mut tiff = *b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
        tiff[HEAD + 2 + 9] = self.0;
        tiff
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        for value in 2..=8 {
            assert_eq!(Orientation::read(&Orientation(value).tiff()), Some(Orientation(value)));
        }
    }

    #[test]
    fn both_byte_orders_are_read() {
        let little = b"Exif\0\0II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        assert_eq!(Orientation::read(little), Some(Orientation(6)));
    }

    #[test]
    fn upright_and_nonsense_are_nothing() {
        let mut upright = Orientation(6).tiff();
        for value in [0, 1, 9, 255] {
            upright[19] = value;
            assert_eq!(Orientation::read(&upright), None);
        }
        let far_away = b"MM\0\x2a\xff\xff\xff\xff\0\x01";
        for nonsense in [&b""[..], b"MM", b"Exif\0\0MM\0\x2a", far_away] {
            assert_eq!(Orientation::read(nonsense), None);
        }
    }
}
