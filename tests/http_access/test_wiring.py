"""Nothing is listened to without a row, and nothing can be pressed in vain."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from slack_bolt import App

from bot import http
from bot.listeners.edge import NoRow, register
from bot.listeners.everything import LISTENERS
from tests.access.hand_written import LAST_ROW

PROJECT = Path(__file__).parents[2]
# Where forms, pages and messages name what happens when they are used.
ROOMS = ("bot", "workflows")
NAME = re.compile(
    r'"((?:access|actions|as_at|calendars|challenges|coming|conferences|drift|groups'
    r"|meetings|membership|notices|outcomes|packs|proposals|records|referrals|scores"
    r'|statements|timeline)\.[a-z_]+)"'
)


# The callback of a page that is only read, and the block of a picture.
NOT_PRESSED = {"packs.page", "packs.picture"}


def _matched(bolt: App) -> list[str]:
    """Give a line for every listener that Bolt really has."""
    return [one.ack_function.__qualname__ for one in bolt._listeners]


def test_bolt_listens_to_what_the_list_names_and_to_nothing_else_that_acts(rig):
    functions = _matched(rig.bot.bolt)

    ours = [name for name in functions if name.startswith("_door.")]
    others = [name for name in functions if not name.startswith("_door.")]
    # Two more answer whatever only an older version knew.
    assert len(ours) == len(LISTENERS) + 2
    # What Slack tells of somebody, and what is only acknowledged: nobody acts in them.
    assert set(others) == {
        "_heed_accounts.<locals>.changed",
        "_heed_channels.<locals>.happened",
        "_ignore_the_rest.<locals>.ignored",
    }


def test_every_listener_and_every_door_names_a_row(rig):
    doors = http.doors(rig.bot.room, rig.bot.bolt, rig.bot.time)
    rows = [listener.row for listener in LISTENERS] + [door.row for door in doors]

    assert rows
    assert all(1 <= row <= LAST_ROW for row in rows)
    assert len(http.application(doors).routes) == len(doors)


def test_a_listener_without_a_row_keeps_the_bot_from_starting(rig):
    without = replace(LISTENERS[0], row=LAST_ROW + 1)

    with pytest.raises(NoRow):
        register(
            App(signing_secret="s", token="t", token_verification_enabled=False),
            rig.bot.room,
            [without],
        )


def test_everything_that_can_be_pressed_or_sent_has_a_listener():
    named = {
        found
        for room in ROOMS
        for path in (PROJECT / room).rglob("*.py")
        for found in NAME.findall(path.read_text())
    }
    listened = {one.name for one in LISTENERS if "." in one.name}
    kinds = _kinds_of_messages()

    assert named - listened - kinds - NOT_PRESSED == set()


def test_every_listener_can_be_reached():
    text = "\n".join(
        path.read_text()
        for room in ("bot/forms", "bot", "workflows", "templates")
        for path in (PROJECT / room).rglob("*")
        if path.suffix in {".py", ".j2"} and path.parent.name != "listeners"
    )
    reached = set(NAME.findall(text))

    assert {one.name for one in LISTENERS if "." in one.name} - reached == set()


def _kinds_of_messages() -> set[str]:
    return {
        found
        for path in (PROJECT / "workflows").rglob("messages.py")
        for found in NAME.findall(path.read_text())
    }
