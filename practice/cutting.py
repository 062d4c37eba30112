"""An HTTP protocol whose connections can be cut, to act out a broken network."""

import asyncio
import socket
import struct
from typing import Any, ClassVar

from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

RESET_AT_ONCE = struct.pack("ii", 1, 0)


class CuttableProtocol(H11Protocol):
    """Uvicorn's own protocol, remembering the transport of each client."""

    # Shared by all connections, so that an endpoint can find its own by address.
    open: ClassVar[dict[tuple[str, int], asyncio.Transport]] = {}

    # Python 3.11 has no `override` to mark these two with.
    def connection_made(  # type: ignore[override, explicit-override]
        self, transport: asyncio.Transport
    ) -> None:
        """Remember a new connection."""
        super().connection_made(transport)
        self.peer = transport.get_extra_info("peername")
        if self.peer:
            self.open[self.peer[:2]] = transport

    def connection_lost(  # type: ignore[explicit-override]
        self, exc: Exception | None
    ) -> None:
        """Forget a connection that is gone."""
        if self.peer:
            self.open.pop(self.peer[:2], None)
        super().connection_lost(exc)


async def cut(scope: Scope, *, reset: bool) -> None:
    """Cut the connection of a request, politely or with a reset."""
    transport = CuttableProtocol.open.get(tuple(scope["client"]))
    if transport is None:
        return
    if reset:
        raw: Any = transport.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_AT_ONCE)
        transport.abort()
    else:
        transport.close()
    # Let uvicorn notice, or it would answer with a 500 of its own.
    while tuple(scope["client"]) in CuttableProtocol.open:
        await asyncio.sleep(0)


class Cut:
    """An answer that is none: part of a body, or nothing, and then the end."""

    def __init__(self, body: bytes = b"", *, promised: int = 0, reset: bool) -> None:
        self.body = body
        self.promised = promised
        self.reset = reset

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send what there is and cut the connection."""
        del receive
        if self.promised:
            headers = [
                (b"content-type", b"application/json; charset=utf-8"),
                (b"content-length", str(self.promised).encode()),
            ]
            await send(
                {"type": "http.response.start", "status": 200, "headers": headers}
            )
            await send(
                {"type": "http.response.body", "body": self.body, "more_body": True}
            )
        await cut(scope, reset=self.reset)
