"""A core group that its convenor cannot hold: somebody else chairs it, or it goes."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.queries import access as register
from models.queries import meetings as queries
from models.sealed import seal
from models.tables.access import Agency
from models.tables.meetings import Meeting
from models.tables.plans import CoreGroup
from models.vocabulary import MeetingKind
from workflows import clock
from workflows.access import use_cases as access
from workflows.actor import Actor
from workflows.errors import NotYours
from workflows.meetings import auditing, facts, policy, telling
from workflows.meetings.use_cases import CONVENE
from workflows.profile import Profile


@dataclass(frozen=True, kw_only=True)
class ChangeForm:
    """
    What somebody sees who wants to cancel or move a core group.

    `members` are those who could chair it: who is there, not away on its day.
    """

    meeting_id: str
    alias: str
    dated_on: date
    starts_at: datetime | None
    notice: policy.Notice
    short_below: int
    limit_on: date
    is_late: bool
    members: tuple[tuple[str, str], ...]
    is_past: bool = False


def open_form(
    session: Session, *, actor: Actor, meeting_id: str, now: datetime, profile: Profile
) -> ChangeForm:
    """
    Return what a change of a core group means: the notice that it gives, the limit.

    :raises NotYours: if the actor may not cancel core groups here.
    :raises IsOver: if it was held or cancelled.
    """
    meeting, group = _meeting(session, actor, meeting_id, now=now)
    today = clock.today(now)
    limit = _limit(session, meeting, today=today, profile=profile)
    return ChangeForm(
        meeting_id=meeting.id,
        alias=group.alias,
        dated_on=meeting.dated_on,
        starts_at=meeting.starts_at,
        notice=policy.notice_given(today, meeting.dated_on, profile),
        short_below=profile.core_groups.short_notice.value,
        limit_on=limit,
        is_late=limit < today,
        members=_who_could_chair(session, meeting, actor, now=now),
        is_past=meeting.dated_on < today,
    )


def go_ahead(
    session: Session,
    *,
    actor: Actor,
    meeting_id: str,
    chaired_by: str | None,
    now: datetime,
    profile: Profile,
) -> Meeting:
    """
    Let a core group go ahead without its convenor, and tell the group who chairs it.

    :raises NotYours: if the actor may not cancel core groups here.
    :raises Refused: if it is over, or nobody of the group was chosen.
    """
    meeting, group = _meeting(session, actor, meeting_id, now=now)
    if meeting.dated_on < clock.today(now):
        raise policy.IsOver
    could = dict(_who_could_chair(session, meeting, actor, now=now))
    if chaired_by is None or chaired_by not in could:
        raise policy.NobodyChosen(field="chair")
    if meeting.chaired_by == chaired_by:
        return meeting
    meeting.chaired_by, meeting.changed_at = chaired_by, now
    session.add(meeting)
    telling.tell_goes_ahead(
        session, group, meeting, chaired_by=chaired_by, now=now, profile=profile
    )
    auditing.record(
        session, meeting, actor=actor, event="core group goes ahead", now=now
    )
    return meeting


def cancel(
    session: Session,
    *,
    actor: Actor,
    meeting_id: str,
    because: str,
    now: datetime,
    profile: Profile,
) -> Meeting:
    """
    Cancel a core group, also one whose day has passed without it.

    Until a new one is dated, it is asked for. The notice that was given is kept with
    it, and so is the reason.

    :raises NotYours: if the actor may not cancel core groups here.
    :raises IsOver: if it was held or cancelled.
    """
    meeting, group = _meeting(session, actor, meeting_id, now=now)
    today = clock.today(now)
    notice = policy.notice_given(today, meeting.dated_on, profile)
    limit = _limit(session, meeting, today=today, profile=profile)
    seal(session, meeting, "cancelled_because", because)
    meeting.cancelled_at = meeting.changed_at = now
    meeting.cancelled_by = actor.person_id
    meeting.sequence += 1
    meeting.notice_days, meeting.short_notice = notice.days, notice.is_short
    session.add(meeting)
    session.flush()
    others = facts.core_group_dates(session, group.id)
    # Another that is dated in time already takes its place; nothing is missing then.
    if not any(today <= day <= max(limit, today) for day in others):
        meeting.acts_on = profile.calendar.next_working_day(today)
        session.add(meeting)
    telling.tell_cancelled(
        session, group, meeting, limit_on=limit, now=now, profile=profile
    )
    auditing.record(
        session, meeting, actor=actor, event="core group cancelled", now=now
    )
    return meeting


def _meeting(
    session: Session, actor: Actor, meeting_id: str, *, now: datetime
) -> tuple[Meeting, CoreGroup]:
    """Return a core group that was not held yet, locked, if the actor may change it."""
    meeting = queries.lock_meeting(session, meeting_id)
    group = access.group(
        session,
        actor=actor,
        row=CONVENE,
        group_id="" if meeting is None else meeting.group_id,
        now=now,
    )
    if meeting is None or meeting.kind is not MeetingKind.CORE_GROUP:
        raise NotYours
    if meeting.cancelled_at is not None or meeting.held_on is not None:
        raise policy.IsOver
    return meeting, group


def _limit(
    session: Session, meeting: Meeting, *, today: date, profile: Profile
) -> date:
    return facts.limit_before(
        session, meeting.group_id, meeting.dated_on, today=today, profile=profile
    )


def _who_could_chair(
    session: Session, meeting: Meeting, actor: Actor, *, now: datetime
) -> tuple[tuple[str, str], ...]:
    """Return the other members who are not away on the day, with their agencies."""
    rows = register.list_members(
        session, meeting.group_id, day=clock.today(now), now=now
    )
    people = {person.id: person for _, person in rows if person.id != actor.person_id}
    return tuple(
        (person.id, f"{person.name} ({session.get_one(Agency, person.agency_id).name})")
        for person in people.values()
        if register.find_absence(session, person.id, day=meeting.dated_on) is None
    )
