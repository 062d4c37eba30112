"""The gate: rights are looked up here, at the moment of the act."""

from datetime import date, datetime, timedelta
from typing import Final

from sqlmodel import Session

from models.queries import access as queries
from models.queries import referrals as referral_queries
from models.queries.standing import Standing, find_standing
from models.tables.access import Person
from models.tables.plans import Child, CoreGroup
from models.vocabulary import GrantedRole, MemberRole, PersonClass, Right
from workflows.access.policy import Circumstances, is_allowed, rights
from workflows.actor import Actor
from workflows.clock import today
from workflows.errors import NotYours, Stranger

ONE_INSTANT: Final = timedelta(microseconds=1)
_OF_ROLE = {
    MemberRole.LEAD_SOCIAL_WORKER: PersonClass.LEAD_SOCIAL_WORKER,
    MemberRole.MEMBER: PersonClass.MEMBER,
    MemberRole.VOLUNTARY_MEMBER: PersonClass.VOLUNTARY_MEMBER,
}
_OF_GRANT = {
    GrantedRole.SENIOR_MANAGER: PersonClass.SENIOR_MANAGER,
    GrantedRole.CONFERENCE_SERVICE_MANAGER: PersonClass.CONFERENCE_SERVICE_MANAGER,
    GrantedRole.BUSINESS_SUPPORT: PersonClass.BUSINESS_SUPPORT,
}
# Held somewhere, these decide rows that belong to no one group.
_ANYWHERE = {
    **_OF_GRANT,
    GrantedRole.TEAM_MANAGER: PersonClass.TEAM_MANAGER,
    GrantedRole.CHAIR: PersonClass.CHAIR,
    GrantedRole.SAFEGUARDING_LEAD: PersonClass.SAFEGUARDING_LEAD,
}
# A deputy has what is the member's own, and nothing that is only to be read.
_OF_DEPUTY = frozenset({Right.OWN, Right.NAMED})


def identify(session: Session, *, team_id: str, user_id: str) -> Actor:
    """
    Return who acts, by team and account of the payload's own user object.

    :raises Stranger: if nobody in the register has this account, or they have left.
    """
    found = queries.find_account(session, team_id=team_id, user_id=user_id)
    if found is None:
        raise Stranger
    person_id, has_left = found
    if has_left:
        raise Stranger
    return Actor(person_id=person_id, slack_team_id=team_id, slack_user_id=user_id)


def find_person_id(session: Session, *, team_id: str, user_id: str) -> str | None:
    """Return who has this account, left or not, for the audit of a refusal."""
    person = queries.find_person(session, team_id=team_id, user_id=user_id)
    return None if person is None else person.id


def find_person_id_by_email(session: Session, email: str) -> str | None:
    """Return who has this e-mail in the register, unless they have left."""
    person = queries.find_person_by_email(session, email)
    if person is None or person.deactivated_at is not None:
        return None
    return person.id


def group(
    session: Session,
    *,
    actor: Actor,
    row: int,
    group_id: str,
    now: datetime,
    circumstances: Circumstances | None = None,
) -> CoreGroup:
    """
    Return the core group if the actor may do this row there, here and now.

    :raises NotYours: worded alike whether the group exists or not.
    """
    found = session.get(CoreGroup, group_id)
    if found is None or not may(
        session,
        person_id=actor.person_id,
        row=row,
        group_id=group_id,
        now=now,
        circumstances=circumstances,
    ):
        refusal = NotYours()
        refusal.group_id = None if found is None else found.id
        raise refusal
    return found


def formerly(
    session: Session,
    *,
    actor: Actor,
    row: int,
    group_id: str,
    is_named: bool,
    now: datetime,
    then: datetime | None = None,
) -> CoreGroup:
    """
    Return the core group to somebody named, though their membership ended with it.

    :raises NotYours: worded alike whether the group exists or not.
    """
    found = session.get(CoreGroup, group_id)
    if (
        found is None
        or not is_named
        or not may_formerly(
            session,
            person_id=actor.person_id,
            row=row,
            group_id=found.id,
            now=now,
            then=then,
        )
    ):
        refusal = NotYours()
        refusal.group_id = None if found is None else found.id
        raise refusal
    return found


