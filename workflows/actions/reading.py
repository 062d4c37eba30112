"""Reading actions: the list of a core group, and what each form begins with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlmodel import Session

from models.queries import actions as queries
from models.tables.access import Agency, Person
from models.tables.actions import Action, ActionReport, ActionVersion, Adult
from models.tables.plans import CoreGroup
from models.vocabulary import MeetingKind, Progress
from workflows import audit, clock
from workflows.access import use_cases as access
from workflows.access.policy import Circumstances
from workflows.actions import facts, policy
from workflows.actions.adults import ShownAdult, shown
from workflows.actions.whose import ADULTS, MAKE, READ, REPORT, action, is_theirs
from workflows.actor import Actor
from workflows.audit import Reader

SHEET: Final = 28
ON_A_PAGE: Final = 10


@dataclass(frozen=True, kw_only=True)
class ShownAction:
    """One action as somebody sees it; whoever reads dates only has no texts."""

    action_id: str
    owner: str
    due_on: date
    due_before: tuple[date, ...]
    rolled_over: int
    is_overdue: bool
    has_nobody: bool
    done_on: date | None
    ended_on: date | None
    made_at: date | None
    what: str | None = None
    outcome: str | None = None
    ended_because: str | None = None
    progress: Progress | None = None
    reported_on: date | None = None
    line: str | None = None
    may_report: bool = False
    may_change: bool = False


@dataclass(frozen=True, kw_only=True)
class ActionsPage:
    """One page of a core group's actions, and what somebody may do there."""

    group_id: str
    alias: str
    actions: tuple[ShownAction, ...]
    number: int
    pages: int
    may: frozenset[int]


@dataclass(frozen=True, kw_only=True)
class Owner:
    """Somebody who can have an action: `value` says whether member or adult."""

    owner_id: str | None
    adult_id: str | None
    called: str


@dataclass(frozen=True, kw_only=True)
class ActionForm:
    """What the form for a new action shows, or for changing one."""

    group_id: str
    alias: str
    today: date
    owners: tuple[Owner, ...]
    meetings: tuple[tuple[str, MeetingKind, date], ...] = ()
    changes: ShownAction | None = None
    version: int = 0
    owner_id: str | None = None
    adult_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class ReportForm:
    """What the form for a report shows: what the action is, and the last word on it."""

    action_id: str
    alias: str
    action: ShownAction


