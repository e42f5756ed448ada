// Turns the size, space, colour and position properties of Flex components into CSS.
// Must stay true: only values of LINE's own forms get through (keyword, px, %, #hex); anything else is left out.

import { setStyle } from "../base/dom.js";

const spaces = { none: "0px", xs: "2px", sm: "4px", md: "8px", lg: "12px", xl: "16px", xxl: "20px" };
const corners = spaces;
const borders = { none: "0px", light: "0.5px", normal: "1px", medium: "2px", "semi-bold": "3px", bold: "4px" };
const texts = {
  xxs: "11px",
  xs: "13px",
  sm: "14px",
  md: "16px",
  lg: "19px",
  xl: "22px",
  xxl: "29px",
  "3xl": "35px",
  "4xl": "48px",
  "5xl": "74px",
};
const pictures = {
  xxs: "40px",
  xs: "60px",
  sm: "80px",
  md: "100px",
  lg: "120px",
  xl: "140px",
  xxl: "160px",
  "3xl": "180px",
  "4xl": "200px",
  "5xl": "220px",
  full: "100%",
};
const flexed = { start: "flex-start", end: "flex-end", top: "flex-start", center: "center", bottom: "flex-end" };

function measure(value, keywords) {
  if (value === undefined) return undefined;
  return keywords[value] ?? (/^-?\d+(\.\d+)?(px|%)$/.test(value) ? value : undefined);
}

export const space = (value) => measure(value, spaces);
export const textSize = (value) => measure(value, texts);
export const pictureSize = (value) => measure(value, pictures);
export const along = (value) => flexed[value];

export function colour(value) {
  return /^#([0-9a-f]{6}|[0-9a-f]{8})$/i.test(value ?? "") ? value : undefined;
}

export function ratio(value, otherwise) {
  const [width, height] = (/^\d+(\.\d+)?:\d+(\.\d+)?$/.test(value ?? "") ? value : otherwise).split(":");
  return `${width} / ${height}`;
}

function background(node) {
  const gradient = node.background;
  if (gradient?.type !== "linearGradient") return colour(node.backgroundColor);
  const stops = [colour(gradient.startColor)];
  if (gradient.centerColor)
    stops.push(`${colour(gradient.centerColor)} ${parseFloat(gradient.centerPosition ?? "50%")}%`);
  stops.push(colour(gradient.endColor));
  return `linear-gradient(${parseFloat(gradient.angle)}deg, ${stops.join(", ")})`;
}

/// Where a component stands among its neighbours: its share of the room, its margin, its offsets.
export function place(target, node, layout) {
  const horizontal = layout !== "vertical";
  const fixed = node.type === "box" && (horizontal ? node.width : node.height);
  const share =
    fixed || ["icon", "separator"].includes(node.type)
      ? 0
      : (node.flex ?? (horizontal || node.type === "filler" ? 1 : 0));
  setStyle(target, {
    flex:
      share === 0
        ? horizontal
          ? "0 1 auto"
          : "0 0 auto"
        : `${share} ${horizontal ? 1 : 0} ${horizontal ? "0px" : "auto"}`,
    [horizontal ? "margin-inline-start" : "margin-top"]: space(node.margin),
    "align-self": horizontal && layout !== "baseline" ? along(node.gravity) : undefined,
  });
  offset(target, node);
}

function offset(target, node) {
  const shifted = node.offsetTop ?? node.offsetBottom ?? node.offsetStart ?? node.offsetEnd;
  setStyle(target, {
    position: node.position === "absolute" ? "absolute" : shifted === undefined ? undefined : "relative",
    top: space(node.offsetTop),
    bottom: space(node.offsetBottom),
    "inset-inline-start": space(node.offsetStart),
    "inset-inline-end": space(node.offsetEnd),
  });
}

/// What a box looks like: colours, borders, paddings, its own size and how it deals out its room.
export function dress(target, node) {
  setStyle(target, {
    background: background(node),
    "border-radius": measure(node.cornerRadius, corners),
    overflow: node.cornerRadius ? "hidden" : undefined,
    "border-width": measure(node.borderWidth, borders) ?? (node.borderColor ? "1px" : undefined),
    "border-style": node.borderWidth || node.borderColor ? "solid" : undefined,
    "border-color": colour(node.borderColor) ?? (node.borderWidth ? "#00000000" : undefined),
    padding: space(node.paddingAll),
    width: measure(node.width, {}),
    height: measure(node.height, {}),
    "max-width": measure(node.maxWidth, {}),
    "max-height": measure(node.maxHeight, {}),
  });
  // After the shorthand, so that a single side wins over paddingAll.
  setStyle(target, {
    "padding-top": space(node.paddingTop),
    "padding-bottom": space(node.paddingBottom),
    "padding-inline-start": space(node.paddingStart),
    "padding-inline-end": space(node.paddingEnd),
    "justify-content": node.justifyContent,
    "align-items": node.alignItems,
  });
}
