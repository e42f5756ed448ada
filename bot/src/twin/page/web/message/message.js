// One message as it stands in a chat: who, what, when, read.
// Must stay true: each row carries data-testid="bubble" and data-from; an unsent message keeps its place but not its words.

import { both, button, el } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { botAvatar, personAvatar } from "../base/avatar.js";
import { renderFlex } from "./flex.js";
import { mediaRenderers } from "./media.js";
import { renderImagemap, renderTemplate } from "./template.js";
import { bot } from "../base/world.js";
import { shortTime } from "../base/thai.js";

const LINK = /(https?:\/\/[^\s<>"]+|tel:[0-9+-]+)/g;

/// Words with their links; everything else stays plain text.
function linked(text, tap) {
  return text.split(LINK).map((part, at) => {
    if (at % 2 === 0) return part;
    const link = el("a", { href: part, text: part });
    link.addEventListener("click", (event) => {
      event.preventDefault();
      tap({ type: "uri", uri: part });
    });
    return link;
  });
}

function substituted(message) {
  const named = (key) => {
    const { mentionee } = message.substitution?.[key] ?? {};
    if (!mentionee) return "☺";
    return mentionee.type === "all" ? "@All" : "@";
  };
  return message.text.replace(/\{\{|\}\}|\{(\w+)\}/g, (found, key) => (key ? named(key) : found[0]));
}

const renderers = {
  ...mediaRenderers,
  text: (message, tap) => el("div", { class: "balloon words" }, linked(message.text, tap)),
  textV2: (message, tap) => el("div", { class: "balloon words" }, linked(substituted(message), tap)),
  flex: (message, tap) => renderFlex(message.contents, tap),
  template: renderTemplate,
  imagemap: renderImagemap,
};

const wide = (message) =>
  message.contents?.type === "carousel" ||
  message.contents?.size === "giga" ||
  ["carousel", "image_carousel"].includes(message.template?.type) ||
  message.type === "imagemap";

function bodyOf(shown, tap) {
  const render = renderers[shown.message.type];
  return render
    ? render(shown.message, tap)
    : el("div", { class: "balloon", text: shown.message.altText ?? `[${shown.message.type}]` });
}

function noteRow(shown, words) {
  return el("div", { class: "note", data: { testid: "bubble", from: "system", id: shown.id } }, both(words));
}

function nameLine(shown) {
  const sender = shown.message.sender?.name;
  return el(
    "div",
    { class: "sender" },
    sender ?? shown.name,
    sender && el("small", { text: ` จาก from ${bot().name}` }),
  );
}

function avatarOf(shown) {
  return shown.from === "bot" ? botAvatar(36, shown.message.sender?.iconUrl) : personAvatar(shown.from, shown.name);
}

function metaOf(shown, mine) {
  return el(
    "div",
    { class: "meta" },
    mine && shown.read && el("span", { text: "อ่านแล้ว Read" }),
    shown.silent && el("span", { text: "เงียบ Silent" }),
    el("time", { text: shortTime(shown.at) }),
  );
}

/// A row of the timeline. `follows` is set when the row above is of the same sender and minute;
/// `tap(action)` and `showMenu(shown, opener)` are the chat's.
export function messageRow(shown, { person, follows, tap, showMenu }) {
  if (shown.from === "system") return noteRow(shown, [shown.message.text, shown.message.english]);
  if (shown.unsent) return noteRow(shown, ["ข้อความถูกยกเลิก", "Message unsent"]);
  const mine = shown.from === person;
  const body = el("div", { class: "body" }, bodyOf(shown, tap));
  const row = el("div", {
    class: `row ${mine ? "mine" : "theirs"}${follows ? " follows" : ""}${wide(shown.message) ? " wide" : ""}`,
    data: { testid: "bubble", from: mine ? "me" : shown.from === "bot" ? "bot" : "other", id: shown.id },
  });
  const beside = el("div", { class: "beside" }, body, metaOf(shown, mine));
  if (mine) {
    beside.prepend(menuOpener(shown, body, showMenu));
    row.append(beside);
  } else {
    row.append(
      follows ? el("span", { class: "avatar-gap" }) : avatarOf(shown),
      el("div", { class: "column" }, !follows && nameLine(shown), beside),
    );
  }
  return row;
}

/// The ⋯ button; a right click or a long press on the bubble does the same.
function menuOpener(shown, body, showMenu) {
  const opener = button({
    label: ["ตัวเลือกข้อความ", "Message options"],
    icon: icon("more", 18),
    class: "message-menu",
    onClick: () => showMenu(shown),
  });
  body.addEventListener("contextmenu", (event) => {
    event.preventDefault();
    showMenu(shown);
  });
  return opener;
}
