// Block Kit's controls that hold a value: texts, choices, dates.

import { freshId, h } from "/_page/dom.js";
import { plainText, textObject } from "/_page/mrkdwn.js";
import { store, titleOf } from "/_page/store.js";

/** Every control, by its element's type. */
export const CONTROLS = {
  plain_text_input: textBox,
  rich_text_input: richTextBox,
  email_text_input: oneLine("email", "email"),
  url_text_input: oneLine("url", "url"),
  number_input: oneLine("text", "decimal"),
  datepicker: picker("date", "selected_date", "initial_date"),
  timepicker: picker("time", "selected_time", "initial_time"),
  datetimepicker: dateTime,
  static_select: optionSelect,
  external_select: optionSelect,
  users_select: placeSelect("selected_user", "initial_user", people),
  conversations_select: placeSelect("selected_conversation", "initial_conversation", places),
  channels_select: placeSelect("selected_channel", "initial_channel", places),
  multi_static_select: ticks("selected_options", "initial_options"),
  checkboxes: ticks("selected_options", "initial_options"),
  multi_users_select: manyPlaces("selected_users", "initial_users", people),
  multi_conversations_select: manyPlaces("selected_conversations", "initial_conversations", places),
  multi_channels_select: manyPlaces("selected_channels", "initial_channels", places),
  radio_buttons: radios,
};

/**
 * Draw one control: {node, read, focus}.
 * about = {blockId, form, label | labelledBy | id of its label, describedBy, required, onEnter}
 */
export function control(spec, about) {
  const kept = about.form.before(about.blockId, spec.action_id, spec.type);
  const drawn = CONTROLS[spec.type](spec, about, kept);
  return { focus: () => drawn.first?.focus(), ...drawn };
}

const named = (about, more = {}) => ({
  id: about.id,
  "aria-label": about.labelledBy ? undefined : about.label,
  "aria-labelledby": about.labelledBy,
  "aria-describedby": about.describedBy,
  "aria-required": about.required ? "true" : undefined,
  ...more,
});

function textBox(spec, about, kept) {
  const value = kept ? kept.value ?? "" : spec.initial_value ?? "";
  const shared = named(about, { class: "text", placeholder: spec.placeholder?.text, value });
  const box = spec.multiline
    ? h("textarea", { ...shared, rows: "4" })
    : h("input", { ...shared, type: "text", autocomplete: "off" });
  const read = () => ({ type: spec.type, value: box.value === "" ? null : box.value });
  const most = spec.max_length;
  const count = most ? h("span", { class: "count" }) : null;
  const recount = () => {
    if (spec.multiline) grow(box);
    if (!count) return;
    const left = most - box.value.length;
    count.textContent = left < 0 ? `${-left} too many` : `${left.toLocaleString("en-GB")} left`;
    count.classList.toggle("count-near", left < Math.max(20, most / 10));
    count.hidden = !spec.multiline && left >= Math.max(20, most / 10);
  };
  box.addEventListener("input", recount);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !spec.multiline) about.onEnter?.(event);
  });
  queueMicrotask(recount);
  return { node: h("div", { class: "text-holder" }, box, count), first: box, read };
}

/** Let a text box grow with what is in it. */
export function grow(box) {
  box.style.height = "auto";
  if (box.scrollHeight) box.style.height = `${Math.min(box.scrollHeight + 2, 360)}px`;
}

function richTextBox(spec, about, kept) {
  const rich = kept?.rich_text_value ?? spec.initial_value;
  const words = rich?.elements?.flatMap((part) => part.elements ?? []).map((part) => part.text ?? "").join("") ?? "";
  const drawn = textBox({ ...spec, multiline: true, initial_value: words }, about, undefined);
  const read = () => {
    const { value } = drawn.read();
    const section = { type: "rich_text_section", elements: [{ type: "text", text: value }] };
    return { type: spec.type, rich_text_value: value ? { type: "rich_text", elements: [section] } : null };
  };
  return { ...drawn, read };
}

function oneLine(type, mode) {
  return (spec, about, kept) => {
    const value = kept ? kept.value ?? "" : spec.initial_value ?? "";
    const node = h("input", named(about, {
      class: "text", type, inputmode: mode, value, placeholder: spec.placeholder?.text, autocomplete: "off",
    }));
    const read = () => ({ type: spec.type, value: node.value.trim() === "" ? null : node.value.trim() });
    return { node, first: node, read };
  };
}

function picker(type, key, initial) {
  return (spec, about, kept) => {
    const value = (kept ? kept[key] : spec[initial]) ?? "";
    const node = h("input", named(about, { class: "text text-short", type, value }));
    return { node, first: node, read: () => ({ type: spec.type, [key]: node.value || null }) };
  };
}

