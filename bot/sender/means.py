"""What the sender works with, and how what it did is written down."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final

from slack_sdk.web import WebClient

from bot.render import Renderer
from bot.sender.guard import Guard
from bot.sender.pacing import CHANNEL_GAP, Pacer
from bot.slack_errors import Next, NotDone, Outcome, Uncertain
from models.database import Database
from models.tables.outbox import OutboxRow
from models.tables.plans import CoreGroup
from models.vocabulary import Effect
from workflows.clock import Clock
from workflows.delivery import sending
from workflows.delivery.states import Waits

SHUT_OUT_PAUSE: Final = timedelta(minutes=1)
Arguments = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How the sender works. `workers` 0 sends in the caller's own thread."""

    workspace: str = "workspace"
    waits: Waits = field(default_factory=Waits)
    known_rate: float | None = None
    channel_gap: float = CHANNEL_GAP
    # How much of the gaps between calls of one method is kept; none where Slack's
    # stand-in does not mind.
    method_share: float = 1.0
    workers: int = 16
    poll: float = 1.0
    lease: timedelta = timedelta(seconds=10)


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call that was made, what it did, and how late it was."""

    method: str
    args: Mapping[str, Any]
    outcome: Outcome
    kind: str
    effect: Effect
    late: timedelta


@dataclass(frozen=True, kw_only=True)
class Means:
    """
    What the sender needs of others.

    `settle` looks for what may have been sent (bot.reconcile) and `watch` is told of
    every call.
    """

    database: Database
    client: WebClient
    clock: Clock
    guard: Guard
    renderer: Renderer
    settle: Callable[[], int]
    watch: Callable[[Call], None] | None = None


@dataclass(frozen=True, kw_only=True)
class Taken:
    """A row in our hands: its fence, and what the call needs."""

    row_id: str
    fence: int
    kind: str
    effect: Effect
    group_id: str | None
    lease_until: datetime
    due_at: datetime
    args: Arguments

    def with_args(self, args: Arguments) -> "Taken":
        """Return the same row for the next call."""
        return replace(self, args=args)


def taken(row: OutboxRow, fence: int, args: Arguments) -> Taken:
    """
    Return what is needed of a row once its unit of work is over.

    :raises ValueError: if nobody has taken it up.
    """
    if row.lease_until is None:
        raise ValueError("a row taken up has a lease")
    return Taken(
        row_id=row.id,
        fence=fence,
        kind=row.kind,
        effect=row.effect,
        group_id=row.group_id,
        lease_until=row.lease_until,
        due_at=row.not_before,
        args=args,
    )


@dataclass(frozen=True, kw_only=True)
class Book:
    """Writes down what came of a call."""

    database: Database
    clock: Clock
    waits: Waits
    pacer: Pacer
    lock: threading.Lock

    def keep_done(
        self,
        row: Taken,
        *,
        channel: str | None = None,
        ts: str | None = None,
    ) -> None:
        with self.database.work() as session:
            is_ours = sending.done(
                session,
                row.row_id,
                fence=row.fence,
                now=self.clock.now(),
                at=self.clock.machine(),
                waits=self.waits,
                channel=channel,
                ts=ts,
            )
            if is_ours and row.effect is Effect.CREATE_CHANNEL:
                group = session.get_one(CoreGroup, row.group_id)
                group.channel_id = channel
                session.add(group)

    def settle(self, row: Taken, outcome: Outcome, *, is_seen: bool) -> None:
        """Keep an outcome other than done. `is_seen`: twice would be seen twice."""
        fence, now = row.fence, self.clock.now()
        with self.database.work() as session:
            if isinstance(outcome, NotDone) and outcome.then is Next.GIVE_UP:
                because = outcome.error
                sending.give_up(
                    session, row.row_id, fence=fence, because=because, now=now
                )
            elif isinstance(outcome, Uncertain) and is_seen:
                sending.uncertain(
                    session,
                    row.row_id,
                    fence=fence,
                    because=outcome.error,
                    quiet_until=self.clock.machine() + self.waits.quiet,
                )
            elif isinstance(outcome, NotDone | Uncertain):
                sending.not_done(
                    session,
                    row.row_id,
                    fence=fence,
                    because=outcome.error,
                    now=now,
                    wait=_asked(outcome),
                )

    def is_in_time(self, row: Taken, may_send: Callable[[], bool]) -> bool:
        """Say, just before the first byte, whether the call would end in the lease."""
        ends = self.clock.machine() + self.waits.call
        return ends < row.lease_until and may_send()

    def call(self, method: str, row: Taken, outcome: Outcome) -> Call:
        late = self.clock.now() - row.due_at
        return Call(
            method=method,
            args=row.args,
            outcome=outcome,
            kind=row.kind,
            effect=row.effect,
            late=late,
        )


def _asked(outcome: NotDone | Uncertain) -> timedelta | None:
    if isinstance(outcome, Uncertain) or outcome.then is Next.LATER:
        return None
    if outcome.then is Next.STOP_ALL:
        return SHUT_OUT_PAUSE
    return timedelta(seconds=outcome.wait)
