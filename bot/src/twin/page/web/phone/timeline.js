// The scrolling list of a chat's messages, with day marks, typing dots and "new messages below".
// Must stay true: rows are added one by one, never all anew while the chat is open; at most 300 stay in the DOM; whoever
// reads the end stays at the end, whoever scrolled up is left in peace; what comes in is read out politely.

import { both, el } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { messageRow } from "../message/message.js";
import { botAvatar } from "../base/avatar.js";
import { previewOf } from "./chats.js";
import { milliseconds, sameDay, shortTime, thaiDate } from "../base/thai.js";
import { now } from "../base/world.js";

const KEPT = 300;
const NEAR_END = 80;
const SPOKEN_KEPT = 5;

export class Timeline {
  #chat;
  #hooks;
  #rows = new Map(); // message id -> row
  #list = el("div", { class: "rows" });
  #dots = typingDots();
  #scroller = el(
    "div",
    { class: "timeline", tabindex: "0", role: "region", "aria-label": "ข้อความ Messages" },
    this.#list,
    this.#dots,
  );
  #live = el("div", { class: "sr-only", "aria-live": "polite" });
  #jump = el("button", { type: "button", class: "jump", hidden: true }, both(["ข้อความใหม่", "New"]), icon("down", 16));
  #atEnd = true;
  #lastTop = 0;
  #dotsTimer = 0;
  element = el("div", { class: "timeline-frame" }, this.#scroller, this.#jump, this.#live);

  /// `hooks` is { tap(action), showMenu(shown) }.
  constructor(chat, hooks) {
    this.#chat = chat;
    this.#hooks = hooks;
    this.#jump.addEventListener("click", () => this.#toEnd());
    this.#scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    // Pictures and menus change heights after the fact.
    const heights = new ResizeObserver(() => {
      if (this.#atEnd) this.#toEnd();
    });
    heights.observe(this.#list);
    heights.observe(this.#scroller);
  }

  /// Draws everything anew.
  fill() {
    this.#rows.clear();
    this.#list.replaceChildren();
    this.#chat.messages.forEach((shown, at, all) => this.#append(shown, all[at - 1]));
    this.showDots();
    if (this.#atEnd) this.#toEnd();
  }

  /// Adds the chat's newest message.
  add(shown) {
    const mine = shown.from === this.#chat.person;
    const stay = !this.#atEnd && !mine;
    this.#append(shown, this.#chat.messages.at(-2));
    this.showDots();
    if (stay) this.#jump.hidden = false;
    else this.#toEnd();
    if (!mine) this.#speak(shown);
  }

  change(shown) {
    const at = this.#chat.messages.indexOf(shown);
    const row = this.#rowFor(shown, this.#chat.messages[at - 1]);
    this.#rows.get(shown.id)?.replaceWith(row);
    this.#rows.set(shown.id, row);
  }

  /// The dots stay until the moment the bot asked for; a message from it ends them sooner.
  showDots() {
    clearTimeout(this.#dotsTimer);
    const until = this.#chat.loadingUntil;
    const left = until ? milliseconds(until) - now() : 0;
    this.#dots.hidden = left <= 0;
    if (left <= 0) return;
    this.#dotsTimer = setTimeout(() => this.showDots(), left + 50);
    if (this.#atEnd) this.#toEnd();
  }

  /// Only a move upwards leaves the end: growing content fires scroll events too.
  #scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.#scroller;
    const near = scrollHeight - scrollTop - clientHeight < NEAR_END;
    this.#atEnd = near || (this.#atEnd && scrollTop >= this.#lastTop);
    this.#lastTop = scrollTop;
    if (near) this.#jump.hidden = true;
  }

  #toEnd() {
    this.#scroller.scrollTop = this.#scroller.scrollHeight;
    this.#lastTop = this.#scroller.scrollTop;
    this.#atEnd = true;
    this.#jump.hidden = true;
  }

  #rowFor(shown, before) {
    return messageRow(shown, { person: this.#chat.person, follows: follows(shown, before), ...this.#hooks });
  }

  #append(shown, before) {
    if (!before || !sameDay(before.at, shown.at)) this.#list.append(dayMark(shown.at));
    const row = this.#rowFor(shown, before);
    this.#rows.set(shown.id, row);
    this.#list.append(row);
    if (this.#rows.size > KEPT) this.#dropOldest();
  }

  #dropOldest() {
    const [id, row] = this.#rows.entries().next().value;
    while (this.#list.firstChild !== row) this.#list.firstChild.remove();
    row.remove();
    this.#rows.delete(id);
  }

  #speak(shown) {
    this.#live.append(el("p", { text: `${shown.name ?? ""} ${previewOf(shown)}` }));
    while (this.#live.childElementCount > SPOKEN_KEPT) this.#live.firstChild.remove();
  }
}

function follows(shown, before) {
  return (
    Boolean(before) &&
    before.from === shown.from &&
    !before.unsent &&
    shown.from !== "system" &&
    before.message.sender?.name === shown.message.sender?.name &&
    sameDay(before.at, shown.at) &&
    shortTime(before.at) === shortTime(shown.at)
  );
}

function dayMark(at) {
  return el("div", { class: "note day" }, el("span", { class: "both", text: thaiDate(at) }));
}

function typingDots() {
  return el(
    "div",
    { class: "row theirs typing", hidden: true, role: "status", "aria-label": "กำลังพิมพ์ Typing" },
    botAvatar(36),
    el("div", { class: "balloon dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")),
  );
}
