"""Which outcome, duty or check somebody is at, and by which row they may."""

from datetime import datetime
from typing import Final

from sqlmodel import Session

from models.queries import outcomes as queries
from models.tables.conferences import Conference
from models.tables.outcomes import AfterCheck, Assurance
from models.tables.plans import CoreGroup
from models.vocabulary import Duty
from workflows.access import use_cases as access
from workflows.actor import Actor
from workflows.errors import NotYours

RECORD: Final = 40
CONFIRM: Final = 41
REVIEW: Final = 42
CHECK: Final = 43
# Who may see a family's timeline may read what was decided and why.
READ: Final = 66
VIEWS: Final = 32
ROW_OF: Final = {
    Duty.CONFIRM: CONFIRM,
    Duty.AUDIT: CONFIRM,
    Duty.MANAGER_REVIEW: REVIEW,
    Duty.SENIOR_REVIEW: REVIEW,
}


def conference(
    session: Session, *, actor: Actor, conference_id: str, row: int, now: datetime
) -> tuple[Conference, CoreGroup]:
    """
    Return a conference and its core group, if the actor may do this row there.

    :raises NotYours: worded alike whether the conference exists or not.
    """
    found = session.get(Conference, conference_id)
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


def assurance(
    session: Session, *, actor: Actor, assurance_id: str, row: int, now: datetime
) -> tuple[Assurance, CoreGroup]:
    """
    Return a duty and its core group, if it is the actor's.

    The core group may have closed meanwhile; the duty goes on without it.

    :raises NotYours: worded alike whether the duty exists or not.
    """
    found = queries.lock_assurance(session, assurance_id)
    group = access.formerly(
        session,
        actor=actor,
        row=row if found is None else ROW_OF[found.duty],
        group_id="" if found is None else found.group_id,
        is_named=found is not None and is_named(found, actor),
        now=now,
    )
    if found is None:
        raise NotYours
    return found, group


def is_named(found: Assurance, actor: Actor) -> bool:
    """Say whether a duty is owed by the actor, or was passed on to them."""
    return actor.person_id in {found.owed_by, found.escalated_to}


def check(
    session: Session, *, actor: Actor, check_id: str, now: datetime
) -> tuple[AfterCheck, CoreGroup]:
    """
    Return an after-plan check and its core group, if the actor was asked.

    :raises NotYours: worded alike whether the check exists or not.
    """
    found = queries.lock_check(session, check_id)
    group = access.formerly(
        session,
        actor=actor,
        row=CHECK,
        group_id="" if found is None else found.group_id,
        is_named=found is not None
        and found.asked_of == actor.person_id
        and found.asked_at is not None,
        now=now,
    )
    if found is None:
        raise NotYours
    return found, group
