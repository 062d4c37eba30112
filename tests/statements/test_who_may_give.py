"""Row 29 and its deputies: who may give which view, and who may not."""

from datetime import timedelta

import pytest

from models.vocabulary import Given
from tests.log_guard import CANARY
from workflows.errors import NotYours
from workflows.statements import giving
from workflows.statements.whose import Right


def _open_form(world, found, person, for_person=None):
    with world.work() as session:
        return giving.open_form(
            session,
            actor=world.actor(person),
            round_id=found.id,
            for_person_id=None if for_person is None else for_person.id,
            now=world.now,
            profile=world.profile,
        )


def _save(world, found, person, answers, for_person=None):
    with world.work() as session:
        giving.save_draft(
            session,
            actor=world.actor(person),
            round_id=found.id,
            answers=answers,
            for_person_id=None if for_person is None else for_person.id,
            now=world.now,
        )


class TestWhoMayGive:
    """Row 29: each refusal shares its set-up with what is allowed."""

    @pytest.fixture
    def found(self, world):
        self.family = world.group(members=(world.ben, world.carol, world.dev))
        return world.open_round(self.family)

    @pytest.mark.parametrize("name", ["asha", "ben", "carol", "dev"])
    def test_each_member_gives_their_own(self, world, found, name):
        person = getattr(world, name)

        assert world.submit(found, person, world.answers(self.family)).version == 1

    @pytest.mark.parametrize(
        "name", ["femi", "grace", "quentin", "sofia", "hugh", "ines", "xan"]
    )
    def test_nobody_else_has_one_to_give(self, world, found, name):
        person = getattr(world, name)

        with pytest.raises(NotYours):
            _open_form(world, found, person)
        with pytest.raises(NotYours):
            _save(world, found, person, world.answers(self.family))
        with pytest.raises(NotYours):
            world.submit(found, person, world.answers(self.family))

    def test_who_left_is_refused_even_with_the_form_open(self, world, found):
        _open_form(world, found, world.ben)
        world.leave(self.family, world.ben)
        world.later(seconds=1)

        with pytest.raises(NotYours):
            world.submit(found, world.ben, world.answers(self.family))

    def test_a_colleague_cannot_answer_for_a_colleague(self, world, found):
        with pytest.raises(NotYours):
            world.submit(
                found,
                world.carol,
                world.answers(self.family),
                for_person=world.ben,
                given=Given.TELEPHONE,
            )

    def test_a_round_that_does_not_exist_is_refused_alike(self, world, found):
        with pytest.raises(NotYours) as unknown, world.work() as session:
            giving.open_form(
                session,
                actor=world.actor(world.ben),
                round_id="0" * 16,
                now=world.now,
                profile=world.profile,
            )
        with pytest.raises(NotYours) as refused:
            _open_form(world, found, world.xan)

        assert unknown.value.said == refused.value.said


class TestDeputies:
    """The row of the member deputised for, own items only, for those days."""

    @pytest.fixture
    def found(self, world):
        self.family = world.group()
        found = world.open_round(self.family)
        world.submit(found, world.ben, world.answers(self.family))
        world.away(world.ben, deputy=world.bea, days=3)
        return found

    def test_a_deputy_amends_but_never_reads_what_was_before(self, world, found):
        form = _open_form(world, found, world.bea, for_person=world.ben)

        assert form.right is Right.DEPUTY
        assert form.for_name == "Ben"
        assert form.answers is None

    def test_a_deputys_view_is_marked_as_theirs(self, world, found):
        receipt = world.submit(
            found, world.bea, world.answers(self.family), for_person=world.ben
        )

        assert receipt.version == 2
        statement = world.statements(found)[-1]
        assert (statement.person_id, statement.writer_id) == (
            world.ben.id,
            world.bea.id,
        )

    def test_the_member_reads_what_the_deputy_wrote(self, world, found):
        world.submit(
            found,
            world.bea,
            world.answers(self.family, reason=f"{CANARY} of the deputy"),
            for_person=world.ben,
        )

        form = _open_form(world, found, world.ben)

        assert form.answers is not None
        assert form.answers.children[0].reason == f"{CANARY} of the deputy"

    def test_the_day_after_the_deputy_is_nobody_here(self, world, found):
        world.on(world.today + timedelta(days=3), 23)
        _open_form(world, found, world.bea, for_person=world.ben)
        world.later(hours=2)

        with pytest.raises(NotYours):
            _open_form(world, found, world.bea, for_person=world.ben)

    def test_a_deputy_of_one_is_no_deputy_of_another(self, world, found):
        with pytest.raises(NotYours):
            _open_form(world, found, world.bea, for_person=world.carol)
