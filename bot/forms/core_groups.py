"""Core groups on Home: what is owed to their dates, and what can be pressed."""

from bot import blocks
from bot.blocks import Block
from bot.forms.coming import when
from bot.words import day
from workflows.coming.entries import NOTES, SAY, WHO
from workflows.coming.owing import InPlace, ToSay
from workflows.overview.core_groups import DatesOwed, ToFind
from workflows.overview.seen import GroupLine
from workflows.proposals.entries import OPEN, OPEN_ANSWER, OPEN_PROPOSE
from workflows.proposals.owing import ToAnswer, ToFix


def owed(dates: DatesOwed) -> list[Block]:
    """Return what somebody owes to the dates of core groups."""
    return [
        *(_to_fix(one) for one in dates.to_fix),
        *(_to_answer(one) for one in dates.to_answer),
        *(_to_say(one) for one in dates.to_say),
        *(_to_find(one) for one in dates.to_find),
        *(_in_place(one) for one in dates.in_place),
    ]


def buttons(line: GroupLine) -> list[Block]:
    """Return what somebody can do about the core group that is to come."""
    found = []
    if line.meeting_id is not None:
        found.append(_button(line, "Who comes", WHO, line.meeting_id))
        if line.may_answer:
            found.append(_button(line, "Change my answer", SAY, line.meeting_id))
        if line.may_see_venue:
            found.append(_button(line, "Where it is", NOTES, line.meeting_id))
    if line.may_convene and line.has_proposal:
        found.append(_button(line, "Proposed dates", OPEN, line.group_id))
    return found


def _button(line: GroupLine, text: str, action: str, value: str) -> Block:
    return blocks.button(
        text, action=action, value=value, label=f"{line.alias}: {text}"
    )


def _to_fix(one: ToFix) -> Block:
    waiting = "Everybody has answered."
    if one.waiting_for:
        waiting = f"Not yet heard from: {one.waiting_for}."
    return _owed(
        f"{one.alias}: please fix a date for the core group; it must meet by "
        f"{day(one.limit_on)}. {waiting}",
        ("See the answers", OPEN, one.group_id),
        f"{one.alias}: See the answers",
    )


def _to_answer(one: ToAnswer) -> Block:
    return _owed(
        f"{one.alias}: please say by {day(one.answer_by)} which dates would do for the "
        f"core group{_for(one.for_name)}.",
        ("Say which dates would do", OPEN_ANSWER, one.value),
        f"{one.alias}: Say which dates would do{_for(one.for_name)}",
    )


def _to_say(one: ToSay) -> Block:
    return _owed(
        f"{one.alias}: the core group meets on {when(one.dated_on, one.starts_at)}. "
        f"Please say whether you come{_for(one.for_name)}.",
        ("Say whether you come", SAY, one.value),
        f"{one.alias}: Say whether you come{_for(one.for_name)}",
    )


def _to_find(one: ToFind) -> Block:
    return _owed(
        f"{one.alias}: find a date. The core group is due by {day(one.due_on)} and has "
        "none.",
        ("Find a date", OPEN_PROPOSE, one.group_id),
        f"{one.alias}: Find a date",
    )


def _in_place(one: InPlace) -> Block:
    met = when(one.dated_on, one.starts_at)
    if one.is_off:
        return blocks.section(
            f"{one.alias}: the core group of {met} is cancelled. You were to come in "
            f"{one.for_name}'s place, and need not."
        )
    return blocks.section(
        f"{one.alias}: you come in {one.for_name}'s place to the core group on {met}. "
        "Please ask them where it is and for what you need to know."
    )


def _for(name: str | None) -> str:
    return "" if name is None else f", for {name}"


def _owed(line: str, press: tuple[str, str, str], label: str) -> Block:
    text, action, value = press
    button = blocks.button(
        text,
        action=action,
        value=value,
        style="primary",
        label=label[: blocks.SHORTEN_TO],
    )
    return blocks.section(line, button=button)
