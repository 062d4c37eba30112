"""Thirty families over months: one alert each, no duplicate, and nobody is flooded."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from models.tables.drift import Alert
from models.tables.outbox import OutboxRow
from models.vocabulary import Effect, MeetingKind, OutboxState, Urgency
from tests.drift import drifting
from workflows import clock
from workflows.drift.policy import LEGAL_ROUTE, SIGNALS
from workflows.errors import Refused

FAMILIES = 30
DIGEST = "drift.digest"
TWO_MONTHS, TWO_YEARS = 43, 520


class Months:
    """Families of one chair and one social worker, whose people act or never do."""

    def __init__(self, world, seed):
        self.world = world
        self.chance = random.Random(seed)  # noqa: S311 -- only has to repeat
        self.families = [self._family(number) for number in range(FAMILIES)]

    def _family(self, number):
        world = self.world
        made = world.group(
            children=1 + number % 3,
            members=(world.ben, world.carol, world.piotr),
            since=world.today - timedelta(days=30 * (number % 12)),
        )
        world.meeting(made, world.today - timedelta(weeks=number % 9))
        world.conference(made, in_working_days=20 + number)
        return made

    def live(self, days: int) -> Iterator[date]:
        """Let working days pass, each with a morning's look and what people do."""
        for _ in range(days):
            day = self.world.in_working_days(1)
            drifting.sweep(self.world, day)
            self._send()
            for family in self.chance.sample(self.families, 6):
                self._act(family)
            yield day

    def _send(self):
        """Let everything that is due have gone out by now."""
        with self.world.work() as session:
            session.exec(
                sa.update(OutboxRow)
                .where(
                    col(OutboxRow.state) == OutboxState.PLANNED,
                    col(OutboxRow.not_before) <= self.world.now,
                )
                .values(state=OutboxState.SENT, sent_at=self.world.now)
            )

    def _act(self, family):
        act = self.chance.choice(
            (self._refuse, self._meet, self._meet, self._review, self._rest, self._say)
        )
        try:
            act(family)
        except (Refused, AssertionError):
            # There is no alert to answer, or nothing in it to put to rest.
            return

    def _refuse(self, family):
        if self.chance.random() < 0.2:
            drifting.refuse_access(self.world, family)

    def _meet(self, family):
        self.world.meeting(family, self.world.today)

    def _review(self, family):
        kind = self.chance.choice((MeetingKind.MIDWAY_REVIEW, MeetingKind.REFLECTIVE))
        drifting.set_review(self.world, family, kind=kind)

    def _rest(self, family):
        names = [
            name
            for name in drifting.standing(self.world, family)
            if not SIGNALS[name].is_safety and name != LEGAL_ROUTE
        ]
        drifting.sleep(self.world, family, names)

    def _say(self, family):
        drifting.answer_legal(self.world, family)


def _check(world):
    """Check that each has one open alert at most, each person one list a day; count."""
    with world.work() as session:
        alerts = session.exec(select(Alert)).all()
        rows = session.exec(
            select(OutboxRow).where(col(OutboxRow.effect) == Effect.DIRECT_MESSAGE)
        ).all()
    open_ones = Counter(one.group_id for one in alerts if one.ended_at is None)
    assert max(open_ones.values(), default=0) <= 1
    assert len({row.dedupe_key for row in rows}) == len(rows)
    routine = Counter(
        (row.person_id, clock.today(row.not_before))
        for row in rows
        if row.urgency is Urgency.ROUTINE and row.kind not in {DIGEST, "drift.alert"}
    )
    assert max(routine.values(), default=0) <= 1
    safety = Counter(row.dedupe_key for row in rows if row.kind == "drift.alert")
    assert max(safety.values(), default=0) <= 1
    weekly = sum(row.kind == DIGEST for row in rows)
    return (
        f"{FAMILIES} families: {len(alerts)} alerts, {sum(routine.values())} lists, "
        f"{sum(safety.values())} messages about safety, {weekly} weekly; none twice"
    )


@pytest.mark.parametrize(
    "days",
    [TWO_MONTHS, pytest.param(TWO_YEARS, marks=pytest.mark.soak)],
    ids=["two months", "two years"],
)
def test_thirty_families_have_one_alert_each_and_flood_nobody(
    world, days, record_property
):
    months = Months(world, seed=days)

    lived = list(months.live(days))

    assert len(lived) == days
    record_property("figures", _check(world))
