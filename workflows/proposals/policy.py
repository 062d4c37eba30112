"""Which dates can be proposed, answered and fixed. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from workflows import clock
from workflows.errors import Refused
from workflows.meetings import policy as meetings
from workflows.working_days import Calendar

MOST_DATES: Final = 5
# The first place in the form, where nothing else is to be mended.
FIRST: Final = "day_1"


class NoDate(Refused):
    """Please give at least one day with its time."""


class TooMany(Refused):
    """Five dates are enough for people to choose from. Leave the others out."""


class NoTime(Refused):
    """Please give the time too, so that people can say whether they can come."""


class Twice(Refused):
    """This day and time stand here twice. Choose another, or leave one empty."""


class OneAtATime(Refused):
    """
    Members are being asked about dates for this core group already. Choose one of those
    to fix, or take them back first.
    """


class NotOpen(Refused):
    """
    These dates are not asked about any more: one was fixed, or they were taken back.
    Open Home: the date that stands is there.
    """


class DateIsPast(Refused):
    """This date is past. Please choose one that is to come."""


class NothingToReopen(Refused):
    """All of these dates are past. Choose new ones to propose."""


class NeedsAReason(Refused):
    """
    A date is set already, and this moves it. Please write why: the reason is kept with
    the date that is given up.
    """


@dataclass(frozen=True, kw_only=True)
class NewDates:
    """The dates that somebody proposes, each by the place of its day in the form."""

    dates: tuple[tuple[str, datetime], ...]


@dataclass(frozen=True, kw_only=True)
class AskedFor:
    """One date as it stands in the form, with the limit that it is held against."""

    field: str
    on: date
    starts_at: datetime
    limit: date


def check_dates(
    new: Sequence[AskedFor],
    *,
    taken: Collection[date],
    now: datetime,
    calendar: Calendar,
) -> None:
    """
    Check each proposed date as it would be checked when it is fixed, naming its field.

    :raises Refused: of the kind that says why not. Source: design 4.2.
    """
    if not new:
        raise NoDate(field=FIRST)
    if len(new) > MOST_DATES:
        raise TooMany(field=new[MOST_DATES].field)
    seen: set[datetime] = set()
    for one in new:
        if one.starts_at in seen:
            raise Twice(field=one.field)
        seen.add(one.starts_at)
        if one.starts_at <= now:
            raise DateIsPast(field=one.field)
        try:
            meetings.check_date(
                one.on,
                taken=taken,
                limit=one.limit,
                today=clock.today(now),
                agreement=meetings.Agreement.NONE,
                calendar=calendar,
            )
        except Refused as refusal:
            refusal.field = one.field
            raise


def check_open(*, is_open: bool, on: date | None, today: date) -> None:
    """
    Check that a proposed date can still be answered or fixed.

    :raises Refused: if it is not asked about any more, or is past.
    """
    if not is_open:
        raise NotOpen
    if on is not None and on < today:
        raise DateIsPast
