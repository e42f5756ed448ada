//! What must be true of every flow there is.

use std::collections::{BTreeMap, BTreeSet};

use crate::catalogue::{FLOWS, catalogue};
use crate::conversation::*;

/// With two of them a button's data stays far under LINE's 300 bytes.
const LONGEST_NAME: usize = 24;

#[test]
fn names_of_flows_and_steps_are_short_and_unique() {
    let mut names: BTreeSet<&str> = ["view", "start"].into();
    for flow in FLOWS {
        assert!(names.insert(flow.name()), "{} twice", flow.name());
        let steps = flow.steps();
        let unique: BTreeSet<&str> = steps.iter().map(|step| step.name).collect();
        assert_eq!(unique.len(), steps.len(), "{}", flow.name());
        for name in unique.into_iter().chain([flow.name()]) {
            assert!(name.len() <= LONGEST_NAME, "{name}");
            assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'), "{name}");
            assert!(!name.starts_with(REVIEW), "{name}");
        }
    }
}

#[test]
fn every_arrow_ends_at_a_later_step_and_every_step_is_reached() {
    for flow in FLOWS {
        let steps = flow.steps();
        let place: BTreeMap<&str, usize> = (0..).zip(&steps).map(|(at, s)| (s.name, at)).collect();
        let mut reached = BTreeSet::from([steps[0].name]);
        for (at, step) in steps.iter().enumerate() {
            assert!(!step.leads_to.is_empty(), "{} ends at {}", flow.name(), step.name);
            for next in step.leads_to {
                assert!(*next == REVIEW || place[next] > at, "{} to {next}", step.name);
                reached.insert(next);
            }
        }
        let all: BTreeSet<&str> = steps.iter().map(|step| step.name).chain([REVIEW]).collect();
        assert_eq!(reached, all, "{}", flow.name());
    }
}

#[test]
fn every_flow_has_its_texts_in_every_language() {
    let wording = Wording::shipped().unwrap();
    for flow in FLOWS {
        let name = flow.name();
        let own = ["label", "words"].map(|text| format!("{name}.{text}"));
        // One that saves nothing has nothing to give a receipt for.
        let saves = !flow.terms().series.is_empty();
        let numbered = [format!("{name}.receipt"), format!("{}.number", flow.terms().series)];
        let numbered: Vec<String> = numbered.into_iter().filter(|_| saves).collect();
        let steps = flow.steps();
        let asked = steps
            .iter()
            .flat_map(|step| ["ask", "line"].map(|text| format!("{name}.{}.{text}", step.name)));
        for key in own.into_iter().chain(asked).chain(numbered.clone()) {
            for language in Language::ALL {
                assert!(wording.texts(language).contains_key(&key), "{key}");
            }
        }
        for key in numbered {
            assert!(wording.raw(Language::Thai, &key).contains("{number}"), "{key}");
        }
    }
}

#[test]
fn every_flow_is_started_by_its_label_and_its_words() {
    let wording = Wording::shipped().unwrap();
    let catalogue = catalogue(&wording);
    for flow in FLOWS {
        for key in ["label", "words"].map(|text| format!("{}.{text}", flow.name())) {
            for language in Language::ALL {
                for word in wording.raw(language, &key).split('|') {
                    let wanted = catalogue.asked_by(word).map(|wanted| wanted.entry);
                    let Some(Entry::Flow(found)) = wanted else { panic!("{word} starts nothing") };
                    assert_eq!(found.name(), flow.name(), "{word}");
                }
            }
        }
    }
}
