//! The full notice on personal data, as a page for a phone: to be read before anybody says
//! anything, so it asks for nothing.
//!
//! Invariant: the page runs nothing and fetches nothing, and whoever reads it leaves no trace.

use std::sync::Arc;

use asa_core::conversation::{Language, Voice};
use asa_core::people::notice::Notice;
use asa_core::thai::{DateStyle, english_date, thai_date};
use axum::extract::{Query, State};
use axum::http::{HeaderName, header};
use axum::response::{Html, IntoResponse, Response};
use pulldown_cmark::{Event, Parser, html};
use serde::Deserialize;

use crate::service::{Service, Talk};

const PAGE: &str = include_str!("notice.html");

const HEADERS: [(HeaderName, &str); 4] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
         frame-ancestors 'none'",
    ),
    (header::CACHE_CONTROL, "no-cache"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
];

#[derive(Debug, Deserialize)]
pub struct Asked {
    /// `th` or `en`; whatever else is Thai.
    #[serde(default)]
    lang: String,
}

pub async fn show(State(service): State<Arc<Service>>, Query(asked): Query<Asked>) -> Response {
    let language = Language::from_code(&asked.lang).unwrap_or_default();
    (HEADERS, Html(page(&service.talk, language))).into_response()
}

fn page(talk: &Talk, language: Language) -> String {
    let voice = Voice { wording: &talk.wording, language };
    let other = language.other();
    let text = Notice::full(&voice, &talk.office());
    // The text comes last: what an operator has put into it is not looked at for holes.
    PAGE.replace("{language}", language.code())
        .replace("{title}", &voice.text("notice.title"))
        .replace("{other}", other.code())
        .replace("{other_name}", &voice.text(name_of(other)))
        .replace("{edition}", &edition(talk, &voice))
        .replace("{text}", &to_html(&text))
}

fn name_of(language: Language) -> &'static str {
    match language {
        Language::Thai => "language.thai",
        Language::English => "language.english",
    }
}

fn edition(talk: &Talk, voice: &Voice<'_>) -> String {
    let day = match voice.language {
        Language::Thai => thai_date(talk.notice.date, DateStyle::Long),
        Language::English => english_date(talk.notice.date, DateStyle::Long),
    };
    let version = talk.notice.version.to_string();
    voice.with("notice.edition", &[("version", &version), ("day", &day)])
}

/// Tags in the text are shown, not obeyed.
fn to_html(text: &str) -> String {
    let events = Parser::new(text).map(|event| match event {
        Event::Html(tag) | Event::InlineHtml(tag) => Event::Text(tag),
        other => other,
    });
    let mut page = String::with_capacity(text.len() * 2);
    html::push_html(&mut page, events);
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_words_and_never_tags() {
        let talk = Talk {
            organisation: Some("<b>อำเภอ</b> & <script>alert(1)</script> {edition}".to_owned()),
            ..Talk::shipped(None, None).unwrap()
        };
        let page = page(&talk, Language::Thai);
        assert!(page.contains("&lt;b&gt;อำเภอ&lt;/b&gt; &amp; &lt;script&gt;alert(1)"));
        assert!(page.contains("{edition}"), "a name is not looked at for holes");
        assert!(!page.contains("<script"));
    }

    #[test]
    fn each_language_offers_the_other_and_says_which_edition_it_is() {
        let talk = Talk::shipped(None, "47".parse().ok()).unwrap();
        let (thai, english) = (page(&talk, Language::Thai), page(&talk, Language::English));
        assert!(thai.contains("<html lang=\"th\">") && thai.contains("?lang=en"));
        assert!(thai.contains("ฉบับที่ 1 วันเสาร์ที่ 21 พฤศจิกายน 2569"));
        assert!(thai.contains("<h1>ประกาศความเป็นส่วนตัว</h1>"));
        assert!(thai.contains("จังหวัดสกลนคร"));
        assert!(english.contains("<html lang=\"en\">") && english.contains("?lang=th"));
        assert!(english.contains("Edition 1, Saturday 21 November 2026"));
        assert!(english.contains("<a href=\"tel:1669\">1669</a>"));
    }
}
