"""How the daily list is sent: everything owed at the moment of sending."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from sqlmodel import Session

from workflows.message import DailyList
from workflows.overview import owing
from workflows.overview.seen import OwedItem
from workflows.profile import Profile
from workflows.statements.entries import OPEN
from workflows.statements.whose import Right
from workflows.wording import Button, Entry, Planned, Words

# Each takes two blocks, and Slack shows at most fifty. The others are on Home.
MOST: Final = 20
TEXTS: Final = {
    Right.OWN: "Give your view",
    Right.DEPUTY: "Give the view",
    Right.TAKER: "Take their view",
}


def entries(profile: Profile) -> tuple[Entry, ...]:
    """Return the entries of this workflow, by the rules of one area."""

    def owed(session: Session, row: Planned, now: datetime) -> list[OwedItem]:
        # Locked, so that no reminder is decided on after its answer.
        return owing.owed(
            session,
            person_id=row.person_id or "",
            now=now,
            profile=profile,
            lock=True,
        )

    def wanted(
        session: Session, row: Planned, _message: DailyList, now: datetime
    ) -> str | None:
        return None if owed(session, row, now) else "nothing is owed"

    def words(
        session: Session, row: Planned, _message: DailyList, now: datetime
    ) -> Words:
        return listed(owed(session, row, now))

    return (Entry(message=DailyList, wanted=wanted, words=words),)


def listed(items: Sequence[OwedItem]) -> Words:
    """Return what the template lists: the soonest, and how many more there are."""
    return {
        "items": tuple(line(item) for item in items[:MOST]),
        "more": max(0, len(items) - MOST),
    }


def line(item: OwedItem) -> dict[str, Any]:
    """Return one thing that is owed, as the template shows it."""
    return {
        "alias": item.alias,
        "right": item.right.value,
        "for_name": item.for_name or "",
        "due_on": item.due_on,
        "conference_on": item.conference_on,
        "is_provisional": item.is_provisional,
        "working_days_left": item.working_days_left,
        "has_draft": item.has_draft,
        "button": Button(
            text=TEXTS[item.right],
            action_id=OPEN,
            value=item.value,
            style="primary",
        ),
    }


def _sample(right: Right, *, is_long: bool) -> OwedItem:
    return OwedItem(
        asked_id="0" * 16,
        round_id="0" * 16,
        group_id="0" * 16,
        alias="CG-4817",
        right=right,
        for_person_id="1" * 16,
        for_name=None if right is Right.OWN else "Dr Bartholomew Longname-Example",
        due_on=date(2026, 9, 23) if is_long else date(2026, 5, 5),
        conference_on=date(2026, 9, 30) if is_long else date(2026, 5, 19),
        is_provisional=is_long,
        has_draft=is_long,
        working_days_left=10 if is_long else 0,
    )


SAMPLES: Final = (
    (
        DailyList(day=date(2026, 5, 5)),
        listed([_sample(Right.OWN, is_long=False)]),
    ),
    (
        DailyList(day=date(2026, 9, 9)),
        listed([_sample(right, is_long=True) for right in [*Right] * 8]),
    ),
)
