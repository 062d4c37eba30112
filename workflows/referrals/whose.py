"""Who may do what with one referral: who recorded it, its team, those of the family."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlmodel import Session

from models.queries import access as register
from models.queries import referrals as queries
from models.tables.access import Person
from models.tables.referrals import ReceivingTeam, Referral
from models.vocabulary import GrantedRole, PersonClass
from workflows import clock
from workflows.access import use_cases as access
from workflows.access.policy import Circumstances, is_allowed
from workflows.actor import Actor
from workflows.errors import NotYours
from workflows.profile import Rung

RECORD: Final = 54
OWN: Final = 55
ANSWER: Final = 56
HISTORY: Final = 57
WHO_REFERRED: Final = 58
OF_GROUP: Final = 59
_GRANTED: Final = {
    PersonClass.SENIOR_MANAGER: GrantedRole.SENIOR_MANAGER,
    PersonClass.CONFERENCE_SERVICE_MANAGER: GrantedRole.CONFERENCE_SERVICE_MANAGER,
}


def may(
    session: Session, person_id: str, row: int, found: Referral, *, now: datetime
) -> bool:
    """
    Say whether somebody may do this row with one referral, as their classes allow.

    Whoever is of its team is RCV, whatever else they are; but not for the history of a
    family that they referred themselves, or any team could look up whom it likes.
    """
    person = session.get(Person, person_id)
    if person is None or person.deactivated_at is not None:
        return False
    classes = set(access.classes_anywhere(session, person_id, now=now))
    if found.group_id is not None:
        classes = set(
            access.classes_in_group(session, person_id, found.group_id, now=now)
        )
    is_own_history = row == HISTORY and found.recorded_by == person_id
    if not is_own_history and is_of_team(session, person_id, found, now=now):
        classes.add(PersonClass.RECEIVING_TEAM)
    return is_allowed(row, classes, Circumstances())


def is_of_team(
    session: Session, person_id: str, found: Referral, *, now: datetime
) -> bool:
    """
    Say whether somebody answers this referral: of its team, or asked on a rung.

    So does the manager of the team, and a deputy of any of these while they are away.
    """
    day = clock.today(now)
    people = {person_id, *register.list_deputised(session, person_id, day=day)}
    if found.team_id in {
        one.id for one in queries.list_teams_of(session, people, day=day)
    }:
        return True
    chases = queries.list_chases(session, [found.id])
    return any(one.asked_id in people for one in chases)


def own(session: Session, *, actor: Actor, referral_id: str, now: datetime) -> Referral:
    """
    Return a referral that the actor recorded.

    :raises NotYours: worded alike whether it exists or not.
    """
    access.anywhere(
        session, actor=actor, row=OWN, now=now, circumstances=Circumstances(own=True)
    )
    found = session.get(Referral, referral_id)
    if found is None or found.recorded_by != actor.person_id:
        raise _not_yours(found)
    return found


def for_team(
    session: Session, *, actor: Actor, referral_id: str, now: datetime
) -> Referral:
    """
    Return a referral that is the actor's to answer.

    :raises NotYours: worded alike whether it exists or not.
    """
    return to_do(session, actor=actor, row=ANSWER, referral_id=referral_id, now=now)


def to_do(
    session: Session, *, actor: Actor, row: int, referral_id: str, now: datetime
) -> Referral:
    """
    Return a referral with which the actor may do this row.

    :raises NotYours: worded alike whether it exists or not.
    """
    found = session.get(Referral, referral_id)
    if found is None or not may(session, actor.person_id, row, found, now=now):
        raise _not_yours(found)
    return found


def _not_yours(found: Referral | None) -> NotYours:
    refusal = NotYours()
    refusal.group_id = None if found is None else found.group_id
    return refusal


def asked_of_team(
    session: Session, team: ReceivingTeam, *, now: datetime
) -> list[Person]:
    """Return whom to ask in a team today: who is there, and deputies of who is not."""
    people: dict[str, Person] = {}
    for member in queries.list_members(session, team.id, day=clock.today(now)):
        asked = access.whom_to_ask(session, member, now=now)
        if asked is not None:
            people[asked.id] = asked
    return list(people.values())


def of_rung(
    session: Session, rung: Rung, team: ReceivingTeam, *, now: datetime
) -> Person | None:
    """Return the named person who is asked on a rung today; nobody if none is there."""
    holders: Sequence[Person]
    if rung.answers is PersonClass.RECEIVING_TEAM:
        manager = (
            None if team.manager_id is None else session.get(Person, team.manager_id)
        )
        holders = [] if manager is None else [manager]
    else:
        role = _GRANTED[rung.answers]
        holders = register.list_holders(session, role, day=clock.today(now))
    for holder in holders:
        asked = access.whom_to_ask(session, holder, now=now)
        if asked is not None:
            return asked
    return None
