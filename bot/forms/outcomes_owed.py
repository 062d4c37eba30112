"""Outcomes on Home and on a group's page: what to record, look at, challenge, say."""

from bot import blocks
from bot.blocks import Block
from bot.forms.outcomes import until
from bot.words import day, day_and_year, moment
from workflows.outcomes.entries import (
    NAMES,
    OPEN,
    OPEN_CHECK,
    OPEN_CHECKS,
    OPEN_RECORD,
    OPENS,
)
from workflows.outcomes.owing import LastOutcome, OutcomesOwed, ToAssure, ToCheck


def owed(outcomes: OutcomesOwed) -> list[Block]:
    """Return everything about outcomes that concerns somebody, for Home."""
    return [
        *(
            _owed(
                f"{one.alias}: the review conference of {day(one.dated_on)} has no "
                "outcome yet. If it was not held, set its new day.",
                ("Record the outcome", OPEN_RECORD, one.conference_id),
                label=f"{one.alias}: Record the outcome of {day(one.dated_on)}",
                style="primary",
            )
            for one in outcomes.to_record
        ),
        *(_to_assure(one) for one in outcomes.to_assure),
        *(
            _owed(
                f"{one.alias}: the review conference of {day(one.held_on)} decided "
                "otherwise than you had recommended. You can challenge that until "
                f"{moment(one.until)}.",
                ("Read the outcome", OPEN, one.conference_id),
                label=f"{one.alias}: Read the outcome of {day(one.held_on)}",
            )
            for one in outcomes.to_challenge
        ),
        *(_to_check(one) for one in outcomes.to_check),
        *(
            _owed(
                f"{one.alias}: how it is now, after the plan that ended on "
                f"{day_and_year(one.ended_on)}, has been said.",
                ("Read the checks", OPEN_CHECKS, one.conference_id),
                label=f"{one.alias}: Read the checks after the plan",
            )
            for one in outcomes.news
        ),
    ]


def _to_assure(one: ToAssure) -> Block:
    was = "was" if one.is_late else "is"
    return _owed(
        f"{one.alias}: a plan has ended. {NAMES[one.duty].capitalize()} {was} due "
        f"{until(one.duty, one.due_at)}.",
        ("Look at the ending", OPENS[one.duty], one.assurance_id),
        label=f"{one.alias}: Look at the ending, {NAMES[one.duty]}",
        style="primary",
    )


def _to_check(one: ToCheck) -> Block:
    return _owed(
        f"{one.alias}: the plan ended on {day_and_year(one.ended_on)}. "
        "Has that lasted?",
        ("Say how it is now", OPEN_CHECK, one.check_id),
        label=f"{one.alias}: Say how it is now, after the plan",
    )


def _owed(
    line: str, press: tuple[str, str, str], *, label: str, style: str | None = None
) -> Block:
    text, action, value = press
    button = blocks.button(
        text, action=action, value=value, style=style, label=label[: blocks.SHORTEN_TO]
    )
    return blocks.section(line, button=button)


def of_last_outcome(last: LastOutcome | None) -> list[Block]:
    """Return, for the group's page, the last outcome or the review that lacks one."""
    if last is None:
        return []
    if last.is_recorded:
        line = f"Last outcome: of the review conference of {day_and_year(last.on)}."
        press = ("Read the outcome", OPEN) if last.may_read else None
    else:
        line = f"The review conference of {day_and_year(last.on)} has no outcome yet."
        press = ("Record the outcome", OPEN_RECORD) if last.may_record else None
    shown = [blocks.section(line)]
    if press is None:
        return shown
    text, action = press
    button = blocks.button(text, action=action, value=last.conference_id)
    return [*shown, blocks.actions(button)]
