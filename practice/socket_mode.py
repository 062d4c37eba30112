"""Socket Mode: the app's open web sockets, and one envelope to one of them."""

import asyncio
import contextlib
import itertools
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from practice.deliver import ACK_WITHIN, Envelope, NotAcknowledged
from practice.state import Json, Workspace

MOST_CONNECTIONS = 10
LIFETIME = 3600


@dataclass(eq=False)
class Connection:
    """One open web socket of the app."""

    socket: WebSocket
    waiting: dict[str, "asyncio.Future[Any]"] = field(default_factory=dict)


class Sockets:
    """All open connections; each envelope goes to exactly one, in turn."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.open: list[Connection] = []
        self.tickets: set[str] = set()
        self.turn = itertools.count()

    def ticket(self, host: str) -> str:
        """Return a one-time address for a web socket."""
        ticket = secrets.token_hex(16)
        self.tickets.add(ticket)
        app = self.workspace.app.id
        return f"ws://{host}/link/?ticket={ticket}&app_id={app}"

    async def carry(self, envelope: Envelope) -> Any:
        """
        Give an envelope to one connection and return the app's answer.

        :raises NotAcknowledged: if nobody is connected or no answer comes.
        """
        if not self.open:
            raise NotAcknowledged("connection_failed")
        connection = self.open[next(self.turn) % len(self.open)]
        future = asyncio.get_running_loop().create_future()
        connection.waiting[envelope.id] = future
        try:
            await connection.socket.send_text(json.dumps(_frame(envelope)))
            return await asyncio.wait_for(future, ACK_WITHIN)
        except TimeoutError:
            raise NotAcknowledged("timeout") from None
        except (RuntimeError, WebSocketDisconnect):
            raise NotAcknowledged("connection_failed") from None
        finally:
            connection.waiting.pop(envelope.id, None)

    async def endpoint(self, socket: WebSocket) -> None:
        """Serve one web socket from `hello` until it closes."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self.tickets or len(self.open) >= MOST_CONNECTIONS:
            await socket.close(code=4401)
            return
        self.tickets.discard(ticket)
        await socket.accept()
        connection = Connection(socket)
        self.open.append(connection)
        try:
            await socket.send_text(json.dumps(self._hello()))
            while True:
                _acknowledge(connection, await socket.receive_text())
        except (WebSocketDisconnect, RuntimeError, KeyError):
            # KeyError: a binary frame, which Slack does not take either.
            return
        finally:
            self._drop(connection)

    async def disconnect(self, reason: str) -> int:
        """Ask every connection to go, as Slack does when it refreshes."""
        connections, debug = list(self.open), {"host": "practice"}
        words = json.dumps(
            {"type": "disconnect", "reason": reason, "debug_info": debug}
        )
        for connection in connections:
            with contextlib.suppress(RuntimeError, WebSocketDisconnect):
                await connection.socket.send_text(words)
                if reason != "warning":
                    await connection.socket.close()
            if reason != "warning":
                self._drop(connection)
        return len(connections)

    def _drop(self, connection: Connection) -> None:
        if connection in self.open:
            self.open.remove(connection)
        for future in connection.waiting.values():
            if not future.done():
                future.set_exception(NotAcknowledged("connection_failed"))

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.open),
            "debug_info": {
                "host": "practice",
                "started": "2026-01-01 00:00:00.000",
                "build_number": 1,
                "approximate_connection_time": LIFETIME,
            },
            "connection_info": {"app_id": self.workspace.app.id},
        }


def _acknowledge(connection: Connection, text: str) -> None:
    try:
        answer = json.loads(text)
    except json.JSONDecodeError:
        return
    if isinstance(answer, dict):
        future = connection.waiting.get(str(answer.get("envelope_id")))
        if future is not None and not future.done():
            future.set_result(answer.get("payload"))


def _frame(envelope: Envelope) -> Json:
    frame: Json = {
        "envelope_id": envelope.id,
        "payload": envelope.payload,
        "type": envelope.kind,
        "accepts_response_payload": envelope.accepts_response_payload,
    }
    if envelope.kind == "events_api":
        frame["retry_attempt"] = envelope.attempt
        frame["retry_reason"] = envelope.reason
    return frame
