"""The composition root: makes every part once, starts them, stops them in order."""

import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import time, timedelta
from typing import Any, Final

import structlog
import uvicorn
from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot import accounts, channel_watch, http, metrics
from bot.channel_watch import ChannelWatch
from bot.context import Malformed, check_shape
from bot.listeners.edge import register, register_the_rest
from bot.listeners.everything import LISTENERS
from bot.practice_time import PracticeTime, read_ahead
from bot.reconcile import Reconciler
from bot.render import Renderer
from bot.scheduler import SWEEPS, Scheduler, Sweep
from bot.sender.guard import Guard
from bot.sender.loop import Sender
from bot.sender.means import Call, Means
from bot.sender.means import Settings as SenderSettings
from bot.settings import Settings
from bot.slack_errors import Done, make_client
from bot.workroom import Workroom
from models.database import Database, check_durable
from workflows import catalogue
from workflows.clock import Clock
from workflows.delivery.states import Waits
from workflows.profile import Profile

# A burst of two hundred presses must all be acknowledged in Slack's three seconds.
THREADS: Final = 64
# Subscribed to, and so far nothing follows from them.
IGNORED: Final = (
    "app_mention",
    "app_uninstalled",
    "tokens_revoked",
)
NEEDED: Final = frozenset({"chat:write", "commands", "im:write", "users:read.email"})
log = structlog.get_logger(__name__)


class NotConnected(Exception):
    """Slack did not accept the bot; what it said is the message."""


@dataclass(kw_only=True)
class Bot:
    """One running bot."""

    room: Workroom
    bolt: App
    sender: Sender
    scheduler: Scheduler
    time: PracticeTime | None
    _stop: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)
    _server: uvicorn.Server | None = None
    _socket: SocketModeHandler | None = None

    def start(self) -> None:
        """Start listening, sending and sweeping."""
        self._in_a_thread("sender", lambda: self.sender.run(self._stop))
        self.scheduler.start()
        self._serve()
        if self.room.settings.slack_mode == "socket":
            self._socket = _socket_mode(self.room, self.bolt)
            # Bolt gives its handlers no types.
            self._socket.connect()  # type: ignore[no-untyped-call]
        log.info("started", mode=self.room.settings.slack_mode)

    def stop(self) -> None:
        """Finish what is under way, and stop."""
        # A socket that is being closed is no fault to tell of.
        self.bolt.logger.setLevel(logging.CRITICAL)
        self._stop.set()
        if self._socket is not None:
            _hang_up(self._socket)
        if self._server is not None:
            self._server.should_exit = True
        self.scheduler.stop()
        self.sender.wake()
        for thread in self._threads:
            thread.join(timeout=15)
        self.room.afterwards.shutdown(wait=True, cancel_futures=True)
        log.info("stopped")

    def _serve(self) -> None:
        house = http.doors(self.room, self.bolt, self.time)
        config = uvicorn.Config(
            http.application(house),
            host=self.room.settings.host,
            port=self.room.settings.port,
            log_config=None,
            access_log=False,
            lifespan="off",
        )
        self._server = uvicorn.Server(config)
        self._in_a_thread("http", self._server.run)

    def _in_a_thread(self, name: str, work: Any) -> None:
        thread = threading.Thread(target=work, name=name, daemon=True)
        thread.start()
        self._threads.append(thread)


def build(
    settings: Settings,
    profile: Profile,
    database: Database,
    *,
    sending: SenderSettings | None = None,
) -> Bot:
    """
    Return a bot that is ready to start; `sending` is its pace, where not Slack's own.

    :raises UnsafeDatabase: if the database does not keep what it acknowledges.
    :raises NotConnected: if Slack does not know the token, or a scope is missing.
    :raises NoRow: if a listener names no row of the access table.
    """
    check_durable(database.engine)
    client = make_client(settings.bot_token, settings.api_url)
    who = _who_are_we(client)
    clock = Clock(read_ahead(database) if settings.practice else timedelta())
    how = replace(
        sending or SenderSettings(),
        workspace=str(who["team_id"]),
        waits=_waits(settings),
        known_rate=settings.rate,
    )
    sender = _sender(profile, database, clock, client=client, how=how)
    room = Workroom(
        settings=settings,
        database=database,
        profile=profile,
        clock=clock,
        client=client,
        afterwards=ThreadPoolExecutor(THREADS, thread_name_prefix="afterwards"),
        nudge_sender=sender.wake,
    )
    bolt = _bolt(room, who)
    register(bolt, room, LISTENERS)
    register_the_rest(bolt, room)
    watch = _heed(bolt, room, who)
    scheduler = Scheduler(
        database=database,
        clock=clock,
        profile=profile,
        sweeps=(*SWEEPS, *_slack_sweeps(room, watch)),
        drain=sender.drain,
        alone=sender.alone,
        ran=_counted,
    )
    moved = PracticeTime(database, clock, scheduler) if settings.practice else None
    return Bot(room=room, bolt=bolt, sender=sender, scheduler=scheduler, time=moved)


def _who_are_we(client: WebClient) -> dict[str, Any]:
    try:
        answer = client.auth_test()
    except SlackApiError as error:
        said = error.response.get("error")
        raise NotConnected(f"Slack does not accept SLACK_BOT_TOKEN: {said}") from error
    except OSError as error:
        raise NotConnected(f"Slack cannot be reached: {error}") from error
    scopes = str(answer.headers.get("x-oauth-scopes") or "")
    missing = (
        NEEDED - {scope.strip() for scope in scopes.split(",")} if scopes else set()
    )
    if missing:
        lacking = ", ".join(sorted(missing))
        raise NotConnected(f"The app lacks these scopes: {lacking}. See manifest.yaml.")
    return dict(answer.data) if isinstance(answer.data, dict) else {}


