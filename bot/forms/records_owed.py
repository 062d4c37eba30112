"""The records that somebody is to write or read, on Home and on a group's page."""

from bot import blocks
from bot.blocks import Block
from bot.words import day
from workflows.records.entries import OPEN, READ
from workflows.records.messages import NAMES
from workflows.records.owing import LastMeeting, RecordsOwed


def owed(records: RecordsOwed) -> list[Block]:
    """Return the records that somebody is to write, and those to read, for Home."""
    return [
        *(
            _owed(
                f"{one.alias}: the {NAMES[one.kind]} of {day(one.dated_on)} has no "
                "record yet.",
                ("Record the meeting", OPEN, one.meeting_id),
                label=f"{one.alias}: Record the meeting, {NAMES[one.kind]}",
                style="primary",
            )
            for one in records.to_record
        ),
        *(
            _owed(
                f"{one.alias}: the record of the {NAMES[one.kind]} of "
                f"{day(one.held_on)} "
                f"{'was corrected' if one.is_correction else 'is there to read'}.",
                ("Read the record", READ, one.meeting_id),
                label=f"{one.alias}: Read the record of {day(one.held_on)}",
            )
            for one in records.to_read
        ),
    ]


def _owed(
    line: str, press: tuple[str, str, str], *, label: str, style: str | None = None
) -> Block:
    text, action, value = press
    button = blocks.button(
        text,
        action=action,
        value=value,
        style=style,
        label=label[: blocks.SHORTEN_TO],
    )
    return blocks.section(line, button=button)


def of_last_meeting(last: LastMeeting | None) -> list[Block]:
    """Return the meeting that was last, with what can be done with its record."""
    if last is None:
        return []
    line = f"Last meeting: {NAMES[last.kind]} on {day(last.on)}."
    buttons = []
    if last.may_read and last.has_record:
        buttons.append(
            blocks.button("Read the record", action=READ, value=last.meeting_id)
        )
    if last.may_record and not last.has_record:
        line += " It has no record yet."
        buttons.append(
            blocks.button("Record the meeting", action=OPEN, value=last.meeting_id)
        )
    shown = [blocks.section(line)]
    return [*shown, blocks.actions(*buttons)] if buttons else shown
