//! What stands before a name, in the spellings people use. A title is split off a name it is
//! glued to only where no name begins like it: พระพาย and คุณากร are names.

#[derive(Debug)]
struct Title {
    /// As it is kept and shown.
    kept: &'static str,
    typed: &'static [&'static str],
    /// May stand before a name without a space or a dot.
    glued: bool,
    /// A woman's has หญิง after it.
    rank: bool,
}

const fn glued(kept: &'static str, typed: &'static [&'static str]) -> Title {
    Title { kept, typed, glued: true, rank: false }
}

const fn apart(kept: &'static str, typed: &'static [&'static str]) -> Title {
    Title { kept, typed, glued: false, rank: false }
}

const fn rank(kept: &'static str, typed: &'static [&'static str]) -> Title {
    Title { kept, typed, glued: true, rank: true }
}

static TITLES: &[Title] = &[
    glued("นาย", &["นาย"]),
    glued("นาง", &["นาง"]),
    glued("นางสาว", &["นางสาว", "น.ส.", "น.ส", "นส."]),
    apart("นางสาว", &["นส"]),
    glued("เด็กชาย", &["เด็กชาย", "ด.ช.", "ด.ช", "ดช."]),
    apart("เด็กชาย", &["ดช"]),
    glued("เด็กหญิง", &["เด็กหญิง", "ด.ญ.", "ด.ญ", "ดญ."]),
    apart("เด็กหญิง", &["ดญ"]),
    apart("คุณ", &["คุณ"]),
    apart("พระ", &["พระ"]),
    glued("พระครู", &["พระครู"]),
    glued("พระมหา", &["พระมหา"]),
    glued("สามเณร", &["สามเณร"]),
    glued("แม่ชี", &["แม่ชี"]),
    glued("ดร.", &["ดร."]),
    glued("Dr.", &["dr."]),
    apart("Dr.", &["dr"]),
    glued("นพ.", &["นพ.", "นายแพทย์"]),
    glued("พญ.", &["พญ.", "แพทย์หญิง"]),
    rank("ว่าที่ ร.ต.", &["ว่าที่ ร.ต.", "ว่าที่ร.ต.", "ว่าที่ร้อยตรี", "ว่าที่ ร้อยตรี"]),
    rank("ส.ต.", &["ส.ต.", "สิบตรี"]),
    rank("ส.ท.", &["ส.ท.", "สิบโท"]),
    rank("ส.อ.", &["ส.อ.", "สิบเอก"]),
    rank("จ.ส.อ.", &["จ.ส.อ.", "จ่าสิบเอก"]),
    rank("ร.ต.", &["ร.ต.", "ร้อยตรี"]),
    rank("ร.ท.", &["ร.ท.", "ร้อยโท"]),
    rank("ร.อ.", &["ร.อ.", "ร้อยเอก"]),
    rank("พ.ต.", &["พ.ต.", "พันตรี"]),
    rank("พ.ท.", &["พ.ท.", "พันโท"]),
    rank("พ.อ.", &["พ.อ.", "พันเอก"]),
    rank("ส.ต.ต.", &["ส.ต.ต.", "สิบตำรวจตรี"]),
    rank("ส.ต.ท.", &["ส.ต.ท.", "สิบตำรวจโท"]),
    rank("ส.ต.อ.", &["ส.ต.อ.", "สิบตำรวจเอก"]),
    rank("จ.ส.ต.", &["จ.ส.ต.", "จ่าสิบตำรวจ"]),
    rank("ด.ต.", &["ด.ต.", "ดาบตำรวจ"]),
    rank("ร.ต.ต.", &["ร.ต.ต.", "ร้อยตำรวจตรี"]),
    rank("ร.ต.ท.", &["ร.ต.ท.", "ร้อยตำรวจโท"]),
    rank("ร.ต.อ.", &["ร.ต.อ.", "ร้อยตำรวจเอก"]),
    rank("พ.ต.ต.", &["พ.ต.ต.", "พันตำรวจตรี"]),
    rank("พ.ต.ท.", &["พ.ต.ท.", "พันตำรวจโท"]),
    rank("พ.ต.อ.", &["พ.ต.อ.", "พันตำรวจเอก"]),
    glued("Mr.", &["mr."]),
    apart("Mr.", &["mr"]),
    glued("Mrs.", &["mrs."]),
    apart("Mrs.", &["mrs"]),
    glued("Ms.", &["ms."]),
    apart("Ms.", &["ms"]),
    apart("Miss", &["miss"]),
    apart("Master", &["master"]),
];

/// The title that `text` begins with, and the rest.
pub(super) fn split(text: &str) -> (Option<String>, &str) {
    let forms = TITLES.iter().flat_map(|title| title.typed.iter().map(move |typed| (title, typed)));
    let fitting = forms.filter(|(title, typed)| {
        let head = text.get(..typed.len()).map(str::to_lowercase);
        head.as_deref() == Some(**typed) && may_follow(title, &text[typed.len()..])
    });
    let Some((title, typed)) = fitting.max_by_key(|(_, typed)| typed.len()) else {
        return (None, text);
    };
    let rest = text[typed.len()..].trim_start();
    match rest.strip_prefix("หญิง") {
        Some(rest) if title.rank => (Some(format!("{}หญิง", title.kept)), rest.trim_start()),
        _ => (Some(title.kept.to_owned()), rest),
    }
}

fn may_follow(title: &Title, rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(' ') || (title.glued && rest.starts_with(begins_a_name))
}

/// A consonant, a vowel written before its consonant, or a Latin letter.
fn begins_a_name(c: char) -> bool {
    matches!(c, 'ก'..='ฮ' | 'เ'..='ไ') || c.is_ascii_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_comes_off_glued_or_not() {
        for (typed, title, rest) in [
            ("นายวิชัย", Some("นาย"), "วิชัย"),
            ("นางสาวใจดี", Some("นางสาว"), "ใจดี"),
            ("น.ส. ใจดี", Some("นางสาว"), "ใจดี"),
            ("ด.ช.วิชัย", Some("เด็กชาย"), "วิชัย"),
            ("ว่าที่ ร.ต.วิชัย", Some("ว่าที่ ร.ต."), "วิชัย"),
            ("ร.ต.อ.วิชัย", Some("ร.ต.อ."), "วิชัย"),
            ("ว่าที่ร้อยตรีหญิง ใจดี", Some("ว่าที่ ร.ต.หญิง"), "ใจดี"),
            ("MR. Wichai", Some("Mr."), "Wichai"),
            ("คุณ วิชัย", Some("คุณ"), "วิชัย"),
        ] {
            assert_eq!(split(typed), (title.map(str::to_owned), rest), "{typed}");
        }
    }

    #[test]
    fn a_name_that_begins_like_a_title_stays_whole() {
        for name in ["พระพาย", "คุณากร", "นายิกา", "Mrak", "ดรุณี"]
        {
            assert_eq!(split(name), (None, name));
        }
    }
}
