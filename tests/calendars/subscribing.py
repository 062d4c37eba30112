"""What the tests of calendars do again and again: subscribe, fetch, read."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from http.client import HTTPConnection
from typing import Any, NamedTuple

from ical.calendar_stream import IcsCalendarStream
from icalendar import Calendar

from models.tables.access import Person
from tests.world import World
from workflows.calendars import fetching, ics, policy, use_cases
from workflows.calendars.fetching import Fetched, Missing
from workflows.calendars.policy import Event
from workflows.calendars.use_cases import Options

ADDRESS = "https://example.org"


class Read(NamedTuple):
    """One entry as a program reads it; instants in UTC, days as days."""

    uid: str
    starts: str
    ends: str
    status: str
    summary: str
    sequence: int


class Answer(NamedTuple):
    """What an address answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def subscribe(world: World, person: Person, **options: bool) -> str:
    """Make an address for somebody, and return its token."""
    with world.work() as session:
        return use_cases.make(
            session,
            actor=world.actor(person),
            options=Options(**options),
            now=world.now,
            public_address=ADDRESS,
        )


def fetch(world: World, token: str) -> Fetched | Missing:
    """Fetch a calendar, now."""
    with world.work() as session:
        return fetching.fetch(
            session, token=token, now=world.now, profile=world.profile
        )


def fetched(world: World, token: str) -> Fetched:
    """Fetch a calendar that is there."""
    found = fetch(world, token)
    assert isinstance(found, Fetched)
    return found


def events(world: World, token: str) -> list[Event]:
    """Return the entries of a calendar."""
    contents = fetched(world, token).contents
    assert contents is not None
    return policy.events(contents)


def titles(world: World, token: str) -> list[str]:
    """Return what stands in a calendar, without the alias, the soonest first."""
    return [one.summary.partition(" · ")[0] for one in events(world, token)]


def written(world: World, token: str) -> bytes:
    """Return a calendar as a program is given it."""
    return ics.write(events(world, token))


def ask(port: int, method: str, path: str, **headers: str) -> Answer:
    """Ask an address over a connection of its own."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers=named)
    response = connection.getresponse()
    found = {name.lower(): value for name, value in response.getheaders()}
    answer = Answer(response.status, found, response.read())
    connection.close()
    return answer


def read_by_icalendar(body: bytes) -> list[Read]:
    """Read a calendar as the library that wrote it does."""
    found: list[Any] = Calendar.from_ical(body).walk("VEVENT")
    return sorted(
        Read(
            uid=str(one["UID"]),
            starts=moment(one["DTSTART"].dt),
            ends=moment(one["DTEND"].dt),
            status=str(one["STATUS"]),
            summary=str(one["SUMMARY"]),
            sequence=int(one["SEQUENCE"]),
        )
        for one in found
    )


def read_by_ical(body: bytes) -> list[Read]:
    """Read a calendar as a strict library of others does."""
    calendar = IcsCalendarStream.calendar_from_ics(body.decode())
    return sorted(
        Read(
            uid=str(one.uid),
            starts=moment(one.dtstart),
            ends=moment(one.dtend),
            status=str(one.status.value if one.status else ""),
            summary=str(one.summary),
            sequence=one.sequence or 0,
        )
        for one in calendar.events
    )


def moment(value: Any) -> str:
    """Write an instant in UTC, or a day as a day."""
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    assert isinstance(value, date)
    return value.isoformat()
