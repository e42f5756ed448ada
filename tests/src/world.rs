//! The service in this process, driven by hand: a database, a LINE, a clock that stands still.
//! Nothing runs in the background, so "until idle" is a loop and a test needs no sleep.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, ensure};
use asa::clock::Clock;
use asa::http::health::Health;
use asa::http::intake::Intake;
use asa::http::server::{self, Limits};
use asa::http::webhook::Doorway;
use asa::line::client::{Client, Hosts};
use asa::line::signature::ChannelSecrets;
use asa::line::token::Credentials;
use asa::service::{Parts, Service, Settings, Talk};
use asa::twin::{self, Act, Done, Media, Running, Send, Twin};
use asa::{http, outbox, turns};
use asa_core::id::LineId;
use asa_core::moment::Moment;
use asa_core::people::names::series;
use asa_core::stock::names::series::RECORDS;
use asa_db::{Store, Vault};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use metrics_exporter_prometheus::PrometheusBuilder;
use secrecy::ExposeSecret as _;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};

use crate::databases::{Fresh, Kind};
use crate::openapi::line_api;

/// Friday 8 May 2020, 16:00 in Bangkok.
pub const START: Moment = Moment::from_millis(1_588_928_400_000);

/// A key, and another, as in `ASA_DATA_KEY`.
pub const KEY: &str = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
pub const NEW_KEY: &str = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
/// Where phones would reach the doorway.
pub const PUBLIC_URL: &str = "https://asa.example.go.th";

#[derive(Debug)]
pub struct World {
    pub service: Arc<Service>,
    pub twin: Twin,
    pub clock: Clock,
    /// Where the doorway is.
    pub base: String,
    pub database: Fresh,
    line: Running,
    /// What the service was made from.
    wish: Wish,
    _doorway: DropGuard,
}

/// What a test may want to be otherwise.
#[derive(Debug, Clone)]
pub struct Wish {
    /// What the clock shows.
    pub start: Moment,
    pub talk: Talk,
    pub quota: Option<u64>,
    pub push_budget: Option<u64>,
    /// The channel secrets, if not just the twin's.
    pub secrets: Option<&'static str>,
    /// What is sealed is sealed with the first of these.
    pub keys: String,
    pub limits: Limits,
    pub settings: Settings,
}

impl Wish {
    pub fn usual() -> anyhow::Result<Self> {
        Ok(Self {
            start: START,
            talk: Talk::shipped(None, "47".parse().ok())?,
            quota: Some(15_000),
            push_budget: None,
            secrets: None,
            keys: KEY.to_owned(),
            limits: Limits::default(),
            settings: Settings { chance: of_moment, ..Settings::default() },
        })
    }
}

/// A story has the same codes however it is played: they are made of the time it shows.
fn of_moment(now: Moment) -> [u8; 16] {
    const SPREAD: u128 = 0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835;
    u128::from(now.millis().unsigned_abs()).wrapping_mul(SPREAD).to_be_bytes()
}

impl World {
    /// `None` where the kind of database is not there; see [`Fresh::new`].
    pub async fn new(kind: Kind) -> anyhow::Result<Option<Self>> {
        Self::with(kind, Wish::usual()?).await
    }

    pub async fn with(kind: Kind, wish: Wish) -> anyhow::Result<Option<Self>> {
        let Some(database) = Fresh::new(kind).await? else { return Ok(None) };
        let clock = Clock::still_at(wish.start);
        let made_up = twin::Settings::made_up(clock.clone());
        let (twin, line) = Twin::start(twin::Settings { quota: wish.quota, ..made_up }).await?;
        let service = serve(&wish, &database, &twin, &line.base).await?;
        let (base, doorway) = open_doorway(service.clone(), wish.limits).await?;
        twin.deliver_to(&format!("{base}/webhook"));
        Ok(Some(Self { service, twin, clock, base, database, line, wish, _doorway: doorway }))
    }

