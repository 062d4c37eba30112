"""What can be done about core groups, and the right each needs: written by hand."""

from datetime import timedelta
from typing import Final

from tests.http_access.cell import Cell
from tests.http_access.making import (
    Case,
    chosen_day,
    core_group,
    form,
    group,
    held,
    inside,
    press,
)
from tests.http_access.payloads import Json, choice, day, text


def _much_later(case: Case) -> dict[str, Json]:
    return {
        "day": day(case.today + timedelta(weeks=9)),
        "because": text("The school is shut."),
    }


MEETINGS: Final = (
    Cell(
        listener="meetings.open_date",
        make=inside("meetings.open_date", group, group),
        needs=((14, "Y"),),
    ),
    Cell(
        listener="meetings.open_agreed_date",
        make=press("meetings.open_agreed_date", group),
        needs=((15, "Y"),),
    ),
    Cell(
        listener="meetings.date",
        make=form("meetings.date", group, chosen_day),
        needs=((14, "Y"),),
        shows="home",
    ),
    Cell(
        listener="meetings.date",
        make=form("meetings.date", group, _much_later),
        needs=((15, "Y"),),
        shows="home",
        about="beyond the limit",
        told=frozenset({"LSW", "TM", "BS"}),
    ),
    Cell(
        listener="meetings.open_change",
        make=inside("meetings.open_change", group, core_group),
        needs=((14, "Y"),),
    ),
    Cell(
        listener="meetings.open_not_held",
        make=inside("meetings.open_not_held", held, held),
        needs=((14, "Y"),),
    ),
    Cell(
        listener="meetings.change",
        make=form("meetings.change", core_group, lambda _: {"way": choice("cannot")}),
        needs=((14, "Y"),),
        shows="home",
    ),
    Cell(
        listener="meetings.change",
        make=form(
            "meetings.change",
            core_group,
            lambda case: {
                "way": choice("goes_ahead"),
                "chair": choice(case.place.outside_id),
            },
        ),
        needs=((14, "Y"),),
        shows="home",
        about="that goes ahead",
    ),
    Cell(
        listener="meetings.cancel",
        make=form(
            "meetings.cancel", core_group, lambda _: {"because": text("I am ill.")}
        ),
        needs=((14, "Y"),),
        shows="home",
    ),
)
