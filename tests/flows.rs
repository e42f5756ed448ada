//! What must be true of every flow and of the stories about it.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Mutex;

use asa_core::conversation::{Flow, REVIEW, Session, Stage, Voice, Wording, drawing};
use asa_core::facts::Facts;
use asa_core::moment::Moment;
use asa_db::people;
use asa_tests::databases::Kind;
use asa_tests::transcript::file;
use asa_tests::transcript::player::{Way, play};
use asa_tests::transcript::story::Story;
use asa_tests::world::World;

type Arrow = (String, String, String);

/// The drawings that are committed are those of the flows there are.
#[test]
fn the_drawings_are_those_of_the_flows() -> anyhow::Result<()> {
    let wording = Wording::shipped()?;
    let drawn = drawing(&asa_core::catalogue::catalogue(&wording), &wording);
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/flows.md");
    assert!(
        std::fs::read_to_string(&file)? == drawn,
        "core/flows.md is not what the flows are: cargo run -- flows draw > core/flows.md"
    );
    Ok(())
}

/// Every way from one question to the next is taken in some story.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_arrow_is_walked_by_a_story() -> anyhow::Result<()> {
    let walked = Mutex::new(BTreeSet::new());
    let collect = |world: &World| {
        let found = tokio::task::block_in_place(|| {
            tokio::runtime::Handle::current().block_on(arrows_walked(world))
        });
        walked.lock().unwrap().extend(found.unwrap());
    };
    for (name, path) in file::all()? {
        let story = Story::read(&std::fs::read_to_string(path)?)?;
        let played = play(&story, Way::PLAIN, Kind::Sqlite, &collect).await?;
        let stopped = played.and_then(|played| played.stopped);
        assert!(stopped.is_none(), "{name}: {stopped:?}");
    }
    let wording = Wording::shipped()?;
    let catalogue = asa_core::catalogue::catalogue(&wording);
    let all: BTreeSet<Arrow> = catalogue.flows.iter().flat_map(|flow| arrows(*flow)).collect();
    let walked = walked.into_inner()?;
    let missing: Vec<_> = all.difference(&walked).collect();
    assert!(missing.is_empty(), "no story walks {missing:?}");
    Ok(())
}

/// Ends in another flow at once, and is closed by then: stock that comes from another unit is
/// confirmed, not received.
const ENDS_ELSEWHERE: (&str, &str, &str) = ("receive", "source", REVIEW);

/// All arrows a flow has. One that saves nothing ends in a view, and is closed by then.
fn arrows(flow: &dyn Flow) -> Vec<Arrow> {
    let ends_in_a_view = flow.terms().series.is_empty();
    let steps = flow.steps();
    let arrows = steps
        .iter()
        .flat_map(|step| step.leads_to.iter().map(|next| arrow(flow.name(), step.name, next)));
    let (flow, from, to) = ENDS_ELSEWHERE;
    let ends_elsewhere = arrow(flow, from, to);
    arrows
        .filter(|arrow| !(ends_in_a_view && arrow.2 == REVIEW) && *arrow != ends_elsewhere)
        .collect()
}

fn arrow(flow: &str, from: &str, to: &str) -> Arrow {
    (flow.to_owned(), from.to_owned(), to.to_owned())
}

/// The arrows behind what is open in this world, and behind what was saved last.
async fn arrows_walked(world: &World) -> anyhow::Result<Vec<Arrow>> {
    let all = Moment::from_millis(i64::MAX);
    let mut arrows = Vec::new();
    for (key, stored) in asa_db::sessions::over(&world.service.store, all, 1000).await? {
        let stored = stored?;
        let saved = stored.sessions.saved.iter().map(|saved| &saved.session);
        for session in stored.sessions.open.iter().chain(saved) {
            arrows.extend(behind(world, &key.person, session).await?);
        }
    }
    Ok(arrows)
}

async fn behind(world: &World, person: &str, session: &Session) -> anyhow::Result<Vec<Arrow>> {
    let (talk, store) = (&world.service.talk, &world.service.store);
    let Some(flow) = talk.catalogue.flow(&session.flow) else { return Ok(Vec::new()) };
    let known = people::me(store, &[person]).await?.into_iter().next();
    let me = known.map(|(_, me)| me).unwrap_or_default();
    let now = world.clock.now();
    let mut facts = Facts { now, me: me.clone(), ..Facts::default() };
    let walk = loop {
        let voice = Voice { wording: &talk.wording, language: facts.language };
        let stage = Stage { voice, facts: &facts, catalogue: &talk.catalogue, about: "" };
        let walk = flow.walk(&stage, &session.answers)?;
        let missing = facts.missing();
        if missing.is_empty() {
            break walk;
        }
        for need in missing {
            let found = people::find(store, person, &me, &need, now).await?;
            facts.found.insert(need, found);
        }
    };
    let steps = flow.steps();
    let names = walk.path.iter().chain(&walk.next).map(|index| steps[*index].name);
    let mut names: Vec<&str> = names.collect();
    if walk.next.is_none() {
        names.push(REVIEW);
    }
    Ok(names.windows(2).map(|pair| arrow(flow.name(), pair[0], pair[1])).collect())
}
