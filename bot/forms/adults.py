"""The adults of a family, and the sheet that is made for one of them."""

from collections.abc import Mapping
from typing import Any, Final

from bot import blocks
from bot.blocks import Block
from bot.pack_blocks import long_text
from bot.words import capital, day_and_year, listed
from models.vocabulary import Relation
from workflows.actions.adults import AdultsForm
from workflows.actions.policy import RELATIONS
from workflows.overview.parent_sheet import ParentSheet, SheetForm

ADD: Final = "actions.add_adult"
END: Final = "actions.end_adult"
SHEET: Final = "actions.sheet"
FOLLOWED: Final = "actions.followed"
RELATION: Final = "relation"
CHOOSE_WHO: Final = "Please choose who this is."


def adults(facts: AdultsForm) -> Block:
    """Return the adults of a family, with a field to add one."""
    shown: list[Block] = [
        blocks.small(
            f"{facts.alias}. Parents and other adults who matter, by what they are to "
            "the children. No names are kept."
        )
    ]
    for one in facts.adults:
        button = blocks.button(
            "Take off", action=END, value=one.adult_id, label=f"Take off: {one.called}"
        )
        shown.append(blocks.section(capital(one.called), button=button))
    pairs = [(kind.value, capital(name)) for kind, name in RELATIONS.items()]
    shown.append(
        blocks.ask(
            # A field of the same name would keep what was chosen: each adult once.
            f"{RELATION}:{len(facts.adults)}",
            "Add an adult",
            blocks.menu(pairs),
            hint='A second one is numbered: "father 2".',
        )
    )
    return blocks.modal(
        title="Adults of the family",
        callback=ADD,
        submit="Add",
        metadata=facts.group_id,
        blocks=shown,
    )


def read_relation(view: Mapping[str, Any]) -> Relation | None:
    """Return what the new adult is to the children."""
    answers = blocks.answers(view)
    value = next((answers[one] for one in answers if one.startswith(RELATION)), None)
    return next((one for one in Relation if one == value), None)


def relation_place(view: Mapping[str, Any]) -> str:
    """Return the field in which that is said."""
    places = (one for one in blocks.answers(view) if one.startswith(RELATION))
    return next(places, RELATION)


def choose(facts: SheetForm) -> Block:
    """Return the form that asks for whom a sheet is made."""
    pairs = [(one.adult_id, capital(one.called)) for one in facts.adults]
    return blocks.modal(
        title="A parent's sheet",
        callback=SHEET,
        submit="Make it",
        metadata=facts.group_id,
        blocks=[
            blocks.small(
                f"{facts.alias}. It holds the next dates and what the plan asks of "
                "this one person. Read it before you hand it over or read it out. "
                "Making one is recorded."
            ),
            blocks.ask("adult", "For whom?", blocks.menu(pairs)),
        ],
    )


def read_adult(view: Mapping[str, Any]) -> str | None:
    """Return for whom a sheet is made."""
    value = blocks.answers(view).get("adult")
    return value if isinstance(value, str) else None


def link(address: str, minutes: int) -> Block:
    """Return the modal with the address that prints the sheet once."""
    open_it = blocks.button("Open the page to print", action=FOLLOWED)
    return blocks.modal(
        title="Print the sheet",
        blocks=[
            blocks.section(
                f"The link below opens once, within {minutes} minutes. Read the sheet "
                "before you hand it over, and hand it to this person only."
            ),
            blocks.actions({**open_it, "url": address}),
        ],
    )


def sheet(found: ParentSheet) -> Block:
    """Return the sheet as text, to read out where nothing can be printed."""
    asks = [
        text
        for number, one in enumerate(found.asks, start=1)
        for text in long_text(
            f"{number}. {one.what}\nSo that: {one.outcome}\n"
            f"By {day_and_year(one.due_on)}."
        )
    ]
    return blocks.modal(
        title="A parent's sheet",
        blocks=[
            blocks.section(
                f"{found.alias}: for the {found.called}. "
                f"Made on {day_and_year(found.made_on)}."
            ),
            blocks.header("When we meet next"),
            *(blocks.section(line) for line in dates(found)),
            *long_text(f"Who will be there: {listed(found.people)}."),
            blocks.header("What the plan asks of you"),
            *(asks or [blocks.section(NOTHING)]),
        ],
    )


NOTHING: Final = "Nothing is asked of you at the moment."


def dates(found: ParentSheet) -> list[str]:
    """Return when people meet next, in sentences to read aloud."""
    core_group = "The day of the next core group meeting is not set yet."
    if found.core_group_on is not None:
        on = day_and_year(found.core_group_on)
        core_group = f"The next core group meeting is on {on}."
    conference = "The day of the next conference is not set yet."
    if found.conference_on is not None and not found.is_provisional:
        on = day_and_year(found.conference_on)
        conference = f"The next conference is on {on}. Also there: {found.chair}."
    return [core_group, conference]
