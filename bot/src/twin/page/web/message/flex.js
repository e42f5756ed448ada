// Flex messages: bubbles and carousels out of boxes, texts, buttons, pictures.
// Must stay true: layout follows LINE's model (share of room, spacing, margins); every action goes through `tap`; an
// unknown component leaves the rest of the bubble whole.

import { el, makeTappable, setStyle } from "../base/dom.js";
import { along, colour, dress, pictureSize, place, ratio, space, textSize } from "./flexstyle.js";
import { flexText } from "./flextext.js";
import { assetUrl } from "../base/api.js";
import { picture } from "./media.js";

function box(node, tap) {
  const target = el("div", { class: `fx-box ${node.layout}` });
  dress(target, node);
  setStyle(target, { gap: space(node.spacing) });
  for (const child of node.contents ?? []) target.append(...component(child, node, tap));
  return target;
}

function flexButton(node, tap) {
  const style = node.style ?? "link";
  const face = el("button", {
    type: "button",
    class: `fx-button ${style} ${node.height ?? "md"}`,
    text: node.action.label,
  });
  const tint = colour(node.color);
  setStyle(face, style === "link" ? { color: tint } : { "background-color": tint });
  face.addEventListener("click", (event) => {
    event.stopPropagation();
    tap(node.action);
  });
  return el("div", { class: "fx-button-place" }, face);
}

function image(node) {
  const shown = picture(node.url, node.action?.label ?? "รูปภาพ Picture", { class: "fx-picture" });
  const frame = el("div", { class: "fx-picture-frame" }, shown);
  setStyle(frame, {
    width: pictureSize(node.size ?? "md"),
    "aspect-ratio": ratio(node.aspectRatio, "1:1"),
    "background-color": colour(node.backgroundColor),
    "--fit": node.aspectMode === "cover" ? "cover" : "contain",
  });
  return el(
    "div",
    {
      class: "fx-image",
      style: { "justify-content": along(node.align) ?? "center", "align-items": along(node.gravity) },
    },
    frame,
  );
}

function icon(node) {
  const shown = picture(node.url, "", { class: "fx-icon" });
  setStyle(shown, { height: textSize(node.size ?? "md"), "aspect-ratio": ratio(node.aspectRatio, "1:1") });
  return shown;
}

function separator(node) {
  return el("div", { class: "fx-separator", style: { "background-color": colour(node.color) } });
}

function video(node) {
  const film = el("video", {
    class: "fx-video",
    src: assetUrl(node.url),
    poster: assetUrl(node.previewUrl),
    controls: true,
    preload: "none",
  });
  setStyle(film, { "aspect-ratio": ratio(node.aspectRatio, "1:1") });
  return film;
}

const builders = { box, button: flexButton, image, icon, separator, video, text: flexText, filler: () => el("div") };

/// The nodes of one component inside the box `parent`: none for a type that is not known.
function component(node, parent, tap) {
  const build = builders[node.type];
  if (!build) return [];
  const target = build(node, tap);
  target.classList.add("fx");
  place(target, node, parent.layout);
  if (node.margin && parent.spacing && parent.contents[0] !== node) undoSpacing(target, parent);
  if (node.action && node.type !== "button") makeTappable(target, node.action.label, () => tap(node.action));
  return [target];
}

/// A component's own margin takes the place of its parent's spacing; the gap is there already, so it is taken off again.
function undoSpacing(target, parent) {
  const side = parent.layout === "vertical" ? "margin-top" : "margin-inline-start";
  const own = target.style.getPropertyValue(side);
  if (own) setStyle(target, { [side]: `calc(${own} - ${space(parent.spacing) ?? "0px"})` });
}

function block(name, bubble, tap) {
  const node = bubble[name];
  if (!node) return [];
  const style = bubble.styles?.[name] ?? {};
  const section = el("div", { class: `fx-${name}`, style: { "background-color": colour(style.backgroundColor) } });
  section.append(...component(node, { layout: "vertical" }, tap));
  const rule =
    style.separator &&
    el("div", { class: "fx-separator", style: { "background-color": colour(style.separatorColor) } });
  return rule ? [rule, section] : [section];
}

function bubbleOf(bubble, tap) {
  const target = el(
    "div",
    { class: `fx-bubble ${bubble.size ?? "mega"}`, dir: bubble.direction ?? "ltr" },
    ["header", "hero", "body", "footer"].flatMap((name) => block(name, bubble, tap)),
  );
  if (bubble.action) makeTappable(target, bubble.action.label, () => tap(bubble.action));
  return target;
}

/// The contents of a Flex message. `tap(action)` is called for whatever is tapped.
export function renderFlex(contents, tap) {
  if (contents.type !== "carousel") return bubbleOf(contents, tap);
  return el(
    "div",
    { class: "strip", tabindex: "0", role: "group", "aria-label": "เลื่อนดูเพิ่ม Scroll for more" },
    contents.contents.map((bubble) => bubbleOf(bubble, tap)),
  );
}
