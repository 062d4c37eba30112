// Everything the page asks of the workspace, and nothing else.

/** A request that did not go well, worded for the person. */
export class Unwell extends Error {
  constructor(message, answer = {}) {
    super(message);
    this.answer = answer;
  }
}

const WORDS = {
  not_in_channel: "You are not in that conversation.",
  is_archived: "That channel is archived.",
  message_not_found: "That message is no longer there.",
  view_not_found: "That form is no longer open.",
  no_such_action: "That button is no longer there.",
  not_available: "The app's shortcuts are not available to people of another organisation.",
  account_inactive: "That account is deactivated.",
};

const worded = (error, status) => WORDS[error] ?? `The workspace refused that (${error ?? status}).`;

async function ask(path, body) {
  const options = body === undefined ? {} : {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  };
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Unwell("The practice workspace cannot be reached. Is it still running?");
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Unwell(answer.message ?? worded(answer.error, response.status), answer);
  return answer;
}

const query = (parts) => new URLSearchParams(parts).toString();

export const api = {
  state: (person) => ask(`/_page/state?${query({ as: person })}`),
  messages: (channel, person) =>
    ask(`/_page/messages/${encodeURIComponent(channel)}?${query({ as: person })}`),
  read: (user, channel, ts) => ask("/_control/read", { user, channel, ts }),
  direct: (user, other) => ask("/_control/open-conversation", { user, users: [other] }),
  clock: () => ask("/_page/clock"),
  moveClock: (to) => ask("/_page/clock", { to }),
  stream: (person) => new EventSource(`/_page/stream?${query({ as: person })}`),

  message: (act) => ask("/_control/message", act),
  command: (act) => ask("/_control/command", act),
  interact: (act) => ask("/_control/interact", act),
  submit: (act) => ask("/_control/view-submit", act),
  closeView: (act) => ask("/_control/view-close", act),
  openHome: (act) => ask("/_control/open-home", act),
  shortcut: (act) => ask("/_control/shortcut", act),
};
