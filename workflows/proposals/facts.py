"""Turns rows into proposed dates with everybody's answers and the forecast of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.queries import proposals as queries
from models.tables.proposals import DateAnswer, Proposal, ProposedDate
from workflows import clock
from workflows.coming import facts as coming
from workflows.coming import policy as quorum
from workflows.coming.facts import Slot
from workflows.coming.policy import Forecast, MemberLine, Said
from workflows.profile import Profile


@dataclass(frozen=True, kw_only=True)
class DateStanding:
    """One proposed date: who could come, by agency, and whether that is a quorum."""

    date_id: str
    dated_on: date
    starts_at: datetime
    members: tuple[MemberLine, ...]
    forecast: Forecast
    is_past: bool


def standings(
    session: Session, proposal: Proposal, *, now: datetime, profile: Profile
) -> tuple[DateStanding, ...]:
    """Return how every proposed date stands, the soonest first."""
    dates = queries.list_dates(session, proposal.id)
    answers = queries.list_answers(session, [one.id for one in dates])
    return tuple(
        _standing(session, proposal, one, answers, now=now, profile=profile)
        for one in dates
    )


def _standing(
    session: Session,
    proposal: Proposal,
    one: ProposedDate,
    answers: Sequence[DateAnswer],
    *,
    now: datetime,
    profile: Profile,
) -> DateStanding:
    said = {
        row.person_id: Said(answer=row.answer, at=row.answered_at)
        for row in answers
        if row.proposed_date_id == one.id
    }
    slot = Slot(
        group_id=proposal.group_id, dated_on=one.dated_on, starts_at=one.starts_at
    )
    members = coming.lines(session, slot, said, now=now)
    return DateStanding(
        date_id=one.id,
        dated_on=one.dated_on,
        starts_at=one.starts_at,
        members=members,
        forecast=quorum.forecast(members, profile),
        is_past=one.dated_on < clock.today(now),
    )


def dates_ahead(
    session: Session, proposal: Proposal, *, now: datetime
) -> list[ProposedDate]:
    """Return the proposed dates that are still to come."""
    today = clock.today(now)
    return [
        one for one in queries.list_dates(session, proposal.id) if one.dated_on >= today
    ]


def not_heard_from(
    session: Session, proposal: Proposal, *, now: datetime, profile: Profile
) -> set[str]:
    """Return the members who have not answered one of the dates to come."""
    return {
        line.person_id
        for one in standings(session, proposal, now=now, profile=profile)
        if not one.is_past
        for line in one.members
        if line.standing is quorum.Standing.NOT_HEARD
    }


def to_ask(
    session: Session, proposal: Proposal, *, now: datetime, profile: Profile
) -> list[str]:
    """Return whom to ask in Slack today: members not yet heard from, or deputies."""
    unheard = not_heard_from(session, proposal, now=now, profile=profile)
    asked = [
        coming.asked_of(session, person, now=now)
        for person in coming.members_of(session, proposal.group_id, now=now)
        if person.id in unheard
    ]
    return sorted({person.id for person in asked if person is not None})
