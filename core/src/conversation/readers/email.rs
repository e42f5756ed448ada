//! An e-mail address: one that a letter could be sent to, as far as its looks can tell.

use super::example::example;
use crate::conversation::reader::{At, Prompt, Read, Reader, Said, Why, not_words};
use crate::thai::{clean, without_particles};

#[derive(Debug, Clone, Copy)]
pub struct Email;

/// Words that introduce one; only with something between: "mail@…" is an address itself.
const BEFORE: [&str; 6] = ["อีเมล์", "อีเมล", "เมล", "e-mail", "email", "mail"];
const SIGNS: &str = "!#$%&'*+/=?^_`{|}~-.";
const MOST: usize = 254;
const MOST_LOCAL: usize = 64;
const MOST_LABEL: usize = 63;

/// The address, its domain in lower case; or the key of what is wrong with it.
fn email(text: &str) -> Result<String, &'static str> {
    let text: String = clean(text).chars().map(half_width).collect();
    let said = bare(without_particles(&text));
    let mut parts = said.split('@').map(str::trim);
    let (local, domain) = match (parts.next(), parts.next(), parts.next()) {
        (Some(local), Some(domain), None) => (local, domain.to_ascii_lowercase()),
        (_, Some(_), Some(_)) => return Err("read.email_one"),
        _ => return Err("read.email_at"),
    };
    let address = format!("{local}@{domain}");
    if address.contains([' ', '\n', ',', ';']) {
        return Err("read.email_one");
    }
    if !address.is_ascii() {
        return Err("read.email_latin");
    }
    match (is_local(local), is_domain(&domain)) {
        (true, true) if address.len() <= MOST => Ok(address),
        (false, _) => Err("read.email_local"),
        _ => Err("read.email_domain"),
    }
}

fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

fn bare(text: &str) -> &str {
    let lower = text.to_lowercase();
    let word = BEFORE.iter().find(|word| lower.starts_with(*word));
    let rest = word.and_then(|word| text.get(word.len()..));
    match rest {
        Some(rest) if rest.starts_with([' ', ':']) => rest.trim_start_matches([' ', ':']),
        _ => text,
    }
}

fn is_local(local: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || SIGNS.contains(c);
    (1..=MOST_LOCAL).contains(&local.len())
        && local.chars().all(fits)
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
}

fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        (1..=MOST_LABEL).contains(&label.len())
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let last = domain.rsplit('.').next().unwrap_or_default();
    let is_name = last.len() > 1 && last.chars().all(|c| c.is_ascii_alphabetic());
    domain.contains('.') && is_name && domain.split('.').all(is_label)
}

impl<D> Reader<D> for Email {
    type Answer = String;

    fn asks(&self, at: &At<'_, D>) -> Prompt {
        Prompt {
            example: example(at, || at.voice().text("read.email_example")),
            ..Prompt::default()
        }
    }

    fn reads(&self, _at: &At<'_, D>, said: Said<'_>) -> Read<String> {
        match said {
            Said::Text(text) => email(text).map_or_else(|key| Read::No(Why::is(key)), Read::Answer),
            other => not_words(other),
        }
    }

    fn shows(&self, _at: &At<'_, D>, answer: &String) -> String {
        answer.clone()
    }

    fn fits(&self, _at: &At<'_, D>, answer: &String) -> bool {
        email(answer).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_tidied_but_its_name_keeps_its_letters() {
        for (typed, meant) in [
            ("wichai@example.com", "wichai@example.com"),
            (" Wichai.J@Example.COM ", "Wichai.J@example.com"),
            ("wichai＠example．com", "wichai@example.com"),
            ("wichai @ example.com ครับ", "wichai@example.com"),
            ("อีเมล: wichai@example.go.th", "wichai@example.go.th"),
            ("mail@example.com", "mail@example.com"),
            ("a+b_c@sub-domain.example.org.", "a+b_c@sub-domain.example.org"),
        ] {
            assert_eq!(email(typed).as_deref(), Ok(meant), "{typed}");
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (typed, key) in [
            ("wichai", "read.email_at"),
            ("wichai.example.com", "read.email_at"),
            ("ไม่มีค่ะ", "read.email_at"),
            ("a@example.com b@example.com", "read.email_one"),
            ("wi chai@example.com", "read.email_one"),
            ("วิชัย@example.com", "read.email_latin"),
            ("@example.com", "read.email_local"),
            ("wichai.@example.com", "read.email_local"),
            ("wi..chai@example.com", "read.email_local"),
            ("wichai@example", "read.email_domain"),
            ("wichai@example.c", "read.email_domain"),
            ("wichai@-example.com", "read.email_domain"),
            ("wichai@", "read.email_domain"),
        ] {
            assert_eq!(email(typed), Err(key), "{typed}");
        }
    }
}
