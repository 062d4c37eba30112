"""The timeline of a core group, and what it knew on a day that is past."""

from typing import Final

from bot import timeline_picture, uploads
from bot.answers import Answer, Mend, OnTop, Show, ShowLater
from bot.blocks import Block
from bot.context import Act
from bot.forms import as_at as as_at_form
from bot.forms import timeline as form
from bot.listeners.edge import Listener
from workflows.errors import NotYours
from workflows.overview import as_at, timeline
from workflows.timelines.contents import Timeline

ROW: Final = timeline.OPEN


def open_timeline(act: Act) -> Answer:
    """Open the timeline since the last review."""
    return OnTop(form.page(act.value, _timeline(act, act.value, is_whole=False)))


def show_whole(act: Act) -> Answer:
    """Show the timeline from the beginning."""
    return _again(act, is_whole=True)


def show_since(act: Act) -> Answer:
    """Show the timeline since the last review."""
    return _again(act, is_whole=False)


def show_picture(act: Act) -> Answer:
    """Draw the timeline, and show it on the page."""
    group_id, is_whole = _place(act)
    found = _timeline(act, group_id, is_whole=is_whole)
    client = act.room.client

    def drawn() -> Block:
        # Kinds, counts, an alias and dates: it may be a Slack file.
        name = f"timeline-{found.alias}.png"
        file = uploads.upload(client, name=name, content=timeline_picture.draw(found))
        return form.page(group_id, found, file)

    return ShowLater(drawn)


def open_as_at(act: Act) -> Answer:
    """Ask for the day."""
    with act.work() as session:
        found = as_at.ask_form(
            session, actor=act.actor, group_id=act.value, now=act.now
        )
    return OnTop(as_at_form.ask(found))


def show_as_at(act: Act) -> Answer:
    """Show what the core group knew, owed and had answered on the day chosen."""
    chosen = as_at_form.read_day(act.view)
    if chosen is None:
        return Mend({"day": as_at_form.CHOOSE_DAY})
    with act.work() as session:
        found = as_at.as_at(
            session,
            actor=act.actor,
            group_id=str(act.view.get("private_metadata") or ""),
            day=chosen,
            now=act.now,
        )
    return Show(as_at_form.page(found))


def _again(act: Act, *, is_whole: bool) -> Answer:
    group_id, _ = _place(act)
    found = _timeline(act, group_id, is_whole=is_whole)
    return Show(form.page(group_id, found))


def _place(act: Act) -> tuple[str, bool]:
    place = form.read_place(act.view)
    if place is None:
        raise NotYours
    return place


def _timeline(act: Act, group_id: str, *, is_whole: bool) -> Timeline:
    with act.work() as session:
        return timeline.timeline(
            session, actor=act.actor, group_id=group_id, is_whole=is_whole, now=act.now
        )


LISTENERS: Final = (
    Listener(
        kind="action", name=form.OPEN, row=ROW, act=open_timeline, only_shows=True
    ),
    Listener(kind="action", name=form.WHOLE, row=ROW, act=show_whole, only_shows=True),
    Listener(kind="action", name=form.SINCE, row=ROW, act=show_since, only_shows=True),
    Listener(
        kind="action", name=form.PICTURE, row=ROW, act=show_picture, only_shows=True
    ),
    Listener(
        kind="action", name=as_at_form.OPEN, row=ROW, act=open_as_at, only_shows=True
    ),
    Listener(kind="view", name=as_at_form.SHOW, row=ROW, act=show_as_at),
)
