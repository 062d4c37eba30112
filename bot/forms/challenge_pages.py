"""Challenges to read: a core group's list, and one side by side with its answers."""

import json
from collections.abc import Mapping
from typing import Any, Final

from bot import blocks
from bot.blocks import Block
from bot.pack_blocks import long_text
from bot.words import day_and_year, short_day
from models.vocabulary import ChallengeEnd, RungBegun
from workflows.challenges.entries import OPEN_ANSWER, OPEN_DECIDE, OPEN_RAISE, READ
from workflows.challenges.policy import ABOUT
from workflows.challenges.reading import (
    ChallengesPage,
    Line,
    ShownChallenge,
    ShownRung,
)

NEXT: Final = "challenges.next"
PREVIOUS: Final = "challenges.previous"
ENDS: Final[Mapping[ChallengeEnd, str]] = {
    ChallengeEnd.SETTLED: "settled",
    ChallengeEnd.WITHDRAWN: "withdrawn",
}


def page(page: ChallengesPage) -> Block:
    """Return one page of a core group's challenges: those that are open first."""
    shown = [blocks.small(f"{page.alias}. Page {page.number + 1} of {page.pages}.")]
    if page.may_raise:
        button = blocks.button(
            "Raise a challenge", action=OPEN_RAISE, value=page.group_id
        )
        shown.append(blocks.actions(button))
    is_open = True
    for one in page.lines:
        if is_open and one.ended_on is not None:
            shown += [blocks.divider(), blocks.header("Ended")]
            is_open = False
        shown.append(_line(one))
    if not page.lines:
        shown.append(blocks.section("There is no challenge that you can read."))
    turns = []
    if page.number > 0:
        turns.append(blocks.button("Back", action=PREVIOUS, value=page.group_id))
    if page.number < page.pages - 1:
        turns.append(blocks.button("More", action=NEXT, value=page.group_id))
    if turns:
        shown.append(blocks.actions(*turns))
    return blocks.modal(
        title="Challenges",
        blocks=shown,
        metadata=json.dumps([page.group_id, page.number]),
    )


def _line(one: Line) -> Block:
    risk = " A child at risk." if one.immediate_risk else ""
    text = (
        f"{one.raised_by}, on {short_day(one.raised_on)}, about {ABOUT[one.about]}."
        f"{risk} {_standing(one)}"
    )
    button = blocks.button(
        "Read",
        action=READ,
        value=one.challenge_id,
        label=f"Read: challenge of {short_day(one.raised_on)}, {one.raised_by}"[
            : blocks.SHORTEN_TO
        ],
    )
    return blocks.section(text, button=button)


def _standing(one: Line) -> str:
    if one.ended_as is not None and one.ended_on is not None:
        return f"It was {ENDS[one.ended_as]} on {short_day(one.ended_on)}."
    if one.answered_on is not None:
        return f"It was answered on {short_day(one.answered_on)}; not settled yet."
    if one.owed_by is None or one.due_on is None:
        return "Nobody could be found to answer it."
    if one.is_overdue:
        return f"OVERDUE: {one.owed_by} owed an answer by {short_day(one.due_on)}."
    return f"{one.owed_by} owes an answer by {short_day(one.due_on)}."


def challenge(shown: ShownChallenge) -> Block:
    """Return one challenge with its answers, rung by rung."""
    buttons = []
    if shown.may_decide:
        buttons.append(
            blocks.button(
                "Settled, or not?", action=OPEN_DECIDE, value=shown.challenge_id
            )
        )
    return blocks.modal(
        title="A challenge",
        blocks=[
            *texts_of(shown, can_press=True),
            *_end(shown),
            *([blocks.actions(*buttons)] if buttons else []),
            blocks.small("Every reading is kept."),
        ],
        metadata=shown.challenge_id,
    )


def texts_of(shown: ShownChallenge, *, can_press: bool = False) -> list[Block]:
    """Return what was challenged, and beside it what was answered on each rung."""
    return [
        blocks.header(f"{shown.alias}: a challenge"),
        blocks.section(_raised(shown)),
        *_written("What is challenged, and why", shown.what),
        *_written("What is asked for", shown.wanted),
        *(block for rung in shown.rungs for block in _rung(rung, can_press=can_press)),
    ]


def _raised(shown: ShownChallenge) -> str:
    text = (
        f"Raised by {shown.raised_by} on {day_and_year(shown.raised_on)}, about "
        f"{ABOUT[shown.about]}."
    )
    if shown.conference_on is not None:
        text += f" The conference was on {day_and_year(shown.conference_on)}."
    if shown.is_late:
        text += " It came after the time for dissent, and is marked late."
    if shown.immediate_risk:
        text += " It says that a child was at risk of significant harm at that moment."
    if not shown.rungs:
        text += (
            " Nobody could be found to answer it; it is looked for each working day."
        )
    return text


def _written(title: str, text: str | None) -> list[Block]:
    return [] if text is None else [blocks.small(title), *long_text(text)]


BEGUN: Final[Mapping[RungBegun, str]] = {
    RungBegun.RAISED: "Asked first",
    RungBegun.AT_RISK: "Straight to the top, as a child was at risk",
    RungBegun.NOT_SETTLED: "Taken up, as it was not settled",
    RungBegun.PASSED_UP: "Passed up",
    RungBegun.UNANSWERED: "Taken up, as there was no answer",
    RungBegun.NOBODY_THERE: "Asked, as nobody was there to answer",
}


def _rung(rung: ShownRung, *, can_press: bool) -> list[Block]:
    begun_by = f" by {rung.begun_by}" if rung.begun_as is RungBegun.PASSED_UP else ""
    asked = "" if rung.asked is None else f" {rung.asked} was asked in their place."
    lines = [
        f"{BEGUN[rung.begun_as]}{begun_by}, on {short_day(rung.begun_on)}. "
        f"{rung.owed_by}: an answer by {short_day(rung.due_on)}.{asked}"
    ]
    if rung.passed_over:
        lines.append(f"Nobody else could be found for: {rung.passed_over}.")
    shown = [
        blocks.divider(),
        blocks.header(rung.name[:150]),
        blocks.section("\n".join(lines)),
        *_written("Why it came here", rung.why),
        *_answer(rung),
    ]
    if not (rung.may_answer and can_press):
        return shown
    button = blocks.button(
        "Answer" if rung.is_current else "Answer late",
        action=OPEN_ANSWER,
        value=rung.rung_id,
        style="primary",
    )
    return [*shown, blocks.actions(button)]


def _answer(rung: ShownRung) -> list[Block]:
    if rung.answer is not None and rung.answered_on is not None:
        late = ", late" if rung.is_overdue else ""
        title = f"Answer of {rung.answered_by}, {short_day(rung.answered_on)}{late}"
        return _written(title, rung.answer)
    if rung.is_overdue:
        return [blocks.section("No answer: it is overdue.")]
    return [blocks.section("No answer yet.")]


def _end(shown: ShownChallenge) -> list[Block]:
    if shown.ended_as is None or shown.ended_on is None:
        return []
    text = f"It was {ENDS[shown.ended_as]} on {day_and_year(shown.ended_on)}."
    return [
        blocks.divider(),
        blocks.section(text),
        *_written("Why", shown.ended_because),
    ]


def read_place(view: Mapping[str, Any]) -> tuple[str, int] | None:
    """Return whose challenges and which page a modal shows, or nothing."""
    try:
        group_id, number = json.loads(str(view.get("private_metadata")))
        return str(group_id), int(number)
    except (ValueError, TypeError):
        return None
