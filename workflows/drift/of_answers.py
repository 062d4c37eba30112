"""Signals in what members say: scores, answers after meetings, views. Pure."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from statistics import median_low

from workflows.drift.known import DriftFacts, Ended, Found, Scored
from workflows.profile import Profile, Rule
from workflows.timescales import after


def scores_low(facts: DriftFacts, profile: Profile) -> Found | None:
    """
    Notice a child whose scores are low meeting after meeting, and nobody challenges.

    Half of the members or more at or below the mark counts as low; no average is
    taken. Source: Child Q 15.13 and 20.3.
    """
    rules, times = profile.drift, profile.drift.score_low_meetings.value
    low: dict[int, tuple[date, date]] = {}
    for number, scored in _by_child(facts).items():
        last = scored[-times:]
        is_low = len(last) == times and all(
            median_low(one.scores) <= rules.score_low.value for one in last
        )
        if is_low and not _is_challenged_since(facts, last[0].on):
            low[number] = (last[0].on, last[-1].on)
    if not low:
        return None
    return Found(
        since=min(first for first, _ in low.values()),
        says={
            "children": sorted(low),
            "last_on": max(last for _, last in low.values()),
        },
    )


def scores_split(facts: DriftFacts, profile: Profile) -> Found | None:
    """
    Notice a child of whose safety members think very differently.

    At the last core group after which scores were given. Source: Child Q 5.4 and 20.3.
    """
    apart = [
        scored[-1]
        for scored in _by_child(facts).values()
        if max(scored[-1].scores) - min(scored[-1].scores)
        >= profile.drift.score_spread.value
    ]
    if not apart:
        return None
    return Found(
        since=min(one.on for one in apart),
        says={
            "children": sorted(one.number for one in apart),
            "lowest": min(min(one.scores) for one in apart),
            "highest": max(max(one.scores) for one in apart),
        },
    )


def nothing_changed(facts: DriftFacts, profile: Profile) -> Found | None:
    """
    Notice that most said, meeting after meeting, that nothing has changed.

    Source: Child Q 18.3; C4EO.
    """
    rules = profile.drift
    return _most_said(
        facts,
        lambda one: one.nothing_changed,
        rules.nothing_changed_meetings,
        most=rules.most_say,
    )


def single_narrator(facts: DriftFacts, profile: Profile) -> Found | None:
    """
    Notice that most said, meeting after meeting, that there is one person's account.

    Source: Child Q 5.7, 16.2 and 21.10.
    """
    rules = profile.drift
    return _most_said(
        facts,
        lambda one: one.one_account,
        rules.one_account_meetings,
        most=rules.most_say,
    )


def views_missing(facts: DriftFacts, profile: Profile) -> Found | None:
    """
    Notice that agencies were not heard before a review.

    Source: East Sussex 2023, Rec 3.
    """
    closed = facts.closed
    if closed is None or closed.missing_agencies < profile.drift.views_missing.value:
        return None
    return Found(since=closed.closed_on, says={"agencies": closed.missing_agencies})


def views_split(facts: DriftFacts, _: Profile) -> Found | None:
    """
    Notice that some would end a plan which others would keep, or take further.

    Source: East Sussex 2023, 2.1.2.
    """
    closed = facts.closed
    if closed is None or not closed.split:
        return None
    return Found(since=closed.closed_on, says={"children": sorted(closed.split)})


def not_discussed(facts: DriftFacts, profile: Profile) -> Found | None:
    """
    Notice that the core group has not talked about the views, or has said so.

    Source: East Sussex 2023, 2.1.2 and Rec 3.
    """
    closed = facts.closed
    if closed is None or closed.discussed:
        return None
    within = profile.drift.discussed_within.value
    is_said = closed.discussed is False
    if not is_said and facts.today < profile.calendar.add(closed.closed_on, within):
        return None
    return Found(
        since=closed.discussed_on or closed.closed_on,
        says={"is_said": is_said, "closed_on": closed.closed_on},
    )


def intimidation(facts: DriftFacts, profile: Profile) -> Found | None:
    """
    Notice that a member feels intimidated. Only few may read of it: row 53.

    Source: design 4.3; East Sussex 2023, 2.1.1.
    """
    within = profile.drift.intimidation_within
    ticks = [
        one
        for one in facts.ticks
        if after(one.on, within, profile.calendar) >= facts.today
    ]
    if not ticks:
        return None
    return Found(
        since=min(one.on for one in ticks),
        says={"people": sorted({one.person_id for one in ticks})},
    )


def _by_child(facts: DriftFacts) -> dict[int, list[Scored]]:
    found: dict[int, list[Scored]] = defaultdict(list)
    for one in facts.scored:
        found[one.number].append(one)
    return found


def _is_challenged_since(facts: DriftFacts, day: date) -> bool:
    return facts.challenged_on is not None and facts.challenged_on >= day


def _most_said(
    facts: DriftFacts, count: Callable[[Ended], int], times: Rule, *, most: Rule
) -> Found | None:
    last = facts.ended[-times.value :]
    if len(last) < times.value or not all(
        100 * count(one) > most.value * one.answered for one in last
    ):
        return None
    return Found(since=last[0].on, says={"last_on": last[-1].on, "times": len(last)})
