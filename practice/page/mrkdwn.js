// Slack's mrkdwn, drawn as elements. Text is only ever put in as text.

import { fromTokens } from "/_page/dates.js";
import { h } from "/_page/dom.js";
import { withEmoji } from "/_page/emoji.js";
import { channelName, personName } from "/_page/store.js";

const SAFE = /^(https?:|mailto:|tel:)/i;
const INLINE = /<([^<>\n]+)>|`([^`\n]+)`|(?<![\p{L}\p{N}*])\*(?=\S)([^*\n]*?\S)\*(?![\p{L}\p{N}*])|(?<![\p{L}\p{N}_])_(?=\S)([^_\n]*?\S)_(?![\p{L}\p{N}_])|(?<![\p{L}\p{N}~])~(?=\S)([^~\n]*?\S)~(?![\p{L}\p{N}~])/u;
const QUOTE = /^(?:&gt;|>)\s?/;
const BULLET = /^\s*(?:[•◦‣]|-(?=\s))\s*/;
const NUMBER = /^\s*(\d{1,3})[.)]\s+/;

const decode = (text) =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** A link that can be followed, or only its words when the address is not safe. */
export function link(url, words) {
  const address = decode(url);
  if (!SAFE.test(address)) return document.createTextNode(words ?? address);
  const shown = words ?? address.replace(/^(mailto|tel):/i, "");
  if (/^(mailto|tel):/i.test(address)) return h("a", { href: address }, shown);
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, shown,
    h("span", { class: "unseen" }, " (opens in a new tab)"));
}

/** A person's name as a mention. */
export const mention = (id, label) =>
  h("span", { class: "mention" }, `@${personName(id) ?? label ?? id}`);

/** A channel as a link to it, where this person can see it. */
export function channelLink(id, label) {
  const name = channelName(id);
  if (!name) return h("span", { class: "mention" }, label ? `#${label}` : "a private channel");
  return h("a", { class: "mention", href: `#/c/${id}` }, `#${name}`);
}

function angle(inside) {
  const [target, ...rest] = inside.split("|");
  const label = rest.length ? withEmoji(decode(rest.join("|"))) : undefined;
  if (target.startsWith("@")) return mention(target.slice(1), label);
  if (target.startsWith("#")) return channelLink(target.slice(1), label);
  if (target.startsWith("!date^")) return dateSpan(target, label);
  if (target.startsWith("!subteam^")) return h("span", { class: "mention" }, label ?? "@group");
  if (target.startsWith("!")) return h("span", { class: "mention" }, label ?? `@${target.slice(1)}`);
  return link(target, label);
}

function dateSpan(target, label) {
  const [, seconds, pattern, address] = target.split("^");
  const date = new Date(Number(seconds) * 1000);
  if (Number.isNaN(date.getTime())) return document.createTextNode(label ?? "");
  const words = fromTokens(pattern, date);
  const time = h("time", { datetime: date.toISOString() }, words);
  return address && SAFE.test(address) ? h("a", { href: address, rel: "noopener noreferrer" }, time) : time;
}

/** One run of text, with its emphasis, links and mentions. */
export function inline(text) {
  const parts = [];
  let rest = text;
  while (rest) {
    const found = INLINE.exec(rest);
    if (!found) break;
    if (found.index) parts.push(withEmoji(decode(rest.slice(0, found.index))));
    parts.push(emphasis(found));
    rest = rest.slice(found.index + found[0].length);
  }
  if (rest) parts.push(withEmoji(decode(rest)));
  return parts;
}

function emphasis([, bracket, code, bold, italic, strike]) {
  if (bracket !== undefined) return angle(bracket);
  if (code !== undefined) return h("code", {}, decode(code));
  if (bold !== undefined) return h("strong", {}, inline(bold));
  if (italic !== undefined) return h("em", {}, inline(italic));
  return h("s", {}, inline(strike));
}

/** A whole text: paragraphs, quotations, lists and code. */
export function mrkdwn(text) {
  const parts = [];
  const pieces = (text ?? "").split("```");
  pieces.forEach((piece, index) => {
    const isCode = index % 2 === 1 && index < pieces.length - 1;
    if (isCode) parts.push(h("pre", { tabindex: "0" }, h("code", {}, decode(piece.replace(/^\n|\n$/g, "")))));
    else if (index % 2 === 1) parts.push(...paragraphs("```" + piece));
    else parts.push(...paragraphs(index ? piece.replace(/^\n/, "") : piece));
  });
  return parts;
}

function paragraphs(text) {
  const lines = text.split("\n");
  const parts = [];
  let at = 0;
  while (at < lines.length) {
    const start = at;
    const kind = kindOf(lines[at]);
    while (at < lines.length && kindOf(lines[at]) === kind) at += 1;
    const run = lines.slice(start, at);
    if (kind === "quote") parts.push(h("blockquote", {}, lineBreaks(run.map((line) => line.replace(QUOTE, "")))));
    else if (kind === "bullet") parts.push(h("ul", {}, run.map((line) => h("li", {}, inline(line.replace(BULLET, ""))))));
    else if (kind === "number") parts.push(numbered(run));
    else if (run.some((line) => line.trim())) parts.push(...plain(run));
  }
  return parts;
}

function kindOf(line) {
  if (QUOTE.test(line)) return "quote";
  if (BULLET.test(line)) return "bullet";
  if (NUMBER.test(line)) return "number";
  return "plain";
}

function numbered(run) {
  const start = NUMBER.exec(run[0])[1];
  return h("ol", { start }, run.map((line) => h("li", {}, inline(line.replace(NUMBER, "")))));
}

function plain(lines) {
  const paragraphsOf = [[]];
  for (const line of lines) {
    if (line.trim()) paragraphsOf.at(-1).push(line);
    else if (paragraphsOf.at(-1).length) paragraphsOf.push([]);
  }
  return paragraphsOf.filter((run) => run.length).map((run) => h("p", {}, lineBreaks(run)));
}

function lineBreaks(lines) {
  return lines.flatMap((line, index) => (index ? [h("br"), ...inline(line)] : inline(line)));
}

/** A text object: plain text keeps its marks, mrkdwn is drawn. */
export function textObject(object) {
  if (!object) return [];
  if (typeof object === "string") return [withEmoji(decode(object))];
  return object.type === "mrkdwn" ? mrkdwn(object.text) : [h("span", { class: "plain-words" }, plainText(object))];
}

/** The words of a plain text object. */
export const plainText = (object) => [withEmoji(decode(object?.text ?? ""))];

/** A text as one line without any marks, for announcing and previews. */
export function asWords(text) {
  return h("span", {}, mrkdwn(text)).textContent.replace(/\s+/g, " ").trim();
}
