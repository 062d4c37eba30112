"""Who is asked for their view, reminded and heard, and what is missing. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.vocabulary import Gap, PersonClass, Recommendation, Timing
from workflows.errors import Refused
from workflows.profile import Profile
from workflows.statements.dates import RoundDates
from workflows.working_days import Calendar


class Rung(StrEnum):
    """Which reminder."""

    HALF_TIME = "half_time"
    LAST_CALL = "last_call"


class AskedAs(StrEnum):
    """Why this person is the one who is asked."""

    MEMBER = "member"
    DEPUTY = "deputy"
    SAFEGUARDING_LEAD = "safeguarding_lead"


@dataclass(frozen=True, kw_only=True)
class Absence:
    """Days away, and a deputy who is in post and can be asked, if there is one."""

    from_on: date
    until_on: date
    deputy_id: str | None


@dataclass(frozen=True, kw_only=True)
class MemberFacts:
    """One member of the core group, as the register knows them."""

    member_id: str
    person_id: str
    agency: str
    children: frozenset[str]
    from_on: date
    until_on: date | None
    is_in_slack: bool
    safeguarding_lead_id: str | None
    absences: tuple[Absence, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Who is asked for a member's view."""

    person_id: str
    asked_as: AskedAs


@dataclass(frozen=True, kw_only=True)
class ReminderFacts:
    """What is known about one member in one round."""

    dates: RoundDates
    member: MemberFacts
    has_answered: bool
    reminded: frozenset[Rung]
    paused_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """A reminder that is due now."""

    rung: Rung
    asked: Asked
    tell_safeguarding_lead: bool


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a member says about one child."""

    child: str
    recommendation: Recommendation | None
    reason: str


@dataclass(frozen=True, kw_only=True)
class TakingFacts:
    """Who wants to take a view for a member outside Slack, and when."""

    taker: PersonClass
    member_is_in_slack: bool
    taker_has_given_own: bool
    somebody_else_can_take: bool
    last_call_on: date


@dataclass(frozen=True, kw_only=True)
class Missing:
    """A named gap: one member's view of one child that nobody heard."""

    child: str
    member_id: str
    agency: str
    why: Gap


class NotAsked(Refused):
    """You are not asked about this child. Ask the lead social worker if you should."""


class NothingAnswered(Refused):
    """Please say what should happen for at least one child."""


class ReasonMissing(Refused):
    """Please say why. A recommendation is only as good as its reason."""


class AnswersForThemselves(Refused):
    """Somebody who is asked in Slack answers there, or their deputy does."""


class OwnViewFirst(Refused):
    """Give your own view first, so that it stays your own. Then take this one."""


class OthersFirst(Refused):
    """
    Their agency's safeguarding lead or business support takes this view.

    You can from the last call on, if nobody else has.
    """


class NotYoursToTake(Refused):
    """
    You cannot take a view for somebody else.

    Ask their agency's safeguarding lead, or business support.
    """


class PauseTooLong(Refused):
    """Reminders can be paused for a few working days only. Choose an earlier day."""


class PauseReasonMissing(Refused):
    """Please say why reminders should pause. The chair will see the reason."""


def who_is_asked(member: MemberFacts, day: date) -> Asked | None:
    """
    Name the person who is asked for a member's view on a day.

    That is the member, the deputy while they are away, and for somebody outside Slack
    the safeguarding lead of their agency. Nobody, if none of them can be reached or
    the member is not one on that day.
    Source: design 4.1 and 4.3.
    """
    if not is_member_on(member, day):
        return None
    deputy_id = _deputy_on(member, day)
    if deputy_id is not None:
        return Asked(person_id=deputy_id, asked_as=AskedAs.DEPUTY)
    if member.is_in_slack:
        return Asked(person_id=member.person_id, asked_as=AskedAs.MEMBER)
    if member.safeguarding_lead_id is not None:
        lead_id = member.safeguarding_lead_id
        return Asked(person_id=lead_id, asked_as=AskedAs.SAFEGUARDING_LEAD)
    return None


def is_member_on(member: MemberFacts, day: date) -> bool:
    """Say whether somebody belongs to the core group on a day; the last day counts."""
    return member.from_on <= day and (member.until_on is None or day <= member.until_on)


def _deputy_on(member: MemberFacts, day: date) -> str | None:
    for absence in member.absences:
        if absence.from_on <= day <= absence.until_on:
            return absence.deputy_id
    return None


