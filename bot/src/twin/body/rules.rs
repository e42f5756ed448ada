//! Rules that span the fields of one object: what the table of types cannot say in one line.
//! Named by types in `spec` and called by `check` after the fields themselves.
//!
//! Invariant: a rule says nothing about fields that are missing or of the wrong kind; that has
//! been said already.

use std::collections::HashSet;

use serde_json::Value;

use super::formats;
use super::report::Report;
use crate::line::limits::{self, Most};
use crate::twin::spec::Object;

fn text<'a>(object: &'a Object, name: &str) -> Option<&'a str> {
    object.get(name).and_then(Value::as_str)
}

fn list<'a>(object: &'a Object, name: &str) -> &'a [Value] {
    object.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn whole(object: &Object, name: &str) -> i64 {
    object.get(name).and_then(Value::as_i64).unwrap_or(0)
}

pub(crate) fn nobody_twice(request: &Object, report: &mut Report) {
    let mut seen = HashSet::new();
    if !list(request, "to").iter().filter_map(Value::as_str).all(|id| seen.insert(id)) {
        report.wrong_at("to", "May not contain the same user twice");
    }
}

pub(crate) fn steps_of_five(request: &Object, report: &mut Report) {
    if whole(request, "loadingSeconds") % 5 != 0 {
        report.wrong_at("loadingSeconds", "Must be a multiple of 5");
    }
}

pub(crate) fn not_in_lines_name(sender: &Object, report: &mut Report) {
    if text(sender, "name").is_some_and(|name| name.to_lowercase().contains("line")) {
        report.wrong_at("name", "Contains a word that is not allowed");
    }
}

/// Each emoji of a text message replaces a `$`, counted in UTF-16 units.
pub(crate) fn emojis_stand_on_dollars(message: &Object, report: &mut Report) {
    let units: Vec<u16> = text(message, "text").unwrap_or_default().encode_utf16().collect();
    let mut taken = HashSet::new();
    for (index, emoji) in list(message, "emojis").iter().enumerate() {
        let place = emoji.get("index").and_then(Value::as_u64);
        let place = place.and_then(|place| usize::try_from(place).ok());
        let fits = place.is_some_and(|p| units.get(p) == Some(&u16::from(b'$')) && taken.insert(p));
        if !fits {
            report.within("emojis", |r| r.at(index, |r| r.wrong_at("index", "Must be of a $")));
        }
    }
}

/// Every `{key}` has its substitution, and no brace stands alone.
pub(crate) fn placeholders_are_filled(message: &Object, report: &mut Report) {
    let none = Object::new();
    let given = message.get("substitution").and_then(Value::as_object).unwrap_or(&none);
    match placeholders(text(message, "text").unwrap_or_default()) {
        None => {
            report.wrong_at("text", "Braces must come in pairs; write {{ and }} for plain ones");
        }
        Some(used) if used.iter().any(|key| !given.contains_key(*key)) => {
            report.wrong_at("text", "Contains a placeholder without substitution");
        }
        Some(used) => {
            let of_type = |kind: &str| {
                let matches = |key: &&&str| given[**key].get("type").is_some_and(|t| t == kind);
                used.iter().filter(matches).count()
            };
            if of_type("mention") > limits::TEXT_MENTIONS || of_type("emoji") > limits::TEXT_EMOJIS
            {
                report.wrong_at("text", "Contains too many mentions or emojis");
            }
        }
    }
}

/// The keys in order of appearance; `None` if the braces do not match.
fn placeholders(text: &str) -> Option<Vec<&str>> {
    let mut keys = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (brace, after) = (&rest[at..=at], &rest[at + 1..]);
        rest = if let Some(after) = after.strip_prefix(brace) {
            after
        } else if brace == "{" {
            let (key, after) = after.split_once('}')?;
            keys.push(key);
            after
        } else {
            return None;
        };
    }
    keys.iter().all(|key| formats::substitution_key(key)).then_some(keys)
}

