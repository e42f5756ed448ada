//! The bot's name at the beginning of what is said: in a group that is how it is called.

use crate::thai::fold;

use super::wording::{Language, Wording};

/// The text after the bot's name, if it begins with it. The name is also a common word
/// (อาสาสมัคร, a volunteer), so what follows has to be a pause or a particle.
pub(super) fn without_name(wording: &Wording, text: &str) -> Option<String> {
    let folded = fold(text);
    let spoken = folded.strip_prefix('@').unwrap_or(&folded);
    Language::ALL.into_iter().find_map(|language| {
        let names = wording.raw(language, "bot.names").split('|');
        names.map(fold).find_map(|name| {
            let rest = spoken.strip_prefix(name.as_str())?;
            let rest = without_particle(wording, language, rest);
            let pause = rest.chars().next().is_none_or(|c| !c.is_alphanumeric() && !is_thai(c));
            pause.then(|| rest.trim_start_matches(|c: char| !c.is_alphanumeric()).to_owned())
        })
    })
}

fn without_particle<'a>(wording: &Wording, language: Language, rest: &'a str) -> &'a str {
    let mut particles = wording.raw(language, "bot.called_with").split('|');
    particles.find_map(|particle| rest.strip_prefix(particle)).unwrap_or(rest)
}

fn is_thai(c: char) -> bool {
    matches!(c, '\u{0E01}'..='\u{0E4E}')
}
