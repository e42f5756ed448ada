//! The forms that short texts in a body may have: ids, colours, lengths, dates, addresses.
//! Named by the table in `spec`; a few are asked by rules and by taps.
//!
//! Invariant: pure functions from a text to yes or no.

use std::ops::RangeInclusive;

use url::Url;

use crate::line::limits;

const STEPS: &[&str] = &["none", "xs", "sm", "md", "lg", "xl", "xxl"];
const SIZES: &[&str] = &["xxs", "xs", "sm", "md", "lg", "xl", "xxl", "3xl", "4xl", "5xl"];
const BORDERS: &[&str] = &["none", "light", "normal", "medium", "semi-bold", "bold"];

pub(crate) fn line_id(text: &str) -> bool {
    let hex = text.strip_prefix(['U', 'C', 'R']).unwrap_or_default();
    hex.len() == 32 && hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

pub(crate) fn user_id(text: &str) -> bool {
    text.starts_with('U') && line_id(text)
}

/// Tokens and ids whose form is LINE's own business.
pub(crate) fn short_name(text: &str) -> bool {
    (1..=255).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_graphic())
}

pub(crate) fn digits(text: &str) -> bool {
    (1..=20).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

pub(crate) fn unit(text: &str) -> bool {
    let known = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    (1..=limits::AGGREGATION_UNIT).contains(&text.len()) && text.bytes().all(known)
}

pub(crate) fn substitution_key(text: &str) -> bool {
    let known = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    (1..=limits::SUBSTITUTION_KEY).contains(&text.len()) && text.bytes().all(known)
}

pub(crate) fn alias(text: &str) -> bool {
    let known = |b: u8| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-');
    (1..=limits::MENU_ALIAS).contains(&text.len()) && text.bytes().all(known)
}

pub(crate) fn tracking_id(text: &str) -> bool {
    let known = |c: char| c.is_ascii_alphanumeric() || "-.=,+*()%$&;:@{}!?<>[]".contains(c);
    !text.is_empty() && limits::TRACKING_ID.holds(text) && text.chars().all(known)
}

/// An address LINE's clients can open: HTTPS and percent-encoded. The machine's own addresses
/// pass without TLS, for the demo.
pub(crate) fn link(text: &str) -> bool {
    let Ok(url) = Url::parse(text) else { return false };
    let own = matches!(url.host_str(), Some("127.0.0.1" | "localhost"));
    text.is_ascii() && url.has_host() && (url.scheme() == "https" || url.scheme() == "http" && own)
}

pub(crate) fn action_uri(text: &str) -> bool {
    let Ok(url) = Url::parse(text) else { return false };
    let known = match url.scheme() {
        "http" | "https" => url.has_host(),
        "line" => true,
        "tel" => url.path().bytes().all(|b| b.is_ascii_digit() || b"+-.()*#,".contains(&b)),
        _ => false,
    };
    known && text.is_ascii() && limits::ACTION_URI.holds(text)
}

pub(crate) fn rgb(text: &str) -> bool {
    text.len() == 7 && color(text)
}

pub(crate) fn color(text: &str) -> bool {
    let hex = text.strip_prefix('#').unwrap_or_default();
    matches!(hex.len(), 6 | 8) && hex.bytes().all(|b| b.is_ascii_hexdigit())
}

pub(crate) fn pixels(text: &str) -> bool {
    number_before(text, "px")
}

pub(crate) fn percent(text: &str) -> bool {
    number_before(text, "%")
}

pub(crate) fn angle(text: &str) -> bool {
    number_before(text, "deg")
}

pub(crate) fn gap(text: &str) -> bool {
    STEPS.contains(&text) || pixels(text)
}

pub(crate) fn gap_or_part(text: &str) -> bool {
    gap(text) || percent(text)
}

pub(crate) fn length(text: &str) -> bool {
    pixels(text) || percent(text)
}

pub(crate) fn border(text: &str) -> bool {
    BORDERS.contains(&text) || pixels(text)
}

pub(crate) fn letter_size(text: &str) -> bool {
    SIZES.contains(&text) || pixels(text)
}

pub(crate) fn image_size(text: &str) -> bool {
    text == "full" || SIZES.contains(&text) || length(text)
}

/// `width:height`, at most three times as high as wide.
pub(crate) fn aspect_ratio(text: &str) -> bool {
    let Some((width, height)) = text.split_once(':') else { return false };
    let side = |text: &str| text.parse::<u32>().ok().filter(|side| (1..=100_000).contains(side));
    matches!((side(width), side(height)), (Some(width), Some(height)) if height <= 3 * width)
}

/// `2026-11-21`, `09:30`, or both around a `T` (a lower-case one passes at LINE too).
pub(crate) fn date_or_time(text: &str) -> bool {
    date(text) || time(text) || date_and_time(text)
}

pub(crate) fn date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else { return false };
    let month_ok = two_digits(month, 1..=12) && two_digits(day, 1..=31);
    let year: u16 = if digits(year) && year.len() == 4 { year.parse().unwrap_or(0) } else { 0 };
    let Some(month) = month.parse::<u8>().ok().and_then(|m| time::Month::try_from(m).ok()) else {
        return false;
    };
    let real = time::Date::from_calendar_date(year.into(), month, day.parse().unwrap_or(0)).is_ok();
    month_ok && real && (1900..=2100).contains(&year)
}

