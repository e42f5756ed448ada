// Small helpers that build DOM nodes. Every other module makes its elements here.
// Must stay true: text reaches the page through textContent or attributes only, so data can never become markup.

const SVG = "http://www.w3.org/2000/svg";

// Properties with a meaning of their own; all others become attributes.
const special = {
  class: (node, value) => node.setAttribute("class", value),
  text: (node, value) => {
    node.textContent = value;
  },
  testid: (node, value) => {
    node.dataset.testid = value;
  },
  data: (node, value) => Object.assign(node.dataset, value),
  value: (node, value) => {
    node.value = value;
  },
  style: (node, value) => setStyle(node, value),
  on: (node, value) => {
    for (const [name, handler] of Object.entries(value)) node.addEventListener(name, handler);
  },
};

function setProperties(node, props) {
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (special[name]) special[name](node, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  return node;
}

export function setStyle(node, styles) {
  for (const [name, value] of Object.entries(styles)) {
    if (value !== undefined && value !== null) node.style.setProperty(name, value);
  }
}

export function el(tag, props = {}, ...children) {
  const node = setProperties(document.createElement(tag), props);
  node.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false));
  return node;
}

export function svg(tag, attributes = {}, ...children) {
  const node = setProperties(document.createElementNS(SVG, tag), attributes);
  node.append(...children);
  return node;
}

/// Thai first, small English after it: the page's own words are always shown this way.
export function both([thai, english]) {
  return el(
    "span",
    { class: "both" },
    el("span", { lang: "th", text: thai }),
    el("small", { lang: "en", text: english }),
  );
}

export function spoken([thai, english]) {
  return `${thai} ${english}`;
}

/// A button whose words are a [Thai, English] pair; with `icon` the words are spoken only, unless `words` is set.
export function button({ label, icon, words = !icon, onClick, ...props }) {
  const node = el("button", { type: "button", ...props });
  if (icon) node.append(icon);
  if (words) node.append(both(label));
  // Where there is a picture the words may be missing, or cut down to the Thai ones.
  if (icon) setProperties(node, { "aria-label": spoken(label), title: spoken(label) });
  if (onClick) node.addEventListener("click", onClick);
  return node;
}

/// For deeds that cannot be done twice: taps of an impatient finger count once until the first is done. The button stays
/// enabled, since a disabled one would lose the keyboard.
export function oneAtATime(deed) {
  let busy = false;
  return async () => {
    if (busy) return;
    busy = true;
    await deed().finally(() => {
      busy = false;
    });
  };
}

/// Draws a list anew without taking the keyboard away from whoever stands on one of its parts.
export function replaceKeepingFocus(host, ...children) {
  const at = [...host.children].findIndex((child) => child.contains(document.activeElement));
  host.replaceChildren(...children);
  if (at >= 0) host.children[Math.min(at, host.children.length - 1)]?.focus({ preventScroll: true });
}

/// A labelled form field; `control` is an input, select or textarea.
export function field(label, control) {
  return el("label", { class: "field" }, both(label), control);
}

export function select(options, props = {}) {
  return el(
    "select",
    props,
    options.map(([value, text]) => el("option", { value, text })),
  );
}

/// Makes any node act as a button: click, Enter and Space, without also setting off what lies around it.
export function makeTappable(node, label, onTap) {
  setProperties(node, { role: "button", tabindex: "0", "aria-label": label || undefined });
  node.classList.add("tappable");
  const tap = (event) => {
    event.stopPropagation();
    onTap();
  };
  node.addEventListener("click", tap);
  node.addEventListener("keydown", (event) => {
    if (event.target !== node || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    tap(event);
  });
}
