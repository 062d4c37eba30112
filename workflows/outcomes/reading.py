"""Reading outcomes: the form before, the page after. Each reading is audited."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from models.queries import outcomes as queries
from models.queries import statements as statement_queries
from models.tables.access import Agency, Person
from models.tables.conferences import Conference
from models.tables.outcomes import Outcome
from models.tables.plans import Child, CoreGroup
from models.tables.statements import Round
from workflows import audit, clock
from workflows.access import use_cases as access
from workflows.access.policy import Circumstances
from workflows.actions import facts as action_facts
from workflows.actor import Actor
from workflows.audit import Reader
from workflows.outcomes import facts, policy
from workflows.outcomes.facts import Standing
from workflows.outcomes.shown import (
    Decided,
    JointTalk,
    OutcomeForm,
    OutcomePage,
    Recommended,
    ShownDuty,
)
from workflows.outcomes.whose import READ, RECORD, VIEWS, conference
from workflows.profile import Profile
from workflows.statements import children as statement_children
from workflows.statements.children import ShownChild
from workflows.statements.reveal import View, side_by_side


def form(
    session: Session, *, actor: Actor, conference_id: str, now: datetime
) -> OutcomeForm:
    """
    Return what a chair needs to record, or to correct, what a conference decided.

    :raises NotYours: if the actor does not chair this family's conferences.
    :raises Refused: if the conference can have no outcome.
    """
    held, group = conference(
        session, actor=actor, conference_id=conference_id, row=RECORD, now=now
    )
    plans = facts.plans_of(session, held)
    policy.check_can_record(
        facts.of_conference(session, held, plans), today=clock.today(now)
    )
    reader = audit.reading(
        session,
        actor=actor,
        event="outcome form opened",
        now=now,
        group_id=group.id,
        subject=held.id,
    )
    round_ = facts.closed_round(session, held)
    rows = _rows(facts.standing(session, held))
    return OutcomeForm(
        conference_id=held.id,
        version=facts.version(session, held),
        alias=group.alias,
        on=held.held_on or min(held.dated_on, clock.today(now)),
        children=_children(
            session,
            reader,
            group,
            children=[(plan.id, child) for plan, child in plans],
            rows=rows,
            round_=round_,
            reader_id=actor.person_id,
            now=now,
        ),
        heard=round_ is not None,
        talk=_talk(session, reader, round_),
        leaders=_leaders(session, group, now=now),
        open_actions=len(action_facts.open_actions(session, group.id)),
        quorate=held.quorate,
    )


def _shown_to(
    session: Session, found: Standing, actor: Actor, *, now: datetime
) -> list[tuple[str, Child]]:
    children = [(row.plan_id, found.children[row.plan_id]) for row in found.rows]
    group_id = found.conference.group_id
    return [
        (plan_id, child)
        for plan_id, child in children
        if facts.is_shown(session, child, actor.person_id, group_id, now=now)
    ]


def _rows(found: Standing | None) -> dict[str, Outcome]:
    return {} if found is None else {row.plan_id: row for row in found.rows}


def _leaders(
    session: Session, group: CoreGroup, *, now: datetime
) -> tuple[tuple[str, str], ...]:
    """Return who of the core group can lead what follows, with their agencies."""
    return tuple(
        (one.id, f"{one.name} ({session.get_one(Agency, one.agency_id).name})")
        for one in action_facts.owners(session, group.id, now=now)
    )


def read(
    session: Session,
    *,
    actor: Actor,
    conference_id: str,
    now: datetime,
    profile: Profile,
) -> OutcomePage | None:
    """
    Return what a conference decided and why, or nothing while nobody has recorded it.

    :raises NotYours: if the actor may not read this family's timeline.
    """
    held, group = conference(
        session, actor=actor, conference_id=conference_id, row=READ, now=now
    )
    found = facts.standing(session, held)
    if found is None:
        return None
    return page(session, found, group, actor=actor, now=now, profile=profile)


def page(
    session: Session,
    found: Standing,
    group: CoreGroup,
    *,
    actor: Actor,
    now: datetime,
    profile: Profile,
) -> OutcomePage:
    """Return an outcome to somebody who passed the gate: one reading, one audit row."""
    held, newest = found.conference, found.rows[0]
    reader = audit.reading(
        session,
        actor=actor,
        event="outcome read",
        now=now,
        group_id=group.id,
        subject=held.id,
    )
    may_see_views = _may(session, actor, group, VIEWS, now=now)
    round_ = facts.closed_round(session, held)
    held_on = held.held_on or held.dated_on
    return OutcomePage(
        conference_id=held.id,
        group_id=group.id,
        alias=group.alias,
        held_on=held_on,
        recorded_on=clock.today(newest.recorded_at),
        decided_by=session.get_one(Person, newest.decided_by).name,
        version=newest.version,
        is_late=policy.is_late(held_on, clock.today(found.decided_at), profile),
        quorate=held.quorate,
        heard=round_ is not None,
        may_see_views=may_see_views,
        children=_children(
            session,
            reader,
            group,
            children=_shown_to(session, found, actor, now=now),
            rows=_rows(found),
            round_=round_ if may_see_views else None,
            reader_id=actor.person_id,
            now=now,
        ),
        open_actions=max(row.open_actions for row in found.rows),
        duties=_duties(session, held),
        challenge_until=_until(session, found, actor, now=now, profile=profile),
        closes_on=facts.closes_on(session, held),
        may_correct=_may(session, actor, group, RECORD, now=now),
    )


def _may(
    session: Session, actor: Actor, group: CoreGroup, row: int, *, now: datetime
) -> bool:
    return access.may(
        session,
        person_id=actor.person_id,
        row=row,
        group_id=group.id,
        now=now,
        circumstances=Circumstances(closed=True),
    )


def _children(
    session: Session,
    reader: Reader,
    group: CoreGroup,
    *,
    children: Sequence[tuple[str, Child]],
    rows: dict[str, Outcome],
    round_: Round | None,
    reader_id: str,
    now: datetime,
) -> tuple[Decided, ...]:
    shown = statement_children.shown(
        session,
        reader,
        [child for _, child in children],
        alias=group.alias,
        person_id=reader_id,
        today=clock.today(now),
    )
    said = facts.said(session, round_)
    return tuple(
        _decided(
            session,
            reader,
            plan_id,
            child,
            rows.get(plan_id),
            recommended=recommended(session, said, child.child_id),
        )
        for (plan_id, _), child in zip(children, shown, strict=True)
    )


def _decided(
    session: Session,
    reader: Reader,
    plan_id: str,
    child: ShownChild,
    row: Outcome | None,
    *,
    recommended: tuple[Recommended, ...],
) -> Decided:
    if row is None:
        return Decided(plan_id=plan_id, child=child, recommended=recommended)
    led_by = reader.text(row, "led_by") or ""
    if row.led_by is not None:
        led_by = session.get_one(Person, row.led_by).name
    return Decided(
        plan_id=plan_id,
        child=child,
        recommended=recommended,
        decision=row.decision,
        because=reader.text(row, "because") or "",
        follows=row.follows,
        led_by_id=row.led_by,
        led_by=led_by,
        first_meeting_on=row.first_meeting_on,
        at_first_review=row.at_first_review,
        against_lead=row.against_lead,
    )


def recommended(
    session: Session, said: facts.Said, child_id: str
) -> tuple[Recommended, ...]:
    """Return what each agency recommended for one child, as views are laid out."""
    people = statement_queries.list_people(session, {who for who, _ in said})
    views = [
        View(
            child=child_id,
            member_id=who,
            agency=people[who][1].name,
            recommendation=one,
            version=1,
        )
        for (who, about), one in said.items()
        if about == child_id
    ]
    (laid,) = side_by_side(views, [child_id])
    return tuple(
        Recommended(
            recommendation=position.recommendation,
            agencies=tuple(dict.fromkeys(view.agency for view in position.views)),
        )
        for position in laid.positions
    )


def _talk(session: Session, reader: Reader, round_: Round | None) -> JointTalk | None:
    rows = (
        () if round_ is None else statement_queries.list_discussions(session, round_.id)
    )
    if not rows:
        return None
    return JointTalk(joint=rows[-1].joint, text=reader.text(rows[-1], "text") or "")


def _duties(session: Session, held: Conference) -> tuple[ShownDuty, ...]:
    return tuple(
        ShownDuty(
            duty=row.duty.value,
            owed_by=tuple(
                session.get_one(Person, who).name
                for who in (row.owed_by, row.escalated_to)
                if who is not None
            ),
            due_at=row.due_at,
            done_on=None if row.done_at is None else clock.today(row.done_at),
        )
        for row in queries.list_assurances(session, held.id)
        if row.ended_at is None
    )


def _until(
    session: Session,
    found: Standing,
    actor: Actor,
    *,
    now: datetime,
    profile: Profile,
) -> datetime | None:
    """Return until when the reader can challenge, if they said otherwise."""
    until = policy.dissent_until(found.decided_at, profile)
    if now >= until or actor.person_id not in facts.dissenters(session, found):
        return None
    return until
