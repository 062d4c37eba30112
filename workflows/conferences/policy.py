"""When the next review conference of a child is due. Pure."""

from dataclasses import dataclass
from datetime import date

from workflows import timescales
from workflows.profile import Profile
from workflows.working_days import Calendar


@dataclass(frozen=True, kw_only=True)
class PlanFacts:
    """
    What is known about one child's plan and its conferences.

    `initial_on` is the initial conference, or the start of the plan where an import
    knows no more. `born_on` matters only for a child who was on the plan unborn.
    """

    child: str
    initial_on: date
    last_review_on: date | None = None
    born_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ReviewDue:
    """By when a review is due, by every way of counting."""

    child: str
    is_first: bool
    legal_due: date
    reporting_due: date
    after_birth_due: date | None

    @property
    def due_by(self) -> date:
        """Give the earliest of the ways of counting, which is the one for alerts."""
        days = (self.legal_due, self.reporting_due, self.after_birth_due)
        return min(day for day in days if day is not None)


@dataclass(frozen=True, kw_only=True)
class NextConference:
    """The day that a round is dated from, and whether anybody has fixed it."""

    held_on: date
    is_provisional: bool
    is_beyond_limit: bool


def review_due(plan: PlanFacts, *, calendar: Calendar, profile: Profile) -> ReviewDue:
    """
    Work out by when a child's next review is due.

    Source: domain 2.1, N9, N10 and N11.
    """
    is_first = plan.last_review_on is None
    start = plan.last_review_on or plan.initial_on
    return ReviewDue(
        child=plan.child,
        is_first=is_first,
        legal_due=timescales.legal_due(start, is_first=is_first, profile=profile),
        reporting_due=timescales.reporting_due(
            start, is_first=is_first, profile=profile
        ),
        after_birth_due=_after_birth_due(plan, calendar=calendar, profile=profile)
        if is_first
        else None,
    )


def _after_birth_due(
    plan: PlanFacts, *, calendar: Calendar, profile: Profile
) -> date | None:
    """
    Work out the review of a baby who was on the plan before birth.

    Source: [TEES-RCPC], ten working days after birth or three months after the initial
    conference, whichever is sooner.
    """
    rule = profile.conferences.review_after_birth
    if rule is None or plan.born_on is None or plan.born_on <= plan.initial_on:
        return None
    return timescales.after(plan.born_on, rule, calendar)


def next_conference(
    due: ReviewDue, fixed_on: date | None, *, calendar: Calendar
) -> NextConference:
    """
    Name the day of the next review: as fixed, or provisionally from its due date.

    A provisional one is the last working day in time, so that a round asks early
    enough even if nobody has fixed a date.
    Source: design 4.9, a review known only by its due date.
    """
    held_on = fixed_on or calendar.on_or_before(due.due_by)
    return NextConference(
        held_on=held_on,
        is_provisional=fixed_on is None,
        is_beyond_limit=held_on > due.due_by,
    )
