"""What somebody owes after core groups that have met: their scores and answers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from workflows.message import DailyList
from workflows.profile import Profile
from workflows.scores.entries import GIVE
from workflows.scores.owing import ToGive, to_give
from workflows.wording import Button


def on_list(
    session: Session, who: str, _: DailyList, now: datetime, __: Profile
) -> list[ToGive]:
    """Return what belongs on somebody's list, held until it is sent."""
    return to_give(session, person_id=who, now=now, lock=True)


def lines(owed: Sequence[ToGive]) -> dict[str, tuple[dict[str, Any], ...]]:
    """Return what the daily list says of scores: the soonest due first."""
    return {"to_score": tuple(_line(one) for one in owed)}


def _line(one: ToGive) -> dict[str, Any]:
    return {
        "alias": one.alias,
        "met_on": one.met_on,
        "give_by": one.give_by,
        "for_name": one.for_name or "",
        "button": Button(
            text="Give your scores" if one.for_name is None else "Give the scores",
            action_id=GIVE,
            value=one.value,
            style="primary",
        ),
    }
