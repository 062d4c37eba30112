"""What a core group knew, owed and had answered on a day that is past. Read-only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlmodel import Session

from models.queries import statements as statement_queries
from models.tables.plans import CoreGroup
from models.vocabulary import MemberRole
from workflows import audit, clock, hours
from workflows.access import use_cases as access
from workflows.actor import Actor
from workflows.errors import Refused
from workflows.overview import as_at_debts
from workflows.overview import as_at_rows as rows
from workflows.overview.as_at_debts import Debt, Owing
from workflows.overview.as_at_rows import Instant, Known

OPEN: Final = 66
# Slack shows a hundred blocks; the chronology has what is older.
MOST: Final = 60


class DayToCome(Refused):
    """This day is still to come. Nothing was changed; choose today or a past day."""


class BeforeTheGroup(Refused):
    """
    This core group was not recorded here by then, so nothing was known. Nothing was
    changed; choose a later day.
    """


@dataclass(frozen=True, kw_only=True)
class AskForm:
    """The days between which one can be chosen."""

    group_id: str
    alias: str
    first_on: date
    last_on: date


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing that was owed or answered, and by whom, as people read it."""

    what: Owing
    who: str
    about_on: date
    due_on: date | None
    answered_on: date | None
    is_overdue: bool


@dataclass(frozen=True, kw_only=True)
class AsAt:
    """What a core group knew, owed and had answered at the end of a day."""

    group_id: str
    alias: str
    day: date
    members: tuple[str, ...]
    chair: str | None
    known: tuple[Known, ...]
    older: int
    owed: tuple[Line, ...]
    answered: tuple[Line, ...]


def ask_form(
    session: Session, *, actor: Actor, group_id: str, now: datetime
) -> AskForm:
    """
    Return between which days one can be chosen.

    :raises NotYours: if the actor may not see it.
    """
    group = access.group(session, actor=actor, row=OPEN, group_id=group_id, now=now)
    first = clock.today(group.recorded_at)
    last = max(first, clock.today(now))
    return AskForm(group_id=group.id, alias=group.alias, first_on=first, last_on=last)


def as_at(
    session: Session, *, actor: Actor, group_id: str, day: date, now: datetime
) -> AsAt:
    """
    Return what a core group knew, owed and had answered at the end of a day.

    Kinds and dates only; what was recorded later is not there. Every reading is
    audited.

    :raises NotYours: if the actor may not see it.
    :raises Refused: if the day is to come, or before the core group was recorded.
    """
    group = access.group(session, actor=actor, row=OPEN, group_id=group_id, now=now)
    if day > clock.today(now):
        raise DayToCome(field="day")
    if day < clock.today(group.recorded_at):
        raise BeforeTheGroup(field="day")
    audit.record(
        session,
        actor=actor,
        event="as at opened",
        now=now,
        group_id=group.id,
        subject=group.id,
        details={"day": day.isoformat()},
    )
    return _filled(session, group, Instant(day=day, end=hours.end_of(day)))


def _filled(session: Session, group: CoreGroup, at: Instant) -> AsAt:
    there = list(rows.members(session, group.id, at))
    lead = next(
        (row.person_id for row in there if row.role is MemberRole.LEAD_SOCIAL_WORKER),
        None,
    )
    debts = list(as_at_debts.debts(session, group.id, at, lead))
    chair_id = rows.chair_id(session, group.id, at)
    ids = {row.person_id for row in there} | {one.person_id for one in debts}
    names = _names(session, {one for one in (*ids, chair_id) if one is not None})
    known = sorted(
        rows.known(session, group.id, at),
        key=lambda one: (one.on, one.recorded_on, one.what),
        reverse=True,
    )
    lines = [_line(one, names, at) for one in debts]
    return AsAt(
        group_id=group.id,
        alias=group.alias,
        day=at.day,
        members=tuple(sorted({names[row.person_id] for row in there})),
        chair=None if chair_id is None else names[chair_id],
        known=tuple(known[:MOST]),
        older=max(0, len(known) - MOST),
        owed=_sorted(one for one in lines if one.answered_on is None),
        answered=_sorted(one for one in lines if one.answered_on is not None),
    )


def _names(session: Session, person_ids: set[str]) -> dict[str, str]:
    found = statement_queries.list_people(session, person_ids)
    return {
        person.id: f"{person.name} ({agency.name})" for person, agency in found.values()
    }


def _line(one: Debt, names: dict[str, str], at: Instant) -> Line:
    is_open = one.answered_on is None
    return Line(
        what=one.what,
        who="nobody" if one.person_id is None else names[one.person_id],
        about_on=one.about_on,
        due_on=one.due_on,
        answered_on=one.answered_on,
        is_overdue=is_open and one.due_on is not None and one.due_on < at.day,
    )


def _sorted(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return them with the newest thing first, and by name."""
    return tuple(
        sorted(lines, key=lambda one: (-one.about_on.toordinal(), one.what, one.who))
    )
