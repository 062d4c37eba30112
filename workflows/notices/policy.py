"""What a notice must say, who is asked to read it, whom it reaches at once. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from models.vocabulary import NoticeKind
from workflows.errors import Refused
from workflows.profile import Profile
from workflows.timescales import after

LONGEST: Final = 3000
URGENT: Final = frozenset({NoticeKind.POLICE_ATTENDED, NoticeKind.ACCESS_REFUSED})


class DayToCome(Refused):
    """That day is still to come. Please give the day on which it happened."""


class BeforeTheGroup(Refused):
    """That is before this core group began. Please choose a later day."""


class UnknownChild(Refused):
    """One of these children is not in this core group. Please choose again."""


class LineMissing(Refused):
    """Please say in a line what happened."""


class LineTooLong(Refused):
    """This is too long to keep. Please say it in fewer words."""


class AlreadyCorrected(Refused):
    """Somebody has corrected this notice already. Please open the newer one."""


class NoCheckInOffered(Refused):
    """No quick check-in was offered for this notice. Please open the newest one."""


class CheckInTooLate(Refused):
    """A quick check-in is for the next two days. Please choose an earlier day."""


class CheckInInThePast(Refused):
    """This day is past. Please choose today or a day to come."""


class CheckInIsSet(Refused):
    """A quick check-in is set already. Ask the core group's channel for its day."""


@dataclass(frozen=True, kw_only=True)
class NewNotice:
    """What somebody says in the form; without children it is about all of them."""

    kind: NoticeKind
    happened_on: date
    line: str
    children: tuple[str, ...] = ()
    assisted_entry: bool = False


@dataclass(frozen=True, kw_only=True)
class Happened:
    """One notice as the rules look at it."""

    kind: NoticeKind
    on: date
    assisted_entry: bool


@dataclass(frozen=True, kw_only=True)
class MemberFacts:
    """One member; `children` are those they are tied to, nothing means all."""

    person_id: str
    children: frozenset[str] | None = None


@dataclass(frozen=True, kw_only=True)
class People:
    """Who is responsible for a family, as far as there is anybody."""

    lead_id: str | None
    manager_id: str | None
    chair_id: str | None


def check_notice(
    new: NewNotice, *, today: date, begun_on: date, of_group: Collection[str]
) -> None:
    """
    Check that what somebody says can be kept as a notice.

    Late is no ground: what happened can always be recorded.

    :raises Refused: of the kind that says what to change.
    """
    if new.happened_on > today:
        raise DayToCome(field="happened_on")
    if new.happened_on < begun_on:
        raise BeforeTheGroup(field="happened_on")
    if not set(new.children) <= set(of_group):
        raise UnknownChild(field="children")
    if not new.line.strip():
        raise LineMissing(field="line")
    if len(new.line) > LONGEST:
        raise LineTooLong(field="line")


def who_reads(
    members: Iterable[MemberFacts], *, given_by: str, children: Collection[str]
) -> tuple[str, ...]:
    """
    Return who is asked to read a notice: every member but the one who gave it.

    Somebody tied to some of the children is asked about those. Source: design 4.1, 4.2.
    """
    found = [
        member.person_id
        for member in members
        if member.person_id != given_by
        and (member.children is None or member.children & set(children))
    ]
    return tuple(dict.fromkeys(found))


def is_urgent(happened: Happened) -> bool:
    """
    Say whether somebody must know at once, also outside hours.

    Source: design 4.2, after East Sussex 2023, 2.1.6, and Child Q 8.5.
    """
    return happened.kind in URGENT or happened.assisted_entry


def is_repeated_refusal(
    happened: Happened, earlier: Iterable[Happened], profile: Profile
) -> bool:
    """Say whether access was refused before, within the profile's span."""
    if happened.kind is not NoticeKind.ACCESS_REFUSED:
        return False
    days = [one.on for one in earlier if one.kind is NoticeKind.ACCESS_REFUSED]
    return _is_near(happened.on, days, profile)


def is_second_entry(
    happened: Happened, earlier: Iterable[Happened], profile: Profile
) -> bool:
    """
    Say whether the police were needed to get in before, within the profile's span.

    Source: Child Q 6.8, 15.8.
    """
    if not happened.assisted_entry:
        return False
    days = [one.on for one in earlier if one.assisted_entry]
    return _is_near(happened.on, days, profile)


def _is_near(on: date, days: Iterable[date], profile: Profile) -> bool:
    # What happened earlier may be recorded later: it counts all the same.
    span = profile.notices.repeated_within
    return any(
        after(min(on, day), span, profile.calendar) >= max(on, day) for day in days
    )


def who_is_told_at_once(
    happened: Happened,
    earlier: Collection[Happened],
    people: People,
    *,
    given_by: str,
    profile: Profile,
) -> tuple[str, ...]:
    """
    Return whom an urgent notice reaches at once.

    The lead social worker and the manager, the chair where there is no manager; the
    chair too when access was refused twice. A second police-assisted entry goes to all
    three, whoever gave it, for it offers them a check-in. Source: design 4.2.
    """
    if not is_urgent(happened):
        return ()
    wanted = [people.lead_id, people.manager_id or people.chair_id]
    offers = is_second_entry(happened, earlier, profile)
    if offers or is_repeated_refusal(happened, earlier, profile):
        wanted.append(people.chair_id)
    return tuple(
        who for who in dict.fromkeys(wanted) if who and (offers or who != given_by)
    )


def check_check_in(on: date, *, today: date, latest: date) -> None:
    """
    Check that a quick check-in can be on this day.

    :raises CheckInInThePast: for a day that is past.
    :raises CheckInTooLate: for a day beyond the two. Source: design 4.2.
    """
    if on < today:
        raise CheckInInThePast(field="dated_on")
    if on > latest:
        raise CheckInTooLate(field="dated_on")


def latest_check_in(check_in_by: date, *, today: date, profile: Profile) -> date:
    """Return the last day for a check-in; once it is past, the next one beats none."""
    if check_in_by >= today:
        return check_in_by
    return after(today, profile.core_groups.check_in_within, profile.calendar)
