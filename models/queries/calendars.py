"""Reads of calendar addresses, and of what stands in the calendars behind them."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from functools import reduce
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.tables.access import Person
from models.tables.calendars import Feed
from models.tables.conferences import Conference
from models.tables.meetings import Meeting
from models.tables.plans import Plan
from models.tables.statements import Asked, Round
from models.vocabulary import MeetingKind

Rows = Sequence[Any]


class InUse(NamedTuple):
    """An address in use, what it gave last, and since when its owner is gone."""

    feed_id: str
    person_id: str
    version: str
    changed_at: datetime
    discreet: bool
    with_tasks: bool
    set_at: datetime | None
    left_at: datetime | None


# Every fetch asks these, so they are built once.
_IN_USE: Final = (
    sa.select(
        col(Feed.id),
        col(Feed.person_id),
        col(Feed.version),
        col(Feed.changed_at),
        col(Feed.discreet),
        col(Feed.with_tasks),
        col(Feed.set_at),
        col(Person.deactivated_at),
    )
    .join(Person, col(Person.id) == col(Feed.person_id))
    .where(
        col(Feed.token_hash) == sa.bindparam("digest"),
        col(Feed.retired_at).is_(None),
        col(Feed.suspended_at).is_(None),
    )
)
# Read and counted in one step, so that of two at once none is missed.
_HOUR_IS_OVER: Final = col(Feed.hour_began_at) <= sa.bindparam("hour_ago")
_AT: Final = sa.bindparam("at", type_=sa.inspect(Feed).columns["created_at"].type)
_COUNT: Final = (
    sa.update(Feed)
    .where(col(Feed.id) == sa.bindparam("feed_id"), col(Feed.suspended_at).is_(None))
    .values(
        last_fetched_at=_AT,
        hour_began_at=sa.case((_HOUR_IS_OVER, _AT), else_=col(Feed.hour_began_at)),
        fetches=sa.case((_HOUR_IS_OVER, 1), else_=col(Feed.fetches) + 1),
    )
    .returning(col(Feed.person_id), col(Feed.fetches))
)
_IDS: Final[sa.BindParameter[Any]] = sa.bindparam("ids", expanding=True)
_OWN: Final[sa.BindParameter[Any]] = sa.bindparam("own", expanding=True)


def _is_shown(
    table: type[Meeting] | type[Conference], groups: sa.BindParameter[Any]
) -> sa.ColumnElement[bool]:
    return sa.and_(
        col(table.group_id).in_(groups),
        col(table.dated_on) <= sa.bindparam("until"),
        sa.or_(
            col(table.dated_on) >= sa.bindparam("cancelled_since"),
            sa.and_(
                col(table.dated_on) >= sa.bindparam("since"),
                col(table.cancelled_at).is_(None),
            ),
        ),
    )


def _changed(table: type[Meeting] | type[Conference]) -> sa.ColumnElement[Any]:
    return sa.func.coalesce(col(table.changed_at), col(table.recorded_at))


def _columns(table: type[Meeting] | type[Conference]) -> list[Any]:
    return [
        col(table.id),
        col(table.group_id),
        col(table.kind),
        col(table.dated_on),
        col(table.starts_at),
        col(table.minutes),
        col(table.sequence),
        _changed(table),
        col(table.cancelled_at),
    ]


def _trace(columns: Sequence[Any]) -> sa.ColumnElement[str]:
    """Return everything in these columns as one text, made by the database."""
    between: sa.ColumnElement[str] = sa.literal_column("' '")
    texts = (
        sa.func.coalesce(sa.cast(one, sa.String), sa.literal_column("'-'"))
        for one in columns
    )
    return reduce(lambda line, text: line.concat(between).concat(text), texts)


_OF_A_MEETING: Final = _columns(Meeting)
_OF_A_CONFERENCE: Final = [
    *_columns(Conference),
    col(Conference.provisional),
    col(Conference.held_on),
    col(Conference.legal_due_on),
    col(Conference.reporting_due_on),
]
_MEETINGS: Final = (
    sa.select(*_OF_A_MEETING).where(_is_shown(Meeting, _IDS)).order_by(col(Meeting.id))
)
_CONFERENCES: Final = (
    sa.select(*_OF_A_CONFERENCE)
    .where(_is_shown(Conference, _IDS))
    .order_by(col(Conference.id))
)
# A text a row costs a third of its values, which nobody needs who has them already.
_TRACES: Final = sa.union_all(
    sa.select(_trace(_OF_A_MEETING)).where(_is_shown(Meeting, _OWN)),
    sa.select(_trace(_OF_A_CONFERENCE)).where(_is_shown(Conference, _IDS)),
)
# Counts and sums of rows that are never deleted, and figures in them that only rise.
_MET: Final = (
    sa.select(
        col(Meeting.group_id),
        (
            sa.func.count()
            + sa.func.sum(col(Meeting.sequence))
            + sa.func.count(col(Meeting.held_on))
            + sa.func.count(col(Meeting.cancelled_at))
        ).label("risen"),
        sa.func.max(_changed(Meeting)).label("changed_at"),
        sa.func.max(
            sa.case(
                (
                    col(Meeting.cancelled_at).is_(None),
                    sa.func.coalesce(col(Meeting.held_on), col(Meeting.dated_on)),
                )
            )
        ).label("last_on"),
    )
    .where(col(Meeting.group_id).in_(_IDS), col(Meeting.kind) == MeetingKind.CORE_GROUP)
    .group_by(col(Meeting.group_id))
    .subquery()
)
_PLANNED: Final = (
    sa.select(
        col(Plan.group_id),
        (sa.func.count() + sa.func.count(col(Plan.ended_on))).label("risen"),
        sa.func.max(col(Plan.recorded_at)).label("changed_at"),
        sa.func.min(
            sa.case((col(Plan.ended_on).is_(None), col(Plan.started_on)))
        ).label("began_on"),
    )
    .where(col(Plan.group_id).in_(_IDS))
    .group_by(col(Plan.group_id))
    .subquery()
)
_PACE: Final = (
    sa.select(
        _PLANNED.c.group_id,
        _PLANNED.c.risen + sa.func.coalesce(_MET.c.risen, 0),
        _PLANNED.c.changed_at,
        sa.func.coalesce(_MET.c.changed_at, _PLANNED.c.changed_at),
        _PLANNED.c.began_on,
        _MET.c.last_on,
    )
    .join(_MET, _MET.c.group_id == _PLANNED.c.group_id, isouter=True)
    .where(_PLANNED.c.began_on.is_not(None))
    .order_by(_PLANNED.c.group_id)
)
_OWED: Final = (
    sa.select(
        col(Asked.id),
        col(Asked.group_id),
        col(Asked.asked_at),
        col(Round.closes_on),
        col(Conference.sequence),
        _changed(Conference),
    )
    .join(Round, col(Round.id) == col(Asked.round_id))
    .join(Conference, col(Conference.id) == col(Round.conference_id))
    .where(
        col(Asked.person_id) == sa.bindparam("person_id"),
        col(Asked.group_id).in_(_IDS),
        col(Asked.answered_at).is_(None),
        col(Asked.ended_at).is_(None),
        col(Round.closed_at).is_(None),
        col(Round.cancelled_at).is_(None),
    )
    .order_by(col(Asked.id))
)


def find_in_use(session: Session, token_hash: str) -> InUse | None:
    """Return the address that a token belongs to, unless it is retired or off."""
    named = {"digest": token_hash}
    found = session.connection().execute(_IN_USE, named).one_or_none()
    return None if found is None else InUse._make(found)


def count_fetch(
    session: Session, feed_id: str, *, now: datetime, hour_ago: datetime
) -> tuple[str, int] | None:
    """Count a fetch; return whose it is and how many there were in this hour."""
    named = {"feed_id": feed_id, "at": now, "hour_ago": hour_ago}
    found = session.connection().execute(_COUNT, named).one_or_none()
    return None if found is None else (found[0], found[1])


def keep_version(
    session: Session, feed_id: str, *, version: str, changed_at: datetime
) -> None:
    """Keep what a calendar holds now, and since when."""
    session.connection().execute(
        sa.update(Feed)
        .where(col(Feed.id) == feed_id)
        .values(version=version, changed_at=changed_at)
    )


def keep_suspended(session: Session, feed_id: str, *, now: datetime) -> None:
    """Keep that an address is switched off."""
    session.connection().execute(
        sa.update(Feed).where(col(Feed.id) == feed_id).values(suspended_at=now)
    )


def find_current(session: Session, person_id: str) -> Feed | None:
    """Return somebody's address, switched off or not, unless it is retired."""
    statement = select(Feed).where(Feed.current_for == person_id)
    return session.exec(statement).one_or_none()


