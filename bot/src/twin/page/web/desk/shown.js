// Which people's phones are on the stage, and which one is in front on a narrow screen.
// Must stay true: the address (#people=U..,U..) wins over what this tab remembers, and that wins over the first few people.

import { people, tell } from "../base/world.js";

const KEY = "asa.shownPeople";
const FIRST_FEW = 3;
const narrow = matchMedia("(max-width: 480px)");

let shown = null;
let front = null;

function fromAddress() {
  const listed = new URLSearchParams(location.hash.slice(1)).get("people");
  return listed ? listed.split(",") : null;
}

function remembered() {
  return JSON.parse(sessionStorage.getItem(KEY) ?? "null");
}

/// The ids of the people on the stage, in the world's order.
export function shownPeople() {
  const all = people().map((person) => person.id);
  shown ??= fromAddress() ?? remembered() ?? all.slice(0, FIRST_FEW);
  return all.filter((id) => shown.includes(id));
}

export function frontPerson() {
  const ids = shownPeople();
  return ids.includes(front) ? front : ids[0];
}

function change(ids) {
  shown = ids;
  sessionStorage.setItem(KEY, JSON.stringify(ids));
  tell("shown");
}

export function showPerson(id) {
  front = id;
  change([...new Set([...shownPeople(), id])]);
}

/// A tap on a person's name: brings them to the front on a narrow screen, shows or puts away their phone on a wide one.
export function choosePerson(id) {
  const ids = shownPeople();
  if (narrow.matches || !ids.includes(id)) showPerson(id);
  else change(ids.filter((other) => other !== id));
}

addEventListener("hashchange", () => {
  const listed = fromAddress();
  if (listed) change(listed);
});
