"""Turns rows into the facts that the rules for notices decide on."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session

from models.queries import access as register
from models.queries import notices as queries
from models.queries import plans as plan_queries
from models.tables.access import Person
from models.tables.notices import Notice
from models.tables.plans import Child, CoreGroup
from workflows import clock
from workflows.access import use_cases as access
from workflows.notices import policy
from workflows.notices.whose import READ


def begun_on(session: Session, group: CoreGroup) -> date:
    """Return the day on which a core group began: with its first plan."""
    starts = [plan.started_on for plan in plan_queries.list_plans(session, group.id)]
    return min([*starts, clock.today(group.recorded_at)])


def children_now(session: Session, group_id: str, *, day: date) -> tuple[Child, ...]:
    """Return the children of a core group who have not left it."""
    return tuple(
        child
        for child in plan_queries.list_children(session, group_id)
        if child.left_on is None or child.left_on > day
    )


def members_of(
    session: Session, group_id: str, *, now: datetime
) -> list[policy.MemberFacts]:
    """Return who belongs to the group now, with the children they are tied to."""
    rows = register.list_members(session, group_id, day=clock.today(now), now=now)
    tied: dict[str, set[str]] = {}
    for tie in register.list_tied(session, [row.id for row, _ in rows]):
        tied.setdefault(tie.membership_id, set()).add(tie.child_id)
    return [
        policy.MemberFacts(
            person_id=person.id,
            children=frozenset(tied[row.id]) if row.id in tied else None,
        )
        for row, person in rows
    ]


def people_of(session: Session, group_id: str, *, now: datetime) -> policy.People:
    """Return lead social worker, manager and chair, as far as there are any."""
    day = clock.today(now)
    lead = register.find_lead_social_worker(session, group_id, day=day, now=now)
    return policy.People(
        lead_id=None if lead is None else lead.id,
        manager_id=None if lead is None else lead.manager_id,
        chair_id=register.find_chair_id(session, group_id, day=day),
    )


def happened(notice: Notice) -> policy.Happened:
    """Return one notice as the rules look at it."""
    return policy.Happened(
        kind=notice.kind,
        on=notice.happened_on,
        assisted_entry=notice.assisted_entry,
    )


def earlier_than(session: Session, notice: Notice) -> list[policy.Happened]:
    """Return the other notices of the group as they stand, corrected ones left out."""
    rows = queries.list_notices(session, notice.group_id)
    corrected = {row.corrects_id for row in rows}
    return [
        happened(row) for row in rows if row.id != notice.id and row.id not in corrected
    ]


def has_check_in(session: Session, notice: Notice) -> bool:
    """Say whether a quick check-in was set for this notice, and stands."""
    return bool(queries.list_check_ins(session, notice.id))


def waiting_for(session: Session, notice: Notice, *, now: datetime) -> Sequence[Person]:
    """Return who was asked to read a notice, has not, and still may."""
    owing = [
        row.person_id
        for row in queries.list_acknowledgements(session, notice.id)
        if row.asked_at is not None
        and row.acknowledged_at is None
        and row.ended_at is None
    ]
    return [
        session.get_one(Person, person_id)
        for person_id in owing
        if access.may(
            session, person_id=person_id, row=READ, group_id=notice.group_id, now=now
        )
    ]
