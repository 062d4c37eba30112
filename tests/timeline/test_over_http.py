"""The timeline as people press for it: words at once, the picture on request."""

import json

import pytest

from tests.http_access import payloads
from tests.http_access.payloads import Account
from tests.log_guard import CANARY
from tests.notices import noticing
from workflows.errors import NotYours


def _pressed(person, name, value, **where):
    return payloads.press(Account(person.slack_user_id or ""), name, value, **where)


def _words(view):
    return json.dumps(view, ensure_ascii=False)


def test_it_opens_on_top_of_the_group_page_in_words(world, family, rig):
    noticing.give(world, family, world.ben)

    sent = _pressed(world.carol, "timeline.open", family.id, metadata=family.id)
    (call,) = rig.act(sent, shows="view").calls

    assert call.method == "views.push"
    assert "was not brought on 10 February 2026" in _words(call.view)
    assert CANARY not in _words(call.view)


def test_the_picture_is_a_file_with_the_same_words(world, family, rig):
    noticing.give(world, family, world.ben)
    place = json.dumps([family.id, True])

    sent = _pressed(world.asha, "timeline.picture", family.id, metadata=place)
    calls = rig.act(sent, shows="view").calls

    (image,) = [
        block
        for call in calls
        for block in call.view.get("blocks", [])
        if block["type"] == "image"
    ]
    assert image["slack_file"] == {"id": "F0001"}
    assert "was not brought on 10 February 2026" in image["alt_text"]


@pytest.mark.parametrize("place", ["", "[]", "null", "[1, 2, 3]", '{"a": 1}'])
def test_a_form_that_was_tampered_with_shows_nothing(world, family, rig, place):
    sent = _pressed(world.asha, "timeline.whole", family.id, metadata=place)

    answer = rig.act(sent, shows="view")

    assert NotYours().said in _words([call.arguments for call in answer.calls])
    assert world.audited("timeline opened") == []
