"""
Writes entries as an iCalendar file, in the form that every client tried reads alike.

Source: calendar, 14: what the library's own short cuts do is named there, one by one.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Final

from icalendar import Calendar, Timezone, vDDDTypes, vInt, vText
from icalendar import Event as Entry

from workflows.calendars.policy import Event
from workflows.clock import LONDON

NAME: Final = "Core groups"
SAID: Final = (
    "UK times, which update by themselves with some delay. Everything else is in Slack."
)
SAID_ONCE: Final = (
    "UK time. This entry does not change by itself. Everything else is in Slack."
)
# Two yearly rules: lists of days are read an hour wrong by some.
ZONE: Final = Timezone.from_ical(
    """BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
TZNAME:BST
DTSTART:19700329T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
TZNAME:GMT
DTSTART:19701025T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
""".replace("\n", "\r\n")
)
END: Final = b"END:VCALENDAR\r\n"
# The same in every entry, so made once.
PRIVATE: Final = vText("PRIVATE")
DESCRIPTION: Final = vText(SAID)
DESCRIPTION_ONCE: Final = vText(SAID_ONCE)
CONFIRMED: Final = vText("CONFIRMED")
CANCELLED: Final = vText("CANCELLED")
OPAQUE: Final = vText("OPAQUE")
TRANSPARENT: Final = vText("TRANSPARENT")
BUSY: Final = vText("BUSY")
FREE: Final = vText("FREE")


def write(events: Iterable[Event]) -> bytes:
    """Return a calendar to subscribe to."""
    # Entry by entry: thousands kept at once cost more to look after than to write.
    return b"".join((_head(), *(_entry(event).to_ical() for event in events), END))


@cache
def _head() -> bytes:
    """Return what stands before the entries: the same in every calendar."""
    calendar = _calendar()
    for name in ("name", "x-wr-calname"):
        calendar.add(name, NAME)
    # What Outlook on the desktop and everybody else call the same hour.
    calendar.add("x-published-ttl", "PT1H")
    hour = timedelta(hours=1)
    calendar.add("refresh-interval", hour, parameters={"VALUE": "DURATION"})
    calendar.add("x-wr-timezone", "Europe/London")
    calendar.add_component(ZONE)
    written: bytes = calendar.to_ical()
    return written.removesuffix(END)


def write_single(event: Event) -> bytes:
    """
    Return a file of one entry, to keep: it does not change by itself.

    The same entry as in a calendar, so that a program may know it again.
    """
    calendar = _calendar()
    calendar.add_component(ZONE)
    entry = _entry(event)
    entry["DESCRIPTION"] = DESCRIPTION_ONCE
    calendar.add_component(entry)
    written: bytes = calendar.to_ical()
    return written


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Core Group Coordinator//Calendar//EN")
    calendar.add("calscale", "GREGORIAN")
    return calendar


def _entry(event: Event) -> Entry:
    revised = vDDDTypes(event.revised_at.astimezone(UTC))
    entry = Entry()
    # Assigned as the library's own values: its `add` looks each of them up again.
    entry["UID"] = vText(event.uid)
    entry["DTSTAMP"] = entry["LAST-MODIFIED"] = revised
    entry["SEQUENCE"] = vInt(event.sequence)
    entry["SUMMARY"] = vText(event.summary)
    entry["DESCRIPTION"] = DESCRIPTION
    entry["CLASS"] = PRIVATE
    entry["DTSTART"], entry["DTEND"] = _moment(event.starts), _moment(event.ends)
    entry["STATUS"] = CANCELLED if event.is_cancelled else CONFIRMED
    entry["TRANSP"] = OPAQUE if event.is_busy else TRANSPARENT
    entry["X-MICROSOFT-CDO-BUSYSTATUS"] = BUSY if event.is_busy else FREE
    return entry


def _moment(value: datetime | date) -> vDDDTypes:
    if isinstance(value, datetime):
        value = value.astimezone(LONDON)
    return vDDDTypes(value)
