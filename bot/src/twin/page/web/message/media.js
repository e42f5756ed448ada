// Message bodies that are not words: pictures, films, sound, files, places, stickers.
// Must stay true: one renderer serves what the bot sent (originalContentUrl …) and what a person sent (url).

import { assetUrl } from "../base/api.js";
import { both, button, el } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { drawMap } from "../send/places.js";
import { drawSticker, stickerLabel } from "../send/stickers.js";

const sourceOf = (message) => assetUrl(message.url ?? message.originalContentUrl ?? "");

/// An image that says so when it cannot be shown, instead of leaving a hole.
export function picture(url, alt, props = {}) {
  const image = el("img", { src: assetUrl(url), alt, loading: "lazy", decoding: "async", ...props });
  image.addEventListener(
    "error",
    () => {
      image.replaceWith(
        el(
          "span",
          { ...props, class: `no-picture ${props.class ?? ""}`, role: "img", "aria-label": alt },
          icon("picture"),
          both(["แสดงรูปไม่ได้", "No picture"]),
        ),
      );
    },
    { once: true },
  );
  return image;
}

function image(message) {
  const link = el("a", { class: "media", href: sourceOf(message), target: "_blank", rel: "noopener" });
  link.append(picture(message.previewImageUrl ?? message.url, "รูปภาพ Picture", { class: "media-picture" }));
  return link;
}

function video(message) {
  const poster = message.previewImageUrl && assetUrl(message.previewImageUrl);
  return el("video", { class: "media media-video", src: sourceOf(message), poster, controls: true, preload: "none" });
}

function duration(ms) {
  const seconds = Math.round((ms ?? 0) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function audio(message) {
  const sound = el("audio", { src: sourceOf(message), preload: "none" });
  const toggle = button({
    label: ["ฟังเสียง", "Play"],
    icon: icon("play", 22),
    class: "round audio-play",
    onClick: () => (sound.paused ? sound.play().catch(() => {}) : sound.pause()),
  });
  const showState = () => toggle.replaceChildren(icon(sound.paused ? "play" : "pause", 22));
  for (const name of ["play", "pause", "ended"]) sound.addEventListener(name, showState);
  return el(
    "div",
    { class: "balloon audio" },
    toggle,
    el("span", { class: "wave", "aria-hidden": "true" }),
    el("span", { class: "audio-time", text: duration(message.duration) }),
    sound,
  );
}

function file(message) {
  return el(
    "a",
    { class: "balloon file", href: sourceOf(message), download: message.fileName ?? "" },
    icon("file", 32),
    el("span", {}, el("b", { text: message.fileName ?? "ไฟล์" }), both(["ดาวน์โหลด", "Download"])),
  );
}

function location(message) {
  const { title, address, latitude, longitude } = message;
  return el(
    "div",
    { class: "card location" },
    drawMap(latitude, longitude),
    el(
      "div",
      { class: "location-words" },
      el("b", { text: title || "ตำแหน่ง Location" }),
      address && el("p", { text: address }),
      el("small", { text: `${Number(latitude).toFixed(4)}, ${Number(longitude).toFixed(4)}` }),
    ),
  );
}

function sticker(message) {
  const label = message.label ?? stickerLabel(message.stickerId).join(" ");
  return el(
    "div",
    { class: "sticker", role: "img", "aria-label": `สติกเกอร์ ${label}` },
    drawSticker(message.stickerId, 132),
  );
}

export const mediaRenderers = { image, video, audio, file, location, sticker };
