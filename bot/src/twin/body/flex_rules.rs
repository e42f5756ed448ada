//! Rules that span the fields of a Flex object: sizes in bytes, what may stand where. Named by
//! types in `spec` and called by `check` after the fields themselves.
//!
//! Invariant: bytes are counted on the JSON as compact as it can be written, Thai unescaped.

use serde_json::Value;

use super::report::Report;
use crate::line::limits;
use crate::twin::spec::Object;

fn kind(value: &Value) -> &str {
    value.get("type").and_then(Value::as_str).unwrap_or_default()
}

fn contents(object: &Object) -> &[Value] {
    object.get("contents").and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn bytes(object: &Object) -> usize {
    serde_json::to_vec(object).map_or(usize::MAX, |json| json.len())
}

pub(crate) fn bubble_is_small(bubble: &Object, report: &mut Report) {
    if bytes(bubble) > limits::BUBBLE_BYTES {
        report.wrong(format!("Must be at most {} bytes", limits::BUBBLE_BYTES));
    }
}

pub(crate) fn carousel_is_small(carousel: &Object, report: &mut Report) {
    if bytes(carousel) > limits::FLEX_CAROUSEL_BYTES {
        report.wrong(format!("Must be at most {} bytes", limits::FLEX_CAROUSEL_BYTES));
    }
}

pub(crate) fn bubbles_are_alike(carousel: &Object, report: &mut Report) {
    let size =
        |bubble: &Value| bubble.get("size").and_then(Value::as_str).unwrap_or("mega").to_owned();
    let mut sizes = contents(carousel).iter().map(size);
    let first = sizes.next();
    if !sizes.all(|size| Some(size) == first) {
        report.wrong_at("contents", "All bubbles must have the same size");
    }
}

/// A video stands in the hero of a large enough bubble.
pub(crate) fn video_has_room(bubble: &Object, report: &mut Report) {
    let large =
        matches!(bubble.get("size").and_then(Value::as_str), None | Some("kilo" | "mega" | "giga"));
    if bubble.get("hero").is_some_and(|hero| kind(hero) == "video") && !large {
        report.wrong_at("hero", "A video needs a bubble of size kilo, mega or giga");
    }
}

/// Icons belong into baseline boxes, and those take little else.
pub(crate) fn layout_suits_contents(object: &Object, report: &mut Report) {
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

pub(crate) fn text_says_something(text: &Object, report: &mut Report) {
    if !text.contains_key("text") && contents(text).is_empty() {
        report.wrong_at("text", "May not be empty");
    }
}

pub(crate) fn few_moving_pictures(message: &Object, report: &mut Report) {
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

#[cfg(test)]
mod tests {
    #![expect(clippy::needless_pass_by_value, reason = "a value is written where it is passed")]

    use serde_json::json;

    use super::*;
    use crate::twin::testing::{flex, wrong_with};

    fn bubble(layout: &str, contents: Value) -> Value {
        let body = json!({ "type": "box", "layout": layout, "contents": contents });
        json!({ "type": "bubble", "body": body })
    }

    #[test]
    fn a_bubble_is_measured_in_bytes() {
        let text = |count| json!([{ "type": "text", "text": "ก".repeat(count) }]);
        assert!(wrong_with(flex(bubble("vertical", text(10_000)))).is_empty());
        let wrong = wrong_with(flex(bubble("vertical", text(10_240))));
        assert_eq!(wrong, ["contents: Must be at most 30720 bytes"]);
    }

    #[test]
    fn a_carousel_is_measured_too_and_its_bubbles_are_alike() {
        let carousel = |bubbles: Value| flex(json!({ "type": "carousel", "contents": bubbles }));
        let text = json!([{ "type": "text", "text": "ก".repeat(9_000) }]);
        let large = bubble("vertical", text);
        assert!(wrong_with(carousel(json!([large]))).is_empty());
        assert_eq!(wrong_with(carousel(json!([large, large]))).len(), 1);
        let small = json!({ "type": "bubble", "size": "micro" });
        let mega = json!({ "type": "bubble", "size": "mega" });
        let plain = json!({ "type": "bubble" });
        assert_eq!(wrong_with(carousel(json!([small, plain]))).len(), 1);
        assert!(wrong_with(carousel(json!([mega, plain]))).is_empty());
        assert_eq!(wrong_with(carousel(json!(vec![plain; 13]))).len(), 1);
    }

    #[test]
    fn icons_stand_in_baseline_boxes_only() {
        let icon = json!([{ "type": "icon", "url": "https://example.com/a.png" }]);
        assert!(wrong_with(flex(bubble("baseline", icon.clone()))).is_empty());
        assert_eq!(wrong_with(flex(bubble("vertical", icon))).len(), 1);
        let button = json!([{ "type": "button",
            "action": { "type": "uri", "label": "Map", "uri": "https://example.com" } }]);
        assert!(wrong_with(flex(bubble("vertical", button.clone()))).is_empty());
        assert_eq!(wrong_with(flex(bubble("baseline", button))).len(), 1);
    }

    #[test]
    fn a_text_says_something_and_a_video_has_room() {
        let silent = flex(bubble("vertical", json!([{ "type": "text" }])));
        assert_eq!(wrong_with(silent), ["contents.body.contents[0].text: May not be empty"]);
        let image = json!({ "type": "image", "url": "https://example.com/a.png" });
        let video = json!({ "type": "video", "url": "https://example.com/a.mp4",
            "previewUrl": "https://example.com/a.png", "altContent": image });
        let hero = |size| flex(json!({ "type": "bubble", "size": size, "hero": video }));
        assert!(wrong_with(hero("kilo")).is_empty());
        assert_eq!(wrong_with(hero("micro")).len(), 1);
    }

    #[test]
    fn few_pictures_move() {
        let image =
            json!({ "type": "image", "url": "https://example.com/a.png", "animated": true });
        assert!(wrong_with(flex(bubble("vertical", json!(vec![image.clone(); 10])))).is_empty());
        assert_eq!(wrong_with(flex(bubble("vertical", json!(vec![image; 11])))).len(), 1);
    }
}
