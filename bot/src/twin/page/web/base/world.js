// What the page knows of the twin's world: clock, bot, people, groups, quota; and the page's own notice board.
// Must stay true: world is replaced whole after each fetch and never edited; whoever shows it listens for "world".

import { getWorld } from "./api.js";
import { milliseconds } from "./thai.js";

let world = { bot: { name: "", basicId: "" }, people: [], groups: [], quota: {}, pending: {} };
let clockBase = { twin: Date.now(), here: performance.now() };
const listeners = new Map();

/// Calls `listener` at each notice of that name. Returns a function that ends it.
export function on(name, listener) {
  if (!listeners.has(name)) listeners.set(name, new Set());
  listeners.get(name).add(listener);
  return () => listeners.get(name).delete(listener);
}

/// Tells all who listen. The living set is walked, so that a phone put away by one listener is not told any more.
export function tell(name, data) {
  for (const listener of listeners.get(name) ?? []) listener(data);
}

export const bot = () => world.bot;
export const people = () => world.people;
export const groups = () => world.groups;
export const quota = () => world.quota ?? {};
export const pendingWebhooks = () => world.pending?.webhooks ?? 0;
export const personOf = (id) => world.people.find((person) => person.id === id);
export const groupOf = (id) => world.groups.find((group) => group.id === id);
export const groupsOf = (person) => world.groups.filter((group) => group.members.includes(person));

/// The twin's time in milliseconds; it flows on between two notices from the twin.
export function now() {
  return clockBase.twin + performance.now() - clockBase.here;
}

export function setClock(moment) {
  clockBase = { twin: milliseconds(moment), here: performance.now() };
  tell("clock");
}

let fetching = null;
let again = false;

/// Fetches the world. Calls made while a fetch runs share one more fetch after it.
export function refreshWorld() {
  if (fetching) {
    again = true;
    return fetching;
  }
  fetching = fetchUntilFresh().finally(() => {
    fetching = null;
  });
  return fetching;
}

async function fetchUntilFresh() {
  do {
    again = false;
    world = await getWorld();
  } while (again);
  setClock(world.clock.now);
  tell("world");
}
