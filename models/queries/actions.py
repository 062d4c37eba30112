"""Reads and locks of actions, and of the significant adults of a family."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select, update

from models.queries.access import is_current
from models.tables.access import Person
from models.tables.actions import (
    Action,
    ActionReport,
    ActionVersion,
    Adult,
    SheetLink,
)
from models.tables.meetings import Meeting
from models.tables.membership import Membership
from models.tables.plans import CoreGroup
from models.vocabulary import Relation


def lock_action(session: Session, action_id: str) -> Action | None:
    """Return one action, held until the transaction ends."""
    statement = (
        select(Action)
        .where(Action.id == action_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    return session.exec(statement).one_or_none()


def list_adults(session: Session, group_id: str) -> Sequence[Adult]:
    """Return every significant adult of a family, those who left too."""
    statement = (
        select(Adult)
        .where(Adult.group_id == group_id)
        .order_by(col(Adult.recorded_at), col(Adult.id))
    )
    return session.exec(statement).all()


def last_number(session: Session, group_id: str, relation: Relation) -> int:
    """Return the highest number that was given in one relation, or 0."""
    statement = select(sa.func.max(Adult.number)).where(
        Adult.group_id == group_id, Adult.relation == relation
    )
    return session.exec(statement).one() or 0


def list_actions(session: Session, group_id: str) -> Sequence[Action]:
    """Return every action of a core group, the soonest due first."""
    statement = (
        select(Action)
        .where(Action.group_id == group_id)
        .order_by(col(Action.due_on), col(Action.recorded_at), col(Action.id))
    )
    return session.exec(statement).all()


def list_open(
    session: Session, group_ids: Collection[str], *, lock: bool = False
) -> Sequence[tuple[Action, CoreGroup]]:
    """Return the open actions of core groups that are open, the soonest due first."""
    statement = (
        select(Action, CoreGroup)
        .join(CoreGroup, col(CoreGroup.id) == col(Action.group_id))
        .where(
            col(Action.group_id).in_(group_ids),
            col(CoreGroup.closed_at).is_(None),
            *_is_open(),
        )
        .order_by(col(Action.due_on), col(Action.recorded_at), col(Action.id))
        .execution_options(populate_existing=True)
    )
    if lock:
        statement = statement.with_for_update(of=Action, key_share=True)
    return session.exec(statement).all()


def list_versions(
    session: Session, action_ids: Collection[str]
) -> Sequence[ActionVersion]:
    """Return every version of these actions, the oldest first."""
    statement = (
        select(ActionVersion)
        .where(col(ActionVersion.action_id).in_(action_ids))
        .order_by(col(ActionVersion.action_id), col(ActionVersion.number))
    )
    return session.exec(statement).all()


def list_reports(
    session: Session, action_ids: Collection[str]
) -> Sequence[ActionReport]:
    """Return what was reported on these actions, the oldest first."""
    statement = (
        select(ActionReport)
        .where(col(ActionReport.action_id).in_(action_ids))
        .order_by(col(ActionReport.recorded_at), col(ActionReport.id))
    )
    return session.exec(statement).all()


def list_last_meetings(
    session: Session, group_id: str, *, today: date
) -> Sequence[Meeting]:
    """Return the newest five meetings whose day has come and that stand."""
    statement = (
        select(Meeting)
        .where(
            Meeting.group_id == group_id,
            Meeting.dated_on <= today,
            col(Meeting.cancelled_at).is_(None),
        )
        .order_by(col(Meeting.dated_on).desc(), col(Meeting.id))
        .limit(5)
    )
    return session.exec(statement).all()


def find_meeting_day(session: Session, meeting_id: str | None) -> date | None:
    """Return the day of a meeting, or nothing where there is none."""
    found = None if meeting_id is None else session.get(Meeting, meeting_id)
    return None if found is None else found.held_on or found.dated_on


def list_due(session: Session, *, today: date) -> Sequence[str]:
    """Return the actions that the clock looks after by this day."""
    statement = select(Action.id).where(col(Action.acts_on) <= today)
    return sorted(session.exec(statement).all())


def list_of_no_member(
    session: Session, *, day: date, now: datetime
) -> Sequence[Action]:
    """
    Return the open actions of people who do not belong, not shown to the convenor yet.

    A chair or manager, who can have an action without belonging, is among them.
    """
    belongs = sa.exists().where(
        col(Membership.group_id) == col(Action.group_id),
        col(Membership.person_id) == col(Action.owner_id),
        col(Person.id) == col(Membership.person_id),
        col(Person.deactivated_at).is_(None),
        *is_current(day, now),
    )
    statement = (
        select(Action)
        .where(
            col(Action.acts_on).is_not(None),
            col(Action.owner_id).is_not(None),
            col(Action.convenor_shown_on).is_(None),
            ~belongs,
        )
        .order_by(col(Action.id))
    )
    return session.exec(statement).all()


def next_day_to_act(session: Session) -> date | None:
    """Return the first day on which the clock looks after an action."""
    return session.exec(select(sa.func.min(Action.acts_on))).one()


def use_link(session: Session, token_hash: str, *, now: datetime) -> SheetLink | None:
    """Return the link behind a token for its one use; two cannot have it."""
    statement = (
        update(SheetLink)
        .where(
            col(SheetLink.token_hash) == token_hash,
            col(SheetLink.used_at).is_(None),
            col(SheetLink.expires_at) > now,
        )
        .values(used_at=now)
    )
    if session.exec(statement).rowcount != 1:
        return None
    return session.exec(
        select(SheetLink).where(SheetLink.token_hash == token_hash)
    ).one()


def _is_open() -> tuple[sa.ColumnElement[bool], ...]:
    return (col(Action.done_at).is_(None), col(Action.ended_at).is_(None))
