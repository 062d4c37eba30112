"""
Senders that do what one would do at first. They are here to be caught.

A harness that cannot tell them from the real sender proves nothing.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime

from slack_sdk.web import WebClient
from sqlmodel import col, select

from bot.slack_errors import Done, attempt
from models.database import Database
from models.tables.access import Person
from models.tables.outbox import OutboxRow
from models.vocabulary import OutboxState
from tests.sender.office import Prompt

Sent = Callable[[Database, str], None]


def list_planned(database: Database) -> list[tuple[str, str, str]]:
    """Return id, channel and text of what has not been sent."""
    with database.work() as session:
        rows = session.exec(
            select(OutboxRow)
            .where(OutboxRow.state == OutboxState.PLANNED)
            .order_by(col(OutboxRow.id))
        ).all()
        return [
            (
                row.id,
                f"D{session.get_one(Person, row.person_id).slack_user_id}",
                Prompt.unpacked(row.payload).what,
            )
            for row in rows
        ]


def mark_sent(database: Database, row_id: str) -> None:
    """Note that a row is sent."""
    with database.work() as session:
        row = session.get_one(OutboxRow, row_id)
        row.state, row.sent_at = OutboxState.SENT, datetime.now(UTC)  # noqa: TID251 - a twin has no manners
        session.add(row)


def retry_until_ok(database: Database, client: WebClient) -> None:
    """Post each row, and again while the answer is anything but ok; then note it."""
    for row_id, channel, text in list_planned(database):
        while not isinstance(
            attempt(client.chat_postMessage, channel=channel, text=text), Done
        ):
            time.sleep(0.001)
        mark_sent(database, row_id)


def mark_then_send(database: Database, client: WebClient) -> None:
    """Note each row as sent, then post it once."""
    for row_id, channel, text in list_planned(database):
        mark_sent(database, row_id)
        attempt(client.chat_postMessage, channel=channel, text=text)
