"""Alerts: the page to read one, the forms that answer it, why not the legal route."""

from collections.abc import Iterable, Mapping
from datetime import date, time
from typing import Any, Final

from bot import blocks
from bot.blocks import Block
from bot.forms import wording
from bot.forms.meetings import TIMES
from bot.forms.timeline import OPEN as OPEN_TIMELINE
from bot.pack_blocks import long_text
from bot.words import day, day_and_year, short_day
from models.vocabulary import AlertAnswerKind, MeetingKind
from workflows.drift.answering import NewReview
from workflows.drift.entries import LEGAL, LINE, REVIEW, SLEEP
from workflows.drift.reading import AlertPage, LegalPage, SeenAnswer, SeenLine
from workflows.drift.seeing import SeenSignal
from workflows.drift.whose import ADD_LINE, ANSWER, ANSWER_LEGAL
from workflows.profile import Profile

SET_REVIEW: Final = "drift.review"
PUT_TO_SLEEP: Final = "drift.sleep"
KEEP_LEGAL: Final = "drift.legal"
KEEP_LINE: Final = "drift.line"
CHOOSE_KIND: Final = "Please choose which meeting."
CHOOSE_DAY: Final = "Please choose a day."
# The newest; the record has all of them.
MOST: Final = 10
KINDS: Final = (
    (MeetingKind.MIDWAY_REVIEW.value, "A midway review"),
    (MeetingKind.REFLECTIVE.value, "A reflective meeting"),
)
ANSWERED: Final[Mapping[AlertAnswerKind, str]] = {
    AlertAnswerKind.MIDWAY_REVIEW: "set a midway review",
    AlertAnswerKind.REFLECTIVE: "asked for a reflective meeting",
    AlertAnswerKind.LEGAL_ROUTE: "answered why not the legal route",
    AlertAnswerKind.NOT_DRIFT: "said that it is not drift",
}


def page(found: AlertPage, says: Mapping[str, str]) -> Block:
    """Return an alert to read; `says` has the sentences of each signal by its name."""
    shown = [
        blocks.header(f"{found.alias}: an alert"),
        blocks.section(_standing(found)),
        *_signals(found.signals, says),
        *_answers(found.answers[-MOST:]),
        *_lines(found.lines[-MOST:]),
        *_buttons(found),
        blocks.small("Every reading is kept."),
    ]
    return blocks.modal(title="Alert", blocks=shown[:100], metadata=found.alert_id)


def _standing(found: AlertPage) -> str:
    if found.ended_on is not None:
        return (
            f"Raised on {day_and_year(found.raised_on)}; since "
            f"{day_and_year(found.ended_on)} no signal is left. Thank you."
        )
    number = "One signal stands" if found.count == 1 else f"{found.count} signals stand"
    text = f"Raised on {day_and_year(found.raised_on)}. {number}."
    if found.answer_by is not None:
        text += f" The conference chair is asked to answer by {day(found.answer_by)}."
    if found.is_escalated:
        text += " The conference service manager has been asked, too."
    return text


def _signals(signals: Iterable[SeenSignal], says: Mapping[str, str]) -> Iterable[Block]:
    for one in signals:
        yield {
            "type": "section",
            "text": {"type": "mrkdwn", "text": says[one.name], "verbatim": True},
        }
        if one.is_asleep:
            yield blocks.small("Said to be no drift. It rests until its facts change.")
        elif one.answered_on is not None:
            yield blocks.small(f"Answered on {day(one.answered_on)}.")


def _answers(answers: Iterable[SeenAnswer]) -> list[Block]:
    shown: list[Block] = []
    for one in answers:
        meeting = f" for {day(one.meeting_on)}" if one.meeting_on else ""
        text = f"{one.who} {ANSWERED[one.kind]}{meeting}, on {day_and_year(one.on)}."
        shown += long_text(text if one.text is None else f"{text}\n{one.text}")
    return [blocks.divider(), blocks.header("Answered"), *shown] if shown else []


def _lines(lines: Iterable[SeenLine]) -> list[Block]:
    shown: list[Block] = []
    for one in lines:
        shown += long_text(f"{one.who}, {day_and_year(one.on)}:\n{one.line}")
    return [blocks.divider(), blocks.header("Added"), *shown] if shown else []


def _buttons(found: AlertPage) -> list[Block]:
    buttons = [] if found.ended_on is not None else _of_answers(found)
    if found.may_read:
        buttons.append(
            blocks.button("Timeline", action=OPEN_TIMELINE, value=found.group_id)
        )
    return [blocks.divider(), blocks.actions(*buttons)] if buttons else []


def _of_answers(found: AlertPage) -> list[Block]:
    button, value = blocks.button, found.alert_id
    buttons = []
    if ANSWER in found.may:
        buttons.append(
            button("Set a meeting", action=REVIEW, value=value, style="primary")
        )
        if found.to_sleep:
            buttons.append(button("Not drift because", action=SLEEP, value=value))
    if ANSWER_LEGAL in found.may and found.asks_legal:
        buttons.append(button("Why not the legal route?", action=LEGAL, value=value))
    if ADD_LINE in found.may:
        buttons.append(button("Add a line", action=LINE, value=value))
    return buttons


