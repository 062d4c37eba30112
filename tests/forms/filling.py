"""Forms as Slack's client fills them in: it begins with what the form offers."""

from practice.answers import REQUIRED, answer_for, faults, from_the_start
from practice.state import View


def opened(view, **typed):
    """Return a form as it comes back, with these answers typed, by block."""
    state = from_the_start(view["blocks"])
    fields = {
        block["block_id"]: block["element"]
        for block in view["blocks"]
        if block["type"] == "input"
    }
    for block_id, value in typed.items():
        element = fields[block_id]
        state[block_id][element["action_id"]] = answer_for(element, value)
    return {**view, "state": {"values": state}}


def left_empty(view):
    """Return the blocks that Slack itself would not let somebody send empty."""
    shown = View(
        id="V0000001",
        user="U0000001",
        root_view_id="V0000001",
        type="modal",
        blocks=view["blocks"],
        app_id="A",
        bot_id="B",
        team_id="T",
        hash="1",
    )
    return {block for block, words in faults(shown).items() if words == REQUIRED}
