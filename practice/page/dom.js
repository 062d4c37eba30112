// Building elements without ever parsing text as HTML.

const SVG = "http://www.w3.org/2000/svg";

/** Make an element: properties that start with "on" are listeners. */
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) set(element, name, value);
  append(element, children);
  return element;
}

function set(element, name, value) {
  if (value === undefined || value === null || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else if (name === "class") element.className = value;
  else if (name === "data") Object.assign(element.dataset, value);
  else if (name === "value" || name === "checked" || name === "selected")
    element[name] = value;
  else element.setAttribute(name, value === true ? "" : String(value));
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false || child === "") continue;
    element.append(child);
  }
}

/** Put these children in place of whatever is there. */
export function fill(element, ...children) {
  element.replaceChildren();
  append(element, children);
  return element;
}

const ICONS = {
  home: "M3.5 10.5 12 3.8l8.5 6.7V20a1 1 0 0 1-1 1h-5v-6h-5v6h-5a1 1 0 0 1-1-1z",
  dms: "M4 5.5h11v8H9.5L6 16.5v-3H4zM18 9h2.5v8H18v2.7L14.8 17H10v-1",
  channels: "M9.5 4 7.5 20M16.5 4l-2 16M4.5 9h16M3.5 15h16",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  clock: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3 2.5",
  back: "M14.5 5.5 8 12l6.5 6.5",
  close: "M6 6l12 12M18 6 6 18",
  send: "M4 12 20 4l-5 16-3.5-6.5zM11.5 13.5 20 4",
  reply: "M9.5 6 4 11l5.5 5M4.5 11H14a6 6 0 0 1 6 6v1.5",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6z",
  more: "M5.5 12h.01M12 12h.01M18.5 12h.01",
  file: "M7 3.5h7l4 4V20.5H7zM14 3.5v4h4",
  pin: "M9 4h6l-1 6 3.5 3.5h-11L10 10zM12 13.5V20",
  down: "M6.5 9.5 12 15l5.5-5.5",
  shared: "M9 12h6M10.5 8H8a4 4 0 0 0 0 8h2.5M13.5 8H16a4 4 0 0 1 0 8h-2.5",
  info: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 11v5.5M12 7.8h.01",
  tick: "M5 12.5 10 17.5 19.5 7",
};

/** Draw one of our line icons; always decorative, so it needs a label beside it. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `icon icon-${name}`);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

let counter = 0;

/** A fresh id, for tying labels to what they name. */
export function freshId(prefix) {
  counter += 1;
  return `${prefix}-${counter}`;
}

/** Say something to screen readers without moving anything on the screen. */
export function announce(text) {
  const place = document.getElementById("announcements");
  const line = h("p", {}, text);
  place.append(line);
  setTimeout(() => line.remove(), 8000);
}

/** Take away what was said of an earlier attempt. */
export function forgetFaults() {
  for (const line of document.querySelectorAll(".toast-fault")) line.remove();
}

/** Show a short notice at the foot of the page. */
export function toast(text, kind = "note") {
  const place = document.getElementById("toasts");
  const line = h("div", { class: `toast toast-${kind}`, role: kind === "fault" ? "alert" : "status" },
    h("span", {}, text),
    h("button", { class: "plain-icon", type: "button", "aria-label": "Dismiss", onclick: () => line.remove() }, icon("close")));
  place.append(line);
  setTimeout(() => line.remove(), kind === "fault" ? 12000 : 6000);
}
