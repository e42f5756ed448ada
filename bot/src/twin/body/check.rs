//! Walks a request body along the table of object types and lists what is wrong with it, in the
//! words and the paths LINE uses. Called once for every body, before anything is done.
//!
//! Invariant: no text of the body ends up in a finding, only names of properties and limits.

use serde_json::Value;

use super::formats;
use super::report::{Detail, Report};
use crate::twin::spec::Kind as K;
use crate::twin::spec::{self, Field, Kind, Object, Place, Type};

pub(crate) fn body(kind: &'static Type, body: &Value) -> Vec<Detail> {
    let mut report = Report::default();
    match body {
        Value::Object(fields) => object(kind, fields, None, &mut report),
        _ => report.wrong("Must be an object"),
    }
    report.into_findings()
}

fn object(kind: &'static Type, fields: &Object, place: Option<Place>, report: &mut Report) {
    for (name, value) in fields {
        if kind.tag.is_some() && name == "type" {
            continue;
        }
        match kind.fields().find(|field| field.name == name) {
            Some(field) => report.within(name, |report| known(field, value, place, report)),
            // The name is the caller's own, so it is cut down to what a property looks like.
            None => report.wrong_at(&plain(name), "Unknown property"),
        }
    }
    for field in kind.fields() {
        if !fields.contains_key(field.name) && is_needed(field, place) {
            report.wrong_at(field.name, "May not be empty");
        }
    }
    for rule in kind.rules {
        rule(fields, report);
    }
}

fn known(field: &'static Field, given: &Value, place: Option<Place>, report: &mut Report) {
    match given {
        Value::Null => report.wrong("May not be null"),
        _ => value(&field.kind, given, place, report),
    }
}

fn is_needed(field: &Field, place: Option<Place>) -> bool {
    match (&field.kind, place) {
        (K::Label, Some(place)) => spec::label(place).0,
        _ => field.required,
    }
}

fn value(kind: &'static Kind, given: &Value, place: Option<Place>, report: &mut Report) {
    match (kind, given) {
        (K::Text(..) | K::Link(_) | K::Form(..) | K::OneOf(_) | K::Label, Value::String(given)) => {
            text(kind, given, place, report);
        }
        (K::Bool, Value::Bool(_)) => {}
        (K::Whole(least, most), Value::Number(given)) => {
            if !given.as_i64().is_some_and(|given| (*least..=*most).contains(&given)) {
                report.wrong(format!("Must be between {least} and {most}"));
            }
        }
        (K::Real(least, most), Value::Number(given)) => {
            if !given.as_f64().is_some_and(|given| (*least..=*most).contains(&given)) {
                report.wrong(format!("Must be between {least} and {most}"));
            }
        }
        (K::One(kind), Value::Object(fields)) if kind.tag.is_some() => {
            one_of(std::slice::from_ref(kind), fields, None, report);
        }
        (K::One(kind), Value::Object(fields)) => object(kind, fields, None, report),
        (K::AnyOf(kinds), Value::Object(fields)) => one_of(kinds, fields, None, report),
        (K::Action(place), Value::Object(fields)) => action(*place, fields, report),
        (K::Many(least, most, kind), Value::Array(items)) => {
            many(*least..=*most, kind, items, report);
        }
        (K::Named(most, kinds), Value::Object(entries)) => named(*most, kinds, entries, report),
        _ => report.wrong(format!("Must be {}", json_kind(kind))),
    }
}

fn json_kind(kind: &Kind) -> &'static str {
    match kind {
        K::Text(..) | K::Link(_) | K::Form(..) | K::OneOf(_) | K::Label => "a string",
        K::Bool => "a boolean",
        K::Whole(..) => "an integer",
        K::Real(..) => "a number",
        K::Many(..) => "an array",
        K::One(_) | K::AnyOf(_) | K::Named(..) | K::Action(_) => "an object",
    }
}

fn text(kind: &Kind, given: &str, place: Option<Place>, report: &mut Report) {
    let most = match kind {
        K::Text(_, most) | K::Link(most) => Some(*most),
        K::Label => place.map(|place| spec::label(place).1),
        _ => None,
    };
    let least = match kind {
        K::Text(least, _) => *least,
        // A label that may be left out may be empty too; one that is needed may not.
        K::Label => usize::from(place.is_some_and(|place| spec::label(place).0)),
        _ => 1,
    };
    if given.is_empty() && least > 0 {
        return report.wrong("May not be empty");
    }
    if let Some(most) = most.filter(|most| !most.holds(given)) {
        return report.wrong(format!("Length must be between {least} and {}", most.0));
    }
    match kind {
        K::Link(_) if !formats::link(given) => report.wrong("Must be a valid HTTPS URL"),
        K::Form(name, fits) if !fits(given) => report.wrong(format!("Must be {name}")),
        K::OneOf(values) if !values.contains(&given) => none_of(values, report),
        _ => {}
    }
}

fn none_of(values: &[&str], report: &mut Report) {
    report.wrong(format!("Must be one of the following values: [{}]", values.join(", ")));
}

