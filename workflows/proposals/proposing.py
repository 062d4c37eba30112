"""Proposing dates for a core group, and taking them back."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.queries import meetings as meeting_queries
from models.queries import plans as plan_queries
from models.queries import proposals as queries
from models.tables.plans import CoreGroup
from models.tables.proposals import DateAnswer, Proposal, ProposedDate
from models.vocabulary import ComingAs
from workflows import audit, clock
from workflows.access import use_cases as access
from workflows.actor import Actor
from workflows.coming import facts as coming
from workflows.errors import NotYours
from workflows.meetings import facts as meetings
from workflows.profile import Profile
from workflows.proposals import facts, policy, telling

CONVENE = 14


@dataclass(frozen=True, kw_only=True)
class ProposeForm:
    """What the form shows: by when the core group must meet."""

    group_id: str
    alias: str
    today: date
    limit_on: date
    is_past: bool
    answer_by: date


def open_form(
    session: Session, *, actor: Actor, group_id: str, now: datetime, profile: Profile
) -> ProposeForm:
    """
    Return what the form for proposing dates shows.

    :raises NotYours: if the actor may not convene here.
    :raises OneAtATime: if members are being asked about dates already.
    """
    group = access.group(session, actor=actor, row=CONVENE, group_id=group_id, now=now)
    if queries.find_open(session, group.id) is not None:
        raise policy.OneAtATime
    today = clock.today(now)
    limit = limit_on(session, group.id, today=today, profile=profile)
    return ProposeForm(
        group_id=group.id,
        alias=group.alias,
        today=today,
        limit_on=limit,
        is_past=limit < today,
        answer_by=_answer_by(today, profile),
    )


def propose(
    session: Session,
    *,
    actor: Actor,
    group_id: str,
    new: policy.NewDates,
    now: datetime,
    profile: Profile,
) -> Proposal:
    """
    Propose dates, and ask every member which of them they can come to.

    Whoever proposes can come to them, if they are a member themselves.

    :raises NotYours: if the actor may not convene here.
    :raises Refused: if a date cannot be, naming it, or members are asked already.
    """
    group = access.group(session, actor=actor, row=CONVENE, group_id=group_id, now=now)
    plan_queries.lock_group(session, group.id)
    if queries.find_open(session, group.id) is not None:
        raise policy.OneAtATime(field=policy.FIRST)
    today = clock.today(now)
    limit = limit_on(session, group.id, today=today, profile=profile)
    policy.check_dates(
        [
            _asked_for(session, group, at, field=field, now=now, profile=profile)
            for field, at in new.dates
        ],
        taken=meetings.core_group_dates(session, group.id),
        now=now,
        calendar=profile.calendar,
    )
    answer_by = _answer_by(today, profile)
    first = min(clock.today(at) for _, at in new.dates)
    proposal = Proposal(
        group_id=group.id,
        open_for=group.id,
        proposed_by=actor.person_id,
        proposed_at=now,
        limit_on=limit,
        answer_by=min(answer_by, first),
        acts_on=min(answer_by, first),
        profile_version=profile.stamp,
    )
    session.add(proposal)
    session.flush()
    _keep_dates(session, proposal, new, actor=actor, now=now)
    telling.ask(session, proposal, now=now, profile=profile)
    _audit(session, proposal, actor=actor, event="dates proposed", now=now)
    return proposal


def take_back(
    session: Session, *, actor: Actor, proposal_id: str, now: datetime
) -> Proposal:
    """
    Ask nobody about these dates any more. A date that is set stands.

    :raises NotYours: if the actor may not convene here.
    :raises NotOpen: if they are not asked about any more.
    """
    proposal, _ = gate(session, actor, proposal_id, now=now)
    policy.check_open(
        is_open=proposal.open_for is not None, on=None, today=clock.today(now)
    )
    close(session, proposal, now=now)
    _audit(session, proposal, actor=actor, event="dates taken back", now=now)
    return proposal


def reopen(
    session: Session, *, actor: Actor, proposal_id: str, now: datetime, profile: Profile
) -> Proposal:
    """
    Ask about these dates once more; the date that is fixed stands until another is.

    :raises NotYours: if the actor may not convene here.
    :raises Refused: if they are open, others are, or all of them are past.
    """
    proposal, group = gate(session, actor, proposal_id, now=now)
    if queries.find_open(session, group.id) is not None:
        raise policy.OneAtATime
    ahead = facts.dates_ahead(session, proposal, now=now)
    if not ahead:
        raise policy.NothingToReopen
    answer_by = _answer_by(clock.today(now), profile)
    proposal.open_for, proposal.closed_at = group.id, None
    proposal.reopened_at = now
    proposal.answer_by = min(answer_by, *(one.dated_on for one in ahead))
    proposal.acts_on = proposal.answer_by
    session.add(proposal)
    session.flush()
    telling.ask(session, proposal, now=now, profile=profile)
    _audit(session, proposal, actor=actor, event="dates re-opened", now=now)
    return proposal


def gate(
    session: Session, actor: Actor, proposal_id: str, *, now: datetime
) -> tuple[Proposal, CoreGroup]:
    """
    Return a proposal, held, with its core group, if the actor convenes it.

    :raises NotYours: if they may not.
    """
    proposal = queries.lock_proposal(session, proposal_id)
    group = access.group(
        session,
        actor=actor,
        row=CONVENE,
        group_id="" if proposal is None else proposal.group_id,
        now=now,
    )
    if proposal is None:
        raise NotYours
    return proposal, group


def close(session: Session, proposal: Proposal, *, now: datetime) -> None:
    """Ask nobody any more, and take the question off the lists that were sent."""
    people = [
        person.id for person in coming.members_of(session, proposal.group_id, now=now)
    ]
    proposal.open_for, proposal.acts_on, proposal.closed_at = None, None, now
    session.add(proposal)
    session.flush()
    telling.redraw(session, proposal, person_ids=people, now=now)


def close_open(session: Session, group_id: str, *, now: datetime) -> None:
    """Ask nobody any more which dates would do, as the core group is dated."""
    found = queries.find_open(session, group_id)
    if found is not None:
        close(session, found, now=now)


def limit_on(session: Session, group_id: str, *, today: date, profile: Profile) -> date:
    """
    Return by when the core group must meet that dates are proposed for.

    It is the next one, or the one in place of a core group that was cancelled.
    """
    waiting = meeting_queries.list_to_rearrange_in(session, [group_id])
    on = waiting[0].dated_on if waiting else date.max
    return meetings.limit_before(session, group_id, on, today=today, profile=profile)


def _asked_for(
    session: Session,
    group: CoreGroup,
    starts_at: datetime,
    *,
    field: str,
    now: datetime,
    profile: Profile,
) -> policy.AskedFor:
    on = clock.today(starts_at)
    limit = meetings.limit_before(
        session, group.id, on, today=clock.today(now), profile=profile
    )
    return policy.AskedFor(field=field, on=on, starts_at=starts_at, limit=limit)


def _answer_by(today: date, profile: Profile) -> date:
    return profile.calendar.add(today, profile.core_groups.answers_within.value)


def _keep_dates(
    session: Session,
    proposal: Proposal,
    new: policy.NewDates,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    members = coming.members_of(session, proposal.group_id, now=now)
    is_member = actor.person_id in {person.id for person in members}
    for _, starts_at in sorted(new.dates, key=lambda one: one[1]):
        row = ProposedDate(
            proposal_id=proposal.id,
            dated_on=clock.today(starts_at),
            starts_at=starts_at,
        )
        session.add(row)
        session.flush()
        if is_member:
            answer = DateAnswer(
                proposed_date_id=row.id,
                person_id=actor.person_id,
                answer=ComingAs.MYSELF,
                answered_by=actor.person_id,
                answered_at=now,
            )
            session.add(answer)
    session.flush()


def _audit(
    session: Session, proposal: Proposal, *, actor: Actor, event: str, now: datetime
) -> None:
    audit.record(
        session,
        actor=actor,
        event=event,
        now=now,
        group_id=proposal.group_id,
        subject=proposal.id,
        details={"limit": proposal.limit_on.isoformat()},
    )
