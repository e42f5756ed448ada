// A sheet that slides up over a phone's screen (or over the whole page), and the short notice that fades by itself.
// Must stay true: one sheet at a time in a host; Esc and the dimmed part close it; what lies under it cannot be reached
// meanwhile; the focus goes back to where it was.

import { button, el, oneAtATime, spoken } from "./dom.js";
import { icon } from "./icons.js";

const NOTICE_MS = 4000;
const NOTICES_KEPT = 3;

/// Opens a sheet over `host.cover`, keeping `host.under` out of reach meanwhile. Returns { close }.
export function openSheet(host, title, content) {
  host.closeSheet?.();
  const before = document.activeElement;
  const panel = panelOf(title, content, close);
  const backdrop = el("div", { class: "backdrop" });
  backdrop.addEventListener("click", close);
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    close();
  });
  host.cover.replaceChildren(backdrop, panel);
  host.under.inert = true;
  host.closeSheet = close;
  firstStop(panel).focus();

  function close() {
    if (host.closeSheet !== close) return;
    host.closeSheet = null;
    host.cover.replaceChildren();
    host.under.inert = false;
    if (before?.isConnected) before.focus();
  }
  return { close };
}

function panelOf(title, content, close) {
  const closer = button({ label: ["ปิด", "Close"], icon: icon("close", 20), class: "round", onClick: close });
  return el(
    "div",
    { class: "sheet", role: "dialog", "aria-modal": "true", "aria-label": spoken(title) },
    el("header", { class: "sheet-head" }, el("h2", {}, title[0], " ", el("small", { text: title[1] })), closer),
    el("div", { class: "sheet-body" }, content),
  );
}

function firstStop(panel) {
  return panel.querySelector(".sheet-body :is(input, select, textarea, button, a)") ?? panel.querySelector("button");
}

/// The row of decisions at the foot of a sheet; the first one given is the main one.
export function sheetButtons(...choices) {
  return el(
    "div",
    { class: "sheet-buttons" },
    choices.map(([label, onClick], at) => button({ label, class: at === 0 ? "main" : "plain", onClick })),
  );
}

/// A form that a sheet shows; `onSubmit` runs after the browser has found all fields valid.
export function sheetForm(fields, label, onSubmit) {
  const submit = button({ label, class: "main", type: "submit" });
  const form = el("form", { class: "sheet-form" }, fields, el("div", { class: "sheet-buttons" }, submit));
  const send = oneAtATime(async () => onSubmit());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  return form;
}

export function notice(host, text) {
  const node = el("div", { class: "notice", role: "status", text });
  host.notices.append(node);
  while (host.notices.childElementCount > NOTICES_KEPT) host.notices.firstChild.remove();
  setTimeout(() => node.remove(), NOTICE_MS);
}
