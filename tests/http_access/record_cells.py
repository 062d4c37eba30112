"""What can be done about records, and the right each needs: written by hand."""

from datetime import timedelta
from typing import Final

from tests.http_access.cell import Cell
from tests.http_access.making import Case, form, held, inside, press
from tests.http_access.payloads import Json, choice, day, ticked


def begun(case: Case) -> str:
    """Name a meeting whose record is begun, with every child spoken of."""
    return case.place.begun_id


def recorded(case: Case) -> str:
    """Name a meeting whose record is finished."""
    return case.place.recorded_id


def took_part(case: Case) -> dict[str, Json]:
    """Fill in who took part."""
    return {
        "held_on": day(case.today - timedelta(days=4)),
        "came": ticked(case.place.member_id, kind="multi_static_select"),
    }


def saw(case: Case) -> dict[str, Json]:
    """Fill in who saw one of the children."""
    return {
        "children": ticked(case.place.child_id),
        "seen_on": day(case.today - timedelta(days=8)),
        "seen_by": choice(case.place.member_id, "static_select"),
    }


RECORDS: Final = (
    Cell(listener="records.open", make=press("records.open", held), needs=((19, "Y"),)),
    Cell(
        listener="records.open_correct",
        make=inside("records.open_correct", recorded, recorded),
        needs=((19, "Y"),),
    ),
    Cell(
        listener="records.open_children",
        make=inside("records.open_children", begun, begun),
        needs=((19, "Y"),),
    ),
    Cell(
        listener="records.attendance",
        make=form("records.attendance", held, took_part),
        needs=((19, "Y"),),
        shows="home",
    ),
    Cell(
        listener="records.children",
        make=form("records.children", begun, saw),
        needs=((19, "Y"),),
    ),
    Cell(
        listener="records.finish",
        make=form("records.finish", begun, lambda _: {}),
        needs=((19, "Y"),),
        shows="home",
    ),
    Cell(
        listener="records.read",
        make=press("records.read", recorded),
        needs=((21, "Y"),),
        shows="home",
    ),
)
