"""Forms about oneself: being away, and help."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from bot import blocks
from bot.blocks import Block
from bot.forms import wording
from workflows.profile import Profile

AWAY: Final = "membership.away"


def away() -> Block:
    """Return the form for days that one is away, and who stands in."""
    return blocks.modal(
        title="I am away",
        callback=AWAY,
        submit="Save",
        blocks=[
            blocks.section(
                "While you are away your deputy is asked in your place. They see what "
                "is asked of you, and nothing that others gave."
            ),
            blocks.ask("from_on", "First day", blocks.day()),
            blocks.ask("to_on", "Last day", blocks.day()),
            blocks.ask(
                "deputy",
                "Who stands in for you?",
                {"type": "users_select"},
                optional=True,
                hint="Somebody of your own agency.",
            ),
        ],
    )


def read_away(view: Mapping[str, Any]) -> tuple[date | None, date | None, str | None]:
    """Return first day, last day and the deputy's account."""
    filled = blocks.answers(view)
    return _day(filled.get("from_on")), _day(filled.get("to_on")), filled.get("deputy")


def help_form(profile: Profile, lines: list[tuple[str, str]]) -> Block:
    """Return the same as `help_page`, to open from Home."""
    return blocks.modal(title="Help", blocks=help_page(profile, lines))


def help_page(profile: Profile, lines: list[tuple[str, str]]) -> list[Block]:
    """Return what the bot is for and what can be typed."""
    typed = "\n".join(f"/coregroup {word}: {what}" for word, what in lines)
    return [
        wording.alarm(profile),
        blocks.section(
            "This bot keeps the people around a child on a child protection plan "
            "acting together. Before every review conference it asks every member, "
            "separately, whether the plan should continue. Everything can be done "
            "from Home."
        ),
        blocks.section(typed),
        blocks.small(
            "Never write a child's name, address or school here. To be added to a core "
            "group, ask its lead social worker or your business support."
        ),
    ]


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None