def page(
    session: Session, *, actor: Actor, group_id: str, now: datetime, number: int = 0
) -> ActionsPage:
    """
    Return one page of the actions: open ones soonest first, then what is done.

    Whoever may read them leaves one audit row; others see dates and who.

    :raises NotYours: if the actor may not even see the dates.
    """
    group = access.group(
        session,
        actor=actor,
        row=READ,
        group_id=group_id,
        now=now,
        circumstances=Circumstances(dates_only=True),
    )
    may = _may(session, actor, group, now=now)
    every = queries.list_actions(session, group.id)
    ordered = [one for one in every if facts.is_open(one)]
    ordered += [one for one in reversed(every) if not facts.is_open(one)]
    pages = max(1, -(-len(ordered) // ON_A_PAGE))
    number = min(max(number, 0), pages - 1)
    here = ordered[number * ON_A_PAGE : (number + 1) * ON_A_PAGE]
    reader = None
    if READ in may:
        reader = _reader(session, actor, group, "actions read", group.id, now=now)
    return ActionsPage(
        group_id=group.id,
        alias=group.alias,
        actions=_shown(session, reader, here, actor=actor, may=may, now=now),
        number=number,
        pages=pages,
        may=may,
    )


def new_form(
    session: Session, *, actor: Actor, group_id: str, now: datetime
) -> ActionForm:
    """
    Return what the form for a new action shows.

    :raises NotYours: if the actor may not make one here.
    """
    group = access.group(session, actor=actor, row=MAKE, group_id=group_id, now=now)
    today = clock.today(now)
    return ActionForm(
        group_id=group.id,
        alias=group.alias,
        today=today,
        owners=_owners(session, group.id, now=now),
        meetings=tuple(
            (one.id, one.kind, one.held_on or one.dated_on)
            for one in queries.list_last_meetings(session, group.id, today=today)
        ),
    )


def change_form(
    session: Session, *, actor: Actor, action_id: str, now: datetime
) -> ActionForm:
    """
    Return what the form for changing an action shows: what it says so far.

    :raises NotYours: if the actor may not change it.
    :raises Refused: if it is done or ended.
    """
    found, group = action(session, actor=actor, action_id=action_id, row=MAKE, now=now)
    if not facts.is_open(found):
        raise policy.AlreadyDone
    reader = _reader(session, actor, group, "action read", found.id, now=now)
    (one,) = _shown(
        session, reader, [found], actor=actor, may=frozenset({MAKE}), now=now
    )
    return ActionForm(
        group_id=group.id,
        alias=group.alias,
        today=clock.today(now),
        owners=_owners(session, group.id, now=now),
        changes=one,
        version=found.version,
        owner_id=found.owner_id,
        adult_id=found.adult_id,
    )


def report_form(
    session: Session, *, actor: Actor, action_id: str, now: datetime
) -> ReportForm:
    """
    Return what an owner sees before they report: what it is, and their last word.

    :raises NotYours: if it is not the actor's to report on.
    :raises Refused: if it was ended.
    """
    found, group = action(
        session, actor=actor, action_id=action_id, row=REPORT, now=now
    )
    if found.ended_at is not None:
        raise policy.AlreadyDone
    reader = _reader(session, actor, group, "action read", found.id, now=now)
    (one,) = _shown(
        session, reader, [found], actor=actor, may=frozenset({REPORT}), now=now
    )
    return ReportForm(action_id=found.id, alias=group.alias, action=one)


def _reader(
    session: Session,
    actor: Actor,
    group: CoreGroup,
    event: str,
    subject: str,
    *,
    now: datetime,
) -> Reader:
    return audit.reading(
        session,
        actor=actor,
        event=event,
        now=now,
        group_id=group.id,
        subject=subject,
    )


def _may(
    session: Session, actor: Actor, group: CoreGroup, *, now: datetime
) -> frozenset[int]:
    return frozenset(
        row
        for row in (ADULTS, MAKE, READ, SHEET)
        if access.may(
            session, person_id=actor.person_id, row=row, group_id=group.id, now=now
        )
    )


def _owners(session: Session, group_id: str, *, now: datetime) -> tuple[Owner, ...]:
    day = clock.today(now)
    members = [
        Owner(owner_id=one.id, adult_id=None, called=_name(session, one))
        for one in facts.owners(session, group_id, now=now)
    ]
    adults = [shown(one) for one in facts.adults_now(session, group_id, day=day)]
    return (*members, *map(_owner, adults))


def _owner(adult: ShownAdult) -> Owner:
    return Owner(owner_id=None, adult_id=adult.adult_id, called=adult.called)


def _name(session: Session, person: Person) -> str:
    return f"{person.name} ({session.get_one(Agency, person.agency_id).name})"


def _shown(
    session: Session,
    reader: Reader | None,
    found: Sequence[Action],
    *,
    actor: Actor,
    may: frozenset[int],
    now: datetime,
) -> tuple[ShownAction, ...]:
    ids = [one.id for one in found]
    versions: dict[str, list[ActionVersion]] = {}
    for version in queries.list_versions(session, ids):
        versions.setdefault(version.action_id, []).append(version)
    reports = {row.action_id: row for row in queries.list_reports(session, ids)}
    return tuple(
        _one(
            session,
            reader,
            one,
            versions[one.id],
            reports.get(one.id),
            actor=actor,
            may=may,
            now=now,
        )
        for one in found
    )


def _one(
    session: Session,
    reader: Reader | None,
    found: Action,
    versions: Sequence[ActionVersion],
    last: ActionReport | None,
    *,
    actor: Actor,
    may: frozenset[int],
    now: datetime,
) -> ShownAction:
    today = clock.today(now)
    is_open = facts.is_open(found)
    members = facts.owner_ids(session, found.group_id, now=now)
    may_report = found.ended_at is None and access.may(
        session,
        person_id=actor.person_id,
        row=REPORT,
        group_id=found.group_id,
        now=now,
        circumstances=Circumstances(own=is_theirs(session, actor, found, now=now)),
    )
    text = _texts(reader, found, versions[-1], last)
    return ShownAction(
        action_id=found.id,
        owner=_owner_name(session, found),
        due_on=found.due_on,
        due_before=facts.each_once([one.due_on for one in versions])[:-1],
        rolled_over=found.rolled_over,
        is_overdue=is_open and policy.is_overdue(found.due_on, today=today),
        has_nobody=is_open
        and facts.has_nobody(session, found, members=members, now=now),
        done_on=None if found.done_at is None else clock.today(found.done_at),
        ended_on=None if found.ended_at is None else clock.today(found.ended_at),
        made_at=queries.find_meeting_day(session, found.meeting_id),
        progress=None if last is None else last.progress,
        reported_on=None if last is None else clock.today(last.recorded_at),
        may_report=may_report,
        may_change=is_open and MAKE in may,
        **text,
    )


def _texts(
    reader: Reader | None,
    found: Action,
    newest: ActionVersion,
    last: ActionReport | None,
) -> dict[str, str | None]:
    if reader is None:
        return {}
    return {
        "what": reader.text(newest, "what"),
        "outcome": reader.text(newest, "outcome"),
        "ended_because": reader.text(found, "ended_because"),
        "line": None if last is None else reader.text(last, "line"),
    }


def _owner_name(session: Session, found: Action) -> str:
    if found.owner_id is not None:
        return _name(session, session.get_one(Person, found.owner_id))
    adult = session.get_one(Adult, found.adult_id)
    return policy.called(adult.relation, adult.number)
