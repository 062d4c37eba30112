"""
How far an effect has come on its way to Slack. Source: reliability, 4.3.

What is repeated without harm (an invitation, say) is CLAIMED; what would be seen twice
is SENDING, and UNCERTAIN when nobody knows.

`now` is the time of the work, which practice may move. `at` is the machine's own time,
for leases and quiet periods: a lease must not end because somebody moved a clock.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session

from models.crypto import KeyRing
from models.queries import access as people
from models.queries import outbox as queries
from models.tables.outbox import OutboxRow
from models.tables.plans import CoreGroup
from models.vocabulary import Effect, OutboxState, QuietBecause
from workflows import audit, outbox
from workflows.actor import CLOCK
from workflows.clock import today
from workflows.delivery.messages import NotDelivered

POSTED: Final = frozenset({Effect.DIRECT_MESSAGE, Effect.CHANNEL_MESSAGE, Effect.PIN})
MOST_ATTEMPTS: Final = 8
# What the client says when no byte reached Slack.
NOT_REACHED: Final = "not_reached"
# Slack promises no reading of what was just written, so one look proves nothing.
LOOKS: Final = 2
EVENT_TYPE: Final = "cg_outbox"
# The lead social worker was told once that the channel is quiet; once it is right
# again, what was held for that is sent by itself.
QUIET: Final = frozenset(QuietBecause)


@dataclass(frozen=True, kw_only=True)
class Waits:
    """
    How long we wait for what. Quiet is longer than Slack ever took to store a post.

    The lease is longer than a call may last, or a slow call would look like a dead
    process. Source: reliability, 4.3 rule 5 and 4.4.
    """

    lease: timedelta = timedelta(seconds=30)
    call: timedelta = timedelta(seconds=10)
    quiet: timedelta = timedelta(seconds=90)
    second_look: timedelta = timedelta(seconds=10)
    last_look: timedelta = timedelta(minutes=15)


@dataclass(frozen=True, kw_only=True)
class Backlog:
    """What waits and what wants a person, for health and metrics."""

    planned: int
    uncertain: int
    held: int
    next_due: datetime | None


def sent(
    session: Session,
    row: OutboxRow,
    *,
    ts: str | None,
    now: datetime,
    at: datetime,
    waits: Waits,
) -> None:
    """Keep that Slack did it; a message that was tried before may have a twin."""
    again = row.effect in POSTED and row.attempts > 1
    row.state, row.slack_ts, row.sent_at = OutboxState.SENT, ts, now
    row.lease_until, row.looks, row.reason = None, 0, None
    row.quiet_until = at + waits.quiet if again else None
    if row.effect not in POSTED:
        # There is no message to read back.
        row.state, row.closed_at = OutboxState.CONFIRMED, now
    session.add(row)
    event = "message sent" if row.effect in POSTED else "channel changed"
    note(session, row, event, now=now)


def plan(session: Session, row: OutboxRow, *, now: datetime, because: str) -> None:
    """Let a row be taken up again from a moment on."""
    row.state, row.not_before, row.reason = OutboxState.PLANNED, now, because
    row.lease_until = row.quiet_until = None
    session.add(row)


def doubt(
    session: Session, row: OutboxRow, *, because: str, quiet_until: datetime
) -> None:
    """Keep that nobody knows whether a message was posted."""
    row.state, row.reason, row.looks = OutboxState.UNCERTAIN, because[:120], 0
    row.lease_until, row.quiet_until = None, quiet_until
    session.add(row)


def hold(session: Session, row: OutboxRow, *, because: str, now: datetime) -> None:
    """Give a row to a person: the lead social worker, or without one the operators."""
    lead = None
    if row.group_id is not None:
        lead = people.find_lead_social_worker(
            session, row.group_id, day=today(now), now=now
        )
    row.state, row.reason, row.closed_at = OutboxState.HELD, because[:120], None
    row.owner_id = lead.id if lead is not None else None
    row.lease_until = row.quiet_until = None
    session.add(row)
    note(session, row, "message held", now=now, because=because[:120])
    if because not in QUIET:
        tell_lead(session, row, has_no_right=False, now=now)


def tell_lead(
    session: Session, row: OutboxRow, *, has_no_right: bool, now: datetime
) -> None:
    """Tell the lead social worker what did not arrive; once a row, never of itself."""
    group = session.get(CoreGroup, row.group_id) if row.group_id else None
    if group is None or row.kind == NotDelivered.kind:
        return
    lead = people.find_lead_social_worker(session, group.id, day=today(now), now=now)
    if lead is None or lead.slack_user_id is None or lead.id == row.person_id:
        return
    outbox.post(
        session,
        NotDelivered(
            alias=group.alias,
            effect=row.effect.value,
            person_id=row.person_id,
            has_no_right=has_no_right,
            because=row.reason or "",
        ),
        to=outbox.ToPerson(lead.id, group.id),
        dedupe_key=f"not-delivered:{row.id}",
        now=now,
    )


def note(
    session: Session,
    row: OutboxRow,
    event: str,
    *,
    now: datetime,
    **details: str | int | None,
) -> None:
    """Write what became of a row into the audit."""
    audit.record(
        session,
        actor=CLOCK,
        event=event,
        now=now,
        group_id=row.group_id,
        subject=row.id,
        details={
            "effect": row.effect.value,
            "kind": row.kind,
            "person": row.person_id,
            **details,
        },
    )


def key(ring: KeyRing, row_id: str) -> str:
    """Return the mark by which we know a message; to others it says nothing."""
    return ring.opaque("outbox", row_id)


def backlog(session: Session) -> Backlog:
    """Return what waits and what wants a person."""
    counts = queries.count_by_state(session)
    return Backlog(
        planned=counts.get(OutboxState.PLANNED, 0),
        uncertain=counts.get(OutboxState.UNCERTAIN, 0),
        held=counts.get(OutboxState.HELD, 0),
        next_due=queries.next_due(session),
    )
