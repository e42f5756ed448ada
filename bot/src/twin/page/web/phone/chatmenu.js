// The sheets behind a chat's menu button and behind a message's ⋯ button.
// Must stay true: block, unblock, leave, invite and unsend are each one tap away from here and reachable by keyboard.

import { button, el } from "../base/dom.js";
import { openSheet } from "../base/sheet.js";
import { personAvatar } from "../base/avatar.js";
import { recordChoice } from "./record.js";
import { bot, groupOf, people, personOf } from "../base/world.js";

/// A list of choices; each closes the sheet before it acts. A choice is [label, onChoose, testid].
function openChoices(phone, title, choices, ...more) {
  const sheet = openSheet(
    phone,
    title,
    el(
      "div",
      {},
      el(
        "div",
        { class: "choices" },
        choices.filter(Boolean).map(([label, choose, testid]) =>
          button({
            label,
            class: "choice",
            "data-testid": testid,
            onClick: () => {
              sheet.close();
              choose();
            },
          }),
        ),
      ),
      more,
    ),
  );
  return sheet;
}

export function openMessageMenu(phone, chat, shown) {
  openChoices(
    phone,
    ["ข้อความ", "Message"],
    [
      shown.message.text && [["คัดลอก", "Copy"], () => copy(phone, shown.message.text), "copy"],
      [
        ["ยกเลิกข้อความ", "Unsend"],
        () => phone.act({ do: "unsend", person: chat.person, chat: chat.id, message: shown.id }),
        "unsend",
      ],
    ],
  );
}

async function copy(phone, text) {
  const copied = await navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
  phone.notice(copied ? "คัดลอกแล้ว Copied" : "คัดลอกไม่ได้ Could not copy");
}

export function openChatMenu(phone, chat) {
  const group = groupOf(chat.id);
  if (group) openGroupMenu(phone, chat, group);
  else openBotMenu(phone, chat);
}

function openBotMenu(phone, chat) {
  const person = personOf(phone.person);
  const doing = (what) => () => phone.act({ do: what, person: person.id });
  openChoices(
    phone,
    [bot().name, bot().basicId],
    [
      !person.friend && !person.blocked && [["เพิ่มเพื่อน", "Add friend"], doing("follow")],
      [["ดูโปรไฟล์", "Profile"], () => phone.showProfile()],
      recordChoice(phone, chat),
      person.blocked
        ? [["เลิกบล็อก", "Unblock"], doing("unblock"), "unblock"]
        : [["บล็อก", "Block"], doing("block"), "block"],
    ],
  );
}

function openGroupMenu(phone, chat, group) {
  const invite = group.bot
    ? [
        [`เอา ${bot().name} ออกจากกลุ่ม`, "Remove the bot"],
        () => phone.act({ do: "remove_bot", group: group.id }),
        "remove-bot",
      ]
    : [
        [`เชิญ ${bot().name} เข้ากลุ่ม`, "Invite the bot"],
        () => phone.act({ do: "invite_bot", group: group.id }),
        "invite-bot",
      ];
  const outside = people().filter((person) => !group.members.includes(person.id));
  openChoices(
    phone,
    [group.name, "Group"],
    [
      invite,
      recordChoice(phone, chat),
      ...outside.map((person) => [
        [`เพิ่ม ${person.name}`, "Add member"],
        () => phone.act({ do: "join", group: group.id, person: person.id }),
      ]),
      [["ออกจากกลุ่ม", "Leave group"], () => leave(phone, group), "leave-group"],
    ],
    el("h3", { text: `สมาชิก Members (${group.members.length})` }),
    el("ul", { class: "members" }, group.members.map(memberLine)),
  );
}

function memberLine(id) {
  const name = personOf(id)?.name ?? "–";
  return el("li", {}, personAvatar(id, name, 32), name);
}

async function leave(phone, group) {
  if (await phone.act({ do: "leave", group: group.id, person: phone.person })) phone.showList();
}
