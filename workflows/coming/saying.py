"""Saying whether one comes: oneself, by telephone, through a deputy, or not."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.queries import coming as queries
from models.tables.access import Person
from models.tables.coming import Coming
from models.tables.meetings import Meeting
from models.tables.plans import CoreGroup
from models.vocabulary import ComingAs, MeetingKind
from workflows import audit
from workflows.access import use_cases as access
from workflows.access.policy import Circumstances
from workflows.actor import Actor
from workflows.coming import asking, facts, policy
from workflows.membership import facts as membership_facts
from workflows.membership import policy as membership_policy
from workflows.profile import Profile

OWN_ANSWER = 18
OWN = Circumstances(own=True)


@dataclass(frozen=True, kw_only=True)
class SayForm:
    """What the form shows: the meeting, for whom it is, and what was said before."""

    meeting_id: str
    alias: str
    dated_on: date
    starts_at: datetime | None
    for_person_id: str | None
    for_name: str | None
    answer: ComingAs | None
    sends_report: bool


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What somebody says about coming."""

    answer: ComingAs
    deputy_id: str | None = None
    sends_report: bool = False


def open_form(
    session: Session,
    *,
    actor: Actor,
    meeting_id: str,
    for_person_id: str | None,
    now: datetime,
) -> SayForm:
    """
    Return what the form shows about a core group that is to come.

    :raises NotYours: if the actor may not answer here.
    :raises Refused: if they are not asked, or it is over.
    """
    meeting, group, person = _asked(session, actor, meeting_id, for_person_id, now=now)
    row = queries.find_coming(session, meeting.id, person.id)
    is_own = person.id == actor.person_id
    return SayForm(
        meeting_id=meeting.id,
        alias=group.alias,
        dated_on=meeting.dated_on,
        starts_at=meeting.starts_at,
        for_person_id=None if is_own else person.id,
        for_name=None if is_own else person.name,
        answer=None if row is None else row.answer,
        sends_report=row is not None and row.sends_report,
    )


def say(
    session: Session,
    *,
    actor: Actor,
    meeting_id: str,
    for_person_id: str | None,
    reply: Reply,
    now: datetime,
    profile: Profile,
) -> Coming:
    """
    Keep whether a member comes; said again, the last word counts.

    Who is named to come instead hears of it in their one message of the day.

    :raises NotYours: if the actor may not answer here.
    :raises Refused: if they are not asked, it is over, or the deputy cannot come.
    """
    meeting, group, person = _asked(session, actor, meeting_id, for_person_id, now=now)
    _check_deputy(session, person, reply, now=now)
    row = queries.find_coming(session, meeting.id, person.id) or Coming(
        meeting_id=meeting.id,
        person_id=person.id,
        answer=reply.answer,
        answered_by=actor.person_id,
        answered_at=now,
    )
    before = row.deputy_id
    row.answer, row.sends_report = reply.answer, reply.sends_report
    row.deputy_id = reply.deputy_id if reply.answer is ComingAs.DEPUTY else None
    row.answered_by, row.answered_at = actor.person_id, now
    session.add(row)
    session.flush()
    if row.deputy_id not in {None, before}:
        asking.tell_deputies(session, [row], now=now, profile=profile)
    people = sorted({person.id, actor.person_id, *filter(None, [before])})
    _take_off_lists(session, meeting, people, now=now)
    _audit(session, actor, group, row, now=now)
    return row


def _asked(
    session: Session,
    actor: Actor,
    meeting_id: str,
    for_person_id: str | None,
    *,
    now: datetime,
) -> tuple[Meeting, CoreGroup, Person]:
    meeting = queries.lock_meeting(session, meeting_id)
    group = access.group(
        session,
        actor=actor,
        row=OWN_ANSWER,
        group_id="" if meeting is None else meeting.group_id,
        now=now,
        circumstances=OWN,
    )
    if meeting is None or meeting.kind is not MeetingKind.CORE_GROUP:
        raise policy.IsOver
    if not facts.is_ahead(meeting, now=now):
        raise policy.IsOver
    person = facts.whose(session, actor, group.id, for_person_id, now=now)
    return meeting, group, person


def _audit(
    session: Session, actor: Actor, group: CoreGroup, row: Coming, *, now: datetime
) -> None:
    audit.record(
        session,
        actor=actor,
        event="said whether they come",
        now=now,
        group_id=group.id,
        subject=row.meeting_id,
        details={
            "for": row.person_id,
            "answer": row.answer.value,
            "deputy": row.deputy_id,
            "report": int(row.sends_report),
        },
    )


def _check_deputy(
    session: Session, person: Person, reply: Reply, *, now: datetime
) -> None:
    """Check that whoever comes instead is a colleague, as any deputy is."""
    if reply.answer is not ComingAs.DEPUTY:
        return
    if reply.deputy_id is None:
        raise policy.NobodyInYourPlace(field="deputy")
    deputy = membership_facts.person(session, reply.deputy_id)
    membership_policy.check_deputy(
        membership_facts.of_person(session, person, group_id=None, now=now),
        membership_facts.of_person(session, deputy, group_id=None, now=now),
    )


def _take_off_lists(
    session: Session, meeting: Meeting, people: list[str], *, now: datetime
) -> None:
    headcount = queries.find_headcount(session, meeting.id)
    since = meeting.recorded_at if headcount is None else headcount.asked_at
    asking.redraw(session, person_ids=people, since=since, now=now)
