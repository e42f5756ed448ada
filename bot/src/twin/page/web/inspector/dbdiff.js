// What changed between two snapshots of the database: rows added, changed, removed.
// Must stay true: snapshots hold only the newest rows of each table, so a row that was merely pushed out of the window
// by newer ones does not count as removed.

import { el } from "../base/dom.js";
import { value } from "./dbvalue.js";

const keyOf = (table, row) =>
  [table.key]
    .flat()
    .map((column) => row[column])
    .join(" / ");
const indexOf = (table) => new Map((table?.rows ?? []).map((row) => [keyOf(table, row), row]));
const words = (value) => (typeof value === "string" ? value : (JSON.stringify(value) ?? ""));

function changedFields(old, row) {
  return Object.keys({ ...old, ...row })
    .filter((name) => words(old[name]) !== words(row[name]))
    .map((name) => ({ name, old: words(old[name]), new: words(row[name]) }));
}

/// Keys of the rows that left the snapshot for another reason than the window moving on.
function removedKeys(before, after, added) {
  const gone = [...before.keys()].filter((key) => !after.has(key));
  const tail = [...before.keys()].slice(before.size - gone.length);
  const pushedOut = after.size >= before.size && gone.length <= added && gone.every((key) => tail.includes(key));
  return pushedOut ? [] : gone;
}

function diffTable(name, old, fresh) {
  const [before, after] = [indexOf(old), indexOf(fresh)];
  const changes = [];
  for (const [key, row] of after) {
    if (!before.has(key)) changes.push({ table: name, kind: "added", key, fields: changedFields({}, row) });
    else if (words(before.get(key)) !== words(row))
      changes.push({ table: name, kind: "changed", key, fields: changedFields(before.get(key), row) });
  }
  const removed = removedKeys(before, after, changes.filter(({ kind }) => kind === "added").length);
  return [...changes, ...removed.map((key) => ({ table: name, kind: "removed", key, fields: [] }))];
}

/// Changes as [{ table, kind: added|changed|removed, key, fields: [{ name, old, new }] }].
export function diff(before, after) {
  const old = new Map(before.tables.map((table) => [table.name, table]));
  return after.tables.flatMap((table) => diffTable(table.name, old.get(table.name), table));
}

const kinds = { added: ["+", "เพิ่ม Added"], changed: ["~", "เปลี่ยน Changed"], removed: ["−", "ลบ Removed"] };

function fieldLine(kind, field) {
  return el(
    "li",
    {},
    el("span", { class: "column-name", text: field.name }),
    kind === "changed" && el("del", {}, value(field.name, field.old)),
    el("ins", {}, value(field.name, field.new)),
  );
}

export function changeRows(changes) {
  return changes.map(({ table, kind, key, fields }) => {
    const [sign, label] = kinds[kind];
    const head = el(
      "summary",
      {},
      el("b", { class: "sign", title: label, "aria-label": label, text: sign }),
      el("b", { text: table }),
      el("span", { class: "row-key" }, value("", key)),
    );
    const filled = kind === "added" ? fields.filter((field) => field.new !== "" && field.new !== "null") : fields;
    return el(
      "details",
      { class: `db-change ${kind}`, testid: "db-change", data: { table, kind }, open: kind === "changed" },
      head,
      el(
        "ul",
        {},
        filled.map((field) => fieldLine(kind, field)),
      ),
    );
  });
}
