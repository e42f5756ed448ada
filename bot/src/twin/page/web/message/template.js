// Template messages (buttons, confirm, carousel, image_carousel) and imagemaps.
// Must stay true: every action goes through `tap`; tappable parts over a picture are placed in shares of its base size.

import { el, makeTappable, setStyle } from "../base/dom.js";
import { assetUrl } from "../base/api.js";
import { colour } from "./flexstyle.js";
import { picture } from "./media.js";

function actionButtons(actions, tap, layout = "") {
  return el(
    "div",
    { class: `tp-actions ${layout}` },
    actions.map((action) => {
      const face = el("button", { type: "button", class: "tp-action", text: action.label });
      face.addEventListener("click", (event) => {
        event.stopPropagation();
        tap(action);
      });
      return face;
    }),
  );
}

/// One card: of a buttons template, or one column of a carousel. `look` holds the picture settings of the whole.
function card(column, look, tap) {
  const target = el("div", { class: "tp-card" });
  if (column.thumbnailImageUrl) {
    const shown = picture(column.thumbnailImageUrl, column.title ?? column.text, { class: "tp-picture" });
    setStyle(shown, {
      "aspect-ratio": look.imageAspectRatio === "square" ? "1 / 1" : "1.51 / 1",
      "object-fit": look.imageSize === "contain" ? "contain" : "cover",
      "background-color": colour(column.imageBackgroundColor),
    });
    target.append(shown);
  }
  target.append(
    el("div", { class: "tp-words" }, column.title && el("b", { text: column.title }), el("p", { text: column.text })),
  );
  if (column.defaultAction) makeTappable(target, column.defaultAction.label, () => tap(column.defaultAction));
  target.append(actionButtons(column.actions, tap));
  return target;
}

function confirm(template, tap) {
  return el(
    "div",
    { class: "tp-card" },
    el("div", { class: "tp-words" }, el("p", { text: template.text })),
    actionButtons(template.actions, tap, "beside"),
  );
}

function pictureColumn(column, tap) {
  const words = column.action.label ?? "";
  const target = el(
    "div",
    { class: "tp-card tp-square" },
    picture(column.imageUrl, words, { class: "tp-picture square" }),
  );
  if (words) target.append(el("span", { class: "tp-square-label", text: words }));
  makeTappable(target, words, () => tap(column.action));
  return target;
}

const strip = (cards) =>
  el("div", { class: "strip", tabindex: "0", role: "group", "aria-label": "เลื่อนดูเพิ่ม Scroll for more" }, cards);

const templates = {
  buttons: (template, tap) => card(template, template, tap),
  confirm,
  carousel: (template, tap) => strip(template.columns.map((column) => card(column, template, tap))),
  image_carousel: (template, tap) => strip(template.columns.map((column) => pictureColumn(column, tap))),
};

export function renderTemplate(message, tap) {
  const render = templates[message.template.type];
  return render ? render(message.template, tap) : el("div", { class: "balloon", text: message.altText });
}

function overlay(area, base) {
  const share = (part, whole) => `${(100 * part) / whole}%`;
  return {
    left: share(area.x, base.width),
    top: share(area.y, base.height),
    width: share(area.width, base.width),
    height: share(area.height, base.height),
  };
}

/// A tappable area laid over a picture; used by imagemaps and rich menus.
export function areaButton(area, base, label, onTap) {
  const target = el("button", {
    type: "button",
    class: "area",
    "aria-label": label,
    title: label,
    style: overlay(area, base),
  });
  target.addEventListener("click", onTap);
  return target;
}

/// An imagemap says linkUri where other messages say uri.
function usualAction({ type, linkUri, text, clipboardText, label }) {
  return { type, label, uri: linkUri, text, clipboardText };
}

export function renderImagemap(message, tap) {
  const { baseSize: base } = message;
  const target = el(
    "div",
    { class: "imagemap", style: { "aspect-ratio": `${base.width} / ${base.height}` } },
    picture(`${message.baseUrl}/1040`, message.altText, { class: "imagemap-picture" }),
  );
  if (message.video) {
    target.append(
      el("video", {
        class: "imagemap-video",
        src: assetUrl(message.video.originalContentUrl),
        poster: assetUrl(message.video.previewImageUrl),
        controls: true,
        preload: "none",
        style: overlay(message.video.area, base),
      }),
    );
  }
  for (const action of message.actions) {
    target.append(
      areaButton(action.area, base, action.label ?? action.text ?? action.linkUri, () => tap(usualAction(action))),
    );
  }
  return target;
}
