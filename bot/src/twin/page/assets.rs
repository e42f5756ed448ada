//! The page's own files, built into the program so that it can be copied alone. Asked by `page`.
//!
//! Invariant: a file of the page is in this list or is not there at all; a test holds the list
//! against the folder.

/// Name, from the page's folder on, and bytes of each.
macro_rules! files {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_bytes!(concat!("web/", $name)).as_slice())),*]
    };
}

#[rustfmt::skip]
static FILES: &[(&str, &[u8])] = files![
    "app.js",
    "index.html",
    "base/api.js",
    "base/avatar.js",
    "base/dom.js",
    "base/icons.js",
    "base/sheet.js",
    "base/style.css",
    "base/thai.js",
    "base/world.js",
    "desk/clock.js",
    "desk/shown.js",
    "desk/topbar.js",
    "inspector/dbdiff.js",
    "inspector/dbvalue.js",
    "inspector/dbwatch.js",
    "inspector/exchange.js",
    "inspector/faults.js",
    "inspector/inspector.css",
    "inspector/inspector.js",
    "inspector/json.js",
    "message/flex.css",
    "message/flex.js",
    "message/flexstyle.js",
    "message/flextext.js",
    "message/media.js",
    "message/message.css",
    "message/message.js",
    "message/template.js",
    "phone/actions.js",
    "phone/chat.js",
    "phone/chatmenu.js",
    "phone/chats.js",
    "phone/composer.js",
    "phone/dock.js",
    "phone/home.js",
    "phone/menu.js",
    "phone/panels.js",
    "phone/phone.css",
    "phone/phone.js",
    "phone/quickreply.js",
    "phone/record.js",
    "phone/timeline.js",
    "send/media-input.js",
    "send/pickers.js",
    "send/places.js",
    "send/stickers.js",
];

/// The page's letters are those the rich menus are drawn in.
static FONTS: &[(&str, &[u8])] = &[
    ("Sarabun-Regular.ttf", asa_rich_menus::FONT_REGULAR),
    ("Sarabun-Bold.ttf", asa_rich_menus::FONT_BOLD),
];

/// The content type and the bytes of a file.
pub(crate) fn find(name: &str) -> Option<(&'static str, &'static [u8])> {
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
    use std::path::{Path, PathBuf};

    use super::*;

    fn files_in(folder: &Path) -> Vec<PathBuf> {
        let inside = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        inside.flat_map(|path| if path.is_dir() { files_in(&path) } else { vec![path] }).collect()
    }

    #[test]
    fn every_file_of_the_page_is_served() {
        let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/twin/page/web");
        let files = files_in(&top);
        assert_eq!(files.len(), FILES.len());
        for file in files {
            let name = file.strip_prefix(&top).unwrap().to_str().unwrap();
            assert!(find(name).is_some(), "{name} is not in the list");
        }
        assert!(FILES.iter().all(|(name, _)| mime(name) != "application/octet-stream"));
    }
}
