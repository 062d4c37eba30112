"""Which alert somebody is at, and by which row of the access table they may."""

from datetime import datetime
from typing import Final

from sqlmodel import Session

from models.tables.drift import Alert
from models.tables.plans import CoreGroup
from workflows.access import use_cases as access
from workflows.access.policy import Circumstances
from workflows.actor import Actor
from workflows.errors import NotYours

READ: Final = 47
ADD_LINE: Final = 48
ANSWER: Final = 49
ANSWER_LEGAL: Final = 50
READ_LEGAL: Final = 51
OVERVIEW: Final = 52


def alert(
    session: Session, *, actor: Actor, alert_id: str, row: int, now: datetime
) -> tuple[Alert, CoreGroup]:
    """
    Return an alert and its core group, if the actor may do this row there.

    Once nobody answered in time, whom it was taken to may answer as well.

    :raises NotYours: worded alike whether the alert exists or not.
    """
    found = session.get(Alert, alert_id)
    group = access.group(
        session,
        actor=actor,
        row=row,
        group_id="" if found is None else found.group_id,
        now=now,
        circumstances=circumstances(found, actor),
    )
    if found is None:
        raise NotYours
    return found, group


def circumstances(found: Alert | None, actor: Actor) -> Circumstances:
    """Return what the cells of the table depend on here."""
    is_named = found is not None and found.escalated_to == actor.person_id
    return Circumstances(dates_only=True, named=is_named)
