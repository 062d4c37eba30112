"""Making an action, changing it, and ending one that will not be done."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.queries import actions as queries
from models.queries import plans as plan_queries
from models.sealed import seal
from models.tables.actions import Action, ActionVersion
from models.tables.meetings import Meeting
from workflows import audit, clock
from workflows.access import use_cases as access
from workflows.actions import facts, policy, telling
from workflows.actions.whose import MAKE, action
from workflows.actor import Actor
from workflows.profile import Profile


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What was kept: dates only, said back to the person."""

    action_id: str
    alias: str
    due_on: date
    rolled_over: int


def make(
    session: Session,
    *,
    actor: Actor,
    group_id: str,
    new: policy.NewAction,
    meeting_id: str | None,
    now: datetime,
    profile: Profile,
) -> Receipt:
    """
    Keep what was agreed that somebody will do, at a meeting or between meetings.

    :raises NotYours: if the actor may not make an action here.
    :raises Refused: if what they say cannot be kept, naming the field.
    """
    group = access.group(session, actor=actor, row=MAKE, group_id=group_id, now=now)
    plan_queries.lock_group(session, group.id)
    _check(session, group.id, new, now=now)
    _check_meeting(session, group.id, meeting_id)
    made = Action(
        group_id=group.id,
        meeting_id=meeting_id,
        owner_id=new.owner_id,
        adult_id=new.adult_id,
        due_on=new.due_on,
        profile_version=profile.stamp,
        recorded_at=now,
        acts_on=policy.remind_on(new.due_on, profile),
    )
    session.add(made)
    session.flush()
    _add_version(session, made, new, actor=actor, now=now)
    _audit(session, actor, made, event="action made", now=now)
    return _receipt(made, group.alias)


def change(
    session: Session,
    *,
    actor: Actor,
    action_id: str,
    version: int,
    new: policy.NewAction,
    now: datetime,
    profile: Profile,
) -> Receipt:
    """
    Keep an action as it is now; what it said and when it was due before stays.

    `version` is the one that the actor saw. A later due date counts as rolled over.

    :raises NotYours: if the actor may not change an action here.
    :raises Refused: if what they say cannot be kept, naming the field.
    """
    found, group = action(session, actor=actor, action_id=action_id, row=MAKE, now=now)
    plan_queries.lock_group(session, group.id)
    queries.lock_action(session, found.id)
    if not facts.is_open(found):
        raise policy.AlreadyDone
    if found.version != version:
        raise policy.ChangedMeanwhile
    _check(session, group.id, new, now=now, due_before=found.due_on)
    telling.redraw(session, found, now=now)
    is_moved = found.due_on != new.due_on or found.owner_id != new.owner_id
    if policy.is_rolled_over(found.due_on, new.due_on):
        found.rolled_over += 1
    if is_moved:
        found.acts_on = policy.remind_on(new.due_on, profile)
        found.convenor_shown_on = None
    found.owner_id, found.adult_id = new.owner_id, new.adult_id
    found.due_on, found.version = new.due_on, found.version + 1
    session.add(found)
    _add_version(session, found, new, actor=actor, now=now)
    _audit(session, actor, found, event="action changed", now=now)
    return _receipt(found, group.alias)


def check_end(session: Session, *, actor: Actor, action_id: str, now: datetime) -> None:
    """
    Check that an action can be ended by the actor.

    :raises NotYours: if they may not end it here.
    :raises Refused: if it is done or ended already.
    """
    found, _ = action(session, actor=actor, action_id=action_id, row=MAKE, now=now)
    if not facts.is_open(found):
        raise policy.AlreadyDone


def end(
    session: Session, *, actor: Actor, action_id: str, reason: str, now: datetime
) -> Receipt:
    """
    End an action that will not be done, with the reason; it is kept.

    :raises NotYours: if the actor may not end an action here.
    :raises Refused: if it is done or ended already, or no reason is given.
    """
    found, group = action(session, actor=actor, action_id=action_id, row=MAKE, now=now)
    queries.lock_action(session, found.id)
    if not facts.is_open(found):
        raise policy.AlreadyDone
    policy.check_reason(reason)
    found.ended_at, found.acts_on = now, None
    seal(session, found, "ended_because", reason)
    session.add(found)
    telling.redraw(session, found, now=now)
    _audit(session, actor, found, event="action ended", now=now)
    return _receipt(found, group.alias)


def _check(
    session: Session,
    group_id: str,
    new: policy.NewAction,
    *,
    now: datetime,
    due_before: date | None = None,
) -> None:
    today = clock.today(now)
    policy.check_action(
        new,
        today=today,
        members=facts.owner_ids(session, group_id, now=now),
        adults={one.id for one in facts.adults_now(session, group_id, day=today)},
        due_before=due_before,
    )


def _check_meeting(session: Session, group_id: str, meeting_id: str | None) -> None:
    meeting = None if meeting_id is None else session.get(Meeting, meeting_id)
    if meeting_id is not None and (meeting is None or meeting.group_id != group_id):
        raise policy.OtherMeeting(field="meeting")


def _add_version(
    session: Session,
    found: Action,
    new: policy.NewAction,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    version = ActionVersion(
        action_id=found.id,
        number=found.version,
        owner_id=new.owner_id,
        adult_id=new.adult_id,
        what_sealed="",
        outcome_sealed="",
        due_on=new.due_on,
        set_by=actor.person_id,
        recorded_at=now,
    )
    seal(session, version, "what", new.what)
    seal(session, version, "outcome", new.outcome)
    session.add(version)
    session.flush()


def _audit(
    session: Session, actor: Actor, found: Action, *, event: str, now: datetime
) -> None:
    audit.record(
        session,
        actor=actor,
        event=event,
        now=now,
        group_id=found.group_id,
        subject=found.id,
        details={"due": found.due_on.isoformat(), "rolled over": found.rolled_over},
    )


def _receipt(found: Action, alias: str) -> Receipt:
    return Receipt(
        action_id=found.id,
        alias=alias,
        due_on=found.due_on,
        rolled_over=found.rolled_over,
    )
