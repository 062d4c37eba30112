"""What the clock does with actions: ask their owners, show the convenor what waits."""

from datetime import datetime

from sqlmodel import Session

from models.database import Database
from models.queries import actions as queries
from models.tables.access import Person
from models.tables.actions import Action
from models.tables.plans import CoreGroup
from workflows import audit, clock, outbox
from workflows.actions import facts, policy
from workflows.actions.telling import asked_for
from workflows.actor import CLOCK
from workflows.coming.facts import convenor_ids
from workflows.profile import Profile
from workflows.sweep import Swept, one_by_one


def sweep(database: Database, *, now: datetime, profile: Profile) -> Swept:
    """
    Ask after each action whose day has come. Run again, it does nothing more.

    Each action is a unit of work of its own, so that a broken one silences no other.
    """
    today = clock.today(now)
    with database.work() as session:
        due = set(queries.list_due(session, today=today))
        due |= {
            action.id
            for action in queries.list_of_no_member(session, day=today, now=now)
            if action.owner_id not in facts.owner_ids(session, action.group_id, now=now)
        }

    def act(session: Session, one: str) -> None:
        advance(session, one, now=now, profile=profile)

    return one_by_one(database, sorted(due), act)


def advance(
    session: Session, action_id: str, *, now: datetime, profile: Profile
) -> None:
    """
    Remind who reports on one action; show the convenor what is long overdue, once.

    Nobody is asked for somebody who left: that it is without anyone is shown instead.
    """
    action = queries.lock_action(session, action_id)
    if action is None or action.acts_on is None:
        return
    group = session.get_one(CoreGroup, action.group_id)
    if group.closed_at is not None:
        action.acts_on = None
        session.add(action)
        return
    members = facts.owner_ids(session, group.id, now=now)
    if facts.has_nobody(session, action, members=members, now=now):
        did = _nobody(session, action, now=now, profile=profile)
    else:
        asked = asked_for(session, action, members=members, now=now)
        did = _chase(session, action, asked, now=now, profile=profile)
    session.add(action)
    if did:
        audit.record(
            session,
            actor=CLOCK,
            event="asked after an action",
            now=now,
            group_id=group.id,
            subject=action.id,
        )


def _nobody(
    session: Session, action: Action, *, now: datetime, profile: Profile
) -> bool:
    """Show the convenor an action without anyone, once; say whether that was now."""
    today = clock.today(now)
    if action.acts_on is not None and action.acts_on <= today:
        again = profile.actions.reminded_every.value
        action.acts_on = profile.calendar.add(today, again)
    if action.convenor_shown_on is not None:
        return False
    return _show(session, action, None, now=now, profile=profile)


def _chase(
    session: Session,
    action: Action,
    asked: Person | None,
    *,
    now: datetime,
    profile: Profile,
) -> bool:
    """Remind who is asked and show the convenor what waits; say whether it did."""
    today = clock.today(now)
    if action.acts_on is None or action.acts_on > today:
        return False
    due = policy.chase(
        action.due_on,
        today=today,
        was_shown=action.convenor_shown_on is not None,
        profile=profile,
    )
    action.acts_on = due.again_on
    if due.reminds and asked is not None:
        outbox.daily(session, person_id=asked.id, now=now, profile=profile)
    if due.shows_convenor:
        _show(session, action, asked, now=now, profile=profile)
    return due.reminds


def _show(
    session: Session,
    action: Action,
    asked: Person | None,
    *,
    now: datetime,
    profile: Profile,
) -> bool:
    """Put an action on the convenor's next list, unless they are asked about it."""
    shown = False
    for person_id in convenor_ids(session, action.group_id, now=now):
        is_asked = asked is not None and asked.id == person_id
        in_slack = session.get_one(Person, person_id).slack_user_id is not None
        if in_slack and not is_asked:
            row = outbox.daily(session, person_id=person_id, now=now, profile=profile)
            action.convenor_shown_on = clock.today(row.not_before)
            shown = True
    return shown
