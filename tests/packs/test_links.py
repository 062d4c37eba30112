"""A link to a printable pack: one person, one use, ten minutes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlmodel import select

from models.tables.packs import PackLink
from models.tables.plans import CoreGroup
from tests.packs.rounds import differing_round
from workflows.errors import NotYours
from workflows.packs import links

ADDRESS = "https://coregroup.example.org"


def make(world, person, found, *, address=ADDRESS):
    with world.work() as session:
        return links.make_link(
            session,
            actor=world.actor(person),
            round_id=found.id,
            now=world.now,
            profile=world.profile,
            public_address=address,
        )


def redeem(world, token):
    with world.work() as session:
        return links.redeem(session, token=token, now=world.now, profile=world.profile)


def kept(world):
    with world.work() as session:
        return session.exec(select(PackLink)).all()


@pytest.fixture
def closed(world):
    _, found = differing_round(world)
    return world.close(found)


def test_it_opens_the_pack_for_the_one_who_asked(world, closed):
    pack = redeem(world, make(world, world.femi, closed))

    assert pack.round_id == closed.id
    assert pack.reader == "Femi"
    assert [row.actor_id for row in world.audited("pack printed")] == [world.femi.id]
    assert world.audited("pack read") == []


def test_it_opens_once(world, closed):
    token = make(world, world.femi, closed)
    redeem(world, token)

    with pytest.raises(links.Gone):
        redeem(world, token)

    assert len(world.audited("pack printed")) == 1


@pytest.mark.parametrize(
    ("seconds", "opens"), [(599, True), (600, False), (601, False)]
)
def test_it_lasts_ten_minutes(world, closed, seconds, opens):
    token = make(world, world.femi, closed)
    world.now += timedelta(seconds=seconds)

    if opens:
        assert redeem(world, token).round_id == closed.id
    else:
        with pytest.raises(links.Gone):
            redeem(world, token)


@pytest.mark.parametrize("name", ["ben", "carol", "dev", "quentin", "xan"])
def test_nobody_gets_one_who_may_not_open_the_pack(world, closed, name):
    with pytest.raises(NotYours):
        make(world, getattr(world, name), closed)

    assert kept(world) == []


def test_nobody_gets_one_before_closing(world):
    _, found = differing_round(world)

    with pytest.raises(NotYours):
        make(world, world.femi, found)


def test_none_is_made_where_it_would_lead_nowhere(world, closed):
    with pytest.raises(links.NoPublicAddress):
        make(world, world.femi, closed, address=None)

    assert kept(world) == []


def test_it_ends_with_the_right_of_its_maker(world, closed):
    token = make(world, world.asha, closed)
    with world.work() as session:
        family = session.get_one(CoreGroup, closed.group_id)
    world.leave(family, world.asha)

    with pytest.raises(links.Gone) as gone:
        redeem(world, token)

    assert gone.value.actor is not None
    assert gone.value.actor.person_id == world.asha.id
    assert world.audited("pack printed") == []


def test_it_ends_when_its_makers_account_does(world, closed):
    token = make(world, world.femi, closed)
    with world.work() as session:
        person = session.get_one(type(world.femi), world.femi.id)
        person.deactivated_at = world.now
        session.add(person)

    with pytest.raises(links.Gone):
        redeem(world, token)


def test_used_expired_withdrawn_and_unknown_are_worded_alike(world, closed):
    used, old = (make(world, world.femi, closed) for _ in range(2))
    redeem(world, used)
    said = set()
    for token in (used, "no such token", "", "\ud800", "x" * 10_000):
        with pytest.raises(links.Gone) as gone:
            redeem(world, token)
        said.add(gone.value.said)
    world.later(minutes=11)
    with pytest.raises(links.Gone) as gone:
        redeem(world, old)

    assert said == {gone.value.said}


def test_only_the_digest_of_a_token_is_kept(world, closed):
    token = make(world, world.femi, closed)

    (link,) = kept(world)
    assert len(token) >= 43
    assert token not in str(link.model_dump())
    assert token not in str([row.model_dump() for row in world.audited()])
    assert make(world, world.femi, closed) != token


def test_a_refused_use_is_not_a_use(world, closed):
    token = make(world, world.femi, closed)
    world.later(minutes=11)
    with pytest.raises(links.Gone):
        redeem(world, token)

    (link,) = kept(world)
    assert link.used_at is None


def test_of_two_who_open_it_at_once_one_gets_it(world, closed):
    token = make(world, world.femi, closed)
    together = Barrier(2)

    def open_it(_):
        together.wait()
        try:
            redeem(world, token)
        except links.Gone:
            return "gone"
        return "opened"

    with ThreadPoolExecutor(2) as people:
        answers = list(people.map(open_it, range(2)))

    assert sorted(answers) == ["gone", "opened"]
    assert len(world.audited("pack printed")) == 1
