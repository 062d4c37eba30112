"""The listeners about calendar addresses, and what each of them is tried with."""

from functools import partial
from typing import Final

from tests.http_access.cell import Cell
from tests.http_access.making import core_group, form, group, inside, nothing, press
from tests.http_access.payloads import choice, ticked

_own = partial(Cell, at="anywhere", needs=((4, "O"),))

CALENDARS: Final = (
    _own(listener="calendars.open", make=press("calendars.open")),
    _own(
        listener="calendars.make",
        make=form("calendars.make", nothing, lambda _: {"options": ticked("tasks")}),
    ),
    _own(listener="calendars.renew", make=inside("calendars.renew", nothing)),
    _own(
        listener="calendars.save",
        make=form("calendars.save", nothing, lambda _: {"options": ticked("discreet")}),
        # Only the member of the cast has an address to change.
        told=frozenset({"LSW", "VCM", "ASL", "CHR", "TM", "QA", "CSM", "RCV", "BS"}),
    ),
    _own(listener="calendars.remove", make=inside("calendars.remove", nothing)),
    Cell(
        listener="calendars.file",
        make=press("calendars.file", core_group),
        needs=((7, "YM"),),
    ),
    Cell(
        listener="calendars.open_take_back",
        make=inside("calendars.open_take_back", group, group),
        needs=((5, "Y"),),
    ),
    Cell(
        listener="calendars.take_back",
        make=form(
            "calendars.take_back",
            group,
            lambda case: {"person": choice(case.place.subscriber_id, "static_select")},
        ),
        needs=((5, "Y"),),
    ),
)
