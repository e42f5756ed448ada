//! Plays a story, and tells it anew with what the bot really said. The clock stands still but for
//! what the story says, and for the few seconds a person takes to answer.
//!
//! Invariant: whichever way it is played, the story told is the same.

use std::collections::HashMap;
use std::fmt;
use std::time::Duration;

use anyhow::{Context as _, bail, ensure};
use asa::tick;
use asa::twin::transcript::{message, time};
use asa::twin::{Act, WebhookFault};
use asa_core::id::LineId;
use futures_util::try_join;

use super::acts::{self, There};
use super::cast::Cast;
use super::check::{self, Scene};
use super::given::Given;
use super::story::{Line, Story, What};
use super::strangers::Strangers;
use crate::databases::Kind;
use crate::people;
use crate::world::{Wish, World};

/// What happens around a story while it is played.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Way {
    /// Every webhook is delivered twice, and once more when it has been answered.
    twice: bool,
    /// The program is started anew between any two lines.
    rebuilt: bool,
    /// Strangers talk at the same time.
    crowded: bool,
}

impl Way {
    pub const PLAIN: Self = Self { twice: false, rebuilt: false, crowded: false };
    const TWICE: Self = Self { twice: true, ..Self::PLAIN };
    const REBUILT: Self = Self { rebuilt: true, ..Self::PLAIN };
    const CROWDED: Self = Self { crowded: true, ..Self::PLAIN };
    pub const TROUBLED: Self = Self { twice: true, rebuilt: true, crowded: true };

    pub const ALL: [Self; 2] = [Self::PLAIN, Self::TROUBLED];

    /// `WAY` in the environment names a single one, to find out which of them a story does not
    /// bear; or all.
    pub fn wanted() -> anyhow::Result<Option<Vec<Self>>> {
        let Ok(name) = std::env::var("WAY") else { return Ok(None) };
        Ok(Some(vec![match name.as_str() {
            "all" => return Ok(Some(Self::ALL.into())),
            "plain" => Self::PLAIN,
            "twice" => Self::TWICE,
            "rebuilt" => Self::REBUILT,
            "crowded" => Self::CROWDED,
            other => bail!("WAY is all, plain, twice, rebuilt or crowded, not {other}"),
        }]))
    }
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let troubles = [
            (self.twice, "every webhook delivered twice"),
            (self.rebuilt, "the program started anew between any two lines"),
            (self.crowded, "strangers talking at the same time"),
        ];
        let troubles = troubles.iter().filter(|(is, _)| *is).map(|(_, trouble)| *trouble);
        match troubles.collect::<Vec<_>>().as_slice() {
            [] => f.write_str("plainly"),
            troubles => write!(f, "with {}", troubles.join(", ")),
        }
    }
}

/// Called after every line, for whoever collects what was walked through.
pub type AfterLine<'a> = &'a dyn Fn(&World);

/// Nothing to collect.
pub const NOTHING: AfterLine<'static> = &|_| {};

/// What came of a story.
#[derive(Debug)]
pub struct Played {
    pub story: Story,
    /// Why it went no further.
    pub stopped: Option<anyhow::Error>,
}

/// `None` where the kind of database is not there.
pub async fn play(
    story: &Story,
    way: Way,
    kind: Kind,
    after_line: AfterLine<'_>,
) -> anyhow::Result<Option<Played>> {
    let Some(mut stage) = Stage::set(story, way, kind).await? else { return Ok(None) };
    let mut played = Story { about: story.about.clone(), lines: Vec::new() };
    let stopped = stage.tell(story, &mut played, after_line).await.err();
    Ok(Some(Played { story: played, stopped }))
}

#[derive(Debug)]
struct Stage {
    scene: Scene,
    way: Way,
    strangers: Strangers,
    /// The last message seen in each chat.
    seen: HashMap<LineId, String>,
    at_once: bool,
}

impl Stage {
    async fn set(story: &Story, way: Way, kind: Kind) -> anyhow::Result<Option<Self>> {
        let mut wish = Wish::usual()?;
        wish.start = story.begins().unwrap_or(wish.start);
        wish.talk.hotline = story.hotline();
        let Some(world) = World::with(kind, wish).await? else { return Ok(None) };
        if way.twice {
            world.twin.webhooks(WebhookFault::Duplicate(2));
        }
        let strangers = Strangers::come(&world);
        let scene = Scene { world, cast: Cast::default(), sent_before: 0 };
        Ok(Some(Self { scene, way, strangers, seen: HashMap::new(), at_once: false }))
    }

    async fn tell(
        &mut self,
        story: &Story,
        played: &mut Story,
        after_line: AfterLine<'_>,
    ) -> anyhow::Result<()> {
        let mut lines = story.lines.iter().peekable();
        while let Some(Line { number, what }) = lines.next() {
            if matches!(what, What::Bot { .. } | What::Silence) {
                continue;
            }
            let told = self.perform(what).await.with_context(|| format!("line {number}"))?;
            let quiet = told.len() == 1;
            // After a deed it has to be said, after anything else it may be.
            let said = lines.peek().is_some_and(|next| next.what == What::Silence);
            let silence = quiet && (said || matches!(what, What::Does { .. }));
            let silence = silence.then_some(What::Silence);
            played.lines.extend(told.into_iter().chain(silence).map(Line::new));
            after_line(&self.scene.world);
        }
        self.strangers.check(&self.scene.world).await?;
        self.scene.world.check()
    }

