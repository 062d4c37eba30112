"""Puts the workspace's doors together into one web application."""

import dataclasses
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from practice import api, cast, control, page_api, response_urls
from practice.deliver import Delivery
from practice.errors import ControlError
from practice.faults import Faults
from practice.http_delivery import HttpCarrier
from practice.limits import Limits
from practice.running import Practice
from practice.shapes import file_kind
from practice.socket_mode import Sockets

Endpoint = Callable[[Practice, Request], Awaitable[Response]]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Options:
    """What the command line chose."""

    people: Path | None = None
    mode: str = "socket"
    is_strict: bool = False
    bot_url: str = "http://127.0.0.1:8701"


def build(options: Options) -> Practice:
    """Return a workspace ready to be served."""
    document = cast.read(options.people)
    workspace = cast.build(document)
    workspace.mode = options.mode
    workspace.bot_url = options.bot_url.rstrip("/")
    sockets, faults = Sockets(workspace), Faults()
    http = HttpCarrier(workspace)
    carry = http.carry if options.mode == "http" else sockets.carry
    return Practice(
        workspace=workspace,
        delivery=Delivery(carry, faults),
        sockets=sockets,
        limits=Limits(post_burst=1) if options.is_strict else Limits(),
        faults=faults,
        is_strict=options.is_strict,
        document=document,
    )


class WebApi:
    """The door of the Web API; a plain ASGI application, so that it can be cut."""

    def __init__(self, practice: Practice) -> None:
        self.practice = practice

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one call."""
        answer = await api.endpoint(self.practice, Request(scope, receive))
        await answer(scope, receive, send)


def application(practice: Practice) -> Starlette:
    """Return the web application of a workspace."""

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        yield
        practice.delivery.forget()

    def door(answer: Endpoint) -> Callable[[Request], Awaitable[Response]]:
        async def opened(request: Request) -> Response:
            return await answer(practice, request)

        return opened

    hooks = [
        Route(
            f"/{kind}/{{team}}/{{number}}/{{key}}",
            door(response_urls.endpoint),
            methods=["POST"],
        )
        for kind in ("commands", "actions", "app")
    ]
    routes: list[BaseRoute] = [
        Route("/api/{method}", WebApi(practice), methods=["GET", "POST"]),
        WebSocketRoute("/link/", practice.sockets.endpoint),
        Route("/_control/{act:path}", door(control.endpoint), methods=["GET", "POST"]),
        *hooks,
        Route("/upload/v1/{file_id}/{key}", door(_upload), methods=["POST", "PUT"]),
        Route("/files/{file_id}/{name}", door(_download)),
        *page_api.routes(practice.workspace),
        Route("/", door(_page)),
    ]
    if practice.page.is_dir():
        routes.append(Mount("/_page", StaticFiles(directory=practice.page)))
    return Starlette(routes=routes, lifespan=lifespan)


async def _upload(practice: Practice, request: Request) -> Response:
    file = practice.workspace.files.get(request.path_params["file_id"])
    if file is None or file.upload_token != request.path_params["key"]:
        return PlainTextResponse("not found", status_code=404)
    if request.headers.get("content-type", "").startswith("multipart/"):
        async with request.form() as form:
            parts = [one for one in form.values() if not isinstance(one, str)]
            file.content = await parts[0].read() if parts else b""
    else:
        file.content = await request.body()
    return PlainTextResponse(f"OK - {len(file.content)}")


async def _download(practice: Practice, request: Request) -> Response:
    """
    Give a file to the page of this machine, or to a token that may read it.

    The page has no token; what shields it is what shields the control API.
    """
    file = practice.workspace.files.get(request.path_params["file_id"])
    value = request.headers.get("authorization", "").partition(" ")[2]
    token = practice.workspace.tokens.get(value)
    may_read = token is not None and "files:read" in token.scopes
    try:
        control.check_is_local(request)
    except ControlError:
        if not may_read:
            return PlainTextResponse("forbidden", status_code=403)
    if file is None:
        return PlainTextResponse("not found", status_code=404)
    headers = {"x-content-type-options": "nosniff"}
    if "download" in request.query_params:
        headers["content-disposition"] = "attachment"
    return Response(file.content, media_type=file_kind(file.name), headers=headers)


async def _page(practice: Practice, request: Request) -> Response:
    del request
    index = practice.page / "index.html"
    if not index.is_file():
        return PlainTextResponse("The practice workspace is running.")
    return FileResponse(index)