def _sender(
    profile: Profile,
    database: Database,
    clock: Clock,
    *,
    client: WebClient,
    how: SenderSettings,
) -> Sender:
    reconciler = Reconciler(
        database=database, client=client, clock=clock, waits=how.waits
    )
    means = Means(
        database=database,
        client=client,
        clock=clock,
        guard=Guard(entries=catalogue.entries(profile), profile=profile),
        renderer=Renderer(),
        settle=reconciler.settle,
        watch=_measured,
    )
    return Sender(means, settings=how)


def _waits(settings: Settings) -> Waits:
    quiet, usual = timedelta(seconds=settings.quiet_seconds), Waits()
    # Where Slack is known to store quickly, a second look need not wait longer.
    return replace(usual, quiet=quiet, second_look=min(usual.second_look, quiet))


def _slack_sweeps(room: Workroom, watch: ChannelWatch) -> tuple[Sweep, ...]:
    reconciler = Reconciler(
        database=room.database,
        client=room.client,
        clock=room.clock,
        waits=_waits(room.settings),
    )

    def accounts_found(*_: Any) -> int:
        accounts.match(room.database, room.client, room.clock)
        return 0

    def confirmed(_database: Database, now: Any, _profile: Profile) -> int:
        reconciler.confirm(now=now)
        return 0

    def channels_seen(_database: Database, now: Any, _profile: Profile) -> int:
        return watch.look_where_due(now)

    return (
        Sweep(
            name="accounts",
            first=time(6, 30),
            every=timedelta(minutes=15),
            run=accounts_found,
        ),
        # After the accounts, so that nobody is a stranger for want of being found.
        Sweep(
            name="channels",
            first=time(6, 45),
            every=timedelta(minutes=5),
            run=channels_seen,
        ),
        Sweep(
            name="confirm", first=time(21, 0), every=timedelta(hours=12), run=confirmed
        ),
    )


def _bolt(room: Workroom, who: dict[str, Any]) -> App:
    def authorize(**_: Any) -> AuthorizeResult:
        # One workspace, one token: known since the start, asked for once.
        return AuthorizeResult.from_auth_test_response(
            auth_test_response=who,
            bot_token=room.settings.bot_token,
        )

    return App(
        client=room.client,
        signing_secret=room.settings.signing_secret or "not used",
        authorize=authorize,
        request_verification_enabled=room.settings.slack_mode == "http",
        process_before_response=True,
        raise_error_for_unhandled_request=False,
        listener_executor=room.afterwards,
        logger=_quiet_logger(),
    )


def _quiet_logger() -> logging.Logger:
    # It warns of what we chose on purpose, and its debug lines hold payloads.
    logger = logging.getLogger("coregroup.slack")
    logger.setLevel(logging.ERROR)
    return logger


def _heed(bolt: App, room: Workroom, who: dict[str, Any]) -> ChannelWatch:
    """Listen to what nobody does here but Slack tells of; return what watches."""
    watch = channel_watch.of_room(room, ours=str(who.get("user_id") or ""))
    _heed_accounts(bolt, room)
    _heed_channels(bolt, watch)
    _ignore_the_rest(bolt)
    return watch


def _heed_accounts(bolt: App, room: Workroom) -> None:
    # Slack tells these of somebody; nobody acts, so there is no right to look up.
    def changed(ack: Ack, event: dict[str, Any]) -> None:
        accounts.heed(room.database, event.get("user"), room.clock)
        ack()

    for name in accounts.EVENTS:
        bolt.event(name)(changed)


def _heed_channels(bolt: App, watch: ChannelWatch) -> None:
    # Nobody acts in these either, and none is believed: each is a reason to look.
    def happened(ack: Ack, event: dict[str, Any]) -> None:
        watch.heed(event)
        ack()

    for name in channel_watch.EVENTS:
        bolt.event(name)(happened)


def _ignore_the_rest(bolt: App) -> None:
    # What is not acknowledged comes again and again.
    def ignored(ack: Ack) -> None:
        ack()

    for name in IGNORED:
        bolt.event(name)(ignored)


def _socket_mode(room: Workroom, bolt: App) -> SocketModeHandler:
    settings = room.settings
    # It wants a client of its own with the same address (slack, 7).
    own = make_client(settings.bot_token, settings.api_url)
    handler = SocketModeHandler(
        bolt, settings.app_token, web_client=own, concurrency=THREADS
    )

    def shaped(client: Any, request: SocketModeRequest) -> None:
        # The framework trips over what has not the shape that Slack documents.
        try:
            check_shape(request.payload)
        except Malformed:
            log.warning("malformed payload")
            refused = SocketModeResponse(envelope_id=request.envelope_id)
            client.send_socket_mode_response(refused)
            return
        handler.handle(client, request)

    handler.client.socket_mode_request_listeners[:] = [shaped]
    return handler


def _hang_up(handler: SocketModeHandler) -> None:
    session = handler.client.current_session
    # It waits for three seconds in the middle of reading; an answer wakes it.
    handler.client.current_session_state.terminated = True
    if session is not None:
        with suppress(OSError):
            session.ping()
    # Bolt gives its handlers no types.
    handler.close()  # type: ignore[no-untyped-call]


def _measured(call: Call) -> None:
    if isinstance(call.outcome, Done):
        metrics.SENT.labels(effect=call.effect.value).inc()
        metrics.LATENESS.observe(max(0.0, call.late.total_seconds()))


def _counted(sweep: str, is_well: bool) -> None:  # noqa: FBT001 -- the scheduler's call
    outcome = "well" if is_well else "failed"
    metrics.SWEEPS.labels(sweep=sweep, outcome=outcome).inc()
