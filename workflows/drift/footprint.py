"""The chair's footprint: what they did about each alert, and when. No text."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.queries import alerts as queries
from models.tables.meetings import Meeting
from models.vocabulary import AlertAnswerKind
from workflows import audit, clock
from workflows.access import use_cases as access
from workflows.access.policy import Circumstances
from workflows.actor import Actor
from workflows.drift import policy
from workflows.drift.policy import INTIMIDATION, SIGNALS
from workflows.drift.whose import OVERVIEW


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing that somebody did about one alert, and what it was answered with."""

    alias: str
    alert_on: date
    signals: tuple[str, ...]
    kind: AlertAnswerKind
    on: date
    meeting_on: date | None
    held_on: date | None
    lines_on: tuple[date, ...]
    ended_on: date | None


def footprint(session: Session, *, actor: Actor, now: datetime) -> tuple[Step, ...]:
    """
    Return everything that the actor did about alerts, the oldest first.

    :raises NotYours: if they look after no caseload.
    """
    access.anywhere(
        session,
        actor=actor,
        row=OVERVIEW,
        now=now,
        circumstances=Circumstances(own=True),
    )
    audit.record(
        session,
        actor=actor,
        event="own footprint exported",
        now=now,
        subject=actor.person_id,
    )
    return tuple(_steps(session, actor.person_id))


def _steps(session: Session, person_id: str) -> Iterator[Step]:
    rows = queries.list_answers_by(session, person_id)
    about: dict[str, set[str]] = defaultdict(set)
    for signal in queries.list_answered_signals(
        session, [answer.id for answer, _, _ in rows]
    ):
        # Who feels intimidated is for a few to know, and goes into no file.
        if signal.name != INTIMIDATION:
            about[signal.answer_id or ""].add(signal.name)
    lines: dict[str, list[date]] = defaultdict(list)
    for line in queries.list_lines(session, [alert.id for _, alert, _ in rows]):
        lines[line.alert_id].append(clock.today(line.written_at))
    for answer, alert, group in rows:
        meeting = answer.meeting_id and session.get_one(Meeting, answer.meeting_id)
        yield Step(
            alias=group.alias,
            alert_on=clock.today(alert.raised_at),
            signals=tuple(
                SIGNALS[name].title
                for name in sorted(about[answer.id], key=policy.order)
            ),
            kind=answer.kind,
            on=clock.today(answer.answered_at),
            meeting_on=meeting.dated_on if meeting else None,
            held_on=meeting.held_on if meeting else None,
            lines_on=tuple(lines[alert.id]),
            ended_on=None if alert.ended_at is None else clock.today(alert.ended_at),
        )
