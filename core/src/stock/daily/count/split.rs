//! How much went to each group: asked one by one, the last follows from the rest.

use serde_json::json;

use super::Draft;
use crate::conversation::readers::Amount;
use crate::conversation::{At, Offer, Prompt, Read, Reader, Said, Why, not_words};
use crate::stock::asking::head::Headed;
use crate::stock::asking::whom::ORDER;
use crate::stock::{Group, Item};

#[derive(Debug)]
pub(super) struct Split;

const NONE: &str = "none";
const REST: &str = "rest";

/// What is not said yet.
fn rest(draft: &Draft, so_far: &[i64]) -> i64 {
    draft.difference().abs() - so_far.iter().sum::<i64>()
}

/// In the order of the groups; `None` while something is open.
fn whole(draft: &Draft, so_far: &[i64]) -> Option<[i64; 4]> {
    let rest = rest(draft, so_far);
    if rest > 0 && so_far.len() < ORDER.len() - 1 {
        return None;
    }
    let mut split = [0; 4];
    for (group, pieces) in ORDER.into_iter().zip(so_far) {
        split[group as usize] = *pieces;
    }
    let last = ORDER[so_far.len().min(ORDER.len() - 1)];
    split[last as usize] += rest;
    Some(split)
}

impl Split {
    fn pieces(at: &At<'_, Draft>, item: &Item, so_far: &[i64], said: Said<'_>) -> Result<i64, Why> {
        let rest = rest(at.draft, so_far);
        let why = || {
            let most = item.pieces(rest, at.voice());
            Why::is("count.split.again").with("most", &most)
        };
        let pieces = match said {
            Said::Tap(NONE) => 0,
            Said::Tap(REST) => rest,
            Said::Text(text) => {
                let carton = at.draft.page(at.stage).and_then(|page| page.carton);
                let read = Amount::read(text, at.voice(), item, carton);
                read.map(|amount| amount.pieces).map_err(|_| why())?
            }
            _ => return Err(why()),
        };
        if pieces <= rest { Ok(pieces) } else { Err(why()) }
    }
}

impl Reader<Draft> for Split {
    type Answer = [i64; 4];

    fn asks(&self, at: &At<'_, Draft>) -> Prompt {
        let (voice, so_far) = (at.voice(), at.half::<Vec<i64>>());
        let Some(item) = at.draft.item(at.stage) else { return Prompt::default() };
        let group = ORDER[so_far.len().min(ORDER.len() - 1)].label(voice);
        let left = item.pieces(rest(at.draft, &so_far), voice);
        let measure = item.measure_label(voice);
        let holes = [("group", group.as_str()), ("measure", &measure), ("left", &left)];
        let question = voice.with("count.split.ask_group", &holes);
        let all = voice.with("count.split.rest", &[("left", &left)]);
        let offers =
            vec![Offer::value(voice.label("count.counted.zero"), NONE), Offer::value(all, REST)];
        Prompt { question: Some(question), offers, ..Prompt::default() }
    }

    fn reads(&self, at: &At<'_, Draft>, said: Said<'_>) -> Read<[i64; 4]> {
        let (mut so_far, item) = (at.half::<Vec<i64>>(), at.draft.item(at.stage));
        let (Said::Text(_) | Said::Tap(_), Some(item)) = (said, item) else {
            return not_words(said);
        };
        match Self::pieces(at, &item, &so_far, said) {
            Ok(pieces) => so_far.push(pieces),
            Err(why) => return Read::No(why),
        }
        match whole(at.draft, &so_far) {
            Some(split) => Read::Answer(split),
            None => Read::Half(json!(so_far)),
        }
    }

    fn shows(&self, at: &At<'_, Draft>, answer: &[i64; 4]) -> String {
        let Some(item) = at.draft.item(at.stage) else { return String::new() };
        let share = |group: &Group| (answer[*group as usize], group.label(at.voice()));
        let shares = ORDER.iter().map(share).filter(|(pieces, _)| *pieces > 0);
        let shares = shares.map(|(n, group)| format!("{group} {}", item.pieces(n, at.voice())));
        shares.collect::<Vec<_>>().join(", ")
    }

    fn fits(&self, at: &At<'_, Draft>, answer: &[i64; 4]) -> bool {
        let is_whole = answer.iter().sum::<i64>() == at.draft.difference().abs();
        is_whole && answer.iter().all(|pieces| *pieces >= 0)
    }
}
