"""A health visitor calls on a Friday at 16:00, before a bank holiday: no answer."""

from datetime import date

import pytest

from tests.journeys.stage import opened, words_of
from tests.log_guard import CANARY
from tests.practice_workspace import BEN, FEMI, GRACE
from workflows import clock

GITA, PIOTR, QUENTIN, SOFIA = "UGITA0012", "UPIOTR011", "UQUENT013", "USOFIA014"
FRIDAY = date(2031, 5, 23)


@pytest.fixture(params=["socket", "http"])
def friday(request, database_url, ring, tmp_path):
    """Yield the example caseload on the Friday before the late May bank holiday."""
    begins = clock.at(FRIDAY, 16)
    with opened(
        database_url, ring, tmp_path, mode=request.param, begins=begins
    ) as made:
        yield made


def _record(stage):
    """Let Ben record the call; name it."""
    form = stage.press_in_home(BEN, "Record a referral")
    menus = {
        block["block_id"]: block for block in form["blocks"] if "block_id" in block
    }
    group, team = (
        next(
            option["value"]
            for option in menus[name]["element"]["options"]
            if option["text"]["text"].startswith(text)
        )
        for name, text in (("group", "CG-"), ("team", "Front door"))
    )
    thanks = stage.submit(
        BEN,
        {
            "danger": "no",
            "group": group,
            "worry": "NEG",
            "concern": f"No food: {CANARY}",
            "as": "telephone",
            "made_on": FRIDAY.isoformat(),
            "made_at": "16:00",
            "team": team,
            "source": "3B",
            "knows": "not_yet",
        },
    )
    said = words_of(thanks)
    assert "in writing by Sunday 25 May, 16:00" in said
    assert "they are chased on Tuesday 27 May" in said
    stage.workspace.close_view(BEN, everything=True)
    return next(word for word in said.split() if word.startswith("RF-")).rstrip(":")


def _told(stage, person, *words):
    """Say whether somebody was sent a message with all of these words."""
    return any(
        all(word in str(message.get("blocks")) for word in words)
        for message in stage.told(person)
    )


def test_a_call_that_nobody_answers_goes_up_until_somebody_decides(friday):
    stage = friday
    alias = _record(stage)
    chase = (alias, "no answer yet")

    # Monday is a bank holiday: nobody is written to, and the third day ends.
    stage.move_to(clock.at(date(2031, 5, 27), 7, 50))
    assert not any(_told(stage, one, *chase) for one in (GITA, PIOTR, GRACE))
    stage.move_to(clock.at(date(2031, 5, 27), 8, 20))
    assert all(_told(stage, one, *chase) for one in (GITA, PIOTR))
    assert not _told(stage, GRACE, *chase)
    assert _told(stage, BEN, alias, "confirm your referral")

    for day, person in ((28, GRACE), (29, QUENTIN), (30, SOFIA)):
        stage.move_to(clock.at(date(2031, 5, day), 8, 20))
        assert _told(stage, person, *chase)
    assert _told(stage, SOFIA, "You are the last who is asked")

    stage.press_in_home(SOFIA, "Answer it", beside=alias)
    thanks = stage.submit(
        SOFIA, {"answer": "accepted", "text": f"A visit today: {CANARY}"}
    )
    assert "It came late" in words_of(thanks)
    told = len(stage.told(SOFIA))
    stage.move_to(clock.at(date(2031, 6, 6), 12))
    assert not any(_told(stage, one, alias, "was due by") for one in (QUENTIN, SOFIA))
    assert len(stage.told(SOFIA)) <= told + 5

    shown = stage.press_in_home(BEN, "Read the answer", beside=alias)
    assert f"A visit today: {CANARY}" in words_of(shown)
    for person in (BEN, GITA, GRACE, QUENTIN, SOFIA, FEMI):
        assert CANARY not in str(stage.told(person))