def may_formerly(
    session: Session,
    *,
    person_id: str,
    row: int,
    group_id: str,
    now: datetime,
    then: datetime | None = None,
) -> bool:
    """
    Say whether somebody named may do this row: as they are, or were at the closing.

    Who left before the core group closed, whose account has ended, and who does not
    hold a role any more, may not. `then` is a moment that counts as the closing does.
    """
    closed_at = session.get_one(CoreGroup, group_id).closed_at
    classes = set(classes_in_group(session, person_id, group_id, now=now))
    for moment in (then, None if closed_at is None else closed_at - ONE_INSTANT):
        if moment is not None:
            before = classes_in_group(session, person_id, group_id, now=moment)
            classes |= before - set(_OF_GRANT.values())
    return is_allowed(row, classes, Circumstances(named=True))


def may(
    session: Session,
    *,
    person_id: str,
    row: int,
    group_id: str,
    now: datetime,
    circumstances: Circumstances | None = None,
) -> bool:
    """Say whether somebody may do this row in this group, here and now."""
    facts = circumstances or Circumstances()
    classes = classes_in_group(session, person_id, group_id, now=now)
    if is_allowed(row, classes, facts):
        return True
    if not (facts.own or facts.named) or PersonClass.DEPUTY not in classes:
        return False
    return any(
        bool(rights(row, theirs) & _OF_DEPUTY)
        for theirs in _classes_deputised(session, person_id, group_id, now=now)
    )


def anywhere(
    session: Session,
    *,
    actor: Actor,
    row: int,
    now: datetime,
    circumstances: Circumstances | None = None,
) -> None:
    """
    Check a row that belongs to no one core group.

    :raises NotYours: if none of the actor's roles allows it.
    """
    classes = classes_anywhere(session, actor.person_id, now=now)
    if not is_allowed(row, classes, circumstances or Circumstances()):
        raise NotYours


def may_receive(
    session: Session, *, person_id: str, group_id: str | None, row: int, now: datetime
) -> bool:
    """Say whether somebody may still be sent this: asked again at sending."""
    person = session.get(Person, person_id)
    if person is None or person.deactivated_at is not None:
        return False
    if group_id is None:
        return bool(rights(row, classes_anywhere(session, person_id, now=now)))
    classes = classes_in_group(session, person_id, group_id, now=now)
    if rights(row, classes):
        return True
    return any(
        rights(row, theirs) & _OF_DEPUTY
        for theirs in _classes_deputised(session, person_id, group_id, now=now)
    )


def classes_in_group(
    session: Session, person_id: str, group_id: str, *, now: datetime
) -> frozenset[PersonClass]:
    """Return everything that somebody is to one core group; nothing if they left."""
    standing = find_standing(session, person_id, group_id, day=today(now), now=now)
    return frozenset() if standing is None else _classes(standing)


def _classes(standing: Standing) -> frozenset[PersonClass]:
    found = {_OF_ROLE[role] for role in standing.roles}
    found |= {_OF_GRANT[role] for role in standing.grants if role in _OF_GRANT}
    held = {
        PersonClass.CHAIR: standing.chairs,
        PersonClass.TEAM_MANAGER: standing.manages_the_lead,
        PersonClass.SAFEGUARDING_LEAD: standing.leads_an_agency,
        PersonClass.DEPUTY: bool(standing.deputises),
    }
    found |= {one for one, holds in held.items() if holds}
    return frozenset(found or {PersonClass.OTHER})


def classes_anywhere(
    session: Session, person_id: str, *, now: datetime
) -> frozenset[PersonClass]:
    """Return everything that somebody is to any core group, or to none."""
    person = session.get(Person, person_id)
    if person is None or person.deactivated_at is not None:
        return frozenset()
    day = today(now)
    found = {
        _ANYWHERE[grant.role]
        for grant in queries.list_grants(session, person_id, day=day)
    }
    found |= {
        _OF_ROLE[membership.role]
        for membership in queries.list_memberships(session, person_id, day=day, now=now)
    }
    if queries.list_chaired(session, person_id, day=day):
        found.add(PersonClass.CHAIR)
    if queries.list_managed(session, person_id, day=day, now=now):
        found.add(PersonClass.TEAM_MANAGER)
    if referral_queries.is_in_team(session, person_id, day=day):
        found.add(PersonClass.RECEIVING_TEAM)
    return frozenset(found | {PersonClass.OTHER})


