// The input row: text box, send, the keys of the panels, and the @ chip in groups.
// Must stay true: Enter sends and Shift+Enter breaks the line, but never while an input method is composing; the draft
// outlives leaving the chat; words that the twin refused come back into the box.

import { button, el } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { Panels } from "./panels.js";
import { bot, groupOf } from "../base/world.js";

const TALLEST = 120;

export class Composer {
  #phone;
  #chat;
  #panels;
  #input = el("textarea", {
    rows: 1,
    testid: "message-input",
    "aria-label": "ข้อความ Message",
    placeholder: "ข้อความ Message",
    enterkeyhint: "send",
  });
  #sendKey = button({
    label: ["ส่ง", "Send"],
    icon: icon("send"),
    class: "round send",
    "data-testid": "send",
    onClick: () => this.#submit(),
  });
  #menuKey;
  #mention = el("button", { type: "button", class: "chip", "aria-pressed": "false" });
  #chips = el("div", { class: "chips" }, this.#mention);

  constructor(phone, chat, onMenu) {
    this.#phone = phone;
    this.#chat = chat;
    this.#panels = new Panels(phone, (what) => this.#act(what));
    this.#menuKey = button({ label: ["เปิดเมนู", "Show menu"], icon: icon("menu"), class: "round", onClick: onMenu });
    this.element = el(
      "div",
      { class: "composer" },
      this.#chips,
      el(
        "div",
        { class: "input-row" },
        this.#menuKey,
        this.#panels.plusKey,
        el("div", { class: "input-box" }, this.#input, this.#panels.stickerKey),
        this.#sendKey,
      ),
      this.#panels.element,
    );
    this.#listen();
    this.#fill(chat.draft);
  }

  /// Shows the keys that make sense now: the menu's where there is a rich menu, the bot's name where it is a member.
  update() {
    this.#menuKey.hidden = !this.#chat.menu;
    this.#chips.hidden = !this.#canMention();
    this.#mention.textContent = this.#botName();
  }

  /// Puts words into the input and the cursor behind them.
  write(text) {
    if (text) this.#fill(text);
    this.#input.focus();
  }

  openVoice() {
    this.#panels.openVoice();
  }

  #listen() {
    this.#input.addEventListener("input", () => this.#changed());
    this.#input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#submit();
    });
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.#panels.isOpen) this.#panels.close();
    });
    this.#mention.addEventListener("click", () => {
      this.#setMention(!this.#input.value.includes(this.#botName()));
      this.#input.focus();
    });
  }

  #act(what) {
    return this.#phone.act({ person: this.#chat.person, chat: this.#chat.id, ...what });
  }

  async #submit() {
    const text = this.#input.value.trim();
    if (!text) return;
    this.#fill("");
    this.#input.focus();
    this.#panels.close();
    const done = await this.#act({ do: "text", text, mention: this.#canMention() && text.includes(this.#botName()) });
    if (!done && !this.#input.value) this.#fill(text);
  }

  #fill(text) {
    this.#input.value = text;
    this.#changed();
  }

  #changed() {
    const { value, style } = this.#input;
    this.#chat.draft = value;
    this.#sendKey.disabled = value.trim() === "";
    this.#mention.setAttribute("aria-pressed", String(value.includes(this.#botName())));
    style.height = "auto";
    if (this.#input.scrollHeight) style.height = `${Math.min(this.#input.scrollHeight, TALLEST)}px`;
  }

  #botName() {
    return `@${bot().name}`;
  }

  #canMention() {
    return Boolean(groupOf(this.#chat.id)?.bot);
  }

  /// The chip writes the bot's name in front of the words, as LINE does, and takes it away again.
  #setMention(wanted) {
    const rest = this.#input.value.replace(this.#botName(), "").trimStart();
    this.#fill(wanted ? `${this.#botName()} ${rest}` : rest);
  }
}
