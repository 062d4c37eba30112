"""The family's chronology: since the last review first, dates and kinds only."""

from datetime import timedelta

import pytest

from bot.forms import chronology as form
from models.tables.conferences import Conference
from models.tables.meetings import Meeting
from models.vocabulary import ConferenceKind, MeetingKind, MemberRole, NoticeKind
from tests.gallery.shown import elements, texts
from tests.log_guard import CANARY
from tests.notices import noticing
from workflows.errors import NotYours
from workflows.overview import chronology
from workflows.overview.chronology import ON_A_PAGE, What


def _open(world, family, person, number=0):
    with world.work() as session:
        return chronology.chronology(
            session,
            actor=world.actor(person),
            group_id=family.id,
            number=number,
            now=world.now,
        )


def _held(world, family, days_ago, kind=ConferenceKind.REVIEW):
    on = world.today - timedelta(days=days_ago)
    conference = world.conference(family, on=on, kind=kind)
    with world.work() as session:
        session.get_one(Conference, conference.id).held_on = on
    return on


def _meeting(world, family, days_ago, **more):
    on = world.today - timedelta(days=days_ago)
    with world.work() as session:
        session.add(
            Meeting(
                group_id=family.id,
                kind=MeetingKind.CORE_GROUP,
                dated_on=on,
                recorded_at=world.now,
                **more,
            )
        )
    return on


def _give(world, family, days_ago, kind=NoticeKind.NOT_BROUGHT):
    on = world.today - timedelta(days=days_ago)
    return noticing.give(world, family, world.ben, kind, happened_on=on)


def _said(found):
    return "\n".join(texts(form.page(found)["blocks"]))


def test_what_happened_since_the_last_review_comes_first_the_newest_first(world):
    family = world.group()
    _held(world, family, 95, ConferenceKind.INITIAL)
    review_on = _held(world, family, 20)
    for days_ago in (60, 21, 20, 19, 2):
        _give(world, family, days_ago)

    found = _open(world, family, world.ben)

    assert (found.last_on, found.last_kind) == (review_on, ConferenceKind.REVIEW)
    assert [(world.today - one.on).days for one in found.since] == [2, 19, 20]
    assert [(world.today - one.on).days for one in found.before] == [20, 21, 60, 95]
    said = _said(found)
    assert said.index("Since the last review") < said.index("Before")


def test_without_a_review_it_begins_with_the_initial_conference(world):
    family = world.group()
    _held(world, family, 30, ConferenceKind.INITIAL)
    _give(world, family, 3)

    found = _open(world, family, world.ben)

    assert found.last_kind is ConferenceKind.INITIAL
    assert "Since the initial conference" in _said(found)


def test_a_family_of_which_nothing_is_known_says_so(world):
    found = _open(world, world.group(), world.ben)

    assert (found.since, found.before) == ((), ())
    assert "Nothing is recorded yet." in _said(found)


def test_meetings_are_there_when_held_or_cancelled_and_not_when_to_come(world):
    family = world.group()
    _meeting(world, family, -10)
    held_on = _meeting(world, family, 40, held_on=world.today - timedelta(days=40))
    _meeting(world, family, 1, cancelled_at=world.now, short_notice=True)

    found = _open(world, family, world.ben)

    assert [(one.what, one.on) for one in found.since] == [
        (What.MEETING_CANCELLED, world.today),
        (What.MEETING_HELD, held_on),
    ]
    assert "cancelled, at short notice" in _said(found)


def test_closing_views_and_a_change_of_lead_social_worker_are_there(world):
    family = world.group()
    found = world.open_round(family)
    world.close(found)
    world.leave(family, world.asha)
    world.member(family, world.xan, role=MemberRole.LEAD_SOCIAL_WORKER)

    shown = _open(world, family, world.ben)

    whats = [one.what for one in shown.since]
    assert whats.count(What.VIEWS_CLOSED) == 1
    assert whats.count(What.LEAD_CHANGED) == 1
    said = _said(shown)
    assert "the lead social worker changed" in said
    assert "Xan" not in said


def test_a_corrected_notice_stays_and_both_are_marked(world):
    family = world.group()
    first = _give(world, family, 5)
    noticing.give(world, family, world.ben, corrects=first)

    found = _open(world, family, world.ben)

    assert [(one.is_correction, one.is_corrected) for one in found.since] == [
        (True, False),
        (False, True),
    ]
    assert "corrected later" in _said(found)


def test_when_it_was_recorded_is_said_where_that_was_another_day(world):
    family = world.group()
    _give(world, family, 0)
    _give(world, family, 3)

    today, earlier = _said(_open(world, family, world.ben)).split("Read\n", 1)

    assert "recorded on" not in today
    assert "recorded on" in earlier


def test_it_holds_dates_and_kinds_and_nothing_that_was_written(world):
    family = world.group()
    _give(world, family, 1)

    found = _open(world, family, world.ben)

    assert CANARY not in repr(found)
    assert "was not brought" in _said(found)
    assert len(world.audited("chronology opened")) == 1


def test_only_who_may_read_a_notice_has_the_button(world):
    family = world.group()
    receipt = _give(world, family, 1)

    def pressed(person):
        view = form.page(_open(world, family, person))
        return [(one["action_id"], one["value"]) for one in elements(view["blocks"])]

    assert pressed(world.ben) == [("notices.read", receipt.notice_id)]
    assert pressed(world.quentin) == []


@pytest.mark.parametrize("who", ["xan", "ines", "hugh"])
def test_who_may_not_see_it_is_refused(world, who):
    family = world.group()

    with pytest.raises(NotYours):
        _open(world, family, getattr(world, who))


@pytest.mark.parametrize("extra", [0, 1])
def test_a_long_chronology_is_turned_page_by_page_and_fits(world, extra):
    family = world.group()
    _held(world, family, 40)
    for number in range(ON_A_PAGE + extra - 1):
        _meeting(
            world,
            family,
            90 - number,
            held_on=world.today - timedelta(days=90 - number),
        )

    first = _open(world, family, world.ben)
    last = _open(world, family, world.ben, number=99)

    assert (first.number, first.pages) == (0, 1 + extra)
    assert last.number == last.pages - 1
    assert len(first.since) + len(first.before) == ON_A_PAGE
    assert len(form.page(first)["blocks"]) <= 100
    turns = {one["action_id"] for one in elements(form.page(first)["blocks"])}
    assert turns == ({form.NEXT} if extra else set())
    assert form.read_place(form.page(last)) == (family.id, last.number)
