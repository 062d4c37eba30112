"""Who sees what of an alert; the caseload, the week's message, the footprint."""

import csv
from datetime import timedelta

import pytest

from bot.listeners.drift import written
from models.vocabulary import GrantedRole, MemberRole
from tests.drift import drifting
from tests.drift.drifting import weeks
from tests.log_guard import CANARY
from workflows.drift import footprint, reading
from workflows.errors import NotYours
from workflows.overview import chronology
from workflows.overview.chronology import What

DIGEST, LIST = "drift.digest", "overview.daily_list"


@pytest.fixture
def raised(world, late):
    """Return a family with an alert about a late core group."""
    drifting.sweep(world)
    return late


@pytest.fixture
def ticked(world):
    """Return a family in which Ben, whom Hugh manages, feels intimidated."""
    made = world.group(members=(world.ben, world.carol))
    found = world.open_round(made)
    world.submit(found, world.ben, world.answers(made, intimidated=True))
    world.meeting(made, world.today - weeks(1))
    world.conference(made, on=world.today - weeks(2))
    drifting.sweep(world)
    return made


@pytest.mark.parametrize("who", ["asha", "femi", "grace"])
def test_whose_part_it_is_reads_every_signal_and_each_reading_is_kept(
    world, raised, who
):
    page = drifting.page(world, raised, getattr(world, who))

    assert [one.name for one in page.signals] == ["core_group_late"]
    assert [row.actor_id for row in world.audited("alert read")] == [
        getattr(world, who).id
    ]


@pytest.mark.parametrize("who", ["quentin", "sofia"])
def test_others_see_dates_and_how_many_and_nothing_of_what(world, raised, who):
    drifting.add_line(world, raised)
    drifting.sleep(world, raised, ["core_group_late"])

    page = drifting.page(world, raised, getattr(world, who))

    assert page.count == 1
    assert not page.may_read
    assert (len(page.signals), len(page.answers), len(page.lines)) == (0, 0, 0)
    assert world.audited("alert dates read")


@pytest.mark.parametrize("who", ["ben", "ines", "xan"])
def test_nobody_else_opens_it(world, raised, who):
    with pytest.raises(NotYours):
        drifting.page(world, raised, getattr(world, who))


def test_intimidation_is_for_the_chair_and_their_own_manager_only(world, ticked):
    def names(person):
        return [one.name for one in drifting.page(world, ticked, person).signals]

    assert "intimidation" in names(world.femi)
    assert "intimidation" not in names(world.asha)
    # Grace manages the lead social worker, and not the one who said so.
    assert "intimidation" not in names(world.grace)


def test_a_manager_of_who_said_so_sees_it(world):
    made = world.group(members=(world.ben,))
    found = world.open_round(made)
    world.submit(found, world.asha, world.answers(made, intimidated=True))
    drifting.sweep(world)

    page = drifting.page(world, made, world.grace)

    assert "intimidation" in [one.name for one in page.signals]


def test_who_said_so_is_not_shown_it_as_lead_social_worker(world):
    made = world.group(members=(world.ben,))
    found = world.open_round(made)
    world.submit(found, world.asha, world.answers(made, intimidated=True))
    drifting.sweep(world)

    page = drifting.page(world, made, world.asha)

    assert "intimidation" not in [one.name for one in page.signals]


def test_an_alert_of_intimidation_alone_reaches_nobody_but_the_chair(world, ticked):
    only = set(drifting.standing(world, ticked))

    assert only == {"intimidation"}
    assert drifting.owed(world, world.asha) == []
    assert drifting.messages(world, "drift.alert", world.asha) == []
    assert len(drifting.messages(world, "drift.alert", world.femi)) == 1
    assert What.ALERT_RAISED not in _told_in_chronology(world, ticked)


def test_the_message_names_nobody_who_feels_intimidated(world, ticked):
    (row,) = drifting.messages(world, "drift.alert", world.femi)

    said = drifting.text(world, row)

    assert "Somebody feels intimidated" in said
    assert world.ben.id not in said
    assert "Ben" not in said


def test_a_member_reads_why_not_the_legal_route(world):
    made = world.group(members=(world.ben, world.dev), since=world.today - weeks(42))
    drifting.sweep(world)
    drifting.answer_legal(world, made)

    for person in (world.ben, world.dev, world.quentin):
        with world.work() as session:
            page = reading.read_legal(
                session, actor=world.actor(person), group_id=made.id, now=world.now
            )
        assert [one.text for one in page.answers] == [CANARY]
        assert page.answers[0].months == 9
    assert len(world.audited("legal route answers read")) == 3


def _told_in_chronology(world, family):
    with world.work() as session:
        found = chronology.chronology(
            session, actor=world.actor(world.asha), group_id=family.id, now=world.now
        )
    return [entry.what for entry in (*found.since, *found.before)]


def test_the_chronology_says_that_an_alert_was_raised_and_answered(world, raised):
    drifting.set_review(world, raised)

    told = _told_in_chronology(world, raised)

    assert told.count(What.ALERT_RAISED) == 1
    assert told.count(What.ALERT_ANSWERED) == 1


