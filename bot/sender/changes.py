"""Brings one change of a channel to Slack, and keeps what came of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlmodel import Session

from bot.sender import channels
from bot.sender.means import Arguments, Book, Call, Means, Taken, taken
from bot.slack_errors import Done, Next, NotDone, Outcome, Uncertain, attempt
from models.queries import outbox as queries
from models.tables.access import Person
from models.tables.outbox import OutboxRow
from models.tables.plans import CoreGroup
from models.vocabulary import Effect
from workflows.delivery import sending

# Calls a minute, for methods that have a limit of their own. Source: slack, 3.
METHODS: Final = {
    Effect.CREATE_CHANNEL: ("conversations.create", 20),
    Effect.INVITE: ("conversations.invite", 50),
    Effect.REMOVE: ("conversations.kick", 50),
    Effect.REDRAW: ("chat.update", 50),
}


@dataclass
class Changes:
    """Makes channels and brings people in and out. Safe to use from several threads."""

    means: Means
    book: Book
    ours: channels.Identity | None = None

    def deliver(self, due: queries.Due, may_send: Callable[[], bool]) -> list[Call]:
        ours = self._identity()
        if ours is None:
            return []
        now, at = self.means.clock.now(), self.means.clock.machine()
        with self.means.database.work() as session:
            row = sending.take(session, due.id, now=now)
            if row is None or not self.means.guard.lets_through(session, row, now=now):
                return []
            fence = sending.claim(session, row, at=at, waits=self.book.waits)
            held = taken(row, fence, self._change(session, row, now=now))
            known = frozenset(queries.list_channel_ids(session))
        if not self.book.is_in_time(held, may_send):
            return []
        outcome = self._make_change(held, ours=ours, known=known)
        if isinstance(outcome, Done) or _is_pointless(held, outcome):
            self._keep_change(held, outcome)
        else:
            self.book.settle(held, outcome, is_seen=False)
        return [self.book.call(METHODS[held.effect][0], held, outcome)]

    def _make_change(
        self, held: Taken, *, ours: channels.Identity, known: frozenset[str]
    ) -> Outcome:
        args = held.args
        if held.effect is Effect.CREATE_CHANNEL:
            if args["channel"] is not None:
                return Done({"channel": {"id": args["channel"]}})
            return channels.create(
                self.means.client, args["alias"], ours=ours, known=known
            )
        if held.effect is Effect.REDRAW:
            return attempt(self.means.client.chat_update, **args)
        if held.effect is Effect.INVITE:
            return channels.invite(self.means.client, args["channel"], args["user"])
        return channels.remove(self.means.client, args["channel"], args["user"])

    def _keep_change(self, held: Taken, outcome: Outcome) -> None:
        if held.effect is not Effect.CREATE_CHANNEL or not isinstance(outcome, Done):
            self.book.keep_done(held)
            return
        channel = str((outcome.answer.get("channel") or {}).get("id") or "")
        if not channel:
            self.book.settle(held, Uncertain("no_channel"), is_seen=False)
        else:
            self.book.keep_done(held, channel=channel)

    def _change(self, session: Session, row: OutboxRow, *, now: datetime) -> Arguments:
        if row.effect is Effect.REDRAW:
            return self._drawn_again(session, row, now=now)
        group = session.get_one(CoreGroup, row.group_id)
        if row.effect is Effect.CREATE_CHANNEL:
            return {"alias": group.alias, "channel": group.channel_id}
        person = session.get_one(Person, row.person_id)
        return {"channel": group.channel_id, "user": person.slack_user_id}

    def _drawn_again(
        self, session: Session, row: OutboxRow, *, now: datetime
    ) -> Arguments:
        first = session.get_one(OutboxRow, row.redraws_id)
        entry = self.means.guard.entries[row.kind]
        message = entry.message.unpacked(row.payload)
        words = entry.words(session, row, message, now)
        drawn = self.means.renderer.render(message, words, entry.buttons(words))
        return {
            "channel": first.slack_channel,
            "ts": first.slack_ts,
            "text": drawn.text,
            "blocks": drawn.blocks,
        }

    def _identity(self) -> channels.Identity | None:
        if self.ours is None:
            self.ours = channels.who_we_are(self.means.client)
        return self.ours


def _is_pointless(held: Taken, outcome: Outcome) -> bool:
    # A message that its reader deleted, or that is too old to edit, misleads nobody.
    is_refused = isinstance(outcome, NotDone) and outcome.then is Next.GIVE_UP
    return held.effect is Effect.REDRAW and is_refused
