//! QR pictures: said by core, fetched by phones from the address in the message, and from no other.

use anyhow::{Context as _, ensure};
use asa::line::message;
use asa::qr;
use asa_core::conversation::Say;
use asa_core::id::LineId;
use asa_tests::databases::Kind;
use asa_tests::world::{PUBLIC_URL, World};
use serde_json::value::RawValue;

const LINK: &str = "https://line.me/R/oaMessage/%40asa/?7QK4";

async fn world() -> anyhow::Result<World> {
    World::new(Kind::Sqlite).await?.context("SQLite is always there")
}

/// Sends the picture of a link as a turn would, and gives the path that a phone then asks for.
async fn sent(world: &World, to: &LineId) -> anyhow::Result<String> {
    let says = [Say::text(LINK.to_owned()), Say::qr(LINK.to_owned())];
    let mut requests = message::requests(&says, &world.service.qr);
    let messages = RawValue::from_string(requests.remove(0))?;
    let key = uuid::Uuid::new_v4().to_string();
    world.service.line.push(to.as_str(), &messages, &key).await?;
    let sends = world.sent_to(to);
    let picture = sends.last().and_then(|send| send.messages.last()).context("nothing came")?;
    let address = picture["previewImageUrl"].as_str().context("no picture came")?;
    ensure!(picture["originalContentUrl"] == address);
    Ok(address.strip_prefix(PUBLIC_URL).context("not ours")?.to_owned())
}

async fn get(world: &World, path: &str) -> anyhow::Result<reqwest::Response> {
    let client = asa::line::http::builder().build()?;
    Ok(client.get(format!("{}{path}", world.base)).send().await?)
}

/// What a camera would make of the picture.
fn scanned(picture: &[u8]) -> anyhow::Result<String> {
    let grey = image::load_from_memory(picture)?.to_luma8();
    let (width, height) = (grey.width() as usize, grey.height() as usize);
    ensure!(width == height && width >= 480, "{width} x {height}");
    let pixels = grey.into_raw();
    let mut seen =
        rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| pixels[y * width + x]);
    let grids = seen.detect_grids();
    Ok(grids.first().context("nothing to scan")?.decode()?.1)
}

#[tokio::test]
async fn a_phone_fetches_the_picture_and_another_scans_it() -> anyhow::Result<()> {
    let world = world().await?;
    let somjai = world.friend("สมใจ", "th").await?;
    let answer = get(&world, &sent(&world, &somjai).await?).await?;
    assert_eq!(answer.status(), 200);
    let header = |name: &str| answer.headers()[name].to_str().unwrap_or_default().to_owned();
    assert_eq!(header("content-type"), "image/png");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert!(header("cache-control").starts_with("private, max-age="));
    assert!(header("content-security-policy").ends_with("sandbox"));
    let picture = answer.bytes().await?;
    assert!(picture.len() < 1024 * 1024, "LINE takes no larger preview");
    assert_eq!(picture, qr::png(LINK)?);
    assert_eq!(scanned(&picture)?, LINK);
    world.check()
}

#[tokio::test]
async fn nobody_has_us_draw_what_we_did_not_say() -> anyhow::Result<()> {
    let world = world().await?;
    let somjai = world.friend("สมใจ", "th").await?;
    let good = sent(&world, &somjai).await?;
    let name = good.strip_prefix("/media/qr/").context("not a QR picture")?;
    let photo = get(&world, "/media/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").await?;
    let refused = (photo.status(), photo.headers().len(), photo.bytes().await?);
    assert_eq!(refused.0, 404);
    let changed = good.replacen(&name[60..64], "AAAA", 1);
    let paths = [
        changed,
        good.replace(".png", ""),
        good.replace(".png", ".jpg"),
        good.replace("/qr/", "/"),
        good.replace("/qr/", "/qr/x/"),
        "/media/qr/.png".to_owned(),
        "/media/qr/%C3%28.png".to_owned(),
    ];
    for path in paths {
        let answer = get(&world, &path).await?;
        let answer = (answer.status(), answer.headers().len(), answer.bytes().await?);
        assert_eq!(answer, refused, "{path}");
    }
    world.check()
}

#[tokio::test]
async fn a_picture_outlives_a_restart() -> anyhow::Result<()> {
    let mut world = world().await?;
    let somjai = world.friend("สมใจ", "th").await?;
    let path = sent(&world, &somjai).await?;
    world.rebuild().await?;
    assert_eq!(get(&world, &path).await?.status(), 200);
    world.check()
}
