"""What a receiving team does with a referral: take it, hand it over, answer it."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from models.queries import referrals as queries
from models.referral_vocabulary import ReferralAnswer
from models.sealed import seal
from models.tables.access import Person
from models.tables.referrals import Referral, ReferralReply
from workflows import audit, clock
from workflows.actor import Actor
from workflows.profile import Profile
from workflows.referrals import facts, policy, telling
from workflows.referrals.whose import for_team


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What was kept of an answer: said back to the person."""

    alias: str
    answer: ReferralAnswer
    told: str
    is_late: bool


def take(
    session: Session, *, actor: Actor, referral_id: str, now: datetime, profile: Profile
) -> str:
    """
    Acknowledge a referral and take it; return its alias. The referrer sees both.

    :raises NotYours: if it is not of the actor's team.
    :raises ReferralAnswered: if somebody has answered it.
    """
    found = _locked(session, actor, referral_id, now=now)
    _acknowledge(found, actor, now=now)
    found.taken_by = actor.person_id
    session.add(found)
    facts.look_again(session, found, now=now, profile=profile)
    _changed(session, actor, found, "referral taken", now=now)
    return found.alias


def hand_over(
    session: Session,
    *,
    actor: Actor,
    referral_id: str,
    to_person_id: str,
    now: datetime,
    profile: Profile,
) -> str:
    """
    Give a referral to somebody else of the team, and return their name.

    :raises NotYours: if it is not of the actor's team.
    :raises Refused: if it was answered, or that person is not of the team.
    """
    found = _locked(session, actor, referral_id, now=now)
    members = queries.list_members(session, found.team_id, day=clock.today(now))
    if to_person_id not in {one.id for one in members}:
        raise policy.NotOfTeam(field="person")
    _acknowledge(found, actor, now=now)
    found.taken_by = to_person_id
    session.add(found)
    facts.look_again(session, found, now=now, profile=profile)
    telling.tell_team(session, found, now=now, profile=profile)
    _changed(session, actor, found, "referral handed over", now=now)
    return session.get_one(Person, to_person_id).name


def answer(
    session: Session,
    *,
    actor: Actor,
    referral_id: str,
    answer: ReferralAnswer,
    text: str,
    now: datetime,
    profile: Profile,
) -> Kept:
    """
    Keep an answer, which stops everything at once; the referrer reads it.

    One that asks for more is no end: the referrer is asked each working day, and the
    team has its days anew once more was said. Late ones are welcome, and marked.

    :raises NotYours: if it is not of the actor's team.
    :raises Refused: if it was answered, or nothing is said.
    """
    found = _locked(session, actor, referral_id, now=now)
    policy.check_answer(text)
    is_late = now > policy.answer_by(found.clock_from, profile)
    _keep(session, actor, found, answer, text, now=now, is_late=is_late)
    _acknowledge(found, actor, now=now)
    found.asks_more = not policy.is_end(answer)
    if policy.is_end(answer):
        found.ended_at, found.ended_as = now, answer
    session.add(found)
    facts.look_again(session, found, now=now, profile=profile)
    telling.tell_recorder(session, found, now=now, profile=profile)
    telling.tell_repeats(session, found, now=now, profile=profile)
    _changed(
        session,
        actor,
        found,
        "referral answered",
        now=now,
        details={"answer": answer.value, "late": int(is_late)},
    )
    return Kept(
        alias=found.alias,
        answer=answer,
        told=facts.name_of(session, found.recorded_by),
        is_late=is_late,
    )


def _keep(
    session: Session,
    actor: Actor,
    found: Referral,
    answer: ReferralAnswer,
    text: str,
    *,
    now: datetime,
    is_late: bool,
) -> None:
    reply = ReferralReply(
        referral_id=found.id,
        number=len(queries.list_replies(session, [found.id])) + 1,
        answer=answer,
        text_sealed="",
        given_by=actor.person_id,
        given_at=now,
        is_late=is_late,
    )
    seal(session, reply, "text", text)
    session.add(reply)


def _locked(
    session: Session, actor: Actor, referral_id: str, *, now: datetime
) -> Referral:
    """Return a referral that can be answered, held until the transaction ends."""
    found = for_team(session, actor=actor, referral_id=referral_id, now=now)
    queries.lock_referral(session, found.id)
    if found.ended_at is not None:
        raise policy.ReferralAnswered(_who_answered(session, found), field="text")
    return found


def _who_answered(session: Session, found: Referral) -> str:
    reply = queries.list_replies(session, [found.id])[-1]
    name = facts.name_of(session, reply.given_by)
    return (
        f"{name} has answered this referral already: {policy.ANSWERS[reply.answer]}. "
        "Nothing was kept. Please open it to read the answer; your text is still here."
    )


def _acknowledge(found: Referral, actor: Actor, *, now: datetime) -> None:
    if found.acknowledged_at is None:
        found.acknowledged_at, found.acknowledged_by = now, actor.person_id


def _changed(
    session: Session,
    actor: Actor,
    found: Referral,
    event: str,
    *,
    now: datetime,
    details: dict[str, str | int] | None = None,
) -> None:
    telling.redraw(session, found, now=now)
    audit.record(
        session,
        actor=actor,
        event=event,
        now=now,
        group_id=found.group_id,
        subject=found.id,
        details=details or {},
    )
