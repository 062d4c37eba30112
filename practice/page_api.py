"""What the page reads; its acts go through the control API."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from practice import control, page_clock, page_shapes
from practice.errors import ControlError
from practice.state import Channel, Json, Person, Workspace

Endpoint = Callable[[Request], Awaitable[Response]]
HEARTBEAT_SECONDS = 20
NOT_FOUND = 404
NOT_NOW = 503


class PageApi:
    """The endpoints under `/_page/` for one workspace."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.moves: list[Json] = []

    def routes(self) -> list[BaseRoute]:
        """Return every endpoint with its address; each is for this machine only."""
        return [
            Route("/_page/state", local(self.state)),
            Route("/_page/messages/{channel}", local(self.messages)),
            Route("/_page/stream", local(self.stream)),
            Route("/_page/clock", local(self.clock)),
            Route("/_page/clock", local(self.move_clock), methods=["POST"]),
        ]

    def _person(self, person_id: object) -> Person:
        """Return who acts; somebody unknown becomes the first of the cast."""
        people = self.workspace.people
        asked = people.get(str(person_id))
        if asked is not None and page_shapes.may_act(asked):
            return asked
        return next(one for one in people.values() if page_shapes.may_act(one))

    def _channel(self, channel_id: object, person: Person) -> Channel | None:
        channel = self.workspace.channels.get(str(channel_id))
        if channel is None or not page_shapes.may_see(channel, person):
            return None
        return channel

    async def state(self, request: Request) -> Response:
        """Answer with lists, Home and open modals of the person who acts."""
        person = self._person(request.query_params.get("as"))
        return JSONResponse(
            page_shapes.state_shape(self.workspace, person, moves=self.moves)
        )

    async def messages(self, request: Request) -> Response:
        """Answer with a conversation's messages."""
        person = self._person(request.query_params.get("as"))
        channel = self._channel(request.path_params["channel"], person)
        if channel is None:
            return _no_channel()
        return JSONResponse(page_shapes.messages_shape(self.workspace, channel, person))

    async def clock(self, request: Request) -> Response:
        """Answer with the app's time and when something is next due."""
        del request
        return await self._ask_clock(None)

    async def move_clock(self, request: Request) -> Response:
        """Move the app's time forward and remember when that was."""
        asked = await _body(request)
        try:
            to = page_clock.check_moment(asked.get("to"))
        except page_clock.NoClock as refusal:
            return JSONResponse({"message": str(refusal)}, status_code=400)
        started = self.workspace.next_ts()
        answer = await self._ask_clock(to)
        if answer.status_code < 400:  # noqa: PLR2004 -- any success
            self.moves.append({"ts": started, "to": to})
            self.workspace.publish({"type": "clock"})
        return answer

    async def _ask_clock(self, to: str | None) -> Response:
        try:
            answer = await run_in_threadpool(
                page_clock.ask, self.workspace.bot_url, to=to
            )
        except page_clock.NoClock as refusal:
            return JSONResponse({"message": str(refusal)}, status_code=NOT_NOW)
        return JSONResponse(answer)

    async def stream(self, request: Request) -> Response:
        """Answer with changes as they happen, as server-sent events."""
        person = self._person(request.query_params.get("as"))
        return StreamingResponse(
            self._events(person),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store"},
        )

    async def _events(self, person: Person) -> AsyncIterator[str]:
        queue = self.workspace.subscribe()
        try:
            yield ": hello\n\n"
            while True:
                try:
                    change = await asyncio.wait_for(queue.get(), HEARTBEAT_SECONDS)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if self._concerns(change, person):
                    yield f"data: {json.dumps(change)}\n\n"
        finally:
            self.workspace.unsubscribe(queue)

    def _concerns(self, change: Json, person: Person) -> bool:
        """Say whether a change may be told to this person."""
        private = {"ephemeral", "view", "home", "toast", "read"}
        if change["type"] in private and change.get("user") != person.id:
            return False
        if change["type"].startswith(("message", "ephemeral")):
            return self._channel(change.get("channel"), person) is not None
        return True


def local(answer: Endpoint) -> Endpoint:
    """Shield an endpoint as the control API is shielded."""

    async def shielded(request: Request) -> Response:
        try:
            control.check_is_local(request)
        except ControlError as refusal:
            return JSONResponse(refusal.answer(), status_code=refusal.status)
        return await answer(request)

    return shielded


def routes(workspace: Workspace) -> list[BaseRoute]:
    """Return the routes under `/_page/` for this workspace."""
    return PageApi(workspace).routes()


async def _body(request: Request) -> Json:
    try:
        asked = await request.json()
    except ValueError:
        return {}
    return asked if isinstance(asked, dict) else {}


def _no_channel() -> Response:
    return JSONResponse(
        {"message": "That conversation is not here for this person."},
        status_code=NOT_FOUND,
    )
