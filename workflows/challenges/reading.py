"""Reading challenges: a core group's list, one side by side, and the forms of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlmodel import Session

from models.queries import challenges as queries
from models.tables.challenges import Challenge, ChallengeRung
from models.tables.conferences import Conference
from models.tables.plans import CoreGroup
from models.vocabulary import ChallengeAbout, ChallengeEnd, RungBegun
from workflows import audit, clock
from workflows.access import use_cases as access
from workflows.access.policy import Circumstances
from workflows.actor import Actor
from workflows.audit import Reader
from workflows.challenges import facts, policy
from workflows.challenges.whose import (
    RAISE,
    READ,
    current,
    decider_id,
    is_named,
    may_read,
    own,
    to_answer,
    to_read,
)
from workflows.profile import Profile

ON_A_PAGE: Final = 20


@dataclass(frozen=True, kw_only=True)
class Line:
    """One challenge in the list: what about and how far, never what it says."""

    challenge_id: str
    about: ChallengeAbout
    raised_by: str
    raised_on: date
    immediate_risk: bool
    ended_on: date | None
    ended_as: ChallengeEnd | None
    answered_on: date | None
    owed_by: str | None
    due_on: date | None
    is_overdue: bool


@dataclass(frozen=True, kw_only=True)
class ChallengesPage:
    """One page of a core group's challenges, those that are open first."""

    group_id: str
    alias: str
    lines: tuple[Line, ...]
    number: int
    pages: int
    may_raise: bool


@dataclass(frozen=True, kw_only=True)
class ShownRung:
    """One rung as somebody reads it: who owes or owed an answer, and the answer."""

    rung_id: str
    name: str
    owed_by: str
    asked: str | None
    begun_on: date
    begun_as: RungBegun
    begun_by: str
    why: str | None
    passed_over: str
    due_on: date
    answer: str | None
    answered_by: str
    answered_on: date | None
    is_current: bool
    is_overdue: bool
    may_answer: bool


@dataclass(frozen=True, kw_only=True)
class ShownChallenge:
    """One challenge, with what was answered to it rung by rung."""

    challenge_id: str
    group_id: str
    alias: str
    about: ChallengeAbout
    raised_by: str
    raised_on: date
    conference_on: date | None
    is_late: bool
    immediate_risk: bool
    what: str
    wanted: str
    rungs: tuple[ShownRung, ...]
    ended_on: date | None
    ended_as: ChallengeEnd | None
    ended_because: str | None
    may_decide: bool


@dataclass(frozen=True, kw_only=True)
class AnswerForm:
    """What whoever owes an answer sees: the challenge, and what was answered so far."""

    rung_id: str
    challenge: ShownChallenge
    may_pass_up: bool


@dataclass(frozen=True, kw_only=True)
class DecideForm:
    """What whoever raised it sees before they say whether it is settled."""

    challenge_id: str
    alias: str
    rung: int
    answer: str | None


