//! LINE's object types as a table: which properties each may and must have, of what kind, within
//! which limit. `check` walks a request body along it; a test holds it against LINE's OpenAPI.
//!
//! Invariant: a property that is not in the table does not pass. Where the table asks for more
//! than the OpenAPI file does, the reference's prose does, or we are stricter on purpose.

mod action;
mod flex;
mod menu;
mod message;
mod request;
mod template;

use serde_json::{Map, Value};

pub use self::action::Place;
pub(super) use self::action::{allowed, label};
pub(super) use self::menu::MENU;
pub(super) use self::request::{
    ALIAS, ALIAS_TARGET, BULK_LINK, BULK_UNLINK, ENDPOINT, LOADING, MULTICAST, PUSH, READ, REPLY,
    TEST_WEBHOOK, VALIDATE,
};
use super::body::report::Report;
use crate::line::limits::Most;

pub type Object = Map<String, Value>;
/// A rule that spans several fields of one object.
pub(super) type Rule = fn(&Object, &mut Report);

/// One object type, under the name LINE's OpenAPI file gives it.
#[derive(Debug)]
pub struct Type {
    pub name: &'static str,
    /// The value of its `type`, where several types may stand in one place.
    pub tag: Option<&'static str>,
    parts: &'static [&'static [Field]],
    pub(super) rules: &'static [Rule],
}

#[derive(Debug)]
pub struct Field {
    pub name: &'static str,
    pub required: bool,
    pub kind: Kind,
}

#[derive(Debug)]
pub enum Kind {
    /// At least so many, at most so many.
    Text(usize, Most),
    /// An HTTPS address.
    Link(Most),
    /// Text of a form, with the form's name for the error.
    Form(&'static str, fn(&str) -> bool),
    OneOf(&'static [&'static str]),
    Bool,
    Whole(i64, i64),
    Real(f64, f64),
    One(&'static Type),
    /// One of these, told apart by `type`.
    AnyOf(&'static [&'static Type]),
    Many(usize, usize, &'static Kind),
    /// Names of the caller's choosing, each with one of these.
    Named(usize, &'static [&'static Type]),
    Action(Place),
    /// An action's label: what it may be depends on the place of the action.
    Label,
}

impl Type {
    pub fn fields(&self) -> impl Iterator<Item = &'static Field> {
        self.parts.iter().flat_map(|part| part.iter())
    }

    pub fn properties(&self) -> Vec<&'static str> {
        let tag = self.tag.map(|_| "type");
        tag.into_iter().chain(self.fields().map(|field| field.name)).collect()
    }

    pub fn required(&self) -> Vec<&'static str> {
        let needed = self.fields().filter(|field| field.required).map(|field| field.name);
        self.tag.map(|_| "type").into_iter().chain(needed).collect()
    }

    /// The values a property may take, if there is a list of them.
    pub fn enum_values(&self, property: &str) -> Option<&'static [&'static str]> {
        self.fields().find(|field| field.name == property).and_then(|field| match field.kind {
            Kind::OneOf(values) => Some(values),
            _ => None,
        })
    }
}

/// All of them.
pub fn types() -> &'static [&'static Type] {
    static ALL: std::sync::OnceLock<Vec<&'static Type>> = std::sync::OnceLock::new();
    ALL.get_or_init(|| {
        [request::TYPES, message::TYPES, template::TYPES, flex::TYPES, action::TYPES, menu::TYPES]
            .concat()
    })
}

const fn need(name: &'static str, kind: Kind) -> Field {
    Field { name, required: true, kind }
}

const fn may(name: &'static str, kind: Kind) -> Field {
    Field { name, required: false, kind }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_type_is_listed_twice_and_no_property_either() {
        let mut names: Vec<_> = types().iter().map(|kind| kind.name).collect();
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
        for kind in types() {
            let mut properties = kind.properties();
            properties.sort_unstable();
            let all = properties.len();
            properties.dedup();
            assert_eq!(properties.len(), all, "{}", kind.name);
        }
    }

    #[test]
    fn a_text_message_needs_its_text() {
        let text = types().iter().find(|kind| kind.name == "TextMessage").unwrap();
        assert_eq!(text.required(), ["type", "text"]);
    }
}
