"""Forms for who belongs to a core group, from when and until when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from bot import blocks
from bot.blocks import Block
from bot.forms import groups
from bot.forms.groups import Chosen
from bot.words import day, listed
from workflows.membership.leading import LeadForm, Receipt
from workflows.membership.use_cases import EndForm

CHANGE_LEAD: Final = "membership.change_lead"
END: Final = "membership.end"
CHOOSE_DAY: Final = "Please choose the day."
CHOOSE: Final = "Please choose one of the two."
CHOOSE_PERSON: Final = "Please choose somebody, or write their e-mail."
NOW, LAST_DAY = "now", "last_day"
STAYS, LEAVES = "stays", "leaves"


@dataclass(frozen=True, kw_only=True)
class Leading:
    """Who is to lead from which day, as it was filled in."""

    chosen: Chosen
    from_on: date
    stays: bool


def change_lead(facts: LeadForm) -> Block:
    """Return the form for a change of lead social worker."""
    says = f"{facts.alias}: {facts.lead or 'nobody'} is the lead social worker."
    if facts.coming is not None and facts.coming_on is not None:
        says += (
            f" {facts.coming} is to take over on {day(facts.coming_on)}; what you "
            "choose here replaces that."
        )
    return blocks.modal(
        title="Lead social worker",
        callback=CHANGE_LEAD,
        submit="Change",
        metadata=facts.group_id,
        blocks=[
            blocks.section(says),
            *groups.person("Who is the lead social worker then?"),
            blocks.ask("from_on", "From which day?", blocks.day(facts.today)),
            blocks.ask(
                "before",
                "And the one until then?",
                blocks.one_of(
                    [
                        (LEAVES, "Leaves the core group and its channel"),
                        (STAYS, "Stays in the core group as a member"),
                    ],
                    LEAVES,
                ),
                hint="Both, the conference chair and the channel are told. The new one "
                "gets what is owed, due and to be read.",
            ),
        ],
    )


def read_change_lead(view: Mapping[str, Any]) -> Leading | dict[str, str]:
    """Return who is to lead, or what needs mending."""
    filled = blocks.answers(view)
    chosen, from_on = groups.read_person(view), _day(filled.get("from_on"))
    if not (chosen.user_id or chosen.email):
        return {"person": CHOOSE_PERSON}
    if from_on is None:
        return {"from_on": CHOOSE_DAY}
    if filled.get("before") not in {STAYS, LEAVES}:
        return {"before": CHOOSE}
    return Leading(chosen=chosen, from_on=from_on, stays=filled.get("before") == STAYS)


def said(receipt: Receipt) -> str:
    """Return what came of a change of lead social worker."""
    if receipt.from_on is None:
        return f"{receipt.alias}: the change is taken back. Nothing else has changed."
    text = (
        f"{receipt.alias}: it changes from {day(receipt.from_on)}. Those who need to "
        "know are told, and who is who is pinned anew."
    )
    if receipt.to_telephone:
        names = listed(receipt.to_telephone)
        text += f" Please telephone {names}: no message reaches them."
    return text


def end(facts: EndForm) -> Block:
    """Return the form that ends a membership, now or after a last day."""
    return blocks.modal(
        title="End a membership",
        callback=END,
        submit="End it",
        close="Keep",
        metadata=facts.membership_id,
        blocks=[
            blocks.section(f"{facts.alias}: {facts.name} leaves the core group."),
            blocks.ask(
                "when",
                "When?",
                blocks.one_of(
                    [(NOW, "Now"), (LAST_DAY, "At the end of a last day")], NOW
                ),
            ),
            blocks.ask(
                "to_on",
                "If there is a last day: which?",
                blocks.day(),
                optional=True,
                hint="Until then they have every right of a member. After it they are "
                "taken out of the channel.",
            ),
        ],
    )


def read_end(view: Mapping[str, Any]) -> date | dict[str, str] | None:
    """Return the last day, nothing for now, or what needs mending."""
    filled = blocks.answers(view)
    if filled.get("when") == NOW:
        return None
    if filled.get("when") != LAST_DAY:
        return {"when": CHOOSE}
    return _day(filled.get("to_on")) or {"to_on": CHOOSE_DAY}


def read_from_on(view: Mapping[str, Any]) -> date | None:
    """Return from which day somebody belongs; nothing is from today."""
    return _day(blocks.answers(view).get("from_on"))


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None
