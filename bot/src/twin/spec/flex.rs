//! Flex: bubbles, and the boxes and components they are built from. Part of the table of types.
//!
//! Invariant: a component stands only where LINE draws it: spans in texts, videos in heroes, and
//! icons (by a rule) in baseline boxes.

use super::{Field, Kind, Place, Type, may, need};
use crate::line::limits;
use crate::twin::body::{flex_rules, formats};

pub(super) static TYPES: &[&Type] = &[
    &BUBBLE, &CAROUSEL, &STYLES, &BLOCK, &BOX, &BUTTON, &IMAGE, &VIDEO, &ICON, &TEXT, &SPAN,
    &SEPARATOR, &FILLER, &GRADIENT,
];

const ACTION: Field = may("action", Kind::Action(Place::Flex));
const COLOR: Kind = Kind::Form("a colour", formats::color);
const LINK: Kind = Kind::Link(limits::URL);
const ASPECT: Field = may("aspectRatio", Kind::Form("an aspect ratio", formats::aspect_ratio));
const FLEX: Field = may("flex", Kind::Whole(0, 1_000_000));
const SCALING: Field = may("scaling", Kind::Bool);
const SHRINK: Field = may("adjustMode", Kind::OneOf(&["shrink-to-fit"]));
const GAP: Kind = Kind::Form("a space", formats::gap);
const PADDING: Kind = Kind::Form("a padding", formats::gap_or_part);
const LENGTH: Kind = Kind::Form("a length", formats::length);
const GRAVITY: Field = may("gravity", Kind::OneOf(&["top", "bottom", "center"]));
const ALIGN: Field = may("align", Kind::OneOf(&["start", "end", "center"]));
const MARGIN: Field = may("margin", GAP);

/// Where a component is put, on all but separators, fillers, spans and videos.
static OFFSETS: [Field; 5] = [
    may("position", Kind::OneOf(&["relative", "absolute"])),
    may("offsetTop", PADDING),
    may("offsetBottom", PADDING),
    may("offsetStart", PADDING),
    may("offsetEnd", PADDING),
];
static LETTERS: [Field; 5] = [
    may("size", Kind::Form("a size", formats::letter_size)),
    may("color", COLOR),
    may("weight", Kind::OneOf(&["regular", "bold"])),
    may("style", Kind::OneOf(&["normal", "italic"])),
    may("decoration", Kind::OneOf(&["none", "underline", "line-through"])),
];

const fn flex(
    name: &'static str,
    tag: Option<&'static str>,
    parts: &'static [&'static [Field]],
) -> Type {
    Type { name, tag, parts, rules: &[] }
}

pub(super) static BUBBLE: Type = Type {
    name: "FlexBubble",
    tag: Some("bubble"),
    parts: &[&[
        may("direction", Kind::OneOf(&["ltr", "rtl"])),
        may("styles", Kind::One(&STYLES)),
        may("header", Kind::AnyOf(&[&BOX])),
        may("hero", Kind::AnyOf(&[&BOX, &IMAGE, &VIDEO])),
        may("body", Kind::AnyOf(&[&BOX])),
        may("footer", Kind::AnyOf(&[&BOX])),
        may("size", Kind::OneOf(&["nano", "micro", "deca", "hecto", "kilo", "mega", "giga"])),
        ACTION,
    ]],
    rules: &[flex_rules::bubble_is_small, flex_rules::video_has_room],
};
pub(super) static CAROUSEL: Type = Type {
    name: "FlexCarousel",
    tag: Some("carousel"),
    parts: &[&[need(
        "contents",
        Kind::Many(1, limits::FLEX_CAROUSEL_BUBBLES, &Kind::AnyOf(&[&BUBBLE])),
    )]],
    rules: &[flex_rules::carousel_is_small, flex_rules::bubbles_are_alike],
};
static STYLES: Type = flex(
    "FlexBubbleStyles",
    None,
    &[&[
        may("header", Kind::One(&BLOCK)),
        may("hero", Kind::One(&BLOCK)),
        may("body", Kind::One(&BLOCK)),
        may("footer", Kind::One(&BLOCK)),
    ]],
);
static BLOCK: Type = flex(
    "FlexBlockStyle",
    None,
    &[&[may("backgroundColor", COLOR), may("separator", Kind::Bool), may("separatorColor", COLOR)]],
);

/// What a box may hold. Icons stand in baseline boxes only, spans in texts, videos in heroes.
static CONTENTS: Kind = Kind::AnyOf(&[&BOX, &BUTTON, &IMAGE, &ICON, &TEXT, &SEPARATOR, &FILLER]);

