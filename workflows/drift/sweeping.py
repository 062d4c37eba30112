"""What the clock does about drift: look at every family, escalate, sum up the week."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from sqlmodel import Session

from models.database import Database
from models.queries import access as register
from models.queries import alerts as queries
from models.queries import drift as fact_queries
from models.queries import plans as plan_queries
from models.tables.access import Person
from models.tables.drift import Alert
from models.tables.plans import CoreGroup
from models.vocabulary import GrantedRole
from workflows import audit, clock, hours, outbox
from workflows.actor import CLOCK
from workflows.drift import facts, keeping, messages, policy, telling
from workflows.profile import Profile
from workflows.sweep import Swept, by_the_batch, one_by_one

# Larger ones keep more at a time than they save in statements.
BATCH: Final = 200


def sweep(database: Database, *, now: datetime, profile: Profile) -> Swept:
    """
    Look at every open core group on a working day. Run again, it does nothing more.

    The facts are gathered for many at once, and only a family in which a signal came
    or went is opened, in a unit of work of its own.
    """
    if not profile.calendar.is_working_day(clock.today(now)):
        return Swept(done=0, failed=0)
    with database.work() as session:
        group_ids = fact_queries.list_groups(session)
        changed = {
            *queries.list_due(session, today=clock.today(now)),
            *queries.list_to_end(session),
        }

    def look(session: Session, batch: Sequence[str]) -> set[str]:
        return find_changed(session, batch, now=now, profile=profile)

    changed |= by_the_batch(database, group_ids, look, size=BATCH)

    def act(session: Session, one: str) -> None:
        advance(session, one, now=now, profile=profile)

    swept = one_by_one(database, changed, act)
    told = _sum_up(database, now=now, profile=profile)
    return Swept(done=swept.done + told.done, failed=swept.failed + told.failed)


def advance(
    session: Session, group_id: str, *, now: datetime, profile: Profile
) -> None:
    """
    Keep the signals that stand in one core group, and tell who must know.

    Locked and looked at anew, so that of two at once the second changes nothing.
    """
    plan_queries.lock_group(session, group_id)
    group = session.get_one(CoreGroup, group_id)
    found = {}
    if group.closed_at is None:
        gathered = facts.gather(session, [group_id], now=now, profile=profile)
        if group_id in gathered:
            found = policy.find_signals(gathered[group_id], profile)
    kept = keeping.keep(session, group, found=found, now=now, profile=profile)
    if kept is None:
        return
    telling.tell(session, kept, group, now=now, profile=profile)
    if kept.alert.acts_on is not None and kept.alert.acts_on <= clock.today(now):
        _escalate(session, kept.alert, now=now, profile=profile)


def find_changed(
    session: Session, group_ids: Collection[str], *, now: datetime, profile: Profile
) -> set[str]:
    """Return the groups in which a signal came or went since it was last kept."""
    standing: dict[str, dict[str, str]] = defaultdict(dict)
    for group_id, name, mark in queries.list_standing(session, group_ids):
        standing[group_id][name] = mark
    gathered = facts.gather(session, group_ids, now=now, profile=profile)
    return {
        group_id
        for group_id, one in gathered.items()
        if standing[group_id]
        != {
            name: found.fingerprint
            for name, found in policy.find_signals(one, profile).items()
        }
    }


def _escalate(
    session: Session, alert: Alert, *, now: datetime, profile: Profile
) -> None:
    """Take an alert that nobody answered to the conference service manager."""
    today = clock.today(now)
    holders = register.list_holders(
        session, GrantedRole.CONFERENCE_SERVICE_MANAGER, day=today
    )
    alert.acts_on = policy.answer_by(today, profile)
    session.add(alert)
    if not holders:
        return
    kept = [one for one in holders if one.id == alert.escalated_to]
    holder = (kept or list(holders))[0]
    alert.escalated_to = holder.id
    alert.escalated_at = alert.escalated_at or now
    if holder.slack_user_id is not None:
        outbox.daily(session, person_id=holder.id, now=now, profile=profile)
    audit.record(
        session,
        actor=CLOCK,
        event="alert taken further",
        now=now,
        group_id=alert.group_id,
        subject=alert.id,
        details={"person": holder.id},
    )


def _sum_up(database: Database, *, now: datetime, profile: Profile) -> Swept:
    """
    Send each chair and manager what is open, once a week from its first day on.

    What came up within the week stands in their messages of the day.
    """
    week = clock.today(now) - timedelta(days=clock.today(now).weekday())
    with database.work() as session:
        people = _who_looks_after(session, week, now=now)

    def act(session: Session, person_id: str) -> None:
        if session.get_one(Person, person_id).slack_user_id is not None:
            _post_digest(session, person_id, week, now=now, profile=profile)

    return one_by_one(database, people, act)


def _post_digest(
    session: Session, person_id: str, week: date, *, now: datetime, profile: Profile
) -> None:
    outbox.post(
        session,
        messages.Digest(week=week),
        to=outbox.ToPerson(person_id),
        dedupe_key=f"drift-digest:{person_id}:{week.isoformat()}",
        now=now,
        not_before=hours.next_open(now, profile),
        not_after=hours.end_of(week + timedelta(days=6)),
    )


def _who_looks_after(session: Session, week: date, *, now: datetime) -> Sequence[str]:
    """Return chairs, team managers and the conference service, if an alert is open."""
    day, since = clock.today(now), clock.at(week, 0)
    people = {
        *queries.list_chairs(session, day=day, raised_before=since),
        *queries.list_managers(session, day=day, raised_before=since),
    }
    if people:
        role = GrantedRole.CONFERENCE_SERVICE_MANAGER
        people |= {one.id for one in register.list_holders(session, role, day=day)}
    return sorted(people)
