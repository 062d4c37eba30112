"""What an area's profile holds: every number of practice, with its source. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Annotated

from models.vocabulary import PersonClass
from workflows.working_days import Calendar


class Unit(StrEnum):
    """What a rule's number counts."""

    WORKING_DAYS = "working days"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    HOURS = "hours"
    MINUTES = "minutes"
    AGENCIES = "agencies"
    POINTS = "points"
    PER_CENT = "per cent"
    TIMES = "times"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One number of practice, with where it comes from and whether that was read."""

    value: int
    unit: Unit
    source: str
    verified: bool


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a profile may say for one rule."""

    units: tuple[Unit, ...]
    lowest: int = 1
    highest: int = 400


Span = Annotated[
    Rule, Limits(units=(Unit.WORKING_DAYS, Unit.DAYS, Unit.WEEKS, Unit.MONTHS))
]
WorkingDays = Annotated[Rule, Limits(units=(Unit.WORKING_DAYS,))]
Days = Annotated[Rule, Limits(units=(Unit.DAYS,))]
DaysOrWorkingDays = Annotated[Rule, Limits(units=(Unit.DAYS, Unit.WORKING_DAYS))]
DaysOrWeeks = Annotated[Rule, Limits(units=(Unit.DAYS, Unit.WEEKS))]
Months = Annotated[Rule, Limits(units=(Unit.MONTHS,), highest=24)]
Hours = Annotated[Rule, Limits(units=(Unit.HOURS,))]
Minutes = Annotated[Rule, Limits(units=(Unit.MINUTES,), highest=60)]
Agencies = Annotated[Rule, Limits(units=(Unit.AGENCIES,), lowest=0, highest=20)]
Points = Annotated[Rule, Limits(units=(Unit.POINTS,), highest=10)]
PerCent = Annotated[Rule, Limits(units=(Unit.PER_CENT,), highest=99)]
Times = Annotated[Rule, Limits(units=(Unit.TIMES,), highest=20)]
LongMonths = Annotated[Rule, Limits(units=(Unit.MONTHS,), highest=60)]


@dataclass(frozen=True, kw_only=True)
class CoreGroups:
    """Rules for core groups and their meetings. Source: design 4.1, 4.2."""

    first_within: Span
    interval: Span
    quorum_other_agencies: Agencies
    first_reminder: WorkingDays
    last_reminder: WorkingDays
    quorum_forecast: WorkingDays
    short_notice: WorkingDays
    answers_within: WorkingDays
    check_in_within: Span


@dataclass(frozen=True, kw_only=True)
class Conferences:
    """Rules for conferences and what follows them. Source: design 4.1, 4.4."""

    first_review_months: Months
    first_review_days: Days
    later_review_months: Months
    later_review_days: Days
    quorum_other_agencies: Agencies
    quorum_forecast: WorkingDays
    report_before_initial: WorkingDays
    report_before_review: WorkingDays
    dissent_within: Hours
    early_ending_confirmed: Hours
    early_ending_audited: WorkingDays
    review_after_birth: WorkingDays | None = None


@dataclass(frozen=True, kw_only=True)
class Statements:
    """Rules for collecting views before a review. Source: design 4.3."""

    core_group_earliest: WorkingDays
    core_group_latest: WorkingDays
    closes_before_core_group: WorkingDays
    closes_before_conference: WorkingDays
    opens_before_closing: WorkingDays
    short_window: WorkingDays
    short_closes_before_conference: WorkingDays
    shortest_window: WorkingDays
    half_time: PerCent
    last_call: WorkingDays
    pause_at_most: WorkingDays


@dataclass(frozen=True, kw_only=True)
class Packs:
    """Rules for the chair's pack. Source: design 4.3."""

    ready_before_conference: WorkingDays
    link_lasts: Minutes
    child_not_seen: DaysOrWeeks
    child_not_seen_under_one: DaysOrWeeks
    score_spread: Points


@dataclass(frozen=True, kw_only=True)
class Notices:
    """Rules for notices between meetings. Source: design 4.2."""

    chased_after: WorkingDays
    convenor_told_after: WorkingDays
    repeated_within: Months


@dataclass(frozen=True, kw_only=True)
class Records:
    """Rules for the record of a meeting. Source: design 4.2."""

    asked_after: WorkingDays
    asked_every: WorkingDays
    manager_told_after: WorkingDays


@dataclass(frozen=True, kw_only=True)
class Actions:
    """Rules for what was agreed that somebody will do. Source: design 4.2."""

    reminded_before: WorkingDays
    reminded_every: WorkingDays
    convenor_shown_after: WorkingDays


