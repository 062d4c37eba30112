"""The questions of the form for a view, built and read side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any, Final, TypeVar

from bot import blocks
from bot.blocks import Block, Choice
from bot.forms import wording
from models.vocabulary import (
    Given,
    Knowing,
    Recommendation,
    Restriction,
    StatementPart,
)
from workflows.profile import Profile
from workflows.statements.answers import Answers, ChildAnswers, RestrictedAnswer

Word = TypeVar("Word", bound=StrEnum)
YES, NO, UNKNOWN = "yes", "no", "unknown"
ALONE, OBSERVED = "alone", "observed"
_ADULTS: Final = (
    (YES, "Yes, each was seen alone and heard"),
    (NO, "No, or not alone"),
    (UNKNOWN, "I do not know"),
)
_LASTS: Final = ((YES, "Yes"), (NO, "No"), (UNKNOWN, "I do not know"))
_SEEN: Final = ((ALONE, "Alone"), (OBSERVED, "With their carer, watching"))
_WAYS: Final = (
    (Given.TELEPHONE, "By telephone"),
    (Given.IN_PERSON, "In person"),
    (Given.EMAIL, "By e-mail"),
    (Given.LETTER, "By letter"),
)
_URGENT: Final = ((NO, "No"), (YES, "Yes: tell the lead social worker now"))
_NEEDED: Final = "Please answer this one."
_NOT_YET: Final = "This day has not come yet."


def child(page: str, saved: ChildAnswers, profile: Profile) -> list[Block]:
    """Return the questions about one child, or about all of them."""
    seen = [ALONE] * saved.seen_alone + [OBSERVED] * saved.observed
    write = blocks.writing
    found = [
        _ask(
            page,
            "recommendation",
            "Should the plan continue?",
            blocks.one_of(wording.RECOMMENDATIONS, saved.recommendation),
        ),
        _ask(page, "reason", "Why?", write(saved.reason)),
        _ask(
            page,
            "knowing",
            "How do you know?",
            blocks.several_of(wording.KNOWING, saved.knowing),
        ),
        _may(page, "life", "What is life like for this child?", write(saved.life)),
        _may(
            page,
            "seen_on",
            "When did you last see them?",
            blocks.day(saved.seen_on),
            hint="Leave it empty if you have not seen them.",
        ),
        _may(page, "seen_how", "How did you see them?", blocks.several_of(_SEEN, seen)),
        _may(page, "changed", "What has changed?", write(saved.changed)),
        _may(
            page,
            "would_last",
            "Would it last without the plan?",
            blocks.one_of(_LASTS, _word_of(saved.would_last)),
        ),
        _may(
            page,
            "wrong_if",
            "What would show that you are wrong?",
            write(saved.wrong_if),
        ),
        _may(
            page,
            "adults_heard",
            "Were the father and other significant adults seen alone and heard?",
            blocks.one_of(_ADULTS, _word_of(saved.adults_heard)),
        ),
        _may(page, "adults", "What did they say?", write(saved.adults)),
    ]
    return [*found, *_score(page, saved, profile)]


def _score(page: str, saved: ChildAnswers, profile: Profile) -> list[Block]:
    if not profile.scores.asked:
        return []
    meanings = profile.scores.anchors
    options = [
        (
            str(n),
            f"{n}: {meanings[n]}"[: blocks.SHORTEN_TO] if n in meanings else str(n),
        )
        for n in range(11)
    ]
    chosen = None if saved.score is None else str(saved.score)
    field = blocks.menu(options, chosen)
    label = "How safe is this child, from 0 to 10?"
    return [_may(page, "score", label, field, hint="Higher is safer.")]


def _word_of(said: object) -> str | None:
    return {True: YES, False: NO}.get(said is True) if said is not None else None


def differ(page: str, options: Sequence[Choice], chosen: Sequence[str]) -> Block:
    """Return the question for which children the answers differ."""
    return _may(
        page,
        "differ",
        "Is it different for one of them?",
        blocks.several_of(options, chosen),
        hint="For each one that you tick there is a page of their own next.",
    )


def end(page: str, saved: Answers, *, before: str, is_taken: bool) -> list[Block]:
    """Return the questions about the view as a whole."""
    write = blocks.writing
    return [
        *(_taken(page, saved) if is_taken else []),
        _ask(
            page,
            "told_parents",
            "What have you told the parents? If nothing, why?",
            write(saved.told_parents),
        ),
        _ask(
            page,
            "urgent",
            f"Must anyone know this before {before}?",
            blocks.one_of(_URGENT, YES if saved.urgent else NO),
        ),
        _may(
            page,
            "urgent_text",
            "If yes: what, whom did you telephone, and when?",
            write(saved.urgent_text),
        ),
        *_restricted(page, saved),
        _may(
            page,
            "intimidated",
            "About yourself",
            blocks.several_of(
                ((YES, "I feel intimidated in this case"),),
                [YES] * saved.intimidated,
            ),
            hint="Only the chair and your own manager see this.",
        ),
    ]


def _restricted(page: str, saved: Answers) -> list[Block]:
    parts = [part.part for part in saved.restricted]
    first = saved.restricted[0] if saved.restricted else None
    kept_for = "Keep a part to the chair, the lead social worker and the team manager?"
    return [
        _may(
            page,
            "parts",
            kept_for,
            blocks.several_of(wording.PARTS, parts, kind="multi_static_select"),
            hint="The others see that a restricted part exists, not what it says.",
        ),
        _may(
            page,
            "restriction",
            "If so: what kind of part is it?",
            blocks.menu(wording.RESTRICTIONS, first.restriction if first else None),
        ),
        _may(
            page,
            "why",
            "And why must it be kept back?",
            blocks.writing(first.why if first else None, lines=False),
        ),
    ]


def _taken(page: str, saved: Answers) -> list[Block]:
    return [
        _ask(page, "given", "How did they tell you?", blocks.menu(_WAYS)),
        _ask(page, "given_on", "On which day?", blocks.day(saved.given_on)),
        _ask(
            page,
            "read_back",
            "Have you read it back to them?",
            blocks.several_of(
                ((YES, "I read it back to them, and they agreed"),),
                [YES] * saved.read_back,
            ),
        ),
    ]


def read_child(filled: Mapping[str, Any]) -> ChildAnswers:
    """Return what was answered about a child; what is missing stays empty."""
    seen = filled.get("seen_how") or ()
    score = filled.get("score")
    return ChildAnswers(
        child_id="",
        recommendation=_word(Recommendation, filled.get("recommendation")),
        reason=filled.get("reason") or "",
        knowing=tuple(
            word for word in Knowing if word.value in (filled.get("knowing") or ())
        ),
        life=filled.get("life") or "",
        score=int(score) if score in {str(n) for n in range(11)} else None,
        seen_on=_day(filled.get("seen_on")),
        seen_alone=ALONE in seen,
        observed=OBSERVED in seen,
        changed=filled.get("changed") or "",
        wrong_if=filled.get("wrong_if") or "",
        adults=filled.get("adults") or "",
        adults_heard=_said(filled.get("adults_heard")),
        would_last=_said(filled.get("would_last")),
    )


def _said(answer: object) -> bool | None:
    return {YES: True, NO: False}.get(str(answer))


def read_end(filled: Mapping[str, Any], saved: Answers) -> Answers:
    """Return the answers with what was said about the view as a whole."""
    kind = _word(Restriction, filled.get("restriction"))
    parts = [part for part in StatementPart if part in (filled.get("parts") or ())]
    return replace(
        saved,
        told_parents=filled.get("told_parents") or "",
        urgent=filled.get("urgent") == YES,
        urgent_text=filled.get("urgent_text") or "",
        intimidated=YES in (filled.get("intimidated") or ()),
        restricted=tuple(
            RestrictedAnswer(
                part=part,
                restriction=kind or Restriction.THIRD_PARTY,
                why=filled.get("why") or "",
            )
            for part in parts
        ),
        given_on=_day(filled.get("given_on")),
        read_back=YES in (filled.get("read_back") or ()),
    )


def read_given(filled: Mapping[str, Any], page: str) -> Given:
    """Return how a view that was taken for somebody reached the one who took it."""
    return _word(Given, filled.get(f"{page}:given")) or Given.TELEPHONE


def child_errors(said: ChildAnswers, today: str) -> dict[str, str]:
    """Return which of a child's answers need mending."""
    found = {
        name: _NEEDED
        for name in ("recommendation", "reason", "knowing")
        if not getattr(said, name)
    }
    if said.seen_on and said.seen_on.isoformat() > today:
        found["seen_on"] = _NOT_YET
    return found


def end_errors(said: Answers, today: str, *, kind_is_chosen: bool) -> dict[str, str]:
    """Return which answers about the view as a whole need mending."""
    found: dict[str, str] = {}
    if not said.told_parents:
        found["told_parents"] = _NEEDED
    if said.urgent and not said.urgent_text:
        found["urgent_text"] = "Please say what it is, and whom you telephoned."
    if said.restricted and not kind_is_chosen:
        found["restriction"] = "Please choose what kind of part it is."
    if said.restricted and not said.restricted[0].why:
        found["why"] = "Please say why it must be kept back."
    if said.given_on and said.given_on.isoformat() > today:
        found["given_on"] = _NOT_YET
    return found


def _ask(page: str, name: str, label: str, element: Block) -> Block:
    return blocks.ask(f"{page}:{name}", label, element)


def _may(
    page: str, name: str, label: str, element: Block, *, hint: str | None = None
) -> Block:
    return blocks.ask(f"{page}:{name}", label, element, hint=hint, optional=True)


def _word(kind: type[Word], value: object) -> Word | None:
    return next((word for word in kind if word.value == value), None)


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None
