"""
Brings what happened to the app: at once, and again when it is not acknowledged.

A *channel to the app* is a function that takes an envelope and returns the app's
answer, or raises `NotAcknowledged`. Socket Mode and signed HTTP each give one.
"""

import asyncio
import secrets
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from practice import moments
from practice.faults import Faults
from practice.state import Json

RETRY_AFTER = (0.0, 60.0, 300.0)
"""Seconds before each repeat of an event: at once, a minute, five minutes."""
ACK_WITHIN = 3.0
SOON = 0.5
"""A repeat that is due sooner than this many seconds is waited for."""
KEPT = 2_000


class NotAcknowledged(Exception):
    """The app did not answer in time, or answered with an error."""

    def __init__(self, reason: str, *, no_retry: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.no_retry = no_retry


@dataclass(kw_only=True)
class Envelope:
    """One thing to tell the app; `kind` is Socket Mode's name for it."""

    kind: str
    payload: Json
    accepts_response_payload: bool = False
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    attempt: int = 0
    reason: str = ""
    outcomes: list[str] = field(default_factory=list)
    at: float = field(default_factory=moments.now)

    def shown(self) -> Json:
        """Return the envelope and how each attempt ended."""
        return {
            "envelope_id": self.id,
            "kind": self.kind,
            "payload": self.payload,
            "attempts": self.attempt + 1,
            "outcomes": list(self.outcomes),
            "at": self.at,
        }


Carrier = Callable[[Envelope], Awaitable[Any]]
FAULT_NAMES = {
    "events_api": "deliver.events",
    "slash_commands": "deliver.commands",
    "interactive": "deliver.interactive",
}


class Delivery:
    """The way to the app, with Slack's repeats."""

    def __init__(self, carrier: Carrier, faults: Faults) -> None:
        self.carrier = carrier
        self.faults = faults
        self.scale = 1.0
        self.sent: deque[Envelope] = deque(maxlen=KEPT)
        self.under_way: set[asyncio.Task[None]] = set()
        self.busy = 0
        self.quiet = asyncio.Event()

    def post(self, envelope: Envelope) -> None:
        """Deliver an event soon, and repeat it as Slack does."""
        self.sent.append(envelope)
        self._work(1)
        task = self.background(self._with_repeats(envelope))
        # A callback, as a task that is cancelled early never gets to run.
        task.add_done_callback(lambda _done: self._work(-1))

    async def ask(self, envelope: Envelope) -> Any:
        """
        Deliver a command, press or submit once and return the app's answer.

        :raises NotAcknowledged: if none came within three seconds.
        """
        self.sent.append(envelope)
        return await self._attempt(envelope)

    def background(self, work: Awaitable[None]) -> "asyncio.Task[None]":
        """Let work go on by itself, and keep it until it is done."""
        task = asyncio.ensure_future(work)
        self.under_way.add(task)
        task.add_done_callback(self.under_way.discard)
        return task

    def forget(self) -> None:
        """Drop every repeat that is still to come."""
        for task in list(self.under_way):
            task.cancel()
        self.sent.clear()

    async def idle(self) -> None:
        """Wait until every event was tried; repeats that are far off may wait."""
        while self.busy:
            self.quiet.clear()
            await self.quiet.wait()

    async def finished(self) -> None:
        """Wait until nothing is under way, late repeats included."""
        while self.under_way:
            await asyncio.gather(*list(self.under_way), return_exceptions=True)

    def _work(self, change: int) -> None:
        self.busy += change
        if self.busy == 0:
            self.quiet.set()

    async def _with_repeats(self, envelope: Envelope) -> None:
        for number in range(len(RETRY_AFTER) + 1):
            envelope.attempt = number
            if await self._is_over(envelope):
                return
            await self._wait(RETRY_AFTER[number] * self.scale)

    async def _is_over(self, envelope: Envelope) -> bool:
        try:
            await self._attempt(envelope)
        except NotAcknowledged as failure:
            envelope.reason = failure.reason
            return failure.no_retry or envelope.attempt == len(RETRY_AFTER)
        return True

    async def _wait(self, seconds: float) -> None:
        is_far_off = seconds > SOON
        self._work(-is_far_off)
        try:
            await asyncio.sleep(seconds)
        finally:
            self._work(is_far_off)

    async def _attempt(self, envelope: Envelope) -> Any:
        channel = str(envelope.payload.get("event", {}).get("channel", ""))
        fault = self.faults.strike(FAULT_NAMES[envelope.kind], channel)
        try:
            if fault is not None and fault.kind == "lose":
                # The app never sees it, and Slack believes that it did.
                envelope.outcomes.append("lost")
                return None
            if fault is not None and fault.kind == "drop_before":
                raise NotAcknowledged("connection_failed")
            if fault is not None and fault.kind == "delay":
                await asyncio.sleep(fault.number("seconds", 1))
            if fault is not None and fault.kind == "duplicate":
                for _ in range(int(fault.number("copies", 1))):
                    await self.carrier(envelope)
            answer = await self.carrier(envelope)
            if fault is not None and fault.kind == "drop_after":
                raise NotAcknowledged("http_timeout")
        except NotAcknowledged as failure:
            envelope.outcomes.append(failure.reason)
            raise
        envelope.outcomes.append("acknowledged")
        return answer
