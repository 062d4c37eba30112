"""Setting up a core group, its page, and the day of its conference."""

from typing import Final

from bot.answers import Answer, Mend, Say, Show
from bot.context import Act
from bot.forms import dates, group_page
from bot.forms import groups as form
from bot.listeners.edge import Listener
from bot.listeners.membership import person_id
from bot.words import day
from workflows.access import use_cases as access
from workflows.conferences import use_cases as conferences
from workflows.overview import groups as overview

SET_UP: Final = "groups.open_set_up"


def open_set_up(act: Act) -> Answer:
    """Open the form that sets up a core group."""
    with act.work() as session:
        access.anywhere(session, actor=act.actor, row=8, now=act.now)
    return Show(form.set_up())


def set_up(act: Act) -> Answer:
    """Take the first page and ask for the children."""
    new = form.read_set_up(act.view)
    if isinstance(new, dict):
        return Mend(new)
    with act.work() as session:
        access.anywhere(session, actor=act.actor, row=8, now=act.now)
        person_id(act, new.lead)
    return Show(form.set_up_children(new))


def set_up_children(act: Act) -> Answer:
    """Set up the core group."""
    new, children = form.read_new_group(act.view), form.read_children(act.view)
    if new is None:
        return Say("This form is too old to be used. Please begin again from Home.")
    if isinstance(children, dict):
        return Mend(children)
    with act.work() as session:
        group = conferences.set_up_group(
            session,
            actor=act.actor,
            children=children,
            initial_on=new.initial_on,
            review_on=new.review_on,
            lead_social_worker_id=person_id(act, new.lead),
            now=act.now,
            profile=act.profile,
        )
    return Say(
        f"{group.alias} is set up. Its private channel is being made; add the members "
        "from Home."
    )


def open_group(act: Act) -> Answer:
    """Open a core group's page."""
    with act.work() as session:
        page = overview.group_page(
            session,
            actor=act.actor,
            group_id=act.value,
            now=act.now,
            profile=act.profile,
        )
    return Show(group_page.build(page))


def open_conference_date(act: Act) -> Answer:
    """Open the form that sets or moves a conference."""
    with act.work() as session:
        conferences.check_can_set(
            session, actor=act.actor, conference_id=act.value, now=act.now
        )
    return Show(dates.conference(act.value))


def set_conference(act: Act) -> Answer:
    """Set or move a conference."""
    chosen = dates.read_day(act.view)
    if chosen is None:
        return Mend({"day": "Please choose a day."})
    with act.work() as session:
        conferences.set_date(
            session,
            actor=act.actor,
            conference_id=_metadata(act),
            dated_on=chosen,
            now=act.now,
            profile=act.profile,
        )
    return Say(f"The review conference is on {day(chosen)}. The round follows it.")


def _metadata(act: Act) -> str:
    return str(act.view.get("private_metadata") or "")


LISTENERS: Final = (
    Listener(kind="action", name=SET_UP, row=8, act=open_set_up, only_shows=True),
    Listener(kind="view", name=form.SET_UP, row=8, act=set_up),
    Listener(
        kind="view",
        name=form.SET_UP_CHILDREN,
        row=8,
        act=set_up_children,
        changes_home=True,
    ),
    Listener(kind="action", name="groups.open", row=7, act=open_group, only_shows=True),
    Listener(
        kind="action",
        name="conferences.open_date",
        row=16,
        act=open_conference_date,
        only_shows=True,
    ),
    Listener(
        kind="view",
        name=dates.SET_CONFERENCE,
        row=16,
        act=set_conference,
        changes_home=True,
    ),
)
