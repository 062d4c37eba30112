"""The handover: what the new lead social worker owes, keeps to and may read."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import handover_page
from models.vocabulary import MemberRole, NoticeKind
from tests.world import World
from workflows.errors import NotYours
from workflows.membership import leading
from workflows.membership.leading import NewLead
from workflows.notices import giving
from workflows.notices.policy import NewNotice
from workflows.overview.handover import handover


@pytest.fixture
def world(database):
    return World(database)


def take_over(world, family, person):
    with world.work() as session:
        leading.change(
            session,
            actor=world.actor(world.grace),
            group_id=family.id,
            new=NewLead(person_id=person.id, from_on=world.today, stays=False),
            now=world.now,
            profile=world.profile,
        )


def opened_by(world, family, person):
    with world.work() as session:
        return handover(
            session,
            actor=world.actor(person),
            group_id=family.id,
            now=world.now,
            profile=world.profile,
        )


def actions(view):
    found = []
    for block in view["blocks"]:
        shown = [*block.get("elements", ()), block.get("accessory") or {}]
        found += [one["action_id"] for one in shown if one.get("type") == "button"]
    return found


def test_it_lists_what_is_owed_due_and_to_be_read_with_a_button_each(world):
    family = world.group(children=2)
    closed = world.close(world.open_round(family))
    world.meeting(family, world.today - timedelta(days=20))
    take_over(world, family, world.xan)

    found = opened_by(world, family, world.xan)
    view = handover_page.build(found)

    (line,) = found.facts.groups
    assert line.rounds[0].round_id == closed.id
    assert {"statements.read", "notices.chronology", "groups.open"} <= set(
        actions(view)
    )
    assert "It must meet by" in str(view["blocks"])
    assert "Review conference: " in str(view["blocks"])
    assert view["title"]["text"] == f"Handover {family.alias}"


def test_a_notice_that_nobody_acted_on_is_owed_by_the_new_one(world):
    family = world.group()
    take_over(world, family, world.xan)
    with world.work() as session:
        giving.give(
            session,
            actor=world.actor(world.ben),
            group_id=family.id,
            new=NewNotice(
                kind=NoticeKind.NOT_BROUGHT, happened_on=world.today, line="Monday"
            ),
            now=world.now,
            profile=world.profile,
        )

    found = opened_by(world, family, world.xan)

    assert [one.kind for one in found.facts.unread] == [NoticeKind.NOT_BROUGHT]


def test_it_holds_nothing_of_another_family(world):
    family, other = world.group(), world.group()
    for one in (family, other):
        world.open_round(one)
    take_over(world, family, world.xan)
    world.member(other, world.xan, role=MemberRole.LEAD_SOCIAL_WORKER)
    world.sweep()

    found = opened_by(world, family, world.xan)

    assert {line.alias for line in found.facts.groups} == {family.alias}
    assert {item.alias for item in found.facts.owed} <= {family.alias}
    assert other.alias not in str(handover_page.build(found))


@pytest.mark.parametrize("who", ["xan", "ines", "quentin", "hugh", "asha"])
def test_nobody_else_opens_it(world, who):
    family = world.group()
    take_over(world, family, world.xan)
    if who == "xan":
        family = world.group()

    with pytest.raises(NotYours):
        opened_by(world, family, getattr(world, who))


def test_a_quiet_channel_and_a_missing_voice_are_handed_over(world):
    family = world.group(members=[world.ben])
    take_over(world, family, world.xan)

    found = opened_by(world, family, world.xan)
    quiet = replace(found.page.belonging, quiet_because="archived")
    shown = str(
        handover_page.build(replace(found, page=replace(found.page, belonging=quiet)))
    )

    assert "Missing in the core group: an education voice." in shown
    assert "The channel is quiet: archived." in shown
