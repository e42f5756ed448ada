//! แจกจ่าย: pieces from the shelf to one of the four risk groups, and how many people they served.
//!
//! ```text
//! สมใจ | แจก 40 เปราะบาง 20 คน
//! Asa  | ▤ ตรวจก่อนส่ง: แจกจ่าย … [ยืนยัน]
//! ```

use serde_json::json;

use crate::conversation::readers::Amount;
use crate::conversation::{
    Begin, By, Given, Leads, REVIEW, Saving, Stage, Step, Table, Turn, Voice,
};
use crate::people::Action;
use crate::stock::Group;
use crate::stock::asking::about::About;
use crate::stock::asking::head::{Head, Headed, Opening, given, stands};
use crate::stock::asking::keeping::{KEEPERS, record, wrote};
use crate::stock::asking::pieces::Pieces;
use crate::stock::asking::shortcut;
use crate::stock::asking::taking_back::undoes;
use crate::stock::asking::whom::{Groups, ORDER};
use crate::stock::daily::people_served::{People, before_word};
use crate::stock::record::Deed;
use crate::thai::fold;

pub const NAME: &str = "hand_out";

#[derive(Debug, Default)]
pub struct Draft {
    head: Head,
    group: Option<Group>,
    pub(super) amount: Amount,
    people: i64,
}

impl Headed for Draft {
    fn head(&self) -> &Head {
        &self.head
    }

    fn head_mut(&mut self) -> &mut Head {
        &mut self.head
    }
}

pub static FLOW: Table<Draft> = Table {
    name: NAME,
    terms: KEEPERS,
    steps: &[
        Opening::<Draft>::UNIT,
        Opening::<Draft>::ITEM,
        Step { leads: Leads::To("group"), ..Opening::<Draft>::DAY },
        Step {
            name: "group",
            reads: &By(Groups { or_several: false }, |draft: &mut Draft, group: String| {
                draft.group = Group::parse(&group);
            }),
            leads: Leads::To("pieces"),
            skippable: false,
        },
        Step {
            name: "pieces",
            reads: &By(Pieces::FROM_THE_SHELF, |draft: &mut Draft, amount| draft.amount = amount),
            leads: Leads::To("people"),
            skippable: false,
        },
        Step {
            name: "people",
            reads: &By(People, |draft: &mut Draft, people| draft.people = people),
            leads: Leads::To(REVIEW),
            skippable: false,
        },
    ],
    hears: |text| {
        shortcut::heard(&["แจกจ่าย", "แจก", "จ่าย", "hand out", "handed out", "give"], text)
    },
    begins,
    stands,
    saves,
    undoes,
    ..Table::PLAIN
};

fn begins(stage: &Stage<'_>) -> Begin {
    let about = About::read(stage.about);
    let mut given = given(stage, Action::KeepStock, &about);
    given.extend(said(stage, &given, &about.words));
    Begin::With(given)
}

/// "40 เปราะบาง 20 คน": what is understood of it; the rest is asked.
fn said(stage: &Stage<'_>, given: &[Given], words: &str) -> Vec<Given> {
    let head = Head::of(given);
    let (group, rest) = named_group(&stage.voice, words);
    let (people, rest) = named_people(&stage.voice, &rest);
    let draft = Draft { head, ..Draft::default() };
    let carton = draft.page(stage).and_then(|page| page.carton);
    let amount = draft.item(stage).and_then(|item| {
        let amount = Amount::read(rest, &stage.voice, &item, carton).ok()?;
        let is_likely = !Pieces::FROM_THE_SHELF.is_unlikely(&draft, stage, amount.pieces);
        is_likely.then(|| amount.packed(&item, carton))
    });
    let Some(amount) = amount else { return Vec::new() };
    let group = group.map(|group| Given::before("group", group.as_str()));
    let people = people.map(|people| Given::before("people", people));
    let all = [group, Some(Given::before("pieces", json!(amount))), people];
    all.into_iter().flatten().collect()
}

/// The group that is named, by a whole label or its telling part, and the words without it.
fn named_group(voice: &Voice<'_>, words: &str) -> (Option<Group>, String) {
    for group in ORDER {
        let mut labels = voice.alternatives(&format!("group.{}", group.as_str()));
        labels.sort_by_key(|label| std::cmp::Reverse(label.len()));
        for label in labels.iter().map(|label| fold(label)) {
            if words.contains(&label) {
                return (Some(group), words.replacen(&label, " ", 1));
            }
        }
    }
    (None, words.to_owned())
}

/// "20 คน", at the end.
fn named_people<'a>(voice: &Voice<'_>, words: &'a str) -> (Option<i64>, &'a str) {
    let Some(before) = before_word(voice, words).map(str::trim_end) else { return (None, words) };
    let rest = before.trim_end_matches(|c: char| c.is_ascii_digit());
    match before[rest.len()..].parse() {
        Ok(people) => (Some(people), rest),
        Err(_) => (None, words),
    }
}

fn saves(draft: &Draft, saving: &Saving<'_>) -> Turn {
    let Some(group) = draft.group else { return Turn::default() };
    let pieces = draft.amount.pieces;
    let deed = Deed::HandOut { group, pieces, people: draft.people };
    let Some(mut record) = record(draft, saving, deed) else { return Turn::default() };
    record.pack = draft.amount.pack;
    wrote::<Draft>(saving.stage, record, -pieces, NAME)
}
