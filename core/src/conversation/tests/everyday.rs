//! What is said when nothing is open: views, words, danger, things that are not words.

use crate::catalogue::catalogue;
use crate::conversation::*;
use crate::effect::Effect;
use crate::facts::Facts;

fn turn_in(language: Language, in_group: bool, deed: Deed) -> Turn {
    let wording = Wording::shipped().unwrap();
    let facts = Facts { language, ..Facts::default() };
    let input = Input { in_group, ..Input::of(deed) };
    let worked = turn(&input, &Sessions::default(), &facts, &wording, &catalogue(&wording));
    let Ok(Worked::Done(turn)) = worked else { panic!("{worked:?}") };
    turn
}

fn wrote(text: &str) -> Deed {
    Deed::Wrote { text: text.into(), called: false }
}

fn title(turn: &Turn) -> &str {
    match &turn.says.last().unwrap().body {
        Body::Card(card) => &card.title,
        Body::Text(text) | Body::Qr { text } => text,
    }
}

#[test]
fn every_view_answers_its_label_and_its_words_in_both_languages() {
    let wording = Wording::shipped().unwrap();
    let catalogue = catalogue(&wording);
    for view in &catalogue.views {
        for language in Language::ALL {
            let words = wording.raw(language, view.words).split('|');
            for word in words.chain(wording.raw(language, view.label).split('|')) {
                let wanted = catalogue.asked_by(word).map(|wanted| wanted.entry);
                let Some(Entry::View(found)) = wanted else { panic!("{word}") };
                assert_eq!(found.name, view.name, "{word}");
            }
        }
    }
}

#[test]
fn every_button_leads_to_a_view() {
    let wording = Wording::shipped().unwrap();
    let facts = Facts { hotline: Some("042000000".into()), ..Facts::default() };
    let catalogue = catalogue(&wording);
    for language in Language::ALL {
        let voice = Voice { wording: &wording, language };
        for view in &catalogue.views {
            let stage = Stage { voice, facts: &facts, catalogue: &catalogue, about: "" };
            for say in (view.shows)(&stage).says {
                for button in say.buttons() {
                    let Does::Tap(data) = &button.does else { continue };
                    match Tap::read(data) {
                        Tap::View(name, _) => assert!(catalogue.view(&name).is_some(), "{data}"),
                        Tap::Start(name, _) => assert!(catalogue.flow(&name).is_some(), "{data}"),
                        other => panic!("{other:?}"),
                    }
                }
            }
        }
    }
}

#[test]
fn nothing_is_met_with_silence_in_a_private_chat() {
    let mut deeds =
        vec![Deed::Followed, wrote("อะไรก็ได้"), Deed::Tapped { data: "?".into(), picked: None }];
    let things = [Sent::Sticker, Sent::Video, Sent::Voice, Sent::File, Sent::Unknown];
    deeds.extend(things.map(Deed::Sent));
    deeds.extend([Deed::Photo(Photo::NotWanted), Deed::Located(Spot::of(17.1, 104.1))]);
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
    let nothing = Catalogue::new(&[], &[], &wording);
    let (input, facts) = (Input::of(Deed::Followed), Facts::default());
    assert!(turn(&input, &Sessions::default(), &facts, &wording, &nothing).is_err());
}
