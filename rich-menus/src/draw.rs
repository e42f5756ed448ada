//! Draws a menu as a PNG: an SVG made by hand, Thai text set by resvg in the font that ships.

use std::fmt::Write as _;
use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use crate::menu::{Area, Menu, WIDTH};
use crate::{FONT_BOLD, FONT_REGULAR};

const TAB_TEXT: u32 = 104;
const TILE_TEXT: u32 = 124;
const GAP: u32 = 16;

#[derive(Debug, thiserror::Error)]
pub enum DrawError {
    #[error("{0}: no such icon")]
    NoSuchIcon(String),
    #[error("the picture cannot be drawn: {0}")]
    Failed(String),
}

/// The menu as it looks when its own tab is the open one, among `set`.
pub fn draw(menu: &Menu, set: &[Menu]) -> Result<Vec<u8>, DrawError> {
    let failed = |error: &dyn std::fmt::Display| DrawError::Failed(error.to_string());
    let tree = Tree::from_str(&svg(menu, set)?, &options()).map_err(|error| failed(&error))?;
    let (width, height) = menu.size();
    let mut picture = Pixmap::new(width, height).ok_or_else(|| failed(&"no size"))?;
    resvg::render(&tree, Transform::default(), &mut picture.as_mut());
    picture.encode_png().map_err(|error| failed(&error))
}

fn options() -> Options<'static> {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(FONT_REGULAR.to_vec());
    fonts.load_font_data(FONT_BOLD.to_vec());
    Options { font_family: "Sarabun".to_owned(), fontdb: Arc::new(fonts), ..Options::default() }
}

fn svg(menu: &Menu, set: &[Menu]) -> Result<String, DrawError> {
    let (width, height) = menu.size();
    let mut svg = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="Sarabun" font-weight="700" text-anchor="middle"><rect width="{WIDTH}" height="{height}" fill="#E8EFEA"/>"##
    );
    for (number, other) in set.iter().enumerate() {
        tab(&mut svg, menu.tab_area(number, set.len()), &other.tab, other.name == menu.name);
    }
    for (number, tile) in menu.tiles.iter().enumerate() {
        let icon = icon(&tile.icon).ok_or_else(|| DrawError::NoSuchIcon(tile.icon.clone()))?;
        draw_tile(&mut svg, menu.tile_area(number), &tile.label, &tile.colour, icon);
    }
    svg.push_str("</svg>");
    Ok(svg)
}

fn tab(svg: &mut String, at: Area, text: &str, open: bool) {
    let (fill, ink) = if open { ("#FFFFFF", "#0B6E4F") } else { ("#C9D8D0", "#3D5148") };
    let (x, y) = (at.x + at.width / 2, at.y + at.height * 21 / 32);
    boxed(svg, at, fill);
    text_at(svg, text, x, y, TAB_TEXT, ink);
}

fn draw_tile(svg: &mut String, at: Area, text: &str, colour: &str, icon: &str) {
    boxed(svg, at, colour);
    let centre = at.x + at.width / 2;
    let (left, top) = (centre - 120, at.y + 110);
    // Writing to a String cannot fail.
    write!(
        svg,
        r##"<g transform="translate({left} {top}) scale(10)" fill="none" stroke="#FFFFFF" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d="{icon}"/></g>"##
    )
    .ok();
    text_at(svg, text, centre, at.y + at.height - 130, TILE_TEXT, "#FFFFFF");
}

fn boxed(svg: &mut String, at: Area, fill: &str) {
    let (x, y) = (at.x + GAP, at.y + GAP);
    let (width, height) = (at.width - 2 * GAP, at.height - 2 * GAP);
    write!(
        svg,
        r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="40" fill="{fill}"/>"#
    )
    .ok();
}

fn text_at(svg: &mut String, text: &str, x: u32, y: u32, size: u32, ink: &str) {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    write!(svg, r#"<text x="{x}" y="{y}" font-size="{size}" fill="{ink}">{text}</text>"#).ok();
}

/// Line drawings on a field of 24 by 24.
fn icon(name: &str) -> Option<&'static str> {
    Some(match name {
        "list" => "M9 6h11M9 12h11M9 18h11M4 6h.01M4 12h.01M4 18h.01",
        "phone" => {
            "M6 3h3l2 5-2.5 1.5a11 11 0 0 0 5.5 5.5L15.5 12.500l5 2v3a3 3 0 0 1-3.300 3A16 16 0 0 1 3 6.300 3 3 0 0 1 6 3z"
        }
        "person" => "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4 21a8 8 0 0 1 16 0",
        "globe" => {
            "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18"
        }
        "cross" => "M9 3h6v6h6v6h-6v6H9v-6H3V9h6z",
        "speech" => "M4 4h16v12h-9l-5 4v-4H4zM8 9h8M8 12h5",
        "shield" => "M12 3l8 3v6c0 5-3.500 8-8 9-4.500-1-8-4-8-9V6z",
        "flame" => "M12 3c1 4 6 6 6 11a6 6 0 0 1-12 0c0-2 1-4 2-5 0 2 1 3 2 3 1-3 0-6 2-9z",
        "heart" => {
            "M12 20s-8-5-8-11a4.500 4.500 0 0 1 8-2.500A4.500 4.500 0 0 1 20 9c0 6-8 11-8 11z"
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::menu::shipped;

    #[test]
    fn every_menu_is_drawn_within_a_megabyte() {
        let menus = shipped().unwrap();
        for menu in &menus {
            let png = draw(menu, &menus).unwrap();
            assert!(png.starts_with(b"\x89PNG") && png.len() < 1024 * 1024, "{}", menu.name);
        }
    }

    /// Text that runs over its tile would be cut by the next one: nothing in SVG shrinks it.
    #[test]
    fn every_label_fits_its_tile() {
        let menus = shipped().unwrap();
        for menu in &menus {
            for (number, tile) in menu.tiles.iter().enumerate() {
                let room = menu.tile_area(number).width - 4 * GAP;
                let mut svg = String::from(
                    r#"<svg xmlns="http://www.w3.org/2000/svg" width="9000" height="400" font-family="Sarabun" font-weight="700">"#,
                );
                text_at(&mut svg, &tile.label, 0, 200, TILE_TEXT, "#000");
                svg.push_str("</svg>");
                let tree = Tree::from_str(&svg, &options()).unwrap();
                let width = tree.root().abs_bounding_box().width();
                assert!(width > 100.0 && width < room as f32, "{}: {width} in {room}", tile.label);
            }
        }
    }
}
