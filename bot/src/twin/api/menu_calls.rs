//! Creating, drawing, reading and deleting rich menus. Called by the routes.
//!
//! Invariant: neither a menu nor its picture ever changes; whoever wants another makes a new one.

use serde_json::{Value, json};

use super::Call;
use super::answer::Answer;
use super::menus::Menu;
use crate::line::limits;
use crate::twin::body::image;
use crate::twin::state::State;

pub(crate) fn create(state: &mut State, call: &Call) -> Answer {
    if state.menus.menus.len() >= limits::MENUS {
        return Answer::bad("There are too many rich menus");
    }
    let id = state.ids.menu();
    let menu = Menu { object: call.body.clone(), picture: None };
    state.menus.menus.insert(id.clone(), menu);
    Answer::ok(json!({ "richMenuId": id }))
}

/// The gate has looked at the object.
pub(crate) fn validate(_: &mut State, _: &Call) -> Answer {
    Answer::done()
}

pub(crate) fn get(state: &mut State, call: &Call) -> Answer {
    state.menus.described(call.param("richMenuId")).map_or_else(missing, Answer::ok)
}

pub(crate) fn list(state: &mut State, _: &Call) -> Answer {
    let mut ids: Vec<&String> = state.menus.menus.keys().collect();
    ids.sort_unstable();
    let menus: Vec<Value> = ids.iter().filter_map(|id| state.menus.described(id)).collect();
    Answer::ok(json!({ "richmenus": menus }))
}

/// Whoever had it sees the default at the next look; aliases that led to it lead nowhere.
pub(crate) fn delete(state: &mut State, call: &Call) -> Answer {
    let id = call.param("richMenuId");
    if state.menus.menus.remove(id).is_none() {
        return missing();
    }
    if state.menus.default.as_deref() == Some(id) {
        state.menus.default = None;
    }
    state.stream.tell("world", || json!({}));
    Answer::done()
}

pub(crate) fn picture(state: &mut State, call: &Call) -> Answer {
    let menu = state.menus.menus.get(call.param("richMenuId"));
    match menu.and_then(|menu| menu.picture.clone()) {
        Some((mime, bytes)) => Answer::bytes(mime, bytes),
        None => missing(),
    }
}

pub(crate) fn set_picture(state: &mut State, call: &Call) -> Answer {
    let Some(menu) = state.menus.menus.get_mut(call.param("richMenuId")) else {
        return Answer::missing_menu(404);
    };
    if menu.picture.is_some() {
        return Answer::bad("An image has already been uploaded to the rich menu");
    }
    match drawn(call, &menu.object["size"]) {
        Err(answer) => answer,
        Ok(mime) => {
            menu.picture = Some((mime, call.bytes.clone()));
            Answer::done()
        }
    }
}

/// The picture is what its type says, small enough, and has the size its menu was made with.
fn drawn(call: &Call, size: &Value) -> Result<&'static str, Answer> {
    let picture = image::look(&call.bytes).filter(|picture| picture.mime == call.mime);
    let picture = picture.ok_or_else(|| Answer::bad("The image is not of its content type"))?;
    if call.bytes.len() > limits::MENU_IMAGE_BYTES {
        return Err(Answer::bad("The image is larger than 1 MB"));
    }
    let (width, height) = (picture.width, picture.height);
    let wide = u64::from(width) * 100 >= u64::from(height) * u64::from(limits::MENU_MIN_RATIO);
    if !limits::MENU_WIDTH.contains(&width) || height < limits::MENU_MIN_HEIGHT || !wide {
        return Err(Answer::bad("The image size is not allowed"));
    }
    if size["width"] != width || size["height"] != height {
        return Err(Answer::bad("The image size differs from the rich menu's"));
    }
    Ok(picture.mime)
}

/// Looking for a menu that is gone is how a service finds out.
fn missing() -> Answer {
    Answer::missing_menu(404).expected()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::twin::body::image::made_up_png;
    use crate::twin::testing::{call, call_to, made_up_menu, state};

    fn upload(state: &mut State, id: &str, mime: &str, bytes: Vec<u8>) -> u16 {
        let call = Call { bytes: bytes.into(), mime: mime.to_owned(), ..call_to("richMenuId", id) };
        set_picture(state, &call).status.as_u16()
    }

    #[test]
    fn a_picture_is_set_once_and_must_fit() {
        let mut state = state();
        let body = create(&mut state, &call(made_up_menu())).for_the_log();
        let id = body["richMenuId"].as_str().unwrap();
        let fits = made_up_png(2500, 843);
        let large = [fits.clone(), vec![0; limits::MENU_IMAGE_BYTES]].concat();
        for (mime, bytes) in [
            ("image/jpeg", fits.clone()),
            ("image/png", made_up_png(2500, 1686)),
            ("image/png", made_up_png(2501, 843)),
            ("image/png", made_up_png(1000, 700)),
            ("image/png", made_up_png(800, 200)),
            ("image/png", b"GIF89a".to_vec()),
            ("image/png", large),
        ] {
            assert_eq!(upload(&mut state, id, mime, bytes), 400);
        }
        assert_eq!(picture(&mut state, &call_to("richMenuId", id)).status, 404);
        assert_eq!(upload(&mut state, id, "image/png", fits.clone()), 200);
        assert_eq!(upload(&mut state, id, "image/png", fits), 400);
        assert_eq!(upload(&mut state, "richmenu-0", "image/png", Vec::new()), 404);
        assert_eq!(picture(&mut state, &call_to("richMenuId", id)).status, 200);
    }

    #[test]
    fn a_menu_is_listed_until_it_is_deleted() {
        let mut state = state();
        let body = create(&mut state, &call(made_up_menu())).for_the_log();
        let id = body["richMenuId"].as_str().unwrap();
        let listed = list(&mut state, &call(json!({}))).for_the_log();
        assert_eq!(listed["richmenus"][0]["richMenuId"], id);
        assert_eq!(delete(&mut state, &call_to("richMenuId", id)).status, 200);
        assert_eq!(delete(&mut state, &call_to("richMenuId", id)).status, 404);
        assert_eq!(get(&mut state, &call_to("richMenuId", id)).status, 404);
    }
}
