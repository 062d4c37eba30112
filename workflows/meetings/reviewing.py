"""Dating a midway review or a reflective meeting, and telling the group."""

from datetime import date, datetime, time

from sqlmodel import Session

from models.tables.meetings import Meeting
from models.tables.plans import CoreGroup
from models.vocabulary import MeetingKind
from workflows import clock, hours, outbox
from workflows.actor import Actor
from workflows.meetings import auditing, messages, policy
from workflows.profile import Profile


def keep(
    session: Session,
    group: CoreGroup,
    *,
    actor: Actor,
    kind: MeetingKind,
    dated_on: date,
    starts: time | None,
    now: datetime,
    profile: Profile,
) -> Meeting:
    """
    Keep a midway review or reflective meeting on this day, and tell the group once.

    :raises InThePast: for a day that is past.
    :raises NotAWorkingDay: for a day on which nobody is at work.
    """
    policy.check_review(dated_on, today=clock.today(now), calendar=profile.calendar)
    starts_at = None
    if starts is not None:
        starts_at = clock.at(dated_on, starts.hour, starts.minute)
    meeting = Meeting(
        group_id=group.id,
        kind=kind,
        dated_on=dated_on,
        starts_at=starts_at,
        changed_at=now,
        recorded_at=now,
    )
    session.add(meeting)
    session.flush()
    outbox.post(
        session,
        messages.ReviewSet(
            meeting_id=meeting.id,
            alias=group.alias,
            what=kind.value,
            dated_on=dated_on,
            starts="" if starts is None else f"{starts:%H:%M}",
        ),
        to=outbox.ToChannel(group.id),
        dedupe_key=f"review-set:{meeting.id}",
        now=now,
        not_before=hours.next_open(now, profile),
        not_after=hours.end_of(dated_on),
    )
    auditing.record(session, meeting, actor=actor, event=f"{kind} dated", now=now)
    return meeting
