"""Small real Bolt apps for the tests, over Socket Mode and over signed HTTP."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from slack_bolt import App, BoltRequest
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from tests.practice_workspace import (
    APP_TOKEN,
    BOT_TOKEN,
    SIGNING_SECRET,
    Json,
    PracticeWorkspace,
)

FORM = {
    "type": "modal",
    "callback_id": "view_form",
    "notify_on_close": True,
    "title": {"type": "plain_text", "text": "Your view"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [
        {
            "type": "input",
            "block_id": "reason",
            "label": {"type": "plain_text", "text": "Reason"},
            "element": {
                "type": "plain_text_input",
                "action_id": "words",
                "max_length": 20,
            },
        }
    ],
}
BUTTONS = [
    {
        "type": "actions",
        "block_id": "choices",
        "elements": [
            {
                "type": "button",
                "action_id": "give_view",
                "text": {"type": "plain_text", "text": "Give my view"},
                "value": "r1",
            }
        ],
    }
]


class Heard:
    """What an app was told, in order."""

    app: App

    def __init__(self) -> None:
        self.bodies: list[Json] = []

    def of(self, kind: str) -> list[Json]:
        """Return the bodies of one type, or of events of one type."""
        return [
            one
            for one in self.bodies
            if kind in {one.get("type"), one.get("event", {}).get("type")}
        ]


def bolt_app(workspace: PracticeWorkspace, heard: Heard) -> App:
    """Return an app that takes everything down, opens a form and checks it."""
    client = WebClient(token=BOT_TOKEN, base_url=workspace.api_url, retry_handlers=[])
    app = App(
        client=client, signing_secret=SIGNING_SECRET, process_before_response=True
    )

    @app.middleware
    def take_down(body, next):  # noqa: A002 -- Bolt gives it under this name
        heard.bodies.append(body)
        next()

    app.command("/coregroup")(command)
    app.action("give_view")(press)
    app.view("view_form")(submitted)
    app.view_closed("view_form")(acknowledge)
    app.shortcut({"callback_id": "referrals.shortcut", "type": "shortcut"})(acknowledge)
    app.shortcut({"callback_id": "referral_from_message", "type": "message_action"})(
        acknowledge
    )
    for kind in ("message", "member_joined_channel", "app_home_opened", "app_mention"):
        app.event(kind)(acknowledge)
    return app


def acknowledge(ack):
    ack()


def command(ack, body, client):
    ack("Opening your form.")
    client.views_open(trigger_id=body["trigger_id"], view=FORM)


def press(ack, body, client, respond):
    ack()
    client.views_open(trigger_id=body["trigger_id"], view=FORM)
    respond(text="Thank you", response_type="ephemeral", replace_original=False)


def submitted(ack, view):
    words = view["state"]["values"]["reason"]["words"]["value"]
    answers = {
        "refuse me": {"response_action": "errors", "errors": {"reason": "Say why."}},
        "push": {"response_action": "push", "view": FORM},
        "nonsense": {"response_action": "errors", "errors": {"nowhere": "Say why."}},
    }
    ack(**answers.get(words, {}))


@contextmanager
def socket_app(workspace: PracticeWorkspace) -> Iterator[Heard]:
    """Run the app over Socket Mode."""
    heard = Heard()
    app = heard.app = bolt_app(workspace, heard)
    handler = SocketModeHandler(app, APP_TOKEN, web_client=app.client)
    handler.connect()
    # Closing waits for the reader, and by default that waits 3 s for a frame.
    session = handler.client.current_session
    if session is not None and session.sock is not None:
        session.sock.settimeout(0.1)
    try:
        yield heard
    finally:
        handler.close()


@contextmanager
def http_app(workspace: PracticeWorkspace) -> Iterator[Heard]:
    """Run the app behind a plain HTTP server of the standard library."""
    heard = Heard()
    app = heard.app = bolt_app(workspace, heard)

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            raw = self.rfile.read(int(self.headers["content-length"])).decode()
            headers: dict[str, str | Sequence[str]] = {**self.headers}
            answer = app.dispatch(BoltRequest(body=raw, headers=headers))
            self.send_response(answer.status)
            for name, values in answer.headers.items():
                self.send_header(name, values[0])
            self.end_headers()
            self.wfile.write(answer.body.encode())

        def log_message(self, *args: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    workspace.app(bot_url=f"http://127.0.0.1:{server.server_address[1]}")
    try:
        yield heard
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
