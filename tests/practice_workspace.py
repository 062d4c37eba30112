"""A practice workspace for tests: started, driven and looked at from Python."""

import asyncio
import http.client
import json
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import uvicorn

from practice import server
from practice.__main__ import uvicorn_config

Json = dict[str, Any]
BOT_TOKEN = "xoxb-practice"
APP_TOKEN = "xapp-practice"
PERSON_TOKEN = "xoxp-practice"
SIGNING_SECRET = "practice-signing-secret"
BOT = "U0COREGRP"
ASHA, BEN, CAROL, DEV = "UASHA0001", "UBEN00002", "UCAROL003", "UDEV00004"
ESTHER, FEMI, GRACE = "UESTHER05", "UFEMI0006", "UGRACE007"
HANA, IAIN, XAN = "UHANA0008", "UIAIN0009", "UXAN00010"


class ControlRefused(Exception):
    """The workspace would not do that; `body` says why."""

    def __init__(self, status: int, body: Any) -> None:
        super().__init__(f"{status}: {body}")
        self.status = status
        self.body = body


class PracticeWorkspace:
    """
    A workspace on a free port of this machine, in a thread of its own.

    Use it as a context manager; `api_url` is for Slack's clients.
    """

    def __init__(
        self,
        *,
        mode: str = "socket",
        is_strict: bool = False,
        bot_url: str = "http://127.0.0.1:8701",
        people: Path | None = None,
        port: int = 0,
    ) -> None:
        options = server.Options(
            people=people, mode=mode, is_strict=is_strict, bot_url=bot_url
        )
        config = uvicorn_config(options, host="127.0.0.1", port=port)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self.port = 0

    def _serve(self) -> None:
        asyncio.run(self._server.serve())

    def __enter__(self) -> Self:
        self._thread.start()
        give_up_at = time.monotonic() + 20
        while not self._server.started:
            if time.monotonic() > give_up_at or not self._thread.is_alive():
                message = "the practice workspace did not start"
                raise RuntimeError(message)
            time.sleep(0.01)
        self.port = self._server.servers[0].sockets[0].getsockname()[1]
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=20)

    @property
    def url(self) -> str:
        """Where the page is."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def api_url(self) -> str:
        """What Slack's clients take as `base_url`."""
        return f"{self.url}/api/"

    def request(
        self, method: str, path: str, body: Any = None, **headers: str
    ) -> tuple[int, Any]:
        """Send one request with a JSON body, and return status and body."""
        raw = None if body is None else json.dumps(body).encode()
        sent = {"Content-Type": "application/json", **headers}
        return self.send(method, path, raw, sent)

    def send(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> tuple[int, Any]:
        """Send one request as it is, and return status and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body=body, headers=headers)
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
        finally:
            connection.close()
        try:
            return answer.status, json.loads(text)
        except json.JSONDecodeError:
            return answer.status, text

    def act(self, name: str, body: Json | None = None, /, **more: Any) -> Json:
        """Do one act of the control API; `ControlRefused` if it is refused."""
        status, answer = self.request(
            "POST", f"/_control/{name}", {**(body or {}), **more}
        )
        if status != http.client.OK:
            raise ControlRefused(status, answer)
        found: Json = answer
        return found

    def _read(self, place: str) -> Any:
        status, answer = self.request("GET", f"/_control/{place}")
        if status != http.client.OK:
            raise ControlRefused(status, answer)
        return answer

    def message(self, channel: str, user: str, text: str, **more: Any) -> str:
        """Let somebody write; return the ts. A user id as channel means the DM."""
        return str(
            self.act("message", channel=channel, user=user, text=text, **more)["ts"]
        )

    def command(
        self, channel: str, user: str, text: str = "", *, command: str = "/coregroup"
    ) -> Json:
        """Let somebody use a slash command."""
        return self.act(
            "command", channel=channel, user=user, command=command, text=text
        )

    def interact(self, channel: str, ts: str, user: str, action: Any) -> Json:
        """Let somebody press or choose in a message."""
        return self.act(
            "interact", channel=channel, messageTs=ts, user=user, action=action
        )

    def interact_in_view(
        self, user: str, action: Any, *, view_id: str = "", values: Json | None = None
    ) -> Json:
        """Let somebody press or choose in a modal, or with view_id `home` in Home."""
        wanted: Json = {"user": user, "action": action, "values": values or {}}
        return self.act("interact", wanted | ({"view_id": view_id} if view_id else {}))

    def submit(
        self, user: str, values: Json | None = None, *, view_id: str = ""
    ) -> Json:
        """Let somebody fill in and submit their topmost modal."""
        wanted: Json = {"user": user, "values": values or {}}
        return self.act(
            "view-submit", wanted | ({"view_id": view_id} if view_id else {})
        )

    def close_view(self, user: str, *, everything: bool = False) -> Json:
        """Let somebody close their topmost modal, or all of them."""
        return self.act("view-close", user=user, all=everything)

    def open_home(self, user: str, *, wait: bool = True) -> Json:
        """Let somebody open the app's Home."""
        return self.act("open-home", user=user, wait=wait)

    def shortcut(self, user: str, callback_id: str, **more: Any) -> Json:
        """Let somebody use a shortcut; on a message with `channel`, `messageTs`."""
        return self.act("shortcut", user=user, callback_id=callback_id, **more)

    def fault(self, kind: str, method: str = "*", **more: Any) -> Json:
        """Script a fault: which calls it meets, and what then happens."""
        return self.act("fault", {"kind": kind, "method": method, **more})

    def clear_faults(self) -> None:
        """Forget every scripted fault."""
        self.act("clear-faults")

    def limits(self, **wanted: Any) -> Json:
        """Change rate limits, as `enabled=False`."""
        return self.act("limits", wanted)

    def people(self, **wanted: Any) -> Json:
        """Add a person, or change one by `id`; return Slack's `user`."""
        user: Json = self.act("people", wanted)["user"]
        return user

    def tokens(self, token: str = BOT_TOKEN, **wanted: Any) -> Json:
        """Add, revoke or narrow a token."""
        return self.act("tokens", token=token, **wanted)

    def app(self, **wanted: Any) -> Json:
        """Change the app's manifest, or where its HTTP address is."""
        return self.act("app", wanted)

    def share(self, channel: str, team_id: str, *, stop: bool = False) -> Json:
        """Share a channel with another team, or end that."""
        return self.act("share", channel=channel, team_id=team_id, stop=stop)

    def retry_scale(self, scale: float) -> Json:
        """Make the waits before an event's repeats shorter or longer."""
        return self.act("retry-scale", scale=scale)

    def settle(self, *, repeats: bool = False) -> None:
        """Wait until every event was tried, or with `repeats` given up."""
        self.act("settle", repeats=repeats)

    def reset(self) -> None:
        """Put everything back to the beginning."""
        self.act("reset")

    def log(self, method: str = "") -> list[Json]:
        """Return the Web API calls that were made."""
        found: list[Json] = self._read(f"log?method={method}" if method else "log")
        return found

    def deliveries(self, kind: str = "") -> list[Json]:
        """Return what was sent to the app, and how each attempt ended."""
        found: list[Json] = self._read(
            f"deliveries?kind={kind}" if kind else "deliveries"
        )
        return found

    def state(self) -> Json:
        """Return the workspace as JSON."""
        found: Json = self._read("state")
        return found

    def messages(self, channel: str) -> list[Json]:
        """Return what somebody in a channel sees."""
        found: list[Json] = self._read(f"messages/{channel}")
        return found

    def ephemerals(self, user: str = "") -> list[Json]:
        """Return what was shown to one person only."""
        found: list[Json] = self._read(
            f"ephemerals?user={user}" if user else "ephemerals"
        )
        return found

    def direct_message(self, user: str, other: str = BOT) -> str:
        """Return the id of the DM of two people, opening it if needed."""
        opened = self.act("open-conversation", user=user, users=[other])
        return str(opened["channel"])

    def modals(self, user: str) -> list[Json]:
        """Return somebody's open modals, bottom first."""
        found: list[Json] = self.state()["stacks"].get(user, [])
        return found

    def home(self, user: str) -> Json | None:
        """Return what stands in somebody's Home."""
        found: Json | None = self.state()["homes"].get(user)
        return found
