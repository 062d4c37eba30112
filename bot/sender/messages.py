"""Brings one message to Slack: its row taken up, posted, and what came of it kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session

from bot.render import Rendered
from bot.sender import channels
from bot.sender.means import Arguments, Book, Call, Means, Taken, taken
from bot.slack_errors import Done, Outcome, Uncertain, attempt
from models.queries import outbox as queries
from models.sealed import ring, seal
from models.tables.access import Person
from models.tables.outbox import OutboxRow
from models.tables.plans import CoreGroup
from models.vocabulary import Effect
from workflows.delivery import sending
from workflows.delivery.states import EVENT_TYPE, key

# Its own limit, in calls a minute. Source: slack, 3.
OPEN: Final = ("conversations.open", 50)


@dataclass
class Messages:
    """Posts messages. Safe to use from several threads."""

    means: Means
    book: Book
    newest_ts: str | None = None

    def deliver(self, due: queries.Due, may_send: Callable[[], bool]) -> list[Call]:
        calls: list[Call] = []
        held = self._take_message(due.id)
        if held is not None and "users" in held.args:
            calls.append(self._open(held))
            if not isinstance(calls[0].outcome, Done):
                return calls
            held = self._take_message(due.id)
        if held is None or not self.book.is_in_time(held, may_send):
            return calls
        if "timestamp" in held.args:
            return [*calls, self._pin(held)]
        outcome = attempt(self.means.client.chat_postMessage, **held.args)
        call = self.book.call("chat.postMessage", held, _with_ts(outcome))
        calls.append(call)
        if not isinstance(call.outcome, Done):
            self.book.settle(held, call.outcome, is_seen=True)
            return calls
        channel, ts = _place(call.outcome, held)
        self._remember(ts)
        if held.effect is Effect.PIN:
            return [*calls, *self._pin_posted(held, channel, ts)]
        self.book.keep_done(held, channel=channel, ts=ts)
        return calls

    def _take_message(self, row_id: str) -> Taken | None:
        now, at = self.means.clock.now(), self.means.clock.machine()
        with self.means.database.work() as session:
            row = sending.take(session, row_id, now=now)
            if row is None or not self.means.guard.lets_through(session, row, now=now):
                return None
            if row.slack_ts is not None:
                # Posted already; what is left is to pin it.
                fence = sending.claim(session, row, at=at, waits=self.book.waits)
                args = {"channel": row.slack_channel, "timestamp": row.slack_ts}
                return taken(row, fence, args)
            channel = self._channel_of(session, row)
            if channel is None:
                return self._take_to_open(session, row, now=now, at=at)
            rendered = self._render(session, row, now=now)
            fence = sending.intend(
                session,
                row,
                channel=channel,
                watermark=self.newest_ts or queries.find_newest_ts(session),
                now=now,
                at=at,
                waits=self.book.waits,
            )
            seal(session, row, "sent", rendered.packed())
            return taken(
                row,
                fence,
                {
                    "channel": channel,
                    "text": rendered.text,
                    "blocks": rendered.blocks,
                    "metadata": metadata(session, row.id),
                    "unfurl_links": False,
                    "unfurl_media": False,
                },
            )

    def _take_to_open(
        self, session: Session, row: OutboxRow, *, now: datetime, at: datetime
    ) -> Taken | None:
        method, per_minute = OPEN
        with self.book.lock:
            wait = self.book.pacer.wait_for_method(method, at.timestamp())
            if wait == 0:
                self.book.pacer.take_method(
                    method, at.timestamp(), per_minute=per_minute
                )
        if wait > 0:
            later = now + timedelta(seconds=wait)
            sending.postpone(session, row, until=later, because="channel to be opened")
            return None
        person = session.get_one(Person, row.person_id)
        fence = sending.claim(session, row, at=at, waits=self.book.waits)
        return taken(row, fence, {"users": person.slack_user_id})

    def _channel_of(self, session: Session, row: OutboxRow) -> str | None:
        if row.effect is Effect.DIRECT_MESSAGE and row.person_id is not None:
            return queries.find_direct_channel(session, row.person_id)
        return session.get_one(CoreGroup, row.group_id).channel_id

    def _render(self, session: Session, row: OutboxRow, *, now: datetime) -> Rendered:
        entry = self.means.guard.entries[row.kind]
        message = entry.message.unpacked(row.payload)
        words = entry.words(session, row, message, now)
        return self.means.renderer.render(message, words, entry.buttons(words))

    def _open(self, held: Taken) -> Call:
        outcome = attempt(self.means.client.conversations_open, **held.args)
        channel = ""
        if isinstance(outcome, Done):
            channel = str((outcome.answer.get("channel") or {}).get("id") or "")
            outcome = outcome if channel else Uncertain("no_channel")
        if isinstance(outcome, Done):
            with self.means.database.work() as session:
                sending.opened(session, held.row_id, fence=held.fence, channel=channel)
        else:
            self.book.settle(held, outcome, is_seen=False)
        return self.book.call("conversations.open", held, outcome)

    def _pin_posted(self, held: Taken, channel: str, ts: str) -> list[Call]:
        with self.means.database.work() as session:
            is_ours = sending.posted(
                session,
                held.row_id,
                fence=held.fence,
                channel=channel,
                ts=ts,
                at=self.means.clock.machine(),
                waits=self.book.waits,
            )
        if not is_ours:
            return []
        args = {"channel": channel, "timestamp": ts}
        return [self._pin(held.with_args(args))]

    def _pin(self, held: Taken) -> Call:
        outcome = channels.pin(
            self.means.client, held.args["channel"], held.args["timestamp"]
        )
        if isinstance(outcome, Done):
            self.book.keep_done(held)
        else:
            self.book.settle(held, outcome, is_seen=False)
        return self.book.call("pins.add", held, outcome)

    def _remember(self, ts: str) -> None:
        with self.book.lock:
            self.newest_ts = max(self.newest_ts or "", ts)


def metadata(session: Session, row_id: str) -> Arguments:
    """Return the mark by which a message is known again; it means nothing to others."""
    mark = key(ring(session), row_id)
    return {"event_type": EVENT_TYPE, "event_payload": {"key": mark}}


def _with_ts(outcome: Outcome) -> Outcome:
    is_whole = not isinstance(outcome, Done) or bool(outcome.answer.get("ts"))
    return outcome if is_whole else Uncertain("no_ts")


def _place(outcome: Done, held: Taken) -> tuple[str, str]:
    channel = outcome.answer.get("channel") or held.args["channel"]
    return str(channel), str(outcome.answer["ts"])
