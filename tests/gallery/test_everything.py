"""Whatever people see keeps Slack's limits, names nobody and leads somewhere."""

import json
import re

from bot.home import MOST_BLOCKS
from bot.listeners.everything import LISTENERS
from practice.blocks import check_message, check_view
from practice.errors import SlackError
from tests.gallery import facts
from tests.gallery.limits import faults
from tests.gallery.shown import elements, texts, writes_freely

ALARM = "If a child may be at risk of significant harm, stop and telephone: "
NEVER = re.compile(
    r"\b(?:users?|cases?|info|canvass|silent|statements?|manager's)\b|!", re.IGNORECASE
)
# The professions' own words: a title, and the tick of design 4.3.
ALLOWED = ("in this case", "business support")


def refused_by_the_workspace(one):
    """Return what the practice workspace would answer, a second opinion."""
    try:
        if one.view is None:
            check_message(one.blocks)
        else:
            check_view(one.view, kind=one.view["type"])
    except SlackError as error:
        return [f"{one.name}: {error.answer()}"]
    return []


def test_everything_keeps_slacks_limits(shown):
    broken = {one.name: found for one in shown if (found := faults(one))}

    assert broken == {}


def test_the_practice_workspace_takes_everything(shown):
    assert [fault for one in shown for fault in refused_by_the_workspace(one)] == []


def test_no_two_have_one_name(shown):
    names = [one.name for one in shown]

    assert len(names) == len(set(names))


def test_there_is_something_from_every_room(shown):
    assert {one.group for one in shown} >= {
        *("delivery", "groups", "home", "membership", "notices", "overview", "own"),
        *("packs", "plans", "replies", "statements", "together"),
    }


def test_every_form_to_write_in_begins_with_whom_to_telephone(shown, rules):
    forms = [one for one in shown if writes_freely(one.blocks)]
    numbers = f"{rules.telephone.day}, {rules.telephone.out_of_hours}"

    assert len(forms) > 10
    for one in forms:
        said = one.blocks[0]["text"]["text"]
        assert said.startswith(f"{ALARM}{numbers}"), one.name
        assert said.endswith("Nobody is watching this."), one.name


def test_every_button_is_listened_to_and_every_form_taken(shown):
    heard = {(listener.kind, listener.name) for listener in LISTENERS}

    for one in shown:
        for element in elements(one.blocks):
            if element["type"] == "button":
                assert ("action", element["action_id"]) in heard, one.name
        if one.view is not None and "submit" in one.view:
            assert ("view", one.view["callback_id"]) in heard, one.name


def test_every_button_that_is_listened_to_is_somewhere(shown):
    pressed = {
        element["action_id"] for one in shown for element in elements(one.blocks)
    }
    taken = {
        one.view["callback_id"] for one in shown if one.view and "submit" in one.view
    }
    names = {
        kind: {one.name for one in LISTENERS if one.kind == kind}
        for kind in ("action", "view")
    }

    assert names["action"] <= pressed
    assert names["view"] == taken


def test_a_screen_reader_can_tell_apart_the_buttons_of_one_place(shown):
    for one in shown:
        spoken = [
            element.get("accessibility_label") or element["text"]["text"]
            for element in elements(one.blocks)
            if element["type"] == "button" and one.group == "home"
        ]
        # The fullest Home has twenty times the same groups and people.
        if one.name != "home.fullest":
            assert len(spoken) == len(set(spoken)), one.name


def test_words_are_the_words_of_the_work(shown):
    for one in shown:
        for text in texts(one.blocks):
            if text.startswith(facts.LONG_TEXT[:20]):
                continue
            said = re.sub("|".join(ALLOWED), "", text)
            assert not NEVER.search(said), (one.name, text)


def test_nothing_that_identifies_a_child_is_outside_forms(shown):
    for one in shown:
        if one.view is None or one.view["type"] == "home":
            said = json.dumps(one.args, ensure_ascii=False)
            assert "red coat" not in said, one.name
            assert "5 to 9" not in said, one.name


def test_the_title_of_a_form_names_nobody(shown):
    for one in shown:
        if one.view is not None and "title" in one.view:
            title = one.view["title"]["text"]
            assert not any(name in title for name in (*facts.NAMES, "Longname")), title


def test_forty_groups_leave_room_for_the_buttons_below(shown):
    (home,) = (one for one in shown if one.name == "home.fullest")

    pressed = [element["action_id"] for element in home.blocks[-1]["elements"]]
    assert len(home.blocks) == MOST_BLOCKS
    assert pressed == [
        "groups.open_set_up",
        "challenges.begin",
        "referrals.begin",
        "calendars.open",
        "drift.overview",
        "membership.open_away",
        "access.help",
    ]
    assert "/coregroup list" in home.blocks[-3]["elements"][0]["text"]
