"""The same walk as tests/practice/node/script.mjs, with Slack's Python clients."""

import http.client
from collections.abc import Callable
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.response import SocketModeResponse

from tests.practice_workspace import (
    APP_TOKEN,
    ASHA,
    BEN,
    BOT_TOKEN,
    PracticeWorkspace,
)

Steps = list[dict[str, Any]]
SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "Due on Friday"}}
BUTTON = {
    "type": "button",
    "action_id": "give_view",
    "text": {"type": "plain_text", "text": "Give my view"},
}
ACTIONS = {"type": "actions", "block_id": "choices", "elements": [BUTTON]}
MARK = {"event_type": "cg_delivery", "event_payload": {"id": "k1"}}


class Walk:
    """The steps taken so far, and what was seen at each."""

    def __init__(self, workspace: PracticeWorkspace) -> None:
        self.workspace = workspace
        self.steps: Steps = []
        self.web = WebClient(
            token=BOT_TOKEN, base_url=workspace.api_url, retry_handlers=[]
        )

    def step(
        self, name: str, act: Callable[[], Any], look: Callable[[Any], object]
    ) -> Any:
        """Take one step and write down what was seen."""
        try:
            answer = act()
        except SlackApiError as refused:
            error = refused.response["error"]
            self.steps.append({"name": name, "ok": False, "saw": error})
            return {}
        self.steps.append({"name": name, "ok": answer["ok"], "saw": look(answer)})
        return answer

    def take(self) -> Steps:
        """Take every step."""
        channel = self._set_up()
        self._talk(channel)
        self._break(channel)
        self._listen(channel)
        return self.steps

    def _set_up(self) -> str:
        web = self.web
        self.step(
            "auth",
            web.auth_test,
            lambda a: [a["user_id"], a["team_id"], a["bot_id"]],
        )
        made = self.step(
            "create",
            lambda: web.conversations_create(name="cg-4817", is_private=True),
            lambda a: [a["channel"]["name"], a["channel"]["is_private"]],
        )
        channel: str = made["channel"]["id"]
        self.step(
            "invite",
            lambda: web.conversations_invite(channel=channel, users=[ASHA, BEN]),
            lambda a: a["channel"]["num_members"],
        )
        self.step(
            "topic",
            lambda: web.conversations_setTopic(channel=channel, topic="CG-4817"),
            lambda a: a["channel"]["topic"]["value"],
        )
        return channel

    def _talk(self, channel: str) -> None:
        web = self.web
        posted = self.step(
            "post",
            lambda: web.chat_postMessage(
                channel=channel,
                text="Due & done",
                blocks=[SECTION, ACTIONS],
                metadata=MARK,
            ),
            lambda a: [
                a["message"]["text"],
                len(a["message"]["blocks"]),
                a["message"]["metadata"],
            ],
        )
        ts = posted["ts"]
        self.step(
            "history",
            lambda: web.conversations_history(
                channel=channel,
                oldest=ts,
                inclusive=True,
                limit=5,
                include_all_metadata=True,
            ),
            lambda a: [[one["text"], one["metadata"]] for one in a["messages"]],
        )
        self.step(
            "update",
            lambda: web.chat_update(
                channel=channel, ts=ts, text="Answered", blocks=[SECTION]
            ),
            lambda a: [a["text"], len(a["message"]["blocks"])],
        )
        self.step(
            "pin",
            lambda: web.pins_add(channel=channel, timestamp=ts),
            lambda a: a["ok"],
        )

    def _break(self, channel: str) -> None:
        web = self.web
        self.step(
            "bad blocks",
            lambda: web.chat_postMessage(
                channel=channel, text="x", blocks=[{"type": "balloon"}]
            ),
            lambda _: "",
        )
        self.step(
            "nowhere",
            lambda: web.chat_postMessage(channel="C0", text="x"),
            lambda _: "",
        )
        self.step(
            "home",
            lambda: web.views_publish(
                user_id=BEN, view={"type": "home", "blocks": [SECTION]}
            ),
            lambda a: [a["view"]["type"], len(a["view"]["blocks"])],
        )
        self.step(
            "upload",
            lambda: web.files_upload_v2(
                channel=channel, filename="scores.txt", title="Scores", content="3 4 5"
            ),
            lambda a: [[one["name"], one["size"]] for one in a["files"]],
        )
        self.workspace.fault("ratelimit", "chat.postMessage", retry_after=7)
        try:
            web.chat_postMessage(channel=channel, text="too soon")
        except SlackApiError as refused:
            wait = int(refused.response.headers["retry-after"])
            self.steps.append({"name": "limited", "ok": False, "saw": wait})
        self.workspace.fault("drop_after", "chat.postMessage")
        try:
            web.chat_postMessage(channel=channel, text="stored")
        except (http.client.HTTPException, OSError):
            self.steps.append({"name": "cut", "ok": False, "saw": "no answer"})

    def _listen(self, channel: str) -> None:
        heard: list[object] = []
        socket = SocketModeClient(app_token=APP_TOKEN, web_client=self.web)

        def answer(client: Any, request: Any) -> None:
            is_command = request.type == "slash_commands"
            payload = {"text": "Here you are"} if is_command else None
            client.send_socket_mode_response(
                SocketModeResponse(envelope_id=request.envelope_id, payload=payload)
            )
            if is_command:
                sent = request.payload
                heard.extend([sent["command"], sent["text"], sent["user_id"]])

        socket.socket_mode_request_listeners.append(answer)
        socket.connect()
        try:
            answered = self.workspace.command(channel, ASHA, "help")
        finally:
            socket.close()
        self.steps.append(
            {"name": "command", "ok": answered["acknowledged"], "saw": heard}
        )
