"""Actions on Home: what to report on, and what a convenor should look at."""

from bot import blocks
from bot.blocks import Block
from bot.words import day, listed
from workflows.actions.entries import OPEN, OPEN_REPORT
from workflows.actions.owing import ActionsOwed, ToDo, ToLookAt


def owed(actions: ActionsOwed) -> list[Block]:
    """Return what somebody owes to actions, for Home."""
    return [
        *(_to_do(one) for one in actions.to_do),
        *(_to_look_at(one) for one in actions.to_look_at),
    ]


def _to_do(one: ToDo) -> Block:
    whose = "an action of yours"
    if one.for_name is not None:
        whose = f"an action of {one.for_name}'s, for whom you stand in,"
    if one.is_of_adult:
        whose = "something that the plan asks of an adult of the family"
    was = "was" if one.is_overdue else "is"
    button = blocks.button(
        "Say how far it is",
        action=OPEN_REPORT,
        value=one.action_id,
        style="primary" if one.is_overdue else None,
        label=f"{one.alias}: Say how far it is, by {day(one.due_on)}, {whose}"[
            : blocks.SHORTEN_TO
        ],
    )
    return blocks.section(
        f"{one.alias}: {whose} {was} due by {day(one.due_on)}.", button=button
    )


def _to_look_at(one: ToLookAt) -> Block:
    parts = []
    if one.overdue:
        parts.append(f"{_actions(one.overdue)} overdue")
    if one.without_anyone:
        parts.append(
            f"{_actions(one.without_anyone)} without anyone, as their owner has left"
        )
    button = blocks.button(
        "Open the actions",
        action=OPEN,
        value=one.group_id,
        label=f"{one.alias}: Open the actions",
    )
    return blocks.section(f"{one.alias}: {listed(parts)}.", button=button)


def _actions(number: int) -> str:
    return "1 action is" if number == 1 else f"{number} actions are"
