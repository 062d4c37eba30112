"""What a referral must say, and what is due about it at a given moment. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from models.referral_vocabulary import (
    FamilyKnows,
    MadeAs,
    ReferralAnswer,
    ReferredTo,
    Worry,
)
from workflows import clock, hours
from workflows.errors import Refused
from workflows.profile import Profile, Rule, Rung, Unit

LONGEST: Final = 3000
LONGEST_NAME: Final = 120
# Older ones are history, which the council's own system has.
OLDEST: Final = timedelta(days=92)
# Source: CIN census, referral source; domain 3.3.
SOURCES: Final[Mapping[str, str]] = {
    "2A": "school",
    "2B": "education service",
    "3A": "GP",
    "3B": "health visitor",
    "3C": "school nurse",
    "3D": "other primary health",
    "3E": "accident and emergency",
    "3F": "other health, as a hospital",
    "4": "housing",
    "5A": "council's social care, as adults'",
    "5B": "other council service",
    "5C": "another council",
    "6": "police",
    "7": "other legal agency, as probation",
    "8": "other, as a charity",
    "1A": "family member",
    "1B": "acquaintance",
    "1C": "the child",
    "1D": "other individual",
    "9": "anonymous",
    "10": "not known",
}
WORRIES: Final[Mapping[Worry, str]] = {
    Worry.NEGLECT: "neglect",
    Worry.PHYSICAL: "physical harm",
    Worry.SEXUAL: "sexual harm",
    Worry.EMOTIONAL: "emotional harm",
    Worry.OTHER: "something else",
}
SERVICES: Final[Mapping[ReferredTo, str]] = {
    ReferredTo.SOCIAL_CARE: "children's social care",
    ReferredTo.MARAC: "MARAC",
    ReferredTo.DOMESTIC_ABUSE: "a domestic abuse service",
    ReferredTo.MENTAL_HEALTH: "mental health",
    ReferredTo.HOUSING: "housing",
    ReferredTo.HOME_EDUCATION: "elective home education",
    ReferredTo.OTHER: "another service",
}
ANSWERS: Final[Mapping[ReferralAnswer, str]] = {
    ReferralAnswer.ACCEPTED: "accepted",
    ReferralAnswer.NO_FURTHER_ACTION: "no further action",
    ReferralAnswer.PASSED_ON: "passed on",
    ReferralAnswer.NEED_MORE: "more information is needed",
}


class ConcernMissing(Refused):
    """Please say what the worry is."""


class FamilyMissing(Refused):
    """Please choose the core group, or say how the team can find the family."""


class TooLong(Refused):
    """This is too long to keep. Please say it in fewer words."""


class NotMadeYet(Refused):
    """
    This moment is still to come. Make the referral first; then come back and say when
    you did.
    """


class MadeLongAgo(Refused):
    """This was more than three months ago. Please choose the day again."""


class WhoMissing(Refused):
    """Please say who made it."""


class ChildNotThere(Refused):
    """This core group has no such child. Please choose again."""


class TeamNotThere(Refused):
    """This team receives no referrals any more. Please choose another."""


class RecordedToday(Refused):
    """
    A referral about this family to this team was recorded here today already. Please
    open it from Home to add to it; or, if this is another one, tick that it is.
    """


class TextMissing(Refused):
    """Please write what you want to say."""


class AnswerTextMissing(Refused):
    """Please say what happens next, why not, to whom it went, or what is missing."""


class ReferralAnswered(Refused):
    """
    Somebody has answered this referral already, so nothing was kept. Please open it to
    read the answer; your text is still here.
    """


class NotOfTeam(Refused):
    """This person does not answer for the team. Please choose somebody who does."""


@dataclass(frozen=True, kw_only=True)
class NewReferral:
    """What somebody says in the form."""

    team_id: str
    worry: Worry
    concern: str
    made_as: MadeAs
    made_at: datetime
    family_knows: FamilyKnows
    group_id: str = ""
    family: str = ""
    children: tuple[int, ...] = ()
    about_others: bool = False
    made_by: str = ""
    source_code: str = ""
    is_another: bool = False


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a referral stands: what has happened to it until now."""

    made_as: MadeAs
    made_at: datetime
    clock_from: datetime
    confirmed: bool = False
    acknowledged: bool = False
    # When the team asked for more, while it waits for that.
    asked_more_at: datetime | None = None
    ended: bool = False
    # The rung it has reached, and on which day it goes on; nothing before the chase.
    rung: int | None = None
    next_rung_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Due:
    """What is due now: who is reminded, and whether it goes to the next rung."""

    confirm: bool = False
    acknowledge: bool = False
    say_more: bool = False
    give_back: bool = False
    climb: bool = False


def check_new(new: NewReferral, *, now: datetime) -> None:
    """
    Check that what somebody says can be kept as a referral.

    :raises Refused: of the kind that says what to change, naming the field.
    """
    if not new.group_id and not new.family.strip():
        raise FamilyMissing(field="family")
    if not new.concern.strip():
        raise ConcernMissing(field="concern")
    for field, text, longest in (
        ("concern", new.concern, LONGEST),
        ("family", new.family, LONGEST),
        ("who", new.made_by, LONGEST_NAME),
    ):
        if len(text) > longest:
            raise TooLong(field=field)
    if new.made_at > now:
        raise NotMadeYet(field="made_on")
    if now - new.made_at > OLDEST:
        raise MadeLongAgo(field="made_on")


