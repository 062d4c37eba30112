"""Taking a view for a member outside Slack: who, how, and what stays closed after."""

from datetime import timedelta

import pytest

from models.vocabulary import Given
from workflows.errors import NotYours
from workflows.statements import checks, giving, policy
from workflows.statements.whose import Right


@pytest.fixture
def family(world):
    """Build a family whose GP is outside Slack."""
    return world.group(members=(world.ben, world.hetty))


@pytest.fixture
def found(world, family):
    """Open its round."""
    return world.open_round(family)


def _taken(world, family, **said):
    return world.answers(family, **{"given_on": world.today, "read_back": True, **said})


def _take(world, found, person, answers, given=Given.TELEPHONE):
    return world.submit(found, person, answers, for_person=world.hetty, given=given)


def _open_form(world, found, person, for_person):
    with world.work() as session:
        return giving.open_form(
            session,
            actor=world.actor(person),
            round_id=found.id,
            for_person_id=for_person.id,
            now=world.now,
            profile=world.profile,
        )


@pytest.mark.parametrize("name", ["gita", "ines"])
def test_their_agencys_lead_or_business_support_takes_it(world, family, found, name):
    taker = getattr(world, name)

    receipt = _take(world, found, taker, _taken(world, family))

    assert receipt.version == 1
    statement = world.statements(found)[0]
    assert (statement.person_id, statement.writer_id) == (world.hetty.id, taker.id)
    assert (statement.given, statement.read_back) == (Given.TELEPHONE, True)
    assert world.asked(found, world.hetty).answered_at is not None


@pytest.mark.parametrize("name", ["ben", "hugh", "femi", "grace", "quentin", "xan"])
def test_others_do_not(world, family, found, name):
    with pytest.raises((NotYours, policy.NotYoursToTake)):
        _take(world, found, getattr(world, name), _taken(world, family))

    assert world.statements(found) == []


def test_nobody_takes_the_view_of_a_member_in_slack(world, family, found):
    with pytest.raises(policy.AnswersForThemselves):
        world.submit(
            found,
            world.ines,
            _taken(world, family),
            for_person=world.ben,
            given=Given.TELEPHONE,
        )


def test_it_is_read_back_and_says_how_it_was_given(world, family, found):
    with pytest.raises(checks.ReadBackFirst):
        _take(world, found, world.gita, _taken(world, family, read_back=False))
    with pytest.raises(checks.SayHowGiven):
        _take(world, found, world.gita, _taken(world, family), given=Given.SLACK)
    tomorrow = world.today + timedelta(days=1)
    with pytest.raises(checks.NotYetGiven):
        _take(world, found, world.gita, _taken(world, family, given_on=tomorrow))
    assert world.statements(found) == []

    assert _take(world, found, world.gita, _taken(world, family)).version == 1


def test_once_sent_the_taker_cannot_read_it_again(world, family, found):
    draft_seen = _open_form(world, found, world.gita, world.hetty)
    _take(world, found, world.gita, _taken(world, family))

    form = _open_form(world, found, world.gita, world.hetty)

    assert draft_seen.right is Right.TAKER
    assert form.answers is None
    assert form.version == 2


def test_the_lead_social_worker_comes_last_and_after_their_own(world, family, found):
    with pytest.raises(policy.OwnViewFirst):
        _take(world, found, world.asha, _taken(world, family))
    world.submit(found, world.asha, world.answers(family))
    with pytest.raises(policy.OthersFirst):
        _take(world, found, world.asha, _taken(world, family))

    world.on(found.last_call_on)

    assert _take(world, found, world.asha, _taken(world, family)).version == 1


def test_where_nobody_else_is_left_the_social_worker_need_not_wait(
    world, family, found
):
    world.deactivate(world.gita)
    world.deactivate(world.ines)
    world.submit(found, world.asha, world.answers(family))

    assert _take(world, found, world.asha, _taken(world, family)).version == 1
