// The foot of a chat: quick replies above either the rich menu or the input, with a key to go from one to the other.
// Must stay true: without a rich menu the input is always there; a chat keeps its choice while the page is open.

import { el } from "../base/dom.js";
import { Composer } from "./composer.js";
import { createMenu } from "./menu.js";
import { createQuickReplies } from "./quickreply.js";

export class Dock {
  #chat;
  #quickReplies;
  #composer;
  #menu;

  constructor(phone, chat, tap) {
    this.#chat = chat;
    this.#quickReplies = createQuickReplies(chat, tap);
    this.#composer = new Composer(phone, chat, () => this.openMenu());
    this.#menu = createMenu({
      tap,
      onToggle: () => this.#set({ open: !chat.dock.open }),
      onKeyboard: () => this.openKeyboard(""),
    });
    this.element = el("div", { class: "dock" }, this.#quickReplies.element, this.#menu.element, this.#composer.element);
  }

  update() {
    const { menu } = this.#chat;
    if (menu) this.#chat.dock ??= { mode: "menu", open: menu.selected };
    const showsMenu = Boolean(menu) && this.#chat.dock.mode === "menu";
    this.#menu.element.hidden = !showsMenu;
    this.#composer.element.hidden = showsMenu;
    if (menu) this.#menu.update(menu, this.#chat.dock.open);
    this.#composer.update();
    this.updateQuickReplies();
  }

  updateQuickReplies() {
    this.#quickReplies.update();
  }

  openMenu() {
    if (this.#chat.menu) this.#set({ mode: "menu", open: true });
  }

  closeMenu() {
    if (this.#chat.menu) this.#set({ open: false });
  }

  openKeyboard(text) {
    if (this.#chat.menu) this.#set({ mode: "keyboard" });
    this.#composer.write(text);
  }

  openVoice() {
    this.#composer.openVoice();
  }

  #set(change) {
    this.#chat.dock = { ...this.#chat.dock, ...change };
    this.update();
  }
}
