"""What the clock does with challenges: ask for answers, and take them up a rung."""

from datetime import datetime

from sqlmodel import Session

from models.database import Database
from models.queries import challenges as queries
from models.tables.challenges import Challenge, ChallengeRung
from models.vocabulary import RungBegun
from workflows import audit, clock, outbox
from workflows.actor import CLOCK
from workflows.challenges import going, policy, telling
from workflows.challenges.whose import Owing, current, owing
from workflows.profile import Profile
from workflows.sweep import Swept, one_by_one


def sweep(database: Database, *, now: datetime, profile: Profile) -> Swept:
    """
    Look after each challenge whose day has come. Run again, it does nothing more.

    Each challenge is a unit of work of its own, so that a broken one silences no other.
    """
    with database.work() as session:
        due = queries.list_due(session, today=clock.today(now))

    def act(session: Session, one: str) -> None:
        advance(session, one, now=now, profile=profile)

    return one_by_one(database, due, act)


def advance(
    session: Session, challenge_id: str, *, now: datetime, profile: Profile
) -> None:
    """
    Ask whoever owes the next word on one challenge: an answer, or whether it settles.

    Whether the core group is open does not matter: dissent from an ending is answered.
    """
    challenge = queries.lock_challenge(session, challenge_id)
    today = clock.today(now)
    if challenge is None or challenge.acts_on is None or challenge.acts_on > today:
        return
    challenge.acts_on = profile.calendar.next_working_day(today)
    session.add(challenge)
    rung = current(session, challenge)
    if rung is None:
        _look_again(session, challenge, now=now, profile=profile)
    elif rung.answered_at is not None:
        again = profile.challenges.decided_every.value
        challenge.acts_on = profile.calendar.add(today, again)
        telling.tell_raiser(session, challenge, now=now, profile=profile)
    else:
        _chase(session, challenge, rung, now=now, profile=profile)


def _look_again(
    session: Session, challenge: Challenge, *, now: datetime, profile: Profile
) -> None:
    """Look for somebody to answer a challenge that nobody could be found for."""
    going.take_up(
        session,
        challenge,
        begun_as=RungBegun.NOBODY_THERE,
        now=now,
        profile=profile,
    )


def _chase(
    session: Session,
    challenge: Challenge,
    rung: ChallengeRung,
    *,
    now: datetime,
    profile: Profile,
) -> None:
    owes = owing(session, challenge, rung.answers, rung=rung, now=now)
    due = policy.chase(rung.due_on, today=clock.today(now), profile=profile)
    if owes is None or due.takes_up:
        because = RungBegun.NOBODY_THERE if owes is None else RungBegun.UNANSWERED
        taken = going.take_up(
            session, challenge, begun_as=because, now=now, profile=profile
        )
        if taken is not None:
            return
    is_new = owes is not None and _name(session, rung, owes)
    if owes is not None and is_new:
        telling.ask(session, challenge, rung, now=now, profile=profile)
    elif owes is not None and due.reminds:
        outbox.daily(session, person_id=rung.asked_id, now=now, profile=profile)
    if due.shows_late or owes is None:
        _show_late(session, challenge, now=now, profile=profile)
    if is_new or due.reminds:
        audit.record(
            session,
            actor=CLOCK,
            event="asked for an answer to a challenge",
            now=now,
            group_id=challenge.group_id,
            subject=challenge.id,
            details={"rung": rung.number},
        )


def _name(session: Session, rung: ChallengeRung, owes: Owing) -> bool:
    """Keep who owes and who is asked now; say whether somebody else is asked."""
    is_new = rung.asked_id != owes.asked.id
    rung.owed_by, rung.asked_id = owes.owed.id, owes.asked.id
    session.add(rung)
    session.flush()
    return is_new


def _show_late(
    session: Session, challenge: Challenge, *, now: datetime, profile: Profile
) -> None:
    """Let the raiser see that an answer is late, and who would be asked next."""
    telling.tell_raiser(session, challenge, now=now, profile=profile)
    higher = telling.above(session, challenge, now=now, profile=profile)
    if higher is not None:
        asked = higher.owing.asked.id
        outbox.daily(session, person_id=asked, now=now, profile=profile)
