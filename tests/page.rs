//! The demo's page in a real browser, by hand: every test starts a demo of its own.

use std::time::Duration;

use asa_tests::browser::Key;
use asa_tests::databases::Kind;
use asa_tests::demo::Demo;
use asa_tests::transcript::file::difference;
use asa_tests::transcript::player::{NOTHING, Way, play};
use asa_tests::transcript::story::Story;
use serde_json::json;

const BINARY: &str = env!("CARGO_BIN_EXE_asa-process");

/// Runs a test on a page of its own. Nothing is tested where there is no browser.
pub(crate) async fn on_page(
    test: impl AsyncFnOnce(&Demo) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let Some(demo) = Demo::start(BINARY).await? else { return Ok(()) };
    test(&demo).await?;
    demo.check().await
}

#[tokio::test]
async fn a_newcomer_is_greeted_and_finds_the_menu() -> anyhow::Result<()> {
    on_page(async |demo| {
        let somjai = demo.phone("สมใจ").await?;
        somjai.befriend().await?;
        somjai.hear("สวัสดีค่ะ").await?;
        somjai.see(".fx-button", "โทร 191").await?;
        somjai.tap("[data-testid=quick-reply]", "เบอร์ฉุกเฉิน").await?;
        somjai.see("[data-from=me]", "เบอร์ฉุกเฉิน").await?;
        somjai.write("เมนูหลัก").await?;
        somjai.hear("แตะเรื่องที่ต้องการได้เลยค่ะ").await?;
        somjai.tap(".fx-button", "ติดต่อเจ้าหน้าที่").await?;
        somjai.see("[data-from=me]", "ติดต่อเจ้าหน้าที่").await?;
        somjai.hear("ศูนย์ดำรงธรรม").await?;
        somjai.tap(".fx-button", "โทร 1669").await?;
        somjai.see("[role=dialog]", "โทร 1669").await
    })
    .await
}

#[tokio::test]
async fn the_rich_menu_changes_its_tab_and_its_tiles_open_what_they_say() -> anyhow::Result<()> {
    on_page(async |demo| {
        let area = "[data-testid=menu-area]";
        let somjai = demo.phone("สมใจ").await?;
        somjai.befriend().await?;
        somjai.tap(area, "โทรฉุกเฉิน").await?;
        somjai.tap(area, "โทร 199").await?;
        somjai.see("[role=dialog]", "โทร 199").await?;
        demo.browser.press(Key::Escape).await?;
        somjai.see_gone("[role=dialog]", "").await?;
        somjai.tap(area, "เริ่มที่นี่").await?;
        somjai.tap(area, "ติดต่อเจ้าหน้าที่").await?;
        somjai.see("[data-from=me]", "ติดต่อเจ้าหน้าที่").await?;
        somjai.hear("ศูนย์ดำรงธรรม").await?;
        somjai.tap("[data-testid=chat-bar]", "เมนูอาสา").await?;
        somjai.see_gone("[data-testid=rich-menu]", "").await
    })
    .await
}

#[tokio::test]
async fn whatever_people_send_gets_an_answer() -> anyhow::Result<()> {
    on_page(async |demo| {
        let somjai = demo.phone("สมใจ").await?;
        let plus = "[aria-label^=เพิ่มเติม]";
        somjai.befriend().await?;
        somjai.tap(".dock-side", "").await?;
        somjai.tap("[aria-label^=สติกเกอร์]", "").await?;
        somjai.tap(".sticker-choice", "ขอบคุณ").await?;
        somjai.hear("ได้สติกเกอร์แล้วค่ะ").await?;
        somjai.tap(plus, "").await?;
        somjai.tap("[data-testid=plus-picture]", "").await?;
        somjai.tap(".sample-photo", "ใบนับหน้ากาก").await?;
        somjai.hear("ได้รูปแล้วค่ะ").await?;
        let shown = "return document.querySelector('[data-from=me] img')?.naturalWidth";
        demo.browser.until("the photograph is shown", shown, &[]).await?;
        somjai.tap(plus, "").await?;
        somjai.tap("[data-testid=plus-microphone]", "").await?;
        somjai.tap("[role=dialog] .main", "").await?;
        somjai.hear("ได้เสียงแล้วค่ะ").await?;
        somjai.tap(plus, "").await?;
        somjai.tap("[data-testid=plus-pin]", "").await?;
        somjai.tap(".place", "สกลนคร").await?;
        somjai.hear("ได้ตำแหน่งแล้วค่ะ").await
    })
    .await
}

