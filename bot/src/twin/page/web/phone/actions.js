// What happens when something tappable is tapped: LINE's actions, each as the app does it.
// Must stay true: whatever makes an event goes to the twin as the action object the bot sent; uri and clipboard stay here;
// only http, https and tel addresses are ever opened.

import { both, button, el } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { openSheet, notice } from "../base/sheet.js";
import { pickDate, pickLocation, pickPhoto } from "../send/pickers.js";

/// `context` is { phone, chat, dock, onSent? }: where the tap was, the input and menu below it, and whom to tell when a
/// picker that leaves no message behind has sent its data.
export function perform(context, action) {
  const run = performers[action.type];
  if (run) run(context, action);
  else notice(context.phone, `ยังไม่รองรับ Not supported: ${action.type}`);
}

function tap({ phone, chat }, action, params) {
  return phone.act({ do: "tap", person: chat.person, chat: chat.id, action, params });
}

const inputOptions = {
  openKeyboard: (dock, action) => dock.openKeyboard(action.fillInText ?? ""),
  openRichMenu: (dock) => dock.openMenu(),
  closeRichMenu: (dock) => dock.closeMenu(),
  openVoice: (dock) => dock.openVoice(),
};

function postback(context, action) {
  tap(context, action);
  inputOptions[action.inputOption]?.(context.dock, action);
}

function datetimepicker(context, action) {
  pickDate(context.phone, action, (value) => {
    context.onSent?.();
    tap(context, action, { [action.mode]: value });
  });
}

function location({ phone, chat }) {
  pickLocation(phone, (place) => phone.act({ do: "location", person: chat.person, chat: chat.id, ...place }));
}

const photo =
  (direct) =>
  ({ phone, chat }) =>
    pickPhoto(phone, direct, (media) => phone.act({ person: chat.person, chat: chat.id, ...media }));

async function clipboard({ phone }, action) {
  try {
    await navigator.clipboard.writeText(action.clipboardText);
    notice(phone, "คัดลอกแล้ว Copied");
  } catch {
    notice(phone, `คัดลอกไม่ได้ Could not copy: ${action.clipboardText}`);
  }
}

function uri(context, action) {
  const scheme = action.uri.split(":")[0].toLowerCase();
  if (scheme === "tel") return callSheet(context.phone, action.uri.slice(4));
  if (followLineLink(context, action.uri)) return;
  if (scheme === "http" || scheme === "https") window.open(action.uri, "_blank", "noopener");
  else notice(context.phone, `เปิดลิงก์นี้ไม่ได้ Cannot open: ${action.uri}`);
}

/// LINE's own links that stay inside the chat: one puts words into the input, others open a picker.
function followLineLink(context, address) {
  const found = /^(?:line:\/\/|https:\/\/line\.me\/R\/)(oaMessage|nv\/\w+)\/?(?:[^?]*\?(.*))?$/.exec(address);
  if (!found) return false;
  const open = { "nv/location": location, "nv/camera": photo(true), "nv/cameraRoll": photo(false) }[found[1]];
  if (open) open(context);
  else context.dock.openKeyboard(decodeURIComponent(found[2] ?? ""));
  return true;
}

function callSheet(phone, number) {
  const sheet = openSheet(
    phone,
    ["โทรออก", "Call"],
    el(
      "div",
      { class: "call" },
      el("p", { class: "call-number" }, icon("phone", 32), `โทร ${number}`),
      button({
        label: ["โทร", "Call"],
        class: "main call-button",
        onClick: () => {
          sheet.close();
          notice(phone, `กำลังโทร ${number} (จำลอง) · Calling, make-believe`);
        },
      }),
      both(["หน้าสาธิตนี้ไม่ได้โทรจริง", "This demo places no real call"]),
    ),
  );
}

const performers = {
  postback,
  datetimepicker,
  location,
  clipboard,
  uri,
  message: tap,
  richmenuswitch: tap,
  camera: photo(true),
  cameraRoll: photo(false),
};
