"""
Looks in Slack for what may have been sent, or sent twice. Source: reliability, 4.4.

A message of ours is known by the key in its metadata and by our own bot id together:
another app could copy the key.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import structlog
from slack_sdk.web import WebClient

from bot.slack_errors import Done, Next, NotDone, Outcome, attempt
from models.database import Database
from models.queries import outbox as queries
from models.tables.outbox import OutboxRow
from models.vocabulary import OutboxState
from workflows import audit
from workflows.actor import CLOCK
from workflows.clock import Clock
from workflows.delivery import reading_back
from workflows.delivery.states import EVENT_TYPE, Waits, key

log = structlog.get_logger(__name__)

PAGE: Final = 100
MARGIN_SECONDS: Final = 5
TRY_AGAIN: Final = timedelta(seconds=30)
# What is read back has had time to be stored, and to be seen by whoever deletes it.
READ_BACK_AFTER: Final = timedelta(minutes=10)
UNREADABLE: Final = frozenset({"channel_not_found", "not_in_channel", "is_archived"})


@dataclass(frozen=True, kw_only=True)
class Sighting:
    """One message of ours that stands in a channel."""

    ts: str
    key: str | None


@dataclass(frozen=True, kw_only=True)
class Confirmed:
    """What a read-back found."""

    confirmed: int = 0
    missing: int = 0
    unknown: int = 0


class Unreadable(Exception):
    """A channel could not be read; `outcome` says why."""

    def __init__(self, outcome: Outcome) -> None:
        """Keep why."""
        super().__init__()
        self.outcome = outcome


class Reconciler:
    """Compares Slack with the outbox."""

    def __init__(
        self,
        *,
        database: Database,
        client: WebClient,
        clock: Clock,
        waits: Waits,
    ) -> None:
        """Keep the dependencies; nothing is called yet."""
        self._database = database
        self._client = client
        self._clock = clock
        self._waits = waits
        self._bot_id: str | None = None

    def settle(self) -> int:
        """Look for what may have been sent, and for twins; return how many looks."""
        at = self._clock.machine()
        with self._database.work() as session:
            uncertain = queries.list_uncertain(session, at=at)
            resent = queries.list_resent(session, at=at)
        for row in uncertain:
            self._settle(row)
        for row in resent:
            self._look_for_twin(row)
        return len(uncertain) + len(resent)

    def confirm(self, *, now: datetime) -> Confirmed:
        """
        Read every channel that was written to since the last time.

        A message found is confirmed. One that is missing is planned once more. One of
        ours that no row knows is told: somebody else may hold our token.
        """
        with self._database.work() as session:
            rows = queries.list_sent(session, before=now - READ_BACK_AFTER)
        by_channel: dict[str, list[OutboxRow]] = defaultdict(list)
        for row in rows:
            by_channel[str(row.slack_channel)].append(row)
        total = Confirmed()
        for channel, theirs in by_channel.items():
            found = self._confirm_channel(channel, theirs, now=now)
            total = Confirmed(
                confirmed=total.confirmed + found.confirmed,
                missing=total.missing + found.missing,
                unknown=total.unknown + found.unknown,
            )
        return total

    def _settle(self, row: OutboxRow) -> None:
        try:
            sightings = self._look_for(row)
        except Unreadable as error:
            self._could_not_look(row, error.outcome)
            return
        now, at = self._clock.now(), self._clock.machine()
        removed = self._remove(row, sightings[1:])
        with self._database.work() as session:
            step: dict[str, Any] = {"fence": row.fence, "now": now, "at": at}
            if not sightings:
                reading_back.missing(session, row.id, waits=self._waits, **step)
                return
            ts = sightings[0].ts
            reading_back.found(session, row.id, ts=ts, waits=self._waits, **step)
            if removed:
                _tell(session, row, "duplicate removed", now=now, removed=removed)

    def _look_for_twin(self, row: OutboxRow) -> None:
        try:
            sightings = self._look_for(row)
        except Unreadable as error:
            self._could_not_look(row, error.outcome)
            return
        removed = self._remove(row, sightings[1:])
        with self._database.work() as session:
            reading_back.looked_for_twin(
                session,
                row.id,
                fence=row.fence,
                ts=sightings[0].ts if sightings else None,
                removed=removed,
                now=self._clock.now(),
                at=self._clock.machine(),
                waits=self._waits,
            )

    def _could_not_look(self, row: OutboxRow, outcome: Outcome) -> None:
        is_hopeless = isinstance(outcome, NotDone) and outcome.error in UNREADABLE
        wait = TRY_AGAIN
        if isinstance(outcome, NotDone) and outcome.then is Next.WAIT:
            wait = timedelta(seconds=outcome.wait)
        with self._database.work() as session:
            if is_hopeless and row.state is OutboxState.UNCERTAIN:
                reading_back.cannot_look(
                    session,
                    row.id,
                    fence=row.fence,
                    because=outcome.error if isinstance(outcome, NotDone) else "",
                    now=self._clock.now(),
                )
            else:
                reading_back.look_again(
                    session,
                    row.id,
                    fence=row.fence,
                    state=row.state,
                    quiet_until=None if is_hopeless else self._clock.machine() + wait,
                )

    def _look_for(self, row: OutboxRow) -> list[Sighting]:
        """Return where this row's message stands, the oldest first."""
        mark = key(self._database.ring, row.id)
        sightings = self._sightings(str(row.slack_channel), oldest=row.watermark_ts)
        return [sighting for sighting in sightings if sighting.key == mark]

    def _sightings(self, channel: str, *, oldest: str | None) -> list[Sighting]:
        """
        Return our messages in a channel since a Slack time, the oldest first.

        :raises Unreadable: if the channel cannot be read now.
        """
        ours = self._ours()
        found = [
            Sighting(ts=str(message.get("ts")), key=_key_of(message))
            for message in self._history(channel, oldest)
            if message.get("bot_id") == ours and not message.get("subtype")
        ]
        return sorted(found, key=lambda sighting: float(sighting.ts))

    def _history(self, channel: str, oldest: str | None) -> Iterator[Mapping[str, Any]]:
        start = max(0.0, float(oldest or 0) - MARGIN_SECONDS)
        arguments: dict[str, Any] = {
            "channel": channel,
            "oldest": f"{start:.6f}",
            "inclusive": True,
            "include_all_metadata": True,
            "limit": PAGE,
        }
        while True:
            outcome = attempt(self._client.conversations_history, **arguments)
            if not isinstance(outcome, Done):
                raise Unreadable(outcome)
            yield from outcome.answer.get("messages") or []
            after = outcome.answer.get("response_metadata") or {}
            if not after.get("next_cursor"):
                return
            arguments["cursor"] = after["next_cursor"]

    def _ours(self) -> str:
        if self._bot_id is None:
            outcome = attempt(self._client.auth_test)
            if not isinstance(outcome, Done) or not outcome.answer.get("bot_id"):
                raise Unreadable(outcome)
            self._bot_id = str(outcome.answer["bot_id"])
        return self._bot_id

    def _remove(self, row: OutboxRow, twins: Sequence[Sighting]) -> int:
        """Delete the newer ones of a message seen twice; return how many are gone."""
        removed = 0
        for twin in twins:
            outcome = attempt(
                self._client.chat_delete, channel=row.slack_channel, ts=twin.ts
            )
            removed += isinstance(outcome, Done)
            log.warning("duplicate found", row=row.id, is_removed=bool(removed))
        return removed

    def _confirm_channel(
        self, channel: str, rows: Sequence[OutboxRow], *, now: datetime
    ) -> Confirmed:
        oldest = min(row.slack_ts or "" for row in rows)
        try:
            sightings = self._sightings(channel, oldest=oldest)
        except Unreadable as error:
            log.info("channel not read back", why=getattr(error.outcome, "error", ""))
            return Confirmed()
        seen = {sighting.ts for sighting in sightings}
        confirmed = missing = 0
        with self._database.work() as session:
            for row in rows:
                if row.slack_ts in seen:
                    confirmed += reading_back.confirm(
                        session, row.id, fence=row.fence, now=now
                    )
                else:
                    missing += reading_back.lost(
                        session, row.id, fence=row.fence, now=now
                    )
            unknown = self._tell_unknown(session, channel, sightings, now=now)
        return Confirmed(confirmed=confirmed, missing=missing, unknown=unknown)

    def _tell_unknown(
        self,
        session: Any,
        channel: str,
        sightings: Sequence[Sighting],
        *,
        now: datetime,
    ) -> int:
        if not sightings:
            return 0
        rows = queries.list_in_channel(session, channel, oldest=sightings[0].ts)
        known = {key(self._database.ring, row.id) for row in rows}
        unknown = [sighting for sighting in sightings if sighting.key not in known]
        for sighting in unknown:
            audit.record(
                session,
                actor=CLOCK,
                event="unknown message of ours",
                now=now,
                subject=f"{channel}:{sighting.ts}",
            )
        return len(unknown)


def _key_of(message: Mapping[str, Any]) -> str | None:
    found = message.get("metadata") or {}
    if found.get("event_type") != EVENT_TYPE:
        return None
    key = (found.get("event_payload") or {}).get("key")
    return str(key) if key is not None else None


def _tell(
    session: Any, row: OutboxRow, event: str, *, now: datetime, removed: int
) -> None:
    audit.record(
        session,
        actor=CLOCK,
        event=event,
        now=now,
        group_id=row.group_id,
        subject=row.id,
        details={"removed": removed},
    )
