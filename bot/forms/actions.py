"""Actions: the list, the form to make or change one, and an owner's report."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from bot import blocks
from bot.blocks import Block
from bot.forms import wording
from bot.pack_blocks import long_text
from bot.words import capital, day, day_and_year, listed, short_day
from models.vocabulary import MeetingKind, Progress
from workflows.actions.entries import OPEN_REPORT
from workflows.actions.making import Receipt
from workflows.actions.policy import NewAction, NewReport
from workflows.actions.reading import (
    SHEET,
    ActionForm,
    ActionsPage,
    Owner,
    ReportForm,
    ShownAction,
)
from workflows.actions.reporting import Reported
from workflows.actions.whose import ADULTS, MAKE
from workflows.profile import Profile

NEXT: Final = "actions.next"
PREVIOUS: Final = "actions.previous"
OPEN_MAKE: Final = "actions.open_make"
MAKE_FORM: Final = "actions.make"
OPEN_CHANGE: Final = "actions.open_change"
CHANGE: Final = "actions.change"
OPEN_END: Final = "actions.open_end"
END: Final = "actions.end"
REPORT: Final = "actions.report"
OPEN_ADULTS: Final = "actions.open_adults"
OPEN_SHEET: Final = "actions.open_sheet"
CHOOSE_DAY: Final = "Please choose a day."
CHOOSE_OWNER: Final = "Please choose who does it."
CHOOSE_HOW_FAR: Final = "Please say how far it is."
PROGRESS: Final[Mapping[Progress, str]] = {
    Progress.DONE: "Done",
    Progress.UNDER_WAY: "Under way",
    Progress.STUCK: "Stuck",
}
MEETINGS: Final[Mapping[MeetingKind, str]] = {
    MeetingKind.CORE_GROUP: "core group",
    MeetingKind.MIDWAY_REVIEW: "midway review",
    MeetingKind.REFLECTIVE: "reflective meeting",
    MeetingKind.QUICK_CHECK_IN: "quick check-in",
}
_MEMBER, _ADULT = "member:", "adult:"


def page(page: ActionsPage) -> Block:
    """Return one page of the actions: open ones soonest first, then the others."""
    shown = [blocks.small(f"{page.alias}. Page {page.number + 1} of {page.pages}.")]
    shown += _top(page)
    is_open = True
    for one in page.actions:
        if is_open and _is_over(one):
            shown += [blocks.divider(), blocks.header("Done, or ended")]
            is_open = False
        shown += _action(one)
    if not page.actions:
        shown.append(blocks.section("Nothing is agreed yet."))
    turns = []
    if page.number > 0:
        turns.append(blocks.button("Back", action=PREVIOUS, value=page.group_id))
    if page.number < page.pages - 1:
        turns.append(blocks.button("More", action=NEXT, value=page.group_id))
    if turns:
        shown.append(blocks.actions(*turns))
    if any(one.what is not None for one in page.actions):
        shown.append(blocks.small("Every reading is kept."))
    return blocks.modal(
        title="Actions",
        blocks=shown,
        metadata=json.dumps([page.group_id, page.number]),
    )


def _top(page: ActionsPage) -> list[Block]:
    offered = (
        (MAKE, "Add an action", OPEN_MAKE),
        (SHEET, "A parent's sheet", OPEN_SHEET),
        (ADULTS, "Adults of the family", OPEN_ADULTS),
    )
    buttons = [
        blocks.button(text, action=action, value=page.group_id)
        for row, text, action in offered
        if row in page.may
    ]
    return [blocks.actions(*buttons)] if buttons else []


def _is_over(one: ShownAction) -> bool:
    return one.done_on is not None or one.ended_on is not None


def _action(one: ShownAction) -> list[Block]:
    shown = [blocks.divider(), blocks.section(_standing(one))]
    texts = []
    if one.what is not None:
        texts.append(one.what)
    if one.outcome is not None:
        texts.append(f"So that: {one.outcome}")
    if one.progress is not None:
        when = "" if one.reported_on is None else f" ({short_day(one.reported_on)})"
        line = f": {one.line}" if one.line else "."
        texts.append(f"{PROGRESS[one.progress]}{when}{line}")
    if one.ended_because is not None:
        texts.append(f"Ended because: {one.ended_because}")
    shown += long_text("\n".join(texts))
    buttons = _buttons(one)
    return [*shown, blocks.actions(*buttons)] if buttons else shown


def _standing(one: ShownAction) -> str:
    whose = capital(one.owner)
    if one.done_on is not None:
        text = f"{whose}: done on {day_and_year(one.done_on)}."
    elif one.ended_on is not None:
        text = f"{whose}: ended on {day_and_year(one.ended_on)}, not done."
    elif one.is_overdue:
        text = f"OVERDUE. {whose}: was due by {day_and_year(one.due_on)}."
    else:
        text = f"{whose}: by {day_and_year(one.due_on)}."
    if one.has_nobody:
        text += " Without anyone: they have left. Please change who does it."
    if one.made_at is not None:
        text += f" Agreed at the meeting of {short_day(one.made_at)}."
    if one.rolled_over:
        times = "once" if one.rolled_over == 1 else f"{one.rolled_over} times"
        before = listed([short_day(due) for due in one.due_before])
        text += f" Put off {times}; it was due by {before}."
    return text


def _buttons(one: ShownAction) -> list[Block]:
    about = f"{one.owner}, {day(one.due_on)}"
    offered = (
        (one.may_report, "Say how far it is", OPEN_REPORT),
        (one.may_change, "Change", OPEN_CHANGE),
        (one.may_change, "End without doing it", OPEN_END),
    )
    return [
        blocks.button(
            text,
            action=action,
            value=one.action_id,
            label=f"{text}: {about}"[: blocks.SHORTEN_TO],
        )
        for may, text, action in offered
        if may
    ]


def read_place(view: Mapping[str, Any]) -> tuple[str, int] | None:
    """Return what a form or page is about and its number, or nothing."""
    try:
        about, number = json.loads(str(view.get("private_metadata")))
        return str(about), int(number)
    except (ValueError, TypeError):
        return None


def make(facts: ActionForm, profile: Profile) -> Block:
    """Return the form for an action: who, what, what for, by when."""
    before = facts.changes
    metadata = facts.group_id
    if before is not None:
        metadata = json.dumps([before.action_id, facts.version])
    return blocks.modal(
        title="Change an action" if before else "Add an action",
        callback=CHANGE if before else MAKE_FORM,
        submit="Change" if before else "Add",
        metadata=metadata,
        blocks=[
            wording.alarm(profile),
            blocks.small(_about(facts)),
            blocks.ask(
                "owner",
                "Who does it?",
                blocks.menu(
                    [
                        (_value(one), _short(capital(one.called)))
                        for one in facts.owners
                    ],
                    _chosen(facts),
                ),
            ),
            blocks.ask(
                "what",
                "What will they do?",
                blocks.writing(None if before is None else before.what),
                hint="For a parent this stands on their sheet: write it for them.",
            ),
            blocks.ask(
                "outcome",
                "What is it for? What should be different then?",
                blocks.writing(None if before is None else before.outcome),
                hint="For a parent this stands on their sheet, too.",
            ),
            blocks.ask(
                "due_on",
                "By when?",
                blocks.day(None if before is None else before.due_on),
            ),
            *_meeting(facts),
        ],
    )


def _about(facts: ActionForm) -> str:
    if facts.changes is not None:
        return (
            f"{facts.alias}. What it said and when it was due stays on record. A later "
            "day counts as putting it off."
        )
    return (
        f"{facts.alias}. Its owner is reminded two working days before, on the day, "
        "and after it until it is done."
    )


def _meeting(facts: ActionForm) -> list[Block]:
    if not facts.meetings:
        return []
    pairs = [
        (meeting_id, f"{MEETINGS[kind]} of {short_day(on)}")
        for meeting_id, kind, on in facts.meetings
    ]
    return [
        blocks.ask(
            "meeting", "Agreed at which meeting?", blocks.menu(pairs), optional=True
        )
    ]


def _short(text: str) -> str:
    return text[: blocks.SHORTEN_TO]


def _value(one: Owner) -> str:
    if one.owner_id is not None:
        return f"{_MEMBER}{one.owner_id}"
    return f"{_ADULT}{one.adult_id}"


def _chosen(facts: ActionForm) -> str | None:
    if facts.owner_id is not None:
        return f"{_MEMBER}{facts.owner_id}"
    return None if facts.adult_id is None else f"{_ADULT}{facts.adult_id}"


def read(view: Mapping[str, Any]) -> NewAction | dict[str, str]:
    """Return what somebody says, or what they left out, by its place in the form."""
    filled = blocks.answers(view)
    owner, due_on = _text(filled.get("owner")), _day(filled.get("due_on"))
    if not owner:
        return {"owner": CHOOSE_OWNER}
    if due_on is None:
        return {"due_on": CHOOSE_DAY}
    return NewAction(
        what=_text(filled.get("what")),
        outcome=_text(filled.get("outcome")),
        due_on=due_on,
        owner_id=owner.removeprefix(_MEMBER) if owner.startswith(_MEMBER) else None,
        adult_id=owner.removeprefix(_ADULT) if owner.startswith(_ADULT) else None,
    )


def read_meeting(view: Mapping[str, Any]) -> str | None:
    """Return the meeting that was chosen, or nothing."""
    return _text(blocks.answers(view).get("meeting")) or None


def said(receipt: Receipt, verb: str) -> str:
    """Return what is kept of an action: dates only."""
    text = f"{receipt.alias}: the action is {verb}. It is due by {day(receipt.due_on)}."
    if receipt.rolled_over:
        times = "once" if receipt.rolled_over == 1 else f"{receipt.rolled_over} times"
        text += f" It has been put off {times}."
    return text


def end(action_id: str, profile: Profile) -> Block:
    """Return the form that ends an action which will not be done."""
    return blocks.modal(
        title="End an action",
        callback=END,
        submit="End it",
        metadata=action_id,
        blocks=[
            wording.alarm(profile),
            blocks.small("It is kept, with your reason, and nobody is asked any more."),
            blocks.ask("reason", "Why will it not be done?", blocks.writing()),
        ],
    )


def read_reason(view: Mapping[str, Any]) -> str:
    """Return why an action is ended."""
    return _text(blocks.answers(view).get("reason"))


def report(facts: ReportForm, profile: Profile) -> Block:
    """Return the form in which an owner says how far their action is."""
    one = facts.action
    chosen = None if one.progress is None else one.progress.value
    return blocks.modal(
        title="How far is it?",
        callback=REPORT,
        submit="Send",
        metadata=facts.action_id,
        blocks=[
            wording.alarm(profile),
            blocks.section(f"{facts.alias}. {_standing(one)}"),
            *long_text("\n".join(filter(None, [one.what, _so_that(one)]))),
            blocks.ask(
                "progress",
                "How far is it?",
                blocks.one_of([(k.value, v) for k, v in PROGRESS.items()], chosen),
            ),
            blocks.ask(
                "line",
                "In a line: what was done, or what is it stuck on?",
                blocks.writing(one.line),
                optional=True,
            ),
            blocks.small("The core group reads this, with the chair and the manager."),
        ],
    )


def _so_that(one: ShownAction) -> str:
    return f"So that: {one.outcome}" if one.outcome else ""


def read_report(view: Mapping[str, Any]) -> NewReport | dict[str, str]:
    """Return how far it is, or what was left out."""
    filled = blocks.answers(view)
    progress = next((one for one in Progress if one == filled.get("progress")), None)
    if progress is None:
        return {"progress": CHOOSE_HOW_FAR}
    return NewReport(progress=progress, line=_text(filled.get("line")))


def reported(found: Reported) -> str:
    """Return what is kept of a report."""
    return {
        Progress.DONE: f"{found.alias}: it is kept as done. Thank you.",
        Progress.UNDER_WAY: f"{found.alias}: it is kept as under way. Thank you. You "
        f"are reminded again before {day(found.due_on)}, and after it until it is "
        "done.",
        Progress.STUCK: f"{found.alias}: it is kept as stuck. Thank you for saying so. "
        "Please talk to the lead social worker about it.",
    }[found.progress]


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
