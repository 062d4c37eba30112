"""Reads behind the chair's pack, and the one use of its link."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlmodel import Session, col, select, update

from models.tables.conferences import Conference, ConferenceChild
from models.tables.meetings import Meeting
from models.tables.packs import PackLink
from models.tables.plans import Child, Plan
from models.tables.statements import Asked, ChildView, Round, Statement
from models.vocabulary import ConferenceKind


def list_closed_rounds(session: Session, group_id: str) -> Sequence[Round]:
    """Return the rounds of a core group that have closed, oldest first."""
    statement = (
        select(Round)
        .where(
            Round.group_id == group_id,
            col(Round.closed_at).is_not(None),
            col(Round.cancelled_at).is_(None),
        )
        .order_by(col(Round.closes_on), col(Round.id))
    )
    return session.exec(statement).all()


def list_plans(session: Session, conference_id: str) -> Sequence[tuple[Plan, Child]]:
    """Return what a conference is about, in the order of the children's numbers."""
    statement = (
        select(Plan, Child)
        .join(ConferenceChild, col(ConferenceChild.plan_id) == col(Plan.id))
        .join(Child, col(Child.id) == col(Plan.child_id))
        .where(ConferenceChild.conference_id == conference_id)
        .order_by(col(Child.number), col(Plan.started_on))
    )
    return session.exec(statement).all()


def list_earlier_reviews(
    session: Session, plan_ids: Collection[str], *, before: date
) -> Sequence[tuple[ConferenceChild, Conference]]:
    """Return each plan's reviews that were held before a day, oldest first."""
    statement = (
        select(ConferenceChild, Conference)
        .join(Conference, col(Conference.id) == col(ConferenceChild.conference_id))
        .where(
            col(ConferenceChild.plan_id).in_(plan_ids),
            Conference.kind == ConferenceKind.REVIEW,
            col(Conference.held_on) < before,
        )
        .order_by(col(Conference.held_on))
    )
    return session.exec(statement).all()


def list_asked(session: Session, round_ids: Collection[str]) -> Sequence[Asked]:
    """Return everybody who was asked in these rounds and had not left."""
    statement = (
        select(Asked)
        .where(col(Asked.round_id).in_(round_ids), col(Asked.ended_at).is_(None))
        .order_by(col(Asked.asked_at), col(Asked.id))
    )
    return session.exec(statement).all()


def list_said(
    session: Session, round_ids: Collection[str]
) -> Sequence[tuple[ChildView, Statement]]:
    """Return every version of what was said about each child, oldest first."""
    statement = (
        select(ChildView, Statement)
        .join(Statement, col(Statement.id) == col(ChildView.statement_id))
        .where(col(Statement.round_id).in_(round_ids))
        .order_by(col(Statement.version), col(ChildView.id))
    )
    return session.exec(statement).all()


def list_meetings(
    session: Session, group_id: str, *, since: date | None, until: date
) -> Sequence[Meeting]:
    """Return the meetings dated after one day and up to another, in order."""
    statement = (
        select(Meeting)
        .where(
            Meeting.group_id == group_id,
            col(Meeting.dated_on) > (since or date.min),
            col(Meeting.dated_on) <= until,
        )
        .order_by(col(Meeting.dated_on), col(Meeting.id))
    )
    return session.exec(statement).all()


def find_link(session: Session, token_hash: str) -> PackLink | None:
    """Return the link that a token belongs to, used or not."""
    statement = select(PackLink).where(PackLink.token_hash == token_hash)
    return session.exec(statement).one_or_none()


def use_link(session: Session, token_hash: str, *, now: datetime) -> PackLink | None:
    """
    Take a link for its one use, or return nothing: unknown, used or too old.

    The condition is part of the update, so that of two at once only one succeeds.
    """
    used = session.exec(
        update(PackLink)
        .where(
            col(PackLink.token_hash) == token_hash,
            col(PackLink.used_at).is_(None),
            col(PackLink.expires_at) > now,
        )
        .values(used_at=now)
    )
    return find_link(session, token_hash) if used.rowcount == 1 else None
