"""Challenges: raise, read, answer or pass up, and say whether it is settled."""

from typing import Final

from bot.answers import Answer, Mend, OnTop, Say, Show
from bot.context import Act
from bot.forms import challenge_pages as pages
from bot.forms import challenges as form
from bot.listeners.edge import Listener
from bot.listeners.once import once, sends, shows
from workflows.challenges import answering, deciding, policy, raising, reading
from workflows.challenges.entries import (
    BEGIN,
    LIST,
    OPEN_ANSWER,
    OPEN_DECIDE,
    OPEN_RAISE,
    READ,
)
from workflows.challenges.whose import ANSWER as ANSWERING
from workflows.challenges.whose import RAISE as RAISING
from workflows.challenges.whose import READ as READING
from workflows.errors import NotYours

# Which group it is about is asked in the form, and there the row is RAISING.
HOME: Final = 2
LOST: Final = "This form is too old to be used. Please begin again from Home."


def begin(act: Act) -> Answer:
    """Open the form for a challenge, to choose the core group in it."""
    return choose_group(act)


def choose_group(act: Act, *, alias: str = "") -> Answer:
    """Open the form with the core groups in which somebody may raise a challenge."""
    facts = raising.form_to_choose(
        act.session, actor=act.actor, alias=alias, now=act.now, profile=act.profile
    )
    if not facts.groups:
        return Say(form.NO_GROUP)
    return OnTop(form.raise_(facts, act.profile))


def open_raise(act: Act) -> Answer:
    """Open the form for a challenge in one core group."""
    facts = raising.form(
        act.session,
        actor=act.actor,
        group_id=act.value,
        now=act.now,
        profile=act.profile,
    )
    return OnTop(form.raise_(facts, act.profile))


def raise_(act: Act) -> Answer:
    """Keep a challenge."""
    new = form.read(act.view)
    if isinstance(new, dict):
        return Mend(new)
    group_id = form.read_group(act.view)
    if not group_id:
        raise policy.GroupMissing(field="group")

    def keep() -> str:
        receipt = raising.raise_challenge(
            act.session,
            actor=act.actor,
            group_id=group_id,
            new=new,
            now=act.now,
            profile=act.profile,
        )
        return form.said(receipt, act.profile)

    return once(act, keep)


def open_list(act: Act) -> Answer:
    """Open a core group's challenges."""
    found = reading.page(act.session, actor=act.actor, group_id=act.value, now=act.now)
    return OnTop(pages.page(found))


def turn_on(act: Act) -> Answer:
    """Turn to the next page."""
    return _turn(act, +1)


def turn_back(act: Act) -> Answer:
    """Turn to the page before."""
    return _turn(act, -1)


def _turn(act: Act, step: int) -> Answer:
    place = pages.read_place(act.view)
    if place is None:
        raise NotYours
    group_id, number = place
    found = reading.page(
        act.session,
        actor=act.actor,
        group_id=group_id,
        now=act.now,
        number=number + step,
    )
    return Show(pages.page(found))


def read(act: Act) -> Answer:
    """Read one challenge with its answers."""
    found = reading.read(
        act.session,
        actor=act.actor,
        challenge_id=act.value,
        now=act.now,
        profile=act.profile,
    )
    return OnTop(pages.challenge(found))


def open_answer(act: Act) -> Answer:
    """Open the form for an answer."""
    facts = reading.answer_form(
        act.session,
        actor=act.actor,
        rung_id=act.value,
        now=act.now,
        profile=act.profile,
    )
    return OnTop(form.answer(facts, act.profile))


def answer(act: Act) -> Answer:
    """Keep an answer, or pass the challenge up a rung."""
    said = form.read_answer(act.view)
    if isinstance(said, dict):
        return Mend(said)
    what, text = said
    rung_id = str(act.view.get("private_metadata") or "")

    def keep() -> str:
        if what == form.PASSES_UP:
            taken_up = answering.pass_up(
                act.session,
                actor=act.actor,
                rung_id=rung_id,
                why=text,
                now=act.now,
                profile=act.profile,
            )
            return form.taken_up(taken_up)
        answered = answering.answer(
            act.session,
            actor=act.actor,
            rung_id=rung_id,
            text=text,
            now=act.now,
            profile=act.profile,
        )
        return form.answered(answered)

    return once(act, keep)


def open_decide(act: Act) -> Answer:
    """Ask whoever raised a challenge whether it is settled."""
    facts = reading.decide_form(
        act.session, actor=act.actor, challenge_id=act.value, now=act.now
    )
    return OnTop(form.decide(facts, act.profile))


def decide(act: Act) -> Answer:
    """Keep whether it is settled, goes up a rung, or is withdrawn."""
    place, said = form.read_place(act.view), form.read_decision(act.view)
    if place is None:
        return Say(LOST)
    if isinstance(said, dict):
        return Mend(said)
    challenge_id, rung = place
    decision, line = said

    def keep() -> str:
        found = deciding.decide(
            act.session,
            actor=act.actor,
            challenge_id=challenge_id,
            rung=rung,
            decision=decision,
            line=line,
            now=act.now,
            profile=act.profile,
        )
        return form.decided(found)

    return once(act, keep)


LISTENERS: Final = (
    Listener(kind="shortcut", name=form.SHORTCUT, row=HOME, act=begin, only_shows=True),
    shows(BEGIN, HOME, begin),
    shows(OPEN_RAISE, RAISING, open_raise),
    sends(form.RAISE, RAISING, raise_),
    shows(LIST, READING, open_list),
    shows(pages.NEXT, READING, turn_on),
    shows(pages.PREVIOUS, READING, turn_back),
    shows(READ, READING, read),
    shows(OPEN_ANSWER, ANSWERING, open_answer),
    sends(form.ANSWER, ANSWERING, answer),
    shows(OPEN_DECIDE, RAISING, open_decide),
    sends(form.DECIDE, RAISING, decide),
)
