"""
Every event that a story may tell of, each one small function.

To add one: a model with its keys and a function that does it, in the module of its
room, and one line here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.replay import (
    events_conferences,
    events_groups,
    events_meetings,
    events_referrals,
)
from bot.replay.story import Event


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of event: the keys that it takes, and what it does on the stage."""

    model: type[Event]
    act: Callable[..., Any]


EVENTS: Final[Mapping[str, Kind]] = {
    "plan_starts": Kind(model=events_groups.PlanStarts, act=events_groups.plan_starts),
    "member_joins": Kind(
        model=events_groups.MemberJoins, act=events_groups.member_joins
    ),
    "member_leaves": Kind(
        model=events_groups.MemberLeaves, act=events_groups.member_leaves
    ),
    "lead_changes": Kind(
        model=events_groups.LeadChanges, act=events_groups.lead_changes
    ),
    "away": Kind(model=events_groups.Away, act=events_groups.away),
    "notice": Kind(model=events_groups.Notice, act=events_groups.notice),
    "notices_read": Kind(
        model=events_groups.NoticesRead, act=events_groups.notices_read
    ),
    "core_group_dated": Kind(
        model=events_meetings.CoreGroupDated, act=events_meetings.core_group_dated
    ),
    "core_group_held": Kind(
        model=events_meetings.CoreGroupHeld, act=events_meetings.core_group_held
    ),
    "core_group_cancelled": Kind(
        model=events_meetings.CoreGroupCancelled,
        act=events_meetings.core_group_cancelled,
    ),
    "coming": Kind(model=events_meetings.ComingSaid, act=events_meetings.coming_said),
    "action_agreed": Kind(
        model=events_meetings.ActionAgreed, act=events_meetings.action_agreed
    ),
    "action_reported": Kind(
        model=events_meetings.ActionReported, act=events_meetings.action_reported
    ),
    "conference_dated": Kind(
        model=events_conferences.ConferenceDated,
        act=events_conferences.conference_dated,
    ),
    "conference_held": Kind(
        model=events_conferences.ConferenceHeld,
        act=events_conferences.conference_held,
    ),
    "views_given": Kind(
        model=events_conferences.ViewsGiven, act=events_conferences.views_given
    ),
    "discussed": Kind(
        model=events_conferences.Discussed, act=events_conferences.discussed
    ),
    "referral_made": Kind(
        model=events_referrals.ReferralMade, act=events_referrals.referral_made
    ),
    "referral_answered": Kind(
        model=events_referrals.ReferralSettled,
        act=events_referrals.referral_answered,
    ),
}
