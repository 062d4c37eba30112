"""Finding a date: proposed, answered with a press, fixed, told once."""

from datetime import timedelta

import pytest

from models.vocabulary import AgencyKind, ComingAs
from tests.coming import attending
from tests.log_guard import CANARY
from tests.proposals import finding
from workflows.coming.policy import Standing
from workflows.errors import NotYours
from workflows.meetings import policy as meetings
from workflows.proposals import policy

DAY = timedelta(days=1)


@pytest.fixture
def family(world):
    """Build a family whose last core group was a week ago, on a working morning."""
    family = world.group(members=(world.ben, world.carol, world.hetty))
    world.meeting(family, world.in_working_days(-5))
    return family


@pytest.fixture
def proposal(world, family):
    """Propose two dates inside the limit."""
    return finding.propose(
        world, family, world.asha, world.in_working_days(8), world.in_working_days(10)
    )


@pytest.fixture
def dates(world, proposal):
    """Return the two proposed dates."""
    return finding.dates_of(world, proposal)


def test_every_member_in_slack_is_asked_in_their_message_of_the_day(
    world, family, proposal
):
    assert finding.daily(world) == ["ben", "carol"]
    (asked,) = finding.owed(world, world.ben).to_answer
    assert asked.answer_by == world.in_working_days(3)
    assert not finding.owed(world, world.asha).to_answer
    assert not finding.owed(world, world.xan).to_answer


@pytest.mark.parametrize("said", ComingAs)
def test_a_press_is_kept_at_once_and_takes_the_date_off_what_is_owed(
    world, dates, said
):
    finding.answer(world, dates[0], world.ben, said)
    found = finding.answer(world, dates[1], world.ben, said)

    assert [one.standing for one in found.dates] == [Standing(said.value)] * 2
    assert not finding.owed(world, world.ben).to_answer
    assert len(world.audited("date answered")) == 2


def test_one_date_unanswered_is_still_owed(world, dates):
    finding.answer(world, dates[0], world.ben)

    assert finding.owed(world, world.ben).to_answer


def test_the_same_press_twice_changes_nothing_and_another_replaces_it(world, dates):
    finding.answer(world, dates[0], world.ben, ComingAs.CANNOT)
    world.later(minutes=1)
    finding.answer(world, dates[0], world.ben, ComingAs.CANNOT)

    assert len(world.audited("date answered")) == 1
    finding.answer(world, dates[0], world.ben, ComingAs.BY_PHONE)
    said = [row for row in finding.answers(world) if row.person_id == world.ben.id]
    assert [row.answer for row in said] == [ComingAs.BY_PHONE]


def test_an_absence_counts_as_cannot_and_is_shown_as_one(world, family, dates):
    world.away(world.ben, deputy=None, days=60)

    (first, _) = finding.page(world, family, world.asha).dates

    (ben,) = [one for one in first.members if one.person_id == world.ben.id]
    assert ben.standing is Standing.AWAY
    assert not finding.owed(world, world.ben).to_answer


def test_who_answers_after_saying_to_be_away_is_believed(world, family, dates):
    world.away(world.ben, deputy=None, days=60)
    world.later(minutes=1)

    found = finding.answer(world, dates[0], world.ben, ComingAs.DEPUTY)

    assert found.dates[0].standing is Standing.DEPUTY


def test_a_deputy_answers_for_who_is_away_today(world, family, dates):
    world.away(world.ben, deputy=world.bea, days=2)
    (asked,) = finding.owed(world, world.bea).to_answer
    assert asked.for_name == "Ben"

    for one in dates:
        finding.answer(world, one, world.bea, for_person=world.ben)

    assert not finding.owed(world, world.bea).to_answer
    said = [row for row in finding.answers(world) if row.person_id == world.ben.id]
    assert {row.answered_by for row in said} == {world.bea.id}


def test_the_forecast_counts_agencies_and_warns_and_never_bars(world, family, dates):
    finding.answer(world, dates[0], world.ben)

    first, _ = finding.page(world, family, world.asha).dates

    assert first.forecast.coming == ("Children's social care", "Health visiting")
    assert not first.forecast.is_quorate
    assert first.forecast.could_be
    assert finding.fix(world, dates[0], world.asha).dated_on == dates[0].dated_on


