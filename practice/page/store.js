// What the page knows: who is acting, and what that person may see.

import { api } from "/_page/api.js";

export const store = { state: null, messages: new Map(), route: { place: "home" } };

const watchers = new Set();

/** Call this function whenever what the page knows has changed. */
export function watch(watcher) {
  watchers.add(watcher);
}

function tell(what) {
  for (const watcher of watchers) watcher(what);
}

/** Everybody by id, as last heard. */
export function person(id) {
  const { state } = store;
  return state?.people.find((one) => one.id === id || one.bot_id === id);
}

export const personName = (id) => person(id)?.name;
export const channel = (id) => store.state?.channels.find((one) => one.id === id);

/** A channel's name as this person would say it. */
export function channelName(id) {
  const found = channel(id);
  return found ? titleOf(found) : undefined;
}

/** What stands at the head of a conversation. */
export function titleOf(one) {
  if (one.kind === "dm" || one.kind === "group_dm") {
    const others = one.with.map((id) => personName(id) ?? id);
    return others.join(", ") || `${store.state.me.name} (you)`;
  }
  return one.name;
}

/** Ask again for everything that lists and Home show. */
export async function refresh() {
  const asked = store.me;
  const state = await api.state(asked);
  if (asked !== store.me) return undefined;
  if (state.me.id !== asked) return tell({ gone: asked, next: state.me.id });
  store.state = state;
  return tell("state");
}

/** Ask again for the messages of one conversation. */
export async function refreshMessages(channelId) {
  const person = store.me;
  const { messages } = await api.messages(channelId, person);
  if (person !== store.me) return;
  const before = store.messages.get(channelId);
  store.messages.set(channelId, messages);
  tell({ channel: channelId, before: before ?? null, messages });
}

/** The newest message of a conversation, if any has been fetched. */
export function newest(channelId) {
  return (store.messages.get(channelId) ?? []).at(-1);
}

/** Go somewhere: the address keeps it, so back and reload work. */
export function go(hash) {
  if (location.hash === hash) window.dispatchEvent(new HashChangeEvent("hashchange"));
  else location.hash = hash;
}

/** Read the address: home, a list, a conversation or a thread in it. */
export function readRoute() {
  const [, place, id, kind, ts] = location.hash.split("/");
  if (place === "c" && id) return { place: "conversation", id, thread: kind === "t" ? ts : undefined };
  if (["dms", "channels", "time"].includes(place)) return { place };
  return { place: "home" };
}

/** Choose who is acting; each browser tab can be somebody else. */
export function actAs(id) {
  store.me = id;
  store.state = null;
  store.messages.clear();
  sessionStorage.setItem("practice-person", id);
  const address = new URL(location.href);
  address.searchParams.set("as", id);
  history.replaceState(null, "", address);
}

/** Who acted last in this tab, or who the address names. */
export function lastActed() {
  const named = new URL(location.href).searchParams.get("as");
  return named ?? sessionStorage.getItem("practice-person") ?? "";
}
