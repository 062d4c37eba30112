"""The forms about core groups, at their shortest and longest."""

from dataclasses import replace
from datetime import timedelta

from bot.blocks import Block
from bot.forms import meetings as form
from tests.gallery import facts
from workflows import clock
from workflows.meetings.cancelling import ChangeForm
from workflows.meetings.policy import Notice
from workflows.meetings.use_cases import DateForm
from workflows.profile import Profile


def meeting_forms(profile: Profile) -> dict[str, Block]:
    """Return each form by its name."""
    short, long = _change(is_long=False), _change(is_long=True)
    past = replace(short, is_past=True)
    return {
        "core-group-date-shortest": form.date_form(_date(is_long=False), profile),
        "core-group-date-longest": form.date_form(_date(is_long=True), profile),
        "core-group-change-shortest": form.change(short),
        "core-group-change-longest": form.change(long),
        "core-group-cancel-shortest": form.cancel(short, profile),
        "core-group-not-held": form.cancel(past, profile),
        "core-group-cancel-longest": form.cancel(long, profile),
    }


def _date(*, is_long: bool) -> DateForm:
    return DateForm(
        group_id=facts.ROUND,
        alias=facts.LONG_ALIAS if is_long else facts.ALIAS,
        limit_on=facts.CLOSES,
        is_late=is_long,
        may_agree=is_long,
        in_place_of=facts.CLOSES - timedelta(days=7) if is_long else None,
    )


def _change(*, is_long: bool) -> ChangeForm:
    members = [(f"person{n:010}", facts.LONG_NAME) for n in range(12)]
    return ChangeForm(
        meeting_id=facts.ROUND,
        alias=facts.LONG_ALIAS if is_long else facts.ALIAS,
        dated_on=facts.CLOSES,
        starts_at=clock.at(facts.CLOSES, 9, 30) if is_long else None,
        notice=Notice(days=0 if is_long else 12, is_short=is_long),
        short_below=5,
        limit_on=facts.CLOSES,
        is_late=is_long,
        members=tuple(members) if is_long else (),
    )
