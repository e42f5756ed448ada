//! Rich menus as files: `menus/<name>/menu.toml`, read, checked and drawn.
//!
//! A menu is a strip of tabs, one for each menu of its set, over a grid of large tiles. A tile
//! opens a view of core or calls a number. Whoever publishes turns it into LINE's JSON.
//!
//! Invariant: no network and no files at run time: menus and fonts ship inside the program.

mod draw;
mod menu;

pub use draw::{DrawError, draw};
pub use menu::{Area, Does, Menu, MenuError, Tile, shipped};

/// The font everything is drawn in (OFL-1.1, `fonts/Sarabun-OFL.txt`), regular and bold.
pub const FONT_REGULAR: &[u8] = include_bytes!("../fonts/Sarabun-Regular.ttf");
pub const FONT_BOLD: &[u8] = include_bytes!("../fonts/Sarabun-Bold.ttf");
