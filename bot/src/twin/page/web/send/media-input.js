// Makes what a person sends besides words: bytes of chosen files, sample photographs drawn here, a sample voice message.
// Must stay true: everything works without a file, a camera or a microphone; the result is always { mime, data: base64 }.

export const samplePhotos = [
  { label: ["ใบนับหน้ากาก", "Count sheet"], draw: drawCountSheet },
  { label: ["ใบนัดหมอ", "Appointment"], draw: drawAppointment },
  { label: ["กล่องหน้ากาก", "Boxes of masks"], draw: drawBoxes },
];

const WIDTH = 640;
const HEIGHT = 480;

export function readBytes(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve({ mime: blob.type || "application/octet-stream", data: reader.result.split(",")[1] });
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

/// How long a chosen film or sound is, in milliseconds; undefined where the browser cannot tell.
export function durationOf(file) {
  const player = document.createElement(file.type.startsWith("video/") ? "video" : "audio");
  const address = URL.createObjectURL(file);
  return new Promise((resolve) => {
    const tell = () => {
      URL.revokeObjectURL(address);
      resolve(Number.isFinite(player.duration) ? Math.round(player.duration * 1000) : undefined);
    };
    player.onloadedmetadata = tell;
    player.onerror = tell;
    player.preload = "metadata";
    player.src = address;
  });
}

export function drawSample(photo) {
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  photo.draw(canvas.getContext("2d"));
  return canvas;
}

export async function sampleBytes(photo) {
  const blob = await new Promise((resolve) => drawSample(photo).toBlob(resolve, "image/jpeg", 0.85));
  return readBytes(blob);
}

function paper(pen, colour, title) {
  pen.fillStyle = "#7a6a58";
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  pen.fillStyle = colour;
  pen.fillRect(60, 30, WIDTH - 120, HEIGHT - 60);
  words(pen, title, 90, 95, 34, "bold");
}

function words(pen, text, x, y, size = 26, weight = "normal") {
  pen.fillStyle = "#26303a";
  pen.font = `${weight} ${size}px Sarabun, sans-serif`;
  pen.fillText(text, x, y);
}

function drawCountSheet(pen) {
  paper(pen, "#fdfbf3", "ใบนับหน้ากาก หมู่ 5");
  ["ยกมา        160", "แจก           40", "คงเหลือ    120"].forEach((line, at) => {
    words(pen, line, 110, 170 + at * 70, 32);
    pen.fillRect(90, 190 + at * 70, WIDTH - 180, 2);
  });
}

function drawAppointment(pen) {
  paper(pen, "#f1f8ff", "ใบนัดตรวจ");
  ["ชื่อ  ทองดี มีสุข (สมมติ)", "24 มี.ค. 65  เวลา 08.30 น.", "แผนกอายุรกรรม", "งดอาหารหลังเที่ยงคืน"].forEach((line, at) =>
    words(pen, line, 110, 165 + at * 62, 30),
  );
}

function drawBoxes(pen) {
  pen.fillStyle = "#d9cfc0";
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  for (const [x, y] of [
    [70, 250],
    [240, 250],
    [410, 250],
    [155, 90],
    [325, 90],
  ]) {
    pen.fillStyle = "#7fb5d6";
    pen.fillRect(x, y, 160, 150);
    pen.fillStyle = "#fff";
    pen.fillRect(x + 14, y + 45, 132, 60);
    words(pen, "หน้ากาก", x + 32, y + 76, 26, "bold");
    words(pen, "50 ชิ้น", x + 48, y + 100, 20);
  }
}

const RATE = 8000;
export const VOICE_MS = 2000;

/// Two seconds of a soft tone that swells and fades, as a WAV file.
export function sampleVoice() {
  const samples = (RATE * VOICE_MS) / 1000;
  const view = new DataView(new ArrayBuffer(44 + samples * 2));
  wavHeader(view, samples * 2);
  for (let at = 0; at < samples; at += 1) {
    const swell = Math.sin((Math.PI * at) / samples) * 0.25;
    view.setInt16(44 + at * 2, Math.sin((2 * Math.PI * 330 * at) / RATE) * swell * 32767, true);
  }
  return readBytes(new Blob([view], { type: "audio/wav" }));
}

function wavHeader(view, bytes) {
  const letters = (at, text) => [...text].forEach((letter, step) => view.setUint8(at + step, letter.charCodeAt(0)));
  letters(0, "RIFF");
  view.setUint32(4, 36 + bytes, true);
  letters(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); // PCM
  view.setUint16(22, 1, true); // one channel
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  letters(36, "data");
  view.setUint32(40, bytes, true);
}
