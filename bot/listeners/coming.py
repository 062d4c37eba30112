"""Who comes to a core group: say so, see it, where it is."""

from typing import Final

from bot.answers import Answer, Mend, OnTop, Say, Show
from bot.context import Act
from bot.forms import coming as form
from bot.forms import why as why_form
from bot.listeners.edge import Listener
from models.vocabulary import ComingAs
from workflows import acts
from workflows.access import use_cases as access
from workflows.coming import counting, notes, saying
from workflows.coming.entries import NOTES, SAY, WHO
from workflows.coming.notes import CONVENE, VENUE
from workflows.coming.saying import OWN_ANSWER, Reply
from workflows.errors import Refused
from workflows.overview import why as overview

LOST: Final = "This form is too old to be used. Please begin again from Home."
THANKS: Final = {
    ComingAs.MYSELF: "Thank you. You are expected.",
    ComingAs.BY_PHONE: "Thank you. You are expected by phone or video.",
    ComingAs.DEPUTY: "Thank you. Please tell them, and hand over what they need.",
    ComingAs.CANNOT: "Thank you. Your apologies are passed on.",
}


class DeputyNotInRegister(Refused):
    """
    This person is not in the register yet, so the others would not know who comes. Ask
    your business support to add them. Nothing was changed.
    """


def open_say(act: Act) -> Answer:
    """Open the form in which a member says whether they come."""
    meeting_id, for_person_id = form.read_value(act.value)
    with act.work() as session:
        facts = saying.open_form(
            session,
            actor=act.actor,
            meeting_id=meeting_id,
            for_person_id=for_person_id,
            now=act.now,
        )
    return OnTop(form.say(facts))


def say(act: Act) -> Answer:
    """Keep whether a member comes."""
    place = form.read_place(act.view)
    answer, account, sends_report = form.read_say(act.view)
    if place is None:
        return Say(LOST)
    if answer is None:
        return Mend({"answer": form.CHOOSE})
    meeting_id, for_person_id = place
    with act.work() as session:
        sent_before = acts.claim(session, act.key, now=act.now)
        if sent_before is not None:
            return Say(sent_before)
        deputy_id = None
        if account and answer is ComingAs.DEPUTY:
            deputy_id = access.find_person_id(
                session, team_id=act.actor.slack_team_id, user_id=account
            )
            if deputy_id is None:
                raise DeputyNotInRegister(field="deputy")
        saying.say(
            session,
            actor=act.actor,
            meeting_id=meeting_id,
            for_person_id=for_person_id,
            reply=Reply(answer=answer, deputy_id=deputy_id, sends_report=sends_report),
            now=act.now,
            profile=act.profile,
        )
        acts.remember(session, act.key, answer=THANKS[answer])
    return Say(THANKS[answer])


def who(act: Act) -> Answer:
    """Show who comes."""
    with act.work() as session:
        facts = counting.who_comes(
            session,
            actor=act.actor,
            meeting_id=act.value,
            now=act.now,
            profile=act.profile,
        )
    return OnTop(form.who(facts))


def why(act: Act) -> Answer:
    """Show why the dates of a core group are what they are."""
    with act.work() as session:
        facts = overview.why(
            session,
            actor=act.actor,
            group_id=act.value,
            now=act.now,
            profile=act.profile,
        )
    return OnTop(why_form.page(facts))


def open_notes(act: Act) -> Answer:
    """Show where a core group is."""
    with act.work() as session:
        facts = notes.read(session, actor=act.actor, meeting_id=act.value, now=act.now)
    return OnTop(form.notes(facts))


def open_write_notes(act: Act) -> Answer:
    """Open the form for venue, link and interpreter."""
    with act.work() as session:
        facts = notes.open_form(
            session, actor=act.actor, meeting_id=act.value, now=act.now
        )
    return Show(form.write_notes(facts, act.profile))


def write_notes(act: Act) -> Answer:
    """Keep where a core group is and who interprets."""
    venue, interpreter, is_independent = form.read_notes(act.view)
    with act.work() as session:
        notes.write(
            session,
            actor=act.actor,
            meeting_id=str(act.view.get("private_metadata") or ""),
            venue=venue,
            interpreter=interpreter,
            is_independent=is_independent,
            now=act.now,
        )
    return Say("Saved. Members open it from Home.")


LISTENERS: Final = (
    Listener(kind="action", name=SAY, row=OWN_ANSWER, act=open_say, only_shows=True),
    Listener(kind="view", name=form.SAY, row=OWN_ANSWER, act=say, changes_home=True),
    Listener(kind="action", name=WHO, row=counting.PAGE, act=who, only_shows=True),
    Listener(
        kind="action", name=why_form.OPEN, row=overview.PAGE, act=why, only_shows=True
    ),
    Listener(kind="action", name=NOTES, row=VENUE, act=open_notes, only_shows=True),
    Listener(
        kind="action",
        name=form.OPEN_WRITE,
        row=CONVENE,
        act=open_write_notes,
        only_shows=True,
    ),
    Listener(kind="view", name=form.WRITE_NOTES, row=CONVENE, act=write_notes),
)
