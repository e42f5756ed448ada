//! Pictures, cleaned: the same pixels the same side up, and nothing of where, when and whose.

use std::sync::LazyLock;

use asa::picture::{MOST_BYTES, Picture, Refusal, Size, clean};
use asa_tests::pictures::{
    GIVEAWAY, decoded, holds, jpeg_with, photo, plain, tagged_gif, tagged_png, tagged_webp,
};
use image::ImageFormat;
use proptest::prelude::*;

/// One of each format, with all that a phone or a program may have written into it.
fn tagged() -> anyhow::Result<[(&'static str, Vec<u8>); 4]> {
    Ok([
        ("image/jpeg", photo(60, 40)?),
        ("image/png", tagged_png(60, 40)?),
        ("image/webp", tagged_webp(60, 40)?),
        ("image/gif", tagged_gif(60, 40)?),
    ])
}

/// Reads as the same picture, says nothing else, and has no more to lose.
fn check(file: &[u8], cleaned: &Picture) -> anyhow::Result<()> {
    assert_eq!(decoded(file)?, decoded(&cleaned.bytes)?, "{}", cleaned.content_type);
    for word in [GIVEAWAY, b"GPS", b"http://ns.adobe.com", b"Photoshop"] {
        assert!(!holds(&cleaned.bytes, word), "{}", cleaned.content_type);
    }
    assert_eq!(clean(&cleaned.bytes).as_ref(), Ok(cleaned));
    Ok(())
}

#[test]
fn a_picture_keeps_its_pixels_and_its_side_and_loses_the_rest() -> anyhow::Result<()> {
    for (content_type, file) in tagged()? {
        assert!(holds(&file, GIVEAWAY));
        let cleaned = clean(&file)?;
        assert_eq!(cleaned.content_type, content_type);
        assert_eq!(cleaned.size, Size { width: 60, height: 40 });
        check(&file, &cleaned)?;
    }
    Ok(())
}

#[test]
fn which_side_is_up_is_kept_in_every_format_that_says_it() -> anyhow::Result<()> {
    for (file, up) in [(photo(9, 9)?, 6), (tagged_png(9, 9)?, 8), (tagged_webp(9, 9)?, 3)] {
        let cleaned = clean(&file)?;
        assert_eq!(decoded(&cleaned.bytes)?.1, up, "{}", cleaned.content_type);
    }
    Ok(())
}

#[test]
fn a_plain_picture_stays_as_it_is() -> anyhow::Result<()> {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Gif] {
        let file = plain(format, 33, 21)?;
        assert_eq!(clean(&file)?.bytes, file, "{format:?}");
    }
    Ok(())
}

#[test]
fn colours_keep_their_profile() -> anyhow::Result<()> {
    let profile = [b"ICC_PROFILE\0\x01\x01", &[7; 64][..]].concat();
    let file = jpeg_with(&plain(ImageFormat::Jpeg, 8, 8)?, &[(0xe2, profile.clone())])?;
    assert!(holds(&clean(&file)?.bytes, &profile));
    Ok(())
}

#[test]
fn what_is_cut_short_anywhere_is_refused() -> anyhow::Result<()> {
    for (content_type, file) in tagged()? {
        let whole = clean(&file)?.bytes;
        for end in 0..whole.len() {
            assert!(clean(&whole[..end]).is_err(), "{content_type} of {end} bytes");
        }
    }
    Ok(())
}

#[test]
fn other_files_are_refused_whatever_they_are_called() {
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
    for file in [&b""[..], b"%PDF-1.4", b"<svg/>", b"BM", b"PK\x03\x04", heic, b"\xff\xd8\xff\xd9"]
    {
        assert_eq!(clean(file), Err(Refusal::NotAPicture), "{file:?}");
    }
}

#[test]
fn what_is_too_large_is_refused() -> anyhow::Result<()> {
    let mut file = plain(ImageFormat::Png, 8, 8)?;
    file[16..24].copy_from_slice(b"\0\0\x27\x10\0\0\x27\x11");
    assert_eq!(clean(&file), Err(Refusal::TooManyPixels), "10,000 by 10,001");
    file[16..24].copy_from_slice(&[0; 8]);
    assert_eq!(clean(&file), Err(Refusal::NotAPicture), "nothing by nothing");
    file.resize(MOST_BYTES + 1, 0);
    assert_eq!(clean(&file), Err(Refusal::TooManyBytes));
    Ok(())
}

/// Segments as cameras and programs write them, the giveaway in each.
fn segments() -> impl Strategy<Value = Vec<(u8, Vec<u8>)>> {
    let begins = prop::sample::select(vec![
        &b""[..],
        b"Exif\0\0",
        b"Exif\0\0II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0",
        b"http://ns.adobe.com/xap/1.0/\0",
        b"Photoshop 3.0\0",
        b"MPF\0",
        b"JFXX\0",
        b"JFIF\0\x01\x02\0\0\x01\0\x01",
        b"Adobe\0d\0\0\0\0\x01",
    ]);
    let marker = prop_oneof![0xe0..=0xefu8, Just(0xfe)];
    let noise = prop::collection::vec(any::<u8>(), 0..40);
    let segment = (marker, begins, noise);
    let segment =
        segment.prop_map(|(marker, begin, noise)| (marker, [begin, &noise, GIVEAWAY].concat()));
    prop::collection::vec(segment, 0..6)
}

#[expect(clippy::unwrap_used, reason = "a sample that cannot be made fails its test")]
static FILES: LazyLock<[(&str, Vec<u8>); 4]> = LazyLock::new(|| tagged().unwrap());

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_cameras_write_stays_out(segments in segments()) {
        let file = jpeg_with(&plain(ImageFormat::Jpeg, 16, 16).unwrap(), &segments).unwrap();
        let cleaned = clean(&file).unwrap().bytes;
        prop_assert!(!holds(&cleaned, GIVEAWAY));
        let exif = cleaned.windows(6).filter(|part| part == b"Exif\0\0").count();
        prop_assert_eq!(exif, usize::from(decoded(&cleaned).unwrap().1 != 1));
        prop_assert_eq!(decoded(&cleaned).unwrap().0, decoded(&file).unwrap().0);
    }

    #[test]
    fn no_damage_is_a_panic(
        which in 0..4usize,
        cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..9),
        end in any::<prop::sample::Index>(),
    ) {
        let mut file = FILES[which].1.clone();
        for (at, byte) in cuts {
            let at = at.index(file.len());
            file[at] = byte;
        }
        file.truncate(end.index(file.len() + 1));
        if let Ok(cleaned) = clean(&file) {
            prop_assert_eq!(clean(&cleaned.bytes), Ok(cleaned));
        }
    }

    #[test]
    fn no_noise_is_a_panic(which in 0..4usize, noise in prop::collection::vec(any::<u8>(), 0..300)) {
        let begins = [&b"\xff\xd8\xff"[..], b"\x89PNG\r\n\x1a\n", b"RIFF\0\x01\0\0WEBP", b"GIF89a"];
        if let Ok(cleaned) = clean(&[begins[which], &noise].concat()) {
            prop_assert_eq!(clean(&cleaned.bytes), Ok(cleaned));
        }
    }
}
