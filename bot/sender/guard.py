"""May this row go now? Asked in the transaction that takes it up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session

from models.tables.access import Person
from models.tables.outbox import OutboxRow
from models.tables.plans import CoreGroup
from models.vocabulary import Effect, OutboxState, PersonClass, Urgency
from workflows import hours
from workflows.access import use_cases as access
from workflows.delivery import sending
from workflows.delivery.states import POSTED, hold
from workflows.message import Message
from workflows.profile import Profile
from workflows.wording import Entry

# Who belongs in the channel of a core group.
IN_CHANNEL: Final = frozenset(
    {
        PersonClass.LEAD_SOCIAL_WORKER,
        PersonClass.MEMBER,
        PersonClass.VOLUNTARY_MEMBER,
        PersonClass.CHAIR,
    }
)
UNTIL_THE_CHANNEL_IS_THERE: Final = timedelta(minutes=1)
# After that nobody is making it: somebody has to look.
NO_CHANNEL_FOR_LONG: Final = timedelta(days=1)
UNTIL_THE_MESSAGE_IS_THERE: Final = timedelta(seconds=15)
_ON_ITS_WAY: Final = frozenset({OutboxState.SENDING, OutboxState.UNCERTAIN})
WAITS_FOR_CHANNEL: Final = "the channel is not there yet"


@dataclass(frozen=True, kw_only=True)
class Guard:
    """Decides on the facts of this moment; what may not go is settled here."""

    entries: Mapping[str, Entry]
    profile: Profile

    def message(self, row: OutboxRow) -> Message | None:
        """Return the message of a row, or nothing where it has none."""
        entry = self.entries.get(row.kind)
        return entry.message.unpacked(row.payload) if entry is not None else None

    def lets_through(self, session: Session, row: OutboxRow, *, now: datetime) -> bool:
        """Say whether a row goes now. If not, it is cancelled, put off or held."""
        if row.not_after is not None and now > row.not_after:
            sending.cancel(session, row, because="its time is over", now=now)
            return False
        if row.kind not in self.entries and row.effect in POSTED:
            hold(session, row, because=f"no entry for {row.kind}", now=now)
            return False
        return (
            self._is_in_hours(session, row, now=now)
            and self._is_reachable(session, row, now=now)
            and self._has_right(session, row, now=now)
            and self._is_wanted(session, row, now=now)
        )

    def _is_in_hours(self, session: Session, row: OutboxRow, *, now: datetime) -> bool:
        if row.urgency is Urgency.URGENT or row.effect not in POSTED:
            return True
        opens = hours.next_open(now, self.profile)
        if opens <= now:
            return True
        sending.postpone(session, row, until=opens, because="outside message hours")
        return False

    def _is_reachable(self, session: Session, row: OutboxRow, *, now: datetime) -> bool:
        if row.effect in {Effect.DIRECT_MESSAGE, Effect.INVITE, Effect.REMOVE}:
            person = session.get(Person, row.person_id)
            if person is None or person.slack_user_id is None:
                hold(session, row, because="no Slack account", now=now)
                return False
        if row.effect is Effect.REDRAW:
            is_silent = self._is_silent(session, row, now=now)
            return not is_silent and self._is_there(session, row, now=now)
        if row.effect in {Effect.DIRECT_MESSAGE, Effect.CREATE_CHANNEL}:
            return True
        group = session.get(CoreGroup, row.group_id)
        if group is None or group.channel_id is None:
            if now - row.created_at > NO_CHANNEL_FOR_LONG:
                hold(session, row, because=WAITS_FOR_CHANNEL, now=now)
            else:
                later = now + UNTIL_THE_CHANNEL_IS_THERE
                sending.postpone(session, row, until=later, because=WAITS_FOR_CHANNEL)
            return False
        return row.effect is Effect.REMOVE or not self._is_silent(session, row, now=now)

    def _is_silent(self, session: Session, row: OutboxRow, *, now: datetime) -> bool:
        """Hold what would be seen in a channel that has gone quiet; say so."""
        if row.person_id is not None and row.effect is Effect.REDRAW:
            return False
        group = session.get(CoreGroup, row.group_id) if row.group_id else None
        if group is None or group.channel_quiet_because is None:
            return False
        hold(session, row, because=group.channel_quiet_because, now=now)
        return True

    def _is_there(self, session: Session, row: OutboxRow, *, now: datetime) -> bool:
        """Say whether the message to draw again is there; it may be on its way."""
        first = session.get(OutboxRow, row.redraws_id)
        if first is not None and first.slack_ts is not None:
            return True
        if first is not None and first.state in _ON_ITS_WAY:
            later = now + UNTIL_THE_MESSAGE_IS_THERE
            sending.postpone(session, row, until=later, because="not sent yet")
        else:
            sending.cancel(session, row, because="there is no message", now=now)
        return False

    def _has_right(self, session: Session, row: OutboxRow, *, now: datetime) -> bool:
        if row.person_id is None:
            return True
        if row.effect in {Effect.DIRECT_MESSAGE, Effect.REDRAW}:
            message = self.message(row)
            is_right = message is not None and access.may_receive(
                session,
                person_id=row.person_id,
                group_id=row.group_id,
                row=message.row,
                now=now,
            )
        else:
            belongs = _belongs(session, row, now=now)
            is_right = belongs == (row.effect is Effect.INVITE)
        if not is_right:
            sending.withhold(session, row, now=now)
        return is_right

    def _is_wanted(self, session: Session, row: OutboxRow, *, now: datetime) -> bool:
        entry = self.entries.get(row.kind)
        if entry is None or row.effect is Effect.REDRAW:
            return True
        because = entry.wanted(session, row, self.message(row), now)
        if because is not None:
            sending.cancel(session, row, because=because, now=now)
        return because is None


def _belongs(session: Session, row: OutboxRow, *, now: datetime) -> bool:
    if row.person_id is None or row.group_id is None:
        return False
    classes = access.classes_in_group(session, row.person_id, row.group_id, now=now)
    return bool(classes & IN_CHANNEL)
