"""What can be done about actions, and the right each needs: written by hand."""

import json
from datetime import timedelta
from functools import partial
from typing import Final

from tests.http_access.cell import Cell
from tests.http_access.making import Case, form, group, inside, press
from tests.http_access.payloads import Json, choice, day, text

OWN: Final = {
    "LSW": "adult_action_id",
    "VCM": "voluntary_action_id",
    "DEP": "absent_action_id",
    "CHR": "chair_action_id",
    "TM": "manager_action_id",
}


def own_action(case: Case) -> str:
    """Name the action that is this person's to report on; anybody else a member's."""
    name = OWN.get(case.someone.own, "member_action_id")
    return str(getattr(case.place, name))


def action(case: Case) -> str:
    """Name the action of a member."""
    return case.place.member_action_id


def adult(case: Case) -> str:
    """Name an adult of whom nothing is asked."""
    return case.place.adult_id


def first_page(case: Case) -> str:
    """Name the first page of the actions."""
    return json.dumps([case.place.group_id, 0])


def first_version(case: Case) -> str:
    """Name the action as it was first made."""
    return json.dumps([case.place.member_action_id, 1])


def filled(case: Case) -> dict[str, Json]:
    """Fill in the form for an action."""
    return {
        "owner": choice(f"member:{case.place.member_id}", "static_select"),
        "what": text("Call the surgery"),
        "outcome": text("Weighed each month"),
        "due_on": day(case.today + timedelta(days=9)),
    }


_make = partial(Cell, needs=((23, "Y"),))
_adults = partial(Cell, needs=((8, "Y"),))
_sheet = partial(Cell, needs=((28, "Y"),))

ACTIONS: Final = (
    Cell(
        listener="actions.open",
        make=press("actions.open", group),
        needs=((25, "YM"),),
    ),
    *(
        Cell(listener=name, make=inside(name, first_page), needs=((25, "YM"),))
        for name in ("actions.next", "actions.previous")
    ),
    _make(listener="actions.open_make", make=press("actions.open_make", group)),
    _make(
        listener="actions.make", make=form("actions.make", group, filled), shows="home"
    ),
    _make(listener="actions.open_change", make=press("actions.open_change", action)),
    _make(
        listener="actions.change",
        make=form("actions.change", first_version, filled),
        shows="home",
    ),
    _make(listener="actions.open_end", make=press("actions.open_end", action)),
    _make(
        listener="actions.end",
        make=form("actions.end", action, lambda _: {"reason": text("They moved.")}),
        shows="home",
    ),
    Cell(
        listener="actions.open_report",
        make=press("actions.open_report", own_action),
        needs=((24, "O"),),
    ),
    Cell(
        listener="actions.report",
        make=form(
            "actions.report",
            own_action,
            lambda _: {"progress": choice("stuck"), "line": text("No answer yet.")},
        ),
        needs=((24, "O"),),
        shows="home",
    ),
    _adults(listener="actions.open_adults", make=press("actions.open_adults", group)),
    _adults(
        listener="actions.add_adult",
        make=form(
            "actions.add_adult",
            group,
            lambda _: {"relation:0": choice("father", "static_select")},
        ),
    ),
    _adults(
        listener="actions.end_adult",
        make=inside("actions.end_adult", group, adult),
    ),
    _sheet(listener="actions.open_sheet", make=press("actions.open_sheet", group)),
    _sheet(
        listener="actions.sheet",
        make=form(
            "actions.sheet",
            group,
            lambda case: {"adult": choice(adult(case), "static_select")},
        ),
    ),
    # It only acknowledges that a link was followed, and gives nothing.
    Cell(
        listener="actions.followed",
        make=press("actions.followed"),
        needs=(),
        shows="",
        at="anywhere",
    ),
)
