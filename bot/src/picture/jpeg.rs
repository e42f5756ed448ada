//! JPEG: segments, each a marker and a length, and the scans between them. Kept are tables,
//! frames, scans and the colour profile; comments and other applications' segments are not.

use super::orientation::Orientation;
use super::rest::Rest;
use super::{Cleaned, Refusal, Result, Size};

const START: &[u8] = b"\xff\xd8";
const END: &[u8] = b"\xff\xd9";
const SCAN: u8 = 0xda;
const JFIF: u8 = 0xe0;
const EXIF: u8 = 0xe1;
const PROFILE: u8 = 0xe2;
const ADOBE: u8 = 0xee;

/// Without the small picture that may follow them.
const JFIF_BYTES: usize = 12;
/// Up to the number that says how colours are stored.
const ADOBE_BYTES: usize = 12;

#[derive(Default)]
struct Copied {
    jfif: Vec<u8>,
    orientation: Option<Orientation>,
    size: Option<Size>,
    scans: usize,
    /// Everything else that is kept, in its order.
    body: Vec<u8>,
}

pub(super) fn begins(file: &[u8]) -> bool {
    file.starts_with(b"\xff\xd8\xff")
}

pub(super) fn copy(file: &[u8]) -> Result<Cleaned> {
    let mut rest = Rest(file);
    rest.take(START.len())?;
    let mut copied = Copied::default();
    loop {
        match marker(&mut rest)? {
            0xd9 => break,
            // These stand alone, and mean nothing outside a scan.
            0x01 | 0xd0..=0xd7 => {}
            0x00 | 0xd8 => return Err(Refusal::NotAPicture),
            marker => {
                let length = usize::from(rest.be16()?);
                let content = rest.take(length.checked_sub(2).ok_or(Refusal::NotAPicture)?)?;
                copied.segment(marker, content)?;
                if marker == SCAN {
                    copied.scans += 1;
                    copied.body.extend(rest.take(scan_bytes(rest.0))?);
                }
            }
        }
    }
    copied.together()
}

/// Any number of `ff` may stand before a marker.
fn marker(rest: &mut Rest<'_>) -> Result<u8> {
    if rest.byte()? != 0xff {
        return Err(Refusal::NotAPicture);
    }
    loop {
        match rest.byte()? {
            0xff => {}
            marker => return Ok(marker),
        }
    }
}

/// A scan ends at the first marker that is not one of its own restarts.
fn scan_bytes(rest: &[u8]) -> usize {
    let own = |next: u8| matches!(next, 0x00 | 0xd0..=0xd7);
    let end = rest.windows(2).position(|pair| pair[0] == 0xff && !own(pair[1]));
    end.unwrap_or(rest.len())
}

impl Copied {
    fn segment(&mut self, marker: u8, content: &[u8]) -> Result<()> {
        match marker {
            JFIF if content.starts_with(b"JFIF\0") => {
                let head = content.get(..JFIF_BYTES).ok_or(Refusal::NotAPicture)?;
                self.jfif = segment(JFIF, &[head, &[0, 0]].concat());
            }
            EXIF if content.starts_with(b"Exif\0\0") => {
                self.orientation = self.orientation.or(Orientation::read(content));
            }
            PROFILE if content.starts_with(b"ICC_PROFILE\0") => self.keep(marker, content),
            ADOBE if content.starts_with(b"Adobe") => {
                self.keep(marker, content.get(..ADOBE_BYTES).ok_or(Refusal::NotAPicture)?);
            }
            // Huffman and arithmetic tables, quantization, lines, restarts, scans.
            0xc4 | 0xcc | 0xda | 0xdb | 0xdc | 0xdd => self.keep(marker, content),
            0xc0..=0xcf if marker != 0xc8 => {
                self.size = self.size.or(Some(size(content)?));
                self.keep(marker, content);
            }
            _ => {}
        }
        Ok(())
    }

    fn keep(&mut self, marker: u8, content: &[u8]) {
        self.body.extend(segment(marker, content));
    }

    fn together(self) -> Result<Cleaned> {
        let size = self.size.filter(|_| self.scans > 0).ok_or(Refusal::NotAPicture)?;
        let turned = self.orientation.map(|turned| [&b"Exif\0\0"[..], &turned.tiff()].concat());
        let turned = turned.map_or_else(Vec::new, |exif| segment(EXIF, &exif));
        Ok((size, [START, &self.jfif, &turned, &self.body, END].concat()))
    }
}

/// The length counts itself. What is written came from a segment at least as long.
fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap_or(u16::MAX);
    let mut segment = vec![0xff, marker];
    segment.extend(length.to_be_bytes());
    segment.extend(content);
    segment
}

/// Depth, height, width, and what the components are.
fn size(frame: &[u8]) -> Result<Size> {
    let mut frame = Rest(frame);
    frame.byte()?;
    let (height, width) = (frame.be16()?.into(), frame.be16()?.into());
    Ok(Size { width, height })
}
