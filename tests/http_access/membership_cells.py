"""What can be done about who belongs, and the right each needs: written by hand."""

from typing import Final

from tests.http_access.cell import Cell
from tests.http_access.making import form, group, inside, press
from tests.http_access.payloads import choice, day, person

MEMBERSHIP: Final = (
    Cell(
        listener="membership.open_add",
        make=inside("membership.open_add", group, group),
        needs=((9, "Y"),),
    ),
    Cell(
        listener="membership.add",
        make=form(
            "membership.add",
            group,
            lambda case: {"person": person(case.world.newcomer)},
        ),
        needs=((9, "Y"),),
        shows="home",
    ),
    Cell(
        listener="membership.open_end",
        make=inside(
            "membership.open_end", group, lambda case: case.place.membership_id
        ),
        needs=((9, "Y"),),
    ),
    Cell(
        listener="membership.end",
        make=form(
            "membership.end",
            lambda case: case.place.membership_id,
            lambda _: {"when": choice("now")},
        ),
        needs=((9, "Y"),),
        shows="home",
    ),
    Cell(
        listener="membership.open_chair",
        make=inside("membership.open_chair", group, group),
        needs=((11, "Y"),),
    ),
    Cell(
        listener="membership.allocate_chair",
        make=form(
            "membership.allocate_chair",
            group,
            lambda case: {"person": person(case.world.third_chair)},
        ),
        needs=((11, "Y"),),
        shows="home",
    ),
    Cell(
        listener="membership.open_change_lead",
        make=inside("membership.open_change_lead", group, group),
        needs=((10, "Y"),),
    ),
    Cell(
        listener="membership.change_lead",
        make=form(
            "membership.change_lead",
            group,
            lambda case: {
                "person": person(case.world.next_lead),
                "from_on": day(case.today),
                "before": choice("leaves"),
            },
        ),
        needs=((10, "Y"),),
        shows="home",
    ),
    Cell(
        listener="membership.open_handover",
        make=press("membership.open_handover", group),
        needs=((7, "Y"),),
    ),
)
