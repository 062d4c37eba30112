"""When people may be written to. Pure. Source: design 4, 5.3."""

from datetime import UTC, date, datetime, timedelta

from workflows.clock import LONDON, at
from workflows.profile import Profile


def next_open(now: datetime, profile: Profile) -> datetime:
    """Return `now` if people may be written to, else the next moment they may be."""
    local = now.astimezone(LONDON)
    day = local.date()
    if profile.calendar.is_working_day(day):
        opens, closes = profile.message_hours.start, profile.message_hours.end
        if local.time() < opens:
            return _on(day, profile)
        if local.time() < closes:
            return now
    return morning_after(day, profile)


def morning_after(day: date, profile: Profile) -> datetime:
    """Return when messages may go out on the working day after `day`."""
    return _on(profile.calendar.add(day, 1), profile)


def end_of(day: date) -> datetime:
    """Return the first instant after a London day."""
    return at(day + timedelta(days=1), 0)


def _on(day: date, profile: Profile) -> datetime:
    start = profile.message_hours.start
    local = datetime.combine(day, start, tzinfo=LONDON)
    return local.astimezone(UTC)
