//! A chat as a transcript that plays: what people did since a moment, and what the bot answered.
//!
//! Invariant: played from its first line on, it takes about the time it took. What had been
//! going on in the chat before is not in it.

use std::time::Duration;

use asa_core::id::LineId;
use asa_core::moment::Moment;

use super::journal::Entry;
use super::time::{BREATH, moment, span};
use super::{message, sheet};
use crate::twin::people::act::Refused;
use crate::twin::people::say;
use crate::twin::state::State;

const MINUTE: Duration = Duration::from_secs(60);
/// Two deeds closer than this were one burst.
const BURST: Duration = Duration::from_secs(1);
const TITLE: &str = "A conversation recorded from the demo page.";

/// Somebody's turn to speak, or the bot's.
#[derive(Debug)]
struct Turn {
    place: u64,
    at: Moment,
    who: String,
    /// Not the bot.
    person: bool,
    lines: Vec<String>,
}

pub(crate) fn transcript(
    state: &State,
    person: &LineId,
    chat: &LineId,
    since: Moment,
) -> Result<String, Refused> {
    say::hears(state, person, chat)?;
    let deeds: Vec<&Entry> =
        state.journal.of_chat(chat).filter(|entry| entry.at >= since).collect();
    let mut turns = turns(state, chat, &deeds, since);
    turns.sort_by_key(|turn| turn.place);
    let begin = turns.first().map_or(since, |turn| turn.at);
    let seconds = Duration::from_millis(u64::try_from(begin.millis() % 60_000).unwrap_or(0));
    let mut lines = vec![TITLE.to_owned(), String::new()];
    lines.extend(givens(state, chat, &deeds));
    // It is said to begin at a full minute; pauses count from when it really did.
    lines.extend([sheet::word("at", &moment(begin - seconds)), String::new()]);
    lines.extend(told(&turns, begin));
    Ok(lines.join("\n") + "\n")
}

fn turns(state: &State, chat: &LineId, deeds: &[&Entry], since: Moment) -> Vec<Turn> {
    let group = state.world.groups.get(chat).map(|group| group.name.as_str());
    let named = |who: &str| group.map_or_else(|| who.to_owned(), |at| sheet::in_group(who, at));
    let deeds = deeds.iter().map(|entry| Turn {
        place: entry.place,
        at: entry.at,
        who: named(&state.world.name(&entry.person)),
        person: true,
        lines: entry.deed.lines(),
    });
    let shown = state.chats.shown(chat).into_iter();
    let answers =
        shown.filter(|shown| shown.from == "bot" && shown.at >= since).map(|shown| Turn {
            place: shown.id.parse().unwrap_or(u64::MAX),
            at: shown.at,
            who: named(&sheet::bot_to(None)),
            person: false,
            lines: message::lines(&shown.message),
        });
    deeds.chain(answers).collect()
}

/// Who is in the chat. Whoever added the account before is a friend from the beginning.
fn givens(state: &State, chat: &LineId, deeds: &[&Entry]) -> Vec<String> {
    let group = state.world.groups.get(chat);
    let members = group.map_or(std::slice::from_ref(chat), |group| &group.members);
    let people = members.iter().filter_map(|id| state.world.people.get(id));
    let mut lines: Vec<String> = Vec::new();
    for person in people {
        let came = |entry: &&Entry| matches!(entry.deed, super::deed::Deed::Follows);
        let friend = person.friend && !deeds.iter().any(came);
        let friend = if friend { ", a friend" } else { "" };
        let given = format!("{} speaks {}{friend}", person.name, person.language);
        lines.push(sheet::word("given", &given));
    }
    if let Some(group) = group {
        let names = members.iter().map(|id| state.world.name(id)).collect::<Vec<_>>();
        let given = format!("group {} with {}", group.name, names.join(", "));
        lines.push(sheet::word("given", &given));
    }
    lines
}

