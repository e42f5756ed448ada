//! Pictures as phones make them, with all that phones write into them: where and when, whose
//! phone, a small copy, and things behind the end. In each of those stands [`GIVEAWAY`].

use std::io::Cursor;

use anyhow::Result;
use image::codecs::gif::GifEncoder;
use image::{DynamicImage, Frame, ImageDecoder as _, ImageFormat, ImageReader, RgbImage};

/// What nobody may find in a picture that was cleaned.
pub const GIVEAWAY: &[u8] = b"GPS 17.1545 N 104.1348 E, phone of Yai";

/// Colours that differ from pixel to pixel, so that a turned or shifted copy is another picture.
pub fn drawn(width: u32, height: u32) -> DynamicImage {
    let colour = |x: u32, y: u32| [x, y, x * y].map(|v| u8::try_from(v % 251).unwrap_or(0));
    RgbImage::from_fn(width, height, |x, y| image::Rgb(colour(x, y))).into()
}

/// With nothing in it besides the picture.
pub fn plain(format: ImageFormat, width: u32, height: u32) -> Result<Vec<u8>> {
    let mut file = Cursor::new(Vec::new());
    drawn(width, height).write_to(&mut file, format)?;
    Ok(file.into_inner())
}

/// A JPEG taken with a phone that was held upright.
pub fn photo(width: u32, height: u32) -> Result<Vec<u8>> {
    let exif = [b"Exif\0\0", exif(6).as_slice()].concat();
    let xmp = [b"http://ns.adobe.com/xap/1.0/\0", GIVEAWAY].concat();
    let iptc = [b"Photoshop 3.0\08BIM", GIVEAWAY].concat();
    let segments = [(0xe1, exif), (0xe1, xmp), (0xed, iptc), (0xfe, GIVEAWAY.to_vec())];
    jpeg_with(&plain(ImageFormat::Jpeg, width, height)?, &segments)
}

/// These segments after the start, and a second picture behind the end.
pub fn jpeg_with(jpeg: &[u8], segments: &[(u8, Vec<u8>)]) -> Result<Vec<u8>> {
    let mut file = jpeg[..2].to_vec();
    for (marker, content) in segments {
        file.extend([0xff, *marker]);
        file.extend(u16::try_from(content.len() + 2)?.to_be_bytes());
        file.extend(content);
    }
    file.extend(&jpeg[2..]);
    file.extend([jpeg, GIVEAWAY].concat());
    Ok(file)
}

/// A TIFF block with a maker, an orientation and a place.
pub fn exif(orientation: u8) -> Vec<u8> {
    let far = 8 + 2 + 3 * 12 + 4;
    let mut tiff = b"II\x2a\0\x08\0\0\0\x03\0".to_vec();
    let mut entry = |tag: u16, kind: u16, count: u32, value: u32| {
        tiff.extend(tag.to_le_bytes());
        tiff.extend(kind.to_le_bytes());
        tiff.extend([count, value].map(u32::to_le_bytes).concat());
    };
    let text = u32::try_from(GIVEAWAY.len()).unwrap_or(0);
    entry(0x010f, 2, text, far);
    entry(0x0112, 3, 1, orientation.into());
    entry(0x8825, 4, 1, far + text);
    tiff.extend([0; 4]);
    tiff.extend(GIVEAWAY);
    // The place: one entry, north.
    tiff.extend(b"\x01\0\x01\0\x02\0\x02\0\0\0N\0\0\0\0\0\0\0");
    tiff
}

/// Texts, a time, Exif, and bytes behind the end.
pub fn tagged_png(width: u32, height: u32) -> Result<Vec<u8>> {
    let png = plain(ImageFormat::Png, width, height)?;
    let mut file = png[..33].to_vec();
    let text = [b"Comment\0", GIVEAWAY].concat();
    for (name, content) in [(b"tEXt", &text), (b"eXIf", &exif(8)), (b"gpSv", &GIVEAWAY.to_vec())] {
        let chunk = [&name[..], content].concat();
        file.extend(u32::try_from(content.len())?.to_be_bytes());
        file.extend(&chunk);
        file.extend(crc32fast::hash(&chunk).to_be_bytes());
    }
    file.extend(&png[33..]);
    file.extend(GIVEAWAY);
    Ok(file)
}

/// A larger file with Exif, XMP and a chunk nobody knows.
pub fn tagged_webp(width: u32, height: u32) -> Result<Vec<u8>> {
    let webp = plain(ImageFormat::WebP, width, height)?;
    let mut head = vec![0x0c, 0, 0, 0];
    for side in [width - 1, height - 1] {
        head.extend(&side.to_le_bytes()[..3]);
    }
    let mut chunks = b"WEBP".to_vec();
    chunks.extend(riff(b"VP8X", &head)?);
    chunks.extend(&webp[12..]);
    for (name, content) in
        [(b"EXIF", exif(3)), (b"XMP ", GIVEAWAY.into()), (b"mine", GIVEAWAY.into())]
    {
        chunks.extend(riff(name, &content)?);
    }
    Ok([riff(b"RIFF", &chunks)?, GIVEAWAY.to_vec()].concat())
}

fn riff(name: &[u8; 4], content: &[u8]) -> Result<Vec<u8>> {
    let length = u32::try_from(content.len())?.to_le_bytes();
    Ok([name, &length[..], content, &[0][..content.len() % 2]].concat())
}

/// Two frames, a comment, and an application's block.
pub fn tagged_gif(width: u32, height: u32) -> Result<Vec<u8>> {
    let mut gif = Vec::new();
    let mut encoder = GifEncoder::new(&mut gif);
    for turned in [drawn(width, height), drawn(width, height).rotate180()] {
        encoder.encode_frame(Frame::new(turned.into()))?;
    }
    drop(encoder);
    gif.pop();
    let piece = [&[u8::try_from(GIVEAWAY.len())?], GIVEAWAY, &[0]].concat();
    gif.extend(
        [b"\x21\xfe", piece.as_slice(), b"\x21\xff\x0bXMP DataXMP", &piece, b"\x3b"].concat(),
    );
    gif.extend(GIVEAWAY);
    Ok(gif)
}

pub fn holds(file: &[u8], text: &[u8]) -> bool {
    file.windows(text.len()).any(|part| part == text)
}

/// As a decoder that knows nothing of us sees it: the pixels, and the Exif number of the side
/// that is up.
pub fn decoded(file: &[u8]) -> Result<(DynamicImage, u8)> {
    let mut decoder = ImageReader::new(Cursor::new(file)).with_guessed_format()?.into_decoder()?;
    let up = decoder.orientation()?.to_exif();
    Ok((DynamicImage::from_decoder(decoder)?, up))
}
