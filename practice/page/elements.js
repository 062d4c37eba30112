// Block Kit's elements that act at once: buttons, menus, pickers.

import { askFirst } from "/_page/ask.js";
import { freshId, h, icon } from "/_page/dom.js";
import { control, CONTROLS } from "/_page/inputs.js";
import { plainText } from "/_page/mrkdwn.js";

/** Draw one element of a section, actions or context block. */
export function element(spec, block, surface) {
  if (spec.type === "button" || spec.type === "workflow_button") return button(spec, block, surface);
  if (spec.type === "overflow") return overflow(spec, block, surface);
  if (spec.type === "image") return image(spec);
  if (spec.type in CONTROLS) return acting(spec, block, surface);
  return h("span", { class: "undrawn" }, `(${spec.type} is not drawn here)`);
}

/** A small picture beside a text. */
export const image = (spec) =>
  h("img", { class: "thumb", src: localAddress(spec.image_url ?? fileAddress(spec.slack_file) ?? ""), alt: spec.alt_text ?? "" });

/** A file is named by its address, or by its id alone, which is where it is kept. */
export function fileAddress(file) {
  return file?.url ?? file?.url_private ?? (file?.id && `/files/${encodeURIComponent(file.id)}/picture`);
}

/** Pictures kept by this workspace are fetched from the address in use. */
export function localAddress(url) {
  try {
    const parsed = new URL(url, location.href);
    const isLoopback = ["127.0.0.1", "localhost", "[::1]"].includes(parsed.hostname);
    return isLoopback ? parsed.pathname + parsed.search : url;
  } catch {
    return "";
  }
}

const actionOf = (spec, block, rest) => ({
  type: spec.type === "workflow_button" ? "button" : spec.type,
  action_id: spec.action_id,
  block_id: block.block_id,
  ...rest,
});

async function act(spec, block, surface, rest, source) {
  if (spec.confirm && !(await askFirst(spec.confirm))) return;
  source?.setAttribute("aria-busy", "true");
  try {
    await surface.act(actionOf(spec, block, rest), surface.form);
  } finally {
    source?.removeAttribute("aria-busy");
  }
}

function button(spec, block, surface) {
  const look = spec.style === "primary" || spec.style === "danger" ? ` button-${spec.style}` : "";
  const press = (event) => {
    const source = event.currentTarget;
    if (source.getAttribute("aria-busy") === "true") return event.preventDefault();
    const rest = { text: spec.text, value: spec.value, style: spec.style };
    return act(spec, block, surface, rest, source);
  };
  const shared = {
    class: `button${look}`,
    "aria-label": spec.accessibility_label,
    "data-action": spec.action_id,
    "data-block": block.block_id,
    onclick: press,
  };
  if (spec.url && /^https?:/i.test(spec.url)) {
    const href = spec.url;
    return h("a", { ...shared, href, target: "_blank", rel: "noopener noreferrer" }, plainText(spec.text));
  }
  return h("button", { ...shared, type: "button", disabled: surface.ended }, plainText(spec.text));
}

function overflow(spec, block, surface) {
  const id = freshId("menu");
  const opener = h("button", {
    class: "button button-square menu-opener", type: "button", "aria-haspopup": "menu",
    "aria-expanded": "false", "aria-controls": id, "data-action": spec.action_id,
    "aria-label": spec.accessibility_label ?? "More actions",
  }, icon("more"));
  const menu = h("div", { id, class: "menu", role: "menu", hidden: true });
  const close = (focusBack) => {
    menu.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    if (focusBack) opener.focus();
  };
  const choose = (option) => {
    close(true);
    return act(spec, block, surface, { selected_option: option }, opener);
  };
  for (const option of spec.options) {
    const words = plainText(option.text);
    menu.append(h("button", { class: "menu-item", type: "button", role: "menuitem", tabindex: "-1",
      onclick: () => choose(option) }, words));
  }
  opener.addEventListener("click", () => {
    menu.hidden = !menu.hidden;
    opener.setAttribute("aria-expanded", String(!menu.hidden));
    if (!menu.hidden) menu.firstElementChild?.focus();
  });
  menu.addEventListener("keydown", (event) => menuKeys(event, menu, close));
  const holder = h("span", { class: "menu-holder" }, opener, menu);
  holder.addEventListener("focusout", (event) => {
    if (!holder.contains(event.relatedTarget)) close(false);
  });
  return holder;
}

/** Arrow keys, Home, End and Escape in a menu. */
export function menuKeys(event, menu, close) {
  const items = [...menu.querySelectorAll("[role=menuitem]")];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (event.key === "Escape") {
    event.preventDefault();
    event.stopPropagation();
    close(true);
  } else if (to !== undefined) {
    event.preventDefault();
    items.at(to % items.length).focus();
  }
}

function acting(spec, block, surface) {
  const label = spec.accessibility_label ?? spec.placeholder?.text ?? block.text?.text ?? "Choose";
  const drawn = control(spec, { blockId: block.block_id, label, form: surface.form });
  surface.form.add({ blockId: block.block_id, actionId: spec.action_id, read: drawn.read, isInput: false });
  drawn.node.addEventListener("change", async () => {
    const { type, ...rest } = drawn.read();
    await act(spec, block, surface, rest, drawn.node);
  });
  return drawn.node;
}
