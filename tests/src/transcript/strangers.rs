//! Two people who have nothing to do with the story and talk all the time while it is told.
//! Their chats are compared with nothing; but nobody may get an error.
//!
//! Invariant: what they do depends on whose turn it is and on nothing else, so that a failure
//! comes again.

use anyhow::ensure;
use asa::twin::transcript::buttons;
use asa::twin::{Act, Done};
use asa_core::conversation::{Language, Voice};
use asa_core::id::LineId;
use asa_db::dead;
use futures_util::future::try_join_all;

use super::acts::{There, sticker};
use crate::world::{World, text_in, words};

const HOW_MANY: usize = 2;
const WORDS: [&str; 5] = ["เมนูหลัก", "หน้ากากหมดแล้ว", "menu", "ติดต่อเจ้าหน้าที่", "ยกเลิก"];
/// What is said to somebody whose message failed for good.
const APOLOGY: &str = "apology.text";

#[derive(Debug)]
pub(super) struct Strangers {
    people: Vec<LineId>,
    round: usize,
}

impl Strangers {
    pub(super) fn come(world: &World) -> Self {
        let people = (0..HOW_MANY).map(|number| {
            let language = if number % 2 == 0 { "th" } else { "en" };
            world.twin.add_person(&format!("stranger {number}"), language)
        });
        Self { people: people.collect(), round: 0 }
    }

    /// Everybody does one thing, all at the same time. The bot has been told when this returns.
    pub(super) async fn talk(&mut self, world: &World) -> anyhow::Result<()> {
        let round = self.round;
        self.round += 1;
        let deeds = self.people.iter().enumerate().map(|(number, person)| {
            let act = if round == 0 {
                Act::Follow { person: person.clone() }
            } else {
                deed(world, person, round + 2 * number)
            };
            world.twin.act(act)
        });
        let done: Vec<Done> = try_join_all(deeds).await?;
        let refused = done.iter().find(|done| done.status.is_some_and(|status| status != 200));
        ensure!(refused.is_none(), "a stranger was turned away: {refused:?}");
        Ok(())
    }

    /// Everybody was answered, and nobody with an apology.
    pub(super) async fn check(&self, world: &World) -> anyhow::Result<()> {
        let talk = &world.service.talk;
        let voice = |language| Voice { wording: &talk.wording, language };
        let sorry = Language::ALL.map(|language| voice(language).text(APOLOGY));
        for person in self.people.iter().filter(|_| self.round > 0) {
            let sends = world.sent_to(person);
            let answers: Vec<_> = sends.iter().flat_map(|send| &send.messages).collect();
            ensure!(!answers.is_empty(), "a stranger was not answered");
            let failed = answers.iter().any(|answer| sorry.contains(&words(answer)));
            ensure!(!failed, "a stranger's message failed");
        }
        let letters = dead::list(&world.service.store, 100).await?;
        let theirs =
            letters.iter().find(|one| self.people.iter().any(|id| id.as_str() == one.chat));
        ensure!(theirs.is_none(), "a stranger's message is lost: {theirs:?}");
        Ok(())
    }
}

fn deed(world: &World, person: &LineId, turn: usize) -> Act {
    let there = There { person, chat: person };
    match turn % 4 {
        0 => text_in(person, person, WORDS[turn / 4 % WORDS.len()]),
        1 => tap(world, person, turn).unwrap_or_else(|| sticker(there)),
        2 => sticker(there),
        _ => text_in(person, person, "อะไรก็ได้"),
    }
}

/// One of the buttons they see, newest or not.
fn tap(world: &World, person: &LineId, turn: usize) -> Option<Act> {
    let shown = world.twin.shown(person);
    let mut actions = shown.iter().flat_map(|shown| buttons::on_card(&shown.message));
    let count = actions.clone().count();
    let action = actions.nth(turn.checked_rem(count)?)?.clone();
    Some(Act::Tap { person: person.clone(), chat: person.clone(), action, params: None })
}
