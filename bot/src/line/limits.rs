//! LINE's limits, all of them, and LINE's two ways of counting. The client refuses what is over
//! them before it leaves the machine; the twin refuses what comes in over them.
//!
//! Most fields count UTF-16 code units. Labels and titles that sit on buttons count grapheme
//! clusters: น้ำ is one there, three elsewhere. Flex is measured in bytes of its JSON.

use unicode_segmentation::UnicodeSegmentation as _;

/// The unit a field is measured in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    Utf16,
    Graphemes,
}

/// The most a text field may hold, in its own unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Most(pub usize, pub Unit);

impl Most {
    pub fn length(self, text: &str) -> usize {
        match self.1 {
            Unit::Utf16 => text.encode_utf16().count(),
            Unit::Graphemes => text.graphemes(true).count(),
        }
    }

    pub fn holds(self, text: &str) -> bool {
        // A text never has more units than bytes, nor more graphemes than letters and signs.
        let is_short =
            text.len() <= self.0 || self.1 == Unit::Graphemes && text.chars().count() <= self.0;
        is_short || self.length(text) <= self.0
    }

    /// `text`, cut between graphemes so that it fits, with an ellipsis where it was cut.
    pub fn cut(self, text: &str) -> String {
        if self.holds(text) {
            return text.to_owned();
        }
        let mut kept = String::new();
        for grapheme in text.graphemes(true) {
            if self.length(&kept) + self.length(grapheme) + 1 > self.0 {
                break;
            }
            kept.push_str(grapheme);
        }
        kept.push('…');
        kept
    }
}

const fn utf16(most: usize) -> Most {
    Most(most, Unit::Utf16)
}

const fn graphemes(most: usize) -> Most {
    Most(most, Unit::Graphemes)
}

// One request.
pub const MESSAGES_PER_REQUEST: usize = 5;
pub const RECIPIENTS_PER_MULTICAST: usize = 500;
pub const REQUEST_BYTES: usize = 2 * 1024 * 1024;
/// One name of at most so many letters, digits and underscores.
pub const AGGREGATION_UNITS: usize = 1;
pub const AGGREGATION_UNIT: usize = 30;
pub const LOADING_SECONDS: [u32; 12] = [5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60];

// Texts.
pub const TEXT: Most = utf16(5000);
pub const ALT_TEXT: Most = utf16(1500);
pub const URL: Most = utf16(2000);
pub const SENDER_NAME: Most = utf16(20);
pub const LOCATION_TITLE: Most = utf16(100);
pub const LOCATION_ADDRESS: Most = utf16(100);
pub const TRACKING_ID: Most = utf16(100);
pub const DELIVERY_TAG: Most = utf16(30);
pub const WEBHOOK_URL: Most = utf16(500);
pub const TEXT_EMOJIS: usize = 20;
pub const TEXT_MENTIONS: usize = 20;
pub const TEXT_SUBSTITUTIONS: usize = 100;
pub const SUBSTITUTION_KEY: usize = 20;

// Actions.
pub const LABEL_QUICK_REPLY: Most = graphemes(20);
pub const LABEL_TEMPLATE: Most = graphemes(20);
pub const LABEL_IMAGE_CAROUSEL: Most = graphemes(12);
pub const LABEL_RICH_MENU: Most = graphemes(20);
pub const LABEL_FLEX: Most = graphemes(40);
pub const LABEL_IMAGEMAP: Most = graphemes(100);
/// On the link shown when an imagemap's video has ended.
pub const LABEL_VIDEO_END: Most = graphemes(30);
pub const POSTBACK_DATA: Most = utf16(300);
pub const POSTBACK_TEXT: Most = graphemes(300);
pub const MESSAGE_TEXT: Most = graphemes(300);
pub const IMAGEMAP_TEXT: Most = graphemes(400);
pub const ACTION_URI: Most = utf16(1000);
pub const CLIPBOARD: Most = utf16(1000);
pub const QUICK_REPLIES: usize = 13;
pub const IMAGEMAP_ACTIONS: usize = 50;

// Templates.
pub const BUTTONS_TITLE: Most = graphemes(40);
pub const BUTTONS_TEXT: Most = graphemes(160);
/// With a picture or a title there is less room.
pub const BUTTONS_TEXT_SHORT: Most = graphemes(60);
pub const BUTTONS_ACTIONS: usize = 4;
pub const CONFIRM_TEXT: Most = graphemes(240);
pub const CONFIRM_ACTIONS: usize = 2;
pub const CAROUSEL_COLUMNS: usize = 10;
pub const CAROUSEL_TEXT: Most = graphemes(120);
pub const CAROUSEL_TEXT_SHORT: Most = graphemes(60);
pub const CAROUSEL_ACTIONS: usize = 3;

// Flex.
pub const BUBBLE_BYTES: usize = 30 * 1024;
pub const FLEX_CAROUSEL_BYTES: usize = 50 * 1024;
pub const FLEX_CAROUSEL_BUBBLES: usize = 12;
/// A text or span has no limit of its own; its bubble's bytes are the limit.
pub const FLEX_TEXT: Most = utf16(BUBBLE_BYTES);
pub const FLEX_ANIMATED_IMAGES: usize = 10;

// Rich menus.
pub const MENU_NAME: Most = graphemes(300);
pub const MENU_BAR_TEXT: Most = graphemes(14);
pub const MENU_AREAS: usize = 20;
pub const MENUS: usize = 1000;
pub const MENU_ALIASES: usize = 1000;
pub const MENU_ALIAS: usize = 32;
pub const MENU_IMAGE_BYTES: usize = 1024 * 1024;
pub const MENU_WIDTH: std::ops::RangeInclusive<u32> = 800..=2500;
pub const MENU_MIN_HEIGHT: u32 = 250;
/// Width over height, in hundredths.
pub const MENU_MIN_RATIO: u32 = 145;
pub const MENU_BULK_LINKS: usize = 500;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thai_is_counted_as_line_counts_it() {
        for (text, units, clusters) in
            [("น้ำ", 3, 1), ("ผู้ใหญ่บ้าน", 11, 7), ("หน้ากาก", 7, 6), ("👨‍👩‍👧", 8, 1), ("", 0, 0)]
        {
            assert_eq!(utf16(99).length(text), units, "{text}");
            assert_eq!(graphemes(99).length(text), clusters, "{text}");
        }
    }

    #[test]
    fn a_cut_text_fits_and_keeps_whole_clusters() {
        assert_eq!(graphemes(3).cut("ผู้ใหญ่บ้าน"), "ผู้ใ…");
        assert_eq!(utf16(4).cut("👨‍👩‍👧👨‍👩‍👧"), "…");
        assert_eq!(utf16(4).cut("ถึง"), "ถึง");
    }
}
