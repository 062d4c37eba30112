"""How the answer to a plain reply is sent: with a button where one was asked for."""

from datetime import datetime
from typing import Final

from sqlmodel import Session

from workflows.challenges.entries import BEGIN
from workflows.replies.messages import ReplyTaken
from workflows.wording import Button, Entry, Planned, Words


def _words(
    _session: Session, _row: Planned, message: ReplyTaken, _now: datetime
) -> Words:
    return {"offers_challenge": message.is_challenge}


def _buttons(words: Words) -> tuple[Button, ...]:
    if not words["offers_challenge"]:
        return ()
    return (Button(text="Raise a challenge", action_id=BEGIN, style="primary"),)


ENTRIES: Final = (Entry(message=ReplyTaken, words=_words, buttons=_buttons),)
