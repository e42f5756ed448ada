//! What a menu holds and where its areas are.

use asa_core::catalogue::catalogue;
use asa_core::conversation::{Wording, WordingError};
use serde::Deserialize;

/// LINE's largest width; the height follows from the rows.
pub(crate) const WIDTH: u32 = 2500;
const TABS_HEIGHT: u32 = 240;
const ROW_HEIGHT: u32 = 660;
const MOST_TILES: usize = 6;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Menu {
    /// Also its alias at LINE.
    pub name: String,
    /// On the bar under the chat.
    pub bar: String,
    /// On its tab.
    pub tab: String,
    pub columns: u32,
    #[serde(rename = "tile")]
    pub tiles: Vec<Tile>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tile {
    pub label: String,
    pub colour: String,
    /// A name from `draw`'s set of icons.
    pub icon: String,
    #[serde(flatten)]
    pub does: Does,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Does {
    /// Opens a view of core.
    View(String),
    /// Starts a flow of core.
    Start(String),
    /// Calls a number.
    Call(String),
}

#[derive(Debug, thiserror::Error)]
pub enum MenuError {
    #[error("{name}/menu.toml does not read: {reason}")]
    Unreadable { name: &'static str, reason: String },
    #[error("{menu}: no view or flow is named {name}")]
    NoSuchThing { menu: String, name: String },
    #[error(transparent)]
    Wording(#[from] WordingError),
    #[error("{menu}: between 1 and 6 tiles, in 1 to 3 columns")]
    Grid { menu: String },
}

/// A place to tap, in the picture's own pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Area {
    pub x: u32,
    pub y: u32,
    pub width: u32,
    pub height: u32,
}

const FILES: [(&str, &str); 2] = [
    ("start", include_str!("../menus/start/menu.toml")),
    ("emergency", include_str!("../menus/emergency/menu.toml")),
];

/// The menus that ship, tabs of one set, in the order of their tabs. The first is the default.
pub fn shipped() -> Result<Vec<Menu>, MenuError> {
    FILES.iter().map(|(name, file)| Menu::read(name, file)).collect()
}

impl Menu {
    fn read(name: &'static str, file: &str) -> Result<Self, MenuError> {
        let menu: Self = toml::from_str(file)
            .map_err(|error| MenuError::Unreadable { name, reason: error.message().to_owned() })?;
        menu.check()?;
        Ok(menu)
    }

    fn check(&self) -> Result<(), MenuError> {
        let in_grid =
            (1..=MOST_TILES).contains(&self.tiles.len()) && (1..=3).contains(&self.columns);
        if !in_grid {
            return Err(MenuError::Grid { menu: self.name.clone() });
        }
        let wording = Wording::shipped()?;
        let catalogue = catalogue(&wording);
        for tile in &self.tiles {
            let (is_there, name) = match &tile.does {
                Does::View(view) => (catalogue.view(view).is_some(), view),
                Does::Start(flow) => (catalogue.flow(flow).is_some(), flow),
                Does::Call(_) => continue,
            };
            if !is_there {
                return Err(MenuError::NoSuchThing { menu: self.name.clone(), name: name.clone() });
            }
        }
        Ok(())
    }

    fn rows(&self) -> u32 {
        u32::try_from(self.tiles.len()).unwrap_or(u32::MAX).div_ceil(self.columns)
    }

    pub fn size(&self) -> (u32, u32) {
        (WIDTH, TABS_HEIGHT + self.rows() * ROW_HEIGHT)
    }

    /// Where the tab with this number is, among `tabs` of them.
    pub fn tab_area(&self, number: usize, tabs: usize) -> Area {
        part(Area { x: 0, y: 0, width: WIDTH, height: TABS_HEIGHT }, number, tabs)
    }

    /// Where the tile with this number is. Tiles of a row that is not full are wider.
    pub fn tile_area(&self, number: usize) -> Area {
        let columns = usize::try_from(self.columns).unwrap_or(1);
        let row = number / columns;
        let in_row = (self.tiles.len() - row * columns).min(columns);
        let y = TABS_HEIGHT + u32::try_from(row).unwrap_or(0) * ROW_HEIGHT;
        let whole = Area { x: 0, y, width: WIDTH, height: ROW_HEIGHT };
        part(whole, number - row * columns, in_row)
    }
}

/// The part with this number of an area that is cut into equal ones side by side.
fn part(whole: Area, number: usize, parts: usize) -> Area {
    let edge = |number: usize| {
        let edge = u64::from(whole.width) * number as u64 / parts.max(1) as u64;
        u32::try_from(edge).unwrap_or(whole.width)
    };
    Area { x: whole.x + edge(number), width: edge(number + 1) - edge(number), ..whole }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_menus_read() {
        let names: Vec<_> = shipped().unwrap().into_iter().map(|menu| menu.name).collect();
        assert_eq!(names, FILES.map(|(name, _)| name));
    }

    #[test]
    fn tiles_cover_the_picture_and_do_not_overlap() {
        for menu in shipped().unwrap() {
            let tabs = 2;
            let areas = (0..tabs).map(|number| menu.tab_area(number, tabs));
            let areas: Vec<_> =
                areas.chain((0..menu.tiles.len()).map(|n| menu.tile_area(n))).collect();
            let covered: u64 = areas.iter().map(|a| u64::from(a.width) * u64::from(a.height)).sum();
            let (width, height) = menu.size();
            assert_eq!(covered, u64::from(width) * u64::from(height));
            for (n, a) in areas.iter().enumerate() {
                for b in &areas[n + 1..] {
                    let apart = a.x + a.width <= b.x
                        || b.x + b.width <= a.x
                        || a.y + a.height <= b.y
                        || b.y + b.height <= a.y;
                    assert!(apart, "{a:?} {b:?}");
                }
            }
        }
    }

    #[test]
    fn a_menu_names_only_what_there_is() {
        let file = |tile: &str| {
            format!(
                "name='x'\nbar='x'\ntab='x'\ncolumns=1\n[[tile]]\nlabel='x'\ncolour='#fff'\nicon='list'\n{tile}"
            )
        };
        assert!(Menu::read("x", &file("view='menu'")).is_ok());
        assert!(matches!(
            Menu::read("x", &file("view='nothing'")),
            Err(MenuError::NoSuchThing { .. })
        ));
        assert!(matches!(
            Menu::read("x", &file("opens='menu'")),
            Err(MenuError::Unreadable { .. })
        ));
    }
}
