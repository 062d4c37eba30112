"""What somebody owes to the records of meetings: to write one, to read one."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from workflows.message import DailyList
from workflows.overview.belonging import near
from workflows.profile import Profile
from workflows.records import owing
from workflows.records.entries import OPEN, READ
from workflows.records.messages import NAMES
from workflows.records.owing import RecordsOwed, ToRead, ToRecord
from workflows.wording import Button


def asked(
    session: Session, *, person_id: str, now: datetime, lock: bool = False
) -> RecordsOwed:
    """
    Return the records that somebody is to write, and those to read.

    With `lock`, nobody can open one before this transaction ends.
    """
    return owing.owed(
        session,
        person_id=person_id,
        group_ids=near(session, person_id, now=now),
        now=now,
        lock=lock,
    )


def on_list(
    session: Session, who: str, _: DailyList, now: datetime, __: Profile
) -> RecordsOwed:
    """Return what belongs on somebody's list, held until it is sent."""
    return asked(session, person_id=who, now=now, lock=True)


def lines(owed: RecordsOwed) -> dict[str, tuple[dict[str, Any], ...]]:
    """Return what the daily list says of records: the oldest of each sort."""
    return {
        "to_record": tuple(_record_line(one) for one in owed.to_record),
        "to_read": tuple(_read_line(one) for one in owed.to_read),
    }


def _record_line(one: ToRecord) -> dict[str, Any]:
    return {
        "alias": one.alias,
        "called": NAMES[one.kind],
        "dated_on": one.dated_on,
        "button": Button(
            text="Record the meeting",
            action_id=OPEN,
            value=one.meeting_id,
            style="primary",
        ),
    }


def _read_line(one: ToRead) -> dict[str, Any]:
    return {
        "alias": one.alias,
        "called": NAMES[one.kind],
        "held_on": one.held_on,
        "is_correction": one.is_correction,
        "button": Button(text="Read the record", action_id=READ, value=one.meeting_id),
    }
