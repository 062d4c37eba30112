"""How a challenge comes to a rung: who is named there, by when, and who is told."""

from datetime import datetime
from typing import Final

from sqlmodel import Session

from models.queries import challenges as queries
from models.sealed import seal
from models.tables.challenges import Challenge, ChallengeRung
from models.vocabulary import RungBegun
from workflows import audit, clock
from workflows.actor import CLOCK, Actor
from workflows.challenges import policy, telling
from workflows.challenges.whose import Found, find
from workflows.profile import Profile

# By the clock, or by who was to answer: whoever raised it must hear of that.
UNASKED: Final = frozenset(
    {RungBegun.PASSED_UP, RungBegun.UNANSWERED, RungBegun.NOBODY_THERE}
)
# A child at immediate risk is looked after from the top of the ladder.
FROM_THE_TOP: Final = frozenset({RungBegun.AT_RISK, RungBegun.NOBODY_THERE})


def begin(
    session: Session,
    challenge: Challenge,
    *,
    begun_as: RungBegun,
    now: datetime,
    profile: Profile,
    actor: Actor = CLOCK,
    why: str | None = None,
) -> ChallengeRung | None:
    """
    Take a challenge to the next rung for which somebody can be found, and ask them.

    Return that rung; nothing, and nothing is changed, if there is nobody.
    """
    found = _next(session, challenge, begun_as, now=now, profile=profile)
    if found is None:
        return None
    rung = ChallengeRung(
        challenge_id=challenge.id,
        number=found.step.number,
        name=found.step.rung.name,
        answers=found.step.rung.answers,
        owed_by=found.owing.owed.id,
        asked_id=found.owing.asked.id,
        begun_as=begun_as,
        begun_by=actor.person_id or None,
        begun_at=now,
        passed_over="; ".join(policy.step_name(step, profile) for step in found.passed)[
            :400
        ],
        due_on=policy.due_on(
            found.step,
            today=clock.today(now),
            at_risk=challenge.immediate_risk,
            profile=profile,
        ),
    )
    seal(session, rung, "why", why)
    session.add(rung)
    challenge.rung = rung.number
    challenge.acts_on = profile.calendar.next_working_day(clock.today(now))
    session.add(challenge)
    session.flush()
    _tell(session, challenge, rung, now=now, profile=profile)
    return rung


def _tell(
    session: Session,
    challenge: Challenge,
    rung: ChallengeRung,
    *,
    now: datetime,
    profile: Profile,
) -> None:
    telling.ask(session, challenge, rung, now=now, profile=profile)
    if rung.begun_as is RungBegun.AT_RISK:
        telling.tell_of_risk(session, challenge, rung, now=now, profile=profile)
    telling.tell_manager(session, challenge, rung, now=now, profile=profile)
    if rung.begun_as in UNASKED:
        telling.tell_raiser(session, challenge, now=now, profile=profile)


def take_up(
    session: Session,
    challenge: Challenge,
    *,
    begun_as: RungBegun,
    now: datetime,
    profile: Profile,
    actor: Actor = CLOCK,
    why: str | None = None,
) -> ChallengeRung | None:
    """Take a challenge up a rung, and keep who did; nothing if nobody is above."""
    telling.redraw(session, challenge, now=now, profile=profile)
    rung = begin(
        session,
        challenge,
        begun_as=begun_as,
        now=now,
        profile=profile,
        actor=actor,
        why=why,
    )
    if rung is not None:
        audit.record(
            session,
            actor=actor,
            event="challenge taken up",
            now=now,
            group_id=challenge.group_id,
            subject=challenge.id,
            details={"rung": rung.number, "because": begun_as.value},
        )
    return rung


def _next(
    session: Session,
    challenge: Challenge,
    begun_as: RungBegun,
    *,
    now: datetime,
    profile: Profile,
) -> Found | None:
    steps = policy.steps_of(challenge.ladder, challenge.about, profile)
    reached = {one.number for one in queries.list_rungs(session, [challenge.id])}
    left = tuple(step for step in steps if step.number not in reached)
    from_the_top = challenge.immediate_risk and begun_as in FROM_THE_TOP
    ordered = policy.in_order(
        left,
        after=0 if from_the_top else challenge.rung,
        from_the_top=from_the_top,
    )
    return find(session, challenge, ordered, now=now)
