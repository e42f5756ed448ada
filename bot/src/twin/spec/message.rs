//! The messages a bot may send, and the small objects inside them. Part of the table of types.
//!
//! Invariant: every message may carry quick replies and a sender, and nothing else in common.

use super::action::IMAGEMAP_ACTIONS;
use super::flex::{BUBBLE, CAROUSEL as FLEX_CAROUSEL};
use super::template::TEMPLATES;
use super::{Field, Kind, Place, Type, may, need};
use crate::line::limits;
use crate::twin::body::{flex_rules, formats, rules};

pub(super) static TYPES: &[&Type] = &[
    &TEXT,
    &TEXT_V2,
    &STICKER,
    &IMAGE,
    &VIDEO,
    &AUDIO,
    &LOCATION,
    &IMAGEMAP,
    &TEMPLATE,
    &FLEX,
    &COUPON,
    &QUICK_REPLY,
    &QUICK_REPLY_ITEM,
    &SENDER,
    &EMOJI,
    &MENTION,
    &EMOJI_V2,
    &ONE_USER,
    &EVERYONE,
    &BASE_SIZE,
    &AREA,
    &MAP_VIDEO,
    &MAP_LINK,
];

pub(super) static MESSAGES: Kind = Kind::AnyOf(&[
    &TEXT, &TEXT_V2, &STICKER, &IMAGE, &VIDEO, &AUDIO, &LOCATION, &IMAGEMAP, &TEMPLATE, &FLEX,
    &COUPON,
]);

/// On every message.
static COMMON: [Field; 2] =
    [may("quickReply", Kind::One(&QUICK_REPLY)), may("sender", Kind::One(&SENDER))];
const QUOTE: Field = may("quoteToken", Kind::Text(1, limits::URL));
const NAME: Kind = Kind::Form("an id", formats::short_name);
const LINK: Kind = Kind::Link(limits::URL);
const ALT: Field = need("altText", Kind::Text(1, limits::ALT_TEXT));
const EDGE: Kind = Kind::Whole(0, 1_000_000);

/// A message type: its own fields, then what all messages have.
macro_rules! message {
    ($id:ident, $name:literal, $tag:literal, $fields:expr) => {
        message!($id, $name, $tag, $fields, []);
    };
    ($id:ident, $name:literal, $tag:literal, $fields:expr, $rules:expr) => {
        static $id: Type =
            Type { name: $name, tag: Some($tag), parts: &[&$fields, &COMMON], rules: &$rules };
    };
}

/// A part of a message, told apart by `type` or alone in its place.
const fn part(
    name: &'static str,
    tag: Option<&'static str>,
    parts: &'static [&'static [Field]],
) -> Type {
    Type { name, tag, parts, rules: &[] }
}

