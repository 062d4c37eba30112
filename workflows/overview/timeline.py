"""The timeline of a core group, for those who may see it. Read-only."""

from datetime import datetime
from typing import Final

from sqlmodel import Session

from models.vocabulary import Right
from workflows import audit
from workflows.access import use_cases as access
from workflows.access.policy import rights
from workflows.actor import Actor
from workflows.drift.spans import spans
from workflows.drift.whose import READ as READ_ALERT
from workflows.scores.facts import READ as READ_SCORES
from workflows.timelines.contents import SignalSpan, Timeline
from workflows.timelines.gathering import gather

OPEN: Final = 66


def timeline(
    session: Session,
    *,
    actor: Actor,
    group_id: str,
    is_whole: bool,
    now: datetime,
) -> Timeline:
    """
    Return a core group's timeline, since its last review or from its beginning.

    Who may not read scores or alerts sees no lane of them. Every reading is audited.

    :raises NotYours: if the actor may not see it.
    """
    group = access.group(session, actor=actor, row=OPEN, group_id=group_id, now=now)
    audit.record(
        session,
        actor=actor,
        event="timeline opened",
        now=now,
        group_id=group.id,
        subject=group.id,
        details={"whole": int(is_whole)},
    )
    person_id = actor.person_id
    may_score = access.may(
        session, person_id=person_id, row=READ_SCORES, group_id=group.id, now=now
    )
    theirs = access.children_for(session, person_id, group.id, now=now)
    return gather(
        session,
        group,
        is_whole=is_whole,
        scored_children=[child.id for child in theirs] if may_score else None,
        now=now,
        signals=_signals(session, person_id, group.id, now=now),
    )


def _signals(
    session: Session, person_id: str, group_id: str, *, now: datetime
) -> tuple[SignalSpan, ...] | None:
    classes = access.classes_in_group(session, person_id, group_id, now=now)
    # Who may know only that there is an alert may not know of what.
    may_read = Right.ALLOWED in rights(READ_ALERT, classes)
    return spans(session, group_id) if may_read else None
