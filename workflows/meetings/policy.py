"""When a core group must meet, and which dates can be set. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workflows.errors import Refused
from workflows.profile import Profile
from workflows.timescales import after
from workflows.working_days import Calendar


class Agreement(StrEnum):
    """Whether whoever dates a core group may agree to a day beyond the limit."""

    NONE = "none"
    WITHOUT_REASON = "without_reason"
    WITH_REASON = "with_reason"


class InThePast(Refused):
    """This date is past. Choose today or a day to come."""


class BeyondTheLimit(Refused):
    """
    This is later than the core group must meet. Ask the conference chair, who can
    agree to it, or choose an earlier day.
    """


class NotAWorkingDay(Refused):
    """This is a weekend, a bank holiday or a local closure. Choose a working day."""


class NeedsAReason(Refused):
    """
    This is later than the core group must meet. Please write why a later date is right
    for these children: the reason is kept with the date.
    """


class NobodyChosen(Refused):
    """Please choose who will chair it."""


class AlreadyDated(Refused):
    """A core group is already dated on this day. Nothing was changed."""


class IsOver(Refused):
    """This meeting was held or cancelled. Set a new one instead."""


@dataclass(frozen=True, kw_only=True)
class Notice:
    """How much notice a change gave, and whether that was short."""

    days: int
    is_short: bool


@dataclass(frozen=True, kw_only=True)
class GroupFacts:
    """What is known about the core groups of one family."""

    initial_on: date
    dates: tuple[date, ...]


def due_by(group: GroupFacts, profile: Profile) -> date:
    """
    Work out by when the next core group must meet.

    The first within ten working days of the initial conference, each further one at
    most six weeks after the one before. Source: domain 2.1, N8; [TEES-CG].
    """
    if not group.dates:
        return after(
            group.initial_on, profile.core_groups.first_within, profile.calendar
        )
    return after(max(group.dates), profile.core_groups.interval, profile.calendar)


def check_date(
    on: date,
    *,
    taken: Collection[date],
    limit: date,
    today: date,
    agreement: Agreement,
    calendar: Calendar,
) -> None:
    """
    Check that a core group can be dated on this day.

    Once the limit is past, any day is late; the next one is then better than none.

    :raises Refused: of the kind that says why not. Source: design 4.2.
    """
    if on < today:
        raise InThePast(field="day")
    if on in taken:
        raise AlreadyDated(field="day")
    if not calendar.is_working_day(on):
        raise NotAWorkingDay(field="day")
    if not is_beyond(on, limit=limit, today=today):
        return
    if agreement is Agreement.NONE:
        raise BeyondTheLimit(field="day")
    if agreement is Agreement.WITHOUT_REASON:
        raise NeedsAReason(field="because")


def check_review(on: date, *, today: date, calendar: Calendar) -> None:
    """
    Check that a midway review or reflective meeting can be on this day.

    :raises Refused: of the kind that says why not. Source: design 4.7.
    """
    if on < today:
        raise InThePast(field="day")
    if not calendar.is_working_day(on):
        raise NotAWorkingDay(field="day")


def is_beyond(on: date, *, limit: date, today: date) -> bool:
    """Say whether a day is later than the core group must meet."""
    return on > limit >= today


def notice_given(today: date, dated_on: date, profile: Profile) -> Notice:
    """
    Say how many working days ahead a meeting is changed, and whether that is short.

    Source: design 4.2, after Child Q 15.14.
    """
    days = max(0, profile.calendar.count_between(today, dated_on))
    return Notice(days=days, is_short=days < profile.core_groups.short_notice.value)
