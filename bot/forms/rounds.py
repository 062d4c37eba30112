"""Forms around a round: who has answered, pausing, the discussion, what is urgent."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from bot import blocks
from bot.blocks import Block
from bot.forms import wording
from bot.pack_blocks import long_text
from bot.words import day
from models.vocabulary import Gap, JointView
from workflows.profile import Profile
from workflows.statements.shown import Standing, Urgent

PAUSE: Final = "statements.pause"
DISCUSSION: Final = "statements.discussion"
NUDGE_NOW: Final = "statements.nudge"
PAUSE_OPEN: Final = "statements.pause_open"
PAUSE_READ: Final = "statements.pause_read"
PAUSE_AGREE: Final = "statements.agree_to_pause"
TAKE: Final = "statements.open"


def standing(
    round_id: str, rows: Sequence[Standing], *, may_press: bool, said: str = ""
) -> Block:
    """Return who has answered and who is not yet heard from; dates, no content."""
    shown: list[Block] = [blocks.small(said)] if said else []
    shown.append(
        blocks.section("Nobody sees what others said before the views are opened.")
    )
    waiting = [row for row in rows if row.answered_on is None]
    answered = [row for row in rows if row.answered_on is not None]
    if waiting:
        shown.append(blocks.header("Not yet heard from"))
    for row in waiting:
        shown += _waiting(round_id, row, may_press=may_press)
    if answered:
        shown.append(blocks.header("Answered"))
        lines = [
            f"{row.agency}: {row.name}, on {day(row.answered_on)}"
            for row in answered
            if row.answered_on is not None
        ]
        shown += long_text("\n".join(lines))
    return blocks.modal(title="Who has answered", blocks=shown, metadata=round_id)


def _waiting(round_id: str, row: Standing, *, may_press: bool) -> list[Block]:
    note = ""
    if row.gap is Gap.CANNOT_BE_ASKED:
        note = " (nobody can be asked for them in Slack)"
    elif not row.is_in_slack:
        note = " (not in Slack)"
    elif row.paused_until is not None:
        note = f" (reminders paused until {day(row.paused_until)})"
    line = blocks.section(f"{row.agency}: {row.name}{note}")
    if not may_press or row.asked_id is None or row.gap is not None:
        return [line]
    who = f"{row.agency}, {row.name}"
    buttons = [
        blocks.button(
            "Ask now",
            action=NUDGE_NOW,
            value=row.asked_id,
            label=f"Ask now: {who}"[: blocks.SHORTEN_TO],
        ),
        blocks.button(
            "Pause",
            action=PAUSE_OPEN,
            value=row.asked_id,
            label=f"Pause reminders: {who}"[: blocks.SHORTEN_TO],
        ),
    ]
    if not row.is_in_slack:
        buttons.append(
            blocks.button(
                "Take their view",
                action=TAKE,
                value=f"{round_id}:{row.person_id}",
                label=f"Take their view: {who}"[: blocks.SHORTEN_TO],
            )
        )
    return [line, blocks.actions(*buttons)]


def pause(asked_id: str, profile: Profile) -> Block:
    """Return the form that pauses one member's reminders."""
    return blocks.modal(
        title="Pause reminders",
        callback=PAUSE,
        submit="Pause",
        metadata=asked_id,
        blocks=[
            wording.alarm(profile),
            blocks.section(
                "Their view is still owed and the round still closes on its day. "
                "Unless you are the chair, a second person has to agree."
            ),
            blocks.ask("until_on", "Until when?", blocks.day()),
            blocks.ask("reason", "Why?", blocks.writing(lines=False)),
        ],
    )


def pause_wanted(pause_id: str, reason: str, until_on: date) -> Block:
    """Return why somebody wants a pause, for the second person who has to agree."""
    return blocks.modal(
        title="A pause of reminders",
        blocks=[
            blocks.section(f"Until {day(until_on)}. The reason that was given:"),
            *long_text(reason or "None."),
            blocks.actions(
                blocks.button(
                    "Agree to it", action=PAUSE_AGREE, value=pause_id, style="primary"
                )
            ),
            blocks.small("If you do not agree, close this: the reminders go on."),
        ],
    )


def read_pause(view: Mapping[str, Any]) -> tuple[date | None, str]:
    """Return until when, and why."""
    filled = blocks.answers(view)
    return _day(filled.get("until_on")), filled.get("reason") or ""


def discussion(round_id: str, profile: Profile) -> Block:
    """Return the form for what the core group made of the question together."""
    options = (
        (JointView.DISCUSSED, "We discussed it"),
        (JointView.NOT_DISCUSSED, "It was not discussed"),
    )
    return blocks.modal(
        title="The group's discussion",
        callback=DISCUSSION,
        submit="Record",
        metadata=round_id,
        blocks=[
            wording.alarm(profile),
            blocks.ask("joint", "Should the plan continue?", blocks.one_of(options)),
            blocks.ask(
                "discussed_on",
                "On which day?",
                blocks.day(),
                hint="Leave it empty if it was not discussed.",
                optional=True,
            ),
            blocks.ask(
                "text",
                "The group's joint view for each child, or why it was not discussed",
                blocks.writing(),
            ),
        ],
    )


def read_discussion(view: Mapping[str, Any]) -> tuple[JointView, date | None, str]:
    """Return whether, when and what the group discussed."""
    filled = blocks.answers(view)
    joint = JointView.DISCUSSED
    if filled.get("joint") == JointView.NOT_DISCUSSED:
        joint = JointView.NOT_DISCUSSED
    return joint, _day(filled.get("discussed_on")), filled.get("text") or ""


def urgent(rows: Sequence[Urgent]) -> Block:
    """Return what cannot wait for the conference, newest first."""
    shown: list[Block] = []
    for row in rows:
        shown.append(blocks.header(f"{row.agency}: {row.name}"[:150]))
        shown += long_text(row.text or "")
    if not shown:
        shown = [blocks.section("Nothing urgent was given in this round.")]
    return blocks.modal(title="What cannot wait", blocks=shown)


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None