pub(crate) fn imagemap_does_something(message: &Object, report: &mut Report) {
    if list(message, "actions").is_empty() && !message.contains_key("video") {
        report.wrong_at("actions", "May not be empty");
    }
}

pub(crate) fn postback_says_one_thing(action: &Object, report: &mut Report) {
    if action.contains_key("displayText") && action.contains_key("text") {
        report.wrong_at("text", "Can't be used together with displayText");
    }
    if action.contains_key("fillInText") && text(action, "inputOption") != Some("openKeyboard") {
        report.wrong_at("fillInText", "Needs inputOption to be openKeyboard");
    }
}

pub(crate) fn picker_bounds_agree(action: &Object, report: &mut Report) {
    let fits: fn(&str) -> bool = match text(action, "mode") {
        Some("date") => formats::date,
        Some("time") => formats::time,
        _ => formats::date_and_time,
    };
    for name in ["initial", "min", "max"] {
        if text(action, name).is_some_and(|value| !fits(value)) {
            report.wrong_at(name, "Must be in the format of the mode");
        }
    }
    let key = |name| text(action, name).map(str::to_uppercase);
    let (initial, min, max) = (key("initial"), key("min"), key("max"));
    let in_order = |a: &Option<String>, b: &Option<String>| match (a, b) {
        (Some(a), Some(b)) => a <= b,
        _ => true,
    };
    if min.is_some() && min == max || !in_order(&min, &max) {
        report.wrong_at("min", "Must be before max");
    }
    if !in_order(&min, &initial) || !in_order(&initial, &max) {
        report.wrong_at("initial", "Must be between min and max");
    }
}

pub(crate) fn buttons_text_fits(template: &Object, report: &mut Report) {
    shorter_with_title(template, limits::BUTTONS_TEXT_SHORT, report);
}

pub(crate) fn column_text_fits(column: &Object, report: &mut Report) {
    shorter_with_title(column, limits::CAROUSEL_TEXT_SHORT, report);
}

fn shorter_with_title(object: &Object, most: Most, report: &mut Report) {
    let crowded = object.contains_key("title") || object.contains_key("thumbnailImageUrl");
    if crowded && text(object, "text").is_some_and(|text| !most.holds(text)) {
        report.wrong_at("text", format!("Length must be between 1 and {}", most.0));
    }
}

/// The same number of actions in every column, and a title or picture in all or in none.
pub(crate) fn columns_are_alike(template: &Object, report: &mut Report) {
    let shape = |column: &Value| {
        let column = column.as_object()?;
        let has = |name| column.contains_key(name);
        Some((list(column, "actions").len(), has("title"), has("thumbnailImageUrl")))
    };
    let mut shapes = list(template, "columns").iter().map(shape);
    let first = shapes.next();
    if !shapes.all(|shape| Some(shape) == first) {
        report.wrong_at("columns", "The columns must have the same number of actions and parts");
    }
}

pub(crate) fn menu_is_wide(menu: &Object, report: &mut Report) {
    let none = Object::new();
    let size = menu.get("size").and_then(Value::as_object).unwrap_or(&none);
    let (width, height) = (whole(size, "width"), whole(size, "height"));
    if width * 100 < height * i64::from(limits::MENU_MIN_RATIO) {
        report.wrong_at("size", "Width divided by height must be at least 1.45");
    }
}

