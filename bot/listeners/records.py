"""The record of a meeting: write it page by page, finish, read and correct it."""

from typing import Final

from bot.answers import Answer, Mend, OnTop, Say, Show
from bot.context import Act
from bot.forms import record_page
from bot.forms import records as form
from bot.listeners.edge import Listener
from workflows import acts
from workflows.records import reading, writing
from workflows.records.entries import OPEN
from workflows.records.entries import READ as OPEN_READ
from workflows.records.facts import READ, RECORD

NONE_YET: Final = (
    "There is no finished record of this meeting yet. Whoever convenes the core group "
    "is asked for it each second working day."
)


def open_record(act: Act) -> Answer:
    """Open the first page of a record."""
    facts = reading.attendance_form(
        act.session, actor=act.actor, meeting_id=act.value, now=act.now
    )
    return OnTop(form.attendance(facts, act.profile))


def keep_attendance(act: Act) -> Answer:
    """Keep who took part, and go on to the children."""
    new = form.read_attendance(act.view)
    if isinstance(new, dict):
        return Mend(new)
    meeting_id = form.metadata(act.view)
    # Delivered again after it was finished, it must not begin another version.
    if acts.claim(act.session, act.key, now=act.now) is not None:
        return _children(act, meeting_id)
    writing.keep_attendance(
        act.session,
        actor=act.actor,
        meeting_id=meeting_id,
        new=new,
        now=act.now,
        profile=act.profile,
    )
    return _children(act, meeting_id)


def keep_children(act: Act) -> Answer:
    """Keep who saw some of the children, and go on to the others."""
    meeting_id = form.metadata(act.view)
    writing.keep_sighting(
        act.session,
        actor=act.actor,
        meeting_id=meeting_id,
        new=form.read_sighting(act.view),
        now=act.now,
    )
    return _children(act, meeting_id)


def open_children(act: Act) -> Answer:
    """Go through the children once more."""
    return _children(act, act.value, again=True)


def finish(act: Act) -> Answer:
    """Finish a record and circulate it."""
    sent_before = acts.claim(act.session, act.key, now=act.now)
    if sent_before is not None:
        return Show(form.thanks(int(sent_before)))
    readers = writing.finish(
        act.session,
        actor=act.actor,
        meeting_id=form.metadata(act.view),
        seen=form.read_adults(act.view),
        now=act.now,
        profile=act.profile,
    )
    acts.remember(act.session, act.key, answer=str(readers))
    return Show(form.thanks(readers))


def read(act: Act) -> Answer:
    """Read a finished record."""
    found = reading.read(
        act.session,
        actor=act.actor,
        meeting_id=act.value,
        now=act.now,
        profile=act.profile,
    )
    return Say(NONE_YET) if found is None else OnTop(record_page.page(found))


def _children(act: Act, meeting_id: str, *, again: bool = False) -> Answer:
    facts = reading.children_form(
        act.session,
        actor=act.actor,
        meeting_id=meeting_id,
        now=act.now,
        profile=act.profile,
    )
    return Show(form.children(facts, again=again))


LISTENERS: Final = (
    Listener(kind="action", name=OPEN, row=RECORD, act=open_record, only_shows=True),
    Listener(
        kind="action",
        name=record_page.CORRECT,
        row=RECORD,
        act=open_record,
        only_shows=True,
    ),
    Listener(
        kind="action", name=form.AGAIN, row=RECORD, act=open_children, only_shows=True
    ),
    Listener(
        kind="view",
        name=form.ATTENDANCE,
        row=RECORD,
        act=keep_attendance,
        changes_home=True,
    ),
    Listener(kind="view", name=form.CHILDREN, row=RECORD, act=keep_children),
    Listener(kind="view", name=form.FINISH, row=RECORD, act=finish, changes_home=True),
    Listener(kind="action", name=OPEN_READ, row=READ, act=read, changes_home=True),
)
