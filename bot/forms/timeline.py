"""A core group's timeline, in words and as a picture."""

import json
from collections.abc import Mapping
from typing import Any, Final

from bot import blocks
from bot.blocks import Block
from bot.pack_blocks import long_text
from bot.timeline_words import alt_text, lines, span
from workflows.timelines.contents import Timeline

OPEN: Final = "timeline.open"
PICTURE: Final = "timeline.picture"
WHOLE: Final = "timeline.whole"
SINCE: Final = "timeline.since"


def page(group_id: str, found: Timeline, file: str | None = None) -> Block:
    """Return the timeline; `file` is the Slack file that it was drawn into."""
    shown: list[Block] = [
        blocks.header(f"{found.alias}: timeline"),
        blocks.section(f"{span(found)}."),
    ]
    if file is not None:
        shown.append(
            {
                "type": "image",
                "slack_file": {"id": file},
                "alt_text": alt_text(found),
            }
        )
    for line in lines(found):
        shown += long_text(line)
    shown.append(blocks.actions(*_buttons(group_id, found, has_file=file is not None)))
    shown.append(blocks.small("Kinds, counts and dates only. Every reading is kept."))
    return blocks.modal(
        title="Timeline",
        blocks=shown,
        metadata=json.dumps([group_id, found.is_whole]),
    )


def read_place(view: Mapping[str, Any]) -> tuple[str, bool] | None:
    """Return whose timeline a modal shows and whether the whole, or nothing."""
    try:
        group_id, is_whole = json.loads(str(view.get("private_metadata")))
        return str(group_id), bool(is_whole)
    except (ValueError, TypeError):
        return None


def _buttons(group_id: str, found: Timeline, *, has_file: bool) -> list[Block]:
    buttons = []
    if not has_file:
        buttons.append(
            blocks.button("Show as a picture", action=PICTURE, value=group_id)
        )
    if found.is_whole:
        since = blocks.button("Since the last review", action=SINCE, value=group_id)
        return [*buttons, since]
    whole = blocks.button("From the beginning", action=WHOLE, value=group_id)
    return [*buttons, whole]
