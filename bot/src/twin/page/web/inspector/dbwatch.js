// Watches the database from outside: a snapshot whenever traffic has settled, and what changed since the one before.
// Must stay true: one look after each burst of traffic, however long the burst; a failed look changes nothing.

import { getDatabase } from "../base/api.js";
import { diff } from "./dbdiff.js";

const SETTLE_MS = 400;

export class DatabaseWatch {
  #before = null;
  #timer = 0;
  #onSettled;

  /// `onSettled(changes)` is called after each burst; `changes` may be empty.
  constructor(onSettled) {
    this.#onSettled = onSettled;
  }

  async start() {
    this.#before = await snapshot();
  }

  /// Call at each sign of traffic; looks once it has been quiet for a moment.
  soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), SETTLE_MS);
  }

  async #look() {
    const after = await snapshot();
    const changes = this.#before && after ? diff(this.#before, after) : [];
    this.#before = after ?? this.#before;
    this.#onSettled(changes);
  }
}

async function snapshot() {
  const answer = await getDatabase().catch(() => null);
  return answer?.tables ? answer : null;
}
