// Flex text: one style for the whole, or spans with styles of their own.
// Must stay true: without `wrap` the text is one line that ends in dots; Thai marks above and below are never cut.

import { el, setStyle } from "../base/dom.js";
import { along, colour, space, textSize } from "./flexstyle.js";

const decorations = { underline: "underline", "line-through": "line-through", none: "none" };
const aligned = { start: "start", center: "center", end: "end" };

function letterStyle(node) {
  return {
    "font-size": textSize(node.size),
    color: colour(node.color),
    "font-weight": { bold: "700", regular: "400" }[node.weight],
    "font-style": { italic: "italic", normal: "normal" }[node.style],
    "text-decoration": decorations[node.decoration],
  };
}

function span(node) {
  return el("span", { text: node.text, style: letterStyle(node) });
}

export function flexText(node) {
  const words = el("div", { class: node.wrap ? "fx-words wrap" : "fx-words" });
  if (node.contents?.length) words.append(...node.contents.map(span));
  else words.textContent = node.text ?? "";
  if (node.wrap && node.maxLines) {
    words.classList.add("clamped");
    setStyle(words, { "-webkit-line-clamp": String(node.maxLines) });
  }
  if (node.lineSpacing) setStyle(words, { "line-height": `calc(1.45em + ${space(node.lineSpacing) ?? "0px"})` });
  setStyle(words, { ...letterStyle(node), "text-align": aligned[node.align] });
  return el("div", { class: "fx-text", style: { "justify-content": along(node.gravity) } }, words);
}
