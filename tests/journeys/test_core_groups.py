"""A family of six, from their initial conference through three core groups."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from models.tables.access import Person
from models.tables.membership import Allocation
from models.tables.outbox import OutboxRow
from models.tables.plans import CoreGroup
from models.vocabulary import Effect, Urgency
from tests.journeys.stage import opened, words_of
from tests.log_guard import CANARY
from tests.practice_workspace import ASHA, BEN, CAROL, ESTHER, FEMI, GRACE, XAN
from workflows import clock

SIX = 6


def _set_up(stage):
    """Let the manager set up the family on the day of its conference; name it."""
    before = _aliases(stage, GRACE)
    stage.press_in_home(GRACE, "Set up a core group")
    stage.submit(
        GRACE,
        {
            "initial_on": stage.today.isoformat(),
            "person": ASHA,
            "children": str(SIX),
        },
    )
    months = {f"{n}:born": f"{stage.today.year - 1 - n}-05" for n in range(1, SIX + 1)}
    categories = {f"{n}:category": "NEG" for n in range(1, SIX + 1)}
    _submit_children(stage, {**months, **categories})
    _close(stage, GRACE)
    (alias,) = stage.until(lambda: _aliases(stage, ASHA) - before)
    for person in (BEN, CAROL, ESTHER):
        _on_page(stage, ASHA, alias, "Add a member", {"person": person})
    _allocate(stage, alias)
    return alias


def _allocate(stage, alias):
    """Let the conference service allocate Femi, as an import does."""
    with stage.database.work() as session:
        group = session.exec(select(CoreGroup).where(CoreGroup.alias == alias)).one()
        femi = session.exec(select(Person).where(Person.slack_user_id == FEMI)).one()
        session.add(
            Allocation(
                group_id=group.id,
                person_id=femi.id,
                from_on=stage.today,
                recorded_at=stage.now,
            )
        )


def _submit_children(stage, values):
    answer = stage.workspace.submit(
        GRACE,
        {
            block["block_id"]: {"answer": values[block["block_id"]]}
            for block in stage.modal(GRACE)["blocks"]
            if block.get("block_id") in values
        },
    )
    assert not answer.get("errors")


def _aliases(stage, person):
    stage.workspace.open_home(person)
    home = stage.until(lambda: stage.workspace.home(person))
    words = words_of(home).replace(":", " ").replace("\n", " ").split(" ")
    return {word for word in words if word.startswith("CG-")}


def _close(stage, person):
    stage.workspace.close_view(person, everything=True)


def _on_page(stage, person, alias, label, values):
    """Press something on a core group's page, and send the form that it opens."""
    stage.press_in_home(person, "Open", beside=alias)
    stage.press(person, label)
    stage.submit(person, values)
    _close(stage, person)


def _date(stage, alias, person, days):
    on = stage.profile.calendar.add(stage.today, days)
    _on_page(
        stage,
        person,
        alias,
        "Date a core group",
        {"day": on.isoformat(), "starts": "10:00"},
    )
    return on


def _record(stage, alias, person, came):
    """Record the meeting from Home: who came, and that all children were seen."""
    stage.press_in_home(person, "Record the meeting", beside=alias)
    options = {
        option["text"]["text"].split(": ")[1]: option["value"]
        for block in stage.modal(person)["blocks"]
        if block.get("block_id") == "came"
        for option in block["element"]["options"]
    }
    ids = [value for name, value in options.items() if name.split()[0] in came]
    assert len(ids) == len(came)
    page = stage.submit(person, {"came": ids, "missing": f"{CANARY} the father"})
    assert f"{alias}/6" in words_of(page)
    seen_on = (stage.today - timedelta(days=3)).isoformat()
    stage.submit(person, {"seen_on": seen_on, "seen_by": ids[0], "how": ["alone"]})
    done = stage.submit(person, {})
    assert "The record is finished." in words_of(done)
    _close(stage, person)


def _read(stage, alias, person):
    stage.press_in_home(person, "Read the record", beside=alias)
    words = words_of(stage.modal(person))
    _close(stage, person)
    return words


def _told(stage, person, since=0):
    return "\n".join(words_of(message) for message in stage.told(person)[since:])


