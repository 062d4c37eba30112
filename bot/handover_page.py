"""The handover to a new lead social worker: what is owed, due and to be read."""

from typing import Final

from bot import blocks, home
from bot.blocks import Block
from bot.words import day, listed
from workflows.overview.groups import GroupPage
from workflows.overview.handover import Handover

CHRONOLOGY: Final = 66
# Slack shows a hundred, and the last two are the buttons.
MOST_SHOWN: Final = 98


def build(found: Handover) -> Block:
    """Return the page; what it can open, its reader could open without it."""
    page = found.page
    shown = [
        blocks.section(
            "Everything that waits in this family, for you. Its history is in the "
            "views, the pack and the chronology; what is not written down, ask the "
            "lead social worker before you."
        ),
        blocks.header("What is due"),
        *(blocks.section(line) for line in _due(page)),
        *home.of_family(found.facts),
    ]
    if len(shown) > MOST_SHOWN:
        shown = [*shown[: MOST_SHOWN - 1], blocks.small("There is more on your Home.")]
    foot = [blocks.divider(), blocks.actions(*_buttons(page))]
    return blocks.modal(
        title=f"Handover {page.alias}",
        blocks=[*shown, *foot],
        metadata=page.group_id,
    )


def _due(page: GroupPage) -> list[str]:
    lines = []
    if page.core_group is not None:
        lines.append(f"Core group: it meets on {day(page.core_group.dated_on)}.")
    elif page.core_group_due_on is not None:
        due = day(page.core_group_due_on)
        lines.append(f"Core group: no day is set. It must meet by {due}.")
    if page.conference is not None:
        by = ""
        if page.conference.due_on is not None:
            by = f" It is due by {day(page.conference.due_on)}."
        is_set = "" if not page.conference.is_provisional else " (provisional)"
        on = f"{day(page.conference.dated_on)}{is_set}"
        lines.append(f"Review conference: {on}.{by}")
    if page.belonging.missing:
        missing = listed(page.belonging.missing)
        lines.append(f"Missing in the core group: {missing}.")
    if page.belonging.quiet_because is not None:
        lines.append(
            f"The channel is quiet: {page.belonging.quiet_because}. Please have it put "
            "right."
        )
    return lines or ["No date is set. Please set the next core group."]


def _buttons(page: GroupPage) -> list[Block]:
    buttons = [
        blocks.button("Core group's page", action="groups.open", value=page.group_id)
    ]
    if CHRONOLOGY in page.may:
        buttons.append(
            blocks.button(
                "Chronology", action="notices.chronology", value=page.group_id
            )
        )
    return buttons
