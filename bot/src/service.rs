//! The parts every station shares.

use std::time::Duration;

use asa_core::areas::AreaCode;
use asa_core::catalogue::catalogue;
use asa_core::conversation::{Catalogue, Wording};
use asa_core::moment::Moment;
use asa_core::people::notice::{Notice, Office};
use asa_db::Store;
use asa_db::inbox::Lease;
use asa_db::privacy::retention::Clocks;
use tokio::sync::{Notify, OnceCell};
use uuid::Uuid;

use crate::clock::Clock;
use crate::dots::Dots;
use crate::http::copy;
use crate::likely::Likely;
use crate::line::account::BotInfo;
use crate::line::client::Client;
use crate::line::links;
use crate::line::signature::ChannelSecrets;
use crate::numbers::Numbers;
use crate::outbox::budget::Budget;
use crate::outbox::seats::Door;
use crate::pace::Pace;
use crate::photos::Photos;
use crate::qr::QrPictures;

/// How long events gather before they are worked on together, when many come: nobody feels it, and
/// a statement for ten costs little more than for one.
const GATHER: Duration = Duration::from_millis(10);

#[derive(Debug)]
pub struct Service {
    pub store: Store,
    pub clock: Clock,
    pub line: Client,
    pub secrets: ChannelSecrets,
    pub talk: Talk,
    pub budget: Budget,
    pub seats: Door,
    pub numbers: Numbers,
    pub likely: Likely,
    /// Of claims: all workers together.
    pub claims: Pace,
    pub photos: Photos,
    pub qr: QrPictures,
    base: Option<String>,
    pub dots: Dots,
    pub settings: Settings,
    /// Who we are at LINE, once LINE has told it: webhooks for anybody else are refused.
    pub bot: OnceCell<BotInfo>,
    /// Something new is in the inbox, or in the outbox.
    pub inbox_bell: Notify,
    pub outbox_bell: Notify,
    /// Who holds this process's leases. New at each start: what a dead process held is not ours.
    holder: String,
}

#[derive(Debug, Clone, Copy)]
pub struct Settings {
    pub reply_life: Duration,
    /// For how long a chat, or a recipient, is ours. Runs out by itself if we die.
    pub turn_lease: Duration,
    pub send_lease: Duration,
    /// Renewed while a photo is on its way.
    pub photo_lease: Duration,
    /// How long LINE may take to hand over a photo.
    pub photo_patience: Duration,
    /// Whoever waits longer than this for an answer is shown that it is coming.
    pub dots_after: Duration,
    pub keep: Duration,
    /// For how long a photo is kept that belongs to no record.
    pub keep_unclaimed: Duration,
    /// For how long what is kept about people.
    pub clocks: Clocks,
    /// Where the codes of invitations come from. Nobody may guess it; only tests want it known.
    pub chance: fn(Moment) -> [u8; 16],
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            reply_life: Duration::from_secs(50),
            // Longer than any batch of turns, which waits for LINE under a second.
            turn_lease: Duration::from_secs(6),
            // Longer than any send: the client gives up after ten seconds.
            send_lease: Duration::from_secs(20),
            photo_lease: Duration::from_secs(20),
            photo_patience: Duration::from_secs(20),
            dots_after: Duration::from_secs(1),
            keep: Duration::from_secs(30 * 24 * 3600),
            keep_unclaimed: Duration::from_secs(48 * 3600),
            clocks: Clocks::default(),
            chance: |_| Uuid::new_v4().into_bytes(),
        }
    }
}

/// What conversations are made of.
#[derive(Debug, Clone)]
pub struct Talk {
    pub wording: Wording,
    pub catalogue: Catalogue,
    pub notice: Notice,
    pub hotline: Option<String>,
    /// The area this service is for.
    pub home: Option<AreaCode>,
    /// Who answers for people's data, and their data protection officer.
    pub organisation: Option<String>,
    pub dpo: Option<String>,
    /// How many days back stock may be written down, if not as many as usual.
    pub backfill_days: Option<u16>,
}

impl Talk {
    pub fn shipped(hotline: Option<String>, home: Option<AreaCode>) -> anyhow::Result<Self> {
        let wording = Wording::shipped()?;
        let catalogue = catalogue(&wording);
        let notice = Notice::shipped(&wording);
        let (organisation, dpo, backfill_days) = (None, None, None);
        Ok(Self { wording, catalogue, notice, hotline, home, organisation, dpo, backfill_days })
    }

    /// Who the notice names.
    pub fn office(&self) -> Office<'_> {
        Office {
            organisation: self.organisation.as_deref(),
            dpo: self.dpo.as_deref(),
            hotline: self.hotline.as_deref(),
            home: self.home,
        }
    }
}

/// What a service is made from.
#[derive(Debug)]
pub struct Parts {
    pub store: Store,
    pub clock: Clock,
    pub line: Client,
    pub secrets: ChannelSecrets,
    pub talk: Talk,
    /// Where phones reach us; none: they cannot.
    pub base: Option<String>,
    pub push_budget: Option<u64>,
    pub settings: Settings,
}

impl Service {
    pub fn new(parts: Parts) -> Self {
        let Parts { store, clock, line, secrets, talk, base, push_budget, settings } = parts;
        let base = base.map(|base| base.trim_end_matches('/').to_owned());
        let qr = QrPictures::new(base.clone(), store.vault().clone());
        Self {
            store,
            clock,
            line,
            secrets,
            talk,
            budget: Budget::new(push_budget),
            seats: Door::default(),
            numbers: Numbers::default(),
            likely: Likely::default(),
            claims: Pace::of(GATHER),
            photos: Photos::default(),
            qr,
            base,
            dots: Dots::default(),
            settings,
            bot: OnceCell::new(),
            inbox_bell: Notify::new(),
            outbox_bell: Notify::new(),
            holder: Uuid::new_v4().to_string(),
        }
    }

    pub fn now(&self) -> Moment {
        self.clock.now()
    }

    /// What our account is called in links, such as `@asa`, once LINE has told it.
    pub fn basic_id(&self) -> Option<String> {
        self.bot.get().map(|bot| bot.basic_id.clone()).filter(|id| !id.is_empty())
    }

    /// Where the full notice can be read.
    pub fn notice_link(&self) -> Option<String> {
        self.base.as_ref().map(|base| format!("{base}/notice"))
    }

    /// What comes before a text in a link that opens our chat with it typed in.
    pub fn chat_link(&self) -> Option<String> {
        self.basic_id().map(|id| links::oa_message(&id, ""))
    }

    /// Where this person can fetch a copy of everything that is held about them, for a day.
    pub fn copy_link(&self, person: &str) -> Option<String> {
        let base = self.base.as_ref()?;
        copy::path_for(self, person).map(|path| format!("{base}{path}"))
    }

    pub fn holder(&self) -> &str {
        &self.holder
    }

    /// A claim from now on, for this long.
    pub fn lease(&self, time: Duration) -> Lease {
        let now = self.now();
        Lease { holder: self.holder.clone(), now, until: now + time }
    }
}