    /// The program ends and is started again, at another address. Database, LINE and clock stay.
    pub async fn rebuild(&mut self) -> anyhow::Result<()> {
        // Which numbers are skipped is no promise, but a story shows them: the reserve comes along.
        let mut reserves = Vec::new();
        for series in [series::ROLES, RECORDS] {
            let reserve = self.service.numbers.take(&self.service.store, series, 1).await?;
            reserves.push((series, reserve));
        }
        self.service = serve(&self.wish, &self.database, &self.twin, &self.line.base).await?;
        for (series, reserve) in reserves {
            self.service.numbers.give_back(series, reserve);
        }
        let (base, doorway) = open_doorway(self.service.clone(), self.wish.limits).await?;
        (self.base, self._doorway) = (base, doorway);
        self.twin.deliver_to(&format!("{}/webhook", self.base));
        Ok(())
    }

    /// Started again with these keys.
    pub async fn rebuild_with(&mut self, keys: &str) -> anyhow::Result<()> {
        keys.clone_into(&mut self.wish.keys);
        self.rebuild().await
    }

    /// Where the twin's API is.
    pub fn twin_base(&self) -> &str {
        &self.line.base
    }

    /// Someone who has added the account and been greeted.
    pub async fn friend(&self, name: &str, language: &str) -> anyhow::Result<LineId> {
        let person = self.twin.add_person(name, language);
        self.act(Act::Follow { person: person.clone() }).await?;
        Ok(person)
    }

    /// Someone who has come, in telling what is wrong, to the question for photos.
    pub async fn friend_asked_for_photos(&self, name: &str) -> anyhow::Result<LineId> {
        let person = self.friend(name, "th").await?;
        for text in ["ร้องเรียน", "1", "ข้าม", "น้ำท่วมถนน"]
        {
            // Nobody reads a question and answers it faster.
            self.clock.advance(Duration::from_secs(5));
            self.write(&person, text).await?;
        }
        Ok(person)
    }

    /// Someone does something, and everything that follows from it happens.
    pub async fn act(&self, act: Act) -> anyhow::Result<Done> {
        let done = self.twin.act(act).await?;
        self.settle().await?;
        Ok(done)
    }

    pub async fn write(&self, person: &LineId, text: &str) -> anyhow::Result<Done> {
        self.act(text_in(person, person, text)).await
    }

    /// Until nothing is due any more.
    pub async fn settle(&self) -> anyhow::Result<()> {
        self.service.budget.keep_fresh(&self.service).await;
        for _ in 0..10_000 {
            let done = turns::pass(&self.service).await? + outbox::pass(&self.service).await?;
            let photos = self.service.photos.tasks.idle().await;
            self.service.dots.tasks.idle().await;
            if done == 0 && !photos {
                return Ok(());
            }
        }
        anyhow::bail!("never idle")
    }

    /// What the bot has sent to a chat, oldest first.
    pub fn sent_to(&self, chat: &LineId) -> Vec<Send> {
        let sends = self.twin.sends().into_iter();
        sends.filter(|send| send.to.contains(chat)).collect()
    }

    /// The text, or the title, of the last message to a chat.
    pub fn last_words(&self, chat: &LineId) -> String {
        let sends = self.sent_to(chat);
        let message = sends.last().and_then(|send| send.messages.last());
        message.map(words).unwrap_or_default()
    }

    /// A table as the inspector shows it.
    pub async fn rows(&self, table: &str) -> anyhow::Result<Vec<Value>> {
        let tables = asa_db::inspect::tables(&self.service.store, 1000).await?;
        let mut tables = tables["tables"].as_array().into_iter().flatten();
        let rows = tables.find(|shown| shown["name"] == table).map(|shown| &shown["rows"]);
        Ok(rows.and_then(Value::as_array).cloned().unwrap_or_default())
    }

    /// The name of the one photo that is kept.
    pub async fn only_photo(&self) -> anyhow::Result<String> {
        let rows = self.rows("media").await?;
        ensure!(rows.len() == 1, "{} photos", rows.len());
        Ok(rows[0]["name"].as_str().unwrap_or_default().to_owned())
    }

