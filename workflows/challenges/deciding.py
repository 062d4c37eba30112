"""What whoever raised a challenge says to it: settled, not settled, or withdrawn."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from sqlmodel import Session

from models.queries import challenges as queries
from models.sealed import seal
from models.tables.challenges import Challenge
from models.tables.plans import CoreGroup
from models.vocabulary import ChallengeEnd, RungBegun
from workflows import audit
from workflows.actor import Actor
from workflows.challenges import facts, going, policy, telling
from workflows.challenges.whose import own
from workflows.profile import Profile


class Decision(StrEnum):
    """What whoever raised it can say."""

    SETTLED = "settled"
    NOT_SETTLED = "not_settled"
    WITHDRAWN = "withdrawn"


ENDS: Final = {
    Decision.SETTLED: ChallengeEnd.SETTLED,
    Decision.WITHDRAWN: ChallengeEnd.WITHDRAWN,
}


@dataclass(frozen=True, kw_only=True)
class Decided:
    """What was kept, and who owes the answer now where it was taken up."""

    alias: str
    decision: Decision
    owed_by: str | None = None
    due_on: date | None = None


def decide(
    session: Session,
    *,
    actor: Actor,
    challenge_id: str,
    rung: int,
    decision: Decision,
    line: str,
    now: datetime,
    profile: Profile,
) -> Decided:
    """
    Keep what whoever raised a challenge says to it.

    `rung` is the one that they saw it on: nobody takes it past a rung unawares.

    :raises NotYours: if the actor did not raise it, or is not in the group any more.
    :raises Refused: if it has ended, or was to go up and has gone or cannot.
    """
    found, group = own(session, actor=actor, challenge_id=challenge_id, now=now)
    queries.lock_challenge(session, found.id)
    if found.ended_at is not None:
        raise policy.AlreadyEnded(field="text")
    policy.check_line(line)
    if decision is Decision.NOT_SETTLED:
        if found.rung != rung:
            raise policy.MovedMeanwhile(field="text")
        return _take_up(
            session, actor, found, group, why=line, now=now, profile=profile
        )
    telling.redraw(session, found, now=now, profile=profile)
    found.ended_at, found.ended_as, found.acts_on = now, ENDS[decision], None
    seal(session, found, "ended_because", line.strip() or None)
    session.add(found)
    session.flush()
    audit.record(
        session,
        actor=actor,
        event=f"challenge {decision.value}",
        now=now,
        group_id=group.id,
        subject=found.id,
    )
    return Decided(alias=group.alias, decision=decision)


def _take_up(
    session: Session,
    actor: Actor,
    found: Challenge,
    group: CoreGroup,
    *,
    why: str,
    now: datetime,
    profile: Profile,
) -> Decided:
    higher = going.take_up(
        session,
        found,
        begun_as=RungBegun.NOT_SETTLED,
        now=now,
        profile=profile,
        actor=actor,
        why=why.strip() or None,
    )
    if higher is None:
        raise policy.NoRungAbove(field="text")
    return Decided(
        alias=group.alias,
        decision=Decision.NOT_SETTLED,
        owed_by=facts.name_of(session, higher.asked_id),
        due_on=higher.due_on,
    )
