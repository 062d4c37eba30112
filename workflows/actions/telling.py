"""Whose lists an action stands on, and how they become true again."""

from datetime import datetime, timedelta
from typing import Final

from sqlmodel import Session

from models.queries import access as register
from models.tables.access import Person
from models.tables.actions import Action
from workflows import clock, outbox
from workflows.actions import facts
from workflows.actions.whose import reporter_id
from workflows.coming.facts import asked_of, convenor_ids

# A list of longer ago is not looked at any more.
LISTS_LAST: Final = timedelta(days=14)


def asked_for(
    session: Session, action: Action, *, members: frozenset[str], now: datetime
) -> Person | None:
    """Return whom to ask about an action today: who reports on it, or their deputy."""
    reporter = reporter_id(session, action, now=now)
    if reporter is None or facts.has_nobody(session, action, members=members, now=now):
        return None
    return asked_of(session, session.get_one(Person, reporter), now=now)


def redraw(session: Session, action: Action, *, now: datetime) -> None:
    """Draw again the lists that an action may stand on, before or after a change."""
    members = facts.owner_ids(session, action.group_id, now=now)
    people = set(convenor_ids(session, action.group_id, now=now))
    reporter = reporter_id(session, action, now=now)
    asked = asked_for(session, action, members=members, now=now)
    people |= {reporter} if reporter is not None else set()
    people |= {asked.id} if asked is not None else set()
    outbox.redraw_lists(
        session, person_ids=sorted(people), since=now - LISTS_LAST, now=now
    )


def groups_near(session: Session, person_id: str, *, now: datetime) -> list[str]:
    """Return the groups of somebody or of their absent, that they manage or chair."""
    day = clock.today(now)
    people = [person_id, *register.list_deputised(session, person_id, day=day)]
    found = {
        membership.group_id
        for one in people
        for membership in register.list_memberships(session, one, day=day, now=now)
    }
    found |= set(register.list_managed(session, person_id, day=day, now=now))
    return sorted(found | set(register.list_chaired(session, person_id, day=day)))
