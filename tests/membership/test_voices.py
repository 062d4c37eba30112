"""Each child has a health and an education voice, or it is said who is missing."""

import pytest

from models.vocabulary import AgencyKind
from tests.world import World
from workflows.membership import policy, voices
from workflows.membership.policy import ChildFacts, MissingVoice, Voice

HEALTH, EDUCATION = AgencyKind.HEALTH, AgencyKind.EDUCATION
TWO = (ChildFacts(child_id="a", number=1), ChildFacts(child_id="b", number=2))


@pytest.fixture
def world(database):
    return World(database)


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ((), ((HEALTH, (1, 2)), (EDUCATION, (1, 2)))),
        ((Voice(agency=HEALTH), Voice(agency=EDUCATION)), ()),
        (
            (
                Voice(agency=HEALTH),
                Voice(agency=EDUCATION, children=frozenset({"a"})),
            ),
            ((EDUCATION, (2,)),),
        ),
        (
            (
                Voice(agency=HEALTH, children=frozenset({"a"})),
                Voice(agency=HEALTH, children=frozenset({"b"})),
                Voice(agency=EDUCATION),
            ),
            (),
        ),
        (
            (Voice(agency=AgencyKind.SOCIAL_CARE), Voice(agency=AgencyKind.POLICE)),
            ((HEALTH, (1, 2)), (EDUCATION, (1, 2))),
        ),
    ],
)
def test_each_child_has_a_health_and_an_education_voice(given, missing):
    found = policy.missing_voices(given, TWO)

    assert found == tuple(
        MissingVoice(voice=voice, children=children) for voice, children in missing
    )


def test_a_baby_before_birth_needs_no_education_voice():
    baby = (ChildFacts(child_id="a", number=1, is_unborn=True),)

    found = policy.missing_voices((), baby)

    assert found == (MissingVoice(voice=HEALTH, children=(1,)),)


@pytest.mark.parametrize(
    ("children", "of_all", "said"),
    [
        ((1, 2), 2, "an education voice"),
        ((2,), 2, "an education voice for /2"),
        ((1, 3), 3, "an education voice for /1 and /3"),
        ((1, 2, 4), 4, "an education voice for /1, /2 and /4"),
    ],
)
def test_a_missing_voice_is_said_by_child(children, of_all, said):
    missing = MissingVoice(voice=EDUCATION, children=children)

    assert voices.said(missing, of_all=of_all) == said


def missing_in(world, family):
    with world.work() as session:
        return voices.missing_in(session, family.id, day=world.today, now=world.now)


def test_a_member_tied_to_one_child_speaks_for_that_one_alone(world):
    family = world.group(children=2, members=[world.ben])
    world.member(family, world.carol, children=[family.children[0]])

    assert missing_in(world, family) == (MissingVoice(voice=EDUCATION, children=(2,)),)


def test_who_left_speaks_no_longer_and_who_is_outside_slack_does(world):
    family = world.group(members=[world.ben, world.carol])
    world.leave(family, world.ben)

    without = missing_in(world, family)
    world.member(family, world.hetty)

    assert without == (MissingVoice(voice=HEALTH, children=(1,)),)
    assert missing_in(world, family) == ()


def test_nobody_need_speak_for_a_child_who_has_moved_away(world):
    family = world.group(children=2, members=[world.ben])
    with world.work() as session:
        child = session.get_one(type(family.children[1]), family.children[1].id)
        child.left_on = world.today
        session.add(child)

    assert missing_in(world, family) == (MissingVoice(voice=EDUCATION, children=(1,)),)
