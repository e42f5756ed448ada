//! Cards (Flex messages and templates) as the lines of a transcript: title, what a lock screen
//! shows of it if that is something else, rows, buttons.
//!
//! ```text
//! ▤ ตรวจนับวันนี้
//! 🔔 ตรวจนับวันนี้ หมู่ 5
//!   นับได้  120 ชิ้น  [แก้ไข]
//! [ยืนยัน] [ยกเลิก]
//! ```

use serde_json::Value;

use super::buttons;

/// One row of a card as it lies on the screen.
#[derive(Debug)]
struct Row {
    text: String,
    buttons_only: bool,
}

pub(super) fn flex(message: &Value) -> Vec<String> {
    let contents = &message["contents"];
    let bubbles = match contents["type"] == "carousel" {
        true => list(&contents["contents"]),
        false => std::slice::from_ref(contents),
    };
    let lines = bubbles.iter().flat_map(bubble).collect();
    with_notice(lines, message)
}

fn bubble(bubble: &Value) -> Vec<String> {
    let part = |name: &str| rows(&bubble[name]).into_iter().map(|row| row.text);
    let title: Vec<String> = part("header").collect();
    let inside = part("hero").chain(part("body")).map(|text| format!("  {text}"));
    let head = format!("▤ {}", title.join(" · "));
    [head.trim_end().to_owned()].into_iter().chain(inside).chain(part("footer")).collect()
}

pub(super) fn template(message: &Value) -> Vec<String> {
    let template = &message["template"];
    let columns = match list(&template["columns"]) {
        [] => std::slice::from_ref(template),
        columns => columns,
    };
    let lines = columns.iter().flat_map(|column| {
        let title = ["title", "text"].into_iter().filter_map(|name| column[name].as_str());
        let title = title.flat_map(str::lines).map(plain).collect::<Vec<_>>().join(" · ");
        let actions = buttons::row(&buttons::on_card(column));
        [format!("▤ {title}").trim_end().to_owned(), actions].into_iter().filter(|l| !l.is_empty())
    });
    with_notice(lines.collect(), message)
}

/// What the phone shows while it is locked, if the title does not say it.
fn with_notice(mut lines: Vec<String>, message: &Value) -> Vec<String> {
    let notice = message["altText"].as_str().unwrap_or_default().replace('\n', " ");
    if lines.first().is_none_or(|title| title.trim_start_matches("▤ ") != notice) {
        lines.insert(lines.len().min(1), format!("🔔 {notice}"));
    }
    lines
}

fn rows(part: &Value) -> Vec<Row> {
    match part["type"].as_str().unwrap_or_default() {
        "box" => in_box(part),
        "text" => text(part),
        "button" => vec![Row { text: buttons::written(&part["action"]), buttons_only: true }],
        "image" => vec![words(tappable("(picture)".to_owned(), part))],
        "video" => vec![words(tappable("(video)".to_owned(), part))],
        _ => Vec::new(),
    }
}

fn in_box(part: &Value) -> Vec<Row> {
    let rows = list(&part["contents"]).iter().flat_map(rows);
    let mut rows = match part["layout"] == "vertical" {
        true => rows.fold(Vec::new(), below),
        false => side_by_side(rows.collect()),
    };
    if let Some(last) = rows.last_mut() {
        last.text = tappable(std::mem::take(&mut last.text), part);
    }
    rows
}

/// Buttons that follow each other share a line.
fn below(mut rows: Vec<Row>, next: Row) -> Vec<Row> {
    match rows.last_mut() {
        Some(last) if last.buttons_only && next.buttons_only => {
            last.text = format!("{} {}", last.text, next.text);
        }
        _ => rows.push(next),
    }
    rows
}

fn side_by_side(rows: Vec<Row>) -> Vec<Row> {
    if rows.is_empty() {
        return rows;
    }
    let buttons_only = rows.iter().all(|row| row.buttons_only);
    let between = if buttons_only { " " } else { "  " };
    let texts: Vec<String> = rows.into_iter().map(|row| row.text).collect();
    vec![Row { text: texts.join(between), buttons_only }]
}

fn text(part: &Value) -> Vec<Row> {
    let spans = list(&part["contents"]).iter().filter_map(|span| span["text"].as_str());
    let text = part["text"].as_str().map_or_else(|| spans.collect(), str::to_owned);
    tappable(plain(&text), part).lines().map(|line| words(line.to_owned())).collect()
}

fn words(text: String) -> Row {
    Row { text, buttons_only: false }
}

/// With the label of what a tap on it does.
fn tappable(text: String, part: &Value) -> String {
    match part["action"].is_object() {
        true => format!("{text} {}", buttons::written(&part["action"])),
        false => text,
    }
}

/// Words inside a card, which never look like a button.
fn plain(text: &str) -> String {
    text.replace('[', "\\[")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::twin::testing::buttons as template_of;

    fn button(label: &str) -> Value {
        json!({ "type": "button", "action": { "type": "postback", "label": label, "data": "d" } })
    }

    fn words_of(text: &str) -> Value {
        json!({ "type": "text", "text": text })
    }

    fn boxed(layout: &str, contents: &[Value]) -> Value {
        json!({ "type": "box", "layout": layout, "contents": contents })
    }

    fn bubble_of(title: &str) -> Value {
        let row = boxed("horizontal", &[words_of("นับได้ [1]"), words_of("120"), button("แก้ไข")]);
        json!({ "type": "bubble",
            "header": boxed("vertical", &[words_of(title)]),
            "body": boxed("vertical", &[row, json!({ "type": "separator" }), words_of("ก\nข")]),
            "footer": boxed("vertical", &[button("ยืนยัน"), button("ยกเลิก")]) })
    }

    #[test]
    fn a_card_is_title_notice_rows_and_buttons() {
        let message = json!({ "altText": "สรุปวันนี้", "contents": bubble_of("สรุป") });
        let expected =
            ["▤ สรุป", "🔔 สรุปวันนี้", "  นับได้ \\[1]  120  [แก้ไข]", "  ก", "  ข", "[ยืนยัน] [ยกเลิก]"];
        assert_eq!(flex(&message), expected);
    }

    #[test]
    fn a_notice_that_says_the_title_is_not_repeated() {
        let message = json!({ "altText": "สรุป", "contents": bubble_of("สรุป") });
        assert!(!flex(&message).concat().contains('🔔'));
    }

    #[test]
    fn every_card_of_a_carousel_is_there() {
        let cards = [bubble_of("หนึ่ง"), bubble_of("สอง")];
        let contents = json!({ "type": "carousel", "contents": cards });
        let lines = flex(&json!({ "altText": "หนึ่ง", "contents": contents }));
        assert_eq!(lines.iter().filter(|line| line.starts_with('▤')).count(), 2);
    }

    #[test]
    fn what_can_be_tapped_says_what_it_does() {
        let mut row = boxed("vertical", &[words_of("ข้าว"), json!({ "type": "image" })]);
        row["action"] = json!({ "type": "uri", "label": "ดู", "uri": "https://example.com" });
        let lines: Vec<String> = rows(&row).into_iter().map(|row| row.text).collect();
        assert_eq!(lines, ["ข้าว", "(picture) [ดู ↗]"]);
    }

    #[test]
    fn a_template_reads_as_a_card() {
        let yes = json!([{ "type": "message", "label": "Yes", "text": "yes" }]);
        assert_eq!(template(&template_of(yes)), ["▤ Which?", "[Yes]"]);
    }
}