def lock_current(session: Session, person_id: str) -> Feed | None:
    """Return the same, while nobody else can change it or make a new one."""
    session.exec(
        select(Person.id).where(Person.id == person_id).with_for_update(key_share=True)
    ).one()
    statement = (
        select(Feed)
        .where(Feed.current_for == person_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return session.exec(statement).one_or_none()


def list_with_address(session: Session, person_ids: Collection[str]) -> set[str]:
    """Return which of these people have an address."""
    statement = select(Feed.person_id).where(col(Feed.current_for).in_(person_ids))
    return set(session.exec(statement).all())


def list_traces(
    session: Session,
    *,
    own: Collection[str],
    group_ids: Collection[str],
    **days: date,
) -> list[str]:
    """
    Return a line for each meeting and conference that a calendar shows, in order.

    A line is different whenever anything is that the calendar is written from.
    """
    named = {"own": list(own), "ids": list(group_ids), **days}
    return sorted(session.connection().execute(_TRACES, named).scalars())


def find_meeting(session: Session, meeting_id: str) -> Any | None:
    """Return one meeting as a calendar shows it."""
    statement = sa.select(*_OF_A_MEETING).where(col(Meeting.id) == meeting_id)
    return session.connection().execute(statement).one_or_none()


def list_meetings(session: Session, group_ids: Collection[str], **days: date) -> Rows:
    """Return the meetings of these core groups that a calendar shows."""
    return _all(session, _MEETINGS, ids=list(group_ids), **days)


def list_conferences(
    session: Session, group_ids: Collection[str], **days: date
) -> Rows:
    """Return the conferences of these core groups that a calendar shows."""
    return _all(session, _CONFERENCES, ids=list(group_ids), **days)


def list_paces(session: Session, group_ids: Collection[str]) -> Rows:
    """
    Return how each core group with an open plan meets, for when it is due next.

    Each has a figure that rises with every change, when its plans and its meetings last
    changed, when the oldest open plan began, and the last day on which it meets.
    """
    return _all(session, _PACE, ids=list(group_ids))


def list_owed(session: Session, person_id: str, group_ids: Collection[str]) -> Rows:
    """Return the views that somebody owes in these core groups."""
    return _all(session, _OWED, ids=list(group_ids), person_id=person_id)


def _all(session: Session, statement: sa.Executable, **named: Any) -> Rows:
    return session.connection().execute(statement, named).all()
