//! A place: a tambon, a district or a province; by its name however it is written, from a list,
//! or by a shared location, which only ever offers the nearest.
//!
//! Invariant: nothing is taken for a place but what was named exactly, or picked among what was
//! offered.

use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::options::{Chosen, Options};
use crate::areas::{self, Area, AreaCode, Found, Level, told_apart};
use crate::conversation::input::Spot;
use crate::conversation::reader::{At, Gives, Offer, Prompt, Read, Reader, Said, Why, not_words};
use crate::thai::yes_no;

#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// What is asked for.
    pub finest: Level,
    /// What is good enough.
    pub coarsest: Level,
}

/// On the way to a place.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Looking {
    /// The list of what is in there is on show; `None`: no list, or that of the provinces.
    within: Option<AreaCode>,
    listing: bool,
    page: usize,
    /// These were offered.
    offered: Vec<AreaCode>,
}

/// The button that opens the list.
const LIST: &str = "list";
/// The button that says none of those.
const OTHER: &str = "other";
/// Before the code of what is listed: all of it, not to be taken for the way to its parts.
const WHOLE: &str = "all";
/// Nearest tambons offered for a location: the right one is among the first three in 95 of 100.
const NEAREST: usize = 4;
const OFFERED: usize = 8;

impl Place {
    /// Levels a name may be of.
    fn levels(self) -> &'static [Level] {
        match self.finest {
            Level::Province => &Level::ALL[..1],
            Level::District => &Level::ALL[..2],
            Level::Tambon => &Level::ALL,
        }
    }

    fn is_good_enough(self, level: Level) -> bool {
        self.levels().contains(&level) && level >= self.coarsest
    }

    /// Whose parts are listed first; `None`: the provinces.
    fn listed<D>(self, at: &At<'_, D>) -> Option<AreaCode> {
        at.stage.facts.home.filter(|_| self.finest != Level::Province)
    }

    /// What is offered now, in the order of the buttons.
    fn options<D>(self, at: &At<'_, D>, looking: &Looking) -> Options {
        let voice = at.voice();
        let mut options = Options::default();
        let areas: Vec<&Area> = match (looking.offered.as_slice(), looking.within) {
            ([], Some(within)) => {
                if let Some(area) = areas::get(within).filter(|a| self.is_good_enough(a.level())) {
                    let whole =
                        voice.with("read.whole_area", &[("area", &area.title(voice.language))]);
                    options.add(&format!("{WHOLE}{within}"), vec![whole]);
                }
                areas::children(within).iter().collect()
            }
            ([], None) if looking.listing => areas::provinces().iter().collect(),
            (offered, _) => offered.iter().filter_map(|code| areas::get(*code)).collect(),
        };
        let labels = told_apart(&areas, voice.language);
        for (area, label) in areas.iter().zip(labels) {
            options.add(&area.code.to_string(), vec![label]);
        }
        options
    }

    fn heard<D>(self, at: &At<'_, D>, looking: &Looking, text: &str) -> Read<AreaCode> {
        match (looking.offered.as_slice(), yes_no(text)) {
            ([only], Some(true)) => return self.chosen(*only),
            ([_, ..], Some(false)) => return Read::Half(Json::Null),
            _ => {}
        }
        let options = self.options(at, looking);
        if let Some(code) = options.exactly(text).and_then(|index| options.value(index)) {
            return self.picked(code);
        }
        if let Some(wish) = self.typed_button(at, &options, looking, text) {
            return wish;
        }
        match looking.within {
            Some(within) if looking.offered.is_empty() => self.found_in_list(within, text),
            _ => self.found(at.stage.facts.home, text),
        }
    }

    /// A button's words, typed.
    fn typed_button<D>(
        self,
        at: &At<'_, D>,
        options: &Options,
        looking: &Looking,
        text: &str,
    ) -> Option<Read<AreaCode>> {
        if at.voice().hears("read.from_list", text) {
            return Some(list(self.listed(at)));
        }
        if !looking.offered.is_empty() && at.voice().hears("read.none_of_them", text) {
            return Some(Read::Half(Json::Null));
        }
        let page = options.turned(at.voice(), text, looking.page)?;
        let (within, offered) = (looking.within, looking.offered.clone());
        Some(Read::Half(json!(Looking { within, listing: looking.listing, page, offered })))
    }

    /// In the list that is on show, by its name or its beginning; else anywhere, to be confirmed.
    fn found_in_list(self, within: AreaCode, text: &str) -> Read<AreaCode> {
        if let Found::One(area) = areas::search(text, Some(within), self.levels(), OFFERED) {
            return self.chosen(area.code);
        }
        let mut found = areas::matching_prefix(within, text);
        found.truncate(OFFERED);
        match (found.as_slice(), areas::search(text, None, self.levels(), OFFERED)) {
            ([_, ..], _) => offer(&found),
            ([], Found::One(area)) => offer(&[area]),
            ([], Found::Near(areas) | Found::Several(areas)) => offer(&areas),
            ([], Found::Nothing) => Read::No(Why::is("read.place")),
        }
    }

    /// What is called so at home, then anywhere; only then what sounds like it.
    fn found(self, home: Option<AreaCode>, text: &str) -> Read<AreaCode> {
        let near = areas::search(text, home, self.levels(), OFFERED);
        let (first, second) = match near {
            Found::One(_) | Found::Several(_) => (near, Found::Nothing),
            near => (areas::search(text, None, self.levels(), OFFERED), near),
        };
        match (first, second) {
            (Found::One(area), _) => self.chosen(area.code),
            (Found::Several(areas), _) => offer(&areas),
            (_, Found::Near(areas)) | (Found::Near(areas), _) => offer(&areas),
            (Found::Nothing, _) => Read::No(Why::is("read.place")),
        }
    }

    /// One of the options: a part of what is listed, or the whole of it.
    fn picked(self, value: &str) -> Read<AreaCode> {
        let (is_whole, code) = match value.strip_prefix(WHOLE) {
            Some(code) => (true, code),
            None => (false, value),
        };
        match code.parse() {
            Ok(code) if is_whole => Read::Answer(code),
            Ok(code) => self.chosen(code),
            Err(_) => Read::No(Why::is("read.place")),
        }
    }

    /// An area that is certain: the answer, or the list of what is in it.
    fn chosen(self, code: AreaCode) -> Read<AreaCode> {
        match code.at(self.finest) {
            Some(code) if areas::get(code).is_some() => Read::Answer(code),
            Some(_) => Read::No(Why::is("read.place")),
            None => Read::Half(json!(Looking { within: Some(code), ..Looking::default() })),
        }
    }

    fn located(self, spot: Spot) -> Read<AreaCode> {
        let near: Vec<&Area> = areas::nearest(spot.lat(), spot.lon(), NEAREST)
            .into_iter()
            .map(|(area, _)| area)
            .collect();
        let codes: Vec<AreaCode> =
            near.iter().filter_map(|area| area.code.at(self.finest)).collect();
        let mut areas: Vec<&Area> = codes.into_iter().filter_map(areas::get).collect();
        areas.dedup();
        if areas.is_empty() { Read::No(Why::is("read.place_outside")) } else { offer(&areas) }
    }

    fn question<D>(self, at: &At<'_, D>, looking: &Looking) -> Option<String> {
        let voice = at.voice();
        let name = |code: &AreaCode| areas::get(*code).map(|area| area.full_name(voice.language));
        match (looking.offered.as_slice(), looking.within) {
            ([only], _) => Some(voice.with("read.is_it", &[("area", &name(only)?)])),
            ([_, ..], _) => Some(voice.text("read.which_area")),
            ([], Some(within)) => Some(voice.with("read.where_in", &[("area", &name(&within)?)])),
            ([], None) if looking.listing => Some(voice.text("read.which_province")),
            ([], None) => None,
        }
    }
}

