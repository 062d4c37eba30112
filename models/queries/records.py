"""Named reads of the records of meetings."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.tables.access import Person
from models.tables.meetings import Meeting
from models.tables.membership import Membership
from models.tables.plans import CoreGroup
from models.tables.records import (
    AdultSeen,
    Attended,
    ChildSeen,
    Record,
    RecordChase,
    RecordReader,
)


def find_newest(session: Session, meeting_id: str) -> Record | None:
    """Return the newest version of a meeting's record, finished or not."""
    statement = (
        select(Record)
        .where(Record.meeting_id == meeting_id)
        .order_by(col(Record.version).desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )
    return session.exec(statement).first()


def find_finished(session: Session, meeting_id: str) -> Record | None:
    """Return the newest version of a meeting's record that is finished."""
    statement = (
        select(Record)
        .where(Record.meeting_id == meeting_id, col(Record.finished_at).is_not(None))
        .order_by(col(Record.version).desc())
        .limit(1)
    )
    return session.exec(statement).first()


def list_finished(session: Session, group_id: str) -> Sequence[Record]:
    """Return every finished version of a core group's records, the oldest first."""
    statement = (
        select(Record)
        .where(Record.group_id == group_id, col(Record.finished_at).is_not(None))
        .order_by(col(Record.held_on), col(Record.version))
    )
    return session.exec(statement).all()


def list_attended(session: Session, record_id: str) -> Sequence[Attended]:
    """Return how each member took part."""
    statement = select(Attended).where(Attended.record_id == record_id)
    return session.exec(statement).all()


def list_children_seen(session: Session, record_id: str) -> Sequence[ChildSeen]:
    """Return when each child was last seen, as far as it is kept."""
    statement = select(ChildSeen).where(ChildSeen.record_id == record_id)
    return session.exec(statement).all()


def list_adults_seen(session: Session, record_id: str) -> Sequence[AdultSeen]:
    """Return how each significant adult was seen, as far as it is kept."""
    statement = select(AdultSeen).where(AdultSeen.record_id == record_id)
    return session.exec(statement).all()


def list_members_on(
    session: Session, group_id: str, *, day: date, begun_at: datetime
) -> Sequence[Person]:
    """
    Return who belonged to a core group on a day, also those who have left since.

    `begun_at` is when the day began: who was ended before it did not belong.
    """
    statement = (
        select(Person)
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .where(
            Membership.group_id == group_id,
            col(Membership.from_on) <= day,
            sa.or_(col(Membership.to_on).is_(None), col(Membership.to_on) >= day),
            sa.or_(
                col(Membership.ended_at).is_(None),
                col(Membership.ended_at) >= begun_at,
            ),
        )
        .distinct()
    )
    return session.exec(statement).all()


def list_readers(session: Session, record_id: str) -> Sequence[RecordReader]:
    """Return to whom a record was circulated, and who has opened it."""
    statement = (
        select(RecordReader)
        .where(RecordReader.record_id == record_id)
        .order_by(col(RecordReader.opened_at), col(RecordReader.id))
    )
    return session.exec(statement).all()


def lock_reader(
    session: Session, record_id: str, person_id: str
) -> RecordReader | None:
    """Return how one person stands to a record, held until the transaction ends."""
    statement = (
        select(RecordReader)
        .where(RecordReader.record_id == record_id, RecordReader.person_id == person_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return session.exec(statement).one_or_none()


def list_unopened(
    session: Session, person_id: str, *, since: date, lock: bool
) -> Sequence[tuple[Record, CoreGroup]]:
    """Return the records that somebody was sent since a day and has not opened."""
    newer = sa.orm.aliased(Record)
    statement = (
        select(RecordReader, Record, CoreGroup)
        .join(Record, col(Record.id) == col(RecordReader.record_id))
        .join(CoreGroup, col(CoreGroup.id) == col(Record.group_id))
        .where(
            RecordReader.person_id == person_id,
            col(RecordReader.opened_at).is_(None),
            col(Record.held_on) >= since,
            col(CoreGroup.closed_at).is_(None),
            ~sa.exists().where(
                col(newer.meeting_id) == col(Record.meeting_id),
                col(newer.version) > col(Record.version),
                col(newer.finished_at).is_not(None),
            ),
        )
        .order_by(col(Record.held_on), col(Record.id))
        .execution_options(populate_existing=True)
    )
    if lock:
        statement = statement.with_for_update(of=RecordReader, key_share=True)
    return [(record, group) for _, record, group in session.exec(statement)]


def list_unrecorded(
    session: Session, group_ids: Collection[str], *, since: date, today: date
) -> Sequence[tuple[Meeting, CoreGroup]]:
    """Return the meetings of these groups whose day is past and that have no record."""
    statement = (
        select(Meeting, CoreGroup)
        .join(CoreGroup, col(CoreGroup.id) == col(Meeting.group_id))
        .where(
            col(Meeting.group_id).in_(group_ids),
            *_is_unrecorded(since=since, today=today),
        )
        .order_by(col(Meeting.dated_on), col(Meeting.id))
    )
    return [(meeting, group) for meeting, group in session.exec(statement)]


def list_due(session: Session, *, since: date, today: date) -> Sequence[str]:
    """Return the meetings whose record the clock is to ask for by this day."""
    statement = (
        select(Meeting.id)
        .join(
            RecordChase,
            col(RecordChase.meeting_id) == col(Meeting.id),
            isouter=True,
        )
        .join(CoreGroup, col(CoreGroup.id) == col(Meeting.group_id))
        .where(
            *_is_unrecorded(since=since, today=today),
            sa.or_(col(RecordChase.id).is_(None), col(RecordChase.acts_on) <= today),
        )
    )
    return sorted(session.exec(statement).all())


def next_day_to_act(session: Session) -> date | None:
    """Return the first day on which the clock is to ask for a record again."""
    return session.exec(select(sa.func.min(RecordChase.acts_on))).one()


def lock_chase(session: Session, meeting_id: str) -> RecordChase | None:
    """Return how far asking for a record has come, held until the end."""
    statement = (
        select(RecordChase)
        .where(RecordChase.meeting_id == meeting_id)
        .with_for_update(key_share=True)
    )
    return session.exec(statement).one_or_none()


def find_last_meeting(
    session: Session, group_id: str, *, today: date
) -> Meeting | None:
    """Return the newest meeting of a core group that was not cancelled."""
    statement = (
        select(Meeting)
        .where(
            Meeting.group_id == group_id,
            col(Meeting.dated_on) <= today,
            col(Meeting.cancelled_at).is_(None),
        )
        .order_by(col(Meeting.dated_on).desc(), col(Meeting.recorded_at).desc())
        .limit(1)
    )
    return session.exec(statement).first()


def _is_unrecorded(*, since: date, today: date) -> tuple[sa.ColumnElement[bool], ...]:
    """
    Say which meetings lack a record.

    One that is known as held without any version of a record came with an import.
    """
    of_meeting = col(Record.meeting_id) == col(Meeting.id)
    return (
        col(Meeting.dated_on) >= since,
        col(Meeting.dated_on) < today,
        col(Meeting.cancelled_at).is_(None),
        col(CoreGroup.closed_at).is_(None),
        sa.or_(col(Meeting.held_on).is_(None), sa.exists().where(of_meeting)),
        ~sa.exists().where(of_meeting, col(Record.finished_at).is_not(None)),
    )