#[tokio::test]
async fn dots_say_that_an_answer_is_coming() -> anyhow::Result<()> {
    on_page(async |demo| {
        let somjai = demo.phone("สมใจ").await?;
        let dots = ".typing:not([hidden])";
        somjai.befriend().await?;
        let questions = [
            ("ร้องเรียน", "แบบไหนคะ"),
            ("1", "ที่ไหนคะ"),
            ("ข้าม", "เล่าเรื่องมาได้เลย"),
            ("น้ำท่วมถนน", "มีรูปไหมคะ"),
        ];
        for (said, asked) in questions {
            somjai.write(said).await?;
            somjai.hear(asked).await?;
            // What comes faster than a question can be read is no answer to it.
            tokio::time::sleep(Duration::from_millis(600)).await;
        }
        let slow = json!({"do": "fault", "on": "content", "fault": {"slow": 4000}, "times": 1});
        demo.act(&slow).await?;
        somjai.tap("[aria-label^=เพิ่มเติม]", "").await?;
        somjai.tap("[data-testid=plus-picture]", "").await?;
        somjai.tap(".sample-photo", "ใบนับหน้ากาก").await?;
        somjai.see(dots, "").await?;
        somjai.hear("ได้ 1 รูปแล้ว").await?;
        somjai.see_gone(dots, "").await?;
        demo.rows("media", |rows| rows[0]["content_type"] == "image/jpeg").await.map(drop)
    })
    .await
}