static BOX: Type = Type {
    name: "FlexBox",
    tag: Some("box"),
    parts: &[
        &[
            need("layout", Kind::OneOf(&["horizontal", "vertical", "baseline"])),
            need("contents", Kind::Many(0, 1000, &CONTENTS)),
            FLEX,
            MARGIN,
            may("spacing", GAP),
            ACTION,
        ],
        &OFFSETS,
        &BOX_LOOK,
    ],
    rules: &[flex_rules::layout_suits_contents],
};
static BOX_LOOK: [Field; 16] = [
    may("backgroundColor", COLOR),
    may("borderColor", COLOR),
    may("borderWidth", Kind::Form("a border width", formats::border)),
    may("cornerRadius", GAP),
    may("width", LENGTH),
    may("maxWidth", LENGTH),
    may("height", LENGTH),
    may("maxHeight", LENGTH),
    may("paddingAll", PADDING),
    may("paddingTop", PADDING),
    may("paddingBottom", PADDING),
    may("paddingStart", PADDING),
    may("paddingEnd", PADDING),
    may(
        "justifyContent",
        Kind::OneOf(&[
            "center",
            "flex-start",
            "flex-end",
            "space-between",
            "space-around",
            "space-evenly",
        ]),
    ),
    may("alignItems", Kind::OneOf(&["center", "flex-start", "flex-end"])),
    may("background", Kind::AnyOf(&[&GRADIENT])),
];
static BUTTON: Type = flex(
    "FlexButton",
    Some("button"),
    &[
        &[
            need("action", Kind::Action(Place::FlexButton)),
            may("style", Kind::OneOf(&["primary", "secondary", "link"])),
            may("height", Kind::OneOf(&["md", "sm"])),
            may("color", COLOR),
            FLEX,
            MARGIN,
            GRAVITY,
            SHRINK,
            SCALING,
        ],
        &OFFSETS,
    ],
);
static IMAGE: Type = flex(
    "FlexImage",
    Some("image"),
    &[
        &[
            need("url", LINK),
            may("size", Kind::Form("a size", formats::image_size)),
            may("aspectMode", Kind::OneOf(&["fit", "cover"])),
            may("backgroundColor", COLOR),
            may("animated", Kind::Bool),
            ASPECT,
            FLEX,
            MARGIN,
            ALIGN,
            GRAVITY,
            ACTION,
        ],
        &OFFSETS,
    ],
);
static VIDEO: Type = flex(
    "FlexVideo",
    Some("video"),
    &[&[
        need("url", LINK),
        need("previewUrl", LINK),
        need("altContent", Kind::AnyOf(&[&BOX, &IMAGE])),
        ASPECT,
        ACTION,
    ]],
);
static ICON: Type = flex(
    "FlexIcon",
    Some("icon"),
    &[
        &[
            need("url", LINK),
            may("size", Kind::Form("a size", formats::letter_size)),
            ASPECT,
            MARGIN,
            SCALING,
        ],
        &OFFSETS,
    ],
);
static TEXT: Type = Type {
    name: "FlexText",
    tag: Some("text"),
    parts: &[
        &[
            may("text", Kind::Text(1, limits::FLEX_TEXT)),
            may("contents", Kind::Many(0, 1000, &Kind::AnyOf(&[&SPAN]))),
            may("wrap", Kind::Bool),
            may("lineSpacing", Kind::Form("a length in px", formats::pixels)),
            may("maxLines", Kind::Whole(0, 1_000_000)),
            FLEX,
            MARGIN,
            ALIGN,
            GRAVITY,
            ACTION,
            SHRINK,
            SCALING,
        ],
        &LETTERS,
        &OFFSETS,
    ],
    rules: &[flex_rules::text_says_something],
};
static SPAN: Type =
    flex("FlexSpan", Some("span"), &[&[need("text", Kind::Text(1, limits::FLEX_TEXT))], &LETTERS]);
static SEPARATOR: Type =
    flex("FlexSeparator", Some("separator"), &[&[MARGIN, may("color", COLOR)]]);
static FILLER: Type = flex("FlexFiller", Some("filler"), &[&[FLEX]]);
static GRADIENT: Type = flex(
    "FlexBoxLinearGradient",
    Some("linearGradient"),
    &[&[
        need("angle", Kind::Form("an angle", formats::angle)),
        need("startColor", COLOR),
        need("endColor", COLOR),
        may("centerColor", COLOR),
        may("centerPosition", Kind::Form("a part in %", formats::percent)),
    ]],
);
