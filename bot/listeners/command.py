"""The slash command. Everything it can do can also be done from Home."""

from typing import Final

from bot.answers import Answer, Say, Show
from bot.commands import COMMANDS
from bot.context import Act
from bot.forms import groups, own, wording
from bot.forms import statements as form
from bot.listeners.challenges import choose_group
from bot.listeners.edge import Listener
from bot.listeners.referrals import begin as begin_referral
from bot.pack_blocks import long_text
from bot.words import day
from workflows.access import use_cases as access
from workflows.errors import Stranger
from workflows.overview import use_cases as overview
from workflows.statements import giving
from workflows.statements.whose import Right


def command(act: Act) -> Answer:
    """Do what the word after the command asks for; anything else gets help."""
    word = act.words.partition(" ")[0].lower()
    listed = {
        "challenge": _challenge,
        "list": _list,
        "refer": begin_referral,
        "view": _view,
        "setup": _set_up,
    }
    if word in listed and not act.actor.person_id:
        raise Stranger
    return listed.get(word, _help)(act)


def _help(act: Act) -> Answer:
    lines = [f"/coregroup {word}: {what}" for word, what in COMMANDS]
    # A screen reader reads this and skips the blocks.
    text = "\n".join([wording.alarm_text(act.profile), *lines])
    return Say(text, own.help_page(act.profile, COMMANDS))


def _list(act: Act) -> Answer:
    with act.work() as session:
        facts = overview.home(
            session, actor=act.actor, now=act.now, profile=act.profile
        )
    lines = []
    for line in (*facts.caseload, *facts.groups):
        dates = []
        if line.meeting_on is not None:
            dates.append(f"core group {day(line.meeting_on)}")
        if line.conference_on is not None:
            dates.append(f"review {day(line.conference_on)}")
        lines.append(f"{line.alias}: {', '.join(dates) or 'no date is set'}")
    text = "\n".join(lines) or "You belong to no core group."
    return Say(text, long_text(text))


def _view(act: Act) -> Answer:
    with act.work() as session:
        mine = overview.home(session, actor=act.actor, now=act.now, profile=act.profile)
        if not mine.owed:
            return Say("You owe no view. Thank you.")
        first = mine.owed[0]
        facts = giving.open_form(
            session,
            actor=act.actor,
            round_id=first.round_id,
            for_person_id=None if first.right is Right.OWN else first.for_person_id,
            now=act.now,
            profile=act.profile,
        )
    return Show(form.build(facts, form.first_place(facts), act.profile))


def _challenge(act: Act) -> Answer:
    return choose_group(act, alias=act.words.partition(" ")[2].strip())


def _set_up(act: Act) -> Answer:
    with act.work() as session:
        access.anywhere(session, actor=act.actor, row=8, now=act.now)
    return Show(groups.set_up())


LISTENERS: Final = (Listener(kind="command", name="/coregroup", row=1, act=command),)
