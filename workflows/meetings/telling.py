"""Whom a date, or a change of one, is told; and what is taken back."""

from datetime import date, datetime
from typing import Final

from sqlmodel import Session

from models.queries import access as register
from models.tables.meetings import Meeting
from models.tables.plans import CoreGroup
from models.vocabulary import Urgency
from workflows import clock, hours, outbox
from workflows.meetings import messages
from workflows.message import Message
from workflows.profile import Profile

CANCELLED: Final = "core-group-cancelled"
REARRANGE: Final = "core-group-to-rearrange"


def tell_dated(
    session: Session,
    group: CoreGroup,
    meeting: Meeting,
    in_place_of: date | None,
    *,
    now: datetime,
    profile: Profile,
) -> None:
    """Tell the group once when it meets, and in place of what."""
    starts = meeting.starts_at
    message = messages.CoreGroupDated(
        meeting_id=meeting.id,
        alias=group.alias,
        dated_on=meeting.dated_on,
        starts="" if starts is None else f"{starts.astimezone(clock.LONDON):%H:%M}",
        in_place_of=in_place_of,
    )
    key = f"core-group-dated:{meeting.id}"
    today = clock.today(now)
    ahead = [day for day in (meeting.dated_on, in_place_of) if day and day >= today]
    soonest = min(ahead, default=meeting.dated_on)
    _tell_group(session, group, message, key, soonest, now=now, profile=profile)


def tell_cancelled(
    session: Session,
    group: CoreGroup,
    meeting: Meeting,
    *,
    limit_on: date,
    now: datetime,
    profile: Profile,
) -> None:
    """Tell the group that a core group is cancelled, and the chair as well."""
    message = messages.CoreGroupCancelled(
        meeting_id=meeting.id,
        alias=group.alias,
        dated_on=meeting.dated_on,
        limit_on=limit_on,
        is_past_the_limit=limit_on < clock.today(now),
        was_not_held=meeting.dated_on < clock.today(now),
    )
    key, on = f"{CANCELLED}:{meeting.id}", meeting.dated_on
    _tell_group(session, group, message, key, on, now=now, profile=profile)
    if meeting.acts_on is not None:
        tell_chair(session, group, meeting, limit_on=limit_on, now=now, profile=profile)


def tell_goes_ahead(
    session: Session,
    group: CoreGroup,
    meeting: Meeting,
    *,
    chaired_by: str,
    now: datetime,
    profile: Profile,
) -> None:
    """Tell the group that a core group goes ahead, and who chairs it."""
    message = messages.GoesAhead(
        meeting_id=meeting.id,
        alias=group.alias,
        dated_on=meeting.dated_on,
        chaired_by=chaired_by,
    )
    key, on = f"core-group-goes-ahead:{meeting.id}:{chaired_by}", meeting.dated_on
    _tell_group(session, group, message, key, on, now=now, profile=profile)


def tell_chair(
    session: Session,
    group: CoreGroup,
    meeting: Meeting,
    *,
    limit_on: date,
    now: datetime,
    profile: Profile,
) -> None:
    """Tell the chair that a new date is missing: once, and once past the limit."""
    today = clock.today(now)
    is_past_the_limit = limit_on < today
    chair_id = register.find_chair_id(session, group.id, day=today)
    if chair_id is None:
        return
    if is_past_the_limit:
        meeting.limit_told_at = now
        session.add(meeting)
    outbox.post(
        session,
        messages.ToBeRearranged(
            meeting_id=meeting.id,
            alias=group.alias,
            dated_on=meeting.dated_on,
            limit_on=limit_on,
            notice_days=meeting.notice_days or 0,
            is_past_the_limit=is_past_the_limit,
        ),
        to=outbox.ToPerson(chair_id, group.id),
        dedupe_key=f"{REARRANGE}:{meeting.id}:{is_past_the_limit}:{chair_id}",
        now=now,
        not_before=hours.next_open(now, profile),
    )


def take_back_cancelling(session: Session, meeting: Meeting, *, now: datetime) -> None:
    """Take back what says that a new date is missing and has not gone out yet."""
    for prefix in (CANCELLED, REARRANGE):
        outbox.withdraw(
            session,
            dedupe_prefix=f"{prefix}:{meeting.id}",
            because="a new date is set",
            now=now,
        )
    lead = register.find_lead_social_worker(
        session, meeting.group_id, day=clock.today(now), now=now
    )
    if lead is not None and meeting.cancelled_at is not None:
        # What they were sent says that they owe a date; now they do not.
        outbox.redraw_lists(
            session, person_ids=[lead.id], since=meeting.cancelled_at, now=now
        )


def _tell_group(
    session: Session,
    group: CoreGroup,
    message: Message,
    key: str,
    on: date,
    *,
    now: datetime,
    profile: Profile,
) -> None:
    opens = hours.next_open(now, profile)
    # Whoever would set out in vain, or not at all, is told outside hours too.
    is_soon = clock.today(now) <= on <= clock.today(opens)
    outbox.post(
        session,
        message,
        to=outbox.ToChannel(group.id),
        dedupe_key=key,
        now=now,
        not_before=now if is_soon else opens,
        urgency=Urgency.URGENT if is_soon else Urgency.ROUTINE,
    )
