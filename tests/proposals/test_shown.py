"""Where the dates of a core group are shown: pinned, and on Home."""

from datetime import timedelta

import pytest

from bot import home
from bot.render import Renderer
from models.tables.outbox import OutboxRow
from models.vocabulary import Effect, OutboxState, Urgency
from tests.gallery.shown import texts
from tests.proposals import finding
from workflows import catalogue
from workflows.membership.messages import WhoIsWho
from workflows.overview import use_cases as overview


@pytest.fixture
def family(world):
    """Build a family that last met a week ago, on a working morning."""
    family = world.group()
    world.meeting(family, world.in_working_days(-5))
    return family


@pytest.fixture
def pinned(world, family):
    """Let who is who have been pinned."""
    return world.keep(
        OutboxRow(
            dedupe_key="who:1",
            effect=Effect.PIN,
            kind=WhoIsWho.kind,
            payload=WhoIsWho(
                group_id=family.id, alias=family.alias, version=1
            ).packed(),
            group_id=family.id,
            urgency=Urgency.ROUTINE,
            state=OutboxState.SENT,
            not_before=world.now,
            created_at=world.now,
        )
    )


def _pinned(world, row):
    entry = catalogue.entries(world.profile)[row.kind]
    message = entry.message.unpacked(row.payload)
    with world.work() as session:
        words = entry.words(session, row, message, world.now)
    return Renderer().render(message, words).packed()


def _home(world, person):
    with world.work() as session:
        facts = overview.home(
            session, actor=world.actor(person), now=world.now, profile=world.profile
        )
    return "\n".join(texts(home.build(facts)["blocks"]))


def test_the_pinned_message_says_by_when_the_core_group_is_due(world, family, pinned):
    due = world.in_working_days(-5) + timedelta(weeks=6)

    said = _pinned(world, pinned)

    assert f"It is due by *{due:%A} {due.day} {due:%B}*" in said


def test_once_dated_it_is_drawn_again_and_nobody_is_notified(world, family, pinned):
    proposal = finding.propose(world, family, world.asha, world.in_working_days(8))
    finding.fix(world, finding.dates_of(world, proposal)[0], world.asha)

    again = [row for row in world.outbox() if row.effect is Effect.REDRAW]
    assert [row.redraws_id for row in again if row.kind == WhoIsWho.kind] == [pinned.id]
    assert "at *10:00*" in _pinned(world, pinned)


def test_home_says_what_is_due_and_whose_turn_it_is(world, family):
    assert "find a date. The core group is due by" in _home(world, world.asha)
    assert "core group due by" in _home(world, world.ben)
    assert "find a date" not in _home(world, world.ben)

    proposal = finding.propose(world, family, world.asha, world.in_working_days(8))
    assert "which dates would do" in _home(world, world.ben)
    assert "Proposed dates" in _home(world, world.asha)

    finding.fix(world, finding.dates_of(world, proposal)[0], world.asha)
    assert "Please say whether you come" in _home(world, world.ben)
    assert "Please say whether you come" not in _home(world, world.asha)
    assert "Where it is" in _home(world, world.ben)


def test_somebody_of_no_core_group_is_shown_nothing(world, family):
    finding.propose(world, family, world.asha, world.in_working_days(8))

    assert family.alias not in _home(world, world.xan)
