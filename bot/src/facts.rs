//! What a turn may know: for every turn, gathered for a whole batch of events at once; what only
//! some ask for, found when they do, and the turn is worked out again.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use asa_core::conversation::{Language, Turn, saves_into};
use asa_core::facts::{Facts, Found, Need};
use asa_core::id::LineId;
use asa_core::people::{Me, code};
use asa_db::inbox::Waiting;
use asa_db::people::{self, Person, Question};
use asa_db::sessions::{self, Key, Stored};
use asa_db::{Error, Result};
use futures_util::future::join_all;
use uuid::Uuid;

use crate::line::event::Reading;
use crate::service::Service;

/// A first answer waits no longer than this to learn which language it should be in.
const PATIENCE: Duration = Duration::from_millis(800);

/// A turn asks for what depends on what it asked for before; not for ever.
const MOST_ROUNDS: usize = 8;

/// Turns worked out before others are let in.
const AT_A_STRETCH: usize = 4;

/// People by LINE id, and what is open with each of them.
#[derive(Debug, Default)]
pub struct Known {
    people: HashMap<String, Someone>,
    /// What they may do, and have agreed to.
    me: HashMap<String, Me>,
    sessions: HashMap<Key, Stored>,
    /// Those of whom something is open that cannot be read, and why.
    locked: HashMap<Key, asa_db::Error>,
    /// Numbers for records that may be saved, with their series, by the row of the event.
    numbers: HashMap<i64, (&'static str, i64)>,
    /// What turns have asked for, by the row of the event.
    found: HashMap<i64, BTreeMap<Need, Found>>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Someone {
    language: Option<Language>,
    /// Learnt just now, and to be kept.
    is_news: bool,
}

impl Known {
    fn facts(&mut self, service: &Service, event: &Waiting) -> Facts {
        let found = self.found.remove(&event.id).unwrap_or_default();
        let me = event.person.as_ref().and_then(|person| self.me.get(person));
        Facts {
            now: service.now(),
            language: self.language(event),
            hotline: service.talk.hotline.clone(),
            notice_link: service.notice_link(),
            chat_link: service.chat_link(),
            organisation: service.talk.organisation.clone(),
            dpo: service.talk.dpo.clone(),
            home: service.talk.home,
            backfill_days: service.talk.backfill_days,
            me: me.cloned().unwrap_or_default(),
            fresh_session: fresh_name(),
            fresh_number: self.numbers.get(&event.id).map(|(_, number)| *number),
            fresh_code: code::from_chance(&(service.settings.chance)(service.now())),
            found,
            ..Facts::default()
        }
    }

    pub fn language(&self, event: &Waiting) -> Language {
        self.someone(event).and_then(|someone| someone.language).unwrap_or_default()
    }

    /// Works something out for each of these events, as often as one asks for facts that are not
    /// there yet: they are found for all of them at once. In the order of the events; one for
    /// which something cannot be found fails alone.
    pub async fn work_out<T>(
        &mut self,
        service: &Service,
        events: &[&Waiting],
        work: impl Fn(usize, &Facts) -> std::result::Result<T, Vec<Need>> + Send,
    ) -> Result<Vec<std::result::Result<T, String>>> {
        let mut ends: Vec<Option<std::result::Result<T, String>>> = Vec::new();
        ends.resize_with(events.len(), || None);
        // What cannot be found is asked for again by the turns that do need it.
        self.find(service, events, likely(service, events)).await?;
        for _ in 0..MOST_ROUNDS {
            let mut asked = Vec::new();
            for (number, end) in ends.iter_mut().enumerate().filter(|(_, end)| end.is_none()) {
                // Turns are work, not waiting: those at the door get a word in between.
                if number % AT_A_STRETCH == AT_A_STRETCH - 1 {
                    tokio::task::yield_now().await;
                }
                let event = events[number];
                let facts = self.facts(service, event);
                match work(number, &facts) {
                    Ok(done) => {
                        *end = Some(Ok(done));
                        if let Some(key) = key_of(event) {
                            service.likely.keep(key, facts.asked());
                        }
                    }
                    Err(needs) => asked.extend(needs.into_iter().map(|need| (number, need))),
                }
                self.found.insert(event.id, facts.found);
            }
            if asked.is_empty() {
                break;
            }
            for (number, why) in self.find(service, events, asked).await? {
                ends[number] = Some(Err(why));
            }
        }
        let endless = || Err("a turn never stopped asking for facts".to_owned());
        Ok(ends.into_iter().map(|end| end.unwrap_or_else(endless)).collect())
    }

    /// Finds what is asked for, each by the event with this number; says what cannot be found for
    /// which of them, and why.
    async fn find(
        &mut self,
        service: &Service,
        events: &[&Waiting],
        asked: Vec<(usize, Need)>,
    ) -> Result<Vec<(usize, String)>> {
        if asked.is_empty() {
            return Ok(Vec::new());
        }
        let mut lost = Vec::new();
        for (number, need, found) in answers(service, &self.me, events, asked).await? {
            match found {
                Ok(found) => {
                    self.found.entry(events[number].id).or_default().insert(need, found);
                }
                Err(why) => lost.push((number, why)),
            }
        }
        Ok(lost)
    }

    /// What is open between us and the person who did this.
    pub fn stored(&self, event: &Waiting) -> Stored {
        let key = key_of(event);
        key.and_then(|key| self.sessions.get(&key)).cloned().unwrap_or_default()
    }

    /// That of the row it was read from.
    pub fn revision(&self, event: &Waiting) -> i64 {
        let stored = key_of(event).and_then(|key| self.sessions.get(&key));
        stored.map_or(0, |stored| stored.revision)
    }

    /// Why this event can have no turn for now: what is open with its person does not open.
    pub fn locked(&self, event: &Waiting) -> Option<&asa_db::Error> {
        self.locked.get(&key_of(event)?)
    }

    /// The number that was ready for this event goes back, unless a record has it now.
    pub fn settle_number(&self, service: &Service, event: &Waiting, turned: &Turn) {
        if let Some((series, number)) = self.numbers.get(&event.id)
            && !turned.uses_number
        {
            service.numbers.give_back(series, [*number]);
        }
    }

    /// The language that LINE has just told us, to be kept.
    pub fn news(&self, event: &Waiting) -> Option<Language> {
        self.someone(event).filter(|someone| someone.is_news).and_then(|someone| someone.language)
    }

    fn someone(&self, event: &Waiting) -> Option<Someone> {
        self.people.get(event.person.as_deref()?).copied()
    }
}

/// What the turns of these events will ask for, as far as one can guess.
fn likely(service: &Service, events: &[&Waiting]) -> Vec<(usize, Need)> {
    let keys = events.iter().copied().map(key_of).enumerate();
    let needs = keys.filter_map(|(number, key)| Some((number, service.likely.of(&key?))));
    needs.flat_map(|(number, all)| all.into_iter().map(move |need| (number, need))).collect()
}

/// A session's name: short enough for a button, and not to be met twice.
fn fresh_name() -> String {
    Uuid::new_v4().simple().to_string()[..10].to_owned()
}

pub fn key_of(event: &Waiting) -> Option<Key> {
    Some(Key { chat: event.chat.clone(), person: event.person.clone()? })
}

/// Reads what is stored, and asks LINE for the language of those who write for the first time.
pub async fn gather(service: &Service, events: &[&Waiting]) -> Result<Known> {
    let keys: Vec<Key> = events.iter().copied().filter_map(key_of).collect();
    if keys.is_empty() {
        return Ok(Known::default());
    }
    let mut ids: Vec<&str> = events.iter().filter_map(|event| event.person.as_deref()).collect();
    ids.sort_unstable();
    ids.dedup();
    let (people, me, stored) = tokio::try_join!(
        people_known(service, events, &ids),
        people::me(&service.store, &ids),
        sessions::load(&service.store, &keys),
    )?;
    let mut known = Known { people, me: me.into_iter().collect(), ..Known::default() };
    for (key, stored) in stored {
        match stored {
            Ok(stored) => drop(known.sessions.insert(key, stored)),
            Err(error) => drop(known.locked.insert(key, error)),
        }
    }
    Ok(known)
}

async fn people_known(
    service: &Service,
    events: &[&Waiting],
    ids: &[&str],
) -> Result<HashMap<String, Someone>> {
    let stored = people::load(&service.store, ids).await?;
    let mut known: HashMap<String, Someone> = stored.iter().map(stored_person).collect();
    let mut strangers: Vec<&str> =
        events.iter().filter_map(|event| stranger(event, &known)).collect();
    strangers.dedup();
    let asked = strangers.into_iter().map(|person| ask_line(service, person));
    known.extend(join_all(asked).await);
    Ok(known)
}

impl Known {
    /// Takes a number for each event that may end in a record.
    pub async fn take_numbers(
        &mut self,
        service: &Service,
        events: &[(&Waiting, Reading)],
    ) -> Result<()> {
        let mut wanted: HashMap<&'static str, Vec<i64>> = HashMap::new();
        for (event, reading) in events {
            let sessions = self.stored(event).sessions;
            if let Some(series) = saves_into(&reading.input, &sessions, &service.talk.catalogue) {
                wanted.entry(series).or_default().push(event.id);
            }
        }
        for (series, rows) in wanted {
            let taken = service.numbers.take(&service.store, series, rows.len()).await?;
            let named = taken.into_iter().map(|number| (series, number));
            self.numbers.extend(rows.into_iter().zip(named));
        }
        Ok(())
    }
}

/// Finds what these events ask for. If that cannot be done for all at once, each is asked alone,
/// and one that cannot be answered is told apart from the others.
async fn answers(
    service: &Service,
    me: &HashMap<String, Me>,
    events: &[&Waiting],
    asked: Vec<(usize, Need)>,
) -> Result<Vec<(usize, Need, std::result::Result<Found, String>)>> {
    let nobody = Me::default();
    let question = |(number, need): &(usize, Need)| {
        let asker = events[*number].person.as_deref().unwrap_or_default();
        Question { asker, me: me.get(asker).unwrap_or(&nobody), need: need.clone() }
    };
    let questions: Vec<Question<'_>> = asked.iter().map(question).collect();
    let found = match find(service, &questions).await {
        Ok(found) => found.into_iter().map(Ok).collect(),
        Err(Error::Unavailable(why)) => return Err(Error::Unavailable(why)),
        Err(_) => one_by_one(service, &questions).await?,
    };
    let answers = asked.into_iter().zip(found);
    Ok(answers.map(|((number, need), found)| (number, need, found)).collect())
}

async fn one_by_one(
    service: &Service,
    questions: &[Question<'_>],
) -> Result<Vec<std::result::Result<Found, String>>> {
    let mut found = Vec::with_capacity(questions.len());
    for question in questions {
        match find(service, std::slice::from_ref(question)).await {
            Ok(one) => found.extend(one.into_iter().map(Ok)),
            Err(Error::Unavailable(why)) => return Err(Error::Unavailable(why)),
            Err(error) => found.push(Err(error.to_string())),
        }
    }
    Ok(found)
}

/// What only the shell knows, and what is stored.
async fn find(service: &Service, questions: &[Question<'_>]) -> Result<Vec<Found>> {
    let mut found = people::find_all(&service.store, questions, service.now()).await?;
    for (found, question) in found.iter_mut().zip(questions) {
        if question.need == Need::CopyLink {
            *found = Found::Link(service.copy_link(question.asker));
        }
    }
    Ok(found)
}

fn stored_person(person: &Person) -> (String, Someone) {
    (person.line_id.clone(), Someone { language: person.language(), is_news: false })
}
/// A person in a private chat of whom no language is stored. Members of groups are not asked
/// for: LINE does not tell a member's language, and the bot answers there only when called.
fn stranger<'a>(event: &'a Waiting, known: &HashMap<String, Someone>) -> Option<&'a str> {
    let person = event.person.as_deref().filter(|person| *person == event.chat)?;
    known.get(person).is_none_or(|someone| someone.language.is_none()).then_some(person)
}

async fn ask_line(service: &Service, person: &str) -> (String, Someone) {
    let language = match LineId::new(person) {
        Ok(id) => language_of_phone(service, &id).await,
        Err(_) => None,
    };
    (person.to_owned(), Someone { language, is_news: true })
}

/// `None` if LINE did not answer: it is asked again the next time. Whoever shows LINE no
/// language is spoken to in Thai.
async fn language_of_phone(service: &Service, person: &LineId) -> Option<Language> {
    let profile = tokio::time::timeout(PATIENCE, service.line.profile(person)).await;
    match profile {
        Ok(Ok(profile)) => {
            let phone = profile.and_then(|profile| profile.language);
            Some(phone.as_deref().map(Language::of_phone).unwrap_or_default())
        }
        Ok(Err(error)) => {
            tracing::info!(%error, %person, "the language of a person is not known yet");
            None
        }
        Err(_) => None,
    }
}