def page(
    session: Session, *, actor: Actor, group_id: str, now: datetime, number: int = 0
) -> ChallengesPage:
    """
    Return one page of the challenges of a core group that the actor may read.

    :raises NotYours: if they may read none there.
    """
    group = access.group(
        session,
        actor=actor,
        row=READ,
        group_id=group_id,
        now=now,
        # Some may read their own, or where they are named: they see those.
        circumstances=Circumstances(own=True, named=True),
    )
    every = [
        one
        for one in queries.list_challenges(session, group.id)
        if may_read(session, actor, one, now=now)
    ]
    ordered = [one for one in every if one.ended_at is None]
    ordered += [one for one in every if one.ended_at is not None]
    pages = max(1, -(-len(ordered) // ON_A_PAGE))
    number = min(max(number, 0), pages - 1)
    here = ordered[number * ON_A_PAGE : (number + 1) * ON_A_PAGE]
    return ChallengesPage(
        group_id=group.id,
        alias=group.alias,
        lines=_lines(session, here, now=now),
        number=number,
        pages=pages,
        may_raise=access.may(
            session,
            person_id=actor.person_id,
            row=RAISE,
            group_id=group.id,
            now=now,
            circumstances=Circumstances(own=True),
        ),
    )


def read(
    session: Session,
    *,
    actor: Actor,
    challenge_id: str,
    now: datetime,
    profile: Profile,
) -> ShownChallenge:
    """
    Return a challenge side by side with its answers: one reading, one audit row.

    :raises NotYours: if the actor may not read it.
    """
    found, _ = to_read(session, actor=actor, challenge_id=challenge_id, now=now)
    return _read(
        session, found, actor=actor, event="challenge read", now=now, profile=profile
    )


def answer_form(
    session: Session, *, actor: Actor, rung_id: str, now: datetime, profile: Profile
) -> AnswerForm:
    """
    Return what the form for an answer shows: the whole challenge, which is audited.

    :raises NotYours: if the answer is not the actor's to give.
    :raises Refused: if it has ended, or this rung was answered.
    """
    rung, found, _ = to_answer(session, actor=actor, rung_id=rung_id, now=now)
    if found.ended_at is not None:
        raise policy.AlreadyEnded
    if rung.answered_at is not None:
        raise policy.AlreadyAnswered
    shown = _read(
        session,
        found,
        actor=actor,
        event="challenge read to answer",
        now=now,
        profile=profile,
    )
    return AnswerForm(
        rung_id=rung.id,
        challenge=shown,
        may_pass_up=rung.number == found.rung,
    )


def decide_form(
    session: Session, *, actor: Actor, challenge_id: str, now: datetime
) -> DecideForm:
    """
    Return what whoever raised a challenge sees before they say what now.

    :raises NotYours: if the actor did not raise it, or is not in the group any more.
    :raises AlreadyEnded: if it has ended.
    """
    found, group = own(session, actor=actor, challenge_id=challenge_id, now=now)
    if found.ended_at is not None:
        raise policy.AlreadyEnded
    reader = audit.reading(
        session,
        actor=actor,
        event="answer to a challenge read",
        now=now,
        group_id=group.id,
        subject=found.id,
    )
    rung = current(session, found)
    return DecideForm(
        challenge_id=found.id,
        alias=group.alias,
        rung=found.rung,
        answer=None if rung is None else reader.text(rung, "answer"),
    )


def _lines(
    session: Session, found: Sequence[Challenge], *, now: datetime
) -> tuple[Line, ...]:
    rungs = {
        (one.challenge_id, one.number): one
        for one in queries.list_rungs(session, [row.id for row in found])
    }
    return tuple(
        _line(session, one, rungs.get((one.id, one.rung)), now=now) for one in found
    )


def _line(
    session: Session, one: Challenge, rung: ChallengeRung | None, *, now: datetime
) -> Line:
    is_waiting = rung is not None and rung.answered_at is None
    is_open = one.ended_at is None
    return Line(
        challenge_id=one.id,
        about=one.about,
        raised_by=facts.name_of(session, one.raised_by),
        raised_on=clock.today(one.raised_at),
        immediate_risk=one.immediate_risk,
        ended_on=_day(one.ended_at),
        ended_as=one.ended_as,
        answered_on=None if rung is None else _day(rung.answered_at),
        owed_by=None if rung is None else facts.name_of(session, rung.owed_by),
        due_on=None if rung is None else rung.due_on,
        is_overdue=is_open
        and is_waiting
        and rung is not None
        and rung.due_on < clock.today(now),
    )


def _read(
    session: Session,
    found: Challenge,
    *,
    actor: Actor,
    event: str,
    now: datetime,
    profile: Profile,
) -> ShownChallenge:
    reader = audit.reading(
        session,
        actor=actor,
        event=event,
        now=now,
        group_id=found.group_id,
        subject=found.id,
    )
    of_conference = found.conference_id
    conference = (
        None if of_conference is None else session.get_one(Conference, of_conference)
    )
    group_alias = session.get_one(CoreGroup, found.group_id).alias
    names = {
        step.number: policy.step_name(step, profile)
        for step in policy.steps_of(found.ladder, found.about, profile)
    }
    return ShownChallenge(
        challenge_id=found.id,
        group_id=found.group_id,
        alias=group_alias,
        about=found.about,
        raised_by=facts.name_of(session, found.raised_by),
        raised_on=clock.today(found.raised_at),
        conference_on=None if conference is None else conference.held_on,
        is_late=found.is_late,
        immediate_risk=found.immediate_risk,
        what=reader.text(found, "what") or "",
        wanted=reader.text(found, "wanted") or "",
        rungs=tuple(
            _rung(session, reader, found, one, names, actor=actor, now=now)
            for one in _by_time(queries.list_rungs(session, [found.id]))
        ),
        ended_on=_day(found.ended_at),
        ended_as=found.ended_as,
        ended_because=reader.text(found, "ended_because"),
        may_decide=found.ended_at is None and _may_decide(session, actor, found, now),
    )


def _by_time(rungs: Sequence[ChallengeRung]) -> list[ChallengeRung]:
    # From the top downwards where a child was at risk and nobody was there.
    return sorted(rungs, key=lambda one: (one.begun_at, one.number))


def _may_decide(
    session: Session, actor: Actor, found: Challenge, now: datetime
) -> bool:
    return decider_id(session, found, now=now) == actor.person_id


def _rung(
    session: Session,
    reader: Reader,
    found: Challenge,
    one: ChallengeRung,
    names: Mapping[int, str],
    *,
    actor: Actor,
    now: datetime,
) -> ShownRung:
    is_open = found.ended_at is None and one.answered_at is None
    answered_on = _day(one.answered_at)
    return ShownRung(
        rung_id=one.id,
        name=names.get(one.number, one.name),
        owed_by=facts.name_of(session, one.owed_by),
        asked=facts.name_of(session, one.asked_id)
        if one.asked_id != one.owed_by
        else None,
        begun_on=clock.today(one.begun_at),
        begun_as=one.begun_as,
        begun_by=facts.name_of(session, one.begun_by),
        why=reader.text(one, "why"),
        passed_over=one.passed_over,
        due_on=one.due_on,
        answer=reader.text(one, "answer"),
        answered_by=facts.name_of(session, one.answered_by),
        answered_on=answered_on,
        is_current=one.number == found.rung,
        is_overdue=(answered_on or clock.today(now)) > one.due_on,
        may_answer=is_open and is_named(session, actor, found, one, now=now),
    )


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else clock.today(moment)
