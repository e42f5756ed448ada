// One phone: its frame, its status line, and the view that is open on it.
// Must stay true: exactly one view is on screen; the view before it is told to leave; refusals are shown, never swallowed.

import { el } from "../base/dom.js";
import { act } from "../base/api.js";
import { ChatView } from "./chat.js";
import { chatOf, refreshChat } from "./chats.js";
import { listView, profileView } from "./home.js";
import { isRecording } from "./record.js";
import { notice } from "../base/sheet.js";
import { shortTime } from "../base/thai.js";
import { groupsOf, now, on, personOf } from "../base/world.js";

const TICK_MS = 1000;

/// Also the host of this phone's sheets and notices (see base/sheet.js): `under`, `cover`, `notices`, `closeSheet`.
export class Phone {
  under = el("div", { class: "under" });
  cover = el("div", { class: "cover" });
  notices = el("div", { class: "notices" });
  #time = el("time");
  #owner = el("div", { class: "owner" });
  #view = null;
  #stops;
  #ticking;

  constructor(person) {
    this.person = person;
    const statusBar = el(
      "div",
      { class: "status-bar", "aria-hidden": "true" },
      this.#time,
      el("span", { class: "battery" }),
    );
    const screen = el("div", { class: "screen" }, this.under, this.cover, this.notices);
    this.element = el(
      "section",
      { class: "phone", data: { testid: `phone-${person}`, person } },
      this.#owner,
      el("div", { class: "device" }, statusBar, screen),
    );
    this.#stops = ["world", "recording"].map((news) => on(news, () => this.#showOwner()));
    this.#ticking = setInterval(() => this.#showTime(), TICK_MS);
    this.#showTime();
    this.#showOwner();
    this.#start();
  }

  showChat(id) {
    this.#show(new ChatView(this, id));
  }
  showList() {
    this.#show(listView(this));
  }
  showProfile() {
    this.#show(profileView(this));
  }
  notice(text) {
    notice(this, text);
  }

  /// Acts for this phone's person; undefined when the twin refuses, after saying so.
  async act(what) {
    try {
      return await act(what);
    } catch (error) {
      this.notice(`ไม่สำเร็จ Refused: ${error.message}`);
      return undefined;
    }
  }

  close() {
    this.#view.leave();
    this.#stops.forEach((stop) => stop());
    clearInterval(this.#ticking);
    this.element.remove();
  }

  /// The first view: the account's card for someone who has never met the bot, otherwise their chat with it.
  async #start() {
    this.showList();
    const own = chatOf(this.person, this.person);
    const all = [own, ...groupsOf(this.person).map(({ id }) => chatOf(this.person, id))];
    await Promise.all(all.map(refreshChat)).catch((error) => this.notice(error.message));
    const { friend, blocked } = personOf(this.person);
    if (friend || blocked || own.messages.length > 0) this.showChat(this.person);
    else this.showProfile();
  }

  #show(view) {
    const hadFocus = this.under.contains(document.activeElement);
    this.closeSheet?.();
    this.#view?.leave();
    this.#view = view;
    this.under.replaceChildren(view.element);
    view.open();
    if (hadFocus) view.element.querySelector("button")?.focus();
  }

  #showOwner() {
    const { name, language, blocked } = personOf(this.person);
    this.element.setAttribute("aria-label", `โทรศัพท์ของ ${name} Phone`);
    const tags = [el("b", { text: name }), el("span", { class: "tag", text: language })];
    if (blocked) tags.push(el("span", { class: "tag warn", text: "บล็อก Blocked" }));
    if (isRecording(this.person)) tags.push(el("span", { class: "tag warn", text: "● บันทึกอยู่ Recording" }));
    this.#owner.replaceChildren(...tags);
  }

  #showTime() {
    this.#time.textContent = shortTime(now());
  }
}
