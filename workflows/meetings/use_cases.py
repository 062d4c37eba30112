"""Dating core groups."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlmodel import Session

from models.queries import meetings as queries
from models.queries import plans as plan_queries
from models.sealed import seal
from models.tables.meetings import Meeting
from models.tables.plans import CoreGroup
from models.vocabulary import MeetingKind
from workflows import clock
from workflows.access import use_cases as access
from workflows.actor import Actor
from workflows.meetings import auditing, facts, policy, telling
from workflows.profile import Profile

CONVENE = 14
AGREE = 15


@dataclass(frozen=True, kw_only=True)
class NewDate:
    """The day that a core group is to meet; a reason only where it is late."""

    dated_on: date
    starts: time | None = None
    because: str = ""


@dataclass(frozen=True, kw_only=True)
class DateForm:
    """What the form that dates a core group shows."""

    group_id: str
    alias: str
    limit_on: date
    is_late: bool
    may_agree: bool
    in_place_of: date | None


def open_form(
    session: Session,
    *,
    actor: Actor,
    group_id: str,
    now: datetime,
    profile: Profile,
    row: int = CONVENE,
) -> DateForm:
    """
    Return by when the next core group must meet, for whoever may date it.

    `row` is AGREE for who wants to agree to a day beyond the limit.

    :raises NotYours: if the actor may not date core groups here.
    """
    group = access.group(session, actor=actor, row=row, group_id=group_id, now=now)
    today = clock.today(now)
    waiting = queries.list_to_rearrange_in(session, [group.id])
    # A date that takes the place of another has the other's limit.
    on = waiting[0].dated_on if waiting else date.max
    limit = facts.limit_before(session, group.id, on, today=today, profile=profile)
    return DateForm(
        group_id=group.id,
        alias=group.alias,
        limit_on=limit,
        is_late=limit < today,
        may_agree=row == AGREE,
        in_place_of=waiting[0].dated_on if waiting else None,
    )


def set_date(
    session: Session,
    *,
    actor: Actor,
    group_id: str,
    new: NewDate,
    now: datetime,
    profile: Profile,
) -> Meeting:
    """
    Date a core group and tell the group. Beyond the limit only who can agree may.

    It takes the place of a core group that was cancelled and is to be rearranged.

    :raises NotYours: if the actor may not date core groups here.
    :raises Refused: if the day cannot be.
    """
    group, may_agree = _gate(session, actor, group_id, now=now)
    # Of two who date the same day at once, the second hears that it is dated.
    plan_queries.lock_group(session, group.id)
    today, on = clock.today(now), new.dated_on
    limit = facts.limit_before(session, group.id, on, today=today, profile=profile)
    is_beyond = policy.is_beyond(on, limit=limit, today=today)
    if not is_beyond and today <= limit:
        # Agreeing is for what is late; within the limit, who convenes decides.
        access.group(session, actor=actor, row=CONVENE, group_id=group.id, now=now)
    policy.check_date(
        on,
        taken=facts.core_group_dates(session, group.id),
        limit=limit,
        today=today,
        agreement=_agreement(new, may_agree=may_agree),
        calendar=profile.calendar,
    )
    waiting = queries.list_to_rearrange(session, group.id)
    meeting = _keep(session, actor, group, new, limit=limit, is_late=is_beyond, now=now)
    meeting.in_place_of = waiting[-1].id if waiting else None
    session.add(meeting)
    _take_the_place_of(session, waiting, now=now)
    before = waiting[-1].dated_on if waiting else None
    telling.tell_dated(session, group, meeting, before, now=now, profile=profile)
    auditing.record(session, meeting, actor=actor, event="core group dated", now=now)
    return meeting


def _keep(
    session: Session,
    actor: Actor,
    group: CoreGroup,
    new: NewDate,
    *,
    limit: date,
    is_late: bool,
    now: datetime,
) -> Meeting:
    """Keep the day; beyond the limit with who agreed to it, and why."""
    meeting = Meeting(
        group_id=group.id,
        kind=MeetingKind.CORE_GROUP,
        dated_on=new.dated_on,
        starts_at=_starts_at(new),
        limit_on=limit,
        agreed_by=actor.person_id if is_late else None,
        changed_at=now,
        recorded_at=now,
    )
    seal(session, meeting, "agreed_because", new.because if is_late else None)
    session.add(meeting)
    session.flush()
    return meeting


def _take_the_place_of(
    session: Session, waiting: Sequence[Meeting], *, now: datetime
) -> None:
    for one in waiting:
        one.acts_on = None
        session.add(one)
        telling.take_back_cancelling(session, one, now=now)


def _gate(
    session: Session, actor: Actor, group_id: str, *, now: datetime
) -> tuple[CoreGroup, bool]:
    may_agree = access.may(
        session, person_id=actor.person_id, row=AGREE, group_id=group_id, now=now
    )
    row = AGREE if may_agree else CONVENE
    group = access.group(session, actor=actor, row=row, group_id=group_id, now=now)
    return group, may_agree


def _starts_at(new: NewDate) -> datetime | None:
    if new.starts is None:
        return None
    return clock.at(new.dated_on, new.starts.hour, new.starts.minute)


def _agreement(new: NewDate, *, may_agree: bool) -> policy.Agreement:
    if not may_agree:
        return policy.Agreement.NONE
    has_reason = bool(new.because.strip())
    with_reason, without = policy.Agreement.WITH_REASON, policy.Agreement.WITHOUT_REASON
    return with_reason if has_reason else without
