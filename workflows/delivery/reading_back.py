"""The steps of looking whether a message is there, each one unit of work."""

from datetime import datetime

from sqlmodel import Session

from models.queries import outbox as queries
from models.vocabulary import Effect, OutboxState
from workflows.delivery.states import (
    LOOKS,
    MOST_ATTEMPTS,
    Waits,
    hold,
    note,
    plan,
    sent,
)


def found(
    session: Session,
    row_id: str,
    *,
    fence: int,
    ts: str,
    now: datetime,
    at: datetime,
    waits: Waits,
) -> bool:
    """Keep that a message, after all, is there."""
    row = queries.lock_in(session, row_id, fence=fence, state=OutboxState.UNCERTAIN)
    if row is None:
        return False
    if row.effect is Effect.PIN:
        row.slack_ts = ts
        plan(session, row, now=row.not_before, because="to be pinned")
    else:
        sent(session, row, ts=ts, now=now, at=at, waits=waits)
    return True


def missing(
    session: Session,
    row_id: str,
    *,
    fence: int,
    now: datetime,
    at: datetime,
    waits: Waits,
) -> bool:
    """
    Keep that a look found nothing. After the second one it is planned again.

    Slack promises no reading of what was just written, so one look proves nothing.
    """
    row = queries.lock_in(session, row_id, fence=fence, state=OutboxState.UNCERTAIN)
    if row is None:
        return False
    row.looks += 1
    if row.looks < LOOKS:
        row.quiet_until = at + waits.second_look
        session.add(row)
    elif row.attempts >= MOST_ATTEMPTS:
        hold(session, row, because=row.reason or "not known", now=now)
    else:
        row.fence += 1
        plan(session, row, now=row.not_before, because="looked for, not there")
    return True


def look_again(
    session: Session,
    row_id: str,
    *,
    fence: int,
    state: OutboxState,
    quiet_until: datetime | None,
) -> bool:
    """Put off a look that could not be taken; without a time, for good."""
    row = queries.lock_in(session, row_id, fence=fence, state=state)
    if row is None:
        return False
    row.quiet_until = quiet_until
    session.add(row)
    return True


def cannot_look(
    session: Session, row_id: str, *, fence: int, because: str, now: datetime
) -> bool:
    """Give a person a row whose channel cannot be read."""
    row = queries.lock_in(session, row_id, fence=fence, state=OutboxState.UNCERTAIN)
    if row is None:
        return False
    hold(session, row, because=because, now=now)
    return True


def looked_for_twin(
    session: Session,
    row_id: str,
    *,
    fence: int,
    ts: str | None,
    removed: int,
    now: datetime,
    waits: Waits,
    at: datetime,
) -> bool:
    """Keep that a message sent again was looked at; a twin that was found is told."""
    row = queries.lock_in(session, row_id, fence=fence, state=OutboxState.SENT)
    if row is None:
        return False
    row.looks, row.slack_ts = row.looks + 1, ts or row.slack_ts
    row.quiet_until = at + waits.last_look if row.looks < LOOKS else None
    session.add(row)
    if removed:
        note(session, row, "duplicate removed", now=now, removed=removed)
    return True


def confirm(session: Session, row_id: str, *, fence: int, now: datetime) -> bool:
    """Keep that a message was read back."""
    row = queries.lock_in(session, row_id, fence=fence, state=OutboxState.SENT)
    if row is None:
        return False
    row.state, row.closed_at, row.quiet_until = OutboxState.CONFIRMED, now, None
    session.add(row)
    return True


def lost(session: Session, row_id: str, *, fence: int, now: datetime) -> bool:
    """
    Plan once more a message that Slack said it had and has not.

    Whether it is still wanted is asked when it is taken up. The second time a person
    is given it: somebody may be removing what we send.
    """
    row = queries.lock_in(session, row_id, fence=fence, state=OutboxState.SENT)
    if row is None:
        return False
    note(session, row, "message missing", now=now)
    if row.attempts > 1:
        hold(session, row, because="missing when read back", now=now)
    else:
        row.fence += 1
        row.slack_ts = None
        plan(session, row, now=now, because="missing when read back")
    return True
