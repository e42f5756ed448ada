//! What must be true of every reader.

use proptest::prelude::*;

use super::super::person::wrote;
use super::*;
use crate::catalogue::FLOWS;
use crate::facts::Facts;
use crate::moment::Moment;

/// With a stage to stand on: today as for [`Someone`].
fn on_stage<T>(language: Language, look: impl FnOnce(&Stage<'_>) -> T) -> T {
    let wording = wording();
    let catalogue = Catalogue::new(&ALL, &[], &wording);
    let facts = Facts {
        now: Moment::from_millis(1_588_928_400_000),
        home: "47".parse().ok(),
        ..Facts::default()
    };
    let voice = Voice { wording: &wording, language };
    look(&Stage { voice, facts: &facts, catalogue: &catalogue, about: "" })
}

/// The answers before the last step, so that it can be asked.
fn before(flow: &dyn Flow) -> Vec<Answer> {
    let steps = flow.steps();
    let first = steps.iter().filter(|step| step.name == "first");
    first.map(|step| Answer::of(step.name, 12.into())).collect()
}

#[test]
fn every_example_is_understood() {
    let shipped = FLOWS.iter().flat_map(|flow| flow.steps().into_iter().map(move |s| (*flow, s)));
    let ours = ALL.iter().flat_map(|flow| flow.steps().into_iter().map(move |s| (*flow, s)));
    let mut examples = 0;
    for (flow, step) in shipped.chain(ours) {
        for language in Language::ALL {
            on_stage(language, |stage| {
                let answers = before(flow);
                let asked = Asked { stage, answers: &answers, step: step.name, half: None };
                let Some(example) = flow.prompt(&asked).unwrap().example else { return };
                let read = flow.read(&asked, Said::Text(&example)).unwrap();
                // A place may be the name of what the asked place lies in.
                let understood = matches!(read, Read::Answer(_) | Read::Half(_));
                // What is looked for in the store is not in here.
                let understood = understood || !stage.facts.missing().is_empty();
                assert!(understood, "{} {}: {example}: {read:?}", flow.name(), step.name);
                examples += 1;
            });
        }
    }
    assert!(examples >= 2 * ALL.len(), "{examples}");
}

#[test]
fn things_that_cannot_be_read_are_named_and_the_question_is_asked_again() {
    for flow in ALL.iter().filter(|flow| flow.name() != LOCATION.name) {
        let mut someone = asked(*flow);
        let question = someone.heard();
        for (deed, told) in [
            (Deed::Sent(Sent::Sticker), "ได้สติกเกอร์แล้ว"),
            (Deed::Sent(Sent::Voice), "ได้เสียงแล้ว"),
            (Deed::Photo(Photo::NotWanted), "ได้รูปแล้ว"),
            (Deed::Located(Spot::of(17.1, 104.1)), "ได้ตำแหน่งแล้ว"),
        ] {
            let heard = someone.does(deed);
            assert!(heard.starts_with(told), "{}: {heard}", flow.name());
            assert!(heard.contains(&question), "{}: {heard}", flow.name());
        }
        assert!(someone.answers().is_empty());
    }
}

#[test]
fn going_back_from_the_review_asks_again_and_takes_another_answer() {
    for flow in ALL.iter().filter(|flow| before(**flow).is_empty()) {
        let mut someone = asked(*flow);
        let question = someone.heard();
        let example = match question.rsplit_once("เช่น ") {
            Some((_, example)) => wrote(example),
            None => Deed::Located(Spot::of(17.164, 104.148)),
        };
        someone.does(example.clone());
        let first = shown(&someone);
        assert!(first.is_some(), "{}: {}", flow.name(), someone.heard());
        let again = someone.taps("ย้อนกลับ");
        let (before, asked): (Vec<&str>, Vec<&str>) =
            again.lines().partition(|line| line.starts_with("ตอบไว้ว่า"));
        assert_eq!((before.len(), asked.join("\n")), (1, question));
        someone.does(example);
        assert_eq!(shown(&someone), first);
    }
}

#[test]
fn a_stored_answer_that_is_none_any_more_is_asked_again() {
    for (flow, value) in [
        (&NUMBER, r"2001"),
        (&NUMBER, r#""5""#),
        (&QUANTITY, r#"{"pieces":2000,"parts":[[2000,"piece"]]}"#),
        (&QUANTITY, r#"{"pieces":60,"parts":[[1,"box"]]}"#),
        (&QUANTITY, r#"{"pieces":50,"parts":[[1,"carton"]]}"#),
        (&QUANTITY, r#"{"pieces":50,"parts":[[1,"barrel"]]}"#),
        (&SEVERAL, r"[]"),
        (&SEVERAL, r#"["road","gone"]"#),
        (&SEVERAL, r#"["water","road"]"#),
        (&DAY, r#""2020-04-30""#),
        (&DAY, r#""2020-04-31""#),
        (&VISIT, r"0"),
        (&BIRTH, r#""1899-12-31""#),
        (&IDENTITY, r#"{"kind":"card","number":"1000000000018"}"#),
        (&IDENTITY, r#"{"kind":"visa","number":"1000000000017"}"#),
        (&NAME, r#"{"title":null}"#),
        (&LOCATION, r#"{"lat_micro":48850000,"lon_micro":2350000}"#),
    ] {
        on_stage(Language::Thai, |stage| {
            let value: serde_json::Value = serde_json::from_str(value).unwrap();
            let answers = [Answer::of("it", value.clone())];
            let walk = flow.walk(stage, &answers).unwrap();
            assert_eq!(walk.next, Some(0), "{} takes {value}", flow.name);
        });
    }
}

/// What a person may do to a reader.
#[derive(Debug, Clone)]
enum Does {
    Types(String),
    Taps(String),
    Picks(String),
}

/// Words that readers know, so that arbitrary text also gets beyond the first of them.
const KNOWN: [&str; 26] = [
    "5",
    "3 กล่อง 20",
    "ครึ่ง",
    "1, 3",
    "ถนน",
    "และ",
    "ถัดไป",
    "~1",
    "~done",
    "road",
    "วันนี้",
    "today",
    "8 โมง",
    "2020-05-08",
    "2020-05-08T08:30",
    "9/5/53",
    "12/3 ม.5",
    "0000000000079",
    "AA0000001",
    "card",
    "keep",
    "anew",
    "ใช่",
    "สมใจ ใจงาม",
    "0800000000",
    "ชั้น",
];

fn deed() -> impl Strategy<Value = Does> {
    let known = || proptest::sample::select(&KNOWN[..]).prop_map(str::to_owned);
    let joined = proptest::collection::vec(known(), 2..5).prop_map(|words| words.concat());
    let text = prop_oneof![any::<String>(), "[0-9๐-๙ก-ฮะ-์a-z ,./:()-]{0,24}", known(), joined];
    prop_oneof![
        3 => text.prop_map(Does::Types),
        1 => known().prop_map(Does::Taps),
        1 => known().prop_map(Does::Picks),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// No reader panics; whatever it takes for an answer is shown, and is still one when it has
    /// been written down and read again.
    #[test]
    fn every_answer_can_be_shown_and_kept(deeds in proptest::collection::vec(deed(), 1..6)) {
        for language in Language::ALL {
            on_stage(language, |stage| {
                for flow in ALL {
                    goes_through(flow, stage, &deeds);
                }
            });
        }
    }
}

fn goes_through(flow: &dyn Flow, stage: &Stage<'_>, deeds: &[Does]) {
    let (mut answers, mut half) = (before(flow), None);
    for deed in deeds {
        let asked = Asked { stage, answers: &answers, step: "it", half: half.as_ref() };
        let prompt = flow.prompt(&asked).unwrap();
        assert!(prompt.question.is_some_and(|question| !question.is_empty()));
        let said = match deed {
            Does::Types(text) => Said::Text(text),
            Does::Taps(value) => Said::Tap(value),
            Does::Picks(value) => Said::Picked(value),
        };
        match flow.read(&asked, said).unwrap() {
            Read::Half(more) | Read::More(more) => half = Some(more),
            Read::No(why) => assert!(can_be_told(&why, &stage.voice), "{why:?}"),
            Read::Answer(value) => {
                assert_ne!(flow.show(&asked, &value).unwrap(), "");
                let written = value.to_string();
                let value = serde_json::from_str(&written).unwrap();
                answers.push(Answer::of("it", value));
                let walk = flow.walk(stage, &answers).unwrap();
                assert_eq!(walk.next, None, "{} forgets {written}", flow.name());
                return;
            }
        }
    }
}

/// A refusal has a text, a value for every hole in it, and no particle: the question that follows
/// has one.
fn can_be_told(why: &Why, voice: &Voice<'_>) -> bool {
    let text = voice.wording.raw(voice.language, why.key).to_owned();
    let filled =
        why.values.iter().fold(text, |text, (hole, _)| text.replace(&format!("{{{hole}}}"), ""));
    voice.has(why.key) && !filled.contains('{')
}
