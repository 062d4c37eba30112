"""One core group's page: who belongs, the children, the dates. Read-only."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlmodel import Session

from models.queries import access as register
from models.queries import conferences as conference_queries
from models.queries import meetings as meeting_queries
from models.queries import plans as plan_queries
from models.queries import proposals as proposal_queries
from models.tables.access import Agency, Person
from models.tables.membership import Absence
from models.tables.plans import CoreGroup
from models.vocabulary import MeetingKind, MemberRole, PersonClass
from workflows import audit, clock
from workflows.access import use_cases as access
from workflows.access.policy import Circumstances
from workflows.actor import Actor
from workflows.challenges.whose import RAISE as CHALLENGE
from workflows.challenges.whose import READ as CHALLENGES
from workflows.errors import NotYours
from workflows.meetings import facts as meeting_facts
from workflows.outcomes.owing import LastOutcome, last_outcome
from workflows.overview.belonging import NOTHING, Belonging, belonging
from workflows.profile import Profile
from workflows.records.owing import LastMeeting, last_meeting
from workflows.scores import owing as scores
from workflows.scores.owing import LastScores
from workflows.statements.children import ShownChild, shown

PAGE: Final = 7
ADD: Final = 9
ACTIONS: Final = 25
REFERRALS: Final = 59
# What the page has a button for.
SHOWN: Final = (
    *(5, 9, 10, 11, 14, 15, 16, ACTIONS, 26),
    *(CHALLENGE, CHALLENGES, 51, REFERRALS, 66),
)
# Whoever may open the page and has more than dates there sees the children too.
_MORE_THAN_DATES: Final = frozenset(
    {
        PersonClass.LEAD_SOCIAL_WORKER,
        PersonClass.MEMBER,
        PersonClass.VOLUNTARY_MEMBER,
        PersonClass.CHAIR,
        PersonClass.TEAM_MANAGER,
    }
)


@dataclass(frozen=True, kw_only=True)
class MemberRow:
    """One member as the page shows them."""

    membership_id: str
    name: str
    title: str
    agency: str
    is_lead: bool
    is_in_slack: bool
    away_until: date | None
    deputy: str | None = None
    to_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class CoreGroupRow:
    """The core group that is to come; `chaired_by` where it is not its convenor."""

    meeting_id: str
    dated_on: date
    starts_at: datetime | None
    chaired_by: str | None


@dataclass(frozen=True, kw_only=True)
class ConferenceRow:
    """The review that is to come."""

    conference_id: str
    dated_on: date
    is_provisional: bool
    due_on: date | None


@dataclass(frozen=True, kw_only=True)
class GroupPage:
    """What one person sees of one core group, and what they may do there."""

    group_id: str
    alias: str
    chair: str | None
    members: tuple[MemberRow, ...]
    children: tuple[ShownChild, ...]
    conference: ConferenceRow | None
    core_group: CoreGroupRow | None
    core_group_due_on: date | None
    may: frozenset[int]
    has_proposal: bool = False
    belonging: Belonging = NOTHING
    last_meeting: LastMeeting | None = None
    last_scores: LastScores | None = None
    last_outcome: LastOutcome | None = None


def group_page(
    session: Session, *, actor: Actor, group_id: str, now: datetime, profile: Profile
) -> GroupPage:
    """
    Return one core group's page, as this person may see it now.

    :raises NotYours: if they may not open it.
    """
    group = access.group(
        session,
        actor=actor,
        row=PAGE,
        group_id=group_id,
        now=now,
        circumstances=Circumstances(dates_only=True),
    )
    day = clock.today(now)
    classes = access.classes_in_group(session, actor.person_id, group.id, now=now)
    chair_id = register.find_chair_id(session, group.id, day=day)
    chair = None if chair_id is None else session.get(Person, chair_id)
    core_group, due_on = _core_groups(session, group, day=day, profile=profile)
    return GroupPage(
        group_id=group.id,
        alias=group.alias,
        chair=None if chair is None else chair.name,
        members=_members(session, group, day=day, now=now),
        children=_children(session, group, actor, now=now)
        if classes & _MORE_THAN_DATES
        else (),
        conference=_conference(session, group, day=day),
        core_group=core_group,
        core_group_due_on=due_on,
        may=_may(session, actor, group, now=now),
        has_proposal=proposal_queries.find_open(session, group.id) is not None,
        belonging=belonging(session, group, person_id=actor.person_id, now=now),
        last_meeting=last_meeting(
            session, group.id, person_id=actor.person_id, now=now
        ),
        last_outcome=last_outcome(
            session, group.id, person_id=actor.person_id, now=now
        ),
        last_scores=scores.last(
            session, group.id, actor=actor, now=now, profile=profile
        ),
    )


def new_member_form(
    session: Session, *, actor: Actor, group_id: str, now: datetime
) -> tuple[str, list[tuple[str, str]]]:
    """
    Return a group's alias and its children as choices, for adding a member.

    :raises NotYours: if they may not add one.
    """
    group = access.group(session, actor=actor, row=ADD, group_id=group_id, now=now)
    children = plan_queries.list_children(session, group.id)
    return group.alias, [(one.id, f"{group.alias}/{one.number}") for one in children]


def label_form(
    session: Session, *, actor: Actor, child_id: str, now: datetime
) -> tuple[str, str | None]:
    """
    Return a child's alias and the label that this person keeps for them.

    :raises NotYours: if they may not open the child's group.
    """
    group_id = plan_queries.find_group_of_child(session, child_id)
    if group_id is None:
        raise NotYours
    group = access.group(session, actor=actor, row=PAGE, group_id=group_id, now=now)
    for child in _children(session, group, actor, now=now):
        if child.child_id == child_id:
            return child.alias, child.label
    raise NotYours


def _children(
    session: Session, group: CoreGroup, actor: Actor, *, now: datetime
) -> tuple[ShownChild, ...]:
    reader = audit.reading(
        session,
        actor=actor,
        event="group page opened",
        now=now,
        group_id=group.id,
        subject=group.id,
    )
    return shown(
        session,
        reader,
        plan_queries.list_children(session, group.id),
        alias=group.alias,
        person_id=actor.person_id,
        today=clock.today(now),
    )


def _members(
    session: Session, group: CoreGroup, *, day: date, now: datetime
) -> tuple[MemberRow, ...]:
    rows = []
    for membership, person in register.list_members(
        session, group.id, day=day, now=now
    ):
        absence = register.find_absence(session, person.id, day=day)
        rows.append(
            MemberRow(
                membership_id=membership.id,
                name=person.name,
                title=person.title,
                agency=session.get_one(Agency, person.agency_id).name,
                is_lead=membership.role is MemberRole.LEAD_SOCIAL_WORKER,
                is_in_slack=person.slack_user_id is not None,
                away_until=None if absence is None else absence.to_on,
                deputy=_deputy(session, person, absence),
                to_on=membership.to_on,
            )
        )
    return tuple(sorted(rows, key=lambda row: (not row.is_lead, row.agency, row.name)))


def _deputy(session: Session, person: Person, absence: Absence | None) -> str | None:
    """Return who stands in for somebody: while they are away, or as a rule."""
    deputy_id = person.deputy_id if absence is None else absence.deputy_id
    return None if deputy_id is None else session.get_one(Person, deputy_id).name


def _conference(
    session: Session, group: CoreGroup, *, day: date
) -> ConferenceRow | None:
    ahead = [
        row
        for row in conference_queries.list_reviews_to_come(session, group.id)
        if row.dated_on >= day
    ]
    if not ahead:
        return None
    due = [on for on in (ahead[0].legal_due_on, ahead[0].reporting_due_on) if on]
    return ConferenceRow(
        conference_id=ahead[0].id,
        dated_on=ahead[0].dated_on,
        is_provisional=ahead[0].provisional,
        due_on=min(due) if due else None,
    )


def _core_groups(
    session: Session, group: CoreGroup, *, day: date, profile: Profile
) -> tuple[CoreGroupRow | None, date | None]:
    """Return the core group that is to come, or by when the next one is due."""
    ahead = [
        meeting
        for meeting in meeting_queries.list_meetings(
            session, group.id, MeetingKind.CORE_GROUP
        )
        if meeting.held_on is None and meeting.dated_on >= day
    ]
    if ahead:
        chair = ahead[0].chaired_by
        row = CoreGroupRow(
            meeting_id=ahead[0].id,
            dated_on=ahead[0].dated_on,
            starts_at=ahead[0].starts_at,
            chaired_by=None if chair is None else session.get_one(Person, chair).name,
        )
        return row, None
    if not plan_queries.list_open_plans(session, group.id):
        return None, None
    limit = meeting_facts.limit_before(
        session, group.id, date.max, today=day, profile=profile
    )
    return None, limit


def _may(
    session: Session, actor: Actor, group: CoreGroup, *, now: datetime
) -> frozenset[int]:
    return frozenset(
        row
        for row in SHOWN
        if access.may(
            session,
            person_id=actor.person_id,
            row=row,
            group_id=group.id,
            now=now,
            # Dates and who is all that some may see of actions and referrals.
            # Of challenges some see only their own, or those where they are named.
            circumstances=Circumstances(
                dates_only=row in (ACTIONS, REFERRALS),
                own=row in (CHALLENGE, CHALLENGES),
                named=row == CHALLENGES,
            ),
        )
    )
