//! WebP: a RIFF file of chunks, padded to even lengths. Kept are frames, transparency, movement
//! and the colour profile. The first chunk of a larger file has a flag for each kind of chunk
//! that follows.

use super::orientation::Orientation;
use super::rest::{Rest, length};
use super::{Cleaned, Refusal, Result, Size};

const EXIF_FLAG: u8 = 0x08;
const XMP_FLAG: u8 = 0x04;
/// Place, size, duration and blending of a frame, before the chunks inside it.
const FRAME_HEAD: usize = 16;

pub(super) fn begins(file: &[u8]) -> bool {
    file.starts_with(b"RIFF") && file.get(8..12) == Some(b"WEBP")
}

#[derive(Default)]
struct Copied {
    /// What a larger file says about itself first: flags, and the size of its canvas.
    head: Option<[u8; 10]>,
    size: Option<Size>,
    orientation: Option<Orientation>,
    frames: usize,
    body: Vec<u8>,
}

pub(super) fn copy(file: &[u8]) -> Result<Cleaned> {
    let mut rest = Rest(file);
    rest.take(4)?;
    let mut inside = Rest(length(rest.le32()?).and_then(|bytes| rest.take(bytes))?);
    inside.take(4)?;
    let mut copied = Copied::default();
    while !inside.is_empty() {
        let (name, content) = chunk(&mut inside)?;
        copied.add(name, content)?;
    }
    copied.together()
}

/// The byte that pads the last chunk is often forgotten.
fn chunk<'a>(rest: &mut Rest<'a>) -> Result<([u8; 4], &'a [u8])> {
    let name = rest.array()?;
    let content = length(rest.le32()?)?;
    let content = rest.take(content)?;
    if content.len() % 2 == 1 && !rest.is_empty() {
        rest.byte()?;
    }
    Ok((name, content))
}

impl Copied {
    fn add(&mut self, name: [u8; 4], content: &[u8]) -> Result<()> {
        match &name {
            b"VP8X" => self.head = Some(Rest(content).array()?),
            b"VP8 " => self.frame(name, content, lossy_size(content)?),
            b"VP8L" => self.frame(name, content, lossless_size(content)?),
            b"ANMF" => {
                self.frames += 1;
                write(&mut self.body, name, &animated(content)?);
            }
            b"ALPH" | b"ANIM" | b"ICCP" => write(&mut self.body, name, content),
            b"EXIF" => self.orientation = self.orientation.or(Orientation::read(content)),
            _ => {}
        }
        Ok(())
    }

    fn frame(&mut self, name: [u8; 4], content: &[u8], size: Size) {
        self.size = self.size.or(Some(size));
        self.frames += 1;
        write(&mut self.body, name, content);
    }

    fn together(self) -> Result<Cleaned> {
        let mut chunks = Vec::new();
        let mut size = self.size;
        if let Some(mut head) = self.head {
            head[0] &= !(EXIF_FLAG | XMP_FLAG);
            head[0] |= self.orientation.map_or(0, |_| EXIF_FLAG);
            size = Some(canvas(&head));
            write(&mut chunks, *b"VP8X", &head);
        }
        chunks.extend(&self.body);
        if let (Some(_), Some(turned)) = (self.head, self.orientation) {
            write(&mut chunks, *b"EXIF", &turned.tiff());
        }
        let size = size.filter(|_| self.frames > 0).ok_or(Refusal::NotAPicture)?;
        let bytes = u32::try_from(chunks.len() + 4).unwrap_or(u32::MAX);
        Ok((size, [&b"RIFF"[..], &bytes.to_le_bytes(), b"WEBP", &chunks].concat()))
    }
}

fn write(chunks: &mut Vec<u8>, name: [u8; 4], content: &[u8]) {
    chunks.extend(name);
    chunks.extend(u32::try_from(content.len()).unwrap_or(u32::MAX).to_le_bytes());
    chunks.extend(content);
    chunks.extend(&[0][..content.len() % 2]);
}

/// A frame of a moving picture has chunks of its own.
fn animated(frame: &[u8]) -> Result<Vec<u8>> {
    let mut rest = Rest(frame);
    let mut copied = rest.take(FRAME_HEAD)?.to_vec();
    while !rest.is_empty() {
        let (name, content) = chunk(&mut rest)?;
        if matches!(&name, b"ALPH" | b"VP8 " | b"VP8L") {
            write(&mut copied, name, content);
        }
    }
    Ok(copied)
}

/// Flags, three bytes of nothing, then each side less one in 24 bits.
fn canvas(head: &[u8; 10]) -> Size {
    let side = |at: usize| u32::from_le_bytes([head[at], head[at + 1], head[at + 2], 0]) + 1;
    Size { width: side(4), height: side(7) }
}

/// A frame tag, a start code, and each side in 14 bits below two of scale.
fn lossy_size(content: &[u8]) -> Result<Size> {
    let mut rest = Rest(content);
    rest.take(3)?;
    if rest.array()? != [0x9d, 0x01, 0x2a] {
        return Err(Refusal::NotAPicture);
    }
    let side = |both: u16| u32::from(both & 0x3fff);
    Ok(Size { width: side(rest.le16()?), height: side(rest.le16()?) })
}

/// A signature, then each side less one in 14 bits.
fn lossless_size(content: &[u8]) -> Result<Size> {
    let mut rest = Rest(content);
    if rest.byte()? != 0x2f {
        return Err(Refusal::NotAPicture);
    }
    let both = rest.le32()?;
    Ok(Size { width: (both & 0x3fff) + 1, height: (both >> 14 & 0x3fff) + 1 })
}
