"""A whole round for six siblings: asked, answered, reminded, opened, packed."""

from tests.journeys.stage import words_of
from tests.log_guard import CANARY
from tests.practice_workspace import ASHA, BEN, CAROL, ESTHER, FEMI, HANA, IAIN, XAN

WORRIED = {
    "recommendation": "seek_legal_advice",
    "reason": f"{CANARY} <!channel> the youngest has lost weight since the last review",
    "knowing": ["seen_myself"],
    "score": "2",
}
END = {"told_parents": f"{CANARY} everything that is written here", "urgent": "no"}


def _six(stage):
    """Return the alias of the six siblings, from Ben's Home."""
    stage.workspace.open_home(BEN)
    home = stage.until(lambda: stage.workspace.home(BEN))
    line = next(
        text for text in words_of(home).split("\n") if "your view is due" in text
    )
    return line.partition(":")[0]


def _give(stage, alias):
    """Let Ben give his view from the message on his phone, different for one child."""
    first = stage.press_in_message(BEN, "Give your view")
    assert "Nobody is watching this" in words_of(first)
    youngest = next(
        option["value"]
        for block in first["blocks"]
        if str(block.get("block_id", "")).endswith(":differ")
        for option in block["element"]["options"]
        if option["text"]["text"].endswith("/6")
    )
    common = {**WORRIED, "recommendation": "continue", "reason": f"{CANARY} steady"}
    page = stage.submit(BEN, {**common, "differ": [youngest]})
    assert f"{alias}/6" in words_of(page)
    stage.submit(BEN, WORRIED)
    assert "has been received" in words_of(stage.submit(BEN, END))


def _pack(stage, alias):
    """Let the chair turn every page of the pack, and return what it says."""
    stage.press_in_home(FEMI, "Open the pack", beside=alias)
    pages = [words_of(stage.modal(FEMI))]
    while "Next" in pages[-1].splitlines():
        pages.append(words_of(stage.press(FEMI, "Next")))
    return "\n".join(pages)


def test_a_round_goes_from_asking_to_the_pack(stage):
    alias = _six(stage)
    _give(stage, alias)

    # Nobody can read it before closing, not even the chair.
    stage.workspace.open_home(FEMI)
    home = stage.until(lambda: stage.workspace.home(FEMI))
    assert "Read the views" not in words_of(home).split(alias)[1].split("CG-")[0]

    # Reminders come to those not yet heard from, and to them only.
    ben_was_told, iain_was_told = len(stage.told(BEN)), len(stage.told(IAIN))
    stage.to_working_day(3)
    assert len(stage.told(IAIN)) > iain_was_told
    since = "\n".join(words_of(message) for message in stage.told(BEN)[ben_was_told:])
    # He may well be asked whether he comes to the core group.
    assert not [line for line in since.splitlines() if alias in line and "view" in line]

    # After closing the group reads them side by side, the disagreement first.
    stage.to_working_day(4)
    stage.press_in_home(CAROL, "Read the views", beside=alias)
    read = words_of(stage.modal(CAROL))
    assert "Views differ" in read
    assert "Not heard from" in read

    # Five working days before the conference the chair's pack is there, and everything
    # that Ben wrote is in it, as he wrote it.
    stage.to_working_day(4)
    pack = _pack(stage, alias)
    assert WORRIED["reason"] in pack
    assert "Questions to put" in pack
    assert "not yet heard from" in pack


def test_nothing_that_was_written_stands_in_what_was_sent(stage):
    stage.press_in_message(BEN, "Give your view")
    stage.submit(BEN, WORRIED)
    stage.submit(BEN, END)
    stage.to_working_day(8)

    sent = [
        str(call["args"])
        for call in stage.workspace.log()
        if call["method"].startswith(("chat.", "conversations.", "pins.", "files."))
    ]

    assert sent
    assert not [call for call in sent if CANARY in call]


def test_a_view_that_is_given_leaves_the_list_that_was_sent(stage):
    before, alias = len(stage.told(BEN)), _six(stage)
    asked = f"*{alias}*: your view"
    assert asked in words_of(stage.told(BEN)[-1])
    _give(stage, alias)

    stage.until(lambda: asked not in words_of(stage.told(BEN)[-1]))

    assert len(stage.told(BEN)) == before


def test_everybody_is_told_once_a_day_at_most(stage):
    for _ in range(6):
        stage.to_working_day(1)

    for person in (ASHA, BEN, CAROL, ESTHER, HANA, IAIN):
        keys = [
            message["metadata"]["event_payload"]["key"]
            for message in stage.told(person)
            if message.get("metadata")
        ]
        assert len(keys) == len(set(keys)), person


def test_somebody_in_no_group_is_told_nothing_and_shown_nothing(stage):
    stage.to_working_day(8)
    stage.workspace.open_home(XAN)
    home = stage.until(lambda: stage.workspace.home(XAN))

    assert stage.told(XAN) == []
    assert "CG-" not in words_of(home)
