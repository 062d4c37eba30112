"""Keeps which signals stand in one family, and what is owed because of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.queries import alerts as queries
from models.tables.drift import Alert, AlertAnswer, AlertSignal
from models.tables.meetings import Meeting
from models.tables.plans import CoreGroup
from models.vocabulary import AlertAnswerKind
from workflows import audit, clock
from workflows.actor import CLOCK
from workflows.drift import policy
from workflows.drift.known import Found
from workflows.profile import Profile


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What became of one core group's alert."""

    alert: Alert
    raised: tuple[str, ...]
    gone: tuple[str, ...]
    is_new: bool

    @property
    def is_changed(self) -> bool:
        """Say whether a signal came or went."""
        return bool(self.raised or self.gone)


def keep(
    session: Session,
    group: CoreGroup,
    *,
    found: Mapping[str, Found],
    now: datetime,
    profile: Profile,
) -> Kept | None:
    """
    Keep the signals that stand now; nothing if there is no alert and no signal.

    The group must be locked, so that two who look at once raise one alert.
    """
    alert, is_new = queries.find_newest(session, group.id), False
    if alert is None or alert.ended_at is not None:
        if not found:
            return None
        alert, is_new = _raise(session, group, alert, now=now, profile=profile), True
    standing = {row.name: row for row in queries.list_signals(session, [alert.id])}
    gone = [
        row
        for name, row in standing.items()
        if name not in found or found[name].fingerprint != row.fingerprint
    ]
    for row in gone:
        row.gone_at = now
        session.add(row)
    raised = []
    for name, one in found.items():
        if name not in standing or standing[name] in gone:
            before = standing.get(name)
            _add(session, alert, name, one, before=before, now=now)
            raised.append(name)
    session.flush()
    if not found:
        alert.ended_at = now
    settle(session, alert, now=now, profile=profile)
    kept = Kept(
        alert=alert,
        raised=tuple(raised),
        gone=tuple(row.name for row in gone),
        is_new=is_new,
    )
    _record(session, kept, group, now=now)
    return kept


def settle(session: Session, alert: Alert, *, now: datetime, profile: Profile) -> None:
    """Work out whether an answer is owed, and when the clock looks again."""
    is_owed = alert.ended_at is None and any(
        row.answer_id is None for row in queries.list_signals(session, [alert.id])
    )
    if not is_owed:
        alert.owed_since = alert.acts_on = None
        alert.escalated_at = alert.escalated_to = None
    elif alert.owed_since is None:
        alert.owed_since = clock.today(now)
        last = policy.answer_by(alert.owed_since, profile)
        alert.acts_on = profile.calendar.next_working_day(last)
    session.add(alert)
    session.flush()


def _raise(
    session: Session,
    group: CoreGroup,
    before: Alert | None,
    *,
    now: datetime,
    profile: Profile,
) -> Alert:
    alert = Alert(
        group_id=group.id,
        number=1 if before is None else before.number + 1,
        raised_at=now,
        profile_version=profile.stamp,
    )
    session.add(alert)
    session.flush()
    return alert


def _add(
    session: Session,
    alert: Alert,
    name: str,
    one: Found,
    *,
    before: AlertSignal | None,
    now: datetime,
) -> None:
    row = AlertSignal(
        alert_id=alert.id,
        name=name,
        since_on=one.since,
        says=one.packed(),
        fingerprint=one.fingerprint,
        raised_at=now,
        answer_id=_answer_that_holds(session, alert, name, one, before, now=now),
    )
    session.add(row)


def _answer_that_holds(
    session: Session,
    alert: Alert,
    name: str,
    one: Found,
    before: AlertSignal | None,
    *,
    now: datetime,
) -> str | None:
    """
    Return the answer that holds for a signal which came anew.

    Said to be no drift, it rests while its facts are the same. While the meeting that
    was set because of it lies ahead, it need not be answered again.
    """
    for row in queries.list_asleep(session, alert.group_id):
        if (row.name, row.fingerprint) == (name, one.fingerprint):
            return row.answer_id
    if before is None or before.answer_id is None:
        return None
    answer = session.get_one(AlertAnswer, before.answer_id)
    is_ahead = _is_ahead(session, answer, today=clock.today(now))
    return answer.id if is_ahead else None


def _is_ahead(session: Session, answer: AlertAnswer, *, today: date) -> bool:
    if answer.kind is AlertAnswerKind.NOT_DRIFT or answer.meeting_id is None:
        return False
    meeting = session.get_one(Meeting, answer.meeting_id)
    is_over = meeting.cancelled_at is not None or meeting.held_on is not None
    return not is_over and meeting.dated_on >= today


def _record(session: Session, kept: Kept, group: CoreGroup, *, now: datetime) -> None:
    if not kept.is_changed:
        return
    event = "alert changed"
    if kept.is_new:
        event = "alert raised"
    elif kept.alert.ended_at is not None:
        event = "alert ended"
    audit.record(
        session,
        actor=CLOCK,
        event=event,
        now=now,
        group_id=group.id,
        subject=kept.alert.id,
        details={"raised": " ".join(kept.raised), "gone": " ".join(kept.gone)},
    )
