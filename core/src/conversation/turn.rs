//! One turn: what was done, and what is known, to words and effects.

use crate::effect::Effect;
use crate::facts::Facts;
use crate::thai::fold;

use super::say::{Say, Worth};
use super::{Catalogue, Deed, Input, Language, Sent, Stage, Tap, View, Voice, Wording};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Turn {
    pub says: Vec<Say>,
    /// How much it matters that the words arrive.
    pub worth: Worth,
    pub effects: Vec<Effect>,
}

impl Turn {
    pub fn saying(says: Vec<Say>) -> Self {
        Self { says, ..Self::default() }
    }

    #[must_use]
    pub fn and(mut self, effect: Effect) -> Self {
        self.effects.push(effect);
        self
    }
}

/// The program is wrong, not the person. The event that met it goes to the dead letters.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Fault(pub String);

/// Views the conversation itself falls back on; a catalogue has to have them.
const MENU: &str = "menu";
const EMERGENCY: &str = "emergency";
const WELCOME: &str = "welcome";

pub fn turn(
    input: &Input,
    facts: &Facts,
    wording: &Wording,
    catalogue: &Catalogue,
) -> Result<Turn, Fault> {
    let voice = Voice { wording, language: facts.language };
    Stage { voice, facts, catalogue }.answer(input)
}

impl Stage<'_> {
    fn answer(&self, input: &Input) -> Result<Turn, Fault> {
        match &input.deed {
            Deed::Followed => Ok(self.show(WELCOME)?.and(Effect::Reachable)),
            Deed::Blocked => Ok(Turn::default().and(Effect::Blocked)),
            Deed::LeftGroup => Ok(Turn::default().and(Effect::LeftGroup)),
            Deed::Withdrew { message } => {
                Ok(Turn::default().and(Effect::Erase { message: message.clone() }))
            }
            Deed::Wrote { text, called } => self.hear(text, *called, input.in_group),
            Deed::Tapped { data } => self.tapped(data),
            Deed::Sent(sent) if !input.in_group => Ok(self.received(*sent)),
            Deed::Photo(_) if !input.in_group => Ok(self.say_with_ways_on("fallback.photo")),
            Deed::Sent(_) | Deed::Photo(_) | Deed::JoinedGroup | Deed::Other => Ok(Turn::default()),
        }
    }

    fn hear(&self, text: &str, called: bool, in_group: bool) -> Result<Turn, Fault> {
        let by_name = without_name(self.voice.wording, text);
        if in_group && !called && by_name.is_none() {
            return Ok(Turn::default());
        }
        let text = by_name.as_deref().unwrap_or(text);
        if fold(text).is_empty() {
            return self.show(MENU);
        }
        if let Some(view) = self.catalogue.asked_by(self.voice.wording, text) {
            return Ok(self.open(view));
        }
        if self.sounds_urgent(text) {
            return self.show(EMERGENCY);
        }
        Ok(self.say_with_ways_on("fallback.text"))
    }

    fn tapped(&self, data: &str) -> Result<Turn, Fault> {
        let view = match Tap::read(data) {
            Tap::View(name) => self.catalogue.named(&name),
            Tap::Old => None,
        };
        match view {
            Some(view) => Ok(self.open(view)),
            None => Ok(self.say_with_ways_on("fallback.old_button")),
        }
    }

    fn received(&self, sent: Sent) -> Turn {
        self.say_with_ways_on(match sent {
            Sent::Sticker => "fallback.sticker",
            Sent::Video => "fallback.video",
            Sent::Voice => "fallback.voice",
            Sent::File => "fallback.file",
            Sent::Location => "fallback.location",
            Sent::Unknown => "fallback.unknown",
        })
    }

    /// Someone in danger does not type a label: the numbers come up for a sentence, too.
    fn sounds_urgent(&self, text: &str) -> bool {
        let folded = fold(text);
        Language::ALL.into_iter().any(|language| {
            let signs = self.voice.wording.raw(language, "emergency.signs").split('|');
            signs.map(fold).any(|sign| folded.contains(&sign))
        })
    }

    fn show(&self, name: &str) -> Result<Turn, Fault> {
        let missing = || Fault(format!("the catalogue has no view named {name}"));
        self.catalogue.named(name).map(|view| self.open(view)).ok_or_else(missing)
    }

    fn open(&self, view: &View) -> Turn {
        Turn { worth: view.worth, ..(view.shows)(self) }
    }

    fn say_with_ways_on(&self, key: &str) -> Turn {
        let menu = self.catalogue.named(MENU).map(|view| view.button(&self.voice));
        let ways_on = menu.into_iter().chain(self.listed()).collect();
        Turn::saying(vec![Say::text(self.voice.text(key)).with_quick(ways_on)])
    }
}

