"""Signals in how plans are worked on, and in how long they last. Pure."""

from workflows.drift.known import DriftFacts, Found
from workflows.profile import Profile, Rule
from workflows.timescales import after, legal_due, reporting_due


def actions_overdue(facts: DriftFacts, profile: Profile) -> Found | None:
    """
    Notice actions that are long overdue.

    Source: design 4.7; Child Q 18.3.
    """
    days = profile.drift.action_overdue_after.value
    overdue = [
        one.due_on
        for one in facts.actions
        if facts.today >= profile.calendar.add(one.due_on, days)
    ]
    if not overdue:
        return None
    return Found(since=min(overdue), says={"count": len(overdue)})


def actions_rolled_over(facts: DriftFacts, profile: Profile) -> Found | None:
    """
    Notice actions that were put off again and again.

    Source: design 4.7; C4EO.
    """
    times = profile.drift.action_rolled_over.value
    put_off = [one for one in facts.actions if one.rolled_over >= times]
    if not put_off:
        return None
    return Found(
        since=min(one.changed_on or one.due_on for one in put_off),
        says={"count": len(put_off), "times": max(one.rolled_over for one in put_off)},
    )


def lead_worker_changed(facts: DriftFacts, profile: Profile) -> Found | None:
    """
    Notice that the lead social worker changed again within a year.

    Source: design 4.7; Child Q 5.3 and 15.9.
    """
    rules = profile.drift
    recent = sorted(
        on
        for on in facts.lead_changes
        if after(on, rules.lead_changes_within, profile.calendar) >= facts.today
    )
    if len(recent) < rules.lead_changes.value:
        return None
    return Found(since=recent[-1], says={"first_on": recent[0], "count": len(recent)})


def review_late(facts: DriftFacts, profile: Profile) -> Found | None:
    """
    Notice that a review conference is overdue, or dated later than it must be.

    Both limits are kept, in months and in days; the earlier counts. Source: domain
    2.1, N9 and N10.
    """
    review = facts.review
    if review is None:
        return None
    due_on = min(
        limit(review.counted_from, is_first=review.is_first, profile=profile)
        for limit in (legal_due, reporting_due)
    )
    is_dated_late = review.dated_on is not None and review.dated_on > due_on
    if facts.today <= due_on and not is_dated_late:
        return None
    return Found(since=due_on, says={"due_on": due_on, "dated_on": review.dated_on})


def legal_route(facts: DriftFacts, profile: Profile) -> Found | None:
    """
    Ask at certain ages of a plan why the legal route has not been taken.

    Each mark asks anew. Source: Child Q 18.3; domain 2.6.
    """
    marks = legal_marks(profile)
    reached: dict[int, list[tuple[int, Rule]]] = {}
    for plan in facts.plans:
        if after(plan.started_on, marks[0], profile.calendar) > facts.today:
            # Most plans are too young for the first; the others need not be counted.
            continue
        passed = [
            (plan.number, mark)
            for mark in marks
            if after(plan.started_on, mark, profile.calendar) <= facts.today
        ]
        if passed:
            reached.setdefault(passed[-1][1].value, []).append(passed[-1])
    if not reached:
        return None
    months = max(reached)
    mark, numbers = reached[months][0][1], [number for number, _ in reached[months]]
    return Found(
        since=min(
            after(plan.started_on, mark, profile.calendar)
            for plan in facts.plans
            if plan.number in numbers
        ),
        says={"months": months, "children": sorted(numbers)},
    )


def repeat_plan(facts: DriftFacts, profile: Profile) -> Found | None:
    """
    Notice a child who had a plan before.

    Source: national indicator D3; East Sussex 2023.
    """
    rules = profile.drift
    again = [
        plan
        for plan in facts.plans
        if plan.earlier_plans >= rules.earlier_plans.value
        or (
            plan.previous_ended_on is not None
            and after(
                plan.previous_ended_on, rules.earlier_plan_within, profile.calendar
            )
            >= plan.started_on
        )
    ]
    if not again:
        return None
    return Found(
        since=min(plan.started_on for plan in again),
        says={"children": sorted(plan.number for plan in again)},
    )


def legal_marks(profile: Profile) -> tuple[Rule, ...]:
    """Return the ages of a plan at which the question is asked, youngest first."""
    rules = profile.drift
    return (
        rules.legal_route_first,
        rules.legal_route_second,
        rules.legal_route_third,
        rules.legal_route_fourth,
        rules.legal_route_fifth,
    )
