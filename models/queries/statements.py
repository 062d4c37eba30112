"""Reads and locks of rounds, of who is asked, and of what they said."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Final

import sqlalchemy as sa
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from models.tables.access import Agency, Person
from models.tables.conferences import Conference, ConferenceChild
from models.tables.meetings import Meeting
from models.tables.membership import Absence, Membership
from models.tables.plans import Child, Plan
from models.tables.statements import (
    Asked,
    ChildView,
    Discussion,
    NamedGap,
    Pause,
    RestrictedPart,
    Round,
    Statement,
)
from models.vocabulary import MeetingKind

# Not distinct: SQLite would then walk every asking in the order of its round.
_DUE: Final = sa.text(
    "SELECT id FROM round WHERE acts_on <= :today"
    " UNION ALL SELECT round_id FROM asked WHERE remind_on <= :today"
).bindparams(sa.bindparam("today", type_=sa.Date()))

# Asked at every page of every view, so they are built once.
_CHILDREN: Final = (
    select(Child)
    .join(Plan, col(Plan.child_id) == col(Child.id))
    .join(ConferenceChild, col(ConferenceChild.plan_id) == col(Plan.id))
    .where(
        col(ConferenceChild.conference_id) == sa.bindparam("conference_id"),
        sa.or_(col(Plan.ended_on).is_(None), col(Plan.ended_on) > sa.bindparam("day")),
        sa.or_(col(Child.left_on).is_(None), col(Child.left_on) > sa.bindparam("day")),
    )
    .order_by(col(Child.number))
)
_LOCK_ASKED: Final = (
    select(Asked)
    .where(col(Asked.id).in_(sa.bindparam("asked_ids", expanding=True)))
    .order_by(col(Asked.id))
    .with_for_update(key_share=True)
    .execution_options(populate_existing=True)
)


def find_round(session: Session, conference_id: str) -> Round | None:
    """Return the round of one conference."""
    statement = select(Round).where(Round.conference_id == conference_id)
    return session.exec(statement).one_or_none()


def lock_round(session: Session, round_id: str) -> Round | None:
    """Return one round, held until the transaction ends."""
    statement = (
        select(Round)
        .where(Round.id == round_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return session.exec(statement).one_or_none()


def list_rounds(session: Session, group_ids: Collection[str]) -> Sequence[Round]:
    """Return the rounds of these core groups that were not cancelled, oldest first."""
    statement = (
        select(Round)
        .where(col(Round.group_id).in_(group_ids), col(Round.cancelled_at).is_(None))
        .order_by(col(Round.closes_on), col(Round.id))
    )
    return session.exec(statement).all()


def next_day_to_act(session: Session) -> date | None:
    """Return the first day on which a round or a reminder has something to do."""
    days = (
        session.exec(select(sa.func.min(Round.acts_on))).one(),
        session.exec(select(sa.func.min(Asked.remind_on))).one(),
    )
    return min((day for day in days if day is not None), default=None)


def list_due(session: Session, *, today: date) -> set[str]:
    """Return the rounds in which the clock has something to do by this day."""
    return {row[0] for row in session.connection().execute(_DUE, {"today": today})}


def list_changed(session: Session, *, today: date, since: datetime) -> set[str]:
    """Return the open rounds whose members, or who stands in for them, changed."""
    first = since.date()
    joined = _open_round_ids().join(
        Membership, col(Membership.group_id) == col(Round.group_id)
    )
    away = (
        _open_round_ids()
        .join(Asked, col(Asked.round_id) == col(Round.id))
        .join(Absence, col(Absence.person_id) == col(Asked.person_id))
    )
    changes = (
        joined.where(col(Membership.recorded_at) >= since),
        joined.where(col(Membership.ended_at) >= since),
        joined.where(col(Membership.from_on).between(first, today)),
        joined.where(col(Membership.to_on).between(first, today)),
        away.where(col(Absence.from_on).between(first, today)),
        away.where(col(Absence.to_on).between(first, today)),
        away.where(col(Absence.withdrawn_at) >= since),
    )
    return {round_id for change in changes for round_id in session.exec(change)}


def _open_round_ids() -> SelectOfScalar[str]:
    return select(Round.id).where(
        col(Round.opened_at).is_not(None),
        col(Round.closed_at).is_(None),
        col(Round.cancelled_at).is_(None),
    )


def list_core_group_dates(session: Session, group_id: str) -> list[date]:
    """Return the days for which core groups are dated, the cancelled left out."""
    statement = select(Meeting).where(
        Meeting.group_id == group_id,
        Meeting.kind == MeetingKind.CORE_GROUP,
        col(Meeting.cancelled_at).is_(None),
    )
    return sorted(meeting.dated_on for meeting in session.exec(statement))


def list_children(
    session: Session, conference_id: str, *, day: date
) -> Sequence[Child]:
    """Return the children that a conference is about and whose plan still runs."""
    named = {"conference_id": conference_id, "day": day}
    return session.exec(_CHILDREN, params=named).all()


def list_absences(
    session: Session, person_ids: Collection[str], *, day: date
) -> Sequence[Absence]:
    """Return who of these people is away on a day, the newest absence first."""
    statement = (
        select(Absence)
        .where(
            col(Absence.person_id).in_(person_ids),
            col(Absence.from_on) <= day,
            col(Absence.to_on) >= day,
            col(Absence.withdrawn_at).is_(None),
        )
        .order_by(col(Absence.recorded_at).desc())
    )
    return session.exec(statement).all()


def find_asked(session: Session, round_id: str, person_id: str) -> Asked | None:
    """Return whether and how a member is asked in a round."""
    statement = select(Asked).where(
        Asked.round_id == round_id, Asked.person_id == person_id
    )
    return session.exec(statement).one_or_none()


def lock_asked(session: Session, asked_ids: Collection[str]) -> Sequence[Asked]:
    """
    Return what was asked, held until the transaction ends.

    Always in the order of ids, so that two transactions never wait for each other.
    """
    return session.exec(_LOCK_ASKED, params={"asked_ids": list(asked_ids)}).all()


def lock_asked_in(session: Session, round_id: str) -> Sequence[Asked]:
    """Return everybody who is asked in a round, held until the transaction ends."""
    ids = session.exec(select(Asked.id).where(Asked.round_id == round_id)).all()
    return lock_asked(session, ids)


def list_asked(session: Session, round_ids: Collection[str]) -> Sequence[Asked]:
    """Return everybody who is asked in these rounds."""
    statement = (
        select(Asked).where(col(Asked.round_id).in_(round_ids)).order_by(col(Asked.id))
    )
    return session.exec(statement).all()


def list_open(
    session: Session, person_ids: Collection[str]
) -> Sequence[tuple[Asked, Round]]:
    """Return what these members owe in rounds that are open, soonest first."""
    statement = _open_asked().where(col(Asked.person_id).in_(person_ids))
    return session.exec(statement).all()


def list_open_outside_slack(
    session: Session,
) -> Sequence[tuple[Asked, Round]]:
    """Return what members without an account owe in open rounds, soonest first."""
    statement = _open_asked().where(col(Person.slack_user_id).is_(None))
    return session.exec(statement).all()


def _open_asked() -> Select[Asked, Round]:
    return (
        select(Asked, Round)
        .join(Round, col(Round.id) == col(Asked.round_id))
        .join(Person, col(Person.id) == col(Asked.person_id))
        .where(
            col(Round.opened_at).is_not(None),
            col(Round.closed_at).is_(None),
            col(Round.cancelled_at).is_(None),
            col(Asked.answered_at).is_(None),
            col(Asked.ended_at).is_(None),
        )
        .order_by(col(Round.closes_on), col(Asked.id))
    )


def was_nudged(session: Session, person_id: str, day: date) -> bool:
    """Say whether somebody was nudged on that day already, in any round."""
    statement = select(Asked.id).where(
        Asked.person_id == person_id, Asked.nudged_on == day
    )
    return session.exec(statement).first() is not None


def list_people(
    session: Session, person_ids: Collection[str]
) -> dict[str, tuple[Person, Agency]]:
    """Return these people with their agencies, by id."""
    statement = (
        select(Person, Agency)
        .join(Agency, col(Agency.id) == col(Person.agency_id))
        .where(col(Person.id).in_(person_ids))
    )
    return {person.id: (person, agency) for person, agency in session.exec(statement)}


def list_statements(session: Session, round_id: str) -> Sequence[Statement]:
    """Return every version of every view of a round, oldest first."""
    statement = (
        select(Statement)
        .where(Statement.round_id == round_id)
        .order_by(col(Statement.person_id), col(Statement.version))
    )
    return session.exec(statement).all()


def list_child_views(
    session: Session, statement_ids: Collection[str]
) -> Sequence[ChildView]:
    """Return what these versions say, child by child."""
    statement = (
        select(ChildView)
        .where(col(ChildView.statement_id).in_(statement_ids))
        .order_by(col(ChildView.id))
    )
    return session.exec(statement).all()


def list_restricted(
    session: Session, statement_ids: Collection[str]
) -> Sequence[RestrictedPart]:
    """Return which parts of these versions are restricted."""
    statement = select(RestrictedPart).where(
        col(RestrictedPart.statement_id).in_(statement_ids)
    )
    return session.exec(statement).all()


def list_gaps(session: Session, round_id: str) -> Sequence[NamedGap]:
    """Return the views that were missing when a round closed."""
    statement = select(NamedGap).where(NamedGap.round_id == round_id)
    return session.exec(statement).all()


def list_discussions(session: Session, round_id: str) -> Sequence[Discussion]:
    """Return what was recorded of the group's discussion, oldest first."""
    statement = (
        select(Discussion)
        .where(Discussion.round_id == round_id)
        .order_by(col(Discussion.recorded_at), col(Discussion.id))
    )
    return session.exec(statement).all()


