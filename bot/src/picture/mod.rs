//! Pictures made safe to keep and to show. A picture is known by its own bytes, never by the name
//! or type somebody gave it, and is copied piece by piece: only what it is made of comes along.
//! Where and when it was taken, with whose phone, and whatever hangs behind its end stay out.
//!
//! Nothing is decoded or compressed again. Of the metadata two things are kept: what the colours
//! need, and which side is up.
//!
//! Invariant: a piece that is not on its format's list is left out; no byte is trusted to be
//! there; a cleaned picture cleans to itself.

mod gif;
mod jpeg;
mod orientation;
mod png;
mod rest;
mod webp;

pub const MOST_BYTES: usize = 10 * 1024 * 1024;
/// Beyond this, showing it would take more memory than an old phone has.
const MOST_PIXELS: u64 = 100_000_000;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    pub content_type: &'static str,
    pub size: Size,
    pub bytes: Vec<u8>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    pub width: u32,
    pub height: u32,
}

/// Why something is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("more than 10 MiB")]
    TooManyBytes,
    #[error("more than 100 million pixels")]
    TooManyPixels,
    #[error("it ends before its end")]
    CutShort,
    #[error("not a JPEG, PNG, WebP or GIF")]
    NotAPicture,
}

type Result<T> = std::result::Result<T, Refusal>;
/// How large the picture is, and its file.
type Cleaned = (Size, Vec<u8>);

/// A format: how its files begin, and how one is copied.
struct Format {
    content_type: &'static str,
    begins: fn(&[u8]) -> bool,
    copy: fn(&[u8]) -> Result<Cleaned>,
}

/// HEIC is not among them: LINE makes JPEGs of a phone's photos, and few browsers could show it.
const FORMATS: [Format; 4] = [
    Format { content_type: "image/jpeg", begins: jpeg::begins, copy: jpeg::copy },
    Format { content_type: "image/png", begins: png::begins, copy: png::copy },
    Format { content_type: "image/webp", begins: webp::begins, copy: webp::copy },
    Format { content_type: "image/gif", begins: gif::begins, copy: gif::copy },
];

/// The same picture and nothing besides.
pub fn clean(bytes: &[u8]) -> Result<Picture> {
    if bytes.len() > MOST_BYTES {
        return Err(Refusal::TooManyBytes);
    }
    let format = FORMATS.iter().find(|format| (format.begins)(bytes));
    let format = format.ok_or(Refusal::NotAPicture)?;
    let (size, bytes) = (format.copy)(bytes)?;
    match u64::from(size.width) * u64::from(size.height) {
        0 => Err(Refusal::NotAPicture),
        1..=MOST_PIXELS => Ok(Picture { content_type: format.content_type, size, bytes }),
        _ => Err(Refusal::TooManyPixels),
    }
}
