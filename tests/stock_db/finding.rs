//! What a turn is told about stock.

use asa_core::people::UnitKind;
use asa_core::people::change::NewUnit;
use asa_core::stock::known::{Place, Reports, Usual};
use asa_db::people::{By, Through, units};
use asa_tests::on_both;

use super::*;

async fn adds(
    world: &World,
    number: i64,
    area: &str,
    parent: Option<UnitId>,
) -> anyhow::Result<UnitId> {
    let id = UnitId::added(number);
    let (kind, area) = (UnitKind::VillageTeam, area.parse()?);
    let unit =
        NewUnit { id, kind, name: format!("หมู่ {number}"), area, moo: None, parent };
    let by = By { person: None, through: Through::Command };
    units::import(&world.service.store, by, &[unit], world.clock.now()).await?;
    Ok(id)
}

async fn below(world: &World, unit: UnitId) -> anyhow::Result<Vec<Place>> {
    match asks(world, Ask::Below(unit, TODAY)).await? {
        Answer::Places(places) => Ok(places),
        other => anyhow::bail!("{other:?}"),
    }
}

async fn missing(world: &World, unit: UnitId) -> anyhow::Result<(Vec<i64>, usize)> {
    match asks(world, Ask::Missing(unit, TODAY)).await? {
        Answer::Missing(units, count) => Ok((units.iter().map(|unit| unit.id.0).collect(), count)),
        other => anyhow::bail!("{other:?}"),
    }
}

