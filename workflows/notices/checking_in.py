"""Setting the quick check-in that a second police-assisted entry offers."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.queries import notices as queries
from models.tables.meetings import Meeting
from models.tables.notices import CheckIn, Notice
from models.tables.plans import CoreGroup
from models.vocabulary import MeetingKind, Urgency
from workflows import audit, clock, hours, outbox
from workflows.actor import Actor
from workflows.notices import facts, messages, policy
from workflows.notices.whose import CHECK_IN, notice
from workflows.profile import Profile


@dataclass(frozen=True, kw_only=True)
class CheckInForm:
    """What the form for a quick check-in shows."""

    notice_id: str
    alias: str
    first_on: date
    last_on: date


def open_form(
    session: Session, *, actor: Actor, notice_id: str, now: datetime, profile: Profile
) -> CheckInForm:
    """
    Return between which days a quick check-in can be set for a notice.

    :raises NotYours: if the actor may not set one here.
    :raises Refused: if none was offered, or one is set.
    """
    found, group = notice(
        session, actor=actor, notice_id=notice_id, row=CHECK_IN, now=now
    )
    today = clock.today(now)
    return CheckInForm(
        notice_id=found.id,
        alias=group.alias,
        first_on=today,
        last_on=_latest(session, found, today=today, profile=profile),
    )


def set_check_in(
    session: Session,
    *,
    actor: Actor,
    notice_id: str,
    dated_on: date,
    now: datetime,
    profile: Profile,
) -> Meeting:
    """
    Date a quick check-in within two days, and tell the group in its channel.

    :raises NotYours: if the actor may not set one here.
    :raises Refused: if the day cannot be, or one is set already.
    """
    found, group = notice(
        session, actor=actor, notice_id=notice_id, row=CHECK_IN, now=now
    )
    queries.lock_notice(session, found.id)
    today = clock.today(now)
    latest = _latest(session, found, today=today, profile=profile)
    policy.check_check_in(dated_on, today=today, latest=latest)
    meeting = Meeting(
        group_id=group.id,
        kind=MeetingKind.QUICK_CHECK_IN,
        dated_on=dated_on,
        recorded_at=now,
    )
    session.add(meeting)
    session.flush()
    session.add(CheckIn(notice_id=found.id, meeting_id=meeting.id))
    _tell_group(session, meeting, group, now=now)
    audit.record(
        session,
        actor=actor,
        event="quick check-in dated",
        now=now,
        group_id=group.id,
        subject=meeting.id,
        details={"on": dated_on.isoformat(), "notice": found.id},
    )
    return meeting


def _latest(session: Session, found: Notice, *, today: date, profile: Profile) -> date:
    if found.check_in_by is None:
        raise policy.NoCheckInOffered
    if queries.find_correction(session, found.id) is not None:
        raise policy.AlreadyCorrected
    if facts.has_check_in(session, found):
        raise policy.CheckInIsSet
    return policy.latest_check_in(found.check_in_by, today=today, profile=profile)


def _tell_group(
    session: Session, meeting: Meeting, group: CoreGroup, *, now: datetime
) -> None:
    # At once: a meeting within two days is known too late on the next working morning.
    outbox.post(
        session,
        messages.CheckInSet(
            meeting_id=meeting.id, alias=group.alias, dated_on=meeting.dated_on
        ),
        to=outbox.ToChannel(group.id),
        dedupe_key=f"check-in:{meeting.id}",
        now=now,
        not_after=hours.end_of(meeting.dated_on),
        urgency=Urgency.URGENT,
    )
