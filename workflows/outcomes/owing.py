"""What somebody owes to outcomes, and until when they can challenge one: dates only."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlmodel import Session

from models.queries import access as register
from models.queries import outcomes as queries
from models.tables.access import Person
from models.tables.conferences import Conference
from models.tables.plans import CoreGroup
from models.vocabulary import Duty
from workflows import clock
from workflows.access import use_cases as access
from workflows.access.policy import Circumstances
from workflows.outcomes import facts, following, policy
from workflows.outcomes.whose import CHECK, READ, RECORD, ROW_OF
from workflows.profile import Profile

CHALLENGE: Final = 44


@dataclass(frozen=True, kw_only=True)
class ToRecord:
    """One review that was held, or should have been, and has no outcome."""

    conference_id: str
    alias: str
    dated_on: date


@dataclass(frozen=True, kw_only=True)
class ToAssure:
    """One ending that a manager is to look at again."""

    assurance_id: str
    alias: str
    duty: Duty
    due_at: datetime
    is_late: bool

    @property
    def due_on(self) -> date:
        """Give the last day on which it is in time."""
        return clock.today(self.due_at - policy.ONE_INSTANT)


@dataclass(frozen=True, kw_only=True)
class ToChallenge:
    """One decision other than what somebody said, while they can challenge it."""

    conference_id: str
    alias: str
    held_on: date
    until: datetime


@dataclass(frozen=True, kw_only=True)
class ToCheck:
    """One after-plan check that somebody was asked for."""

    check_id: str
    alias: str
    ended_on: date
    month: int


@dataclass(frozen=True, kw_only=True)
class CheckNews:
    """Answers after a plan that its former chair has not read."""

    conference_id: str
    alias: str
    ended_on: date
    answers: int


@dataclass(frozen=True, kw_only=True)
class OutcomesOwed:
    """Everything about outcomes that concerns one person, the soonest first."""

    to_record: tuple[ToRecord, ...] = ()
    to_assure: tuple[ToAssure, ...] = ()
    to_challenge: tuple[ToChallenge, ...] = ()
    to_check: tuple[ToCheck, ...] = ()
    news: tuple[CheckNews, ...] = ()

    def __bool__(self) -> bool:
        """Say whether there is anything."""
        return bool(
            self.to_record
            or self.to_assure
            or self.to_challenge
            or self.to_check
            or self.news
        )


@dataclass(frozen=True, kw_only=True)
class LastOutcome:
    """The outcome that was recorded last, or the review that still lacks one."""

    conference_id: str
    on: date
    is_recorded: bool
    may_record: bool
    may_read: bool


def owed(
    session: Session,
    *,
    person_id: str,
    now: datetime,
    profile: Profile,
    lock: bool = False,
) -> OutcomesOwed:
    """
    Return what somebody owes to outcomes, what is news, and what they can challenge.

    With `lock`, nobody can do one of these duties before this transaction ends.
    """
    return OutcomesOwed(
        to_record=tuple(_to_record(session, person_id, now=now, profile=profile)),
        to_assure=tuple(_to_assure(session, person_id, now=now, lock=lock)),
        to_challenge=tuple(
            dissent_window(session, person_id=person_id, now=now, profile=profile)
        ),
        to_check=tuple(_to_check(session, person_id, now=now, lock=lock)),
        news=tuple(_news(session, person_id)),
    )


def _to_record(
    session: Session, person_id: str, *, now: datetime, profile: Profile
) -> list[ToRecord]:
    today = clock.today(now)
    return [
        ToRecord(conference_id=held.id, alias=group.alias, dated_on=held.dated_on)
        for held, group in queries.list_unrecorded(
            session,
            register.list_chaired(session, person_id, day=today),
            since=today - policy.ASKED_FOR,
            before=today,
        )
        if profile.calendar.add(held.dated_on, profile.outcomes.asked_after.value)
        <= today
    ]


def _to_assure(
    session: Session, person_id: str, *, now: datetime, lock: bool
) -> list[ToAssure]:
    return [
        ToAssure(
            assurance_id=row.id,
            alias=session.get_one(CoreGroup, row.group_id).alias,
            duty=row.duty,
            due_at=row.due_at,
            is_late=now > row.due_at,
        )
        for row in queries.list_owed_assurances(session, person_id, lock=lock)
        if person_id
        not in following.deciders_of(
            session, session.get_one(Conference, row.conference_id)
        )
        and access.may_formerly(
            session,
            person_id=person_id,
            row=ROW_OF[row.duty],
            group_id=row.group_id,
            now=now,
        )
    ]


def dissent_window(
    session: Session,
    *,
    person_id: str,
    now: datetime,
    profile: Profile,
) -> list[ToChallenge]:
    """
    Return the decisions that somebody can challenge now, as they said otherwise.

    Only in core groups where they belong and may raise a challenge of their own.
    """
    day = clock.today(now)
    mine = register.list_memberships(session, person_id, day=day, now=now)
    found = []
    for held in queries.list_decided(
        session,
        sorted({membership.group_id for membership in mine}),
        since=now - policy.LONGEST_WINDOW,
    ):
        standing = facts.standing(session, held)
        if standing is None or not _can_challenge(
            session, person_id, standing, now=now, profile=profile
        ):
            continue
        found.append(
            ToChallenge(
                conference_id=held.id,
                alias=session.get_one(CoreGroup, held.group_id).alias,
                held_on=held.held_on or held.dated_on,
                until=policy.dissent_until(standing.decided_at, profile),
            )
        )
    return sorted(found, key=lambda one: one.until)


def _can_challenge(
    session: Session,
    person_id: str,
    standing: facts.Standing,
    *,
    now: datetime,
    profile: Profile,
) -> bool:
    if now >= policy.dissent_until(standing.decided_at, profile):
        return False
    return person_id in facts.dissenters(session, standing) and access.may(
        session,
        person_id=person_id,
        row=CHALLENGE,
        group_id=standing.conference.group_id,
        now=now,
        circumstances=Circumstances(own=True),
    )


def _to_check(
    session: Session, person_id: str, *, now: datetime, lock: bool
) -> list[ToCheck]:
    return [
        ToCheck(
            check_id=row.id,
            alias=session.get_one(CoreGroup, row.group_id).alias,
            ended_on=_ended_on(session, row.conference_id),
            month=row.month,
        )
        for row in queries.list_owed_checks(session, person_id, lock=lock)
        if access.may_formerly(
            session, person_id=person_id, row=CHECK, group_id=row.group_id, now=now
        )
    ]


def _news(session: Session, person_id: str) -> list[CheckNews]:
    answers: dict[str, int] = {}
    groups: dict[str, str] = {}
    for row in queries.list_unread_checks(session, person_id):
        answers[row.conference_id] = answers.get(row.conference_id, 0) + 1
        groups[row.conference_id] = row.group_id
    return [
        CheckNews(
            conference_id=conference_id,
            alias=session.get_one(CoreGroup, groups[conference_id]).alias,
            ended_on=_ended_on(session, conference_id),
            answers=count,
        )
        for conference_id, count in answers.items()
    ]


def _ended_on(session: Session, conference_id: str) -> date:
    held = session.get_one(Conference, conference_id)
    return held.held_on or held.dated_on


def last_outcome(
    session: Session, group_id: str, *, person_id: str, now: datetime
) -> LastOutcome | None:
    """Return the review that lacks an outcome, else the last that has one."""
    today = clock.today(now)
    missing = queries.list_unrecorded(
        session,
        [group_id],
        since=today - policy.ASKED_FOR,
        before=today + policy.ONE_DAY,
    )
    held = missing[0][0] if missing else queries.find_last(session, group_id)
    if held is None:
        return None
    may = {
        row: access.may(
            session, person_id=person_id, row=row, group_id=group_id, now=now
        )
        for row in (RECORD, READ)
    }
    return LastOutcome(
        conference_id=held.id,
        on=held.held_on or held.dated_on,
        is_recorded=not missing,
        may_record=may[RECORD],
        may_read=may[READ] and not missing,
    )


def names(session: Session, person_ids: Collection[str | None]) -> list[str]:
    """Return the names of these people, in this order."""
    return [session.get_one(Person, who).name for who in person_ids if who is not None]
