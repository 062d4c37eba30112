"""Turns rows into the facts that the rules for records decide on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlmodel import Session

from models.queries import access as register
from models.queries import coming as coming_queries
from models.queries import meetings as meeting_queries
from models.queries import plans as plan_queries
from models.queries import records as queries
from models.tables.access import Agency, Person
from models.tables.meetings import Meeting
from models.tables.plans import Child, CoreGroup
from models.tables.records import Record
from models.vocabulary import AttendedAs, ComingAs, MeetingKind
from workflows import clock
from workflows.access import use_cases as access
from workflows.actor import Actor
from workflows.errors import NotYours
from workflows.records import policy

RECORD: Final = 19
READ: Final = 21
_TO_EXPECT: Final = {
    ComingAs.MYSELF: AttendedAs.CAME,
    ComingAs.BY_PHONE: AttendedAs.CAME,
    ComingAs.DEPUTY: AttendedAs.DEPUTY,
    ComingAs.CANNOT: AttendedAs.APOLOGIES,
}


@dataclass(frozen=True, kw_only=True)
class MemberThere:
    """One member whom the record is to name, and their agency."""

    person_id: str
    name: str
    agency_id: str
    agency: str
    expected: AttendedAs | None


def meeting_of(
    session: Session, *, actor: Actor, meeting_id: str, row: int, now: datetime
) -> tuple[Meeting, CoreGroup]:
    """
    Return a meeting and its core group, if the actor may do this row there.

    :raises NotYours: worded alike whether the meeting exists or not.
    """
    meeting = session.get(Meeting, meeting_id)
    group = access.group(
        session,
        actor=actor,
        row=row,
        group_id="" if meeting is None else meeting.group_id,
        now=now,
    )
    if meeting is None:
        raise NotYours
    return meeting, group


def check_held(meeting: Meeting, *, today: date) -> None:
    """
    Check that a meeting can be recorded: its day has come and it was not cancelled.

    :raises Refused: if not.
    """
    if meeting.cancelled_at is not None:
        raise policy.WasCancelled
    if meeting.held_on is None and meeting.dated_on > today:
        raise policy.NotYetHeld


def members_at(session: Session, meeting: Meeting) -> tuple[MemberThere, ...]:
    """
    Return who belonged to the core group on the day of a meeting, by agency and name.

    Each with how they were expected to take part, by what they had said.
    """
    people = people_at(session, meeting)
    expected = _expected(session, meeting, [person.id for person in people])
    found = []
    for person in people:
        agency = session.get_one(Agency, person.agency_id)
        found.append(
            MemberThere(
                person_id=person.id,
                name=person.name,
                agency_id=agency.id,
                agency=agency.name,
                expected=expected.get(person.id),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.agency, one.name)))


def people_at(session: Session, meeting: Meeting) -> Sequence[Person]:
    """Return who belonged to the core group on the day of a meeting."""
    day = meeting.dated_on
    begun_at = clock.at(day, 0)
    return queries.list_members_on(
        session, meeting.group_id, day=day, begun_at=begun_at
    )


def _expected(
    session: Session, meeting: Meeting, person_ids: list[str]
) -> Mapping[str, AttendedAs]:
    rows = coming_queries.list_coming(session, meeting.id)
    away = coming_queries.list_absences(session, person_ids, on=meeting.dated_on)
    found = {row.person_id: AttendedAs.APOLOGIES for row in away}
    for row in rows:
        is_report = row.answer is ComingAs.CANNOT and row.sends_report
        how = _TO_EXPECT[row.answer]
        found[row.person_id] = AttendedAs.SENT_REPORT if is_report else how
    return found


def children_at(session: Session, meeting: Meeting) -> tuple[Child, ...]:
    """Return the children whom a meeting was about: those who had not left by then."""
    day = meeting.held_on or meeting.dated_on
    return tuple(
        child
        for child in plan_queries.list_children(session, meeting.group_id)
        if child.left_on is None or child.left_on > day
    )


def not_yet_seen(session: Session, record: Record, meeting: Meeting) -> list[Child]:
    """Return the children of whom the record does not say when they were seen."""
    said = {row.child_id for row in queries.list_children_seen(session, record.id)}
    return [one for one in children_at(session, meeting) if one.id not in said]


def entitled(session: Session, group_id: str, *, now: datetime) -> list[Person]:
    """Return everybody to whom a record is circulated: who may read it, each once."""
    day = clock.today(now)
    rows = register.list_members(session, group_id, day=day, now=now)
    people = {person.id: person for _, person in rows}
    lead = register.find_lead_social_worker(session, group_id, day=day, now=now)
    chair_id = register.find_chair_id(session, group_id, day=day)
    for person_id in (chair_id, None if lead is None else lead.manager_id):
        if person_id is not None and person_id not in people:
            people[person_id] = session.get_one(Person, person_id)
    return [
        person
        for person in people.values()
        if access.may(
            session, person_id=person.id, row=READ, group_id=group_id, now=now
        )
    ]


def next_core_group(
    session: Session, group_id: str, *, after: Meeting, today: date
) -> date | None:
    """Return the day of the core group that is to come after a meeting, if dated."""
    ahead = [
        one.dated_on
        for one in meeting_queries.list_meetings(
            session, group_id, MeetingKind.CORE_GROUP
        )
        if one.held_on is None and one.dated_on >= today and one.id != after.id
    ]
    return min(ahead, default=None)
