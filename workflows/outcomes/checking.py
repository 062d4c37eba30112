"""Months after a plan: has its end lasted? Asked of few, shown to the former chair."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.queries import outcomes as queries
from models.sealed import seal
from models.tables.access import Agency, Person
from models.tables.conferences import Conference
from models.tables.outcomes import AfterCheck
from models.tables.plans import CoreGroup
from models.vocabulary import Lasted
from workflows import audit, clock, outbox
from workflows.access import use_cases as access
from workflows.actor import Actor
from workflows.audit import Reader
from workflows.errors import NotYours
from workflows.outcomes import facts, policy, refusals, telling
from workflows.outcomes.whose import CHECK, check
from workflows.profile import Profile


@dataclass(frozen=True, kw_only=True)
class CheckForm:
    """One after-plan check, to answer with a press and a line."""

    check_id: str
    alias: str
    children: tuple[str, ...]
    ended_on: date
    month: int


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What was kept: said back to the person."""

    alias: str
    lasted: Lasted


@dataclass(frozen=True, kw_only=True)
class CheckLine:
    """What one person said, or that they have not answered."""

    month: int
    who: str
    due_on: date
    lasted: Lasted | None
    answered_on: date | None
    line: str


@dataclass(frozen=True, kw_only=True)
class ChecksPage:
    """Whether the end of a plan has lasted, as its former chair reads it."""

    alias: str
    children: tuple[str, ...]
    ended_on: date
    has_lasted: bool | None
    lines: tuple[CheckLine, ...]


def form(session: Session, *, actor: Actor, check_id: str, now: datetime) -> CheckForm:
    """
    Return a check to whoever was asked.

    :raises NotYours: if the actor was not asked.
    :raises Refused: if it was answered, or is not asked any more.
    """
    found, group = check(session, actor=actor, check_id=check_id, now=now)
    _check_open(found)
    held = session.get_one(Conference, found.conference_id)
    return CheckForm(
        check_id=found.id,
        alias=group.alias,
        children=_children(session, group, held),
        ended_on=held.held_on or held.dated_on,
        month=found.month,
    )


def answer(
    session: Session,
    *,
    actor: Actor,
    check_id: str,
    lasted: Lasted,
    line: str,
    now: datetime,
    profile: Profile,
) -> Answered:
    """
    Keep how somebody sees it; the former chair reads it, at once if there are worries.

    :raises NotYours: if the actor was not asked.
    :raises Refused: if it was answered, or what they say cannot be kept.
    """
    found, group = check(session, actor=actor, check_id=check_id, now=now)
    _check_open(found)
    policy.check_answer(lasted, line)
    found.lasted, found.answered_at, found.acts_on = lasted, now, None
    seal(session, found, "line", line.strip() or None)
    session.add(found)
    session.flush()
    chair = session.get_one(Person, found.chair_id)
    if lasted is Lasted.WORRIES_AGAIN:
        telling.wake(session, group.id, now=now, profile=profile, is_referral=False)
    elif chair.slack_user_id is not None and chair.deactivated_at is None:
        outbox.daily(session, person_id=chair.id, now=now, profile=profile)
    telling.redraw(session, {actor.person_id}, now=now)
    audit.record(
        session,
        actor=actor,
        event="after-plan check answered",
        now=now,
        group_id=group.id,
        subject=found.id,
        details={"month": found.month, "lasted": lasted.value},
    )
    return Answered(alias=group.alias, lasted=lasted)


def read(
    session: Session, *, actor: Actor, conference_id: str, now: datetime
) -> ChecksPage:
    """
    Return what was answered after a plan, to whoever chaired its end.

    :raises NotYours: to everybody else.
    """
    held = session.get(Conference, conference_id)
    own = queries.find_check_of_chair(session, conference_id, actor.person_id)
    group = access.formerly(
        session,
        actor=actor,
        row=CHECK,
        group_id="" if held is None else held.group_id,
        is_named=own is not None,
        now=now,
        then=None if own is None else own.recorded_at,
    )
    if held is None:
        raise NotYours
    reader = audit.reading(
        session,
        actor=actor,
        event="after-plan checks read",
        now=now,
        group_id=group.id,
        subject=held.id,
    )
    checks = queries.list_checks(session, held.id)
    for row in checks:
        if row.answered_at is not None and row.read_at is None:
            row.read_at = now
            session.add(row)
    return ChecksPage(
        alias=group.alias,
        children=_children(session, group, held),
        ended_on=held.held_on or held.dated_on,
        has_lasted=has_lasted(session, held, now=now),
        lines=tuple(
            _line(session, reader, row) for row in checks if row.asked_at is not None
        ),
    )


def has_lasted(session: Session, held: Conference, *, now: datetime) -> bool | None:
    """Say whether the end of these plans has lasted, once that is known."""
    found = facts.standing(session, held)
    if found is None or not found.ended:
        return None
    rows = queries.list_checks(session, held.id)
    last = max((row.due_on for row in rows), default=date.max)
    return policy.has_lasted(
        [row.lasted for row in rows if row.lasted is not None],
        is_back_on_plan=queries.has_open_plan(
            session, [found.children[row.plan_id].id for row in found.ended]
        ),
        is_over=clock.today(now) >= last,
    )


def _check_open(found: AfterCheck) -> None:
    if found.answered_at is not None or found.ended_at is not None:
        raise refusals.AlreadyDone


def _children(session: Session, group: CoreGroup, held: Conference) -> tuple[str, ...]:
    found = facts.standing(session, held)
    if found is None:
        return ()
    return tuple(
        f"{group.alias}/{found.children[row.plan_id].number}" for row in found.ended
    )


def _line(session: Session, reader: Reader, row: AfterCheck) -> CheckLine:
    person = session.get_one(Person, row.asked_of)
    agency = session.get_one(Agency, person.agency_id)
    return CheckLine(
        month=row.month,
        who=f"{person.name} ({agency.name})",
        due_on=row.due_on,
        lasted=row.lasted,
        answered_on=None if row.answered_at is None else clock.today(row.answered_at),
        line=reader.text(row, "line") or "",
    )
