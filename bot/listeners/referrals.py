"""Referrals: record, add to, confirm, take, hand over, answer; a family's history."""

from typing import Final

from bot.answers import Answer, Mend, OnTop, Say, Show
from bot.context import Act
from bot.forms import referral_pages as pages
from bot.forms import referrals as form
from bot.listeners.edge import Listener
from bot.listeners.once import once, sends, shows
from workflows import acts
from workflows.referrals import answering, history, reading, recording, teams, whose
from workflows.referrals.entries import (
    BEGIN,
    CONFIRM,
    HISTORY,
    LIST,
    OPEN_ADD,
    OPEN_ANSWER,
    OPEN_HAND_OVER,
    READ,
    READ_OF_FAMILY,
    READ_OWN,
    TAKE,
)
from workflows.referrals.reading import ShownReferral


def begin(act: Act) -> Answer:
    """Open the form to record a referral."""
    facts = recording.form(act.session, actor=act.actor, now=act.now)
    if not facts.teams:
        return Say(form.NO_TEAM)
    return OnTop(form.record(facts, act.profile))


def record(act: Act) -> Answer:
    """Keep a referral that was made."""
    new = form.read(act.view, act.profile)
    if isinstance(new, dict):
        return Mend(new)

    def keep() -> str:
        receipt = recording.record(
            act.session, actor=act.actor, new=new, now=act.now, profile=act.profile
        )
        return form.said(receipt)

    return once(act, keep)


def read_own(act: Act) -> Answer:
    """Read a referral that one recorded."""
    return OnTop(pages.page(_shown(act, whose.OWN)))


def read(act: Act) -> Answer:
    """Read a referral to one's team."""
    return OnTop(pages.page(_shown(act, whose.ANSWER)))


def read_of_family(act: Act) -> Answer:
    """Read a referral about a family."""
    return OnTop(pages.page(_shown(act, whose.OF_GROUP)))


def _shown(act: Act, row: int) -> ShownReferral:
    return reading.read(
        act.session,
        actor=act.actor,
        referral_id=act.value,
        row=row,
        now=act.now,
        profile=act.profile,
    )


def confirm(act: Act) -> Answer:
    """Keep that a referral was confirmed in writing, and show it again."""
    if acts.claim(act.session, act.key, now=act.now) is None:
        said = recording.confirm(
            act.session,
            actor=act.actor,
            referral_id=act.value,
            now=act.now,
            profile=act.profile,
        )
        acts.remember(act.session, act.key, answer=said)
    return Show(pages.page(_shown(act, whose.OWN)))


def open_add(act: Act) -> Answer:
    """Open the form to add to one's own referral."""
    found = whose.own(act.session, actor=act.actor, referral_id=act.value, now=act.now)
    return OnTop(form.add(found.id, act.profile))


def add(act: Act) -> Answer:
    """Keep what is added to a referral."""
    referral_id, text = _place(act), form.read_text(act.view)

    def keep() -> str:
        alias = recording.add(
            act.session,
            actor=act.actor,
            referral_id=referral_id,
            text=text,
            now=act.now,
            profile=act.profile,
        )
        return f"{alias}: it is added, and the team reads it. Thank you."

    return once(act, keep)


def take(act: Act) -> Answer:
    """Acknowledge a referral and take it."""
    said = acts.claim(act.session, act.key, now=act.now)
    if said is None:
        alias = answering.take(
            act.session,
            actor=act.actor,
            referral_id=act.value,
            now=act.now,
            profile=act.profile,
        )
        said = f"{alias} is yours, and whoever referred sees that you have it."
        acts.remember(act.session, act.key, answer=said)
    return Say(said)


def open_hand_over(act: Act) -> Answer:
    """Open the form to hand a referral over."""
    facts = teams.to_hand_over(
        act.session, actor=act.actor, referral_id=act.value, now=act.now
    )
    if not facts.people:
        return Say("The team has nobody else in the register to hand it to.")
    return OnTop(form.hand_over(facts))


def hand_over(act: Act) -> Answer:
    """Give a referral to somebody else of the team."""
    referral_id, person_id = _place(act), form.read_person(act.view)
    if not person_id:
        return Mend({"person": form.NOBODY})

    def keep() -> str:
        name = answering.hand_over(
            act.session,
            actor=act.actor,
            referral_id=referral_id,
            to_person_id=person_id,
            now=act.now,
            profile=act.profile,
        )
        return f"{name} has it now, and it stands first on their list. Thank you."

    return once(act, keep)


def open_answer(act: Act) -> Answer:
    """Open the form to answer a referral."""
    shown = _shown(act, whose.ANSWER)
    if shown.is_ended:
        return OnTop(pages.page(shown))
    texts = pages.texts_of(shown)
    return OnTop(form.answer(shown.referral_id, shown.alias, texts, act.profile))


def answer(act: Act) -> Answer:
    """Keep a team's answer."""
    said, referral_id = form.read_answer(act.view), _place(act)
    if isinstance(said, dict):
        return Mend(said)
    kind, text = said

    def keep() -> str:
        kept = answering.answer(
            act.session,
            actor=act.actor,
            referral_id=referral_id,
            answer=kind,
            text=text,
            now=act.now,
            profile=act.profile,
        )
        return form.answered(kept)

    return once(act, keep)


def open_list(act: Act) -> Answer:
    """Open the referrals about one family."""
    found = reading.page(act.session, actor=act.actor, group_id=act.value, now=act.now)
    return OnTop(pages.family(found))


def open_history(act: Act) -> Answer:
    """Look at what is known of the family of a referral."""
    found = history.look(
        act.session,
        actor=act.actor,
        referral_id=act.value,
        now=act.now,
        profile=act.profile,
    )
    return OnTop(pages.history(found))


def _place(act: Act) -> str:
    return str(act.view.get("private_metadata") or "")


LISTENERS: Final = (
    Listener(
        kind="shortcut",
        name=form.SHORTCUT,
        row=whose.RECORD,
        act=begin,
        only_shows=True,
    ),
    shows(BEGIN, whose.RECORD, begin),
    sends(form.RECORD, whose.RECORD, record),
    # Who has read how it ended, has it on their list no more.
    Listener(
        kind="action",
        name=READ_OWN,
        row=whose.OWN,
        act=read_own,
        changes_home=True,
    ),
    shows(READ, whose.ANSWER, read),
    shows(READ_OF_FAMILY, whose.OF_GROUP, read_of_family),
    Listener(
        kind="action",
        name=CONFIRM,
        row=whose.OWN,
        act=confirm,
        changes_home=True,
    ),
    shows(OPEN_ADD, whose.OWN, open_add),
    sends(form.ADD, whose.OWN, add),
    Listener(kind="action", name=TAKE, row=whose.ANSWER, act=take, changes_home=True),
    shows(OPEN_HAND_OVER, whose.ANSWER, open_hand_over),
    sends(form.HAND_OVER, whose.ANSWER, hand_over),
    shows(OPEN_ANSWER, whose.ANSWER, open_answer),
    sends(form.ANSWER, whose.ANSWER, answer),
    shows(LIST, whose.OF_GROUP, open_list),
    shows(HISTORY, whose.HISTORY, open_history),
)
