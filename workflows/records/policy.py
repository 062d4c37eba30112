"""What a record may say, and when a missing one is asked for. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from models.vocabulary import AdultHeard, AgencyKind, AttendedAs
from workflows.errors import Refused
from workflows.profile import Profile

# How far back a missing record is asked for: two meetings at the longest interval.
ASKED_FOR: Final = timedelta(weeks=12)
# The days on which a record is shown as new to those who have not opened it.
NEW_FOR: Final = timedelta(days=14)
WAS_THERE: Final = frozenset({AttendedAs.CAME, AttendedAs.DEPUTY})


class NotYetHeld(Refused):
    """This meeting is still to come. Open this again on its day, or later."""


class WasCancelled(Refused):
    """
    This meeting was cancelled, so there is nothing to record. If it was held after all,
    tell the lead social worker, who can date it.
    """


class DayToCome(Refused):
    """This day is still to come. Please give the day on which it was."""


class NobodyCame(Refused):
    """
    Please choose who came. If nobody did, press "It was not held" above, so that a new
    date is asked for.
    """


class TwiceTicked(Refused):
    """Somebody is here who is also above. Please leave each in one place."""


class NotAMember(Refused):
    """Somebody chosen here no longer belongs. Close this and open it again."""


class SeenAfterTheMeeting(Refused):
    """This is after the meeting. Give the last day before it, or its own."""


class WhoSawThem(Refused):
    """Please say who saw them, or take the day out if nobody did."""


class ChooseAChild(Refused):
    """Please choose at least one child."""


class NotOfTheFamily(Refused):
    """Somebody chosen here is no longer of the family. Close this and open it again."""


class ChildrenMissing(Refused):
    """Please say of every child when they were last seen; then it can be finished."""


class AlreadyFinished(Refused):
    """
    Somebody has just finished this record. Close this and open it again: you can
    correct it there.
    """


@dataclass(frozen=True, kw_only=True)
class Attendance:
    """Who took part, as the form says it; who is named nowhere was absent."""

    held_on: date
    came: frozenset[str]
    deputies: frozenset[str]
    reports: frozenset[str]
    apologies: frozenset[str]
    missing: str = ""


@dataclass(frozen=True, kw_only=True)
class Sighting:
    """
    Who last saw some of the children, and how.

    `seen_on` is empty where nobody has seen them since the meeting before; `seen_by`
    where it was somebody outside the core group.
    """

    children: tuple[str, ...]
    seen_on: date | None
    seen_by: str | None
    by_somebody_else: bool = False
    alone: bool = False
    observed: bool = False
    access_refused: bool = False


@dataclass(frozen=True, kw_only=True)
class Adults:
    """Which significant adults were seen since the meeting before, and how."""

    alone: frozenset[str] = frozenset()
    overheard: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class TookPart:
    """One member's agency and how they took part."""

    agency_id: str
    kind: AgencyKind
    attended: AttendedAs


def attended(
    new: Attendance, *, members: Collection[str], today: date
) -> Mapping[str, AttendedAs]:
    """
    Work out how each member took part.

    Who neither came nor wrote, and of whom nobody heard, was absent.

    :raises Refused: naming the answer that cannot be.
    """
    if new.held_on > today:
        raise DayToCome(field="held_on")
    # In the order of the form: somebody in two places is refused at the second.
    places = (
        ("came", new.came, AttendedAs.CAME),
        ("deputies", new.deputies, AttendedAs.DEPUTY),
        ("reports", new.reports, AttendedAs.SENT_REPORT),
        ("apologies", new.apologies, AttendedAs.APOLOGIES),
    )
    found: dict[str, AttendedAs] = {}
    for field, people, how in places:
        if people - set(members):
            raise NotAMember(field=field)
        if people & found.keys():
            raise TwiceTicked(field=field)
        found |= dict.fromkeys(people, how)
    if not any(how in WAS_THERE for how in found.values()):
        raise NobodyCame(field="came")
    return {who: found.get(who, AttendedAs.ABSENT) for who in members}


def check_sighting(
    new: Sighting,
    *,
    of_group: Collection[str],
    members: Collection[str],
    held_on: date,
) -> None:
    """
    Check that a sighting can have been.

    :raises Refused: naming the answer that cannot be.
    """
    if not new.children or set(new.children) - set(of_group):
        raise ChooseAChild(field="children")
    if new.seen_on is None:
        return
    if new.seen_on > held_on:
        raise SeenAfterTheMeeting(field="seen_on")
    if new.by_somebody_else:
        return
    if new.seen_by is None or new.seen_by not in members:
        raise WhoSawThem(field="seen_by")


def heard(new: Adults, *, of_family: Collection[str]) -> Mapping[str, AdultHeard]:
    """
    Work out how each significant adult was seen; who is named nowhere was not.

    :raises Refused: naming the answer that cannot be.
    """
    for field, people in (("alone", new.alone), ("overheard", new.overheard)):
        if people - set(of_family):
            raise NotOfTheFamily(field=field)
    if new.alone & new.overheard:
        raise TwiceTicked(field="overheard")
    return {
        **dict.fromkeys(new.alone, AdultHeard.ALONE),
        **dict.fromkeys(new.overheard, AdultHeard.OVERHEARD),
    }


def is_quorate(people: Iterable[TookPart], profile: Profile) -> bool:
    """
    Say whether a meeting was quorate: it marks and never bars. Source: design 4.2.

    Children's social care and so many other agencies were there; each counts once.
    """
    kinds = {one.agency_id: one.kind for one in people if one.attended in WAS_THERE}
    social_care = [kind for kind in kinds.values() if kind is AgencyKind.SOCIAL_CARE]
    others = len(kinds) - len(social_care)
    needed = profile.core_groups.quorum_other_agencies.value
    return bool(social_care) and others >= needed


@dataclass(frozen=True, kw_only=True)
class Chase:
    """What the clock does about a record that is missing, and when again."""

    asks_convenor: bool
    tells_manager: bool
    again_on: date


def chase(dated_on: date, *, today: date, was_told: bool, profile: Profile) -> Chase:
    """
    Work out who is asked for a missing record today.

    The convenor from the first working day after the meeting, and on; their manager
    once, when it has been missing for longer. Source: design 4.2.
    """
    calendar, rules = profile.calendar, profile.records
    first = calendar.add(dated_on, rules.asked_after.value)
    if today < first:
        return Chase(asks_convenor=False, tells_manager=False, again_on=first)
    told_on = calendar.add(dated_on, rules.manager_told_after.value)
    again = calendar.add(today, rules.asked_every.value)
    is_long = told_on <= today
    if not is_long:
        again = min(again, told_on)
    return Chase(
        asks_convenor=True,
        tells_manager=is_long and not was_told,
        again_on=again,
    )