fn list(within: Option<AreaCode>) -> Read<AreaCode> {
    Read::Half(json!(Looking { within, listing: true, ..Looking::default() }))
}

fn offer(areas: &[&Area]) -> Read<AreaCode> {
    let offered = areas.iter().map(|area| area.code).collect();
    Read::Half(json!(Looking { offered, ..Looking::default() }))
}

impl<D> Reader<D> for Place {
    type Answer = AreaCode;

    fn asks(&self, at: &At<'_, D>) -> Prompt {
        let (voice, looking) = (at.voice(), at.half::<Looking>());
        if let Some(question) = self.question(at, &looking) {
            let mut prompt = self.options(at, &looking).prompt(voice, looking.page);
            match looking.offered.as_slice() {
                [] => {}
                [_] => {
                    // One to be confirmed: a yes or a no says it.
                    prompt.lines.clear();
                    prompt.offers.iter_mut().for_each(|o| o.label = voice.label("read.yes"));
                    prompt.offers.push(Offer::value(voice.label("read.no"), OTHER));
                }
                _ => prompt.offers.push(Offer::value(voice.label("read.none_of_them"), OTHER)),
            }
            return Prompt { question: Some(question), ..prompt };
        }
        let location = Offer { label: voice.label("word.location"), gives: Gives::Location };
        let list = Offer::value(voice.label("read.from_list"), LIST);
        let is_province = self.finest == Level::Province;
        let hint = if is_province { "read.province_hint" } else { "read.place_hint" };
        let lines = vec![voice.text(hint)];
        // What is asked for can be called "อ.เมืองสกลนคร": the first district of the province.
        let home = at.stage.facts.home.filter(|_| !is_province).map_or(&[][..], areas::children);
        let example = home.first().map(|area| area.short(voice.language));
        Prompt { lines, example, offers: vec![location, list], ..Prompt::default() }
    }

    fn reads(&self, at: &At<'_, D>, said: Said<'_>) -> Read<AreaCode> {
        let looking: Looking = at.half();
        match said {
            Said::Tap(LIST) => list(self.listed(at)),
            Said::Tap(OTHER) => Read::Half(Json::Null),
            Said::Tap(value) => match self.options(at, &looking).tapped(value) {
                Chosen::Page(page) => Read::Half(json!(Looking { page, ..looking })),
                Chosen::One(_) => self.picked(value),
                Chosen::Some(_) | Chosen::Nothing => Read::No(Why::is("read.place")),
            },
            Said::Text(text) => self.heard(at, &looking, text),
            Said::Spot(spot) => self.located(spot),
            other => not_words(other),
        }
    }

    fn shows(&self, at: &At<'_, D>, answer: &AreaCode) -> String {
        let area = areas::get(*answer);
        area.map(|area| area.full_name(at.voice().language)).unwrap_or_default()
    }

    fn fits(&self, _at: &At<'_, D>, answer: &AreaCode) -> bool {
        areas::get(*answer).is_some_and(|area| self.is_good_enough(area.level()))
    }
}
