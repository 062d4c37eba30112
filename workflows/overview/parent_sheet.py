"""
The sheet that a worker takes along to one parent, or another adult of the family.

It holds what the plan asks of this adult and when people meet next: nothing that
anybody said, and nothing of any other adult.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.queries import access as register
from models.queries import actions as action_queries
from models.queries import overview as queries
from models.tables.actions import Adult
from models.tables.plans import CoreGroup
from models.vocabulary import MemberRole, PersonClass
from workflows import audit, clock
from workflows.access import use_cases as access
from workflows.actions import facts, policy
from workflows.actions.adults import ShownAdult, shown
from workflows.actions.reading import SHEET
from workflows.actor import Actor
from workflows.audit import Reader
from workflows.errors import NotYours, Refused
from workflows.profile import Profile


class NoAdults(Refused):
    """
    No parent or other adult of this family is set up yet.

    Add them first, under "Adults of the family" on the page of actions.
    """


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One thing that the plan asks of this adult."""

    what: str
    outcome: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class ParentSheet:
    """Everything that stands on one adult's sheet."""

    adult_id: str
    alias: str
    called: str
    made_on: date
    core_group_on: date | None
    conference_on: date | None
    is_provisional: bool
    people: tuple[str, ...]
    chair: str
    asks: tuple[Asked, ...]


@dataclass(frozen=True, kw_only=True)
class SheetForm:
    """Whose sheets can be made."""

    group_id: str
    alias: str
    adults: tuple[ShownAdult, ...]


def form(session: Session, *, actor: Actor, group_id: str, now: datetime) -> SheetForm:
    """
    Return the adults of a family to choose from.

    :raises NotYours: if the actor may not make a sheet here.
    :raises NoAdults: if nobody is set up.
    """
    group = access.group(session, actor=actor, row=SHEET, group_id=group_id, now=now)
    adults = facts.adults_now(session, group.id, day=clock.today(now))
    if not adults:
        raise NoAdults
    return SheetForm(
        group_id=group.id, alias=group.alias, adults=tuple(map(shown, adults))
    )


def sheet(
    session: Session,
    *,
    actor: Actor,
    adult_id: str,
    now: datetime,
    profile: Profile,
    event: str = "parent sheet read",
) -> ParentSheet:
    """
    Return one adult's sheet as of now; making one leaves an audit row.

    :raises NotYours: if the actor may not make it, or the adult was taken off.
    """
    adult, group = find(session, actor=actor, adult_id=adult_id, now=now)
    reader = audit.reading(
        session,
        actor=actor,
        event=event,
        now=now,
        group_id=group.id,
        subject=adult.id,
    )
    day = clock.today(now)
    meeting = queries.next_meetings(session, [group.id], day=day).get(group.id)
    conference = queries.next_conferences(session, [group.id], day=day).get(group.id)
    return ParentSheet(
        adult_id=adult.id,
        alias=group.alias,
        called=policy.called(adult.relation, adult.number),
        made_on=day,
        core_group_on=None if meeting is None else meeting.dated_on,
        conference_on=None if conference is None else conference.dated_on,
        is_provisional=conference is not None and conference.provisional,
        people=_people(session, group.id, now=now, profile=profile),
        chair=profile.title(PersonClass.CHAIR),
        asks=_asks(session, reader, adult),
    )


def find(
    session: Session, *, actor: Actor, adult_id: str, now: datetime
) -> tuple[Adult, CoreGroup]:
    """
    Return an adult and their family, if the actor may make their sheet.

    :raises NotYours: worded alike whether there is such an adult or not.
    """
    adult = session.get(Adult, adult_id)
    group = access.group(
        session,
        actor=actor,
        row=SHEET,
        group_id="" if adult is None else adult.group_id,
        now=now,
    )
    if adult is None or adult.left_on is not None:
        raise NotYours
    return adult, group


def _people(
    session: Session, group_id: str, *, now: datetime, profile: Profile
) -> tuple[str, ...]:
    """
    Return who will be there, by role: never a name, never an agency.

    A voluntary worker is left out: that somebody helps the other parent, and where,
    can be the very thing that this one must not learn.
    """
    rows = register.list_members(session, group_id, day=clock.today(now), now=now)
    roles = {
        person.title
        for membership, person in rows
        if membership.role is MemberRole.MEMBER and person.title.strip()
    }
    return (profile.title(PersonClass.LEAD_SOCIAL_WORKER), *sorted(roles))


def _asks(session: Session, reader: Reader, adult: Adult) -> tuple[Asked, ...]:
    theirs = [
        one
        for one in facts.open_actions(session, adult.group_id)
        if one.adult_id == adult.id
    ]
    versions = action_queries.list_versions(session, [one.action_id for one in theirs])
    newest = {version.action_id: version for version in versions}
    return tuple(
        Asked(
            what=reader.text(newest[one.action_id], "what") or "",
            outcome=reader.text(newest[one.action_id], "outcome") or "",
            due_on=one.due_on,
        )
        for one in theirs
    )
