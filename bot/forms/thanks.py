"""What is said back when something has been received."""

from bot import blocks
from bot.blocks import Block
from bot.words import day
from models.vocabulary import Timing
from workflows.statements.giving import FormFacts, Receipt
from workflows.statements.whose import Right


def said(facts: FormFacts, receipt: Receipt) -> str:
    """Return that a view is kept, who was told, and who can read it from when."""
    whose = f"{facts.for_name}'s view" if facts.for_name else "Your view"
    kept = f"{whose} on {facts.alias} has been received. Thank you."
    if receipt.version > 1:
        kept += f" It is version {receipt.version}; the earlier ones are kept."
    if receipt.is_urgent:
        kept += (
            "\nThe lead social worker and the team manager are told now that something "
            "cannot wait."
        )
    if receipt.timing is Timing.LATE:
        return (
            f"{kept}\nIt came after closing, so it is marked late. The group and the "
            "chair can read it."
        )
    sealed = (
        f"{kept}\nNobody sees it before the views are opened together, after "
        f"{day(receipt.closes_on)}."
    )
    if facts.right is Right.TAKER:
        return f"{sealed} Until then it is not shown to you again."
    return f"{sealed} Until then you can change it from Home."


def page(text: str) -> Block:
    """Return the form that says so."""
    paragraphs = [blocks.section(line) for line in text.split("\n")]
    return blocks.modal(title="Thank you", blocks=paragraphs)