on_both! {
    async fn the_mask_is_there_from_the_beginning(world) {
        let Answer::Items(items) = asks(world, Ask::Items).await? else { panic!() };
        assert_eq!(items.len(), 1);
        assert_eq!((items[0].id, items[0].code.as_str()), (MASK, "surgical_mask"));
        let sizes: Vec<Option<i64>> = items[0].measures.iter().map(|measure| measure.size).collect();
        assert_eq!(sizes, [Some(1), Some(10), Some(50), None]);
        Ok(())
    }

    async fn a_book_tells_what_is_usual_and_how_long_it_was_kept(world) {
        let day = |back: i64| TODAY - Duration::days(back);
        on(world, TAMBON, day(40), receive(900)).await?;
        on(world, TAMBON, day(9), hand_out(30)).await?;
        for back in (1..=5).rev() {
            on(world, TAMBON, day(back), hand_out(10)).await?;
            let lies = page(world, TAMBON, day(back)).await?.closing();
            on(world, TAMBON, day(back), count(lies, lies)).await?;
        }
        let carton = NewRecord { pack: Some(2000), ..record(900, TAMBON, TODAY, receive(2000)) };
        write(world, carton).await?;
        let book = book(world, TAMBON, TODAY).await?;
        assert_eq!(book.streak, 5);
        let page = &book.pages[0];
        assert_eq!(page.usual, Some(Usual { moved: 30, counted: 860 }));
        assert_eq!((page.opening, page.closing(), page.carton), (820, 2820, Some(2000)));
        let early = self::book(world, TAMBON, day(50)).await?;
        assert_eq!((early.streak, early.pages[0].usual), (0, None), "no history");
        let item = adds_an_item(world).await?;
        let both = self::book(world, TAMBON, TODAY).await?;
        assert_eq!((both.pages.len(), both.pages[1].item.id, both.streak), (2, item, 0));
        Ok(())
    }

    async fn those_above_see_what_is_right_below(world) {
        let (team, office_team) = (adds(world, 1, "470101", None).await?, adds(world, 2, "47", None).await?);
        does(world, PROVINCE, receive(1000)).await?;
        does(world, DISTRICT, receive(100)).await?;
        does(world, TAMBON, receive(10)).await?;
        does(world, TAMBON, count(10, 10)).await?;
        on(world, team, TODAY - Duration::days(2), receive(5)).await?;
        does(world, team, count(0, 5)).await?;
        let places = below(world, PROVINCE).await?;
        let see = |place: &Place| (place.unit.id.0, place.is_area, place.balance);
        assert_eq!(see(&places[0]), (47, true, 1110));
        assert_eq!(see(&places[1]), (47, false, 1000));
        assert_eq!(see(&places[2]), (4701, true, 110));
        assert_eq!(see(&places[3]), (4702, true, 0));
        let last = places.last().map(see);
        assert_eq!((places.len(), last), (21, Some((office_team.0, false, 0))), "18 districts");
        assert_eq!(places[0].units, Reports { all: 4, counted: 1, nothing_moved: 0, zero: 1 });
        assert_eq!((places[2].units.all, places[2].units.missing()), (3, 1));
        assert_eq!(places[0].trend, [0, 0, 0, 0, 0, 5, 5]);
        assert_eq!(places[2].sheet.group(Group::G1), 5);
        let places = below(world, TAMBON).await?;
        let seen: Vec<_> = places.iter().map(see).collect();
        assert_eq!(seen, [(470101, true, 10), (470101, false, 10), (team.0, false, 0)]);
        assert_eq!(places[1].units, Reports { all: 1, counted: 1, nothing_moved: 0, zero: 0 });
        let places = below(world, team).await?;
        assert_eq!(places.iter().map(see).collect::<Vec<_>>(), [(team.0, false, 0)]);
        Ok(())
    }

    async fn who_has_not_counted_is_known_to_those_above(world) {
        let team = adds(world, 1, "470101", None).await?;
        for unit in [PROVINCE, TAMBON, UnitId(4702), team] {
            does(world, unit, receive(10)).await?;
        }
        assert_eq!(missing(world, PROVINCE).await?, (vec![47, 470101, team.0, 4702], 4));
        assert_eq!(missing(world, DISTRICT).await?, (vec![470101, team.0], 2));
        does(world, TAMBON, count(10, 10)).await?;
        assert_eq!(missing(world, TAMBON).await?, (vec![team.0], 1));
        assert_eq!(missing(world, team).await?, (vec![team.0], 1));
        adds_an_item(world).await?;
        assert_eq!(missing(world, TAMBON).await?, (vec![470101, team.0], 2), "one of two things");
        Ok(())
    }

    async fn who_will_soon_have_none_is_known_to_those_above(world) {
        for (unit, lies) in [(TAMBON, 20), (UnitId(470102), 40), (UnitId(470103), 5)] {
            on(world, unit, TODAY - Duration::days(3), receive(70 + lies)).await?;
            on(world, unit, TODAY - Duration::days(2), hand_out(70)).await?;
        }
        let Answer::Low(low) = asks(world, Ask::Low(PROVINCE, TODAY)).await? else { panic!() };
        let seen: Vec<_> = low.iter().map(|low| (low.unit.id.0, low.balance, low.daily)).collect();
        assert_eq!(seen, [(470103, 5, 1000), (470101, 20, 1000)]);
        let Answer::Low(low) = asks(world, Ask::Low(UnitId(4702), TODAY)).await? else { panic!() };
        assert!(low.is_empty());
        Ok(())
    }

    async fn transfers_and_records_are_found_as_they_stand(world) {
        does(world, PROVINCE, receive(100)).await?;
        let first = does(world, PROVINCE, send(DISTRICT, 30)).await?;
        world.clock.advance(std::time::Duration::from_secs(1));
        let second = does(world, PROVINCE, send(DISTRICT, 20)).await?;
        does(world, DISTRICT, confirm(second, 15)).await?;
        let Answer::Transfers(open) = asks(world, Ask::Transfers(DISTRICT)).await? else { panic!() };
        let seen: Vec<_> = open.iter().map(|one| (one.id.0, one.open, one.is_short)).collect();
        assert_eq!(seen, [(first, 30, false), (second, 5, true)]);
        assert_eq!((open[0].from.id, open[0].to.id), (PROVINCE, DISTRICT));
        does(world, PROVINCE, reverse(first)).await?;
        let one = asks(world, Ask::Transfer(TransferId(first))).await?;
        assert_eq!(one, Answer::Transfers(Vec::new()), "it is taken back");
        let Answer::Past(past) = asks(world, Ask::Past(PROVINCE)).await? else { panic!() };
        let seen: Vec<_> = past.iter().map(|one| (one.id.0, one.reversed_by.map(|id| id.0))).collect();
        assert_eq!(seen, [(second, None), (first, Some(second + 2)), (1, None)]);
        let Answer::Past(one) = asks(world, Ask::Record(RecordId(second))).await? else { panic!() };
        assert_eq!(one[0].deed, send(DISTRICT, 20));
        Ok(())
    }

    async fn the_book_somebody_kept_last_is_offered_again(world) {
        let kept = async || asks(world, Ask::Kept).await;
        assert_eq!(kept().await?, Answer::Unit(None));
        for unit in [TAMBON, DISTRICT] {
            commits(world, "Uanna", vec![Change::Keep(unit)]).await??;
        }
        let Answer::Unit(Some(unit)) = kept().await? else { panic!() };
        assert_eq!(unit.id, DISTRICT);
        Ok(())
    }

    async fn what_was_known_then_can_be_said_again(world) {
        use asa_db::stock::at::{Known, Whose, known_at};
        let item = MASK;
        on(world, TAMBON, TODAY - Duration::days(1), receive(100)).await?;
        let handed = does(world, TAMBON, hand_out(10)).await?;
        let then = world.clock.now();
        let known = async |whose| known_at(&world.service.store, whose, item, TODAY, then).await;
        let area = Whose::Area("4701".parse()?);
        let before: Known = known(Whose::Unit(TAMBON)).await?;
        assert_eq!((before.closing, before.sheet.group(Group::G4)), (90, 10));
        assert_eq!(known(area).await?, before);
        world.clock.advance(std::time::Duration::from_secs(60));
        // What comes late, what is taken back, what is about another day.
        does(world, TAMBON, reverse(handed)).await?;
        on(world, TAMBON, TODAY - Duration::days(1), lose(7)).await?;
        on(world, TAMBON, TODAY + Duration::days(1), lose(3)).await?;
        does(world, UnitId(470102), receive(1)).await?;
        assert_eq!(known(Whose::Unit(TAMBON)).await?, before);
        assert_eq!(known(area).await?, before);
        let now = known_at(&world.service.store, area, item, TODAY, world.clock.now()).await?;
        assert_eq!((now.closing, now.sheet.group(Group::G4), now.sheet.received), (94, 0, 1));
        Ok(())
    }
}
