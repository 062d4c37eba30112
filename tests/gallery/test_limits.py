"""The gallery's own limits notice what Slack would refuse."""

import pytest

from tests.gallery.limits import faults, units
from tests.gallery.shown import Shown


def plain(length):
    return {"type": "plain_text", "text": "x" * length}


def options(count, length=1):
    return [{"text": plain(length), "value": f"{number}"} for number in range(count)]


def button(**more):
    return {"type": "button", "text": plain(1), "action_id": "a", **more}


def question(element, **more):
    element = {"action_id": "answer", **element}
    return {"type": "input", "label": plain(1), "element": element, **more}


def select(kind, count, **more):
    return question({"type": kind, "options": options(count), **more})


def in_a_form(*blocks, **more):
    view = {
        "type": "modal",
        "title": plain(1),
        "submit": plain(1),
        "blocks": list(blocks),
        **more,
    }
    return Shown(name="n", group="g", title="t", method="m", args={"view": view})


def in_a_message(blocks, text="Words"):
    args = {"text": text, "blocks": blocks}
    return Shown(name="n", group="g", title="t", method="m", args=args)


LINE = {"type": "divider"}


@pytest.mark.parametrize(
    "at_the_limit",
    [
        in_a_form(LINE, title=plain(24), close=plain(24), private_metadata="x" * 3000),
        in_a_form(*[LINE] * 100),
        in_a_form({"type": "section", "text": plain(3000)}),
        in_a_form({"type": "header", "text": plain(150)}),
        in_a_form(select("checkboxes", 10), select("static_select", 100)),
        in_a_form({"type": "actions", "elements": [button(value="x" * 2000)]}),
        in_a_message([LINE] * 50, text="x" * 4000),
    ],
)
def test_what_just_fits_is_let_through(at_the_limit):
    assert faults(at_the_limit) == []


@pytest.mark.parametrize(
    "too_much",
    [
        in_a_form(LINE, title=plain(25)),
        in_a_form(LINE, submit=plain(25)),
        in_a_form(LINE, close=plain(25)),
        in_a_form(LINE, private_metadata="x" * 3001),
        in_a_form(LINE, callback_id="x" * 256),
        in_a_form(*[LINE] * 101),
        in_a_form(),
        in_a_form(*[{"type": "section", "text": plain(2900)}] * 90),
        in_a_form({"type": "section", "text": plain(3001)}),
        in_a_form({"type": "section", "text": plain(0)}),
        in_a_form({"type": "section", "text": {"type": "plain_text", "text": " \n"}}),
        in_a_form({"type": "header", "text": plain(151)}),
        in_a_form({"type": "context", "elements": [plain(2001)]}),
        in_a_form({"type": "marquee"}),
        in_a_form({"type": "actions", "elements": [button(), button()]}),
        in_a_form({"type": "actions", "elements": [button(text=plain(76))]}),
        in_a_form({"type": "actions", "elements": [button(value="x" * 2001)]}),
        in_a_form(
            {"type": "actions", "elements": [button(accessibility_label="x" * 76)]}
        ),
        in_a_form(
            {"type": "actions", "elements": [button(confirm={"text": plain(301)})]}
        ),
        in_a_form(select("checkboxes", 11)),
        in_a_form(select("radio_buttons", 11)),
        in_a_form(select("static_select", 101)),
        in_a_form(select("static_select", 0)),
        in_a_form(select("static_select", 1, initial_option=options(2)[1])),
        in_a_form(question({"type": "static_select", "options": options(1, 76)})),
        in_a_form(question({"type": "plain_text_input", "initial_value": "x" * 3001})),
        in_a_form(
            question({"type": "datepicker"}, block_id="twice"),
            question({"type": "datepicker"}, block_id="twice"),
        ),
        in_a_message([LINE] * 51),
        in_a_message([LINE], text="x" * 4001),
        in_a_message([LINE], text=""),
    ],
)
def test_what_slack_would_refuse_is_noticed(too_much):
    assert len(faults(too_much)) == 1


def test_inputs_need_something_to_submit_them():
    form = in_a_form(question({"type": "datepicker"}))
    del form.view["submit"]

    assert faults(form) == ["inputs and nothing to submit them"]


def test_a_family_of_five_signs_counts_as_slack_counts_it():
    assert units("👩‍👩‍👧") == 8
