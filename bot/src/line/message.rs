//! Core's words as LINE's messages. The only place that draws: colours, sizes, what becomes a
//! quick reply. Every text is cut to LINE's limits here, so that no request can be refused for
//! one that is too long.

use asa_core::conversation::{Body, Button, Card, Does, Line, Picker, Say, Tone};
use serde_json::{Value, json};

use super::limits::{self, Most};
use crate::qr::QrPictures;

const RED: &str = "#C62828";
const GREEN: &str = "#0B6E4F";
const INK: &str = "#1F2933";
const GREY: &str = "#52606D";

/// Requests' worth of messages: LINE takes five at a time.
pub fn requests(says: &[Say], pictures: &QrPictures) -> Vec<String> {
    let messages = messages(says, pictures);
    let requests = messages.chunks(limits::MESSAGES_PER_REQUEST);
    requests.map(|messages| serde_json::to_string(messages).unwrap_or_default()).collect()
}

/// `object` with a part put in: `json!` would copy all that is in the part.
fn with(mut object: Value, name: &str, part: impl Into<Value>) -> Value {
    object[name] = part.into();
    object
}

fn messages(says: &[Say], pictures: &QrPictures) -> Vec<Value> {
    let mut messages: Vec<Value> = Vec::with_capacity(says.len());
    for say in says {
        messages.extend(drawn(&say.body, pictures));
        // Where a picture is left out, its buttons go under the words it belongs to.
        if let Some(message) = messages.last_mut().filter(|_| !say.quick.is_empty()) {
            message["quickReply"] = quick_replies(&say.quick);
        }
    }
    messages
}

fn drawn(body: &Body, pictures: &QrPictures) -> Option<Value> {
    match body {
        Body::Text(text) => Some(json!({"type": "text", "text": limits::TEXT.cut(text)})),
        Body::Card(card) => Some(flex(card)),
        Body::Qr { text } => pictures.address(text).map(|address| image(&address)),
    }
}

/// Its preview is itself: a smaller one would not scan.
fn image(address: &str) -> Value {
    json!({"type": "image", "originalContentUrl": address, "previewImageUrl": address})
}

fn quick_replies(buttons: &[Button]) -> Value {
    let items = buttons.iter().take(limits::QUICK_REPLIES);
    with(json!({}), "items", items.map(quick_reply).collect::<Vec<_>>())
}

fn quick_reply(button: &Button) -> Value {
    with(json!({"type": "action"}), "action", action(button, limits::LABEL_QUICK_REPLY))
}

fn action(button: &Button, most: Most) -> Value {
    let label = most.cut(&button.label);
    match &button.does {
        Does::Tap(data) => json!({
            "type": "postback",
            "label": label,
            "data": data,
            "displayText": limits::POSTBACK_TEXT.cut(&button.label),
        }),
        Does::Call(number) => json!({
            "type": "uri",
            "label": label,
            "uri": format!("tel:{number}"),
        }),
        Does::Pick(data, picker) => date_picker(&label, data, picker),
        Does::Camera => json!({"type": "camera", "label": label}),
        Does::Album => json!({"type": "cameraRoll", "label": label}),
        Does::Location => json!({"type": "location", "label": label}),
    }
}

fn date_picker(label: &str, data: &str, picker: &Picker) -> Value {
    json!({
        "type": "datetimepicker",
        "label": label,
        "data": data,
        "mode": if picker.with_time { "datetime" } else { "date" },
        "initial": picker.initial,
        "min": picker.earliest,
        "max": picker.latest,
    })
}

/// The buttons come last: a chat opens at its end, where the thumb is.
fn flex(card: &Card) -> Value {
    let rows: Vec<Value> = card.lines.iter().map(row).collect();
    let buttons = card.buttons.iter().enumerate();
    let stands_out =
        |number| card.tone == Tone::Urgent || (card.tone == Tone::Asking && number == 0);
    let buttons: Vec<Value> =
        buttons.map(|(number, button)| big_button(button, card.tone, stands_out(number))).collect();
    let bubble = json!({
        "type": "bubble",
        "size": "mega",
        "styles": {"header": {"backgroundColor": colour(card.tone)}},
    });
    let mut bubble = with(bubble, "header", column(vec![title(&card.title)]));
    for (place, part) in [("body", rows), ("footer", buttons)] {
        if !part.is_empty() {
            bubble[place] = column(part);
        }
    }
    let flex = json!({"type": "flex", "altText": limits::ALT_TEXT.cut(&card.summary)});
    with(flex, "contents", bubble)
}

fn colour(tone: Tone) -> &'static str {
    match tone {
        Tone::Calm | Tone::Asking => GREEN,
        Tone::Urgent => RED,
    }
}

