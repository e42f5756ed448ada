//! A whole province with a past: questions take no longer for it.
//!
//! `ASA_DAYS=365 cargo nextest run …` looks at a whole year.

use std::time::Duration as Span;

use asa_core::areas;
use asa_tests::on_both;
use asa_tests::province::best_of;

use super::*;

const UNITS: i64 = 1520;
const ITEMS: i64 = 3;
/// Longer than anybody notices.
const AT_MOST: Span = Span::from_millis(50 * SLACK);
/// In a debug build, on a machine that does other things besides; `stock-year` holds it to the limit.
const SLACK: u64 = 3;

/// As they would have come, day after day: the province's villages, each with a book, every item counted every day, but not today.
async fn fill(world: &World, days: i64) -> anyhow::Result<()> {
    let db = opened(world).await?;
    let districts = areas::children("47".parse()?).iter();
    let tambons: Vec<_> = districts.flat_map(|district| areas::children(district.code)).collect();
    let unit = |(number, tambon): (i64, &&areas::Area)| {
        format!(
            "({}, 'village_team', 4, 'หมู่ {number}', '{}', 'open')",
            1_000_000 + number,
            tambon.code
        )
    };
    let units: Vec<String> = (1..=UNITS).zip(tambons.iter().cycle()).map(unit).collect();
    let series = |name: &str, to: i64| match world.database.kind {
        asa_tests::databases::Kind::Postgres => format!("generate_series(1, {to}) AS {name}(n)"),
        asa_tests::databases::Kind::Sqlite => format!(
            "(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {to}) \
             SELECT n FROM s) AS {name}"
        ),
    };
    let day = match world.database.kind {
        asa_tests::databases::Kind::Postgres => "to_char(date '2020-05-13' - d.n, 'YYYY-MM-DD')",
        asa_tests::databases::Kind::Sqlite => "date('2020-05-13', '-' || d.n || ' days')",
    };
    let sheet = "20, 0, 0, 0, 0, 0, 20, 10, 0, 0";
    let of_day = format!("{day}, u.area, {sheet}, 'number', 100, 0, 1");
    let sums = format!("{day}, {sheet}, 1, 0, 0");
    let (items, past) = (series("i", ITEMS), series("d", days));
    for sql in [
        "INSERT INTO items (id, code, name_th, name_en, measures, state) VALUES \
         (2, 'a', 'ก', 'a', '[]', 'open'), (3, 'b', 'ข', 'b', '[]', 'open')"
            .to_owned(),
        format!(
            "INSERT INTO units (id, kind, level, name, area, state) VALUES {}",
            units.join(", ")
        ),
        "INSERT INTO books (unit, area, place, head) SELECT id, area, 0, '' FROM units".to_owned(),
        format!("INSERT INTO balances SELECT u.id, i.n, u.area, u.id % 100 FROM units u, {items}"),
        format!(
            "INSERT INTO days SELECT u.id, i.n, {of_day} FROM units u, {items}, {past} ORDER BY d.n DESC"
        ),
        format!(
            "INSERT INTO area_balances SELECT DISTINCT substr(u.area, 1, 4), i.n, 100 FROM units u, {items}"
        ),
        format!(
            "INSERT INTO area_days SELECT w.area, i.n, {sums} FROM (SELECT DISTINCT \
             substr(u.area, 1, 4) AS area FROM units u) AS w, {items}, {past}"
        ),
        "ANALYZE".to_owned(),
    ] {
        db.execute_unprepared(&sql).await?;
    }
    db.close().await?;
    Ok(())
}

on_both! {
    async fn a_province_is_overlooked_at_a_glance(world) {
        let days = std::env::var("ASA_DAYS").ok().and_then(|days| days.parse().ok());
        fill(world, days.unwrap_or(40)).await?;
        let Answer::Missing(units, count) = asks(world, Ask::Missing(PROVINCE, TODAY)).await? else { panic!() };
        assert_eq!((units.len(), count), (20, 1520));
        let yesterday = TODAY - Duration::days(1);
        let Answer::Missing(_, count) = asks(world, Ask::Missing(PROVINCE, yesterday)).await? else { panic!() };
        assert_eq!(count, 0);
        let team = UnitId(1_000_001);
        assert_eq!(book(world, team, TODAY).await?.streak, days.unwrap_or(40).clamp(0, 60) as u32);
        let mut slow = Vec::new();
        for ask in [
            Ask::Missing(PROVINCE, TODAY),
            Ask::Missing(PROVINCE, yesterday),
            Ask::Below(PROVINCE, TODAY),
            Ask::Book(team, TODAY),
        ] {
            let asked = async || Ok(asks(world, ask.clone()).await?);
            slow.push((best_of(10, asked).await?.0, ask));
        }
        assert!(slow.iter().all(|(took, _)| *took < AT_MOST), "{slow:?}");
        // This one adds up a week of every village.
        let asked = async || Ok(asks(world, Ask::Low(PROVINCE, TODAY)).await?);
        let (low, _) = best_of(10, asked).await?;
        assert!(low < AT_MOST * 5, "{low:?}");
        Ok(())
    }
}
