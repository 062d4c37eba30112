"""Which alerts somebody is to look at, as the daily list says it: numbers and dates."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlmodel import Session

from workflows.drift import owing
from workflows.drift.entries import LEGAL, READ
from workflows.drift.owing import AlertOwed, titles
from workflows.drift.policy import SIGNALS
from workflows.message import DailyList
from workflows.profile import Profile
from workflows.wording import Button


def on_list(
    session: Session, who: str, _: DailyList, now: datetime, profile: Profile
) -> list[AlertOwed]:
    """Return the alerts that wait for somebody, held until the list is sent."""
    return owing.owed(session, person_id=who, now=now, profile=profile, lock=True)


def lines(alerts: Sequence[AlertOwed]) -> dict[str, tuple[dict[str, Any], ...]]:
    """Return what the daily list says of alerts: what is about safety first."""
    return {"alerts": tuple(_line(one) for one in alerts)}


def _line(one: AlertOwed) -> dict[str, Any]:
    to_explain = one.asks_legal and not one.may_answer
    return {
        "alias": one.alias,
        "signals": one.signals,
        "names": one.names,
        "titles": titles(one.names),
        "answer_by": one.answer_by,
        "is_late": one.is_late,
        "may_answer": one.may_answer,
        "asks_legal": one.asks_legal,
        "was_taken_to_me": one.was_taken_to_me,
        "button": Button(
            text="Why not the legal route?" if to_explain else "Open the alert",
            action_id=LEGAL if to_explain else READ,
            value=one.alert_id,
            style="primary",
        ),
    }


def _sample(**changed: Any) -> AlertOwed:
    usual: dict[str, Any] = {
        "alert_id": "0" * 16,
        "group_id": "0" * 16,
        "alias": "CG-48170",
        "signals": 12,
        "answer_by": date(2026, 9, 23),
        "is_late": False,
        "is_safety": True,
        "asks_legal": False,
        "may_answer": True,
        "names": tuple(SIGNALS)[:12],
    }
    return AlertOwed(**{**usual, **changed})


SAMPLES: Final = (
    _sample(signals=1, alias="CG-4817", names=("core_group_late",)),
    _sample(is_late=True),
    _sample(was_taken_to_me=True, names=()),
    _sample(may_answer=False),
    _sample(may_answer=False, asks_legal=True),
)
