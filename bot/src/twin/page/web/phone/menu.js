// The rich menu: its picture with tappable areas, and the chat bar that opens and closes it.
// Must stay true: areas lie where the menu's own size says, whatever the width of the phone; a new tab's picture is
// loaded before it replaces the old one, so that switching never flickers.

import { menuImageUrl } from "../base/api.js";
import { button, el } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { areaButton } from "../message/template.js";

export function createMenu({ tap, onToggle, onKeyboard }) {
  const canvas = el("div", { class: "rich-menu", testid: "rich-menu", role: "group", "aria-label": "เมนู Rich menu" });
  const words = el("span");
  const arrow = icon("down", 18);
  const bar = el("button", { type: "button", class: "chat-bar", testid: "chat-bar" }, words, arrow);
  bar.addEventListener("click", onToggle);
  const keyboard = button({
    label: ["พิมพ์ข้อความ", "Keyboard"],
    icon: icon("keyboard"),
    class: "round dock-side",
    onClick: onKeyboard,
  });
  const element = el("div", { class: "menu-dock" }, canvas, el("div", { class: "menu-bar" }, keyboard, bar));
  let current = null;

  async function draw(menu) {
    current = menu;
    const image = el("img", { src: menuImageUrl(menu.richMenuId), alt: "", class: "rich-menu-picture" });
    await image.decode().catch(() => {});
    if (current !== menu) return;
    const { width, height } = menu.size;
    canvas.style.setProperty("aspect-ratio", `${width} / ${height}`);
    canvas.replaceChildren(image, ...menu.areas.map((area, at) => menuArea(area, menu.size, at)));
  }

  function menuArea({ bounds, action }, size, at) {
    const label = action.label ?? action.displayText ?? action.text ?? `ช่องที่ ${at + 1}`;
    const target = areaButton(bounds, size, label, () => tap(action));
    target.dataset.testid = "menu-area";
    return target;
  }

  /// Shows `menu`; `open` says whether its picture is unfolded.
  function update(menu, open) {
    words.textContent = menu.chatBarText;
    bar.setAttribute("aria-expanded", String(open));
    canvas.hidden = !open;
    if (current?.richMenuId !== menu.richMenuId) draw(menu);
  }

  return { element, update };
}
