//! What a person does, as a transcript writes it: words as they are, `[a button]`, or a thing in
//! round brackets: `(sticker)`, `(location 17.15,104.14 "บ้าน")`.
//!
//! Invariant: a deed reads back as itself, and a text that looks like another deed is written
//! with a backslash before it.

use super::message::{unguarded, words};

#[derive(Debug, Clone, PartialEq)]
pub enum Deed {
    Says(String),
    /// A button by its label, on the newest message that has it.
    Taps(String),
    /// The same on the oldest card that has it.
    TapsOld(String),
    /// A tile of the rich menu.
    TapsMenu(String),
    /// A button that no message has any more, by the data it carries.
    TapsData(String),
    /// A day or an hour in the picker behind a button.
    Picks(String, String),
    Sticker,
    /// Width and height, if they matter.
    Photo(Option<(u32, u32)>),
    Video,
    Voice,
    File(Option<String>),
    Place(Place),
    /// Their newest message with these words; without any, their newest.
    Withdraws(Option<String>),
    Follows,
    Blocks,
    Unblocks,
    Joins,
    Leaves,
    InvitesBot,
    RemovesBot,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    pub latitude: f64,
    pub longitude: f64,
    pub title: Option<String>,
    pub address: Option<String>,
}

/// Deeds that are written the same always.
static PLAIN: [(&str, Deed); 13] = [
    ("sticker", Deed::Sticker),
    ("photo", Deed::Photo(None)),
    ("video", Deed::Video),
    ("voice", Deed::Voice),
    ("file", Deed::File(None)),
    ("withdraws the last", Deed::Withdraws(None)),
    ("follows", Deed::Follows),
    ("blocks", Deed::Blocks),
    ("unblocks", Deed::Unblocks),
    ("joins", Deed::Joins),
    ("leaves", Deed::Leaves),
    ("invites the bot", Deed::InvitesBot),
    ("removes the bot", Deed::RemovesBot),
];

impl Deed {
    pub fn lines(&self) -> Vec<String> {
        match self {
            Self::Says(text) => words(text),
            other => vec![other.line()],
        }
    }

    fn line(&self) -> String {
        if let Some((name, _)) = PLAIN.iter().find(|(_, deed)| deed == self) {
            return format!("({name})");
        }
        match self {
            Self::Taps(label) => format!("[{label}]"),
            Self::TapsOld(label) => format!("[old {label}]"),
            Self::TapsMenu(label) => format!("(menu) [{label}]"),
            Self::Picks(label, value) => format!("[{label}] {value}"),
            Self::TapsData(data) => format!("(taps {})", quoted(data)),
            Self::Photo(Some((width, height))) => format!("(photo {width}x{height})"),
            Self::File(Some(name)) => format!("(file {})", quoted(name)),
            Self::Withdraws(Some(text)) => format!("(withdraws {})", quoted(text)),
            Self::Place(place) => format!("({})", place.written()),
            _ => String::new(),
        }
    }

    /// `None` where it is no deed we know.
    pub fn read(lines: &[String]) -> Option<Self> {
        let [line] = lines else { return Some(Self::said(lines)) };
        if let Some(menu) = line.strip_prefix("(menu) ") {
            return button(menu).map(|(label, _)| Self::TapsMenu(label.to_owned()));
        }
        match line.chars().next() {
            Some('[') => button(line).map(|(label, value)| Self::tap(label, value)),
            Some('(') => thing(line.strip_prefix('(')?.strip_suffix(')')?),
            _ => Some(Self::said(lines)).filter(|_| !line.is_empty()),
        }
    }

    fn said(lines: &[String]) -> Self {
        Self::Says(lines.iter().map(|line| unguarded(line)).collect::<Vec<_>>().join("\n"))
    }

    fn tap(label: &str, value: &str) -> Self {
        match label.strip_prefix("old ") {
            _ if !value.is_empty() => Self::Picks(label.to_owned(), value.to_owned()),
            Some(label) => Self::TapsOld(label.to_owned()),
            None => Self::Taps(label.to_owned()),
        }
    }
}

