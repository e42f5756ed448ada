// One exchange in the inspector: a line that says what it was, unfolding to both bodies.
// Must stay true: bodies are drawn only when a row is unfolded, so that a busy twin does not slow the page.

import { both, el } from "../base/dom.js";
import { jsonView } from "./json.js";

const PREFIX = /^\/v2\/bot/;
const LONG_ID = /[0-9a-f]{20,}/g;

const shortPath = (path) => path.replace(PREFIX, "").replace(LONG_ID, (id) => `${id.slice(0, 6)}…`);

function parsed(body) {
  if (typeof body !== "string") return body;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

/// What happened, in a few words: event types of a webhook, message types of a send.
function gist(request) {
  const events = request?.events?.map(
    (event) =>
      `${event.type}${event.message ? ` · ${event.message.type}` : ""}${event.postback ? ` · ${event.postback.data}` : ""}`,
  );
  const messages = request?.messages?.map((message) => message.type);
  return (events ?? messages ?? []).join(", ");
}

const grade = (status) => (!status ? "none" : status < 300 ? "good" : status < 500 ? "poor" : "bad");

function summary(exchange, request) {
  const webhook = exchange.way === "webhook";
  return el(
    "summary",
    {},
    el("span", { class: `way ${exchange.way}` }, both(webhook ? ["เข้า", "Webhook"] : ["ออก", "API"])),
    el(
      "span",
      { class: "what" },
      el("span", { class: "method", text: exchange.method }),
      " ",
      shortPath(exchange.path),
      el("small", { text: gist(request) }),
    ),
    el("span", { class: `status ${grade(exchange.status)}`, text: exchange.status || "–" }),
    el("span", { class: "ms", text: `${Math.round(exchange.ms)} ms` }),
  );
}

function bodies(exchange, request) {
  return [
    both(["คำขอ", "Request"]),
    jsonView(request),
    both(["คำตอบ", "Response"]),
    jsonView(parsed(exchange.response)),
    el("p", {
      class: "ids",
      text: [exchange.path, exchange.requestId, ...(exchange.eventIds ?? [])].filter(Boolean).join(" · "),
    }),
  ];
}

export function exchangeRow(exchange) {
  const request = parsed(exchange.request);
  const details = el(
    "details",
    { testid: "exchange", data: { way: exchange.way, status: exchange.status ?? "" } },
    summary(exchange, request),
  );
  details.addEventListener("toggle", () => details.append(...bodies(exchange, request)), { once: true });
  return el("div", { class: "exchange" }, details);
}
