//! Links that open LINE itself. They work on phones only; a computer shows a page that says so.

/// Opens the chat with an account, the text written and ready to be sent. `basic_id` as LINE
/// tells it, with its @.
pub fn oa_message(basic_id: &str, text: &str) -> String {
    format!("https://line.me/R/oaMessage/{}/?{}", percent_encoded(basic_id), percent_encoded(text))
}

/// Every byte but those that no address takes for a sign of its own.
fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len() * 3);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thai_spaces_and_signs_are_encoded_as_line_writes_them() {
        assert_eq!(
            oa_message("@asa", "รหัส AB-12 &?#+%"),
            "https://line.me/R/oaMessage/%40asa/\
             ?%E0%B8%A3%E0%B8%AB%E0%B8%B1%E0%B8%AA%20AB-12%20%26%3F%23%2B%25"
        );
    }

    #[test]
    fn a_link_reads_back_as_what_was_meant() {
        let text = "คำเชิญ\n7QK4 100%";
        let link = url::Url::parse(&oa_message("@asa_47", text)).unwrap();
        assert_eq!(link.path(), "/R/oaMessage/%40asa_47/");
        let query = link.query().unwrap().replace('+', "%2B");
        let (read, _) = url::form_urlencoded::parse(query.as_bytes()).next().unwrap();
        assert_eq!(read, text);
    }
}