function dateTime(spec, about, kept) {
  const seconds = kept ? kept.selected_date_time : spec.initial_date_time;
  const at = seconds ? new Date(seconds * 1000) : null;
  const local = at ? new Date(at.getTime() - at.getTimezoneOffset() * 60000).toISOString().slice(0, 16) : "";
  const node = h("input", named(about, { class: "text text-short", type: "datetime-local", value: local }));
  const read = () => ({
    type: spec.type,
    selected_date_time: node.value ? Math.round(new Date(node.value).getTime() / 1000) : null,
  });
  return { node, first: node, read };
}

const allOptions = (spec) => [...(spec.options ?? []), ...(spec.option_groups ?? []).flatMap((group) => group.options)];

const optionNode = (option, index, chosen) =>
  h("option", { value: String(index), selected: option.value === chosen }, plainText(option.text));

function optionSelect(spec, about, kept) {
  const options = allOptions(spec);
  const chosen = (kept ? kept.selected_option : spec.initial_option)?.value;
  const place = (option) => optionNode(option, options.indexOf(option), chosen);
  const body = spec.option_groups
    ? spec.option_groups.map((group) => h("optgroup", { label: group.label.text }, group.options.map(place)))
    : options.map(place);
  const node = selectBox(spec, about, body, chosen !== undefined);
  return { node, first: node, read: () => ({ type: spec.type, selected_option: options[Number(node.value || -1)] ?? null }) };
}

function selectBox(spec, about, body, hasChosen) {
  const empty = h("option", { value: "", selected: !hasChosen }, spec.placeholder?.text ?? "Choose…");
  return h("select", named(about, { class: "text select", "data-action": spec.action_id }), empty, body);
}

function people() {
  return store.state.people.filter((one) => !one.deactivated && !one.bot)
    .map((one) => ({ id: one.id, name: one.title ? `${one.name} (${one.title})` : one.name }));
}

function places() {
  return store.state.channels.map((one) => ({ id: one.id, name: titleOf(one) }));
}

function placeSelect(key, initial, list) {
  return (spec, about, kept) => {
    const chosen = kept ? kept[key] : spec[initial];
    const body = list().map((one) => h("option", { value: one.id, selected: one.id === chosen }, one.name));
    const node = selectBox(spec, about, body, Boolean(chosen));
    return { node, first: node, read: () => ({ type: spec.type, [key]: node.value || null }) };
  };
}

function choice(type, name, option, isChosen) {
  const id = freshId("choice");
  const box = h("input", { type, name, id, checked: isChosen,
    "aria-describedby": option.description ? `${id}-more` : undefined });
  const words = h("span", { class: "choice-words" },
    h("span", { class: "choice-text" }, textObject(option.text)),
    option.description && h("span", { class: "choice-more", id: `${id}-more` }, textObject(option.description)));
  const node = h("label", { class: "choice", for: id }, box, words);
  return { box, node };
}

function group(about, role, options, long) {
  return h("div", named(about, { class: `choices${long ? " choices-long" : ""}`, role, "aria-required": role === "radiogroup" && about.required ? "true" : undefined }), options);
}

function ticks(key, initial) {
  return (spec, about, kept) => {
    const options = allOptions(spec);
    const before = ((kept ? kept[key] : spec[initial]) ?? []).map((option) => option.value);
    const drawn = options.map((option) => choice("checkbox", undefined, option, before.includes(option.value)));
    const node = group(about, "group", drawn.map((one) => one.node), options.length > 8);
    const read = () => ({ type: spec.type, [key]: options.filter((_, index) => drawn[index].box.checked) });
    return { node, first: drawn[0]?.box, read };
  };
}

function manyPlaces(key, initial, list) {
  return (spec, about, kept) => {
    const all = list();
    const before = (kept ? kept[key] : spec[initial]) ?? [];
    const drawn = all.map((one) => choice("checkbox", undefined, { text: { type: "plain_text", text: one.name } }, before.includes(one.id)));
    const node = group(about, "group", drawn.map((one) => one.node), all.length > 8);
    const read = () => ({ type: spec.type, [key]: all.filter((_, index) => drawn[index].box.checked).map((one) => one.id) });
    return { node, first: drawn[0]?.box, read };
  };
}

function radios(spec, about, kept) {
  const name = freshId("radio");
  const before = (kept ? kept.selected_option : spec.initial_option)?.value;
  const drawn = spec.options.map((option) => choice("radio", name, option, option.value === before));
  const node = group(about, "radiogroup", drawn.map((one) => one.node), false);
  const read = () => ({
    type: spec.type,
    selected_option: spec.options[drawn.findIndex((one) => one.box.checked)] ?? null,
  });
  const first = drawn.find((one) => one.box.checked)?.box ?? drawn[0]?.box;
  return { node, first, read };
}
