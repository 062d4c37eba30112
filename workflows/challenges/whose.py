"""Which challenge somebody is at, who owes its answer, and by which row they may."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlmodel import Session

from models.queries import access as register
from models.queries import challenges as queries
from models.tables.access import Person
from models.tables.challenges import Challenge, ChallengeRung
from models.tables.plans import CoreGroup
from models.vocabulary import ChallengeAbout, GrantedRole, PersonClass
from workflows import clock
from workflows.access import use_cases as access
from workflows.access.policy import Circumstances
from workflows.actor import Actor
from workflows.challenges.policy import Step
from workflows.errors import NotYours

RAISE: Final = 44
ANSWER: Final = 45
READ: Final = 46
NAMED: Final = Circumstances(named=True)
_GRANTED: Final = {
    PersonClass.SENIOR_MANAGER: GrantedRole.SENIOR_MANAGER,
    PersonClass.CONFERENCE_SERVICE_MANAGER: GrantedRole.CONFERENCE_SERVICE_MANAGER,
}


@dataclass(frozen=True, kw_only=True)
class Owing:
    """Who owes an answer, and whom to ask for it today: them, or their deputy."""

    owed: Person
    asked: Person


@dataclass(frozen=True, kw_only=True)
class Found:
    """A rung for which somebody was found, and those before it that were passed."""

    step: Step
    owing: Owing
    passed: tuple[Step, ...]


def owing(
    session: Session,
    challenge: Challenge,
    answers: PersonClass,
    *,
    rung: ChallengeRung | None = None,
    now: datetime,
) -> Owing | None:
    """
    Return who owes the answer on a rung now: a named person, if anybody.

    Whoever owed it goes on owing while they hold the role and are here; else somebody
    who holds it now. Never who raised it, nor the chair whom it is about, nor who owed
    the answer on another rung: going up it comes to somebody else.
    """
    barred = _barred(session, challenge, rung, now=now)
    owed_by = None if rung is None else rung.owed_by
    holders = _holders(session, challenge.group_id, answers, now=now)
    for person in sorted(holders, key=lambda one: one.id != owed_by):
        asked = access.whom_to_ask(session, person, now=now)
        if asked is None or {person.id, asked.id} & barred:
            continue
        if access.may(
            session,
            person_id=asked.id,
            row=ANSWER,
            group_id=challenge.group_id,
            now=now,
            circumstances=NAMED,
        ):
            return Owing(owed=person, asked=asked)
    return None


def find(
    session: Session,
    challenge: Challenge,
    steps: tuple[Step, ...],
    *,
    now: datetime,
) -> Found | None:
    """Return the first of these rungs for which there is somebody, or nothing."""
    for number, step in enumerate(steps):
        found = owing(session, challenge, step.rung.answers, now=now)
        if found is not None:
            return Found(step=step, owing=found, passed=steps[:number])
    return None


def current(session: Session, challenge: Challenge) -> ChallengeRung | None:
    """Return the rung that a challenge stands on."""
    rungs = queries.list_rungs(session, [challenge.id])
    return next((one for one in rungs if one.number == challenge.rung), None)


def is_named(
    session: Session,
    actor: Actor,
    challenge: Challenge,
    rung: ChallengeRung,
    *,
    now: datetime,
) -> bool:
    """
    Say whether the answer on a rung is this person's, or of somebody they stand in for.

    On a rung that it has left, who owed it then can still answer, late.
    """
    mine = {actor.person_id, *access.deputies_for(session, actor, now=now)}
    if rung.number != challenge.rung:
        return rung.owed_by in mine
    found = owing(session, challenge, rung.answers, rung=rung, now=now)
    return found is not None and (actor.person_id in {found.owed.id, found.asked.id})


def is_party(
    session: Session, actor: Actor, challenge: Challenge, *, now: datetime
) -> bool:
    """Say whether somebody owes an answer to a challenge, or owed one."""
    return any(
        actor.person_id in {rung.owed_by, rung.asked_id, rung.answered_by}
        or is_named(session, actor, challenge, rung, now=now)
        for rung in queries.list_rungs(session, [challenge.id])
    )


def to_answer(
    session: Session, *, actor: Actor, rung_id: str, now: datetime
) -> tuple[ChallengeRung, Challenge, CoreGroup]:
    """
    Return a rung with its challenge and core group, if its answer is the actor's.

    :raises NotYours: worded alike whether the rung exists or not.
    """
    rung = session.get(ChallengeRung, rung_id)
    found = None if rung is None else session.get(Challenge, rung.challenge_id)
    group = access.group(
        session,
        actor=actor,
        row=ANSWER,
        group_id="" if found is None else found.group_id,
        now=now,
        # Who is named can only be asked once the gate has let them near it.
        circumstances=NAMED,
    )
    if rung is None or found is None:
        raise NotYours
    if not is_named(session, actor, found, rung, now=now):
        raise _not_yours(group)
    return rung, found, group


def own(
    session: Session, *, actor: Actor, challenge_id: str, now: datetime
) -> tuple[Challenge, CoreGroup]:
    """
    Return a challenge that is the actor's to say what now, and its core group.

    :raises NotYours: worded alike whether it exists or not.
    """
    found = session.get(Challenge, challenge_id)
    group = access.group(
        session,
        actor=actor,
        row=RAISE,
        group_id="" if found is None else found.group_id,
        now=now,
        circumstances=Circumstances(own=True),
    )
    if found is None:
        raise NotYours
    if decider_id(session, found, now=now) != actor.person_id:
        raise _not_yours(group)
    return found, group


def decider_id(session: Session, challenge: Challenge, *, now: datetime) -> str | None:
    """
    Return who says whether a challenge is settled: whoever raised it, while they can.

    Once they have left, their agency's safeguarding lead does, else the chair: so that
    it does not stay open for ever. Never the chair whom it is about, nor who owes its
    answer. Decision 0021.
    """
    if _may_decide(session, challenge, challenge.raised_by, now=now):
        return challenge.raised_by
    day = clock.today(now)
    raiser = session.get_one(Person, challenge.raised_by)
    leads = register.list_holders(
        session,
        GrantedRole.SAFEGUARDING_LEAD,
        day=day,
        agency_id=raiser.agency_id,
    )
    chair_id = register.find_chair_id(session, challenge.group_id, day=day)
    others = [one.id for one in leads]
    if chair_id is not None and challenge.about is not ChallengeAbout.CHAIR:
        others.append(chair_id)
    rung = current(session, challenge)
    owes = set() if rung is None else {rung.owed_by, rung.asked_id}
    for one in others:
        if one not in owes and _may_decide(session, challenge, one, now=now):
            return one
    return None


def _may_decide(
    session: Session, challenge: Challenge, person_id: str, *, now: datetime
) -> bool:
    person = session.get_one(Person, person_id)
    return person.deactivated_at is None and access.may(
        session,
        person_id=person_id,
        row=RAISE,
        group_id=challenge.group_id,
        now=now,
        circumstances=Circumstances(own=True),
    )


def may_read(
    session: Session, actor: Actor, challenge: Challenge, *, now: datetime
) -> bool:
    """Say whether somebody may read a challenge: as class, as its own, or as named."""
    return access.may(
        session,
        person_id=actor.person_id,
        row=READ,
        group_id=challenge.group_id,
        now=now,
        circumstances=Circumstances(
            own=challenge.raised_by == actor.person_id,
            named=is_party(session, actor, challenge, now=now),
        ),
    )


def to_read(
    session: Session, *, actor: Actor, challenge_id: str, now: datetime
) -> tuple[Challenge, CoreGroup]:
    """
    Return a challenge that the actor may read, and its core group.

    :raises NotYours: worded alike whether it exists or not.
    """
    found = session.get(Challenge, challenge_id)
    if found is None:
        raise NotYours
    if not may_read(session, actor, found, now=now):
        refusal = NotYours()
        refusal.group_id = found.group_id
        raise refusal
    return found, session.get_one(CoreGroup, found.group_id)


def _not_yours(group: CoreGroup) -> NotYours:
    refusal = NotYours()
    refusal.group_id = group.id
    return refusal


def _barred(
    session: Session,
    challenge: Challenge,
    rung: ChallengeRung | None,
    *,
    now: datetime,
) -> frozenset[str]:
    barred = {challenge.raised_by}
    for one in queries.list_rungs(session, [challenge.id]):
        barred |= {one.owed_by} if rung is None or one.id != rung.id else set()
    if challenge.about is ChallengeAbout.CHAIR:
        day = clock.today(now)
        barred.add(register.find_chair_id(session, challenge.group_id, day=day) or "")
    return frozenset(barred)


def _holders(
    session: Session, group_id: str, answers: PersonClass, *, now: datetime
) -> list[Person]:
    day = clock.today(now)
    if answers in _GRANTED:
        return list(register.list_holders(session, _GRANTED[answers], day=day))
    if answers is PersonClass.CHAIR:
        ids = [register.find_chair_id(session, group_id, day=day)]
    else:
        lead = register.find_lead_social_worker(session, group_id, day=day, now=now)
        is_lead = answers is PersonClass.LEAD_SOCIAL_WORKER
        ids = [] if lead is None else [lead.id if is_lead else lead.manager_id]
    return [session.get_one(Person, person_id) for person_id in ids if person_id]
