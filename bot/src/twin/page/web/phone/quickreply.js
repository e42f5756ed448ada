// The strip of quick replies above the input.
// Must stay true: only the last message's are shown, up to 13; a tap uses them up, except for those that first have to
// fetch something (camera, cameraRoll, location, datetimepicker): these stay until a newer message comes.

import { el, replaceKeepingFocus } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { picture } from "../message/media.js";
import { quickRepliesOf, useUpQuickReplies } from "./chats.js";

const LIMIT = 13;
const staying = { camera: "camera", cameraRoll: "picture", location: "pin", datetimepicker: "calendar" };

export function createQuickReplies(chat, tap) {
  const strip = el("div", {
    class: "quick-replies",
    role: "group",
    "aria-label": "คำตอบด่วน Quick replies",
    hidden: true,
  });

  let drawn; // id of the message whose quick replies are on show

  function chip({ imageUrl, action }, shown) {
    const face = el("button", { type: "button", class: "quick-reply", testid: "quick-reply" });
    if (imageUrl) face.append(picture(imageUrl, "", { class: "quick-reply-icon" }));
    else if (staying[action.type]) face.append(icon(staying[action.type], 18));
    face.append(el("span", { text: action.label }));
    const useUp = () => useUpQuickReplies(chat, shown);
    face.addEventListener("click", () => {
      if (!staying[action.type]) useUp();
      tap(action, useUp);
    });
    return face;
  }

  function update() {
    const items = quickRepliesOf(chat).slice(0, LIMIT);
    const source = items.length > 0 ? chat.messages.at(-1) : null;
    if (source?.id === drawn) return;
    drawn = source?.id;
    // Hiding the strip would drop the keyboard at the top of the page: the messages above are the better place.
    if (!source && strip.contains(document.activeElement))
      strip.closest(".chat").querySelector(".timeline").focus({ preventScroll: true });
    replaceKeepingFocus(strip, ...items.map((item) => chip(item, source)));
    strip.hidden = !source;
    strip.scrollLeft = 0;
  }

  return { element: strip, update };
}
