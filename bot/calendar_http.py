"""Calendars over HTTP: one address a person, the same answer for every wrong one."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Final

import structlog
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.workroom import Workroom
from workflows.calendars import fetching, ics, policy
from workflows.calendars.fetching import Fetched, Missing, Version

# All below it, so that every other shape of an address is answered alike.
PATH: Final = "/calendar/{name:path}"
METHODS: Final = ("GET", "HEAD")
ROW: Final = 75
ENDING: Final = ".ics"
# Copies may be kept, but are asked about each time, and nothing is told on.
HEADERS: Final = {
    "Cache-Control": "private, no-cache",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
NOT_KEPT: Final = {**HEADERS, "Cache-Control": "no-store"}
DISPOSITION: Final = {"Content-Disposition": 'inline; filename="core-groups.ics"'}
STATUS: Final = {Missing.UNKNOWN: 404, Missing.LEFT: 410}
SAID: Final = {404: "Not Found", 410: "Gone", 503: "Service Unavailable"}
AGAIN_IN_SECONDS: Final = "120"
log = structlog.get_logger(__name__)


async def answer(room: Workroom, request: Request) -> Response:
    """Answer one fetch, in a thread."""
    name = str(request.path_params["name"])
    return await run_in_threadpool(give, room, name, request.headers)


async def unknown(_request: Request, _error: Exception) -> Response:
    """Answer what is at no address of ours."""
    return _nothing(404)


def give(room: Workroom, name: str, asked: Mapping[str, str]) -> Response:
    """Return a calendar, or that whoever asks has it already, or that it is not."""
    token = name.removesuffix(ENDING)
    if name == token or not policy.is_token(token):
        return _nothing(404)
    now = room.clock.now()
    try:
        with room.database.work() as session:
            found = fetching.fetch(
                session,
                token=token,
                now=now,
                profile=room.profile,
                has=lambda version: is_known(version, asked),
            )
    except SQLAlchemyError:
        # Never an empty calendar: programs would take the entries away.
        log.exception("calendar not given")
        return _nothing(503, {"Retry-After": AGAIN_IN_SECONDS})
    if isinstance(found, Missing):
        return _nothing(STATUS[found])
    response = _answered(found)
    # Kept afterwards: nobody's calendar waits for a disk, and one lost harms nobody.
    room.afterwards.submit(_count, room, found.feed_id, now)
    return response


def _answered(found: Fetched) -> Response:
    headers = {**HEADERS, **_validators(found.version)}
    if found.contents is None:
        return Response(status_code=304, headers=headers)
    body = ics.write(policy.events(found.contents))
    return Response(
        body, headers={**headers, **DISPOSITION}, media_type="text/calendar"
    )


def _count(room: Workroom, feed_id: str, now: datetime) -> None:
    try:
        with room.database.work() as session:
            is_on = fetching.count(
                session, feed_id=feed_id, now=now, profile=room.profile
            )
    except SQLAlchemyError:
        log.exception("fetch not counted")
        return
    if not is_on:
        room.nudge_sender()


def is_known(version: Version, asked: Mapping[str, str]) -> bool:
    """
    Say whether whoever asks has this version already.

    A version that is named counts and not the date beside it; a date that cannot be
    read counts as none. Source: RFC 9110, 13.1.
    """
    versions = asked.get("if-none-match")
    if versions is not None:
        named = {one.strip().removeprefix("W/") for one in versions.split(",")}
        return "*" in named or _tag(version) in named
    since = _moment(asked.get("if-modified-since") or "")
    return since is not None and version.since <= since


def _validators(version: Version) -> dict[str, str]:
    modified = format_datetime(version.since.astimezone(UTC), usegmt=True)
    return {"ETag": _tag(version), "Last-Modified": modified}


def _tag(version: Version) -> str:
    return f'"{version.name}"'


def _moment(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def _nothing(status: int, more: Mapping[str, str] | None = None) -> Response:
    return PlainTextResponse(
        SAID[status], status_code=status, headers={**NOT_KEPT, **(more or {})}
    )
