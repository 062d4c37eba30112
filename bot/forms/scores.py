"""Scores and end-of-meeting answers: the form to give them in, a minute on a phone."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from bot import blocks
from bot.blocks import Block
from bot.forms import wording
from bot.words import day
from models.vocabulary import EndChoice, EndQuestion
from workflows.overview.score_pages import ScoreForm
from workflows.profile import Profile
from workflows.scores.entries import GIVE as OPEN
from workflows.scores.entries import READ
from workflows.scores.giving import Receipt
from workflows.scores.owing import LastScores, ToGive
from workflows.scores.policy import HIGHEST, LOWEST, OFFERED, New, NewAnswer
from workflows.statements.children import ShownChild

GIVE: Final = "scores.give"
CHOOSE: Final = "Please choose one."
OUT_OF_RANGE: Final = "Please give a whole number from 0 to 10, or leave it empty."
Place = tuple[str, str | None]

# What each question asks, and what its line is for. Source: Child Q 18.3.
QUESTIONS: Final[Mapping[EndQuestion, tuple[str, str]]] = {
    EndQuestion.ACHIEVED: ("What did we achieve?", "What?"),
    EndQuestion.STUCK: ("What is stuck?", "What is it?"),
    EndQuestion.ACCOUNT: ("Whose account is this?", "Whose?"),
    EndQuestion.CHALLENGED: ("Has anyone challenged?", "What was it about?"),
    EndQuestion.LEGAL_ROUTE: ("Why not the legal route?", "Because"),
}
CHOICES: Final[Mapping[EndChoice, str]] = {
    EndChoice.SOMETHING_ACHIEVED: "Something",
    EndChoice.NOTHING_CHANGED: "Nothing changed",
    EndChoice.NOTHING_STUCK: "Nothing",
    EndChoice.SOMETHING_STUCK: "Something",
    EndChoice.SEVERAL_ACCOUNTS: "Several people's",
    EndChoice.ONE_ACCOUNT: "One person's only",
    EndChoice.CANNOT_SAY: "I cannot say",
    EndChoice.CHALLENGED: "Yes",
    EndChoice.NOBODY_DISAGREES: "No, nobody disagrees",
    EndChoice.WONDERED: "No, though I wondered",
    EndChoice.NOT_NEEDED: "Not needed now, because ...",
    EndChoice.BEING_LOOKED_AT: "It is being looked at",
    EndChoice.NOBODY_ASKED: "Nobody has asked",
}


def give(facts: ScoreForm, profile: Profile) -> Block:
    """Return the form: a score for each child, and five questions, a click each."""
    form, before = facts.form, facts.form.given
    given = before.answers if before else {}
    asked = [
        block
        for question in EndQuestion
        for block in _question(question, given.get(question))
    ]
    return blocks.modal(
        title="After the core group",
        callback=GIVE,
        submit="Change" if before else "Give",
        metadata=json.dumps([form.meeting_id, form.for_person_id]),
        blocks=[
            wording.alarm(profile),
            blocks.small(_about(facts)),
            *_scores(facts, profile),
            *asked,
        ],
    )


def _about(facts: ScoreForm) -> str:
    form = facts.form
    whose = "" if form.for_name is None else f" You stand in for {form.for_name}."
    when = f"{form.alias}: the core group of {day(form.met_on)}.{whose}"
    if form.is_late:
        return f"{when} The others' can be read already; this one is marked late."
    return (
        f"{when} It takes a minute. Nobody reads this before all have given theirs, or "
        "the day is over. Until then you can change it."
    )


def _scores(facts: ScoreForm, profile: Profile) -> list[Block]:
    if not profile.scores.asked or not facts.children:
        return []
    given: Mapping[str, int] = facts.form.given.scores if facts.form.given else {}
    if len(facts.children) == 1:
        (child,) = facts.children
        label = f"How safe is {_child(child)}, from 0 to 10?"
        return [_score("score", label, profile, given.get(child.child_id))]
    every = [given.get(child.child_id) for child in facts.children]
    alike = every[0] if len(set(every)) == 1 else None
    shown = [_score("score", "How safe are they, from 0 to 10?", profile, alike)]
    for child in facts.children:
        own = None if alike is not None else given.get(child.child_id)
        place = f"score:{child.child_id}"
        shown.append(_score(place, f"Different for {_child(child)}?", profile, own))
    return shown


def _score(place: str, label: str, profile: Profile, chosen: int | None) -> Block:
    meanings = profile.scores.anchors
    options = [
        (
            str(n),
            f"{n}: {meanings[n]}"[: blocks.SHORTEN_TO] if n in meanings else str(n),
        )
        for n in range(LOWEST, HIGHEST + 1)
    ]
    return blocks.ask(
        place,
        label,
        blocks.menu(options, None if chosen is None else str(chosen)),
        hint="Higher is safer. Leave it empty if you cannot say."
        if place == "score"
        else None,
        optional=True,
    )


def _child(child: ShownChild) -> str:
    label = f", your label: {child.label}" if child.label else ""
    return f"{child.alias} ({child.age_band}{label})"


def _question(question: EndQuestion, before: NewAnswer | None) -> list[Block]:
    asks, line = QUESTIONS[question]
    pairs = [(one.value, CHOICES[one]) for one in OFFERED[question]]
    return [
        blocks.ask(
            question.value,
            asks,
            blocks.one_of(pairs, before.choice.value if before else None),
        ),
        blocks.ask(
            f"{question.value}:line",
            line,
            blocks.writing(before.line if before else None, lines=False),
            optional=True,
        ),
    ]


def read_value(value: str) -> Place:
    """Return which meeting a button is about, and for whom, if not for oneself."""
    meeting_id, _, for_person_id = value.partition(":")
    return meeting_id, for_person_id or None


def read_place(view: Mapping[str, Any]) -> Place | None:
    """Return which meeting the form is about, and for whom."""
    try:
        meeting_id, for_person_id = json.loads(str(view.get("private_metadata")))
    except (ValueError, TypeError):
        return None
    return str(meeting_id), None if for_person_id is None else str(for_person_id)


def read(view: Mapping[str, Any]) -> New | dict[str, str]:
    """Return what somebody gives, or what needs mending, by its place in the form."""
    filled = blocks.answers(view)
    scores = {
        place: _number(value)
        for place, value in filled.items()
        if (place == "score" or place.startswith("score:")) and value is not None
    }
    answers: dict[EndQuestion, NewAnswer] = {}
    faults = {place: OUT_OF_RANGE for place, one in scores.items() if one is None}
    for question in EndQuestion:
        choice = _choice(filled.get(question.value))
        if choice is None:
            faults[question.value] = CHOOSE
            continue
        line = filled.get(f"{question.value}:line")
        answers[question] = NewAnswer(
            choice=choice, line=line if isinstance(line, str) else ""
        )
    if faults:
        return faults
    return New(
        answers=answers,
        score=scores.get("score"),
        scores={
            place.removeprefix("score:"): score
            for place, score in scores.items()
            if place != "score" and score is not None
        },
    )


def _number(value: object) -> int | None:
    known = {str(n): n for n in range(LOWEST, HIGHEST + 1)}
    return known.get(value) if isinstance(value, str) else None


def _choice(value: object) -> EndChoice | None:
    return next((one for one in EndChoice if one == value), None)


def said(receipt: Receipt) -> str:
    """Return that it is kept, and from when on it is read."""
    whose = "yours" if receipt.for_name is None else f"what {receipt.for_name} gives"
    verb = "changed" if receipt.is_amended else "kept"
    first = (
        f"{receipt.alias}: {whose} after the core group of {day(receipt.met_on)} is "
        f"{verb}. Thank you."
    )
    if receipt.is_late:
        return f"{first}\nIt is marked late, and stands beside the others."
    if receipt.can_be_read:
        return f"{first}\nAll have given theirs: they can be read together now."
    return (
        f"{first}\nThey are read together once all are in, or from the day after. "
        "Until then you can change yours."
    )


def thanks(text: str) -> Block:
    """Return the page that says so."""
    paragraphs = [blocks.section(line) for line in text.split("\n")]
    return blocks.modal(title="Thank you", blocks=paragraphs)


def owed(found: Sequence[ToGive]) -> list[Block]:
    """Return, for Home, after which core groups somebody is to give theirs."""
    return [_owed(one) for one in found]


def _owed(one: ToGive) -> Block:
    for_whom = "" if one.for_name is None else f", for {one.for_name}"
    press = "Give your scores" if one.for_name is None else "Give the scores"
    line = (
        f"{one.alias}: the core group met on {day(one.met_on)}. Please give scores and "
        f"five answers by {day(one.give_by)}{for_whom}. It takes a minute."
    )
    button = blocks.button(
        press,
        action=OPEN,
        value=one.value,
        style="primary",
        label=f"{one.alias}: {press}{for_whom}"[: blocks.SHORTEN_TO],
    )
    return blocks.section(line, button=button)


def of_last(last: LastScores | None) -> list[Block]:
    """Return, for the group's page, what can be done about the last core group."""
    if last is None or not (last.may_give or last.may_read):
        return []
    buttons = []
    if last.may_give:
        buttons.append(
            blocks.button("Give your scores", action=OPEN, value=last.meeting_id)
        )
    if last.may_read:
        buttons.append(
            blocks.button("Read the scores", action=READ, value=last.meeting_id)
        )
    line = f"Scores and answers after the core group of {day(last.met_on)}."
    return [blocks.section(line), blocks.actions(*buttons)]
