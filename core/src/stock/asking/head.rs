//! What every record begins with: whose book it is written into, which item it is about, and on
//! which day. What there is no choice of is not asked; what is usual is given, to be changed on
//! the review card.

use std::marker::PhantomData;

use serde_json::{Value as Json, json};
use time::Date;

use crate::conversation::readers::{ChoiceBy, Options};
use crate::conversation::{At, By, Given, Leads, Stage, Step, Why};
use crate::people::{Action, Unit, UnitId};
use crate::stock::asking::about::About;
use crate::stock::asking::books;
use crate::stock::asking::books::Books;
use crate::stock::asking::day::BusinessDay;
use crate::stock::known::Page;
use crate::stock::{Item, ItemId};

#[derive(Debug, Default, Clone, Copy)]
pub struct Head {
    pub unit: Option<UnitId>,
    pub item: Option<ItemId>,
    pub day: Option<Date>,
}

/// The draft of a flow that ends in a record.
pub trait Headed: 'static {
    /// The right it takes at the unit whose book it is.
    const ACTION: Action = Action::KeepStock;

    fn head(&self) -> &Head;

    fn head_mut(&mut self) -> &mut Head;

    fn item(&self, stage: &Stage<'_>) -> Option<Item> {
        let id = self.head().item?;
        stage.facts.items().iter().find(|item| item.id == id).cloned()
    }

    /// The first day it can be about, where that is later than for all.
    fn earliest(&self, _stage: &Stage<'_>) -> Option<Date> {
        None
    }

    fn unit(&self, stage: &Stage<'_>) -> Option<Unit> {
        stage.facts.unit(self.head().unit?)
    }

    fn page(&self, stage: &Stage<'_>) -> Option<Page> {
        let Head { unit, day, .. } = *self.head();
        page(stage, unit?, self.item(stage)?.id, day?)
    }
}

pub fn page(stage: &Stage<'_>, unit: UnitId, item: ItemId, day: Date) -> Option<Page> {
    let book = stage.facts.book(unit, day)?;
    book.pages.iter().find(|page| page.item.id == item).cloned()
}

pub fn today(stage: &Stage<'_>) -> Date {
    stage.facts.now.bangkok_date()
}

/// The steps that ask for it: they come first, and only what was not given is asked.
#[derive(Debug)]
pub struct Opening<D>(PhantomData<fn(D)>);

impl<D: Headed> Opening<D> {
    pub const UNIT: Step<D> = Step {
        name: "unit",
        reads: &By(Books, |draft: &mut D, unit| draft.head_mut().unit = Some(unit)),
        leads: Leads::To("item"),
        skippable: false,
    };

    pub const ITEM: Step<D> = Step {
        name: "item",
        reads: &By(ChoiceBy(items), |draft: &mut D, item: String| {
            draft.head_mut().item = item.parse().ok().map(ItemId);
        }),
        leads: Leads::To("day"),
        skippable: false,
    };

    pub const DAY: Step<D> = Step {
        name: "day",
        reads: &By(BusinessDay, |draft: &mut D, day| draft.head_mut().day = Some(day)),
        leads: Leads::To("pieces"),
        skippable: false,
    };
}

fn items<D>(at: &At<'_, D>) -> Options {
    let mut options = Options::default();
    for item in at.stage.facts.items() {
        let names = [item.name(at.voice().language), &item.name.th, &item.name.en];
        options.add(&item.id.0.to_string(), names.map(str::to_owned).into());
    }
    options
}

/// What is given before anything is asked.
pub fn given(stage: &Stage<'_>, action: Action, about: &About) -> Vec<Given> {
    let items = stage.facts.items();
    let item = about.item.or(match items {
        [only] => Some(only.id),
        _ => None,
    });
    let item = item.map(|item| Given::fixed("item", item.0.to_string()));
    books::given(stage, action, about.unit)
        .into_iter()
        .chain(item)
        .chain([today_given(stage)])
        .collect()
}

pub fn today_given(stage: &Stage<'_>) -> Given {
    Given::usual("day", json!(today(stage)))
}

impl Head {
    /// As it stands before anything is asked.
    pub fn of(given: &[Given]) -> Self {
        let value = |step| given.iter().find(|one| one.step == step).map(|one| &one.value);
        let text = |step| value(step).and_then(Json::as_str);
        Self {
            unit: value("unit").and_then(Json::as_i64).map(UnitId),
            item: text("item").and_then(|item| item.parse().ok()).map(ItemId),
            day: value("day").cloned().and_then(|day| serde_json::from_value(day).ok()),
        }
    }
}

/// Whether it may (still) be written: the unit may have closed, a role may have ended.
pub fn stands<D: Headed>(draft: &D, stage: &Stage<'_>) -> Result<(), Why> {
    if stage.facts.items().is_empty() {
        return Err(Why::is("stock.no_items"));
    }
    match draft.head().unit {
        Some(unit) => books::may_keep(stage, D::ACTION, unit),
        None => Ok(()),
    }
}
