"""A past day as people choose it: refused in the form, shown in its place."""

import json
from datetime import timedelta

import pytest

from tests.http_access import payloads
from tests.http_access.payloads import Account, day
from tests.log_guard import CANARY
from tests.notices import noticing
from workflows.overview.as_at import BeforeTheGroup, DayToCome


def _sent(person, family, values):
    account = Account(person.slack_user_id or "")
    return payloads.submit(account, "as_at.show", values, family.id)


def test_the_form_says_between_which_days(world, family, rig):
    account = Account(world.ben.slack_user_id or "")
    sent = payloads.press(account, "as_at.open", family.id, metadata=family.id)

    (call,) = rig.act(sent, shows="view").calls

    said = json.dumps(call.view)
    assert "From 10 February 2026 to 10 February 2026." in said


def test_the_page_takes_the_place_of_the_form(world, family, rig):
    noticing.give(world, family, world.ben)

    answer = rig.send(_sent(world.carol, family, {"day": day(world.today)})).json()

    said = json.dumps(answer, ensure_ascii=False)
    assert answer["response_action"] == "update"
    assert "notice of 10 February 2026, was not brought" in said
    assert "reading the notice of 10 February 2026, due by 12 February 2026: " in said
    assert "Carol (Hill Top School); Piotr (Police)" in said
    assert CANARY not in said


@pytest.mark.parametrize(
    ("days", "refusal"), [(1, DayToCome), (365, DayToCome), (-1, BeforeTheGroup)]
)
def test_what_cannot_be_is_said_beside_the_day(world, family, rig, days, refusal):
    chosen = day(world.today + timedelta(days=days))

    answer = rig.send(_sent(world.asha, family, {"day": chosen})).json()

    assert answer == {
        "response_action": "errors",
        "errors": {"day": refusal().said},
    }


def test_no_day_is_asked_for(world, family, rig):
    nothing = {"day": {"type": "datepicker", "selected_date": None}}

    answer = rig.send(_sent(world.asha, family, nothing)).json()

    assert answer["errors"] == {"day": "Please choose a day."}
