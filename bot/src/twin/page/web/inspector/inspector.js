// The drawer that shows what goes over the wire and what it does to the database.
// Must stay true: changes are shown under the last webhook of the moment they were found in; the list is bounded; a row
// that is told twice is replaced, never doubled.

import { getExchanges } from "../base/api.js";
import { both, button, el } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { changeRows } from "./dbdiff.js";
import { DatabaseWatch } from "./dbwatch.js";
import { exchangeRow } from "./exchange.js";
import { faultsPanel } from "./faults.js";
import { on, pendingWebhooks, quota, refreshWorld } from "../base/world.js";

const KEPT = 200;
const OPEN_KEY = "asa.inspectorOpen";
const ROOMY = matchMedia("(min-width: 1400px)"); // three phones fit beside it

export class Inspector {
  #log = el("div", { class: "log" });
  #rows = new Map(); // exchange number -> row
  #queue = []; // exchanges that wait for the next frame
  #counts = el("div", { class: "counts" });
  #tabs = el("div", { class: "inspector-tabs", role: "tablist" });
  #body = el("div", { class: "inspector-body", role: "tabpanel" });
  #watch = new DatabaseWatch((changes) => this.#settled(changes));
  #newest = 0;
  #moment = { row: null, webhook: false }; // where the next changes belong
  element = el(
    "aside",
    { class: "inspector", id: "inspector", testid: "inspector", "aria-label": "เบื้องหลัง Inspector" },
    this.#head(),
    this.#counts,
    this.#tabs,
    this.#body,
  );

  constructor(page) {
    this.#addTab(["การรับส่ง", "Traffic"], this.#log);
    this.#addTab(["จำลองความขัดข้อง", "Faults"], faultsPanel(page));
    this.#choose(this.#tabs.firstChild, this.#log);
    this.#setOpen((sessionStorage.getItem(OPEN_KEY) ?? String(ROOMY.matches)) === "true");
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#close();
    });
  }

  async start() {
    on("stream-exchange", (exchange) => {
      this.#enqueue(exchange);
      this.#watch.soon();
    });
    on("stream", (up) => {
      if (up) this.#catchUp();
    });
    on("world", () => this.#showCounts());
    this.#showCounts();
    await this.#watch.start();
  }

  toggle() {
    if (!this.element.hidden) return this.#close();
    this.#setOpen(true);
    this.#tabs.firstChild.focus();
  }

  /// The keyboard goes back to what opens it: its own key, or the one behind which that is folded.
  #close() {
    this.#setOpen(false);
    const ways = [...document.querySelectorAll("[aria-controls=tools], [aria-controls=inspector]")];
    ways.findLast((way) => way.checkVisibility())?.focus();
  }

  #head() {
    return el(
      "header",
      { class: "inspector-head" },
      el("h2", {}, both(["เบื้องหลัง", "Inspector"])),
      button({ label: ["ล้าง", "Clear"], class: "small", onClick: () => this.#clear() }),
      button({ label: ["ปิด", "Close"], icon: icon("close", 20), class: "round", onClick: () => this.#close() }),
    );
  }

  #addTab(label, panel) {
    const key = button({ label, role: "tab", onClick: () => this.#choose(key, panel) });
    this.#tabs.append(key);
  }

  #choose(chosen, panel) {
    this.#body.replaceChildren(panel);
    for (const key of this.#tabs.children) key.setAttribute("aria-selected", String(key === chosen));
  }

  #setOpen(open) {
    this.element.hidden = !open;
    sessionStorage.setItem(OPEN_KEY, String(open));
  }

  #clear() {
    this.#log.replaceChildren();
    this.#rows.clear();
  }

  async #catchUp() {
    const missed = await getExchanges(this.#newest).catch(() => []);
    missed.forEach((exchange) => this.#enqueue(exchange));
  }

  #showCounts() {
    const { limit, used = 0 } = quota();
    this.#counts.replaceChildren(
      el("span", { class: "tag", text: `เว็บฮุกรอส่ง Webhooks waiting ${pendingWebhooks()}` }),
      el("span", { class: "tag", text: `ข้อความที่นับ Push used ${used}${limit ? ` / ${limit}` : ""}` }),
    );
  }

  /// Under load a frame may bring thousands: only those that would stay in the list are drawn.
  #enqueue(exchange) {
    if (this.#queue.push(exchange) > 1) return;
    requestAnimationFrame(() => {
      this.#queue.slice(-KEPT).forEach((waiting) => this.#add(waiting));
      this.#queue = [];
    });
  }

  #add(exchange) {
    this.#newest = Math.max(this.#newest, exchange.n);
    const row = exchangeRow(exchange);
    if (this.#rows.has(exchange.n)) this.#rows.get(exchange.n).replaceWith(row);
    else this.#log.prepend(row);
    this.#rows.set(exchange.n, row);
    if (this.#rows.size > KEPT) this.#dropOldest();
    const webhook = exchange.way === "webhook";
    if (webhook || !this.#moment.webhook) this.#moment = { row, webhook };
  }

  #dropOldest() {
    const [number, row] = this.#rows.entries().next().value;
    row.remove();
    this.#rows.delete(number);
  }

  /// Counts of the month and of what waits have moved with the traffic: the world tells them.
  #settled(changes) {
    refreshWorld().catch(() => {});
    if (changes.length === 0) return;
    this.#moment.row?.append(...changeRows(changes));
    this.#moment = { row: null, webhook: false };
  }
}
