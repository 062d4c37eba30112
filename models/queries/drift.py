"""
The facts that signals of drift are drawn from, for many core groups at once.

Each question is asked once for a whole batch and returns narrow rows, so that looking
at fifty thousand plans costs a few hundred statements.
"""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from models.tables.access import Agency, Person
from models.tables.actions import Action, ActionVersion
from models.tables.challenges import Challenge
from models.tables.conferences import Conference
from models.tables.meetings import Meeting
from models.tables.membership import LeadChange, Membership
from models.tables.plans import Child, CoreGroup, Plan
from models.tables.records import Attended, Record
from models.tables.scores import EndAnswer, EndOfMeeting, MeetingScore
from models.vocabulary import (
    AttendedAs,
    EndQuestion,
    MeetingKind,
)

Rows = Sequence[Any]
IDS: Final[sa.BindParameter[Any]] = sa.bindparam("ids", expanding=True)
DAY: Final = sa.bindparam("day", type_=sa.Date())
PRESENT: Final = (AttendedAs.CAME, AttendedAs.DEPUTY)
HEARD: Final = (*PRESENT, AttendedAs.SENT_REPORT)
_MET_ON: Final = sa.func.coalesce(col(Meeting.held_on), col(Meeting.dated_on))
_OF_CORE_GROUPS: Final = (
    col(Meeting.group_id).in_(IDS),
    col(Meeting.kind) == MeetingKind.CORE_GROUP,
)
_LATER_RECORD: Final = aliased(Record)
_LATER_END: Final = aliased(EndOfMeeting)
# A correction is a new version; only the newest that is finished counts.
NEWEST_RECORD: Final = (
    col(Record.finished_at).is_not(None),
    ~sa.exists().where(
        col(_LATER_RECORD.meeting_id) == col(Record.meeting_id),
        col(_LATER_RECORD.version) > col(Record.version),
        col(_LATER_RECORD.finished_at).is_not(None),
    ),
)
_NEWEST_END: Final = ~sa.exists().where(
    col(_LATER_END.meeting_id) == col(EndOfMeeting.meeting_id),
    col(_LATER_END.person_id) == col(EndOfMeeting.person_id),
    col(_LATER_END.version) > col(EndOfMeeting.version),
)

