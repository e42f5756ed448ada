//! What kind of picture some bytes are and how large, read from their first bytes. Asked about
//! the pictures of rich menus.
//!
//! Invariant: no byte is trusted to be there; a picture cut short is no picture.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Picture {
    pub(crate) mime: &'static str,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

pub(crate) fn look(bytes: &[u8]) -> Option<Picture> {
    png(bytes).or_else(|| jpeg(bytes))
}

/// Signature, then the IHDR chunk with both sides.
fn png(bytes: &[u8]) -> Option<Picture> {
    let rest = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    (rest.get(4..8)? == b"IHDR").then_some(())?;
    let side = |at: usize| Some(u32::from_be_bytes(rest.get(at..at + 4)?.try_into().ok()?));
    Some(Picture { mime: "image/png", width: side(8)?, height: side(12)? })
}

/// Segments, each with a marker and a length, up to the one that begins a frame.
fn jpeg(bytes: &[u8]) -> Option<Picture> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    loop {
        let [0xff, marker, high, low, ..] = *rest else { return None };
        let length = usize::from(u16::from_be_bytes([high, low]));
        let is_frame = matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc);
        if is_frame {
            let side = |at: usize| Some(u16::from_be_bytes(rest.get(at..at + 2)?.try_into().ok()?));
            let (height, width) = (side(5)?.into(), side(7)?.into());
            return Some(Picture { mime: "image/jpeg", width, height });
        }
        rest = rest.get(2 + length..)?;
    }
}

#[cfg(test)]
pub(crate) fn made_up_png(width: u32, height: u32) -> Vec<u8> {
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    png.extend(width.to_be_bytes());
    png.extend(height.to_be_bytes());
    png
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_png_tells_its_size() {
        let seen = look(&made_up_png(2500, 1686)).unwrap();
        assert_eq!((seen.mime, seen.width, seen.height), ("image/png", 2500, 1686));
    }

    #[test]
    fn a_jpeg_tells_its_size_after_other_segments() {
        let mut jpeg = b"\xff\xd8\xff\xe0\x00\x04ab".to_vec();
        jpeg.extend(b"\xff\xc2\x00\x11\x08\x03\x20\x04\xb0\x03");
        let seen = look(&jpeg).unwrap();
        assert_eq!((seen.mime, seen.width, seen.height), ("image/jpeg", 1200, 800));
    }

    #[test]
    fn anything_else_is_no_picture() {
        for bytes in [&b""[..], b"GIF89a", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"] {
            assert_eq!(look(bytes), None);
        }
    }
}
