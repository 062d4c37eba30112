"""What an action must say, when its owner is asked after it, what is overdue. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from models.vocabulary import Progress, Relation
from workflows.errors import Refused
from workflows.profile import Profile

LONGEST: Final = 600
# How people read who somebody is to the children.
RELATIONS: Final[Mapping[Relation, str]] = {
    Relation.MOTHER: "mother",
    Relation.FATHER: "father",
    Relation.PARTNER: "partner of a parent",
    Relation.GRANDPARENT: "grandparent",
    Relation.CARER: "other carer",
    Relation.OTHER: "other adult",
}


class WhatMissing(Refused):
    """Please say what is to be done."""


class OutcomeMissing(Refused):
    """Please say what it is for: what should be different then."""


class TooLong(Refused):
    """This is too long to keep. Please say it in fewer words."""


class DueInThePast(Refused):
    """This day is past. Please choose today or a day to come."""


class NobodyChosen(Refused):
    """Please choose one person of this core group, or one adult of the family."""


class OtherMeeting(Refused):
    """This meeting is not one of this core group. Please choose again."""


class AlreadyDone(Refused):
    """This action is done or was ended. Please open the list of actions again."""


class ChangedMeanwhile(Refused):
    """Somebody changed this action meanwhile. Please open the list again."""


class ReasonMissing(Refused):
    """Please say why it is ended without being done."""


class LineMissing(Refused):
    """Please say in a line what it is stuck on."""


class HasActions(Refused):
    """The plan asks something of this adult. Please open the actions and end that."""


class AlreadyEnded(Refused):
    """This adult was taken off already. Please open the list of adults again."""


@dataclass(frozen=True, kw_only=True)
class NewAction:
    """What somebody says in the form: one owner, a member or an adult of the family."""

    what: str
    outcome: str
    due_on: date
    owner_id: str | None = None
    adult_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class NewReport:
    """How far an action is, as its owner says."""

    progress: Progress
    line: str = ""


@dataclass(frozen=True, kw_only=True)
class Chase:
    """What the clock does about one open action today, and when it looks again."""

    reminds: bool
    shows_convenor: bool
    again_on: date


def called(relation: Relation, number: int) -> str:
    """Return how people read an adult: "mother", and the second one "mother 2"."""
    name = RELATIONS[relation]
    return name if number == 1 else f"{name} {number}"


def check_action(
    new: NewAction,
    *,
    today: date,
    members: Collection[str],
    adults: Collection[str],
    due_before: date | None = None,
) -> None:
    """
    Check that what somebody says can be kept as an action.

    `due_before` is the due date that it has already: left as it is, it may be past.

    :raises Refused: of the kind that says what to change, naming the field.
    """
    _check_owner(new, members=members, adults=adults)
    if not new.what.strip():
        raise WhatMissing(field="what")
    if not new.outcome.strip():
        raise OutcomeMissing(field="outcome")
    for field, text in (("what", new.what), ("outcome", new.outcome)):
        if len(text) > LONGEST:
            raise TooLong(field=field)
    if new.due_on < today and new.due_on != due_before:
        raise DueInThePast(field="due_on")


def _check_owner(
    new: NewAction, *, members: Collection[str], adults: Collection[str]
) -> None:
    is_member = new.owner_id in members and new.adult_id is None
    is_adult = new.adult_id in adults and new.owner_id is None
    if not (is_member or is_adult):
        raise NobodyChosen(field="owner")


def check_report(new: NewReport) -> None:
    """
    Check that what an owner says can be kept.

    :raises Refused: if it is stuck and nobody knows on what, or the line is too long.
    """
    if new.progress is Progress.STUCK and not new.line.strip():
        raise LineMissing(field="line")
    if len(new.line) > LONGEST:
        raise TooLong(field="line")


def check_reason(reason: str) -> None:
    """
    Check why an action is ended without being done.

    :raises Refused: if nothing is said, or too much.
    """
    if not reason.strip():
        raise ReasonMissing(field="reason")
    if len(reason) > LONGEST:
        raise TooLong(field="reason")


def is_rolled_over(before: date, after: date) -> bool:
    """
    Say whether a change of due date counts as rolled over: whenever it is put off.

    Brought forward, it is not. Source: design 4.2, 4.7.
    """
    return after > before


def remind_on(due_on: date, profile: Profile) -> date:
    """Return the first day on which an owner is reminded."""
    return profile.calendar.subtract(due_on, profile.actions.reminded_before.value)


def is_overdue(due_on: date, *, today: date) -> bool:
    """Say whether the day by which something was to be done is past."""
    return due_on < today


def convenor_from(due_on: date, profile: Profile) -> date:
    """Return the first day on which the convenor is shown an overdue action."""
    return profile.calendar.add(due_on, profile.actions.convenor_shown_after.value)


def chase(due_on: date, *, today: date, was_shown: bool, profile: Profile) -> Chase:
    """
    Work out what is done about an open action today.

    Its owner is reminded before it is due, on the day and at an interval after it; the
    convenor is shown it once, when it has been overdue for longer. Source: design 4.2.
    """
    first, shown_on = remind_on(due_on, profile), convenor_from(due_on, profile)
    if today < first:
        return Chase(reminds=False, shows_convenor=False, again_on=first)
    if today < due_on:
        return Chase(reminds=True, shows_convenor=False, again_on=due_on)
    again = profile.calendar.add(today, profile.actions.reminded_every.value)
    shows = shown_on <= today and not was_shown
    if today < shown_on:
        again = min(again, shown_on)
    return Chase(reminds=True, shows_convenor=shows, again_on=again)
