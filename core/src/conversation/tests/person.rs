//! Someone who talks to Asa, and a form with a branch, a question that may be left out, and photos.

use std::sync::LazyLock;
use std::time::Duration;

use super::made_up_joining;
use crate::catalogue;
use crate::conversation::readers::{Choice, Photos, Text, YesNo};
use crate::conversation::*;
use crate::effect::Effect;
use crate::facts::{Facts, Found, Need};
use crate::moment::Moment;
use crate::people::Me;

#[derive(Debug, Default)]
pub(in crate::conversation) struct Draft {
    kind: String,
    words: String,
    photos: Vec<String>,
    fast: Option<bool>,
}

pub(in crate::conversation) static FORM: Table<Draft> = Table {
    name: "form",
    terms: Terms::everybody("form"),
    steps: &[
        Step {
            name: "kind",
            reads: &By(Choice(&["road", "water", "other"]), |draft: &mut Draft, kind| {
                draft.kind = kind;
            }),
            leads: Leads::ByDraft(&["words", "photos"], |draft| {
                if draft.kind == "other" { "words" } else { "photos" }
            }),
            skippable: false,
        },
        Step {
            name: "words",
            reads: &By(Text(100), |draft: &mut Draft, words| draft.words = words),
            leads: Leads::To("photos"),
            skippable: false,
        },
        Step {
            name: "photos",
            reads: &By(Photos(2), |draft: &mut Draft, photos| draft.photos = photos),
            leads: Leads::To("fast"),
            skippable: true,
        },
        Step {
            name: "fast",
            reads: &By(YesNo, |draft: &mut Draft, fast| draft.fast = Some(fast)),
            leads: Leads::To(REVIEW),
            skippable: false,
        },
    ],
    // What was saved shows as an effect that is easy to look at.
    saves: |draft, saving| {
        let Draft { kind, words, photos, fast } = draft;
        let record = format!("{}: {kind} {words} {photos:?} {fast:?}", saving.number);
        Turn::default().and(Effect::Erase { message: record })
    },
    undoes: |_, saved| Ok(vec![Effect::Erase { message: format!("undo {}", saved.number) }]),
    ..Table::PLAIN
};

/// A second one, to be interrupted by.
pub(in crate::conversation) static NOTE: Table<String> = Table {
    name: "note",
    terms: Terms::everybody("note"),
    steps: &[Step {
        name: "words",
        reads: &By(Text(20), |draft: &mut String, words| *draft = words),
        leads: Leads::To(REVIEW),
        skippable: false,
    }],
    saves: |draft, _| Turn::default().and(Effect::Erase { message: draft.clone() }),
    ..Table::PLAIN
};

const TEXTS: [(&str, &str); 20] = [
    ("form.label", "แจ้งซ่อม"),
    ("form.words", "ซ่อม"),
    ("form.kind.ask", "ซ่อมอะไรคะ"),
    ("form.kind.line", "เรื่อง"),
    ("form.kind.road", "ถนน|ทาง"),
    ("form.kind.water", "น้ำประปา"),
    ("form.kind.other", "อื่น ๆ"),
    ("form.words.ask", "เป็นอย่างไรคะ"),
    ("form.words.line", "อาการ"),
    ("form.photos.ask", "ส่งรูปได้ค่ะ"),
    ("form.photos.line", "รูป"),
    ("form.fast.ask", "ด่วนไหมคะ"),
    ("form.fast.line", "ด่วน"),
    ("form.receipt", "ส่งแล้ว {number}"),
    ("form.number", "ซ-{number}"),
    ("note.label", "จดไว้"),
    ("note.words.ask", "จดว่าอะไรคะ"),
    ("note.words.line", "ข้อความ"),
    ("note.receipt", "จดแล้ว {number}"),
    ("note.number", "จ-{number}"),
];

/// Read once: it takes longer than a conversation.
pub(super) static SHIPPED: LazyLock<Wording> = LazyLock::new(|| Wording::shipped().unwrap());

#[derive(Debug)]
pub(in crate::conversation) struct Someone {
    wording: Wording,
    catalogue: Catalogue,
    pub(in crate::conversation) sessions: Sessions,
    pub(in crate::conversation) now: Moment,
    pub(in crate::conversation) language: Language,
    pub(in crate::conversation) in_group: bool,
    pub(in crate::conversation) me: Me,
    /// What is stored, where a turn asks for it.
    pub(in crate::conversation) knows: fn(&Need) -> Found,
    /// The last turn.
    pub(in crate::conversation) turn: Turn,
    deeds: u64,
}

impl Someone {
    /// Talks about the forms of this file.
    pub(in crate::conversation) fn new() -> Self {
        Self::talking_of(&[&FORM, &NOTE], shipped_with(&TEXTS, &[]))
    }

    /// Talks about what there is, in the made-up world.
    pub(in crate::conversation) fn at_work(me: Me) -> Self {
        let wording = Wording::shipped().unwrap();
        Self { me, knows: made_up_joining::knows, ..Self::talking_of(catalogue::FLOWS, wording) }
    }

