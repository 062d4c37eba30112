"""Alerts on Home, and the page of all that somebody looks after."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot import blocks
from bot.blocks import Block
from bot.words import day, listed, short_day
from workflows.drift.caseload import CaseLine, Caseload
from workflows.drift.entries import OVERVIEW, READ
from workflows.drift.owing import AlertOwed, titles

NEXT: Final = "drift.overview_next"
PREVIOUS: Final = "drift.overview_previous"
FOOTPRINT: Final = "drift.footprint"
FILE_COMES: Final = (
    "Your footprint comes as a file, into your messages here: each alert, what you did "
    "and when, without a word of what was written. If it is not there in a minute, "
    "please press again."
)
FILE_IS_YOURS: Final = "What you did about alerts, as it stands now."


def owed(alerts: Sequence[AlertOwed]) -> list[Block]:
    """Return the alerts that wait and concern somebody, for Home."""
    return [_owed(one) for one in alerts]


def said(one: AlertOwed) -> str:
    """Return what is asked of somebody because of an alert."""
    number = "one signal" if one.signals == 1 else f"{one.signals} signals"
    called = f" ({titles(one.names)})" if one.names else ""
    about = f"{one.alias}: {number} that plans may drift{called}"
    if one.was_taken_to_me:
        return f"{about}. Nobody answered in time; please see that it is answered."
    if one.may_answer:
        verb = "was due" if one.is_late else "is due"
        return f"{about}. Your answer {verb} by {day(one.answer_by)}."
    if one.asks_legal:
        return (
            f"{about}. Please answer why not the legal route by {day(one.answer_by)}."
        )
    return f"{about}. The chair is asked to answer; you can add a line."


def _owed(one: AlertOwed) -> Block:
    button = blocks.button(
        "Open the alert",
        action=READ,
        value=one.alert_id,
        style="danger" if one.is_safety else None,
        label=f"{one.alias}: Open the alert",
    )
    return blocks.section(said(one), button=button)


def overview(found: Caseload) -> Block:
    """Return one page of open alerts, the worst first."""
    shown = [blocks.header("Open alerts"), blocks.section(_summary(found))]
    shown += [_line(line) for line in found.lines]
    turns = []
    if found.number > 0:
        turns.append(blocks.button("Previous", action=PREVIOUS))
    if found.number < found.pages - 1:
        turns.append(blocks.button("Next", action=NEXT))
    turns.append(blocks.button("My footprint as a file", action=FOOTPRINT))
    shown += [blocks.divider(), blocks.actions(*turns)]
    return blocks.modal(title="Alerts", blocks=shown, metadata=json.dumps(found.number))


def read_number(view: Mapping[str, Any]) -> int | None:
    """Return which page is open."""
    try:
        return int(json.loads(str(view.get("private_metadata"))))
    except (ValueError, TypeError):
        return None


def _summary(found: Caseload) -> str:
    if not found.total:
        return "None is open. Thank you."
    page = f" Page {found.number + 1} of {found.pages}." if found.pages > 1 else ""
    return (
        f"{found.total} open, the worst first; {found.owed} wait for an answer, "
        f"{found.late} of them too long.{page}"
    )


def _line(line: CaseLine) -> Block:
    number = "one signal" if line.signals == 1 else f"{line.signals} signals"
    what = f": {listed(line.titles)}" if line.titles else ""
    owed = " An answer is owed." if line.is_owed else ""
    text = f"{line.alias}, {number} since {short_day(line.since)}{what}.{owed}"
    button = None
    if line.may_open:
        button = blocks.button(
            "Open",
            action=READ,
            value=line.alert_id,
            label=f"Open the alert of {line.alias}",
        )
    return blocks.section(text, button=button)


def of_home() -> Block:
    """Return the button to this page, for Home."""
    return blocks.button("Alerts", action=OVERVIEW)
