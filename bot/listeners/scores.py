"""Scores and end-of-meeting answers: give them, read them together, over time."""

from typing import Final

from bot import uploads
from bot.answers import Answer, Mend, OnTop, Say, Show, ShowLater
from bot.blocks import Block
from bot.context import Act
from bot.forms import score_pages as pages
from bot.forms import scores as form
from bot.listeners.edge import Listener
from bot.picture import draw
from workflows import acts
from workflows.overview import score_pages
from workflows.scores import entries, giving, reading
from workflows.scores.facts import GIVE, READ

LOST: Final = "This form is too old to be used. Please begin again from Home."


def open_give(act: Act) -> Answer:
    """Open the form for scores and answers."""
    meeting_id, for_person_id = form.read_value(act.value)
    with act.work() as session:
        facts = score_pages.give_form(
            session,
            actor=act.actor,
            meeting_id=meeting_id,
            for_person_id=for_person_id,
            now=act.now,
            profile=act.profile,
        )
    return OnTop(form.give(facts, act.profile))


def give(act: Act) -> Answer:
    """Keep scores and answers, or amend them."""
    place, new = form.read_place(act.view), form.read(act.view)
    if place is None:
        return Say(LOST)
    if isinstance(new, dict):
        return Mend(new)
    meeting_id, for_person_id = place
    with act.work() as session:
        sent_before = acts.claim(session, act.key, now=act.now)
        if sent_before is not None:
            return Show(form.thanks(sent_before))
        receipt = giving.give(
            session,
            actor=act.actor,
            meeting_id=meeting_id,
            for_person_id=for_person_id,
            new=new,
            now=act.now,
            profile=act.profile,
        )
        said = form.said(receipt)
        acts.remember(session, act.key, answer=said)
    return Show(form.thanks(said))


def read(act: Act) -> Answer:
    """Read what was given after a core group, or who has answered so far."""
    with act.work() as session:
        found = score_pages.score_page(
            session,
            actor=act.actor,
            meeting_id=act.value,
            now=act.now,
            profile=act.profile,
        )
    return OnTop(pages.page(found))


def lines(act: Act) -> Answer:
    """Read the lines beside the answers."""
    with act.work() as session:
        found = reading.lines(
            session,
            actor=act.actor,
            meeting_id=act.value,
            now=act.now,
            profile=act.profile,
        )
    return OnTop(pages.lines(found))


def over_time(act: Act) -> Answer:
    """Draw one child's scores over time, and show them on the page."""
    meeting_id = str(act.view.get("private_metadata") or "")
    with act.work() as session:
        scores = reading.over_time(
            session,
            actor=act.actor,
            meeting_id=meeting_id,
            child_id=act.value,
            now=act.now,
            profile=act.profile,
        )
        found = score_pages.score_page(
            session,
            actor=act.actor,
            meeting_id=meeting_id,
            now=act.now,
            profile=act.profile,
        )
    client, child_id = act.room.client, act.value

    def drawn() -> Block:
        # The picture names kinds of agency, an alias and dates: it may be a Slack file.
        name = f"scores-{scores.alias.replace('/', '-')}.png"
        file = uploads.upload(client, name=name, content=draw(scores))
        return pages.page(
            found, pages.Drawn(child_id=child_id, scores=scores, file=file)
        )

    return ShowLater(drawn)


LISTENERS: Final = (
    Listener(
        kind="action", name=entries.GIVE, row=GIVE, act=open_give, only_shows=True
    ),
    Listener(kind="view", name=form.GIVE, row=GIVE, act=give, changes_home=True),
    Listener(kind="action", name=entries.READ, row=READ, act=read, only_shows=True),
    Listener(kind="action", name=pages.LINES, row=READ, act=lines, only_shows=True),
    Listener(
        kind="action",
        name=pages.OVER_TIME,
        row=READ,
        act=over_time,
        only_shows=True,
    ),
)
