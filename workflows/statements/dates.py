"""The days of a round: when views are asked for, and until when. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workflows.profile import Profile
from workflows.working_days import Calendar


class DatedFrom(StrEnum):
    """What the closing of a round was counted from."""

    CORE_GROUP = "core_group"
    CONFERENCE = "conference"
    SHORT_WINDOW = "short_window"
    CHAIR_DECIDES = "chair_decides"


@dataclass(frozen=True, kw_only=True)
class RoundDates:
    """
    The days of one round. Each is counted through 23:59, London time.

    If the chair decides, `closes_on` only stands until the chair has said otherwise.
    """

    opens_on: date
    closes_on: date
    half_time_on: date | None
    last_call_on: date
    chair_decides: bool
    reason: DatedFrom


def round_dates(
    conference_on: date,
    core_group_dates: Collection[date],
    *,
    today: date,
    calendar: Calendar,
    profile: Profile,
) -> RoundDates:
    """
    Set the days of a round that has not opened yet.

    Source: design 4.3, when; East Sussex 2023, Rec 3.
    """
    rules = profile.statements
    planned, reason = _planned_closing(
        conference_on, core_group_dates, calendar, profile
    )
    opens_on = calendar.subtract(planned, rules.opens_before_closing.value)
    if opens_on < today:
        opens_on = _on_or_after(today, calendar)
    closes_on = planned
    if calendar.count_between(opens_on, planned) < rules.short_window.value:
        reason = DatedFrom.SHORT_WINDOW
        closes_on = _short_closing(opens_on, conference_on, calendar, profile)
    return _dates(
        opens_on,
        closes_on,
        reason,
        conference_on=conference_on,
        not_before=opens_on,
        calendar=calendar,
        profile=profile,
    )


def moved_round_dates(
    opened: RoundDates,
    conference_on: date,
    core_group_dates: Collection[date],
    *,
    today: date,
    calendar: Calendar,
    profile: Profile,
) -> RoundDates:
    """
    Set the days of a round anew because its conference has moved.

    The opening stays once it is past. A closing that comes forward leaves people two
    working days from the day they hear of it, or what they had. A closed round stays
    closed, since its views have been shown.
    Source: design 4.3, fixed once opened unless the conference moves.
    """
    if today > opened.closes_on:
        return opened
    if today < opened.opens_on:
        return round_dates(
            conference_on,
            core_group_dates,
            today=today,
            calendar=calendar,
            profile=profile,
        )
    rules = profile.statements
    closes_on, reason = _planned_closing(
        conference_on, core_group_dates, calendar, profile
    )
    opens_on = opened.opens_on
    if calendar.count_between(opens_on, closes_on) < rules.short_window.value:
        reason = DatedFrom.SHORT_WINDOW
        closes_on = _short_closing(opens_on, conference_on, calendar, profile)
    if closes_on < opened.closes_on:
        fair = calendar.add(today, rules.shortest_window.value)
        closes_on = max(closes_on, min(opened.closes_on, fair))
    return _dates(
        opens_on,
        closes_on,
        reason,
        conference_on=conference_on,
        not_before=_on_or_after(today, calendar),
        calendar=calendar,
        profile=profile,
    )


def _planned_closing(
    conference_on: date,
    core_group_dates: Collection[date],
    calendar: Calendar,
    profile: Profile,
) -> tuple[date, DatedFrom]:
    rules = profile.statements
    earliest = calendar.subtract(conference_on, rules.core_group_earliest.value)
    latest = calendar.subtract(conference_on, rules.core_group_latest.value)
    fitting = [day for day in core_group_dates if earliest <= day <= latest]
    if fitting:
        closes_on = calendar.subtract(
            max(fitting), rules.closes_before_core_group.value
        )
        return closes_on, DatedFrom.CORE_GROUP
    closes_on = calendar.subtract(conference_on, rules.closes_before_conference.value)
    return closes_on, DatedFrom.CONFERENCE


def _short_closing(
    opens_on: date, conference_on: date, calendar: Calendar, profile: Profile
) -> date:
    rules = profile.statements
    closes_on = min(
        calendar.add(opens_on, rules.short_window.value),
        calendar.subtract(conference_on, rules.short_closes_before_conference.value),
    )
    return max(closes_on, calendar.add(opens_on, rules.shortest_window.value))


def _dates(
    opens_on: date,
    closes_on: date,
    reason: DatedFrom,
    *,
    conference_on: date,
    not_before: date,
    calendar: Calendar,
    profile: Profile,
) -> RoundDates:
    chair_decides = closes_on >= conference_on
    if chair_decides:
        # Until the chair has decided, views can still be read at the conference.
        reason = DatedFrom.CHAIR_DECIDES
        day_before = calendar.subtract(conference_on, 1)
        closes_on = max(not_before, day_before)
    rules = profile.statements
    window = calendar.count_between(opens_on, closes_on)
    half_time_on = calendar.add(opens_on, window * rules.half_time.value // 100)
    last_call_on = max(
        calendar.subtract(closes_on, rules.last_call.value),
        calendar.next_working_day(opens_on),
    )
    # In the shortest window the last call is the closing day itself, so that the
    # safeguarding lead hears of it before the gap is named.
    last_call_on = min(last_call_on, closes_on)
    return RoundDates(
        opens_on=opens_on,
        closes_on=closes_on,
        half_time_on=half_time_on if opens_on < half_time_on < last_call_on else None,
        last_call_on=last_call_on,
        chair_decides=chair_decides,
        reason=reason,
    )


def _on_or_after(day: date, calendar: Calendar) -> date:
    return day if calendar.is_working_day(day) else calendar.next_working_day(day)


def core_group_to_discuss(
    closes_on: date, conference_on: date, core_group_dates: Collection[date]
) -> date | None:
    """
    Find the last core group that can still talk about the views together.

    Without one, the lead social worker and the chair are told.
    Source: design 4.3, at closing; East Sussex 2023, 2.1.2.
    """
    between = [day for day in core_group_dates if closes_on < day < conference_on]
    return max(between, default=None)


def pack_ready_on(
    closes_on: date, conference_on: date, *, calendar: Calendar, profile: Profile
) -> date:
    """
    Give the day of the pack: five working days before, or when the views are in.

    Source: design 4.3, the chair's pack.
    """
    rule = profile.packs.ready_before_conference
    usual = calendar.subtract(conference_on, rule.value)
    return max(usual, calendar.next_working_day(closes_on))
