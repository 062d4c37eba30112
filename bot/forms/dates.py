"""The form that asks for the day of a review conference."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from bot import blocks
from bot.blocks import Block

SET_CONFERENCE: Final = "conferences.set_date"


def conference(conference_id: str) -> Block:
    """Return the form that sets or moves a review conference."""
    question = blocks.ask(
        "day",
        "On which day is the review conference?",
        blocks.day(),
        hint="The days for giving views move with it.",
    )
    return _form("Review conference", SET_CONFERENCE, conference_id, question)


def read_day(view: Mapping[str, Any]) -> date | None:
    """Return the day that was chosen."""
    try:
        return date.fromisoformat(str(blocks.answers(view).get("day")))
    except ValueError:
        return None


def _form(title: str, callback: str, metadata: str, question: Block) -> Block:
    return blocks.modal(
        title=title,
        callback=callback,
        submit="Save",
        metadata=metadata,
        blocks=[question],
    )
