//! The story from an empty database to a volunteer, on the demo's page: every line of it is typed
//! or tapped on somebody's phone.

use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};
use asa::twin::transcript::deed::Deed;
use asa_core::people::code;
use asa_tests::demo::{Demo, Phone};
use asa_tests::transcript::given::Given;
use asa_tests::transcript::story::{Story, What};
use serde_json::json;

use crate::page::on_page;

const STORY: &str = include_str!("conversations/joining/from_nothing.txt");
const PATIENCE: Duration = Duration::from_secs(30);
/// What comes faster than a question can be read is no answer to it.
const TO_READ: Duration = Duration::from_millis(600);

#[tokio::test]
async fn from_an_empty_database_to_a_volunteer_on_the_page() -> anyhow::Result<()> {
    on_page(async |demo| {
        let story = Story::read(STORY)?;
        let names: Vec<&str> = story.lines.iter().filter_map(|line| name_given(&line.what)).collect();
        for name in &names {
            // The phones that are there from the beginning have other people's.
            demo.act(&json!({"do": "add_person", "name": on_page_named(name), "language": "th"})).await?;
        }
        let mut phones = Vec::new();
        for name in &names {
            phones.push((*name, demo.phone(&on_page_named(name)).await?));
        }
        let shown: Vec<&Phone<'_>> = phones.iter().map(|(_, phone)| phone).collect();
        demo.only(&shown).await?;
        let mut codes = Codes { first: demo.invite("47")?, heard_on: phones[0].1.person.clone() };
        for (at, line) in story.lines.iter().enumerate() {
            let What::Does { who, deed, .. } = &line.what else { continue };
            let (_, phone) =
                phones.iter().find(|(name, _)| name == who).context("nobody of that name")?;
            let before = heard(phone).await?;
            does(demo, phone, deed, &mut codes).await.with_context(|| format!("{deed:?}"))?;
            let rest = story.lines[at + 1..].iter().map(|line| &line.what);
            let answers = rest.take_while(|what| !matches!(what, What::Does { .. }));
            let to_them = |what: &&What| matches!(what, What::Bot { who: to, .. } if to.ends_with(who.as_str()));
            let due = before + answers.filter(to_them).count();
            until_heard(phone, due).await.with_context(|| format!("after {who} {deed:?}"))?;
            tokio::time::sleep(TO_READ).await;
        }
        let roles = demo.rows("roles", |rows| rows.len() == 3).await?;
        ensure!(roles.iter().all(|role| role["state"] == "active"), "{roles:#?}");
        // The picture of the link, as the phone shows it.
        let picture = "return [...document.querySelectorAll('[data-from=bot] img')]
            .some((image) => image.naturalWidth > 400)";
        demo.browser.until("the QR picture is shown", picture, &[]).await.map(drop)
    })
    .await
}

fn name_given(what: &What) -> Option<&str> {
    match what {
        What::Given(Given::Person { name, .. }) => Some(name),
        _ => None,
    }
}

fn on_page_named(name: &str) -> String {
    format!("{name} (เรื่องเล่า)")
}

/// Codes are random: those of the story stand for what was printed, and for what was heard.
struct Codes {
    first: String,
    heard_on: String,
}

async fn does(
    demo: &Demo,
    phone: &Phone<'_>,
    deed: &Deed,
    codes: &mut Codes,
) -> anyhow::Result<()> {
    match deed {
        Deed::Follows => phone.befriend().await,
        Deed::Says(text) if code::shaped(text).is_some() => {
            let first = std::mem::take(&mut codes.first);
            let code =
                if first.is_empty() { last_code(demo, &codes.heard_on).await? } else { first };
            phone.write(&code).await
        }
        Deed::Says(text) => phone.write(text).await,
        Deed::Taps(label) => {
            // Quick replies first: they are on the newest message.
            let quick = phone.texts("[data-testid=quick-reply]").await?;
            let is = |shown: &String| shown.trim() == label;
            let on = if quick.iter().any(is) { "[data-testid=quick-reply]" } else { ".fx-button" };
            phone.tap(on, label).await
        }
        other => bail!("the page is not shown how to do {other:?}"),
    }
}

async fn last_code(demo: &Demo, person: &str) -> anyhow::Result<String> {
    let script = "return [...document.querySelectorAll(arguments[0])].map((one) => one.innerText)";
    let said = json!(format!("[data-testid='phone-{person}'] [data-from=bot]"));
    let said: Vec<String> = serde_json::from_value(demo.browser.script(script, vec![said]).await?)?;
    let words = said.iter().flat_map(|text| text.split_whitespace());
    let mut codes = words.filter(|word| code::shaped(word).as_deref() == Some(*word));
    codes.next_back().map(str::to_owned).context("no code was said")
}

async fn heard(phone: &Phone<'_>) -> anyhow::Result<usize> {
    Ok(phone.speakers().await?.iter().filter(|who| *who == "bot").count())
}

async fn until_heard(phone: &Phone<'_>, messages: usize) -> anyhow::Result<()> {
    let began = Instant::now();
    loop {
        let heard = heard(phone).await?;
        if heard >= messages {
            return Ok(());
        }
        ensure!(began.elapsed() < PATIENCE, "{heard} messages of {messages} were heard");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}
