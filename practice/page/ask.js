// One question before an act: Slack's confirm dialog, and our own.

import { fill, freshId, h } from "/_page/dom.js";
import { plainText, textObject } from "/_page/mrkdwn.js";

const plain = (text) => ({ type: "plain_text", text });

/** Ask; the answer is true only for the confirming button. */
export function askFirst({ title, text, confirm, deny, style }) {
  const titleId = freshId("ask");
  const bodyId = freshId("ask");
  const dialog = h("dialog", { class: "ask", role: "alertdialog", "aria-labelledby": titleId, "aria-describedby": bodyId });
  return new Promise((resolve) => {
    const finish = (answer) => {
      dialog.close();
      dialog.remove();
      resolve(answer);
    };
    const look = style === "danger" ? "button-danger" : "button-primary";
    fill(dialog,
      h("h2", { id: titleId }, plainText(title)),
      h("div", { id: bodyId, class: "ask-words" }, textObject(text)),
      h("div", { class: "dialog-foot" },
        h("button", { class: "button", type: "button", onclick: () => finish(false) }, plainText(deny ?? plain("Cancel"))),
        h("button", { class: `button ${look}`, type: "button", onclick: () => finish(true) }, plainText(confirm ?? plain("Yes")))));
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      finish(false);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Our own question, in plain words. */
export const askPlainly = ({ title, text, confirm, deny, style }) =>
  askFirst({ title: plain(title), text: plain(text), confirm: plain(confirm), deny: plain(deny), style });
