"""Saying which of the proposed dates one can come to: one press a date."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.queries import coming as coming_queries
from models.queries import proposals as queries
from models.tables.access import Person
from models.tables.plans import CoreGroup
from models.tables.proposals import DateAnswer, Proposal, ProposedDate
from models.vocabulary import ComingAs
from workflows import audit, clock
from workflows.access import use_cases as access
from workflows.access.policy import Circumstances
from workflows.actor import Actor
from workflows.coming import facts as coming
from workflows.coming.policy import Said, Standing, standing_of
from workflows.profile import Profile
from workflows.proposals import facts, policy, telling

OWN_ANSWER = 18
OWN = Circumstances(own=True)


@dataclass(frozen=True, kw_only=True)
class DateToAnswer:
    """One date, what the member has said to it, and what else they have then."""

    date_id: str
    starts_at: datetime
    standing: Standing
    has_clash: bool


@dataclass(frozen=True, kw_only=True)
class AnswerPage:
    """The dates to come that one member is asked about; nobody else's answers."""

    proposal_id: str
    alias: str
    answer_by: date
    limit_on: date
    for_person_id: str | None
    for_name: str | None
    dates: tuple[DateToAnswer, ...]


def open_page(
    session: Session,
    *,
    actor: Actor,
    proposal_id: str,
    for_person_id: str | None,
    now: datetime,
) -> AnswerPage:
    """
    Return the dates that a member is asked about, with their answers so far.

    :raises NotYours: if the actor may not answer here.
    :raises Refused: if they are not asked, or nobody is any more.
    """
    proposal, group, person = _asked(
        session, actor, proposal_id, for_person_id, now=now
    )
    return _page(session, actor, proposal, group, person, now=now)


def answer(
    session: Session,
    *,
    actor: Actor,
    date_id: str,
    for_person_id: str | None,
    said: ComingAs,
    now: datetime,
    profile: Profile,
) -> AnswerPage:
    """
    Keep what a member says to one date; said again, the last word counts.

    :raises NotYours: if the actor may not answer here.
    :raises Refused: if they are not asked, the date is past, or one was fixed.
    """
    one = queries.find_date(session, date_id)
    proposal, group, person = _asked(
        session,
        actor,
        "" if one is None else one.proposal_id,
        for_person_id,
        now=now,
        on=None if one is None else one.dated_on,
    )
    row = queries.find_answer(session, date_id, person.id)
    if row is None or row.answer is not said or row.answered_by != actor.person_id:
        row = row or DateAnswer(
            proposed_date_id=date_id,
            person_id=person.id,
            answer=said,
            answered_by=actor.person_id,
            answered_at=now,
        )
        row.answer, row.answered_by, row.answered_at = said, actor.person_id, now
        session.add(row)
        session.flush()
        telling.redraw(
            session, proposal, person_ids=[person.id, actor.person_id], now=now
        )
        telling.tell_if_all_answered(session, proposal, now=now, profile=profile)
        _audit(session, actor, group, row, now=now)
    return _page(session, actor, proposal, group, person, now=now)


def _audit(
    session: Session, actor: Actor, group: CoreGroup, row: DateAnswer, *, now: datetime
) -> None:
    audit.record(
        session,
        actor=actor,
        event="date answered",
        now=now,
        group_id=group.id,
        subject=row.proposed_date_id,
        details={"for": row.person_id, "answer": row.answer.value},
    )


def _asked(
    session: Session,
    actor: Actor,
    proposal_id: str,
    for_person_id: str | None,
    *,
    now: datetime,
    on: date | None = None,
) -> tuple[Proposal, CoreGroup, Person]:
    proposal = queries.lock_proposal(session, proposal_id)
    group = access.group(
        session,
        actor=actor,
        row=OWN_ANSWER,
        group_id="" if proposal is None else proposal.group_id,
        now=now,
        circumstances=OWN,
    )
    if proposal is None:
        raise policy.NotOpen
    policy.check_open(
        is_open=proposal.open_for is not None, on=on, today=clock.today(now)
    )
    person = coming.whose(session, actor, group.id, for_person_id, now=now)
    return proposal, group, person


def _page(
    session: Session,
    actor: Actor,
    proposal: Proposal,
    group: CoreGroup,
    person: Person,
    *,
    now: datetime,
) -> AnswerPage:
    is_own = person.id == actor.person_id
    return AnswerPage(
        proposal_id=proposal.id,
        alias=group.alias,
        answer_by=proposal.answer_by,
        limit_on=proposal.limit_on,
        for_person_id=None if is_own else person.id,
        for_name=None if is_own else person.name,
        dates=tuple(
            _date(session, group, one, person)
            for one in facts.dates_ahead(session, proposal, now=now)
        ),
    )


def _date(
    session: Session, group: CoreGroup, one: ProposedDate, person: Person
) -> DateToAnswer:
    row = queries.find_answer(session, one.id, person.id)
    absences = coming_queries.list_absences(session, [person.id], on=one.dated_on)
    slot = coming.Slot(
        group_id=group.id, dated_on=one.dated_on, starts_at=one.starts_at
    )
    return DateToAnswer(
        date_id=one.id,
        starts_at=one.starts_at,
        standing=standing_of(
            None if row is None else Said(answer=row.answer, at=row.answered_at),
            absences[-1].recorded_at if absences else None,
        ),
        has_clash=bool(coming.clashes(session, slot, [person.id])),
    )