def lock_pause(session: Session, pause_id: str) -> Pause | None:
    """Return one pause, held until the transaction ends."""
    statement = (
        select(Pause)
        .where(Pause.id == pause_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return session.exec(statement).one_or_none()


def list_missing(
    session: Session, person_id: str, *, day: date
) -> Sequence[tuple[Asked, Round]]:
    """Return one's missing views of closed rounds whose conference is not yet over."""
    statement = (
        select(Asked, Round)
        .join(Round, col(Round.id) == col(Asked.round_id))
        .join(Conference, col(Conference.id) == col(Round.conference_id))
        .where(
            Asked.person_id == person_id,
            col(Asked.answered_at).is_(None),
            col(Asked.ended_at).is_(None),
            col(Round.closed_at).is_not(None),
            col(Round.cancelled_at).is_(None),
            col(Conference.held_on).is_(None),
            col(Conference.dated_on) >= day,
        )
        .order_by(col(Round.closes_on), col(Asked.id))
    )
    return session.exec(statement).all()


def has_urgent(session: Session, round_id: str) -> bool:
    """Say whether anybody in a round said that something must be known at once."""
    statement = select(Statement.id).where(
        Statement.round_id == round_id, col(Statement.urgent).is_(True)
    )
    return session.exec(statement).first() is not None
