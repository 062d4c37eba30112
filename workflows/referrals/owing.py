"""What somebody owes to referrals: an answer, a word in writing, more to say."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Session

from models.queries import access as register
from models.queries import referrals as queries
from models.referral_vocabulary import MadeAs, ReferralAnswer
from models.tables.access import Person
from models.tables.referrals import Referral
from workflows import clock
from workflows.profile import Profile
from workflows.referrals import facts, policy


class Kind(StrEnum):
    """Why a referral stands on the list of who recorded it."""

    CONFIRM = "confirm"
    SAY_MORE = "say_more"
    CHASED = "chased"
    ANSWERED = "answered"


@dataclass(frozen=True, kw_only=True)
class ToAnswer:
    """One referral of somebody's team without an end, or that came up to them."""

    referral_id: str
    alias: str
    team: str
    made_on: date
    acknowledge_by: date
    answer_by: datetime
    is_acknowledged: bool
    is_late: bool
    is_today: bool
    waits: bool
    taken_by: str
    is_mine: bool


@dataclass(frozen=True, kw_only=True)
class OwnReferral:
    """One referral that somebody recorded, and what it asks of them or tells them."""

    referral_id: str
    alias: str
    team: str
    telephone: str
    kind: Kind
    made_on: date
    confirm_by: datetime | None = None
    is_late: bool = False
    asked: str = ""
    answer: ReferralAnswer | None = None


@dataclass(frozen=True, kw_only=True)
class ReferralsOwed:
    """Everything about referrals that concerns one person now."""

    to_answer: tuple[ToAnswer, ...] = ()
    own: tuple[OwnReferral, ...] = ()

    def __bool__(self) -> bool:
        """Say whether there is anything."""
        return bool(self.to_answer or self.own)


def owed(
    session: Session,
    *,
    person_id: str,
    now: datetime,
    profile: Profile,
    lock: bool = False,
) -> ReferralsOwed:
    """
    Return what somebody owes to referrals, the oldest first.

    With `lock`, nobody can answer one before this transaction ends.
    """
    person = session.get(Person, person_id)
    if person is None or person.deactivated_at is not None:
        return ReferralsOwed()
    day = clock.today(now)
    people = [person_id, *register.list_deputised(session, person_id, day=day)]
    teams = [one.id for one in queries.list_teams_of(session, people, day=day)]
    waiting = queries.list_open(session, teams, people, lock=lock)
    mine = queries.list_own(session, person_id, lock=lock)
    return ReferralsOwed(
        to_answer=tuple(
            _to_answer(session, one, person_id, now=now, profile=profile)
            for one in waiting
        ),
        own=tuple(
            item
            for one in mine
            for item in _own(session, one, now=now, profile=profile)
        ),
    )


def _to_answer(
    session: Session,
    found: Referral,
    person_id: str,
    *,
    now: datetime,
    profile: Profile,
) -> ToAnswer:
    acknowledge_by = policy.acknowledge_by(found.made_at, profile)
    answer_by = policy.answer_by(found.clock_from, profile)
    is_acknowledged = found.acknowledged_at is not None
    today = clock.today(now)
    taken = None if found.taken_by is None else session.get_one(Person, found.taken_by)
    return ToAnswer(
        referral_id=found.id,
        alias=found.alias,
        team=facts.team_of(session, found).name,
        made_on=clock.today(found.made_at),
        acknowledge_by=acknowledge_by,
        answer_by=answer_by,
        is_acknowledged=is_acknowledged,
        is_late=now > answer_by or (not is_acknowledged and today > acknowledge_by),
        is_today=clock.today(answer_by) == today
        or (not is_acknowledged and acknowledge_by == today),
        waits=found.asks_more,
        taken_by="" if taken is None else taken.name,
        is_mine=found.taken_by == person_id,
    )


def _own(
    session: Session, found: Referral, *, now: datetime, profile: Profile
) -> list[OwnReferral]:
    team = facts.team_of(session, found)
    plain = OwnReferral(
        referral_id=found.id,
        alias=found.alias,
        team=team.name,
        telephone=team.telephone,
        kind=Kind.ANSWERED,
        made_on=clock.today(found.made_at),
        answer=found.ended_as,
    )
    if found.ended_at is not None:
        return [plain]
    shown = []
    if found.asks_more:
        shown.append(replace(plain, kind=Kind.SAY_MORE))
    if found.made_as is MadeAs.TELEPHONE and found.confirmed_at is None:
        by = policy.confirm_by(found.made_at, profile)
        late = now > by
        shown.append(replace(plain, kind=Kind.CONFIRM, confirm_by=by, is_late=late))
    newest = facts.newest_chase(session, found.id)
    if newest is not None and not found.asks_more:
        asked = facts.name_of(session, newest.asked_id)
        shown.append(replace(plain, kind=Kind.CHASED, asked=asked))
    return shown
