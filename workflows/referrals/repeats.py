"""Referral after referral: what repeats, and whether anybody acted. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from models.referral_vocabulary import ReferralAnswer, Worry
from models.vocabulary import Category
from workflows.profile import Profile
from workflows.referrals import policy
from workflows.timescales import after

# A plan for several kinds of harm is about each of them.
SAME: Final = {
    Worry.NEGLECT: frozenset({Category.NEGLECT, Category.MULTIPLE}),
    Worry.PHYSICAL: frozenset({Category.PHYSICAL, Category.MULTIPLE}),
    Worry.SEXUAL: frozenset({Category.SEXUAL, Category.MULTIPLE}),
    Worry.EMOTIONAL: frozenset({Category.EMOTIONAL, Category.MULTIPLE}),
    Worry.OTHER: frozenset(),
}


class PatternKind(StrEnum):
    """What repeats. Source: Surrey 3.3; East Sussex 2023, 4.1."""

    SEVERAL_AGENCIES = "several_agencies"
    REPEATED = "repeated"
    AGAIN_AFTER_PLAN = "again_after_plan"
    OTHERS_TOO = "others_too"


@dataclass(frozen=True, kw_only=True)
class Referred:
    """One referral as the rules see it."""

    on: date
    agency_id: str
    worry: Worry
    answer: ReferralAnswer | None
    is_over: bool = False
    about_others: bool = False


@dataclass(frozen=True, kw_only=True)
class Pattern:
    """One thing that repeats, and on which days."""

    kind: PatternKind
    days: tuple[date, ...]


def look(
    rows: Sequence[Referred],
    ended: Sequence[tuple[date, Category]],
    *,
    today: date,
    profile: Profile,
) -> tuple[Pattern, ...]:
    """
    Return what repeats: from two agencies, or three times, without action; again after
    a plan that ended; about animals or other children too. Pure.
    """
    rules, calendar = profile.referrals, profile.calendar
    recent = sorted(
        (one for one in rows if after(one.on, rules.pattern_within, calendar) >= today),
        key=lambda one: one.on,
    )
    idle = [
        one
        for one in recent
        if policy.is_without_action(one.answer, is_over=one.is_over)
    ]
    days = tuple(one.on for one in idle)
    found = []
    if len({one.agency_id for one in idle}) >= rules.pattern_agencies.value:
        found.append(Pattern(kind=PatternKind.SEVERAL_AGENCIES, days=days))
    if len(idle) >= rules.pattern_referrals.value:
        found.append(Pattern(kind=PatternKind.REPEATED, days=days))
    again = tuple(
        one.on
        for one in recent
        for ended_on, category in ended
        if category in SAME[one.worry]
        and ended_on < one.on <= after(ended_on, rules.again_within, calendar)
    )
    if again:
        found.append(
            Pattern(kind=PatternKind.AGAIN_AFTER_PLAN, days=tuple(sorted({*again})))
        )
    others = tuple(one.on for one in recent if one.about_others)
    if others:
        found.append(Pattern(kind=PatternKind.OTHERS_TOO, days=others))
    return tuple(found)
