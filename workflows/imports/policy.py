"""
The checks that a plan passes before it is taken. Pure.

Numbers are those of the DfE's validation rules for the children in need census; the
ones without a number are ours. Source: domain 4.3.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from workflows.imports.facts import ChildFacts, PlanFacts
from workflows.imports.rows import Place

# A plan can be made for an unborn baby, but not before there is a pregnancy.
PREGNANCY: Final = timedelta(days=280)
ADULT: Final = 18
SATURDAY: Final = 5


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What a check found; `keeps_out` says whether the plan is taken all the same."""

    place: Place
    fact: str
    reason: str
    keeps_out: bool


Check = Callable[[PlanFacts, ChildFacts, date], Iterator[Finding]]


def ends_before_it_starts(
    plan: PlanFacts, _: ChildFacts, __: date
) -> Iterator[Finding]:
    """Keep out a plan that ends before it starts, or on the day it starts."""
    if plan.ended_on is None:
        return
    if plan.ended_on < plan.started_on:
        yield _error(plan.place, "ended_on", "8925: the plan ends before it starts")
    elif plan.ended_on == plan.started_on:
        yield _error(
            plan.place, "ended_on", "8840: the plan starts and ends on the same day"
        )


def not_yet_happened(plan: PlanFacts, _: ChildFacts, today: date) -> Iterator[Finding]:
    """Keep out a plan whose start or end is still to come."""
    if plan.started_on > today:
        yield _error(plan.place, "started_on", "the plan starts after today")
    if plan.ended_on is not None and plan.ended_on > today:
        yield _error(plan.place, "ended_on", "8930: the plan ends after today")


def review_on_or_before_start(
    plan: PlanFacts, _: ChildFacts, __: date
) -> Iterator[Finding]:
    """Keep out a plan with a review on or before the day it started."""
    for review in plan.reviews:
        for fact, day in (("dated_on", review.dated_on), ("due_on", review.due_on)):
            if day is not None and day <= plan.started_on:
                yield _error(
                    review.place,
                    f"review.{fact}",
                    "8841: the review is on or before the start of the plan",
                )


def review_without_date(plan: PlanFacts, _: ChildFacts, __: date) -> Iterator[Finding]:
    """Keep out a plan with a review that has neither a date nor a due date."""
    for review in plan.reviews:
        if review.dated_on is None and review.due_on is None:
            yield _error(
                review.place,
                "review.dated_on",
                "8842Q: the review has neither a date nor a due date",
            )


def review_after_end(plan: PlanFacts, _: ChildFacts, __: date) -> Iterator[Finding]:
    """Point out a review that was held after the plan had ended."""
    for review in plan.reviews:
        if (
            plan.ended_on is not None
            and review.dated_on is not None
            and review.dated_on > plan.ended_on
        ):
            yield _warning(
                review.place, "review.dated_on", "the review is after the plan's end"
            )


def long_before_birth(plan: PlanFacts, child: ChildFacts, _: date) -> Iterator[Finding]:
    """Keep out a plan that starts before there can have been a pregnancy."""
    birth = child.born_on or child.unborn_due_on
    if birth is not None and plan.started_on < birth - PREGNANCY:
        yield _error(
            plan.place,
            "started_on",
            "the plan starts more than nine months before the child's birth",
        )


def birth_to_come(_: PlanFacts, child: ChildFacts, today: date) -> Iterator[Finding]:
    """Keep out a plan of a child whose day of birth is still to come."""
    if child.born_on is not None and child.born_on > today:
        yield _error(
            child.place,
            "child.born_on",
            "the birth is still to come: give it as the expected date",
        )


def grown_up(plan: PlanFacts, child: ChildFacts, today: date) -> Iterator[Finding]:
    """Point out an open plan of somebody who has turned 18."""
    born = child.born_on
    if plan.ended_on is None and born is not None:
        years = (
            today.year - born.year - ((today.month, today.day) < (born.month, born.day))
        )
        if years >= ADULT:
            yield _warning(
                plan.place, "ended_on", "the plan is open and the person is 18 or over"
            )


def initial_conference(plan: PlanFacts, _: ChildFacts, __: date) -> Iterator[Finding]:
    """Point out what is odd about the conference that the plan came from."""
    initial = plan.initial
    if initial is None:
        if plan.initial_expected:
            yield _warning(
                plan.place, "initial", "2883: no initial conference for this plan"
            )
        return
    if initial.held_on is not None and initial.held_on != plan.started_on:
        yield _warning(
            initial.place,
            "initial.held_on",
            "2885: the plan does not start on the day of its conference",
        )
    if initial.held_on is not None and initial.held_on.weekday() >= SATURDAY:
        yield _warning(
            initial.place, "initial.held_on", "8875: the conference is on a weekend"
        )
    if initial.target_on is not None and initial.target_on.weekday() >= SATURDAY:
        yield _warning(
            initial.place, "initial.target_on", "8870Q: the target is on a weekend"
        )


def earlier_plans_unknown(
    plan: PlanFacts, _: ChildFacts, __: date
) -> Iterator[Finding]:
    """Point out a plan of which nobody says how many went before it."""
    if plan.earlier_plans is None and plan.earlier_plans_expected:
        yield _warning(
            plan.place, "earlier_plans", "8730: the number of earlier plans is missing"
        )


CHECKS: Final[tuple[Check, ...]] = (
    ends_before_it_starts,
    not_yet_happened,
    review_on_or_before_start,
    review_without_date,
    review_after_end,
    long_before_birth,
    birth_to_come,
    grown_up,
    initial_conference,
    earlier_plans_unknown,
)


def check_plan(plan: PlanFacts, child: ChildFacts, today: date) -> list[Finding]:
    """Give everything that the checks find in one plan."""
    return [finding for check in CHECKS for finding in check(plan, child, today)]


def check_together(plans: tuple[PlanFacts, ...]) -> list[Finding]:
    """
    Give the plans of one child that cannot both be true; both are kept out.

    A plan may start on the day that the one before it ended.
    """
    findings = []
    for plan in plans:
        for other in plans:
            if other is plan or not _overlap(plan, other):
                continue
            both_open = plan.ended_on is None and other.ended_on is None
            reason = (
                "8935: the child has two open plans"
                if both_open
                else "8940: the child's plans overlap"
            )
            findings.append(_error(plan.place, "started_on", reason))
            break
    return findings


def _overlap(one: PlanFacts, other: PlanFacts) -> bool:
    first, second = sorted((one, other), key=lambda plan: plan.started_on)
    if first.started_on == second.started_on:
        return True
    return first.ended_on is None or first.ended_on > second.started_on


def _error(place: Place, fact: str, reason: str) -> Finding:
    return Finding(place=place, fact=fact, reason=reason, keeps_out=True)


def _warning(place: Place, fact: str, reason: str) -> Finding:
    return Finding(place=place, fact=fact, reason=reason, keeps_out=False)
