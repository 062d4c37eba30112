"""Answering a challenge, or passing it up a rung: only who is named for it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.queries import challenges as queries
from models.sealed import seal
from models.tables.challenges import Challenge, ChallengeRung
from models.tables.plans import CoreGroup
from models.vocabulary import RungBegun
from workflows import audit, clock
from workflows.actor import Actor
from workflows.challenges import facts, going, policy, telling
from workflows.challenges.whose import to_answer
from workflows.profile import Profile


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What was kept of an answer: said back to the person."""

    alias: str
    raised_by: str
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class TakenUp:
    """To whom a challenge went, and by when they owe the answer."""

    alias: str
    owed_by: str
    due_on: date


def answer(
    session: Session,
    *,
    actor: Actor,
    rung_id: str,
    text: str,
    now: datetime,
    profile: Profile,
) -> Answered:
    """
    Keep the answer on one rung; whoever raised the challenge is asked what now.

    One that comes when the challenge has gone on is kept too, and marked late.

    :raises NotYours: if the answer is not the actor's to give.
    :raises Refused: if it has ended, was answered, or nothing is said.
    """
    rung, found, group = _locked(session, actor, rung_id, now=now)
    policy.check_text(text)
    telling.redraw(session, found, now=now, profile=profile)
    rung.answered_by, rung.answered_at = actor.person_id, now
    seal(session, rung, "answer", text)
    session.add(rung)
    if rung.number == found.rung:
        again = profile.challenges.decided_every.value
        found.acts_on = profile.calendar.add(clock.today(now), again)
        session.add(found)
    session.flush()
    telling.tell_raiser(session, found, now=now, profile=profile)
    is_late = clock.today(now) > rung.due_on
    audit.record(
        session,
        actor=actor,
        event="challenge answered",
        now=now,
        group_id=group.id,
        subject=found.id,
        details={"rung": rung.number, "late": int(is_late)},
    )
    return Answered(
        alias=group.alias,
        raised_by=facts.name_of(session, found.raised_by),
        is_late=is_late,
    )


def pass_up(
    session: Session,
    *,
    actor: Actor,
    rung_id: str,
    why: str,
    now: datetime,
    profile: Profile,
) -> TakenUp:
    """
    Take a challenge up a rung because one cannot settle it oneself.

    :raises NotYours: if the answer is not the actor's to give.
    :raises Refused: if it has ended, was answered or moved, or nobody is above.
    """
    rung, found, group = _locked(session, actor, rung_id, now=now)
    if rung.number != found.rung:
        raise policy.MovedMeanwhile(field="text")
    policy.check_text(why)
    higher = going.take_up(
        session,
        found,
        begun_as=RungBegun.PASSED_UP,
        now=now,
        profile=profile,
        actor=actor,
        why=why,
    )
    if higher is None:
        raise policy.NoRungAbove(field="text")
    return TakenUp(
        alias=group.alias,
        owed_by=facts.name_of(session, higher.asked_id),
        due_on=higher.due_on,
    )


def _locked(
    session: Session, actor: Actor, rung_id: str, *, now: datetime
) -> tuple[ChallengeRung, Challenge, CoreGroup]:
    """Return a rung that can be answered, its challenge held, and the core group."""
    _, found, group = to_answer(session, actor=actor, rung_id=rung_id, now=now)
    queries.lock_challenge(session, found.id)
    # Somebody may have answered, or the clock taken it up, a moment ago.
    rung, found, group = to_answer(session, actor=actor, rung_id=rung_id, now=now)
    session.refresh(rung)
    if found.ended_at is not None:
        raise policy.AlreadyEnded(field="text")
    if rung.answered_at is not None:
        raise policy.AlreadyAnswered(field="text")
    return rung, found, group
