"""What can be done about alerts, and the right each needs: written by hand."""

import json
from datetime import timedelta
from functools import partial
from typing import Final

from tests.http_access.cell import Cell
from tests.http_access.making import Case, form, group, inside, press
from tests.http_access.payloads import Json, choice, day, text, ticked


def alert(case: Case) -> str:
    """Name the alert, which was taken to the conference service manager."""
    return case.place.alert_id


def first(_: Case) -> str:
    """Name the first page."""
    return json.dumps(0)


def meeting(case: Case) -> dict[str, Json]:
    """Choose a meeting and its day."""
    return {
        "kind": choice("reflective"),
        "day": day(case.today + timedelta(weeks=2)),
        "starts": choice("10:00", "static_select"),
    }


def no_drift(case: Case) -> dict[str, Json]:
    """Choose the signal that is not about safety."""
    return {
        "signals": ticked(case.place.signal_id),
        "reason": text("They meet next week."),
    }


def why(_: Case) -> dict[str, Json]:
    """Write a line."""
    return {"reason": text("The team changed hands.")}


# Nobody answered in time, so that the one it was taken to may.
_answer = partial(Cell, needs=((49, "YN"),), named=frozenset({"CSM"}))
_line = partial(Cell, needs=((48, "Y"),))
_legal = partial(Cell, needs=((50, "Y"),))
_caseload = partial(Cell, at="anywhere", needs=((52, "OYM"),))

DRIFT: Final = (
    Cell(listener="drift.read", make=press("drift.read", alert), needs=((47, "YM"),)),
    _answer(listener="drift.open_review", make=press("drift.open_review", alert)),
    _answer(
        listener="drift.review",
        make=form("drift.review", alert, meeting),
        shows="home",
    ),
    _answer(listener="drift.open_sleep", make=press("drift.open_sleep", alert)),
    _answer(
        listener="drift.sleep", make=form("drift.sleep", alert, no_drift), shows="home"
    ),
    _line(listener="drift.open_line", make=press("drift.open_line", alert)),
    _line(listener="drift.line", make=form("drift.line", alert, why), shows="home"),
    _legal(listener="drift.open_legal", make=press("drift.open_legal", alert)),
    _legal(listener="drift.legal", make=form("drift.legal", alert, why), shows="home"),
    Cell(
        listener="drift.read_legal",
        make=press("drift.read_legal", group),
        needs=((51, "Y"),),
    ),
    _caseload(listener="drift.overview", make=press("drift.overview")),
    *(
        _caseload(listener=name, make=inside(name, first))
        for name in ("drift.overview_next", "drift.overview_previous")
    ),
    Cell(
        listener="drift.footprint",
        make=press("drift.footprint"),
        needs=((52, "OY"),),
        at="anywhere",
    ),
)