def test_from_the_initial_conference_through_three_core_groups(stage):
    alias = _set_up(stage)
    stage.until(lambda: f"{alias}: find a date." in _home(stage, ASHA))

    # The first one inside ten working days; Carol sends a colleague's apologies.
    first = _date(stage, alias, ASHA, 8)
    _say(stage, CAROL, alias, {"answer": "cannot", "report": ["report"]})
    stage.move_to(_at(stage, first + timedelta(days=1)))
    stage.to_working_day(1)
    _record(stage, alias, ASHA, {"Asha", "Ben", "Esther"})
    stage.to_working_day(1)
    read = _read(stage, alias, BEN)
    assert f"{alias}/6" in read
    assert f"{CANARY} the father" in read
    assert "Carol" in read

    _cancelled_and_passed_on(stage, alias)

    # And the third, from the new lead social worker.
    third = _date(stage, alias, GRACE, 20)
    stage.move_to(_at(stage, third + timedelta(days=1)))
    stage.to_working_day(1)
    _record(stage, alias, GRACE, {"Grace", "Ben"})
    stage.to_working_day(1)
    assert "It was not quorate." in _read(stage, alias, ESTHER)

    _nothing_leaked(stage, alias)


def _cancelled_and_passed_on(stage, alias):
    """Let the second be cancelled at short notice, then held by somebody else."""
    # The second is cancelled the day before, without a new date: the chair hears.
    second = _date(stage, alias, ASHA, 15)
    stage.move_to(_at(stage, stage.profile.calendar.subtract(second, 1)))
    before = len(stage.told(FEMI))
    stage.press_in_home(ASHA, "Open", beside=alias)
    stage.press(ASHA, "Change or cancel")
    stage.submit(ASHA, {"way": "cannot"})
    stage.submit(ASHA, {"because": f"{CANARY} ill"})
    _close(stage, ASHA)
    stage.to_working_day(1)
    assert alias in _told(stage, FEMI, before)
    stage.until(lambda: f"{alias}: the core group of" in _home(stage, ASHA))

    # It is rearranged, and Grace passes the family on to somebody else meanwhile.
    again = _date(stage, alias, ASHA, 3)
    _on_page(
        stage,
        GRACE,
        alias,
        "Change the lead social worker",
        {"person": GRACE, "from_on": stage.today.isoformat(), "before": "leaves"},
    )
    stage.move_to(_at(stage, again + timedelta(days=1)))
    stage.to_working_day(1)
    # Who leads now owes the record, and who led before can neither see nor write it.
    stage.until(lambda: alias not in _home(stage, ASHA))
    _record(stage, alias, GRACE, {"Grace", "Ben", "Carol"})
    stage.to_working_day(1)
    assert "Grace" in _read(stage, alias, CAROL)


def _home(stage, person):
    stage.workspace.open_home(person)
    return words_of(stage.until(lambda: stage.workspace.home(person)))


def _at(stage, day):
    return stage.now.replace(
        year=day.year, month=day.month, day=day.day, hour=9, minute=0
    )


def _say(stage, person, alias, values):
    stage.press_in_home(person, "Say whether you come", beside=alias)
    stage.submit(person, values)
    _close(stage, person)


def _nothing_leaked(stage, alias):
    """Nobody else was told of the family, and nothing that was written was sent."""
    assert alias not in _told(stage, XAN)
    sent = [
        str(call["args"])
        for call in stage.workspace.log()
        if call["method"].startswith(("chat.", "conversations.", "pins.", "files."))
    ]
    assert [call for call in sent if alias in call]
    assert not [call for call in sent if CANARY in call]


@pytest.fixture(params=["socket", "http"])
def autumn(request, database_url, ring, tmp_path):
    """Yield the example caseload on the Monday before the clocks go back."""
    begins = clock.at(date(2031, 10, 20), 9)
    with opened(
        database_url, ring, tmp_path, mode=request.param, begins=begins
    ) as made:
        yield made


def test_two_weeks_over_the_night_on_which_the_clocks_go_back(autumn):
    stage = autumn
    on = date(2031, 10, 27)
    for _ in range(10):
        stage.to_working_day(1)

    with stage.database.work() as session:
        rows = session.exec(select(OutboxRow)).all()
    sent = [row for row in rows if row.sent_at is not None]
    routine = [row for row in sent if row.urgency is Urgency.ROUTINE]
    hours = stage.profile.message_hours
    # What waits for the morning waits for the morning of the clock on the wall.
    opened_at = {
        row.not_before.astimezone(clock.LONDON).time()
        for row in routine
        if row.not_before > row.created_at
    }
    # One that Slack did not take at once comes a moment later, never earlier.
    assert min(opened_at) == hours.start
    days = {clock.today(row.sent_at) for row in routine}
    assert min(days) < date(2031, 10, 26) < max(days)
    assert on in days
    lists = [
        (row.person_id, clock.today(row.sent_at))
        for row in sent
        if row.kind == "overview.daily_list" and row.effect is Effect.DIRECT_MESSAGE
    ]
    assert len(lists) == len(set(lists)) > 0
