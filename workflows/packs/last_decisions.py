"""What was decided about each child at the review before, with the reason."""

from sqlmodel import Session

from models.queries import outcomes as queries
from models.tables.conferences import Conference
from models.tables.plans import Plan
from workflows.audit import Reader
from workflows.packs.contents import LastDecision


def last_decisions(
    session: Session, reader: Reader, conference: Conference
) -> dict[str, LastDecision]:
    """Return what stands of the reviews before this conference, by child."""
    found: dict[str, tuple[LastDecision, int]] = {}
    for row in queries.list_of_group(session, conference.group_id):
        held = session.get_one(Conference, row.conference_id)
        held_on = held.held_on or held.dated_on
        if held.id == conference.id or held_on >= conference.dated_on:
            continue
        child_id = session.get_one(Plan, row.plan_id).child_id
        before = found.get(child_id)
        if before is None or (before[0].held_on, before[1]) < (held_on, row.version):
            decided = LastDecision(
                held_on=held_on,
                decision=row.decision,
                because=reader.text(row, "because") or "",
            )
            found[child_id] = decided, row.version
    return {child_id: decided for child_id, (decided, _) in found.items()}