def review(found: AlertPage) -> Block:
    """Return the form that sets a midway review or a reflective meeting."""
    return blocks.modal(
        title="Set a meeting",
        callback=SET_REVIEW,
        submit="Set it",
        metadata=found.alert_id,
        blocks=[
            blocks.section(
                f"{found.alias}: this answers every signal that stands, but why not "
                "the legal route. The core group is told in its channel."
            ),
            blocks.ask("kind", "Which meeting?", blocks.one_of(KINDS, KINDS[0][0])),
            blocks.ask("day", "On which day?", blocks.day()),
            blocks.ask("starts", "At what time?", blocks.menu(TIMES), optional=True),
        ],
    )


def read_review(view: Mapping[str, Any]) -> NewReview | dict[str, str]:
    """Return the meeting that was chosen, or what is missing, by its place."""
    filled = blocks.answers(view)
    kind = next((value for value, _ in KINDS if value == filled.get("kind")), None)
    if kind is None:
        return {"kind": CHOOSE_KIND}
    dated_on = _day(filled.get("day"))
    if dated_on is None:
        return {"day": CHOOSE_DAY}
    return NewReview(
        kind=MeetingKind(kind), dated_on=dated_on, starts=_time(filled.get("starts"))
    )


def sleep(found: AlertPage, profile: Profile) -> Block:
    """Return the form that says why signals are not drift."""
    choices = [
        (
            one.signal_id,
            f"{one.title or f'Signal {number}'}, since {short_day(one.since)}"[
                : blocks.SHORTEN_TO
            ],
        )
        for number, one in enumerate(found.to_sleep, start=1)
    ]
    return blocks.modal(
        title="Not drift because",
        callback=PUT_TO_SLEEP,
        submit="Keep it",
        metadata=found.alert_id,
        blocks=[
            wording.alarm(profile),
            blocks.section(
                f"{found.alias}: what you choose rests until its facts change. What is "
                "about safety cannot rest."
            ),
            blocks.ask("signals", "Which are not drift?", blocks.several_of(choices)),
            blocks.ask("reason", "Why?", blocks.writing()),
        ],
    )


def read_sleep(view: Mapping[str, Any]) -> tuple[list[str], str]:
    """Return which signals were chosen, and why."""
    filled = blocks.answers(view)
    chosen = filled.get("signals")
    ids = [str(one) for one in chosen] if isinstance(chosen, list) else []
    return ids, read_text(view)


def legal(found: AlertPage, profile: Profile) -> Block:
    """Return the form that answers why the legal route has not been taken."""
    months = max(
        (one.says["months"] for one in found.signals if "months" in one.says), default=0
    )
    return _writing(
        found,
        profile,
        title="Why not legal?",
        callback=KEEP_LEGAL,
        about=f"{found.alias}: a plan has lasted {months} months. Every member of the "
        "core group can read your answer.",
        question="Why has the legal route not been taken?",
    )


def line(found: AlertPage, profile: Profile) -> Block:
    """Return the form that adds a line to an alert."""
    return _writing(
        found,
        profile,
        title="Add a line",
        callback=KEEP_LINE,
        about=f"{found.alias}: the conference chair, the lead social worker and the "
        "team manager can read it with the alert.",
        question="What explains it?",
    )


def _writing(
    found: AlertPage,
    profile: Profile,
    *,
    title: str,
    callback: str,
    about: str,
    question: str,
) -> Block:
    return blocks.modal(
        title=title,
        callback=callback,
        submit="Keep it",
        metadata=found.alert_id,
        blocks=[
            wording.alarm(profile),
            blocks.section(about),
            blocks.ask("reason", question, blocks.writing()),
        ],
    )


def read_text(view: Mapping[str, Any]) -> str:
    """Return what was written."""
    text = blocks.answers(view).get("reason")
    return text if isinstance(text, str) else ""


def legal_page(found: LegalPage) -> Block:
    """Return every answer to why not the legal route, for members to read."""
    shown: list[Block] = [blocks.header(f"{found.alias}: the legal route")]
    if not found.answers:
        shown.append(
            blocks.section(
                "Nothing is answered yet. Why it has not been taken is asked when a "
                "plan has lasted long; you can ask at any core group."
            )
        )
    for one in found.answers[:MOST]:
        after = f" At {one.months} months:" if one.months else ""
        shown += [
            blocks.divider(),
            *long_text(f"{one.who}, {day_and_year(one.on)}.{after}\n{one.text or ''}"),
        ]
    shown.append(blocks.small("Every reading is kept."))
    return blocks.modal(title="The legal route", blocks=shown)


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def _time(value: object) -> time | None:
    return time.fromisoformat(str(value)) if value in dict(TIMES) else None
