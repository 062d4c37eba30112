"""Effects written with the fact that caused them. The sender delivers them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlmodel import Session

from models.queries import outbox as queries
from models.tables.outbox import OutboxRow
from models.vocabulary import Effect, OutboxState, Urgency
from workflows import hours
from workflows.clock import today
from workflows.message import DailyList, Message
from workflows.profile import Profile


@dataclass(frozen=True)
class ToPerson:
    """A direct message to one person, about one core group or about none."""

    person_id: str
    group_id: str | None = None


@dataclass(frozen=True)
class ToChannel:
    """A message in the channel of one core group."""

    group_id: str


Recipient = ToPerson | ToChannel
OPEN: Final = (OutboxState.PLANNED,)


def post(
    session: Session,
    message: Message,
    *,
    to: Recipient,
    dedupe_key: str,
    now: datetime,
    not_before: datetime | None = None,
    not_after: datetime | None = None,
    urgency: Urgency = Urgency.ROUTINE,
) -> OutboxRow:
    """Write a message for the sender. A key known already changes nothing."""
    if isinstance(to, ToPerson):
        effect, person_id = Effect.DIRECT_MESSAGE, to.person_id
    else:
        effect, person_id = Effect.CHANNEL_MESSAGE, None
    return _write(
        session,
        OutboxRow(
            dedupe_key=dedupe_key,
            effect=effect,
            kind=message.kind,
            payload=message.packed(),
            group_id=to.group_id,
            person_id=person_id,
            urgency=urgency,
            not_before=not_before or now,
            not_after=not_after,
            created_at=now,
        ),
    )


def effect(
    session: Session,
    what: Effect,
    *,
    group_id: str,
    dedupe_key: str,
    now: datetime,
    message: Message | None = None,
    person_id: str | None = None,
    not_before: datetime | None = None,
) -> OutboxRow:
    """Write a change to a channel for the sender: make, invite, remove, pin."""
    return _write(
        session,
        OutboxRow(
            dedupe_key=dedupe_key,
            effect=what,
            kind=message.kind if message is not None else f"channel.{what.value}",
            payload=message.packed() if message is not None else "{}",
            group_id=group_id,
            person_id=person_id,
            urgency=Urgency.ROUTINE,
            not_before=not_before or now,
            created_at=now,
        ),
    )


def daily(
    session: Session, *, person_id: str, now: datetime, profile: Profile
) -> OutboxRow:
    """
    Let somebody know that they owe something new, in their one message of the day.

    If today's has been made already and could be gone, it comes with the next working
    morning's. What it lists is worked out when it is sent.
    """
    moment = hours.next_open(now, profile)
    day = today(moment)
    row = queries.find_by_key(session, _daily_key(person_id, day))
    if row is not None and row.state not in OPEN:
        moment = hours.morning_after(day, profile)
        day = today(moment)
    return post(
        session,
        DailyList(day=day),
        to=ToPerson(person_id),
        dedupe_key=_daily_key(person_id, day),
        now=now,
        not_before=moment,
        not_after=hours.end_of(day),
    )


def redraw_lists(
    session: Session, *, person_ids: Collection[str], since: datetime, now: datetime
) -> None:
    """
    Draw again the lists that these people were sent, so that they are true again.

    Nobody is notified of that. Source: reliability, I3.
    """
    for row in queries.list_of_kind(
        session, DailyList.kind, person_ids=person_ids, since=since
    ):
        again = OutboxRow(
            dedupe_key=f"redraw:{row.id}:{now.timestamp():.6f}",
            effect=Effect.REDRAW,
            kind=row.kind,
            payload=row.payload,
            person_id=row.person_id,
            urgency=Urgency.URGENT,
            not_before=now,
            created_at=now,
            redraws_id=row.id,
        )
        _write(session, again)


def redraw_pinned(session: Session, kind: str, *, group_id: str, now: datetime) -> None:
    """
    Draw a core group's pinned message again, so that it is true again.

    One that waits is drawn when it is sent. Nobody is notified of either.
    """
    row = queries.find_pinned(session, kind, group_id=group_id)
    if row is not None:
        again = OutboxRow(
            dedupe_key=f"redraw:{row.id}:{now.timestamp():.6f}",
            effect=Effect.REDRAW,
            kind=row.kind,
            payload=row.payload,
            group_id=group_id,
            urgency=Urgency.ROUTINE,
            not_before=now,
            created_at=now,
            redraws_id=row.id,
        )
        _write(session, again)


def redraw_about(
    session: Session, kind: str, *, group_id: str, dedupe_prefix: str, now: datetime
) -> None:
    """
    Draw again the messages about one thing that people were sent in person.

    Nobody is notified of that; one that waits is drawn when it is sent.
    """
    for row in queries.list_about(session, kind, group_id=group_id):
        if not row.dedupe_key.startswith(dedupe_prefix):
            continue
        again = OutboxRow(
            dedupe_key=f"redraw:{row.id}:{now.timestamp():.6f}",
            effect=Effect.REDRAW,
            kind=row.kind,
            payload=row.payload,
            group_id=row.group_id,
            person_id=row.person_id,
            urgency=Urgency.URGENT,
            not_before=now,
            created_at=now,
            redraws_id=row.id,
        )
        _write(session, again)


def withdraw(
    session: Session, *, dedupe_prefix: str, because: str, now: datetime
) -> int:
    """Cancel what starts with this key and has not been taken up; return how many."""
    rows = queries.lock_planned(session, dedupe_prefix)
    for row in rows:
        row.state, row.reason, row.closed_at = OutboxState.CANCELLED, because, now
        session.add(row)
    return len(rows)


def _daily_key(person_id: str, day: date) -> str:
    return f"daily:{person_id}:{day.isoformat()}"


def _write(session: Session, row: OutboxRow) -> OutboxRow:
    known = queries.find_by_key(session, row.dedupe_key)
    if known is not None:
        return known
    session.add(row)
    session.flush()
    return row
