"""Turns rows into how each member stands to a date, and whose answer somebody gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from models.queries import access as register
from models.queries import coming as queries
from models.tables.access import Agency, Person
from models.tables.coming import Coming
from models.tables.meetings import Meeting
from workflows import clock
from workflows.access import use_cases as access
from workflows.actor import Actor
from workflows.coming import policy
from workflows.coming.policy import MemberLine, Said, Standing


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A day of a core group, with its time where that is known."""

    group_id: str
    dated_on: date
    starts_at: datetime | None
    minutes: int = 60


def members_of(session: Session, group_id: str, *, now: datetime) -> list[Person]:
    """Return who belongs to a core group now, each once."""
    rows = register.list_members(session, group_id, day=clock.today(now), now=now)
    return list({person.id: person for _, person in rows}.values())


def whose(
    session: Session,
    actor: Actor,
    group_id: str,
    for_person_id: str | None,
    *,
    now: datetime,
) -> Person:
    """
    Return the member whose answer the actor gives: their own, or one they deputise for.

    :raises NotAsked: if there is no such member.
    """
    mine = for_person_id in (None, actor.person_id)
    may_for = access.deputies_for(session, actor, now=now)
    for person in members_of(session, group_id, now=now):
        if mine and person.id == actor.person_id:
            return person
        if not mine and person.id == for_person_id and person.id in may_for:
            return person
    raise policy.NotAsked


def asked_of(session: Session, person: Person, *, now: datetime) -> Person | None:
    """Return whom to ask for a member today: them, or their deputy while away."""
    absence = register.find_absence(session, person.id, day=clock.today(now))
    if absence is not None and absence.deputy_id is not None:
        deputy = session.get_one(Person, absence.deputy_id)
        is_here = deputy.deactivated_at is None and deputy.slack_user_id is not None
        return deputy if is_here else None
    return person if person.slack_user_id is not None else None


def lines(
    session: Session,
    slot: Slot,
    said: Mapping[str, Said],
    *,
    now: datetime,
    coming: Mapping[str, Coming] | None = None,
) -> tuple[MemberLine, ...]:
    """Return how each member stands to a date, by what they have said to it."""
    people = members_of(session, slot.group_id, now=now)
    ids = [person.id for person in people]
    away = {
        row.person_id: row
        for row in queries.list_absences(session, ids, on=slot.dated_on)
    }
    clashing = clashes(session, slot, ids)
    found = []
    for person in people:
        agency = session.get_one(Agency, person.agency_id)
        row = (coming or {}).get(person.id)
        absence = away.get(person.id)
        deputy_id = None if row is None else row.deputy_id
        found.append(
            MemberLine(
                person_id=person.id,
                name=person.name,
                agency_id=agency.id,
                agency=agency.name,
                kind=agency.kind,
                is_in_slack=person.slack_user_id is not None,
                standing=policy.standing_of(
                    said.get(person.id), absence.recorded_at if absence else None
                ),
                deputy=session.get_one(Person, deputy_id).name if deputy_id else None,
                sends_report=row is not None and row.sends_report,
                has_clash=person.id in clashing,
            )
        )
    return tuple(sorted(found, key=lambda line: (line.agency, line.name)))


def clashes(session: Session, slot: Slot, person_ids: list[str]) -> frozenset[str]:
    """Return who of these has a meeting of another core group at that time."""
    if slot.starts_at is None:
        return frozenset()
    ends_at = slot.starts_at + timedelta(minutes=slot.minutes)
    rows = queries.list_others(
        session,
        person_ids,
        starts_at=slot.starts_at,
        ends_at=ends_at,
        besides=slot.group_id,
    )
    return frozenset(
        person_id
        for person_id, other in rows
        if other.starts_at is not None
        and other.starts_at + timedelta(minutes=other.minutes) > slot.starts_at
    )


def of_meeting(
    session: Session, meeting: Meeting, *, now: datetime
) -> tuple[MemberLine, ...]:
    """Return how each member stands to a core group that is dated."""
    rows = {row.person_id: row for row in queries.list_coming(session, meeting.id)}
    said = {
        who: Said(answer=row.answer, at=row.answered_at) for who, row in rows.items()
    }
    return lines(session, slot_of(meeting), said, now=now, coming=rows)


def slot_of(meeting: Meeting) -> Slot:
    """Return when a meeting is."""
    return Slot(
        group_id=meeting.group_id,
        dated_on=meeting.dated_on,
        starts_at=meeting.starts_at,
        minutes=meeting.minutes,
    )


def is_ahead(meeting: Meeting, *, now: datetime) -> bool:
    """Say whether a meeting stands and is still to come."""
    is_over = meeting.held_on is not None or meeting.dated_on < clock.today(now)
    return meeting.cancelled_at is None and not is_over


def not_heard_from(
    session: Session, meeting: Meeting, *, now: datetime
) -> list[MemberLine]:
    """Return the members who have not said whether they come."""
    return [
        line
        for line in of_meeting(session, meeting, now=now)
        if line.standing is Standing.NOT_HEARD
    ]


def convenor_ids(session: Session, group_id: str, *, now: datetime) -> list[str]:
    """Return the lead social worker who convenes, or their manager while away."""
    day = clock.today(now)
    lead = register.find_lead_social_worker(session, group_id, day=day, now=now)
    if lead is None:
        return []
    is_here = register.find_absence(session, lead.id, day=day) is None
    if is_here or lead.manager_id is None:
        return [lead.id]
    return [lead.manager_id]


def to_ask(
    session: Session, meeting: Meeting, *, now: datetime
) -> list[tuple[Person, Person]]:
    """Return each member not yet heard from, with whom to ask in Slack for them."""
    unheard = {line.person_id for line in not_heard_from(session, meeting, now=now)}
    found = []
    for person in members_of(session, meeting.group_id, now=now):
        asked = asked_of(session, person, now=now)
        if person.id in unheard and asked is not None:
            found.append((person, asked))
    return found


def name_of(session: Session, person_id: str | None) -> str | None:
    """Return somebody's name, if anybody is meant."""
    return None if person_id is None else session.get_one(Person, person_id).name
