"""What is kept of a referral, and what is refused with the text still there."""

from datetime import date, timedelta

import pytest

from models.referral_vocabulary import MadeAs, ReferralAnswer
from models.sealed import unseal
from models.tables.plans import Child
from tests.log_guard import CANARY
from tests.referrals import referring
from workflows.errors import NotYours
from workflows.referrals import policy, recording

WOKEN = "outcomes.woken"


def test_what_it_says_is_sealed_and_all_children_are_meant_unless_some_are(
    world, team, family
):
    receipt = referring.refer(world, team, family, made_by=f"{CANARY} of the school")
    other = referring.refer(world, team, family, children=(2,), is_another=True)

    row = referring.row(world, receipt)
    assert CANARY not in str(row.model_dump())
    with world.work() as session:
        assert unseal(session, row, "concern") == CANARY
        assert unseal(session, row, "made_by") == f"{CANARY} of the school"
    assert referring.read(world, receipt, world.ben).children == (1, 2)
    assert referring.read(world, other, world.ben).children == (2,)
    assert CANARY not in str(
        [one.details for one in world.audited("referral recorded")]
    )


def test_somebody_in_no_core_group_can_record_one_about_a_family_not_here(world, team):
    receipt = referring.refer(world, team, by=world.piotr)

    assert referring.row(world, receipt).group_id is None
    assert [one.alias for one in referring.owed(world, world.xan).to_answer] == [
        receipt.alias
    ]


def test_a_reference_is_taken_in_the_same_words_whether_it_is_here_or_not(
    world, team, family
):
    known = referring.refer(world, team, by=world.bea, family=family.group.alias)
    unknown = referring.refer(world, team, by=world.bea, family="CG-9999")

    assert referring.row(world, known).group_id == family.id
    assert referring.row(world, unknown).group_id is None
    same = {"referral_id": "", "alias": ""}
    assert vars(known) | same == vars(unknown) | same
    # And who recorded it reads no more of the one than of the other.
    shown = [referring.read(world, one, world.bea) for one in (known, unknown)]
    assert [one.group_alias for one in shown] == ["", ""]


def test_somebody_who_left_records_none(world, team):
    world.deactivate(world.ben)
    with pytest.raises(NotYours):
        referring.refer(world, team)


@pytest.mark.parametrize(
    ("said", "kind", "field"),
    [
        ({"family": " "}, policy.FamilyMissing, "family"),
        ({"concern": " "}, policy.ConcernMissing, "concern"),
        ({"concern": "x" * 3001}, policy.TooLong, "concern"),
        ({"made_by": "x" * 121}, policy.TooLong, "who"),
        ({"team_id": "0" * 16}, policy.TeamNotThere, "team"),
        ({"group_id": "0" * 16}, policy.FamilyMissing, "group"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(world, team, said, kind, field):
    with pytest.raises(kind) as refusal:
        referring.refer(world, team, **said)

    assert refusal.value.field == field
    assert referring.owed(world, world.xan).to_answer == ()


@pytest.mark.parametrize(
    ("span", "kind"),
    [
        (timedelta(minutes=-1), policy.NotMadeYet),
        (timedelta(), None),
        (policy.OLDEST, None),
        (policy.OLDEST + timedelta(minutes=1), policy.MadeLongAgo),
    ],
)
def test_the_moment_it_was_made_is_past_and_not_long_past(world, team, span, kind):
    made_at = world.now - span
    if kind is None:
        referring.refer(world, team, made_at=made_at)
        return
    with pytest.raises(kind) as refusal:
        referring.refer(world, team, made_at=made_at)
    assert refusal.value.field == "made_on"


def test_a_child_of_another_family_is_refused(world, team, family):
    with pytest.raises(policy.ChildNotThere):
        referring.refer(world, team, family, children=(7,))


def test_a_second_one_of_the_day_is_shown_to_be_there_and_can_be_another(
    world, team, family
):
    referring.refer(world, team, family)
    with pytest.raises(policy.RecordedToday):
        referring.refer(world, team, family, by=world.carol)
    referring.refer(world, team, family, by=world.carol, is_another=True)
    world.on(world.today + timedelta(days=1), 9)
    referring.refer(world, team, family)

    assert len(referring.owed(world, world.xan).to_answer) == 3


def test_a_team_that_has_ended_is_not_offered(world, team):
    with world.work() as session:
        team.ended_on = world.today
        session.add(team)
        facts = recording.form(session, actor=world.actor(world.ben), now=world.now)
    assert facts.teams == ()
    with pytest.raises(policy.TeamNotThere):
        referring.refer(world, team)


def test_nobody_adds_to_another_persons_or_confirms_it(world, team):
    receipt = referring.refer(world, team)

    for act in (referring.add, referring.confirm):
        with pytest.raises(NotYours):
            act(world, receipt, by=world.carol)


def test_the_end_of_a_plan_is_woken_by_a_referral_about_the_family(
    world, team, family, monkeypatch
):
    woken = []
    monkeypatch.setattr(
        recording, "wake", lambda _, group_id, **__: woken.append(group_id)
    )
    referring.refer(world, team)
    referring.refer(world, team, family)

    assert woken == [family.id]


def test_a_month_of_a_sealed_birth_is_not_opened_for_it(world, team, family):
    referring.refer(world, team, family, made_as=MadeAs.FORM)

    assert world.audited("ages worked out") == []
    with world.work() as session:
        assert session.get_one(Child, family.children[0].id).left_on is None


def test_who_has_read_the_answer_has_it_on_their_list_no_more(world, team):
    receipt = referring.refer(world, team)
    referring.answer(world, receipt, world.xan, ReferralAnswer.ACCEPTED)
    assert len(referring.owed(world, world.ben).own) == 1

    shown = referring.read(world, receipt, world.ben)

    assert shown.replies[0].text == CANARY
    assert referring.owed(world, world.ben).own == ()
    assert date.fromisoformat(str(shown.replies[0].given_on)) == world.today
