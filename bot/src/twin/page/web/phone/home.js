// The two views of a phone that are not a chat: the list of chats, and the profile card of the account.
// Must stay true: every chat a person is in is on the list; a person who is no friend yet meets the profile card first.

import { both, button, el, oneAtATime, replaceKeepingFocus } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { botAvatar, groupAvatar } from "../base/avatar.js";
import { chatOf, previewOf } from "./chats.js";
import { bot, groupsOf, now, on, personOf } from "../base/world.js";
import { sameDay, shortTime, thaiDate } from "../base/thai.js";

function timeWords(shown) {
  if (!shown) return "";
  return sameDay(shown.at, now()) ? shortTime(shown.at) : thaiDate(shown.at).replace(/^\S+ | \d+$/g, "");
}

function chatLine(phone, id, name, picture) {
  const chat = chatOf(phone.person, id);
  const last = chat.messages.at(-1);
  const line = el(
    "button",
    { type: "button", class: "chat-line", data: { testid: "chat-line", chat: id } },
    picture,
    el("span", { class: "chat-line-words" }, el("b", { text: name }), el("span", { text: previewOf(last) })),
    el(
      "span",
      { class: "chat-line-side" },
      el("time", { text: timeWords(last) }),
      chat.unread > 0 &&
        el("span", { class: "unread", "aria-label": `ยังไม่อ่าน ${chat.unread} unread`, text: String(chat.unread) }),
    ),
  );
  line.addEventListener("click", () => phone.showChat(id));
  return line;
}

export function listView(phone) {
  const list = el("div", { class: "chat-lines" });
  const head = el("header", { class: "list-head" }, el("h2", {}, both(["แชต", "Chats"])));
  const element = el("div", { class: "view list" }, head, list);
  const stops = ["world", "chat", "message", "message-changed"].map((name) => on(name, draw));

  function draw() {
    const groups = groupsOf(phone.person).map((group) =>
      chatLine(phone, group.id, group.name, groupAvatar(group.id, 52)),
    );
    replaceKeepingFocus(list, chatLine(phone, phone.person, bot().name, botAvatar(52)), ...groups);
  }

  return { element, open: draw, leave: () => stops.forEach((stop) => stop()) };
}

export function profileView(phone) {
  const name = el("h2");
  const basicId = el("p", { class: "basic-id" });
  const actions = el("div", { class: "profile-actions" });
  const element = el(
    "div",
    { class: "view profile" },
    button({
      label: ["กลับ", "Back"],
      icon: icon("back"),
      class: "round profile-back",
      "data-testid": "back",
      onClick: () => phone.showList(),
    }),
    el("div", { class: "profile-cover", "aria-hidden": "true" }),
    el(
      "div",
      { class: "profile-card" },
      botAvatar(112),
      name,
      basicId,
      el("p", { class: "profile-words", text: "งานช่วยเหลือระดับจังหวัด ในแชตเดียว" }),
      actions,
    ),
  );
  const stop = on("world", draw);

  function draw() {
    name.textContent = bot().name;
    basicId.textContent = bot().basicId;
    const { friend, blocked } = personOf(phone.person);
    const known = friend || blocked;
    actions.replaceChildren(
      ...(known ? [] : [addFriend()]),
      button({
        label: ["แชต", "Chat"],
        class: known ? "main wide-button" : "plain wide-button",
        "data-testid": "open-chat",
        onClick: () => phone.showChat(phone.person),
      }),
    );
  }

  function addFriend() {
    return button({
      label: ["เพิ่มเพื่อน", "Add friend"],
      class: "main wide-button",
      "data-testid": "add-friend",
      onClick: oneAtATime(follow),
    });
  }

  async function follow() {
    if (await phone.act({ do: "follow", person: phone.person })) phone.showChat(phone.person);
  }

  return { element, open: draw, leave: stop };
}
