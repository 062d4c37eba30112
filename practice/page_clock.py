"""Asks the app for its own time, and to move it, on the page's behalf."""

import http.client
import json
from datetime import datetime
from urllib.parse import urlsplit

from practice.state import Json

ASKING_SECONDS = 5
MOVING_SECONDS = 300


class NoClock(Exception):
    """The app's time cannot be had; the words are for the person."""


def check_moment(text: object) -> str:
    """
    Return a moment as it came, if it says where on Earth it is meant.

    :raises NoClock: if it is not ISO 8601 with an offset.
    """
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError as fault:
        raise NoClock("Please choose a day and a time.") from fault
    if moment.tzinfo is None:
        raise NoClock("A time needs its offset, such as +00:00.")
    return str(text)


def ask(bot_url: str, *, to: str | None = None) -> Json:
    """
    Return the app's answer about its clock, after moving it to `to` if given.

    :raises NoClock: if the app does not answer or refuses.
    """
    place = urlsplit(bot_url)
    seconds = ASKING_SECONDS if to is None else MOVING_SECONDS
    method, body = ("GET", None) if to is None else ("POST", json.dumps({"to": to}))
    line = http.client.HTTPConnection(
        place.hostname or "127.0.0.1", place.port or 80, timeout=seconds
    )
    try:
        headers = {"Content-Type": "application/json"}
        line.request(method, "/practice/clock", body=body, headers=headers)
        response = line.getresponse()
        text = response.read()
    except (OSError, http.client.HTTPException) as fault:
        raise NoClock(
            f"The app is not answering at {place.netloc}, so its time is not known. "
            "Time can be moved once it runs."
        ) from fault
    finally:
        line.close()
    return _read(response.status, text)


def _read(status: int, text: bytes) -> Json:
    try:
        answer = json.loads(text)
    except ValueError:
        answer = {}
    if status == http.client.NOT_FOUND:
        raise NoClock("The app is not in practice mode, so its time cannot be moved.")
    if status != http.client.OK or not isinstance(answer, dict):
        said = answer.get("message") or answer.get("error") if answer else None
        raise NoClock(str(said or f"The app could not move its time ({status})."))
    return answer
