"""What somebody owes to challenges, as the daily list says it: dates only."""

from datetime import date, datetime
from typing import Any, Final

from sqlmodel import Session

from workflows.challenges import owing
from workflows.challenges.entries import OPEN_ANSWER, OPEN_DECIDE, READ
from workflows.challenges.owing import ChallengesOwed, Known, ToAnswer, ToDecide, ToKnow
from workflows.message import DailyList
from workflows.profile import Profile
from workflows.wording import Button

YOURS: Final = "your challenge"


def on_list(
    session: Session, who: str, _: DailyList, now: datetime, profile: Profile
) -> ChallengesOwed:
    """Return what belongs on somebody's list, held until it is sent."""
    return owing.owed(session, person_id=who, now=now, profile=profile, lock=True)


def lines(owed: ChallengesOwed) -> dict[str, tuple[dict[str, Any], ...]]:
    """Return what the daily list says of challenges: the soonest of each sort."""
    return {
        "challenges": tuple(_answer_line(one) for one in owed.to_answer),
        "answered": tuple(_decide_line(one) for one in owed.to_decide),
        "standings": tuple(_know_line(one) for one in owed.to_know),
    }


def _answer_line(one: ToAnswer) -> dict[str, Any]:
    return {
        "alias": one.alias,
        "due_on": one.due_on,
        "is_late": one.is_late,
        "at_risk": one.at_risk,
        "for_name": one.for_name or "",
        "button": Button(
            text="Read it and answer",
            action_id=OPEN_ANSWER,
            value=one.rung_id,
            style="danger" if one.at_risk else "primary",
        ),
    }


def _decide_line(one: ToDecide) -> dict[str, Any]:
    return {
        "alias": one.alias,
        "answered_on": one.answered_on,
        "whose": whose(one),
        "button": Button(
            text="Say if it is settled",
            action_id=OPEN_DECIDE,
            value=one.challenge_id,
            style="primary",
        ),
    }


def _know_line(one: ToKnow) -> dict[str, Any]:
    return {
        "alias": one.alias,
        "said": said(one),
        "due_on": one.due_on,
        "button": Button(
            text="Open the challenge", action_id=READ, value=one.challenge_id
        )
        if one.may_read
        else "",
    }


def said(one: ToKnow) -> str:
    """Return how a challenge stands, as the list and Home say it; the day follows."""
    text = {
        Known.LATE: f"your challenge has no answer yet from the {one.role}; "
        "it was due by",
        Known.TAKEN_UP: "your challenge was taken up a rung; an answer is due from the "
        f"{one.role} by",
        Known.NOBODY: "nobody can be found in the register to answer your challenge; "
        "please telephone",
        Known.BELOW_LATE: f"a challenge has no answer yet from the {one.role} and may "
        "come to you next; it was due by",
        Known.OF_STAFF: "somebody whom you manage raised a challenge; an answer is due "
        f"from the {one.role} by",
    }[one.known]
    return text.replace("your challenge", whose(one))


def whose(one: ToDecide | ToKnow) -> str:
    """Return whose challenge it is to who says what now."""
    return "a challenge of somebody who has left" if one.is_handed_on else YOURS


_EVERYTHING: Final = ChallengesOwed(
    to_answer=tuple(
        ToAnswer(
            rung_id="0" * 16,
            alias="CG-48170",
            due_on=date(2026, 9, 23),
            is_late=is_late,
            at_risk=at_risk,
            for_name=name,
        )
        for is_late, at_risk, name in (
            (False, False, None),
            (True, True, None),
            (True, False, "Dr Bartholomew Longname-Example"),
        )
    ),
    to_decide=tuple(
        ToDecide(
            challenge_id="0" * 16,
            alias=alias,
            answered_on=date(2026, 9, 23),
            is_handed_on=is_handed_on,
        )
        for alias, is_handed_on in (("CG-48170", False), ("CG-48171", True))
    ),
    to_know=tuple(
        ToKnow(
            challenge_id="0" * 16,
            alias="CG-48170",
            known=known,
            role="conference service manager",
            due_on=None if known is Known.NOBODY else date(2026, 9, 23),
            may_read=known is not Known.BELOW_LATE,
        )
        for known in Known
    ),
)
# For the gallery: one of each, and all of them last.
SAMPLES: Final = (
    *(ChallengesOwed(to_answer=(one,)) for one in _EVERYTHING.to_answer),
    ChallengesOwed(to_decide=_EVERYTHING.to_decide),
    *(ChallengesOwed(to_know=(one,)) for one in _EVERYTHING.to_know),
    _EVERYTHING,
)
