// The view of one open chat on one phone: head, notices about friendship, timeline, dock.
// Must stay true: it listens only while it is on screen and leaves nothing behind; opening it marks the chat as read.

import { both, button, el, oneAtATime, replaceKeepingFocus } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { perform } from "./actions.js";
import { chatOf, lookOf, refreshChat } from "./chats.js";
import { openChatMenu, openMessageMenu } from "./chatmenu.js";
import { Dock } from "./dock.js";
import { Timeline } from "./timeline.js";
import { bot, groupOf, on, personOf } from "../base/world.js";

export class ChatView {
  #phone;
  #chat;
  #timeline;
  #dock;
  #title = el("div", { class: "title" });
  #banner = el("div", { class: "banner", hidden: true });
  #stops = [];
  #drawn = "";

  constructor(phone, id) {
    this.#phone = phone;
    this.#chat = chatOf(phone.person, id);
    const tap = (action, onSent) => perform({ phone, chat: this.#chat, dock: this.#dock, onSent }, action);
    this.#dock = new Dock(phone, this.#chat, tap);
    this.#timeline = new Timeline(this.#chat, { tap, showMenu: (shown) => openMessageMenu(phone, this.#chat, shown) });
    this.element = el(
      "div",
      { class: "view chat" },
      this.#head(),
      this.#banner,
      this.#timeline.element,
      this.#dock.element,
    );
  }

  open() {
    this.#chat.onScreen = true;
    this.#chat.unread = 0;
    this.#listen();
    this.#showState();
    this.#redraw();
    refreshChat(this.#chat).catch((error) => this.#phone.notice(error.message));
    this.#phone.act({ do: "open", person: this.#chat.person, chat: this.#chat.id });
  }

  leave() {
    this.#chat.onScreen = false;
    this.#stops.forEach((stop) => stop());
  }

  #head() {
    return el(
      "header",
      { class: "chat-head" },
      button({
        label: ["กลับ", "Back"],
        icon: icon("back"),
        class: "round",
        "data-testid": "back",
        onClick: () => this.#phone.showList(),
      }),
      this.#title,
      button({
        label: ["เมนูแชต", "Chat menu"],
        icon: icon("menu"),
        class: "round",
        "data-testid": "chat-menu",
        onClick: () => openChatMenu(this.#phone, this.#chat),
      }),
    );
  }

  #listen() {
    const here = (name, react) =>
      on(name, (of) => {
        if ((of.chat ?? of) === this.#chat) react(of);
      });
    this.#stops = [
      here("chat", () => this.#redraw()),
      here("message", ({ shown }) => this.#oneMore(() => this.#timeline.add(shown))),
      here("message-changed", ({ shown }) => this.#oneMore(() => this.#timeline.change(shown))),
      here("loading", () => this.#timeline.showDots()),
      here("quick-replies", () => this.#dock.updateQuickReplies()),
      on("world", () => this.#showState()),
    ];
  }

  #oneMore(draw) {
    draw();
    this.#drawn = signatureOf(this.#chat);
    this.#dock.updateQuickReplies();
  }

  /// After a refetch rows are drawn anew only if they differ from those on show.
  #redraw() {
    const signature = signatureOf(this.#chat);
    if (signature !== this.#drawn) this.#timeline.fill();
    this.#drawn = signature;
    this.#timeline.showDots();
    this.#dock.update();
  }

  #showState() {
    const group = groupOf(this.#chat.id);
    this.#title.textContent = group ? `${group.name} (${group.members.length})` : bot().name;
    replaceKeepingFocus(this.#banner, ...(group ? groupNotice(group) : friendNotice(this.#phone)));
    this.#banner.hidden = this.#banner.childElementCount === 0;
    this.#dock.update();
  }
}

function signatureOf(chat) {
  return chat.messages.map((shown) => lookOf(chat, shown)).join();
}

function groupNotice(group) {
  return group.bot ? [] : [both([`ยังไม่มี ${bot().name} ในกลุ่มนี้`, "The bot is not in this group"])];
}

function friendNotice(phone) {
  const { id, friend, blocked } = personOf(phone.person);
  if (blocked) {
    return [
      both(["บล็อกบัญชีนี้อยู่", "Blocked"]),
      button({
        label: ["เลิกบล็อก", "Unblock"],
        class: "small",
        "data-testid": "unblock-banner",
        onClick: oneAtATime(() => phone.act({ do: "unblock", person: id })),
      }),
    ];
  }
  if (friend) return [];
  return [
    both(["ยังไม่ได้เป็นเพื่อน", "Not a friend yet"]),
    button({
      label: ["เพิ่มเพื่อน", "Add friend"],
      class: "small main",
      "data-testid": "add-friend",
      onClick: oneAtATime(() => phone.act({ do: "follow", person: id })),
    }),
  ];
}