def due_for_reminder(facts: ReminderFacts, today: date) -> Reminder | None:
    """
    Decide whether somebody not yet heard from is reminded today, and which way.

    A reminder that a day off or a pause swallowed is made up for on the next day, but
    never the half-time one once the last call is due.
    Source: design 4.3, reminders.
    """
    dates = facts.dates
    is_open = dates.opens_on <= today <= dates.closes_on
    is_paused = facts.paused_until is not None and today <= facts.paused_until
    if facts.has_answered or is_paused or not is_open:
        return None
    rung = _rung_on(dates, today)
    asked = who_is_asked(facts.member, today)
    if rung is None or rung in facts.reminded or asked is None:
        return None
    lead_id = facts.member.safeguarding_lead_id
    return Reminder(
        rung=rung,
        asked=asked,
        tell_safeguarding_lead=rung is Rung.LAST_CALL
        and lead_id not in {None, asked.person_id},
    )


def _rung_on(dates: RoundDates, today: date) -> Rung | None:
    if today >= dates.last_call_on:
        return Rung.LAST_CALL
    if dates.half_time_on is not None and today >= dates.half_time_on:
        return Rung.HALF_TIME
    return None


def check_can_pause(
    until_on: date,
    reason: str,
    *,
    today: date,
    calendar: Calendar,
    profile: Profile,
) -> None:
    """
    Refuse a pause of reminders without a reason, or longer than the profile allows.

    :raises PauseReasonMissing: without a reason.
    :raises PauseTooLong: beyond the limit.
    """
    if not reason.strip():
        raise PauseReasonMissing(field="reason")
    if until_on > calendar.add(today, profile.statements.pause_at_most.value):
        raise PauseTooLong(field="until_on")


def check_can_submit(answers: Iterable[Answer], *, asked_about: frozenset[str]) -> None:
    """
    Refuse a view that says nothing, gives no reason, or is about another child.

    Being late is no ground: what happened can always be recorded.

    :raises NotAsked: about a child that this member is not asked about.
    :raises ReasonMissing: for a recommendation without its reason.
    :raises NothingAnswered: if no child has a recommendation.
    """
    given = [answer for answer in answers if answer.recommendation is not None]
    for answer in given:
        if answer.child not in asked_about:
            raise NotAsked(field="recommendation")
        if not answer.reason.strip():
            raise ReasonMissing(field="reason")
    if not given:
        raise NothingAnswered(field="recommendation")


def kind_of_submission(dates: RoundDates, given_on: date) -> Timing:
    """Mark a version as early, on time or late. The closing day is on time."""
    if given_on < dates.opens_on:
        return Timing.EARLY
    return Timing.ON_TIME if given_on <= dates.closes_on else Timing.LATE


def check_can_take(facts: TakingFacts, today: date) -> None:
    """
    Refuse to take somebody's view for them, unless it is this person's part.

    The lead social worker comes last, and only after giving their own: a view that
    passes through the person who convenes the group is easily coloured by theirs.
    Source: design 4.1; access.md row 30.

    :raises AnswersForThemselves: for a member in Slack.
    :raises NotYoursToTake: for anyone but the three who may.
    :raises OwnViewFirst: for a lead social worker who has not given theirs.
    :raises OthersFirst: for a lead social worker while others still can.
    """
    if facts.member_is_in_slack:
        raise AnswersForThemselves
    if facts.taker in {PersonClass.SAFEGUARDING_LEAD, PersonClass.BUSINESS_SUPPORT}:
        return
    if facts.taker is not PersonClass.LEAD_SOCIAL_WORKER:
        raise NotYoursToTake
    if not facts.taker_has_given_own:
        raise OwnViewFirst
    if facts.somebody_else_can_take and today < facts.last_call_on:
        raise OthersFirst


def gaps(
    members: Iterable[MemberFacts],
    answered: frozenset[tuple[str, str]],
    closes_on: date,
) -> tuple[Missing, ...]:
    """
    Name every view that is missing at closing, child by child.

    `answered` holds pairs of member and child.
    Source: design 4.3, named gap.
    """
    missing = [
        Missing(
            child=child,
            member_id=member.member_id,
            agency=member.agency,
            why=Gap.NOT_HEARD_FROM
            if who_is_asked(member, closes_on)
            else Gap.CANNOT_BE_ASKED,
        )
        for member in members
        if is_member_on(member, closes_on)
        for child in member.children
        if (member.member_id, child) not in answered
    ]
    # By length first, so that /2 stands before /10.
    missing.sort(key=lambda gap: (len(gap.child), gap.child, gap.agency, gap.member_id))
    return tuple(missing)
