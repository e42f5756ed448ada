// The sheets that fetch something before it is sent: date and time, location, photograph, file, voice.
// Must stay true: nothing is sent before the person confirms; each picker closes itself and then calls `send` once.

import { both, button, el, field } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { drawSample, durationOf, readBytes, sampleBytes, samplePhotos, sampleVoice, VOICE_MS } from "./media-input.js";
import { drawMap, places } from "./places.js";
import { openSheet, sheetButtons, sheetForm } from "../base/sheet.js";
import { inputValue, thaiOfInput } from "../base/thai.js";
import { now } from "../base/world.js";

const dateTitles = {
  date: ["เลือกวันที่", "Date"],
  time: ["เลือกเวลา", "Time"],
  datetime: ["เลือกวันและเวลา", "Date and time"],
};

/// LINE writes datetimes with t or T; inputs know only T.
const forInput = (value) => value?.replace("t", "T");

function clamp(value, min, max) {
  if (min && value < min) return min;
  return max && value > max ? max : value;
}

export function pickDate(phone, action, send) {
  const { mode } = action;
  const [min, max] = [forInput(action.min), forInput(action.max)];
  const input = el("input", {
    type: mode === "datetime" ? "datetime-local" : mode,
    min,
    max,
    required: true,
    value: forInput(action.initial) ?? clamp(inputValue(mode, now()), min, max),
  });
  const inWords = el("p", { class: "date-words", "aria-live": "polite" });
  const show = () => {
    inWords.textContent = input.value ? thaiOfInput(input.value) : "–";
  };
  input.addEventListener("input", show);
  show();
  const sheet = openSheet(
    phone,
    dateTitles[mode],
    el(
      "div",
      {},
      field(dateTitles[mode], input),
      inWords,
      sheetButtons([["ตกลง", "OK"], confirm], [["ยกเลิก", "Cancel"], () => sheet.close()]),
    ),
  );

  function confirm() {
    if (!input.reportValidity()) return;
    sheet.close();
    send(input.value);
  }
}

export function pickLocation(phone, send) {
  const latitude = el("input", {
    type: "number",
    step: "any",
    min: "-90",
    max: "90",
    required: true,
    value: places[0].latitude,
  });
  const longitude = el("input", {
    type: "number",
    step: "any",
    min: "-180",
    max: "180",
    required: true,
    value: places[0].longitude,
  });
  const free = sheetForm(
    el("div", { class: "pair" }, field(["ละติจูด", "Latitude"], latitude), field(["ลองจิจูด", "Longitude"], longitude)),
    ["ส่งพิกัดนี้", "Send this point"],
    () => finish({ latitude: Number(latitude.value), longitude: Number(longitude.value) }),
  );
  const sheet = openSheet(
    phone,
    ["เลือกตำแหน่ง", "Location"],
    el(
      "div",
      {},
      el("div", { class: "places" }, places.map(placeButton)),
      el("h3", {}, both(["พิกัดอื่น", "Other coordinates"])),
      free,
    ),
  );

  function placeButton(place) {
    const face = el(
      "button",
      { type: "button", class: "place" },
      drawMap(place.latitude, place.longitude),
      el("span", {}, el("b", { text: place.title }), el("small", { text: place.address })),
    );
    face.addEventListener("click", () => finish(place));
    return face;
  }

  function finish(place) {
    sheet.close();
    send(place);
  }
}

/// A file input dressed as a button. `onFile` gets the chosen file.
function fileButton(label, accept, camera, onFile) {
  const input = el("input", { type: "file", accept, capture: camera ? "environment" : undefined, class: "sr-only" });
  input.addEventListener("change", () => {
    if (input.files[0]) onFile(input.files[0]);
  });
  return el("label", { class: "file-button" }, icon(camera ? "camera" : "open", 20), both(label), input);
}

const kindOf = (mime) => ["image", "video", "audio"].find((kind) => mime.startsWith(`${kind}/`)) ?? "file";

/// `camera`: offer the camera first; otherwise the camera roll, which also holds films.
export function pickPhoto(phone, camera, send) {
  const title = camera ? ["ถ่ายรูป", "Camera"] : ["เลือกรูป", "Camera roll"];
  const chooser = camera
    ? fileButton(["เปิดกล้อง", "Open camera"], "image/*", true, own)
    : fileButton(["เลือกจากเครื่อง", "From this device"], "image/*,video/*", false, own);
  const samples = samplePhotos.map((photo) =>
    button({
      label: photo.label,
      icon: drawSample(photo),
      words: true,
      class: "sample-photo",
      onClick: () => sample(photo),
    }),
  );
  const sheet = openSheet(
    phone,
    title,
    el(
      "div",
      {},
      el("h3", {}, both(["รูปตัวอย่าง", "Sample photos"])),
      el("div", { class: "sample-photos" }, samples),
      chooser,
    ),
  );

  async function sample(photo) {
    sheet.close();
    send({ do: "image", ...(await sampleBytes(photo)) });
  }

  async function own(file) {
    sheet.close();
    const kind = kindOf(file.type);
    const duration = kind === "video" || kind === "audio" ? await durationOf(file) : undefined;
    send({ do: kind, ...(await readBytes(file)), name: file.name, duration });
  }
}

export function pickFile(phone, send) {
  const sample = new Blob(["item,count\nsurgical mask,120\n"], { type: "text/csv" });
  const sheet = openSheet(
    phone,
    ["ส่งไฟล์", "File"],
    el(
      "div",
      {},
      fileButton(["เลือกไฟล์", "Choose a file"], "", false, (file) => finish(file, file.name)),
      sheetButtons([["ส่งไฟล์ตัวอย่าง masks.csv", "Send a sample"], () => finish(sample, "masks.csv")]),
    ),
  );

  async function finish(blob, name) {
    sheet.close();
    send({ do: "file", ...(await readBytes(blob)), name });
  }
}

export function pickVoice(phone, send) {
  const sheet = openSheet(
    phone,
    ["ข้อความเสียง", "Voice message"],
    el(
      "div",
      { class: "voice" },
      icon("microphone", 48),
      both(["เสียงตัวอย่าง 2 วินาที", "A two-second sample tone"]),
      sheetButtons([["ส่งเสียง", "Send"], finish]),
    ),
  );

  async function finish() {
    sheet.close();
    send({ do: "audio", ...(await sampleVoice()), duration: VOICE_MS });
  }
}
