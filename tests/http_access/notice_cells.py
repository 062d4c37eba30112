"""What can be done about notices, and the right each needs: written by hand."""

from datetime import timedelta
from typing import Final

from tests.http_access.cell import Cell
from tests.http_access.making import (
    chronology_page,
    form,
    group,
    inside,
    new_notice,
    newest_notice,
    notice,
    press,
)
from tests.http_access.payloads import day

NOTICES: Final = (
    Cell(
        listener="notices.open_give",
        make=press("notices.open_give", group),
        needs=((26, "Y"),),
    ),
    Cell(listener="notices.give", make=new_notice(), needs=((26, "Y"),), shows="home"),
    Cell(
        listener="notices.give",
        make=new_notice(notice),
        needs=((26, "Y"),),
        shows="home",
        about="that corrects another",
    ),
    Cell(
        listener="notices.read",
        make=press("notices.read", notice),
        needs=((27, "Y"),),
    ),
    Cell(
        listener="notices.acknowledge",
        make=inside("notices.acknowledge", notice, notice),
        needs=((26, "Y"), (27, "Y")),
    ),
    Cell(
        listener="notices.open_correct",
        make=inside("notices.open_correct", notice, notice),
        needs=((26, "Y"), (27, "Y")),
    ),
    Cell(
        listener="notices.open_check_in",
        make=press("notices.open_check_in", newest_notice),
        needs=((17, "Y"),),
    ),
    Cell(
        listener="notices.check_in",
        make=form(
            "notices.check_in",
            newest_notice,
            lambda case: {"dated_on": day(case.today + timedelta(days=1))},
        ),
        needs=((17, "Y"),),
        shows="home",
    ),
    Cell(
        listener="notices.chronology",
        make=press("notices.chronology", group),
        needs=((66, "Y"),),
    ),
    *(
        Cell(listener=name, make=inside(name, chronology_page), needs=((66, "Y"),))
        for name in ("notices.chronology_next", "notices.chronology_previous")
    ),
)
