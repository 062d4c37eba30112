"""What somebody owes to challenges: an answer, or a word whether it is settled."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from sqlmodel import Session

from models.queries import access as register
from models.queries import challenges as queries
from models.tables.challenges import Challenge, ChallengeRung
from models.tables.plans import CoreGroup
from models.vocabulary import GrantedRole
from workflows import clock
from workflows.access import use_cases as access
from workflows.challenges import facts, going, telling
from workflows.challenges.whose import READ, decider_id, owing
from workflows.profile import Profile

# Who holds one of these can be asked in any core group.
ANYWHERE: Final = frozenset(
    {GrantedRole.SENIOR_MANAGER, GrantedRole.CONFERENCE_SERVICE_MANAGER}
)


class Known(StrEnum):
    """Why somebody is told how a challenge stands, without owing anything to it."""

    LATE = "late"
    TAKEN_UP = "taken_up"
    NOBODY = "nobody"
    BELOW_LATE = "below_late"
    OF_STAFF = "of_staff"


@dataclass(frozen=True, kw_only=True)
class ToAnswer:
    """One challenge of which somebody owes the answer, or gives it for somebody."""

    rung_id: str
    alias: str
    due_on: date
    is_late: bool
    at_risk: bool
    for_name: str | None = None


@dataclass(frozen=True, kw_only=True)
class ToDecide:
    """One challenge that was answered, of which it is to be said if it is settled."""

    challenge_id: str
    alias: str
    answered_on: date
    # Whoever raised it has left, and it is theirs to say now.
    is_handed_on: bool = False


@dataclass(frozen=True, kw_only=True)
class ToKnow:
    """How a challenge stands that somebody raised, or that may come to them."""

    challenge_id: str
    alias: str
    known: Known
    role: str
    due_on: date | None
    may_read: bool = True
    is_handed_on: bool = False


@dataclass(frozen=True, kw_only=True)
class ChallengesOwed:
    """Everything about challenges that concerns one person now."""

    to_answer: tuple[ToAnswer, ...] = ()
    to_decide: tuple[ToDecide, ...] = ()
    to_know: tuple[ToKnow, ...] = ()

    def __bool__(self) -> bool:
        """Say whether there is anything."""
        return bool(self.to_answer or self.to_decide or self.to_know)


Item = ToAnswer | ToDecide | ToKnow


def owed(
    session: Session,
    *,
    person_id: str,
    now: datetime,
    profile: Profile,
    lock: bool = False,
) -> ChallengesOwed:
    """
    Return what somebody owes to challenges, and how those stand that concern them.

    With `lock`, nobody can answer one before this transaction ends.
    """
    day = clock.today(now)
    people = [person_id, *register.list_deputised(session, person_id, day=day)]
    grants = [
        grant.role
        for one in people
        for grant in register.list_grants(session, one, day=day)
    ]
    rows = queries.list_near(
        session,
        people,
        facts.groups_near(session, person_id, now=now),
        everywhere=bool(ANYWHERE & set(grants)),
        lock=lock,
    )
    rungs = {
        (one.challenge_id, one.number): one
        for one in queries.list_rungs(session, [row.id for row, _ in rows])
    }
    found: list[Item] = []
    for challenge, group in rows:
        rung = rungs.get((challenge.id, challenge.rung))
        look = _Look(session, challenge, group, rung, now=now, profile=profile)
        found += look.of(person_id)
    return ChallengesOwed(
        to_answer=tuple(
            sorted(
                (one for one in found if isinstance(one, ToAnswer)),
                key=lambda one: (not one.at_risk, one.due_on, one.alias),
            )
        ),
        to_decide=tuple(one for one in found if isinstance(one, ToDecide)),
        to_know=tuple(one for one in found if isinstance(one, ToKnow)),
    )


@dataclass(frozen=True)
class _Look:
    """One open challenge, looked at for one person."""

    session: Session
    challenge: Challenge
    group: CoreGroup
    rung: ChallengeRung | None
    now: datetime
    profile: Profile

    def of(self, person_id: str) -> Sequence[Item]:
        """Return what this challenge is to somebody."""
        rung = self.rung
        if person_id == decider_id(self.session, self.challenge, now=self.now):
            return self._of_raiser(is_handed_on=person_id != self.challenge.raised_by)
        if rung is None or rung.answered_at is not None:
            return ()
        owes = owing(
            self.session,
            self.challenge,
            rung.answers,
            rung=rung,
            now=self.now,
        )
        if owes is not None and owes.asked.id == person_id:
            name = None if owes.owed.id == person_id else owes.owed.name
            return (self._to_answer(rung, name),)
        return self._of_others(rung, person_id)

    def _of_raiser(self, *, is_handed_on: bool) -> Sequence[Item]:
        found = self._of_decider()
        return [replace(one, is_handed_on=is_handed_on) for one in found]

    def _of_decider(self) -> Sequence[ToDecide | ToKnow]:
        rung = self.rung
        if rung is None:
            return (self._to_know(Known.NOBODY, None),)
        if rung.answered_at is not None:
            return (
                ToDecide(
                    challenge_id=self.challenge.id,
                    alias=self.group.alias,
                    answered_on=clock.today(rung.answered_at),
                ),
            )
        if self._is_late(rung):
            return (self._to_know(Known.LATE, rung),)
        if rung.begun_as in going.UNASKED:
            return (self._to_know(Known.TAKEN_UP, rung),)
        return ()

    def _of_others(self, rung: ChallengeRung, person_id: str) -> Sequence[Item]:
        informed = telling.informed_id(self.session, self.challenge, rung, now=self.now)
        if informed == person_id:
            return (self._to_know(Known.OF_STAFF, rung, reader=person_id),)
        if not self._is_late(rung):
            return ()
        higher = telling.above(
            self.session, self.challenge, now=self.now, profile=self.profile
        )
        if higher is None or higher.owing.asked.id != person_id:
            return ()
        return (self._to_know(Known.BELOW_LATE, rung, reader=person_id),)

    def _is_late(self, rung: ChallengeRung) -> bool:
        return rung.due_on < clock.today(self.now)

    def _to_answer(self, rung: ChallengeRung, for_name: str | None) -> ToAnswer:
        return ToAnswer(
            rung_id=rung.id,
            alias=self.group.alias,
            due_on=rung.due_on,
            is_late=self._is_late(rung),
            at_risk=self.challenge.immediate_risk,
            for_name=for_name,
        )

    def _to_know(
        self, known: Known, rung: ChallengeRung | None, *, reader: str | None = None
    ) -> ToKnow:
        # Whoever raised it reads it as their own; others by their class alone.
        may_read = reader is None or access.may(
            self.session,
            person_id=reader,
            row=READ,
            group_id=self.group.id,
            now=self.now,
        )
        return ToKnow(
            challenge_id=self.challenge.id,
            alias=self.group.alias,
            known=known,
            role="" if rung is None else self.profile.title(rung.answers).lower(),
            due_on=None if rung is None else rung.due_on,
            may_read=may_read,
        )
