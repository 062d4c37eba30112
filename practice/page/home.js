// The app's Home for the person who is acting.

import { api } from "/_page/api.js";
import { blocks } from "/_page/blocks.js";
import { fill, h, icon, toast } from "/_page/dom.js";
import { Form } from "/_page/form.js";
import { refresh, store } from "/_page/store.js";

let drawn = null;
let form = new Form();

/** Tell the app that somebody looks at their Home. */
export async function openHome() {
  try {
    await api.openHome({ user: store.me });
  } catch (unwell) {
    toast(unwell.message, "fault");
  }
}

/** Forget what was drawn, because somebody else looks now. */
export function forgetHome() {
  drawn = null;
  form = new Form();
}

/** Draw the Home; the same one again is left alone. */
export function drawHome(place) {
  const { home, app, me } = store.state;
  const key = `${me.id}/${home?.id}/${home?.hash}`;
  if (drawn === key && place.querySelector(".home")) return;
  const action = place.contains(document.activeElement) && document.activeElement.dataset.action;
  const scrolled = drawn?.startsWith(`${me.id}/`) ? place.querySelector(".home-body")?.scrollTop ?? 0 : 0;
  drawn = key;
  form = new Form(form);
  const dm = store.state.channels.find((one) => one.kind === "dm" && one.with.includes(app.user_id));
  fill(place, h("div", { class: "home" },
    h("header", { class: "place-head" },
      h("h2", {}, "Home", h("span", { class: "unseen" }, ` of ${me.name}`)),
      h("span", { class: "place-more" }, app.name),
      dm && h("a", { class: "button button-small", href: `#/c/${dm.id}` }, icon("dms"), "Messages")),
    h("div", { class: "home-body", tabindex: "0", role: "region", "aria-label": `${app.name}: Home` },
      h("div", { class: "home-sheet" }, home ? drawnBlocks(home) : empty(app)))));
  place.querySelector(".home-body").scrollTop = scrolled;
  if (action) place.querySelector(`[data-action="${CSS.escape(action)}"]`)?.focus();
}

const drawnBlocks = (home) => blocks(home.blocks, { kind: "home", heading: "h3", form, act: (action, on) => act(home, action, on) });

function empty(app) {
  return h("div", { class: "empty" }, icon("home"),
    h("h3", {}, "Nothing on Home yet"),
    h("p", {}, `${app.name} shows here what you owe and what is next. It has not sent anything so far; if it is not running, start it and come back.`));
}

async function act(home, action, on) {
  try {
    await api.interact({ user: store.me, view_id: home.id, action, values: on.values() });
    await refresh();
  } catch (unwell) {
    toast(unwell.message, "fault");
  }
}