/// The text after the bot's name, if it begins with it. The name is also a common word
/// (อาสาสมัคร, a volunteer), so what follows has to be a pause or a particle.
fn without_name(wording: &Wording, text: &str) -> Option<String> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::catalogue;
    use crate::conversation::{Body, Does, Photo};

    fn turn_in(language: Language, in_group: bool, deed: Deed) -> Turn {
        let wording = Wording::shipped().unwrap();
        let facts = Facts { language, ..Facts::default() };
        turn(&Input { deed, in_group }, &facts, &wording, &catalogue()).unwrap()
    }

    fn wrote(text: &str) -> Deed {
        Deed::Wrote { text: text.into(), called: false }
    }

    fn title(turn: &Turn) -> &str {
        match &turn.says.last().unwrap().body {
            Body::Card(card) => &card.title,
            Body::Text(text) => text,
        }
    }

    #[test]
    fn every_view_answers_its_label_and_its_words_in_both_languages() {
        let wording = Wording::shipped().unwrap();
        for view in catalogue().views {
            for language in Language::ALL {
                let words = wording.raw(language, view.words).split('|');
                for word in words.chain([wording.raw(language, view.label)]) {
                    let found = catalogue().asked_by(&wording, word).unwrap();
                    assert_eq!(found.name, view.name, "{word}");
                }
            }
        }
    }

    #[test]
    fn every_button_leads_to_a_view() {
        let wording = Wording::shipped().unwrap();
        let facts = Facts { hotline: Some("042000000".into()), ..Facts::default() };
        let catalogue = catalogue();
        for language in Language::ALL {
            let voice = Voice { wording: &wording, language };
            for view in &catalogue.views {
                let stage = Stage { voice, facts: &facts, catalogue: &catalogue };
                for say in (view.shows)(&stage).says {
                    for button in say.buttons() {
                        let Does::Tap(data) = &button.does else { continue };
                        let Tap::View(name) = Tap::read(data) else { panic!("{data}") };
                        assert!(catalogue.named(&name).is_some(), "{data}");
                    }
                }
            }
        }
    }

    #[test]
    fn nothing_is_met_with_silence_in_a_private_chat() {
        let mut deeds = vec![Deed::Followed, wrote("อะไรก็ได้"), Deed::Tapped { data: "?".into() }];
        deeds.extend([Photo::Kept("a".into()), Photo::NotFetched].map(Deed::Photo));
        let things = [Sent::Sticker, Sent::Video, Sent::Voice, Sent::File];
        deeds.extend(things.into_iter().chain([Sent::Location, Sent::Unknown]).map(Deed::Sent));
        for deed in deeds {
            for language in Language::ALL {
                let turn = turn_in(language, false, deed.clone());
                assert!(!turn.says.is_empty(), "{deed:?}");
                assert!(turn.says.iter().any(|say| !say.buttons().is_empty()), "{deed:?}");
            }
        }
    }

    #[test]
    fn in_a_group_only_a_call_is_answered() {
        let silent = ["เมนูหลัก", "อาสาสมัครมาถึงแล้ว", "asante", "ฉุกเฉิน", "ขอบคุณอาสา"];
        for text in silent {
            assert!(turn_in(Language::Thai, true, wrote(text)).says.is_empty(), "{text}");
        }
        let called = ["อาสา เมนูหลัก", "@อาสา เมนู", "อาสาครับ", "Asa, menu", "อาสา"];
        for text in called {
            assert_eq!(title(&turn_in(Language::Thai, true, wrote(text))), "เมนูหลัก", "{text}");
        }
        let mentioned = Deed::Wrote { text: "ฉุกเฉิน".into(), called: true };
        assert!(!turn_in(Language::Thai, true, mentioned).says.is_empty());
        assert!(turn_in(Language::Thai, true, Deed::Sent(Sent::Sticker)).says.is_empty());
    }

    #[test]
    fn danger_in_a_sentence_brings_the_numbers() {
        for text in ["แม่หมดสติช่วยด้วยค่ะ", "๑๖๖๙", "she can't breathe", "โทร 1669"]
        {
            let turn = turn_in(Language::Thai, false, wrote(text));
            assert_eq!(title(&turn), "เจ็บป่วยฉุกเฉิน โทร 1669 ทันที", "{text}");
            assert_eq!(turn.worth, Worth::Urgent);
        }
    }

    #[test]
    fn the_language_switches_and_says_so_in_the_new_one() {
        let turn = turn_in(Language::Thai, false, wrote("ภาษา / language"));
        assert_eq!(turn.effects, [Effect::Speaks(Language::English)]);
        assert_eq!(title(&turn), "From now on I will speak English");
        let stays = turn_in(Language::English, false, wrote("English"));
        assert_eq!(stays.effects, [Effect::Speaks(Language::English)]);
    }

    #[test]
    fn blocking_and_withdrawing_are_kept_and_not_answered() {
        let blocked = turn_in(Language::Thai, false, Deed::Blocked);
        assert_eq!((blocked.says.len(), &*blocked.effects), (0, &[Effect::Blocked][..]));
        let deed = Deed::Withdrew { message: "1".into() };
        let withdrew = turn_in(Language::Thai, true, deed);
        assert_eq!(withdrew.effects, [Effect::Erase { message: "1".into() }]);
    }

    #[test]
    fn a_catalogue_without_its_views_is_a_fault_not_a_silence() {
        let wording = Wording::shipped().unwrap();
        let input = Input { deed: Deed::Followed, in_group: false };
        let nothing = Catalogue { views: Vec::new() };
        assert!(turn(&input, &Facts::default(), &wording, &nothing).is_err());
    }
}
