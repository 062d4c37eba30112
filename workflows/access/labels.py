"""One's own labels for children: nobody else ever sees them."""

from datetime import datetime

from sqlmodel import Session

from models.queries import access as queries
from models.sealed import seal
from models.tables.access import PrivateLabel
from models.tables.plans import Child
from workflows import audit
from workflows.access import use_cases as access
from workflows.access.policy import Circumstances
from workflows.actor import Actor
from workflows.errors import NotYours

OPEN_PAGE, OWN_LABELS = 7, 3


def keep(
    session: Session, *, actor: Actor, child_id: str, text: str, now: datetime
) -> None:
    """
    Keep the label that this person gives a child; an empty one is removed.

    :raises NotYours: if they may not open the child's group.
    """
    child = session.get(Child, child_id)
    group_id = "" if child is None else child.group_id
    access.group(session, actor=actor, row=OPEN_PAGE, group_id=group_id, now=now)
    own = Circumstances(own=True)
    access.anywhere(session, actor=actor, row=OWN_LABELS, now=now, circumstances=own)
    if child is None:
        raise NotYours
    row = queries.find_label(session, actor.person_id, child.id)
    if row is None:
        row = PrivateLabel(
            person_id=actor.person_id, child_id=child.id, label_sealed=""
        )
    if text.strip():
        seal(session, row, "label", text.strip())
        session.add(row)
    elif row in session:
        session.delete(row)
    audit.record(
        session,
        actor=actor,
        event="own label kept",
        now=now,
        group_id=child.group_id,
        subject=child.id,
    )
