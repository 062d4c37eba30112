"""Whom a referral reaches in their list, or at once when it was chased."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlmodel import Session

from models.queries import access as register
from models.queries import referrals as queries
from models.queries.plans import list_open_plans
from models.tables.access import Person
from models.tables.plans import CoreGroup
from models.tables.referrals import ReceivingTeam, Referral, ReferralChase
from workflows import clock, hours, outbox
from workflows.access import use_cases as access
from workflows.profile import Profile
from workflows.referrals import facts, messages, patterns, policy, whose

# A list that was begun before a referral takes it in while it waits for a working
# morning: over Easter, for five days.
LIST_WAITS = timedelta(days=5)


def tell_team(
    session: Session, found: Referral, *, now: datetime, profile: Profile
) -> None:
    """Put a referral on the lists of its team; of the manager, if nobody is there."""
    team = facts.team_of(session, found)
    people = whose.asked_of_team(session, team, now=now)
    if not people:
        people = list(_manager_of(session, team, now=now))
    for person in people:
        outbox.daily(session, person_id=person.id, now=now, profile=profile)


def tell_manager(
    session: Session, found: Referral, *, now: datetime, profile: Profile
) -> None:
    """Put what is not acknowledged on the list of the receiving manager."""
    for person in _manager_of(session, facts.team_of(session, found), now=now):
        outbox.daily(session, person_id=person.id, now=now, profile=profile)


def tell_recorder(
    session: Session, found: Referral, *, now: datetime, profile: Profile
) -> None:
    """Put a referral on the list of who recorded it, if they still are in Slack."""
    person = session.get_one(Person, found.recorded_by)
    if person.deactivated_at is None and person.slack_user_id is not None:
        outbox.daily(session, person_id=person.id, now=now, profile=profile)


def chase(
    session: Session,
    found: Referral,
    rung: ReferralChase,
    *,
    now: datetime,
    profile: Profile,
) -> None:
    """Ask for an answer in a message of its own: the team, or who is on the rung."""
    team = facts.team_of(session, found)
    people: Iterable[Person] = whose.asked_of_team(session, team, now=now)
    if rung.asked_id is not None:
        people = (session.get_one(Person, rung.asked_id),)
    higher = next(iter(policy.rungs_above(rung.number, profile)), None)
    for person in people:
        outbox.post(
            session,
            messages.Chase(
                referral_id=found.id,
                number=rung.number,
                alias=found.alias,
                team=team.name,
                made_on=clock.today(found.made_at),
                next_on=rung.due_on,
                next_name="" if higher is None else higher[1].name,
                day_number=profile.telephone.day,
                out_of_hours=profile.telephone.out_of_hours,
            ),
            to=outbox.ToPerson(person.id),
            dedupe_key=f"referral:{found.id}:{rung.number}:{person.id}",
            now=now,
            not_before=hours.next_open(now, profile),
        )


def tell_repeats(
    session: Session, found: Referral, *, now: datetime, profile: Profile
) -> None:
    """
    Tell the receiving manager what repeats about the family, and the chair of a plan.

    One message for each thing that repeats and the newest day of it: never twice.
    """
    repeating = patterns.find(session, found, now=now, profile=profile)
    if found.group_id is None or not repeating:
        return
    group = session.get_one(CoreGroup, found.group_id)
    people = list(_manager_of(session, facts.team_of(session, found), now=now))
    chair_id = register.find_chair_id(session, group.id, day=clock.today(now))
    if chair_id is not None and list_open_plans(session, group.id):
        chair = access.whom_to_ask(session, session.get_one(Person, chair_id), now=now)
        people += [] if chair is None else [chair]
    for person in people:
        for one in repeating:
            newest = one.days[-1].isoformat()
            outbox.post(
                session,
                messages.Repeats(
                    referral_id=found.id,
                    alias=group.alias,
                    what=one.kind.value,
                    times=len(one.days),
                    first_on=one.days[0],
                    last_on=one.days[-1],
                ),
                to=outbox.ToPerson(person.id),
                dedupe_key=f"repeats:{group.id}:{one.kind}:{newest}:{person.id}",
                now=now,
                not_before=hours.next_open(now, profile),
            )


def redraw(session: Session, found: Referral, *, now: datetime) -> None:
    """Make the lists true again that a referral may stand on."""
    day = clock.today(now)
    people = {found.recorded_by}
    people |= {one.id for one in queries.list_members(session, found.team_id, day=day)}
    people |= {
        one.asked_id for one in queries.list_chases(session, [found.id]) if one.asked_id
    }
    manager_id = facts.team_of(session, found).manager_id
    people |= set() if manager_id is None else {manager_id}
    outbox.redraw_lists(
        session,
        person_ids=sorted(people),
        since=found.recorded_at - LIST_WAITS,
        now=now,
    )


def _manager_of(
    session: Session, team: ReceivingTeam, *, now: datetime
) -> Iterable[Person]:
    if team.manager_id is None:
        return ()
    asked = access.whom_to_ask(
        session, session.get_one(Person, team.manager_id), now=now
    )
    return () if asked is None else (asked,)
