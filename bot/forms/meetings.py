"""Forms for core groups: date one, let it go ahead, cancel it for another day."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any, Final

from bot import blocks
from bot.blocks import Block
from bot.forms import wording
from bot.words import day, due, moment
from workflows.meetings.cancelling import ChangeForm
from workflows.meetings.use_cases import DateForm, NewDate
from workflows.profile import Profile

DATE: Final = "meetings.date"
CHANGE: Final = "meetings.change"
CANCEL: Final = "meetings.cancel"
OPEN_NOT_HELD: Final = "meetings.open_not_held"
CHOOSE_DAY: Final = "Please choose a day."
CHOOSE: Final = "Please choose one of the two."
WRITE_WHY: Final = "Please write why. It is kept with the meeting."
NEEDS_DAY: Final = "Please choose the day that this time belongs to, or take it out."
GOES_AHEAD: Final = "goes_ahead"
CANNOT: Final = "cannot"
# Half hours in which professionals meet.
TIMES: Final = tuple(
    (f"{hour:02}:{minute:02}", f"{hour:02}:{minute:02}")
    for hour in range(8, 19)
    for minute in (0, 30)
)


def date_form(facts: DateForm, profile: Profile) -> Block:
    """Return the form that dates a core group."""
    instead = ""
    if facts.in_place_of is not None:
        instead = f" in place of the one of {day(facts.in_place_of)}"
    asked = [
        blocks.section(
            f"{facts.alias}: the core group must meet{instead} "
            f"{due(facts.limit_on, is_late=facts.is_late)}."
        ),
        blocks.ask("day", "On which day does the core group meet?", blocks.day()),
        blocks.ask("starts", "At what time?", blocks.menu(TIMES), optional=True),
    ]
    if facts.may_agree:
        asked.insert(0, wording.alarm(profile))
        asked.append(
            blocks.ask(
                "because",
                "If it is later than that: why is it right for these children?",
                blocks.writing(),
                optional=True,
            )
        )
    return blocks.modal(
        title="Date a core group",
        callback=DATE,
        submit="Save",
        metadata=facts.group_id,
        blocks=asked,
    )


def change(facts: ChangeForm) -> Block:
    """Return the first page, which asks if it can go ahead without its convenor."""
    when = day(facts.dated_on) if facts.starts_at is None else moment(facts.starts_at)
    asked = [
        blocks.section(f"{facts.alias}: core group on {when}. {_notice(facts)}"),
        blocks.ask(
            "way",
            "Can it go ahead without you?",
            blocks.one_of(
                [
                    (GOES_AHEAD, "Yes, somebody else chairs it"),
                    (CANNOT, "No, it needs another day"),
                ]
            ),
        ),
    ]
    if facts.members:
        people = [(key, name[: blocks.SHORTEN_TO]) for key, name in facts.members]
        asked.append(
            blocks.ask(
                "chair",
                "If yes: who will chair it?",
                blocks.menu(people),
                hint="Please ask them first. The group is told.",
                optional=True,
            )
        )
    return blocks.modal(
        title="Change a core group",
        callback=CHANGE,
        submit="Next",
        metadata=facts.meeting_id,
        blocks=asked,
    )


def cancel(facts: ChangeForm, profile: Profile) -> Block:
    """Return the second page: why, and on which day instead."""
    return blocks.modal(
        title="It was not held" if facts.is_past else "Cancel a core group",
        callback=CANCEL,
        submit="Say so" if facts.is_past else "Cancel it",
        close="Go back" if facts.is_past else "Keep it",
        metadata=facts.meeting_id,
        blocks=[
            wording.alarm(profile),
            blocks.section(
                f"{facts.alias}: core group on {day(facts.dated_on)}. {_notice(facts)}"
            ),
            blocks.ask(
                "because",
                "Why was it not held?" if facts.is_past else "Why can it not be held?",
                blocks.writing(),
                hint="Kept with the meeting, never shown in the channel.",
            ),
            blocks.ask(
                "day",
                "On which day will it meet instead?",
                blocks.day(),
                hint=f"It must meet {due(facts.limit_on, is_late=facts.is_late)}. "
                "Without a day it is to be rearranged: you are asked each working day, "
                "and the conference chair is told.",
                optional=True,
            ),
            blocks.ask("starts", "At what time?", blocks.menu(TIMES), optional=True),
        ],
    )


def _notice(facts: ChangeForm) -> str:
    if facts.is_past:
        return "It is kept as cancelled without notice, and the group is told."
    days = facts.notice.days
    given = {0: "no notice", 1: "one working day's notice"}.get(
        days, f"{days} working days' notice"
    )
    short = ""
    if facts.notice.is_short:
        short = f" That is short notice: under {facts.short_below}."
    return f"A change now gives {given}.{short}"


def read_date(view: Mapping[str, Any]) -> NewDate | None:
    """Return the day that was chosen, with its time, or nothing."""
    filled = blocks.answers(view)
    on = _day(filled.get("day"))
    if on is None:
        return None
    return NewDate(
        dated_on=on,
        starts=_time(filled.get("starts")),
        because=str(filled.get("because") or ""),
    )


def read_change(view: Mapping[str, Any]) -> tuple[str, str | None]:
    """Return whether it goes ahead, and who chairs it then."""
    filled = blocks.answers(view)
    chair = filled.get("chair")
    return str(filled.get("way") or ""), None if chair is None else str(chair)


def read_cancel(view: Mapping[str, Any]) -> tuple[str, NewDate | None] | dict[str, str]:
    """Return why, and the new day if there is one; or what needs mending."""
    filled = blocks.answers(view)
    because = str(filled.get("because") or "").strip()
    if not because:
        return {"because": WRITE_WHY}
    new = read_date(view)
    if new is None and filled.get("starts"):
        return {"day": NEEDS_DAY}
    return because, None if new is None else NewDate(
        dated_on=new.dated_on, starts=new.starts
    )


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _time(value: object) -> time | None:
    known = {key for key, _ in TIMES}
    return time.fromisoformat(str(value)) if value in known else None
