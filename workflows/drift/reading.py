"""Reading an alert, and reading why not the legal route."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.queries import alerts as queries
from models.tables.access import Person
from models.tables.drift import Alert, AlertAnswer
from models.tables.meetings import Meeting
from models.tables.plans import CoreGroup
from models.vocabulary import AlertAnswerKind
from workflows import audit, clock
from workflows.access import use_cases as access
from workflows.actor import Actor
from workflows.audit import Reader
from workflows.drift import policy, seeing
from workflows.drift.known import says_of
from workflows.drift.policy import LEGAL_ROUTE
from workflows.drift.seeing import SeenSignal
from workflows.drift.whose import (
    ADD_LINE,
    ANSWER,
    ANSWER_LEGAL,
    READ,
    READ_LEGAL,
    alert,
    circumstances,
)
from workflows.profile import Profile


@dataclass(frozen=True, kw_only=True)
class SeenAnswer:
    """What somebody answered, when and as what, with what they wrote."""

    kind: AlertAnswerKind
    who: str
    on: date
    text: str | None
    meeting_on: date | None = None
    months: int | None = None


@dataclass(frozen=True, kw_only=True)
class SeenLine:
    """A line that was added to an alert."""

    who: str
    on: date
    line: str


@dataclass(frozen=True, kw_only=True)
class ToSleep:
    """One signal that could be said to be no drift; who sees dates only, no title."""

    signal_id: str
    since: date
    title: str | None


@dataclass(frozen=True, kw_only=True)
class AlertPage:
    """
    One alert as somebody may see it, and what they may do there.

    Who may only see dates sees how many signals stand, and none of them.
    """

    alert_id: str
    group_id: str
    alias: str
    raised_on: date
    ended_on: date | None
    answer_by: date | None
    is_escalated: bool
    count: int
    may: frozenset[int]
    may_read: bool
    to_sleep: tuple[ToSleep, ...] = ()
    signals: tuple[SeenSignal, ...] = ()
    answers: tuple[SeenAnswer, ...] = ()
    lines: tuple[SeenLine, ...] = ()

    @property
    def asks_legal(self) -> bool:
        """Say whether why not the legal route is asked, answered already or not."""
        return any(one.name == LEGAL_ROUTE for one in self.signals)


@dataclass(frozen=True, kw_only=True)
class LegalPage:
    """Every answer to why not the legal route, the newest first."""

    group_id: str
    alias: str
    answers: tuple[SeenAnswer, ...]


def read(
    session: Session, *, actor: Actor, alert_id: str, now: datetime, profile: Profile
) -> AlertPage:
    """
    Return an alert as the actor may see it: one reading, one audit row.

    :raises NotYours: if they may not even see its dates.
    """
    found, group = alert(session, actor=actor, alert_id=alert_id, row=READ, now=now)
    return _page(session, found, group, actor=actor, now=now, profile=profile)


def open_answer(
    session: Session, *, actor: Actor, alert_id: str, now: datetime, profile: Profile
) -> AlertPage:
    """
    Return an alert for the form that answers it.

    :raises NotYours: if the actor may not answer here.
    :raises NothingOwed: if no signal is left.
    """
    found, group = alert(session, actor=actor, alert_id=alert_id, row=ANSWER, now=now)
    if found.ended_at is not None:
        raise policy.NothingOwed
    return _page(session, found, group, actor=actor, now=now, profile=profile)


def open_legal(
    session: Session, *, actor: Actor, alert_id: str, now: datetime, profile: Profile
) -> AlertPage:
    """
    Return an alert for the form that says why not the legal route.

    :raises NotYours: if the actor may not answer it here.
    :raises NotAsked: if it is not asked now.
    """
    found, group = alert(
        session, actor=actor, alert_id=alert_id, row=ANSWER_LEGAL, now=now
    )
    page = _page(session, found, group, actor=actor, now=now, profile=profile)
    if not page.asks_legal:
        raise policy.NotAsked
    return page


def open_line(
    session: Session, *, actor: Actor, alert_id: str, now: datetime, profile: Profile
) -> AlertPage:
    """
    Return an alert for the form that adds a line.

    :raises NotYours: if the actor may not add one here.
    """
    found, group = alert(session, actor=actor, alert_id=alert_id, row=ADD_LINE, now=now)
    return _page(session, found, group, actor=actor, now=now, profile=profile)


def read_legal(
    session: Session, *, actor: Actor, group_id: str, now: datetime
) -> LegalPage:
    """
    Return what was answered to why not the legal route, for every member to read.

    :raises NotYours: if the actor may not read it here.
    """
    group = access.group(
        session, actor=actor, row=READ_LEGAL, group_id=group_id, now=now
    )
    reader = audit.reading(
        session,
        actor=actor,
        event="legal route answers read",
        now=now,
        group_id=group.id,
        subject=group.id,
    )
    ids = [one.id for one in queries.list_of_group(session, group.id)]
    rows = [
        row
        for row in queries.list_answers(session, ids)
        if row.kind is AlertAnswerKind.LEGAL_ROUTE
    ]
    return LegalPage(
        group_id=group.id,
        alias=group.alias,
        answers=tuple(_answers(session, reader, reversed(rows))),
    )


def _page(
    session: Session,
    found: Alert,
    group: CoreGroup,
    *,
    actor: Actor,
    now: datetime,
    profile: Profile,
) -> AlertPage:
    may_read = access.may(
        session, person_id=actor.person_id, row=READ, group_id=group.id, now=now
    )
    reader = audit.reading(
        session,
        actor=actor,
        event="alert read" if may_read else "alert dates read",
        now=now,
        group_id=group.id,
        subject=found.id,
    )
    signals = seeing.signals_for(session, found, actor.person_id, now=now)
    owed_since = found.owed_since if seeing.owed(signals) else None
    return AlertPage(
        alert_id=found.id,
        group_id=group.id,
        alias=group.alias,
        raised_on=clock.today(found.raised_at),
        ended_on=None if found.ended_at is None else clock.today(found.ended_at),
        answer_by=owed_since and policy.answer_by(owed_since, profile),
        is_escalated=found.escalated_at is not None,
        count=len(signals),
        may=_may(session, found, actor, now=now),
        may_read=may_read,
        to_sleep=tuple(
            ToSleep(
                signal_id=one.signal_id,
                since=one.since,
                title=one.title if may_read else None,
            )
            for one in signals
            if not (one.is_safety or one.is_asleep or one.name == LEGAL_ROUTE)
        ),
        signals=tuple(signals) if may_read else (),
        answers=tuple(
            _answers(session, reader, queries.list_answers(session, [found.id]))
        )
        if may_read
        else (),
        lines=tuple(_lines(session, reader, found)) if may_read else (),
    )


def _may(
    session: Session, found: Alert, actor: Actor, *, now: datetime
) -> frozenset[int]:
    return frozenset(
        row
        for row in (ADD_LINE, ANSWER, ANSWER_LEGAL)
        if access.may(
            session,
            person_id=actor.person_id,
            row=row,
            group_id=found.group_id,
            now=now,
            circumstances=circumstances(found, actor),
        )
    )


def _answers(
    session: Session, reader: Reader, rows: Iterable[AlertAnswer]
) -> Iterator[SeenAnswer]:
    every = list(rows)
    months = {
        row.answer_id: says_of(row.says)["months"]
        for row in queries.list_answered_signals(session, [one.id for one in every])
        if row.name == LEGAL_ROUTE
    }
    for row in every:
        meeting = row.meeting_id and session.get_one(Meeting, row.meeting_id)
        yield SeenAnswer(
            kind=row.kind,
            who=session.get_one(Person, row.answered_by).name,
            on=clock.today(row.answered_at),
            text=reader.text(row, "text"),
            meeting_on=meeting.dated_on if meeting else None,
            months=months.get(row.id),
        )


def _lines(session: Session, reader: Reader, found: Alert) -> Iterator[SeenLine]:
    for row in queries.list_lines(session, [found.id]):
        yield SeenLine(
            who=session.get_one(Person, row.written_by).name,
            on=clock.today(row.written_at),
            line=reader.text(row, "line") or "",
        )
