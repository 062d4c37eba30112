"""Giving one's view: open the form, go through its pages, save, send."""

from dataclasses import replace
from typing import Final

from bot import blocks
from bot.answers import Answer, Mend, Say, Show
from bot.context import Act
from bot.forms import statement_questions as questions
from bot.forms import statements as form
from bot.forms import thanks
from bot.forms.statements import Place
from bot.listeners.edge import Listener
from models.vocabulary import Given
from workflows import acts, clock
from workflows.errors import NotYours
from workflows.statements import giving
from workflows.statements.answers import Answers
from workflows.statements.giving import FormFacts
from workflows.statements.whose import Right

OPEN: Final = "statements.open"
ROW: Final = 29
LOST: Final = (
    "This form is too old to be used. What you saved as a draft is kept: please open "
    "the form again from Home."
)


def open_form(act: Act) -> Answer:
    """Open the form at its first page."""
    round_id, _, for_person_id = act.value.partition(":")
    facts = _facts(act, round_id, for_person_id or None)
    return Show(form.build(facts, form.first_place(facts), act.profile))


def submit(act: Act) -> Answer:
    """Take one page: keep it as a draft and go on, or send the view at the end."""
    place = form.read_place(act.view)
    if place is None:
        return Say(LOST)
    with act.work() as session:
        sent_before = acts.seen(session, act.key)
    if sent_before is not None:
        return Show(thanks.page(sent_before))
    facts = _facts(act, place.round_id, place.for_person_id)
    answers, place = form.read(act.view, facts, place)
    today = clock.today(act.now)
    mend = form.errors(act.view, place, answers, today.isoformat())
    if mend:
        return Mend(mend)
    facts = replace(facts, answers=answers)
    following = form.beside(facts, place, +1)
    if following is None:
        return _send(act, facts, place)
    _save(act, facts, place)
    return Show(form.build(facts, following, act.profile))


def save_draft(act: Act) -> Answer:
    """Keep what is on this page, and stay on it."""
    facts, place = _taken_in(act)
    _save(act, facts, place)
    said = f"Draft saved at {act.now.astimezone(clock.LONDON):%H:%M}."
    return Show(form.build(facts, place, act.profile, said=said))


def back(act: Act) -> Answer:
    """Keep what is on this page, and go to the one before."""
    facts, place = _taken_in(act)
    _save(act, facts, place)
    before = form.beside(facts, place, -1) or place
    return Show(form.build(facts, before, act.profile))


def _taken_in(act: Act) -> tuple[FormFacts, Place]:
    place = form.read_place(act.view)
    if place is None:
        raise NotYours
    facts = _facts(act, place.round_id, place.for_person_id)
    answers, place = form.read(act.view, facts, place)
    return replace(facts, answers=answers), place


def _facts(act: Act, round_id: str, for_person_id: str | None) -> FormFacts:
    with act.work() as session:
        return giving.open_form(
            session,
            actor=act.actor,
            round_id=round_id,
            for_person_id=for_person_id,
            now=act.now,
            profile=act.profile,
        )


def _save(act: Act, facts: FormFacts, place: Place) -> None:
    with act.work() as session:
        giving.save_draft(
            session,
            actor=act.actor,
            round_id=place.round_id,
            for_person_id=place.for_person_id,
            answers=facts.answers or Answers(children=()),
            now=act.now,
        )


def _send(act: Act, facts: FormFacts, place: Place) -> Answer:
    given = Given.SLACK
    if facts.right is Right.TAKER:
        given = questions.read_given(blocks.answers(act.view), form.END)
    with act.work() as session:
        sent_before = acts.claim(session, act.key, now=act.now)
        if sent_before is not None:
            return Show(thanks.page(sent_before))
        receipt = giving.submit(
            session,
            actor=act.actor,
            round_id=place.round_id,
            for_person_id=place.for_person_id,
            answers=facts.answers or Answers(children=()),
            given=given,
            now=act.now,
            profile=act.profile,
        )
        said = thanks.said(facts, receipt)
        acts.remember(session, act.key, answer=said, now=act.now)
    return Show(thanks.page(said))


LISTENERS: Final = (
    Listener(kind="action", name=OPEN, row=ROW, act=open_form),
    Listener(kind="view", name=form.CALLBACK, row=ROW, act=submit, changes_home=True),
    Listener(kind="action", name=form.SAVE, row=ROW, act=save_draft, changes_home=True),
    Listener(kind="action", name=form.BACK, row=ROW, act=back),
)
