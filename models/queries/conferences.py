"""Reads of conferences."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from models.tables.conferences import Conference, ConferenceChild
from models.vocabulary import ConferenceKind


def find_by_source(session: Session, source_key: str) -> Conference | None:
    """Return the conference that was made from this one of the source."""
    statement = select(Conference).where(Conference.source_key == source_key)
    return session.exec(statement).one_or_none()


def find_place_by_source(session: Session, source_key: str) -> ConferenceChild | None:
    """Return the child's place that was made from this row of the source."""
    statement = select(ConferenceChild).where(ConferenceChild.source_key == source_key)
    return session.exec(statement).one_or_none()


def find_place(
    session: Session, conference_id: str, plan_id: str
) -> ConferenceChild | None:
    """Return one plan's place in a conference."""
    statement = select(ConferenceChild).where(
        ConferenceChild.conference_id == conference_id,
        ConferenceChild.plan_id == plan_id,
    )
    return session.exec(statement).one_or_none()


def list_conferences(session: Session, group_id: str) -> Sequence[Conference]:
    """Return the conferences of a core group that stand, by their dates."""
    statement = (
        select(Conference)
        .where(Conference.group_id == group_id, col(Conference.cancelled_at).is_(None))
        .order_by(col(Conference.dated_on), col(Conference.recorded_at))
    )
    return session.exec(statement).all()


def list_reviews_to_come(session: Session, group_id: str) -> Sequence[Conference]:
    """Return the review conferences that have not been held, by their dates."""
    return [
        conference
        for conference in list_conferences(session, group_id)
        if conference.kind is ConferenceKind.REVIEW and conference.held_on is None
    ]


def list_places(session: Session, conference_id: str) -> Sequence[ConferenceChild]:
    """Return the plans that a conference is about."""
    statement = select(ConferenceChild).where(
        ConferenceChild.conference_id == conference_id
    )
    return session.exec(statement).all()


def list_of_plan(session: Session, plan_id: str) -> Sequence[Conference]:
    """Return the conferences about one plan that stand, by their dates."""
    statement = (
        select(Conference)
        .join(ConferenceChild, col(ConferenceChild.conference_id) == col(Conference.id))
        .where(
            ConferenceChild.plan_id == plan_id, col(Conference.cancelled_at).is_(None)
        )
        .order_by(col(Conference.dated_on))
    )
    return session.exec(statement).all()
