// Slack's rich_text block, drawn as elements.

import { fromTokens } from "/_page/dates.js";
import { h } from "/_page/dom.js";
import { glyph } from "/_page/emoji.js";
import { channelLink, link, mention } from "/_page/mrkdwn.js";

/** Draw a rich_text block. */
export const richText = (block) => h("div", { class: "rich" }, (block.elements ?? []).map(part));

function part(spec) {
  if (spec.type === "rich_text_preformatted") return h("pre", { tabindex: "0" }, h("code", {}, run(spec)));
  if (spec.type === "rich_text_quote") return h("blockquote", {}, run(spec));
  if (spec.type === "rich_text_list") return list(spec);
  return h("p", {}, run(spec));
}

function list(spec) {
  const tag = spec.style === "ordered" ? "ol" : "ul";
  const node = h(tag, { start: spec.offset ? spec.offset + 1 : undefined },
    (spec.elements ?? []).map((item) => h("li", {}, run(item))));
  if (spec.indent) node.classList.add(`indent-${Math.min(spec.indent, 4)}`);
  return node;
}

const run = (spec) => (spec.elements ?? []).flatMap(piece);

function piece(spec) {
  if (spec.type === "text") return dressed(lines(spec.text ?? ""), spec.style);
  if (spec.type === "link") return dressed([link(spec.url, spec.text)], spec.style);
  if (spec.type === "user") return [mention(spec.user_id)];
  if (spec.type === "channel") return [channelLink(spec.channel_id)];
  if (spec.type === "broadcast") return [h("span", { class: "mention" }, `@${spec.range}`)];
  if (spec.type === "emoji") return [glyph(spec.name)];
  if (spec.type === "date") return [fromTokens(spec.format, new Date(spec.timestamp * 1000))];
  return [spec.text ?? spec.fallback ?? ""];
}

const lines = (text) => text.split("\n").flatMap((line, index) => (index ? [h("br"), line] : [line]));

function dressed(nodes, style) {
  const tags = { bold: "strong", italic: "em", strike: "s", code: "code" };
  return Object.entries(tags).reduce(
    (inner, [name, tag]) => (style?.[name] ? [h(tag, {}, inner)] : inner), nodes);
}
