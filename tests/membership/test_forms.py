"""The forms about who belongs give back what somebody put into them."""

from datetime import date

import pytest

from bot.forms import groups
from bot.forms import membership as form
from bot.forms.groups import Chosen
from bot.forms.membership import Leading
from tests.forms.filling import left_empty, opened
from tests.gallery import facts
from workflows.membership.leading import LeadForm, Receipt
from workflows.membership.use_cases import EndForm

DAY = date(2026, 9, 2)


def lead_form(**more):
    about = {"lead": "Asha", "coming": None, "coming_on": None, **more}
    return form.change_lead(
        LeadForm(group_id=facts.ROUND, alias=facts.ALIAS, today=DAY, **about)
    )


def end_form():
    return form.end(
        EndForm(membership_id=facts.ROUND, alias=facts.ALIAS, name="Ben", today=DAY)
    )


def test_a_change_of_lead_is_from_today_and_the_one_before_leaves_unless_said():
    filled = opened(lead_form(), person="U0000001")

    assert form.read_change_lead(filled) == Leading(
        chosen=Chosen(user_id="U0000001", email=None), from_on=DAY, stays=False
    )


def test_the_one_before_can_stay():
    filled = opened(lead_form(), email="xan@example.org", before=form.STAYS)

    read = form.read_change_lead(filled)

    assert isinstance(read, Leading)
    assert read.stays


def test_a_change_of_lead_needs_somebody():
    missing = {"person": form.CHOOSE_PERSON}

    assert form.read_change_lead(opened(lead_form())) == missing
    assert form.read_change_lead({}) == missing


def test_the_form_says_what_it_replaces():
    shown = str(lead_form(coming="Xan", coming_on=DAY)["blocks"])

    assert "Xan is to take over on Wednesday 2 September" in shown


@pytest.mark.parametrize(
    ("answers", "read"),
    [
        ({}, None),
        ({"when": form.LAST_DAY, "to_on": DAY.isoformat()}, DAY),
        ({"when": form.LAST_DAY}, {"to_on": form.CHOOSE_DAY}),
    ],
)
def test_a_membership_ends_now_or_on_a_last_day(answers, read):
    assert form.read_end(opened(end_form(), **answers)) == read


def test_a_form_that_holds_nothing_is_asked_for_again():
    assert form.read_end({}) == {"when": form.CHOOSE}
    assert left_empty(end_form()) == set()


def test_a_member_joins_today_unless_a_day_is_chosen():
    built = groups.add_member(facts.ROUND, facts.ALIAS, [])

    today = form.read_from_on(opened(built, person="U0000001"))
    later = form.read_from_on(opened(built, from_on=DAY.isoformat()))

    assert (today, later) == (None, DAY)


def test_what_came_of_it_names_whom_to_telephone():
    receipt = Receipt(alias="CG-4817", from_on=DAY, to_telephone=("Asha", "Hetty"))

    assert "Please telephone Asha and Hetty" in form.said(receipt)
    assert "taken back" in form.said(Receipt(alias="CG-4817", from_on=None))
