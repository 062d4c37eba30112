"""Why a date is what it is: the rule, its number, its source. Read-only."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Session

from models.queries import conferences as conference_queries
from models.queries import meetings as meeting_queries
from models.queries import plans as plan_queries
from models.tables.conferences import Conference
from models.tables.plans import Plan
from models.vocabulary import ConferenceKind, MeetingKind
from workflows import clock, timescales
from workflows.access import use_cases as access
from workflows.access.policy import Circumstances
from workflows.actor import Actor
from workflows.profile import Profile, Rule

PAGE = 7


class What(StrEnum):
    """Which date is explained."""

    FIRST_CORE_GROUP = "first_core_group"
    CORE_GROUP = "core_group"
    FIRST_REVIEW = "first_review"
    REVIEW = "review"


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One date, the day it is counted from, and the rule that counts it."""

    what: What
    due_on: date
    counted_from: date
    rule: Rule


@dataclass(frozen=True, kw_only=True)
class Why:
    """Every date that a core group is held to, its reason, and the rules' version."""

    group_id: str
    alias: str
    reasons: tuple[Reason, ...]
    profile_version: str


def why(
    session: Session, *, actor: Actor, group_id: str, now: datetime, profile: Profile
) -> Why:
    """
    Return why the next core group and the next review are due when they are.

    :raises NotYours: if the actor may not open the core group's page.
    """
    group = access.group(
        session,
        actor=actor,
        row=PAGE,
        group_id=group_id,
        now=now,
        circumstances=Circumstances(dates_only=True),
    )
    plans = plan_queries.list_open_plans(session, group.id)
    reasons: list[Reason] = []
    for plan in plans[:1]:
        reasons.append(_core_group(session, plan, now=now, profile=profile))
        held = [
            one
            for one in conference_queries.list_of_plan(session, plan.id)
            if one.held_on is not None
        ]
        reasons += _reviews(held, plan.started_on, profile)
    return Why(
        group_id=group.id,
        alias=group.alias,
        reasons=tuple(reasons),
        profile_version=profile.stamp,
    )


def _core_group(
    session: Session, plan: Plan, *, now: datetime, profile: Profile
) -> Reason:
    """Explain the limit of the core group that is to come, dated or not."""
    today = clock.today(now)
    behind = [
        meeting.held_on or meeting.dated_on
        for meeting in meeting_queries.list_meetings(
            session, plan.group_id, MeetingKind.CORE_GROUP
        )
        if meeting.held_on is not None or meeting.dated_on < today
    ]
    what, rule = What.CORE_GROUP, profile.core_groups.interval
    if not behind:
        what, rule = What.FIRST_CORE_GROUP, profile.core_groups.first_within
    counted_from = max(behind, default=plan.started_on)
    return Reason(
        what=what,
        due_on=timescales.after(counted_from, rule, profile.calendar),
        counted_from=counted_from,
        rule=rule,
    )


def _reviews(
    held: list[Conference], started_on: date, profile: Profile
) -> list[Reason]:
    """Explain both ways in which the next review is counted; the earlier one holds."""
    reviews = [one.held_on for one in held if one.kind is ConferenceKind.REVIEW]
    initials = [one.held_on for one in held if one.kind is not ConferenceKind.REVIEW]
    last = max((day for day in reviews if day is not None), default=None)
    first = max((day for day in initials if day is not None), default=started_on)
    rules = profile.conferences
    what, counted_from = What.REVIEW, last or first
    pair = (rules.later_review_months, rules.later_review_days)
    if last is None:
        what = What.FIRST_REVIEW
        pair = (rules.first_review_months, rules.first_review_days)
    return [
        Reason(
            what=what,
            due_on=timescales.after(counted_from, rule, profile.calendar),
            counted_from=counted_from,
            rule=rule,
        )
        for rule in pair
    ]
