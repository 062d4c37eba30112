// The page's beginning: who acts, where we are, and what changed.

import { api } from "/_page/api.js";
import { Composer } from "/_page/composer.js";
import { Conversation } from "/_page/conversation.js";
import { fill, forgetFaults, h, icon, toast } from "/_page/dom.js";
import { drawHome, forgetHome, openHome } from "/_page/home.js";
import { drawModal } from "/_page/modal.js";
import { drawPanel } from "/_page/panel.js";
import { Switcher } from "/_page/people.js";
import { drawSidebar, kindOf, mark } from "/_page/sidebar.js";
import { actAs, channel, go, lastActed, person, readRoute, refresh, refreshMessages, store, titleOf, watch } from "/_page/store.js";

const main = document.getElementById("main");
const aside = document.getElementById("thread");
const open = { conversation: null, thread: null };
let stream = null;
const switcher = new Switcher(document.getElementById("switcher"), (id) => become(id));

async function become(id) {
  actAs(id);
  forgetHome();
  open.conversation = null;
  open.thread = null;
  await refresh();
  follow();
  if (store.route.place === "conversation" && !channel(store.route.id)) go("#/home");
  else await arrive();
}

/** Draw the place that the address names. */
async function arrive() {
  const before = store.route.place;
  store.route = readRoute();
  const { route } = store;
  if (route.place === "conversation" && !channel(route.id)) return go("#/home");
  document.body.dataset.place = route.place;
  drawSidebar(route);
  if (route.place === "conversation") return converse(route);
  closeThread();
  open.conversation = null;
  drawHome(main);
  if (route.place === "home") await openHome();
  if (before !== route.place && before === "conversation") main.focus({ preventScroll: true });
  return undefined;
}

async function converse({ id, thread }) {
  if (open.conversation?.channelId !== id) {
    open.conversation = new Conversation(id);
    open.composer = new Composer(id, { label: `Write to ${titleOf(channel(id))}` });
    fill(main, h("div", { class: "conversation" }, conversationHead(id), open.conversation.node, foot(id, open.composer)));
    closeThread();
  }
  if (thread) openThread(id, thread);
  else closeThread();
  await refreshMessages(id).catch((unwell) => toast(unwell.message, "fault"));
}

function foot(id, composer) {
  const one = channel(id);
  if (one.archived) return h("p", { class: "closed" }, "This channel is archived. Nobody can write here.");
  if (!one.member) return h("p", { class: "closed" }, "You are not in this channel, so you can only read.");
  return composer.node;
}

function conversationHead(id) {
  const one = channel(id);
  const isDirect = one.kind.endsWith("dm");
  const other = one.kind === "dm" ? person(one.with[0]) : null;
  const more = isDirect ? [other?.title, other?.agency].filter(Boolean).join(", ") : one.topic;
  const names = one.members.map((member) => person(member)?.name ?? member).join(", ");
  return h("header", { class: "place-head" },
    h("a", { class: "plain-icon back", href: `#/${kindOf(id)}`, "aria-label": "Back to the list" }, icon("back")),
    h("h2", {}, !isDirect && mark(one), titleOf(one)),
    other?.bot && h("span", { class: "tag" }, "App"),
    one.shared && h("span", { class: "tag" }, "Shared with another organisation"),
    more && h("span", { class: "place-more" }, more),
    !isDirect && h("details", { class: "members" }, h("summary", {}, `${one.members.length} members`), h("p", {}, names)));
}

function openThread(id, ts) {
  if (open.thread?.rootTs === ts && open.thread.channelId === id) return;
  open.opener = document.activeElement;
  open.thread = new Conversation(id, ts);
  const composer = new Composer(id, { thread: ts, label: "Reply in this thread" });
  fill(aside,
    h("header", { class: "place-head" },
      h("h2", { tabindex: "-1" }, "Thread"), h("span", { class: "place-more" }, titleOf(channel(id))),
      h("a", { class: "plain-icon", href: `#/c/${id}`, "aria-label": "Close the thread" }, icon("close"))),
    open.thread.node, composer.node);
  aside.hidden = false;
  document.body.dataset.thread = "open";
  const known = store.messages.get(id);
  if (known) open.thread.draw(known);
  composer.box.focus();
}

function closeThread() {
  if (!open.thread) return;
  open.thread = null;
  aside.hidden = true;
  aside.replaceChildren();
  delete document.body.dataset.thread;
  if (open.opener?.isConnected) open.opener.focus();
}

watch((what) => {
  if (what === "state") return redraw();
  if (what.gone) {
    toast(`${person(what.gone)?.name ?? "That person"} can no longer use this workspace.`, "fault");
    return become(what.next);
  }
  if (open.conversation?.channelId === what.channel) open.conversation.draw(what.messages);
  if (open.thread?.channelId === what.channel) open.thread.draw(what.messages);
  return undefined;
});

function redraw() {
  switcher.draw();
  document.getElementById("team").textContent = store.state.team.name;
  drawSidebar(store.route);
  drawModal();
  if (store.route.place !== "conversation") drawHome(main);
  else if (channel(store.route.id)) redrawHead(store.route.id);
  else go("#/home");
}

/** A head that says the same is left alone, with what is open in it. */
function redrawHead(id) {
  const { topic, members, name, archived, member } = channel(id);
  const said = JSON.stringify([id, topic, members, name, archived, member]);
  if (open.said === said) return;
  open.said = said;
  main.querySelector(".place-head")?.replaceWith(conversationHead(id));
}

/** Listen for changes; several at once are one redraw. */
function follow() {
  stream?.close();
  stream = api.stream(store.me);
  stream.addEventListener("message", (event) => heard(JSON.parse(event.data)));
  stream.addEventListener("error", () => {
    document.body.dataset.lost = "yes";
  });
  stream.addEventListener("open", () => {
    delete document.body.dataset.lost;
    // What changed before anybody listened, a Home that came at once, was told to nobody.
    heard({ type: "reset" });
  });
}

const waiting = { timer: null, messages: false };

function heard(change) {
  // An open form says in itself what went wrong with it.
  if (change.type === "toast") return document.querySelector("dialog[open]") ? undefined : toast(change.text, "fault");
  if (change.type === "clock") return drawPanel();
  const here = open.conversation?.channelId;
  if (change.type === "reset" || (change.channel && change.channel === here)) waiting.messages = true;
  waiting.timer ??= setTimeout(async () => {
    const wantsMessages = waiting.messages && open.conversation;
    waiting.timer = null;
    waiting.messages = false;
    try {
      await refresh();
      if (wantsMessages && open.conversation) await refreshMessages(open.conversation.channelId);
    } catch (unwell) {
      toast(unwell.message, "fault");
    }
  }, 40);
  return undefined;
}

document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  (main.querySelector(".composer-box") ?? main).focus();
});
window.addEventListener("hashchange", () => {
  forgetFaults();
  if (store.state) arrive();
});
window.addEventListener("focus", () => drawPanel());
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && open.conversation) refreshMessages(open.conversation.channelId).catch(() => undefined);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && open.thread && !document.querySelector("dialog[open]")) go(`#/c/${open.thread.channelId}`);
});

async function begin() {
  store.me = lastActed();
  try {
    const state = await api.state(store.me);
    if (!location.hash) history.replaceState(null, "", "#/home");
    drawPanel();
    await become(state.me.id);
  } catch (unwell) {
    fill(main, h("div", { class: "empty" }, h("h2", {}, "The practice workspace is not answering"), h("p", {}, unwell.message)));
  }
}

begin();
