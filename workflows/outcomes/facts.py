"""Turns rows into the facts that the rules for outcomes decide on."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from sqlmodel import Session

from models.queries import access as register
from models.queries import conferences as conference_queries
from models.queries import outcomes as queries
from models.queries import statements as statement_queries
from models.tables.access import Agency
from models.tables.conferences import Conference
from models.tables.outcomes import Outcome
from models.tables.plans import Child, Plan
from models.tables.statements import Round
from models.vocabulary import ConferenceKind, Decision, Recommendation
from workflows import clock, hours
from workflows.access import use_cases as access
from workflows.outcomes import policy
from workflows.outcomes.policy import ConferenceFacts, MemberFacts

# By person and child, what each recommended last before the conference.
Said = Mapping[tuple[str, str], Recommendation]
Pair = tuple[Plan, Child]


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What one conference decided, as it stands now: the newest version of each."""

    conference: Conference
    rows: tuple[Outcome, ...]
    children: Mapping[str, Child]
    decided_at: datetime

    @property
    def ended(self) -> tuple[Outcome, ...]:
        """Give the outcomes that ended a plan."""
        return tuple(row for row in self.rows if row.decision in policy.ENDS)


def standing(session: Session, conference: Conference) -> Standing | None:
    """Return what a conference decided, or nothing while nobody has recorded it."""
    rows = queries.list_outcomes(session, conference.id)
    if not rows:
        return None
    versions = [
        (some[0].recorded_at, {row.plan_id: row.decision for row in some})
        for some in (
            list(same) for _, same in groupby(rows, key=lambda row: row.version)
        )
    ]
    children = {
        plan.id: child for plan, child in queries.list_plans(session, conference.id)
    }
    newest = [row for row in rows if row.version == rows[-1].version]
    return Standing(
        conference=conference,
        rows=tuple(sorted(newest, key=lambda row: children[row.plan_id].number)),
        children=children,
        decided_at=policy.decided_at(versions),
    )


def plans_of(session: Session, conference: Conference) -> tuple[Pair, ...]:
    """Return the plans that a conference decides, or decided: those that ran until."""
    decided = {row.plan_id for row in queries.list_outcomes(session, conference.id)}
    return tuple(
        (plan, child)
        for plan, child in queries.list_plans(session, conference.id)
        if plan.ended_on is None or plan.id in decided
    )


def version(session: Session, conference: Conference) -> int:
    """Return which version of its outcome a conference has, 0 before the first."""
    rows = queries.list_outcomes(session, conference.id)
    return rows[-1].version if rows else 0


def of_conference(
    session: Session, conference: Conference, plans: Sequence[Pair]
) -> ConferenceFacts:
    """Return what counts of a conference when its outcome is recorded."""
    before = [
        one.held_on
        for plan, _ in plans
        for one in conference_queries.list_of_plan(session, plan.id)
        if one.held_on is not None and one.id != conference.id
    ]
    begun = [plan.started_on for plan, _ in plans]
    return ConferenceFacts(
        is_review=conference.kind is ConferenceKind.REVIEW,
        is_cancelled=conference.cancelled_at is not None,
        is_provisional=conference.provisional,
        dated_on=conference.dated_on,
        not_before=max([*begun, *before], default=date.min),
    )


def is_first_review(session: Session, conference: Conference, plan: Plan) -> bool:
    """Say whether no other review of this plan was held before."""
    return not any(
        one.kind is ConferenceKind.REVIEW
        and one.held_on is not None
        and one.id != conference.id
        for one in conference_queries.list_of_plan(session, plan.id)
    )


def closed_round(session: Session, conference: Conference) -> Round | None:
    """Return the round of a conference, if it has closed: else nobody was heard."""
    found = statement_queries.find_round(session, conference.id)
    if found is None or found.closed_at is None or found.opened_at is None:
        return None
    return found


def said(session: Session, found: Round | None) -> Said:
    """Return what each member recommended last, about each child. Nothing is opened."""
    if found is None:
        return {}
    rows = {row.id: row for row in statement_queries.list_statements(session, found.id)}
    views = statement_queries.list_child_views(session, list(rows))
    in_order = sorted(views, key=lambda view: rows[view.statement_id].version)
    return {
        (rows[view.statement_id].person_id, view.child_id): view.recommendation
        for view in in_order
    }


def lead_id(session: Session, conference: Conference, *, now: datetime) -> str | None:
    """Return who was lead social worker at the end of the day of a conference."""
    day = conference.held_on or conference.dated_on
    moment = min(now, hours.end_of(day) - timedelta(seconds=1))
    lead = register.find_lead_social_worker(
        session, conference.group_id, day=clock.today(moment), now=moment
    )
    return None if lead is None else lead.id


def members_of(
    session: Session, group_id: str, *, then: datetime
) -> tuple[MemberFacts, ...]:
    """Return who belonged to a core group then, and has not left the service."""
    return tuple(
        MemberFacts(
            person_id=person.id,
            role=membership.role,
            kind=session.get_one(Agency, person.agency_id).kind,
            is_in_slack=person.slack_user_id is not None,
        )
        for membership, person in register.list_members(
            session, group_id, day=clock.today(then), now=then
        )
    )


def works_with(
    session: Session,
    person_id: str,
    group_id: str,
    *,
    children: Collection[str],
    then: datetime,
) -> bool:
    """Say whether a member was there for any of these children at that moment."""
    theirs = access.children_for(session, person_id, group_id, now=then)
    return any(child.id in children for child in theirs)


def is_shown(
    session: Session, child: Child, person_id: str, group_id: str, *, now: datetime
) -> bool:
    """Say whether somebody reads about a child: a member tied to others does not."""
    rows = register.list_memberships_in(
        session, person_id, group_id, day=clock.today(now), now=now
    )
    tied = {
        tie.child_id for tie in register.list_tied(session, [row.id for row in rows])
    }
    return not tied or child.id in tied


def decided(
    rows: Collection[Outcome], children: Mapping[str, Child]
) -> dict[str, Decision]:
    """Return what was decided, by child."""
    return {children[row.plan_id].id: row.decision for row in rows}


def closes_on(session: Session, held: Conference) -> date | None:
    """Return on which day the core group closes, if that is still to come."""
    closing = queries.lock_closing(session, held.id)
    is_to_come = closing is not None and closing.acts_on is not None
    return closing.closes_on if closing is not None and is_to_come else None


def dissenters(session: Session, found: Standing) -> frozenset[str]:
    """Return who recommended something else than what a conference decided."""
    views = said(session, closed_round(session, found.conference))
    return policy.said_otherwise(decided(found.rows, found.children), views)
