// Every chat as each person sees it: messages, rich menu, typing dots, draft, and which quick replies are used up.
// Must stay true: messages are in the order the twin tells them and each id occurs once; views change only through notices.

import { getChat } from "../base/api.js";
import { milliseconds } from "../base/thai.js";
import { on, personOf, tell } from "../base/world.js";

const KEPT = 300;
const USED_KEY = "asa.usedQuickReplies";
const chats = new Map();
const used = new Set(JSON.parse(sessionStorage.getItem(USED_KEY) ?? "[]"));

/// The chat `id` on the phone of `person`; the same object at each call.
export function chatOf(person, id) {
  const key = `${person}/${id}`;
  if (!chats.has(key)) {
    chats.set(key, {
      person,
      id,
      messages: [],
      menu: null,
      loadingUntil: null,
      unread: 0,
      onScreen: false,
      draft: "",
      dock: null,
    });
  }
  return chats.get(key);
}

const idsOf = (messages) => new Set(messages.map(({ id }) => id));

/// Fetches a chat anew, keeping what the stream brought while the answer was under way.
export async function refreshChat(chat) {
  const before = idsOf(chat.messages);
  const fresh = await getChat(chat.person, chat.id);
  const fetched = idsOf(fresh.messages);
  const meanwhile = chat.messages.filter(({ id }) => !before.has(id) && !fetched.has(id));
  chat.messages = [...fresh.messages, ...meanwhile].slice(-KEPT);
  chat.menu = fresh.menu;
  chat.loadingUntil = fresh.loadingUntil;
  tell("chat", chat);
}

/// Those on screen: after news that may touch any of them, such as a new default menu or a block.
export function refreshChatsOnScreen() {
  return Promise.all([...chats.values()].filter((chat) => chat.onScreen && personOf(chat.person)).map(refreshChat));
}

export function refreshChats() {
  return Promise.all([...chats.values()].filter((chat) => personOf(chat.person)).map(refreshChat));
}

function seenBy(id) {
  return [...chats.values()].filter((chat) => chat.id === id);
}

/// Whether a message looks as it did: nobody sees on their own phone if what others wrote was read.
export const lookOf = (chat, { id, at, unsent, read, from }) =>
  JSON.stringify([id, at, unsent, from === chat.person && read]);

function replace(chat, at, shown) {
  const same = lookOf(chat, chat.messages[at]) === lookOf(chat, shown);
  chat.messages[at] = shown;
  if (!same) tell("message-changed", { chat, shown });
}

function receive(chat, shown) {
  const at = chat.messages.findIndex((known) => known.id === shown.id);
  if (at >= 0) return replace(chat, at, shown);
  // The twin tells a message again once it is read: one that has left the window stays out of it.
  if (chat.messages.length > 0 && milliseconds(shown.at) < milliseconds(chat.messages[0].at)) return;
  chat.messages.push(shown);
  if (chat.messages.length > KEPT) chat.messages.shift();
  if (shown.from === "bot") chat.loadingUntil = null;
  if (!chat.onScreen && shown.from !== chat.person && shown.from !== "system") chat.unread += 1;
  tell("message", { chat, shown });
}

function markUnsent(chat, id) {
  const shown = chat.messages.find((known) => known.id === id);
  if (!shown) return;
  shown.unsent = true;
  tell("message-changed", { chat, shown });
}

/// What a stream event means for the chats kept here.
const streamed = {
  message: ({ chat, shown }) => seenBy(chat).forEach((view) => receive(view, shown)),
  unsent: ({ chat, id }) => seenBy(chat).forEach((view) => markUnsent(view, id)),
  menu: ({ person }) => seenBy(person).forEach(refreshChat),
  loading: ({ person, until }) =>
    seenBy(person).forEach((chat) => {
      chat.loadingUntil = until;
      tell("loading", chat);
    }),
};

for (const [name, take] of Object.entries(streamed)) on(`stream-${name}`, take);

/// With the time in it, since a twin that was started anew may give the same ids again.
const usedKey = (shown) => `${shown.id}@${shown.at}`;

/// The quick replies on show: those of the last message, unless used up by a tap.
export function quickRepliesOf(chat) {
  const last = chat.messages.at(-1);
  if (!last || last.from !== "bot" || last.unsent || used.has(usedKey(last))) return [];
  return last.message.quickReply?.items ?? [];
}

export function useUpQuickReplies(chat, shown) {
  used.add(usedKey(shown));
  sessionStorage.setItem(USED_KEY, JSON.stringify([...used].slice(-KEPT)));
  tell("quick-replies", chat);
}

const previews = {
  image: "ส่งรูปภาพ",
  video: "ส่งวิดีโอ",
  audio: "ส่งข้อความเสียง",
  file: "ส่งไฟล์",
  location: "ส่งตำแหน่ง",
  sticker: "ส่งสติกเกอร์",
};

/// One line that says what a message holds: for the chat list and for screen readers.
export function previewOf(shown) {
  if (!shown) return "";
  if (shown.unsent) return "ข้อความถูกยกเลิก";
  const { message } = shown;
  return message.text ?? message.altText ?? previews[message.type] ?? message.type;
}