@dataclass(frozen=True, kw_only=True)
class AfterMeetings:
    """Rules for what members give after a core group. Source: design 4.2."""

    answers_within: WorkingDays


@dataclass(frozen=True, kw_only=True)
class Outcomes:
    """Rules for what a conference decided and its managers owe. Source: design 4.4."""

    asked_after: WorkingDays
    asked_every: WorkingDays
    manager_told_after: WorkingDays
    reviewed_within: WorkingDays
    reminded_every: WorkingDays


@dataclass(frozen=True, kw_only=True)
class AfterPlans:
    """When somebody is asked whether the end of a plan has lasted. Source: C24."""

    first_check: Months
    second_check: Months
    third_check: Months
    last_check: Months
    reminded_after: WorkingDays


@dataclass(frozen=True, kw_only=True)
class Rung:
    """One rung of a ladder: how it is called, who answers there, and in what time."""

    name: str
    answers: PersonClass
    within: WorkingDays


@dataclass(frozen=True, kw_only=True)
class Challenges:
    """Rules for challenges, and their two ladders. Source: design 4.5, domain 2.5."""

    at_risk_within: WorkingDays
    taken_up_after: WorkingDays
    decided_every: WorkingDays
    dissent: tuple[Rung, ...]
    ordinary: tuple[Rung, ...]


@dataclass(frozen=True, kw_only=True)
class Drift:
    """Rules for the signals that a plan drifts, and for answering. Design 4.7."""

    core_group_late_after: WorkingDays
    rearranged_within: WorkingDays
    fallen_away: PerCent
    fallen_far_away: PerCent
    key_agency_absent: Times
    score_low: Points
    score_low_meetings: Times
    score_spread: Points
    action_overdue_after: WorkingDays
    action_rolled_over: Times
    lead_changes: Times
    lead_changes_within: LongMonths
    visit_interval: Span
    not_seen: DaysOrWeeks
    not_seen_under_one: DaysOrWeeks
    access_refused: Times
    access_refused_within: LongMonths
    views_missing: Agencies
    discussed_within: WorkingDays
    legal_route_first: LongMonths
    legal_route_second: LongMonths
    legal_route_third: LongMonths
    legal_route_fourth: LongMonths
    legal_route_fifth: LongMonths
    earlier_plans: Times
    earlier_plan_within: LongMonths
    nothing_changed_meetings: Times
    one_account_meetings: Times
    most_say: PerCent
    intimidation_within: LongMonths
    answered_within: WorkingDays


@dataclass(frozen=True, kw_only=True)
class Referrals:
    """Rules for referrals and who is chased for their answer. Source: design 4.6."""

    acknowledged_within: WorkingDays
    confirmed_within: Hours
    confirm_reminded_after: Hours
    chased_after: DaysOrWorkingDays
    pattern_agencies: Times
    pattern_referrals: Times
    pattern_within: LongMonths
    again_within: LongMonths
    ladder: tuple[Rung, ...]


@dataclass(frozen=True, kw_only=True)
class Telephone:
    """The numbers to ring when a child may be at risk. Nobody watches the bot."""

    day: str
    out_of_hours: str

    @property
    def is_invented(self) -> bool:
        """Say whether a number is from the range kept for films and exercises."""
        return any(
            "".join(filter(str.isdigit, number)).startswith("01632960")
            for number in (self.day, self.out_of_hours)
        )


@dataclass(frozen=True, kw_only=True)
class MessageHours:
    """When people are messaged on a working day, London time."""

    start: time
    end: time


@dataclass(frozen=True, kw_only=True)
class Scores:
    """The 0-10 question: whether it is asked, and what the numbers mean."""

    asked: bool
    anchors: Mapping[int, str]


@dataclass(frozen=True, kw_only=True)
class Role:
    """What an area calls a role, and its class in the access table."""

    title: str
    person_class: PersonClass


@dataclass(frozen=True, kw_only=True)
class Profile:
    """All the rules of one area."""

    name: str
    version: str
    stamp: str
    closures: frozenset[date]
    telephone: Telephone
    message_hours: MessageHours
    scores: Scores
    roles: Mapping[str, Role]
    core_groups: CoreGroups
    conferences: Conferences
    statements: Statements
    packs: Packs
    notices: Notices
    records: Records
    actions: Actions
    after_meetings: AfterMeetings
    outcomes: Outcomes
    after_plans: AfterPlans
    challenges: Challenges
    referrals: Referrals
    drift: Drift

    @property
    def calendar(self) -> Calendar:
        """Give the working days of the area."""
        return Calendar(closures=self.closures)

    def title(self, person_class: PersonClass) -> str:
        """Give what the area calls people of a class."""
        return next(
            role.title
            for role in self.roles.values()
            if role.person_class is person_class
        )
