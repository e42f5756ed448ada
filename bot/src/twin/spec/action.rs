//! Actions: what a button does, where each may stand, and how long its label may be there.
//! Part of the table of types; `check` also asks it about places.
//!
//! Invariant: camera, camera roll and location stand in quick replies only, switches in menus only.

use super::message::AREA;
use super::{Field, Kind, Type, may, need};
use crate::line::limits::{self, Most};
use crate::twin::body::{formats, rules};

/// Where an action stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    QuickReply,
    Template,
    /// A tap on the picture or the text of a template.
    DefaultAction,
    ImageCarousel,
    FlexButton,
    Flex,
    RichMenu,
}

pub(super) static TYPES: &[&Type] = &[
    &POSTBACK,
    &MESSAGE,
    &URI,
    &DATETIME,
    &CLIPBOARD,
    &CAMERA,
    &CAMERA_ROLL,
    &LOCATION,
    &SWITCH,
    &ALT_URI,
    &MAP_MESSAGE,
    &MAP_URI,
    &MAP_CLIPBOARD,
];

const EVERYWHERE: &[&Type] = &[&POSTBACK, &MESSAGE, &URI, &DATETIME, &CLIPBOARD];
const IN_QUICK_REPLIES: &[&Type] =
    &[&POSTBACK, &MESSAGE, &URI, &DATETIME, &CLIPBOARD, &CAMERA, &CAMERA_ROLL, &LOCATION];
const IN_MENUS: &[&Type] = &[&POSTBACK, &MESSAGE, &URI, &DATETIME, &CLIPBOARD, &SWITCH];

/// The actions that may stand in a place. The OpenAPI file lets any stand anywhere; LINE does not.
pub(in crate::twin) fn allowed(place: Place) -> &'static [&'static Type] {
    match place {
        Place::QuickReply => IN_QUICK_REPLIES,
        Place::RichMenu => IN_MENUS,
        Place::Template
        | Place::DefaultAction
        | Place::ImageCarousel
        | Place::FlexButton
        | Place::Flex => EVERYWHERE,
    }
}

/// Whether an action must have a label in this place, and the longest it may be.
pub(in crate::twin) fn label(place: Place) -> (bool, Most) {
    match place {
        Place::QuickReply => (true, limits::LABEL_QUICK_REPLY),
        Place::Template => (true, limits::LABEL_TEMPLATE),
        Place::DefaultAction => (false, limits::LABEL_TEMPLATE),
        Place::ImageCarousel => (false, limits::LABEL_IMAGE_CAROUSEL),
        Place::FlexButton => (true, limits::LABEL_FLEX),
        Place::Flex => (false, limits::LABEL_FLEX),
        Place::RichMenu => (false, limits::LABEL_RICH_MENU),
    }
}

const LABEL: Field = may("label", Kind::Label);
const DATA: Field = need("data", Kind::Text(1, limits::POSTBACK_DATA));
const ADDRESS: Kind = Kind::Form("a URI", formats::action_uri);
const TIME: Kind = Kind::Form("a date or time", formats::date_or_time);
const CLIP: Field = need("clipboardText", Kind::Text(1, limits::CLIPBOARD));
const INPUT: &[&str] = &["closeRichMenu", "openRichMenu", "openKeyboard", "openVoice"];

/// An action type with a label, if `fields` has one.
macro_rules! action {
    ($id:ident, $name:literal, $tag:literal, $fields:expr) => {
        action!($id, $name, $tag, $fields, []);
    };
    ($id:ident, $name:literal, $tag:literal, $fields:expr, $rules:expr) => {
        static $id: Type =
            Type { name: $name, tag: Some($tag), parts: &[&$fields], rules: &$rules };
    };
}

action!(
    POSTBACK,
    "PostbackAction",
    "postback",
    [
        LABEL,
        DATA,
        may("displayText", Kind::Text(1, limits::POSTBACK_TEXT)),
        may("text", Kind::Text(1, limits::POSTBACK_TEXT)),
        may("inputOption", Kind::OneOf(INPUT)),
        may("fillInText", Kind::Text(1, limits::POSTBACK_TEXT)),
    ],
    [rules::postback_says_one_thing]
);
action!(
    MESSAGE,
    "MessageAction",
    "message",
    [LABEL, need("text", Kind::Text(1, limits::MESSAGE_TEXT))]
);
action!(URI, "URIAction", "uri", [LABEL, need("uri", ADDRESS), may("altUri", Kind::One(&ALT_URI))]);
action!(
    DATETIME,
    "DatetimePickerAction",
    "datetimepicker",
    [
        LABEL,
        DATA,
        need("mode", Kind::OneOf(&["date", "time", "datetime"])),
        may("initial", TIME),
        may("max", TIME),
        may("min", TIME),
    ],
    [rules::picker_bounds_agree]
);
action!(CLIPBOARD, "ClipboardAction", "clipboard", [LABEL, CLIP]);
action!(CAMERA, "CameraAction", "camera", [LABEL]);
action!(CAMERA_ROLL, "CameraRollAction", "cameraRoll", [LABEL]);
action!(LOCATION, "LocationAction", "location", [LABEL]);
action!(
    SWITCH,
    "RichMenuSwitchAction",
    "richmenuswitch",
    [LABEL, DATA, need("richMenuAliasId", Kind::Form("an alias", formats::alias))]
);

static ALT_URI: Type =
    Type { name: "AltUri", tag: None, parts: &[&[need("desktop", ADDRESS)]], rules: &[] };

const MAP_LABEL: Field = may("label", Kind::Text(1, limits::LABEL_IMAGEMAP));
const MAP_AREA: Field = need("area", Kind::One(&AREA));

pub(super) static IMAGEMAP_ACTIONS: Kind = Kind::AnyOf(&[&MAP_MESSAGE, &MAP_URI, &MAP_CLIPBOARD]);

action!(
    MAP_MESSAGE,
    "MessageImagemapAction",
    "message",
    [MAP_LABEL, MAP_AREA, need("text", Kind::Text(1, limits::IMAGEMAP_TEXT))]
);
action!(MAP_URI, "URIImagemapAction", "uri", [MAP_LABEL, MAP_AREA, need("linkUri", ADDRESS)]);
action!(MAP_CLIPBOARD, "ClipboardImagemapAction", "clipboard", [MAP_LABEL, MAP_AREA, CLIP]);
