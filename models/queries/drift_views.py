"""What views before a review say of drift, for many core groups at once."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col
from sqlmodel.sql.sqltypes import UTCDateTime

from models.queries.drift import IDS, Rows, ask
from models.tables.access import Person
from models.tables.conferences import Conference
from models.tables.membership import Membership
from models.tables.plans import Child
from models.tables.statements import (
    Asked,
    ChildView,
    Discussion,
    NamedGap,
    Round,
    Statement,
)
from models.vocabulary import MemberRole

_DAY: Final = sa.bindparam("day", type_=sa.Date())
_LATER: Final = aliased(Statement)
_NEWEST: Final = ~sa.exists().where(
    col(_LATER.asked_id) == col(Statement.asked_id),
    col(_LATER.version) > col(Statement.version),
)
_CLOSED: Final = (
    sa.select(col(Round.group_id), col(Round.id), col(Round.closed_at))
    .join(Conference, col(Conference.id) == col(Round.conference_id))
    .where(
        col(Round.group_id).in_(IDS),
        col(Round.closed_at).is_not(None),
        col(Round.cancelled_at).is_(None),
        col(Conference.held_on).is_(None),
        col(Conference.cancelled_at).is_(None),
        col(Conference.dated_on) >= _DAY,
    )
    .order_by(col(Round.closed_at))
)
_GAPS: Final = (
    sa.select(col(NamedGap.round_id), sa.func.count(sa.distinct(col(Person.agency_id))))
    .join(Asked, col(Asked.id) == col(NamedGap.asked_id))
    .join(Person, col(Person.id) == col(Asked.person_id))
    # A view that came late is a view.
    .where(col(NamedGap.round_id).in_(IDS), col(Asked.answered_at).is_(None))
    .group_by(col(NamedGap.round_id))
)
_SAID: Final = (
    sa.select(col(Statement.round_id), col(Child.number), col(ChildView.recommendation))
    .distinct()
    .join(Statement, col(Statement.id) == col(ChildView.statement_id))
    .join(Child, col(Child.id) == col(ChildView.child_id))
    .where(col(Statement.round_id).in_(IDS), _NEWEST)
)
_DISCUSSED: Final = (
    sa.select(
        col(Discussion.round_id), col(Discussion.joint), col(Discussion.recorded_at)
    )
    .where(col(Discussion.round_id).in_(IDS))
    .order_by(col(Discussion.recorded_at))
)
_IS_LEAD: Final = sa.exists().where(
    col(Membership.group_id) == col(Round.group_id),
    col(Membership.person_id) == col(Statement.person_id),
    col(Membership.role) == MemberRole.LEAD_SOCIAL_WORKER,
)
_SEEN: Final = (
    sa.select(
        col(ChildView.child_id),
        sa.func.max(col(Statement.given_at)),
        sa.func.max(sa.case((_IS_LEAD, col(ChildView.seen_on)))),
        sa.func.max(col(ChildView.seen_on)),
    )
    .join(Statement, col(Statement.id) == col(ChildView.statement_id))
    .join(Round, col(Round.id) == col(Statement.round_id))
    .where(
        col(Round.group_id).in_(IDS),
        col(Round.closes_on) >= _DAY,
        col(ChildView.seen_on).is_not(None),
    )
    .group_by(col(ChildView.child_id))
)
_TICKED: Final = (
    sa.select(
        col(Round.group_id),
        col(Statement.person_id),
        sa.func.min(col(Statement.given_at)),
    )
    .join(Round, col(Round.id) == col(Statement.round_id))
    .where(
        col(Round.group_id).in_(IDS),
        col(Statement.given_at) >= sa.bindparam("since", type_=UTCDateTime()),
        col(Statement.intimidated).is_(sa.true()),
        _NEWEST,
    )
    .group_by(col(Round.group_id), col(Statement.person_id))
)


def list_closed(session: Session, ids: Collection[str], *, day: date) -> Rows:
    """Return the rounds that closed and whose conference is still to come."""
    return ask(session, _CLOSED, ids, day=day)


def list_gaps(session: Session, round_ids: Collection[str]) -> Rows:
    """Return how many agencies were not heard in these rounds, and still are not."""
    return ask(session, _GAPS, round_ids)


def list_said(session: Session, round_ids: Collection[str]) -> Rows:
    """Return what anybody recommends for each child, each once."""
    return ask(session, _SAID, round_ids)


def list_discussed(session: Session, round_ids: Collection[str]) -> Rows:
    """Return what the core groups made of it together, the newest last."""
    return ask(session, _DISCUSSED, round_ids)


def list_seen(session: Session, ids: Collection[str], *, since: date) -> Rows:
    """Return when views last said that a child was seen, by the worker, by anyone."""
    return ask(session, _SEEN, ids, day=since)


def list_ticked(session: Session, ids: Collection[str], *, since: datetime) -> Rows:
    """Return who feels intimidated, by the newest version of their view."""
    return ask(session, _TICKED, ids, since=since)
