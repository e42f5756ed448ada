//! PNG: chunks, each with a length, a name and a checksum. Kept are those that pixels, colours
//! and movement are made of; texts, times and everything private are not.

use super::orientation::Orientation;
use super::rest::{Rest, length};
use super::{Cleaned, Refusal, Result, Size};

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

const KEPT: [&[u8; 4]; 17] = [
    b"PLTE", b"IDAT", b"IEND", b"tRNS", b"bKGD", b"sBIT", b"pHYs", b"gAMA", b"cHRM", b"sRGB",
    b"iCCP", b"cICP", b"mDCV", b"cLLI", b"acTL", b"fcTL", b"fdAT",
];

pub(super) fn begins(file: &[u8]) -> bool {
    file.starts_with(SIGNATURE)
}

pub(super) fn copy(file: &[u8]) -> Result<Cleaned> {
    let mut rest = Rest(file);
    let signature = rest.take(SIGNATURE.len())?;
    let header = Chunk::read(&mut rest)?;
    let size = size(&header)?;
    let (mut orientation, mut pixels, mut body) = (None, false, Vec::new());
    loop {
        let chunk = Chunk::read(&mut rest)?;
        if KEPT.contains(&&chunk.name) {
            body.extend(chunk.whole);
        }
        match &chunk.name {
            b"eXIf" => orientation = orientation.or(Orientation::read(chunk.content)),
            b"IDAT" => pixels = true,
            b"IEND" if pixels => break,
            b"IEND" => return Err(Refusal::NotAPicture),
            _ => {}
        }
    }
    // Which side is up is said before the pixels come.
    let turned = orientation.map_or_else(Vec::new, turned);
    Ok((size, [signature, header.whole, &turned, &body].concat()))
}

struct Chunk<'a> {
    name: [u8; 4],
    content: &'a [u8],
    /// Length, name, content and checksum.
    whole: &'a [u8],
}

impl<'a> Chunk<'a> {
    fn read(rest: &mut Rest<'a>) -> Result<Self> {
        let Rest(from_here) = *rest;
        let content = length(rest.be32()?)?;
        let name = rest.array()?;
        let content = rest.take(content)?;
        let _checksum = rest.be32()?;
        let whole = &from_here[..from_here.len() - rest.0.len()];
        Ok(Self { name, content, whole })
    }
}

/// The first chunk: both sides, and how a pixel is stored.
fn size(header: &Chunk<'_>) -> Result<Size> {
    let mut content = Rest(header.content);
    if &header.name != b"IHDR" || header.content.len() != 13 {
        return Err(Refusal::NotAPicture);
    }
    Ok(Size { width: content.be32()?, height: content.be32()? })
}

fn turned(orientation: Orientation) -> Vec<u8> {
    let tiff = orientation.tiff();
    let mut chunk = u32::try_from(tiff.len()).unwrap_or(u32::MAX).to_be_bytes().to_vec();
    chunk.extend(b"eXIf");
    chunk.extend(tiff);
    let checksum = crc32fast::hash(&chunk[4..]);
    chunk.extend(checksum.to_be_bytes());
    chunk
}
