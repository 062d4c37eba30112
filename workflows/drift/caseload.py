"""Which alerts are open, for whoever looks after many: an alias, a number, dates."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from sqlmodel import Session

from models.queries import access as register
from models.queries import alerts as queries
from models.tables.drift import AlertSignal
from models.vocabulary import AlertAnswerKind, MemberRole, PersonClass
from workflows import audit, clock
from workflows.access import use_cases as access
from workflows.access.policy import Circumstances
from workflows.actor import Actor
from workflows.drift import policy
from workflows.drift.policy import INTIMIDATION, SIGNALS
from workflows.drift.whose import OVERVIEW, READ
from workflows.profile import Profile

ON_A_PAGE: Final = 20
# Who looks after every core group of the partnership.
OF_ALL: Final = frozenset(
    {
        PersonClass.SENIOR_MANAGER,
        PersonClass.CONFERENCE_SERVICE_MANAGER,
        PersonClass.BUSINESS_SUPPORT,
    }
)


@dataclass(frozen=True, kw_only=True)
class CaseLine:
    """One open alert. `titles` is empty for who sees dates only."""

    alert_id: str
    group_id: str
    alias: str
    signals: int
    since: date
    is_safety: bool
    owed_since: date | None
    titles: tuple[str, ...] = ()
    may_open: bool = False

    @property
    def is_owed(self) -> bool:
        """Say whether an answer is owed."""
        return self.owed_since is not None


@dataclass(frozen=True, kw_only=True)
class Caseload:
    """One page of the open alerts that somebody looks after, the worst first."""

    lines: tuple[CaseLine, ...]
    total: int
    owed: int
    late: int
    number: int
    pages: int


def overview(
    session: Session,
    *,
    actor: Actor,
    number: int = 0,
    now: datetime,
    profile: Profile,
) -> Caseload:
    """
    Return one page of open alerts; a number out of range, the nearest.

    No worker is named and none is compared with another. Source: design 4.7.

    :raises NotYours: if the actor looks after no caseload.
    """
    access.anywhere(
        session,
        actor=actor,
        row=OVERVIEW,
        now=now,
        circumstances=Circumstances(own=True, dates_only=True),
    )
    audit.record(
        session, actor=actor, event="alerts overview opened", now=now, subject="alerts"
    )
    found = _lines(
        session,
        actor.person_id,
        _groups_of(session, actor.person_id, now=now),
        now=now,
    )
    pages = max(1, -(-len(found) // ON_A_PAGE))
    number = min(max(number, 0), pages - 1)
    today = clock.today(now)
    return Caseload(
        lines=tuple(
            _for(session, line, actor, now=now)
            for line in found[number * ON_A_PAGE : (number + 1) * ON_A_PAGE]
        ),
        total=len(found),
        owed=sum(line.is_owed for line in found),
        late=sum(
            line.owed_since is not None
            and policy.answer_by(line.owed_since, profile) < today
            for line in found
        ),
        number=number,
        pages=pages,
    )


def of_digest(session: Session, *, person_id: str, now: datetime) -> list[CaseLine]:
    """Return the open alerts that belong in somebody's message of the week."""
    classes = access.classes_anywhere(session, person_id, now=now)
    group_ids = None
    if PersonClass.CONFERENCE_SERVICE_MANAGER not in classes:
        day = clock.today(now)
        group_ids = {
            *register.list_chaired(session, person_id, day=day),
            *register.list_managed(session, person_id, day=day, now=now),
        }
    return _lines(session, person_id, group_ids, now=now)


def _groups_of(
    session: Session, person_id: str, *, now: datetime
) -> Collection[str] | None:
    """Return the core groups that somebody looks after; nothing means all."""
    if access.classes_anywhere(session, person_id, now=now) & OF_ALL:
        return None
    day = clock.today(now)
    return {
        *register.list_chaired(session, person_id, day=day),
        *register.list_managed(session, person_id, day=day, now=now),
        *(
            row.group_id
            for row in register.list_memberships(session, person_id, day=day, now=now)
            if row.role is MemberRole.LEAD_SOCIAL_WORKER
        ),
    }


def _lines(
    session: Session,
    person_id: str,
    group_ids: Collection[str] | None,
    *,
    now: datetime,
) -> list[CaseLine]:
    chaired = set(register.list_chaired(session, person_id, day=clock.today(now)))
    alerts = queries.list_open(session, group_ids)
    signals: dict[str, list[AlertSignal]] = defaultdict(list)
    asleep = queries.list_answered_as(session, AlertAnswerKind.NOT_DRIFT)
    for row in queries.list_signals(session, [alert.id for alert, _ in alerts]):
        if row.answer_id not in asleep:
            signals[row.alert_id].append(row)
    lines = []
    for alert, group in alerts:
        rows = [
            row
            for row in signals[alert.id]
            if row.name != INTIMIDATION or group.id in chaired
        ]
        if rows:
            is_owed = any(row.answer_id is None for row in rows)
            line = CaseLine(
                alert_id=alert.id,
                group_id=group.id,
                alias=group.alias,
                signals=len(rows),
                since=min(row.since_on for row in rows),
                is_safety=any(SIGNALS[row.name].is_safety for row in rows),
                owed_since=alert.owed_since if is_owed else None,
                titles=tuple(
                    SIGNALS[name].title
                    for name in sorted((row.name for row in rows), key=policy.order)
                ),
            )
            lines.append(line)
    return sorted(lines, key=_worst_first)


def _worst_first(line: CaseLine) -> tuple[bool, bool, int, date, str]:
    return (
        not line.is_safety,
        not line.is_owed,
        -line.signals,
        line.since,
        line.alias,
    )


def _for(session: Session, line: CaseLine, actor: Actor, *, now: datetime) -> CaseLine:
    """Return a line as this person may see it: what each signal is, or dates only."""

    def may(*, dates_only: bool) -> bool:
        return access.may(
            session,
            person_id=actor.person_id,
            row=READ,
            group_id=line.group_id,
            now=now,
            circumstances=Circumstances(dates_only=dates_only),
        )

    titles = line.titles if may(dates_only=False) else ()
    return replace(line, titles=titles, may_open=may(dates_only=True))
