"""Every row that is wired, for every class of person, as Slack would ask: signed."""

from typing import Final

import pytest

from bot.listeners.everything import LISTENERS
from tests.http_access.cell import Cell
from tests.http_access.cells import CELLS
from tests.http_access.making import Case
from tests.http_access.payloads import Json
from tests.http_access.places import (
    ABSENT,
    STRANGER,
    Partnership,
    Place,
    Someone,
)
from tests.http_access.quiet_slack import Call
from tests.http_access.rig import AUDIT, Came, Rig
from workflows.errors import NotYours, Stranger

WORDS = {NotYours().said, Stranger().said}
# The rules ask the database the same questions on both kinds: on the second one, one
# case of four is tried in the check, each class and each row among them.
ONE_OF: Final = {"sqlite": 1, "postgresql": 4}


def test_every_wired_row_holds_for_every_class(rig, partnership):
    one_of = ONE_OF[rig.bot.room.database.engine.dialect.name]
    assert _tried(rig, partnership, one_of=one_of) > 1200 // one_of


@pytest.mark.soak
@pytest.mark.timeout(1800)
def test_every_case_holds_on_both_kinds_of_database(rig, partnership):
    assert _tried(rig, partnership, one_of=1) > 1200


def _tried(rig: Rig, partnership: Partnership, *, one_of: int) -> int:
    """Try the cases, and say how many there were."""
    mismatches, tried = [], 0
    for row, cell in enumerate(CELLS):
        for number, someone in enumerate(partnership.everybody):
            if (row + number) % one_of:
                continue
            for where, place in _places(cell, someone, partnership):
                case = Case(someone=someone, place=place, world=partnership)
                wanted = "refused"
                if place is not ABSENT:
                    wanted = cell.outcome(someone, where)
                elif cell.outcome(someone, "own") == "refused":
                    continue
                mismatches += [
                    f"{cell.listener} {cell.about} ({where}), {someone.name}: {fault}"
                    for fault in _faults(rig, cell, case, wanted)
                ]
                tried += 1
                rig.put_back()

    assert not mismatches, "\n".join(mismatches)
    assert _strays(rig) == []
    return tried


def _places(
    cell: Cell, someone: Someone, partnership: Partnership
) -> list[tuple[str, Place]]:
    # A stranger is turned away before any place is looked at.
    if cell.at == "anywhere" or someone.own == STRANGER:
        return [("own", partnership.own)]
    return [("own", partnership.own), ("other", partnership.other), ("absent", ABSENT)]


def _faults(rig: Rig, cell: Cell, case: Case, wanted: str) -> list[str]:
    """Let it happen, and say what was not as it should be."""
    sent = cell.make(case)
    shows = cell.shows if wanted == "served" else _shows_refusal(cell)
    came = rig.act(sent, shows=shows)
    found = _outcome(came)
    faults = [] if found == wanted else [f"{found}, and not {wanted} {came.because}"]
    if came.status != 200:
        faults.append(f"answered {came.status}")
    if found == "refused":
        faults += _faults_of_refusal(came, said=_said(came))
    if found == "served" and came.opened and "auditrow" not in came.written:
        faults.append("something sealed was read and not audited")
    if wanted == "served" and cell.shows == "view" and _said(came) is None:
        faults.append("nothing was shown")
    return faults


def _faults_of_refusal(came: Came, *, said: set[str] | None) -> list[str]:
    faults = []
    if came.written["auditrow"] != 1 or set(came.written) - AUDIT:
        faults.append(f"a refusal wrote {dict(came.written)}")
    if came.opened:
        faults.append("a refusal opened something sealed")
    if said is not None and not said <= WORDS:
        faults.append(f"a refusal said {sorted(said - WORDS)}")
    return faults


def _outcome(came: Came) -> str:
    if not came.because:
        return "served"
    is_alike = set(came.because) <= {"NotYours", "Stranger"}
    return "refused" if is_alike and len(came.because) == 1 else "told"


def _shows_refusal(cell: Cell) -> str:
    # Forms and commands are answered in the reply; events are not answered at all.
    kinds = {listener.name: listener.kind for listener in LISTENERS}
    return "view" if kinds.get(cell.listener) == "action" else ""


def _said(came: Came) -> set[str] | None:
    """Return the sentences that were shown, or nothing where nothing was."""
    if came.reply and "errors" in came.reply:
        return set(came.reply["errors"].values())
    if came.reply and "text" in came.reply:
        return {came.reply["text"]}
    views = [call.view for call in came.calls if call.view.get("type") == "modal"]
    if came.reply and "view" in came.reply:
        views.append(came.reply["view"])
    if not views:
        return None
    return {_text(block) for view in views for block in view["blocks"]}


def _text(block: Json) -> str:
    return str((block.get("text") or {}).get("text", ""))


def _strays(rig: Rig) -> list[str]:
    """Give every call that is not an answer to the one who acted."""
    own = {"views.open", "views.push", "views.update", "views.publish", "auth.test"}
    # A file is for the one who asked: in their form, or in their direct messages.
    own |= {"files.getUploadURLExternal", "upload", "files.completeUploadExternal"}
    own.add("conversations.open")
    return [
        call.method
        for call in rig.slack.calls
        if call.method not in own or not _is_direct(call)
    ]


def _is_direct(call: Call) -> bool:
    """Say whether a call names no channel that others are in."""
    return str(call.arguments.get("channel_id") or "D").startswith("D")


def test_somebody_of_every_class_is_tried(partnership):
    classes = {one.own for one in partnership.everybody if isinstance(one, Someone)}

    assert classes == {
        *(
            "LSW",
            "MEM",
            "VCM",
            "ASL",
            "CHR",
            "TM",
            "QA",
            "CSM",
            "BS",
            "OTH",
            "DEP",
            "RCV",
        ),
        "stranger",
    }


def test_every_listener_is_tried():
    assert {cell.listener for cell in CELLS} == {one.name for one in LISTENERS}
