"""Recording a meeting: who took part, who saw the children, and that it is finished."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.queries import meetings as meeting_queries
from models.queries import records as queries
from models.sealed import seal
from models.tables.meetings import Meeting
from models.tables.plans import CoreGroup
from models.tables.records import Attended, ChildSeen, Record
from workflows import audit, clock
from workflows.actor import Actor
from workflows.meetings import pinned
from workflows.profile import Profile
from workflows.records import adults, circulating, facts, policy
from workflows.records.facts import RECORD


@dataclass(frozen=True, kw_only=True)
class HowFar:
    """How far a record is: the children still to be spoken of, or none."""

    record_id: str
    meeting_id: str
    children_left: int


def keep_attendance(
    session: Session,
    *,
    actor: Actor,
    meeting_id: str,
    new: policy.Attendance,
    now: datetime,
    profile: Profile,
) -> HowFar:
    """
    Keep who took part in a meeting; begun again, it takes the place of what was.

    A finished record is kept as it was: this begins its next version.

    :raises NotYours: if the actor may not record meetings here.
    :raises Refused: if what they say cannot be, naming the field.
    """
    meeting, group = _lock(session, actor, meeting_id, now=now)
    members = facts.members_at(session, meeting)
    took_part = policy.attended(
        new, members=[one.person_id for one in members], today=clock.today(now)
    )
    record = _open_version(session, actor, meeting, now=now, profile=profile)
    record.held_on = new.held_on
    seal(session, record, "missing", new.missing.strip() or None)
    session.add(record)
    for row in queries.list_attended(session, record.id):
        session.delete(row)
    session.flush()
    agencies = {one.person_id: one.agency_id for one in members}
    for person_id, how in took_part.items():
        session.add(
            Attended(
                record_id=record.id,
                person_id=person_id,
                agency_id=agencies[person_id],
                attended=how,
            )
        )
    _hold(session, meeting, new.held_on, now=now)
    session.flush()
    pinned.redraw(session, group.id, now=now)
    _audit(session, actor, record, "attendance recorded", now=now)
    return _how_far(session, record, meeting)


def keep_sighting(
    session: Session,
    *,
    actor: Actor,
    meeting_id: str,
    new: policy.Sighting,
    now: datetime,
) -> HowFar:
    """
    Keep who last saw some of the children; said again of a child, the last holds.

    :raises NotYours: if the actor may not record meetings here.
    :raises Refused: if what they say cannot be, naming the field.
    """
    meeting, _ = _lock(session, actor, meeting_id, now=now)
    record = _open(session, meeting)
    policy.check_sighting(
        new,
        of_group=[child.id for child in facts.children_at(session, meeting)],
        members=[one.person_id for one in facts.members_at(session, meeting)],
        held_on=record.held_on,
    )
    known = {
        row.child_id: row for row in queries.list_children_seen(session, record.id)
    }
    was_seen = new.seen_on is not None
    for child_id in dict.fromkeys(new.children):
        row = known.get(child_id) or ChildSeen(record_id=record.id, child_id=child_id)
        row.seen_on = new.seen_on
        row.seen_by = new.seen_by if was_seen and not new.by_somebody_else else None
        row.alone = was_seen and new.alone
        row.observed = was_seen and new.observed
        row.access_refused = new.access_refused
        session.add(row)
    session.flush()
    _audit(session, actor, record, "children seen recorded", now=now)
    return _how_far(session, record, meeting)


def finish(
    session: Session,
    *,
    actor: Actor,
    meeting_id: str,
    now: datetime,
    profile: Profile,
    seen: policy.Adults | None = None,
) -> int:
    """
    Finish a record and circulate it; return to how many people.

    `seen` are the significant adults who were, or nothing where nobody is asked.

    :raises NotYours: if the actor may not record meetings here.
    :raises Refused: if there is nothing to finish, children are missing in it, or an
        adult cannot have been seen so.
    """
    meeting, group = _lock(session, actor, meeting_id, now=now)
    record = _open(session, meeting)
    if facts.not_yet_seen(session, record, meeting):
        raise policy.ChildrenMissing
    if seen is not None:
        of_family = [one.adult_id for one in adults.lines(session, record, now=now)]
        adults.keep(session, record, policy.heard(seen, of_family=of_family))
    record.finished_by, record.finished_at = actor.person_id, now
    session.add(record)
    chase = queries.lock_chase(session, meeting.id)
    if chase is not None:
        chase.acts_on = None
        session.add(chase)
    session.flush()
    readers = circulating.circulate(
        session, record, group, but=actor.person_id, now=now, profile=profile
    )
    _audit(session, actor, record, "record finished", now=now)
    return readers


def _lock(
    session: Session, actor: Actor, meeting_id: str, *, now: datetime
) -> tuple[Meeting, CoreGroup]:
    _, group = facts.meeting_of(
        session, actor=actor, meeting_id=meeting_id, row=RECORD, now=now
    )
    # Of two who record at once, the second goes on from what the first has kept.
    meeting = meeting_queries.lock_meeting(session, meeting_id)
    assert meeting is not None  # noqa: S101 -- no meeting is ever deleted
    facts.check_held(meeting, today=clock.today(now))
    return meeting, group


def _open(session: Session, meeting: Meeting) -> Record:
    record = queries.find_newest(session, meeting.id)
    if record is None or record.finished_at is not None:
        raise policy.AlreadyFinished
    return record


def _open_version(
    session: Session, actor: Actor, meeting: Meeting, *, now: datetime, profile: Profile
) -> Record:
    """Return the version that is being written; a new one after a finished one."""
    before = queries.find_newest(session, meeting.id)
    if before is not None and before.finished_at is None:
        return before
    record = Record(
        meeting_id=meeting.id,
        group_id=meeting.group_id,
        version=1 if before is None else before.version + 1,
        held_on=meeting.dated_on,
        begun_by=actor.person_id,
        begun_at=now,
        profile_version=profile.stamp,
    )
    session.add(record)
    session.flush()
    if before is not None:
        # What is not corrected stays as it was said.
        for row in queries.list_children_seen(session, before.id):
            session.add(
                ChildSeen(
                    **row.model_dump(exclude={"id", "record_id"}), record_id=record.id
                )
            )
        session.flush()
        adults.copy(session, before, record)
    return record


def _hold(session: Session, meeting: Meeting, held_on: date, *, now: datetime) -> None:
    """Keep on which day a meeting was held; calendars are told where it is another."""
    if (meeting.held_on or meeting.dated_on) != held_on:
        meeting.sequence += 1
        meeting.changed_at = now
    meeting.held_on = held_on
    session.add(meeting)


def _how_far(session: Session, record: Record, meeting: Meeting) -> HowFar:
    return HowFar(
        record_id=record.id,
        meeting_id=meeting.id,
        children_left=len(facts.not_yet_seen(session, record, meeting)),
    )


def _audit(
    session: Session, actor: Actor, record: Record, event: str, *, now: datetime
) -> None:
    audit.record(
        session,
        actor=actor,
        event=event,
        now=now,
        group_id=record.group_id,
        subject=record.meeting_id,
        details={"held_on": record.held_on.isoformat(), "version": record.version},
    )
