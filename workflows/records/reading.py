"""The form of a record as it stands, and reading one that is finished."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlmodel import Session

from models.queries import records as queries
from models.tables.access import Agency, Person
from models.tables.meetings import Meeting
from models.tables.plans import CoreGroup
from models.tables.records import ChildSeen, Record
from models.vocabulary import AgencyKind, AttendedAs, MeetingKind
from workflows import audit, clock
from workflows.access import use_cases as access
from workflows.actions import facts as actions
from workflows.actions.whose import MAKE
from workflows.actor import Actor
from workflows.audit import Reader
from workflows.meetings.pinned import due_on
from workflows.meetings.use_cases import CONVENE
from workflows.membership import voices
from workflows.profile import Profile
from workflows.records import adults, facts, policy
from workflows.records.facts import READ, RECORD, MemberThere
from workflows.records.shown import (
    Agreed,
    AttendanceForm,
    AttendedLine,
    ChildrenForm,
    ReadRecord,
    SeenLine,
)
from workflows.statements.children import ShownChild, shown


def attendance_form(
    session: Session, *, actor: Actor, meeting_id: str, now: datetime
) -> AttendanceForm:
    """
    Return the first page of a record, filled in as far as it is known.

    :raises NotYours: if the actor may not record meetings here.
    :raises Refused: if the meeting is still to come, or was cancelled.
    """
    meeting, group = facts.meeting_of(
        session, actor=actor, meeting_id=meeting_id, row=RECORD, now=now
    )
    facts.check_held(meeting, today=clock.today(now))
    record = queries.find_newest(session, meeting.id)
    reader = _reader(session, actor, group, meeting, "record form opened", now=now)
    members = facts.members_at(session, meeting)
    kept = queries.list_attended(session, record.id) if record else ()
    missing = reader.text(record, "missing") if record else None
    return AttendanceForm(
        meeting_id=meeting.id,
        alias=group.alias,
        kind=meeting.kind,
        held_on=record.held_on if record else meeting.dated_on,
        members=members,
        so_far={row.person_id: row.attended for row in kept}
        or _expected(members, by=actor.person_id),
        missing_voices=_missing_voices(session, meeting, now=now),
        missing=missing or "",
        is_correction=record is not None
        and (record.version > 1 or record.finished_at is not None),
        may_cancel=_may_cancel(session, actor, meeting, now=now),
    )


def _expected(members: Iterable[MemberThere], *, by: str) -> Mapping[str, AttendedAs]:
    """Return what members had said before; else who records it was there."""
    said = {one.person_id: one.expected for one in members if one.expected}
    is_member = any(one.person_id == by for one in members)
    return {by: AttendedAs.CAME, **said} if is_member else said


def _may_cancel(
    session: Session, actor: Actor, meeting: Meeting, *, now: datetime
) -> bool:
    """Say whether somebody may say that a core group was not held at all."""
    is_open = meeting.held_on is None and meeting.kind is MeetingKind.CORE_GROUP
    return is_open and access.may(
        session,
        person_id=actor.person_id,
        row=CONVENE,
        group_id=meeting.group_id,
        now=now,
    )


def children_form(
    session: Session,
    *,
    actor: Actor,
    meeting_id: str,
    now: datetime,
    profile: Profile,
) -> ChildrenForm:
    """
    Return the second page of a record that is being written, and its last.

    :raises NotYours: if the actor may not record meetings here.
    :raises AlreadyFinished: if it is not being written any more.
    """
    meeting, group = facts.meeting_of(
        session, actor=actor, meeting_id=meeting_id, row=RECORD, now=now
    )
    record = queries.find_newest(session, meeting.id)
    if record is None or record.finished_at is not None:
        raise policy.AlreadyFinished
    reader = _reader(session, actor, group, meeting, "record form opened", now=now)
    next_on, due = _next(session, group, meeting, now=now, profile=profile)
    return ChildrenForm(
        meeting_id=meeting.id,
        group_id=group.id,
        alias=group.alias,
        held_on=record.held_on,
        children=_children(
            session,
            reader,
            record,
            alias=group.alias,
            person_id=actor.person_id,
            now=now,
        ),
        adults=adults.lines(session, record, now=now),
        members=facts.members_at(session, meeting),
        agreed=_agreed(session, actor, group, now=now),
        next_on=next_on,
        due_on=due,
    )


def read(
    session: Session,
    *,
    actor: Actor,
    meeting_id: str,
    now: datetime,
    profile: Profile,
) -> ReadRecord | None:
    """
    Return the finished record of a meeting, or nothing while there is none.

    That the actor has opened it is kept: one reading, one audit row.

    :raises NotYours: if the actor may not read records here.
    """
    meeting, group = facts.meeting_of(
        session, actor=actor, meeting_id=meeting_id, row=READ, now=now
    )
    record = queries.find_finished(session, meeting.id)
    if record is None:
        return None
    reader = _reader(session, actor, group, meeting, "record read", now=now)
    mine = queries.lock_reader(session, record.id, actor.person_id)
    if mine is not None and mine.opened_at is None:
        mine.opened_at = now
        session.add(mine)
        session.flush()
    return _shown(session, reader, record, actor=actor, now=now, profile=profile)


def _shown(
    session: Session,
    reader: Reader,
    record: Record,
    *,
    actor: Actor,
    now: datetime,
    profile: Profile,
) -> ReadRecord:
    meeting = session.get_one(Meeting, record.meeting_id)
    group = session.get_one(CoreGroup, record.group_id)
    next_on, due = _next(session, group, meeting, now=now, profile=profile)
    took_part = _attended(session, record)
    opened, not_opened, outside = _readers(session, record)
    return ReadRecord(
        meeting_id=meeting.id,
        group_id=group.id,
        alias=group.alias,
        kind=meeting.kind,
        held_on=record.held_on,
        dated_on=meeting.dated_on,
        version=record.version,
        finished_by=session.get_one(Person, record.finished_by).name,
        finished_at=record.finished_at or now,
        is_quorate=policy.is_quorate([one for one, _ in took_part], profile),
        attended=tuple(line for _, line in took_part),
        children=_children(
            session,
            reader,
            record,
            alias=group.alias,
            person_id=actor.person_id,
            now=now,
        ),
        adults=adults.lines(session, record, now=now),
        agreed=_agreed(session, actor, group, now=now),
        missing=reader.text(record, "missing") or "",
        next_on=next_on,
        due_on=due,
        opened=opened,
        not_opened=not_opened,
        outside_slack=outside,
        may_correct=access.may(
            session,
            person_id=actor.person_id,
            row=RECORD,
            group_id=group.id,
            now=now,
        ),
    )


def _agreed(
    session: Session, actor: Actor, group: CoreGroup, *, now: datetime
) -> Agreed:
    today = clock.today(now)
    due = [one.due_on for one in actions.open_actions(session, group.id)]
    return Agreed(
        open=len(due),
        overdue=sum(day < today for day in due),
        may_add=access.may(
            session, person_id=actor.person_id, row=MAKE, group_id=group.id, now=now
        ),
    )


def _reader(
    session: Session,
    actor: Actor,
    group: CoreGroup,
    meeting: Meeting,
    event: str,
    *,
    now: datetime,
) -> Reader:
    return audit.reading(
        session,
        actor=actor,
        event=event,
        now=now,
        group_id=group.id,
        subject=meeting.id,
    )


def _missing_voices(
    session: Session, meeting: Meeting, *, now: datetime
) -> tuple[str, ...]:
    of_all = len(facts.children_at(session, meeting))
    return tuple(
        voices.said(one, of_all=of_all)
        for one in voices.missing_in(
            session, meeting.group_id, day=clock.today(now), now=now
        )
    )


def _children(
    session: Session,
    reader: Reader,
    record: Record,
    *,
    alias: str,
    person_id: str,
    now: datetime,
) -> tuple[SeenLine, ...]:
    known = {
        row.child_id: row for row in queries.list_children_seen(session, record.id)
    }
    children = shown(
        session,
        reader,
        facts.children_at(session, session.get_one(Meeting, record.meeting_id)),
        alias=alias,
        person_id=person_id,
        today=clock.today(now),
    )
    return tuple(_seen(session, one, known.get(one.child_id)) for one in children)


def _seen(session: Session, child: ShownChild, row: ChildSeen | None) -> SeenLine:
    if row is None:
        return SeenLine(child=child)
    by = None if row.seen_by is None else session.get_one(Person, row.seen_by)
    return SeenLine(
        child=child,
        seen_on=row.seen_on,
        seen_by=None if by is None else by.name,
        alone=row.alone,
        observed=row.observed,
        access_refused=row.access_refused,
        is_said=True,
    )


def _attended(
    session: Session, record: Record
) -> list[tuple[policy.TookPart, AttendedLine]]:
    found = []
    for row in queries.list_attended(session, record.id):
        agency = session.get_one(Agency, row.agency_id)
        part = policy.TookPart(
            agency_id=agency.id, kind=AgencyKind(agency.kind), attended=row.attended
        )
        line = AttendedLine(
            name=session.get_one(Person, row.person_id).name,
            agency=agency.name,
            attended=row.attended,
        )
        found.append((part, line))
    return sorted(found, key=lambda pair: (pair[1].agency, pair[1].name))


def _next(
    session: Session,
    group: CoreGroup,
    meeting: Meeting,
    *,
    now: datetime,
    profile: Profile,
) -> tuple[date | None, date | None]:
    """Return when the core group meets next, or by when it is due to."""
    today = clock.today(now)
    ahead = facts.next_core_group(session, group.id, after=meeting, today=today)
    if ahead is not None:
        return ahead, None
    return None, due_on(session, group.id, today=today, profile=profile)


def _readers(
    session: Session, record: Record
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return who has opened a record, who has not, and who cannot in Slack."""
    opened, not_opened, outside = [], [], []
    for row in queries.list_readers(session, record.id):
        person = session.get_one(Person, row.person_id)
        if row.opened_at is not None:
            opened.append(person.name)
        elif person.slack_user_id is None:
            outside.append(person.name)
        else:
            not_opened.append(person.name)
    return tuple(sorted(opened)), tuple(sorted(not_opened)), tuple(sorted(outside))
