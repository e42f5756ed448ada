// Dates and times as Thai people read them: Asia/Bangkok, Buddhist era, 24 hours.
// Must stay true: nothing here depends on the time zone or the language of the browser.

const BANGKOK = 7 * 3600 * 1000; // Thailand has one zone and no summer time
const ERA = 543;
const DAY = 86400 * 1000;

const weekdays = ["อาทิตย์", "จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์"];
const months = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."];

const two = (number) => String(number).padStart(2, "0");

/// The wall clock in Bangkok, readable through the getUTC… methods.
function wall(moment) {
  return new Date(new Date(moment).getTime() + BANGKOK);
}

export function milliseconds(moment) {
  return new Date(moment).getTime();
}

/// 15:30, as beside a message
export function shortTime(moment) {
  const at = wall(moment);
  return `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
}

/// ศุกร์ 24 ธ.ค. 2564
export function thaiDate(moment) {
  return dateWords(wall(moment));
}

function dateWords(at) {
  return `${weekdays[at.getUTCDay()]} ${at.getUTCDate()} ${months[at.getUTCMonth()]} ${at.getUTCFullYear() + ERA}`;
}

/// 15.30.05, as in a log
export function secondTime(moment) {
  return `${shortTime(moment).replace(":", ".")}.${two(wall(moment).getUTCSeconds())}`;
}

/// ศุกร์ 24 ธ.ค. 2564 15.30 น.
export function momentWords(moment) {
  return `${thaiDate(moment)} ${thaiTime(moment)}`;
}

/// 15.30 น.
export function thaiTime(moment) {
  return `${shortTime(moment).replace(":", ".")} น.`;
}

/// The words for what a date, time or datetime-local input holds; "" while it holds nothing.
export function thaiOfInput(value) {
  const [date, time] = value.includes("-") ? value.split("T") : [null, value];
  const words = [];
  if (date) words.push(dateWords(new Date(`${date}T00:00:00Z`)));
  if (time) words.push(`${time.replace(":", ".")} น.`);
  return words.join(" ");
}

/// What a date, time or datetime-local input needs to show this moment.
export function inputValue(mode, moment) {
  const iso = wall(moment).toISOString();
  return { date: iso.slice(0, 10), time: iso.slice(11, 16), datetime: iso.slice(0, 16) }[mode];
}

export function sameDay(one, other) {
  return inputValue("date", one) === inputValue("date", other);
}

/// Seconds from now until the next Friday 15:30, always more than none.
export function secondsToFriday(now) {
  const at = wall(now);
  const friday = new Date(at);
  friday.setUTCDate(at.getUTCDate() + ((5 - at.getUTCDay() + 7) % 7));
  friday.setUTCHours(15, 30, 0, 0);
  const wait = friday - at;
  return Math.ceil((wait > 0 ? wait : wait + 7 * DAY) / 1000);
}
