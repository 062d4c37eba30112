"""What somebody owes to actions, as the daily list says it: dates only."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from workflows.actions import owing
from workflows.actions.entries import OPEN, OPEN_REPORT
from workflows.actions.owing import ActionsOwed, ToDo, ToLookAt
from workflows.message import DailyList
from workflows.profile import Profile
from workflows.wording import Button


def on_list(
    session: Session, who: str, message: DailyList, now: datetime, profile: Profile
) -> ActionsOwed:
    """Return what belongs on somebody's list of a day, held until it is sent."""
    return owing.owed(
        session,
        person_id=who,
        now=now,
        profile=profile,
        list_of=message.day,
        lock=True,
    )


def lines(owed: ActionsOwed) -> dict[str, tuple[dict[str, Any], ...]]:
    """Return what the daily list says of actions: the soonest of each sort."""
    return {
        "to_do": tuple(_do_line(one) for one in owed.to_do),
        "to_look_at": tuple(_look_line(one) for one in owed.to_look_at),
    }


def _do_line(one: ToDo) -> dict[str, Any]:
    return {
        "alias": one.alias,
        "due_on": one.due_on,
        "is_overdue": one.is_overdue,
        "is_of_adult": one.is_of_adult,
        "for_name": one.for_name or "",
        "button": Button(
            text="Say how far it is",
            action_id=OPEN_REPORT,
            value=one.action_id,
            style="primary",
        ),
    }


def _look_line(one: ToLookAt) -> dict[str, Any]:
    return {
        "alias": one.alias,
        "overdue": one.overdue,
        "without_anyone": one.without_anyone,
        "button": Button(text="Open the actions", action_id=OPEN, value=one.group_id),
    }
