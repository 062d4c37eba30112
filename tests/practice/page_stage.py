"""A stage for the page's tests: a workspace, an app that answers, a caseload to see."""

import threading
import time
from typing import Any

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from tests.practice import page_blocks
from tests.practice_workspace import (
    APP_TOKEN,
    ASHA,
    BEN,
    BOT_TOKEN,
    CAROL,
    DEV,
    PracticeWorkspace,
)

Json = dict[str, Any]
PATIENCE = 10.0


class Stage:
    """
    What the page's tests look at.

    The app opens the form on `give_view`, pushes a second on `more`, puts a line above
    it on `draft`, answers a submit with `answer_submit` after `answer_after` seconds,
    and keeps what it heard in `heard`.
    """

    def __init__(self, workspace: PracticeWorkspace) -> None:
        self.workspace = workspace
        self.bot = WebClient(
            token=BOT_TOKEN, base_url=workspace.api_url, retry_handlers=[]
        )
        self.begin()
        self._app = self._listen()

    def begin(self) -> None:
        """Put everything back to the beginning; the app stays connected."""
        self.workspace.reset()
        self.workspace.limits(enabled=False)
        self.heard: list[Json] = []
        self.answer_submit: Json = {}
        self.answer_after = 0.0
        self.form = page_blocks.FORM
        self.group = self._group()
        self.direct = self.workspace.direct_message(BEN)

    def _group(self) -> str:
        made = self.bot.conversations_create(name="cg-4817", is_private=True)
        group: str = made["channel"]["id"]
        self.bot.conversations_invite(channel=group, users=[ASHA, BEN, CAROL, DEV])
        return group

    def _listen(self) -> SocketModeHandler:
        app = App(client=self.bot)
        app.action("give_view")(self._give_view)
        app.action("more")(self._more)
        app.action("draft")(self._draft)
        app.action({"block_id": "quiet"})(self._keep)
        app.view("view")(self._submitted)
        app.view_closed("view")(self._keep)
        app.command("/coregroup")(self._command)
        app.shortcut("referral_from_message")(self._keep)
        app.event("app_home_opened")(self._keep)
        app.event("message")(self._keep)
        app.event("member_joined_channel")(self._keep)
        handler = SocketModeHandler(app, APP_TOKEN)
        handler.client.web_client = WebClient(
            token=APP_TOKEN, base_url=self.workspace.api_url
        )
        handler.connect()
        return handler

    def close(self) -> None:
        """Let the app hang up."""
        self._app.close()

    def _keep(self, ack: Any, body: Json) -> None:
        self.heard.append(body)
        ack()

    def _give_view(self, ack: Any, body: Json, client: WebClient) -> None:
        self._keep(ack, body)
        client.views_open(trigger_id=body["trigger_id"], view=self.form)

    def _more(self, ack: Any, body: Json, client: WebClient) -> None:
        self._keep(ack, body)
        client.views_push(trigger_id=body["trigger_id"], view=page_blocks.SECOND_FORM)

    def _draft(self, ack: Any, body: Json, client: WebClient) -> None:
        self._keep(ack, body)
        saved = page_blocks.context("Saved just now.")
        view = self.form | {"blocks": [saved, *self.form["blocks"]]}
        client.views_update(view_id=body["view"]["id"], view=view)

    def _submitted(self, ack: Any, body: Json) -> None:
        self.heard.append(body)
        time.sleep(self.answer_after)
        ack(**self.answer_submit)

    def _command(self, ack: Any, body: Json) -> None:
        self.heard.append(body)
        ack("You belong to *CG-4817*.")

    def heard_of(self, kind: str) -> Json:
        """Wait for the newest thing of a kind that the app heard."""
        give_up_at = time.monotonic() + PATIENCE
        while time.monotonic() < give_up_at:
            found = [
                one
                for one in self.heard
                if kind in (one.get("type"), one.get("command"), _event(one))
            ]
            if found:
                return found[-1]
            threading.Event().wait(0.02)
        raise AssertionError(f"the app never heard of {kind}")

    def ask_for_view(self) -> str:
        """Let the bot ask Ben for his view; return the ts."""
        posted = self.bot.chat_postMessage(
            channel=self.direct,
            text="Your view on CG-4817 is asked for",
            blocks=page_blocks.PROMPT,
        )
        return str(posted["ts"])

    def show_home(self) -> None:
        """Put something in Ben's Home."""
        self.bot.views_publish(user_id=BEN, view=page_blocks.HOME)

    def fill_group(self) -> str:
        """Let people talk in the group; return the ts of what Carol said."""
        self.bot.conversations_setTopic(channel=self.group, topic="Next: Friday, 14:00")
        self.bot.chat_postMessage(
            channel=self.group, text="Who is who", blocks=page_blocks.WHO_IS_WHO
        )
        said = self.workspace.message(
            self.group, CAROL, "Attendance was *96 %*.\n> They settle quickly."
        )
        self.workspace.message(self.group, ASHA, f"Thank you <@{CAROL}>.")
        self.workspace.message(self.group, DEV, "I can come on Friday.")
        self.bot.chat_postEphemeral(
            channel=self.group, user=BEN, text="Nothing is left to answer."
        )
        return said


def _event(body: Json) -> str:
    return str(body.get("event", {}).get("type", ""))
