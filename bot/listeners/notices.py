"""Notices between meetings: give, read, acknowledge, correct; the chronology."""

from typing import Final

from bot.answers import Answer, Mend, OnTop, Say, Show
from bot.context import Act
from bot.forms import chronology as chronology_form
from bot.forms import notices as form
from bot.listeners.edge import Listener
from bot.words import day
from workflows import acts
from workflows.errors import NotYours
from workflows.notices import checking_in, giving, reading
from workflows.overview import chronology, notice_pages

LOST: Final = "This form is too old to be used. Please begin again from Home."


def open_give(act: Act) -> Answer:
    """Open the form for a notice."""
    with act.work() as session:
        facts = notice_pages.give_form(
            session, actor=act.actor, group_id=act.value, now=act.now
        )
    return OnTop(form.give(facts, act.profile))


def open_correct(act: Act) -> Answer:
    """Open the form for a notice that takes the place of an earlier one."""
    with act.work() as session:
        facts = notice_pages.correct_form(
            session, actor=act.actor, notice_id=act.value, now=act.now
        )
    return Show(form.give(facts, act.profile))


def give(act: Act) -> Answer:
    """Keep a notice, or a correction of one."""
    place, new = form.read_place(act.view), form.read(act.view)
    if place is None:
        return Say(LOST)
    if isinstance(new, dict):
        return Mend(new)
    group_id, corrects_id = place
    with act.work() as session:
        sent_before = acts.claim(session, act.key, now=act.now)
        if sent_before is not None:
            return Show(form.thanks(sent_before))
        receipt = giving.give(
            session,
            actor=act.actor,
            group_id=group_id,
            new=new,
            corrects_id=corrects_id,
            now=act.now,
            profile=act.profile,
        )
        said = form.said(receipt)
        acts.remember(session, act.key, answer=said)
    return Show(form.thanks(said))


def read(act: Act) -> Answer:
    """Read one notice."""
    with act.work() as session:
        page = notice_pages.notice_page(
            session, actor=act.actor, notice_id=act.value, now=act.now
        )
    return OnTop(form.page(page))


def acknowledge(act: Act) -> Answer:
    """Say that one has read a notice."""
    with act.work() as session:
        reading.acknowledge(session, actor=act.actor, notice_id=act.value, now=act.now)
        page = notice_pages.notice_page(
            session, actor=act.actor, notice_id=act.value, now=act.now
        )
    return Show(form.page(page))


def open_check_in(act: Act) -> Answer:
    """Open the form that sets a quick check-in."""
    with act.work() as session:
        facts = checking_in.open_form(
            session,
            actor=act.actor,
            notice_id=act.value,
            now=act.now,
            profile=act.profile,
        )
    return OnTop(form.check_in(facts))


def check_in(act: Act) -> Answer:
    """Set a quick check-in."""
    chosen = form.read_check_in(act.view)
    if chosen is None:
        return Mend({"dated_on": form.CHOOSE_DAY})
    with act.work() as session:
        sent_before = acts.claim(session, act.key, now=act.now)
        if sent_before is not None:
            return Show(form.thanks(sent_before))
        checking_in.set_check_in(
            session,
            actor=act.actor,
            notice_id=str(act.view.get("private_metadata") or ""),
            dated_on=chosen,
            now=act.now,
            profile=act.profile,
        )
        said = (
            f"The quick check-in is on {day(chosen)}. The core group is told now; "
            "please give it the time and how to join."
        )
        acts.remember(session, act.key, answer=said)
    return Show(form.thanks(said))


def open_chronology(act: Act) -> Answer:
    """Open a family's chronology."""
    with act.work() as session:
        found = chronology.chronology(
            session, actor=act.actor, group_id=act.value, now=act.now
        )
    return OnTop(chronology_form.page(found))


def turn_on(act: Act) -> Answer:
    """Turn to what is older."""
    return _turn(act, +1)


def turn_back(act: Act) -> Answer:
    """Turn to what is newer."""
    return _turn(act, -1)


def _turn(act: Act, step: int) -> Answer:
    place = chronology_form.read_place(act.view)
    if place is None:
        raise NotYours
    group_id, number = place
    with act.work() as session:
        found = chronology.chronology(
            session,
            actor=act.actor,
            group_id=group_id,
            number=number + step,
            now=act.now,
        )
    return Show(chronology_form.page(found))


LISTENERS: Final = (
    Listener(
        kind="action", name=form.OPEN_GIVE, row=26, act=open_give, only_shows=True
    ),
    Listener(
        kind="action", name=form.CORRECT, row=26, act=open_correct, only_shows=True
    ),
    Listener(kind="view", name=form.GIVE, row=26, act=give, changes_home=True),
    Listener(kind="action", name=form.READ, row=27, act=read, only_shows=True),
    Listener(
        kind="action",
        name=form.ACKNOWLEDGE,
        row=26,
        act=acknowledge,
        changes_home=True,
    ),
    Listener(
        kind="action",
        name=form.OPEN_CHECK_IN,
        row=17,
        act=open_check_in,
        only_shows=True,
    ),
    Listener(kind="view", name=form.CHECK_IN, row=17, act=check_in, changes_home=True),
    Listener(
        kind="action",
        name=chronology_form.OPEN,
        row=66,
        act=open_chronology,
        only_shows=True,
    ),
    Listener(
        kind="action", name=chronology_form.NEXT, row=66, act=turn_on, only_shows=True
    ),
    Listener(
        kind="action",
        name=chronology_form.PREVIOUS,
        row=66,
        act=turn_back,
        only_shows=True,
    ),
)
