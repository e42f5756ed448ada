//! Rules that span the fields of a Flex object: sizes in bytes, what may stand where.

use serde_json::Value;

use super::check::Report;
use super::spec::Object;
use crate::line::limits;

fn kind(value: &Value) -> &str {
    value.get("type").and_then(Value::as_str).unwrap_or_default()
}

fn contents(object: &Object) -> &[Value] {
    object.get("contents").and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn bytes(object: &Object) -> usize {
    serde_json::to_vec(object).map_or(usize::MAX, |json| json.len())
}

pub(super) fn bubble_is_small(bubble: &Object, report: &mut Report) {
    if bytes(bubble) > limits::BUBBLE_BYTES {
        report.wrong(format!("Must be at most {} bytes", limits::BUBBLE_BYTES));
    }
}

pub(super) fn carousel_is_small(carousel: &Object, report: &mut Report) {
    if bytes(carousel) > limits::FLEX_CAROUSEL_BYTES {
        report.wrong(format!("Must be at most {} bytes", limits::FLEX_CAROUSEL_BYTES));
    }
}

pub(super) fn bubbles_are_alike(carousel: &Object, report: &mut Report) {
    let size =
        |bubble: &Value| bubble.get("size").and_then(Value::as_str).unwrap_or("mega").to_owned();
    let mut sizes = contents(carousel).iter().map(size);
    let first = sizes.next();
    if !sizes.all(|size| Some(size) == first) {
        report.wrong_at("contents", "All bubbles must have the same size");
    }
}

/// A video stands in the hero of a large enough bubble.
pub(super) fn video_has_room(bubble: &Object, report: &mut Report) {
    let large =
        matches!(bubble.get("size").and_then(Value::as_str), None | Some("kilo" | "mega" | "giga"));
    if bubble.get("hero").is_some_and(|hero| kind(hero) == "video") && !large {
        report.wrong_at("hero", "A video needs a bubble of size kilo, mega or giga");
    }
}

/// Icons belong into baseline boxes, and those take little else.
pub(super) fn layout_suits_contents(object: &Object, report: &mut Report) {
    let baseline = object.get("layout").and_then(Value::as_str) == Some("baseline");
    for (index, item) in contents(object).iter().enumerate() {
        let fits = match kind(item) {
            "icon" => baseline,
            "text" | "filler" => true,
            _ => !baseline,
        };
        if !fits {
            let message = "Can't be placed in a box of this layout";
            report.within("contents", |r| r.at(index, |r| r.wrong_at("type", message)));
        }
    }
}

pub(super) fn text_says_something(text: &Object, report: &mut Report) {
    if !text.contains_key("text") && contents(text).is_empty() {
        report.wrong_at("text", "May not be empty");
    }
}

pub(super) fn few_moving_pictures(message: &Object, report: &mut Report) {
    if message.get("contents").map_or(0, animated) > limits::FLEX_ANIMATED_IMAGES {
        report.wrong_at("contents", "Contains too many animated images");
    }
}

fn animated(value: &Value) -> usize {
    match value {
        Value::Object(fields) => {
            let here = usize::from(fields.get("animated") == Some(&Value::Bool(true)));
            here + fields.values().map(animated).sum::<usize>()
        }
        Value::Array(items) => items.iter().map(animated).sum(),
        _ => 0,
    }
}
