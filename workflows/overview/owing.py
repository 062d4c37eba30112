"""What one person owes: theirs, a deputy's, or to be taken for somebody."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session

from models.queries import access as register
from models.queries import statements as queries
from models.queries import writing as writing_queries
from models.tables.access import Person
from models.tables.conferences import Conference
from models.tables.plans import CoreGroup
from models.tables.statements import Asked, Round
from workflows import clock
from workflows.overview.seen import OwedItem
from workflows.profile import Profile
from workflows.statements import facts, policy
from workflows.statements.whose import Right

Found = tuple[Asked, Round]


def owed(
    session: Session,
    *,
    person_id: str,
    now: datetime,
    profile: Profile,
    lock: bool = False,
) -> list[OwedItem]:
    """
    Return what somebody owes now, soonest first.

    With `lock`, nobody can answer before this transaction ends: the sender asks so,
    and no reminder is decided on after its answer. Source: reliability, I3.
    """
    mine = queries.list_open(session, [person_id])
    found = [(*pair, Right.OWN) for pair in mine]
    members: dict[str, dict[str, policy.MemberFacts]] = {}
    absent = register.list_deputised(session, person_id, day=clock.today(now))
    others: Iterable[Found] = (
        *queries.list_open(session, absent),
        *queries.list_open_outside_slack(session),
    )
    for asked, of_round in others:
        if of_round.id not in members:
            members[of_round.id] = facts.members_of(session, of_round, now=now)
        member = members[of_round.id].get(asked.person_id)
        who = policy.who_is_asked(member, clock.today(now)) if member else None
        if who is not None and who.person_id == person_id != asked.person_id:
            right = Right.DEPUTY
            if who.asked_as is policy.AskedAs.SAFEGUARDING_LEAD:
                right = Right.TAKER
            found.append((asked, of_round, right))
    if lock:
        found = _still_owed(session, found)
    return _items(session, found, person_id=person_id, now=now, profile=profile)


def late(
    session: Session, *, person_id: str, now: datetime, profile: Profile
) -> list[OwedItem]:
    """Return one's own views that are missing and can still be given, marked late."""
    today = clock.today(now)
    rows = queries.list_missing(session, person_id, day=today)
    found = [(*pair, Right.OWN) for pair in rows]
    return _items(session, found, person_id=person_id, now=now, profile=profile)


def _still_owed(
    session: Session, found: list[tuple[Asked, Round, Right]]
) -> list[tuple[Asked, Round, Right]]:
    fresh = {
        row.id: row
        for row in queries.lock_asked(session, [asked.id for asked, _, _ in found])
    }
    return [
        (fresh[asked.id], of_round, right)
        for asked, of_round, right in found
        if fresh[asked.id].answered_at is None and fresh[asked.id].ended_at is None
    ]


def _items(
    session: Session,
    found: list[tuple[Asked, Round, Right]],
    *,
    person_id: str,
    now: datetime,
    profile: Profile,
) -> list[OwedItem]:
    drafted = writing_queries.list_drafted(session, person_id)
    today = clock.today(now)
    items = {}
    for asked, of_round, right in found:
        conference = session.get_one(Conference, of_round.conference_id)
        items[asked.id] = OwedItem(
            asked_id=asked.id,
            round_id=of_round.id,
            group_id=of_round.group_id,
            alias=session.get_one(CoreGroup, of_round.group_id).alias,
            right=right,
            for_person_id=asked.person_id,
            for_name=None
            if right is Right.OWN
            else session.get_one(Person, asked.person_id).name,
            due_on=of_round.closes_on,
            conference_on=conference.dated_on,
            is_provisional=conference.provisional,
            has_draft=asked.id in drafted,
            working_days_left=profile.calendar.count_between(today, of_round.closes_on),
        )
    return sorted(items.values(), key=lambda item: (item.due_on, item.alias))
