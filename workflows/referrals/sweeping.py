"""What the clock does with referrals: remind, tell, chase, and go up the ladder."""

from datetime import datetime

from sqlmodel import Session

from models.database import Database
from models.queries import referrals as queries
from models.tables.access import Person
from models.tables.referrals import Referral, ReferralChase
from models.vocabulary import PersonClass
from workflows import audit, clock, outbox
from workflows.actor import CLOCK
from workflows.profile import Profile
from workflows.referrals import facts, policy, telling, whose
from workflows.sweep import Swept, one_by_one


def sweep(database: Database, *, now: datetime, profile: Profile) -> Swept:
    """
    Look after each referral whose moment has come. Run again, it does nothing more.

    Each is a unit of work of its own, so that a broken one silences no other.
    """
    with database.work() as session:
        due = queries.list_due(session, now=now)

    def act(session: Session, one: str) -> None:
        advance(session, one, now=now, profile=profile)

    return one_by_one(database, due, act)


def advance(
    session: Session, referral_id: str, *, now: datetime, profile: Profile
) -> None:
    """Do what is due about one referral, and keep when to look again."""
    found = queries.lock_referral(session, referral_id)
    if found is None or found.acts_at is None or found.acts_at > now:
        return
    due = policy.due(facts.standing(session, found), now=now, profile=profile)
    if due.confirm or due.say_more:
        telling.tell_recorder(session, found, now=now, profile=profile)
    if due.give_back or (due.say_more and _has_left(session, found)):
        _give_back(session, found, now=now, profile=profile)
    if due.acknowledge:
        telling.tell_manager(session, found, now=now, profile=profile)
    if due.climb:
        _climb(session, found, now=now, profile=profile)
    facts.look_again(session, found, now=now, profile=profile)


def _has_left(session: Session, found: Referral) -> bool:
    return session.get_one(Person, found.recorded_by).deactivated_at is not None


def _give_back(
    session: Session, found: Referral, *, now: datetime, profile: Profile
) -> None:
    """Give a team its days anew: nobody has said more, and it decides without."""
    found.asks_more, found.clock_from = False, now
    session.add(found)
    telling.redraw(session, found, now=now)
    telling.tell_team(session, found, now=now, profile=profile)
    audit.record(
        session,
        actor=CLOCK,
        event="referral given back",
        now=now,
        group_id=found.group_id,
        subject=found.id,
    )


def _climb(
    session: Session, found: Referral, *, now: datetime, profile: Profile
) -> None:
    """Chase the team, or who is on the next rung; after the last, ask them again."""
    newest = facts.newest_chase(session, found.id)
    rung = _next_rung(session, found, newest, now=now, profile=profile)
    if rung is None:
        _ask_again(session, found, newest, now=now, profile=profile)
        return
    session.add(rung)
    session.flush()
    telling.chase(session, found, rung, now=now, profile=profile)
    telling.tell_recorder(session, found, now=now, profile=profile)
    telling.tell_repeats(session, found, now=now, profile=profile)
    audit.record(
        session,
        actor=CLOCK,
        event="referral chased",
        now=now,
        group_id=found.group_id,
        subject=found.id,
        details={"rung": rung.number},
    )


def _next_rung(
    session: Session,
    found: Referral,
    newest: ReferralChase | None,
    *,
    now: datetime,
    profile: Profile,
) -> ReferralChase | None:
    team = facts.team_of(session, found)
    today = clock.today(now)
    if newest is None and whose.asked_of_team(session, team, now=now):
        return ReferralChase(
            referral_id=found.id,
            number=0,
            name=team.name,
            answers=PersonClass.RECEIVING_TEAM,
            begun_at=now,
            due_on=profile.calendar.add(today, 1),
        )
    reached = 0 if newest is None else newest.number
    for number, rung in policy.rungs_above(reached, profile):
        asked = whose.of_rung(session, rung, team, now=now)
        if asked is not None:
            return ReferralChase(
                referral_id=found.id,
                number=number,
                name=rung.name,
                answers=rung.answers,
                asked_id=asked.id,
                begun_at=now,
                due_on=profile.calendar.add(today, rung.within.value),
            )
    return None


def _ask_again(
    session: Session,
    found: Referral,
    newest: ReferralChase | None,
    *,
    now: datetime,
    profile: Profile,
) -> None:
    """
    Ask the last named person each working day: it never becomes silence.

    And whoever recorded it, who reads whom to telephone where nobody can be found.
    """
    if newest is not None and newest.asked_id is not None:
        outbox.daily(session, person_id=newest.asked_id, now=now, profile=profile)
    else:
        telling.tell_team(session, found, now=now, profile=profile)
    telling.tell_recorder(session, found, now=now, profile=profile)
