// A conversation or a thread in it: the list of messages, kept up to date.

import { api } from "/_page/api.js";
import { dayKey, dayName, fromTs, shortDay, timeOf } from "/_page/dates.js";
import { announce, fill, h, icon } from "/_page/dom.js";
import { messageNode } from "/_page/message.js";
import { asWords } from "/_page/mrkdwn.js";
import { channel, person, store } from "/_page/store.js";

const CLOSE_TOGETHER = 300;

/** One scrolling list of messages; `rootTs` makes it a thread. */
export class Conversation {
  constructor(channelId, rootTs) {
    this.channelId = channelId;
    this.rootTs = rootTs;
    this.nodes = new Map();
    this.readFrom = rootTs ? null : channel(channelId)?.last_read ?? "0";
    this.list = h("ol", { class: "messages" });
    this.jump = h("button", { class: "button button-small jump", type: "button", hidden: true, onclick: () => this.toEnd() }, "New messages", icon("down"));
    this.scroller = h("div", { class: "scroller", tabindex: "0", role: "region", "aria-label": rootTs ? "Messages of this thread" : "Messages" }, this.list);
    this.node = h("div", { class: "scroll-holder" }, this.scroller, this.jump);
    this.sticks = true;
    this.scroller.addEventListener("scroll", () => {
      this.sticks = this.isAtEnd();
      if (this.sticks) this.jump.hidden = true;
    });
    // Pictures arrive later and push the end away.
    new ResizeObserver(() => this.sticks && this.toEnd()).observe(this.list);
  }

  isAtEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < 80;
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.jump.hidden = true;
  }

  /** Draw what is new or changed and leave the rest alone. */
  draw(messages) {
    const wasAtEnd = this.sticks;
    const own = messages.filter((message) => this.belongs(message));
    // What comes while one looks on is not marked as new.
    if (!this.isDrawn) this.newFrom = own.find((message) => this.isUnread(message))?.ts;
    const items = this.items(own);
    const isFirst = !this.isDrawn;
    const fresh = this.place(items);
    if (!items.length) this.sayEmpty();
    if (!isFirst && fresh.length) this.speak(fresh);
    if (wasAtEnd || fresh.some((message) => message.user === store.me || message.ephemeral)) this.toEnd();
    else if (fresh.length) this.jump.hidden = false;
    if (isFirst) requestAnimationFrame(() => this.begin());
    this.isDrawn = true;
    this.markRead(messages);
  }

  /** Begin at the first unread message when it lies above the last screenful. */
  begin() {
    this.toEnd();
    const mark = this.list.querySelector(".divider-new");
    if (!mark || mark.offsetTop >= this.scroller.scrollTop) return;
    this.sticks = false;
    this.scroller.scrollTop = mark.offsetTop;
  }

  belongs(message) {
    if (this.rootTs) return message.ts === this.rootTs || message.thread_ts === this.rootTs;
    return !message.thread_ts || message.thread_ts === message.ts || message.reply_broadcast;
  }

  items(messages) {
    const items = [];
    const moves = this.rootTs ? [] : store.state.clock_moves;
    let last = null;
    for (const message of messages) {
      const passed = moves.filter((move) => move.ts < message.ts && move.ts > (last?.ts ?? message.ts)).at(-1);
      if (passed) {
        items.push(moved(passed));
        last = null;
      }
      const day = dayKey(fromTs(message.ts));
      if (!this.rootTs && (!last || dayKey(fromTs(last.ts)) !== day) && !items.some((item) => item.key === `day-${day}`)) {
        items.push({ key: `day-${day}`, said: dayName(fromTs(message.ts)), kind: "day" });
        last = null;
      }
      if (message.ts === this.newFrom) {
        last = null;
        items.push({ key: "new", said: "New", kind: "new" });
      }
      items.push({ key: `m-${message.ts}`, message, joined: follows(message, last) });
      last = message;
    }
    return items;
  }

  isUnread(message) {
    return this.readFrom !== null && message.ts > this.readFrom && message.user !== store.me && !message.ephemeral
      && this.readFrom !== "0";
  }

  place(items) {
    const fresh = [];
    const nodes = new Map();
    let before = this.list.firstElementChild;
    for (const item of items) {
      const text = JSON.stringify(item);
      let known = this.nodes.get(item.key);
      if (!known && item.message) fresh.push(item.message);
      if (!known || known.text !== text) {
        const node = this.redraw(item, known?.node);
        if (known && before === known.node) before = node;
        known = { text, node };
      }
      nodes.set(item.key, known);
      if (before === known.node) before = before.nextElementSibling;
      else this.list.insertBefore(known.node, before);
    }
    for (const [key, known] of this.nodes) if (nodes.get(key)?.node !== known.node) known.node.remove();
    if (items.length) this.list.querySelector(".beginning")?.remove();
    this.nodes = nodes;
    return fresh;
  }

  redraw(item, old) {
    const node = item.message
      ? messageNode(item.message, { joined: item.joined, inThread: Boolean(this.rootTs), channelId: this.channelId })
      : h("li", { class: `divider divider-${item.kind}` }, h("span", {}, item.kind === "clock" && icon("clock"), item.said));
    if (!old) return node;
    const action = old.contains(document.activeElement) ? document.activeElement.dataset.action : null;
    old.replaceWith(node);
    if (action) (node.querySelector(`[data-action="${CSS.escape(action)}"]`) ?? this.scroller).focus();
    return node;
  }

  sayEmpty() {
    fill(this.list, h("li", { class: "beginning" }, h("p", { class: "quiet" }, "This is the beginning. Nothing has been said here yet.")));
  }

  speak(fresh) {
    for (const message of fresh.slice(-3)) {
      if (message.user === store.me && !message.ephemeral) continue;
      const whose = person(message.user)?.name ?? "Somebody";
      announce(`${whose}: ${asWords(message.text)}`);
    }
  }

  async markRead(messages) {
    if (this.rootTs || document.hidden) return;
    const newest = messages.filter((message) => !message.ephemeral).at(-1);
    if (!newest || newest.ts <= (this.marked ?? channel(this.channelId)?.last_read ?? "0")) return;
    this.marked = newest.ts;
    await api.read(store.me, this.channelId, newest.ts).catch(() => { this.marked = undefined; });
  }
}

/** Several moves in a row are one: only where time has come to matters. */
function moved(move) {
  const to = new Date(move.to);
  return { key: `clock-${move.ts}`, kind: "clock", said: `Time moved on to ${shortDay(to)}, ${timeOf(to)}` };
}

function follows(message, last) {
  return Boolean(last) && last.user === message.user && last.ephemeral === message.ephemeral
    && !last.pinned && !message.pinned && Number(message.ts) - Number(last.ts) < CLOSE_TOGETHER;
}
