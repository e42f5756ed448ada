// How a value of the database is shown: ids by their end, moments by the clock, long texts by their beginning.
// Must stay true: what is not shown in full is there in full in the tooltip.

import { el } from "../base/dom.js";
import { momentWords, secondTime } from "../base/thai.js";

const LONGEST = 160;
const MOMENT = /_(at|until|since)$/;
// LINE's ids and ULIDs, UUIDs, and message ids: long words that hold digits.
const ID = /\b(?=[\w-]*\d)[\w-]{16,}\b/g;

const tail = (id) => `…${id.slice(-4)}`;

/// A node for the value of a column; a row's key has no column.
export function value(column, text) {
  if (text === "" || text === "null") return el("span", { text: "∅" });
  if (MOMENT.test(column) && Number(text) > 0) return moment(Number(text));
  const short = text.replace(ID, tail);
  const cut = short.length > LONGEST ? `${short.slice(0, LONGEST)}…` : short;
  return el("span", { text: cut, title: cut === text ? undefined : text });
}

const moment = (at) => el("time", { text: secondTime(at), title: `${momentWords(at)} · ${at}` });
