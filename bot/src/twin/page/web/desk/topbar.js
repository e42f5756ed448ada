// The bar above the phones: people and groups, clock, inspector key, state of the line to the twin.
// Must stay true: on a narrow screen the people become tabs and the rest folds behind one key.

import { act } from "../base/api.js";
import { button, el, field, replaceKeepingFocus, select } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { botAvatar, personAvatar } from "../base/avatar.js";
import { createClock } from "./clock.js";
import { notice, openSheet, sheetForm } from "../base/sheet.js";
import { choosePerson, frontPerson, showPerson, shownPeople } from "./shown.js";
import { on, people, refreshWorld } from "../base/world.js";

const languages = [
  ["th", "ไทย Thai"],
  ["en", "อังกฤษ English"],
  ["lo", "ลาว Lao"],
  ["my", "พม่า Burmese"],
  ["km", "เขมร Khmer"],
];

export function createTopbar(page, toggleInspector) {
  const tabs = el("div", { class: "people", role: "group", "aria-label": "โทรศัพท์ที่แสดง Phones on show" });
  const offline = el("span", {
    class: "offline",
    role: "status",
    hidden: true,
    text: "ขาดการเชื่อมต่อ กำลังต่อใหม่ Reconnecting",
  });
  const tools = el(
    "div",
    { class: "tools", id: "tools" },
    el(
      "div",
      { class: "adders" },
      button({
        label: ["เพิ่มคน", "Person"],
        icon: icon("personAdd", 20),
        words: true,
        class: "tool",
        "data-testid": "add-person",
        onClick: () => addPerson(page),
      }),
      button({
        label: ["เพิ่มกลุ่ม", "Group"],
        icon: icon("group", 20),
        words: true,
        class: "tool",
        "data-testid": "add-group",
        onClick: () => addGroup(page),
      }),
    ),
    createClock(page),
    button({
      label: ["เบื้องหลัง", "Inspector"],
      icon: icon("pulse", 20),
      words: true,
      class: "tool",
      "aria-controls": "inspector",
      "data-testid": "toggle-inspector",
      onClick: toggleInspector,
    }),
  );
  const fold = foldKey(tools);
  const brand = el(
    "div",
    { class: "brand" },
    botAvatar(34),
    el("h1", {}, "อาสา ", el("small", { text: "Asa · LINE twin" })),
  );

  function draw() {
    const shown = shownPeople();
    replaceKeepingFocus(
      tabs,
      ...people().map((person) => tab(person, shown.includes(person.id), person.id === frontPerson())),
    );
  }

  on("world", draw);
  on("shown", draw);
  on("stream", (up) => {
    offline.hidden = up;
  });
  return el("header", { class: "topbar" }, brand, tabs, offline, fold, tools);
}

/// The key that unfolds the tools on a narrow screen; whatever they open folds them again.
function foldKey(tools) {
  const setFolded = (folded) => {
    tools.classList.toggle("unfolded", !folded);
    key.setAttribute("aria-expanded", String(!folded));
  };
  const key = button({
    label: ["เครื่องมือ", "Tools"],
    icon: icon("menu"),
    class: "round fold",
    "aria-controls": "tools",
    onClick: () => setFolded(tools.classList.contains("unfolded")),
  });
  tools.addEventListener("click", (event) => {
    if (event.target.closest(".tool")) setFolded(true);
  });
  tools.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    setFolded(true);
    if (key.checkVisibility()) key.focus();
  });
  setFolded(true);
  return key;
}

function tab(person, shown, front) {
  const face = el(
    "button",
    {
      type: "button",
      class: front ? "tab front" : "tab",
      "aria-pressed": String(shown),
      data: { testid: `tab-${person.id}` },
    },
    personAvatar(person.id, person.name, 26),
    el("span", { text: person.name }),
  );
  face.addEventListener("click", () => choosePerson(person.id));
  return face;
}

/// Sends what a sheet was filled in with; the sheet stays open when the twin refuses.
async function submit(page, sheet, what) {
  try {
    const done = await act(what);
    await refreshWorld();
    sheet.close();
    return done;
  } catch (error) {
    notice(page, `ไม่สำเร็จ Refused: ${error.message}`);
    return undefined;
  }
}

function addPerson(page) {
  const name = el("input", { required: true, maxlength: 20, name: "name", autocomplete: "off" });
  const language = select(languages, { name: "language" });
  const sheet = openSheet(
    page,
    ["เพิ่มคน", "Add a person"],
    sheetForm(
      [field(["ชื่อ", "Name"], name), field(["ภาษาของเครื่อง", "Phone language"], language)],
      ["เพิ่ม", "Add"],
      async () => {
        const done = await submit(page, sheet, { do: "add_person", name: name.value.trim(), language: language.value });
        if (done) showPerson(done.person);
      },
    ),
  );
}

function addGroup(page) {
  const name = el("input", { required: true, maxlength: 50, name: "name", autocomplete: "off" });
  const boxes = people().map((person) =>
    el("input", { type: "checkbox", value: person.id, checked: shownPeople().includes(person.id) }),
  );
  const members = el(
    "fieldset",
    { class: "checks" },
    el("legend", { text: "สมาชิก Members" }),
    people().map((person, at) =>
      el("label", { class: "check" }, boxes[at], personAvatar(person.id, person.name, 28), person.name),
    ),
  );
  const sheet = openSheet(
    page,
    ["เพิ่มกลุ่ม", "Add a group"],
    sheetForm([field(["ชื่อกลุ่ม", "Group name"], name), members], ["สร้าง", "Create"], () =>
      submit(page, sheet, {
        do: "add_group",
        name: name.value.trim(),
        members: boxes.filter((box) => box.checked).map((box) => box.value),
      }),
    ),
  );
}
