"""What the signals are told of referrals about a family."""

from models.referral_vocabulary import ReferralAnswer
from tests.drift import drifting
from tests.drift.drifting import weeks
from tests.referrals import referring


def test_the_referrals_of_a_year_and_whether_they_waited_too_long(world, family):
    team = referring.team(world, world.xan)
    late = referring.refer(world, team, family, made_at=world.now - weeks(1))
    waits = referring.refer(
        world, team, family, made_at=world.now - weeks(1), is_another=True
    )
    referring.answer(world, waits, world.xan, ReferralAnswer.NEED_MORE)
    referring.refer(world, team, family, is_another=True)

    found = drifting.known(world, family).referrals

    assert {(one.answer, one.is_over) for one in found} == {
        (None, True),
        (ReferralAnswer.NEED_MORE, True),
        (None, False),
    }
    assert referring.row(world, late).ended_at is None
