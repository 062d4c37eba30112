// One message: who, when, what, and what can be done with it.

import { api } from "/_page/api.js";
import { blocks } from "/_page/blocks.js";
import { fromTs, longDayYear, shortDay, dayKey, timeOf } from "/_page/dates.js";
import { h, icon, toast } from "/_page/dom.js";
import { element, localAddress } from "/_page/elements.js";
import { glyph } from "/_page/emoji.js";
import { Form } from "/_page/form.js";
import { mrkdwn } from "/_page/mrkdwn.js";
import { avatar, tags } from "/_page/people.js";
import { go, person, store } from "/_page/store.js";

/** Draw a message; `joined` when it follows one of the same person closely. */
export function messageNode(message, { joined, inThread, channelId }) {
  const who = person(message.user) ?? { id: message.user, name: message.username ?? "Somebody", bot: Boolean(message.bot_id) };
  const kinds = ["message", joined && "message-joined", message.ephemeral && "message-ephemeral", message.subtype && "message-quiet"];
  return h("li", { class: kinds.filter(Boolean).join(" "), data: { ts: message.ts } },
    h("div", { class: "message-side" }, joined ? time(message, true) : avatar(who)),
    h("div", { class: "message-main" },
      message.ephemeral && h("p", { class: "only-you" }, icon("eye"), "Only visible to you"),
      message.pinned && h("p", { class: "only-you" }, icon("pin"), "Pinned"),
      head(message, who, joined),
      h("div", { class: "message-words" }, words(message, channelId), edited(message)),
      files(message), reactions(message),
      !inThread && replies(message, channelId)),
    !message.ephemeral && tools(message, who, { inThread, channelId }));
}

function tools(message, who, { inThread, channelId }) {
  const when = `${who.name}, ${timeOf(fromTs(message.ts))}`;
  const reply = !inThread && h("button", {
    class: "plain-icon", type: "button", "aria-label": `Reply in a thread to ${when}`,
    title: "Reply in a thread", onclick: () => go(`#/c/${channelId}/t/${message.thread_ts ?? message.ts}`),
  }, icon("reply"));
  const shortcuts = store.state.me.outside ? [] : store.state.app.shortcuts.filter((one) => one.type === "message");
  if (!reply && !shortcuts.length) return null;
  return h("div", { class: "tools" }, reply, toolMenu(shortcuts, message, when, { inThread, channelId }));
}

const REPLY = "reply-in-a-thread";

/** Everything that can be done with a message, in one menu for small screens. */
function toolMenu(shortcuts, message, when, { inThread, channelId }) {
  const options = shortcuts.map((one) => ({ text: { type: "plain_text", text: one.name }, value: one.callback_id }));
  if (!inThread) options.unshift({ text: { type: "plain_text", text: "Reply in a thread" }, value: REPLY });
  const spec = { type: "overflow", options, accessibility_label: `More for the message of ${when}` };
  const use = async ({ selected_option: { value } }) => {
    if (value === REPLY) return go(`#/c/${channelId}/t/${message.thread_ts ?? message.ts}`);
    try {
      await api.shortcut({ user: store.me, callback_id: value, channel: channelId, messageTs: message.ts });
    } catch (unwell) {
      toast(unwell.message, "fault");
    }
    return undefined;
  };
  return element(spec, {}, { act: use });
}

function head(message, who, joined) {
  return h("div", { class: joined ? "unseen" : "message-head" },
    h("span", { class: "message-who" }, who.name), tags(who), !joined && time(message, false));
}

function time(message, isShort) {
  const at = fromTs(message.ts);
  return h("time", { datetime: at.toISOString(), class: isShort ? "time time-side" : "time",
    title: `${longDayYear(at)}, ${timeOf(at)}`, "aria-hidden": isShort ? "true" : undefined }, timeOf(at));
}

const edited = (message) => message.edited && h("span", { class: "quiet edited" }, "(edited)");

function words(message, channelId) {
  const surface = {
    kind: "message", heading: "h3", form: new Form(),
    act: (action) => act(message, channelId, action),
  };
  const attached = (message.attachments ?? []).map((one) => h("div", { class: "attachment" },
    one.blocks ? blocks(one.blocks, surface) : [one.title && h("strong", {}, mrkdwn(one.title)), mrkdwn(one.text ?? one.fallback ?? "")]));
  if (message.blocks?.length) return [blocks(message.blocks, surface), attached];
  return [mrkdwn(message.text ?? ""), attached];
}

async function act(message, channelId, action) {
  try {
    await api.interact({ user: store.me, channel: channelId, messageTs: message.ts, action });
  } catch (unwell) {
    toast(unwell.message, "fault");
  }
}

function files(message) {
  return (message.files ?? []).map((file) => {
    const address = localAddress(file.url_private);
    if (file.mimetype?.startsWith("image/"))
      return h("figure", { class: "file-picture" }, h("figcaption", { class: "quiet" }, file.title ?? file.name),
        h("a", { href: address, target: "_blank", rel: "noopener" }, h("img", { src: address, alt: file.alt_txt || file.title || file.name, loading: "lazy" })));
    return h("a", { class: "filecard", href: address, target: "_blank", rel: "noopener" }, icon("file"),
      h("span", {}, h("strong", {}, file.title ?? file.name), h("span", { class: "quiet" }, ` ${file.size_words ?? ""}`)));
  });
}

function reactions(message) {
  if (!message.reactions?.length) return null;
  return h("div", { class: "reactions" }, message.reactions.map((one) =>
    h("span", { class: "reaction", title: one.users.map((id) => person(id)?.name ?? id).join(", ") }, `${glyph(one.name)} ${one.users.length}`)));
}

function replies(message, channelId) {
  if (!message.reply_count) return null;
  const latest = fromTs(message.latest_reply);
  const day = dayKey(latest) === dayKey(new Date()) ? "" : `${shortDay(latest)}, `;
  return h("a", { class: "replies", href: `#/c/${channelId}/t/${message.ts}` },
    `${message.reply_count} ${message.reply_count === 1 ? "reply" : "replies"}`,
    h("span", { class: "quiet" }, ` last at ${day}${timeOf(latest)}`));
}
