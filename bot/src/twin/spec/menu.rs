//! Rich menus. Part of the table of types.
//!
//! Invariant: everything is required here; the OpenAPI file requires nothing, and LINE does.

use super::{Kind, Place, Type, need};
use crate::line::limits;
use crate::twin::body::rules;

pub(super) static TYPES: &[&Type] = &[&MENU, &SIZE, &AREA, &BOUNDS];

const FURTHEST: i64 = *limits::MENU_WIDTH.end() as i64;
const EDGE: Kind = Kind::Whole(0, FURTHEST);
const SIDE: Kind = Kind::Whole(1, FURTHEST);

pub(in crate::twin) static MENU: Type = Type {
    name: "RichMenuRequest",
    tag: None,
    parts: &[&[
        need("size", Kind::One(&SIZE)),
        need("selected", Kind::Bool),
        need("name", Kind::Text(1, limits::MENU_NAME)),
        need("chatBarText", Kind::Text(1, limits::MENU_BAR_TEXT)),
        need("areas", Kind::Many(1, limits::MENU_AREAS, &Kind::One(&AREA))),
    ]],
    rules: &[rules::menu_is_wide, rules::areas_lie_inside],
};
static SIZE: Type = Type {
    name: "RichMenuSize",
    tag: None,
    parts: &[&[
        need("width", Kind::Whole(*limits::MENU_WIDTH.start() as i64, FURTHEST)),
        need("height", Kind::Whole(limits::MENU_MIN_HEIGHT as i64, FURTHEST)),
    ]],
    rules: &[],
};
static AREA: Type = Type {
    name: "RichMenuArea",
    tag: None,
    parts: &[&[need("bounds", Kind::One(&BOUNDS)), need("action", Kind::Action(Place::RichMenu))]],
    rules: &[],
};
static BOUNDS: Type = Type {
    name: "RichMenuBounds",
    tag: None,
    parts: &[&[need("x", EDGE), need("y", EDGE), need("width", SIDE), need("height", SIDE)]],
    rules: &[],
};
