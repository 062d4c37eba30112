"""What can be done to find a date and to say who comes: the rights, by hand."""

import json
from datetime import timedelta
from typing import Final

from tests.http_access.cell import Cell
from tests.http_access.making import Case, core_group, form, group, inside, press
from tests.http_access.payloads import Json, choice, day, text

# They pass the gate and are told that only members are asked.
NO_MEMBERS: Final = frozenset({"CHR", "TM"})
# They may convene, and are told that members are being asked already.
CONVENORS: Final = frozenset({"LSW", "TM", "BS"})


def _proposal(case: Case) -> str:
    return case.place.proposal_id


def _date(case: Case) -> str:
    return case.place.proposed_date_id


def _own_dates(case: Case) -> str:
    return f"{case.place.proposal_id}:{case.for_person or ''}"


def _own_coming(case: Case) -> str:
    return f"{case.place.meeting_id}:{case.for_person or ''}"


def _answer_page(case: Case) -> str:
    return json.dumps([case.place.proposal_id, case.for_person])


def _say_form(case: Case) -> str:
    return json.dumps([case.place.meeting_id, case.for_person])


def _new_dates(case: Case) -> dict[str, Json]:
    return {
        "day_1": day(case.today + timedelta(weeks=3)),
        "time_1": choice("10:00", "static_select"),
    }


FINDING: Final = (
    Cell(
        listener="proposals.open_propose",
        make=inside("proposals.open_propose", group, group),
        needs=((14, "Y"),),
        told=CONVENORS,
    ),
    Cell(
        listener="proposals.propose",
        make=form("proposals.propose", group, _new_dates),
        needs=((14, "Y"),),
        told=CONVENORS,
    ),
    Cell(
        listener="proposals.open",
        make=press("proposals.open", group),
        needs=((14, "Y"),),
    ),
    Cell(
        listener="proposals.open_fix",
        make=inside("proposals.open_fix", group, _date),
        needs=((14, "Y"),),
    ),
    Cell(
        listener="proposals.fix",
        make=form("proposals.fix", _date, lambda _: {}),
        needs=((14, "Y"),),
        shows="home",
    ),
    Cell(
        listener="proposals.take_back",
        make=inside("proposals.take_back", group, _proposal),
        needs=((14, "Y"),),
    ),
    Cell(
        listener="proposals.reopen",
        make=inside("proposals.reopen", group, _proposal),
        needs=((14, "Y"),),
        told=CONVENORS,
    ),
    Cell(
        listener="proposals.open_answer",
        make=press("proposals.open_answer", _own_dates),
        needs=((18, "O"),),
        told=NO_MEMBERS,
    ),
    *(
        Cell(
            listener=name,
            make=inside(name, _answer_page, _date),
            needs=((18, "O"),),
            told=NO_MEMBERS,
        )
        for name in (
            "proposals.myself",
            "proposals.by_phone",
            "proposals.deputy",
            "proposals.cannot",
        )
    ),
)
COMING: Final = (
    Cell(
        listener="coming.open_say",
        make=press("coming.open_say", _own_coming),
        needs=((18, "O"),),
        told=NO_MEMBERS,
    ),
    Cell(
        listener="coming.say",
        make=form("coming.say", _say_form, lambda _: {"answer": choice("cannot")}),
        needs=((18, "O"),),
        shows="home",
        told=NO_MEMBERS,
    ),
    Cell(
        listener="coming.who",
        make=press("coming.who", core_group),
        needs=((7, "Y"),),
    ),
    Cell(
        listener="coming.notes",
        make=press("coming.notes", core_group),
        needs=((22, "Y"),),
    ),
    Cell(
        listener="coming.open_write_notes",
        make=inside("coming.open_write_notes", core_group, core_group),
        needs=((14, "Y"),),
    ),
    Cell(
        listener="coming.write_notes",
        make=form(
            "coming.write_notes", core_group, lambda _: {"venue": text("Room 3")}
        ),
        needs=((14, "Y"),),
        shows="",
    ),
    Cell(
        listener="groups.why",
        make=inside("groups.why", group, group),
        needs=((7, "YM"),),
    ),
)
DATES: Final = (*FINDING, *COMING)
