//! A flow written down as a table of steps over a typed draft.
//!
//! Invariant: everything in a table is pure. A draft is made by replaying answers, never kept.

use serde_json::Value as Json;

use crate::effect::Effect;

use super::catalogue::Wanted;
use super::flow::{Asked, Begin, Flow, REVIEW, Saving, Shape, Terms, Walk};
use super::reader::{At, Prompt, Read, Said, Why};
use super::reads::{Reads, shown};
use super::session::Answer;
use super::turn::{Fault, Turn};
use super::view::{Shelf, Stage};

pub struct Table<D: 'static> {
    pub name: &'static str,
    pub version: u16,
    pub terms: Terms,
    pub steps: &'static [Step<D>],
    pub hears: fn(&str) -> Option<String>,
    pub begins: fn(&Stage<'_>) -> Begin,
    /// Whether it may go on, by what is known now; the draft is as far as the answers reach.
    pub stands: fn(&D, &Stage<'_>) -> Result<(), Why>,
    /// Of a flow that only looks something up: what it leads to.
    pub leads_on: Option<fn(&D, &Stage<'_>) -> Option<Wanted>>,
    /// What follows from the answers, named, under them on the review card.
    pub adds_up: fn(&D, &Stage<'_>) -> Vec<(String, String)>,
    /// Of a flow with an answer that says all: whether it was given, and no review is needed.
    pub settles: Option<fn(&D) -> bool>,
    pub saves: fn(&D, &Saving<'_>) -> Turn,
    pub undoes: fn(&D, &Saving<'_>) -> Result<Vec<Effect>, Why>,
}

impl<D> Table<D> {
    /// What most tables do where they say nothing else.
    pub const PLAIN: Self = Self {
        name: "",
        version: 1,
        terms: Terms { shelf: Shelf::Nowhere, needs: None, consent: false, series: "" },
        steps: &[],
        hears: |_| None,
        begins: |_| Begin::With(Vec::new()),
        stands: |_, _| Ok(()),
        leads_on: None,
        adds_up: |_, _| Vec::new(),
        settles: None,
        saves: |_, _| Turn::default(),
        undoes: |_, _| Ok(Vec::new()),
    };
}

#[expect(missing_debug_implementations, reason = "functions have nothing to show")]
pub struct Step<D: 'static> {
    pub name: &'static str,
    pub reads: &'static dyn Reads<D>,
    pub leads: Leads<D>,
    /// May be left out: the draft stays as it is.
    pub skippable: bool,
}

#[expect(missing_debug_implementations, reason = "functions have nothing to show")]
pub enum Leads<D: 'static> {
    To(&'static str),
    /// To one of these, as the draft says.
    ByDraft(&'static [&'static str], fn(&D) -> &'static str),
    /// To one of these, as the draft and what is known say.
    ByStage(&'static [&'static str], fn(&D, &Stage<'_>) -> &'static str),
}

/// A draft on its way through the table.
struct Played<D> {
    draft: D,
    walk: Walk,
}

impl<D: Default> Table<D> {
    fn step(&self, name: &str) -> Result<(usize, &Step<D>), Fault> {
        let found = self.steps.iter().enumerate().find(|(_, step)| step.name == name);
        found.ok_or_else(|| Fault(format!("{}: there is no step {name}", self.name)))
    }

    /// Replays the answers: to the end, to the first that is missing, or to the step `until`.
    fn play(
        &self,
        stage: &Stage<'_>,
        answers: &[Answer],
        until: Option<&str>,
    ) -> Result<Played<D>, Fault> {
        self.play_and_look(stage, answers, until, |_, _, _| {})
    }

    /// The same, looking at each answer before it goes into the draft.
    fn play_and_look(
        &self,
        stage: &Stage<'_>,
        answers: &[Answer],
        until: Option<&str>,
        mut look: impl FnMut(usize, &At<'_, D>, &Json),
    ) -> Result<Played<D>, Fault> {
        let mut played = Played { draft: D::default(), walk: Walk::default() };
        let mut at = (!self.steps.is_empty()).then_some(0);
        while let Some(index) = at {
            let step = &self.steps[index];
            let is_here = until == Some(step.name);
            let answer = answers.iter().find(|answer| !is_here && answer.step == step.name);
            let Some(answer) = answer.map(|answer| &answer.value) else {
                played.walk.next = at;
                break;
            };
            let (draft, key) = (&mut played.draft, self.key(step));
            look(index, &At { stage, draft, key: &key, half: None }, answer);
            let skipped = answer.is_null() && step.skippable;
            if !skipped && !step.reads.put(stage, &key, draft, answer) {
                played.walk.next = at;
                break;
            }
            played.walk.path.push(index);
            at = self.after(index, &played.draft, stage)?;
        }
        Ok(played)
    }

    fn after(&self, index: usize, draft: &D, stage: &Stage<'_>) -> Result<Option<usize>, Fault> {
        let step = &self.steps[index];
        let next = match &step.leads {
            Leads::To(next) => *next,
            Leads::ByDraft(_, choose) => choose(draft),
            Leads::ByStage(_, choose) => choose(draft, stage),
        };
        if !step.leads.names().contains(&next) {
            return Err(Fault(format!("{}: {} does not lead to {next}", self.name, step.name)));
        }
        if next == REVIEW {
            return Ok(None);
        }
        match self.step(next)? {
            (at, _) if at > index => Ok(Some(at)),
            _ => Err(Fault(format!("{}: {} leads back to {next}", self.name, step.name))),
        }
    }

    fn key(&self, step: &Step<D>) -> String {
        format!("{}.{}", self.name, step.name)
    }

    fn at<T>(
        &self,
        asked: &Asked<'_>,
        look: impl FnOnce(&dyn Reads<D>, &At<'_, D>) -> T,
    ) -> Result<T, Fault> {
        let (_, step) = self.step(asked.step)?;
        let played = self.play(asked.stage, asked.answers, Some(asked.step))?;
        let (draft, key) = (&played.draft, self.key(step));
        Ok(look(step.reads, &At { stage: asked.stage, draft, key: &key, half: asked.half }))
    }
}

impl<D> Leads<D> {
    fn names(&self) -> &[&'static str] {
        match self {
            Self::To(name) => std::slice::from_ref(name),
            Self::ByDraft(names, _) | Self::ByStage(names, _) => names,
        }
    }
}

impl<D: Default> Flow for Table<D> {
    fn name(&self) -> &str {
        self.name
    }

    fn version(&self) -> u16 {
        self.version
    }

    fn terms(&self) -> Terms {
        self.terms
    }

    fn hears(&self, text: &str) -> Option<String> {
        (self.hears)(text)
    }

    fn begins(&self, stage: &Stage<'_>) -> Begin {
        (self.begins)(stage)
    }

    fn overtaken(&self, stage: &Stage<'_>, answers: &[Answer]) -> Result<Option<Why>, Fault> {
        let played = self.play(stage, answers, None)?;
        Ok((self.stands)(&played.draft, stage).err())
    }

    fn leads_on(&self, stage: &Stage<'_>, answers: &[Answer]) -> Result<Option<Wanted>, Fault> {
        let Some(leads_on) = self.leads_on else { return Ok(None) };
        Ok(leads_on(&self.play(stage, answers, None)?.draft, stage))
    }

    fn adds_up(
        &self,
        stage: &Stage<'_>,
        answers: &[Answer],
    ) -> Result<Vec<(String, String)>, Fault> {
        Ok((self.adds_up)(&self.play(stage, answers, None)?.draft, stage))
    }

    fn may_settle(&self) -> bool {
        self.settles.is_some()
    }

    fn settles(&self, stage: &Stage<'_>, answers: &[Answer]) -> Result<bool, Fault> {
        let Some(settles) = self.settles else { return Ok(false) };
        let played = self.play(stage, answers, None)?;
        Ok(played.walk.next.is_none() && settles(&played.draft))
    }

    fn steps(&self) -> Vec<Shape<'_>> {
        let shape = |step: &'static Step<D>| Shape {
            name: step.name,
            leads_to: step.leads.names(),
            skippable: step.skippable,
            takes_any_words: step.reads.takes_any_words(),
            wants_photos: step.reads.wants_photos(),
        };
        self.steps.iter().map(shape).collect()
    }

    fn walk(&self, stage: &Stage<'_>, answers: &[Answer]) -> Result<Walk, Fault> {
        Ok(self.play(stage, answers, None)?.walk)
    }

    fn prompt(&self, asked: &Asked<'_>) -> Result<Prompt, Fault> {
        self.at(asked, |reader, at| {
            let prompt = reader.asks(at);
            let question =
                prompt.question.or_else(|| Some(at.voice().text(&format!("{}.ask", at.key))));
            Prompt { question, ..prompt }
        })
    }

    fn read(&self, asked: &Asked<'_>, said: Said<'_>) -> Result<Read<Json>, Fault> {
        self.at(asked, |reader, at| reader.reads(at, said))
    }

    fn lines(&self, stage: &Stage<'_>, answers: &[Answer]) -> Result<Vec<(usize, String)>, Fault> {
        let mut lines = Vec::new();
        self.play_and_look(stage, answers, None, |index, at, answer| {
            lines.push((index, shown(self.steps[index].reads, at, answer)));
        })?;
        Ok(lines)
    }

    fn show(&self, asked: &Asked<'_>, answer: &Json) -> Result<String, Fault> {
        self.at(asked, |reader, at| shown(reader, at, answer))
    }

    fn join(&self, step: &str, first: &Json, more: &str) -> Result<Option<Json>, Fault> {
        Ok(self.step(step)?.1.reads.joins(first, more))
    }

    fn save(&self, saving: &Saving<'_>) -> Result<Turn, Fault> {
        let played = self.play(saving.stage, saving.answers, None)?;
        match played.walk.next {
            None => Ok((self.saves)(&played.draft, saving)),
            Some(_) => Err(Fault(format!("{}: saved before its end", self.name))),
        }
    }

    fn undo(&self, saved: &Saving<'_>) -> Result<Result<Vec<Effect>, Why>, Fault> {
        let mut draft = D::default();
        for answer in saved.answers {
            self.step(&answer.step)?.1.reads.put_as_saved(&mut draft, &answer.value);
        }
        Ok((self.undoes)(&draft, saved))
    }
}

impl<D> std::fmt::Debug for Table<D> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Table({})", self.name)
    }
}