def test_a_caseload_has_the_worst_first_and_only_what_is_ones_own(world, raised):
    worse = world.group(members=(world.ben,))
    theirs = world.group(members=(world.ben,))
    world.allocate(theirs, world.quentin)
    drifting.refuse_access(world, worse)
    drifting.sweep(world)

    found = drifting.overview(world, world.femi)

    assert [line.alias for line in found.lines] == [worse.alias, raised.alias]
    assert "Access refused" in found.lines[0].titles
    assert found.total == found.owed == 2


@pytest.mark.parametrize(
    ("who", "sees_what", "opens"),
    [
        ("asha", True, True),
        ("grace", True, True),
        ("quentin", False, True),
        ("sofia", False, True),
        ("ines", False, False),
    ],
)
def test_each_sees_of_the_caseload_what_is_theirs(world, raised, who, sees_what, opens):
    (line,) = drifting.overview(world, getattr(world, who)).lines

    assert line.alias == raised.alias
    assert bool(line.titles) == sees_what
    assert line.may_open == opens


@pytest.mark.parametrize("who", ["ben", "hugh", "xan"])
def test_who_looks_after_none_opens_no_caseload(world, raised, who):
    assert drifting.alerts(world, raised)
    with pytest.raises(NotYours):
        drifting.overview(world, getattr(world, who))


def test_pages_of_a_caseload_turn_and_end(world):
    for _ in range(21):
        world.group(members=())
    drifting.sweep(world)

    first, last = (drifting.overview(world, world.femi, one) for one in (0, 9))

    assert (len(first.lines), len(last.lines)) == (20, 1)
    assert (last.number, last.pages) == (1, 2)


@pytest.fixture
def monday(world, raised):
    """Return the family on the Monday after."""
    drifting.sweep(world, world.in_working_days(4))
    return raised


def test_in_the_week_in_which_it_came_up_the_list_of_the_day_is_enough(world, raised):
    drifting.sweep(world, world.in_working_days(3))

    assert drifting.alerts(world, raised)
    assert world.told(DIGEST) == []


def test_once_a_week_a_chair_is_sent_aliases_and_numbers(world, monday):
    drifting.sweep(world, world.in_working_days(1))
    drifting.sweep(world, world.in_working_days(4))

    mine = drifting.messages(world, DIGEST, world.femi)

    assert len(mine) == 2
    said = drifting.text(world, mine[-1])
    assert f"{monday.alias}: 1 signal" in said
    assert "Core group late" not in said
    assert "Asha" not in said


def test_who_missed_the_monday_is_sent_it_later_in_the_week(world, raised):
    drifting.sweep(world, world.in_working_days(6))

    assert drifting.alerts(world, raised)
    assert len(drifting.messages(world, DIGEST, world.femi)) == 1


def test_so_are_team_manager_and_conference_service_and_nobody_else(world, monday):
    assert drifting.alerts(world, monday)
    assert world.told(DIGEST) == ["femi", "grace", "sofia"]


def test_who_has_no_open_alert_is_sent_none(world, monday):
    world.meeting(monday, world.today)
    (row,) = drifting.messages(world, DIGEST, world.femi)
    drifting.sweep(world, world.today + timedelta(days=1))

    assert not drifting.is_wanted(world, row)


def test_a_footprint_has_what_one_did_and_when_and_no_word_of_it(world, raised):
    drifting.add_line(world, raised)
    drifting.sleep(world, raised, ["core_group_late"])
    world.later(minutes=5)
    drifting.set_review(world, raised)
    with world.work() as session:
        steps = footprint.footprint(
            session, actor=world.actor(world.femi), now=world.now
        )

    head, slept, met = csv.reader(written(steps).decode("utf-8-sig").splitlines())

    assert head[0] == "core group"
    assert slept[0] == met[0] == raised.alias
    assert slept[2:4] == ["Core group late", "said that it is not drift"]
    assert met[3] == "set a midway review"
    assert met[5] == str(world.in_working_days(5))
    assert slept[7] == str(world.today)
    assert CANARY not in written(steps).decode()
    assert world.audited("own footprint exported")


def test_a_footprint_is_ones_own(world, raised):
    drifting.set_review(world, raised)
    world.grant(world.quentin, GrantedRole.SENIOR_MANAGER)

    with world.work() as session:
        of_another = footprint.footprint(
            session, actor=world.actor(world.quentin), now=world.now
        )
        with pytest.raises(NotYours):
            footprint.footprint(session, actor=world.actor(world.ben), now=world.now)

    assert of_another == ()


def test_a_new_lead_social_worker_sees_what_stands(world, raised):
    world.leave(raised, world.asha)
    world.later(minutes=5)
    world.member(raised, world.xan, role=MemberRole.LEAD_SOCIAL_WORKER)

    assert drifting.owed(world, world.asha) == []
    assert len(drifting.owed(world, world.xan)) == 1
