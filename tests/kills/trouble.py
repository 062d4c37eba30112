"""What Slack does wrong, by seed: lost answers, late landings, 429s and 500s."""

import random
from typing import Any, Final

from tests.practice_workspace import PracticeWorkspace

POST: Final = "chat.postMessage"
# Under the quiet period of the bot that is killed, which is one second.
LATEST_LANDING: Final = 0.8
ON_POSTS: Final[tuple[dict[str, Any], ...]] = (
    {"kind": "drop_after"},
    {"kind": "drop_before"},
    {"kind": "late_land"},
    {"kind": "status", "code": 500, "body": "oops"},
    {"kind": "status", "code": 500, "body": "oops", "execute": True},
    {"kind": "ratelimit", "retry_after": 1},
    {"kind": "truncate"},
    {"kind": "delay", "when": "after", "seconds": 0.1},
)
# What is asked, opened, made or shown can go wrong as well.
ON_OTHERS: Final[tuple[dict[str, Any], ...]] = (
    {"kind": "drop_after", "method": "conversations.open"},
    {"kind": "drop_after", "method": "conversations.create"},
    {"kind": "drop_after", "method": "conversations.invite"},
    {"kind": "status", "code": 500, "method": "conversations.history"},
    {"kind": "ratelimit", "retry_after": 1, "method": "conversations.history"},
    {"kind": "drop_after", "method": "pins.add"},
    {"kind": "drop_before", "method": "views.publish"},
)


def stir(workspace: PracticeWorkspace, draw: random.Random) -> None:
    """Script what goes wrong in the next life, in place of what was left."""
    workspace.clear_faults()
    # The one that tells a sender that looks from one that simply tries again.
    workspace.fault(kind="drop_after", method=POST)
    for _ in range(3):
        fault = dict(draw.choice(ON_POSTS))
        if fault["kind"] == "late_land":
            fault["seconds"] = draw.uniform(0.1, LATEST_LANDING)
        workspace.fault(**{"method": POST, "nth": draw.randint(1, 8), **fault})
    other = draw.choice(ON_OTHERS)
    workspace.fault(**{"nth": draw.randint(1, 3), **other})
