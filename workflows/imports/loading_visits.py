"""Keeping when the social worker last saw each child of a family."""

from models.queries import plans as queries
from models.tables.plans import CoreGroup
from workflows import audit
from workflows.actor import OPERATOR
from workflows.imports.facts import FamilyFacts
from workflows.imports.rows import Kind
from workflows.imports.tally import Desk, Outcome
from workflows.imports.visits import Visits


def load_visits(
    desk: Desk, group: CoreGroup, family: FamilyFacts, visits: Visits
) -> None:
    """
    Keep what the source says of these children, and that it is known up to today.

    The source has the last word: a visit that it takes back is taken back here too.
    """
    for facts in family.children:
        key = desk.key("child", facts.source)
        child = queries.find_child_by_source(desk.session, key)
        if child is None or child.group_id != group.id:
            continue
        seen_on = visits.seen_on.get(facts.source)
        outcome = Outcome.UNCHANGED
        if child.visited_on != seen_on:
            outcome = Outcome.CHANGED if child.visited_on else Outcome.LOADED
            audit.record(
                desk.session,
                actor=OPERATOR,
                event="visit brought in",
                now=desk.now,
                group_id=group.id,
                subject=child.id,
            )
        child.visited_on, child.visits_known_on = seen_on, desk.today
        desk.session.add(child)
        if seen_on is not None or outcome is not Outcome.UNCHANGED:
            desk.tally.count(Kind.VISITS, outcome)
