"""Reading a notice, saying so, and who has not yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.queries import notices as queries
from models.tables.access import Agency, Person
from models.tables.notices import Acknowledgement, Notice
from models.tables.plans import CoreGroup
from models.vocabulary import NoticeKind
from workflows import audit
from workflows.access import use_cases as access
from workflows.actor import Actor
from workflows.audit import Reader
from workflows.notices import facts, telling
from workflows.notices.whose import CHECK_IN, GIVE, READ, notice


@dataclass(frozen=True, kw_only=True)
class ReadNotice:
    """One notice as somebody reads it, and how far the others are."""

    notice_id: str
    group_id: str
    alias: str
    kind: NoticeKind
    happened_on: date
    assisted_entry: bool
    line: str
    children: frozenset[str]
    given_by: str
    recorded_at: datetime
    corrects_id: str | None
    corrected_by_id: str | None
    read_by_me: bool
    is_mine: bool
    have_read: tuple[str, ...]
    waiting_for: tuple[str, ...]
    check_in_by: date | None


@dataclass(frozen=True, kw_only=True)
class UnreadNotice:
    """One notice that somebody was asked to read: kind and dates only."""

    notice_id: str
    group_id: str
    alias: str
    kind: NoticeKind
    happened_on: date
    read_by: date


def read(
    session: Session, *, actor: Actor, notice_id: str, now: datetime
) -> tuple[Reader, ReadNotice]:
    """
    Return what a notice says, and what reads with it: one reading, one audit row.

    :raises NotYours: if the actor may not read notices here.
    """
    found, group = notice(session, actor=actor, notice_id=notice_id, row=READ, now=now)
    reader = audit.reading(
        session,
        actor=actor,
        event="notice read",
        now=now,
        group_id=group.id,
        subject=found.id,
    )
    return reader, _read(session, reader, found, group, actor=actor, now=now)


def acknowledge(
    session: Session, *, actor: Actor, notice_id: str, now: datetime
) -> None:
    """
    Keep that the actor has read a notice; said again, it changes nothing.

    :raises NotYours: if the actor may not read and acknowledge notices here.
    """
    found, group = notice(session, actor=actor, notice_id=notice_id, row=GIVE, now=now)
    access.group(session, actor=actor, row=READ, group_id=group.id, now=now)
    # Locked, as a correction locks it; two presses at once come one after the other.
    queries.lock_notice(session, found.id)
    row = queries.find_acknowledgement(session, found.id, actor.person_id)
    if row is None:
        row = Acknowledgement(notice_id=found.id, person_id=actor.person_id)
    if row.acknowledged_at is not None:
        return
    row.acknowledged_at = now
    session.add(row)
    session.flush()
    telling.redraw(session, found, person_ids=[actor.person_id], now=now)
    audit.record(
        session,
        actor=actor,
        event="notice acknowledged",
        now=now,
        group_id=group.id,
        subject=found.id,
    )


def unread(
    session: Session, *, person_id: str, now: datetime, lock: bool = False
) -> list[UnreadNotice]:
    """
    Return the notices that somebody was asked to read and still may, oldest first.

    With `lock`, nobody can say that they have read one before this transaction ends.
    """
    found = []
    may: dict[str, bool] = {}
    for row, group in queries.list_unread(session, person_id, lock=lock):
        if group.id not in may:
            may[group.id] = access.may(
                session, person_id=person_id, row=READ, group_id=group.id, now=now
            )
        if may[group.id]:
            one = UnreadNotice(
                notice_id=row.id,
                group_id=group.id,
                alias=group.alias,
                kind=row.kind,
                happened_on=row.happened_on,
                read_by=row.read_by,
            )
            found.append(one)
    return found


def _read(
    session: Session,
    reader: Reader,
    found: Notice,
    group: CoreGroup,
    *,
    actor: Actor,
    now: datetime,
) -> ReadNotice:
    have_read = [
        row.person_id
        for row in queries.list_acknowledgements(session, found.id)
        if row.acknowledged_at is not None
    ]
    newer = queries.find_correction(session, found.id)
    waiting = [] if newer else facts.waiting_for(session, found, now=now)
    named = queries.list_children_named(session, [found.id])
    return ReadNotice(
        notice_id=found.id,
        group_id=group.id,
        alias=group.alias,
        kind=found.kind,
        happened_on=found.happened_on,
        assisted_entry=found.assisted_entry,
        line=reader.text(found, "line") or "",
        children=frozenset(row.child_id for row in named),
        given_by=_names(session, [session.get_one(Person, found.given_by)])[0],
        recorded_at=found.recorded_at,
        corrects_id=found.corrects_id,
        corrected_by_id=None if newer is None else newer.id,
        read_by_me=actor.person_id in have_read,
        is_mine=actor.person_id == found.given_by,
        have_read=_names(
            session, [session.get_one(Person, person_id) for person_id in have_read]
        ),
        waiting_for=_names(session, waiting),
        check_in_by=_offered(session, found, actor, now=now) if not newer else None,
    )


def _names(session: Session, people: Iterable[Person]) -> tuple[str, ...]:
    """Return people with their agencies; those outside Slack are marked."""
    return tuple(
        f"{person.name} ({session.get_one(Agency, person.agency_id).name}"
        f"{'' if person.slack_user_id else ', not in Slack: please telephone'})"
        for person in people
    )


def _offered(
    session: Session, found: Notice, actor: Actor, *, now: datetime
) -> date | None:
    is_open = found.check_in_by is not None and not facts.has_check_in(session, found)
    may_set = is_open and access.may(
        session,
        person_id=actor.person_id,
        row=CHECK_IN,
        group_id=found.group_id,
        now=now,
    )
    return found.check_in_by if may_set else None
