"""
A small Slack over HTTP: just what the sender calls, with faults on request.

It stores messages with their metadata, forgets nothing, and can drop a request before
or after it took effect, answer with an error after all, or store a post late. As a
program (`python -m tests.sender.small_slack`) it prints its port and answers questions
about itself at `/_state`, so that it outlives a process that is killed.
"""

import json
import random
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

Json = dict[str, Any]
BOT_USER, BOT_ID, TEAM = "UBOT00001", "BBOT00001", "T0001"
LOST = ("drop_after", "status_500_after", "fatal_error", "truncate")
UNTOUCHED = ("drop_before", "status_500_before", "ratelimit")
NOTHING_DONE = (*UNTOUCHED, "late_land", "lie_ok")
Answer = tuple[int, Json | bytes, dict[str, str]]


def _error(name: str) -> Json:
    return {"ok": False, "error": name}


@dataclass
class SmallSlack:
    """What is there, and what goes wrong next."""

    shares: dict[str, float] = field(default_factory=dict)
    late_seconds: float = 0.0
    latency: float = 0.0
    seed: int = 1
    channels: dict[str, Json] = field(default_factory=dict)
    messages: dict[str, list[Json]] = field(default_factory=lambda: defaultdict(list))
    calls: list[tuple[str, Json]] = field(default_factory=list)
    planned: list[tuple[str, str]] = field(default_factory=list)
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _last: int = 0

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311 - to be repeated, not secret

    def next_fault(self, method: str, *kinds: str) -> None:
        """Let the next calls of a method fail so, in this order."""
        self.planned += [(method, kind) for kind in kinds]

    def visible(self) -> dict[str, int]:
        """Return how often each text can be seen."""
        seen: dict[str, int] = defaultdict(int)
        with self._lock:
            for messages in self.messages.values():
                for message in messages:
                    seen[message["text"]] += 1
        return dict(seen)

    def made(self, method: str) -> list[Json]:
        """Return what a method was called with."""
        return [arguments for name, arguments in self.calls if name == method]

    def answer(self, method: str, arguments: Json) -> Answer:
        """Return status, body and headers for one call; status 0 is no answer."""
        if self.latency:
            time.sleep(self.latency)
        with self._lock:
            fault = self._fault(method)
            self.calls.append((method, arguments))
            if fault == "late_land":
                late = threading.Timer(self.late_seconds, self.do, (method, arguments))
                late.start()
            if fault in NOTHING_DONE or fault.startswith("error:"):
                return self._refusal(fault, arguments)
            body = self.do(method, arguments)
        answers: dict[str, Answer] = {
            "drop_after": (0, b"", {}),
            "status_500_after": (503, _error("service_unavailable"), {}),
            "fatal_error": (200, _error("fatal_error"), {}),
            "truncate": (200, json.dumps(body).encode()[:20], {}),
        }
        return answers.get(fault, (200, body, {}))

    def _refusal(self, fault: str, arguments: Json) -> Answer:
        lie = {"ok": True, "ts": self._ts(), "channel": arguments.get("channel")}
        answers: dict[str, Answer] = {
            "drop_before": (0, b"", {}),
            "late_land": (0, b"", {}),
            "status_500_before": (500, b"<html>oops</html>", {}),
            "ratelimit": (429, _error("ratelimited"), {"Retry-After": "1"}),
            "lie_ok": (200, lie, {}),
        }
        return answers.get(fault, (200, _error(fault.partition(":")[2]), {}))

    def _fault(self, method: str) -> str:
        for position, (name, kind) in enumerate(self.planned):
            if name == method:
                del self.planned[position]
                return kind
        if method != "chat.postMessage":
            return ""
        drawn = self._random.random()
        for kind, share in self.shares.items():
            if drawn < share:
                return kind
            drawn -= share
        return ""

    def do(self, method: str, arguments: Json) -> Json:
        """Do what a method does, whoever calls it."""
        with self._lock:
            known = getattr(self, f"_{method.replace('.', '_')}", None)
            if known is None:
                return {"ok": False, "error": "unknown_method"}
            body: Json = known(arguments)
            return {"ok": True, **body} if "error" not in body else body

    def _ts(self) -> str:
        self._last = max(self._last + 1, time.time_ns() // 1000)
        return f"{self._last / 1e6:.6f}"

    def _auth_test(self, _: Json) -> Json:
        return {"user_id": BOT_USER, "bot_id": BOT_ID, "team_id": TEAM}

    def _conversations_open(self, arguments: Json) -> Json:
        return {"channel": {"id": f"D{arguments['users']}"}}

    def _conversations_create(self, arguments: Json) -> Json:
        if any(found["name"] == arguments["name"] for found in self.channels.values()):
            return {"ok": False, "error": "name_taken"}
        return {"channel": self.add_channel(arguments["name"], creator=BOT_USER)}

    def add_channel(self, name: str, *, creator: str) -> Json:
        """Make a channel, as the bot or anybody else would."""
        channel: Json = {
            "id": f"C{len(self.channels) + 1:04}",
            "name": name,
            "creator": creator,
            "members": [creator],
        }
        self.channels[channel["id"]] = channel
        return channel

    def _users_conversations(self, _: Json) -> Json:
        mine = [c for c in self.channels.values() if BOT_USER in c["members"]]
        return {"channels": mine}

    def _conversations_info(self, arguments: Json) -> Json:
        channel = self.channels.get(arguments["channel"])
        if channel is None:
            return {"ok": False, "error": "channel_not_found"}
        return {"channel": {**channel, "is_member": BOT_USER in channel["members"]}}

    def _conversations_invite(self, arguments: Json) -> Json:
        members = self.channels[arguments["channel"]]["members"]
        if arguments["users"] in members:
            return {"ok": False, "error": "already_in_channel"}
        members.append(arguments["users"])
        return {}

    def _conversations_kick(self, arguments: Json) -> Json:
        members = self.channels[arguments["channel"]]["members"]
        if arguments["user"] not in members:
            return {"ok": False, "error": "not_in_channel"}
        members.remove(arguments["user"])
        return {}

    def _pins_add(self, arguments: Json) -> Json:
        for message in self.messages[arguments["channel"]]:
            if message["ts"] == arguments["timestamp"]:
                if message.get("pinned"):
                    return {"ok": False, "error": "already_pinned"}
                message["pinned"] = True
                return {}
        return {"ok": False, "error": "message_not_found"}

    def _chat_postMessage(self, arguments: Json) -> Json:  # noqa: N802 - Slack's name
        ts = self._ts()
        message = {
            "ts": ts,
            "bot_id": BOT_ID,
            "text": arguments["text"],
            "metadata": arguments.get("metadata"),
        }
        self.messages[arguments["channel"]].append(message)
        return {"ts": ts, "channel": arguments["channel"]}

    def _chat_delete(self, arguments: Json) -> Json:
        messages = self.messages[arguments["channel"]]
        kept = [message for message in messages if message["ts"] != arguments["ts"]]
        self.messages[arguments["channel"]] = kept
        return {}

    def _conversations_history(self, arguments: Json) -> Json:
        oldest = float(arguments.get("oldest", 0))
        newest_first = sorted(
            self.messages[arguments["channel"]],
            key=lambda message: float(message["ts"]),
            reverse=True,
        )
        found = [m for m in newest_first if float(m["ts"]) >= oldest]
        start = int(arguments.get("cursor") or 0)
        limit = int(arguments["limit"])
        following = str(start + limit) if start + limit < len(found) else ""
        return {
            "messages": found[start : start + limit],
            "response_metadata": {"next_cursor": following},
        }


class Handler(BaseHTTPRequestHandler):
    """Answers calls as the Slack of its server says."""

    server: "Server"

    def do_GET(self) -> None:
        """Answer a call whose arguments stand in the address."""
        self._answer(self._in_address())

    def do_POST(self) -> None:
        """Answer a call whose arguments stand in the body."""
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        is_json = "json" in self.headers.get("Content-Type", "")
        if is_json:
            arguments = json.loads(body or b"{}")
        else:
            arguments = dict(parse_qsl(body.decode()))
        self._answer(arguments | self._in_address())

    def _in_address(self) -> Json:
        return dict(parse_qsl(self.path.partition("?")[2]))

    def _answer(self, arguments: Json) -> None:
        method = self.path.partition("?")[0].rpartition("/")[2]
        slack = self.server.slack
        answer: Answer = (200, {"visible": slack.visible()}, {})
        if method != "_state":
            answer = slack.answer(method, arguments)
        status, body, headers = answer
        if status == 0:
            self.close_connection = True
            return
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Keep quiet."""


class Server(ThreadingHTTPServer):
    """A thread for each call."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, slack: SmallSlack, port: int) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.slack = slack

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep quiet: callers are killed in the middle of a call on purpose."""


def serve(slack: SmallSlack, port: int = 0) -> Server:
    """Serve it in threads of its own; `shutdown` ends that."""
    server = Server(slack, port)
    threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
    ).start()
    return server
