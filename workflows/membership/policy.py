"""Who can become a member, chair or deputy, and from when. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from models.vocabulary import AgencyKind, MemberRole
from workflows.errors import Refused

# Longer than any leave that a stand-in can cover; then the member is replaced.
LONGEST_ABSENCE_DAYS: Final = 366
# Home education is a service of the local authority, and counts as education.
VOICES: Final = (AgencyKind.HEALTH, AgencyKind.EDUCATION)


class AlreadyAMember(Refused):
    """
    This person belongs to the core group already, or will from a day to come. Nothing
    was changed.
    """


class NotAMember(Refused):
    """This person does not belong to the core group any more. Nothing was changed."""


class ByInvitation(Refused):
    """
    Somebody from a voluntary organisation joins by invitation, so that they and a
    second person agree to what they may see. Ask the lead social worker to invite them.
    """


class NeedsASuccessor(Refused):
    """
    A family is never without a lead social worker. Name the new one instead; that
    ends this membership.
    """


class NotASocialWorker(Refused):
    """A lead social worker is from children's social care. Choose another person."""


class AlreadyLeads(Refused):
    """This person is already the lead social worker. Nothing was changed."""


class BeforeTheLastChange(Refused):
    """
    The lead social worker before began only after that day. Choose the day on which
    they began, or a later one.
    """


class NotAChair(Refused):
    """
    This person is not registered as a conference chair. Choose another person, or
    ask business support to register them.
    """


class AlreadyChairs(Refused):
    """This person already chairs this family's conferences. Nothing was changed."""


class HasLeft(Refused):
    """This person has left. Choose another person."""


class NotAChildOfTheGroup(Refused):
    """One of these children does not belong to this core group. Choose again."""


class EndsBeforeItStarts(Refused):
    """The last day is before the first. Correct one of them."""


class TooLong(Refused):
    """That is more than a year. For so long, somebody else should become the member."""


class AlreadyAway(Refused):
    """
    You have already said that you are away on some of these days. Withdraw that
    first.
    """


class NotYourColleague(Refused):
    """
    A deputy is somebody of your own agency who is registered here. Choose another
    person, or leave it empty: then your agency's safeguarding lead is asked.
    """


@dataclass(frozen=True, kw_only=True)
class Voice:
    """One member: what their agency speaks for, and for which children; none is all."""

    agency: AgencyKind
    children: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class ChildFacts:
    """What counts about one child of a core group."""

    child_id: str
    number: int
    is_unborn: bool = False


@dataclass(frozen=True, kw_only=True)
class MissingVoice:
    """A voice that some children of a family do not have, by their numbers."""

    voice: AgencyKind
    children: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class PersonFacts:
    """What counts about somebody who is to become something."""

    person_id: str
    agency_id: str
    agency: AgencyKind
    has_left: bool
    is_member: bool = False
    leads: bool = False
    is_chair: bool = False


def check_can_join(
    person: PersonFacts,
    *,
    children: Collection[str],
    of_group: Collection[str],
    will_be_member: bool = False,
) -> None:
    """
    Check that somebody can be added as a member of a statutory agency.

    :raises Refused: of the kind that says why not. Source: access.md, rows 9 and 61.
    """
    if person.has_left:
        raise HasLeft(field="person")
    if person.agency is AgencyKind.VOLUNTARY:
        raise ByInvitation(field="person")
    if person.is_member or will_be_member:
        raise AlreadyAMember(field="person")
    if not set(children) <= set(of_group):
        raise NotAChildOfTheGroup(field="children")


def check_can_end(role: MemberRole, *, is_over: bool) -> None:
    """
    Check that a membership can be ended.

    :raises Refused: if it is over, or the family would be without a lead social worker.
    """
    if is_over:
        raise NotAMember
    if role is MemberRole.LEAD_SOCIAL_WORKER:
        raise NeedsASuccessor


def check_can_lead(person: PersonFacts) -> None:
    """
    Check that somebody can become the lead social worker.

    :raises Refused: of the kind that says why not. Source: domain 2.3.
    """
    if person.has_left:
        raise HasLeft(field="person")
    if person.agency is not AgencyKind.SOCIAL_CARE:
        raise NotASocialWorker(field="person")
    if person.leads:
        raise AlreadyLeads(field="person")


def check_takes_over(from_on: date, *, before_from_on: date | None) -> None:
    """
    Check the day of a change of lead social worker: there are never two on one day.

    The day may be past, since what happened can always be recorded.

    :raises BeforeTheLastChange: if the one before had not begun by then.
    """
    if before_from_on is not None and from_on < before_from_on:
        raise BeforeTheLastChange(field="from_on")


def check_can_chair(person: PersonFacts, *, chairs_now: bool) -> None:
    """
    Check that somebody can chair a family's conferences.

    :raises Refused: of the kind that says why not.
    """
    if person.has_left:
        raise HasLeft(field="person")
    if not person.is_chair:
        raise NotAChair(field="person")
    if chairs_now:
        raise AlreadyChairs(field="person")


def check_deputy(member: PersonFacts, deputy: PersonFacts) -> None:
    """
    Check that somebody can stand in: a colleague, so that nothing changes agency.

    :raises NotYourColleague: if they cannot.
    """
    is_colleague = (
        deputy.person_id != member.person_id
        and deputy.agency_id == member.agency_id
        and not deputy.has_left
    )
    if not is_colleague:
        raise NotYourColleague(field="deputy")


def check_absence(from_on: date, to_on: date, *, is_away_already: bool) -> None:
    """
    Check the days of an absence.

    :raises Refused: if they cannot be, or clash with an earlier absence.
    """
    check_days(from_on, to_on)
    if (to_on - from_on).days > LONGEST_ABSENCE_DAYS:
        raise TooLong(field="to_on")
    if is_away_already:
        raise AlreadyAway(field="from_on")


def check_days(from_on: date, to_on: date | None) -> None:
    """
    Check that the last day is not before the first.

    :raises EndsBeforeItStarts: if it is.
    """
    if to_on is not None and to_on < from_on:
        raise EndsBeforeItStarts(field="to_on")


def missing_voices(
    voices: Collection[Voice], children: Collection[ChildFacts]
) -> tuple[MissingVoice, ...]:
    """
    Return for which children nobody speaks for health, or for education.

    A baby before birth needs no voice for education. Source: design 4.1; Child Q 15.14.
    """
    found = []
    for kind in VOICES:
        without = [
            child.number
            for child in children
            if not (kind is AgencyKind.EDUCATION and child.is_unborn)
            and not any(
                voice.agency is kind
                and (not voice.children or child.child_id in voice.children)
                for voice in voices
            )
        ]
        if without:
            found.append(MissingVoice(voice=kind, children=tuple(sorted(without))))
    return tuple(found)
