"""
Slack's side of Socket Mode, in a process of its own: sends payloads and times answers.

Reads one JSON line a run from standard input, `{"rate": 20, "payloads": [...]}` with a
rate of 0 for all at once, and writes one with the milliseconds until each was
acknowledged.
"""

import contextlib
import json
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

from tests.http_access.quiet_slack import Json, QuietSlack, quiet_slack

PATIENCE_SECONDS = 60.0


def answers(connection: ServerConnection) -> Iterator[str | bytes]:
    """Yield what is answered, until the other side goes, however it goes."""
    with contextlib.suppress(ConnectionClosed):
        yield from connection


@dataclass
class Line:
    """The one open connection, and what was sent and answered on it."""

    connection: ServerConnection | None = None
    sent: dict[str, float] = field(default_factory=dict)
    took: dict[str, float] = field(default_factory=dict)
    is_up: threading.Event = field(default_factory=threading.Event)
    changed: threading.Condition = field(default_factory=threading.Condition)

    def listen(self, connection: ServerConnection) -> None:
        """Take answers until the other side goes."""
        self.connection = connection
        hello = {"type": "hello", "num_connections": 1, "connection_info": {}}
        connection.send(json.dumps(hello))
        self.is_up.set()
        for message in answers(connection):
            now = time.perf_counter()
            envelope = json.loads(message).get("envelope_id")
            if envelope in self.sent:
                with self.changed:
                    self.took.setdefault(envelope, now - self.sent[envelope])
                    self.changed.notify_all()

    def send(self, payloads: list[Json], rate: float) -> list[float]:
        """Send them at this rate, and return how long each one took."""
        assert self.connection is not None
        self.sent.clear()
        self.took.clear()
        begins = time.perf_counter()
        for number, payload in enumerate(payloads):
            if rate:
                at = begins + number / rate
                time.sleep(max(0.0, at - time.perf_counter()))
            envelope = f"e{number}"
            text = json.dumps(
                {
                    "envelope_id": envelope,
                    "type": "interactive",
                    "accepts_response_payload": True,
                    "payload": payload,
                }
            )
            self.sent[envelope] = time.perf_counter()
            self.connection.send(text)
        with self.changed:
            self.changed.wait_for(
                lambda: len(self.took) == len(payloads), timeout=PATIENCE_SECONDS
            )
        return [seconds * 1000 for seconds in self.took.values()]


@dataclass
class SocketSlack(QuietSlack):
    """A quiet Slack that also says where its socket is."""

    socket: str = ""

    def take(self, method: str, arguments: Json) -> Json:
        """Answer a call."""
        answer: dict[str, Any] = super().take(method, arguments)
        if method == "apps.connections.open":
            answer["url"] = self.socket
        if method == "conversations.open":
            answer["channel"] = {"id": f"D{arguments.get('users')}"}
        if method == "chat.postMessage":
            stamp = f"{len(self.calls) + 1_700_000_000}.000100"
            answer |= {"ts": stamp, "channel": arguments.get("channel")}
        return answer


def main() -> None:
    """Serve until standard input ends."""
    line = Line()
    slack = SocketSlack()
    with serve(line.listen, "127.0.0.1", 0) as server, quiet_slack(slack):
        port = server.socket.getsockname()[1]
        slack.socket = f"ws://127.0.0.1:{port}/"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        _say({"url": slack.url})
        for wanted in map(json.loads, sys.stdin):
            if not line.is_up.wait(timeout=PATIENCE_SECONDS):
                sys.exit("nobody connected")
            _say({"took": line.send(wanted["payloads"], wanted["rate"])})


def _say(what: Json) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
