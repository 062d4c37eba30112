"""About oneself: Home, help, being away, one's own labels, plain replies."""

from typing import Final

from bot import blocks
from bot.answers import Answer, Done, Mend, Say, Show
from bot.commands import COMMANDS
from bot.context import Act
from bot.forms import groups, own
from bot.listeners.edge import Listener
from bot.words import day
from workflows.access import labels
from workflows.access import use_cases as access
from workflows.errors import Refused
from workflows.membership import use_cases as membership
from workflows.overview import groups as overview
from workflows.replies import use_cases as replies


class DeputyNotKnown(Refused):
    """
    This person is not in the register yet, so they cannot stand in. Ask your business
    support to add them. Nothing was changed.
    """


def open_home(act: Act) -> Answer:
    """Show one's Home; the edge publishes it."""
    del act
    return Done()


def show_help(act: Act) -> Answer:
    """Say what the bot is for."""
    return Show(own.help_form(act.profile, COMMANDS))


def open_away(act: Act) -> Answer:
    """Open the form for being away."""
    del act
    return Show(own.away())


def away(act: Act) -> Answer:
    """Keep that somebody is away, and who stands in."""
    from_on, to_on, account = own.read_away(act.view)
    if from_on is None or to_on is None:
        return Mend({"from_on": "Please choose both days."})
    with act.work() as session:
        deputy_id = None
        if account:
            team_id = act.actor.slack_team_id
            deputy_id = access.find_person_id(session, team_id=team_id, user_id=account)
            if deputy_id is None:
                raise DeputyNotKnown(field="deputy")
        membership.be_away(
            session,
            actor=act.actor,
            from_on=from_on,
            to_on=to_on,
            deputy_id=deputy_id,
            now=act.now,
        )
    return Say(f"Saved: you are away from {day(from_on)} to {day(to_on)}.")


def open_label(act: Act) -> Answer:
    """Open the form for one's own label of a child."""
    with act.work() as session:
        alias, saved = overview.label_form(
            session, actor=act.actor, child_id=act.value, now=act.now
        )
    return Show(groups.label(act.value, alias, saved, act.profile))


def keep_label(act: Act) -> Answer:
    """Keep one's own label of a child."""
    text = blocks.answers(act.view).get("label") or ""
    with act.work() as session:
        labels.keep(
            session,
            actor=act.actor,
            child_id=str(act.view.get("private_metadata") or ""),
            text=text,
            now=act.now,
        )
    return Say("Saved. Only you see it.")


def plain_reply(act: Act) -> Answer:
    """Take in what somebody wrote to the bot, sealed, and say what it did not do."""
    event = act.body.get("event") or {}
    is_ours = event.get("bot_id") or event.get("subtype")
    if is_ours or event.get("channel_type") != "im":
        return Done()
    with act.work() as session:
        replies.take(
            session,
            actor=act.actor,
            channel=str(event.get("channel")),
            ts=str(event.get("ts")),
            text=str(event.get("text") or ""),
            now=act.now,
            profile=act.profile,
        )
    act.room.nudge_sender()
    return Done()


LISTENERS: Final = (
    Listener(
        kind="event", name="app_home_opened", row=2, act=open_home, changes_home=True
    ),
    Listener(kind="event", name="message", row=2, act=plain_reply),
    Listener(kind="action", name="access.help", row=1, act=show_help, only_shows=True),
    Listener(
        kind="action",
        name="membership.open_away",
        row=3,
        act=open_away,
        only_shows=True,
    ),
    Listener(kind="view", name=own.AWAY, row=3, act=away, changes_home=True),
    Listener(
        kind="action", name="access.open_label", row=3, act=open_label, only_shows=True
    ),
    Listener(kind="view", name=groups.LABEL, row=3, act=keep_label),
)
