"""Membership as people press and send it: over the wire, and more than once."""

import json
from datetime import timedelta

import pytest
from sqlmodel import select

from models.tables.membership import LeadChange, Membership
from tests.http_access import payloads
from tests.http_access.payloads import Account, choice, day, person
from tests.http_access.rig import standing
from tests.world import World


@pytest.fixture
def world(database):
    return World(database)


@pytest.fixture
def family(world):
    return world.group(children=2)


@pytest.fixture
def rig(world):
    with standing(world.database, world.profile, world.now) as made:
        yield made


def account(who):
    return Account(who.slack_user_id or "")


def changing(world, family, who, *, by):
    values = {
        "person": person(who.slack_user_id),
        "from_on": day(world.today),
        "before": choice("leaves"),
    }
    return payloads.submit(account(by), "membership.change_lead", values, family.id)


def rows(world, table):
    with world.work() as session:
        return session.exec(select(table)).all()


def test_a_change_of_lead_sent_three_times_is_one_change(world, family, rig):
    sent = changing(world, family, world.xan, by=world.grace)

    answers = [rig.send(sent) for _ in range(3)]

    assert len(rows(world, LeadChange)) == 1
    assert len({one.content for one in answers}) == 1
    assert "it changes from" in json.dumps(answers[0].json())


def test_who_may_not_change_the_lead_reads_why_in_the_form(world, family, rig):
    answer = rig.send(changing(world, family, world.xan, by=world.ines))

    assert answer.json()["response_action"] == "errors"
    assert rows(world, LeadChange) == []


def test_somebody_from_another_agency_is_refused_beside_the_question(
    world, family, rig
):
    answer = rig.send(changing(world, family, world.ben, by=world.grace))

    assert "children's social care" in answer.json()["errors"]["person"]


def test_a_member_added_twice_by_one_press_belongs_once(world, family, rig):
    values = {
        "person": person(world.piotr.slack_user_id),
        "from_on": day(world.today + timedelta(days=3)),
    }
    sent = payloads.submit(account(world.asha), "membership.add", values, family.id)

    answers = [rig.send(sent) for _ in range(2)]

    found = [row for row in rows(world, Membership) if row.person_id == world.piotr.id]
    assert len(found) == 1
    assert "They are a member from" in json.dumps(answers[0].json())
    assert answers[0].content == answers[1].content


def test_a_membership_ended_twice_by_one_press_is_answered_alike(world, family, rig):
    (row,) = [row for row in rows(world, Membership) if row.person_id == world.ben.id]
    values = {"when": choice("now")}
    sent = payloads.submit(account(world.asha), "membership.end", values, row.id)

    answers = [rig.send(sent) for _ in range(2)]

    assert answers[0].content == answers[1].content
    assert "has ended" in json.dumps(answers[0].json())
    assert world.reload(row).ended_at is not None


def test_the_page_offers_the_change_to_the_manager_and_the_handover_to_the_lead(
    world, family, rig
):
    pressed = {}
    for who in (world.grace, world.asha, world.ben):
        sent = payloads.press(account(who), "groups.open", family.id)
        (call,) = rig.act(sent, shows="view").calls
        pressed[who.name] = json.dumps(call.view)

    offers = {
        name: ("open_change_lead" in text, "open_handover" in text)
        for name, text in pressed.items()
    }
    assert offers == {
        "Grace": (True, False),
        "Asha": (False, True),
        "Ben": (False, False),
    }


def test_the_page_names_who_is_missing_and_who_is_to_come(world, rig):
    family = world.group(children=2, members=[world.ben])
    world.member(family, world.carol, children=[family.children[0]])
    world.member(family, world.piotr, since=world.today + timedelta(days=3))
    sent = payloads.press(account(world.asha), "groups.open", family.id)

    (call,) = rig.act(sent, shows="view").calls

    shown = json.dumps(call.view)
    assert "Missing: an education voice for /2." in shown
    assert "Police: Piotr (from Friday 13 February)" in shown
