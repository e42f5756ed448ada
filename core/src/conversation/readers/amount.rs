//! An amount of an item as it was said: in pieces, and in the measures that were named. Which
//! measures there are, and how much is in one, belongs to the item. Where the wording has a name
//! under `unit`, it brings further words, and how several are called.
//!
//! Invariant: pieces are what counts; the parts are kept only to be said back.

use serde::{Deserialize, Serialize};

use super::number::thousands;
use crate::conversation::{Language, Voice};
use crate::stock::Item;
use crate::stock::item::Measure;
use crate::thai::{self, Reading, quantity};

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    pub pieces: i64,
    /// How many of which measure, by its English name; empty where the words were that there is
    /// nothing.
    pub parts: Vec<(i64, String)>,
    /// How many are in a measure that comes in every size, where that was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pack: Option<i64>,
}

impl Measure {
    fn keys(&self) -> [String; 2] {
        ["one", "many"].map(|number| format!("unit.{number}.{}", self.name.en))
    }

    /// Every word for it, in every language.
    fn words(&self, voice: &Voice<'_>) -> Vec<String> {
        let own = [&self.name.th, &self.name.en].into_iter().chain(&self.also).cloned();
        let keys = self.keys().into_iter().filter(|key| voice.has(key));
        own.chain(keys.flat_map(|key| voice.alternatives(&key))).collect()
    }

    /// How so many are called.
    fn label(&self, count: i64, voice: &Voice<'_>) -> String {
        let [one, many] = self.keys();
        let key = if count == 1 { one } else { many };
        match voice.language {
            Language::English if voice.has(&key) => voice.label(&key),
            language => self.name.in_language(language).to_owned(),
        }
    }

    /// "3 กล่อง"
    fn counted(&self, count: i64, voice: &Voice<'_>) -> String {
        format!("{} {}", thousands(count), self.label(count, voice))
    }
}

impl Item {
    fn measure(&self, name: &str) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.name.en == name)
    }

    fn base(&self) -> Option<&Measure> {
        self.measures.first()
    }

    /// What it is counted in: "ชิ้น", "pieces".
    pub fn measure_label(&self, voice: &Voice<'_>) -> String {
        self.base().map(|base| base.label(0, voice)).unwrap_or_default()
    }

    /// "160 ชิ้น"
    pub fn pieces(&self, pieces: i64, voice: &Voice<'_>) -> String {
        self.base().map_or_else(|| thousands(pieces), |base| base.counted(pieces, voice))
    }

    /// "160 ชิ้น (3 กล่อง 10 ชิ้น)"
    pub fn both_ways(&self, pieces: i64, voice: &Voice<'_>) -> String {
        let sized = self.measures.iter().filter_map(|one| Some((one.size?, one)));
        let fits = sized.filter(|(size, _)| (2..=pieces).contains(size));
        let total = self.pieces(pieces, voice);
        let Some((size, measure)) = fits.max_by_key(|(size, _)| *size) else { return total };
        let large = measure.counted(pieces / size, voice);
        match pieces % size {
            0 => format!("{total} ({large})"),
            rest => format!("{total} ({large} {})", self.pieces(rest, voice)),
        }
    }

    /// Whether `word` is a measure of it that comes in every size.
    pub fn is_sizeless(&self, word: &str, voice: &Voice<'_>) -> bool {
        let sizeless = self.measures.iter().filter(|measure| measure.size.is_none());
        sizeless.flat_map(|measure| measure.words(voice)).any(|known| known == word)
    }
}

impl Amount {
    pub fn of_pieces(pieces: i64, item: &Item) -> Self {
        let base = item.base().map(|base| (pieces, base.name.en.clone()));
        Self { pieces, parts: base.into_iter().collect(), pack: None }
    }

    /// `pack`: how many are in what comes in every size, if that is known.
    pub fn read(text: &str, voice: &Voice<'_>, item: &Item, pack: Option<i64>) -> Reading<Self> {
        let words: Vec<Vec<String>> = item.measures.iter().map(|one| one.words(voice)).collect();
        let names: Vec<Vec<&str>> =
            words.iter().map(|words| words.iter().map(String::as_str).collect()).collect();
        let sizes = item.measures.iter().map(|measure| measure.size.or(pack).unwrap_or(0));
        let units = names.iter().zip(sizes).map(|(names, pieces)| thai::Unit { names, pieces });
        let read = quantity(text, &units.collect::<Vec<_>>())?;
        let named = |at: usize| item.measures.get(at).map(|measure| measure.name.en.clone());
        let parts = read.parts.into_iter().filter_map(|(count, at)| Some((count, named(at)?)));
        Ok(Self { pieces: read.pieces, parts: parts.collect(), pack: None })
    }

    /// What the parts come to; none if that cannot be said (any more).
    pub(super) fn sum(&self, item: &Item, pack: Option<i64>) -> Option<i64> {
        let size = |name: &str| item.measure(name)?.size.or(self.pack).or(pack);
        self.parts
            .iter()
            .try_fold(0_i64, |sum, (count, name)| sum.checked_add(count.checked_mul(size(name)?)?))
    }

    /// With what one holds, if it was said in a measure that comes in every size.
    #[must_use]
    pub fn packed(self, item: &Item, pack: Option<i64>) -> Self {
        let is_needed = self.sizeless(item).is_some();
        Self { pack: pack.filter(|_| is_needed), ..self }
    }

    fn sizeless<'a>(&self, item: &'a Item) -> Option<&'a Measure> {
        let measures = self.parts.iter().filter_map(|(_, name)| item.measure(name));
        measures.into_iter().find(|measure| measure.size.is_none())
    }

    /// "170 ชิ้น (3 กล่อง 20 ชิ้น)", "2,000 ชิ้น (2 ลัง ลังละ 1,000 ชิ้น)"
    pub fn shown(&self, voice: &Voice<'_>, item: &Item) -> String {
        let total = item.pieces(self.pieces, voice);
        let base = item.base().map(|base| base.name.en.as_str());
        if self.parts.iter().all(|(_, name)| Some(name.as_str()) == base) {
            return total;
        }
        let part = |(count, name): &(i64, String)| {
            item.measure(name).map(|measure| measure.counted(*count, voice))
        };
        let mut parts: Vec<_> = self.parts.iter().filter_map(part).collect();
        if let (Some(pack), Some(measure)) = (self.pack, self.sizeless(item)) {
            let (size, name) = (item.pieces(pack, voice), measure.name.in_language(voice.language));
            parts.push(voice.with("unit.holds", &[("measure", name), ("size", &size)]));
        }
        format!("{total} ({})", parts.join(" "))
    }
}
