// Our own small sticker set, drawn from circles and lines.
// Must stay true: package and sticker ids are stable, so that old messages keep their picture; unknown ids still show something.

import { svg } from "../base/dom.js";

export const PACKAGE = "446";

const ink = {
  fill: "none",
  stroke: "#5b3a12",
  "stroke-width": 3.5,
  "stroke-linecap": "round",
  "stroke-linejoin": "round",
};
const line = (d, more = {}) => svg("path", { d, ...ink, ...more });
const dot = (cx, cy, r, fill) => svg("circle", { cx, cy, r, fill });
const eyes = () => [dot(36, 44, 4, "#5b3a12"), dot(64, 44, 4, "#5b3a12")];
const cheeks = () => [dot(27, 58, 6, "#ffb199"), dot(73, 58, 6, "#ffb199")];
const tear = (x, y) => svg("path", { d: `M${x} ${y}q-7 10 0 14q7-4 0-14z`, fill: "#6cb8ee" });
const heart = (x, y, size) =>
  svg("path", {
    d: "M0 3C-3-3-12-2-10 5C-9 10-3 12 0 16C3 12 9 10 10 5C12-2 3-3 0 3Z",
    fill: "#ef5b6e",
    transform: `translate(${x} ${y}) scale(${size})`,
  });
const headband = () => [
  svg("path", { d: "M10 38Q50 20 90 38L87 24Q50 4 13 24z", fill: "#f6f1e7", stroke: "#d9cdb8", "stroke-width": 1.5 }),
  dot(50, 21, 6.5, "#d63a3a"),
  line("M88 30l9-8M88 33l10 1", { stroke: "#d9cdb8" }),
];
const mask = () => [
  svg("rect", { x: 27, y: 52, width: 46, height: 25, rx: 9, fill: "#e8f6ff", stroke: "#7fb5d6", "stroke-width": 2.5 }),
  line("M27 58Q18 54 14 46M73 58Q82 54 86 46", { stroke: "#7fb5d6", "stroke-width": 2.5 }),
  line("M36 60h28M36 68h28", { stroke: "#a9d2ea", "stroke-width": 2.5 }),
];

const faces = {
  1988: { label: ["ยิ้ม", "Smile"], draw: () => [...eyes(), ...cheeks(), line("M35 60q15 15 30 0")] },
  1989: {
    label: ["ขอบคุณ", "Thank you"],
    draw: () => [line("M30 45q6-7 12 0M58 45q6-7 12 0"), ...cheeks(), line("M38 58q12 8 24 0"), heart(50, 74, 1.15)],
  },
  1990: {
    label: ["รับทราบ", "Got it"],
    draw: () => [
      ...eyes(),
      line("M37 60q13 10 26 0"),
      dot(78, 78, 17, "#2fb46a"),
      line("M70 78l6 6l11-12", { stroke: "#fff" }),
    ],
  },
  1991: { label: ["ใส่หน้ากาก", "Mask on"], draw: () => [...eyes(), ...mask()] },
  1992: {
    label: ["เศร้า", "Sad"],
    draw: () => [...eyes(), line("M28 34l10-4M72 34l-10-4"), line("M37 67q13-12 26 0"), tear(32, 50)],
  },
  1993: {
    label: ["ตกใจ", "Surprised"],
    draw: () => [...eyes(), line("M29 32q6-5 12-1M59 31q6-4 12 1"), dot(50, 66, 8, "#5b3a12")],
  },
  1994: {
    label: ["รัก", "Love"],
    draw: () => [heart(36, 38, 0.9), heart(64, 38, 0.9), ...cheeks(), line("M36 61q14 14 28 0")],
  },
  1995: {
    label: ["สู้ ๆ", "Keep going"],
    draw: () => [...headband(), ...eyes(), ...cheeks(), line("M36 64q14 10 28 0")],
  },
};

export const stickerIds = Object.keys(faces);
export const stickerLabel = (id) => faces[id]?.label ?? ["สติกเกอร์", "Sticker"];

export function drawSticker(id, size) {
  const features = faces[id]?.draw() ?? [...eyes(), line("M38 62h24")];
  return svg(
    "svg",
    { class: "sticker-picture", viewBox: "0 0 100 100", width: size, height: size, "aria-hidden": "true" },
    svg("circle", { cx: 50, cy: 52, r: 42, fill: "#ffd45e", stroke: "#e3ae2c", "stroke-width": 2.5 }),
    ...features,
  );
}
