// The time panel: see the app's own clock and move it forward.

import { api } from "/_page/api.js";
import { ZONE, shortDay, shortDayYear, timeOf } from "/_page/dates.js";
import { announce, fill, freshId, h, icon } from "/_page/dom.js";
import { refresh } from "/_page/store.js";

const place = document.getElementById("panel");
let clock = null;
let trouble = "";
let outcome = "";
let isMoving = false;
let isAsking = false;

/** Ask the app for its time and draw the panel. */
export async function drawPanel() {
  if (isAsking || isMoving) return;
  isAsking = true;
  try {
    clock = await api.clock();
    trouble = "";
  } catch (unwell) {
    trouble = unwell.message;
  } finally {
    isAsking = false;
  }
  draw();
}

function draw() {
  const focused = place.contains(document.activeElement) ? document.activeElement.dataset.part : null;
  const typed = place.querySelector("[data-part=to]")?.value;
  const isOpen = place.querySelector("details")?.open ?? false;
  const now = clock ? new Date(clock.now) : null;
  fill(place,
    h("h2", { class: "panel-title" }, icon("clock"), "Time in this workspace"),
    trouble ? h("p", { class: "panel-trouble" }, trouble) : now && h("p", { class: "panel-now" }, h("span", { class: "panel-day" }, shortDayYear(now)), h("span", { class: "panel-time" }, timeOf(now))),
    trouble ? h("button", { class: "button button-small", type: "button", "data-part": "again", onclick: drawPanel }, "Try again") : now && buttons(now),
    !trouble && now && runTo(now, typed, isOpen),
    h("p", { class: "panel-outcome", role: "status" }, isMoving ? "Time is passing…" : outcome));
  if (focused) place.querySelector(`[data-part="${focused}"]`)?.focus();
}

function buttons(now) {
  const next = clock.next ? new Date(clock.next) : null;
  const tomorrow = () => new Date(now.getTime() + 86400000);
  return h("div", { class: "panel-buttons" },
    h("button", { class: "button button-small", type: "button", "data-part": "day", "aria-disabled": String(isMoving), onclick: () => move(sameHour(now, tomorrow())) }, "+ 1 day"),
    h("button", { class: "button button-small", type: "button", "data-part": "next", disabled: !next, "aria-disabled": String(isMoving), onclick: () => move(next) },
      "Next event"),
    h("p", { class: "panel-next" }, next ? `Next: ${shortDay(next)}, ${timeOf(next)}` : "Nothing is due next."));
}

/** The same time of day tomorrow, also when the clocks change in between. */
function sameHour(now, tomorrow) {
  const minutes = (date) => { const [hour, minute] = timeOf(date).split(":"); return Number(hour) * 60 + Number(minute); };
  return new Date(tomorrow.getTime() + (minutes(now) - minutes(tomorrow)) * 60000);
}

function runTo(now, typed, isOpen) {
  const id = freshId("to");
  const sending = (event) => {
    event.preventDefault();
    const { value } = event.currentTarget.elements.to;
    if (value) move(fromLocal(value));
  };
  return h("details", { open: isOpen }, h("summary", { "data-part": "summary" }, "Run to a date"),
    h("form", { class: "panel-form", onsubmit: sending },
      h("label", { for: id }, "Day and time"),
      h("input", { id, name: "to", type: "datetime-local", class: "text", "data-part": "to", min: toLocal(now), value: typed ?? toLocal(sameHour(now, new Date(now.getTime() + 7 * 86400000))) }),
      h("button", { class: "button button-small", type: "submit", "data-part": "run" }, "Run")));
}

const PIECES = new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE, dateStyle: "short", timeStyle: "short" });
const toLocal = (date) => PIECES.format(date).replace(" ", "T");

/** Read a wall-clock time of the area, whatever zone the browser is in. */
function fromLocal(text) {
  const guess = new Date(`${text}:00Z`);
  const shift = new Date(`${toLocal(guess)}:00Z`).getTime() - guess.getTime();
  return new Date(guess.getTime() - shift);
}

async function move(to) {
  if (isMoving) return;
  if (to <= new Date(clock.now)) {
    outcome = "Time only moves forward; please choose a later day or time.";
    draw();
    return;
  }
  isMoving = true;
  draw();
  try {
    const answer = await api.moveClock(to.toISOString());
    clock = { ...clock, now: answer.now };
    outcome = sentence(answer.sent ?? []);
  } catch (unwell) {
    outcome = unwell.message;
  }
  isMoving = false;
  announce(outcome);
  await drawPanel();
  await refresh();
}

function sentence(sent) {
  const messages = sent.filter((one) => one.method === "chat.postMessage").length;
  if (!messages) return "Nothing was sent on the way.";
  return messages === 1 ? "One message was sent on the way." : `${messages} messages were sent on the way.`;
}
