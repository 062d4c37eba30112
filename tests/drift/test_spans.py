"""The signals on the timeline: from when to when, for those who may read alerts."""

from datetime import timedelta

from tests.drift import drifting
from tests.timeline import seeing
from workflows.drift.policy import INTIMIDATION, SIGNALS


def _lane(world, family, person):
    return seeing.timeline(world, family, person, is_whole=True).signals


def test_who_may_read_alerts_sees_from_when_a_signal_stands(world, family):
    drifting.refuse_access(world, family)
    drifting.sweep(world)
    standing = drifting.standing(world, family)

    for person in (world.asha, world.femi):
        found = {one.name: one for one in _lane(world, family, person)}

        expected = {SIGNALS[name].title for name in standing}
        assert set(found) == expected
        refused = found[SIGNALS["access_refused"].title]
        assert refused.since == standing["access_refused"].since_on
        assert refused.until is None


def test_who_may_not_read_alerts_has_no_such_lane(world, family):
    drifting.refuse_access(world, family)
    drifting.sweep(world)

    assert _lane(world, family, world.ben) is None


def test_a_signal_that_has_gone_says_until_when(world, family):
    world.meeting(family, world.in_working_days(-1))
    drifting.sweep(world, world.today + timedelta(weeks=12))
    stood = set(drifting.standing(world, family))
    assert "core_group_late" in stood
    gone_on = world.today
    world.meeting(family, gone_on)

    drifting.sweep(world, world.profile.calendar.add(gone_on, 1))

    found = {one.name: one for one in _lane(world, family, world.femi)}
    late = found[SIGNALS["core_group_late"].title]
    assert late.until == world.today
    assert SIGNALS[INTIMIDATION].title not in found
