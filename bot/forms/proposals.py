"""Finding a date for a core group: propose, answer with a press, see, fix."""

import json
from collections.abc import Mapping
from datetime import date, time
from typing import Any, Final

from bot import blocks
from bot.blocks import Block
from bot.forms import coming, wording
from bot.forms.meetings import TIMES
from bot.pack_blocks import long_text
from bot.words import day, moment
from workflows import clock
from workflows.coming.policy import Standing
from workflows.profile import Profile
from workflows.proposals.answering import AnswerPage, DateToAnswer
from workflows.proposals.choosing import DatesPage, FixPage
from workflows.proposals.facts import DateStanding
from workflows.proposals.policy import MOST_DATES, NewDates
from workflows.proposals.proposing import ProposeForm

PROPOSE: Final = "proposals.propose"
FIX: Final = "proposals.fix"
OPEN_PROPOSE: Final = "proposals.open_propose"
OPEN_FIX: Final = "proposals.open_fix"
TAKE_BACK: Final = "proposals.take_back"
REOPEN: Final = "proposals.reopen"
NEEDS_TIME: Final = "Please give the time too, so that people can say."
NEEDS_DAY: Final = "Please choose the day that this time belongs to, or take it out."
# What can be pressed at each date, and what it says.
PRESSES: Final = (
    ("proposals.myself", Standing.MYSELF, "Can come"),
    ("proposals.by_phone", Standing.BY_PHONE, "Only by phone"),
    ("proposals.deputy", Standing.DEPUTY, "Deputy can come"),
    ("proposals.cannot", Standing.CANNOT, "Cannot come"),
)
SAID: Final = {
    Standing.MYSELF: "You said: can come.",
    Standing.BY_PHONE: "You said: only by phone.",
    Standing.DEPUTY: "You said: a deputy can come.",
    Standing.CANNOT: "You said: cannot come.",
    Standing.AWAY: "Counts as cannot come: an absence is kept for that day.",
    Standing.NOT_HEARD: "Not answered yet.",
}


def propose(facts: ProposeForm) -> Block:
    """Return the form for one to five dates."""
    asked = [blocks.section(_limit(facts))]
    for number in range(1, MOST_DATES + 1):
        is_first = number == 1
        asked += [
            blocks.ask(
                f"day_{number}",
                f"Date {number}",
                blocks.day(),
                optional=not is_first,
            ),
            blocks.ask(
                f"time_{number}",
                f"Time of date {number}",
                blocks.menu(TIMES),
                optional=not is_first,
            ),
        ]
    return blocks.modal(
        title="Find a date",
        callback=PROPOSE,
        submit="Ask the members",
        metadata=facts.group_id,
        blocks=asked,
    )


def _limit(facts: ProposeForm) -> str:
    late = " That day is past: the soonest date is best." if facts.is_past else ""
    return (
        f"{facts.alias}: the core group must meet by {day(facts.limit_on)}.{late} Each "
        "member is asked in their message of the day, to answer by "
        f"{day(facts.answer_by)}. A date beyond the limit is for the conference chair "
        "to agree."
    )


def read_propose(view: Mapping[str, Any]) -> NewDates | dict[str, str]:
    """Return the dates that were filled in, or what needs mending."""
    filled, mend = blocks.answers(view), {}
    found = []
    for number in range(1, MOST_DATES + 1):
        on = _day(filled.get(f"day_{number}"))
        at = _time(filled.get(f"time_{number}"))
        if on is not None and at is not None:
            found.append((f"day_{number}", clock.at(on, at.hour, at.minute)))
        elif on is not None:
            mend[f"time_{number}"] = NEEDS_TIME
        elif at is not None:
            mend[f"day_{number}"] = NEEDS_DAY
    return mend or NewDates(dates=tuple(found))


def answer(facts: AnswerPage) -> Block:
    """Return the dates that a member is asked about, one press each."""
    whose = "" if facts.for_name is None else f" You answer for {facts.for_name}."
    shown = [
        blocks.section(
            f"{facts.alias}: which of these dates would do for the core group? Please "
            f"answer by {day(facts.answer_by)}.{whose}"
        )
    ]
    for one in facts.dates:
        shown += _date_to_answer(one)
    shown.append(
        blocks.small(
            "Each press is kept at once. You can change it until one is fixed."
        )
    )
    return blocks.modal(
        title="Which dates would do?",
        blocks=shown,
        metadata=json.dumps([facts.proposal_id, facts.for_person_id]),
    )


