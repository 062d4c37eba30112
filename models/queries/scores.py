"""Reads and locks of what members give after a core group."""

from collections.abc import Collection, Sequence
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.tables.access import Agency, Person
from models.tables.meetings import Meeting
from models.tables.membership import Membership
from models.tables.plans import CoreGroup
from models.tables.scores import AfterMeeting, EndAnswer, EndOfMeeting, MeetingScore
from models.vocabulary import MeetingKind


def _met_on() -> sa.ColumnElement[date]:
    return sa.func.coalesce(Meeting.held_on, Meeting.dated_on)


def _stands() -> tuple[sa.ColumnElement[bool], ...]:
    return (
        col(Meeting.kind) == MeetingKind.CORE_GROUP,
        col(Meeting.cancelled_at).is_(None),
        col(CoreGroup.closed_at).is_(None),
    )


def find_after(session: Session, meeting_id: str) -> AfterMeeting | None:
    """Return the asking after one core group, if it has begun."""
    statement = (
        select(AfterMeeting)
        .where(AfterMeeting.meeting_id == meeting_id)
        .execution_options(populate_existing=True)
    )
    return session.exec(statement).one_or_none()


def list_not_asked(session: Session, *, since: date, today: date) -> Sequence[Meeting]:
    """Return the core groups of these days that stand and were never asked after."""
    statement = (
        select(Meeting)
        .join(CoreGroup, col(CoreGroup.id) == col(Meeting.group_id))
        .join(
            AfterMeeting,
            col(AfterMeeting.meeting_id) == col(Meeting.id),
            isouter=True,
        )
        .where(
            *_stands(),
            _met_on() >= since,
            _met_on() <= today,
            col(AfterMeeting.id).is_(None),
        )
        .order_by(col(Meeting.id))
    )
    return session.exec(statement).all()


def list_due(session: Session, *, today: date) -> Sequence[str]:
    """Return the core groups after which the clock has something to do by this day."""
    statement = select(AfterMeeting.meeting_id).where(
        col(AfterMeeting.acts_on) <= today
    )
    return sorted(session.exec(statement).all())


def next_day_to_act(session: Session) -> date | None:
    """Return the first day on which somebody is to be asked again, or for the first."""
    asked = session.exec(select(sa.func.min(AfterMeeting.acts_on))).one()
    statement = (
        select(sa.func.min(Meeting.dated_on))
        .join(CoreGroup, col(CoreGroup.id) == col(Meeting.group_id))
        .join(
            AfterMeeting,
            col(AfterMeeting.meeting_id) == col(Meeting.id),
            isouter=True,
        )
        .where(
            *_stands(), col(Meeting.held_on).is_(None), col(AfterMeeting.id).is_(None)
        )
    )
    to_come = session.exec(statement).one()
    return min((day for day in (asked, to_come) if day is not None), default=None)


def list_last(session: Session, group_id: str, *, today: date) -> Sequence[Meeting]:
    """Return the two newest core groups that stand and whose day has come."""
    statement = (
        select(Meeting)
        .join(CoreGroup, col(CoreGroup.id) == col(Meeting.group_id))
        .where(*_stands(), Meeting.group_id == group_id, _met_on() <= today)
        .order_by(_met_on().desc(), col(Meeting.recorded_at).desc())
        .limit(2)
    )
    return session.exec(statement).all()


def list_missing(
    session: Session, person_ids: Collection[str], *, day: date, lock: bool
) -> Sequence[tuple[str, Meeting, CoreGroup, AfterMeeting]]:
    """
    Return, with whose it is, each core group after which somebody's is still asked.

    With `lock`, nobody can give it before this transaction ends.
    """
    statement = (
        select(Membership.person_id, Meeting, CoreGroup, AfterMeeting)
        .join(Meeting, col(Meeting.group_id) == col(Membership.group_id))
        .join(AfterMeeting, col(AfterMeeting.meeting_id) == col(Meeting.id))
        .join(CoreGroup, col(CoreGroup.id) == col(Meeting.group_id))
        .where(
            *_stands(),
            col(Membership.person_id).in_(person_ids),
            col(Membership.ended_at).is_(None),
            col(Membership.from_on) <= _met_on(),
            sa.or_(col(Membership.to_on).is_(None), col(Membership.to_on) >= day),
            col(AfterMeeting.ended_at).is_(None),
            col(AfterMeeting.ends_on) >= day,
            ~sa.exists().where(
                col(EndOfMeeting.meeting_id) == col(Meeting.id),
                col(EndOfMeeting.person_id) == col(Membership.person_id),
            ),
        )
        .order_by(col(AfterMeeting.ends_on), col(Meeting.id))
        .execution_options(populate_existing=True)
    )
    if lock:
        statement = statement.with_for_update(of=Meeting, key_share=True)
    # Somebody may belong to a group twice, and is asked once.
    found = {(row[0], row[1].id): row for row in session.exec(statement)}
    return [(row[0], row[1], row[2], row[3]) for row in found.values()]


def list_given(
    session: Session, meeting_ids: Collection[str]
) -> Sequence[tuple[EndOfMeeting, Person, Agency]]:
    """Return what was given after these core groups: of each member, the newest."""
    statement = (
        select(EndOfMeeting, Person, Agency)
        .join(Person, col(Person.id) == col(EndOfMeeting.person_id))
        .join(Agency, col(Agency.id) == col(EndOfMeeting.agency_id))
        .where(col(EndOfMeeting.meeting_id).in_(meeting_ids))
        .order_by(col(EndOfMeeting.version))
    )
    newest = {
        (row[0].meeting_id, row[0].person_id): row for row in session.exec(statement)
    }
    return [(row[0], row[1], row[2]) for row in newest.values()]


def find_given(
    session: Session, meeting_id: str, person_id: str
) -> EndOfMeeting | None:
    """Return what one member gave after one core group, as it stands."""
    statement = (
        select(EndOfMeeting)
        .where(
            EndOfMeeting.meeting_id == meeting_id, EndOfMeeting.person_id == person_id
        )
        .order_by(col(EndOfMeeting.version).desc())
        .limit(1)
    )
    return session.exec(statement).first()


def list_scores(session: Session, end_ids: Collection[str]) -> Sequence[MeetingScore]:
    """Return the scores that belong to these."""
    statement = select(MeetingScore).where(col(MeetingScore.end_id).in_(end_ids))
    return session.exec(statement).all()


def list_answers(session: Session, end_ids: Collection[str]) -> Sequence[EndAnswer]:
    """Return the end-of-meeting answers that belong to these."""
    statement = select(EndAnswer).where(col(EndAnswer.end_id).in_(end_ids))
    return session.exec(statement).all()


def list_answered_meetings(session: Session, group_id: str) -> Sequence[Meeting]:
    """Return the core groups that stand and after which somebody gave something."""
    statement = (
        select(Meeting)
        .where(
            Meeting.group_id == group_id,
            col(Meeting.cancelled_at).is_(None),
            sa.exists().where(col(EndOfMeeting.meeting_id) == col(Meeting.id)),
        )
        .order_by(_met_on(), col(Meeting.id))
    )
    return session.exec(statement).all()


def list_versions(
    session: Session, meeting_ids: Collection[str]
) -> Sequence[EndOfMeeting]:
    """Return every version that was given after these core groups, oldest first."""
    statement = (
        select(EndOfMeeting)
        .where(col(EndOfMeeting.meeting_id).in_(meeting_ids))
        .order_by(
            col(EndOfMeeting.given_at),
            col(EndOfMeeting.version),
            col(EndOfMeeting.id),
        )
    )
    return session.exec(statement).all()
