"""What can be done about timelines and past days, and the right each needs."""

import json
from typing import Final

from tests.http_access.cell import Cell
from tests.http_access.making import Case, form, group, inside, press
from tests.http_access.payloads import Json, day


def timeline_page(case: Case) -> str:
    """Name the timeline that a modal shows."""
    return json.dumps([case.place.group_id, False])


def today(case: Case) -> dict[str, Json]:
    """Choose today, of which what was recorded so far is known."""
    return {"day": day(case.today)}


TIMELINE: Final = (
    Cell(
        listener="timeline.open",
        make=press("timeline.open", group),
        needs=((66, "Y"),),
    ),
    *(
        Cell(
            listener=f"timeline.{way}",
            make=inside(f"timeline.{way}", timeline_page, group),
            needs=((66, "Y"),),
        )
        for way in ("whole", "since", "picture")
    ),
    Cell(listener="as_at.open", make=press("as_at.open", group), needs=((66, "Y"),)),
    Cell(
        listener="as_at.show",
        make=form("as_at.show", group, today),
        needs=((66, "Y"),),
        shows="",
    ),
)