def check_text(text: str) -> None:
    """
    Check what is added to a referral.

    :raises Refused: if there is nothing, or too much.
    """
    if not text.strip():
        raise TextMissing(field="text")
    if len(text) > LONGEST:
        raise TooLong(field="text")


def check_answer(text: str) -> None:
    """
    Check an answer: every one says more than its kind.

    :raises Refused: if there is nothing, or too much.
    """
    if not text.strip():
        raise AnswerTextMissing(field="text")
    if len(text) > LONGEST:
        raise TooLong(field="text")


def is_end(answer: ReferralAnswer) -> bool:
    """Say whether nothing is owed after this answer."""
    return answer is not ReferralAnswer.NEED_MORE


def is_without_action(answer: ReferralAnswer | None, *, is_over: bool) -> bool:
    """
    Say whether nobody acted: refused, or not answered in its time.

    Source: Surrey 3.3.
    """
    return answer is ReferralAnswer.NO_FURTHER_ACTION or (answer is None and is_over)


def confirm_by(made_at: datetime, profile: Profile) -> datetime:
    """
    Return until when a referral by telephone is to be confirmed in writing.

    Source: Derby 2023, key learning; domain 2.1, N4.
    """
    return made_at + timedelta(hours=profile.referrals.confirmed_within.value)


def acknowledge_by(made_at: datetime, profile: Profile) -> date:
    """Return the last day for the acknowledgement. Source: domain 2.1, N1."""
    days = profile.referrals.acknowledged_within.value
    return profile.calendar.add(clock.today(made_at), days)


def chase_at(clock_from: datetime, profile: Profile) -> datetime:
    """
    Return from when the team is chased: after three days, in the next working hours.

    The days are calendar days unless the area counts working days. Source: Derby 2023,
    key learning; domain 2.1, N3.
    """
    return hours.next_open(answer_by(clock_from, profile), profile)


def answer_by(clock_from: datetime, profile: Profile) -> datetime:
    """Return until when an answer is in time, to the hour at which it was made."""
    rule: Rule = profile.referrals.chased_after
    if rule.unit is Unit.DAYS:
        return _same_hour(
            clock_from, clock.today(clock_from) + timedelta(days=rule.value)
        )
    day = profile.calendar.add(clock.today(clock_from), rule.value)
    return _same_hour(clock_from, day)


def _same_hour(moment: datetime, day: date) -> datetime:
    local = moment.astimezone(clock.LONDON)
    return clock.at(day, local.hour, local.minute)


def due(standing: Standing, *, now: datetime, profile: Profile) -> Due:
    """Work out what is due about one referral now; nothing once it was answered."""
    begins = _begins(standing, profile)
    return Due(
        confirm=_has_begun(begins.confirm, now),
        acknowledge=_has_begun(begins.acknowledge, now),
        say_more=standing.asked_more_at is not None and not standing.ended,
        give_back=_has_begun(begins.give_back, now),
        climb=_has_begun(begins.climb, now),
    )


def next_look(
    standing: Standing, *, now: datetime, profile: Profile
) -> datetime | None:
    """
    Return when the clock must look again; never, once it was answered.

    When something comes to be owed, and each working morning while something is.
    """
    if standing.ended:
        return None
    begins = _begins(standing, profile)
    known = (begins.confirm, begins.acknowledge, begins.give_back, begins.climb)
    moments = [moment for moment in known if moment is not None and moment > now]
    if due(standing, now=now, profile=profile) != Due():
        moments.append(hours.morning_after(clock.today(now), profile))
    return min(moments)


@dataclass(frozen=True, kw_only=True)
class _Begins:
    """From when each thing is owed; empty for what is not, or not any more."""

    confirm: datetime | None = None
    acknowledge: datetime | None = None
    give_back: datetime | None = None
    climb: datetime | None = None


def _begins(standing: Standing, profile: Profile) -> _Begins:
    if standing.ended:
        return _Begins()
    remind = timedelta(hours=profile.referrals.confirm_reminded_after.value)
    is_to_confirm = standing.made_as is MadeAs.TELEPHONE and not standing.confirmed
    last = hours.end_of(acknowledge_by(standing.made_at, profile))
    asked_at = standing.asked_more_at
    return _Begins(
        confirm=hours.next_open(standing.made_at + remind, profile)
        if is_to_confirm
        else None,
        acknowledge=None if standing.acknowledged else hours.next_open(last, profile),
        # Who was asked for more has as long as the team had; then it decides without.
        give_back=None if asked_at is None else chase_at(asked_at, profile),
        climb=_climbs_at(standing, profile) if asked_at is None else None,
    )


def _has_begun(moment: datetime | None, now: datetime) -> bool:
    return moment is not None and moment <= now


def _climbs_at(standing: Standing, profile: Profile) -> datetime:
    if standing.rung is None or standing.next_rung_on is None:
        return chase_at(standing.clock_from, profile)
    first = hours.next_open(clock.at(standing.next_rung_on, 0), profile)
    # More was said since the last rung: the team has its days anew.
    return max(first, chase_at(standing.clock_from, profile))


def rungs_above(reached: int, profile: Profile) -> Iterable[tuple[int, Rung]]:
    """Return the rungs above one, in their order, numbered from 1."""
    for number, rung in enumerate(profile.referrals.ladder, start=1):
        if number > reached:
            yield number, rung
