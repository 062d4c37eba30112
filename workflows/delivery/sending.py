"""
The steps of taking a row up and sending it, each one unit of work.

Every step carries the fence that its row was taken up with, so that whoever lost the
row in the meantime changes nothing.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session

from models.queries import outbox as queries
from models.tables.outbox import OutboxRow
from models.vocabulary import Effect, OutboxState
from workflows.delivery.states import (
    MOST_ATTEMPTS,
    NOT_REACHED,
    Waits,
    doubt,
    hold,
    note,
    plan,
    sent,
    tell_lead,
)

LONGEST_BACKOFF: Final = timedelta(hours=1)


def take(session: Session, row_id: str, *, now: datetime) -> OutboxRow | None:
    """Return a row that is due, held for this unit of work, or nothing if it is not."""
    return queries.lock_due(session, row_id, now=now)


def intend(
    session: Session,
    row: OutboxRow,
    *,
    channel: str,
    watermark: str | None,
    now: datetime,
    at: datetime,
    waits: Waits,
) -> int:
    """
    Keep, before the first byte leaves, that a message is about to be posted.

    Return the fence. From here on it may have been seen, whatever happens to us.
    """
    row.slack_channel, row.watermark_ts, row.intent_at = channel, watermark, now
    return _take_up(session, row, OutboxState.SENDING, at=at, waits=waits)


def claim(session: Session, row: OutboxRow, *, at: datetime, waits: Waits) -> int:
    """Take up what may be repeated without harm. Return the fence."""
    return _take_up(session, row, OutboxState.CLAIMED, at=at, waits=waits)


def _take_up(
    session: Session,
    row: OutboxRow,
    state: OutboxState,
    *,
    at: datetime,
    waits: Waits,
) -> int:
    row.state, row.fence, row.attempts = state, row.fence + 1, row.attempts + 1
    row.lease_until, row.looks, row.quiet_until = at + waits.lease, 0, None
    session.add(row)
    return row.fence


def done(
    session: Session,
    row_id: str,
    *,
    fence: int,
    now: datetime,
    at: datetime,
    waits: Waits,
    channel: str | None = None,
    ts: str | None = None,
) -> bool:
    """Keep that Slack did it. A message posted again is looked at for its twin."""
    row = queries.lock_taken(session, row_id, fence=fence)
    if row is None:
        return False
    row.slack_channel = channel or row.slack_channel
    sent(session, row, ts=ts or row.slack_ts, now=now, at=at, waits=waits)
    return True


def opened(session: Session, row_id: str, *, fence: int, channel: str) -> bool:
    """Keep which channel a direct message goes to, before it goes there."""
    row = queries.lock_taken(session, row_id, fence=fence)
    if row is None:
        return False
    row.slack_channel, row.attempts = channel, row.attempts - 1
    plan(session, row, now=row.not_before, because="channel opened")
    return True


def posted(
    session: Session,
    row_id: str,
    *,
    fence: int,
    channel: str,
    ts: str,
    at: datetime,
    waits: Waits,
) -> bool:
    """Keep that a message is there which has yet to be pinned."""
    row = queries.lock_taken(session, row_id, fence=fence)
    if row is None:
        return False
    row.state, row.slack_channel, row.slack_ts = OutboxState.CLAIMED, channel, ts
    row.lease_until = at + waits.lease
    session.add(row)
    return True


def not_done(
    session: Session,
    row_id: str,
    *,
    fence: int,
    because: str,
    now: datetime,
    wait: timedelta | None = None,
) -> bool:
    """
    Plan again what certainly did not happen.

    With `wait`, Slack asked us to, and that counts as no attempt. Without, each
    attempt waits longer, and after the last one a person is given the row; but while
    Slack cannot be reached at all there is no last one, and health says so.
    """
    row = queries.lock_taken(session, row_id, fence=fence)
    if row is None:
        return False
    is_last = row.attempts >= MOST_ATTEMPTS and because != NOT_REACHED
    if wait is None and is_last:
        hold(session, row, because=because, now=now)
        return True
    if wait is not None:
        row.attempts -= 1
    delay = wait if wait is not None else backoff(row.attempts)
    plan(session, row, now=now + delay, because=because)
    return True


def backoff(attempts: int) -> timedelta:
    """Return how long to leave a row alone after so many attempts."""
    return min(timedelta(seconds=30 * 2 ** (attempts - 1)), LONGEST_BACKOFF)


def give_up(
    session: Session, row_id: str, *, fence: int, because: str, now: datetime
) -> bool:
    """Give a person what Slack will not do."""
    row = queries.lock_taken(session, row_id, fence=fence)
    if row is None:
        return False
    hold(session, row, because=because, now=now)
    return True


def uncertain(
    session: Session, row_id: str, *, fence: int, because: str, quiet_until: datetime
) -> bool:
    """Keep that a message may have been posted: leave it, then look."""
    row = queries.lock_taken(session, row_id, fence=fence)
    if row is None:
        return False
    doubt(session, row, because=because, quiet_until=quiet_until)
    return True


def postpone(
    session: Session, row: OutboxRow, *, until: datetime, because: str
) -> None:
    """Leave a row that may not go now until it may."""
    row.not_before, row.reason = until, because
    session.add(row)


def cancel(session: Session, row: OutboxRow, *, because: str, now: datetime) -> None:
    """Close a row that is no longer wanted."""
    row.state, row.reason, row.closed_at = OutboxState.CANCELLED, because, now
    session.add(row)


def withhold(session: Session, row: OutboxRow, *, now: datetime) -> None:
    """
    Close a row whose recipient has no right to it any more, and say so.

    That what somebody was sent before they left stays as it was is nobody's worry.
    """
    cancel(session, row, because="no right to receive it", now=now)
    note(session, row, "message withheld", now=now)
    if row.effect is not Effect.REDRAW:
        tell_lead(session, row, has_no_right=True, now=now)


def abandon(session: Session, *, at: datetime | None, quiet_until: datetime) -> int:
    """
    Take back what was taken up by a process that died; return how many rows.

    Without `at`, all of it, where only one process can have been at work.
    """
    rows = queries.lock_abandoned(session, at=at)
    for row in rows:
        row.fence += 1
        if row.state is OutboxState.SENDING:
            doubt(session, row, because="interrupted", quiet_until=quiet_until)
        else:
            plan(session, row, now=row.not_before, because="interrupted")
    return len(rows)
