"""Reads and locks of alerts, their signals, and what was answered."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.tables.access import Person
from models.tables.drift import Alert, AlertAnswer, AlertLine, AlertSignal
from models.tables.meetings import Meeting
from models.tables.membership import Allocation, Membership
from models.tables.plans import CoreGroup, Plan
from models.vocabulary import AlertAnswerKind, MeetingKind, MemberRole


def find_newest(session: Session, group_id: str) -> Alert | None:
    """Return the newest alert of a core group, ended or not."""
    statement = (
        select(Alert)
        .where(Alert.group_id == group_id)
        .order_by(col(Alert.number).desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )
    return session.exec(statement).first()


def list_signals(session: Session, alert_ids: Collection[str]) -> Sequence[AlertSignal]:
    """Return the signals of these alerts that are there now."""
    statement = (
        select(AlertSignal)
        .where(
            col(AlertSignal.alert_id).in_(alert_ids), col(AlertSignal.gone_at).is_(None)
        )
        .execution_options(populate_existing=True)
    )
    return session.exec(statement).all()


def list_every_signal(
    session: Session, alert_ids: Collection[str]
) -> Sequence[AlertSignal]:
    """Return the signals of these alerts, those that went too, the oldest first."""
    statement = (
        select(AlertSignal)
        .where(col(AlertSignal.alert_id).in_(alert_ids))
        .order_by(col(AlertSignal.raised_at), col(AlertSignal.id))
    )
    return session.exec(statement).all()


def list_standing(session: Session, group_ids: Collection[str]) -> Sequence[Any]:
    """Return group, name and fingerprint of every signal that stands in these."""
    statement = (
        sa.select(
            col(Alert.group_id), col(AlertSignal.name), col(AlertSignal.fingerprint)
        )
        .join(AlertSignal, col(AlertSignal.alert_id) == col(Alert.id))
        .where(
            col(Alert.group_id).in_(group_ids),
            col(Alert.ended_at).is_(None),
            col(AlertSignal.gone_at).is_(None),
        )
    )
    return session.connection().execute(statement).all()


def list_asleep(session: Session, group_id: str) -> Sequence[AlertSignal]:
    """Return the signals of a core group of which somebody said that it is no drift."""
    statement = (
        select(AlertSignal)
        .join(Alert, col(Alert.id) == col(AlertSignal.alert_id))
        .join(AlertAnswer, col(AlertAnswer.id) == col(AlertSignal.answer_id))
        .where(
            Alert.group_id == group_id, AlertAnswer.kind == AlertAnswerKind.NOT_DRIFT
        )
    )
    return session.exec(statement).all()


def list_due(session: Session, *, today: date) -> Sequence[str]:
    """Return the core groups whose alert the clock has something to do about."""
    statement = select(Alert.group_id).where(col(Alert.acts_on) <= today)
    return sorted(set(session.exec(statement).all()))


def list_to_end(session: Session) -> Sequence[str]:
    """Return the core groups that are closed, or have no plan, and an open alert."""
    statement = (
        select(Alert.group_id)
        .join(CoreGroup, col(CoreGroup.id) == col(Alert.group_id))
        .where(
            col(Alert.ended_at).is_(None),
            col(CoreGroup.closed_at).is_not(None)
            | ~sa.exists().where(
                col(Plan.group_id) == col(CoreGroup.id), col(Plan.ended_on).is_(None)
            ),
        )
    )
    return sorted(session.exec(statement).all())


def next_day_to_act(session: Session) -> date | None:
    """Return the first day on which an alert is to be taken further."""
    return session.exec(select(sa.func.min(Alert.acts_on))).one()


def list_open(
    session: Session, group_ids: Collection[str] | None, *, lock: bool = False
) -> Sequence[tuple[Alert, CoreGroup]]:
    """
    Return the open alerts of these core groups, or of all, by alias.

    With `lock`, nobody can answer one before this transaction ends.
    """
    statement = (
        select(Alert, CoreGroup)
        .join(CoreGroup, col(CoreGroup.id) == col(Alert.group_id))
        .where(col(Alert.ended_at).is_(None), col(CoreGroup.closed_at).is_(None))
        .order_by(col(CoreGroup.alias))
    )
    if group_ids is not None:
        statement = statement.where(col(Alert.group_id).in_(group_ids))
    if lock:
        statement = statement.with_for_update(of=Alert, key_share=True)
    return session.exec(statement).all()


def list_escalated(session: Session, person_id: str) -> Sequence[str]:
    """Return the groups whose alert was taken to somebody, as nobody answered."""
    statement = select(Alert.group_id).where(
        Alert.escalated_to == person_id,
        col(Alert.ended_at).is_(None),
        col(Alert.owed_since).is_not(None),
    )
    return session.exec(statement).all()


def list_of_group(session: Session, group_id: str) -> Sequence[Alert]:
    """Return every alert of a core group, the oldest first."""
    statement = (
        select(Alert).where(Alert.group_id == group_id).order_by(col(Alert.number))
    )
    return session.exec(statement).all()


def list_answers(session: Session, alert_ids: Collection[str]) -> Sequence[AlertAnswer]:
    """Return what was answered to these alerts, the oldest first."""
    statement = (
        select(AlertAnswer)
        .where(col(AlertAnswer.alert_id).in_(alert_ids))
        .order_by(col(AlertAnswer.answered_at), col(AlertAnswer.id))
    )
    return session.exec(statement).all()


def list_answers_by(
    session: Session, person_id: str
) -> Sequence[tuple[AlertAnswer, Alert, CoreGroup]]:
    """Return everything that one person answered, the oldest first."""
    statement = (
        select(AlertAnswer, Alert, CoreGroup)
        .join(Alert, col(Alert.id) == col(AlertAnswer.alert_id))
        .join(CoreGroup, col(CoreGroup.id) == col(Alert.group_id))
        .where(AlertAnswer.answered_by == person_id)
        .order_by(col(AlertAnswer.answered_at), col(AlertAnswer.id))
    )
    return session.exec(statement).all()


def list_answered_signals(
    session: Session, answer_ids: Collection[str]
) -> Sequence[AlertSignal]:
    """Return the signals that these answers are about."""
    statement = select(AlertSignal).where(col(AlertSignal.answer_id).in_(answer_ids))
    return session.exec(statement).all()


def list_answered_as(session: Session, kind: AlertAnswerKind) -> frozenset[str]:
    """Return the ids of the answers of one kind to which signals still stand."""
    statement = (
        select(AlertAnswer.id)
        .join(AlertSignal, col(AlertSignal.answer_id) == col(AlertAnswer.id))
        .where(AlertAnswer.kind == kind, col(AlertSignal.gone_at).is_(None))
        .distinct()
    )
    return frozenset(session.exec(statement).all())


def list_lines(session: Session, alert_ids: Collection[str]) -> Sequence[AlertLine]:
    """Return the lines that were added to these alerts, the oldest first."""
    statement = (
        select(AlertLine)
        .where(col(AlertLine.alert_id).in_(alert_ids))
        .order_by(col(AlertLine.written_at), col(AlertLine.id))
    )
    return session.exec(statement).all()


def find_ahead(
    session: Session, group_id: str, kind: MeetingKind, *, today: date
) -> Meeting | None:
    """Return a meeting of this kind that is still to come, if one is."""
    statement = (
        select(Meeting)
        .where(
            Meeting.group_id == group_id,
            Meeting.kind == kind,
            col(Meeting.cancelled_at).is_(None),
            col(Meeting.held_on).is_(None),
            col(Meeting.dated_on) >= today,
        )
        .order_by(col(Meeting.dated_on))
    )
    return session.exec(statement).first()


def list_chairs(
    session: Session, *, day: date, raised_before: datetime
) -> Sequence[str]:
    """Return who may chair a core group whose alert is open since before that time."""
    statement = (
        select(Allocation.person_id)
        .join(Alert, col(Alert.group_id) == col(Allocation.group_id))
        .where(
            col(Alert.ended_at).is_(None),
            col(Alert.raised_at) < raised_before,
            col(Allocation.from_on) <= day,
            sa.or_(col(Allocation.to_on).is_(None), col(Allocation.to_on) >= day),
        )
        .distinct()
    )
    return session.exec(statement).all()


def list_managers(
    session: Session, *, day: date, raised_before: datetime
) -> Sequence[str]:
    """Return who manages a lead social worker of such a core group."""
    statement = (
        select(Person.manager_id)
        .join(Membership, col(Membership.person_id) == col(Person.id))
        .join(Alert, col(Alert.group_id) == col(Membership.group_id))
        .where(
            col(Alert.ended_at).is_(None),
            col(Alert.raised_at) < raised_before,
            col(Person.manager_id).is_not(None),
            Membership.role == MemberRole.LEAD_SOCIAL_WORKER,
            col(Membership.from_on) <= day,
            col(Membership.ended_at).is_(None),
            sa.or_(col(Membership.to_on).is_(None), col(Membership.to_on) >= day),
        )
        .distinct()
    )
    return [one for one in session.exec(statement).all() if one is not None]
