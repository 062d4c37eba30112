"""What can be done about scores, and the right each needs: written by hand."""

import json
from typing import Final

from tests.http_access.cell import Cell
from tests.http_access.making import Case, form, held, inside, press
from tests.http_access.payloads import Json, choice

QUESTIONS: Final = {
    "achieved": "nothing_changed",
    "stuck": "something_stuck",
    "account": "one_account",
    "challenged": "wondered",
    "legal_route": "nobody_asked",
}


def own(case: Case) -> str:
    """Name a core group that has met, and for whom a deputy gives."""
    return f"{case.place.held_id}:{case.for_person or ''}"


def about(case: Case) -> str:
    """Say the same as the form does."""
    return json.dumps([case.place.held_id, case.for_person])


def filled(_: Case) -> dict[str, Json]:
    """Fill in the whole form."""
    answers = {name: choice(value) for name, value in QUESTIONS.items()}
    return {"score": choice("3", "static_select"), **answers}


SCORES: Final = (
    Cell(
        listener="scores.open_give",
        make=press("scores.open_give", own),
        needs=((20, "O"),),
    ),
    Cell(
        listener="scores.give",
        make=form("scores.give", about, filled),
        needs=((20, "O"),),
        shows="home",
    ),
    Cell(listener="scores.read", make=press("scores.read", held), needs=((21, "Y"),)),
    Cell(
        listener="scores.lines",
        make=inside("scores.lines", held, held),
        needs=((21, "Y"),),
    ),
    Cell(
        listener="scores.over_time",
        make=inside("scores.over_time", held, lambda case: case.place.child_id),
        needs=((21, "Y"),),
    ),
)
