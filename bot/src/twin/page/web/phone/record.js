// Recording a chat as a transcript that a test can play: begun and ended in the chat's menu, shown to be saved.
// Must stay true: the twin writes the transcript; known here is only which chats are recorded, and since when.

import { getTranscript, getWorld } from "../base/api.js";
import { both, el } from "../base/dom.js";
import { openSheet } from "../base/sheet.js";
import { tell } from "../base/world.js";

const begun = new Map(); // chat -> the twin's time

export const isRecording = (person) => [...begun.keys()].some((chat) => chat.person === person);

/// The choice in the chat's menu, as `openChoices` takes it.
export function recordChoice(phone, chat) {
  return begun.has(chat)
    ? [["หยุดบันทึกบทสนทนา", "Stop recording"], () => stop(phone, chat), "record-stop"]
    : [["บันทึกบทสนทนา", "Record"], () => start(phone, chat), "record-start"];
}

async function start(phone, chat) {
  try {
    const { clock } = await getWorld();
    begun.set(chat, clock.now);
    tell("recording");
  } catch (error) {
    phone.notice(error.message);
  }
}

async function stop(phone, chat) {
  try {
    const text = await getTranscript(chat.person, chat.id, begun.get(chat));
    begun.delete(chat);
    tell("recording");
    openSheet(phone, ["บทสนทนา", "Transcript"], saved(text));
  } catch (error) {
    phone.notice(error.message);
  }
}

function saved(text) {
  const href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  return el(
    "div",
    {},
    el("textarea", { class: "transcript", readonly: true, value: text, "aria-label": "บทสนทนา Transcript" }),
    el("a", { class: "main save", href, download: "conversation.txt" }, both(["บันทึกเป็นไฟล์", "Download"])),
  );
}