fn one_of(
    kinds: &'static [&'static Type],
    fields: &Object,
    place: Option<Place>,
    report: &mut Report,
) {
    let tags = || kinds.iter().filter_map(|kind| kind.tag).collect::<Vec<_>>();
    match fields.get("type") {
        None => report.wrong_at("type", "May not be empty"),
        Some(Value::String(given)) => {
            match kinds.iter().find(|kind| kind.tag == Some(given.as_str())) {
                Some(kind) => object(kind, fields, place, report),
                None => report.within("type", |report| none_of(&tags(), report)),
            }
        }
        Some(_) => report.wrong_at("type", "Must be a string"),
    }
}

fn action(place: Place, fields: &Object, report: &mut Report) {
    one_of(spec::allowed(place), fields, Some(place), report);
    if place == Place::QuickReply && fields.contains_key("altUri") {
        report.wrong_at("altUri", "Not available in quick replies");
    }
}

fn many(
    range: std::ops::RangeInclusive<usize>,
    kind: &'static Kind,
    items: &[Value],
    report: &mut Report,
) {
    if !range.contains(&items.len()) {
        let (least, most) = range.into_inner();
        return report.wrong(format!("Size must be between {least} and {most}"));
    }
    for (index, item) in items.iter().enumerate() {
        report.at(index, |report| match item {
            Value::Null => report.wrong("May not be null"),
            _ => value(kind, item, None, report),
        });
    }
}

fn named(most: usize, kinds: &'static [&'static Type], entries: &Object, report: &mut Report) {
    if entries.len() > most {
        return report.wrong(format!("Size must be between 0 and {most}"));
    }
    for (index, (name, entry)) in entries.iter().enumerate() {
        report.at(index, |report| match entry {
            _ if !formats::substitution_key(name) => report.wrong("Must be a valid key"),
            Value::Object(fields) => one_of(kinds, fields, None, report),
            _ => report.wrong("Must be an object"),
        });
    }
}

fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').take(40).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::twin::testing::{buttons, flex, wrong_with};

    fn text(text: &str) -> Value {
        json!({ "type": "text", "text": text })
    }

    #[test]
    fn a_plain_message_passes_and_an_empty_one_is_refused_in_lines_words() {
        assert_eq!(wrong_with(text("ข้าว")), [""; 0]);
        assert_eq!(wrong_with(text("")), ["text: May not be empty"]);
        assert_eq!(wrong_with(json!({ "type": "text" })), ["text: May not be empty"]);
        assert_eq!(wrong_with(json!({ "type": "dance" })).len(), 1);
        assert_eq!(wrong_with(json!({})), ["type: May not be empty"]);
    }

    #[test]
    fn nulls_and_unknown_properties_are_refused_at_any_depth() {
        let mut message = text("a");
        message["sender"] = json!({ "name": null, "colour": "red" });
        let wrong = wrong_with(message);
        assert_eq!(wrong, ["sender.colour: Unknown property", "sender.name: May not be null"]);
        let wrong = wrong_with(flex(json!({ "type": "bubble", "body": null })));
        assert_eq!(wrong, ["contents.body: May not be null"]);
        let body = json!({ "type": "box", "layout": "vertical", "contents": [null] });
        let wrong = wrong_with(flex(json!({ "type": "bubble", "body": body })));
        assert_eq!(wrong, ["contents.body.contents[0]: May not be null"]);
    }

    #[test]
    fn texts_are_measured_in_units_and_labels_in_clusters() {
        assert!(wrong_with(text(&"ก".repeat(5000))).is_empty());
        let wrong = wrong_with(text(&"👩".repeat(2501)));
        assert_eq!(wrong, ["text: Length must be between 1 and 5000"]);
        let message =
            |label: String| buttons(json!([{ "type": "postback", "label": label, "data": "a" }]));
        assert!(wrong_with(message("น้ำ".repeat(20))).is_empty(), "20 clusters, 60 units");
        let wrong = wrong_with(message("น้ำ".repeat(21)));
        assert_eq!(wrong, ["template.actions[0].label: Length must be between 1 and 20"]);
        let mut message = message("a".to_owned());
        message["altText"] = json!("น้ำ".repeat(501));
        assert_eq!(wrong_with(message), ["altText: Length must be between 1 and 1500"]);
    }

    #[test]
    fn an_action_stands_only_where_it_may() {
        let camera = json!({ "type": "camera", "label": "Photo" });
        assert!(wrong_with(buttons(json!([camera])))[0].starts_with("template.actions[0].type"));
        let mut message = text("a");
        message["quickReply"] = json!({ "items": [{ "type": "action", "action": camera }] });
        assert!(wrong_with(message.clone()).is_empty());
        message["quickReply"]["items"][0]["action"] = json!({ "type": "camera" });
        let wrong = wrong_with(message);
        assert_eq!(wrong, ["quickReply.items[0].action.label: May not be empty"]);
    }

    #[test]
    fn lists_have_limits() {
        let action = json!({ "type": "message", "label": "a", "text": "a" });
        let wrong = wrong_with(buttons(json!(vec![action.clone(); 5])));
        assert_eq!(wrong, ["template.actions: Size must be between 1 and 4"]);
        let mut message = text("a");
        let item = json!({ "type": "action", "action": action });
        message["quickReply"] = json!({ "items": vec![item; 14] });
        assert_eq!(wrong_with(message), ["quickReply.items: Size must be between 1 and 13"]);
    }

    #[test]
    fn no_text_of_the_body_is_repeated() {
        let mut message = text("a");
        message["ความลับ 0812345678"] = json!("x");
        assert_eq!(wrong_with(message), ["0812345678: Unknown property"]);
    }
}
