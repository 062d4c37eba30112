"""Signals that core groups are not held, or by fewer and fewer. Pure."""

from datetime import date, timedelta
from typing import Final

from models.vocabulary import AgencyKind
from workflows.drift.known import Belonged, DriftFacts, Found
from workflows.meetings.policy import GroupFacts, due_by
from workflows.profile import Profile, Rule

# Where one of these belongs, the others cannot do without its voice.
KEY: Final = (AgencyKind.HEALTH, AgencyKind.EDUCATION, AgencyKind.POLICE)


def core_group_late(facts: DriftFacts, profile: Profile) -> Found | None:
    """
    Notice that the core group has not met by when it must.

    A later day that the chair agreed to is no drift until it is past. Source: Child Q
    15.14; Working Together.
    """
    begun_on = min(plan.started_on for plan in facts.plans)
    last = facts.last_core_group_on
    due_on = due_by(
        GroupFacts(initial_on=begun_on, dates=() if last is None else (last,)), profile
    )
    late_on = profile.calendar.add(due_on, profile.drift.core_group_late_after.value)
    if facts.is_next_agreed or facts.today < late_on:
        return None
    return Found(
        since=late_on, says={"due_on": due_on, "next_on": facts.next_core_group_on}
    )


def cancelled_at_short_notice(facts: DriftFacts, _: Profile) -> Found | None:
    """
    Notice that a core group was cancelled at short notice, until one has met again.

    What short notice is, the rules for core groups say. Source: Child Q 15.14.
    """
    cancelled = facts.cancelled
    if cancelled is None or not cancelled.is_short_notice or _has_met_since(facts):
        return None
    return Found(since=cancelled.cancelled_on, says={"dated_on": cancelled.dated_on})


def not_rearranged(facts: DriftFacts, profile: Profile) -> Found | None:
    """
    Notice that a core group was cancelled and has no new date.

    Source: Child Q 15.14.
    """
    cancelled = facts.cancelled
    if cancelled is None or not cancelled.needs_new_date:
        return None
    within = profile.drift.rearranged_within.value
    if facts.today < profile.calendar.add(cancelled.cancelled_on, within):
        return None
    return Found(since=cancelled.cancelled_on, says={"dated_on": cancelled.dated_on})


def agencies_falling_away(facts: DriftFacts, profile: Profile) -> Found | None:
    """
    Notice that fewer agencies come, or belong, than at the most so far.

    Source: Child Q 15.14, where twelve agencies became four.
    """
    rules = profile.drift
    found = [
        Found(
            since=since,
            says={
                "most": most,
                "now": now,
                "is_far": _has_lost(most, now, rules.fallen_far_away),
                "is_membership": is_membership,
            },
        )
        for since, most, now, is_membership in (_came(facts), _belong(facts, profile))
        if _has_lost(most, now, rules.fallen_away)
    ]
    return max(found, key=lambda one: _share(one.says), default=None)


def key_agency_absent(facts: DriftFacts, profile: Profile) -> Found | None:
    """
    Notice that health, education or police were not heard time after time.

    Only where they belong; a deputy or a report is a voice. Source: Child Q 15.14.
    """
    times = profile.drift.key_agency_absent.value
    last = facts.attended[-times:]
    if len(last) < times:
        return None
    absent = [
        kind
        for kind in KEY
        if all(kind not in one.kinds for one in last)
        and any(_belonged(facts, kind, last[0].on))
    ]
    if not absent:
        return None
    return Found(
        since=last[0].on,
        says={"kinds": [kind.value for kind in absent], "last_on": last[-1].on},
    )


def _has_met_since(facts: DriftFacts) -> bool:
    last, cancelled = facts.last_core_group_on, facts.cancelled
    return last is not None and cancelled is not None and last >= cancelled.dated_on


def _has_lost(most: int, now: int, rule: Rule) -> bool:
    return most > 0 and 100 * (most - now) >= rule.value * most


def _share(says: object) -> float:
    assert isinstance(says, dict)  # noqa: S101 -- made above
    return float((says["most"] - says["now"]) / says["most"])


def _came(facts: DriftFacts) -> tuple[date, int, int, bool]:
    if not facts.attended:
        return facts.today, 0, 0, False
    last = facts.attended[-1]
    return last.on, max(facts.most_attended, last.agencies), last.agencies, False


def _belong(facts: DriftFacts, profile: Profile) -> tuple[date, int, int, bool]:
    """Return since when too few belong, how many did at most, and how many do."""
    changes = {one.from_on for one in facts.belonged}
    changes |= {one.to_on + timedelta(days=1) for one in facts.belonged if one.to_on}
    days = sorted(day for day in changes if day <= facts.today)
    counts = [(day, len({one.agency for one in _on(facts, day)})) for day in days]
    if not counts:
        return facts.today, 0, 0, True
    most, since = max(count for _, count in counts), days[-1]
    for day, count in reversed(counts):
        if not _has_lost(most, count, profile.drift.fallen_away):
            break
        since = day
    return since, most, counts[-1][1], True


def _on(facts: DriftFacts, day: date) -> list[Belonged]:
    return [
        one
        for one in facts.belonged
        if one.from_on <= day and (one.to_on is None or one.to_on >= day)
    ]


def _belonged(facts: DriftFacts, kind: AgencyKind, since: date) -> list[bool]:
    return [
        one.kind is kind and one.from_on <= since for one in _on(facts, facts.today)
    ]
