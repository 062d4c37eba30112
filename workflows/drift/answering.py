"""Answering an alert: a meeting, no drift because, why not the legal route; a line."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from sqlmodel import Session

from models.queries import alerts as queries
from models.queries import plans as plan_queries
from models.sealed import seal
from models.tables.drift import Alert, AlertAnswer, AlertLine, AlertSignal
from models.vocabulary import AlertAnswerKind, MeetingKind
from workflows import audit, clock
from workflows.actor import Actor
from workflows.drift import keeping, policy, telling
from workflows.drift.known import says_of
from workflows.drift.policy import LEGAL_ROUTE
from workflows.drift.whose import ADD_LINE, ANSWER, ANSWER_LEGAL, alert
from workflows.meetings import reviewing
from workflows.profile import Profile

AS: Final[Mapping[MeetingKind, AlertAnswerKind]] = {
    MeetingKind.MIDWAY_REVIEW: AlertAnswerKind.MIDWAY_REVIEW,
    MeetingKind.REFLECTIVE: AlertAnswerKind.REFLECTIVE,
}


@dataclass(frozen=True, kw_only=True)
class NewReview:
    """The meeting that a chair sets because of an alert."""

    kind: MeetingKind
    dated_on: date
    starts: time | None = None


def set_review(
    session: Session,
    *,
    actor: Actor,
    alert_id: str,
    new: NewReview,
    now: datetime,
    profile: Profile,
) -> str:
    """
    Set a midway review or a reflective meeting: the answer to all that stands.

    Why not the legal route has its own answer. Return the alias.

    :raises NotYours: if the actor may not answer here.
    :raises Refused: if the day cannot be, one is set, or nothing is left to answer.
    """
    found, group = alert(session, actor=actor, alert_id=alert_id, row=ANSWER, now=now)
    rows = _hold(session, found)
    today = clock.today(now)
    if queries.find_ahead(session, group.id, new.kind, today=today) is not None:
        raise policy.ReviewIsSet(field="day")
    meeting = reviewing.keep(
        session,
        group,
        actor=actor,
        kind=new.kind,
        dated_on=new.dated_on,
        starts=new.starts,
        now=now,
        profile=profile,
    )
    answer = _answer(found, AS[new.kind], actor=actor, now=now, profile=profile)
    answer.meeting_id = meeting.id
    about = [row for row in rows if row.answer_id is None and row.name != LEGAL_ROUTE]
    _keep(session, found, answer, about, actor=actor, now=now, profile=profile)
    return group.alias


def sleep(
    session: Session,
    *,
    actor: Actor,
    alert_id: str,
    chosen: Collection[str],
    reason: str,
    now: datetime,
    profile: Profile,
) -> str:
    """
    Keep why signals are no drift: they rest until their facts change.

    Return the alias.

    :raises NotYours: if the actor may not answer here.
    :raises Refused: for a signal about safety, or one that changed meanwhile.
    """
    found, group = alert(session, actor=actor, alert_id=alert_id, row=ANSWER, now=now)
    asleep = {row.id for row in queries.list_asleep(session, group.id)}
    awake = [row for row in _hold(session, found) if row.id not in asleep]
    names = {row.id: row.name for row in awake}
    policy.check_sleep(reason, chosen=chosen, names=names)
    answer = _answer(
        found, AlertAnswerKind.NOT_DRIFT, actor=actor, now=now, profile=profile
    )
    seal(session, answer, "text", reason)
    about = [row for row in awake if row.id in chosen]
    _keep(session, found, answer, about, actor=actor, now=now, profile=profile)
    return group.alias


def answer_legal(
    session: Session,
    *,
    actor: Actor,
    alert_id: str,
    text: str,
    now: datetime,
    profile: Profile,
) -> str:
    """
    Keep why the legal route has not been taken, and tell every member that it is there.

    A further answer is a new one; all are kept. Return the alias.

    :raises NotYours: if the actor may not answer it here.
    :raises Refused: if it is not asked now, or nothing was written.
    """
    found, group = alert(
        session, actor=actor, alert_id=alert_id, row=ANSWER_LEGAL, now=now
    )
    asked = [row for row in _hold(session, found) if row.name == LEGAL_ROUTE]
    if not asked:
        raise policy.NotAsked(field="reason")
    policy.check_reason(text)
    answer = _answer(
        found, AlertAnswerKind.LEGAL_ROUTE, actor=actor, now=now, profile=profile
    )
    seal(session, answer, "text", text)
    _keep(session, found, answer, asked, actor=actor, now=now, profile=profile)
    months = says_of(asked[0].says)["months"]
    telling.tell_legal(session, answer, group, months=months, now=now, profile=profile)
    return group.alias


def add_line(
    session: Session, *, actor: Actor, alert_id: str, line: str, now: datetime
) -> str:
    """
    Add a line to an alert that explains. Return the alias.

    :raises NotYours: if the actor may not add one here.
    :raises Refused: if nothing was written, or too much.
    """
    found, group = alert(session, actor=actor, alert_id=alert_id, row=ADD_LINE, now=now)
    policy.check_reason(line)
    row = AlertLine(
        alert_id=found.id, line_sealed="", written_by=actor.person_id, written_at=now
    )
    seal(session, row, "line", line)
    session.add(row)
    audit.record(
        session,
        actor=actor,
        event="line added to an alert",
        now=now,
        group_id=group.id,
        subject=found.id,
    )
    return group.alias


def _hold(session: Session, found: Alert) -> list[AlertSignal]:
    """Return the signals that stand, held so that the clock changes none meanwhile."""
    plan_queries.lock_group(session, found.group_id)
    newest = queries.find_newest(session, found.group_id)
    if newest is None or newest.id != found.id or newest.ended_at is not None:
        raise policy.NothingOwed
    return list(queries.list_signals(session, [found.id]))


def _answer(
    found: Alert,
    kind: AlertAnswerKind,
    *,
    actor: Actor,
    now: datetime,
    profile: Profile,
) -> AlertAnswer:
    return AlertAnswer(
        alert_id=found.id,
        kind=kind,
        answered_by=actor.person_id,
        answered_at=now,
        profile_version=profile.stamp,
    )


def _keep(
    session: Session,
    found: Alert,
    answer: AlertAnswer,
    about: Collection[AlertSignal],
    *,
    actor: Actor,
    now: datetime,
    profile: Profile,
) -> None:
    session.add(answer)
    session.flush()
    for row in about:
        row.answer_id = answer.id
        session.add(row)
    session.flush()
    keeping.settle(session, found, now=now, profile=profile)
    telling.redraw(session, found, now=now)
    audit.record(
        session,
        actor=actor,
        event="alert answered",
        now=now,
        group_id=found.group_id,
        subject=found.id,
        details={
            "as": answer.kind.value,
            "signals": " ".join(sorted(row.name for row in about)),
        },
    )