_GROUPS: Final = (
    sa.select(col(CoreGroup.id))
    .where(
        col(CoreGroup.closed_at).is_(None),
        sa.exists().where(
            col(Plan.group_id) == col(CoreGroup.id), col(Plan.ended_on).is_(None)
        ),
    )
    .order_by(col(CoreGroup.id))
)
_PLANS: Final = (
    sa.select(
        col(Plan.group_id),
        col(Child.id),
        col(Child.number),
        col(Plan.started_on),
        col(Plan.earlier_plans),
        col(Child.visited_on),
        col(Child.visits_known_on),
        col(Child.unborn_due_on).is_not(None) & col(Child.birth_month_sealed).is_(None),
    )
    .join(Child, col(Child.id) == col(Plan.child_id))
    .where(col(Plan.group_id).in_(IDS), col(Plan.ended_on).is_(None))
    .order_by(col(Child.number))
)
_PLANS_BEFORE: Final = (
    sa.select(col(Plan.child_id), sa.func.max(col(Plan.ended_on)))
    .where(col(Plan.group_id).in_(IDS), col(Plan.ended_on).is_not(None))
    .group_by(col(Plan.child_id))
)
_CORE_GROUPS: Final = (
    sa.select(
        col(Meeting.group_id),
        sa.func.max(sa.case((_MET_ON <= DAY, _MET_ON))),
        sa.func.min(sa.case((_MET_ON > DAY, _MET_ON))),
        sa.func.max(
            sa.case(
                ((_MET_ON >= DAY) & col(Meeting.agreed_by).is_not(None), 1), else_=0
            )
        ),
    )
    .where(*_OF_CORE_GROUPS, col(Meeting.cancelled_at).is_(None))
    .group_by(col(Meeting.group_id))
)
_CANCELLED: Final = (
    sa.select(
        col(Meeting.group_id),
        col(Meeting.dated_on),
        col(Meeting.cancelled_at),
        col(Meeting.short_notice),
        col(Meeting.acts_on).is_not(None),
    )
    .where(*_OF_CORE_GROUPS, col(Meeting.cancelled_at).is_not(None))
    .order_by(col(Meeting.cancelled_at), col(Meeting.id))
)
_AGENCIES: Final = (
    sa.select(sa.func.count(sa.distinct(col(Attended.agency_id))))
    .where(
        col(Attended.record_id) == col(Record.id), col(Attended.attended).in_(PRESENT)
    )
    .correlate(Record)
    .scalar_subquery()
)
_OF_RECORDS: Final = (
    col(Record.group_id).in_(IDS),
    col(Meeting.kind) == MeetingKind.CORE_GROUP,
    *NEWEST_RECORD,
)
_MOST_ATTENDED: Final = (
    sa.select(col(Record.group_id), sa.func.max(_AGENCIES))
    .join(Meeting, col(Meeting.id) == col(Record.meeting_id))
    .where(*_OF_RECORDS)
    .group_by(col(Record.group_id))
)
_RECORDED: Final = (
    sa.select(
        col(Record.group_id).label("group_id"),
        col(Record.id).label("id"),
        col(Record.held_on).label("held_on"),
        sa.func.row_number()
        .over(
            partition_by=col(Record.group_id),
            order_by=(col(Record.held_on).desc(), col(Record.id)),
        )
        .label("place"),
    )
    .join(Meeting, col(Meeting.id) == col(Record.meeting_id))
    .where(*_OF_RECORDS)
    .subquery()
)
_ATTENDED: Final = (
    sa.select(
        _RECORDED.c.group_id,
        _RECORDED.c.id,
        _RECORDED.c.held_on,
        sa.select(sa.func.count(sa.distinct(col(Attended.agency_id))))
        .where(
            col(Attended.record_id) == _RECORDED.c.id,
            col(Attended.attended).in_(PRESENT),
        )
        .scalar_subquery(),
    )
    .where(_RECORDED.c.place <= sa.bindparam("most"))
    .order_by(_RECORDED.c.held_on, _RECORDED.c.id)
)
_KINDS: Final = (
    sa.select(col(Attended.record_id), col(Agency.kind))
    .distinct()
    .join(Agency, col(Agency.id) == col(Attended.agency_id))
    .where(col(Attended.record_id).in_(IDS), col(Attended.attended).in_(HEARD))
)
_BELONGED: Final = (
    sa.select(
        col(Membership.group_id),
        col(Person.agency_id),
        col(Agency.kind),
        col(Membership.from_on),
        col(Membership.to_on),
        col(Membership.ended_at),
    )
    .join(Person, col(Person.id) == col(Membership.person_id))
    .join(Agency, col(Agency.id) == col(Person.agency_id))
    .where(col(Membership.group_id).in_(IDS))
)
_RANKED: Final = (
    sa.select(
        col(Meeting.group_id).label("group_id"),
        col(Meeting.id).label("meeting_id"),
        _MET_ON.label("met_on"),
        sa.func.row_number()
        .over(
            partition_by=col(Meeting.group_id),
            order_by=(_MET_ON.desc(), col(Meeting.id)),
        )
        .label("place"),
    )
    .where(
        *_OF_CORE_GROUPS,
        col(Meeting.cancelled_at).is_(None),
        _MET_ON < DAY,
        sa.exists().where(col(EndOfMeeting.meeting_id) == col(Meeting.id)),
    )
    .subquery()
)
_ANSWERED: Final = (
    sa.select(_RANKED.c.group_id, _RANKED.c.meeting_id, _RANKED.c.met_on)
    .where(_RANKED.c.place <= sa.bindparam("most"))
    .order_by(_RANKED.c.met_on, _RANKED.c.meeting_id)
)
_SCORES: Final = (
    sa.select(
        col(EndOfMeeting.meeting_id),
        col(Child.number),
        col(MeetingScore.score),
        sa.func.count(),
    )
    .join(EndOfMeeting, col(EndOfMeeting.id) == col(MeetingScore.end_id))
    .join(Child, col(Child.id) == col(MeetingScore.child_id))
    .where(col(EndOfMeeting.meeting_id).in_(IDS), _NEWEST_END)
    .group_by(col(EndOfMeeting.meeting_id), col(Child.number), col(MeetingScore.score))
)
_ANSWERS: Final = (
    sa.select(
        col(EndOfMeeting.meeting_id),
        col(EndAnswer.question),
        col(EndAnswer.choice),
        sa.func.count(),
    )
    .join(EndOfMeeting, col(EndOfMeeting.id) == col(EndAnswer.end_id))
    .where(
        col(EndOfMeeting.meeting_id).in_(IDS),
        col(EndAnswer.question).in_((EndQuestion.ACHIEVED, EndQuestion.ACCOUNT)),
        _NEWEST_END,
    )
    .group_by(
        col(EndOfMeeting.meeting_id), col(EndAnswer.question), col(EndAnswer.choice)
    )
)
_CHALLENGED: Final = (
    sa.select(col(Challenge.group_id), sa.func.max(col(Challenge.raised_at)))
    .where(col(Challenge.group_id).in_(IDS))
    .group_by(col(Challenge.group_id))
)
_ACTIONS: Final = (
    sa.select(
        col(Action.group_id),
        col(Action.due_on),
        col(Action.rolled_over),
        col(ActionVersion.recorded_at),
    )
    .join(
        ActionVersion,
        (col(ActionVersion.action_id) == col(Action.id))
        & (col(ActionVersion.number) == col(Action.version)),
    )
    .where(
        col(Action.group_id).in_(IDS),
        col(Action.done_at).is_(None),
        col(Action.ended_at).is_(None),
        (col(Action.due_on) < DAY) | (col(Action.rolled_over) > 0),
    )
)
_LEAD_CHANGES: Final = (
    sa.select(col(LeadChange.group_id), col(LeadChange.from_on))
    .where(
        col(LeadChange.group_id).in_(IDS),
        col(LeadChange.withdrawn_at).is_(None),
        col(LeadChange.from_on) <= DAY,
    )
    .order_by(col(LeadChange.from_on))
)
_CONFERENCES: Final = (
    sa.select(
        col(Conference.group_id),
        col(Conference.kind),
        col(Conference.dated_on),
        col(Conference.held_on),
        col(Conference.provisional),
    )
    .where(col(Conference.group_id).in_(IDS), col(Conference.cancelled_at).is_(None))
    .order_by(col(Conference.dated_on))
)


