"""Which actions somebody is to report on, and which a convenor should look at."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.queries import actions as queries
from models.tables.access import Person
from models.tables.actions import Action
from models.tables.plans import CoreGroup
from workflows import clock
from workflows.actions import facts, policy
from workflows.actions.telling import asked_for, groups_near
from workflows.actions.whose import reporter_id
from workflows.coming.facts import convenor_ids
from workflows.profile import Profile


@dataclass(frozen=True, kw_only=True)
class ToDo:
    """One open action that somebody is asked about: dates only."""

    action_id: str
    alias: str
    due_on: date
    is_overdue: bool
    is_of_adult: bool
    for_name: str | None = None


@dataclass(frozen=True, kw_only=True)
class ToLookAt:
    """How many actions of one core group are long overdue, or without anyone."""

    group_id: str
    alias: str
    overdue: int
    without_anyone: int


@dataclass(frozen=True, kw_only=True)
class ActionsOwed:
    """Everything about actions that one person owes, the soonest first."""

    to_do: tuple[ToDo, ...] = ()
    to_look_at: tuple[ToLookAt, ...] = ()

    def __bool__(self) -> bool:
        """Say whether anything is owed."""
        return bool(self.to_do or self.to_look_at)


def owed(
    session: Session,
    *,
    person_id: str,
    now: datetime,
    profile: Profile,
    list_of: date | None = None,
    lock: bool = False,
) -> ActionsOwed:
    """
    Return the actions that somebody is to report on, and what they should look at.

    For the list of a day, only what is due soon, and what is shown on that day. With
    `lock`, nobody can report on one before this transaction ends.
    """
    to_do: list[ToDo] = []
    to_look_at: dict[str, list[tuple[Action, CoreGroup]]] = {}
    members: dict[str, frozenset[str]] = {}
    convened: dict[str, bool] = {}
    groups = groups_near(session, person_id, now=now)
    for action, group in queries.list_open(session, groups, lock=lock):
        if group.id not in members:
            members[group.id] = facts.owner_ids(session, group.id, now=now)
            convenors = convenor_ids(session, group.id, now=now)
            convened[group.id] = person_id in convenors
        asked = asked_for(session, action, members=members[group.id], now=now)
        if asked is not None and asked.id == person_id:
            if list_of is None or _is_soon(action, now=now, profile=profile):
                to_do.append(_to_do(session, action, group, person_id, now=now))
        elif convened[group.id] and _is_shown(action, list_of):
            to_look_at.setdefault(group.id, []).append((action, group))
    looked_at = (
        _to_look_at(session, found, members=members, now=now, profile=profile)
        for found in to_look_at.values()
    )
    return ActionsOwed(
        to_do=tuple(to_do),
        to_look_at=tuple(one for one in looked_at if one is not None),
    )


def _is_soon(action: Action, *, now: datetime, profile: Profile) -> bool:
    return policy.remind_on(action.due_on, profile) <= clock.today(now)


def _is_shown(action: Action, list_of: date | None) -> bool:
    return list_of is None or action.convenor_shown_on == list_of


def _to_do(
    session: Session,
    action: Action,
    group: CoreGroup,
    person_id: str,
    *,
    now: datetime,
) -> ToDo:
    reporter = reporter_id(session, action, now=now)
    is_own = reporter in (person_id, None)
    return ToDo(
        action_id=action.id,
        alias=group.alias,
        due_on=action.due_on,
        is_overdue=policy.is_overdue(action.due_on, today=clock.today(now)),
        is_of_adult=action.adult_id is not None,
        for_name=None if is_own else session.get_one(Person, reporter).name,
    )


def _to_look_at(
    session: Session,
    found: Iterable[tuple[Action, CoreGroup]],
    *,
    members: dict[str, frozenset[str]],
    now: datetime,
    profile: Profile,
) -> ToLookAt | None:
    today = clock.today(now)
    overdue = without_anyone = 0
    for action, group in found:
        if facts.has_nobody(session, action, members=members[group.id], now=now):
            without_anyone += 1
        elif policy.convenor_from(action.due_on, profile) <= today:
            overdue += 1
    if not (overdue or without_anyone):
        return None
    return ToLookAt(
        group_id=group.id,
        alias=group.alias,
        overdue=overdue,
        without_anyone=without_anyone,
    )
