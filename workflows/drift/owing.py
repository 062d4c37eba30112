"""Which alerts somebody is to look at: to answer, to explain, or to take further."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlmodel import Session

from models.queries import access as register
from models.queries import alerts as queries
from models.tables.drift import AlertSignal
from models.vocabulary import MemberRole
from workflows import clock
from workflows.drift import policy
from workflows.drift.policy import INTIMIDATION, LEGAL_ROUTE, SIGNALS
from workflows.profile import Profile

# A line on a phone has no room for more; the alert has them all.
SHOWN: Final = 3


@dataclass(frozen=True, kw_only=True)
class AlertOwed:
    """
    One alert that waits for an answer, as one person is concerned by it.

    The chair answers it, and so does whom it was taken to once nobody did; the lead
    social worker may explain. Both are asked why not the legal route. `names` are its
    signals, the worst first; whom it was taken to reads only that there are some.
    """

    alert_id: str
    group_id: str
    alias: str
    signals: int
    answer_by: date
    is_late: bool
    is_safety: bool
    asks_legal: bool
    may_answer: bool
    was_taken_to_me: bool = False
    names: tuple[str, ...] = ()


def titles(names: Sequence[str]) -> str:
    """Return how signals are called, the first three of them."""
    shown = [SIGNALS[name].title for name in names[:SHOWN]]
    if len(names) > SHOWN:
        shown.append(f"and {len(names) - SHOWN} more")
    return "; ".join(shown)


def owed(
    session: Session,
    *,
    person_id: str,
    now: datetime,
    profile: Profile,
    lock: bool = False,
) -> list[AlertOwed]:
    """
    Return the alerts that wait and concern somebody, what is about safety first.

    With `lock`, nobody can answer one before this transaction ends.
    """
    day = clock.today(now)
    chaired = set(register.list_chaired(session, person_id, day=day))
    led = {
        row.group_id
        for row in register.list_memberships(session, person_id, day=day, now=now)
        if row.role is MemberRole.LEAD_SOCIAL_WORKER
    }
    taken = set(queries.list_escalated(session, person_id))
    alerts = queries.list_open(session, chaired | led | taken, lock=lock)
    signals = _unanswered(session, [alert.id for alert, _ in alerts])
    found = []
    for alert, group in alerts:
        rows = [
            row
            for row in signals[alert.id]
            if row.name != INTIMIDATION or group.id in chaired
        ]
        if rows and alert.owed_since is not None:
            is_taken = group.id in taken - chaired
            answer_by = policy.answer_by(alert.owed_since, profile)
            one = AlertOwed(
                alert_id=alert.id,
                group_id=group.id,
                alias=group.alias,
                signals=len(rows),
                answer_by=answer_by,
                is_late=answer_by < day,
                is_safety=any(SIGNALS[row.name].is_safety for row in rows),
                asks_legal=any(row.name == LEGAL_ROUTE for row in rows)
                and group.id in chaired | led,
                may_answer=group.id in chaired | taken,
                was_taken_to_me=is_taken,
                names=() if is_taken else _in_order(rows),
            )
            found.append(one)
    return sorted(found, key=_soonest)


def _unanswered(
    session: Session, alert_ids: list[str]
) -> Mapping[str, list[AlertSignal]]:
    signals: dict[str, list[AlertSignal]] = defaultdict(list)
    for row in queries.list_signals(session, alert_ids):
        if row.answer_id is None:
            signals[row.alert_id].append(row)
    return signals


def _in_order(rows: Iterable[AlertSignal]) -> tuple[str, ...]:
    return tuple(sorted({row.name for row in rows}, key=policy.order))


def _soonest(one: AlertOwed) -> tuple[bool, date, str]:
    return (not one.is_safety, one.answer_by, one.alias)
