"""Which notice somebody is at, and by which row of the access table they may."""

from datetime import datetime
from typing import Final

from sqlmodel import Session

from models.tables.notices import Notice
from models.tables.plans import CoreGroup
from workflows.access import use_cases as access
from workflows.actor import Actor
from workflows.errors import NotYours

CHECK_IN: Final = 17
GIVE: Final = 26
READ: Final = 27


def notice(
    session: Session, *, actor: Actor, notice_id: str, row: int, now: datetime
) -> tuple[Notice, CoreGroup]:
    """
    Return a notice and its core group, if the actor may do this row there.

    :raises NotYours: worded alike whether the notice exists or not.
    """
    found = session.get(Notice, notice_id)
    group = access.group(
        session,
        actor=actor,
        row=row,
        group_id="" if found is None else found.group_id,
        now=now,
    )
    if found is None:
        raise NotYours
    return found, group