/// The label, and what stands behind it.
fn button(line: &str) -> Option<(&str, &str)> {
    let (label, value) = line.strip_prefix('[')?.rsplit_once(']')?;
    (!label.is_empty()).then_some((label, value.trim()))
}

fn thing(inside: &str) -> Option<Deed> {
    if let Some((_, deed)) = PLAIN.iter().find(|(name, _)| *name == inside) {
        return Some(deed.clone());
    }
    let (name, rest) = inside.split_once(' ')?;
    match name {
        "photo" => {
            let (width, height) = rest.split_once('x')?;
            Some(Deed::Photo(Some((width.parse().ok()?, height.parse().ok()?))))
        }
        "file" => Some(Deed::File(Some(unquoted(rest)?))),
        "taps" => Some(Deed::TapsData(unquoted(rest)?)),
        "withdraws" => Some(Deed::Withdraws(Some(unquoted(rest)?))),
        "location" => Place::read(rest).map(Deed::Place),
        _ => None,
    }
}

impl Place {
    fn written(&self) -> String {
        let untitled = self.address.as_ref().map(|_| "");
        let names = [self.title.as_deref().or(untitled), self.address.as_deref()];
        let names = names.into_iter().flatten().map(quoted);
        let at = format!("location {},{}", self.latitude, self.longitude);
        std::iter::once(at).chain(names).collect::<Vec<_>>().join(" ")
    }

    /// Title and address may be missing; an address alone has an empty title before it.
    fn read(text: &str) -> Option<Self> {
        let (at, names) = text.split_once(' ').unwrap_or((text, ""));
        let (latitude, longitude) = at.split_once(',')?;
        let names = names.strip_prefix('"').and_then(|names| names.strip_suffix('"'));
        let mut names = names.into_iter().flat_map(|names| names.split("\" \"")).map(open);
        Some(Self {
            latitude: latitude.parse().ok()?,
            longitude: longitude.parse().ok()?,
            title: names.next().filter(|title| !title.is_empty()),
            address: names.next(),
        })
    }
}

/// On one line, in quotation marks.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\n', "↵"))
}

fn unquoted(text: &str) -> Option<String> {
    text.strip_prefix('"')?.strip_suffix('"').map(open)
}

fn open(text: &str) -> String {
    text.replace('↵', "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(title: Option<&str>, address: Option<&str>) -> Deed {
        let (title, address) = (title.map(str::to_owned), address.map(str::to_owned));
        Deed::Place(Place { latitude: 17.15, longitude: 104.14, title, address })
    }

    #[test]
    fn every_deed_reads_back_as_itself() {
        let words = ["เมนูหลัก", "สอง\n\nบรรทัด", "(sticker)", "[เมนูหลัก]", "\\", " เว้น"];
        let words = words.map(|text| Deed::Says(text.into()));
        let others = [
            Deed::Taps("เท่าเมื่อวาน".into()),
            Deed::TapsOld("ร้องเรียน".into()),
            Deed::TapsMenu("เบอร์ฉุกเฉิน".into()),
            Deed::TapsData("count:1:\"2\"".into()),
            Deed::Picks("เลือกวันที่".into(), "2022-03-24T08:30".into()),
            Deed::Photo(Some((3000, 2000))),
            Deed::File(Some("รายชื่อ (1).xlsx".into())),
            Deed::Withdraws(Some("เลขบัตร\n1".into())),
            place(None, None),
            place(Some("บ้าน"), None),
            place(Some("บ้าน"), Some("ต.น้ำชำ อ.สูงเม่น")),
            place(None, Some("ต.น้ำชำ")),
        ];
        let plain = PLAIN.iter().map(|(_, deed)| deed.clone());
        for deed in words.into_iter().chain(others).chain(plain) {
            assert_eq!(Deed::read(&deed.lines()).as_ref(), Some(&deed), "{:?}", deed.lines());
        }
    }

    #[test]
    fn what_looks_like_a_deed_and_is_none_does_not_read() {
        for line in ["(dances)", "[", "[]", "(photo big)", "(location here)", "(withdraws it)", ""]
        {
            assert_eq!(Deed::read(&[line.to_owned()]), None, "{line}");
        }
    }
}
