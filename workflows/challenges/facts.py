"""Turns rows into what rules and other rooms know of challenges."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.queries import access as register
from models.queries import challenges as queries
from models.queries.conferences import list_conferences
from models.tables.access import Agency, Person
from models.tables.conferences import Conference
from models.tables.plans import CoreGroup
from models.vocabulary import ChallengeAbout, GrantedRole
from workflows import clock
from workflows.access import use_cases as access
from workflows.access.policy import Circumstances
from workflows.actor import Actor
from workflows.challenges import policy
from workflows.challenges.whose import RAISE
from workflows.outcomes import facts as outcomes
from workflows.outcomes import policy as outcome_policy
from workflows.profile import Profile


@dataclass(frozen=True, kw_only=True)
class Window:
    """The last conference that was held, and until when dissent from it is in time."""

    conference_id: str
    held_on: date
    ends_at: datetime


@dataclass(frozen=True, kw_only=True)
class RaisedChallenge:
    """That somebody challenged something, about what and from when to when."""

    raised_at: datetime
    ended_at: datetime | None
    about: ChallengeAbout


def challenges_since(
    session: Session, group_id: str, since: datetime
) -> tuple[RaisedChallenge, ...]:
    """Return the challenges raised in a core group since then: never what they say."""
    return tuple(
        RaisedChallenge(raised_at=row.raised_at, ended_at=row.ended_at, about=row.about)
        for row in queries.list_since(session, group_id, since=since)
    )


def dissent_window(
    session: Session, group_id: str, *, now: datetime, profile: Profile
) -> Window | None:
    """
    Return the last conference held, and until when dissent from it is in time.

    Counted from the recording of what it decided; until that is there, from its day.
    """
    today = clock.today(now)
    held = [
        (row.held_on, row.id)
        for row in list_conferences(session, group_id)
        if row.held_on is not None and row.held_on <= today
    ]
    if not held:
        return None
    held_on, conference_id = max(held)
    return Window(
        conference_id=conference_id,
        held_on=held_on,
        ends_at=_ends_at(session, conference_id, held_on, profile),
    )


def _ends_at(
    session: Session, conference_id: str, held_on: date, profile: Profile
) -> datetime:
    decided = outcomes.standing(session, session.get_one(Conference, conference_id))
    if decided is None:
        return policy.window_ends_at(held_on, profile)
    return outcome_policy.dissent_until(decided.decided_at, profile)


def groups_to_raise_in(
    session: Session, actor: Actor, *, alias: str = "", now: datetime
) -> list[CoreGroup]:
    """Return the core groups in which somebody may raise a challenge, by alias."""
    found = queries.list_every_group(
        session, groups_near(session, actor.person_id, now=now)
    )
    return [
        group
        for group in found
        if (not alias or group.alias == alias.upper())
        and access.may(
            session,
            person_id=actor.person_id,
            row=RAISE,
            group_id=group.id,
            now=now,
            circumstances=Circumstances(own=True),
        )
    ]


def groups_near(session: Session, person_id: str, *, now: datetime) -> frozenset[str]:
    """Return the groups of somebody, their absent, their staff and their agency."""
    day = clock.today(now)
    people = [person_id, *register.list_deputised(session, person_id, day=day)]
    found = {
        membership.group_id
        for one in people
        for membership in register.list_memberships(session, one, day=day, now=now)
    }
    for one in people:
        found |= set(register.list_managed(session, one, day=day, now=now))
        found |= set(register.list_chaired(session, one, day=day))
    agencies = [
        grant.agency_id
        for grant in register.list_grants(session, person_id, day=day)
        if grant.role is GrantedRole.SAFEGUARDING_LEAD and grant.agency_id is not None
    ]
    if agencies:
        of_agency = register.list_groups_with_agency(
            session, agencies, day=day, now=now
        )
        found |= set(of_agency)
    return frozenset(found)


def name_of(session: Session, person_id: str | None) -> str:
    """Return somebody's name and agency; nothing for nobody."""
    if person_id is None:
        return ""
    person = session.get_one(Person, person_id)
    return f"{person.name} ({session.get_one(Agency, person.agency_id).name})"
