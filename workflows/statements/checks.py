"""Refuses answers that cannot be kept as they are, and says what to change. Pure."""

from datetime import date

from models.vocabulary import Given
from workflows.errors import Refused
from workflows.statements.answers import (
    HIGHEST_SCORE,
    LOWEST_SCORE,
    Answers,
    ChildAnswers,
)


class ScoreOutOfRange(Refused):
    """Please give a whole number from 0 to 10, or leave the score empty."""


class NotYetSeen(Refused):
    """That day is still to come. Please give the day when you last saw the child."""


class UrgentTextMissing(Refused):
    """Please say what must be known, whom you telephoned, and when."""


class RestrictionReasonMissing(Refused):
    """Please say why this part is restricted. The chair will see the reason."""


class ReadBackFirst(Refused):
    """Please read the answers back to the member first, and then tick the box."""


class SayHowGiven(Refused):
    """Please say how the member gave you their view, such as by telephone."""


class NotYetGiven(Refused):
    """That day is still to come. Please give the day when the member told you."""


class RoundCancelled(Refused):
    """The conference was cancelled, so no view is asked for. Nothing was saved."""


def check_answers(answers: Answers, *, today: date) -> None:
    """
    Refuse answers that contradict themselves, naming the field to change.

    :raises ScoreOutOfRange: for a score outside 0 to 10.
    :raises NotYetSeen: for a child seen on a day to come.
    :raises UrgentTextMissing: for something urgent that is not said.
    :raises RestrictionReasonMissing: for a restricted part without its reason.
    """
    for child in answers.children:
        _check_child(child, today)
    if answers.urgent and not answers.urgent_text.strip():
        raise UrgentTextMissing(field="urgent_text")
    if any(not part.why.strip() for part in answers.restricted):
        raise RestrictionReasonMissing(field="restricted")


def check_taken(answers: Answers, given: Given, *, today: date) -> None:
    """
    Refuse a view taken for somebody else that does not say how, or was not read back.

    Source: design 4.1, a member who is not in Slack.

    :raises SayHowGiven: if it claims to have been given in Slack.
    :raises NotYetGiven: if it was given on a day to come.
    :raises ReadBackFirst: if it was not read back.
    """
    if given is Given.SLACK:
        raise SayHowGiven(field="given")
    if answers.given_on is not None and answers.given_on > today:
        raise NotYetGiven(field="given_on")
    if not answers.read_back:
        raise ReadBackFirst(field="read_back")


def _check_child(child: ChildAnswers, today: date) -> None:
    score = child.score
    if score is not None and not LOWEST_SCORE <= score <= HIGHEST_SCORE:
        raise ScoreOutOfRange(field="score")
    if child.seen_on is not None and child.seen_on > today:
        raise NotYetSeen(field="seen_on")
