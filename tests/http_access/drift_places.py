"""An alert of a family, which nobody answered in time."""

from datetime import timedelta

from models.queries import alerts as queries
from models.tables.plans import CoreGroup
from tests.cast import Family
from tests.world import World
from workflows.drift import keeping
from workflows.drift.known import Found


def alert(world: World, family: Family) -> dict[str, str]:
    """Raise an alert that is not about safety, and take it to Sofia; name both."""
    since = world.today - timedelta(days=30)
    found = {
        "legal_route": Found(since=since, says={"months": 9, "children": [1]}),
        "core_group_late": Found(since=since, says={"due_on": since, "next_on": None}),
    }
    with world.work() as session:
        kept = keeping.keep(
            session,
            session.get_one(CoreGroup, family.id),
            found=found,
            now=world.now,
            profile=world.profile,
        )
        assert kept is not None
        kept.alert.escalated_at, kept.alert.escalated_to = world.now, world.sofia.id
        session.add(kept.alert)
        (late,) = [
            row
            for row in queries.list_signals(session, [kept.alert.id])
            if row.name == "core_group_late"
        ]
    return {"alert_id": kept.alert.id, "signal_id": late.id}
