//! The full notice on personal data, as a phone's browser gets it.

use anyhow::Context as _;
use asa::service::Talk;
use asa_tests::browser::Browser;
use asa_tests::databases::Kind;
use asa_tests::world::{Wish, World};

async fn world() -> anyhow::Result<World> {
    let usual = Wish::usual()?;
    let talk = Talk { dpo: Some("dpo@example.go.th".to_owned()), ..usual.talk.clone() };
    World::with(Kind::Sqlite, Wish { talk, ..usual }).await?.context("SQLite is always there")
}

async fn get(world: &World, path: &str) -> anyhow::Result<reqwest::Response> {
    let client = asa::line::http::builder().build()?;
    Ok(client.get(format!("{}{path}", world.base)).send().await?)
}

#[tokio::test]
async fn the_notice_is_read_in_either_language_by_anybody() -> anyhow::Result<()> {
    let world = world().await?;
    let thai = "<h1>ประกาศความเป็นส่วนตัว</h1>";
    let english = "<h1>Privacy notice</h1>";
    let pages = [
        ("/notice", thai),
        ("/notice?lang=th", thai),
        ("/notice?lang=my", thai),
        ("/notice?lang=en", english),
    ];
    for (path, heading) in pages {
        let page = get(&world, path).await?;
        assert_eq!(page.status(), 200, "{path}");
        let page = page.text().await?;
        assert!(page.contains(heading), "{path}");
        assert!(page.contains("dpo@example.go.th") && page.contains("href=\"tel:1669\""));
    }
    Ok(())
}

#[tokio::test]
async fn the_notice_runs_nothing_and_sets_nothing() -> anyhow::Result<()> {
    let page = get(&world().await?, "/notice").await?;
    let header = |name: &str| page.headers()[name].to_str().unwrap_or_default().to_owned();
    assert!(header("content-security-policy").starts_with("default-src 'none'; style-src"));
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("content-type"), "text/html; charset=utf-8");
    assert!(!page.headers().contains_key("set-cookie"));
    let text = page.text().await?;
    for never in ["<script", "<img", "<form", "src=", "url("] {
        assert!(!text.contains(never), "{never}");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_notice_fits_a_phone() -> anyhow::Result<()> {
    let Some(browser) = Browser::start().await? else { return Ok(()) };
    let world = world().await?;
    browser.resize(390, 844).await?;
    browser.open(&format!("{}/notice", world.base)).await?;
    browser.see("h2", "สิทธิของท่าน").await?;
    browser.see("footer", "ฉบับที่ 1").await?;
    let fits = "const style = getComputedStyle(document.body);
        return document.documentElement.scrollWidth <= 390 && parseFloat(style.fontSize) >= 18";
    browser.until("large words and nothing beside the screen", fits, &[]).await?;
    browser.click("nav a", "English").await?;
    browser.see("h1", "Privacy notice").await?;
    browser.until("the same in English", fits, &[]).await?;
    assert_eq!(browser.fetched().await?, Vec::<String>::new());
    assert_eq!(browser.complaints().await?, Vec::<String>::new());
    Ok(())
}
