//! A unit, found by the place it is in; or one of those near, where there are some. Where a place
//! has one unit only, that is the answer.

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::{Post, Unit, UnitId};
use crate::areas::{self, AreaCode};
use crate::conversation::readers::{Options, Place, choosing};
use crate::conversation::{At, Language, Prompt, Read, Reader, Said, Why};
use crate::facts::Facts;

#[derive(Debug)]
pub struct UnitAt<D> {
    pub place: Place,
    /// Offered before a place is asked for; none: the place is asked for at once.
    pub near: fn(&At<'_, D>) -> Vec<Unit>,
    /// Why a unit cannot be the answer.
    pub allows: fn(&At<'_, D>, &Unit) -> Result<(), Why>,
}

/// On the way to a unit.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
struct Looking {
    /// None of those near.
    elsewhere: bool,
    /// The units here are on show.
    within: Option<AreaCode>,
    /// How far the place, or the choice, has come.
    inner: Json,
}

/// The button that says none of those near.
const OTHER: &str = "other";

fn inside<'a, D>(at: &At<'a, D>, inner: &'a Json) -> At<'a, D> {
    At { stage: at.stage, draft: at.draft, key: at.key, half: Some(inner) }
}

fn named(units: &[Unit], language: Language) -> Options {
    let mut options = Options::default();
    for unit in units {
        options.add(&unit.id.0.to_string(), vec![unit.name(language)]);
    }
    options
}

/// The office of the area, then what was added right there.
fn units_at(facts: &Facts, area: AreaCode) -> Vec<Unit> {
    let office = areas::get(area).map(Unit::office);
    let added = facts.units_in(area).into_iter().filter(|unit| unit.area == area);
    office.into_iter().chain(added).collect()
}

fn on_the_way<A>(looking: &Looking) -> Read<A> {
    let is_beginning = *looking == Looking::default();
    Read::Half(if is_beginning { Json::Null } else { json!(looking) })
}

fn chosen(looking: &Looking, read: Read<String>) -> Read<Post> {
    match read {
        Read::Answer(value) if value == OTHER => {
            on_the_way(&Looking { elsewhere: true, ..Looking::default() })
        }
        Read::Answer(value) => match value.parse() {
            Ok(id) => Read::Answer(Post::at(UnitId(id))),
            Err(_) => Read::No(Why::is("read.choice")),
        },
        Read::Half(inner) | Read::More(inner) => on_the_way(&Looking { inner, ..*looking }),
        Read::No(why) => Read::No(why),
    }
}

impl<D> UnitAt<D> {
    fn near(&self, at: &At<'_, D>, looking: &Looking) -> Option<Options> {
        let near = if looking.elsewhere { Vec::new() } else { (self.near)(at) };
        let mut options = named(&near, at.voice().language);
        options.add(OTHER, at.voice().alternatives("read.other_unit"));
        (!near.is_empty()).then_some(options)
    }

    fn at_place(&self, at: &At<'_, D>, area: AreaCode) -> Result<Vec<Unit>, Why> {
        let mut refused = Why::is("read.choice");
        let mut allowed = Vec::new();
        for unit in units_at(at.stage.facts, area) {
            match (self.allows)(at, &unit) {
                Ok(()) => allowed.push(unit),
                Err(why) => refused = why,
            }
        }
        if allowed.is_empty() { Err(refused) } else { Ok(allowed) }
    }

    fn by_place(&self, at: &At<'_, D>, looking: &Looking, said: Said<'_>) -> Read<Post> {
        let area = match self.place.reads(&inside(at, &looking.inner), said) {
            Read::Answer(area) => area,
            Read::Half(inner) | Read::More(inner) => {
                return on_the_way(&Looking { inner, ..*looking });
            }
            Read::No(why) => return Read::No(why),
        };
        match self.at_place(at, area).as_deref() {
            Ok([unit]) => Read::Answer(Post::at(unit.id)),
            Ok(_) => {
                let elsewhere = looking.elsewhere;
                on_the_way(&Looking { elsewhere, within: Some(area), inner: Json::Null })
            }
            Err(why) => Read::No(why.clone()),
        }
    }
}

impl<D> Reader<D> for UnitAt<D> {
    type Answer = Post;

    fn asks(&self, at: &At<'_, D>) -> Prompt {
        let (voice, looking) = (at.voice(), at.half::<Looking>());
        let inner = inside(at, &looking.inner);
        if let Some(area) = looking.within.and_then(areas::get) {
            let units = self.at_place(at, area.code).unwrap_or_default();
            let name = area.with_parent(voice.language);
            let question = voice.with("read.which_unit", &[("area", &name)]);
            let prompt = choosing::ask(&named(&units, voice.language), &inner);
            return Prompt { question: Some(question), ..prompt };
        }
        match self.near(at, &looking) {
            Some(near) => choosing::ask(&near, &inner),
            None => {
                let prompt = self.place.asks(&inner);
                let elsewhere = looking.elsewhere.then(|| voice.text("read.where_is_unit"));
                Prompt { question: prompt.question.or(elsewhere), ..prompt }
            }
        }
    }

    fn reads(&self, at: &At<'_, D>, said: Said<'_>) -> Read<Post> {
        let looking: Looking = at.half();
        if let Some(area) = looking.within {
            let units = self.at_place(at, area).unwrap_or_default();
            let options = named(&units, at.voice().language);
            let read = choosing::read(&options, &inside(at, &looking.inner), said);
            return chosen(&looking, read);
        }
        let Some(near) = self.near(at, &looking) else { return self.by_place(at, &looking, said) };
        match choosing::read(&near, &inside(at, &looking.inner), said) {
            // A place that is named needs no button first.
            Read::No(why) => {
                let elsewhere = Looking { elsewhere: true, ..Looking::default() };
                match self.by_place(at, &elsewhere, said) {
                    Read::No(_) => Read::No(why),
                    found => found,
                }
            }
            read => chosen(&looking, read),
        }
    }

    fn shows(&self, at: &At<'_, D>, answer: &Post) -> String {
        let unit = at.stage.facts.unit(answer.unit);
        unit.map(|unit| unit.full_name(at.voice().language)).unwrap_or_default()
    }

    fn fits(&self, at: &At<'_, D>, answer: &Post) -> bool {
        let unit = at.stage.facts.unit(answer.unit).filter(|unit| unit.is_open);
        unit.is_some_and(|unit| !answer.is_chosen() || (self.allows)(at, &unit).is_ok())
    }
}
