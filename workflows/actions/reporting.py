"""An owner's own word on how far an action is."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models.queries import actions as queries
from models.sealed import seal
from models.tables.actions import Action, ActionReport
from models.vocabulary import Progress
from workflows import audit, clock
from workflows.actions import policy, telling
from workflows.actions.whose import REPORT, action
from workflows.actor import Actor
from workflows.profile import Profile


@dataclass(frozen=True, kw_only=True)
class Reported:
    """What was kept: said back to the person."""

    alias: str
    progress: Progress
    due_on: date


def report(
    session: Session,
    *,
    actor: Actor,
    action_id: str,
    new: policy.NewReport,
    now: datetime,
    profile: Profile,
) -> Reported:
    """
    Keep how far an action is; the last word counts, so that a slip can be put right.

    :raises NotYours: if it is not the actor's to report on.
    :raises Refused: if it was ended, or what they say cannot be kept.
    """
    found, group = action(
        session, actor=actor, action_id=action_id, row=REPORT, now=now
    )
    queries.lock_action(session, found.id)
    if found.ended_at is not None:
        raise policy.AlreadyDone
    policy.check_report(new)
    row = ActionReport(
        action_id=found.id,
        progress=new.progress,
        reported_by=actor.person_id,
        recorded_at=now,
    )
    seal(session, row, "line", new.line.strip() or None)
    session.add(row)
    _keep_standing(found, new.progress, now=now, profile=profile)
    session.add(found)
    session.flush()
    telling.redraw(session, found, now=now)
    audit.record(
        session,
        actor=actor,
        event="action reported on",
        now=now,
        group_id=group.id,
        subject=found.id,
        details={"progress": new.progress.value},
    )
    return Reported(alias=group.alias, progress=new.progress, due_on=found.due_on)


def _keep_standing(
    found: Action, progress: Progress, *, now: datetime, profile: Profile
) -> None:
    if progress is Progress.DONE:
        found.done_at, found.acts_on = found.done_at or now, None
        return
    if found.done_at is not None:
        found.done_at = None
        first = policy.remind_on(found.due_on, profile)
        tomorrow = profile.calendar.next_working_day(clock.today(now))
        found.acts_on = max(first, tomorrow)
