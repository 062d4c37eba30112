"""The Home tab: what I owe, soonest first; my groups; what I chair."""

from typing import Final

from bot import blocks
from bot.blocks import Block
from bot.words import day, listed
from bot.workroom import Workroom
from models.vocabulary import PersonClass
from workflows.actor import Actor
from workflows.overview import use_cases as overview
from workflows.overview.seen import (
    GroupLine,
    HomeFacts,
    OwedItem,
    RoundLine,
    RoundState,
)
from workflows.statements.whose import Right

MOST_BLOCKS: Final = 100
MORE: Final = "There is more than fits here. Type /coregroup list for all your groups."
SET_UP_CLASSES: Final = frozenset(
    {PersonClass.LEAD_SOCIAL_WORKER, PersonClass.TEAM_MANAGER}
)


def publish(room: Workroom, actor: Actor) -> None:
    """Show somebody their Home as it is true now."""
    with room.database.work() as session:
        facts = overview.home(
            session, actor=actor, now=room.clock.now(), profile=room.profile
        )
    room.client.views_publish(user_id=actor.slack_user_id, view=build(facts))


def build(facts: HomeFacts) -> Block:
    """Return the Home tab."""
    parts = [
        *_owed(facts),
        *_groups("Conferences that I chair", facts.caseload),
        *_groups("My core groups", facts.groups),
    ]
    foot = _foot(facts)
    room = MOST_BLOCKS - len(foot)
    if len(parts) > room:
        # What is owed and dated soonest stands first, and the buttons always stay.
        parts = [*parts[: room - 1], blocks.small(MORE)]
    return {"type": "home", "blocks": [*parts, *foot]}


def _owed(facts: HomeFacts) -> list[Block]:
    shown = [blocks.header("What I owe")]
    if not facts.owed and not facts.late:
        shown.append(blocks.section("Nothing. Thank you."))
    shown += [_owed_item(item) for item in facts.owed]
    for item in facts.late:
        line = (
            f"{item.alias}: the views were opened without {_whose(item)}. It can still "
            f"be given before {day(item.conference_on)} and is marked late."
        )
        button = blocks.button(
            "Give it late",
            action="statements.open",
            value=item.value,
            label=f"{item.alias}: Give it late",
        )
        shown.append(blocks.section(line, button=button))
    return shown


def _owed_item(item: OwedItem) -> Block:
    days = {0: "That is today.", 1: "One working day is left."}
    many = f"{item.working_days_left} working days are left."
    left = days.get(item.working_days_left, many)
    draft = " A draft is saved." if item.has_draft else ""
    provisional = " (provisional)" if item.is_provisional else ""
    line = (
        f"{item.alias}: {_whose(item)} is due by {day(item.due_on)}. {left}{draft}\n"
        f"Review conference: {day(item.conference_on)}{provisional}."
    )
    press = "Take their view" if item.right is Right.TAKER else "Give your view"
    if item.has_draft:
        press = "Continue"
    button = blocks.button(
        press,
        action="statements.open",
        value=item.value,
        style="primary",
        label=f"{item.alias}: {press}, {_whose(item)}"[: blocks.SHORTEN_TO],
    )
    return blocks.section(line, button=button)


def _whose(item: OwedItem) -> str:
    return "your view" if item.for_name is None else f"{item.for_name}'s view"


def _groups(title: str, lines: tuple[GroupLine, ...]) -> list[Block]:
    shown = [blocks.divider(), blocks.header(title)] if lines else []
    for line in lines:
        shown.append(_group(line))
        for one in line.rounds:
            shown += _round(line, one)
    return shown


def _group(line: GroupLine) -> Block:
    dates = []
    if line.meeting_on is not None:
        dates.append(f"core group on {day(line.meeting_on)}")
    if line.conference_on is not None:
        provisional = " (provisional)" if line.is_provisional else ""
        dates.append(f"review conference on {day(line.conference_on)}{provisional}")
    text = f"{line.alias}: {listed(dates) or 'no date is set'}."
    button = blocks.button(
        "Open",
        action="groups.open",
        value=line.group_id,
        label=f"Open {line.alias}",
    )
    return blocks.section(text, button=button)


def _round(line: GroupLine, one: RoundLine) -> list[Block]:
    button = blocks.button
    buttons = []
    if one.may_open_pack:
        buttons.append(button("Open the pack", action="packs.open", value=one.round_id))
    if one.may_read_views:
        buttons.append(
            button("Read the views", action="statements.read", value=one.round_id)
        )
        if line.classes & {
            PersonClass.LEAD_SOCIAL_WORKER,
            PersonClass.CHAIR,
            PersonClass.TEAM_MANAGER,
        }:
            buttons.append(
                button(
                    "Record the discussion",
                    action="statements.open_discussion",
                    value=one.round_id,
                )
            )
    if one.state is RoundState.OPEN and one.own_given:
        buttons.append(
            button("Change my view", action="statements.open", value=one.round_id)
        )
    if one.may_see_standing and one.state is RoundState.OPEN:
        buttons.append(
            button("Who has answered", action="statements.who", value=one.round_id)
        )
    if one.has_urgent:
        buttons.append(
            button(
                "What cannot wait",
                action="statements.read_urgent",
                value=one.round_id,
                style="danger",
            )
        )
    for each in buttons:
        spoken = f"{line.alias}: {each['text']['text']}"
        each["accessibility_label"] = spoken[: blocks.SHORTEN_TO]
    return [blocks.small(_state(one)), *([blocks.actions(*buttons)] if buttons else [])]


def _state(one: RoundLine) -> str:
    waiting = ""
    if one.not_heard_from and one.state is not RoundState.PLANNED:
        waiting = f" Not yet heard from: {listed(one.not_heard_from)}."
    if one.state is RoundState.PLANNED:
        return f"Views are asked for from {day(one.opens_on)}."
    if one.state is RoundState.OPEN:
        return f"Views are being given until {day(one.closes_on)}.{waiting}"
    return f"Views closed on {day(one.closes_on)}.{waiting}"


def _foot(facts: HomeFacts) -> list[Block]:
    classes = {one for line in facts.groups for one in line.classes}
    buttons = []
    if facts.is_business_support or classes & SET_UP_CLASSES:
        buttons.append(
            blocks.button("Set up a core group", action="groups.open_set_up")
        )
    buttons += [
        blocks.button("I am away", action="membership.open_away"),
        blocks.button("Help", action="access.help"),
    ]
    return [blocks.divider(), blocks.actions(*buttons)]
