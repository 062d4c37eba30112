"""Who counts as coming, whether that is a quorum, and when members are asked. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from models.vocabulary import AgencyKind, ComingAs
from workflows.errors import Refused
from workflows.profile import Profile


class IsOver(Refused):
    """
    This core group was held, cancelled or moved, so nobody is asked about it any more.
    Open Home: the date that stands is there.
    """


class NotAsked(Refused):
    """
    Members of the core group say whether they come; you are not one of them. If you
    should be, ask the lead social worker.
    """


class ChooseAnAnswer(Refused):
    """Please choose one."""


class NobodyInYourPlace(Refused):
    """Please choose the colleague who comes in your place."""


class NotIndependent(Refused):
    """
    An interpreter is independent: never a relative or a friend of the family. Choose
    another, or say below that this one is.
    """


class Standing(StrEnum):
    """How somebody stands to a date, as the others may know it."""

    MYSELF = "myself"
    BY_PHONE = "by_phone"
    DEPUTY = "deputy"
    CANNOT = "cannot"
    AWAY = "away"
    NOT_HEARD = "not_heard"


IS_COMING = frozenset({Standing.MYSELF, Standing.BY_PHONE, Standing.DEPUTY})


@dataclass(frozen=True, kw_only=True)
class Said:
    """What somebody said, and when."""

    answer: ComingAs
    at: datetime


@dataclass(frozen=True, kw_only=True)
class MemberLine:
    """One member and how they stand to one date."""

    person_id: str
    name: str
    agency_id: str
    agency: str
    kind: AgencyKind
    is_in_slack: bool
    standing: Standing
    deputy: str | None = None
    sends_report: bool = False
    has_clash: bool = False


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """
    Whether a meeting would be quorate, and which agencies that takes.

    `could_be` says whether it would be if everybody not yet heard from came.
    """

    is_quorate: bool
    could_be: bool
    others_needed: int
    coming: tuple[str, ...]
    waiting_for: tuple[str, ...]
    without: tuple[str, ...]


def standing_of(said: Said | None, away_since: datetime | None) -> Standing:
    """
    Work out how somebody stands: their last word, unless they said later to be away.

    `away_since` is when they said that they are away on this day, if they are.
    """
    if away_since is not None and (said is None or said.at < away_since):
        return Standing.AWAY
    return Standing.NOT_HEARD if said is None else Standing(said.answer.value)


def forecast(members: Iterable[MemberLine], profile: Profile) -> Forecast:
    """
    Forecast by agency whether a core group is quorate: it warns and never bars.

    An agency counts once, however many of its people come. Source: design 4.2.
    """
    everybody = list(members)
    needed = profile.core_groups.quorum_other_agencies.value
    coming = [one for one in everybody if one.standing in IS_COMING]
    unheard = [one for one in everybody if one.standing is Standing.NOT_HEARD]
    there = {one.agency_id for one in coming}
    may_come = {one.agency_id for one in unheard} - there
    return Forecast(
        is_quorate=_is_quorate(coming, needed),
        could_be=_is_quorate([*coming, *unheard], needed),
        others_needed=needed,
        coming=_names(everybody, there),
        waiting_for=_names(everybody, may_come),
        without=_names(
            everybody, {one.agency_id for one in everybody} - there - may_come
        ),
    )


def _is_quorate(people: Iterable[MemberLine], others_needed: int) -> bool:
    kinds = {one.agency_id: one.kind for one in people}
    social_care = [kind for kind in kinds.values() if kind is AgencyKind.SOCIAL_CARE]
    return bool(social_care) and len(kinds) - len(social_care) >= others_needed


def _names(people: Iterable[MemberLine], agency_ids: Iterable[str]) -> tuple[str, ...]:
    wanted = set(agency_ids)
    return tuple(sorted({one.agency for one in people if one.agency_id in wanted}))


@dataclass(frozen=True, kw_only=True)
class Days:
    """The days before a core group on which the clock has something to do."""

    reminders: tuple[date, ...]
    forecast: date

    def next_after(self, day: date) -> date | None:
        """Give the next of them after a day, or nothing."""
        later = [one for one in (*self.reminders, self.forecast) if one > day]
        return min(later, default=None)

    def due(self, since: date, until: date) -> "Due":
        """Say what fell due from one day to another, both included."""
        return Due(
            reminder=any(since <= one <= until for one in self.reminders),
            forecast=since <= self.forecast <= until,
        )


@dataclass(frozen=True, kw_only=True)
class Due:
    """What the clock has to do."""

    reminder: bool
    forecast: bool


def days_before(dated_on: date, profile: Profile) -> Days:
    """
    Give the days on which members are reminded and the convenor sees the forecast.

    Source: design 4.2: five and one working days ahead; the forecast two.
    """
    calendar, rules = profile.calendar, profile.core_groups
    return Days(
        reminders=(
            calendar.subtract(dated_on, rules.first_reminder.value),
            calendar.subtract(dated_on, rules.last_reminder.value),
        ),
        forecast=calendar.subtract(dated_on, rules.quorum_forecast.value),
    )


def check_interpreter(text: str, *, is_independent: bool) -> None:
    """
    Check that an interpreter is independent of the family.

    :raises NotIndependent: if nobody has said so. Source: design 4.2.
    """
    if text.strip() and not is_independent:
        raise NotIndependent(field="independent")