def groups_of(
    session: Session, *, actor: Actor, row: int, now: datetime
) -> list[CoreGroup]:
    """Return the groups where the actor has any right in this row."""
    day = today(now)
    who = actor.person_id
    grants = {grant.role for grant in queries.list_grants(session, who, day=day)}
    candidates: list[str] | None = None
    if not grants & set(_OF_GRANT):
        candidates = [
            m.group_id for m in queries.list_memberships(session, who, day=day, now=now)
        ]
        candidates += queries.list_chaired(session, who, day=day)
        candidates += queries.list_managed(session, who, day=day, now=now)
        candidates += _of_safeguarding_lead(session, who, day=day, now=now)
        for absent in queries.list_deputised(session, who, day=day):
            of_absent = queries.list_memberships(session, absent, day=day, now=now)
            candidates += [membership.group_id for membership in of_absent]
    return [
        found
        for found in queries.list_groups(session, candidates)
        if may_receive(session, person_id=who, group_id=found.id, row=row, now=now)
        or PersonClass.DEPUTY in classes_in_group(session, who, found.id, now=now)
    ]


def children_for(
    session: Session, person_id: str, group_id: str, *, now: datetime
) -> list[Child]:
    """Return the children that a member is asked about: those tied, or all."""
    day = today(now)
    memberships = queries.list_memberships_in(
        session, person_id, group_id, day=day, now=now
    )
    tied = {
        tie.child_id for tie in queries.list_tied(session, [m.id for m in memberships])
    }
    return [
        child
        for child in queries.list_children(session, group_id)
        if (child.left_on is None or child.left_on > day)
        and (not tied or child.id in tied)
    ]


def deputies_for(session: Session, actor: Actor, *, now: datetime) -> frozenset[str]:
    """Return the people whose own items the actor may do today, besides their own."""
    return frozenset(queries.list_deputised(session, actor.person_id, day=today(now)))


def whom_to_ask(session: Session, person: Person, *, now: datetime) -> Person | None:
    """
    Return whom to ask for somebody today: them, or their deputy while they are away.

    Nobody, where they have left, or neither is there and in Slack.
    """
    absence = queries.find_absence(session, person.id, day=today(now))
    asked: Person | None = person
    if absence is not None:
        deputy_id = absence.deputy_id
        asked = None if deputy_id is None else session.get(Person, deputy_id)
    if asked is None or person.deactivated_at is not None:
        return None
    is_here = asked.deactivated_at is None and asked.slack_user_id is not None
    return asked if is_here else None


def _of_safeguarding_lead(
    session: Session, person_id: str, *, day: date, now: datetime
) -> list[str]:
    agencies = [
        grant.agency_id
        for grant in queries.list_grants(session, person_id, day=day)
        if grant.role is GrantedRole.SAFEGUARDING_LEAD and grant.agency_id is not None
    ]
    if not agencies:
        return []
    return list(queries.list_groups_with_agency(session, agencies, day=day, now=now))


def _deputised_members(
    session: Session, person_id: str, group_id: str, *, now: datetime
) -> list[str]:
    day = today(now)
    return [
        absent
        for absent in queries.list_deputised(session, person_id, day=day)
        if queries.list_memberships_in(session, absent, group_id, day=day, now=now)
    ]


def _classes_deputised(
    session: Session, person_id: str, group_id: str, *, now: datetime
) -> list[frozenset[PersonClass]]:
    return [
        frozenset(
            _OF_ROLE[membership.role]
            for membership in queries.list_memberships_in(
                session, absent, group_id, day=today(now), now=now
            )
        )
        for absent in _deputised_members(session, person_id, group_id, now=now)
    ]
