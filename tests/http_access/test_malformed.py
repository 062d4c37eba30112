"""Payloads that are not what they claim: no fault of the bot, and nothing changes."""

import copy
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.http_access import payloads
from tests.http_access.payloads import Account
from tests.http_access.rig import AUDIT

WRONG: tuple[Any, ...] = (None, 17, "x", [None], {"id": []})
PARTS = (
    ("type",),
    ("team",),
    ("team", "id"),
    ("user",),
    ("user", "id"),
    ("user", "team_id"),
    ("trigger_id",),
    ("container",),
    ("container", "view_id"),
    ("channel",),
    ("message",),
    ("view",),
    ("view", "id"),
    ("view", "hash"),
    ("view", "callback_id"),
    ("view", "private_metadata"),
    ("view", "blocks"),
    ("view", "state"),
    ("view", "state", "values"),
    ("view", "state", "values", "all:reason"),
    ("view", "state", "values", "all:reason", "answer"),
    ("view", "state", "values", "all:reason", "answer", "value"),
    ("actions",),
    ("actions", 0),
    ("actions", 0, "action_id"),
    ("actions", 0, "value"),
    ("actions", 0, "action_ts"),
    ("actions", 0, "selected_option"),
    ("response_urls",),
)
ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)


@pytest.fixture
def database_url(sqlite_url):
    """Return one kind of database: shapes are judged before any is asked."""
    return sqlite_url


@pytest.fixture
def bodies(world, partnership):
    """Return one real payload of each kind, from somebody who may do what it asks."""
    account = Account(world.carol.slack_user_id)
    page = json.dumps([partnership.own.open_round, None, "all"])
    filled = {"all:reason": payloads.text("Because")}
    sent = (
        payloads.press(account, "statements.open", partnership.own.open_round),
        payloads.press(account, "statements.save_draft", metadata=page, values=filled),
        payloads.submit(account, "statements.form", filled, page),
        payloads.press(account, "packs.choose_child", metadata="[]", chosen="x"),
    )
    return [_body(one) for one in sent]


def _body(sent):
    return json.loads(payloads.unwrapped(sent))


def _with(body, part, wrong):
    """Return the payload with one part of it replaced, if it has that part."""
    changed = copy.deepcopy(body)
    inside = changed
    for step in part[:-1]:
        try:
            inside = inside[step]
        except (KeyError, IndexError, TypeError):
            return None
    if isinstance(inside, dict | list):
        try:
            inside[part[-1]] = wrong
        except IndexError:
            return None
        return changed
    return None


def _faults(rig, body, kind="interactive"):
    """Send it, and say what went wrong; nothing but drafts and audits may be kept."""
    rig.written.tables.clear()
    answer = rig.send(payloads.interactive(body))
    found = [] if answer.status < 500 else [f"answered {answer.status}"]
    if b"Something went wrong" in answer.content:
        found.append("met a fault of ours")
    if set(rig.written.tables) - AUDIT - {"draft"}:
        found.append(f"wrote {rig.written.tables}")
    return found


def test_each_part_of_each_payload_may_be_anything(rig, bodies, caplog):
    found, tried = [], 0
    for body in bodies:
        for part in PARTS:
            for wrong in WRONG:
                changed = _with(body, part, wrong)
                if changed is None:
                    continue
                found += [f"{part}={wrong!r}: {f}" for f in _faults(rig, changed)]
                tried += 1
    found += [f"a fault was logged: {one}" for one in _logged(caplog)]

    assert not found, "\n".join(found)
    assert tried > 300


def test_payloads_of_any_shape_do_no_harm(rig, bodies, caplog):
    @settings(
        max_examples=400,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.sampled_from(bodies), st.sampled_from(PARTS), ANY)
    def shaped(body, part, wrong):
        changed = _with(body, part, wrong)
        assert changed is None or _faults(rig, changed) == []

    shaped()
    assert _logged(caplog) == []


def test_what_is_no_payload_at_all_is_turned_away(rig):
    bodies: list[Any] = [None, 5, "text", [], [1], True, {}]
    for body in bodies:
        assert _faults(rig, body) == []


def test_three_megabytes_are_turned_away(rig):
    body = {"type": "block_actions", "padding": "x" * 3_100_000}

    answer = rig.send(payloads.interactive(body))

    assert answer.status == 413


@pytest.mark.soak
def test_a_hundred_thousand_shapes_do_no_harm(rig, bodies):
    @settings(
        max_examples=100_000,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.sampled_from(bodies), st.sampled_from(PARTS), ANY)
    def shaped(body, part, wrong):
        changed = _with(body, part, wrong)
        assert changed is None or _faults(rig, changed) == []

    shaped()


def _logged(caplog):
    return [one.getMessage() for one in caplog.records if one.levelname == "ERROR"]