def list_groups(session: Session) -> Sequence[str]:
    """Return every open core group with an open plan."""
    return session.connection().execute(_GROUPS).scalars().all()


def list_plans(session: Session, ids: Collection[str]) -> Rows:
    """Return each plan with its child, visits as imported, and whether it is unborn."""
    return ask(session, _PLANS, ids)


def list_plans_before(session: Session, ids: Collection[str]) -> Rows:
    """Return, for each child who had one here before, when that plan ended."""
    return ask(session, _PLANS_BEFORE, ids)


def list_core_groups(session: Session, ids: Collection[str], *, day: date) -> Rows:
    """Return the last core group, the next, and whether one ahead was agreed late."""
    return ask(session, _CORE_GROUPS, ids, day=day)


def list_cancelled(session: Session, ids: Collection[str]) -> Rows:
    """Return the core groups that were cancelled, the newest last."""
    return ask(session, _CANCELLED, ids)


def list_most_attended(session: Session, ids: Collection[str]) -> Rows:
    """Return how many agencies were at the core group to which most came."""
    return ask(session, _MOST_ATTENDED, ids)


def list_attendance(session: Session, ids: Collection[str], *, most: int) -> Rows:
    """Return how many agencies were at each of the newest, the newest last."""
    return ask(session, _ATTENDED, ids, most=most)


def list_kinds_heard(session: Session, record_ids: Collection[str]) -> Rows:
    """Return which kinds of agency were heard, in person or by a report."""
    return ask(session, _KINDS, record_ids)


def list_belonged(session: Session, ids: Collection[str]) -> Rows:
    """Return whose agency belonged to which group, from when to when."""
    return ask(session, _BELONGED, ids)


def list_answered(
    session: Session, ids: Collection[str], *, day: date, most: int
) -> Rows:
    """Return the newest core groups before a day after which somebody answered."""
    return ask(session, _ANSWERED, ids, day=day, most=most)


def list_scores(session: Session, meeting_ids: Collection[str]) -> Rows:
    """Return how often each child was given which score after these core groups."""
    return ask(session, _SCORES, meeting_ids)


def list_answers(session: Session, meeting_ids: Collection[str]) -> Rows:
    """Return how many chose what after these core groups."""
    return ask(session, _ANSWERS, meeting_ids)


def list_challenged(session: Session, ids: Collection[str]) -> Rows:
    """Return when somebody last raised a challenge."""
    return ask(session, _CHALLENGED, ids)


def list_actions(session: Session, ids: Collection[str], *, day: date) -> Rows:
    """Return the open actions that are past their day, or were put off."""
    return ask(session, _ACTIONS, ids, day=day)


def list_lead_changes(session: Session, ids: Collection[str], *, day: date) -> Rows:
    """Return the days from which the lead social worker was another."""
    return ask(session, _LEAD_CHANGES, ids, day=day)


def list_conferences(session: Session, ids: Collection[str]) -> Rows:
    """Return the conferences that stand, by their days."""
    return ask(session, _CONFERENCES, ids)


def ask(
    session: Session, statement: sa.Executable, ids: Collection[str], **named: object
) -> Rows:
    """Return what is found for these ids; without any, nothing is asked."""
    if not ids:
        return []
    return session.connection().execute(statement, {"ids": list(ids), **named}).all()
