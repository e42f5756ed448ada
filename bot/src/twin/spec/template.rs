//! Template messages: buttons, yes or no, and rows of columns. Part of the table of types.
//!
//! Invariant: limits that depend on other fields are the looser ones here; a rule tightens them.

use super::{Field, Kind, Place, Type, may, need};
use crate::line::limits;
use crate::twin::body::{formats, rules};

pub(super) static TYPES: &[&Type] =
    &[&BUTTONS, &CONFIRM, &CAROUSEL, &IMAGE_CAROUSEL, &COLUMN, &IMAGE_COLUMN];
pub(super) const TEMPLATES: &[&Type] = &[&BUTTONS, &CONFIRM, &CAROUSEL, &IMAGE_CAROUSEL];

const TITLE: Field = may("title", Kind::Text(1, limits::BUTTONS_TITLE));
const IMAGE: Field = may("thumbnailImageUrl", Kind::Link(limits::URL));
const BACKGROUND: Field = may("imageBackgroundColor", Kind::Form("a colour", formats::rgb));
const ON_TAP: Field = may("defaultAction", Kind::Action(Place::DefaultAction));
const ASPECT: Field = may("imageAspectRatio", Kind::OneOf(&["rectangle", "square"]));
const FIT: Field = may("imageSize", Kind::OneOf(&["cover", "contain"]));

const fn actions(least: usize, most: usize) -> Field {
    need("actions", Kind::Many(least, most, &Kind::Action(Place::Template)))
}

static BUTTONS: Type = Type {
    name: "ButtonsTemplate",
    tag: Some("buttons"),
    parts: &[&[
        TITLE,
        IMAGE,
        BACKGROUND,
        ON_TAP,
        ASPECT,
        FIT,
        need("text", Kind::Text(1, limits::BUTTONS_TEXT)),
        actions(1, limits::BUTTONS_ACTIONS),
    ]],
    rules: &[rules::buttons_text_fits],
};
static CONFIRM: Type = Type {
    name: "ConfirmTemplate",
    tag: Some("confirm"),
    parts: &[&[
        need("text", Kind::Text(1, limits::CONFIRM_TEXT)),
        actions(limits::CONFIRM_ACTIONS, limits::CONFIRM_ACTIONS),
    ]],
    rules: &[],
};
static CAROUSEL: Type = Type {
    name: "CarouselTemplate",
    tag: Some("carousel"),
    parts: &[&[
        need("columns", Kind::Many(1, limits::CAROUSEL_COLUMNS, &Kind::One(&COLUMN))),
        ASPECT,
        FIT,
    ]],
    rules: &[rules::columns_are_alike],
};
static COLUMN: Type = Type {
    name: "CarouselColumn",
    tag: None,
    parts: &[&[
        TITLE,
        IMAGE,
        BACKGROUND,
        ON_TAP,
        need("text", Kind::Text(1, limits::CAROUSEL_TEXT)),
        actions(1, limits::CAROUSEL_ACTIONS),
    ]],
    rules: &[rules::column_text_fits],
};
static IMAGE_CAROUSEL: Type = Type {
    name: "ImageCarouselTemplate",
    tag: Some("image_carousel"),
    parts: &[&[need(
        "columns",
        Kind::Many(1, limits::CAROUSEL_COLUMNS, &Kind::One(&IMAGE_COLUMN)),
    )]],
    rules: &[],
};
static IMAGE_COLUMN: Type = Type {
    name: "ImageCarouselColumn",
    tag: None,
    parts: &[&[
        need("imageUrl", Kind::Link(limits::URL)),
        need("action", Kind::Action(Place::ImageCarousel)),
    ]],
    rules: &[],
};
