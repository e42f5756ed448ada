// The start of the demo page: lays out top bar, stage and inspector, and keeps one phone for each person on show.
// Must stay true: the twin's stream is the only source of change; after it was lost, everything on show is fetched anew.
//
// base/       nodes, sheets, icons, dates; the only line to the twin, and what is known of its world
// desk/       the bar above the phones: people, clock, tools
// phone/      a phone: its views, the chat, what stands below it, what a tap does
// message/    how each kind of message looks
// send/       what people send besides words
// inspector/  the drawer: traffic, what it did to the database, faults

import { listen } from "./base/api.js";
import { refreshChats, refreshChatsOnScreen } from "./phone/chats.js";
import { el } from "./base/dom.js";
import { Inspector } from "./inspector/inspector.js";
import { Phone } from "./phone/phone.js";
import { notice } from "./base/sheet.js";
import { frontPerson, shownPeople } from "./desk/shown.js";
import { createTopbar } from "./desk/topbar.js";
import { on, refreshWorld, setClock, tell } from "./base/world.js";

const SETTLE_MS = 50;
const phones = new Map(); // person id -> phone
const stage = el("main", { class: "stage", "aria-label": "โทรศัพท์ Phones" });
const empty = el("p", { class: "stage-empty", text: "เลือกคนจากแถบด้านบน Choose a person above" });
const page = {
  under: el("div", { class: "page" }),
  cover: el("div", { class: "cover" }),
  notices: el("div", { class: "notices" }),
};

function arrange() {
  const ids = shownPeople();
  for (const [id, phone] of phones) {
    if (ids.includes(id)) continue;
    phone.close();
    phones.delete(id);
  }
  for (const id of ids) if (!phones.has(id)) phones.set(id, new Phone(id));
  const inOrder = ids.map((id) => phones.get(id).element);
  // Moving a node that is in its place already would throw away scroll positions.
  inOrder.forEach((element, at) => {
    if (stage.children[at] !== element) stage.insertBefore(element, stage.children[at] ?? null);
    element.classList.toggle("front", element.dataset.person === frontPerson());
  });
  if (ids.length === 0) stage.append(empty);
  else empty.remove();
}

const complain = (error) => notice(page, error.message);

let lost = false;

async function streamState(up) {
  tell("stream", up);
  const back = up && lost;
  lost = !up;
  if (back) await refreshWorld().then(refreshChats).catch(complain);
}

let changing = 0;

/// One fetch for a burst of changes; also what the twin says to a page that has fallen behind the stream.
function worldChanged() {
  changing ||= setTimeout(() => {
    changing = 0;
    refreshWorld().then(refreshChatsOnScreen).catch(complain);
  }, SETTLE_MS);
}

function streamEvent(name, data) {
  if (name === "clock") setClock(data.now);
  else if (name === "world") worldChanged();
  else tell(`stream-${name}`, data);
}

async function start() {
  const inspector = new Inspector(page);
  page.under.append(
    createTopbar(page, () => inspector.toggle()),
    el("div", { class: "desk" }, stage, inspector.element),
  );
  document.body.append(page.under, page.cover, page.notices);
  on("world", arrange);
  on("shown", arrange);
  await refreshWorld().catch((error) => notice(page, `เปิดโลกจำลองไม่ได้ Cannot reach the twin: ${error.message}`));
  listen(streamEvent, streamState);
  inspector.start();
}

start();
