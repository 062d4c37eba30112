"""The members: they press, fill in and send whenever the bot is there to answer."""

import random
import time
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from tests.log_guard import CANARY
from tests.practice_workspace import ControlRefused, PracticeWorkspace

LABEL: Final = "Give your view"
SOON: Final = 1.5
Json = dict[str, Any]


def reason_of(account: str) -> str:
    """Return what somebody writes, which nobody else does."""
    return f"{CANARY} as {account} sees it"


@dataclass(kw_only=True)
class People:
    """
    Those who give their view, one after the other; `acknowledged` holds who got it.

    Somebody whose form was not taken tries the same form again in the next life, as a
    person does who is shown that something went wrong.
    """

    workspace: PracticeWorkspace
    waiting: deque[str]
    draw: random.Random
    acknowledged: set[str] = field(default_factory=set)
    told_of_faults: list[str] = field(default_factory=list)

    def act(self) -> bool:
        """Let the next person do one thing; say whether the bot took it."""
        if not self.waiting:
            return False
        account = self.waiting[0]
        try:
            modals = self.workspace.modals(account)
            taken = (
                self._submit(account, modals[-1]) if modals else self._press(account)
            )
        except ControlRefused:
            # Something changed under their fingers, as it does in life.
            taken = False
        if account in self.acknowledged:
            self.waiting.remove(account)
        elif not taken:
            self.waiting.rotate(-1)
        return taken

    def _press(self, account: str) -> bool:
        channel = self.workspace.direct_message(account)
        for message in reversed(self.workspace.messages(channel)):
            for button in _buttons(message):
                answer = self.workspace.interact(
                    channel, message["ts"], account, button
                )
                return bool(answer["acknowledged"]) and self._is_open(account)
        return False

    def _is_open(self, account: str) -> bool:
        ends = time.monotonic() + SOON
        while time.monotonic() < ends:
            if self.workspace.modals(account):
                return True
            time.sleep(0.02)
        return False

    def _submit(self, account: str, view: Json) -> bool:
        answer = self.workspace.submit(account, dict(_filled(account, view)))
        if not answer["acknowledged"]:
            return False
        self.told_of_faults += map(str, (answer.get("errors") or {}).values())
        response = answer.get("response") or {}
        if "has been received" in str(response.get("view")):
            self.acknowledged.add(account)
            self.workspace.close_view(account, everything=True)
        return True


def _buttons(message: Json) -> Iterator[Json]:
    for block in message.get("blocks") or []:
        for element in (*block.get("elements", ()), block.get("accessory") or {}):
            is_button = element.get("type") == "button"
            if is_button and element["text"]["text"] == LABEL:
                yield {**element, "block_id": block.get("block_id")}


def _filled(account: str, view: Json) -> Iterator[tuple[str, Json]]:
    answers = {
        "recommendation": "continue",
        "reason": reason_of(account),
        "knowing": ["seen_myself"],
        "score": "4",
        "told_parents": f"{CANARY} all of it",
        "urgent": "no",
    }
    for block in view["blocks"]:
        name = str(block.get("block_id", "")).partition(":")[2]
        if block["type"] == "input" and name in answers:
            yield block["block_id"], {"answer": answers[name]}
