"""The week's message, against a count of the rows that shares no code with it."""

from datetime import timedelta

import sqlalchemy as sa

from bot.render import Renderer
from tests.drift import drifting
from tests.drift.drifting import weeks
from workflows import catalogue

DIGEST = "drift.digest"
# What stands, was not said to be no drift, and is about no worker (a chair's own).
OPEN = """SELECT g.alias, count(*),
    sum(CASE WHEN s.answer_id IS NULL THEN 1 ELSE 0 END)
    FROM alertsignal s JOIN alert a ON a.id = s.alert_id
    JOIN coregroup g ON g.id = a.group_id
    LEFT JOIN alertanswer w ON w.id = s.answer_id
    WHERE s.gone_at IS NULL AND a.ended_at IS NULL
    AND (w.kind IS NULL OR w.kind <> 'not_drift')
    AND EXISTS (SELECT 1 FROM allocation l
        WHERE l.group_id = g.id AND l.person_id = :chair AND l.from_on = (
            SELECT max(n.from_on) FROM allocation n WHERE n.group_id = g.id))
    GROUP BY g.alias"""


def _families(world):
    """Build seven families: well, late, twice late, refused, resting, another's."""
    made = []
    for number in range(7):
        family = world.group(members=(world.ben, world.carol, world.piotr))
        late = number in (1, 2, 4, 6)
        world.meeting(family, world.today - weeks(10 if late else 1))
        world.conference(family, on=world.today - weeks(2))
        made.append(family)
    world.allocate(made[6], world.quentin)
    world.on(world.today, 10)
    for family in (made[2], made[3]):
        drifting.refuse_access(world, family)
    return made


def _words(world, person):
    entry = catalogue.entries(world.profile)[DIGEST]
    (row,) = (one for one in world.outbox(DIGEST) if one.person_id == person.id)
    with world.work() as session:
        message = entry.message.unpacked(row.payload)
        words = entry.words(session, row, message, world.now)
    text = Renderer().render(message, words, entry.buttons(words)).text
    return words, text


def test_every_figure_of_the_week_is_what_the_rows_give(world):
    families = _families(world)
    drifting.sweep(world)
    drifting.sleep(world, families[4], ["core_group_late"])
    drifting.sweep(world, world.today + timedelta(days=7 - world.today.weekday()))

    words, text = _words(world, world.femi)

    with world.work() as session:
        rows = session.connection().execute(sa.text(OPEN), {"chair": world.femi.id})
        own = {alias: (count, owed) for alias, count, owed in rows}
    assert words["total"] == len(own)
    assert words["owed"] == sum(owed > 0 for _, owed in own.values())
    assert {one["alias"]: one["signals"] for one in words["lines"]} == {
        alias: count for alias, (count, _) in own.items()
    }
    # The sample has what it is to tell apart: some with two, one that rests.
    assert max(count for count, _ in own.values()) > 1
    assert families[4].group.alias not in own
    assert families[0].group.alias not in own
    assert f"one of {len(own)} alerts" in text
