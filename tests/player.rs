//! The player of conversations itself: what is not as it is written has to fail, and be told in
//! a way that can be read.

use std::cell::RefCell;
use std::path::Path;

use asa_tests::databases::Kind;
use asa_tests::transcript::file::{self, difference, in_every_way};
use asa_tests::transcript::player::{NOTHING, Played, Way, play};
use asa_tests::transcript::story::Story;
use asa_tests::world::{START, World};

const LANGUAGE: &str = "\
Somebody asks for the other language.

given  สมใจ speaks th, a friend

สมใจ   | ภาษา
bot    | From now on I will speak English
       | · [Main menu] [ภาษา / language]
สมใจ   | [ภาษา / language]
bot    | ต่อไปนี้จะคุยเป็นภาษาไทยค่ะ
       | · [เมนูหลัก] [ภาษา / language]
check  outbox: replies 2, pushes 0
";

async fn played(text: &str) -> anyhow::Result<Played> {
    let story = Story::read(text)?;
    let played = play(&story, Way::PLAIN, Kind::Sqlite, NOTHING).await?;
    played.ok_or_else(|| anyhow::anyhow!("there is no SQLite"))
}

/// What the player says of the story with one part of it written otherwise.
async fn told_of(before: &str, after: &str) -> anyhow::Result<String> {
    assert!(LANGUAGE.contains(before), "{before}");
    let text = LANGUAGE.replacen(before, after, 1);
    Ok(difference(&text, &played(&text).await?).unwrap_or_default())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_story_that_goes_as_written_differs_in_nothing() -> anyhow::Result<()> {
    let differs = in_every_way(&Story::read(LANGUAGE)?, LANGUAGE, NOTHING).await?;
    assert_eq!(differs, None);
    Ok(())
}

#[tokio::test]
async fn a_message_that_is_not_said_fails() -> anyhow::Result<()> {
    let once = "bot    | From now on I will speak English\n";
    let told = told_of(once, &format!("bot    | Certainly\n{once}")).await?;
    assert!(told.starts_with("line 3\n") && told.contains("\n- bot    | Certainly\n"), "{told}");
    Ok(())
}

#[tokio::test]
async fn a_message_that_is_not_written_fails() -> anyhow::Result<()> {
    let answer = "bot    | ต่อไปนี้จะคุยเป็นภาษาไทยค่ะ\n       | · [เมนูหลัก] [ภาษา / language]\n";
    for written in ["", "silence\n"] {
        let told = told_of(answer, written).await?;
        assert!(told.contains("\n+ bot    | ต่อไปนี้จะคุยเป็นภาษาไทยค่ะ\n"), "{told}");
    }
    Ok(())
}

#[tokio::test]
async fn a_wrong_button_fails() -> anyhow::Result<()> {
    let told = told_of("[Main menu] ", "").await?;
    assert!(told.contains("\n-        | · [ภาษา / language]\n"), "{told}");
    assert!(told.contains("\n+        | · [Main menu] [ภาษา / language]\n"), "{told}");
    Ok(())
}

#[tokio::test]
async fn a_button_that_is_not_there_cannot_be_tapped() -> anyhow::Result<()> {
    let told = told_of("สมใจ   | [ภาษา / language]", "สมใจ   | [Rice]").await?;
    assert!(told.contains("line 8: no [Rice] can be tapped; there is [Main menu] ["), "{told}");
    // A quick reply goes with the next message; the buttons of a card do not.
    let gone = LANGUAGE.replacen("| [ภาษา / language]", "| menu\nสมใจ   | [Main menu]", 1);
    let told = difference(&gone, &played(&gone).await?).unwrap_or_default();
    assert!(told.contains("line 9: no [Main menu] can be tapped"), "{told}");
    Ok(())
}

#[tokio::test]
async fn a_check_that_finds_something_else_fails() -> anyhow::Result<()> {
    let told = told_of("replies 2", "replies 3").await?;
    assert!(told.contains("+ check  outbox: replies 2, pushes 0"), "{told}");
    Ok(())
}

#[tokio::test]
async fn a_fault_that_does_not_come_up_fails() -> anyhow::Result<()> {
    let told = told_of("check", "LINE   answers 500 on pushes twice\ncheck").await?;
    assert!(told.contains("a fault that was asked for did not come up"), "{told}");
    Ok(())
}

#[tokio::test]
async fn time_does_not_run_backwards() -> anyhow::Result<()> {
    let told = told_of("check", "at     Fri 2020-05-08 15:00\ncheck").await?;
    assert!(told.contains("line 11: time runs forward only"), "{told}");
    Ok(())
}

#[tokio::test]
async fn a_person_takes_five_seconds_and_a_burst_takes_none() -> anyhow::Result<()> {
    let story = "About time.\n\ngiven  สมใจ speaks th\n\nสมใจ   | ก\nสมใจ   | ข\nat     once\n\
                 สมใจ   | ค\nlater  1 minute\n";
    let times = RefCell::new(Vec::new());
    let after_line = |world: &World| {
        times.borrow_mut().push(world.clock.now().since(START).as_secs());
    };
    play(&Story::read(story)?, Way::PLAIN, Kind::Sqlite, &after_line).await?;
    assert_eq!(times.into_inner(), [0, 0, 0, 5, 10, 10, 10, 70]);
    Ok(())
}

#[tokio::test]
async fn a_file_that_is_written_anew_is_the_same_to_the_byte() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("story.txt");
    let spoilt = LANGUAGE.replace("English", "Latin").replace("replies 2", "replies 9");
    for text in [LANGUAGE, &spoilt] {
        std::fs::write(&path, text)?;
        file::update(&path, &Story::read(text)?).await?;
        assert_eq!(std::fs::read_to_string(&path)?, LANGUAGE);
    }
    Ok(())
}

#[test]
fn every_story_is_laid_out_as_it_would_be_written() -> anyhow::Result<()> {
    let stories = file::all()?;
    assert!(stories.len() > 5, "{} stories", stories.len());
    for (name, path) in stories {
        let text = std::fs::read_to_string(Path::new(&path))?;
        assert_eq!(Story::read(&text)?.to_string(), text, "{name}");
    }
    Ok(())
}
