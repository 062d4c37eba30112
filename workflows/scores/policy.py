"""When scores and answers can be given, what they must say, who reads when. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from models.vocabulary import EndChoice, EndQuestion
from workflows.errors import Refused
from workflows.profile import Profile

LOWEST, HIGHEST = 0, 10
# A line, as the form takes it; what needs more belongs in the record.
LONGEST: Final = 200
# What can be answered to each question. Source: Child Q 18.3.
OFFERED: Final[Mapping[EndQuestion, tuple[EndChoice, ...]]] = {
    EndQuestion.ACHIEVED: (
        EndChoice.SOMETHING_ACHIEVED,
        EndChoice.NOTHING_CHANGED,
    ),
    EndQuestion.STUCK: (EndChoice.NOTHING_STUCK, EndChoice.SOMETHING_STUCK),
    EndQuestion.ACCOUNT: (
        EndChoice.SEVERAL_ACCOUNTS,
        EndChoice.ONE_ACCOUNT,
        EndChoice.CANNOT_SAY,
    ),
    EndQuestion.CHALLENGED: (
        EndChoice.CHALLENGED,
        EndChoice.NOBODY_DISAGREES,
        EndChoice.WONDERED,
    ),
    EndQuestion.LEGAL_ROUTE: (
        EndChoice.NOT_NEEDED,
        EndChoice.BEING_LOOKED_AT,
        EndChoice.NOBODY_ASKED,
    ),
}


class NotYetMet(Refused):
    """This core group has not met yet. Please open this again once it has."""


class WasCancelled(Refused):
    """
    This core group was cancelled, so nothing is asked about it. If it was held after
    all, tell the lead social worker, who can date it.
    """


class NotAsked(Refused):
    """
    Only those who belonged to the core group when it met are asked for this, or who
    stands in for them today. If you did, please tell the lead social worker.
    """


class ReadAlready(Refused):
    """
    The others can read what was given by now, so it stays as it was. If you see it
    differently today, say so at the next core group, or give a notice.
    """


class ScoreOutOfRange(Refused):
    """Please give a whole number from 0 to 10, or leave the score empty."""


class UnknownChild(Refused):
    """One of these children is not yours to score. Close this and open it again."""


class AnswerMissing(Refused):
    """Please choose one."""


class LineTooLong(Refused):
    """Please say it in one line of at most 200 characters."""


@dataclass(frozen=True, kw_only=True)
class NewAnswer:
    """One answer to an end-of-meeting question, and a line if there is one."""

    choice: EndChoice
    line: str = ""


@dataclass(frozen=True, kw_only=True)
class New:
    """What somebody gives: `score` for every child, unless `scores` has its own."""

    answers: Mapping[EndQuestion, NewAnswer]
    score: int | None = None
    scores: Mapping[str, int] = field(default_factory=dict)


def check(new: New, *, children: Collection[str]) -> None:
    """
    Check that what somebody gives can be kept.

    Late is no ground: it is marked, and never refused.

    :raises Refused: of the kind that says what to change, naming the field.
    """
    if set(new.scores) - set(children):
        raise UnknownChild
    named = {"score": new.score}
    named |= {f"score:{child_id}": one for child_id, one in new.scores.items()}
    for place, score in named.items():
        if score is not None and not LOWEST <= score <= HIGHEST:
            raise ScoreOutOfRange(field=place)
    for question, offered in OFFERED.items():
        answer = new.answers.get(question)
        if answer is None or answer.choice not in offered:
            raise AnswerMissing(field=question.value)
        if len(answer.line) > LONGEST:
            raise LineTooLong(field=f"{question.value}:line")


def scores_of(
    new: New, *, children: Iterable[str], profile: Profile
) -> Mapping[str, int]:
    """
    Return each child's score: their own, else the one for all; none if not asked.

    Source: design 4.2; an area can leave the question out.
    """
    if not profile.scores.asked:
        return {}
    found = {child_id: new.scores.get(child_id, new.score) for child_id in children}
    return {child_id: score for child_id, score in found.items() if score is not None}


@dataclass(frozen=True, kw_only=True)
class Met:
    """When a core group met: its day, and from when on it is asked about."""

    on: date
    begins_at: datetime

    def has_begun(self, now: datetime) -> bool:
        """Say whether it has met. Source: design 4.2."""
        return now >= self.begins_at

    def can_be_read(self, *, all_in_at: datetime | None, today: date) -> bool:
        """
        Say whether the others' can be read: all are in, or the day is over.

        Source: design 4.2, given separately and shown together.
        """
        return all_in_at is not None or today > self.on

    def ends_on(self, profile: Profile) -> date:
        """Return the last day on which scores and answers are owed."""
        within = profile.after_meetings.answers_within.value
        return profile.calendar.add(self.on, within)


def next_asking(*, today: date, ends_on: date, profile: Profile) -> date:
    """Return the next day to ask those who are missing; after the last, to end it."""
    after_the_last = profile.calendar.add(ends_on, 1)
    return min(profile.calendar.add(today, 1), after_the_last)


@dataclass(frozen=True, kw_only=True)
class Said:
    """What one member chose, as the others see it."""

    who: str
    choice: EndChoice


def minority_first(
    said: Iterable[Said], question: EndQuestion
) -> tuple[tuple[EndChoice, tuple[str, ...]], ...]:
    """
    Lay the answers to one question side by side, the fewest first.

    Who sees it differently is read first. Source: design 4.2, after Child Q 18.3.
    """
    sides: dict[EndChoice, list[str]] = {}
    for one in said:
        sides.setdefault(one.choice, []).append(one.who)
    order = OFFERED[question]
    return tuple(
        (choice, tuple(sorted(sides[choice])))
        for choice in sorted(sides, key=lambda one: (len(sides[one]), order.index(one)))
    )
