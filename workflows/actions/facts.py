"""Turns rows into the facts about actions that rules and other rooms decide on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from sqlmodel import Session

from models.queries import access as register
from models.queries import actions as queries
from models.tables.access import Person
from models.tables.actions import Action, Adult
from workflows import clock


@dataclass(frozen=True, kw_only=True)
class OpenAction:
    """One action that is neither done nor ended: who and when, never what."""

    action_id: str
    owner_id: str | None
    adult_id: str | None
    meeting_id: str | None
    due_on: date
    rolled_over: int


def open_actions(session: Session, group_id: str) -> tuple[OpenAction, ...]:
    """Return the open actions of a core group, the soonest due first."""
    return tuple(
        OpenAction(
            action_id=row.id,
            owner_id=row.owner_id,
            adult_id=row.adult_id,
            meeting_id=row.meeting_id,
            due_on=row.due_on,
            rolled_over=row.rolled_over,
        )
        for row in queries.list_actions(session, group_id)
        if is_open(row)
    )


def adults_now(session: Session, group_id: str, *, day: date) -> tuple[Adult, ...]:
    """Return the significant adults of a family who have not left it."""
    return tuple(
        adult
        for adult in queries.list_adults(session, group_id)
        if adult.left_on is None or adult.left_on > day
    )


def due_dates(session: Session, action_id: str) -> tuple[date, ...]:
    """Return every due date that an action has had, in order, each change once."""
    versions = queries.list_versions(session, [action_id])
    return each_once([version.due_on for version in versions])


def each_once(days: Sequence[date]) -> tuple[date, ...]:
    """Return days in order, one that follows itself only once."""
    return tuple(day for day, _ in groupby(days))


def owners(session: Session, group_id: str, *, now: datetime) -> tuple[Person, ...]:
    """Return who can have an action: members, then the chair and the lead's manager."""
    day = clock.today(now)
    rows = register.list_members(session, group_id, day=day, now=now)
    found = {person.id: person for _, person in rows}
    lead = register.find_lead_social_worker(session, group_id, day=day, now=now)
    chair_id = register.find_chair_id(session, group_id, day=day)
    for person_id in (chair_id, None if lead is None else lead.manager_id):
        person = None if person_id is None else session.get(Person, person_id)
        if person is not None and person.deactivated_at is None:
            found.setdefault(person.id, person)
    return tuple(found.values())


def owner_ids(session: Session, group_id: str, *, now: datetime) -> frozenset[str]:
    """Return the ids of who can have an action."""
    return frozenset(one.id for one in owners(session, group_id, now=now))


def is_open(action: Action) -> bool:
    """Say whether an action is neither done nor ended."""
    return action.done_at is None and action.ended_at is None


def has_nobody(
    session: Session,
    action: Action,
    *,
    members: frozenset[str],
    now: datetime,
) -> bool:
    """Say whether the owner of an action has left the core group, or the family."""
    if action.owner_id is not None:
        return action.owner_id not in members
    adult = session.get_one(Adult, action.adult_id)
    return adult.left_on is not None and adult.left_on <= clock.today(now)
