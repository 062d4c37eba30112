"""What the clock does after conferences: ask, pass on, close, and ask months later."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from sqlmodel import Session

from models.database import Database
from models.queries import access as register
from models.queries import outcomes as queries
from models.tables.access import Person
from models.tables.conferences import Conference
from models.tables.outcomes import AfterCheck, Assurance, OutcomeChase
from models.tables.plans import CoreGroup
from models.vocabulary import GrantedRole
from workflows import audit, clock, hours, outbox
from workflows.access import use_cases as access
from workflows.actor import CLOCK
from workflows.membership import closing
from workflows.outcomes import facts, following, messages, policy
from workflows.outcomes.whose import CHECK
from workflows.profile import Profile
from workflows.sweep import Swept, one_by_one

Advance = Callable[..., None]


def sweep(database: Database, *, now: datetime, profile: Profile) -> Swept:
    """
    Do what is due after each conference. Run again, it does nothing more.

    Each is a unit of work of its own, so that a broken one silences no other.
    """
    today = clock.today(now)
    with database.work() as session:
        found = {
            "chase": queries.list_chases_due(
                session, since=today - policy.ASKED_FOR, before=today, today=today
            ),
            "duty": queries.list_assurances_due(session, today=today, now=now),
            "check": queries.list_checks_due(session, today=today),
            "close": queries.list_closings_due(session, today=today),
        }

    def act(session: Session, one: str) -> None:
        what, _, about = one.partition(":")
        ADVANCES[what](session, about, now=now, profile=profile)

    due = [f"{what}:{about}" for what, some in found.items() for about in some]
    return one_by_one(database, due, act)


def ask_chair(
    session: Session, conference_id: str, *, now: datetime, profile: Profile
) -> None:
    """
    Ask the chair for the outcome of one review; later tell their manager, once.

    It is asked for until it is there, at the same interval.
    """
    today = clock.today(now)
    held = queries.lock_conference(session, conference_id)
    if held is None or not is_missing(session, held, now=now):
        return
    row = queries.lock_chase(session, held.id) or OutcomeChase(conference_id=held.id)
    if row.acts_on is not None and row.acts_on > today:
        return
    due = policy.chase(
        held.dated_on,
        today=today,
        was_told=row.manager_told_at is not None,
        profile=profile,
    )
    row.acts_on = due.again_on
    session.add(row)
    if not due.asks_chair:
        return
    group = session.get_one(CoreGroup, held.group_id)
    chair_id = register.find_chair_id(session, group.id, day=today)
    if chair_id is not None and _is_in_slack(session, chair_id):
        outbox.daily(session, person_id=chair_id, now=now, profile=profile)
    if due.tells_manager:
        row.manager_told_at = now
        told = messages.NotRecorded(
            conference_id=held.id, alias=group.alias, dated_on=held.dated_on
        )
        _tell_service(session, group, told, held.id, now=now, profile=profile)
    _audit(session, group.id, "asked for an outcome", held.id, now=now)


def is_missing(session: Session, held: Conference, *, now: datetime) -> bool:
    """Say whether the outcome of a review is missing."""
    today = clock.today(now)
    found = queries.list_unrecorded(
        session, [held.group_id], since=today - policy.ASKED_FOR, before=today
    )
    return held.id in {one.id for one, _ in found}


def chase_duty(
    session: Session, assurance_id: str, *, now: datetime, profile: Profile
) -> None:
    """Ask for one duty; once it is late, pass it on or tell who looks after chairs."""
    row = queries.lock_assurance(session, assurance_id)
    today = clock.today(now)
    if row is None or row.acts_on is None:
        return
    is_late = row.escalated_at is None and (now > row.due_at or row.owed_by is None)
    if row.acts_on > today and not is_late:
        return
    if is_late:
        _escalate(session, row, now=now, profile=profile)
    for person_id in (row.owed_by, row.escalated_to):
        if person_id is not None and _is_in_slack(session, person_id):
            outbox.daily(session, person_id=person_id, now=now, profile=profile)
    row.acts_on = policy.next_chase(now, profile)
    session.add(row)


def _escalate(
    session: Session, row: Assurance, *, now: datetime, profile: Profile
) -> None:
    """Pass a duty on to another senior manager; tell the conference service manager."""
    held = session.get_one(Conference, row.conference_id)
    others = following.senior_managers(
        session,
        without={*following.deciders_of(session, held), row.owed_by},
        now=now,
    )
    may_pass_on = row.duty in policy.OF_SENIOR or row.owed_by is None
    row.escalated_at = now
    row.escalated_to = others[0] if others and may_pass_on else None
    group = session.get_one(CoreGroup, row.group_id)
    told = messages.NotLookedAt(
        assurance_id=row.id,
        alias=group.alias,
        duty=row.duty.value,
        due_on=clock.today(row.due_at - policy.ONE_INSTANT),
    )
    _tell_service(session, group, told, row.id, now=now, profile=profile)
    _audit(session, group.id, "duty passed on", row.id, now=now)


def ask_after(
    session: Session, check_id: str, *, now: datetime, profile: Profile
) -> None:
    """
    Ask one person whether the end of a plan has lasted, and remind them once.

    Who is still not heard from then is let be: it is kept that nothing was said.
    """
    row = queries.lock_check(session, check_id)
    today = clock.today(now)
    if row is None or row.acts_on is None or row.acts_on > today:
        return
    row.acts_on = None
    session.add(row)
    if row.answered_at is not None or row.ended_at is not None:
        return
    was_reminded = row.asked_at is not None and today >= policy.let_be_on(
        clock.today(row.asked_at), profile
    )
    if was_reminded or _is_settled(session, row, now=now):
        row.ended_at = now
        return
    outbox.daily(session, person_id=row.asked_of, now=now, profile=profile)
    row.asked_at = row.asked_at or now
    again = profile.after_plans.reminded_after.value
    row.acts_on = profile.calendar.add(today, again)
    _audit(session, row.group_id, "asked after a plan", row.id, now=now)


def _is_settled(session: Session, row: AfterCheck, *, now: datetime) -> bool:
    """Say whether there is nothing to ask: they left, or a child is on a plan again."""
    if not _is_in_slack(session, row.asked_of) or not access.may_formerly(
        session, person_id=row.asked_of, row=CHECK, group_id=row.group_id, now=now
    ):
        return True
    held = session.get_one(Conference, row.conference_id)
    found = facts.standing(session, held)
    children = (
        () if found is None else [found.children[one.plan_id].id for one in found.ended]
    )
    return queries.has_open_plan(session, children)


def close(
    session: Session, conference_id: str, *, now: datetime, profile: Profile
) -> None:
    """
    Close a core group whose last plan has ended, once nobody can challenge that.

    While a challenge of this decision is not settled, everybody stays.
    """
    held = queries.lock_conference(session, conference_id)
    row = queries.lock_closing(session, conference_id)
    found = None if held is None else facts.standing(session, held)
    if held is None or row is None or row.acts_on is None or found is None:
        return
    today = clock.today(now)
    if row.acts_on > today or now < policy.dissent_until(found.decided_at, profile):
        return
    if queries.has_open_challenge(session, held.id):
        row.acts_on = profile.calendar.next_working_day(today)
        session.add(row)
        return
    group = session.get_one(CoreGroup, held.group_id)
    row.acts_on, row.closed_at = None, now
    session.add(row)
    closing.close(session, group, actor=CLOCK, now=now)


ADVANCES: Final[Mapping[str, Advance]] = {
    "chase": ask_chair,
    "duty": chase_duty,
    "check": ask_after,
    "close": close,
}


def _tell_service(
    session: Session,
    group: CoreGroup,
    told: messages.NotRecorded | messages.NotLookedAt,
    about: str,
    *,
    now: datetime,
    profile: Profile,
) -> None:
    holders = register.list_holders(
        session, GrantedRole.CONFERENCE_SERVICE_MANAGER, day=clock.today(now)
    )
    for person in holders:
        if person.slack_user_id is not None:
            outbox.post(
                session,
                told,
                to=outbox.ToPerson(person.id, group.id),
                dedupe_key=f"{told.kind}:{about}:{person.id}",
                now=now,
                not_before=hours.next_open(now, profile),
            )


def _is_in_slack(session: Session, person_id: str) -> bool:
    person = session.get_one(Person, person_id)
    return person.slack_user_id is not None and person.deactivated_at is None


def _audit(
    session: Session, group_id: str, event: str, subject: str, *, now: datetime
) -> None:
    audit.record(
        session, actor=CLOCK, event=event, now=now, group_id=group_id, subject=subject
    )
