// Sample places that a person can send as a location, and a little map drawn without any map service.
// Must stay true: coordinates are approximate; nothing is fetched; the same coordinates always give the same drawing.

import { svg } from "../base/dom.js";

export const places = [
  { title: "ศาลากลางจังหวัดสกลนคร", address: "ต.ธาตุเชิงชุม อ.เมืองสกลนคร จ.สกลนคร", latitude: 17.1556, longitude: 104.1346 },
  { title: "ที่ว่าการอำเภอพังโคน", address: "ต.พังโคน อ.พังโคน จ.สกลนคร", latitude: 17.3906, longitude: 103.7128 },
  { title: "ตลาดสว่างแดนดิน", address: "ต.สว่างแดนดิน อ.สว่างแดนดิน จ.สกลนคร", latitude: 17.4731, longitude: 103.4572 },
  { title: "ตลาดวาริชภูมิ", address: "ต.วาริชภูมิ อ.วาริชภูมิ จ.สกลนคร", latitude: 17.2894, longitude: 103.6236 },
  { title: "โรงพยาบาลแพร่", address: "ต.ในเวียง อ.เมืองแพร่ จ.แพร่", latitude: 18.1398, longitude: 100.1487 },
  { title: "บ้านน้ำชำ", address: "ต.น้ำชำ อ.สูงเม่น จ.แพร่", latitude: 18.0694, longitude: 100.1378 },
  { title: "สถานีรถไฟเด่นชัย", address: "ต.เด่นชัย อ.เด่นชัย จ.แพร่", latitude: 17.9812, longitude: 100.0513 },
  { title: "ที่ว่าการอำเภอสอง", address: "ต.บ้านหนุน อ.สอง จ.แพร่", latitude: 18.4706, longitude: 100.1868 },
];

/// Numbers between 0 and 1 that depend on the coordinates alone.
function numbersOf(latitude, longitude) {
  let seed = Math.abs(Math.round(latitude * 9973) * 31 + Math.round(longitude * 9973)) % 2147483647 || 1;
  return () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
}

function road(next, width, colour) {
  const [from, middle, to] = [next(), next(), next()].map((number) => Math.round(number * 120));
  const across = next() > 0.5;
  const d = across ? `M-5 ${from}Q120 ${middle} 245 ${to}` : `M${from * 2} -5Q${middle * 2} 60 ${to * 2} 125`;
  return svg("path", { d, fill: "none", stroke: colour, "stroke-width": width });
}

export function drawMap(latitude, longitude) {
  const next = numbersOf(latitude, longitude);
  const field = () =>
    svg("rect", {
      x: next() * 200,
      y: next() * 90,
      width: 30 + next() * 60,
      height: 20 + next() * 40,
      rx: 4,
      fill: "#d3e8c4",
    });
  return svg(
    "svg",
    { class: "map", viewBox: "0 0 240 120", preserveAspectRatio: "xMidYMid slice", "aria-hidden": "true" },
    svg("rect", { width: 240, height: 120, fill: "#eef0e6" }),
    field(),
    field(),
    field(),
    road(next, 12, "#a9d3ee"),
    road(next, 7, "#fff"),
    road(next, 7, "#fff"),
    road(next, 9, "#ffe3a3"),
    road(next, 4, "#fff"),
    svg("path", {
      d: "M120 78c-14-20-19-26-19-36a19 19 0 0138 0c0 10-5 16-19 36z",
      fill: "#e5484d",
      stroke: "#fff",
      "stroke-width": 2,
    }),
    svg("circle", { cx: 120, cy: 42, r: 7, fill: "#fff" }),
  );
}
