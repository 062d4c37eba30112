"""Around a round: who has answered, asking now, pausing, reading, the discussion."""

from typing import Final

from bot import together_pages as pages
from bot.answers import Answer, Mend, Say, Show
from bot.context import Act
from bot.forms import rounds as form
from bot.listeners.edge import Listener
from bot.words import day
from workflows import hours
from workflows.errors import NotYours
from workflows.statements import chasing, discussing, pressing, reading


def who(act: Act) -> Answer:
    """Show who has answered, and who is not yet heard from."""
    return _standing(act, act.value)


def nudge(act: Act) -> Answer:
    """Ask somebody now for the view that they owe."""
    with act.work() as session:
        chasing.nudge(
            session,
            actor=act.actor,
            asked_id=act.value,
            now=act.now,
            profile=act.profile,
        )
    opens = hours.next_open(act.now, act.profile)
    said = "They are asked now."
    if opens > act.now:
        said = f"They are asked on {day(opens.date())}, in working hours."
    return _standing(act, str(act.view.get("private_metadata") or ""), said)


def _standing(act: Act, round_id: str, said: str = "") -> Answer:
    with act.work() as session:
        rows = reading.who_has_answered(
            session, actor=act.actor, round_id=round_id, now=act.now
        )
        may_press = chasing.may_nudge(
            session, actor=act.actor, round_id=round_id, now=act.now
        )
    return Show(form.standing(round_id, rows, may_press=may_press, said=said))


def open_pause(act: Act) -> Answer:
    """Open the form that pauses somebody's reminders."""
    with act.work() as session:
        chasing.check_can_pause(
            session, actor=act.actor, asked_id=act.value, now=act.now
        )
    return Show(form.pause(act.value, act.profile))


def pause(act: Act) -> Answer:
    """Pause somebody's reminders, or ask a second person to agree."""
    until_on, reason = form.read_pause(act.view)
    if until_on is None:
        return Mend({"until_on": "Please choose a day."})
    with act.work() as session:
        row = chasing.pause(
            session,
            actor=act.actor,
            asked_id=str(act.view.get("private_metadata") or ""),
            until_on=until_on,
            reason=reason,
            now=act.now,
            profile=act.profile,
        )
    if row.agreed_at is None:
        return Say(
            "A second person has been asked to agree. Until then nothing changes."
        )
    return Say(
        f"Their reminders are paused until {day(until_on)}. The view is still owed."
    )


def read_pause(act: Act) -> Answer:
    """Show why somebody wants a pause, with the button that agrees to it."""
    with act.work() as session:
        row, reason = chasing.read_pause(
            session, actor=act.actor, pause_id=act.value, now=act.now
        )
    return Show(form.pause_wanted(row.id, reason or "", row.until_on))


def agree(act: Act) -> Answer:
    """Agree to a pause that somebody else asked for."""
    with act.work() as session:
        row = chasing.agree_to_pause(
            session, actor=act.actor, pause_id=act.value, now=act.now
        )
    return Say(f"Thank you. Their reminders are paused until {day(row.until_on)}.")


def read(act: Act) -> Answer:
    """Open the views side by side."""
    return _page(act, act.value, 0)


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
    round_id, number = place
    return _page(act, round_id, number + step)


def _page(act: Act, round_id: str, number: int) -> Answer:
    with act.work() as session:
        together = reading.read_views(
            session, actor=act.actor, round_id=round_id, now=act.now
        )
    return Show(pages.view(together, number))


def read_urgent(act: Act) -> Answer:
    """Read what cannot wait for the conference."""
    with act.work() as session:
        rows = pressing.read_urgent(
            session, actor=act.actor, round_id=act.value, now=act.now
        )
    return Show(form.urgent(rows))


def read_intimidation(act: Act) -> Answer:
    """Read who feels intimidated."""
    with act.work() as session:
        person = pressing.read_intimidation(
            session, actor=act.actor, asked_id=act.value, now=act.now
        )
    return Say(
        f"{person.name} ({person.title}) feels intimidated in this case. Please talk "
        "to them today. Only you and the few who must know were told."
    )


def open_discussion(act: Act) -> Answer:
    """Open the form for the group's discussion."""
    with act.work() as session:
        discussing.check_can_record(
            session, actor=act.actor, round_id=act.value, now=act.now
        )
    return Show(form.discussion(act.value, act.profile))


def record_discussion(act: Act) -> Answer:
    """Record what the core group made of the question together."""
    joint, discussed_on, text = form.read_discussion(act.view)
    with act.work() as session:
        discussing.record_discussion(
            session,
            actor=act.actor,
            round_id=str(act.view.get("private_metadata") or ""),
            joint=joint,
            text=text,
            discussed_on=discussed_on,
            now=act.now,
        )
    return Say("Recorded. The group and the chair can read it with the views.")


LISTENERS: Final = (
    Listener(kind="action", name="statements.who", row=35, act=who, only_shows=True),
    Listener(kind="action", name=form.NUDGE_NOW, row=36, act=nudge, changes_home=True),
    Listener(
        kind="action", name=form.PAUSE_OPEN, row=37, act=open_pause, only_shows=True
    ),
    Listener(kind="view", name=form.PAUSE, row=37, act=pause, changes_home=True),
    Listener(
        kind="action", name=form.PAUSE_READ, row=37, act=read_pause, only_shows=True
    ),
    Listener(kind="action", name=form.PAUSE_AGREE, row=37, act=agree),
    Listener(kind="action", name="statements.read", row=32, act=read, only_shows=True),
    Listener(kind="action", name=pages.NEXT, row=32, act=turn_on, only_shows=True),
    Listener(
        kind="action", name=pages.PREVIOUS, row=32, act=turn_back, only_shows=True
    ),
    Listener(
        kind="action",
        name="statements.read_urgent",
        row=34,
        act=read_urgent,
        only_shows=True,
    ),
    Listener(
        kind="action",
        name="statements.read_intimidation",
        row=53,
        act=read_intimidation,
        only_shows=True,
    ),
    Listener(
        kind="action",
        name="statements.open_discussion",
        row=38,
        act=open_discussion,
        only_shows=True,
    ),
    Listener(
        kind="view",
        name=form.DISCUSSION,
        row=38,
        act=record_discussion,
        changes_home=True,
    ),
)
