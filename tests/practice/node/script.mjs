// The same walk as tests/practice/walk.py, with Slack's own clients for Node.
// Usage: node script.mjs <workspace url>; prints what happened as JSON.
import { LogLevel, SocketModeClient } from "@slack/socket-mode";
import { WebClient } from "@slack/web-api";

const [url] = process.argv.slice(2);
const api = `${url}/api/`;
const quiet = { logLevel: LogLevel.ERROR };
const once = { retries: 0 };
const web = new WebClient("xoxb-practice", {
  ...quiet,
  slackApiUrl: api,
  retryConfig: once,
  rejectRateLimitedCalls: true,
});
const steps = [];

async function step(name, act, look) {
  try {
    const answer = await act();
    steps.push({ name, ok: answer.ok, saw: look(answer) });
    return answer;
  } catch (failure) {
    steps.push({ name, ok: false, saw: failure.data?.error ?? failure.code });
    return {};
  }
}

async function control(act, body) {
  const answer = await fetch(`${url}/_control/${act}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return answer.json();
}

const section = { type: "section", text: { type: "mrkdwn", text: "Due on Friday" } };
const button = {
  type: "button",
  action_id: "give_view",
  text: { type: "plain_text", text: "Give my view" },
};
const blocks = [section, { type: "actions", block_id: "choices", elements: [button] }];
const mark = { event_type: "cg_delivery", event_payload: { id: "k1" } };

await step("auth", () => web.auth.test(), (a) => [a.user_id, a.team_id, a.bot_id]);
const made = await step(
  "create",
  () => web.conversations.create({ name: "cg-4817", is_private: true }),
  (a) => [a.channel.name, a.channel.is_private],
);
const channel = made.channel.id;
await step(
  "invite",
  () => web.conversations.invite({ channel, users: "UASHA0001,UBEN00002" }),
  (a) => a.channel.num_members,
);
await step(
  "topic",
  () => web.conversations.setTopic({ channel, topic: "CG-4817" }),
  (a) => a.channel.topic.value,
);
const posted = await step(
  "post",
  () => web.chat.postMessage({ channel, text: "Due & done", blocks, metadata: mark }),
  (a) => [a.message.text, a.message.blocks.length, a.message.metadata],
);
await step(
  "history",
  () =>
    web.conversations.history({
      channel,
      oldest: posted.ts,
      inclusive: true,
      limit: 5,
      include_all_metadata: true,
    }),
  (a) => a.messages.map((m) => [m.text, m.metadata]),
);
await step(
  "update",
  () => web.chat.update({ channel, ts: posted.ts, text: "Answered", blocks: [section] }),
  (a) => [a.text, a.message.blocks.length],
);
await step("pin", () => web.pins.add({ channel, timestamp: posted.ts }), (a) => a.ok);
await step(
  "bad blocks",
  () => web.chat.postMessage({ channel, text: "x", blocks: [{ type: "balloon" }] }),
  () => "",
);
await step("nowhere", () => web.chat.postMessage({ channel: "C0", text: "x" }), () => "");
await step(
  "home",
  () => web.views.publish({ user_id: "UBEN00002", view: { type: "home", blocks: [section] } }),
  (a) => [a.view.type, a.view.blocks.length],
);
await step(
  "upload",
  () =>
    web.filesUploadV2({
      channel_id: channel,
      filename: "scores.txt",
      title: "Scores",
      file: Buffer.from("3 4 5"),
    }),
  (a) => a.files.flatMap((f) => f.files ?? [f]).map((f) => [f.name, f.size]),
);
await control("fault", { method: "chat.postMessage", kind: "ratelimit", retry_after: 7 });
try {
  await web.chat.postMessage({ channel, text: "too soon" });
} catch (failure) {
  steps.push({ name: "limited", ok: false, saw: failure.retryAfter });
}
await control("fault", { method: "chat.postMessage", kind: "drop_after" });
try {
  await web.chat.postMessage({ channel, text: "stored" });
} catch {
  steps.push({ name: "cut", ok: false, saw: "no answer" });
}

const socket = new SocketModeClient({
  ...quiet,
  appToken: "xapp-practice",
  clientOptions: { slackApiUrl: api },
});
const heard = new Promise((resolve) => {
  socket.on("slack_event", async ({ ack, body, type }) => {
    await ack(type === "slash_commands" ? { text: "Here you are" } : undefined);
    if (type === "slash_commands") {
      resolve([body.command, body.text, body.user_id]);
    }
  });
});
await socket.start();
const answer = await control("command", {
  channel,
  user: "UASHA0001",
  command: "/coregroup",
  text: "help",
});
steps.push({ name: "command", ok: answer.acknowledged, saw: await heard });
await socket.disconnect();
process.stdout.write(JSON.stringify(steps));
