"""A Slack that says ok to everything, and remembers what it was asked to show."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

Json = dict[str, Any]
OUR_TEAM = "T0001"
BOT_USER = "UBOT00001"


@dataclass(frozen=True)
class Call:
    """One call of the Web API."""

    method: str
    arguments: Json

    @property
    def view(self) -> Json:
        """Return the view that was to be shown."""
        found = self.arguments.get("view") or {}
        return json.loads(found) if isinstance(found, str) else found


@dataclass
class QuietSlack:
    """What was called, in order."""

    calls: list[Call] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    url: str = ""
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def refuse(self, method: str) -> None:
        """Refuse the next call of a method."""
        self.refused.append(method)

    def take(self, method: str, arguments: Json) -> Json:
        """Remember a call and answer it."""
        with self._changed:
            self.calls.append(Call(method, arguments))
            self._changed.notify_all()
        if method in self.refused:
            self.refused.remove(method)
            return {"ok": False, "error": "internal_error"}
        if method == "auth.test":
            return {
                "ok": True,
                "team_id": OUR_TEAM,
                "user_id": BOT_USER,
                "bot_id": "BBOT00001",
            }
        if method == "files.getUploadURLExternal":
            return {"ok": True, "upload_url": f"{self.url}upload", "file_id": "F0001"}
        if method == "conversations.open":
            return {"ok": True, "channel": {"id": "D0000001"}}
        if method == "files.completeUploadExternal":
            return {"ok": True, "files": [{"id": "F0001"}]}
        return {"ok": True}

    def wait(
        self, wanted: Callable[[Call], bool], *, seen: int, seconds: float = 3
    ) -> Call | None:
        """Return the first such call after the first `seen`, or nothing in time."""

        def find() -> Call | None:
            return next((call for call in self.calls[seen:] if wanted(call)), None)

        with self._changed:
            return self._changed.wait_for(find, timeout=seconds)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, slack: QuietSlack) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.slack = slack


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        raw = self.rfile.read(length).decode(errors="replace")
        if "json" in self.headers.get("Content-Type", ""):
            arguments = json.loads(raw or "{}")
        else:
            arguments = dict(parse_qsl(raw))
        method = self.path.rpartition("/")[2]
        body = json.dumps(self.server.slack.take(method, arguments)).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: what is of interest is in `calls`."""


@contextmanager
def quiet_slack(slack: QuietSlack | None = None) -> Iterator[QuietSlack]:
    """Yield a quiet Slack on a free port: this one, or a new one."""
    slack = slack or QuietSlack()
    server = _Server(slack)
    slack.url = f"http://127.0.0.1:{server.server_port}/api/"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield slack
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