fn column(contents: Vec<Value>) -> Value {
    with(json!({"type": "box", "layout": "vertical", "spacing": "md"}), "contents", contents)
}

fn title(text: &str) -> Value {
    json!({
        "type": "text",
        "text": text,
        "weight": "bold",
        "size": "lg",
        "color": "#FFFFFF",
        "wrap": true,
    })
}

fn row(line: &Line) -> Value {
    let text = match &line.value {
        None => row_text(&line.text, "md", INK),
        Some(value) => with(
            json!({"type": "box", "layout": "vertical", "flex": 3}),
            "contents",
            vec![row_text(&line.text, "sm", GREY), row_text(value, "md", INK)],
        ),
    };
    let Some(button) = &line.button else { return text };
    let drawn = json!({"type": "button", "style": "secondary", "height": "sm", "flex": 2});
    let button = with(drawn, "action", action(button, limits::LABEL_FLEX));
    let row = json!({
        "type": "box",
        "layout": "horizontal",
        "spacing": "md",
        "alignItems": "center",
    });
    with(row, "contents", vec![text, button])
}

fn row_text(text: &str, size: &str, colour: &str) -> Value {
    json!({
        "type": "text",
        "text": text,
        "size": size,
        "color": colour,
        "wrap": true,
        "flex": 3,
        "gravity": "center",
    })
}

fn big_button(button: &Button, tone: Tone, stands_out: bool) -> Value {
    let drawn = json!({"type": "button", "style": "secondary", "height": "md"});
    let mut drawn = with(drawn, "action", action(button, limits::LABEL_FLEX));
    if stands_out {
        drawn["style"] = json!("primary");
        drawn["color"] = json!(colour(tone));
    }
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;
    use asa_db::Vault;

    fn vault() -> Vault {
        Vault::parse(&asa_db::vault::new_key().unwrap()).unwrap()
    }

    fn drawn(base: Option<&str>, says: &[Say]) -> Vec<Value> {
        let pictures = QrPictures::new(base.map(str::to_owned), vault());
        messages(says, &pictures)
    }

    fn message(say: Say) -> Value {
        drawn(None, &[say]).remove(0)
    }

    fn tap(label: &str) -> Button {
        Button { label: label.into(), does: Does::Tap("view:menu".into()) }
    }

    #[test]
    fn no_text_is_over_its_limit() {
        let long = "น้ำ".repeat(3_000);
        let say = Say::text(long.clone()).with_quick(vec![tap(&long); 20]);
        let message = message(say);
        assert!(limits::TEXT.holds(message["text"].as_str().unwrap()));
        let items = message["quickReply"]["items"].as_array().unwrap();
        assert_eq!(items.len(), 13);
        let action = &items[0]["action"];
        assert!(limits::LABEL_QUICK_REPLY.holds(action["label"].as_str().unwrap()));
        assert!(limits::POSTBACK_TEXT.holds(action["displayText"].as_str().unwrap()));
    }

    #[test]
    fn six_messages_are_two_requests() {
        let says = vec![Say::text("ก".into()); 6];
        let requests = requests(&says, &QrPictures::new(None, vault()));
        let sizes = requests.iter().map(|request| request.matches("\"text\":").count());
        assert_eq!(sizes.collect::<Vec<_>>(), [5, 1]);
    }

    #[test]
    fn a_card_calls_and_carries_no_null() {
        let card = Card {
            tone: Tone::Urgent,
            title: "ด่วน".into(),
            summary: "โทร".into(),
            lines: vec![Line::text("ก".into())],
            buttons: vec![Button {
                label: "โทร 1669".into(), does: Does::Call("1669".into())
            }],
        };
        let drawn = message(Say::card(card));
        assert_eq!(drawn["contents"]["footer"]["contents"][0]["action"]["uri"], "tel:1669");
        assert!(!drawn.to_string().contains("null"));
    }

    #[test]
    fn a_picture_is_fetched_from_us_over_https() {
        let says = [Say::text("ลิงก์".into()), Say::qr("https://line.me/R/".into())];
        let messages = drawn(Some("https://asa.example.go.th"), &says);
        let address = messages[1]["originalContentUrl"].as_str().unwrap();
        assert!(address.starts_with("https://asa.example.go.th/media/qr/"), "{address}");
        assert_eq!(messages[1]["previewImageUrl"], address);
    }

    #[test]
    fn a_picture_nobody_could_fetch_is_left_out_and_its_buttons_stay() {
        let says = [
            Say::text("ลิงก์".into()),
            Say::qr("https://line.me/R/".into()).with_quick(vec![tap("เมนูหลัก")]),
        ];
        let messages = drawn(None, &says);
        assert_eq!(messages.len(), 1);
        assert_eq!(messages[0]["quickReply"]["items"][0]["action"]["label"], "เมนูหลัก");
    }
}
