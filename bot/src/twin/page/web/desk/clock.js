// The twin's clock in the top bar, with buttons that move it on.
// Must stay true: it shows the twin's time, never the browser's; only forward.

import { act } from "../base/api.js";
import { both, button, el } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { notice } from "../base/sheet.js";
import { secondsToFriday, thaiDate, thaiTime } from "../base/thai.js";
import { now, on, refreshWorld } from "../base/world.js";

const TICK_MS = 1000;

const jumps = [
  { label: ["+1 นาที", "min"], id: "60", seconds: () => 60 },
  { label: ["+10 นาที", "min"], id: "600", seconds: () => 600 },
  { label: ["+1 ชม.", "hour"], id: "3600", seconds: () => 3600 },
  { label: ["+1 วัน", "day"], id: "86400", seconds: () => 86400 },
  { label: ["ศุกร์ 15.30", "Fri"], id: "friday", seconds: () => secondsToFriday(now()) },
];

export function createClock(page) {
  const date = el("span", { class: "clock-date" });
  const time = el("b", { class: "clock-time" });
  const face = el("time", { class: "clock-face" }, date, time);
  const buttons = jumps.map(({ label, id, seconds }) =>
    button({
      label,
      class: "jump-time",
      "data-testid": `advance-${id}`,
      onClick: () => advance(seconds()),
    }),
  );

  async function advance(seconds) {
    try {
      await act({ do: "advance", seconds });
      await refreshWorld();
    } catch (error) {
      notice(page, error.message);
    }
  }

  function show() {
    date.textContent = thaiDate(now());
    time.textContent = thaiTime(now());
    face.setAttribute("datetime", new Date(now()).toISOString());
  }

  on("clock", show);
  setInterval(show, TICK_MS);
  return el(
    "div",
    { class: "clock", testid: "clock", role: "group", "aria-label": "นาฬิกาจำลอง Clock" },
    el("span", { class: "clock-icon", title: "เวลาในโลกจำลอง Make-believe time" }, icon("clock", 22)),
    face,
    el("div", { class: "jumps" }, buttons),
    el("span", { class: "sr-only" }, both(["เวลาไทย", "Bangkok time"])),
  );
}
