"""Giving one's own view: kept in versions, marked late, and it silences reminders."""

from datetime import timedelta

import pytest

from models.vocabulary import (
    Given,
    OutboxState,
    Recommendation,
    Restriction,
    StatementPart,
    Timing,
    Urgency,
)
from tests.log_guard import CANARY
from workflows.statements import chasing, checks, giving, policy, rounds
from workflows.statements.answers import (
    Answers,
    ChildAnswers,
    RestrictedAnswer,
    for_all,
)
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


def test_the_form_shows_children_by_alias_and_age_band_only(world):
    family = world.group(children=2)
    found = world.open_round(family)

    form = _open_form(world, found, world.ben)

    assert [child.alias for child in form.children] == [
        f"{family.alias}/1",
        f"{family.alias}/2",
    ]
    assert [child.age_band for child in form.children] == ["10 to 15", "10 to 15"]
    assert form.telephone == world.profile.telephone
    assert form.right is Right.OWN
    assert form.answers is None


def test_a_member_tied_to_one_child_is_asked_about_that_one(world):
    family = world.group(children=3, members=())
    world.member(family, world.ben, children=family.children[1:2])
    found = world.open_round(family)

    form = _open_form(world, found, world.ben)

    assert [child.number for child in form.children] == [2]
    with pytest.raises(policy.NotAsked):
        world.submit(found, world.ben, world.answers(family))


def test_opening_the_form_is_one_reading_and_one_row(world):
    found = world.open_round(world.group(children=6))

    _open_form(world, found, world.ben)

    assert len(world.audited("view form opened")) == 1


def test_a_view_is_kept_sealed_and_thanked_for(world):
    family = world.group(children=2)
    found = world.open_round(family)

    receipt = world.submit(found, world.ben, world.answers(family))

    assert (receipt.version, receipt.timing) == (1, Timing.ON_TIME)
    statement = world.statements(found)[0]
    assert statement.given is Given.SLACK
    assert len(world.child_views(found)) == 2
    assert all(CANARY not in view.reason_sealed for view in world.child_views(found))
    assert len(world.audited("view given")) == 1


def test_an_amended_view_is_a_new_version_and_the_first_stays(world):
    family = world.group()
    found = world.open_round(family)
    world.submit(found, world.ben, world.answers(family))
    answered_at = world.asked(found, world.ben).answered_at
    world.later(hours=5)

    form = _open_form(world, found, world.ben)
    receipt = world.submit(
        found,
        world.ben,
        world.answers(family, recommendation=Recommendation.END_UNIVERSAL),
    )

    assert form.version == 2
    assert form.answers is not None
    assert form.answers.children[0].reason == CANARY
    assert receipt.version == 2
    said = [view.recommendation for view in world.child_views(found)]
    assert sorted(said) == [Recommendation.CONTINUE, Recommendation.END_UNIVERSAL]
    assert world.asked(found, world.ben).answered_at == answered_at


@pytest.mark.parametrize(
    ("days", "timing"),
    [(-1, Timing.EARLY), (0, Timing.ON_TIME)],
)
def test_before_it_opens_a_view_is_early_and_not_asked_for_again(world, days, timing):
    family = world.group()
    found = world.round(world.conference(family))
    world.on(found.opens_on + timedelta(days=days))

    receipt = world.submit(found, world.ben, world.answers(family))
    world.on(found.opens_on, 10)
    world.sweep()

    assert receipt.timing is timing
    assert "ben" not in world.told("overview.daily_list")


@pytest.mark.parametrize(
    ("days", "hour", "minute", "timing"),
    [
        (0, 23, 59, Timing.ON_TIME),
        (1, 0, 0, Timing.LATE),
        (1, 9, 0, Timing.LATE),
        (30, 9, 0, Timing.LATE),
    ],
)
def test_late_is_marked_and_never_refused(world, days, hour, minute, timing):
    family = world.group()
    found = world.open_round(family)
    world.on(found.closes_on + timedelta(days=days), hour, minute)
    world.sweep()

    receipt = world.submit(found, world.ben, world.answers(family))

    assert receipt.timing is timing


def test_a_cancelled_conference_asks_for_nothing_and_says_so(world):
    family = world.group()
    conference = world.conference(family)
    found = world.round(conference)
    with world.work() as session:
        rounds.conference_cancelled(session, conference, now=world.now)

    with pytest.raises(checks.RoundCancelled):
        world.submit(found, world.ben, world.answers(family))


