"""Seeing who could come to which date, and choosing the one to fix."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.queries import meetings as meeting_queries
from models.queries import proposals as queries
from models.tables.meetings import Meeting
from models.tables.plans import CoreGroup
from models.tables.proposals import Proposal, ProposedDate
from models.vocabulary import ComingAs
from workflows import audit, clock
from workflows.access import use_cases as access
from workflows.actor import Actor
from workflows.coming import facts as coming
from workflows.errors import NotYours
from workflows.profile import Profile
from workflows.proposals import facts, policy, proposing
from workflows.proposals.facts import DateStanding
from workflows.proposals.proposing import CONVENE


@dataclass(frozen=True, kw_only=True)
class DatesPage:
    """The dates of a proposal, each with who could come and the forecast."""

    proposal_id: str
    group_id: str
    alias: str
    limit_on: date
    answer_by: date
    is_open: bool
    fixed_on: date | None
    dates: tuple[DateStanding, ...]


@dataclass(frozen=True, kw_only=True)
class FixPage:
    """One date that is to be fixed; `moves_from` is the day that it takes over."""

    alias: str
    standing: DateStanding
    moves_from: date | None


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The date that was chosen, the meeting that it moves, what members have said."""

    proposal: Proposal
    chosen: ProposedDate
    moves: Meeting | None
    said: dict[str, ComingAs]


def open_page(
    session: Session, *, actor: Actor, group_id: str, now: datetime, profile: Profile
) -> DatesPage:
    """
    Return the newest proposed dates of a core group, with everybody's answers.

    :raises NotYours: if the actor may not convene here.
    :raises NotOpen: if none were ever proposed.
    """
    group = access.group(session, actor=actor, row=CONVENE, group_id=group_id, now=now)
    proposal = queries.find_newest(session, group.id)
    if proposal is None:
        raise policy.NotOpen
    fixed = None
    if proposal.fixed_id is not None:
        fixed = session.get_one(Meeting, proposal.fixed_id)
    return DatesPage(
        proposal_id=proposal.id,
        group_id=group.id,
        alias=group.alias,
        limit_on=proposal.limit_on,
        answer_by=proposal.answer_by,
        is_open=proposal.open_for is not None,
        fixed_on=None if fixed is None else fixed.dated_on,
        dates=facts.standings(session, proposal, now=now, profile=profile),
    )


def open_fix(
    session: Session, *, actor: Actor, date_id: str, now: datetime, profile: Profile
) -> FixPage:
    """
    Return one date before it is fixed: who comes, whether that is a quorum.

    :raises NotYours: if the actor may not convene here.
    :raises Refused: if it is not asked about any more, or is past.
    """
    proposal, group, one = _gate(session, actor, date_id, now=now)
    (found,) = (
        standing
        for standing in facts.standings(session, proposal, now=now, profile=profile)
        if standing.date_id == one.id
    )
    moved = _moves(session, proposal, now=now)
    return FixPage(
        alias=group.alias,
        standing=found,
        moves_from=None if moved is None else moved.dated_on,
    )


def choose(
    session: Session, *, actor: Actor, date_id: str, because: str, now: datetime
) -> Choice:
    """
    Choose the date to fix, and ask nobody about the others any more.

    :raises NotYours: if the actor may not convene here.
    :raises Refused: if it is past, one was fixed, or a move has no reason.
    """
    proposal, group, one = _gate(session, actor, date_id, now=now)
    moved = _moves(session, proposal, now=now)
    if moved is not None and not because.strip():
        raise policy.NeedsAReason(field="because")
    answers = queries.list_answers(session, [one.id])
    proposing.close(session, proposal, now=now)
    audit.record(
        session,
        actor=actor,
        event="proposed date chosen",
        now=now,
        group_id=group.id,
        subject=one.id,
        details={"on": one.dated_on.isoformat()},
    )
    return Choice(
        proposal=proposal,
        chosen=one,
        moves=moved,
        said={row.person_id: row.answer for row in answers},
    )


def keep_fixed(session: Session, choice: Choice, meeting: Meeting) -> None:
    """Keep which meeting came of the proposal."""
    choice.proposal.fixed_id = meeting.id
    session.add(choice.proposal)
    session.flush()


def _moves(session: Session, proposal: Proposal, *, now: datetime) -> Meeting | None:
    """Return the core group that was fixed before and would be moved, if it stands."""
    if proposal.fixed_id is None:
        return None
    meeting = meeting_queries.lock_meeting(session, proposal.fixed_id)
    is_ahead = meeting is not None and coming.is_ahead(meeting, now=now)
    return meeting if is_ahead else None


def _gate(
    session: Session, actor: Actor, date_id: str, *, now: datetime
) -> tuple[Proposal, CoreGroup, ProposedDate]:
    one = queries.find_date(session, date_id)
    proposal, group = proposing.gate(
        session, actor, "" if one is None else one.proposal_id, now=now
    )
    if one is None:
        raise NotYours
    policy.check_open(
        is_open=proposal.open_for is not None,
        on=one.dated_on,
        today=clock.today(now),
    )
    return proposal, group, one
