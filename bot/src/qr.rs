//! QR pictures: drawn anew whenever a phone asks, kept nowhere. The name of a picture is what it
//! shows with our mark on it, so nobody can have us draw what we did not say.
//!
//! Invariant: a name hides nothing. A picture shows what its chat has been told anyway.

use anyhow::Context as _;
use png::{BitDepth, ColorType, Encoder};
use qrcode::{Color, EcLevel, QrCode};
use secrecy::SecretString;

use crate::line::limits;
use crate::sign::Signer;

/// Pixels a side, at least: enough for another phone's camera, and far below LINE's megabyte.
const SIDE: usize = 640;
/// Modules of white around it; readers look for them.
const QUIET: usize = 4;

/// What we have drawn for phones, by address.
#[derive(Debug, Clone)]
pub struct QrPictures {
    /// `None` where phones cannot reach us.
    base: Option<String>,
    signer: Signer,
}

impl QrPictures {
    pub fn new(base: Option<&str>, data_keys: &SecretString) -> anyhow::Result<Self> {
        let base = base.map(|base| base.trim_end_matches('/').to_owned());
        Ok(Self { base, signer: Signer::new(data_keys, "qr picture")? })
    }

    /// Where the picture of this text is; `None` where no phone could fetch it.
    pub fn address(&self, text: &str) -> Option<String> {
        let base = self.base.as_ref()?;
        let address = format!("{base}/media/qr/{}.png", self.signer.sign(text));
        limits::URL.holds(&address).then_some(address)
    }

    /// What the picture of this name shows, if the name is one of ours.
    pub fn text(&self, name: &str) -> Option<String> {
        self.signer.read(name.strip_suffix(".png")?)
    }
}

/// Survives smudges and glare: a seventh of it may be unreadable.
pub fn png(text: &str) -> anyhow::Result<Vec<u8>> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M)
        .context("this is too long for a QR picture")?;
    let (side, pixels) = pixels(&code);
    let mut bytes = Vec::new();
    let side = u32::try_from(side)?;
    let mut encoder = Encoder::new(&mut bytes, side, side);
    encoder.set_color(ColorType::Grayscale);
    encoder.set_depth(BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&pixels)?;
    writer.finish()?;
    Ok(bytes)
}

/// A byte a pixel, row by row, and how many a row has.
fn pixels(code: &QrCode) -> (usize, Vec<u8>) {
    let modules = code.width() + 2 * QUIET;
    let scale = SIDE.div_ceil(modules);
    let side = modules * scale;
    let inside = |at: usize| (at / scale).checked_sub(QUIET).filter(|at| *at < code.width());
    let is_dark = |at: usize| match (inside(at % side), inside(at / side)) {
        (Some(x), Some(y)) => code[(x, y)] == Color::Dark,
        _ => false,
    };
    (side, (0..side * side).map(|at| if is_dark(at) { 0 } else { 255 }).collect())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    /// The picture's side, its bytes a pixel, and what a reader of another make reads in it.
    fn read(picture: &[u8]) -> (usize, Vec<u8>, String) {
        let mut reader = png::Decoder::new(Cursor::new(picture)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        let side = usize::try_from(info.width).unwrap();
        let mut seen =
            rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| pixels[y * side + x]);
        let grids = seen.detect_grids();
        assert_eq!(grids.len(), 1);
        let (found, text) = grids[0].decode().unwrap();
        assert_eq!(found.ecc_level, 0, "M is written as 0");
        (side, pixels, text)
    }

    #[test]
    fn another_reader_reads_what_was_drawn() {
        let link = "https://line.me/R/oaMessage/%40asa/?%E0%B8%84%E0%B8%B3%207QK4";
        for text in [link.to_owned(), "สวัสดี".to_owned(), "ก".repeat(400)] {
            let picture = png(&text).unwrap();
            let (side, _, said) = read(&picture);
            assert_eq!(said, text);
            assert!((SIDE..SIDE + 200).contains(&side), "{side}");
            assert!(picture.len() < 100_000, "{}", picture.len());
        }
    }

    #[test]
    fn four_modules_around_it_are_white() {
        let (side, pixels, _) = read(&png("ก").unwrap());
        let dark: Vec<usize> = (0..pixels.len()).filter(|at| pixels[*at] == 0).collect();
        let scale = side / (21 + 2 * QUIET);
        for at in [dark.iter().map(|at| at % side).min(), dark.iter().map(|at| at / side).min()] {
            assert_eq!(at, Some(QUIET * scale));
        }
        for at in [dark.iter().map(|at| at % side).max(), dark.iter().map(|at| at / side).max()] {
            assert_eq!(at, Some(side - QUIET * scale - 1));
        }
    }

    #[test]
    fn what_does_not_fit_has_no_picture_and_no_address() {
        let long = "ก".repeat(2_000);
        assert!(png(&long).is_err());
        let key = SecretString::from("AAAA");
        let pictures = QrPictures::new(Some("https://asa.example.go.th/"), &key).unwrap();
        assert_eq!(pictures.address(&long), None);
        assert_eq!(QrPictures::new(None, &key).unwrap().address("ก"), None);
        let address = pictures.address("ก").unwrap();
        let name = address.strip_prefix("https://asa.example.go.th/media/qr/").unwrap();
        assert_eq!(pictures.text(name).as_deref(), Some("ก"));
        assert_eq!(pictures.text(name.strip_suffix(".png").unwrap()), None);
    }
}