def test_social_care_and_two_other_agencies_are_quorate(world, family, dates):
    finding.answer(world, dates[0], world.ben, ComingAs.BY_PHONE)
    finding.answer(world, dates[0], world.carol, ComingAs.DEPUTY)

    first, second = finding.page(world, family, world.asha).dates

    assert first.forecast.is_quorate
    assert not second.forecast.is_quorate
    kinds = {one.kind for one in first.members}
    assert AgencyKind.EDUCATION in kinds


def test_a_date_that_is_fixed_is_told_once_and_asked_only_of_who_has_not_said(
    world, family, dates
):
    finding.answer(world, dates[0], world.ben)
    meeting = finding.fix(world, dates[0], world.asha)

    assert meeting.starts_at == dates[0].starts_at
    assert world.told("meetings.dated") == ["channel"]
    assert not finding.owed(world, world.ben).to_say
    assert not finding.owed(world, world.carol).to_answer
    (asked,) = finding.owed(world, world.carol).to_say
    assert asked.dated_on == dates[0].dated_on


def test_a_date_is_fixed_once(world, dates):
    finding.fix(world, dates[0], world.asha)

    for one in dates:
        with pytest.raises(policy.NotOpen):
            finding.fix(world, one, world.asha)
        with pytest.raises(policy.NotOpen):
            finding.answer(world, one, world.ben)

    assert len([one for one in finding.meetings(world) if one.starts_at]) == 1


def test_re_opened_the_fixed_date_stands_until_another_is_fixed(
    world, family, proposal, dates
):
    first = finding.fix(world, dates[0], world.asha)
    world.later(minutes=5)
    finding.reopen(world, proposal, world.asha)

    found = finding.page(world, family, world.asha)
    assert found.is_open
    assert found.fixed_on == dates[0].dated_on
    with pytest.raises(policy.NeedsAReason):
        finding.fix(world, dates[1], world.asha, because=" ")
    assert world.reload(first).cancelled_at is None

    second = finding.fix(world, dates[1], world.asha)

    first = world.reload(first)
    assert first.cancelled_at is not None
    assert first.sequence == 1
    assert second.in_place_of == first.id
    assert world.told("meetings.dated") == ["channel", "channel"]
    assert world.told("meetings.cancelled") == []
    assert world.told("meetings.to_be_rearranged") == []
    assert CANARY not in "".join(row.payload for row in world.outbox())


def test_fixing_the_same_date_again_moves_nothing(world, proposal, dates):
    first = finding.fix(world, dates[0], world.asha)
    finding.reopen(world, proposal, world.asha)

    again = finding.fix(world, dates[0], world.asha)

    assert again.id == first.id
    assert world.told("meetings.dated") == ["channel"]


def test_only_one_question_about_dates_is_asked_at_a_time(world, family, proposal):
    with pytest.raises(policy.OneAtATime):
        finding.propose(world, family, world.ines, world.in_working_days(9))

    finding.take_back(world, proposal, world.asha)

    assert not finding.owed(world, world.ben).to_answer
    second = finding.propose(world, family, world.ines, world.in_working_days(9))
    assert second.open_for == family.id
    with pytest.raises(policy.OneAtATime):
        finding.reopen(world, proposal, world.asha)


@pytest.mark.parametrize("name", ["asha", "grace", "ines"])
def test_who_convenes_proposes(world, family, name):
    person = getattr(world, name)

    proposal = finding.propose(world, family, person, world.in_working_days(9))

    assert proposal.proposed_by == person.id


@pytest.mark.parametrize("name", ["ben", "femi", "xan", "quentin", "hugh"])
def test_nobody_else_does(world, family, proposal, name):
    person = getattr(world, name)
    (one, _) = finding.dates_of(world, proposal)

    for act in (
        lambda: finding.propose(world, family, person, world.in_working_days(9)),
        lambda: finding.fix(world, one, person),
        lambda: finding.reopen(world, proposal, person),
        lambda: finding.take_back(world, proposal, person),
        lambda: finding.page(world, family, person),
    ):
        with pytest.raises(NotYours):
            act()


