"""The real bot behind its signed HTTP interface, and everything that an act causes."""

import json
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.client import HTTPConnection
from typing import Any

import sqlalchemy as sa
import uvicorn
from slack_sdk.signature import SignatureVerifier
from sqlalchemy.engine import Connection
from sqlmodel import SQLModel, select
from starlette.applications import Starlette

from bot import app, http, logs, settings
from bot.app import Bot
from bot.practice_time import keep_ahead
from models.crypto import KeyRing
from models.database import Database
from models.tables.audit import AuditRow
from tests.http_access.payloads import Sent
from tests.http_access.quiet_slack import Call, QuietSlack, quiet_slack
from workflows.clock import Clock
from workflows.profile import Profile

SECRET = "practice-signing-secret"
CONTENT = {"form": "application/x-www-form-urlencoded", "json": "application/json"}
Row = tuple[Any, ...]
# The chain of audits: its rows, and where it ends now.
AUDIT = {"auditrow", "audithead"}
PATIENCE = 20.0


@dataclass(frozen=True, kw_only=True)
class CountingRing(KeyRing):
    """Keys that count how often something was opened with them."""

    opened: list[str] = field(default_factory=list)

    def decrypt(self, sealed: str, *, table: str, column: str, row: str) -> str:
        self.opened.append(f"{table}.{column}")
        return super().decrypt(sealed, table=table, column=column, row=row)


class Written:
    """Which tables had rows changed by what was committed."""

    def __init__(self, database: Database) -> None:
        self.tables: list[str] = []
        self._open: dict[int, list[str]] = {}
        listen = sa.event.listen
        listen(database.engine, "before_cursor_execute", self._on_statement)
        listen(database.engine, "commit", self._on_commit)
        listen(database.engine, "rollback", self._on_rollback)

    def _on_statement(self, connection: Connection, *call: Any) -> None:
        words = str(call[1]).split(maxsplit=3)
        verb = words[0].upper()
        if verb in {"INSERT", "UPDATE", "DELETE"}:
            table = words[1] if verb == "UPDATE" else words[2]
            self._open.setdefault(id(connection), []).append(table.strip('"'))

    def _on_commit(self, connection: Connection) -> None:
        self.tables += self._open.pop(id(connection), [])

    def _on_rollback(self, connection: Connection) -> None:
        self._open.pop(id(connection), None)


@dataclass(frozen=True, kw_only=True)
class Came:
    """What one act caused."""

    status: int
    reply: Any
    written: Counter[str]
    opened: int
    because: tuple[str, ...]
    calls: tuple[Call, ...]


@dataclass(frozen=True, kw_only=True)
class Response:
    """What the bot answered."""

    status: int
    content: bytes

    def json(self) -> Any:
        """Return the body, or nothing where it is not JSON."""
        return json.loads(self.content) if self.content[:1] == b"{" else None


