//! A point on the map, and nothing else: where a car is to come. Computers cannot send one, so
//! whoever asks for it lets it be skipped, or asks for a [`super::Place`] instead.

use crate::areas;
use crate::conversation::input::Spot;
use crate::conversation::reader::{At, Gives, Offer, Prompt, Read, Reader, Said, Why};

#[derive(Debug, Clone, Copy)]
pub struct Location;

/// Far from every tambon of Thailand there is nothing to help with.
fn nearest(spot: Spot) -> Option<&'static areas::Area> {
    let near = areas::nearest(spot.lat(), spot.lon(), 1);
    near.first().map(|(area, _)| *area)
}

impl<D> Reader<D> for Location {
    type Answer = Spot;

    fn asks(&self, at: &At<'_, D>) -> Prompt {
        let location = Offer { label: at.voice().label("word.location"), gives: Gives::Location };
        Prompt { offers: vec![location], ..Prompt::default() }
    }

    fn reads(&self, _at: &At<'_, D>, said: Said<'_>) -> Read<Spot> {
        match said {
            Said::Spot(spot) if nearest(spot).is_some() => Read::Answer(spot),
            Said::Spot(_) => Read::No(Why::is("read.location_outside")),
            // Words would be no answer either, so they are not asked for.
            _ => Read::No(Why::is("read.location_wanted")),
        }
    }

    fn shows(&self, at: &At<'_, D>, answer: &Spot) -> String {
        let area = nearest(*answer).map(|area| area.with_parent(at.voice().language));
        at.voice().with("read.near", &[("area", &area.unwrap_or_default())])
    }

    fn fits(&self, _at: &At<'_, D>, answer: &Spot) -> bool {
        nearest(*answer).is_some()
    }
}