fn told(turns: &[Turn], begin: Moment) -> Vec<String> {
    let column = sheet::column(turns.iter().map(|turn| &*turn.who));
    let mut lines = Vec::new();
    let mut played = begin;
    let mut before: Option<&Turn> = None;
    for turn in turns {
        lines.extend(silence(before, turn));
        lines.extend(time_between(before, turn, &mut played));
        lines.extend(sheet::speech(column, &turn.who, &turn.lines));
        before = Some(turn);
    }
    lines.extend(before.filter(|last| last.person).map(|_| sheet::word("silence", "")));
    lines
}

/// Whoever speaks again had no answer.
fn silence(before: Option<&Turn>, turn: &Turn) -> Option<String> {
    (turn.person && before?.person).then(|| sheet::word("silence", ""))
}

/// A line about the time that passed, where the player would not know by itself.
fn time_between(before: Option<&Turn>, turn: &Turn, played: &mut Moment) -> Option<String> {
    let burst = before.is_some_and(|before| {
        before.person && turn.person && before.who == turn.who && turn.at.since(before.at) < BURST
    });
    if burst {
        return Some(sheet::word("at", "once"));
    }
    if turn.person {
        *played = *played + BREATH;
    }
    // To the nearest minute: nobody wants to read the seconds.
    let minutes = (turn.at.since(*played) + MINUTE / 2).as_secs() / MINUTE.as_secs();
    let passed = Duration::from_secs(minutes * MINUTE.as_secs());
    *played = *played + passed;
    (minutes > 0).then(|| sheet::word("later", &span(passed)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::twin::Act;
    use crate::twin::testing::twin;

    fn text(text: &str) -> serde_json::Value {
        json!({ "type": "text", "text": text })
    }

    #[tokio::test]
    async fn a_chat_is_told_with_its_pauses_and_silences() {
        let twin = twin();
        let nok = twin.add_person("Nok", "th");
        let say = |text: &str| {
            let (person, chat) = (nok.clone(), nok.clone());
            Act::Text { person, chat, text: text.to_owned(), mention: false }
        };
        twin.act(Act::Follow { person: nok.clone() }).await.unwrap();
        twin.state().bot_says(&nok, &[text("Hello")], false, true);
        twin.settings().clock.advance(Duration::from_secs(5 + 2 * 3_600));
        twin.act(say("rice")).await.unwrap();
        twin.act(say("(rice)")).await.unwrap();
        let told = transcript(&twin.state(), &nok, &nok, Moment::default()).unwrap();
        let at = moment(twin.settings().clock.now() - Duration::from_secs(2 * 3_600 + 5));
        let expected = format!(
            "{TITLE}\n\ngiven  Nok speaks th\nat     {at}\n\n\
             Nok    | (follows)\nbot    | Hello\nlater  2 hours\nNok    | rice\nsilence\n\
             at     once\nNok    | \\(rice)\nsilence\n"
        );
        assert_eq!(told, expected);
    }

    #[tokio::test]
    async fn a_group_is_told_with_everybody_in_it() {
        let twin = twin();
        let (nok, lek) = (twin.add_person("Nok", "th"), twin.add_person("Lek", "en"));
        let group = twin.add_group("Silom", &[nok.clone(), lek.clone()]);
        twin.act(Act::Follow { person: lek.clone() }).await.unwrap();
        twin.act(Act::InviteBot { group: group.clone() }).await.unwrap();
        let say = Act::Text { person: nok, chat: group.clone(), text: "a".into(), mention: true };
        twin.act(say).await.unwrap();
        let told = transcript(&twin.state(), &lek, &group, Moment::default()).unwrap();
        for line in [
            "given  Nok speaks th",
            "given  Lek speaks en, a friend",
            "given  group Silom with Nok, Lek",
            "Nok @ Silom | @Asa a",
        ] {
            assert!(told.contains(&format!("{line}\n")), "{told}");
        }
    }

    #[tokio::test]
    async fn nobody_reads_a_chat_they_are_not_in() {
        let twin = twin();
        let (nok, lek) = (twin.add_person("Nok", "th"), twin.add_person("Lek", "th"));
        let refused = transcript(&twin.state(), &nok, &lek, Moment::default());
        assert_eq!(refused.unwrap_err(), Refused::NotInChat);
    }
}