pub(crate) fn areas_lie_inside(menu: &Object, report: &mut Report) {
    let none = Object::new();
    let Some(size) = menu.get("size").and_then(Value::as_object) else { return };
    for (index, area) in list(menu, "areas").iter().enumerate() {
        let bounds = area.get("bounds").and_then(Value::as_object).unwrap_or(&none);
        let inside = |start, length| {
            whole(bounds, start).saturating_add(whole(bounds, length)) <= whole(size, length)
        };
        if !inside("x", "width") || !inside("y", "height") {
            report.within("areas", |r| r.at(index, |r| r.wrong_at("bounds", "Must lie inside")));
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::needless_pass_by_value, reason = "a value is written where it is passed")]

    use serde_json::json;

    use super::*;
    use crate::twin::testing::{buttons, wrong_with};

    fn carousel(columns: Value) -> Value {
        let template = json!({ "type": "carousel", "columns": columns });
        json!({ "type": "template", "altText": "Stock", "template": template })
    }

    fn column(actions: usize) -> Value {
        let action = json!({ "type": "message", "label": "a", "text": "a" });
        json!({ "text": "Rice", "actions": vec![action; actions] })
    }

    #[test]
    fn columns_must_be_alike() {
        assert!(wrong_with(carousel(json!([column(2), column(2)]))).is_empty());
        assert_eq!(wrong_with(carousel(json!([column(2), column(1)]))).len(), 1);
        let mut titled = column(2);
        titled["title"] = json!("Rice");
        assert_eq!(wrong_with(carousel(json!([titled, column(2)]))).len(), 1);
        let mut long = column(1);
        long["text"] = json!("ข".repeat(61));
        assert!(wrong_with(carousel(json!([long.clone()]))).is_empty());
        long["title"] = json!("Rice");
        assert!(wrong_with(carousel(json!([long])))[0].contains("columns[0].text"));
    }

    #[test]
    fn a_text_beside_a_title_is_short() {
        let mut message = buttons(json!([{ "type": "message", "label": "a", "text": "a" }]));
        message["template"]["text"] = json!("น้ำ".repeat(61));
        assert!(wrong_with(message.clone()).is_empty());
        message["template"]["title"] = json!("Water");
        assert_eq!(wrong_with(message), ["template.text: Length must be between 1 and 60"]);
    }

    #[test]
    fn a_postback_says_one_thing() {
        let wrong = |action: Value| wrong_with(buttons(json!([action])));
        let both = json!({ "type": "postback", "label": "a", "data": "a", "displayText": "b",
            "text": "b" });
        assert_eq!(wrong(both).len(), 1);
        let mut fill = json!({ "type": "postback", "label": "a", "data": "a", "fillInText": "b" });
        assert_eq!(wrong(fill.clone()).len(), 1);
        fill["inputOption"] = json!("openKeyboard");
        assert!(wrong(fill).is_empty());
    }

    #[test]
    fn a_pickers_bounds_are_in_its_mode_and_in_order() {
        let wrong = |min: &str, initial: &str, max: &str| {
            let action = json!({ "type": "datetimepicker", "label": "a", "data": "a",
                "mode": "date", "min": min, "initial": initial, "max": max });
            wrong_with(buttons(json!([action]))).len()
        };
        assert_eq!(wrong("2026-01-01", "2026-01-02", "2026-01-03"), 0);
        assert_eq!(wrong("2026-01-03", "2026-01-03", "2026-01-03"), 1);
        assert_eq!(wrong("2026-01-01", "2026-01-04", "2026-01-03"), 1);
        assert_eq!(wrong("2026-01-01", "09:30", "2026-01-03"), 2);
    }

    #[test]
    fn braces_and_dollars_must_lead_somewhere() {
        assert_eq!(placeholders("a {one} {{b}} {two}"), Some(vec!["one", "two"]));
        for bad in ["{", "a } b", "{a b}", "{}"] {
            assert_eq!(placeholders(bad), None, "{bad}");
        }
        let emoji = |index| {
            let emoji = json!({ "index": index, "productId": "p", "emojiId": "e" });
            json!({ "type": "text", "text": "👩$", "emojis": [emoji] })
        };
        assert!(wrong_with(emoji(2)).is_empty());
        assert_eq!(wrong_with(emoji(1)).len(), 1);
        let v2 = json!({ "type": "textV2", "text": "Hello {name}" });
        assert_eq!(wrong_with(v2).len(), 1);
    }

    #[test]
    fn a_sender_is_not_line() {
        let message = |name| json!({ "type": "text", "text": "a", "sender": { "name": name } });
        assert!(wrong_with(message("อาสา")).is_empty());
        assert_eq!(wrong_with(message("Line Staff")).len(), 1);
    }
}
