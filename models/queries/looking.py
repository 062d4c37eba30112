"""Reads for an operator who asks what will be said, or why something was."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Session, col, select

from models.tables.access import Person
from models.tables.outbox import OutboxRow
from models.tables.plans import CoreGroup
from models.vocabulary import OutboxState

Addressed = tuple[OutboxRow, Person | None, CoreGroup | None]


def list_planned(session: Session, *, until: datetime) -> Sequence[Addressed]:
    """Return what waits to be sent by then, soonest first, with its address."""
    statement = (
        select(OutboxRow, Person, CoreGroup)
        .join(Person, col(Person.id) == col(OutboxRow.person_id), isouter=True)
        .join(CoreGroup, col(CoreGroup.id) == col(OutboxRow.group_id), isouter=True)
        .where(
            OutboxRow.state == OutboxState.PLANNED, col(OutboxRow.not_before) <= until
        )
        .order_by(col(OutboxRow.not_before), col(OutboxRow.id))
    )
    return session.exec(statement).all()


def find_row(session: Session, id_or_key: str) -> OutboxRow | None:
    """Return one effect by its id or by its dedupe key."""
    statement = select(OutboxRow).where(
        sa.or_(col(OutboxRow.id) == id_or_key, col(OutboxRow.dedupe_key) == id_or_key)
    )
    return session.exec(statement).first()
