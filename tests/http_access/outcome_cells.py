"""What can be done about outcomes, and the right each needs: written by hand."""

import json
from datetime import timedelta
from functools import partial
from typing import Final

from tests.http_access.cell import Cell
from tests.http_access.making import Case, Text, form, press
from tests.http_access.payloads import Json, choice, day, text

ASKED: Final = {
    "LSW": "lead_check_id",
    "VCM": "voluntary_check_id",
    "CHR": "chair_check_id",
    "TM": "manager_check_id",
}


def of_place(name: str) -> Text:
    """Name one thing of the place."""
    return lambda case: str(getattr(case.place, name))


def own_check(case: Case) -> str:
    """Name the check that this person was asked for; anybody else a member's."""
    name = ASKED.get(case.someone.own, "member_check_id")
    return str(getattr(case.place, name))


def first_version(case: Case) -> str:
    """Name the review that nobody has recorded."""
    return json.dumps([case.place.undecided_id, 0])


def outcome(case: Case) -> dict[str, Json]:
    """Fill in the form for an outcome."""
    return {
        "held_on": day(case.today - timedelta(days=1)),
        "quorate": choice("yes"),
        "decision": choice("continues"),
        "because": text("The work has only begun."),
    }


def finding(_: Case) -> dict[str, Json]:
    """Fill in the form of a manager."""
    return {"finding": choice("sound"), "text": text("Read the record.")}


_record = partial(Cell, needs=((40, "Y"),))
_confirm = partial(Cell, needs=((41, "N"),), named=frozenset({"QA"}))
_review = partial(
    Cell, needs=((42, "N"),), named=frozenset({"TM"}), about="of the team manager"
)
_senior = partial(
    Cell, needs=((42, "N"),), named=frozenset({"QA"}), about="of the senior manager"
)
_check = partial(
    Cell,
    needs=((43, "N"),),
    named=frozenset({"LSW", "MEM", "VCM", "CHR", "TM"}),
)

OUTCOMES: Final = (
    _record(
        listener="outcomes.open_record",
        make=press("outcomes.open_record", of_place("undecided_id")),
    ),
    _record(
        listener="outcomes.record",
        make=form("outcomes.record", first_version, outcome),
        shows="home",
    ),
    Cell(
        listener="outcomes.open",
        make=press("outcomes.open", of_place("decided_id")),
        needs=((66, "Y"),),
    ),
    _confirm(
        listener="outcomes.open_confirm",
        make=press("outcomes.open_confirm", of_place("confirm_id")),
    ),
    _confirm(
        listener="outcomes.confirm",
        make=form("outcomes.confirm", of_place("confirm_id"), finding),
        shows="home",
    ),
    *(
        make(
            listener="outcomes.open_review",
            make=press("outcomes.open_review", of_place(name)),
        )
        for make, name in (
            (_review, "manager_review_id"),
            (_senior, "senior_review_id"),
        )
    ),
    *(
        make(
            listener="outcomes.review",
            make=form("outcomes.review", of_place(name), finding),
            shows="home",
        )
        for make, name in (
            (_review, "manager_review_id"),
            (_senior, "senior_review_id"),
        )
    ),
    _check(
        listener="outcomes.open_check",
        make=press("outcomes.open_check", own_check),
    ),
    _check(
        listener="outcomes.check",
        make=form(
            "outcomes.check",
            own_check,
            lambda _: {"lasted": choice("holding"), "line": text("Well at school.")},
        ),
        shows="home",
    ),
    Cell(
        listener="outcomes.open_checks",
        make=press("outcomes.open_checks", of_place("decided_id")),
        needs=((43, "N"),),
        named=frozenset({"CHR"}),
    ),
)
