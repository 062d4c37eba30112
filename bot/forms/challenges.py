"""Challenges: the form to raise one, to answer it, and to say whether it is settled."""

import json
from collections.abc import Mapping
from typing import Any, Final

from bot import blocks
from bot.blocks import Block
from bot.forms import wording
from bot.forms.challenge_pages import texts_of
from bot.pack_blocks import long_text
from bot.words import day, moment
from models.vocabulary import ChallengeAbout
from workflows.challenges.answering import Answered, TakenUp
from workflows.challenges.deciding import Decided, Decision
from workflows.challenges.policy import ABOUT, NewChallenge
from workflows.challenges.raising import RaiseForm, Receipt
from workflows.challenges.reading import AnswerForm, DecideForm
from workflows.profile import Profile

SHORTCUT: Final = "challenges.shortcut"
RAISE: Final = "challenges.raise"
ANSWER: Final = "challenges.answer"
DECIDE: Final = "challenges.decide"
YES, NO = "yes", "no"
ANSWERS, PASSES_UP = "answer", "pass_up"
CHOOSE_ABOUT: Final = "Please choose what it is about."
CHOOSE_RISK: Final = "Please say yes or no."
CHOOSE: Final = "Please choose one."
# Slack takes no more in a menu.
MOST_GROUPS: Final = 100
NO_GROUP: Final = (
    "You can raise a challenge in no core group here. If you think you should, ask the "
    "lead social worker, or your team's business support."
)
WHO_READS: Final = (
    "It is read, with your name, by the core group, the chair, the managers, and who "
    "owes the answer. It may be disclosed in court or to the family."
)
DECISIONS: Final[Mapping[Decision, str]] = {
    Decision.SETTLED: "It is settled",
    Decision.NOT_SETTLED: "It is not settled: take it up a rung",
    Decision.WITHDRAWN: "I withdraw it",
}


def raise_(facts: RaiseForm, profile: Profile) -> Block:
    """Return the form to raise a challenge."""
    first = facts.groups[0]
    is_one = len(facts.groups) == 1
    return blocks.modal(
        title="Raise a challenge",
        callback=RAISE,
        submit="Raise it",
        metadata=first[0] if is_one else "",
        blocks=[
            wording.alarm(profile),
            *([blocks.small(_about(facts))] if is_one else [_choose(facts)]),
            blocks.ask(
                "about",
                "What is it about?",
                blocks.one_of([(one.value, _capital(ABOUT[one])) for one in ABOUT]),
                hint="One about the chair goes to the conference service manager.",
            ),
            blocks.ask("what", "What do you disagree with, and why?", blocks.writing()),
            blocks.ask("wanted", "What do you ask for?", blocks.writing()),
            blocks.ask(
                "risk",
                "Is a child at risk of significant harm right now?",
                blocks.one_of(
                    [
                        (NO, "No"),
                        (YES, "Yes: I telephone first; this goes straight to the top"),
                    ]
                ),
            ),
            blocks.small(WHO_READS),
        ],
    )


def _choose(facts: RaiseForm) -> Block:
    menu = blocks.menu(facts.groups[:MOST_GROUPS])
    hint = None
    if len(facts.groups) > MOST_GROUPS:
        hint = "For another one, type /coregroup challenge and its alias."
    return blocks.ask("group", "Which core group?", menu, hint=hint)


def _about(facts: RaiseForm) -> str:
    _, alias = facts.groups[0]
    text = f"{alias}. A named person owes you an answer, and you hear of it."
    if facts.held_on is not None and facts.dissent_until is not None:
        text += (
            f" Dissent from the conference of {day(facts.held_on)} is in time until "
            f"{moment(facts.dissent_until)}; later it is taken too, and marked."
        )
    return text


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def read(view: Mapping[str, Any]) -> NewChallenge | dict[str, str]:
    """Return what somebody says, or what they left out, by its place in the form."""
    filled = blocks.answers(view)
    about = next((one for one in ChallengeAbout if one == filled.get("about")), None)
    if about is None:
        return {"about": CHOOSE_ABOUT}
    if filled.get("risk") not in (YES, NO):
        return {"risk": CHOOSE_RISK}
    return NewChallenge(
        about=about,
        what=_text(filled.get("what")),
        wanted=_text(filled.get("wanted")),
        immediate_risk=filled.get("risk") == YES,
    )


def read_group(view: Mapping[str, Any]) -> str:
    """Return the core group that the form is about, or that was chosen in it."""
    chosen = _text(blocks.answers(view).get("group"))
    return str(view.get("private_metadata") or "") or chosen


