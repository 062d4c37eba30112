"""One's own calendar address: make, renew, remove; and taking somebody's back."""

from http.client import HTTPException
from typing import Final

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot import uploads
from bot.answers import Answer, Mend, Say, Show
from bot.blocks import Block
from bot.context import Act
from bot.forms import calendars as form
from bot.listeners.edge import Listener
from workflows import acts
from workflows.calendars import ics
from workflows.calendars import use_cases as calendars
from workflows.calendars.entries import OPEN
from workflows.calendars.use_cases import (
    OF_OTHERS,
    OWN,
    PAGE,
    CalendarForm,
    Options,
)
from workflows.meetings.entries import CALENDAR_FILE

FILE_NAME: Final = "core-group.ics"
# An upload is three calls, and can fail in each.
NOT_SENT: Final = (SlackClientError, HTTPException, OSError)
log = structlog.get_logger(__name__)

# An address is shown once, so an act that comes again cannot show it again.
MADE: Final = (
    "Your new address was shown once, and cannot be shown again. If you did not copy "
    "it, open My calendar and make a new one."
)


def open_calendar(act: Act) -> Answer:
    """Show how one's own calendar stands."""
    with act.work() as session:
        facts = calendars.open_form(session, actor=act.actor, now=act.now)
    return Show(_calendar(act, facts))


def make(act: Act) -> Answer:
    """Make an address, or a new one in place of another, and show it this once."""
    with act.work() as session:
        if acts.claim(session, act.key, now=act.now) is not None:
            return Say(MADE)
        token = calendars.make(
            session,
            actor=act.actor,
            options=form.read_options(act.view),
            now=act.now,
            public_address=act.room.settings.public_url,
        )
        acts.remember(session, act.key, answer=MADE)
    base = (act.room.settings.public_url or "").rstrip("/")
    return Show(form.address(f"{base}/calendar/{token}.ics"))


def save(act: Act) -> Answer:
    """Keep what somebody wants in their calendar."""
    with act.work() as session:
        options: Options = form.read_options(act.view)
        calendars.set_options(session, actor=act.actor, options=options, now=act.now)
    return Say("Saved. Your calendar shows it when it next asks.")


def remove(act: Act) -> Answer:
    """Remove one's own address."""
    with act.work() as session:
        calendars.remove(session, actor=act.actor, now=act.now)
    return Show(_calendar(act, CalendarForm()))


def send_file(act: Act) -> Answer:
    """Send one meeting as a file, into the direct messages of who asks."""
    event = calendars.single(
        act.session, actor=act.actor, meeting_id=act.value, now=act.now
    )
    client, to = act.room.client, act.actor.slack_user_id
    act.room.afterwards.submit(_send, client, to, ics.write_single(event))
    return Say(form.FILE_COMES)


def _send(client: WebClient, to: str, content: bytes) -> None:
    """Send it; one that is lost harms nobody, and they were told to press again."""
    try:
        uploads.send(
            client, to=to, name=FILE_NAME, content=content, comment=form.FILE_IS_ONE_DAY
        )
    except NOT_SENT:
        log.exception("calendar file not sent")


def open_take_back(act: Act) -> Answer:
    """Open the form that takes somebody's address back."""
    with act.work() as session:
        facts = calendars.open_take_back(
            session, actor=act.actor, group_id=act.value, now=act.now
        )
    return Show(form.take_back(facts))


def take_back(act: Act) -> Answer:
    """Take somebody's address back."""
    chosen = form.read_person(act.view)
    if chosen is None:
        return Mend({"person": form.CHOOSE_PERSON})
    with act.work() as session:
        before = acts.claim(session, act.key, now=act.now)
        if before is not None:
            return Say(before)
        name = calendars.take_back(
            session,
            actor=act.actor,
            group_id=str(act.view.get("private_metadata") or ""),
            person_id=chosen,
            now=act.now,
            profile=act.profile,
        )
        said = f"Done. The address of {name} shows nothing any more, and they are told."
        acts.remember(session, act.key, answer=said)
    act.room.nudge_sender()
    return Say(said)


def _calendar(act: Act, facts: CalendarForm) -> Block:
    can_subscribe = act.room.settings.public_url is not None
    return form.calendar(facts, can_subscribe=can_subscribe)


LISTENERS: Final = (
    Listener(kind="action", name=OPEN, row=OWN, act=open_calendar, only_shows=True),
    Listener(kind="view", name=form.MAKE, row=OWN, act=make),
    Listener(kind="action", name=form.RENEW, row=OWN, act=make),
    Listener(kind="view", name=form.SAVE, row=OWN, act=save),
    Listener(kind="action", name=form.REMOVE, row=OWN, act=remove),
    Listener(
        kind="action",
        name=form.OPEN_TAKE_BACK,
        row=OF_OTHERS,
        act=open_take_back,
        only_shows=True,
    ),
    Listener(kind="action", name=CALENDAR_FILE, row=PAGE, act=send_file),
    Listener(kind="view", name=form.TAKE_BACK, row=OF_OTHERS, act=take_back),
)
