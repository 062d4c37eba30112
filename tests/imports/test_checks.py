"""The checks by the DfE's numbers, at their edges."""

from datetime import date, timedelta

import pytest

from models.vocabulary import Category
from workflows.imports.facts import ChildFacts, InitialFacts, PlanFacts, ReviewFacts
from workflows.imports.policy import check_plan, check_together
from workflows.imports.rows import Place

TODAY = date(2026, 2, 10)
START = date(2025, 9, 8)
PLACE = Place(file="plans.csv", row=2)
DAY = timedelta(days=1)


def a_plan(row=2, **changes):
    facts = {
        "source": f"L{row}",
        "place": Place(file="plans.csv", row=row),
        "child": "P1",
        "started_on": START,
        "ended_on": None,
        "initial_category": Category.NEGLECT,
        "latest_category": Category.NEGLECT,
        "initial": InitialFacts(source="I1", place=PLACE, held_on=START),
    }
    return PlanFacts(**{**facts, **changes})


def found(plan, child=None, today=TODAY):
    child = child or ChildFacts(source="P1", place=PLACE, born_on=date(2015, 6, 15))
    return {
        (finding.reason.split(":")[0], finding.keeps_out)
        for finding in check_plan(plan, child, today)
    }


def test_a_sound_plan_passes():
    assert found(a_plan()) == set()


@pytest.mark.parametrize(
    ("days", "reasons"),
    [(-1, {("8925", True)}), (0, {("8840", True)}), (1, set())],
)
def test_a_plan_ends_after_it_starts(days, reasons):
    assert found(a_plan(ended_on=START + days * DAY)) == reasons


@pytest.mark.parametrize(("days", "reasons"), [(0, set()), (1, {("8930", True)})])
def test_a_plan_has_ended_by_today(days, reasons):
    assert found(a_plan(ended_on=TODAY + days * DAY)) == reasons


@pytest.mark.parametrize(("days", "is_out"), [(0, False), (1, True)])
def test_a_plan_has_started_by_today(days, is_out):
    plan = a_plan(started_on=TODAY + days * DAY, initial=None)

    assert (("the plan starts after today", True) in found(plan)) == is_out


@pytest.mark.parametrize(("days", "is_out"), [(-1, True), (0, True), (1, False)])
@pytest.mark.parametrize("fact", ["due_on", "dated_on"])
def test_a_review_is_after_the_start(fact, days, is_out):
    review = ReviewFacts(source="R1", place=PLACE, **{fact: START + days * DAY})

    assert (("8841", True) in found(a_plan(reviews=(review,)))) == is_out


def test_a_review_has_a_day():
    review = ReviewFacts(source="R1", place=PLACE)

    assert found(a_plan(reviews=(review,))) == {("8842Q", True)}


@pytest.mark.parametrize(("days", "is_out"), [(280, False), (281, True)])
def test_a_plan_cannot_start_before_a_pregnancy(days, is_out):
    child = ChildFacts(source="P1", place=PLACE, born_on=START + days * DAY)

    reasons = {keeps_out for _, keeps_out in found(a_plan(), child, START + 300 * DAY)}

    assert (True in reasons) == is_out


@pytest.mark.parametrize(
    ("born", "is_adult"), [((2008, 2, 10), True), ((2008, 2, 11), False)]
)
def test_an_open_plan_of_an_adult_is_pointed_out(born, is_adult):
    child = ChildFacts(source="P1", place=PLACE, born_on=date(*born))

    assert bool(found(a_plan(), child)) == is_adult


def test_what_is_odd_about_the_initial_conference_is_pointed_out():
    saturday = date(2025, 9, 6)
    odd = InitialFacts(source="I1", place=PLACE, held_on=saturday, target_on=saturday)

    assert found(a_plan(initial=odd)) == {
        ("2885", False),
        ("8875", False),
        ("8870Q", False),
    }
    assert found(a_plan(initial=None, initial_expected=True)) == {("2883", False)}
    assert found(a_plan(initial=None)) == set()


def test_a_missing_count_of_earlier_plans_is_pointed_out_where_one_is_expected():
    assert found(a_plan(earlier_plans_expected=True)) == {("8730", False)}
    assert found(a_plan(earlier_plans=0, earlier_plans_expected=True)) == set()


@pytest.mark.parametrize(
    ("first_ends", "second_starts", "reason"),
    [
        (None, START + 30 * DAY, "8935"),
        (START + 31 * DAY, START + 30 * DAY, "8940"),
        (START + 30 * DAY, START + 30 * DAY, None),
    ],
)
def test_plans_of_one_child_do_not_overlap(first_ends, second_starts, reason):
    plans = (a_plan(2, ended_on=first_ends), a_plan(3, started_on=second_starts))

    findings = check_together(plans)

    assert {finding.place.row for finding in findings} == ({2, 3} if reason else set())
    assert all(finding.reason.startswith(str(reason)) for finding in findings)
