"""Forms about calendar addresses, at their shortest and at their longest."""

from bot.blocks import Block
from bot.forms import calendars
from tests.gallery import facts
from workflows.calendars.policy import PREFIX
from workflows.calendars.use_cases import CalendarForm, Options, TakeBackForm


def calendar_forms() -> dict[str, Block]:
    """Return every form about a calendar address."""
    none, made = CalendarForm(), CalendarForm(made_on=facts.CLOSES)
    fetched = CalendarForm(
        made_on=facts.CLOSES,
        last_fetched_at=facts.AT,
        options=Options(discreet=True, with_tasks=True),
    )
    switched_off = CalendarForm(made_on=facts.CLOSES, is_off=True)
    url = f"https://coregroup.example.org/calendar/{PREFIX}{'t' * 43}.ics"
    return {
        "calendar-nowhere": calendars.calendar(none, can_subscribe=False),
        "calendar-none": calendars.calendar(none, can_subscribe=True),
        "calendar-shortest": calendars.calendar(made, can_subscribe=True),
        "calendar-longest": calendars.calendar(fetched, can_subscribe=True),
        "calendar-switched-off": calendars.calendar(switched_off, can_subscribe=True),
        "calendar-address": calendars.address(url),
        "calendar-take-back-nobody": calendars.take_back(_take_back(0)),
        "calendar-take-back-longest": calendars.take_back(_take_back(40)),
    }


def _take_back(people: int) -> TakeBackForm:
    who = f"{facts.LONG_NAME} ({facts.LONG_AGENCY})"
    return TakeBackForm(
        group_id=facts.ROUND,
        alias=facts.LONG_ALIAS,
        people=tuple((f"person{number:010}", who) for number in range(people)),
    )
