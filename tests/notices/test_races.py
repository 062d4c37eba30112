"""Two at the same moment: each knows of the other, and nothing is there twice."""

import threading

from tests.notices import noticing
from workflows.errors import Refused
from workflows.notices import policy


def _at_once(*acts):
    """Run these at once, each in its own transaction, and give what came of them."""
    start = threading.Barrier(len(acts))
    found = []

    def run(act):
        start.wait(timeout=10)
        try:
            found.append(act())
        except Refused as refusal:
            found.append(refusal)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)
        assert not thread.is_alive()
    return found


def test_of_two_entries_given_at_once_one_is_the_second(world):
    family = world.group()

    found = _at_once(
        *(
            lambda who=who: noticing.give_entry(world, family, who)
            for who in (world.ben, world.carol)
        )
    )

    assert len([one for one in found if one.check_in_by is not None]) == 1


def test_of_two_corrections_at_once_one_is_kept(world):
    family = world.group()
    first = noticing.give(world, family, world.ben)

    found = _at_once(
        *(
            lambda who=who: noticing.give(world, family, who, corrects=first)
            for who in (world.ben, world.carol)
        )
    )

    kinds = [type(one) for one in found]
    assert kinds.count(policy.AlreadyCorrected) == 1


def test_of_two_check_ins_set_at_once_one_is_dated(world):
    family = world.group()
    noticing.give_entry(world, family, world.ben)
    receipt = noticing.give_entry(world, family, world.ben)

    found = _at_once(
        *(
            lambda who=who: noticing.set_check_in(world, receipt, who, world.today)
            for who in (world.asha, world.femi)
        )
    )

    assert [type(one) for one in found].count(policy.CheckInIsSet) == 1
    assert len(world.outbox("notices.check_in_set")) == 1


def test_who_says_twice_at_once_that_they_read_it_said_it_once(world):
    receipt = noticing.give(world, world.group(), world.ben)

    _at_once(*[lambda: noticing.acknowledge(world, receipt, world.grace)] * 2)

    read = [
        row.person_id
        for row in noticing.acknowledgements(world, receipt)
        if row.acknowledged_at is not None
    ]
    assert read == [world.grace.id]
    assert len(world.audited("notice acknowledged")) == 1