message!(
    TEXT,
    "TextMessage",
    "text",
    [
        need("text", Kind::Text(1, limits::TEXT)),
        may("emojis", Kind::Many(0, limits::TEXT_EMOJIS, &Kind::One(&EMOJI))),
        QUOTE,
    ],
    [rules::emojis_stand_on_dollars]
);
message!(
    TEXT_V2,
    "TextMessageV2",
    "textV2",
    [
        need("text", Kind::Text(1, limits::TEXT)),
        may("substitution", Kind::Named(limits::TEXT_SUBSTITUTIONS, &[&MENTION, &EMOJI_V2])),
        QUOTE,
    ],
    [rules::placeholders_are_filled]
);
message!(
    STICKER,
    "StickerMessage",
    "sticker",
    [
        need("packageId", Kind::Form("a number", formats::digits)),
        need("stickerId", Kind::Form("a number", formats::digits)),
        QUOTE,
    ]
);
message!(
    IMAGE,
    "ImageMessage",
    "image",
    [need("originalContentUrl", LINK), need("previewImageUrl", LINK)]
);
message!(
    VIDEO,
    "VideoMessage",
    "video",
    [
        need("originalContentUrl", LINK),
        need("previewImageUrl", LINK),
        may("trackingId", Kind::Form("a tracking ID", formats::tracking_id)),
    ]
);
message!(
    AUDIO,
    "AudioMessage",
    "audio",
    [need("originalContentUrl", LINK), need("duration", Kind::Whole(1, i64::MAX))]
);
message!(
    LOCATION,
    "LocationMessage",
    "location",
    [
        need("title", Kind::Text(1, limits::LOCATION_TITLE)),
        need("address", Kind::Text(1, limits::LOCATION_ADDRESS)),
        need("latitude", Kind::Real(-90.0, 90.0)),
        need("longitude", Kind::Real(-180.0, 180.0)),
    ]
);
message!(
    IMAGEMAP,
    "ImagemapMessage",
    "imagemap",
    [
        need("baseUrl", LINK),
        ALT,
        need("baseSize", Kind::One(&BASE_SIZE)),
        need("actions", Kind::Many(0, limits::IMAGEMAP_ACTIONS, &IMAGEMAP_ACTIONS)),
        may("video", Kind::One(&MAP_VIDEO)),
    ],
    [rules::imagemap_does_something]
);
message!(TEMPLATE, "TemplateMessage", "template", [ALT, need("template", Kind::AnyOf(TEMPLATES))]);
message!(
    FLEX,
    "FlexMessage",
    "flex",
    [ALT, need("contents", Kind::AnyOf(&[&BUBBLE, &FLEX_CAROUSEL]))],
    [flex_rules::few_moving_pictures]
);
message!(
    COUPON,
    "CouponMessage",
    "coupon",
    [need("couponId", NAME), may("deliveryTag", Kind::Text(0, limits::DELIVERY_TAG))]
);

static QUICK_REPLY: Type = part(
    "QuickReply",
    None,
    &[&[need("items", Kind::Many(1, limits::QUICK_REPLIES, &Kind::One(&QUICK_REPLY_ITEM)))]],
);
static QUICK_REPLY_ITEM: Type = part(
    "QuickReplyItem",
    Some("action"),
    &[&[may("imageUrl", LINK), need("action", Kind::Action(Place::QuickReply))]],
);
static SENDER: Type = Type {
    name: "Sender",
    tag: None,
    parts: &[&[may("name", Kind::Text(1, limits::SENDER_NAME)), may("iconUrl", LINK)]],
    rules: &[rules::not_in_lines_name],
};
static EMOJI: Type = part(
    "Emoji",
    None,
    &[&[need("index", Kind::Whole(0, 5000)), need("productId", NAME), need("emojiId", NAME)]],
);
static MENTION: Type = part(
    "MentionSubstitutionObject",
    Some("mention"),
    &[&[need("mentionee", Kind::AnyOf(&[&ONE_USER, &EVERYONE]))]],
);
static EMOJI_V2: Type = part(
    "EmojiSubstitutionObject",
    Some("emoji"),
    &[&[need("productId", NAME), need("emojiId", NAME)]],
);
static ONE_USER: Type = part(
    "UserMentionTarget",
    Some("user"),
    &[&[need("userId", Kind::Form("a user ID", formats::user_id))]],
);
static EVERYONE: Type = part("AllMentionTarget", Some("all"), &[]);

static BASE_SIZE: Type = part(
    "ImagemapBaseSize",
    None,
    &[&[need("width", Kind::Whole(1040, 1040)), need("height", Kind::Whole(1, 1_000_000))]],
);
pub(super) static AREA: Type = part(
    "ImagemapArea",
    None,
    &[&[need("x", EDGE), need("y", EDGE), need("width", EDGE), need("height", EDGE)]],
);
static MAP_VIDEO: Type = part(
    "ImagemapVideo",
    None,
    &[&[
        need("originalContentUrl", LINK),
        need("previewImageUrl", LINK),
        need("area", Kind::One(&AREA)),
        may("externalLink", Kind::One(&MAP_LINK)),
    ]],
);
static MAP_LINK: Type = part(
    "ImagemapExternalLink",
    None,
    &[&[
        need("linkUri", Kind::Form("a URI", formats::action_uri)),
        need("label", Kind::Text(1, limits::LABEL_VIDEO_END)),
    ]],
);
