// Where one writes: Enter sends, "/" offers commands, "@" offers people.

import { api } from "/_page/api.js";
import { announce, fill, forgetFaults, freshId, h, icon, toast } from "/_page/dom.js";
import { grow } from "/_page/inputs.js";
import { store } from "/_page/store.js";

const drafts = new Map();

const escapeText = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Write names as mentions; longer names first, so that none hides another. */
function withMentions(text, mention) {
  const byLength = [...store.state.people].sort((a, b) => b.name.length - a.name.length);
  return byLength.reduce((said, one) => said.replaceAll(`@${one.name}`, mention(one)), text);
}

/** A text box with suggestions, for one conversation or thread. */
export class Composer {
  constructor(channelId, { thread, label }) {
    this.channelId = channelId;
    this.thread = thread;
    this.key = `${store.me}/${channelId}/${thread ?? ""}`;
    const listId = freshId("suggest");
    const hintId = freshId("hint");
    this.box = h("textarea", {
      class: "composer-box", rows: "1", placeholder: label, "aria-label": label, autocomplete: "off",
      "aria-autocomplete": "list", "aria-controls": listId, "aria-describedby": hintId, value: drafts.get(this.key) ?? "",
    });
    this.list = h("ul", { id: listId, class: "suggestions", role: "listbox", "aria-label": "Suggestions", hidden: true });
    const sending = (event) => {
      event.preventDefault();
      this.send();
    };
    this.node = h("form", { class: "composer", onsubmit: sending }, this.list,
      h("div", { class: "composer-frame" }, this.box,
        h("button", { class: "composer-send", type: "submit", "aria-label": "Send" }, icon("send"))),
      h("p", { class: "composer-hint", id: hintId }, thread ? "Enter sends." : "Enter sends, Shift and Enter makes a new line, / offers commands."));
    this.box.addEventListener("input", () => this.typed());
    this.box.addEventListener("keydown", (event) => this.keys(event));
    this.box.addEventListener("blur", () => this.offer([]));
    queueMicrotask(() => grow(this.box));
  }

  typed() {
    forgetFaults();
    drafts.set(this.key, this.box.value);
    grow(this.box);
    this.offer(this.suggestions());
  }

  suggestions() {
    const before = this.box.value.slice(0, this.box.selectionStart);
    const command = /^\/(\S*)$/.exec(before);
    if (command && !this.thread) return this.commands(command[1].toLowerCase());
    const name = /(?:^|\s)@([\p{L}' -]{0,30})$/u.exec(before);
    return name ? this.names(name[1].toLowerCase()) : [];
  }

  commands(begin) {
    return store.state.app.commands
      .filter((one) => one.command.slice(1).startsWith(begin))
      .map((one) => ({ words: `${one.command} ${one.usage_hint ?? ""}`, more: one.description, text: `${one.command} `, from: 0 }));
  }

  names(begin) {
    const from = this.box.value.slice(0, this.box.selectionStart).lastIndexOf("@");
    return store.state.people
      .filter((one) => !one.deactivated && one.name.toLowerCase().startsWith(begin) && one.name.toLowerCase() !== begin.trim())
      .slice(0, 6)
      .map((one) => ({ words: one.name, more: one.title, text: `@${one.name} `, from }));
  }

  offer(offers) {
    const isNew = offers.length && this.list.hidden;
    this.offers = offers;
    this.at = 0;
    this.list.hidden = offers.length === 0;
    fill(this.list, offers.map((one, index) => h("li", {
      id: `${this.list.id}-${index}`, role: "option", "aria-selected": String(index === 0), class: "suggestion",
      onmousedown: (event) => {
        event.preventDefault();
        this.take(index);
      },
    }, h("strong", {}, one.words), h("span", { class: "quiet" }, one.more))));
    this.point();
    if (isNew) announce(`${offers.length} suggestions. Arrow keys choose, Enter takes one.`);
  }

  point() {
    [...this.list.children].forEach((node, index) => {
      node.setAttribute("aria-selected", String(index === this.at));
      node.classList.toggle("at", index === this.at);
    });
    if (this.list.hidden) this.box.removeAttribute("aria-activedescendant");
    else this.box.setAttribute("aria-activedescendant", `${this.list.id}-${this.at}`);
  }

  take(index) {
    const { text, from } = this.offers[index];
    const end = this.box.selectionStart;
    this.box.value = this.box.value.slice(0, from) + text + this.box.value.slice(end);
    this.box.setSelectionRange(from + text.length, from + text.length);
    this.typed();
    this.box.focus();
  }

  keys(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!this.list.hidden && this.listKeys(event, step)) return;
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    }
  }

  listKeys(event, step) {
    const isWhole = this.offers[this.at]?.text.trim() === this.box.value.trim();
    if (event.key === "Escape") this.offer([]);
    else if (step) {
      this.at = (this.at + step + this.offers.length) % this.offers.length;
      this.point();
    } else if (event.key === "Tab" || (event.key === "Enter" && !isWhole)) this.take(this.at);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  async send() {
    const text = this.box.value.trim();
    if (!text || this.isSending) return;
    this.offer([]);
    const [first] = text.split(/\s/, 1);
    const isCommand = /^\/[\w-]+$/.test(first);
    if (isCommand && !(await this.known(first))) return;
    this.isSending = true;
    this.node.setAttribute("aria-busy", "true");
    try {
      const answer = await (isCommand ? this.command(first, text.slice(first.length).trim()) : this.say(text));
      const isLost = answer.acknowledged === false;
      if (!isLost && this.box.value.trim() === text) this.box.value = "";
      this.typed();
    } catch (unwell) {
      toast(`${unwell.message} What you wrote is still in the box.`, "fault");
    } finally {
      this.isSending = false;
      this.node.removeAttribute("aria-busy");
    }
  }

  async known(command) {
    if (this.thread) {
      toast("Commands do not work in threads. Please use the conversation itself.", "fault");
      return false;
    }
    if (store.state.app.commands.some((one) => one.command === command)) return true;
    toast(`There is no command ${command} here. Type / to see the ones there are.`, "fault");
    return false;
  }

  say(text) {
    return api.message({ channel: this.channelId, user: store.me, text: withMentions(escapeText(text), (one) => `<@${one.id}>`), thread_ts: this.thread });
  }

  command(command, text) {
    return api.command({ channel: this.channelId, user: store.me, command, text: withMentions(text, (one) => `@${one.handle}`) });
  }
}
