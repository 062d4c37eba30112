"""What can be done about challenges, and the right each needs: written by hand."""

import json
from functools import partial
from typing import Final

from tests.http_access import payloads
from tests.http_access.cell import Cell
from tests.http_access.making import Case, form, group, inside, nothing, press
from tests.http_access.payloads import Json, choice, text

RAISED: Final = {
    "LSW": "lead_challenge_id",
    "VCM": "voluntary_challenge_id",
    "ASL": "safeguarding_challenge_id",
    "CHR": "chair_challenge_id",
    "TM": "manager_challenge_id",
    "DEP": "deputy_challenge_id",
}
OWED: Final = {
    "CHR": "chair_rung_id",
    "TM": "manager_rung_id",
    "QA": "senior_rung_id",
    "CSM": "service_rung_id",
    "DEP": "absent_rung_id",
}


def own_challenge(case: Case) -> str:
    """Name the challenge that this person raised; anybody else a member's."""
    name = RAISED.get(case.someone.own, "member_challenge_id")
    return str(getattr(case.place, name))


def own_place(case: Case) -> str:
    """Name one's own challenge on the rung where it stands."""
    rung = 1
    if case.someone.own == "LSW":
        rung = 2
    return json.dumps([own_challenge(case), rung])


def own_rung(case: Case) -> str:
    """Name the rung on which this person owes the answer; anybody else the lead's."""
    return str(getattr(case.place, OWED.get(case.someone.own, "lead_rung_id")))


def leads_rung(case: Case) -> str:
    """Name the rung of the lead social worker, whoever asks; a deputy asks theirs."""
    name = "absent_rung_id" if case.someone.own == "DEP" else "lead_rung_id"
    return str(getattr(case.place, name))


def readable(case: Case) -> str:
    """Name one's own challenge, or the one where the service manager is named."""
    if case.someone.own == "CSM":
        return case.place.risky_challenge_id
    return own_challenge(case)


def members(case: Case) -> str:
    """Name a member's challenge, which has reached nobody above."""
    return case.place.member_challenge_id


def first_page(case: Case) -> str:
    """Name the first page of the challenges."""
    return json.dumps([case.place.group_id, 0])


def filled(_: Case) -> dict[str, Json]:
    """Fill in the form for a challenge."""
    return {
        "about": choice("progress"),
        "what": text("Nothing has changed."),
        "wanted": text("A meeting with the managers."),
        "risk": choice("no"),
    }


def answered(_: Case) -> dict[str, Json]:
    """Answer a challenge."""
    return {"what": choice("answer"), "text": text("We meet on Monday.")}


def settled(_: Case) -> dict[str, Json]:
    """Say that a challenge is settled."""
    return {"decision": choice("settled"), "text": text("")}


_any = partial(Cell, at="anywhere", needs=((2, "O"),))
_raise = partial(Cell, needs=((44, "O"),))
_answer = partial(
    Cell, needs=((45, "N"),), named=frozenset({"LSW", "CHR", "TM", "QA", "CSM", "DEP"})
)
_leads = partial(
    Cell, needs=((45, "N"),), named=frozenset({"LSW", "DEP"}), about="of the lead"
)
_read = partial(Cell, needs=((46, "YON"),), named=frozenset({"CSM"}))

CHALLENGES: Final = (
    # Only their own groups are offered; sending the form asks for row 44.
    _any(
        listener="challenges.shortcut",
        make=lambda case: payloads.shortcut(case.account, "challenges.shortcut"),
    ),
    _any(listener="challenges.begin", make=press("challenges.begin", nothing)),
    _raise(
        listener="challenges.open_raise", make=press("challenges.open_raise", group)
    ),
    _raise(
        listener="challenges.raise",
        make=form("challenges.raise", group, filled),
        shows="home",
    ),
    _raise(
        listener="challenges.open_decide",
        make=press("challenges.open_decide", own_challenge),
    ),
    _raise(
        listener="challenges.decide",
        make=form("challenges.decide", own_place, settled),
        shows="home",
    ),
    _read(listener="challenges.list", make=press("challenges.list", group)),
    *(
        _read(listener=name, make=inside(name, first_page))
        for name in ("challenges.next", "challenges.previous")
    ),
    _read(listener="challenges.read", make=press("challenges.read", readable)),
    Cell(
        listener="challenges.read",
        about="of a member",
        make=press("challenges.read", members),
        # Who raised it is a member; each of the others reads it as their class.
        needs=((46, "Y"),),
    ),
    *(
        each(
            listener="challenges.open_answer",
            make=press("challenges.open_answer", rung),
        )
        for each, rung in ((_answer, own_rung), (_leads, leads_rung))
    ),
    *(
        each(
            listener="challenges.answer",
            make=form("challenges.answer", rung, answered),
            shows="home",
        )
        for each, rung in ((_answer, own_rung), (_leads, leads_rung))
    ),
)
