"""Core groups: dating one, letting it go ahead, cancelling it for another day."""

from typing import Final

from bot.answers import Answer, Mend, OnTop, Say, Show
from bot.context import Act
from bot.forms import meetings as form
from bot.listeners.edge import Listener
from bot.words import day, moment
from models.tables.meetings import Meeting
from workflows import acts
from workflows.conferences import use_cases as conferences
from workflows.meetings import cancelling
from workflows.meetings import use_cases as meetings
from workflows.meetings.entries import OPEN_AGREED_DATE, OPEN_DATE
from workflows.meetings.use_cases import AGREE, CONVENE


def open_date(act: Act) -> Answer:
    """Open the form that dates a core group."""
    return _date_form(act, CONVENE)


def open_agreed_date(act: Act) -> Answer:
    """Open the form of who can agree to a day beyond the limit."""
    return _date_form(act, AGREE)


def _date_form(act: Act, row: int) -> Answer:
    facts = meetings.open_form(
        act.session,
        actor=act.actor,
        group_id=act.value,
        now=act.now,
        profile=act.profile,
        row=row,
    )
    return Show(form.date_form(facts, act.profile))


def set_date(act: Act) -> Answer:
    """Date a core group."""
    new = form.read_date(act.view)
    if new is None:
        return Mend({"day": form.CHOOSE_DAY})
    sent_before = acts.claim(act.session, act.key, now=act.now)
    if sent_before is not None:
        return Say(sent_before)
    meeting = conferences.date_core_group(
        act.session,
        actor=act.actor,
        group_id=_metadata(act),
        new=new,
        now=act.now,
        profile=act.profile,
    )
    return _said(act, f"The core group meets on {_when(meeting)}. The group is told.")


def open_change(act: Act) -> Answer:
    """Open the form of somebody who cannot hold a core group."""
    return OnTop(form.change(_change(act, act.value)))


def change(act: Act) -> Answer:
    """Let it go ahead with somebody else in the chair, or ask why it cannot."""
    way, chaired_by = form.read_change(act.view)
    if way == form.CANNOT:
        return Show(form.cancel(_change(act, _metadata(act)), act.profile))
    if way != form.GOES_AHEAD:
        return Mend({"way": form.CHOOSE})
    meeting = cancelling.go_ahead(
        act.session,
        actor=act.actor,
        meeting_id=_metadata(act),
        chaired_by=chaired_by,
        now=act.now,
        profile=act.profile,
    )
    return Say(
        f"Thank you. The core group on {day(meeting.dated_on)} goes ahead, and the "
        "group is told who chairs it. Please hand over what they need."
    )


def open_not_held(act: Act) -> Answer:
    """Ask why a core group was not held whose day has passed."""
    return Show(form.cancel(_change(act, act.value), act.profile))


def cancel(act: Act) -> Answer:
    """Cancel a core group, with a new day or without."""
    read = form.read_cancel(act.view)
    if isinstance(read, dict):
        return Mend(read)
    because, new = read
    sent_before = acts.claim(act.session, act.key, now=act.now)
    if sent_before is not None:
        return Say(sent_before)
    meeting = conferences.cancel_core_group(
        act.session,
        actor=act.actor,
        meeting_id=_metadata(act),
        because=because,
        new=new,
        now=act.now,
        profile=act.profile,
    )
    if new is not None:
        said = f"It meets on {_when(meeting)} instead. The group is told."
    elif meeting.acts_on is None:
        said = (
            "It is cancelled. Another core group is dated in time. The group is told."
        )
    else:
        said = (
            "It is cancelled and to be rearranged. The group and the conference chair "
            "are told. Please set a new date from Home; you are asked each working day."
        )
    return _said(act, said)


def _said(act: Act, text: str) -> Answer:
    acts.remember(act.session, act.key, answer=text)
    return Say(text)


def _when(meeting: Meeting) -> str:
    if meeting.starts_at is None:
        return day(meeting.dated_on)
    return moment(meeting.starts_at)


def _change(act: Act, meeting_id: str) -> cancelling.ChangeForm:
    return cancelling.open_form(
        act.session,
        actor=act.actor,
        meeting_id=meeting_id,
        now=act.now,
        profile=act.profile,
    )


def _metadata(act: Act) -> str:
    return str(act.view.get("private_metadata") or "")


LISTENERS: Final = (
    Listener(
        kind="action", name=OPEN_DATE, row=CONVENE, act=open_date, only_shows=True
    ),
    Listener(
        kind="action",
        name=OPEN_AGREED_DATE,
        row=AGREE,
        act=open_agreed_date,
        only_shows=True,
    ),
    Listener(kind="view", name=form.DATE, row=CONVENE, act=set_date, changes_home=True),
    Listener(
        kind="action",
        name="meetings.open_change",
        row=CONVENE,
        act=open_change,
        only_shows=True,
    ),
    Listener(
        kind="action",
        name=form.OPEN_NOT_HELD,
        row=CONVENE,
        act=open_not_held,
        only_shows=True,
    ),
    Listener(kind="view", name=form.CHANGE, row=CONVENE, act=change, changes_home=True),
    Listener(kind="view", name=form.CANCEL, row=CONVENE, act=cancel, changes_home=True),
)
