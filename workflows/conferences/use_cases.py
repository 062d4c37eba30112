"""Setting up a core group with its conferences; setting and moving their dates."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session

from models.tables.conferences import Conference
from models.tables.meetings import Meeting
from models.tables.plans import CoreGroup
from workflows import clock
from workflows.access import use_cases as access
from workflows.actor import Actor
from workflows.conferences import following, register
from workflows.errors import NotYours, Refused
from workflows.meetings import cancelling
from workflows.meetings import use_cases as meetings
from workflows.meetings.use_cases import NewDate
from workflows.plans import use_cases as plans
from workflows.plans.policy import NewChild
from workflows.profile import Profile
from workflows.proposals import choosing


class InThePast(Refused):
    """This date is past. Choose today or a day to come."""


class ReviewOverdue(Refused):
    """The first review was due before today. Give the date on which it will be held."""


class IsOver(Refused):
    """This conference was held or cancelled. Set a new one instead."""


def set_up_group(
    session: Session,
    *,
    actor: Actor,
    children: Sequence[NewChild],
    initial_on: date,
    lead_social_worker_id: str,
    now: datetime,
    profile: Profile,
    review_on: date | None = None,
) -> CoreGroup:
    """
    Set up a core group after its initial conference, with its first review.

    Without a date the review is provisional, from the day it is due by.

    :raises NotYours: if the actor may not set up core groups.
    :raises Refused: if what the form says cannot be.
    """
    access.anywhere(session, actor=actor, row=8, now=now)
    if review_on is not None and review_on < clock.today(now):
        raise InThePast(field="review_on")
    group = plans.set_up_group(
        session,
        actor=actor,
        children=children,
        initial_on=initial_on,
        lead_social_worker_id=lead_social_worker_id,
        now=now,
        profile=profile,
    )
    review = register.begin(
        session,
        group,
        actor=actor,
        initial_on=initial_on,
        review_on=review_on,
        now=now,
        profile=profile,
    )
    if review is not None and review.dated_on < clock.today(now):
        raise ReviewOverdue(field="review_on")
    register.tell_set_up(
        session, group, review, initial_on=initial_on, now=now, profile=profile
    )
    return group


def check_can_set(
    session: Session, *, actor: Actor, conference_id: str, now: datetime
) -> None:
    """
    Check that somebody may set this conference, before they choose a day.

    :raises NotYours: if they may not.
    :raises IsOver: if it was held or cancelled.
    """
    _conference(session, actor=actor, conference_id=conference_id, now=now)


def set_date(
    session: Session,
    *,
    actor: Actor,
    conference_id: str,
    dated_on: date,
    now: datetime,
    profile: Profile,
) -> Conference:
    """
    Set or move the day of a conference that is still to come; its round follows.

    :raises NotYours: if the actor may not set conferences here.
    :raises Refused: if the conference is over or the day is past.
    """
    conference = _conference(session, actor=actor, conference_id=conference_id, now=now)
    if dated_on < clock.today(now):
        raise InThePast(field="dated_on")
    if conference.dated_on != dated_on or conference.provisional:
        register.move(
            session,
            conference,
            actor=actor,
            dated_on=dated_on,
            now=now,
            profile=profile,
        )
    return conference


def cancel(
    session: Session, *, actor: Actor, conference_id: str, now: datetime
) -> Conference:
    """
    Cancel a conference that is still to come; its round is given up.

    :raises NotYours: if the actor may not set conferences here.
    :raises IsOver: if it was held or cancelled.
    """
    conference = _conference(session, actor=actor, conference_id=conference_id, now=now)
    register.cancel(session, conference, actor=actor, now=now)
    return conference


def plan_review(
    session: Session,
    *,
    actor: Actor,
    group_id: str,
    now: datetime,
    profile: Profile,
    dated_on: date | None = None,
) -> Conference | None:
    """
    Set the next review of the plans that have none to come.

    :raises NotYours: if the actor may not set conferences here.
    :raises InThePast: if the day is past.
    """
    access.group(session, actor=actor, row=16, group_id=group_id, now=now)
    if dated_on is not None and dated_on < clock.today(now):
        raise InThePast(field="dated_on")
    return register.plan_review(
        session,
        actor=actor,
        group_id=group_id,
        fixed_on=dated_on,
        now=now,
        profile=profile,
    )


def date_core_group(
    session: Session,
    *,
    actor: Actor,
    group_id: str,
    new: NewDate,
    now: datetime,
    profile: Profile,
) -> Meeting:
    """
    Date a core group; rounds that have not opened are counted from it anew.

    :raises NotYours: if the actor may not date core groups here.
    :raises Refused: if the day cannot be.
    """
    meeting = meetings.set_date(
        session, actor=actor, group_id=group_id, new=new, now=now, profile=profile
    )
    following.follow(session, meeting, now=now, profile=profile)
    return meeting


def cancel_core_group(
    session: Session,
    *,
    actor: Actor,
    meeting_id: str,
    because: str,
    new: NewDate | None,
    now: datetime,
    profile: Profile,
) -> Meeting:
    """
    Cancel a core group, and date the one in its place where a new date is given.

    Rounds that have not opened are counted anew. Return the newest of the two.

    :raises NotYours: if the actor may not cancel core groups here.
    :raises Refused: if it is over, or the new day cannot be; then nothing is changed.
    """
    meeting = cancelling.cancel(
        session,
        actor=actor,
        meeting_id=meeting_id,
        because=because,
        now=now,
        profile=profile,
    )
    if new is not None:
        meeting = meetings.set_date(
            session,
            actor=actor,
            group_id=meeting.group_id,
            new=new,
            now=now,
            profile=profile,
        )
    following.follow(session, meeting, now=now, profile=profile)
    return meeting


def fix_core_group(
    session: Session,
    *,
    actor: Actor,
    date_id: str,
    because: str,
    now: datetime,
    profile: Profile,
) -> Meeting:
    """
    Fix one of the dates that members were asked about, or move the core group to it.

    Who has answered is not asked again; rounds that have not opened are counted anew.

    :raises NotYours: if the actor may not date core groups here.
    :raises Refused: if the date cannot be, or a move has no reason.
    """
    choice = choosing.choose(
        session, actor=actor, date_id=date_id, because=because, now=now
    )
    meeting, starts_at = choice.moves, choice.chosen.starts_at
    if meeting is None or meeting.starts_at != starts_at:
        if meeting is not None:
            cancelling.cancel(
                session,
                actor=actor,
                meeting_id=meeting.id,
                because=because,
                now=now,
                profile=profile,
            )
        local = starts_at.astimezone(clock.LONDON)
        meeting = meetings.set_date(
            session,
            actor=actor,
            group_id=choice.proposal.group_id,
            new=NewDate(dated_on=local.date(), starts=local.time()),
            now=now,
            profile=profile,
        )
    choosing.keep_fixed(session, choice, meeting)
    following.follow(session, meeting, now=now, profile=profile, known=choice.said)
    return meeting


def _conference(
    session: Session, *, actor: Actor, conference_id: str, now: datetime
) -> Conference:
    conference = session.get(Conference, conference_id)
    access.group(
        session,
        actor=actor,
        row=16,
        group_id="" if conference is None else conference.group_id,
        now=now,
    )
    if conference is None:
        raise NotYours
    if conference.held_on is not None or conference.cancelled_at is not None:
        raise IsOver
    return conference
