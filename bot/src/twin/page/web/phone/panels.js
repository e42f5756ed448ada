// The two panels under the input: what else can be sent (+), and stickers.
// Must stay true: one panel is open at a time; choosing something closes it.

import { button, el } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { pickFile, pickLocation, pickPhoto, pickVoice } from "../send/pickers.js";
import { drawSticker, PACKAGE, stickerIds, stickerLabel } from "../send/stickers.js";

export class Panels {
  #phone;
  #send;
  element = el("div", { class: "panel", hidden: true });
  plusKey = this.#key(["เพิ่มเติม", "More"], "plus", () => this.#choices());
  stickerKey = this.#key(["สติกเกอร์", "Stickers"], "smile", () => this.#stickers());

  /// `send(what)` acts in the chat that the panels belong to.
  constructor(phone, send) {
    this.#phone = phone;
    this.#send = (what) => {
      this.close();
      return send(what);
    };
  }

  get isOpen() {
    return !this.element.hidden;
  }

  close() {
    this.element.hidden = true;
    for (const key of [this.plusKey, this.stickerKey]) key.setAttribute("aria-expanded", "false");
  }

  openVoice() {
    pickVoice(this.#phone, this.#send);
  }

  #key(label, name, build) {
    const key = button({
      label,
      icon: icon(name),
      class: "round",
      "aria-expanded": "false",
      onClick: () => {
        const wasOpen = key.getAttribute("aria-expanded") === "true";
        this.close();
        if (wasOpen) return;
        this.element.replaceChildren(build());
        this.element.hidden = false;
        key.setAttribute("aria-expanded", "true");
      },
    });
    return key;
  }

  #choices() {
    const phone = this.#phone;
    const choices = [
      [["ถ่ายรูป", "Camera"], "camera", () => pickPhoto(phone, true, this.#send)],
      [["รูปภาพ", "Photos"], "picture", () => pickPhoto(phone, false, this.#send)],
      [["ตำแหน่ง", "Location"], "pin", () => pickLocation(phone, (place) => this.#send({ do: "location", ...place }))],
      [["ไฟล์", "File"], "file", () => pickFile(phone, this.#send)],
      [["เสียง", "Voice"], "microphone", () => this.openVoice()],
    ];
    return el(
      "div",
      { class: "plus-panel" },
      choices.map(([label, name, onClick]) =>
        button({
          label,
          icon: el("span", { class: "plus-icon" }, icon(name, 26)),
          words: true,
          class: "plus-choice",
          "data-testid": `plus-${name}`,
          onClick,
        }),
      ),
    );
  }

  #stickers() {
    return el(
      "div",
      { class: "sticker-panel" },
      stickerIds.map((stickerId) => {
        const label = stickerLabel(stickerId);
        return button({
          label,
          icon: drawSticker(stickerId, 64),
          class: "sticker-choice",
          onClick: () => this.#send({ do: "sticker", packageId: PACKAGE, stickerId, label: label[0] }),
        });
      }),
    );
  }
}
