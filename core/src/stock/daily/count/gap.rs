//! Why a count is not what the book says. It never becomes consumption by itself: somebody says
//! why, and to whom it went.

use super::Draft;
use crate::conversation::readers::{Options, choosing};
use crate::conversation::{At, Prompt, Read, Reader, Said, Stage};
use crate::stock::Group;
use crate::stock::asking::head::Headed;
use crate::stock::asking::whom::SEVERAL;
use crate::stock::record::{Gap, Loss, Mistake};

pub(super) const HANDED_OUT: &str = "handed_out";
pub(super) const OTHER: &str = "other";
const LESS: [&str; 5] = [HANDED_OUT, "damaged", "lost", "counted_wrong", OTHER];
const MORE: [&str; 3] = ["came_unwritten", "counted_wrong", OTHER];

#[derive(Debug)]
pub(super) struct Reasons;

fn options(at: &At<'_, Draft>) -> Options {
    let values: &[&str] = if at.draft.difference() < 0 { &LESS } else { &MORE };
    Options::of(at.voice(), "count.why", values)
}

impl Reader<Draft> for Reasons {
    type Answer = String;

    fn asks(&self, at: &At<'_, Draft>) -> Prompt {
        let (voice, draft) = (at.voice(), at.draft);
        let Some(item) = draft.item(at.stage) else { return Prompt::default() };
        let key = if draft.difference() < 0 { "count.why.less" } else { "count.why.more" };
        let counted = item.pieces(draft.counted.amount.pieces, voice);
        let gap = item.pieces(draft.difference().abs(), voice);
        let question = voice.with(key, &[("counted", &counted), ("gap", &gap)]);
        Prompt { question: Some(question), ..choosing::ask(&options(at), at) }
    }

    fn reads(&self, at: &At<'_, Draft>, said: Said<'_>) -> Read<String> {
        choosing::read(&options(at), at, said)
    }

    fn shows(&self, at: &At<'_, Draft>, answer: &String) -> String {
        at.voice().label(&format!("count.why.{answer}"))
    }

    fn fits(&self, at: &At<'_, Draft>, answer: &String) -> bool {
        options(at).label(answer).is_some()
    }
}

impl Draft {
    /// Counted less what the book says.
    pub(super) fn difference(&self) -> i64 {
        self.counted.amount.pieces - self.counted.book
    }

    /// What explains the difference.
    pub(super) fn gap(&self) -> Vec<Gap> {
        let pieces = self.difference().abs();
        if pieces == 0 {
            return Vec::new();
        }
        let adjusted = |why| vec![Gap::Adjusted { why, pieces }];
        match self.why.as_str() {
            HANDED_OUT if self.group == SEVERAL => self.gap_by_group(),
            HANDED_OUT => {
                let group = Group::parse(&self.group);
                group.map(|group| Gap::HandedOut { group, pieces }).into_iter().collect()
            }
            OTHER => adjusted(Mistake::Other),
            why => match (Loss::parse(why), Mistake::parse(why)) {
                (Some(why), _) => vec![Gap::Lost { why, pieces }],
                (None, why) => adjusted(why.unwrap_or(Mistake::Other)),
            },
        }
    }

    fn gap_by_group(&self) -> Vec<Gap> {
        let all = Group::ALL.into_iter().zip(self.split);
        let all = all.map(|(group, pieces)| Gap::HandedOut { group, pieces });
        all.filter(|gap| gap.pieces() > 0).collect()
    }
}

/// What the card shows under the answers: what lay there, what became of it, what is left open.
pub(super) fn adds_up(draft: &Draft, stage: &Stage<'_>) -> Vec<(String, String)> {
    let (voice, Some(page)) = (&stage.voice, draft.page(stage)) else { return Vec::new() };
    let line = |key: &str, pieces| (voice.label(key), page.item.pieces(pieces, voice));
    let mut lines = vec![line("sheet.opening", page.opening)];
    if page.sheet.net() != 0 {
        lines.push(line("count.moved", page.sheet.net()));
    }
    let mut unexplained = 0;
    for gap in draft.gap() {
        let pieces = gap.pieces();
        match gap {
            Gap::HandedOut { group, .. } => {
                let to = voice.with("count.handed_out", &[("group", &group.label(voice))]);
                lines.push((to, page.item.pieces(pieces, voice)));
            }
            Gap::Lost { why, .. } => {
                lines.push(line(&format!("count.why.{}", why.as_str()), pieces));
            }
            Gap::Adjusted { .. } => unexplained += draft.difference().signum() * pieces,
        }
    }
    lines.push(line("sheet.counted", draft.counted.amount.pieces));
    lines.push(line("sheet.difference", unexplained));
    lines
}
