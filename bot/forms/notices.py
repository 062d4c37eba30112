"""Notices between meetings: the form to give one, the page to read it, a check-in."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from bot import blocks
from bot.blocks import Block
from bot.forms import wording
from bot.pack_blocks import long_text
from bot.words import day, day_and_year, listed, moment
from models.vocabulary import NoticeKind
from workflows.notices.checking_in import CheckInForm
from workflows.notices.giving import Receipt
from workflows.notices.messages import NAMES
from workflows.notices.policy import NewNotice
from workflows.overview.notice_pages import NoticeForm, NoticePage
from workflows.profile import Profile

GIVE: Final = "notices.give"
OPEN_GIVE: Final = "notices.open_give"
READ: Final = "notices.read"
ACKNOWLEDGE: Final = "notices.acknowledge"
CORRECT: Final = "notices.open_correct"
CHECK_IN: Final = "notices.check_in"
OPEN_CHECK_IN: Final = "notices.open_check_in"
ENTRY: Final = "assisted_entry"
CHOOSE_WHAT: Final = "Please choose what happened."
CHOOSE_DAY: Final = "Please choose a day."
Place = tuple[str, str | None]


def give(facts: NoticeForm, profile: Profile) -> Block:
    """Return the form for a notice: what, when, about whom, and a line."""
    before = facts.corrects
    kinds = [(kind.value, _kind(kind)) for kind in NoticeKind]
    assisted = before is not None and before.assisted_entry
    return blocks.modal(
        title="Correct a notice" if before else "Give a notice",
        callback=GIVE,
        submit="Correct" if before else "Give",
        metadata=json.dumps([facts.group_id, before.notice_id if before else None]),
        blocks=[
            wording.alarm(profile),
            blocks.small(_about(facts)),
            blocks.ask(
                "kind",
                "What happened?",
                blocks.one_of(kinds, before.kind.value if before else None),
            ),
            blocks.ask(
                "happened_on",
                "On which day?",
                blocks.day(before.happened_on if before else facts.today),
            ),
            *_which_children(facts),
            blocks.ask(
                "entry",
                "Getting in",
                blocks.several_of(
                    [(ENTRY, "The police were needed to get in")],
                    [ENTRY] if assisted else [],
                ),
                optional=True,
            ),
            blocks.ask(
                "line",
                "What should the others know, in a line?",
                blocks.writing(before.line[: blocks.LONGEST] if before else None),
            ),
        ],
    )


def _about(facts: NoticeForm) -> str:
    if facts.corrects:
        return (
            f"{facts.alias}. The notice as it was is kept; this one takes its place, "
            "and everybody is asked to read it."
        )
    return f"{facts.alias}. Every member of the core group is asked to read this."


def _which_children(facts: NoticeForm) -> list[Block]:
    if len(facts.children) < 2:  # noqa: PLR2004 - one child needs no choosing
        return []
    every = [
        (child.child_id, _child(child.alias, child.age_band, child.label))
        for child in facts.children
    ]
    chosen = [child_id for child_id, _ in every]
    if facts.corrects:
        chosen = [one for one in chosen if one in facts.corrects.children]
    return [blocks.ask("children", "Which children?", blocks.several_of(every, chosen))]


def _child(alias: str, age_band: str, label: str | None) -> str:
    text = f"{alias} ({age_band}{f', your label: {label}' if label else ''})"
    return text[: blocks.SHORTEN_TO]


def read_place(view: Mapping[str, Any]) -> Place | None:
    """Return which group the form is about, and which notice it corrects."""
    try:
        group_id, corrects_id = json.loads(str(view.get("private_metadata")))
    except (ValueError, TypeError):
        return None
    return str(group_id), None if corrects_id is None else str(corrects_id)


def read(view: Mapping[str, Any]) -> NewNotice | dict[str, str]:
    """Return what somebody says, or what they left out, by its place in the form."""
    filled = blocks.answers(view)
    kind, happened_on = _kind_of(filled.get("kind")), _day(filled.get("happened_on"))
    if kind is None:
        return {"kind": CHOOSE_WHAT}
    if happened_on is None:
        return {"happened_on": CHOOSE_DAY}
    return NewNotice(
        kind=kind,
        happened_on=happened_on,
        line=_text(filled.get("line")),
        children=tuple(_several(filled.get("children"))),
        assisted_entry=ENTRY in _several(filled.get("entry")),
    )


def said(receipt: Receipt) -> str:
    """Return that a notice is kept, and who is told of it when."""
    verb = "corrected" if receipt.is_correction else "kept"
    lines = [
        f"{receipt.alias}: your notice ({NAMES[receipt.kind]}, "
        f"{day(receipt.happened_on)}) is {verb}. Thank you.",
        f"Every member is asked to read it by {day(receipt.read_by)}.",
    ]
    if receipt.is_urgent:
        lines.append("The lead social worker and the team manager are told now.")
    if receipt.check_in_by is not None:
        lines.append(
            "The police were needed to get in before. The lead social worker, the team "
            "manager and the chair are asked to set a quick check-in by "
            f"{day(receipt.check_in_by)}."
        )
    return "\n".join(lines)


def thanks(text: str) -> Block:
    """Return the page that says so."""
    paragraphs = [blocks.section(line) for line in text.split("\n")]
    return blocks.modal(title="Thank you", blocks=paragraphs)


def page(page: NoticePage) -> Block:
    """Return one notice to read, with the button that says that one has."""
    notice = page.notice
    shown = [
        blocks.header(f"{notice.alias}: {NAMES[notice.kind]}"),
        blocks.section(
            f"On {day_and_year(notice.happened_on)}. "
            f"Given by {notice.given_by} on {moment(notice.recorded_at)}."
        ),
        *_standing(page),
        *long_text("\n".join(_named(page))),
        blocks.divider(),
        *long_text(notice.line),
        blocks.divider(),
        *long_text("\n".join(_how_far(page))),
        *_buttons(page),
        blocks.small("Every reading is kept."),
    ]
    return blocks.modal(title="A notice", blocks=shown, metadata=notice.notice_id)


def _standing(page: NoticePage) -> list[Block]:
    notice, shown = page.notice, []
    if notice.assisted_entry:
        shown.append(blocks.section("The police were needed to get in."))
    if notice.corrected_by_id is not None:
        newer = blocks.button(
            "Read the newer one", action=READ, value=notice.corrected_by_id
        )
        text = "This notice was corrected. It is kept as it was."
        shown.append(blocks.section(text, button=newer))
    if notice.corrects_id is not None:
        older = blocks.button(
            "Read the one before", action=READ, value=notice.corrects_id
        )
        shown.append(blocks.section("This corrects an earlier notice.", button=older))
    return shown


def _named(page: NoticePage) -> list[str]:
    return [
        f"About {child.alias} ({child.age_band}"
        f"{f', your label: {child.label}' if child.label else ''})"
        for child in page.children
    ]


def _how_far(page: NoticePage) -> list[str]:
    notice = page.notice
    lines = []
    if notice.have_read:
        lines.append(f"Have read it: {listed(notice.have_read)}.")
    if notice.waiting_for:
        lines.append(f"Still to read it: {listed(notice.waiting_for)}.")
    return lines or ["Nobody else is asked to read it."]


def _buttons(page: NoticePage) -> list[Block]:
    notice, buttons = page.notice, []
    value = notice.notice_id
    is_newest = notice.corrected_by_id is None
    if not notice.read_by_me and not notice.is_mine and is_newest:
        buttons.append(
            blocks.button(
                "I have read this", action=ACKNOWLEDGE, value=value, style="primary"
            )
        )
    if notice.check_in_by is not None:
        buttons.append(
            blocks.button("Set a quick check-in", action=OPEN_CHECK_IN, value=value)
        )
    if is_newest:
        buttons.append(blocks.button("Correct it", action=CORRECT, value=value))
    return [blocks.actions(*buttons)] if buttons else []


def check_in(facts: CheckInForm) -> Block:
    """Return the form that sets a quick check-in."""
    return blocks.modal(
        title="Quick check-in",
        callback=CHECK_IN,
        submit="Set it",
        metadata=facts.notice_id,
        blocks=[
            blocks.section(
                f"{facts.alias}: a short meeting of the core group, by "
                f"{day(facts.last_on)} at the latest. Everybody is told in its channel."
            ),
            blocks.ask("dated_on", "On which day?", blocks.day(facts.first_on)),
        ],
    )


def read_check_in(view: Mapping[str, Any]) -> date | None:
    """Return the day that was chosen."""
    return _day(blocks.answers(view).get("dated_on"))


def _kind(kind: NoticeKind) -> str:
    return NAMES[kind][:1].upper() + NAMES[kind][1:]


def _kind_of(value: object) -> NoticeKind | None:
    return next((kind for kind in NoticeKind if kind == value), None)


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _several(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []
