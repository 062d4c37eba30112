"""What one person may see of an alert: its signals, and never more than their part."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from models.queries import access as register
from models.queries import alerts as queries
from models.tables.access import Person
from models.tables.drift import Alert, AlertAnswer, AlertSignal
from models.tables.plans import CoreGroup
from models.vocabulary import AlertAnswerKind
from workflows import clock
from workflows.drift import policy
from workflows.drift.known import says_of
from workflows.drift.policy import INTIMIDATION, SIGNALS


@dataclass(frozen=True, kw_only=True)
class SeenSignal:
    """One signal that stands, as a message or a page shows it."""

    signal_id: str
    name: str
    since: date
    says: dict[str, Any]
    raised_on: date
    answered_on: date | None
    answered_as: AlertAnswerKind | None

    @property
    def title(self) -> str:
        """Give how it is called."""
        return SIGNALS[self.name].title

    @property
    def source(self) -> str:
        """Give who taught us to look for it."""
        return SIGNALS[self.name].source

    @property
    def is_safety(self) -> bool:
        """Say whether it is about safety, so that it cannot rest."""
        return SIGNALS[self.name].is_safety

    @property
    def is_asleep(self) -> bool:
        """Say whether somebody said that it is no drift."""
        return self.answered_as is AlertAnswerKind.NOT_DRIFT

    def words(self) -> dict[str, Any]:
        """Return what the templates need."""
        return {
            "template": self.name,
            "title": self.title,
            "source": self.source,
            "since": self.since,
            "answered_on": self.answered_on,
            "says": self.says,
        }


def who_is_told(session: Session, group_id: str, *, now: datetime) -> tuple[str, ...]:
    """Return chair and lead social worker, as far as there are any: row 47."""
    day = clock.today(now)
    chair_id = register.find_chair_id(session, group_id, day=day)
    lead = register.find_lead_social_worker(session, group_id, day=day, now=now)
    wanted = (chair_id, None if lead is None else lead.id)
    return tuple(who for who in dict.fromkeys(wanted) if who)


def signals_for(
    session: Session, alert: Alert, person_id: str, *, now: datetime
) -> list[SeenSignal]:
    """Return the signals of an alert that somebody may read, the worst first."""
    group = session.get_one(CoreGroup, alert.group_id)
    rows = queries.list_signals(session, [alert.id])
    answers = {row.id: row for row in queries.list_answers(session, [alert.id])}
    for row in rows:
        if row.answer_id is not None and row.answer_id not in answers:
            # It was put to rest in an alert before this one.
            answers[row.answer_id] = session.get_one(AlertAnswer, row.answer_id)
    chair_id = register.find_chair_id(session, group.id, day=clock.today(now))
    seen = [
        _seen(row, group, answers)
        for row in rows
        if may_see(session, row, person_id, chair_id=chair_id)
    ]
    return sorted(seen, key=lambda one: policy.order(one.name))


def may_see(
    session: Session, row: AlertSignal, person_id: str, *, chair_id: str | None
) -> bool:
    """
    Say whether somebody may know of this signal at all.

    Intimidation: the chair, and the own manager of whoever said so. Source: row 53.
    """
    if row.name != INTIMIDATION or person_id == chair_id:
        return True
    people = says_of(row.says)["people"]
    return any(
        session.get_one(Person, one).manager_id == person_id
        for one in people
        if one != person_id
    )


def owed(signals: Collection[SeenSignal]) -> list[SeenSignal]:
    """Return the signals to which nothing was answered yet."""
    return [one for one in signals if one.answered_as is None]


def _seen(
    row: AlertSignal, group: CoreGroup, answers: dict[str, AlertAnswer]
) -> SeenSignal:
    answer = answers.get(row.answer_id or "")
    says = {key: value for key, value in says_of(row.says).items() if key != "people"}
    if "children" in says:
        says["children"] = [f"{group.alias}/{number}" for number in says["children"]]
    return SeenSignal(
        signal_id=row.id,
        name=row.name,
        since=row.since_on,
        says=says,
        raised_on=clock.today(row.raised_at),
        answered_on=None if answer is None else clock.today(answer.answered_at),
        answered_as=None if answer is None else answer.kind,
    )
