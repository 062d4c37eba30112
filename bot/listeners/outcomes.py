"""Outcomes: record, correct, read; look at an ending again; say whether it lasted."""

from typing import Final

from bot.answers import Answer, Mend, OnTop, Say
from bot.context import Act
from bot.forms import after_plans
from bot.forms import outcomes as form
from bot.listeners.edge import Listener
from bot.listeners.once import once, sends, shows
from workflows.outcomes import assuring, checking, reading, recording, whose
from workflows.outcomes.entries import (
    OPEN,
    OPEN_CHECK,
    OPEN_CHECKS,
    OPEN_CONFIRM,
    OPEN_RECORD,
    OPEN_REVIEW,
)

LOST: Final = "This form is too old to be used. Please begin again from Home."
NONE_YET: Final = (
    "This review conference has no outcome yet. Its chair is asked for it each second "
    "working day."
)


def open_record(act: Act) -> Answer:
    """Open the form in which a chair records what was decided."""
    facts = reading.form(
        act.session, actor=act.actor, conference_id=act.value, now=act.now
    )
    return OnTop(form.form(facts, act.profile))


def record(act: Act) -> Answer:
    """Keep what a conference decided."""
    place, new = form.read_place(act.view), form.read(act.view)
    if place is None:
        return Say(LOST)
    if isinstance(new, dict):
        return Mend(new)
    conference_id, version = place

    def keep() -> str:
        receipt = recording.record(
            act.session,
            actor=act.actor,
            conference_id=conference_id,
            version=version,
            new=new,
            now=act.now,
            profile=act.profile,
        )
        return form.said(receipt)

    return once(act, keep)


def read(act: Act) -> Answer:
    """Read what a conference decided."""
    found = reading.read(
        act.session,
        actor=act.actor,
        conference_id=act.value,
        now=act.now,
        profile=act.profile,
    )
    return Say(NONE_YET) if found is None else OnTop(form.page(found))


def open_confirm(act: Act) -> Answer:
    """Open a confirmation or an audit."""
    return _open_duty(act, whose.CONFIRM)


def open_review(act: Act) -> Answer:
    """Open a manager's review."""
    return _open_duty(act, whose.REVIEW)


def confirm(act: Act) -> Answer:
    """Sign a confirmation or an audit."""
    return _sign(act, whose.CONFIRM)


def review(act: Act) -> Answer:
    """Sign a manager's review."""
    return _sign(act, whose.REVIEW)


def _open_duty(act: Act, row: int) -> Answer:
    facts = assuring.form(
        act.session,
        actor=act.actor,
        assurance_id=act.value,
        row=row,
        now=act.now,
        profile=act.profile,
    )
    return OnTop(after_plans.duty(facts, act.profile))


def _sign(act: Act, row: int) -> Answer:
    found = after_plans.read_duty(act.view)
    if isinstance(found, dict):
        return Mend(found)
    finding, text = found

    def keep() -> str:
        receipt = assuring.do(
            act.session,
            actor=act.actor,
            assurance_id=_metadata(act),
            finding=finding,
            text=text,
            row=row,
            now=act.now,
        )
        return after_plans.signed(receipt)

    return once(act, keep)


def open_check(act: Act) -> Answer:
    """Ask whether the end of a plan has lasted."""
    facts = checking.form(act.session, actor=act.actor, check_id=act.value, now=act.now)
    return OnTop(after_plans.check(facts, act.profile))


def check(act: Act) -> Answer:
    """Keep whether the end of a plan has lasted."""
    found = after_plans.read_check(act.view)
    if isinstance(found, dict):
        return Mend(found)
    lasted, line = found

    def keep() -> str:
        answered = checking.answer(
            act.session,
            actor=act.actor,
            check_id=_metadata(act),
            lasted=lasted,
            line=line,
            now=act.now,
            profile=act.profile,
        )
        return after_plans.answered(answered)

    return once(act, keep)


def open_checks(act: Act) -> Answer:
    """Read what was said after a plan, as its former chair."""
    found = checking.read(
        act.session, actor=act.actor, conference_id=act.value, now=act.now
    )
    return OnTop(after_plans.checks(found))


def _metadata(act: Act) -> str:
    return str(act.view.get("private_metadata") or "")


LISTENERS: Final = (
    shows(OPEN_RECORD, whose.RECORD, open_record),
    sends(form.RECORD, whose.RECORD, record),
    shows(OPEN, whose.READ, read),
    shows(OPEN_CONFIRM, whose.CONFIRM, open_confirm),
    sends(after_plans.CONFIRM, whose.CONFIRM, confirm),
    shows(OPEN_REVIEW, whose.REVIEW, open_review),
    sends(after_plans.REVIEW, whose.REVIEW, review),
    shows(OPEN_CHECK, whose.CHECK, open_check),
    sends(after_plans.CHECK, whose.CHECK, check),
    Listener(
        kind="action",
        name=OPEN_CHECKS,
        row=whose.CHECK,
        act=open_checks,
        changes_home=True,
    ),
)
