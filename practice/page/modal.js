// Modals: one dialog shows the top of the person's stack of views.

import { api } from "/_page/api.js";
import { askPlainly } from "/_page/ask.js";
import { blocks } from "/_page/blocks.js";
import { fill, h, icon } from "/_page/dom.js";
import { Form } from "/_page/form.js";
import { plainText } from "/_page/mrkdwn.js";
import { refresh, store } from "/_page/store.js";

const STILL_HERE = "What you typed is still here; please try again.";
const SENTENCES = {
  operation_timeout: `The app did not answer within three seconds, so this may not have been saved. ${STILL_HERE}`,
  dispatch_failed: `The app could not be reached, so nothing was sent. ${STILL_HERE}`,
};
const dialog = document.getElementById("modal");
const forms = new Map();
let shown = null;
let opener = null;

/** Show what the workspace says is open for this person. */
export function drawModal() {
  const stack = store.state?.views ?? [];
  const view = stack.at(-1);
  if (!view) return hide();
  forgetClosed(stack);
  if (shown?.id === view.id && shown.hash === view.hash) return undefined;
  draw(view, stack.length);
  return undefined;
}

function forgetClosed(stack) {
  const open = new Set(stack.map((view) => view.id));
  for (const id of forms.keys()) if (!open.has(id)) forms.delete(id);
}

function hide() {
  forms.clear();
  shown = null;
  if (!dialog.open) return;
  dialog.close();
  dialog.replaceChildren();
  if (opener?.isConnected) opener.focus();
  opener = null;
}

function draw(view, depth) {
  const isSame = shown?.id === view.id && !isOtherPage(shown, view);
  const focused = isSame ? focusPlace() : null;
  const scrolled = isSame ? dialog.querySelector(".modal-body")?.scrollTop ?? 0 : 0;
  const form = new Form(forms.get(view.id), view.state?.values);
  forms.set(view.id, form);
  const act = (action, on) => actInView(view, action, on);
  // What is only read is scrolled with the arrow keys, so the Tab key must reach it.
  const isRead = !view.blocks.some((block) => block.type === "input");
  const body = h("div", { class: "modal-body", tabindex: isRead ? "0" : "-1" },
    h("div", { class: "modal-fault", role: "alert" }),
    blocks(view.blocks, { kind: "modal", heading: "h3", form, act, errors: view.errors }));
  const sending = (event) => {
    event.preventDefault();
    submit(view, form);
  };
  fill(dialog, h("form", { class: "modal-form", novalidate: true, onsubmit: sending },
    head(view, form, depth), body, foot(view, form, depth)));
  dialog.setAttribute("aria-labelledby", "modal-title");
  shown = view;
  if (!dialog.open) {
    opener = document.activeElement;
    dialog.showModal();
  }
  body.scrollTop = scrolled;
  if (!(focused && focusAgain(focused))) dialog.querySelector("#modal-title").focus();
}

/** Whether a view was given other questions: another page of it is read from its top. */
function isOtherPage(before, after) {
  const asked = (view) => view.blocks.filter((block) => block.type === "input").map((block) => block.block_id);
  const [old, now] = [asked(before), new Set(asked(after))];
  if (old.length || now.size) return !old.some((id) => now.has(id));
  return before.private_metadata !== after.private_metadata;
}

function focusPlace() {
  const at = document.activeElement;
  const field = at?.closest?.("[data-field]")?.dataset.field;
  const inField = field && [...dialog.querySelectorAll(fieldQuery(field))].indexOf(at);
  return { field, inField, action: at?.dataset?.action, from: at?.selectionStart ?? null };
}

const fieldQuery = (field) => `[data-field="${CSS.escape(field)}"] :is(input, textarea, select)`;

function focusAgain({ field, inField, action, from }) {
  const target = field
    ? dialog.querySelectorAll(fieldQuery(field))[inField]
    : action && dialog.querySelector(`[data-action="${CSS.escape(action)}"]`);
  if (!target) return false;
  target.focus();
  if (from !== null && target.type !== "date") target.setSelectionRange?.(from, from);
  return true;
}

function head(view, form, depth) {
  return h("div", { class: "modal-head" },
    depth > 1 && h("button", { class: "plain-icon", type: "button", "aria-label": "Back", onclick: () => leave(view, form, false) }, icon("back")),
    h("h2", { id: "modal-title", tabindex: "-1" }, plainText(view.title)),
    h("button", { class: "plain-icon", type: "button", "aria-label": "Close", onclick: () => leave(view, form, true) }, icon("close")));
}

function foot(view, form, depth) {
  const hasInput = view.blocks.some((block) => block.type === "input");
  const words = view.close ? plainText(view.close) : [depth > 1 ? "Back" : "Close"];
  return h("div", { class: "dialog-foot" },
    h("button", { class: "button", type: "button", onclick: () => leave(view, form, false) }, words),
    (view.submit || hasInput) && h("button", { class: "button button-primary", type: "submit", disabled: view.submit_disabled },
      h("span", {}, view.submit ? plainText(view.submit) : "Submit")));
}

const fault = (text) => {
  const place = dialog.querySelector(".modal-fault");
  if (place) place.textContent = text;
  if (text) place?.scrollIntoView({ block: "nearest" });
};

async function actInView(view, action, form) {
  const answer = await attempt(() => api.interact({ user: store.me, view_id: view.id, action, values: form.values() }));
  if (answer) fault("");
  await refresh();
}

async function attempt(ask) {
  try {
    const answer = await ask();
    if (answer.errors || (answer.ok && answer.acknowledged !== false)) return answer;
    fault(SENTENCES[answer.error] ?? `The app's answer could not be used (${answer.error}). ${STILL_HERE}`);
  } catch (unwell) {
    fault(`${unwell.message} ${STILL_HERE}`);
  }
  return null;
}

function showComplaints(form, complaints) {
  let first = null;
  for (const field of form.fields) {
    field.complain?.(complaints[field.blockId]);
    if (complaints[field.blockId]) first ??= field;
  }
  const number = Object.keys(complaints).length;
  if (!first && number) fault(Object.values(complaints).join(" "));
  else if (number > 1) fault(`${number} answers need another look.`);
  first?.focus();
}

async function submit(view, form) {
  const complaints = form.complaints();
  if (Object.keys(complaints).length) return showComplaints(form, complaints);
  const button = dialog.querySelector("button[type=submit]");
  if (!button || button.getAttribute("aria-busy") === "true") return undefined;
  fault("");
  button.setAttribute("aria-busy", "true");
  const answer = await attempt(() => api.submit({ user: store.me, view_id: view.id, values: form.values() }));
  button.removeAttribute("aria-busy");
  if (answer?.errors && Object.keys(answer.errors).length) return showComplaints(form, answer.errors);
  if (answer) await refresh();
  return undefined;
}

async function leave(view, form, whole) {
  const losing = whole ? [...forms.values()].some((one) => one.changed()) : form.changed();
  if (losing && !(await askPlainly({
    title: "Close without sending?",
    text: "What you have typed since you last saved or sent it will be lost.",
    confirm: "Close and lose it", deny: "Keep writing", style: "danger",
  }))) return;
  try {
    await api.closeView({ user: store.me, view_id: view.id, is_cleared: whole });
  } catch (unwell) {
    fault(unwell.message);
    return;
  }
  await refresh();
}

dialog.addEventListener("cancel", (event) => {
  event.preventDefault();
  if (shown) leave(shown, forms.get(shown.id), false);
});

dialog.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
    event.preventDefault();
    dialog.querySelector("form").requestSubmit();
  }
});
