//! Publishes the rich menus: makes each anew, gives it its picture and its alias, shows the first
//! one by default. A menu at LINE is never changed, only replaced.

use asa_core::conversation::Tap;
use asa_rich_menus::{Area, Does, Menu, draw, shipped};
use serde_json::{Value, json};

use crate::line::client::Client;
use crate::line::limits;

/// Makes what ships be what people see.
pub async fn publish(line: &Client) -> anyhow::Result<()> {
    let set = shipped()?;
    let before = line.menus().await?;
    let aliases = line.menu_aliases().await?;
    let mut first = None;
    for menu in &set {
        let id = line.create_menu(&body(menu, &set)).await?;
        line.upload_menu_image(&id, draw(menu, &set)?).await?;
        match aliases.iter().any(|alias| alias.rich_menu_alias_id == menu.name) {
            true => line.move_menu_alias(&menu.name, &id).await?,
            false => line.create_menu_alias(&menu.name, &id).await?,
        }
        first.get_or_insert(id);
    }
    if let Some(first) = first {
        line.set_default_menu(&first).await?;
    }
    for old in before.iter().filter(|old| set.iter().any(|menu| menu.name == old.name)) {
        line.delete_menu(&old.rich_menu_id).await?;
    }
    Ok(())
}

fn body(menu: &Menu, set: &[Menu]) -> Value {
    let (width, height) = menu.size();
    let tabs = set.iter().enumerate().filter(|(_, other)| other.name != menu.name);
    let tabs = tabs.map(|(number, other)| {
        let action = json!({
            "type": "richmenuswitch",
            "label": limits::LABEL_RICH_MENU.cut(&other.tab),
            "richMenuAliasId": other.name,
            "data": format!("tab:{}", other.name),
        });
        area(menu.tab_area(number, set.len()), &action)
    });
    let tiles = menu.tiles.iter().enumerate();
    let tiles = tiles.map(|(number, tile)| {
        let label = limits::LABEL_RICH_MENU.cut(&tile.label);
        let action = match &tile.does {
            Does::View(view) => json!({"type": "postback", "label": label,
                "data": Tap::View(view.clone(), String::new()).data(), "displayText": tile.label}),
            Does::Start(flow) => json!({"type": "postback", "label": label,
                "data": Tap::Start(flow.clone(), String::new()).data(), "displayText": tile.label}),
            Does::Call(number) => json!({"type": "uri", "label": label,
                "uri": format!("tel:{number}")}),
        };
        area(menu.tile_area(number), &action)
    });
    json!({
        "size": {"width": width, "height": height},
        "selected": true,
        "name": menu.name,
        "chatBarText": limits::MENU_BAR_TEXT.cut(&menu.bar),
        "areas": tabs.chain(tiles).collect::<Vec<_>>(),
    })
}

fn area(at: Area, action: &Value) -> Value {
    let bounds = json!({"x": at.x, "y": at.y, "width": at.width, "height": at.height});
    json!({"bounds": bounds, "action": action})
}
