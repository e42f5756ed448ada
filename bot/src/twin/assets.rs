//! The page's own files, built into the program so that it can be copied alone. Asked by `page`.
//!
//! Invariant: a file of the page is in this list or is not there at all; a test holds the list
//! against the folder.

/// Name and bytes of each.
macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_bytes!(concat!("page/", $name)).as_slice())),*]
    };
}

#[rustfmt::skip]
static FILES: &[(&str, &[u8])] = files![
    "actions.js",
    "api.js",
    "app.js",
    "avatar.js",
    "chat.js",
    "chatmenu.js",
    "chats.js",
    "clock.js",
    "composer.js",
    "dbdiff.js",
    "dbvalue.js",
    "dbwatch.js",
    "dock.js",
    "dom.js",
    "exchange.js",
    "faults.js",
    "flex.css",
    "flex.js",
    "flexstyle.js",
    "flextext.js",
    "home.js",
    "icons.js",
    "index.html",
    "inspector.css",
    "inspector.js",
    "json.js",
    "media-input.js",
    "media.js",
    "menu.js",
    "message.css",
    "message.js",
    "panels.js",
    "phone.css",
    "phone.js",
    "pickers.js",
    "places.js",
    "quickreply.js",
    "sheet.js",
    "shown.js",
    "stickers.js",
    "style.css",
    "template.js",
    "thai.js",
    "timeline.js",
    "topbar.js",
    "world.js",
];

/// The page's letters are those the rich menus are drawn in.
static FONTS: &[(&str, &[u8])] = &[
    ("Sarabun-Regular.ttf", asa_rich_menus::FONT_REGULAR),
    ("Sarabun-Bold.ttf", asa_rich_menus::FONT_BOLD),
];

/// The content type and the bytes of a file.
pub(super) fn find(name: &str) -> Option<(&'static str, &'static [u8])> {
    let (name, bytes) = FILES.iter().chain(FONTS).find(|(known, _)| *known == name)?;
    Some((mime(name), bytes))
}

fn mime(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("ttf") => "font/ttf",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_page_is_served() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/twin/page");
        for file in std::fs::read_dir(folder).unwrap() {
            let name = file.unwrap().file_name().into_string().unwrap();
            assert!(find(&name).is_some(), "{name} is not in the list");
        }
        assert!(FILES.iter().all(|(name, _)| mime(name) != "application/octet-stream"));
    }
}
