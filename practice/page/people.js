// People: how they look, and the "acting as" list that chooses among them.

import { fill, freshId, h, icon } from "/_page/dom.js";
import { store } from "/_page/store.js";

/** A person's initials on a colour of their own. */
export function avatar(who) {
  if (who.bot) return h("span", { class: "avatar avatar-app", "aria-hidden": "true" }, icon("tick"));
  const letters = who.name.split(/\s+/).map((part) => part[0]).slice(0, 2).join("");
  return h("span", { class: `avatar tone-${toneOf(who.id)}`, "aria-hidden": "true" }, letters);
}

function toneOf(id) {
  const places = [...(store.state?.people ?? [])].map((one) => one.id).sort();
  return Math.max(0, places.indexOf(id)) % 8;
}

/** What a reader should know of somebody: app, guest, another team, gone. */
export function tags(who) {
  return [
    who.bot && h("span", { class: "tag" }, "App"),
    who.guest && h("span", { class: "tag" }, "Guest"),
    who.outside && h("span", { class: "tag" }, who.team_name || "Other team"),
    who.deactivated && h("span", { class: "tag" }, "Deactivated"),
  ];
}

const describe = (who) => [who.title, who.agency].filter(Boolean).join(", ");

/** The list that changes who is acting: a button and a listbox. */
export class Switcher {
  constructor(holder, choose) {
    this.choose = choose;
    this.at = 0;
    this.typed = "";
    const listId = freshId("people");
    const labelId = freshId("people");
    this.button = h("button", {
      class: "switcher", type: "button", "aria-haspopup": "listbox", "aria-expanded": "false",
      "aria-controls": listId, onclick: () => this.toggle(),
    });
    this.list = h("ul", { id: listId, class: "people-list", role: "listbox", tabindex: "0", "aria-labelledby": labelId, hidden: true });
    this.button.addEventListener("keydown", (event) => {
      if (["ArrowDown", "ArrowUp"].includes(event.key) && this.list.hidden) {
        event.preventDefault();
        this.toggle();
      }
    });
    this.list.addEventListener("keydown", (event) => this.keys(event));
    holder.addEventListener("focusout", (event) => {
      if (!holder.contains(event.relatedTarget)) this.close(false);
    });
    fill(holder, h("span", { id: labelId, class: "unseen" }, "Act as"), this.button, this.list);
  }

  /** Show who is acting now. */
  draw() {
    const { me } = store.state;
    this.people = store.state.people.filter((one) => one.can_act);
    // Drawn anew under a finger, the button would lose the press.
    const said = JSON.stringify([me, this.people]);
    if (said === this.said) return;
    this.said = said;
    fill(this.button, avatar(me),
      h("span", { class: "switcher-words" },
        h("span", { class: "switcher-name" }, h("span", { class: "unseen" }, "Acting as "), me.name),
        h("span", { class: "switcher-title" }, describe(me))),
      icon("down"));
    fill(this.list, this.people.map((one, index) => this.option(one, index, me)));
  }

  option(one, index, me) {
    return h("li", {
      id: `person-${one.id}`, class: "person", role: "option", "aria-selected": String(one.id === me.id),
      onclick: () => this.pick(index), onmousemove: () => this.move(index, { scroll: false }),
    }, avatar(one),
    h("span", { class: "switcher-words" }, h("span", { class: "switcher-name" }, one.name, " ", tags(one)), h("span", { class: "switcher-title" }, describe(one))),
    one.unread ? h("span", { class: "badge" }, String(one.unread), h("span", { class: "unseen" }, " unread")) : null);
  }

  toggle() {
    if (!this.list.hidden) return this.close(true);
    this.list.hidden = false;
    this.button.setAttribute("aria-expanded", "true");
    this.list.focus();
    return this.move(this.people.findIndex((one) => one.id === store.state.me.id));
  }

  close(focusBack) {
    this.list.hidden = true;
    this.button.setAttribute("aria-expanded", "false");
    if (focusBack) this.button.focus();
  }

  move(index, { scroll = true } = {}) {
    this.at = Math.max(0, Math.min(index, this.people.length - 1));
    [...this.list.children].forEach((node, place) => node.classList.toggle("at", place === this.at));
    this.list.setAttribute("aria-activedescendant", this.list.children[this.at].id);
    // Under a finger or a pointer the list must stand still, or the press is lost.
    if (scroll) this.list.children[this.at].scrollIntoView({ block: "nearest" });
  }

  pick(index) {
    const chosen = this.people[index];
    this.close(true);
    if (chosen.id !== store.state.me.id) this.choose(chosen.id);
  }

  keys(event) {
    const to = { ArrowDown: this.at + 1, ArrowUp: this.at - 1, Home: 0, End: this.people.length - 1 }[event.key];
    if (to !== undefined) this.move(to);
    else if (event.key === "Enter" || event.key === " ") this.pick(this.at);
    else if (event.key === "Escape") this.close(true);
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) return this.seek(event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Jump to the next name that begins with what was typed. */
  seek(letter) {
    clearTimeout(this.forget);
    this.forget = setTimeout(() => { this.typed = ""; }, 800);
    this.typed += letter.toLowerCase();
    const found = this.people.findIndex((one) => one.name.toLowerCase().startsWith(this.typed));
    if (found >= 0) this.move(found);
  }
}
