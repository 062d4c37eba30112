"""The form for one's view before a review: its pages, and finding one's way in it."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from bot import blocks
from bot.blocks import Block
from bot.forms import statement_questions as questions
from bot.forms import wording
from bot.pack_blocks import long_text
from bot.words import day
from workflows.profile import Profile
from workflows.statements.answers import Answers, ChildAnswers
from workflows.statements.children import ShownChild
from workflows.statements.giving import FormFacts
from workflows.statements.whose import Right

CALLBACK: Final = "statements.form"
SAVE: Final = "statements.save_draft"
BACK: Final = "statements.page_back"
ALL: Final = "all"
END: Final = "end"


@dataclass(frozen=True, kw_only=True)
class Place:
    """Which page of whose form this is. It selects; it gives no right."""

    round_id: str
    for_person_id: str | None
    page: str
    differ: tuple[str, ...] = ()

    def packed(self) -> str:
        """Return this for the form's private metadata."""
        return json.dumps([self.round_id, self.for_person_id, self.page, *self.differ])


def first_place(facts: FormFacts) -> Place:
    """Return where the form begins, with the children who differ so far."""
    start = Place(round_id=facts.round_id, for_person_id=facts.for_person_id, page=ALL)
    if len(facts.children) == 1:
        return replace(start, page=facts.children[0].child_id)
    base = _base(facts)
    differ = tuple(
        child.child_id
        for child in _answers(facts).children
        if replace(child, child_id="") != base
    )
    return replace(start, differ=differ)


def pages(facts: FormFacts, place: Place) -> list[str]:
    """Return the pages in order: all children, those who differ, the end."""
    if len(facts.children) == 1:
        return [facts.children[0].child_id, END]
    own = [child.child_id for child in facts.children if child.child_id in place.differ]
    return [ALL, *own, END]


def beside(facts: FormFacts, place: Place, step: int) -> Place | None:
    """Return the page before or after this one, or nothing at either end."""
    order = pages(facts, place)
    if place.page not in order:
        return replace(place, page=order[0])
    wanted = order.index(place.page) + step
    if not 0 <= wanted < len(order):
        return None
    return replace(place, page=order[wanted])


def build(facts: FormFacts, place: Place, profile: Profile, *, said: str = "") -> Block:
    """Return one page of the form, filled with what was saved."""
    order = pages(facts, place)
    number = order.index(place.page) + 1
    buttons = [blocks.button("Save draft", action=SAVE)]
    if number > 1:
        buttons.append(blocks.button("Back", action=BACK))
    is_taken = facts.right is Right.TAKER
    send = "Send their view" if is_taken else "Send my view"
    return blocks.modal(
        title="Taking a view" if is_taken else "Your view",
        callback=CALLBACK,
        submit=send if place.page == END else "Next",
        close="Close",
        metadata=place.packed(),
        blocks=[
            wording.alarm(profile),
            blocks.small(_where(facts, place, number, len(order))),
            *_body(facts, place, profile),
            blocks.actions(*buttons),
            *([blocks.small(said)] if said else []),
            wording.footer(),
        ],
    )


def _body(facts: FormFacts, place: Place, profile: Profile) -> list[Block]:
    if place.page == END:
        return questions.end(
            END,
            _answers(facts),
            before=day(facts.conference_on),
            is_taken=facts.right is Right.TAKER,
        )
    if place.page != ALL:
        own = _of_child(facts, place.page)
        return questions.child(place.page, own, profile)
    listed = "\n".join(_shown(child) for child in facts.children)
    options = [(c.child_id, f"Different for {c.alias}") for c in facts.children]
    return [
        *long_text(f"These answers count for every child:\n{listed}"),
        *questions.child(ALL, _base(facts), profile),
        questions.differ(ALL, options, place.differ),
    ]


def _where(facts: FormFacts, place: Place, number: int, of: int) -> str:
    about = {ALL: "all the children", END: "to finish"}.get(place.page)
    if about is None:
        about = next(_shown(c) for c in facts.children if c.child_id == place.page)
    for_whom = f" for {facts.for_name}" if facts.for_name else ""
    return (
        f"{facts.alias}{for_whom}: {about}. Review on {day(facts.conference_on)}. "
        f"Page {number} of {of}."
    )


def _shown(child: ShownChild) -> str:
    label = f", your label: {child.label}" if child.label else ""
    return f"{child.alias} ({child.age_band}{label})"


def read_place(view: Mapping[str, Any]) -> Place | None:
    """Return which page this is, or nothing when the form does not say."""
    try:
        found = json.loads(str(view.get("private_metadata")))
        round_id, for_person_id, page, *differ = found
    except (ValueError, TypeError):
        return None
    return Place(
        round_id=str(round_id),
        for_person_id=None if for_person_id is None else str(for_person_id),
        page=str(page),
        differ=tuple(map(str, differ)),
    )


def read(
    view: Mapping[str, Any], facts: FormFacts, place: Place
) -> tuple[Answers, Place]:
    """Return all the answers with this page's taken in, and who differs now."""
    filled = {
        block.removeprefix(f"{place.page}:"): value
        for block, value in blocks.answers(view).items()
        if block.startswith(f"{place.page}:")
    }
    if place.page == END:
        return questions.read_end(filled, _answers(facts)), place
    said = questions.read_child(filled)
    if place.page != ALL:
        own = replace(said, child_id=place.page)
        return _with_children(facts, {place.page: own}), place
    known = {child.child_id for child in facts.children}
    ticked = tuple(sorted(set(filled.get("differ") or ()) & known))
    changed = {
        child_id: replace(said, child_id=child_id)
        for child_id in known
        if child_id not in ticked or child_id not in place.differ
    }
    return _with_children(facts, changed), replace(place, differ=ticked)


def errors(
    view: Mapping[str, Any], place: Place, answers: Answers, today: str
) -> dict[str, str]:
    """Return what needs mending on this page, by block."""
    if place.page == END:
        kind = blocks.answers(view).get(f"{END}:restriction")
        found = questions.end_errors(answers, today, kind_is_chosen=bool(kind))
    else:
        children = [c for c in answers.children if c.child_id not in place.differ]
        if place.page != ALL:
            children = [c for c in answers.children if c.child_id == place.page]
        found = questions.child_errors(children[0], today) if children else {}
    return {f"{place.page}:{name}": said for name, said in found.items()}


def _with_children(facts: FormFacts, changed: Mapping[str, ChildAnswers]) -> Answers:
    known = {child.child_id: child for child in _answers(facts).children}
    both = {**known, **changed}
    order = [child.child_id for child in facts.children]
    kept = tuple(
        both.get(child_id) or ChildAnswers(child_id=child_id) for child_id in order
    )
    return replace(_answers(facts), children=kept)


def _of_child(facts: FormFacts, child_id: str) -> ChildAnswers:
    for child in _answers(facts).children:
        if child.child_id == child_id:
            return child
    return ChildAnswers(child_id=child_id)


def _answers(facts: FormFacts) -> Answers:
    return facts.answers or Answers(children=())


def _base(facts: FormFacts) -> ChildAnswers:
    """Return what most children share: that is what was said for all."""
    said = Counter(replace(child, child_id="") for child in _answers(facts).children)
    if not said:
        return ChildAnswers(child_id="")
    return said.most_common(1)[0][0]
