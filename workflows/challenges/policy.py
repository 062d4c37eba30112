"""What a challenge must say, by which ladder it goes, when it is taken up. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from models.vocabulary import ChallengeAbout, Ladder, PersonClass
from workflows import hours
from workflows.errors import Refused
from workflows.profile import Profile, Rung

LONGEST: Final = 3000
# What people read of what a challenge is about.
ABOUT: Final[Mapping[ChallengeAbout, str]] = {
    ChallengeAbout.CONFERENCE_DECISION: "a decision of the conference",
    ChallengeAbout.THRESHOLD: "how serious it is, or which help is enough",
    ChallengeAbout.PROGRESS: "too little progress",
    ChallengeAbout.ACTION_NOT_DONE: "something agreed that was not done",
    ChallengeAbout.CHAIR: "the conference chair",
    ChallengeAbout.OTHER: "something else",
}


class WhatMissing(Refused):
    """Please say what you disagree with, and why."""


class WantedMissing(Refused):
    """Please say what you ask for."""


class AnswerMissing(Refused):
    """Please write your answer, or why it should go up a rung."""


class TooLong(Refused):
    """This is too long to keep. Please say it in fewer words."""


class AlreadyAnswered(Refused):
    """
    Somebody has answered on this rung already, so nothing was kept. Please open the
    challenge to read it; your text is still here.
    """


class AlreadyEnded(Refused):
    """
    This challenge has ended, so nothing was kept. Please open it to read how it ended;
    your text is still here.
    """


class MovedMeanwhile(Refused):
    """
    This challenge has gone to another rung meanwhile, so nothing was kept. Please open
    it again; your text is still here.
    """


class NoRungAbove(Refused):
    """
    Nobody above can be found, so nothing was changed. Please telephone the one who owes
    the answer, or the conference service manager; it stays open until you say.
    """


class GroupMissing(Refused):
    """Please choose a core group."""


@dataclass(frozen=True, kw_only=True)
class NewChallenge:
    """What somebody says in the form."""

    about: ChallengeAbout
    what: str
    wanted: str
    immediate_risk: bool = False


@dataclass(frozen=True, kw_only=True)
class Path:
    """By which ladder a challenge goes, and whether it was dissent that came late."""

    ladder: Ladder
    is_late: bool = False


@dataclass(frozen=True, kw_only=True)
class Step:
    """One rung of a ladder, with its number from 1."""

    number: int
    rung: Rung


@dataclass(frozen=True, kw_only=True)
class Chase:
    """What the clock does about an answer that is owed."""

    reminds: bool = False
    shows_late: bool = False
    takes_up: bool = False


def check_challenge(new: NewChallenge) -> None:
    """
    Check that what somebody says can be kept as a challenge.

    :raises Refused: of the kind that says what to change, naming the field.
    """
    if not new.what.strip():
        raise WhatMissing(field="what")
    if not new.wanted.strip():
        raise WantedMissing(field="wanted")
    for field, text in (("what", new.what), ("wanted", new.wanted)):
        if len(text) > LONGEST:
            raise TooLong(field=field)


def check_text(text: str) -> None:
    """
    Check an answer, or why it goes up a rung.

    :raises Refused: if nothing is said, or too much.
    """
    if not text.strip():
        raise AnswerMissing(field="text")
    check_line(text)


def check_line(text: str) -> None:
    """
    Check what may be left out.

    :raises TooLong: if it is too long.
    """
    if len(text) > LONGEST:
        raise TooLong(field="text")


def window_ends_at(held_on: date, profile: Profile) -> datetime:
    """
    Return until when dissent is in time, while the decision has not been recorded yet.

    Counted from the end of the conference's day, as its hour is not known.
    Source: [SX-DIS] 5.7.4.
    """
    return hours.end_of(held_on) + timedelta(
        hours=profile.conferences.dissent_within.value
    )


def path_of(
    about: ChallengeAbout, *, raised_at: datetime, window_ends_at: datetime | None
) -> Path:
    """
    Return by which ladder a challenge goes.

    Dissent from a conference has its own while it is in time; later it is taken all the
    same, marked late, by the ordinary one. One about the chair goes up the ladder of
    conferences, past the chair. Source: domain 2.5, [SX-DIS] 5.7.4; design 4.5.
    """
    if about is ChallengeAbout.CHAIR:
        return Path(ladder=Ladder.DISSENT)
    is_dissent = about is ChallengeAbout.CONFERENCE_DECISION
    if not is_dissent or window_ends_at is None:
        return Path(ladder=Ladder.ORDINARY)
    if raised_at <= window_ends_at:
        return Path(ladder=Ladder.DISSENT)
    return Path(ladder=Ladder.ORDINARY, is_late=True)


def steps_of(
    ladder: Ladder, about: ChallengeAbout, profile: Profile
) -> tuple[Step, ...]:
    """Return the rungs of a ladder in order; one about the chair passes the chair."""
    rungs = {
        Ladder.DISSENT: profile.challenges.dissent,
        Ladder.ORDINARY: profile.challenges.ordinary,
    }[ladder]
    return tuple(
        Step(number=number, rung=rung)
        for number, rung in enumerate(rungs, start=1)
        if not (about is ChallengeAbout.CHAIR and rung.answers is PersonClass.CHAIR)
    )


def in_order(
    steps: tuple[Step, ...], *, after: int, from_the_top: bool
) -> tuple[Step, ...]:
    """
    Return the rungs above one, in the order in which somebody is looked for.

    Where a child is at immediate risk it starts from the top. Source: domain 2.5.
    """
    above = tuple(step for step in steps if step.number > after)
    return above[::-1] if from_the_top else above


def due_on(step: Step, *, today: date, at_risk: bool, profile: Profile) -> date:
    """Return by when an answer is owed on a rung; sooner where a child is at risk."""
    limit = step.rung.within.value
    if at_risk:
        limit = min(limit, profile.challenges.at_risk_within.value)
    return profile.calendar.add(today, limit)


def chase(due_on: date, *, today: date, profile: Profile) -> Chase:
    """
    Work out what is done today about an answer that is owed.

    Who owes it is reminded on the day and each working day after; from the next day it
    is seen to be late, and after the profile's number it is taken up. Source: design
    4.5.
    """
    if today < due_on:
        return Chase()
    taken_up_on = profile.calendar.add(due_on, profile.challenges.taken_up_after.value)
    return Chase(reminds=True, shows_late=today > due_on, takes_up=today >= taken_up_on)


def step_name(step: Step, profile: Profile) -> str:
    """Return how people read a rung: "Managers (Team manager)"."""
    title = profile.title(step.rung.answers)
    if title.lower() == step.rung.name.lower():
        return step.rung.name
    return f"{step.rung.name} ({title})"
