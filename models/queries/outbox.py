"""Reads and locks of the outbox. Lease and quiet times are the machine's own time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.tables.outbox import OutboxRow
from models.tables.plans import CoreGroup
from models.vocabulary import Effect, OutboxState, Urgency

_TAKEN = (OutboxState.CLAIMED, OutboxState.SENDING)
# What people may have before them.
_GONE = (
    OutboxState.SENDING,
    OutboxState.UNCERTAIN,
    OutboxState.SENT,
    OutboxState.CONFIRMED,
)


@dataclass(frozen=True, kw_only=True)
class Due:
    """One row that could go now. `lane` is what must keep its order and its pace."""

    id: str
    lane: str
    effect: Effect


def find_by_key(session: Session, dedupe_key: str) -> OutboxRow | None:
    """Return the row of one obligation, step and recipient, if it was written."""
    statement = select(OutboxRow).where(OutboxRow.dedupe_key == dedupe_key)
    return session.exec(statement).one_or_none()


# Asked at every view that is given, so they are built once.
_PLANNED: Final = (
    select(OutboxRow)
    .where(
        # Written out, so that the index of what is planned can serve.
        sa.text("outboxrow.state = 'planned'"),
        col(OutboxRow.dedupe_key).like(sa.bindparam("pattern"), escape="/"),
    )
    .with_for_update(skip_locked=True, key_share=True)
)
_REACHED: Final = select(OutboxRow).where(
    col(OutboxRow.kind) == sa.bindparam("kind"),
    col(OutboxRow.effect) == Effect.DIRECT_MESSAGE,
    col(OutboxRow.person_id).in_(sa.bindparam("person_ids", expanding=True)),
    col(OutboxRow.state).in_(_GONE),
    col(OutboxRow.created_at) >= sa.bindparam("since"),
)


def find_pinned(session: Session, kind: str, *, group_id: str) -> OutboxRow | None:
    """Return the newest pinned message of a kind that has gone to a core group."""
    statement = (
        select(OutboxRow)
        .where(
            OutboxRow.kind == kind,
            OutboxRow.group_id == group_id,
            OutboxRow.effect == Effect.PIN,
            col(OutboxRow.state).in_(_GONE),
        )
        # Not by when it was written: one for a day to come can be sent later.
        .order_by(
            sa.func.coalesce(OutboxRow.sent_at, OutboxRow.created_at).desc(),
            col(OutboxRow.id),
        )
    )
    return session.exec(statement).first()


def lock_planned(session: Session, dedupe_prefix: str) -> Sequence[OutboxRow]:
    """
    Return what starts with this key and nobody has taken up, locked.

    A row that somebody holds is being taken up at this moment: whether it is still
    wanted is asked there, and waiting for it could make both wait for ever.
    """
    # Every character counts as it is: a prefix is no pattern.
    escaped = dedupe_prefix.replace("/", "//").replace("%", "/%").replace("_", "/_")
    return session.exec(_PLANNED, params={"pattern": f"{escaped}%"}).all()


def list_due(
    session: Session, *, now: datetime, busy: Collection[str], limit: int
) -> list[Due]:
    """
    Return the first due row of every lane that is not busy, urgent ones first.

    One a lane, so that a long queue in one channel holds up no other.
    """
    lane = _lane()
    is_routine = sa.case((col(OutboxRow.urgency) == Urgency.URGENT, 0), else_=1)
    place = sa.func.row_number().over(partition_by=lane, order_by=_order(is_routine))
    ranked = (
        sa.select(
            col(OutboxRow.id).label("id"),
            lane.label("lane"),
            col(OutboxRow.effect).label("effect"),
            is_routine.label("routine"),
            col(OutboxRow.not_before).label("not_before"),
            place.label("place"),
        )
        .where(
            col(OutboxRow.state) == OutboxState.PLANNED,
            col(OutboxRow.not_before) <= now,
            lane.not_in(list(busy)),
        )
        .subquery()
    )
    statement = (
        sa.select(ranked.c.id, ranked.c.lane, ranked.c.effect)
        .where(ranked.c.place == 1)
        .order_by(ranked.c.routine, ranked.c.not_before, ranked.c.id)
        .limit(limit)
    )
    return [
        Due(id=found.id, lane=found.lane, effect=found.effect)
        for found in session.connection().execute(statement)
    ]


def _order(is_routine: sa.ColumnElement[int]) -> tuple[Any, ...]:
    """
    Return what goes first in one lane.

    A channel is made before anything happens in it, and people are brought in before
    anything is said.
    """
    effect = col(OutboxRow.effect)
    return (
        sa.case((effect == Effect.CREATE_CHANNEL, 0), else_=1),
        is_routine,
        sa.case((effect.in_((Effect.INVITE, Effect.REMOVE)), 0), else_=1),
        col(OutboxRow.not_before),
        col(OutboxRow.created_at),
        col(OutboxRow.id),
    )


def _lane() -> sa.ColumnElement[str]:
    is_direct = col(OutboxRow.effect).in_((Effect.DIRECT_MESSAGE, Effect.REDRAW))
    return sa.case((is_direct, col(OutboxRow.person_id)), else_=col(OutboxRow.group_id))


def lock_due(session: Session, row_id: str, *, now: datetime) -> OutboxRow | None:
    """Return a row if it is still planned and due, and nobody else is taking it up."""
    statement = (
        select(OutboxRow)
        .where(
            OutboxRow.id == row_id,
            OutboxRow.state == OutboxState.PLANNED,
            col(OutboxRow.not_before) <= now,
        )
        .with_for_update(skip_locked=True, key_share=True)
    )
    return session.exec(statement).one_or_none()


def lock_taken(session: Session, row_id: str, *, fence: int) -> OutboxRow | None:
    """Return a row if it is still in the hands of whoever got this fence."""
    return _lock(session, row_id, fence, _TAKEN)


def lock_in(
    session: Session, row_id: str, *, fence: int, state: OutboxState
) -> OutboxRow | None:
    """Return a row if it is still as it was when this fence was read."""
    return _lock(session, row_id, fence, (state,))


def _lock(
    session: Session, row_id: str, fence: int, states: Sequence[OutboxState]
) -> OutboxRow | None:
    statement = (
        select(OutboxRow)
        .where(
            OutboxRow.id == row_id,
            OutboxRow.fence == fence,
            col(OutboxRow.state).in_(states),
        )
        .with_for_update(key_share=True)
    )
    return session.exec(statement).one_or_none()


def lock_abandoned(session: Session, *, at: datetime | None) -> Sequence[OutboxRow]:
    """Return what was taken up by somebody whose lease is over; all without `at`."""
    statement = (
        select(OutboxRow)
        .where(col(OutboxRow.state).in_(_TAKEN))
        .with_for_update(skip_locked=True, key_share=True)
    )
    if at is not None:
        statement = statement.where(col(OutboxRow.lease_until) <= at)
    return session.exec(statement).all()


def list_uncertain(session: Session, *, at: datetime) -> Sequence[OutboxRow]:
    """Return what may have been sent, and whose quiet period is over."""
    statement = (
        select(OutboxRow)
        .where(
            OutboxRow.state == OutboxState.UNCERTAIN, col(OutboxRow.quiet_until) <= at
        )
        .order_by(col(OutboxRow.quiet_until))
    )
    return session.exec(statement).all()


def list_resent(session: Session, *, at: datetime) -> Sequence[OutboxRow]:
    """Return what was sent after a first try, and must be looked at for a twin."""
    statement = (
        select(OutboxRow)
        .where(OutboxRow.state == OutboxState.SENT, col(OutboxRow.quiet_until) <= at)
        .order_by(col(OutboxRow.quiet_until))
    )
    return session.exec(statement).all()


def list_sent(session: Session, *, before: datetime) -> Sequence[OutboxRow]:
    """Return the messages sent before then that nobody has read back."""
    statement = (
        select(OutboxRow)
        .where(
            OutboxRow.state == OutboxState.SENT,
            col(OutboxRow.sent_at) < before,
            col(OutboxRow.slack_ts).is_not(None),
        )
        .order_by(col(OutboxRow.slack_channel), col(OutboxRow.slack_ts))
    )
    return session.exec(statement).all()


def list_in_channel(
    session: Session, channel: str, *, oldest: str
) -> Sequence[OutboxRow]:
    """Return what has been, or may have been, posted there since a Slack time."""
    statement = select(OutboxRow).where(
        OutboxRow.slack_channel == channel,
        sa.or_(
            col(OutboxRow.slack_ts) >= oldest,
            col(OutboxRow.state).in_((*_TAKEN, OutboxState.UNCERTAIN)),
        ),
    )
    return session.exec(statement).all()


def find_direct_channel(session: Session, person_id: str) -> str | None:
    """Return the channel that we last wrote to somebody in."""
    statement = (
        select(OutboxRow.slack_channel)
        .where(
            OutboxRow.person_id == person_id,
            OutboxRow.effect == Effect.DIRECT_MESSAGE,
            col(OutboxRow.slack_channel).is_not(None),
        )
        .order_by(col(OutboxRow.created_at).desc())
        .limit(1)
    )
    return session.exec(statement).first()


def list_channel_ids(session: Session) -> Sequence[str]:
    """Return the channels that core groups have."""
    statement = select(CoreGroup.channel_id).where(
        col(CoreGroup.channel_id).is_not(None)
    )
    return [channel for channel in session.exec(statement) if channel is not None]


def find_newest_ts(session: Session) -> str | None:
    """Return the newest of Slack's own times that we have been told."""
    statement = select(sa.func.max(OutboxRow.slack_ts))
    return session.exec(statement).one()


