// The panel that makes the platform misbehave: API faults, and webhooks delivered twice, late or in disorder.
// Must stay true: names here are the twin's own; each press arms the fault once, for the number of times given.

import { act } from "../base/api.js";
import { both, el, field, select } from "../base/dom.js";
import { notice, sheetForm } from "../base/sheet.js";

const targets = [
  ["any", "ทุกอย่าง Any"],
  ["reply", "reply"],
  ["push", "push"],
  ["multicast", "multicast"],
  ["profile", "profile"],
  ["content", "content"],
  ["loading", "loading"],
  ["quota", "quota"],
];
const faults = [
  ["rate_limited", "429 ถี่เกินไป Rate limited"],
  ["monthly_limit", "429 หมดโควตา Monthly limit"],
  ["server_error", "500 ไม่ได้ทำ Server error"],
  ["accepted_then500", "500 แต่ทำแล้ว Accepted, then 500"],
  ["answer_lost", "ทำแล้ว คำตอบหาย Answer lost"],
  ["dropped", "สายหลุด ไม่ได้ทำ Dropped"],
  ["slow", "ช้า Slow"],
  ["not_yet", "202 ไฟล์ยังไม่พร้อม Content not ready"],
  ["invalid_token", "โทเคนใช้ไม่ได้ Dead token"],
];
const webhookFaults = [
  ["duplicate", "ส่งซ้ำ Duplicate"],
  ["redelivery", "ส่งใหม่ภายหลัง Redelivery"],
  ["disorder", "สลับลำดับ Disorder (hold)"],
  ["release", "ปล่อยที่กักไว้ Release held"],
];

const numberInput = (value, max) => el("input", { type: "number", min: 1, max, value, required: true });

async function arm(page, what) {
  try {
    await act(what);
    notice(page, "ตั้งแล้ว Armed");
  } catch (error) {
    notice(page, `ไม่สำเร็จ Refused: ${error.message}`);
  }
}

function apiForm(page) {
  const on = select(targets);
  const fault = select(faults);
  const times = numberInput(1, 1000);
  const delay = numberInput(3000, 60000);
  const delayField = field(["หน่วง (มิลลิวินาที)", "Delay, ms"], delay);
  const showDelay = () => {
    delayField.hidden = fault.value !== "slow";
  };
  fault.addEventListener("change", showDelay);
  showDelay();
  return sheetForm(
    [field(["ที่", "On"], on), field(["อาการ", "Fault"], fault), delayField, field(["กี่ครั้ง", "Times"], times)],
    ["ตั้ง", "Arm"],
    () =>
      arm(page, {
        do: "fault",
        on: on.value,
        fault: fault.value === "slow" ? { slow: Number(delay.value) } : fault.value,
        times: Number(times.value),
      }),
  );
}

function webhookForm(page) {
  const fault = select(webhookFaults);
  const times = numberInput(2, 20);
  const timesField = field(["กี่ชุด", "Copies"], times);
  const showTimes = () => {
    timesField.hidden = fault.value !== "duplicate";
  };
  fault.addEventListener("change", showTimes);
  return sheetForm([field(["เว็บฮุก", "Webhooks"], fault), timesField], ["ตั้ง", "Arm"], () =>
    arm(page, {
      do: "webhook_fault",
      fault: fault.value === "duplicate" ? { duplicate: Number(times.value) } : fault.value,
    }),
  );
}

export function faultsPanel(page) {
  return el(
    "div",
    { class: "faults" },
    el("h3", {}, both(["คำตอบของ LINE", "LINE's API"])),
    apiForm(page),
    el("h3", {}, both(["การส่งเว็บฮุก", "Webhook delivery"])),
    webhookForm(page),
  );
}
