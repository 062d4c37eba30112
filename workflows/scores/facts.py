"""Turns rows into when a core group met, and whose scores somebody gives."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlmodel import Session

from models.queries import meetings as meeting_queries
from models.queries import scores as queries
from models.tables.access import Person
from models.tables.meetings import Meeting
from models.tables.plans import CoreGroup
from models.tables.scores import AfterMeeting
from models.vocabulary import MeetingKind, PersonClass
from workflows import clock
from workflows.access import use_cases as access
from workflows.access.policy import Circumstances
from workflows.actor import Actor
from workflows.coming import facts as coming
from workflows.errors import NotYours
from workflows.profile import Profile
from workflows.scores import policy
from workflows.scores.policy import Met

GIVE: Final = 20
READ: Final = 21


@dataclass(frozen=True, kw_only=True)
class Place:
    """One core group that has met, and how far the asking about it has come."""

    meeting: Meeting
    group: CoreGroup
    met: Met
    after: AfterMeeting | None

    def can_be_read(self, now: datetime) -> bool:
        """Say whether the others' can be read now."""
        all_in_at = None if self.after is None else self.after.opened_at
        return self.met.can_be_read(all_in_at=all_in_at, today=clock.today(now))


def place(
    session: Session,
    *,
    actor: Actor,
    meeting_id: str,
    row: int,
    now: datetime,
    profile: Profile,
    lock: bool = False,
) -> Place:
    """
    Return a core group that has met, if the actor may do this row there.

    With `lock`, nobody else gives anything after it before this transaction ends.

    :raises NotYours: worded alike whether the meeting exists or not.
    :raises Refused: if it has not met, or was cancelled.
    """
    if lock:
        meeting = meeting_queries.lock_meeting(session, meeting_id)
    else:
        meeting = session.get(Meeting, meeting_id)
    group = access.group(
        session,
        actor=actor,
        row=row,
        group_id="" if meeting is None else meeting.group_id,
        now=now,
        circumstances=Circumstances(own=row == GIVE),
    )
    # Check-ins and midway reviews are not asked about, so there is nothing of theirs.
    if meeting is None or meeting.kind is not MeetingKind.CORE_GROUP:
        raise NotYours
    found = Place(
        meeting=meeting,
        group=group,
        met=met(meeting, profile),
        after=queries.find_after(session, meeting.id),
    )
    if meeting.cancelled_at is not None:
        raise policy.WasCancelled
    if not found.met.has_begun(now):
        raise policy.NotYetMet
    return found


def met(meeting: Meeting, profile: Profile) -> Met:
    """Return when a core group met, or is to: from the morning if no time is known."""
    on = meeting.held_on or meeting.dated_on
    starts_at = meeting.starts_at
    if starts_at is not None and clock.today(starts_at) == on:
        return Met(on=on, begins_at=starts_at)
    morning = profile.message_hours.start
    return Met(on=on, begins_at=clock.at(on, morning.hour, morning.minute))


def members_of(
    session: Session, meeting: Meeting, found: Met, *, now: datetime
) -> list[Person]:
    """Return who is asked: who belonged when it met and still does, each once."""
    still = {one.id for one in coming.members_of(session, meeting.group_id, now=now)}
    return [
        person
        for person in coming.members_of(
            session, meeting.group_id, now=min(now, clock.at(found.on, 12))
        )
        if person.id in still
    ]


def whose(
    session: Session,
    actor: Actor,
    found: Place,
    for_person_id: str | None,
    *,
    now: datetime,
) -> Person:
    """
    Return for whom the actor gives: themselves, or a member they stand in for today.

    The conference chair can give their own, and is not waited for.

    :raises NotAsked: if they are not asked.
    """
    members = {
        one.id: one for one in members_of(session, found.meeting, found.met, now=now)
    }
    wanted = for_person_id or actor.person_id
    mine = wanted == actor.person_id
    may_for = access.deputies_for(session, actor, now=now)
    if wanted in members and (mine or wanted in may_for):
        return members[wanted]
    classes = access.classes_in_group(session, actor.person_id, found.group.id, now=now)
    if mine and PersonClass.CHAIR in classes:
        return session.get_one(Person, actor.person_id)
    raise policy.NotAsked


def missing(
    session: Session, meeting: Meeting, found: Met, *, now: datetime
) -> list[Person]:
    """Return the members who have not given theirs yet."""
    given = {row.person_id for row, _, _ in queries.list_given(session, [meeting.id])}
    return [
        one
        for one in members_of(session, meeting, found, now=now)
        if one.id not in given
    ]
