// Block Kit's blocks, drawn as elements.

import { h, freshId, icon } from "/_page/dom.js";
import { element, fileAddress, image, localAddress } from "/_page/elements.js";
import { complaint } from "/_page/form.js";
import { control, CONTROLS } from "/_page/inputs.js";
import { inline, mrkdwn, plainText, textObject } from "/_page/mrkdwn.js";
import { richText } from "/_page/rich_text.js";

const DRAWN = {
  section, header, context, divider: () => h("hr"), actions, input, image: picture,
  rich_text: richText, alert, file: fileBlock, markdown, table, container, video: undrawn,
  context_actions: actions,
};

/**
 * Draw blocks on a surface:
 * {kind: "message" | "modal" | "home", act(action, form), form, errors, headings}
 */
export function blocks(list, surface) {
  return (list ?? []).map((block) => {
    const node = (DRAWN[block.type] ?? undrawn)(block, surface);
    node.classList.add("block", `block-${block.type}`);
    return node;
  });
}

function undrawn(block) {
  return h("p", { class: "undrawn" }, `(A ${block.type} block is not drawn here.)`);
}

function section(block, surface) {
  const words = h("div", { class: "section-words" },
    block.text && h("div", { class: "section-text" }, textObject(block.text)),
    block.fields && h("div", { class: "fields" }, block.fields.map((field) => h("div", { class: "field" }, textObject(field)))));
  const side = block.accessory && h("div", { class: "accessory" }, element(block.accessory, block, surface));
  return h("div", { class: block.accessory ? `with-accessory with-${block.accessory.type}` : "" }, words, side);
}

function header(block, surface) {
  return h(surface.heading ?? "h3", { class: "header" }, plainText(block.text));
}

function context(block, surface) {
  return h("div", {}, block.elements.map((spec) =>
    spec.type === "image" ? image(spec) : h("div", { class: "context-text" }, spec.type.includes("button") ? element(spec, block, surface) : textObject(spec))));
}

function actions(block, surface) {
  return h("div", {}, (block.elements ?? []).map((spec) => element(spec, block, surface)));
}

function picture(block) {
  const address = block.image_url ?? fileAddress(block.slack_file);
  const title = block.title && h("figcaption", {}, plainText(block.title));
  return h("figure", {}, title, h("img", { src: localAddress(address ?? ""), alt: block.alt_text ?? "", loading: "lazy" }));
}

function alert(block) {
  const level = ["info", "warning", "error", "success"].includes(block.level) ? block.level : "info";
  return h("div", { class: `alert-${level}`, role: "note" }, icon("info"), h("div", {}, textObject(block.text)));
}

function fileBlock(block) {
  return h("div", { class: "filecard" }, icon("file"), h("span", {}, block.file?.title ?? block.external_id ?? "File"));
}

/** Standard Markdown, the common part of it: headings and what mrkdwn has too. */
function markdown(block) {
  const node = h("div", {});
  for (const piece of (block.text ?? "").split(/\n(?=#{1,6} )|(?<=^#{1,6} .*)\n/m)) {
    const head = /^#{1,6} (.*)$/.exec(piece);
    if (head) node.append(h("p", {}, h("strong", {}, inline(head[1]))));
    else node.append(...mrkdwn(piece.replace(/\*\*(.+?)\*\*/g, "*$1*").replace(/\[([^\]]+)\]\((https?:[^)\s]+)\)/g, "<$2|$1>")));
  }
  return node;
}

function table(block) {
  const [head, ...rest] = block.rows ?? [];
  const align = (index) => `align-${block.column_settings?.[index]?.align ?? "left"}`;
  const words = (cell) => (cell.type === "rich_text" ? richText(cell) : [cell.text ?? String(cell.value ?? "")]);
  const heads = (head ?? []).map((cell, index) => h("th", { scope: "col", class: align(index) }, words(cell)));
  const rows = rest.map((row) => h("tr", {}, row.map((cell, index) => h("td", { class: align(index) }, words(cell)))));
  return h("div", { class: "table-holder", tabindex: "0", role: "group", "aria-label": "Table" },
    h("table", {}, h("thead", {}, h("tr", {}, heads)), h("tbody", {}, rows)));
}

function container(block, surface) {
  const inner = blocks(block.child_blocks ?? block.blocks ?? block.elements, surface);
  const title = [block.title && h("strong", {}, textObject(block.title)), block.subtitle && h("span", { class: "quiet" }, " ", textObject(block.subtitle))];
  if (!block.is_collapsible && !block.collapsible) return h("div", {}, h("p", {}, title), inner);
  return h("details", { open: !(block.default_collapsed ?? block.is_collapsed) }, h("summary", {}, title), inner);
}

function input(block, surface) {
  const spec = block.element;
  if (!(spec.type in CONTROLS)) return h("p", { class: "undrawn" }, `(${spec.type} is not drawn here)`);
  const isGroup = /checkboxes|radio_buttons|^multi_/.test(spec.type);
  const ids = { box: freshId("box"), label: freshId("label"), hint: block.hint && freshId("hint"), error: freshId("error") };
  const dispatch = () => surface.act({ ...drawn.read(), action_id: spec.action_id, block_id: block.block_id }, surface.form);
  const drawn = control(spec, {
    blockId: block.block_id, form: surface.form, describedBy: ids.hint, required: !block.optional,
    ...(isGroup ? { labelledBy: ids.label } : { id: ids.box }),
    onEnter: (event) => {
      if (!block.dispatch_action) return;
      event.preventDefault();
      dispatch();
    },
  });
  if (block.dispatch_action && !spec.type.endsWith("_input")) drawn.node.addEventListener("change", dispatch);
  const error = h("p", { class: "error", id: ids.error });
  const label = h(isGroup ? "span" : "label", { class: "label", id: ids.label, for: isGroup ? undefined : ids.box },
    plainText(block.label), block.optional && h("span", { class: "quiet" }, " (optional)"));
  const node = h("div", { class: "input", data: { field: block.block_id } }, label, drawn.node,
    block.hint && h("p", { class: "hint", id: ids.hint }, plainText(block.hint)), error);
  noteField(block, spec, surface, drawn, { node, error, hint: ids.hint });
  return node;
}

function noteField(block, spec, surface, drawn, { node, error, hint }) {
  const complain = (text) => {
    error.textContent = text ?? "";
    node.classList.toggle("input-wrong", Boolean(text));
    const said = [text && error.id, hint].filter(Boolean).join(" ");
    // A group says it once for all its choices; each choice keeps its own words.
    for (const box of node.querySelectorAll("[role=group], [role=radiogroup], .text")) {
      if (text && box.role !== "group") box.setAttribute("aria-invalid", "true");
      else box.removeAttribute("aria-invalid");
      if (said) box.setAttribute("aria-describedby", said);
      else box.removeAttribute("aria-describedby");
    }
  };
  const field = {
    blockId: block.block_id, actionId: spec.action_id, isInput: true,
    read: drawn.read, focus: drawn.focus, complain,
    check: () => complaint(spec, drawn.read(), block.optional),
  };
  surface.form.add(field);
  const clear = () => node.classList.contains("input-wrong") && !field.check() && complain("");
  node.addEventListener("input", clear);
  node.addEventListener("change", clear);
  if (surface.errors?.[block.block_id]) complain(surface.errors[block.block_id]);
}

