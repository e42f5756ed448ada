// The round picture of a person, a group or the bot: no photograph is ever needed.
// Must stay true: the same id always gives the same colour.

import { el, svg } from "./dom.js";
import { icon } from "./icons.js";
import { picture } from "../message/media.js";

const colours = ["#5b7fb8", "#b0667f", "#5d9277", "#a3795a", "#7a6bb0", "#4a93a6", "#a0894b", "#8a6a9c"];
const LEADING_VOWELS = /^[เแโใไ]/;

function colourOf(id) {
  const sum = [...id].reduce((total, letter) => total + letter.codePointAt(0), 0);
  return colours[sum % colours.length];
}

/// The first consonant: a Thai vowel that is written before it says nothing alone.
function initialOf(name) {
  const letters = [...name.trim().replace(LEADING_VOWELS, "")];
  return (letters[0] ?? "?").toUpperCase();
}

function round(size, colour, ...inside) {
  return el(
    "span",
    { class: "avatar", "aria-hidden": "true", style: { "--size": `${size}px`, "background-color": colour } },
    ...inside,
  );
}

export function personAvatar(id, name, size = 36) {
  return round(size, colourOf(id), initialOf(name));
}

export function groupAvatar(id, size = 36) {
  return round(size, colourOf(id), icon("group", size * 0.6));
}

/// Two hands that hold a heart, drawn small: Asa means volunteer.
export function botAvatar(size = 36, iconUrl) {
  if (iconUrl) return round(size, "#fff", picture(iconUrl, ""));
  return round(
    size,
    "#0b8f4d",
    svg(
      "svg",
      { viewBox: "0 0 40 40", width: "100%", height: "100%" },
      svg("path", {
        d: "M20 25C13 20 10.5 17 10.5 13.5a4.8 4.8 0 019.5-1.2a4.8 4.8 0 019.5 1.2C29.5 17 27 20 20 25z",
        fill: "#fff",
      }),
      svg("path", {
        d: "M8 22q2 9 12 10q10-1 12-10",
        fill: "none",
        stroke: "#ffd45e",
        "stroke-width": 3.2,
        "stroke-linecap": "round",
      }),
    ),
  );
}
