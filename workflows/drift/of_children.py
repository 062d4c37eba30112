"""Signals that nobody sees the children. Each of them is about safety. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta

from workflows.drift.known import DriftFacts, Found, Refusal, Seen
from workflows.profile import Profile, Rule
from workflows.timescales import after


def not_seen_by_worker(facts: DriftFacts, profile: Profile) -> Found | None:
    """
    Notice a child whom the social worker has not seen for longer than the interval.

    Counted to the day on which somebody last said when it was: only then the bot
    learns of visits. Source: domain 2.7; East Sussex 2023, 2.1.6.
    """
    rule = profile.drift.visit_interval
    return _not_seen(
        facts,
        [(one, one.by_worker_on, rule) for one in facts.seen],
        profile=profile,
    )


def not_seen_by_anyone(facts: DriftFacts, profile: Profile) -> Found | None:
    """
    Notice a child whom nobody has seen for weeks; a baby under one, after fewer.

    Counted as for the social worker. Source: design 4.7; Southwark; East Sussex 2023,
    2.1.6.
    """
    rules = profile.drift
    return _not_seen(
        facts,
        [
            (
                one,
                one.by_anyone_on,
                rules.not_seen_under_one if one.is_under_one else rules.not_seen,
            )
            for one in facts.seen
        ],
        profile=profile,
    )


def access_refused(facts: DriftFacts, profile: Profile) -> Found | None:
    """
    Notice that access was refused: until the child is seen, or if it was repeated.

    Source: Child Q 6.8, 8.5 and 15.8; East Sussex 2023, 2.1.6.
    """
    rules = profile.drift
    of_child: dict[int, list[Refusal]] = {}
    for plan in facts.plans:
        hit = [
            one
            for one in facts.refusals
            if not one.numbers or plan.number in one.numbers
        ]
        recent = [
            one
            for one in hit
            if after(one.on, rules.access_refused_within, profile.calendar)
            >= facts.today
        ]
        if _not_seen_after(facts, plan.number, hit) or (
            len(recent) >= rules.access_refused.value
        ):
            of_child[plan.number] = recent or hit[-1:]
    if not of_child:
        return None
    days = sorted({one.on for hits in of_child.values() for one in hits})
    return Found(
        since=days[0],
        says={"children": sorted(of_child), "last_on": days[-1], "times": len(days)},
    )


def _not_seen_after(facts: DriftFacts, number: int, hits: list[Refusal]) -> bool:
    if not hits:
        return False
    seen_on = next(
        (one.by_anyone_on for one in facts.seen if one.number == number), None
    )
    return seen_on is None or seen_on <= max(one.on for one in hits)


def _not_seen(
    facts: DriftFacts,
    children: Iterable[tuple[Seen, date | None, Rule]],
    *,
    profile: Profile,
) -> Found | None:
    begun = {plan.number: plan.started_on for plan in facts.plans}
    found: dict[int, tuple[date, date | None]] = {}
    for one, seen_on, rule in children:
        if one.number not in begun:
            continue
        # A child of whom nobody was ever seen counts from the day the plan began.
        counted_from = seen_on or begun[one.number]
        limit = after(counted_from, rule, profile.calendar)
        if one.known_on > limit:
            found[one.number] = (limit + timedelta(days=1), seen_on)
    if not found:
        return None
    last = [seen_on for _, seen_on in found.values()]
    return Found(
        since=min(since for since, _ in found.values()),
        says={
            "children": sorted(found),
            "seen_on": None if None in last else min(day for day in last if day),
        },
    )
