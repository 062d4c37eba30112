// The lists: Home, direct messages, channels, each with its unread mark.

import { api } from "/_page/api.js";
import { dayKey, fromTs, shortDay, timeOf } from "/_page/dates.js";
import { fill, h, icon, toast } from "/_page/dom.js";
import { asWords } from "/_page/mrkdwn.js";
import { avatar, tags } from "/_page/people.js";
import { go, person, refresh, store, titleOf } from "/_page/store.js";

const TABS = [
  ["home", "Home", "home"],
  ["dms", "Messages", "dms"],
  ["channels", "Channels", "channels"],
  ["time", "Time", "clock"],
];

/** Draw the lists for where we are. */
export function drawSidebar(route) {
  const { channels, app } = store.state;
  const open = channels.filter((one) => !one.archived);
  const direct = open.filter((one) => one.kind.endsWith("dm")).sort(appFirst(app.user_id));
  const named = open.filter((one) => !one.kind.endsWith("dm")).sort((a, b) => a.name.localeCompare(b.name));
  const focused = document.activeElement?.closest?.("#sidebar a")?.getAttribute("href");
  fill(document.getElementById("sidebar"),
    h("ul", { class: "rows rows-home" }, homeRow(route, app)),
    part("dms", "Direct messages", direct, route, newMessage()),
    part("channels", "Channels", named, route));
  if (focused) document.querySelector(`#sidebar a[href="${CSS.escape(focused)}"]`)?.focus();
  drawTabs(route, sum(direct), sum(named));
  const total = sum(open);
  document.title = `${total ? `(${total}) ` : ""}${store.state.me.name} · ${store.state.team.name}`;
}

const sum = (list) => list.reduce((total, one) => total + one.unread, 0);

const appFirst = (appUser) => (a, b) =>
  Number(b.with.includes(appUser)) - Number(a.with.includes(appUser)) || titleOf(a).localeCompare(titleOf(b));

function homeRow(route, app) {
  return h("li", {}, h("a", { class: "row", href: "#/home", "aria-current": route.place === "home" ? "page" : undefined },
    icon("home"), h("span", { class: "row-words" }, h("span", { class: "row-name" }, "Home"), h("span", { class: "row-more" }, app.name))));
}

function part(key, title, list, route, extra) {
  return h("section", { class: `part part-${key}`, "aria-labelledby": `part-${key}` },
    h("div", { class: "part-head" }, h("h2", { id: `part-${key}` }, title), extra),
    list.length
      ? h("ul", { class: "rows" }, list.map((one) => h("li", {}, row(one, route))))
      : h("p", { class: "quiet part-empty" }, "Nothing here yet."));
}

function row(one, route) {
  const isHere = route.place === "conversation" && route.id === one.id;
  const other = one.kind === "dm" ? person(one.with[0]) ?? store.state.me : null;
  return h("a", { class: `row${one.unread ? " row-unread" : ""}`, href: `#/c/${one.id}`, "aria-current": isHere ? "page" : undefined },
    other ? avatar(other) : mark(one),
    h("span", { class: "row-words" },
      h("span", { class: "row-name" }, h("span", { class: "row-title" }, titleOf(one)), other && tags(other), one.shared && h("span", { class: "tag" }, "Shared")),
      one.preview && h("span", { class: "row-preview" }, asWords(one.preview))),
    h("span", { class: "row-side" },
      one.latest && h("span", { class: "row-when" }, when(one.latest)),
      one.unread ? h("span", { class: "badge" }, String(one.unread), h("span", { class: "unseen" }, " unread")) : null));
}

/** The sign of a channel: open, private, shared with another team, several people. */
export function mark(one) {
  const name = one.shared ? "shared" : { private: "lock", group_dm: "dms" }[one.kind] ?? "channels";
  const words = { private: "Private channel", group_dm: "Group message" }[one.kind] ?? "Channel";
  return h("span", { class: "row-mark" }, icon(name), h("span", { class: "unseen" }, `${words}: `));
}

function when(ts) {
  const at = fromTs(ts);
  return dayKey(at) === dayKey(new Date()) ? timeOf(at) : shortDay(at);
}

function newMessage() {
  const others = store.state.people.filter((one) => one.can_act && one.id !== store.me);
  const list = h("select", { class: "new-message", "aria-label": "Write to somebody" },
    h("option", { value: "" }, "Write to…"), others.map((one) => h("option", { value: one.id }, one.name)));
  const start = async () => {
    if (!list.value) return;
    try {
      const { channel } = await api.direct(store.me, list.value);
      await refresh();
      go(`#/c/${channel}`);
    } catch (unwell) {
      toast(unwell.message, "fault");
    }
  };
  // A closed list changes at each arrow key; the conversation opens on Enter.
  let byKey = false;
  list.addEventListener("keydown", (event) => {
    byKey = event.key !== "Enter";
    if (event.key === "Enter") start();
  });
  list.addEventListener("pointerdown", () => { byKey = false; });
  list.addEventListener("change", () => !byKey && start());
  return list;
}

function drawTabs(route, dms, channels) {
  const unread = { dms, channels };
  const here = route.place === "conversation" ? kindOf(route.id) : route.place;
  fill(document.getElementById("tabs"), TABS.map(([key, name, sign]) =>
    h("a", { class: "tab", href: `#/${key}`, "aria-current": here === key ? "page" : undefined },
      icon(sign), h("span", {}, name),
      unread[key] ? h("span", { class: "badge" }, String(unread[key]), h("span", { class: "unseen" }, " unread")) : null)));
}

/** Which list a conversation belongs to. */
export function kindOf(id) {
  const found = store.state.channels.find((one) => one.id === id);
  return found?.kind.endsWith("dm") ? "dms" : "channels";
}
