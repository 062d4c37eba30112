"""Alerts that plans drift: read, answer, explain; the caseload; one's own footprint."""

import csv
import io
from collections.abc import Iterable
from http.client import HTTPException
from typing import Final

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot import uploads
from bot.answers import Answer, Mend, OnTop, Say, Show
from bot.context import Act
from bot.forms import alerts_owed
from bot.forms import drift as form
from bot.listeners.edge import Listener
from bot.listeners.once import once
from bot.render import Renderer
from bot.words import day
from workflows.drift import answering, caseload, footprint, reading
from workflows.drift.entries import (
    LEGAL,
    LINE,
    OVERVIEW,
    READ,
    READ_LEGAL,
    REVIEW,
    SLEEP,
)
from workflows.drift.footprint import Step
from workflows.drift.reading import AlertPage
from workflows.errors import NotYours
from workflows.meetings.messages import REVIEWS

FILE_NAME: Final = "footprint.csv"
HEAD: Final = (
    "core group",
    "alert raised",
    "signals",
    "what I did",
    "on",
    "meeting on",
    "held on",
    "lines added on",
    "alert ended",
)
# An upload is three calls, and can fail in each.
NOT_SENT: Final = (SlackClientError, HTTPException, OSError)
WORDS: Final = Renderer()
log = structlog.get_logger(__name__)


def sentences(page: AlertPage) -> dict[str, str]:
    """Return what each signal of an alert says, in the words of its template."""
    return {
        one.name: WORDS.part(f"drift/signals/{one.name}.md.j2", {"signal": one.words()})
        for one in page.signals
    }


def read(act: Act) -> Answer:
    """Read an alert."""
    with act.work() as session:
        page = reading.read(
            session,
            actor=act.actor,
            alert_id=act.value,
            now=act.now,
            profile=act.profile,
        )
    return OnTop(form.page(page, sentences(page)))


def open_review(act: Act) -> Answer:
    """Open the form that sets a meeting."""
    return OnTop(form.review(_to_answer(act)))


def open_sleep(act: Act) -> Answer:
    """Open the form that says why it is not drift."""
    return OnTop(form.sleep(_to_answer(act), act.profile))


def _to_answer(act: Act) -> AlertPage:
    with act.work() as session:
        return reading.open_answer(
            session,
            actor=act.actor,
            alert_id=act.value,
            now=act.now,
            profile=act.profile,
        )


def open_legal(act: Act) -> Answer:
    """Open the form that answers why not the legal route."""
    with act.work() as session:
        page = reading.open_legal(
            session,
            actor=act.actor,
            alert_id=act.value,
            now=act.now,
            profile=act.profile,
        )
    return OnTop(form.legal(page, act.profile))


def open_line(act: Act) -> Answer:
    """Open the form that adds a line."""
    with act.work() as session:
        page = reading.open_line(
            session,
            actor=act.actor,
            alert_id=act.value,
            now=act.now,
            profile=act.profile,
        )
    return OnTop(form.line(page, act.profile))


def review(act: Act) -> Answer:
    """Set a midway review or a reflective meeting."""
    new = form.read_review(act.view)
    if isinstance(new, dict):
        return Mend(new)

    def keep() -> str:
        alias = answering.set_review(
            act.session,
            actor=act.actor,
            alert_id=_about(act),
            new=new,
            now=act.now,
            profile=act.profile,
        )
        return (
            f"{alias}: the {REVIEWS[new.kind.value]} is on {day(new.dated_on)}. The "
            "core group is told in its channel."
        )

    return once(act, lambda: f"{keep()} Thank you.")


def sleep(act: Act) -> Answer:
    """Keep why signals are not drift."""
    chosen, reason = form.read_sleep(act.view)

    def keep() -> str:
        alias = answering.sleep(
            act.session,
            actor=act.actor,
            alert_id=_about(act),
            chosen=chosen,
            reason=reason,
            now=act.now,
            profile=act.profile,
        )
        return f"{alias}: kept. What you chose rests until its facts change."

    return once(act, lambda: f"{keep()} Thank you.")


def legal(act: Act) -> Answer:
    """Keep why not the legal route."""

    def keep() -> str:
        alias = answering.answer_legal(
            act.session,
            actor=act.actor,
            alert_id=_about(act),
            text=form.read_text(act.view),
            now=act.now,
            profile=act.profile,
        )
        return f"{alias}: kept. The core group is told that it can read your answer."

    return once(act, lambda: f"{keep()} Thank you.")


