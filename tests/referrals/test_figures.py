"""Figures of referrals, against a count of our own that shares no code with theirs."""

import csv
import io
import random
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from PIL import Image

from bot.cli.figures import write
from bot.figures_picture import alt_text, draw
from models.referral_vocabulary import MadeAs, ReferralAnswer, ReferredTo
from tests.referrals import referring
from workflows.referrals import figures

ROWS = """SELECT t.name, r.source_code, r.made_at, r.clock_from, r.ended_at,
    r.acknowledged_at, r.asks_more FROM referral r
    JOIN receivingteam t ON t.id = r.team_id"""
SATURDAY = 5


def _live(world):
    """Let sixty referrals be made over three weeks, some answered, some late."""
    rng = random.Random(7)  # noqa: S311 -- a sample, and no secret
    teams = [
        referring.team(world, world.xan, name="Front door", manager=world.grace),
        referring.team(world, world.piotr, name="Housing", receives=ReferredTo.HOUSING),
    ]
    open_ones = []
    for _ in range(60):
        world.later(hours=rng.choice((3, 7, 11)))
        team = rng.choice(teams)
        by = rng.choice((world.ben, world.carol))
        made = referring.refer(world, team, by=by, made_as=MadeAs.FORM)
        open_ones.append(
            (made, world.xan if team.name == "Front door" else world.piotr)
        )
        if rng.choice((True, False)):
            receipt, who = open_ones.pop(rng.randrange(len(open_ones)))
            referring.answer(world, receipt, who, rng.choice([*ReferralAnswer]))


def _own_count(world):
    """Count by hand: calendar days, in the winter, with no bank holiday in between."""
    with world.work() as session:
        rows = session.connection().execute(sa.text(ROWS)).all()
    found: dict[tuple[str, str], list[int]] = {}
    for team, source, *moments, waits in rows:
        made, began, ended, acknowledged = map(_at, moments)
        by, day = began + timedelta(days=3), made.date() + timedelta(days=1)
        while day.weekday() >= SATURDAY:
            day += timedelta(days=1)
        is_open = ended is None
        is_over = is_open and _at(world.now) > by and not waits
        one = found.setdefault((team, source), [0] * 6)
        for place, counts in enumerate(
            (
                True,
                acknowledged is not None and acknowledged.date() <= day,
                not is_open and ended <= by,
                not is_open and ended > by,
                is_over,
                is_open and not is_over,
            )
        ):
            one[place] += counts
    return {key: tuple(one) for key, one in found.items()}


def _at(value):
    # One kind of database gives moments, the other the text that it keeps.
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    is_bare = moment is not None and moment.tzinfo is None
    return moment.replace(tzinfo=UTC) if is_bare else moment


def _counted(world):
    with world.work() as session:
        return figures.count(
            session,
            world.today - timedelta(days=60),
            world.today,
            now=world.now,
            profile=world.profile,
        )


def test_every_figure_is_what_another_count_of_the_rows_gives(world):
    _live(world)

    found = _counted(world)

    theirs = {
        (one.team, one.source): tuple(
            value for key, value in asdict(one).items() if key not in ("team", "source")
        )
        for one in found
    }
    own = _own_count(world)
    assert {key[0] for key in theirs} == {"Front door", "Housing"}
    assert sorted(theirs.values()) == sorted(own.values())
    assert sum(one.made for one in found) == 60


def test_only_the_days_asked_for_are_counted(world, team):
    referring.refer(world, team, made_at=world.now - timedelta(days=40))
    referring.refer(world, team)
    with world.work() as session:
        found = figures.count(
            session, world.today, world.today, now=world.now, profile=world.profile
        )
    assert [one.made for one in found] == [1]


def test_the_file_and_the_picture_say_the_same_and_name_nobody(world, tmp_path):
    _live(world)
    found = _counted(world)
    path = tmp_path / "referrals.csv"

    write(path, found)
    words = alt_text(found, title="Referrals")
    image = Image.open(io.BytesIO(draw(found, title="Referrals")))

    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sum(int(row["made"]) for row in rows) == 60
    for team in ("Front door", "Housing"):
        total = sum(int(row["made"]) for row in rows if row["team"] == team)
        assert f"{team}: {total} in all" in words
    assert image.width == 780
    assert not any(name in words + str(rows) for name in ("Ben", "Carol", "Xan"))


def test_of_nothing_there_is_a_picture_too():
    assert "No referral was made" in alt_text((), title="Referrals")
    assert Image.open(io.BytesIO(draw((), title="Referrals"))).height > 0