def next_due(session: Session, *, after: datetime | None = None) -> datetime | None:
    """Return when the next planned row may go, or the next one after a moment."""
    statement = select(sa.func.min(OutboxRow.not_before)).where(
        OutboxRow.state == OutboxState.PLANNED
    )
    if after is not None:
        statement = statement.where(col(OutboxRow.not_before) > after)
    return session.exec(statement).one()


def count_by_state(session: Session) -> dict[OutboxState, int]:
    """Return how many rows are in each state that wants watching."""
    watched = (*_TAKEN, OutboxState.PLANNED, OutboxState.UNCERTAIN, OutboxState.HELD)
    statement = (
        select(OutboxRow.state, sa.func.count())
        .where(col(OutboxRow.state).in_(watched))
        .group_by(col(OutboxRow.state))
    )
    return {OutboxState(state): count for state, count in session.exec(statement)}


def list_of_kind(
    session: Session, kind: str, *, person_ids: Collection[str], since: datetime
) -> Sequence[OutboxRow]:
    """Return what of one kind reached these people since then, or may have."""
    named = {"kind": kind, "person_ids": list(person_ids), "since": since}
    return session.exec(_REACHED, params=named).all()


def list_about(session: Session, kind: str, *, group_id: str) -> Sequence[OutboxRow]:
    """Return what of one kind people were sent about a core group, or may have been."""
    statement = select(OutboxRow).where(
        OutboxRow.group_id == group_id,
        OutboxRow.kind == kind,
        OutboxRow.effect == Effect.DIRECT_MESSAGE,
        col(OutboxRow.state).in_(_GONE),
    )
    return session.exec(statement).all()
