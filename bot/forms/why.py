"""Why a date is what it is: each with its rule, number and source."""

from typing import Final

from bot import blocks
from bot.blocks import Block
from bot.words import day_and_year
from workflows.overview.why import Reason, What, Why

OPEN: Final = "groups.why"
NAMES: Final = {
    What.FIRST_CORE_GROUP: (
        "The first core group",
        "after the initial conference",
    ),
    What.CORE_GROUP: ("The next core group", "after the one before"),
    What.FIRST_REVIEW: ("The first review", "after the initial conference"),
    What.REVIEW: ("The next review", "after the review before"),
}


def page(facts: Why) -> Block:
    """Return every date that the core group is held to, with its reason."""
    shown: list[Block] = []
    for reason in facts.reasons:
        shown += _reason(reason)
    if not facts.reasons:
        shown.append(blocks.section("No plan is open, so nothing is due."))
    shown.append(
        blocks.small(
            "Working days leave out weekends, bank holidays and local closures; the "
            "day of the event is day 0. Where a date is counted in two ways, the "
            f"earlier holds. Rules: {facts.profile_version}."
        )
    )
    return blocks.modal(title="Why this date?", blocks=shown, metadata=facts.group_id)


def _reason(reason: Reason) -> list[Block]:
    called, since = NAMES[reason.what]
    checked = "read by us" if reason.rule.verified else "not checked against a source"
    return [
        blocks.section(
            f"{called} is due by {day_and_year(reason.due_on)}: "
            f"{reason.rule.value} {reason.rule.unit} {since}, "
            f"{day_and_year(reason.counted_from)}."
        ),
        blocks.small(f"Source: {reason.rule.source} ({checked})."),
    ]
