"""Children as a form or a page may show them: alias, age band and one's own label."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlmodel import Session

from models.queries import writing as writing_queries
from models.tables.plans import Child
from workflows.audit import Reader

# Ages at which a band ends. Source: children in need census, age groups.
BANDS: Final = ((1, "under 1"), (5, "1 to 4"), (10, "5 to 9"), (16, "10 to 15"))
OLDEST: Final = "16 or over"


@dataclass(frozen=True, kw_only=True)
class ShownChild:
    """One child, for a modal only: never for a message in Slack."""

    child_id: str
    number: int
    alias: str
    age_band: str
    label: str | None


def shown(
    session: Session,
    reader: Reader,
    children: Sequence[Child],
    *,
    alias: str,
    person_id: str,
    today: date,
) -> tuple[ShownChild, ...]:
    """Return children as one person may see them in a modal."""
    labels = writing_queries.list_labels(
        session, person_id, [child.id for child in children]
    )
    return tuple(
        ShownChild(
            child_id=child.id,
            number=child.number,
            alias=f"{alias}/{child.number}",
            age_band=age_band(
                reader.text(child, "birth_month"),
                unborn_due_on=child.unborn_due_on,
                today=today,
            ),
            label=reader.text(labels[child.id], "label")
            if child.id in labels
            else None,
        )
        for child in children
    )


def age_band(
    birth_month: str | None, *, unborn_due_on: date | None, today: date
) -> str:
    """Return roughly how old a child is, so that nobody takes the wrong one."""
    if birth_month is None:
        return "unborn baby" if unborn_due_on is not None else "age not known"
    year, month = (int(part) for part in birth_month.split("-")[:2])
    age = today.year - year - (today.month < month)
    return next((name for end, name in BANDS if age < end), OLDEST)