def line(act: Act) -> Answer:
    """Keep a line that explains an alert."""

    def keep() -> str:
        alias = answering.add_line(
            act.session,
            actor=act.actor,
            alert_id=_about(act),
            line=form.read_text(act.view),
            now=act.now,
        )
        return f"{alias}: kept with the alert."

    return once(act, lambda: f"{keep()} Thank you.")


def _about(act: Act) -> str:
    return str(act.view.get("private_metadata") or "")


def read_legal(act: Act) -> Answer:
    """Read what was answered to why not the legal route."""
    with act.work() as session:
        page = reading.read_legal(
            session, actor=act.actor, group_id=act.value, now=act.now
        )
    return OnTop(form.legal_page(page))


def open_overview(act: Act) -> Answer:
    """Open the alerts that somebody looks after."""
    return OnTop(alerts_owed.overview(_overview(act, 0)))


def turn_on(act: Act) -> Answer:
    """Turn to what is less bad."""
    return _turn(act, +1)


def turn_back(act: Act) -> Answer:
    """Turn to what is worse."""
    return _turn(act, -1)


def _turn(act: Act, step: int) -> Answer:
    number = alerts_owed.read_number(act.view)
    if number is None:
        raise NotYours
    return Show(alerts_owed.overview(_overview(act, number + step)))


def _overview(act: Act, number: int) -> caseload.Caseload:
    with act.work() as session:
        return caseload.overview(
            session,
            actor=act.actor,
            number=number,
            now=act.now,
            profile=act.profile,
        )


def send_footprint(act: Act) -> Answer:
    """Send what one did about alerts as a file, into one's own direct messages."""
    steps = footprint.footprint(act.session, actor=act.actor, now=act.now)
    client, to = act.room.client, act.actor.slack_user_id
    act.room.afterwards.submit(_send, client, to, written(steps))
    return Say(alerts_owed.FILE_COMES)


def written(steps: Iterable[Step]) -> bytes:
    """Return steps as a table that any program for tables opens."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(HEAD)
    for one in steps:
        table.writerow(
            (
                one.alias,
                one.alert_on,
                "; ".join(one.signals),
                form.ANSWERED[one.kind],
                one.on,
                one.meeting_on or "",
                one.held_on or "",
                "; ".join(map(str, one.lines_on)),
                one.ended_on or "",
            )
        )
    return text.getvalue().encode("utf-8-sig")


def _send(client: WebClient, to: str, content: bytes) -> None:
    """Send it; one that is lost harms nobody, and they were told to press again."""
    try:
        uploads.send(
            client,
            to=to,
            name=FILE_NAME,
            content=content,
            comment=alerts_owed.FILE_IS_YOURS,
        )
    except NOT_SENT:
        log.exception("footprint not sent")


LISTENERS: Final = (
    Listener(kind="action", name=READ, row=47, act=read, only_shows=True),
    Listener(kind="action", name=REVIEW, row=49, act=open_review, only_shows=True),
    Listener(kind="view", name=form.SET_REVIEW, row=49, act=review, changes_home=True),
    Listener(kind="action", name=SLEEP, row=49, act=open_sleep, only_shows=True),
    Listener(kind="view", name=form.PUT_TO_SLEEP, row=49, act=sleep, changes_home=True),
    Listener(kind="action", name=LEGAL, row=50, act=open_legal, only_shows=True),
    Listener(kind="view", name=form.KEEP_LEGAL, row=50, act=legal, changes_home=True),
    Listener(kind="action", name=LINE, row=48, act=open_line, only_shows=True),
    Listener(kind="view", name=form.KEEP_LINE, row=48, act=line, changes_home=True),
    Listener(kind="action", name=READ_LEGAL, row=51, act=read_legal, only_shows=True),
    Listener(kind="action", name=OVERVIEW, row=52, act=open_overview, only_shows=True),
    Listener(
        kind="action", name=alerts_owed.NEXT, row=52, act=turn_on, only_shows=True
    ),
    Listener(
        kind="action", name=alerts_owed.PREVIOUS, row=52, act=turn_back, only_shows=True
    ),
    Listener(kind="action", name=alerts_owed.FOOTPRINT, row=52, act=send_footprint),
)
