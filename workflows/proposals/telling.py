"""Whom proposed dates are put to, and what is taken off their lists again."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session

from models.tables.proposals import Proposal
from workflows import outbox
from workflows.coming import facts as coming
from workflows.coming.asking import LIST_WAITS
from workflows.profile import Profile
from workflows.proposals import facts


def ask(
    session: Session, proposal: Proposal, *, now: datetime, profile: Profile
) -> None:
    """Put the dates to every member not yet heard from, in their daily list."""
    for person_id in facts.to_ask(session, proposal, now=now, profile=profile):
        outbox.daily(session, person_id=person_id, now=now, profile=profile)


def redraw(
    session: Session, proposal: Proposal, *, person_ids: Collection[str], now: datetime
) -> None:
    """Take what was answered off the lists that these people were sent."""
    outbox.redraw_lists(
        session,
        person_ids=sorted(set(person_ids)),
        since=(proposal.reopened_at or proposal.proposed_at) - LIST_WAITS,
        now=now,
    )


def tell_if_all_answered(
    session: Session, proposal: Proposal, *, now: datetime, profile: Profile
) -> None:
    """Let the convenor know, in their daily list, that a date can be fixed."""
    if facts.not_heard_from(session, proposal, now=now, profile=profile):
        return
    for person_id in coming.convenor_ids(session, proposal.group_id, now=now):
        outbox.daily(session, person_id=person_id, now=now, profile=profile)
