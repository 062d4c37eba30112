"""Reading a notice and saying so: audited, once, and by those who may."""

import pytest

from models.tables.outbox import OutboxRow
from models.vocabulary import Effect, NoticeKind, OutboxState
from tests.log_guard import CANARY
from tests.notices import noticing
from workflows.errors import NotYours
from workflows.overview import notice_pages
from workflows.overview import use_cases as overview


def _home(world, person):
    with world.work() as session:
        return overview.home(
            session, actor=world.actor(person), now=world.now, profile=world.profile
        )


def test_reading_a_notice_is_one_reading_and_one_row(world):
    receipt = noticing.give(world, world.group(children=3), world.ben)

    with world.work() as session:
        page = notice_pages.notice_page(
            session,
            actor=world.actor(world.carol),
            notice_id=receipt.notice_id,
            now=world.now,
        )

    assert page.notice.line == CANARY
    assert [child.number for child in page.children] == [1, 2, 3]
    (row,) = world.audited("notice read")
    assert (row.actor_id, row.subject) == (world.carol.id, receipt.notice_id)


@pytest.mark.parametrize("who", ["xan", "ines", "quentin", "hugh", "bea"])
def test_who_may_not_read_one_is_refused_and_opens_nothing(world, who):
    family = world.group()
    world.away(world.ben, deputy=world.bea)
    receipt = noticing.give(world, family, world.carol)

    with pytest.raises(NotYours):
        noticing.read(world, receipt, getattr(world, who))
    with pytest.raises(NotYours):
        noticing.acknowledge(world, receipt, getattr(world, who))

    assert world.audited("notice read") == []


def test_who_has_read_it_owes_it_no_more_and_the_others_see_that(world):
    receipt = noticing.give(world, world.group(), world.ben)
    before = noticing.unread(world, world.carol)

    noticing.acknowledge(world, receipt, world.carol)

    assert [one.notice_id for one in before] == [receipt.notice_id]
    assert noticing.unread(world, world.carol) == []
    seen = noticing.read(world, receipt, world.asha)
    assert seen.have_read == ("Carol (Hill Top School)",)
    assert seen.waiting_for == ("Asha (Children's social care)",)


def test_saying_it_twice_changes_nothing(world):
    receipt = noticing.give(world, world.group(), world.ben)
    noticing.acknowledge(world, receipt, world.carol)
    first = noticing.acknowledgements(world, receipt)
    rows = len(world.outbox())
    world.later(minutes=5)

    noticing.acknowledge(world, receipt, world.carol)

    assert noticing.acknowledgements(world, receipt) == first
    assert len(world.outbox()) == rows
    assert len(world.audited("notice acknowledged")) == 1


def test_the_manager_can_say_so_unasked(world):
    receipt = noticing.give(world, world.group(), world.ben)

    noticing.acknowledge(world, receipt, world.grace)

    assert noticing.read(world, receipt, world.asha).have_read == (
        "Grace (Children's social care)",
    )


def test_the_list_that_was_sent_is_drawn_again_when_it_is_read(world):
    receipt = noticing.give(world, world.group(), world.ben)
    with world.work() as session:
        for row in world.outbox("overview.daily_list"):
            session.get_one(OutboxRow, row.id).state = OutboxState.SENT

    noticing.acknowledge(world, receipt, world.carol)

    redrawn = [row for row in world.outbox() if row.effect is Effect.REDRAW]
    assert {row.person_id for row in redrawn} == {world.carol.id}


def test_who_left_owes_it_no_more_and_is_waited_for_no_more(world):
    family = world.group()
    receipt = noticing.give(world, family, world.ben)

    world.leave(family, world.carol)

    assert noticing.unread(world, world.carol) == []
    assert noticing.read(world, receipt, world.asha).waiting_for == (
        "Asha (Children's social care)",
    )


def test_home_lists_what_is_to_be_read_and_holds_nothing_that_was_written(world):
    receipt = noticing.give(world, world.group(), world.ben)

    home = _home(world, world.carol)

    (owed,) = home.unread
    assert (owed.notice_id, owed.kind) == (receipt.notice_id, NoticeKind.NOT_BROUGHT)
    assert CANARY not in repr(home)
    assert home.groups[0].may_give_notice
    assert _home(world, world.ben).unread == ()
    assert _home(world, world.xan).unread == ()


def test_the_form_shows_the_children_and_a_correction_what_was_said(world):
    family = world.group(children=2)
    receipt = noticing.give(world, family, world.ben)

    with world.work() as session:
        actor = world.actor(world.carol)
        fresh = notice_pages.give_form(
            session, actor=actor, group_id=family.id, now=world.now
        )
        again = notice_pages.correct_form(
            session, actor=actor, notice_id=receipt.notice_id, now=world.now
        )

    assert [child.alias for child in fresh.children] == [
        f"{family.alias}/1",
        f"{family.alias}/2",
    ]
    assert fresh.corrects is None
    assert again.corrects is not None
    assert again.corrects.line == CANARY
