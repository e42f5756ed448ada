//! GIF: a screen, then blocks, each a row of small pieces that ends with an empty one. Kept are
//! frames, how long each is shown, and how often all of them; comments and other applications'
//! blocks are not.

use super::rest::Rest;
use super::{Cleaned, Refusal, Result, Size};

const FRAME: u8 = 0x2c;
const EXTENSION: u8 = 0x21;
const END: u8 = 0x3b;
const CONTROL: u8 = 0xf9;
const APPLICATION: u8 = 0xff;
/// Applications whose word counts: how often to repeat, twice, and a colour profile.
const HEARD: [&[u8]; 3] = [b"\x0bNETSCAPE2.0", b"\x0bANIMEXTS1.0", b"\x0bICCRGBG1012"];

pub(super) fn begins(file: &[u8]) -> bool {
    file.starts_with(b"GIF87a") || file.starts_with(b"GIF89a")
}

pub(super) fn copy(file: &[u8]) -> Result<Cleaned> {
    let mut rest = Rest(file);
    let size = screen(&mut rest)?;
    let mut copied = before(file, rest).to_vec();
    let mut frames = 0;
    loop {
        let Rest(block) = rest;
        let is_kept = match rest.byte()? {
            FRAME => {
                frames += 1;
                frame(&mut rest)?;
                true
            }
            EXTENSION => extension(&mut rest)?,
            END if frames > 0 => break,
            _ => return Err(Refusal::NotAPicture),
        };
        if is_kept {
            copied.extend(before(block, rest));
        }
    }
    copied.push(END);
    Ok((size, copied))
}

/// What has been read of `all`.
fn before<'a>(all: &'a [u8], rest: Rest<'_>) -> &'a [u8] {
    &all[..all.len() - rest.0.len()]
}

/// Signature, both sides, flags, background, shape of a pixel, and the colours of all frames.
fn screen(rest: &mut Rest<'_>) -> Result<Size> {
    rest.take(6)?;
    let size = Size { width: rest.le16()?.into(), height: rest.le16()?.into() };
    let [flags, _, _] = rest.array()?;
    rest.take(colour_bytes(flags))?;
    Ok(size)
}

/// Place and size, flags, its own colours, and the packed pixels.
fn frame(rest: &mut Rest<'_>) -> Result<()> {
    rest.take(8)?;
    let flags = rest.byte()?;
    rest.take(colour_bytes(flags))?;
    rest.byte()?;
    pieces(rest)
}

fn colour_bytes(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

/// Whether it is one to keep.
fn extension(rest: &mut Rest<'_>) -> Result<bool> {
    let label = rest.byte()?;
    let heard = HEARD.iter().any(|name| rest.0.starts_with(name));
    pieces(rest)?;
    Ok(label == CONTROL || (label == APPLICATION && heard))
}

fn pieces(rest: &mut Rest<'_>) -> Result<()> {
    loop {
        let bytes = usize::from(rest.byte()?);
        if bytes == 0 {
            return Ok(());
        }
        rest.take(bytes)?;
    }
}
