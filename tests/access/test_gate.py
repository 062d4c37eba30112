"""Rights are looked up here and now, and end when they end."""

from datetime import timedelta

import pytest

from models.vocabulary import GrantedRole, PersonClass
from workflows.access import use_cases as access
from workflows.access.policy import Circumstances
from workflows.errors import NotYours, Stranger

GIVE, READ, PAGE = 29, 32, 7
OWN = Circumstances(own=True)
CLOSED = Circumstances(closed=True)


def _classes(world, person, family):
    with world.work() as session:
        return access.classes_in_group(session, person.id, family.id, now=world.now)


def _may(world, person, family, row, circumstances=None):
    with world.work() as session:
        return access.may(
            session,
            person_id=person.id,
            row=row,
            group_id=family.id,
            now=world.now,
            circumstances=circumstances,
        )


def test_everybody_is_to_a_group_what_the_register_says(world):
    family = world.group(members=[world.ben, world.carol, world.dev])

    expected = {
        "asha": {PersonClass.LEAD_SOCIAL_WORKER},
        "ben": {PersonClass.MEMBER},
        "dev": {PersonClass.VOLUNTARY_MEMBER},
        "femi": {PersonClass.CHAIR},
        "grace": {PersonClass.TEAM_MANAGER},
        "hugh": {PersonClass.SAFEGUARDING_LEAD},
        "quentin": {PersonClass.SENIOR_MANAGER},
        "sofia": {PersonClass.CONFERENCE_SERVICE_MANAGER},
        "ines": {PersonClass.BUSINESS_SUPPORT},
        "gita": {PersonClass.OTHER},
        "xan": {PersonClass.OTHER},
    }

    found = {name: _classes(world, getattr(world, name), family) for name in expected}

    assert found == {name: frozenset(classes) for name, classes in expected.items()}


def test_a_safeguarding_lead_counts_only_where_their_agency_has_a_member(world):
    with_health = world.group(members=[world.ben])
    without = world.group(members=[world.carol])

    assert PersonClass.SAFEGUARDING_LEAD in _classes(world, world.hugh, with_health)
    assert _classes(world, world.hugh, without) == {PersonClass.OTHER}


@pytest.mark.parametrize("how", ["left", "deactivated"])
def test_rights_end_at_once_with_the_membership_or_the_account(world, how):
    family = world.group()
    assert _may(world, world.ben, family, GIVE, OWN)

    if how == "left":
        world.leave(family, world.ben)
    else:
        with world.work() as session:
            ben = session.merge(world.ben)
            ben.deactivated_at = world.now

    assert not _may(world, world.ben, family, GIVE, OWN)
    assert not _may(world, world.ben, family, PAGE)


@pytest.mark.parametrize(
    ("days", "is_in"), [(-2, False), (-1, False), (0, True), (1, True)]
)
def test_a_membership_runs_from_its_first_day(world, days, is_in):
    family = world.group(members=[])
    world.member(family, world.ben, since=world.today - timedelta(days=days))

    assert _may(world, world.ben, family, PAGE) is is_in


def test_only_the_newest_allocation_of_a_chair_counts(world):
    family = world.group()
    world.allocate(family, world.sofia, since=world.today)

    assert PersonClass.CHAIR in _classes(world, world.sofia, family)
    assert PersonClass.CHAIR not in _classes(world, world.femi, family)


def test_a_deputy_may_do_what_is_the_members_own_and_read_nothing(world):
    family = world.group()
    assert not _may(world, world.bea, family, GIVE, OWN)

    world.away(world.ben, deputy=world.bea, days=3)

    assert _may(world, world.bea, family, GIVE, OWN)
    assert not _may(world, world.bea, family, GIVE)
    assert not _may(world, world.bea, family, READ, CLOSED)
    assert not _may(world, world.bea, family, PAGE)
    world.later(days=4)
    assert not _may(world, world.bea, family, GIVE, OWN)


def test_another_group_is_another_group(world):
    own, other = world.group(), world.group(members=[world.piotr])

    assert _may(world, world.ben, own, PAGE)
    assert not _may(world, world.ben, other, PAGE)
    with world.work() as session:
        groups = access.groups_of(
            session, actor=world.actor(world.ben), row=PAGE, now=world.now
        )
    assert [group.id for group in groups] == [own.id]


def test_what_may_i_agrees_with_may_i(world):
    families = [
        world.group(),
        world.group(members=[world.piotr]),
        world.group(members=[world.dev]),
    ]
    world.away(world.piotr, deputy=world.xan)

    for name in ("asha", "ben", "dev", "femi", "grace", "hugh", "ines", "quentin"):
        person = getattr(world, name)
        with world.work() as session:
            listed = access.groups_of(
                session, actor=world.actor(person), row=PAGE, now=world.now
            )
        dates = Circumstances(dates_only=True)
        allowed = [f.id for f in families if _may(world, person, f, PAGE, dates)]
        assert sorted(group.id for group in listed) == sorted(allowed), name


def test_a_group_that_is_not_there_is_refused_in_the_same_words(world):
    family = world.group()
    actor = world.actor(world.xan)

    said = []
    for group_id in (family.id, "0" * 16):
        with world.work() as session, pytest.raises(NotYours) as refusal:
            access.group(
                session, actor=actor, row=PAGE, group_id=group_id, now=world.now
            )
        said.append(refusal.value.said)

    assert said[0] == said[1]


def test_the_same_account_in_another_team_is_a_stranger(world):
    with world.work() as session:
        ours = access.identify(
            session,
            team_id=world.ben.slack_team_id,
            user_id=world.ben.slack_user_id,
        )
    assert ours.person_id == world.ben.id

    with world.work() as session, pytest.raises(Stranger):
        access.identify(session, team_id="T_THEIRS", user_id=world.ben.slack_user_id)


def test_a_role_granted_ends_on_its_last_day(world):
    family = world.group()
    grant = world.grant(world.xan, GrantedRole.BUSINESS_SUPPORT)
    with world.work() as session:
        session.merge(grant).to_on = world.today

    assert PersonClass.BUSINESS_SUPPORT in _classes(world, world.xan, family)
    world.later(days=1)
    assert _classes(world, world.xan, family) == {PersonClass.OTHER}
