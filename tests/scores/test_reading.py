"""Given separately, shown together: who reads what, when, and what it leaves behind."""

from datetime import timedelta

import pytest

from models.vocabulary import EndChoice, EndQuestion
from tests.log_guard import CANARY
from tests.scores import scoring
from tests.scores.conftest import met
from workflows import clock
from workflows.errors import NotYours
from workflows.overview import chronology, groups
from workflows.overview import use_cases as overview
from workflows.scores.reading import NotAllIn


def _all_give(world, meeting, **scores):
    for name in ("asha", "ben", "carol"):
        said = scoring.new(scores.get(name, 4))
        scoring.give(world, meeting, getattr(world, name), said)


@pytest.mark.parametrize("who", ["asha", "ben", "carol", "femi", "grace"])
def test_until_all_are_in_there_is_only_who_has_answered(world, meeting, who):
    scoring.give(world, meeting, world.ben)

    page = scoring.read(world, meeting, getattr(world, who))

    assert not page.scores.can_be_read
    assert page.scores.have_given == ("Ben (Health visiting)",)
    assert page.scores.waiting_for == (
        "Asha (Children's social care)",
        "Carol (Hill Top School)",
    )
    assert (page.scores.children, page.scores.answers) == ((), ())
    assert (page.children, page.scores.has_lines) == ((), False)
    with pytest.raises(NotAllIn):
        scoring.lines(world, meeting, getattr(world, who))
    assert world.audited("lines after a meeting read") == []


def test_nothing_over_time_is_read_before_all_are_in(world, family, meeting):
    scoring.give(world, meeting, world.ben)

    with pytest.raises(NotAllIn):
        scoring.over_time(world, meeting, family.children[0], world.asha)


def test_with_the_last_one_everybody_can_read(world, meeting):
    _all_give(world, meeting)

    assert scoring.read(world, meeting, world.ben).scores.can_be_read


def test_once_the_day_is_over_what_is_there_can_be_read(world, meeting):
    scoring.give(world, meeting, world.ben)
    world.on(world.today, 23, 59)
    before = scoring.read(world, meeting, world.carol).scores
    world.later(minutes=1)

    after = scoring.read(world, meeting, world.carol).scores

    assert (before.can_be_read, after.can_be_read) == (False, True)
    assert len(after.children) == 2


@pytest.mark.parametrize("who", ["bea", "quentin", "hugh", "ines", "xan", "sofia"])
def test_who_may_not_read_is_refused_and_opens_nothing(world, family, meeting, who):
    world.away(world.ben, deputy=world.bea)
    for name in ("asha", "ben", "carol"):
        scoring.give(world, meeting, getattr(world, name))
    person = getattr(world, who)

    for read in (scoring.read, scoring.lines):
        with pytest.raises(NotYours):
            read(world, meeting, person)
    with pytest.raises(NotYours):
        scoring.over_time(world, meeting, family.children[0], person)

    assert world.audited("scores of a meeting read") == []


def test_scores_stand_by_agency_with_both_ends_and_no_average(world, family, meeting):
    world.member(family, world.bea, since=world.today)
    _all_give(world, meeting, asha=8, ben=3, carol=5)
    scoring.give(world, meeting, world.bea, scoring.new(6))

    (first, _) = scoring.read(world, meeting, world.asha).scores.children

    assert (first.lowest, first.highest) == (3, 8)
    assert [(one.agency, one.scores) for one in first.by_agency] == [
        ("Health visiting", (3, 6)),
        ("Hill Top School", (5,)),
        ("Children's social care", (8,)),
    ]


def test_answers_stand_side_by_side_with_the_fewest_first(world, meeting):
    scoring.give(world, meeting, world.asha)
    scoring.give(world, meeting, world.ben)
    wonders = scoring.new(challenged=EndChoice.WONDERED)
    scoring.give(world, meeting, world.carol, wonders)

    answers = scoring.read(world, meeting, world.femi).scores.answers

    assert [one.question for one in answers] == [*EndQuestion]
    assert answers[3].sides == (
        (EndChoice.WONDERED, ("Carol (Hill Top School)",)),
        (
            EndChoice.NOBODY_DISAGREES,
            ("Asha (Children's social care)", "Ben (Health visiting)"),
        ),
    )


def test_lines_are_read_on_request_and_each_reading_is_one_row(world, meeting):
    scoring.give(world, meeting, world.asha, scoring.new(line=""))
    scoring.give(world, meeting, world.ben, scoring.new(line=""))
    said = scoring.new(stuck=EndChoice.SOMETHING_STUCK)
    scoring.give(world, meeting, world.carol, said)

    page = scoring.read(world, meeting, world.ben)
    written = scoring.lines(world, meeting, world.ben).lines

    assert page.scores.has_lines
    assert CANARY not in repr(page)
    assert [(one.who, one.text) for one in written[EndQuestion.STUCK]] == [
        ("Carol (Hill Top School)", CANARY)
    ]
    for event in ("scores of a meeting read", "lines after a meeting read"):
        (row,) = world.audited(event)
        assert (row.actor_id, row.subject) == (world.ben.id, meeting.id)


