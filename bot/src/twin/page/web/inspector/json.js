// JSON in indented lines with a colour for each kind of value.
// Must stay true: the value becomes text nodes only; a huge body is cut, and says so.

import { el } from "../base/dom.js";

const LONGEST = 40000;
const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|(\btrue\b|\bfalse\b|\bnull\b)|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g;

function kindOf([, text, colon, word]) {
  if (text) return colon ? "key" : "text";
  return word ? "word" : "number";
}

function coloured(source) {
  const parts = [];
  let from = 0;
  for (const found of source.matchAll(TOKEN)) {
    parts.push(source.slice(from, found.index), el("span", { class: `json-${kindOf(found)}`, text: found[0] }));
    from = found.index + found[0].length;
  }
  return [...parts, source.slice(from)];
}

export function jsonView(value) {
  if (value === undefined || value === null || value === "") return el("pre", { class: "json" }, "–");
  const whole = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  const source = whole.length > LONGEST ? `${whole.slice(0, LONGEST)}\n… ตัดให้สั้น cut` : whole;
  return el("pre", { class: "json", tabindex: "0" }, coloured(source));
}