#[tokio::test]
async fn what_is_unsent_leaves_the_chat_and_the_database() -> anyhow::Result<()> {
    on_page(async |demo| {
        let somjai = demo.phone("สมใจ").await?;
        somjai.befriend().await?;
        // Its withdrawal overtakes the message on the way, so the bot must never answer it.
        demo.act(&json!({ "do": "webhook_fault", "fault": "disorder" })).await?;
        somjai.write("เลขบัตรของยาย").await?;
        somjai.tap(".message-menu", "").await?;
        somjai.tap("[data-testid=unsend]", "").await?;
        somjai.see("[data-from=system]", "ข้อความถูกยกเลิก").await?;
        somjai.see_gone("[data-from=me]", "").await?;
        demo.act(&json!({ "do": "webhook_fault", "fault": "release" })).await?;
        let withdrawn =
            demo.rows("inbox", |rows| rows.iter().any(|row| row["state"] == "withdrawn"));
        let rows = withdrawn.await?;
        let row = rows.iter().find(|row| row["state"] == "withdrawn").unwrap();
        assert_eq!((&row["kind"], &row["raw"]), (&json!("message"), &json!(null)));
        assert!(!demo.ask("database").await?.to_string().contains("เลขบัตร"));
        // The answer to this one comes right after it.
        somjai.write("ยกเลิก").await?;
        somjai.hear("ไม่มีเรื่องที่ทำค้างไว้").await?;
        assert_eq!(somjai.speakers().await?, ["bot", "bot", "bot", "system", "me", "bot"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn who_blocks_hears_nothing_until_they_unblock() -> anyhow::Result<()> {
    on_page(async |demo| {
        let somjai = demo.phone("สมใจ").await?;
        somjai.befriend().await?;
        somjai.choose("block").await?;
        somjai.see(".banner", "บล็อกบัญชีนี้อยู่").await?;
        somjai.write("มีใครอยู่ไหม").await?;
        demo.rows("people", |rows| !rows[0]["blocked_at"].is_null()).await?;
        somjai.tap("[data-testid=unblock-banner]", "").await?;
        somjai.hear("สวัสดีค่ะ").await?;
        demo.rows("people", |rows| rows[0]["blocked_at"].is_null()).await?;
        demo.browser
            .until(
                "the second greeting",
                "return document.querySelectorAll('.fx-bubble').length === 4",
                &[],
            )
            .await?;
        assert_eq!(somjai.speakers().await?, ["bot", "bot", "bot", "me", "bot", "bot", "bot"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_group_hears_from_the_bot_only_when_it_calls() -> anyhow::Result<()> {
    on_page(async |demo| {
        let (somjai, wichai) = (demo.phone("สมใจ").await?, demo.phone("วิชัย").await?);
        for phone in [&somjai, &wichai] {
            phone.tap("[data-testid=back]", "").await?;
            phone.tap("[data-testid=chat-line]", "หมู่ 5").await?;
        }
        somjai.see("[data-from=system]", "Asa เข้ากลุ่มแล้ว").await?;
        let before = wichai.speakers().await?.len();
        somjai.write("วันนี้ใครอยู่เวร").await?;
        wichai.see("[data-from=other]", "วันนี้ใครอยู่เวร").await?;
        somjai.tap(".chip", "@Asa").await?;
        demo.browser.keys(&format!("ฉุกเฉิน{}", char::from(Key::Enter))).await?;
        for phone in [&somjai, &wichai] {
            phone.hear("1669").await?;
        }
        assert_eq!(somjai.speakers().await?[before..], ["me", "me", "bot"]);
        assert_eq!(wichai.speakers().await?[before..], ["other", "other", "bot"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_chat_that_was_recorded_plays_as_a_test() -> anyhow::Result<()> {
    on_page(async |demo| {
        let somjai = demo.phone("สมใจ").await?;
        somjai.tap("[data-testid=open-chat]", "").await?;
        somjai.choose("record-start").await?;
        somjai.see(".owner", "บันทึกอยู่").await?;
        somjai.befriend().await?;
        somjai.tap("[data-testid=quick-reply]", "เมนูหลัก").await?;
        somjai.hear("แตะเรื่องที่ต้องการได้เลยค่ะ").await?;
        somjai.tap("[data-testid=menu-area]", "ติดต่อเจ้าหน้าที่").await?;
        somjai.hear("ศูนย์ดำรงธรรม").await?;
        somjai.tap(".fx-button", "ภาษา / language").await?;
        somjai.hear("From now on").await?;
        demo.act(&json!({ "do": "advance", "seconds": 7200 })).await?;
        somjai.write("[ไทย]").await?;
        somjai.hear("I did not understand").await?;
        somjai.choose("record-stop").await?;
        somjai.see("[role=dialog]", "Download").await?;
        let text = "return document.querySelector('textarea.transcript').value";
        let text = demo.browser.script(text, Vec::new()).await?;
        let text = text.as_str().unwrap_or_default();
        for line in ["(follows)", "[เมนูหลัก]", "[ภาษา / language]", "[ติดต่อเจ้าหน้าที่]"]
        {
            assert!(text.contains(&format!("สมใจ   | {line}\n")), "{text}");
        }
        assert!(text.contains("\nlater  2 hours\n"), "{text}");
        let story = Story::read(text)?;
        let played = play(&story, Way::PLAIN, Kind::Sqlite, NOTHING).await?;
        assert_eq!(played.and_then(|played| difference(text, &played)), None);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn each_phone_is_somebody_s_own() -> anyhow::Result<()> {
    on_page(async |demo| {
        let (somjai, daw) = (demo.phone("สมใจ").await?, demo.phone("Daw").await?);
        demo.only(&[&somjai, &daw]).await?;
        daw.befriend().await?;
        daw.hear("Hello").await?;
        somjai.see("[data-testid=add-friend]", "").await?;
        somjai.befriend().await?;
        somjai.hear("สวัสดีค่ะ").await?;
        somjai.write("หน้ากากหมดแล้ว").await?;
        daw.write("cancel").await?;
        daw.hear("menu").await?;
        somjai.hear("ยังไม่เข้าใจ").await?;
        assert!(!daw.texts("[data-testid=bubble]").await?.concat().contains("หน้ากากหมดแล้ว"));
        assert!(!somjai.texts("[data-testid=bubble]").await?.concat().contains("Hello"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_impatient_finger_adds_the_account_once() -> anyhow::Result<()> {
    on_page(async |demo| {
        let somjai = demo.phone("สมใจ").await?;
        let twice = "const key = document.querySelector(arguments[0]); key.click(); key.click()";
        let key = json!(somjai.at("[data-testid=add-friend]"));
        demo.browser.script(twice, vec![key]).await?;
        somjai.hear("สวัสดีค่ะ").await?;
        assert!(somjai.texts(".notice").await?.is_empty());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_inspector_shows_traffic_and_what_it_changed() -> anyhow::Result<()> {
    on_page(async |demo| {
        let browser = &demo.browser;
        let before = demo.ask("world").await?["clock"]["now"].as_i64();
        browser.click("[data-testid=advance-3600]", "").await?;
        let date = &browser.texts(".clock-date").await?[0].clone();
        browser.click("[data-testid=advance-86400]", "").await?;
        browser.see_gone(".clock-date", date).await?;
        let after = demo.ask("world").await?["clock"]["now"].as_i64();
        assert!(after > before.map(|before| before + 90_000_000), "{before:?} {after:?}");
        let somjai = demo.phone("สมใจ").await?;
        somjai.befriend().await?;
        let inspector = "[data-testid=inspector]";
        let id = somjai.person.as_str();
        let added = format!("{inspector} [data-table=people][data-kind=added] [title='{id}']");
        browser.see(&added, &id[id.len() - 4..]).await?;
        let covered =
            "const edge = document.querySelector('.inspector').getBoundingClientRect().left;
            return [...document.querySelectorAll('.phone')]
                .filter((phone) => phone.getBoundingClientRect().right > edge).length";
        assert_eq!(browser.script(covered, Vec::new()).await?, 0);
        for (way, gist, inside) in
            [("webhook", "follow", "\"destination\""), ("api", "flex", "tel:1669")]
        {
            let row = format!("{inspector} [data-way={way}]");
            browser.click(&format!("{row} > summary"), gist).await?;
            browser.see(&format!("{row} .json"), inside).await?;
        }
        browser.press(Key::Escape).await?;
        browser.see_gone(inspector, "").await?;
        let back = "return document.activeElement.dataset.testid === 'toggle-inspector'";
        browser.until("the focus is back on its key", back, &[]).await.map(drop)
    })
    .await
}

#[tokio::test]
async fn everything_is_reached_by_keyboard_alone() -> anyhow::Result<()> {
    on_page(async |demo| {
        let (browser, somjai) = (&demo.browser, demo.phone("สมใจ").await?);
        demo.only(&[&somjai]).await?;
        tab_to(demo, "[data-testid=add-friend]").await?;
        browser.press(Key::Enter).await?;
        somjai.see(".fx-button", "1669").await?;
        tab_to(demo, ".dock-side").await?;
        browser.press(Key::Enter).await?;
        browser.keys(&format!("เมนูหลัก{}", char::from(Key::Enter))).await?;
        somjai.hear("แตะเรื่องที่ต้องการได้เลยค่ะ").await?;
        tab_to(demo, "[data-testid=chat-menu]").await?;
        browser.press(Key::Enter).await?;
        somjai.see("[role=dialog]", "บล็อก").await?;
        browser
            .until(
                "the sheet has the focus",
                "return !!document.activeElement.closest('[role=dialog]')",
                &[],
            )
            .await?;
        browser.press(Key::Escape).await?;
        somjai.see_gone("[role=dialog]", "").await?;
        let back = "return document.activeElement.dataset.testid === 'chat-menu'";
        browser.until("the focus is back where it was", back, &[]).await.map(drop)
    })
    .await
}

/// Presses Tab until the focus is there.
async fn tab_to(demo: &Demo, selector: &str) -> anyhow::Result<()> {
    let there = "return document.activeElement.matches(arguments[0])";
    for _ in 0..100 {
        if demo.browser.script(there, vec![json!(selector)]).await? == true {
            return Ok(());
        }
        demo.browser.press(Key::Tab).await?;
    }
    anyhow::bail!("no Tab leads to {selector}")
}

#[tokio::test]
async fn on_a_small_screen_one_phone_fills_it_in_thai_letters() -> anyhow::Result<()> {
    on_page(async |demo| {
        let browser = &demo.browser;
        browser.resize(390, 844).await?;
        let somjai = demo.phone("สมใจ").await?;
        // The inspector covers a small screen, and was opened on a large one.
        browser.click("[data-testid=inspector] [aria-label^=ปิด]", "").await?;
        somjai.befriend().await?;
        let phones = "return [...document.querySelectorAll('.phone')]
            .filter((phone) => phone.checkVisibility()).map((phone) => phone.clientWidth)";
        assert_eq!(browser.script(phones, Vec::new()).await?, json!([390]));
        let wide = "const page = document.scrollingElement;
            return Math.max(page.scrollWidth, document.body.scrollWidth)";
        assert_eq!(browser.script(wide, Vec::new()).await?, 390);
        let family = "return getComputedStyle(arguments[0] ? document.querySelector(arguments[0])
            : document.body).fontFamily.split(',')[0]";
        for of in ["", "[data-testid=message-input]", ".fx-button"] {
            assert_eq!(browser.script(family, vec![json!(of)]).await?, "Sarabun", "{of}");
        }
        let loaded = "return document.fonts.check('16px Sarabun', 'ที่นี่')
            && [...document.fonts].every(({ status }) => status === 'loaded')";
        browser.until("Sarabun is loaded, both weights", loaded, &[]).await.map(drop)
    })
    .await
}