def _date_to_answer(one: DateToAnswer) -> list[Block]:
    when = moment(one.starts_at)
    clash = " There is another core group at that time." if one.has_clash else ""
    buttons = [
        blocks.button(
            text,
            action=action,
            value=one.date_id,
            style="primary" if one.standing is standing else None,
            label=f"{when}: {text}",
        )
        for action, standing, text in PRESSES
    ]
    return [
        blocks.section(f"{when}\n{SAID[one.standing]}{clash}"),
        blocks.actions(*buttons),
    ]


def dates(facts: DatesPage) -> Block:
    """Return the proposed dates with who could come to each, for the convenor."""
    shown = [blocks.section(_state(facts))]
    for one in facts.dates:
        shown += _date(one, may_fix=facts.is_open and not one.is_past)
    buttons = []
    if facts.is_open:
        buttons.append(_take_back(facts))
    elif any(not one.is_past for one in facts.dates):
        buttons.append(
            blocks.button(
                "Ask about them again", action=REOPEN, value=facts.proposal_id
            )
        )
    if not facts.is_open:
        buttons.append(
            blocks.button(
                "Propose new dates", action=OPEN_PROPOSE, value=facts.group_id
            )
        )
    return blocks.modal(
        title="Proposed dates",
        blocks=[*shown, blocks.actions(*buttons)],
        metadata=facts.group_id,
    )


def _state(facts: DatesPage) -> str:
    limit = f"{facts.alias}: the core group must meet by {day(facts.limit_on)}."
    fixed = ""
    if facts.fixed_on is not None:
        fixed = f" It is fixed for {day(facts.fixed_on)}"
        fixed += ", which stands until you fix another." if facts.is_open else "."
    asked = f" Members are asked to answer by {day(facts.answer_by)}."
    return f"{limit}{fixed}{asked if facts.is_open else ''}"


def _date(one: DateStanding, *, may_fix: bool) -> list[Block]:
    when = moment(one.starts_at)
    past = " This date is past." if one.is_past else ""
    button = None
    if may_fix:
        button = blocks.button(
            "Fix this date",
            action=OPEN_FIX,
            value=one.date_id,
            label=f"Fix {when}",
        )
    return [
        blocks.divider(),
        blocks.section(f"{when}. {coming.quorum(one.forecast)}{past}", button=button),
        *long_text(coming.standing_lines(one.members)),
    ]


def _take_back(facts: DatesPage) -> Block:
    button = blocks.button(
        "Take the dates back", action=TAKE_BACK, value=facts.proposal_id
    )
    button["confirm"] = {
        "title": blocks.plain("Take these dates back?"),
        "text": blocks.plain("Nobody is asked about them any more."),
        "confirm": blocks.plain("Take back"),
        "deny": blocks.plain("Keep"),
    }
    return button


def fix(facts: FixPage, profile: Profile) -> Block:
    """Return one date before it is fixed, with what it means."""
    one = facts.standing
    asked: list[Block] = [] if facts.moves_from is None else [wording.alarm(profile)]
    asked += [
        blocks.section(
            f"{facts.alias}: core group on {moment(one.starts_at)}. "
            f"{coming.quorum(one.forecast)}"
        ),
        *long_text(coming.standing_lines(one.members)),
    ]
    if facts.moves_from is not None:
        asked.append(
            blocks.ask(
                "because",
                f"Why does it move from {day(facts.moves_from)}?",
                blocks.writing(),
                hint="Kept with the date that is given up, never shown in the channel.",
            )
        )
    asked.append(
        blocks.small("The group is told once, and who has not answered is asked.")
    )
    return blocks.modal(
        title="Fix this date",
        callback=FIX,
        submit="Fix it",
        metadata=one.date_id,
        blocks=asked,
    )


def read_fix(view: Mapping[str, Any]) -> tuple[str, str]:
    """Return which date is fixed, and why another is given up for it."""
    because = blocks.answers(view).get("because")
    return str(view.get("private_metadata") or ""), str(because or "")


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def _time(value: object) -> time | None:
    known = {key for key, _ in TIMES}
    return time.fromisoformat(str(value)) if value in known else None
