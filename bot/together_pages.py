"""Views side by side as modal pages, for the core group and the chair."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from bot import pack_words as words
from bot.blocks import Block, actions, button, divider, header, modal, section, small
from bot.pack_blocks import Unit, flow, listed, long_text, named
from bot.words import day_and_year
from bot.words import listed as names
from models.vocabulary import Gap, JointView, Timing
from workflows.statements.children import ShownChild
from workflows.statements.shown import (
    ChildPage,
    Part,
    Standpoint,
    Talk,
    Together,
    Unheard,
    Voice,
)

PREVIOUS: Final = "statements.read_previous"
NEXT: Final = "statements.read_next"
APART: Final = (
    "Each view was given apart from the others. They stand side by side, the reason of "
    "the fewest first; each agency has one voice, and nothing is added up."
)
WITHHELD: Final = "There is a restricted part here, kept to chair and social worker."


def view(together: Together, number: int) -> Block:
    """Return the modal for one page; a number out of range gives the nearest."""
    made = flow(_units(together), title=together.alias)
    number = min(max(number, 0), len(made) - 1)
    turns = []
    if number > 0:
        turns.append(button("Previous", action=PREVIOUS, value=together.round_id))
    if number < len(made) - 1:
        turns.append(button("Next", action=NEXT, value=together.round_id))
    return modal(
        title=f"Views on {together.alias}",
        metadata=json.dumps([together.round_id, number]),
        blocks=[
            small(f"Page {number + 1} of {len(made)}. Every reading is kept."),
            *made[number],
            *([actions(*turns)] if turns else []),
        ],
    )


def read_place(shown: Mapping[str, Any]) -> tuple[str, int] | None:
    """Return whose round and which page a modal shows, or nothing."""
    try:
        round_id, number = json.loads(str(shown.get("private_metadata")))
        return str(round_id), int(number)
    except (ValueError, TypeError):
        return None


def _units(together: Together) -> Iterator[Unit]:
    held = day_and_year(together.conference_on)
    yield Unit(
        blocks=[
            header(f"{together.alias}: views before the review"),
            section(f"Review conference: {held}."),
            small(APART),
        ]
    )
    alike = _alike(together.pages)
    split = [_title(pages) for pages in alike if pages[0].is_split]
    if len(alike) > 1 and split:
        yield from listed("Views differ about", split)
    for pages in alike:
        yield from _children(pages)
    yield Unit(blocks=[divider(), header("The core group's discussion")])
    if not together.talks:
        yield Unit(blocks=[section("Nothing is recorded yet.")])
    for talk in together.talks:
        yield Unit(blocks=_talk(talk))


def _alike(pages: Iterable[ChildPage]) -> list[list[ChildPage]]:
    """Return the pages in order, those that say the same of several children as one."""
    found: list[list[ChildPage]] = []
    for page in pages:
        same = (one for one in found if replace(one[0], child=page.child) == page)
        if (known := next(same, None)) is not None:
            known.append(page)
        else:
            found.append([page])
    return found


def _title(pages: Sequence[ChildPage]) -> str:
    """Return which children these are: CG-4817/1, /2 and /5."""
    first, *others = [page.child.alias for page in pages]
    numbers = [f"/{alias.rpartition('/')[2]}" for alias in others]
    return names([first, *numbers])


def _children(pages: Sequence[ChildPage]) -> Iterator[Unit]:
    page, title = pages[0], _title(pages)
    sides = "\n".join(_side(side) for side in page.standpoints)
    who = small("\n".join(_shown(one.child) for one in pages))
    yield Unit(
        blocks=[
            divider(),
            header(title),
            who,
            section(_agreement(page)),
            *(long_text(sides) if sides else []),
        ]
    )
    if page.gaps:
        yield from listed("Not heard from", [_gap(gap) for gap in page.gaps])
    for standpoint in page.standpoints:
        yield from _standpoint(standpoint, title)


def _side(standpoint: Standpoint) -> str:
    agencies = names([voice.agency for voice in standpoint.voices])
    return f"• {words.RECOMMENDATIONS[standpoint.recommendation]} ({agencies})"


def _shown(child: ShownChild) -> str:
    label = f", your label: {child.label}" if child.label else ""
    return f"{child.alias} ({child.age_band}{label})"


def _agreement(page: ChildPage) -> str:
    if not page.standpoints:
        return "Nobody has answered about this child."
    if page.is_split:
        return "Views differ. The reason of the fewest comes first."
    return "Nobody who answered recommends otherwise."


def _gap(gap: Unheard) -> str:
    if gap.came_late:
        return f"{gap.agency} ({gap.name}): came after closing, below"
    if gap.why is Gap.CANNOT_BE_ASKED:
        return f"{gap.agency} ({gap.name}): could not be asked"
    return f"{gap.agency} ({gap.name})"


def _standpoint(standpoint: Standpoint, alias: str) -> Iterator[Unit]:
    for number, voice in enumerate(standpoint.voices):
        blocks = [] if number else [header(words.RECOMMENDATIONS[voice.recommendation])]
        title = f"{voice.name}, {voice.title}" if voice.title else voice.name
        blocks += [
            named(voice.agency, title),
            small(f"{words.capitalised(words.how_they_know(voice))}."),
            small(f"{words.capitalised(_about(voice))}."),
        ]
        for part in voice.parts:
            blocks += _part(part)
        yield Unit(blocks=blocks, about=f"{alias}, {voice.agency}")


def _part(part: Part) -> list[Block]:
    label = words.PARTS[part.part]
    if part.restriction is not None:
        label = f"{label} · RESTRICTED: {words.RESTRICTIONS[part.restriction]}"
    if part.text is None:
        return [small(label), section(WITHHELD)]
    return [small(label), *long_text(part.text)]


def _about(voice: Voice) -> str:
    notes = ["no score" if voice.score is None else f"score {voice.score}"]
    if voice.adults_heard is not None:
        denied = "" if voice.adults_heard else "not "
        notes.append(f"significant adults {denied}seen alone and heard")
    if voice.timing is not Timing.ON_TIME:
        notes.append(f"came {voice.timing.value}")
    if voice.stood_at_closing is not None:
        before = words.RECOMMENDATIONS[voice.stood_at_closing]
        notes.append(f"at closing: {before[0].lower()}{before[1:]}")
    if words.GIVEN[voice.given]:
        notes.append(words.GIVEN[voice.given])
    if voice.taken_by:
        notes.append(f"written down by {voice.taken_by}")
    return "; ".join(notes)


def _talk(talk: Talk) -> list[Block]:
    if talk.joint is JointView.NOT_DISCUSSED:
        said = "The core group did not discuss the question."
    elif talk.discussed_on is None:
        said = "The core group discussed the question."
    else:
        on = day_and_year(talk.discussed_on)
        said = f"The core group discussed the question on {on}."
    return [
        section(said),
        *(long_text(talk.text) if talk.text else []),
        small(f"Recorded by {talk.recorded_by}."),
    ]