    pub(in crate::conversation) fn talking_of(
        flows: &[&'static dyn Flow],
        wording: Wording,
    ) -> Self {
        let catalogue = Catalogue::new(flows, catalogue::views(), &wording);
        Self {
            wording,
            catalogue,
            sessions: Sessions::default(),
            now: Moment::from_millis(1_588_928_400_000),
            language: Language::Thai,
            in_group: false,
            me: Me::default(),
            knows: |need| panic!("nobody said what {need:?} is answered with"),
            turn: Turn::default(),
            deeds: 0,
        }
    }

    /// A moment later than the last time, as it takes to read and to type.
    pub(in crate::conversation) fn does(&mut self, deed: Deed) -> String {
        self.waits(Duration::from_secs(5));
        self.does_at_once(deed)
    }

    /// In the same breath.
    pub(in crate::conversation) fn does_at_once(&mut self, deed: Deed) -> String {
        self.deeds += 1;
        let input = Input {
            deed,
            in_group: self.in_group,
            message: Some(format!("m{}", self.deeds)),
            occurred_at: self.now,
            waited: Duration::ZERO,
        };
        let series = saves_into(&input, &self.sessions, &self.catalogue);
        let mut facts = Facts {
            now: self.now,
            language: self.language,
            me: self.me.clone(),
            fresh_session: format!("s{}", self.deeds),
            fresh_number: series.map(|_| 7),
            fresh_code: "7K3M-Q9XA".into(),
            home: "47".parse().ok(),
            chat_link: Some("https://chat.example/?".into()),
            ..Facts::default()
        };
        // Written out and read again between any two turns, as in the database.
        let stored = serde_json::to_string(&self.sessions).unwrap();
        let before = serde_json::from_str(&stored).unwrap();
        self.turn = loop {
            match turn(&input, &before, &facts, &self.wording, &self.catalogue).unwrap() {
                Worked::Done(turn) => break turn,
                Worked::Needs(needs) => {
                    let found = needs.into_iter().map(|need| (need.clone(), (self.knows)(&need)));
                    facts.found.extend(found);
                }
            }
        };
        self.sessions = self.turn.sessions.clone().unwrap_or(before);
        self.heard()
    }

    pub(in crate::conversation) fn waits(&mut self, time: Duration) {
        self.now = self.now + time;
    }

    pub(in crate::conversation) fn says(&mut self, text: &str) -> String {
        self.does(wrote(text))
    }

    pub(in crate::conversation) fn shows(&mut self, photo: &str) -> String {
        self.does(Deed::Photo(Photo::Kept(photo.to_owned())))
    }

    /// Presses the button with this label that was offered last.
    pub(in crate::conversation) fn taps(&mut self, label: &str) -> String {
        let data = self.button(label);
        self.does(tapped(&data))
    }

    /// Sets the picker that was offered last.
    pub(in crate::conversation) fn picks(&mut self, picked: &str) -> String {
        let (data, _) = self.picker();
        self.does(Deed::Tapped { data, picked: Some(picked.to_owned()) })
    }

    /// What the picker carries, and how it is set.
    pub(in crate::conversation) fn picker(&self) -> (String, Picker) {
        let buttons = self.turn.says.iter().flat_map(Say::buttons);
        let mut pickers = buttons.filter_map(|button| match &button.does {
            Does::Pick(data, picker) => Some((data.clone(), picker.clone())),
            _ => None,
        });
        pickers.next_back().unwrap_or_else(|| panic!("no picker under: {}", self.heard()))
    }

    /// What the button with this label carries.
    pub(in crate::conversation) fn button(&self, label: &str) -> String {
        let buttons = self.turn.says.iter().flat_map(Say::buttons);
        let labelled = buttons.filter(|button| button.label == label);
        let taps = labelled.filter_map(|button| match &button.does {
            Does::Tap(data) => Some(data.clone()),
            _ => None,
        });
        taps.collect::<Vec<_>>()
            .pop()
            .unwrap_or_else(|| panic!("no button {label} under: {}", self.heard()))
    }

    /// Everything said in the last turn: texts, and cards as `name = value`.
    pub(in crate::conversation) fn heard(&self) -> String {
        let say = |say: &Say| match &say.body {
            Body::Text(text) => text.clone(),
            Body::Qr { text } => format!("▣ {text}"),
            Body::Card(card) => {
                let lines = card.lines.iter().map(|line| match &line.value {
                    Some(value) => format!("{} = {value}", line.text),
                    None => line.text.clone(),
                });
                std::iter::once(card.title.clone()).chain(lines).collect::<Vec<_>>().join("\n")
            }
        };
        self.turn.says.iter().map(say).collect::<Vec<_>>().join("\n--\n")
    }

    pub(in crate::conversation) fn saved(&self) -> String {
        match self.turn.effects.as_slice() {
            [Effect::Erase { message }] => message.clone(),
            other => panic!("{other:?}"),
        }
    }

    /// Whether what was done last changed nothing that is kept.
    pub(in crate::conversation) fn answers(&self) -> Vec<(String, serde_json::Value)> {
        let open = self.sessions.open.iter().flat_map(|open| &open.answers);
        open.map(|answer| (answer.step.clone(), answer.value.clone())).collect()
    }
}

/// The texts that ship and these; in English what is not given is as in Thai.
pub(in crate::conversation) fn shipped_with(
    thai_texts: &[(&str, &str)],
    english_texts: &[(&str, &str)],
) -> Wording {
    let shipped = &*SHIPPED;
    let owned = |texts: &[(&str, &str)]| {
        texts.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned())).collect::<Vec<_>>()
    };
    let mut thai = shipped.texts(Language::Thai).clone();
    thai.extend(owned(thai_texts));
    let mut english = thai.clone();
    english.extend(shipped.texts(Language::English).clone());
    english.extend(owned(english_texts));
    Wording::of(thai, english)
}

pub(in crate::conversation) fn wrote(text: &str) -> Deed {
    Deed::Wrote { text: text.to_owned(), called: false }
}

pub(in crate::conversation) fn tapped(data: &str) -> Deed {
    Deed::Tapped { data: data.to_owned(), picked: None }
}
