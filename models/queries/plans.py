"""Reads of core groups, their children and plans."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from models.tables.plans import Child, CoreGroup, Plan


def lock_group(session: Session, group_id: str) -> None:
    """Let what is decided about one core group be decided one after the other."""
    statement = (
        select(CoreGroup.id)
        .where(CoreGroup.id == group_id)
        .with_for_update(key_share=True)
    )
    session.exec(statement).one()


def find_group_by_alias(session: Session, alias: str) -> CoreGroup | None:
    """Return the core group of this alias, open or closed."""
    return session.exec(select(CoreGroup).where(CoreGroup.alias == alias)).one_or_none()


def find_group_by_source(session: Session, source_key: str) -> CoreGroup | None:
    """Return the core group that was made from this family of the source."""
    statement = select(CoreGroup).where(CoreGroup.source_key == source_key)
    return session.exec(statement).one_or_none()


def is_alias_taken(session: Session, alias: str) -> bool:
    """Return whether a core group has this alias, open or closed."""
    statement = select(CoreGroup.id).where(CoreGroup.alias == alias)
    return session.exec(statement).first() is not None


def find_child_by_source(session: Session, source_key: str) -> Child | None:
    """Return the child that was made from this person of the source."""
    statement = select(Child).where(Child.source_key == source_key)
    return session.exec(statement).one_or_none()


def list_children(session: Session, group_id: str) -> Sequence[Child]:
    """Return the children of a core group, by number."""
    statement = (
        select(Child).where(Child.group_id == group_id).order_by(col(Child.number))
    )
    return session.exec(statement).all()


def find_plan_by_source(session: Session, source_key: str) -> Plan | None:
    """Return the plan that was made from this plan of the source."""
    statement = select(Plan).where(Plan.source_key == source_key)
    return session.exec(statement).one_or_none()


def list_plans(session: Session, group_id: str) -> Sequence[Plan]:
    """Return every plan of a core group, the oldest first."""
    statement = (
        select(Plan)
        .where(Plan.group_id == group_id)
        .order_by(col(Plan.started_on), col(Plan.id))
    )
    return session.exec(statement).all()


def list_open_plans(session: Session, group_id: str) -> Sequence[Plan]:
    """Return the plans of a core group that have not ended, the oldest first."""
    statement = (
        select(Plan)
        .where(Plan.group_id == group_id, col(Plan.ended_on).is_(None))
        .order_by(col(Plan.started_on), col(Plan.id))
    )
    return session.exec(statement).all()


def list_plans_of_child(session: Session, child_id: str) -> Sequence[Plan]:
    """Return every plan of one child, the oldest first."""
    statement = (
        select(Plan).where(Plan.child_id == child_id).order_by(col(Plan.started_on))
    )
    return session.exec(statement).all()


def list_ended_plans(session: Session, group_id: str) -> Sequence[Plan]:
    """Return the plans of a core group's children that have ended."""
    statement = select(Plan).where(
        Plan.group_id == group_id, col(Plan.ended_on).is_not(None)
    )
    return session.exec(statement).all()


def find_group_of_child(session: Session, child_id: str) -> str | None:
    """Return the core group that a child belongs to."""
    return session.exec(
        select(Child.group_id).where(Child.id == child_id)
    ).one_or_none()
