// Watches the database from outside: a snapshot whenever traffic has settled, and what changed since the one before.
// Must stay true: one snapshot at a time; a twin that has no database to show is asked once and then left alone.

import { getDatabase } from "./api.js";
import { diff } from "./dbdiff.js";

const SETTLE_MS = 400;

export class DatabaseWatch {
  #before = null;
  #timer = 0;
  #onChanges;

  constructor(onChanges) {
    this.#onChanges = onChanges;
  }

  async start() {
    this.#before = await snapshot();
  }

  /// Call at each sign of traffic; looks once it has been quiet for a moment.
  soon() {
    if (!this.#before) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), SETTLE_MS);
  }

  async #look() {
    const after = await snapshot();
    if (!after) return;
    const changes = diff(this.#before, after);
    this.#before = after;
    if (changes.length > 0) this.#onChanges(changes);
  }
}

async function snapshot() {
  const answer = await getDatabase().catch(() => null);
  return answer?.tables ? answer : null;
}
