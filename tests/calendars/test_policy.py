"""What stands in a calendar, in which words, over which days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.vocabulary import ConferenceKind, MeetingKind
from tests.calendars.subscribing import read_by_ical, read_by_icalendar
from workflows import clock
from workflows.calendars import ics, policy
from workflows.calendars.policy import Contents, Dated, Due, DueKind

DAY = date(2026, 3, 10)
RECORDED = datetime(2026, 2, 10, 9, tzinfo=UTC)
TOKEN = f"{policy.PREFIX}{'Ab3_-' * 8}xyz"


def meeting(**other):
    values = {
        "id": "0" * 16,
        "group_id": "g",
        "kind": MeetingKind.CORE_GROUP,
        "dated_on": DAY,
        "starts_at": clock.at(DAY, 10),
        "minutes": 60,
        "sequence": 0,
        "changed_at": RECORDED,
        "cancelled_at": None,
    }
    return Dated(**{**values, **other})


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        (MeetingKind.CORE_GROUP, "Core group"),
        (MeetingKind.MIDWAY_REVIEW, "Midway review"),
        (MeetingKind.QUICK_CHECK_IN, "Quick check-in"),
        (ConferenceKind.INITIAL, "Initial conference"),
        (ConferenceKind.REVIEW, "Review conference"),
        (ConferenceKind.TRANSFER_IN, "Transfer conference"),
    ],
)
def test_a_title_is_the_kind_and_the_alias(kind, title):
    event = policy.event_of(meeting(kind=kind), alias="CG-4817")

    assert event.summary == f"{title} · CG-4817"


def test_plain_titles_say_no_kind():
    due = Due("g", "g", DueKind.VIEW, DAY, 0, RECORDED)
    contents = Contents(
        dated=(meeting(),), due=(due,), aliases={"g": "CG-4817"}, discreet=True
    )

    summaries = [event.summary for event in policy.events(contents)]

    assert summaries == ["Due date · CG-4817", "Meeting · CG-4817"]


def test_a_cancelled_one_says_so_first_and_takes_no_time():
    cancelled = policy.event_of(meeting(cancelled_at=RECORDED), alias="CG-4817")

    assert cancelled.summary == "Cancelled: Core group · CG-4817"
    assert cancelled.is_cancelled
    assert not cancelled.is_busy
    assert policy.event_of(meeting(), alias="CG-4817").is_busy


def test_where_only_the_day_is_known_it_is_the_whole_day_and_takes_no_time():
    event = policy.event_of(meeting(starts_at=None), alias="CG-4817")

    assert (event.starts, event.ends) == (DAY, DAY + timedelta(days=1))
    assert not event.is_busy


def test_an_hour_is_an_hour_on_the_night_that_the_clocks_change():
    night = date(2026, 10, 25)
    starts_at = clock.at(night, 0, 30)

    event = policy.event_of(
        meeting(dated_on=night, starts_at=starts_at, minutes=150), alias="CG-4817"
    )

    assert event.ends == starts_at + timedelta(minutes=150)
    ((_, starts, ends, *_),) = read_by_icalendar(ics.write([event]))
    assert (starts, ends) == ("2026-10-24T23:30:00Z", "2026-10-25T02:00:00Z")


def test_ninety_days_back_eighteen_months_ahead_and_cancelled_ones_for_two_weeks():
    shown = policy.window(DAY)

    assert shown.since == date(2025, 12, 10)
    assert shown.until == date(2027, 9, 9)
    assert shown.cancelled_since == date(2026, 2, 24)


@pytest.mark.parametrize(
    ("hostile", "cleaned"),
    [
        ("CG-1\r\nATTENDEE:mailto:x", "CG-1 ATTENDEE:mailto:x"),
        ("CG\r1", "CG 1"),
        ("\x00CG\x1b-\x0b1\x7f", "CG - 1"),
        ("CG\u2028-\u20291\u202e", "CG - 1"),
        ("CG\ud800-1", "CG -1"),
        ("  CG-1;,\\  ", "CG-1;,\\"),
        ("", ""),
        ("x" * 500, "x" * policy.LONGEST_TITLE),
    ],
    ids=repr,
)
def test_a_title_is_one_clean_line(hostile, cleaned):
    assert policy.clean(hostile) == cleaned


@given(st.text(alphabet=st.characters(), max_size=200))
def test_whatever_an_alias_holds_two_readers_read_the_same_one_entry(alias):
    event = policy.event_of(meeting(), alias=alias)

    body = ics.write([event])

    (read,) = read_by_icalendar(body)
    assert read.summary == event.summary
    assert read_by_ical(body) == [read]


@given(st.text(alphabet=st.characters(), max_size=200))
def test_whatever_an_alias_holds_the_lines_are_lines_of_a_calendar(alias):
    body = ics.write([policy.event_of(meeting(), alias=alias)])

    assert body.endswith(b"END:VCALENDAR\r\n")
    for line in body.removesuffix(b"\r\n").split(b"\r\n"):
        assert 0 < len(line) <= 75
        assert not any(byte < 0x20 for byte in line)
        line.decode()


@pytest.mark.parametrize(
    "text",
    [
        TOKEN.upper(),
        TOKEN.lower(),
        f"{TOKEN}.",
        f"{TOKEN} ",
        f"{TOKEN}\n",
        TOKEN[:-1],
        f"{TOKEN}x",
        TOKEN.removeprefix(policy.PREFIX),
        TOKEN.replace("A", "\uff21"),
        "",
        "\ud800",
    ],
    ids=repr,
)
def test_only_a_token_of_ours_is_looked_up_at_all(text):
    is_other = text == TOKEN.lower()

    # In small letters it has the shape of another one, which is then not found.
    assert policy.is_token(text) == is_other
    assert policy.is_token(TOKEN)


def test_a_hundred_fetches_in_an_hour_are_none_too_many():
    assert not policy.is_too_often(100)
    assert policy.is_too_often(101)


def test_who_left_has_an_empty_calendar_for_thirty_days():
    left_at = RECORDED

    assert not policy.is_gone(left_at, left_at + timedelta(days=30, seconds=-1))
    assert policy.is_gone(left_at, left_at + timedelta(days=30))


def test_a_change_is_always_a_second_later_than_the_one_before():
    first = policy.next_change(None, RECORDED.replace(microsecond=900_000))
    second = policy.next_change(first, RECORDED.replace(microsecond=950_000))

    assert first == RECORDED
    assert second == RECORDED + timedelta(seconds=1)
    assert policy.next_change(second, RECORDED + timedelta(days=1)) == (
        RECORDED + timedelta(days=1)
    )


def test_one_file_holds_the_same_entry_and_nothing_of_a_subscription():
    event = policy.event_of(meeting(sequence=3), alias="CG-4817")

    single = ics.write_single(event)

    assert read_by_icalendar(single) == read_by_icalendar(ics.write([event]))
    for word in (b"X-WR-CALNAME", b"REFRESH-INTERVAL", b"X-PUBLISHED-TTL", b"METHOD"):
        assert word not in single
    assert b"BEGIN:VTIMEZONE" in single


def test_a_file_says_of_itself_that_it_does_not_change():
    event = policy.event_of(meeting(), alias="CG-4817")

    single, whole = ics.write_single(event), ics.write([event])

    assert b"does not change by itself" in single.replace(b"\r\n ", b"")
    assert b"by themselves" not in single.replace(b"\r\n ", b"")
    assert b"by themselves" in whole.replace(b"\r\n ", b"")


def test_an_entry_says_nothing_but_kind_alias_and_time():
    body = ics.write([policy.event_of(meeting(), alias="CG-4817")])

    (entry,) = body.split(b"BEGIN:VEVENT\r\n")[1:]
    names = {line.partition(b":")[0].partition(b";")[0] for line in _lines(entry)}
    assert names == {
        *(b"UID", b"DTSTAMP", b"LAST-MODIFIED", b"SEQUENCE", b"SUMMARY"),
        *(b"DESCRIPTION", b"CLASS", b"DTSTART", b"DTEND", b"STATUS", b"TRANSP"),
        *(b"X-MICROSOFT-CDO-BUSYSTATUS", b"END"),
    }
    assert b"CLASS:PRIVATE" in entry


def _lines(entry):
    unfolded = entry.replace(b"\r\n ", b"")
    return unfolded.removesuffix(b"END:VCALENDAR\r\n").rstrip(b"\r\n").split(b"\r\n")


# Whoever changes how the same facts are written raises FORMAT too, or calendars that
# have them already are told that nothing changed.
FROZEN = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Core Group Coordinator//Calendar//EN
CALSCALE:GREGORIAN
NAME:Core groups
X-WR-CALNAME:Core groups
REFRESH-INTERVAL;VALUE=DURATION:PT1H
X-PUBLISHED-TTL:PT1H
X-WR-TIMEZONE:Europe/London
BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19700329T010000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19701025T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
SUMMARY:Cancelled: Core group · CG-4817
DTSTART;TZID=Europe/London:20260310T100000
DTEND;TZID=Europe/London:20260310T110000
DTSTAMP:20260210T090000Z
UID:0000000000000000@core-groups.invalid
SEQUENCE:2
CLASS:PRIVATE
DESCRIPTION:UK times\\, which update by themselves with some delay. Everyth
 ing else is in Slack.
LAST-MODIFIED:20260210T090000Z
STATUS:CANCELLED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
BEGIN:VEVENT
SUMMARY:Core group due · CG-4817
DTSTART;VALUE=DATE:20260310
DTEND;VALUE=DATE:20260311
DTSTAMP:20260210T090000Z
UID:core-group-due-g@core-groups.invalid
SEQUENCE:5
CLASS:PRIVATE
DESCRIPTION:UK times\\, which update by themselves with some delay. Everyth
 ing else is in Slack.
LAST-MODIFIED:20260210T090000Z
STATUS:CONFIRMED
TRANSP:TRANSPARENT
X-MICROSOFT-CDO-BUSYSTATUS:FREE
END:VEVENT
END:VCALENDAR
"""


def test_the_bytes_of_a_small_calendar_stay_as_they_are():
    cancelled = policy.event_of(
        meeting(cancelled_at=RECORDED, sequence=2), alias="CG-4817"
    )
    due = Due("g", "g", DueKind.CORE_GROUP, DAY, 5, RECORDED)
    (deadline,) = policy.events(Contents(due=(due,), aliases={"g": "CG-4817"}))

    body = ics.write([cancelled, deadline])

    assert body.decode() == FROZEN.replace("\n", "\r\n")
    assert policy.FORMAT == "1"