def said(receipt: Receipt, profile: Profile) -> str:
    """Return that a challenge is kept, and who owes the answer by when."""
    lines = [wording.alarm_text(profile)] if receipt.immediate_risk else []
    if receipt.owed_by is None or receipt.due_on is None:
        lines.append(
            f"{receipt.alias}: your challenge is kept. Nobody can be found in the "
            "register to answer it; somebody is looked for on each working day. Please "
            f"telephone: {profile.telephone.day}, {profile.telephone.out_of_hours} "
            "(out of hours)."
        )
    else:
        role = "" if receipt.role is None else f", {receipt.role.lower()},"
        lines.append(
            f"{receipt.alias}: your challenge is kept. {receipt.owed_by}{role} owes "
            f"you an answer by {day(receipt.due_on)}."
        )
    if receipt.asked is not None:
        lines.append(f"While they are away, {receipt.asked} is asked.")
    if receipt.passed_over:
        lines.append(f"Nobody else could be found for: {receipt.passed_over}.")
    if receipt.is_late:
        lines.append(
            "The time for dissent from the conference is over. It is marked late, and "
            "goes the way of any other challenge."
        )
    return "\n".join(lines)


def answer(facts: AnswerForm, profile: Profile) -> Block:
    """Return the form to answer a challenge, which shows it first."""
    challenge = facts.challenge
    choices = [(ANSWERS, "I answer it")]
    if facts.may_pass_up:
        choices.append((PASSES_UP, "I cannot settle it: it goes up a rung"))
    return blocks.modal(
        title="Answer a challenge",
        callback=ANSWER,
        submit="Send",
        metadata=facts.rung_id,
        blocks=[
            wording.alarm(profile),
            *texts_of(challenge),
            blocks.divider(),
            blocks.ask("what", "What do you do?", blocks.one_of(choices, ANSWERS)),
            blocks.ask(
                "text",
                "Your answer, or why it goes up",
                blocks.writing(),
                hint="Say what you will do and by when, or why not.",
            ),
            blocks.small(WHO_READS),
        ],
    )


def read_answer(view: Mapping[str, Any]) -> tuple[str, str] | dict[str, str]:
    """Return what somebody does with a challenge and what they write."""
    filled = blocks.answers(view)
    what = _text(filled.get("what"))
    if what not in (ANSWERS, PASSES_UP):
        return {"what": CHOOSE}
    return what, _text(filled.get("text"))


def answered(found: Answered) -> str:
    """Return that an answer is kept, and who hears of it."""
    late = " It came late, and is marked so." if found.is_late else ""
    return (
        f"{found.alias}: your answer is kept. {found.raised_by} is asked whether that "
        f"settles it.{late} Thank you."
    )


def taken_up(found: TakenUp) -> str:
    """Return to whom a challenge went."""
    return (
        f"{found.alias}: the challenge went up a rung. {found.owed_by} owes the answer "
        f"by {day(found.due_on)}."
    )


def decide(facts: DecideForm, profile: Profile) -> Block:
    """Return the form in which whoever raised a challenge says what now."""
    shown = [blocks.section("It has no answer yet.")]
    if facts.answer is not None:
        shown = [blocks.header("The answer"), *long_text(facts.answer)]
    return blocks.modal(
        title="Is it settled?",
        callback=DECIDE,
        submit="Send",
        metadata=json.dumps([facts.challenge_id, facts.rung]),
        blocks=[
            wording.alarm(profile),
            blocks.small(f"{facts.alias}: the challenge that you raised."),
            *shown,
            blocks.divider(),
            blocks.ask(
                "decision",
                "What do you say?",
                blocks.one_of([(key.value, text) for key, text in DECISIONS.items()]),
            ),
            blocks.ask("text", "Why?", blocks.writing(), optional=True),
        ],
    )


def read_place(view: Mapping[str, Any]) -> tuple[str, int] | None:
    """Return which challenge a form is about and on which rung, or nothing."""
    try:
        challenge_id, rung = json.loads(str(view.get("private_metadata")))
        return str(challenge_id), int(rung)
    except (ValueError, TypeError):
        return None


def read_decision(view: Mapping[str, Any]) -> tuple[Decision, str] | dict[str, str]:
    """Return what whoever raised it says, or what was left out."""
    filled = blocks.answers(view)
    chosen = next((one for one in Decision if one == filled.get("decision")), None)
    if chosen is None:
        return {"decision": CHOOSE}
    return chosen, _text(filled.get("text"))


def decided(found: Decided) -> str:
    """Return what is kept of what whoever raised it says."""
    if found.due_on is not None:
        return (
            f"{found.alias}: your challenge went up a rung. {found.owed_by} owes you "
            f"an answer by {day(found.due_on)}."
        )
    how = {
        Decision.SETTLED: "settled",
        Decision.WITHDRAWN: "withdrawn",
    }[found.decision]
    return f"{found.alias}: your challenge is {how}. It stays on record."


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
