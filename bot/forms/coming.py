"""Who comes to a core group: one's own answer, everybody's, where it is."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from bot import blocks
from bot.blocks import Block
from bot.forms import wording
from bot.pack_blocks import long_text
from bot.words import day, listed, moment
from models.vocabulary import ComingAs
from workflows.coming.counting import WhoComes
from workflows.coming.notes import Notes
from workflows.coming.policy import Forecast, MemberLine, Standing
from workflows.coming.saying import SayForm
from workflows.profile import Profile

SAY: Final = "coming.say"
WRITE_NOTES: Final = "coming.write_notes"
OPEN_SAY: Final = "coming.open_say"
OPEN_NOTES: Final = "coming.notes"
OPEN_WRITE: Final = "coming.open_write_notes"
REPORT: Final = "report"
INDEPENDENT: Final = "independent"
CHOOSE: Final = "Please choose one."
ANSWERS: Final = (
    (ComingAs.MYSELF, "I come myself"),
    (ComingAs.BY_PHONE, "I can join only by phone or video"),
    (ComingAs.DEPUTY, "A colleague comes in my place"),
    (ComingAs.CANNOT, "I cannot come: please pass on my apologies"),
)
STANDINGS: Final = (
    (Standing.MYSELF, "Can come"),
    (Standing.BY_PHONE, "Only by phone"),
    (Standing.DEPUTY, "A deputy can come"),
    (Standing.CANNOT, "Cannot come"),
    (Standing.AWAY, "Away that day"),
    (Standing.NOT_HEARD, "Not yet heard from"),
)
Place = tuple[str, str | None]


def say(facts: SayForm) -> Block:
    """Return the form in which a member says whether they come."""
    whose = "" if facts.for_name is None else f" You answer for {facts.for_name}."
    return blocks.modal(
        title="Will you come?",
        callback=SAY,
        submit="Send",
        metadata=json.dumps([facts.meeting_id, facts.for_person_id]),
        blocks=[
            blocks.section(
                f"{facts.alias}: core group on {when(facts.dated_on, facts.starts_at)}."
                f"{whose}"
            ),
            blocks.ask(
                "answer",
                "Will you come?",
                blocks.one_of(ANSWERS, facts.answer),
            ),
            blocks.ask(
                "deputy",
                "Who comes in your place?",
                {"type": "users_select"},
                hint="Somebody of your own agency who knows, or will read up on, the "
                "family.",
                optional=True,
            ),
            blocks.ask(
                "report",
                "If you cannot come",
                blocks.several_of(
                    [(REPORT, "I send the lead social worker a written report")],
                    [REPORT] if facts.sends_report else [],
                ),
                hint="By your agency's own secure way, not here.",
                optional=True,
            ),
        ],
    )


def read_place(view: Mapping[str, Any]) -> Place | None:
    """Return what the form is about, and for whom somebody answers."""
    try:
        about, for_person_id = json.loads(str(view.get("private_metadata")))
    except (ValueError, TypeError):
        return None
    return str(about), None if for_person_id is None else str(for_person_id)


def read_value(value: str) -> Place:
    """Return what a button is about, and for whom somebody answers."""
    about, _, for_person_id = value.partition(":")
    return about, for_person_id or None


def read_say(view: Mapping[str, Any]) -> tuple[ComingAs | None, str | None, bool]:
    """Return the answer, the account of who comes instead, and whether a report."""
    filled = blocks.answers(view)
    answer = filled.get("answer")
    known = {one.value for one in ComingAs}
    deputy = filled.get("deputy")
    report = filled.get("report")
    return (
        ComingAs(answer) if isinstance(answer, str) and answer in known else None,
        deputy if isinstance(deputy, str) else None,
        isinstance(report, list) and REPORT in report,
    )


def who(facts: WhoComes) -> Block:
    """Return who comes to a core group, by what they have said."""
    shown = [
        blocks.section(
            f"Core group on {when(facts.dated_on, facts.starts_at)}. "
            f"{quorum(facts.forecast)}"
        )
    ]
    if facts.chaired_by is not None:
        shown.append(blocks.section(f"{facts.chaired_by} chairs it."))
    shown += long_text(standing_lines(facts.members))
    shown.append(
        blocks.actions(
            blocks.button(
                "Say whether you come", action=OPEN_SAY, value=facts.meeting_id
            ),
            blocks.button("Where it is", action=OPEN_NOTES, value=facts.meeting_id),
        )
    )
    return blocks.modal(title=facts.alias, blocks=shown, metadata=facts.group_id)


def quorum(forecast: Forecast) -> str:
    """Return in a sentence whether it is a quorum; it warns and never bars."""
    if forecast.is_quorate:
        return "It is quorate by those who are coming."
    needed = (
        f"It takes children's social care and {forecast.others_needed} other agencies; "
        "it may be held all the same."
    )
    if forecast.could_be:
        return f"It is quorate only if those come who are not yet heard from. {needed}"
    return f"It is not quorate as it stands. {needed}"


def standing_lines(members: Iterable[MemberLine]) -> str:
    """Return everybody by how they stand to a date, a line each."""
    found = list(members)
    lines = []
    for standing, called in STANDINGS:
        people = [_member(one) for one in found if one.standing is standing]
        if people:
            lines.append(f"{called}: {listed(people)}.")
    clashing = [one.name for one in found if one.has_clash]
    if clashing:
        lines.append(f"Has another core group at that time: {listed(clashing)}.")
    return "\n".join(lines) or "Nobody belongs to this core group yet."


def _member(one: MemberLine) -> str:
    notes = [one.agency]
    if one.deputy is not None:
        notes.append(f"deputy: {one.deputy}")
    if one.sends_report:
        notes.append("sends a report")
    if one.standing is Standing.NOT_HEARD and not one.is_in_slack:
        notes.append("not in Slack: please telephone")
    return f"{one.name} ({', '.join(notes)})"


def notes(facts: Notes) -> Block:
    """Return where a core group is and who interprets."""
    shown = [
        blocks.section(
            f"{facts.alias}: core group on {when(facts.dated_on, facts.starts_at)}."
        ),
        blocks.header("Venue or link"),
        *long_text(facts.venue or "Not given yet. Ask the lead social worker."),
        blocks.header("Interpreter"),
        *long_text(facts.interpreter or "None is noted."),
    ]
    if facts.may_write:
        button = blocks.button("Change", action=OPEN_WRITE, value=facts.meeting_id)
        shown.append(blocks.actions(button))
    return blocks.modal(title="Where it is", blocks=shown, metadata=facts.meeting_id)


def write_notes(facts: Notes, profile: Profile) -> Block:
    """Return the form for venue, link and interpreter."""
    ticked = [INDEPENDENT] if facts.interpreter else []
    return blocks.modal(
        title="Where it is",
        callback=WRITE_NOTES,
        submit="Save",
        metadata=facts.meeting_id,
        blocks=[
            wording.alarm(profile),
            blocks.section(
                f"{facts.alias}: core group on "
                f"{when(facts.dated_on, facts.starts_at)}. Only who may know opens "
                "this; it is never in a message or a calendar."
            ),
            blocks.ask(
                "venue",
                "Venue, or the link to join",
                blocks.writing(facts.venue[: blocks.LONGEST]),
                optional=True,
            ),
            blocks.ask(
                "interpreter",
                "Interpreter: language, who, how booked",
                blocks.writing(facts.interpreter[: blocks.LONGEST]),
                optional=True,
            ),
            blocks.ask(
                "independent",
                "If there is one",
                blocks.several_of(
                    [
                        (
                            INDEPENDENT,
                            "They are independent: no relative or friend of the family",
                        )
                    ],
                    ticked,
                ),
                optional=True,
            ),
        ],
    )


def read_notes(view: Mapping[str, Any]) -> tuple[str, str, bool]:
    """Return venue, interpreter, and whether that one is independent."""
    filled = blocks.answers(view)
    ticked = filled.get("independent")
    return (
        str(filled.get("venue") or ""),
        str(filled.get("interpreter") or ""),
        isinstance(ticked, list) and INDEPENDENT in ticked,
    )


def when(dated_on: date, starts_at: datetime | None) -> str:
    """Return a day, with its time where that is known."""
    return day(dated_on) if starts_at is None else moment(starts_at)