    /// What must be true at the end of every test: LINE saw nothing it would not take, and every
    /// fault that was asked for came up.
    pub fn check(&self) -> anyhow::Result<()> {
        ensure!(self.twin.unused_faults() == 0, "a fault that was asked for did not come up");
        check_requests(&self.twin)
    }
}

/// No rule of LINE's was broken, and every request was one that LINE describes.
pub fn check_requests(twin: &Twin) -> anyhow::Result<()> {
    let violations = twin.violations();
    ensure!(violations.is_empty(), "LINE's rules were broken: {violations:?}");
    for request in twin.requests() {
        let body = (!request.request.is_null()).then_some(&request.request);
        let faults = line_api().faults(&request.method, &request.path, body);
        ensure!(faults.is_empty(), "{faults:?}");
    }
    Ok(())
}

/// The text of a message, or the alternative text of a card.
pub fn words(message: &Value) -> String {
    let text = message["text"].as_str().or(message["altText"].as_str());
    text.unwrap_or_default().to_owned()
}

pub fn text_in(person: &LineId, chat: &LineId, text: &str) -> Act {
    let (person, chat, text) = (person.clone(), chat.clone(), text.to_owned());
    Act::Text { person, chat, text, mention: false }
}

/// A photo, sent in the person's own chat.
pub fn photo_of(person: &LineId, file: &[u8]) -> Act {
    let (person, chat) = (person.clone(), person.clone());
    let (data, mime) = (STANDARD.encode(file), "image/jpeg".to_owned());
    Act::Image(Media { person, chat, data, mime, name: None, duration: None })
}

pub fn vault(keys: &str) -> anyhow::Result<Vault> {
    Vault::parse(keys).context("not keys")
}

async fn serve(
    wish: &Wish,
    database: &Fresh,
    twin: &Twin,
    line: &str,
) -> anyhow::Result<Arc<Service>> {
    let known = twin.settings();
    let hosts = Hosts { api: line.to_owned(), data_api: line.to_owned() };
    let secret = wish.secrets.unwrap_or(known.channel_secret.expose_secret());
    Ok(Arc::new(Service::new(Parts {
        store: Store::open(&database.url).await?.with_vault(vault(&wish.keys)?),
        clock: known.clock.clone(),
        line: Client::new(&hosts, Credentials::Token(known.access_token.clone()))?,
        secrets: ChannelSecrets::parse(secret),
        talk: wish.talk.clone(),
        base: Some(PUBLIC_URL.to_owned()),
        push_budget: wish.push_budget,
        settings: wish.settings,
    })))
}

async fn open_doorway(
    service: Arc<Service>,
    limits: Limits,
) -> anyhow::Result<(String, DropGuard)> {
    let (intake, writer) = Intake::new(service.clone());
    tokio::spawn(writer);
    let stop = CancellationToken::new();
    let recorder = PrometheusBuilder::new().build_recorder().handle();
    let health = Health { service: service.clone(), recorder, stopping: stop.clone() };
    let router = http::router(Doorway { service, intake, body_time: limits.body_time }, health);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let base = format!("http://{}", listener.local_addr()?);
    tokio::spawn(server::serve(listener, router, limits, stop.clone()));
    Ok((base, stop.drop_guard()))
}

/// Writes a test once and runs it on both kinds of database. The body is a function from a
/// [`World`] to `anyhow::Result<()>`.
#[macro_export]
macro_rules! on_both {
    ($($(#[$note:meta])* async fn $name:ident($world:ident) $body:block)+) => {$(
        mod $name {
            use super::*;
            use $crate::databases::Kind;
            use $crate::world::World;

            $(#[$note])*
            async fn story($world: &World) -> anyhow::Result<()> $body

            async fn play(kind: Kind) -> anyhow::Result<()> {
                let Some(world) = World::new(kind).await? else { return Ok(()) };
                story(&world).await?;
                world.check()
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() -> anyhow::Result<()> {
                play(Kind::Sqlite).await
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() -> anyhow::Result<()> {
                play(Kind::Postgres).await
            }
        }
    )+};
}
