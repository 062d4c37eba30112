"""What the bot answers over HTTP: Slack, health, printing, calendars, practice time."""

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from ipaddress import ip_address, ip_network
from typing import Any, Final

import structlog
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from slack_bolt import App, BoltRequest
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from bot import calendar_http, metrics
from bot.context import Malformed, check_shape
from bot.practice_time import PracticeTime
from bot.printing import Press, Printed
from bot.workroom import Workroom
from workflows import audit, watch
from workflows.actor import Actor
from workflows.overview import sheet_links
from workflows.packs import links

LARGEST_BODY: Final = 3_000_000
PACK: Final = 39
SHEET: Final = 28
log = structlog.get_logger()
Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, kw_only=True)
class Door:
    """One address, its methods, and its row in access.md."""

    path: str
    methods: tuple[str, ...]
    row: int
    answer: Endpoint


def doors(room: Workroom, bolt: App, time: PracticeTime | None) -> list[Door]:
    """Return every address that this deployment answers."""
    house = [
        Door(path="/health", methods=("GET",), row=74, answer=_health(room)),
        Door(path="/metrics", methods=("GET",), row=74, answer=_metrics(room)),
        Door(
            path="/pack/{token}",
            methods=("GET", "HEAD", "POST"),
            row=PACK,
            answer=_pack(room),
        ),
        Door(
            path="/sheet/{token}",
            methods=("GET", "HEAD", "POST"),
            row=SHEET,
            answer=_sheet(room),
        ),
        Door(
            path=calendar_http.PATH,
            methods=calendar_http.METHODS,
            row=calendar_http.ROW,
            answer=partial(calendar_http.answer, room),
        ),
    ]
    if room.settings.slack_mode == "http":
        slack = _slack(bolt)
        house.append(Door(path="/slack/events", methods=("POST",), row=1, answer=slack))
    if time is not None:
        clock = _practice_clock(time)
        methods = ("GET", "POST")
        house.append(
            Door(path="/practice/clock", methods=methods, row=74, answer=clock)
        )
    return house


def application(house: list[Door]) -> Starlette:
    """Return the web application with these addresses, and no others."""
    made = Starlette(
        routes=[
            Route(door.path, door.answer, methods=list(door.methods)) for door in house
        ],
        # Whatever does not even reach a door is answered as a wrong calendar is.
        exception_handlers={404: calendar_http.unknown},
    )
    made.router.redirect_slashes = False
    return made


def _slack(bolt: App) -> Endpoint:
    async def answer(request: Request) -> Response:
        body = await request.body()
        if len(body) > LARGEST_BODY:
            return Response(status_code=413)
        # In a thread: Bolt's own handler polls inside the event loop (stack, 3).
        return await run_in_threadpool(
            dispatch, bolt, body.decode("utf-8", "replace"), dict(request.headers)
        )

    return answer


def dispatch(bolt: App, body: str, headers: Mapping[str, str]) -> Response:
    """Hand one signed request to Bolt, and its answer back."""
    try:
        call = BoltRequest(body=body, headers={k: [v] for k, v in headers.items()})
        if call.body:
            check_shape(call.body)
    except (Malformed, ValueError, TypeError, AttributeError, LookupError):
        return Response("This is not a payload of Slack's.", status_code=400)
    given = bolt.dispatch(call)
    said = {
        name: values[0]
        for name, values in given.headers.items()
        if name.lower() != "content-length"
    }
    return Response(given.body, status_code=given.status, headers=said)


def _health(room: Workroom) -> Endpoint:
    async def answer(request: Request) -> Response:
        faults = await run_in_threadpool(_faults, room)
        status = 503 if faults else 200
        body: dict[str, Any] = {"well": not faults}
        if _is_operator(room, request):
            body["why"] = faults
        return JSONResponse(body, status_code=status)

    return answer


def _faults(room: Workroom) -> list[str]:
    try:
        with room.database.work() as session:
            return watch.faults(session, now=room.clock.now())
    except Exception:
        log.exception("health could not be read")
        return ["the database cannot be read"]


def _metrics(room: Workroom) -> Endpoint:
    async def answer(request: Request) -> Response:
        if not _is_operator(room, request):
            return Response(status_code=404)
        await run_in_threadpool(_gauge, room)
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return answer


def _gauge(room: Workroom) -> None:
    now = room.clock.now()
    with room.database.work() as session:
        waiting = watch.waiting(session, now=now)
    metrics.QUEUE_AGE.set(waiting.oldest_seconds)
    metrics.HELD.set(waiting.held)


def _is_operator(room: Workroom, request: Request) -> bool:
    caller = request.client.host if request.client else ""
    try:
        address = ip_address(caller)
    except ValueError:
        return False
    networks = room.settings.operators.split(",")
    return any(address in ip_network(network.strip()) for network in networks)


def _pack(room: Workroom) -> Endpoint:
    press = Press()

    async def answer(request: Request) -> Response:
        if request.method != "POST":
            # No look-up at all: a link crawler changes nothing and learns nothing.
            return _page(press.landing_page(), 200)
        token = request.path_params["token"]
        return await run_in_threadpool(_print, room, press, token)

    return answer


def _print(room: Workroom, press: Press, token: str) -> Response:
    now = room.clock.now()
    try:
        with room.database.work() as session:
            pack = links.redeem(session, token=token, now=now, profile=room.profile)
    except links.Gone as gone:
        _refused(room, gone.actor, "pack link", row=PACK, now=now)
        return _page(press.gone_page(), 404)
    return _page(press.pack_page(pack), 200)


def _sheet(room: Workroom) -> Endpoint:
    press = Press()

    async def answer(request: Request) -> Response:
        if request.method != "POST":
            return _page(press.sheet_landing_page(), 200)
        token = request.path_params["token"]
        return await run_in_threadpool(_print_sheet, room, press, token)

    return answer


def _print_sheet(room: Workroom, press: Press, token: str) -> Response:
    now = room.clock.now()
    try:
        with room.database.work() as session:
            sheet = sheet_links.redeem(
                session, token=token, now=now, profile=room.profile
            )
    except sheet_links.SheetGone as gone:
        _refused(room, gone.actor, "sheet link", row=SHEET, now=now)
        return _page(press.sheet_gone_page(), 404)
    return _page(press.sheet_page(sheet), 200)


def _refused(
    room: Workroom, actor: Actor | None, subject: str, *, row: int, now: datetime
) -> None:
    with room.database.work() as session:
        audit.record(
            session,
            actor=actor or Actor(person_id="", slack_team_id="link"),
            event="refused",
            now=now,
            subject=subject,
            details={"row": row},
        )


def _page(page: Printed, status: int) -> Response:
    return HTMLResponse(page.html, status_code=status, headers=dict(page.headers))


def _practice_clock(time: PracticeTime) -> Endpoint:
    async def answer(request: Request) -> Response:
        if request.method == "GET":
            return JSONResponse(await run_in_threadpool(time.read))
        try:
            moment = datetime.fromisoformat((await request.json())["to"])
            if moment.tzinfo is None:
                raise ValueError
        except (ValueError, KeyError, TypeError, json.JSONDecodeError):
            said = 'Send {"to": "<ISO 8601 with offset>"}, a moment that lies ahead.'
            return JSONResponse({"error": said}, status_code=400)
        return JSONResponse(await run_in_threadpool(time.move, moment))

    return answer
