"""Reads and locks of proposed dates and the answers to them."""

from collections.abc import Collection, Sequence
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.tables.membership import Membership
from models.tables.plans import CoreGroup
from models.tables.proposals import DateAnswer, Proposal, ProposedDate


def find_open(session: Session, group_id: str) -> Proposal | None:
    """Return the dates that a core group is asked about now, if there are any."""
    statement = select(Proposal).where(Proposal.open_for == group_id)
    return session.exec(statement).one_or_none()


def find_newest(session: Session, group_id: str) -> Proposal | None:
    """Return the newest proposal of a core group, open or not."""
    statement = (
        select(Proposal)
        .where(Proposal.group_id == group_id)
        .order_by(col(Proposal.proposed_at).desc(), col(Proposal.id))
    )
    return session.exec(statement).first()


def find_newest_of(session: Session, group_ids: Collection[str]) -> dict[str, Proposal]:
    """Return the newest proposal of each core group that has one, by group."""
    statement = (
        select(Proposal)
        .where(col(Proposal.group_id).in_(group_ids))
        .order_by(col(Proposal.proposed_at), col(Proposal.id))
    )
    return {row.group_id: row for row in session.exec(statement)}


def lock_proposal(session: Session, proposal_id: str) -> Proposal | None:
    """Return one proposal, held until the transaction ends."""
    statement = (
        select(Proposal)
        .where(Proposal.id == proposal_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return session.exec(statement).one_or_none()


def find_date(session: Session, proposed_date_id: str) -> ProposedDate | None:
    """Return one proposed date."""
    return session.get(ProposedDate, proposed_date_id)


def list_dates(session: Session, proposal_id: str) -> Sequence[ProposedDate]:
    """Return the dates of a proposal, the soonest first."""
    statement = (
        select(ProposedDate)
        .where(ProposedDate.proposal_id == proposal_id)
        .order_by(col(ProposedDate.starts_at))
    )
    return session.exec(statement).all()


def list_answers(
    session: Session, proposed_date_ids: Collection[str]
) -> Sequence[DateAnswer]:
    """Return what members have said to these dates."""
    statement = (
        select(DateAnswer)
        .where(col(DateAnswer.proposed_date_id).in_(proposed_date_ids))
        .order_by(col(DateAnswer.answered_at), col(DateAnswer.id))
    )
    return session.exec(statement).all()


def find_answer(
    session: Session, proposed_date_id: str, person_id: str
) -> DateAnswer | None:
    """Return what one member has said to one date."""
    statement = select(DateAnswer).where(
        DateAnswer.proposed_date_id == proposed_date_id,
        DateAnswer.person_id == person_id,
    )
    return session.exec(statement).one_or_none()


def list_unanswered(
    session: Session, person_ids: Collection[str], *, day: date, lock: bool
) -> Sequence[tuple[str, Proposal, CoreGroup]]:
    """
    Return, with whose it is, each open proposal with a date still to be answered.

    With `lock`, nobody can answer for it before this transaction ends.
    """
    answered = (
        sa.exists()
        .where(
            col(DateAnswer.proposed_date_id) == col(ProposedDate.id),
            col(DateAnswer.person_id) == col(Membership.person_id),
        )
        # Two levels out, where it would not be looked for.
        .correlate(ProposedDate, Membership)
    )
    unanswered = (
        sa.exists()
        .where(
            col(ProposedDate.proposal_id) == col(Proposal.id),
            col(ProposedDate.dated_on) >= day,
            ~answered,
        )
        .correlate(Proposal, Membership)
    )
    statement = (
        select(Membership.person_id, Proposal, CoreGroup)
        .join(Proposal, col(Proposal.open_for) == col(Membership.group_id))
        .join(CoreGroup, col(CoreGroup.id) == col(Proposal.group_id))
        .where(
            col(Membership.person_id).in_(person_ids),
            col(Membership.ended_at).is_(None),
            col(Membership.from_on) <= day,
            sa.or_(col(Membership.to_on).is_(None), col(Membership.to_on) >= day),
            col(CoreGroup.closed_at).is_(None),
            unanswered,
        )
        .order_by(col(Proposal.answer_by), col(Proposal.id))
        .execution_options(populate_existing=True)
    )
    if lock:
        statement = statement.with_for_update(of=Proposal, key_share=True)
    # Somebody may belong to a group twice, and is asked once.
    found = {(row[0], row[1].id): row for row in session.exec(statement)}
    return [(row[0], row[1], row[2]) for row in found.values()]


def list_due(session: Session, *, today: date) -> Sequence[str]:
    """Return the proposals that the clock has something to do in by this day."""
    statement = select(Proposal.id).where(col(Proposal.acts_on) <= today)
    return sorted(session.exec(statement).all())


def next_day_to_act(session: Session) -> date | None:
    """Return the first day on which somebody is to be reminded of proposed dates."""
    return session.exec(select(sa.func.min(Proposal.acts_on))).one()
