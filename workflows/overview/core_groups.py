"""What somebody owes to the dates of core groups: say, find, fix. Read-only."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from models.queries import access as register
from models.queries import meetings as meeting_queries
from models.queries import overview as queries
from models.queries import plans as plan_queries
from models.queries import proposals as proposal_queries
from models.tables.plans import CoreGroup
from workflows import clock
from workflows.coming import facts as coming
from workflows.coming import owing as coming_owing
from workflows.coming.entries import SAY
from workflows.coming.owing import InPlace, ToSay
from workflows.meetings import facts as meetings
from workflows.message import DailyList
from workflows.overview.belonging import near
from workflows.profile import Profile
from workflows.proposals import owing as proposals
from workflows.proposals.entries import OPEN, OPEN_ANSWER
from workflows.proposals.owing import ToAnswer, ToFix
from workflows.wording import Button


@dataclass(frozen=True, kw_only=True)
class ToFind:
    """A core group that is due, without a date or any that members are asked about."""

    group_id: str
    alias: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class DatesOwed:
    """Everything about dates that one person owes, each list the soonest first."""

    to_answer: tuple[ToAnswer, ...] = ()
    to_say: tuple[ToSay, ...] = ()
    to_fix: tuple[ToFix, ...] = ()
    to_find: tuple[ToFind, ...] = ()
    in_place: tuple[InPlace, ...] = ()

    def __bool__(self) -> bool:
        """Say whether there is anything."""
        asked = (self.to_answer, self.to_say, self.to_fix, self.to_find)
        return any(asked) or bool(self.in_place)


def asked(
    session: Session,
    *,
    person_id: str,
    now: datetime,
    profile: Profile,
    lock: bool = False,
) -> DatesOwed:
    """
    Return what somebody is asked about dates, as the daily list has it.

    With `lock`, nobody can answer before this transaction ends.
    """
    return DatesOwed(
        to_answer=tuple(
            proposals.to_answer(
                session, person_id=person_id, now=now, profile=profile, lock=lock
            )
        ),
        to_say=tuple(
            coming_owing.to_say(session, person_id=person_id, now=now, lock=lock)
        ),
        to_fix=tuple(
            proposals.to_fix(
                session,
                person_id=person_id,
                group_ids=near(session, person_id, now=now),
                now=now,
                profile=profile,
            )
        ),
        in_place=tuple(coming_owing.in_place(session, person_id=person_id, now=now)),
    )


def on_list(
    session: Session, who: str, _: DailyList, now: datetime, profile: Profile
) -> DatesOwed:
    """Return what belongs on somebody's list, held until it is sent."""
    return asked(session, person_id=who, now=now, profile=profile, lock=True)


def to_find(
    session: Session, *, person_id: str, now: datetime, profile: Profile
) -> tuple[ToFind, ...]:
    """Return the core groups for which somebody is to find a date as convenor."""
    today = clock.today(now)
    around = near(session, person_id, now=now)
    dated = queries.next_meetings(session, around, day=today)
    rearranged = {
        row.group_id
        for row in meeting_queries.list_to_rearrange_in(session, list(around))
    }
    proposed = {
        group_id
        for group_id, row in proposal_queries.find_newest_of(session, around).items()
        if row.open_for is not None
    }
    found = [
        ToFind(
            group_id=group.id,
            alias=group.alias,
            due_on=meetings.limit_before(
                session, group.id, date.max, today=today, profile=profile
            ),
        )
        for group in register.list_groups(session, sorted(around))
        if group.id not in {*dated, *rearranged, *proposed}
        and _convenes(session, group, person_id, now=now)
    ]
    return tuple(sorted(found, key=lambda one: (one.due_on, one.alias)))


def lines(owed: DatesOwed) -> dict[str, tuple[dict[str, Any], ...]]:
    """Return what the daily list says of dates: the soonest of each sort."""
    return {
        "dates": tuple(_date_line(one) for one in owed.to_answer),
        "comings": tuple(_coming_line(one) for one in owed.to_say),
        "fixes": tuple(_fix_line(one) for one in owed.to_fix),
        "in_place": tuple(_in_place_line(one) for one in owed.in_place),
    }


def _convenes(
    session: Session, group: CoreGroup, person_id: str, *, now: datetime
) -> bool:
    is_convenor = person_id in coming.convenor_ids(session, group.id, now=now)
    return is_convenor and bool(plan_queries.list_open_plans(session, group.id))


def _date_line(one: ToAnswer) -> dict[str, Any]:
    return {
        "alias": one.alias,
        "answer_by": one.answer_by,
        "for_name": one.for_name or "",
        "button": Button(
            text="Say which dates would do",
            action_id=OPEN_ANSWER,
            value=one.value,
            style="primary",
        ),
    }


def _coming_line(one: ToSay) -> dict[str, Any]:
    return {
        "alias": one.alias,
        "dated_on": one.dated_on,
        "starts_at": one.starts_at,
        "for_name": one.for_name or "",
        "button": Button(
            text="Say whether you come",
            action_id=SAY,
            value=one.value,
            style="primary",
        ),
    }


def _in_place_line(one: InPlace) -> dict[str, Any]:
    return {
        "alias": one.alias,
        "dated_on": one.dated_on,
        "starts_at": one.starts_at,
        "for_name": one.for_name,
        "is_off": one.is_off,
    }


def _fix_line(one: ToFix) -> dict[str, Any]:
    return {
        "alias": one.alias,
        "limit_on": one.limit_on,
        "is_complete": one.waiting_for == 0,
        "button": Button(
            text="See the answers",
            action_id=OPEN,
            value=one.group_id,
            style="primary",
        ),
    }
