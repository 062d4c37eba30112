"""Scores and end-of-meeting answers to read: together, the fewest first, no average."""

from dataclasses import dataclass
from typing import Final

from bot import blocks
from bot.blocks import Block
from bot.forms.scores import CHOICES, QUESTIONS
from bot.pack_blocks import long_text
from bot.picture import alt_text, score_in_words
from bot.words import day_and_year, listed, short_day
from workflows.overview.score_pages import ScorePage
from workflows.scores.over_time import ScoreLine, Scores
from workflows.scores.reading import (
    AgencyScores,
    Answered,
    ChildScores,
    LinesRead,
    ScoresRead,
)
from workflows.statements.children import ShownChild

LINES: Final = "scores.lines"
OVER_TIME: Final = "scores.over_time"


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """One child's scores over time, and the Slack file they were drawn into."""

    child_id: str
    scores: Scores
    file: str


def page(found: ScorePage, drawn: Drawn | None = None) -> Block:
    """Return what was given after one core group, or who has answered so far."""
    scores = found.scores
    shown = [
        blocks.header(f"{scores.alias}: after the core group"),
        blocks.section(f"It met on {day_and_year(scores.met_on)}."),
        *long_text("\n".join(_how_far(scores))),
        *(_together(found, drawn) if scores.can_be_read else []),
    ]
    return blocks.modal(
        title="Scores and answers", blocks=shown, metadata=scores.meeting_id
    )


def _how_far(scores: ScoresRead) -> list[str]:
    lines = []
    if scores.have_given:
        lines.append(f"Have answered: {listed(scores.have_given)}.")
    if scores.waiting_for:
        lines.append(f"Not yet heard from: {listed(scores.waiting_for)}.")
    if not scores.can_be_read:
        lines.append(
            "They are shown together once all are in, or from the day after the "
            "meeting. Until then nobody reads another's."
        )
    elif not scores.have_given:
        lines.append("Nobody has given any yet.")
    return lines


def _together(found: ScorePage, drawn: Drawn | None) -> list[Block]:
    scores = found.scores
    children = {child.child_id: child for child in found.children}
    shown: list[Block] = []
    if scores.children:
        shown += [blocks.divider(), blocks.header("How safe, 0 to 10")]
        shown.append(blocks.small("Higher is safer. The lowest stands first."))
    for one in scores.children:
        shown += _child(one, children[one.child_id], drawn)
    if scores.answers:
        shown += [blocks.divider(), blocks.header("The five questions")]
        shown.append(blocks.small("Who answered as fewest did stands first."))
    for answered in scores.answers:
        shown += long_text(_answered(answered))
    if scores.has_lines:
        button = blocks.button("Read the lines", action=LINES, value=scores.meeting_id)
        shown.append(blocks.actions(button))
    return [*shown, blocks.small("Every reading is kept.")]


def _child(scores: ChildScores, child: ShownChild, drawn: Drawn | None) -> list[Block]:
    label = f", your label: {child.label}" if child.label else ""
    ends = str(scores.lowest)
    if scores.lowest != scores.highest:
        ends = f"{scores.lowest} to {scores.highest}"
    text = f"{child.alias} ({child.age_band}{label}): {ends}"
    lines = [_agency(one) for one in scores.by_agency]
    if drawn is not None and drawn.child_id == scores.child_id:
        image = {
            "type": "image",
            "slack_file": {"id": drawn.file},
            "alt_text": alt_text(drawn.scores),
        }
        return [
            blocks.section(text),
            *long_text("\n".join(lines)),
            image,
            *long_text("\n".join(_over_time(drawn.scores))),
        ]
    button = blocks.button(
        "Over time",
        action=OVER_TIME,
        value=scores.child_id,
        label=f"Over time: scores of {child.alias}",
    )
    return [blocks.section(text, button=button), *long_text("\n".join(lines))]


def _agency(one: AgencyScores) -> str:
    return f"{one.agency}: {listed(one.scores)}"


def _over_time(scores: Scores) -> list[str]:
    return [_earlier(line) for line in scores.lines]


def _earlier(line: ScoreLine) -> str:
    points = ", ".join(
        f"{score_in_words(point)} on {short_day(point.on)}" for point in line.points
    )
    return f"{line.agency}: {points}"


def _answered(answered: Answered) -> str:
    asks, _ = QUESTIONS[answered.question]
    lines = [
        f"{CHOICES[choice]}: {listed(people)}" for choice, people in answered.sides
    ]
    return "\n".join([asks, *lines])


def lines(found: LinesRead) -> Block:
    """Return what was written beside the answers, the fewest first."""
    shown: list[Block] = [
        blocks.section(
            f"{found.alias}: beside the answers after the core group of "
            f"{day_and_year(found.met_on)}."
        )
    ]
    for question, written in found.lines.items():
        shown.append(blocks.header(QUESTIONS[question][0]))
        text = (f"{CHOICES[one.choice]}. {one.who}: {one.text}" for one in written)
        shown += long_text("\n".join(text))
    if not found.lines:
        shown.append(blocks.section("Nobody wrote a line."))
    shown.append(blocks.small("Every reading is kept."))
    return blocks.modal(title="The lines", blocks=shown, metadata=found.meeting_id)
