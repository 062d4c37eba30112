"""When a core group must meet, and which dates can be set. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from workflows.errors import Refused
from workflows.profile import Profile
from workflows.timescales import after


class InThePast(Refused):
    """This date is past. Choose today or a day to come."""


class BeyondTheLimit(Refused):
    """
    This is later than the core group must meet. Ask the conference chair, who can
    agree to it, or choose an earlier day.
    """


class AlreadyDated(Refused):
    """A core group is already dated on this day. Nothing was changed."""


class IsOver(Refused):
    """This meeting was held or cancelled. Set a new one instead."""


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
    is_agreed: bool,
) -> None:
    """
    Check that a core group can be dated on this day.

    Once the limit is past, any day is late; the next one is then better than none.

    :raises Refused: of the kind that says why not. Source: design 4.2.
    """
    if on < today:
        raise InThePast(field="dated_on")
    if on in taken:
        raise AlreadyDated(field="dated_on")
    if on > limit >= today and not is_agreed:
        raise BeyondTheLimit(field="dated_on")
