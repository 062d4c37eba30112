"""Alerts as people meet them: pages, forms, and what is said back."""

import json

import pytest

from models.vocabulary import AlertAnswerKind, MeetingKind
from tests.drift import drifting
from tests.drift.drifting import weeks
from tests.http_access.payloads import (
    Account,
    choice,
    day,
    press,
    submit,
    text,
    ticked,
)
from tests.http_access.rig import standing
from tests.log_guard import CANARY


@pytest.fixture
def raised(world, late):
    """Return a family with an alert about safety and about a late core group."""
    drifting.refuse_access(world, late)
    drifting.sweep(world)
    return late


@pytest.fixture
def rig(world, raised):
    """Yield the bot at that time."""
    assert raised
    with standing(world.database, world.profile, world.now) as made:
        yield made


def _shown(came):
    return json.dumps([call.view for call in came.calls], ensure_ascii=False)


def _account(person):
    return Account(person.slack_user_id)


def test_the_chair_opens_an_alert_that_explains_itself(world, raised, rig):
    alert_id = drifting.alert(world, raised).id

    came = rig.act(press(_account(world.femi), "drift.read", alert_id), shows="view")

    shown = _shown(came)
    assert "Access refused" in shown
    assert "What helps: " in shown
    assert "Set a meeting" in shown
    assert "Not drift because" in shown
    assert "Add a line" not in shown


def test_a_meeting_is_set_from_the_form_and_a_second_delivery_changes_nothing(
    world, raised, rig
):
    alert_id = drifting.alert(world, raised).id
    values = {
        "kind": choice(MeetingKind.MIDWAY_REVIEW.value),
        "day": day(world.in_working_days(4)),
        "starts": choice("10:00", "static_select"),
    }
    sent = submit(_account(world.femi), "drift.review", values, alert_id)

    first = rig.act(sent, shows="home")
    second = rig.act(sent, shows="")

    said = json.dumps(first.reply)
    assert "the midway review is on Monday 16 February" in said
    assert second.reply == first.reply
    (answer,) = drifting.answers(world, raised)
    assert answer.kind is AlertAnswerKind.MIDWAY_REVIEW


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({}, "kind"),
        ({"kind": choice("picnic")}, "kind"),
        ({"kind": choice("reflective")}, "day"),
        ({"kind": choice("reflective"), "day": day("soon")}, "day"),
    ],
)
def test_what_is_missing_in_the_form_is_said_at_its_place(
    world, raised, rig, values, place
):
    alert_id = drifting.alert(world, raised).id

    came = rig.act(submit(_account(world.femi), "drift.review", values, alert_id))

    assert list(came.reply["errors"]) == [place]
    assert drifting.answers(world, raised) == []


def test_safety_is_not_offered_to_rest_and_not_taken_either(world, raised, rig):
    alert_id = drifting.alert(world, raised).id
    opened = rig.act(
        press(_account(world.femi), "drift.open_sleep", alert_id), shows="view"
    )
    unsafe = drifting.standing(world, raised)["access_refused"].id
    values = {"signals": ticked(unsafe), "reason": text(CANARY)}

    came = rig.act(submit(_account(world.femi), "drift.sleep", values, alert_id))

    assert unsafe not in _shown(opened)
    assert "Core group late" in _shown(opened)
    assert drifting.answers(world, raised) == []
    assert "Thank you" not in json.dumps(came.reply)


def test_a_reason_is_kept_and_said_so(world, raised, rig):
    alert_id = drifting.alert(world, raised).id
    late = drifting.standing(world, raised)["core_group_late"].id
    values = {"signals": ticked(late), "reason": text(CANARY)}

    came = rig.act(
        submit(_account(world.femi), "drift.sleep", values, alert_id), shows="home"
    )

    assert "rests until its facts change" in json.dumps(came.reply)
    assert CANARY not in json.dumps(came.reply)


def test_the_social_worker_adds_a_line_that_the_chair_reads(world, raised, rig):
    alert_id = drifting.alert(world, raised).id
    values = {"reason": text(CANARY)}
    rig.act(submit(_account(world.asha), "drift.line", values, alert_id), shows="home")

    came = rig.act(press(_account(world.femi), "drift.read", alert_id), shows="view")

    assert CANARY in _shown(came)


def test_a_member_opens_the_legal_route_from_the_groups_page(world, raised, rig):
    page = rig.act(press(_account(world.ben), "groups.open", raised.id), shows="view")

    came = rig.act(
        press(_account(world.ben), "drift.read_legal", raised.id), shows="view"
    )

    assert "drift.read_legal" in _shown(page)
    assert "Nothing is answered yet" in _shown(came)


def test_the_caseload_opens_from_home_and_its_footprint_comes_as_a_file(
    world, raised, rig
):
    opened = rig.act(press(_account(world.femi), "drift.overview"), shows="view")

    came = rig.act(press(_account(world.femi), "drift.footprint"), shows="view")

    assert raised.alias in _shown(opened)
    assert "Your footprint comes as a file" in _shown(came)


def test_a_page_that_is_no_page_is_refused(world, raised, rig):
    assert raised
    sent = press(_account(world.femi), "drift.overview_next", metadata="not a page")

    came = rig.act(sent, shows="view")

    assert "NotYours" in came.because


def test_an_alert_that_ended_says_so_and_has_no_buttons(world, raised, rig):
    alert_id = drifting.alert(world, raised).id
    with world.work() as session:
        group = session.get_one(type(raised.group), raised.id)
        group.closed_at = world.now
        session.add(group)
    drifting.sweep(world, world.today + weeks(1))
    with world.work() as session:
        group = session.get_one(type(raised.group), raised.id)
        group.closed_at = None
        session.add(group)

    came = rig.act(press(_account(world.femi), "drift.read", alert_id), shows="view")

    assert "no signal is left. Thank you." in _shown(came)
    assert "drift.open_review" not in _shown(came)