@pytest.mark.parametrize(
    ("said", "refusal", "field"),
    [
        ({"recommendation": None}, policy.NothingAnswered, "recommendation"),
        ({"reason": "  "}, policy.ReasonMissing, "reason"),
        ({"score": 11}, checks.ScoreOutOfRange, "score"),
        ({"score": -1}, checks.ScoreOutOfRange, "score"),
        ({"seen_in_days": 1}, checks.NotYetSeen, "seen_on"),
        ({"urgent": True}, checks.UrgentTextMissing, "urgent_text"),
        ({"why": " "}, checks.RestrictionReasonMissing, "restricted"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field_and_nothing_is_kept(
    world, said, refusal, field
):
    family = world.group()
    found = world.open_round(family)
    part = RestrictedAnswer(
        part=StatementPart.REASON,
        restriction=Restriction.POLICE,
        why=said.get("why", ""),
    )
    restricted = (part,) if "why" in said else ()
    days = said.get("seen_in_days")
    child = ChildAnswers(
        child_id=family.children[0].id,
        recommendation=said.get("recommendation", Recommendation.CONTINUE),
        reason=said.get("reason", CANARY),
        score=said.get("score"),
        seen_on=None if days is None else world.today + timedelta(days=days),
    )
    answers = Answers(
        children=(child,), urgent=said.get("urgent", False), restricted=restricted
    )

    with pytest.raises(refusal) as refused:
        world.submit(found, world.ben, answers)

    assert refused.value.field == field
    assert refused.value.said
    assert world.statements(found) == []
    assert world.asked(found, world.ben).answered_at is None
    whole = world.submit(found, world.ben, world.answers(family))
    assert whole.version == 1


@pytest.mark.parametrize("score", [0, 10, None])
def test_the_ends_of_the_scale_and_no_score_are_kept(world, score):
    family = world.group()
    found = world.open_round(family)
    child = ChildAnswers(
        child_id=family.children[0].id,
        recommendation=Recommendation.CANNOT_SAY,
        reason=CANARY,
        score=score,
        seen_on=world.today,
    )

    world.submit(found, world.ben, Answers(children=(child,)))

    assert world.child_views(found)[0].score == score


def test_a_draft_is_its_writers_alone_and_goes_when_the_view_is_sent(world):
    family = world.group()
    found = world.open_round(family)
    draft = Answers(
        children=(ChildAnswers(child_id=family.children[0].id, life=CANARY),),
        told_parents=CANARY,
    )
    _save(world, found, world.ben, draft)
    _save(world, found, world.ben, draft)

    form = _open_form(world, found, world.ben)
    others = _open_form(world, found, world.carol)
    world.submit(found, world.ben, world.answers(family))
    after = _open_form(world, found, world.ben)

    assert (form.answers, form.is_draft) == (draft, True)
    assert others.answers is None
    assert after.is_draft is False
    assert world.asked(found, world.ben).answered_at is not None


def test_one_answer_can_be_applied_to_all_siblings(world):
    family = world.group(children=6)
    found = world.open_round(family)
    one = world.answers(family, children=family.children[:1]).children[0]

    world.submit(
        found,
        world.ben,
        for_all(one, tuple(child.id for child in family.children)),
    )

    said = {view.child_id: view.recommendation for view in world.child_views(found)}
    assert said == {child.id: Recommendation.CONTINUE for child in family.children}


def test_an_urgent_answer_points_worker_and_manager_to_it_at_night(world):
    family = world.group()
    found = world.open_round(family)
    world.on(world.today, 22, 30)

    receipt = world.submit(
        found,
        world.ben,
        world.answers(family, urgent=True, urgent_text=CANARY),
    )

    assert receipt.is_urgent
    assert world.told("statements.urgent_answer") == ["asha", "grace"]
    for row in world.outbox("statements.urgent_answer"):
        assert row.urgency is Urgency.URGENT
        assert row.not_before == world.now
        assert CANARY not in row.payload


def test_without_a_manager_the_chair_is_pointed_to_it(world):
    family = world.group()
    found = world.open_round(family)
    with world.work() as session:
        asha = session.get_one(type(world.asha), world.asha.id)
        asha.manager_id = None
        session.add(asha)

    world.submit(
        found, world.ben, world.answers(family, urgent=True, urgent_text=CANARY)
    )

    assert world.told("statements.urgent_answer") == ["asha", "femi"]


def test_an_amended_view_asks_the_urgent_question_afresh(world):
    family = world.group()
    found = world.open_round(family)
    world.submit(
        found, world.ben, world.answers(family, urgent=True, urgent_text=CANARY)
    )

    form = _open_form(world, found, world.ben)
    assert form.answers is not None
    world.submit(found, world.ben, form.answers)

    assert form.answers.urgent is False
    assert len(world.outbox("statements.urgent_answer")) == 2


def test_an_intimidation_tick_reaches_the_chair_and_the_own_manager_only(world):
    family = world.group()
    found = world.open_round(family)

    world.submit(found, world.ben, world.answers(family, intimidated=True))
    world.submit(found, world.ben, world.answers(family, intimidated=True))

    assert world.told("statements.intimidation_ticked") == ["femi", "hugh"]


def test_a_nudge_that_has_not_gone_out_is_taken_back_by_the_answer(world):
    family = world.group()
    found = world.open_round(family)
    with world.work() as session:
        chasing.nudge(
            session,
            actor=world.actor(world.asha),
            asked_id=world.asked(found, world.ben).id,
            now=world.now,
            profile=world.profile,
        )

    world.submit(found, world.ben, world.answers(family))

    (row,) = world.outbox("statements.nudge")
    assert (row.state, row.reason) == (OutboxState.CANCELLED, "answered")
    assert world.asked(found, world.ben).remind_on is None


def test_a_partial_answer_stops_the_reminders_and_names_what_is_missing(world):
    family = world.group(children=2)
    found = world.open_round(family)
    world.submit(found, world.ben, world.answers(family, children=family.children[:1]))

    world.on(found.half_time_on, 7, 40)
    world.sweep()
    world.close(found)

    lists = world.outbox("overview.daily_list")
    assert len([row for row in lists if row.person_id == world.ben.id]) == 1
    assert {
        gap.child_id
        for gap in world.gaps(found)
        if gap.asked_id == world.asked(found, world.ben).id
    } == {family.children[1].id}