def test_who_left_answers_no_more(world, family, dates):
    world.leave(family, world.ben)

    with pytest.raises(NotYours):
        finding.answer(world, dates[0], world.ben)

    assert not finding.owed(world, world.ben).to_answer


def test_on_the_last_day_members_are_reminded_then_the_convenor_decides(
    world, family, proposal, dates
):
    for one in dates:
        finding.answer(world, one, world.ben)
    world.on(world.in_working_days(3), 7, 36)

    assert finding.sweep(world) == 1
    assert finding.sweep(world) == 0
    assert finding.daily(world) == ["ben", "carol", "carol"]
    assert not finding.owed(world, world.asha).to_fix

    world.on(world.in_working_days(1), 7, 36)
    finding.sweep(world)

    assert finding.daily(world) == ["asha", "ben", "carol", "carol"]
    (asked,) = finding.owed(world, world.asha).to_fix
    assert asked.waiting_for == 2


def test_when_all_have_answered_the_convenor_is_asked_at_once(world, dates):
    family_of = [world.ben, world.carol]
    world.away(world.hetty, deputy=None, days=60)
    for person in family_of:
        for one in dates:
            finding.answer(world, one, person)

    assert "asha" in finding.daily(world)
    (asked,) = finding.owed(world, world.asha).to_fix
    assert asked.waiting_for == 0


def test_what_is_due_without_a_date_is_to_be_found(world, family):
    (missing,) = finding.to_find(world, world.asha)

    assert missing.due_on == world.in_working_days(-5) + timedelta(weeks=6)
    assert not finding.to_find(world, world.ben)
    finding.propose(world, family, world.asha, world.in_working_days(9))
    assert not finding.to_find(world, world.asha)


def _refused(world, family, kind, *days):
    with pytest.raises(kind) as refusal:
        finding.propose(world, family, world.asha, *days)
    assert finding.owed(world, world.ben).to_answer == ()
    return refusal.value.field


def test_each_bad_date_is_named_and_nothing_is_half_done(world, family):
    good = world.in_working_days(9)
    limit = world.in_working_days(-5) + timedelta(weeks=6)
    saturday = good + timedelta(days=(5 - good.weekday()) % 7)

    assert _refused(world, family, policy.NoDate) == "day_1"
    assert _refused(world, family, policy.Twice, good, good) == "day_2"
    past = world.today - DAY
    assert _refused(world, family, policy.DateIsPast, good, past) == "day_2"
    on_saturday = meetings.NotAWorkingDay
    assert _refused(world, family, on_saturday, good, saturday) == "day_2"
    beyond = meetings.BeyondTheLimit
    assert _refused(world, family, beyond, good, limit + 7 * DAY) == "day_2"
    world.meeting(family, world.in_working_days(12))
    taken = world.in_working_days(12)
    assert _refused(world, family, meetings.AlreadyDated, good, taken) == "day_2"
    six = [world.in_working_days(n) for n in range(1, 7)]
    assert _refused(world, family, policy.TooMany, *six) == "day_6"


def test_a_bank_holiday_is_refused(world, family):
    world.on(world.today.replace(month=3, day=23))

    good_friday = world.today.replace(month=4, day=3)

    assert _refused(world, family, meetings.NotAWorkingDay, good_friday) == "day_1"


def test_a_meeting_of_another_group_at_that_time_is_shown_and_bars_nothing(
    world, family, dates
):
    other = world.group(members=(world.ben,))
    theirs = world.meeting(other, dates[0].dated_on)
    with world.work() as session:
        row = session.get_one(type(theirs), theirs.id)
        row.starts_at = dates[0].starts_at + timedelta(minutes=30)
        session.add(row)

    found = finding.answer(world, dates[0], world.ben)
    first, second = finding.page(world, family, world.asha).dates

    assert [one.has_clash for one in found.dates] == [True, False]
    # Asha leads both families.
    assert [one.name for one in first.members if one.has_clash] == ["Asha", "Ben"]
    assert not any(one.has_clash for one in second.members)


def test_a_core_group_that_is_dated_directly_ends_the_question(world, family, proposal):
    attending.dated(world, family, world.in_working_days(9))

    assert world.reload(proposal).open_for is None
    assert not finding.owed(world, world.ben).to_answer
    assert finding.owed(world, world.ben).to_say
