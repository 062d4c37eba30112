"""What an outcome must say, what follows from it, and who may look at it. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from models.vocabulary import (
    AgencyKind,
    Decision,
    Duty,
    Lasted,
    MemberRole,
    Recommendation,
    WhatFollows,
)
from workflows import hours, timescales
from workflows.clock import today as day_of
from workflows.outcomes import refusals
from workflows.profile import Profile

LONGEST: Final = 3000
LONGEST_LINE: Final = 600
# How far back a missing outcome is asked for: two reviews at the longest interval.
ASKED_FOR: Final = timedelta(days=366)
ONE_DAY: Final = timedelta(days=1)
# No time to challenge is longer: an area can set 400 hours at most, and holidays end.
LONGEST_WINDOW: Final = timedelta(days=30)
ONE_INSTANT: Final = timedelta(microseconds=1)
ENDS: Final = frozenset({Decision.END_CHILD_IN_NEED, Decision.END_UNIVERSAL})
# What a view would have been decided as; who cannot say did not say otherwise.
AS_DECIDED: Final[Mapping[Recommendation, Decision]] = {
    Recommendation.CONTINUE: Decision.CONTINUES,
    Recommendation.END_CHILD_IN_NEED: Decision.END_CHILD_IN_NEED,
    Recommendation.END_UNIVERSAL: Decision.END_UNIVERSAL,
    Recommendation.SEEK_LEGAL_ADVICE: Decision.CONTINUES_AND_LEGAL,
}
NOT_TO_END: Final = frozenset(
    {Recommendation.CONTINUE, Recommendation.SEEK_LEGAL_ADVICE}
)
OF_SENIOR: Final = frozenset({Duty.CONFIRM, Duty.AUDIT, Duty.SENIOR_REVIEW})
# These agencies see every child, also once nobody else is in the family.
STILL_WITH_THE_CHILD: Final = frozenset({AgencyKind.HEALTH, AgencyKind.EDUCATION})


@dataclass(frozen=True, kw_only=True)
class NewOutcome:
    """What a chair says: one decision for all the children, and those that differ."""

    held_on: date
    decision: Decision
    because: str
    quorate: bool
    differs: Mapping[str, Decision]
    because_differs: str = ""
    follows: WhatFollows | None = None
    led_by: str | None = None
    led_by_name: str = ""
    first_meeting_on: date | None = None
    has_seen_actions: bool = True

    def of(self, plan_id: str) -> Decision:
        """Return what was decided about one plan."""
        return self.differs.get(plan_id, self.decision)

    def why(self, plan_id: str) -> str:
        """Return the reason of one decision: its own, where one is given."""
        is_other = self.of(plan_id) is not self.decision
        own = self.because_differs.strip() if is_other else ""
        return own or self.because


@dataclass(frozen=True, kw_only=True)
class ConferenceFacts:
    """What is known of a conference when its outcome is recorded."""

    is_review: bool
    is_cancelled: bool
    is_provisional: bool
    dated_on: date
    not_before: date


@dataclass(frozen=True, kw_only=True)
class MemberFacts:
    """One member, as it counts for who is asked after a plan."""

    person_id: str
    role: MemberRole
    kind: AgencyKind
    is_in_slack: bool


def check_can_record(facts: ConferenceFacts, *, today: date) -> None:
    """
    Check that a conference can have an outcome at all.

    :raises Refused: if it is no review, was cancelled, or is still to come.
    """
    if not facts.is_review:
        raise refusals.NoReview
    if facts.is_cancelled:
        raise refusals.WasCancelled
    if facts.dated_on > today and not facts.is_provisional:
        raise refusals.StillToCome


def check_outcome(
    new: NewOutcome,
    facts: ConferenceFacts,
    *,
    plans: Collection[str],
    leaders: Collection[str],
    open_actions: int,
    today: date,
) -> None:
    """
    Check that what a chair says can be kept. That it is late is no ground to refuse it.

    :raises Refused: of the kind that says what to change, naming the field.
    """
    check_can_record(facts, today=today)
    if new.held_on > today:
        raise refusals.DayToCome(field="held_on")
    if new.held_on < facts.not_before:
        raise refusals.BeforeThePlan(field="held_on")
    if set(new.differs) - set(plans):
        raise refusals.OtherChild
    _check_reasons(new)
    if any(new.of(plan_id) in ENDS for plan_id in plans):
        _check_ending(new, leaders=leaders)
        if open_actions and not new.has_seen_actions:
            raise refusals.ActionsOpen(field="seen_actions")


def _check_reasons(new: NewOutcome) -> None:
    if not new.because.strip():
        raise refusals.ReasonMissing(field="because")
    for field, text in (
        ("because", new.because),
        ("because_differs", new.because_differs),
    ):
        if len(text) > LONGEST:
            raise refusals.TooLong(field=field)


def _check_ending(new: NewOutcome, *, leaders: Collection[str]) -> None:
    if new.follows is None:
        raise refusals.FollowsMissing(field="follows")
    if new.led_by is None and not new.led_by_name.strip():
        raise refusals.LeaderMissing(field="led_by")
    if new.led_by is not None and new.led_by not in leaders:
        raise refusals.NotAMember(field="led_by")
    if len(new.led_by_name) > LONGEST_LINE:
        raise refusals.TooLong(field="led_by_name")
    if new.first_meeting_on is None:
        raise refusals.FirstMeetingMissing(field="first_meeting_on")
    if new.first_meeting_on < new.held_on:
        raise refusals.FirstMeetingBefore(field="first_meeting_on")


def let_be_on(asked_on: date, profile: Profile) -> date:
    """
    Return when somebody who was asked after a plan and reminded is asked no more.

    As long after the reminder as that came after the asking. Source: design.
    """
    return profile.calendar.add(asked_on, 2 * profile.after_plans.reminded_after.value)


def is_late(held_on: date, recorded_on: date, profile: Profile) -> bool:
    """Say whether an outcome was recorded later than the day on which it is asked."""
    return recorded_on > profile.calendar.add(
        held_on, profile.outcomes.asked_after.value
    )


def is_against(decision: Decision, recommended: Recommendation | None) -> bool:
    """
    Say whether a plan ends though its lead social worker said it should not.

    Whose view was not heard said nothing. Source: East Sussex 2023, Rec 2b.
    """
    return decision in ENDS and recommended in NOT_TO_END


def said_otherwise(
    decided: Mapping[str, Decision], said: Mapping[tuple[str, str], Recommendation]
) -> frozenset[str]:
    """
    Return who recommended something else, for any child, than what was decided.

    `said` is by person and child, `decided` by child. Source: [SX-DIS] 5.7.4.
    """
    return frozenset(
        person_id
        for (person_id, child_id), recommended in said.items()
        if child_id in decided
        and recommended in AS_DECIDED
        and AS_DECIDED[recommended] is not decided[child_id]
    )


def dissent_until(decided_at: datetime, profile: Profile) -> datetime:
    """
    Return until when a decision can be challenged: hours, weekends counted.

    Never before the next working day is over, so that everybody has been told in time.
    """
    limit = decided_at + timedelta(hours=profile.conferences.dissent_within.value)
    next_day = profile.calendar.next_working_day(day_of(decided_at))
    return max(limit, hours.end_of(next_day))


def decided_at(versions: Sequence[tuple[datetime, Mapping[str, Decision]]]) -> datetime:
    """
    Return since when what is decided has been as it is: versions, the oldest first.

    A correction that changes only words does not open the time to challenge again.
    """
    moment, newest = versions[-1]
    for at, decided in reversed(versions):
        if decided != newest:
            break
        moment = at
    return moment


def duties(*, is_early: bool, is_against_lead: bool) -> frozenset[Duty]:
    """
    Return what managers owe after an ending.

    Source: design 4.4, after East Sussex 2023, Rec 2a and 2b.
    """
    found = {Duty.CONFIRM, Duty.AUDIT} if is_early else set()
    if is_against_lead:
        found |= {Duty.MANAGER_REVIEW, Duty.SENIOR_REVIEW}
    return frozenset(found)


def due_at(duty: Duty, recorded_at: datetime, profile: Profile) -> datetime:
    """Return until when a duty is in time: to confirm in hours, the rest in days."""
    if duty is Duty.CONFIRM:
        within = profile.conferences.early_ending_confirmed.value
        return recorded_at + timedelta(hours=within)
    days = profile.outcomes.reviewed_within.value
    if duty is Duty.AUDIT:
        days = profile.conferences.early_ending_audited.value
    return hours.end_of(profile.calendar.add(day_of(recorded_at), days))


def next_chase(now: datetime, profile: Profile) -> date:
    """Return the day on which a duty is asked for again, until it is done."""
    return profile.calendar.add(day_of(now), profile.outcomes.reminded_every.value)


@dataclass(frozen=True, kw_only=True)
class Chase:
    """What the clock does about one missing outcome, and when it looks again."""

    asks_chair: bool
    tells_manager: bool
    again_on: date


def chase(dated_on: date, *, today: date, was_told: bool, profile: Profile) -> Chase:
    """
    Work out what is done about an outcome that is missing.

    The chair is asked from the working day after the conference; the conference
    service manager is told once, some working days later.
    """
    rules, calendar = profile.outcomes, profile.calendar
    first = calendar.add(dated_on, rules.asked_after.value)
    told_on = calendar.add(dated_on, rules.manager_told_after.value)
    if today < first:
        return Chase(asks_chair=False, tells_manager=False, again_on=first)
    again = calendar.add(today, rules.asked_every.value)
    tells = told_on <= today and not was_told
    if today < told_on:
        again = min(again, told_on)
    return Chase(asks_chair=True, tells_manager=tells, again_on=again)


def check_days(ended_on: date, profile: Profile) -> Mapping[int, date]:
    """Return when it is asked whether the end of a plan has lasted, by months after."""
    rules = profile.after_plans
    checks = (
        rules.first_check,
        rules.second_check,
        rules.third_check,
        rules.last_check,
    )
    return {
        rule.value: timescales.after(ended_on, rule, profile.calendar)
        for rule in checks
    }


def who_is_asked_after(
    members: Iterable[MemberFacts], *, led_by: str | None
) -> frozenset[str]:
    """
    Return who is asked after a plan: only those with a reason to know.

    Whoever leads what follows, the lead social worker, and the members of health and of
    education. Nobody outside Slack. Source: design 4.4.
    """
    return frozenset(
        member.person_id
        for member in members
        if member.is_in_slack
        and (
            member.person_id == led_by
            or member.role is MemberRole.LEAD_SOCIAL_WORKER
            or member.kind in STILL_WITH_THE_CHILD
        )
    )


def has_lasted(
    answers: Iterable[Lasted], *, is_back_on_plan: bool, is_over: bool
) -> bool | None:
    """
    Say whether the end of a plan has lasted: yes, no, or not known yet.

    A worry or a new plan is a no. Only twelve months without one are a yes.
    """
    said = list(answers)
    if is_back_on_plan or Lasted.WORRIES_AGAIN in said:
        return False
    return True if is_over and Lasted.HOLDING in said else None


def check_may_sign(person_id: str, deciders: Collection[str]) -> None:
    """
    Check that nobody looks at an ending that they decided themselves.

    :raises DecidedIt: if they recorded any version of it. Source: access.md 41, 42.
    """
    if person_id in deciders:
        raise refusals.DecidedIt


def check_found(text: str) -> None:
    """
    Check what a manager says of an ending that they looked at.

    :raises Refused: if they say nothing, or too much.
    """
    if not text.strip():
        raise refusals.TextMissing(field="text")
    if len(text) > LONGEST:
        raise refusals.TooLong(field="text")


def check_answer(lasted: Lasted, line: str) -> None:
    """
    Check what somebody says months after a plan.

    :raises Refused: if there are worries and nobody knows which, or the line is long.
    """
    if lasted is Lasted.WORRIES_AGAIN and not line.strip():
        raise refusals.LineMissing(field="line")
    if len(line) > LONGEST_LINE:
        raise refusals.TooLong(field="line")
