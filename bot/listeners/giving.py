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
from workflows.statements.whose import Right, Writing, writing

OPEN: Final = "statements.open"
ROW: Final = 29
LOST: Final = (
    "This form is too old to be used. What you saved as a draft is kept: please open "
    "the form again from Home."
)


def open_form(act: Act) -> Answer:
    """Open the form at its first page."""
    round_id, _, for_person_id = act.value.partition(":")
    facts = giving.open_form(
        act.session,
        actor=act.actor,
        round_id=round_id,
        for_person_id=for_person_id or None,
        now=act.now,
        profile=act.profile,
    )
    return Show(form.build(facts, form.first_place(facts), act.profile))


def submit(act: Act) -> Answer:
    """Take one page: keep it as a draft and go on, or send the view at the end."""
    place = form.read_place(act.view)
    if place is None:
        return Say(LOST)
    view = _writing(act, place)
    facts, place = _read(act, view, place)
    answers = facts.answers or Answers(children=())
    today = clock.today(act.now)
    mend = form.errors(act.view, place, answers, today.isoformat())
    if mend:
        return Mend(mend)
    following = form.beside(facts, place, +1)
    if following is None:
        return _send(act, view, facts)
    giving.keep_draft(view, answers)
    return Show(form.build(facts, following, act.profile))


def save_draft(act: Act) -> Answer:
    """Keep what is on this page, and stay on it."""
    facts, place = _saved(act)
    said = f"Draft saved at {act.now.astimezone(clock.LONDON):%H:%M}."
    return Show(form.build(facts, place, act.profile, said=said))


def back(act: Act) -> Answer:
    """Keep what is on this page, and go to the one before."""
    facts, place = _saved(act)
    before = form.beside(facts, place, -1) or place
    return Show(form.build(facts, before, act.profile))


def _saved(act: Act) -> tuple[FormFacts, Place]:
    place = form.read_place(act.view)
    if place is None:
        raise NotYours
    view = _writing(act, place)
    facts, place = _read(act, view, place)
    giving.keep_draft(view, facts.answers or Answers(children=()))
    return facts, place


def _writing(act: Act, place: Place) -> Writing:
    return writing(
        act.session,
        actor=act.actor,
        round_id=place.round_id,
        for_person_id=place.for_person_id,
        now=act.now,
    )


def _read(act: Act, view: Writing, place: Place) -> tuple[FormFacts, Place]:
    facts = giving.form_of(view, act.profile)
    answers, place = form.read(act.view, facts, place)
    return replace(facts, answers=answers), place


def _send(act: Act, view: Writing, facts: FormFacts) -> Answer:
    given = Given.SLACK
    if facts.right is Right.TAKER:
        given = questions.read_given(blocks.answers(act.view), form.END)
    sent_before = acts.claim(act.session, act.key, now=act.now)
    if sent_before is not None:
        return Show(thanks.page(sent_before))
    answers = facts.answers or Answers(children=())
    receipt = giving.give(view, answers, given=given, profile=act.profile)
    said = thanks.said(facts, receipt)
    acts.remember(act.session, act.key, answer=said)
    return Show(thanks.page(said))


LISTENERS: Final = (
    Listener(kind="action", name=OPEN, row=ROW, act=open_form, only_shows=True),
    Listener(kind="view", name=form.CALLBACK, row=ROW, act=submit, changes_home=True),
    Listener(kind="action", name=form.SAVE, row=ROW, act=save_draft, changes_home=True),
    Listener(kind="action", name=form.BACK, row=ROW, act=back),
)
