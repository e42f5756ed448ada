// The only module that talks to the twin: its page API over HTTP, and its stream of server-sent events.
// Must stay true: requests go to the page's own origin only; a lost stream comes back by itself and tells the page to refetch.

const RETRY_MS = 1500;

async function answer(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.error || `HTTP ${response.status}`);
  return body;
}

const get = (path) => fetch(path, { headers: { accept: "application/json" } }).then(answer);

export const getWorld = () => get("/twin/world");
export const getChat = (person, chat) =>
  get(`/twin/chat?person=${encodeURIComponent(person)}&chat=${encodeURIComponent(chat)}`);
/// The text of a file, unlike all other answers.
export async function getTranscript(person, chat, since) {
  const response = await fetch(`/twin/transcript?${new URLSearchParams({ person, chat, since })}`);
  return response.ok ? response.text() : answer(response);
}
export const getExchanges = (after) => get(`/twin/exchanges?after=${after}`);
export const getDatabase = () => get("/twin/database");
export const menuImageUrl = (richMenuId) => `/twin/menu-image/${encodeURIComponent(richMenuId)}`;

/// Does what a person (or the one who runs the demo) does. Rejects with the twin's own words.
export function act(what) {
  return fetch("/twin/act", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(what),
  }).then(answer);
}

const streamEvents = ["message", "unsent", "menu", "loading", "world", "exchange", "clock"];

/// Listens for ever. `onEvent(name, data)` for each event; `onState(up)` when the stream opens or is lost.
export function listen(onEvent, onState) {
  const source = new EventSource("/twin/stream");
  source.onopen = () => onState(true);
  source.onerror = () => {
    source.close();
    onState(false);
    setTimeout(() => listen(onEvent, onState), RETRY_MS);
  };
  for (const name of streamEvents) {
    source.addEventListener(name, (event) => onEvent(name, JSON.parse(event.data)));
  }
}

/// The address a picture or film is fetched from. The service names itself by a loopback address, the page may have
/// been opened by another name of the same server: then the path alone is asked for, which the page's policy allows.
export function assetUrl(url) {
  try {
    const parsed = new URL(url, location.href);
    const loopback = ["127.0.0.1", "localhost", "[::1]"].includes(parsed.hostname);
    return loopback && parsed.port === location.port ? parsed.pathname + parsed.search : parsed.href;
  } catch {
    return "";
  }
}