def test_what_is_late_and_what_a_deputy_gave_says_so(world, meeting):
    scoring.give(world, meeting, world.asha)
    world.later(days=1)
    world.away(world.ben, deputy=world.bea)
    scoring.give(world, meeting, world.bea, for_person=world.ben)

    found = scoring.read(world, meeting, world.grace).scores

    assert found.have_given == (
        "Asha (Children's social care)",
        "Ben (Health visiting, late, given by Bea)",
    )
    assert found.waiting_for == ("Carol (Hill Top School)",)


def test_scores_over_time_are_of_this_core_group_and_of_those_before(world, family):
    child = family.children[0]
    earlier, this, later = (
        met(world, family, clock.at(world.today + timedelta(days=days), 10))
        for days in (-42, 0, 2)
    )
    scoring.give(world, earlier, world.ben, scoring.new(7))
    world.on(world.today, 11)
    for name, score in (("asha", 8), ("ben", 3), ("carol", 5)):
        scoring.give(world, this, getattr(world, name), scoring.new(score))
    world.on(later.dated_on, 11)
    scoring.give(world, later, world.ben, scoring.new(0))

    found = scoring.over_time(world, this, child, world.femi)

    assert found.alias == f"{family.alias}/1"
    assert found.rounds == (earlier.dated_on, this.dated_on)
    by_label = {
        line.label: [(point.lowest, point.highest) for point in line.points]
        for line in found.lines
    }
    assert by_label == {
        "Social care": [(8, 8)],
        "Health": [(7, 7), (3, 3)],
        "Education": [(5, 5)],
    }


def test_a_child_of_another_family_has_no_scores_here(world, meeting):
    other = world.group()
    _all_give(world, meeting)

    with pytest.raises(NotYours):
        scoring.over_time(world, meeting, other.children[0], world.asha)


def _chronology(world, family, person):
    with world.work() as session:
        found = chronology.chronology(
            session, actor=world.actor(person), group_id=family.id, now=world.now
        )
    what = chronology.What.SCORES_GIVEN
    entries = (*found.since, *found.before)
    return found, [one for one in entries if one.what is what]


def test_the_chronology_says_once_that_scores_were_given(world, family, meeting):
    assert _chronology(world, family, world.asha)[1] == []
    scoring.give(world, meeting, world.ben)
    scoring.give(world, meeting, world.carol)
    scoring.give(world, meeting, world.carol)

    found, (entry,) = _chronology(world, family, world.asha)

    assert (entry.on, entry.meeting_id) == (world.today, meeting.id)
    assert found.may_read_scores
    # A senior manager sees that they were given, and not what.
    others, (same,) = _chronology(world, family, world.quentin)
    assert (same, others.may_read_scores) == (entry, False)


def _page(world, family, person):
    with world.work() as session:
        return groups.group_page(
            session,
            actor=world.actor(person),
            group_id=family.id,
            now=world.now,
            profile=world.profile,
        )


def test_the_group_page_offers_what_its_reader_may_do(world, family, meeting):
    found = {
        who: _page(world, family, getattr(world, who)).last_scores
        for who in ("ben", "femi", "grace", "quentin")
    }

    assert {who: (one.may_give, one.may_read) for who, one in found.items()} == {
        "ben": (True, True),
        "femi": (True, True),
        "grace": (False, True),
        "quentin": (False, False),
    }
    assert {one.meeting_id for one in found.values()} == {meeting.id}


def test_the_group_page_keeps_to_the_last_one_that_has_begun(world, family):
    before = world.meeting(family, world.today - timedelta(days=30))
    met(world, family, clock.at(world.today, 10))
    world.on(world.today, 9)

    found = scoring.last(world, family.id, world.ben)

    assert found is not None
    assert found.meeting_id == before.id


def test_a_family_that_never_met_offers_nothing(world):
    assert scoring.last(world, world.group().id, world.ben) is None


def test_home_lists_what_is_owed_and_holds_nothing_that_was_written(world, meeting):
    scoring.sweep(world)
    scoring.give(world, meeting, world.carol)

    with world.work() as session:
        home = overview.home(
            session, actor=world.actor(world.ben), now=world.now, profile=world.profile
        )

    (owed,) = home.scores
    assert (owed.meeting_id, owed.met_on) == (meeting.id, world.today)
    assert CANARY not in repr(home)