@dataclass(frozen=True)
class Client:
    """Asks the bot's HTTP interface, over one connection."""

    connection: HTTPConnection

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> Response:
        """Send one request and return its answer."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request(method, path, body.encode(), named)
        answer = self.connection.getresponse()
        return Response(status=answer.status, content=answer.read())


@dataclass(kw_only=True)
class Rig:
    """A bot that is asked over HTTP, and what can be watched of it."""

    bot: Bot
    slack: QuietSlack
    client: Client
    port: int
    database: Database
    ring: CountingRing
    written: Written
    kept: dict[str, dict[Row, Row]] = field(default_factory=dict)

    def send(self, sent: Sent, **how: Any) -> Response:
        """Post a request as Slack signs it, and return the response."""
        headers = signed(sent.body, **how) | {"Content_Type": CONTENT[sent.kind]}
        return self.client.ask("POST", "/slack/events", sent.body, **headers)

    def apart(self, sent: Sent) -> Response:
        """Post a request over a connection of its own, as another thread must."""
        with closing(_connection(self.port)) as connection:
            headers = signed(sent.body) | {"Content_Type": CONTENT[sent.kind]}
            own = Client(connection)
            return own.ask("POST", "/slack/events", sent.body, **headers)

    def move_to(self, moment: datetime) -> None:
        """Let time pass for the bot."""
        self.bot.room.clock.move_to(moment)

    def act(self, sent: Sent, *, shows: str = "") -> Came:
        """Let somebody act; wait for what is shown: a `view`, their `home`, nothing."""
        seen, before = len(self.slack.calls), len(self.written.tables)
        opened, began = len(self.ring.opened), self.bot.room.clock.now()
        answer = self.send(sent)
        self.settle()
        because = self._refusals(since=began)
        if shows == "home" and not because:
            self.slack.wait(lambda call: _is_home(call, sent), seen=seen)
        if shows == "view":
            self.slack.wait(lambda call: _is_shown(call, sent), seen=seen)
        return Came(
            status=answer.status,
            reply=answer.json(),
            written=Counter(self.written.tables[before:]),
            opened=len(self.ring.opened) - opened,
            because=because,
            calls=tuple(self.slack.calls[seen:]),
        )

    def settle(self) -> None:
        """Wait until everything that comes after the acknowledgement is done."""
        pool = self.bot.room.afterwards
        assert isinstance(pool, ThreadPoolExecutor)
        ends = time.monotonic() + PATIENCE
        while pool._work_queue.qsize() or pool._idle_semaphore._value < len(
            pool._threads
        ):
            assert time.monotonic() < ends, "what comes afterwards does not end"
            time.sleep(0.001)

    def keep(self) -> None:
        """Remember every row as it is now."""
        with self.database.engine.begin() as connection:
            self.kept = {
                table.name: _rows(connection, table)
                for table in SQLModel.metadata.sorted_tables
            }
        self.written.tables.clear()

    def put_back(self) -> None:
        """Make every row again as it was when they were remembered."""
        touched = set(self.written.tables)
        if touched <= AUDIT:
            # Refusals and readings change nothing that a later act would notice.
            return
        tables = [t for t in SQLModel.metadata.sorted_tables if t.name in touched]
        with self.database.engine.begin() as connection:
            now = {table.name: _rows(connection, table) for table in tables}
            for table in tables:
                # A row that is about to go keeps nothing that only one may have.
                gone = now[table.name].keys() - self.kept[table.name].keys()
                _empty(connection, table, gone)
            for table in tables:
                # First what may point at a row that is about to go.
                kept = self.kept[table.name]
                still = {key: kept[key] for key in kept.keys() & now[table.name].keys()}
                _write_back(connection, table, still, now[table.name])
            for table in reversed(tables):
                for key in now[table.name].keys() - self.kept[table.name].keys():
                    connection.execute(sa.delete(table).where(_is_row(table, key)))
            for table in tables:
                _write_back(connection, table, self.kept[table.name], now[table.name])
        self.written.tables.clear()

    def _refusals(self, *, since: datetime) -> tuple[str, ...]:
        with self.database.work() as session:
            found = session.exec(
                select(AuditRow.details).where(
                    AuditRow.event == "refused", AuditRow.at >= since
                )
            ).all()
        return tuple(str(json.loads(details)["because"]) for details in found)


def signed(
    body: str, *, secret: str = SECRET, age: float = 0, mangle: str = ""
) -> dict[str, str]:
    """Return the headers that prove that Slack sent this, so many seconds ago."""
    stamp = str(int(time.time() - age))
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body)
    return {
        "X_Slack_Request_Timestamp": stamp,
        "X_Slack_Signature": f"{signature}{mangle}",
    }


@contextmanager
def standing(
    database: Database, profile: Profile, now: Any, *, public_url: str | None = None
) -> Iterator[Rig]:
    """Yield a rig on this database, at this time."""
    counting = CountingRing(
        current=database.ring.current,
        keys=database.ring.keys,
        fingerprint=database.ring.fingerprint,
    )
    watched = Database(engine=database.engine, ring=counting)
    keep_ahead(watched, now - Clock().machine())
    # As a running bot logs; what is written is read by the guard.
    logs.set_up()
    with quiet_slack() as slack:
        found = settings.read(
            {
                "COREGROUP_PRACTICE": "1",
                "COREGROUP_SLACK_MODE": "http",
                "COREGROUP_PUBLIC_URL": public_url or "http://127.0.0.1:1",
                "DATABASE_URL": "sqlite:///unused",
                "SLACK_API_URL": slack.url,
                "SLACK_SIGNING_SECRET": SECRET,
            }
        )
        bot = app.build(found, profile, watched)
        doors = http.application(http.doors(bot.room, bot.bolt, bot.time))
        with served(doors) as port, closing(_connection(port)) as connection:
            yield Rig(
                bot=bot,
                slack=slack,
                client=Client(connection),
                port=port,
                database=watched,
                ring=counting,
                written=Written(watched),
            )
        bot.room.afterwards.shutdown(wait=True)


@contextmanager
def served(doors: Starlette) -> Iterator[int]:
    """Serve on a free port meanwhile, and yield the port."""
    config = uvicorn.Config(
        doors,
        port=0,
        log_config=None,
        access_log=False,
        lifespan="off",
        timeout_keep_alive=60,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the bot's HTTP interface did not start"
        time.sleep(0.005)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(timeout=20)


def _connection(port: int) -> HTTPConnection:
    return HTTPConnection("127.0.0.1", port, timeout=30)


def _is_shown(call: Call, sent: Sent) -> bool:
    about = call.arguments
    return (
        about.get("trigger_id") == sent.trigger or about.get("view_id") == sent.view_id
    )


def _is_home(call: Call, sent: Sent) -> bool:
    is_home = call.method == "views.publish"
    return is_home and call.arguments.get("user_id") == sent.account.user_id


def _rows(connection: Connection, table: sa.Table) -> dict[Row, Row]:
    keys = [column.name for column in table.primary_key]
    return {
        tuple(getattr(row, key) for key in keys): tuple(row)
        for row in connection.execute(sa.select(table))
    }


def _is_row(table: sa.Table, key: Row) -> sa.ColumnElement[bool]:
    pairs = zip(table.primary_key, key, strict=True)
    return sa.and_(*(column == value for column, value in pairs))


def _empty(connection: Connection, table: sa.Table, keys: Iterable[Row]) -> None:
    empty = {column.name: None for column in table.columns if column.nullable}
    for key in keys if empty else ():
        connection.execute(sa.update(table).where(_is_row(table, key)).values(empty))


def _write_back(
    connection: Connection,
    table: sa.Table,
    kept: Mapping[Row, Row],
    now: Mapping[Row, Row],
) -> None:
    names = [column.name for column in table.columns]
    for key, row in kept.items():
        values = dict(zip(names, row, strict=True))
        if key not in now:
            connection.execute(sa.insert(table).values(values))
        elif now[key] != row:
            connection.execute(
                sa.update(table).where(_is_row(table, key)).values(values)
            )
