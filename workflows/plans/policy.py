"""What a core group, a child and a plan may look like when they are set up. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from models.vocabulary import Category
from workflows.errors import Refused

MOST_CHILDREN: Final = 20
ADULT: Final = 18
PREGNANCY: Final = timedelta(days=280)


class NoChildren(Refused):
    """A core group is about at least one child. Add a child."""


class TooManyChildren(Refused):
    """
    That is more than 20 children. Correct the number, or ask business support to
    import the family.
    """


class NotYetHeld(Refused):
    """The initial conference is still to come. Set the group up once it was held."""


class LongAgo(Refused):
    """The initial conference is more than three years ago. Correct the date."""


class NotAChild(Refused):
    """By this month of birth the person is 18 or over. Correct the month."""


class NotYetBorn(Refused):
    """The month of birth is to come. For an unborn baby give the expected date."""


class BirthLongAfterwards(Refused):
    """
    The birth is expected more than nine months after the conference. Correct one of
    the dates.
    """


class BornAndUnborn(Refused):
    """Give the month of birth or, for an unborn baby, the expected date, not both."""


LONGEST_AGO: Final = timedelta(days=3 * 366)


@dataclass(frozen=True, kw_only=True)
class NewChild:
    """One child as the form gives it: never a name, and a month instead of a day."""

    category: Category
    birth_month: date | None = None
    unborn_due_on: date | None = None


def check_can_set_up(
    children: Sequence[NewChild], initial_on: date, today: date
) -> None:
    """
    Check what a form to set up a core group says.

    :raises Refused: of the kind that says what is wrong.
    """
    if not children:
        raise NoChildren(field="children")
    if len(children) > MOST_CHILDREN:
        raise TooManyChildren(field="children")
    check_initial(initial_on, today)
    for child in children:
        check_child(child, initial_on, today)


def check_initial(initial_on: date, today: date) -> None:
    """
    Check the day of the conference that a plan comes from.

    :raises Refused: if it is still to come, or too long ago to be true.
    """
    if initial_on > today:
        raise NotYetHeld(field="initial_on")
    if today - initial_on > LONGEST_AGO:
        raise LongAgo(field="initial_on")


def check_child(child: NewChild, initial_on: date, today: date) -> None:
    """
    Check one child's month of birth or expected birth.

    :raises Refused: of the kind that says what is wrong.
    """
    if child.birth_month is not None and child.unborn_due_on is not None:
        raise BornAndUnborn(field="birth")
    if child.birth_month is not None:
        month = child.birth_month.replace(day=1)
        if month > today:
            raise NotYetBorn(field="birth")
        # Only the month is known, so the doubt is the child's.
        if month.replace(day=1).toordinal() < _years_before(today, ADULT).toordinal():
            raise NotAChild(field="birth")
    due = child.unborn_due_on
    if due is not None and due - PREGNANCY > initial_on:
        raise BirthLongAfterwards(field="birth")


def _years_before(day: date, years: int) -> date:
    return date(day.year - years, day.month, 1)