pub(crate) fn time(text: &str) -> bool {
    let split = text.split_once(':');
    split.is_some_and(|(hour, minute)| two_digits(hour, 0..=23) && two_digits(minute, 0..=59))
}

pub(crate) fn date_and_time(text: &str) -> bool {
    text.split_once(['T', 't']).is_some_and(|(day, hour)| date(day) && time(hour))
}

fn two_digits(text: &str, range: RangeInclusive<u8>) -> bool {
    text.len() == 2 && digits(text) && text.parse().is_ok_and(|number| range.contains(&number))
}

fn number_before(text: &str, unit: &str) -> bool {
    let number = text.strip_suffix(unit).unwrap_or_default();
    number.starts_with(|c: char| c.is_ascii_digit())
        && number.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && number.parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_encrypted_and_encoded_links_pass() {
        for good in ["https://example.com/a.jpg", "http://127.0.0.1:8080/a", "http://localhost/x"] {
            assert!(link(good), "{good}");
        }
        let bad = ["http://example.com/", "https://example.com/รูป.jpg", "a.jpg", "", "ftp://a/b"];
        for bad in bad {
            assert!(!link(bad), "{bad}");
        }
    }

    #[test]
    fn actions_open_four_schemes() {
        for good in ["http://example.com", "https://a.th/x", "line://nv/location", "tel:0812345678"]
        {
            assert!(action_uri(good), "{good}");
        }
        for bad in ["mailto:a@example.com", "javascript:alert(1)", "tel:somebody", "nothing"] {
            assert!(!action_uri(bad), "{bad}");
        }
    }

    #[test]
    fn dates_are_real_ones() {
        for good in ["2024-02-29", "23:59", "2026-11-21T00:00", "2026-11-21t09:30"] {
            assert!(date_or_time(good), "{good}");
        }
        for bad in ["2023-02-29", "24:00", "2026-1-2", "1899-12-31", "2026-11-21 09:30", "+1:02"] {
            assert!(!date_or_time(bad), "{bad}");
        }
    }

    #[test]
    fn lengths_have_units_and_pictures_a_shape() {
        assert!(gap("md") && gap("4px") && gap_or_part("12.5%") && image_size("full"));
        assert!(!gap("4") && !gap("px") && !gap("-4px") && !length("md") && !percent("a%"));
        assert!(aspect_ratio("20:13") && aspect_ratio("1:3"));
        assert!(!aspect_ratio("1:4") && !aspect_ratio("0:1") && !aspect_ratio("16x9"));
    }

    #[test]
    fn ids_are_exact_to_the_letter() {
        let good = "U0123456789abcdef0123456789abcdef";
        assert!(user_id(good) && line_id(&good.replace('U', "C")));
        assert!(!user_id(&good.replace('U', "C")) && !line_id(&good.to_uppercase()));
        assert!(alias("tab-1_a") && !alias("Tab") && !alias(&"a".repeat(33)));
    }
}
