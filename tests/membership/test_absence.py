"""Being away, and who stands in."""

from datetime import timedelta

import pytest

from models.tables.access import Person
from models.tables.membership import Absence
from tests.world import World
from workflows.errors import NotYours
from workflows.membership import policy, who_is_who
from workflows.membership import use_cases as membership


@pytest.fixture
def world(database):
    return World(database)


@pytest.fixture
def family(world):
    return world.group(children=2)


def be_away(world, person, **answers):
    with world.work() as session:
        return membership.be_away(
            session,
            actor=world.actor(person),
            now=world.now,
            **{
                "from_on": world.today,
                "to_on": world.today + timedelta(days=7),
                **answers,
            },
        )


def test_somebody_away_names_a_colleague(world, family):
    absence = be_away(world, world.ben, deputy_id=world.bea.id)

    with world.work() as session:
        lines = who_is_who.list_members(session, family.id, now=world.now)
        membership.be_back(
            session,
            actor=world.actor(world.ben),
            absence_id=absence.id,
            now=world.later(hours=1),
        )
        back = session.get_one(Absence, absence.id)
    ben = next(line for line in lines if line.name == "Ben")
    assert (ben.deputy, ben.away_until) == ("Bea", absence.to_on)
    assert back.withdrawn_at == world.now


def test_an_absence_that_cannot_be_is_refused(world, family):
    day = timedelta(days=1)
    with pytest.raises(policy.EndsBeforeItStarts):
        be_away(world, world.ben, to_on=world.today - day)
    with pytest.raises(policy.TooLong):
        be_away(world, world.ben, to_on=world.today + 367 * day)
    for other in (world.carol, world.ben):
        with pytest.raises(policy.NotYourColleague):
            be_away(world, world.ben, deputy_id=other.id)
    mine = be_away(world, world.ben)
    with pytest.raises(policy.AlreadyAway):
        be_away(world, world.ben, from_on=mine.to_on, to_on=mine.to_on + day)
    with pytest.raises(NotYours), world.work() as session:
        membership.be_back(
            session,
            actor=world.actor(world.carol),
            absence_id=mine.id,
            now=world.now,
        )


def test_a_usual_deputy_is_kept(world, family):
    with world.work() as session:
        membership.name_deputy(
            session,
            actor=world.actor(world.ben),
            deputy_id=world.bea.id,
            now=world.now,
        )

    with world.work() as session:
        assert session.get_one(Person, world.ben.id).deputy_id == world.bea.id