    /// The line as it went, and what the bot said then.
    async fn perform(&mut self, what: &What) -> anyhow::Result<Vec<What>> {
        let mut told = vec![what.clone()];
        match what {
            What::Given(given) => self.given(given).await?,
            What::At(at) => {
                let now = self.scene.world.clock.now();
                ensure!(*at >= now, "time runs forward only, and it is {} now", time::moment(now));
                told.extend(self.wait(at.since(now)).await?);
            }
            What::Later(span) => told.extend(self.wait(*span).await?),
            What::AtOnce => self.at_once = true,
            What::Does { who, group, deed } => {
                let person = self.scene.cast.person(who)?.clone();
                let group = group.as_ref().map(|group| self.scene.cast.group(group)).transpose()?;
                let chat = group.unwrap_or(&person).clone();
                self.breathe().await?;
                let there = There { person: &person, chat: &chat };
                let act = acts::act(&self.scene.world, there, deed).await?;
                self.happen(act).await?;
                told.extend(self.news(Some(&chat)));
            }
            What::Trouble(trouble) => {
                self.scene.world.twin.fault(trouble.on, trouble.fault, trouble.times);
            }
            What::Check { what, .. } => {
                let found = check::look(&self.scene, what).await?;
                told = vec![What::Check { what: what.clone(), found }];
            }
            What::Blank | What::Bot { .. } | What::Silence => {}
        }
        Ok(told)
    }

    /// What is given has happened before: the bot's words then are no part of the story.
    async fn given(&mut self, given: &Given) -> anyhow::Result<()> {
        let Scene { world, cast, sent_before } = &mut self.scene;
        match given {
            Given::Person { name, language, friend } => {
                let person = world.twin.add_person(name, language);
                if *friend {
                    world.act(Act::Follow { person: person.clone() }).await?;
                }
                cast.people.push((name.clone(), person));
            }
            Given::Group { name, members } => {
                let members = members.iter().map(|member| cast.person(member).cloned());
                let members: Vec<LineId> = members.collect::<anyhow::Result<_>>()?;
                let group = world.twin.add_group(name, &members);
                world.act(Act::InviteBot { group: group.clone() }).await?;
                cast.groups.push((name.clone(), group));
            }
            Given::Hotline(_) => {}
            Given::Role { name, kind, unit, waits } => {
                let person = cast.person(name)?;
                people::give_role(world, person, name, *kind, *unit, *waits).await?;
            }
            Given::Unit { name, kind, area } => people::add_unit(world, name, *kind, *area).await?,
            Given::Stock { pieces, unit } => people::lay_there(world, *unit, *pieces).await?,
            Given::Code(code) => {
                let by = code.by.as_ref().map(|name| cast.person(name)).transpose()?;
                people::open_code(world, code, by).await?;
            }
        }
        *sent_before = world.twin.sends().len();
        self.news(None);
        Ok(())
    }

    async fn breathe(&mut self) -> anyhow::Result<()> {
        if !std::mem::take(&mut self.at_once) {
            self.pass_time(time::BREATH).await?;
        }
        Ok(())
    }

    async fn wait(&mut self, span: Duration) -> anyhow::Result<Vec<What>> {
        self.pass_time(span).await?;
        if self.way.rebuilt {
            self.scene.world.rebuild().await?;
        }
        let world = &self.scene.world;
        tick::promptly(&world.service.store, world.clock.now()).await?;
        world.settle().await?;
        Ok(self.news(None))
    }

    async fn pass_time(&self, span: Duration) -> anyhow::Result<()> {
        self.scene.world.twin.act(Act::Advance { seconds: span.as_secs() }).await?;
        Ok(())
    }

    /// A deed, and everything that follows from it.
    async fn happen(&mut self, act: Act) -> anyhow::Result<()> {
        let world = &mut self.scene.world;
        // What waits for a fault is the story's: strangers would use it up.
        let done = if self.way.crowded && world.twin.unused_faults() == 0 {
            let told = async { Ok(world.twin.act(act).await?) };
            try_join!(told, self.strangers.talk(world))?.0
        } else {
            world.twin.act(act).await?
        };
        ensure!(done.status.is_none_or(|status| status == 200), "the webhook got {done:?}");
        if self.way.rebuilt {
            world.rebuild().await?;
        }
        if self.way.crowded {
            try_join!(world.settle(), world.settle())?;
        }
        world.settle().await?;
        if self.way.twice {
            world.twin.redeliver(done.event_id.as_slice()).await;
            world.settle().await?;
        }
        Ok(())
    }

    /// What the bot has said since the last look: here first, then in the other chats.
    fn news(&mut self, here: Option<&LineId>) -> Vec<What> {
        let Scene { world, cast, .. } = &self.scene;
        let others = cast.chats().filter(|chat| Some(*chat) != here);
        let mut news = Vec::new();
        for chat in here.into_iter().chain(others) {
            let shown = world.twin.shown(chat);
            let seen =
                self.seen.get(chat).and_then(|seen| shown.iter().position(|s| s.id == *seen));
            let fresh = shown.iter().skip(seen.map_or(0, |seen| seen + 1));
            let from_bot = fresh.filter(|shown| shown.from == "bot");
            let lines = from_bot.map(|shown| message::lines(&shown.message));
            news.extend(lines.map(|lines| What::Bot { who: cast.bot_in(chat), lines }));
            if let Some(last) = shown.last() {
                self.seen.insert(chat.clone(), last.id.clone());
            }
        }
        news
    }
}

impl Line {
    fn new(what: What) -> Self {
        Self { number: 0, what }
    }
}
