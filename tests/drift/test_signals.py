"""Each signal below, at and above its number; and no number that nothing tries."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from bot.render import TEMPLATES, Renderer
from models.vocabulary import AgencyKind
from tests.architecture.source import PROJECT
from tests.drift.cases import CASES, OTHERS
from tests.drift.known_facts import ABSENT, TODAY, ago, facts, plan, rules
from workflows.drift import known, policy
from workflows.drift.entries import sample_signal
from workflows.drift.known import says_of
from workflows.profile import Drift

PROFILE = rules()


@pytest.mark.parametrize("case", CASES, ids=lambda one: f"{one.signal}: {one.why}")
def test_a_signal_is_there_or_not(case):
    assert case.holds(PROFILE)


@pytest.mark.parametrize("name", policy.SIGNALS)
def test_every_signal_is_tried_where_it_is_there_and_where_it_is_not(name):
    said = [case.says == ABSENT for case in CASES if case.signal == name]

    assert True in said
    assert False in said


@pytest.mark.parametrize("step", [-1, 1])
@pytest.mark.parametrize("name", [part.name for part in fields(Drift)])
def test_no_number_can_be_moved_by_one_without_a_case_that_notices(name, step):
    rule = getattr(PROFILE.drift, name)
    moved = replace(rule, value=rule.value + step)
    profile = replace(PROFILE, drift=replace(PROFILE.drift, **{name: moved}))

    noticed = [case.why for case in CASES if not case.holds(profile)]
    others = [ask for ask, expected in OTHERS if ask(profile) != expected]

    assert noticed or others


def test_what_is_no_signal_has_its_number_too():
    assert all(ask(PROFILE) == expected for ask, expected in OTHERS)


def test_a_plan_that_goes_well_raises_none():
    well = facts(
        seen=(
            known.Seen(
                number=1, known_on=TODAY, by_worker_on=TODAY, by_anyone_on=TODAY
            ),
        ),
        attended=(known.Attendance(on=TODAY, agencies=5, kinds=frozenset(AgencyKind)),),
        scored=(known.Scored(number=1, on=TODAY, scores=(6, 7)),),
        ended=(known.Ended(on=TODAY, answered=4),),
    )

    assert policy.find_signals(well, PROFILE) == {}


def test_without_a_plan_there_is_none():
    assert policy.find_signals(facts(plans=()), PROFILE) == {}


def test_the_worst_comes_first():
    found = policy.find_signals(
        facts(
            plans=(plan(earlier_plans=1),),
            last_core_group_on=None,
            refusals=(known.Refusal(on=TODAY),),
        ),
        PROFILE,
    )

    assert list(found) == ["access_refused", "core_group_late", "repeat_plan"]


@pytest.mark.parametrize(
    "case",
    [
        case
        for case in CASES
        if case.says != ABSENT and not case.why.startswith("a day less")
    ],
    ids=lambda one: f"{one.signal}: {one.why}",
)
def test_the_same_facts_have_the_same_mark_tomorrow(case):
    find = policy.SIGNALS[case.signal].find
    tomorrow = replace(case.facts, today=case.facts.today + timedelta(days=1))

    found, again = find(case.facts, PROFILE), find(tomorrow, PROFILE)

    assert found is not None
    assert again is None or again.fingerprint == found.fingerprint


def test_what_a_signal_says_comes_back_as_it_was_kept():
    found = known.Found(
        since=TODAY, says={"due_on": date(2026, 5, 5), "next_on": None, "children": [2]}
    )

    assert says_of(found.packed()) == found.says


def test_another_date_is_another_mark():
    one, other = (
        known.Found(since=TODAY, says={"due_on": day}) for day in (TODAY, ago(days=1))
    )

    assert one.fingerprint != other.fingerprint


@pytest.mark.parametrize("name", policy.SIGNALS)
def test_every_signal_says_since_when_what_helps_and_who_taught_us(name):
    path = TEMPLATES / "drift" / "signals" / f"{name}.md.j2"
    said = Renderer().part(
        path.relative_to(TEMPLATES).as_posix(), {"signal": sample_signal(name)}
    )

    first, last = said.splitlines()
    assert first.startswith(f"*{policy.SIGNALS[name].title}*, since 5 May 2026: ")
    assert last.startswith("What helps: ")
    assert last.endswith(f"({policy.SIGNALS[name].source})")


@pytest.mark.parametrize("name", policy.SIGNALS)
def test_every_signal_has_its_line_among_the_practice_rules(name):
    page = (PROJECT / "docs" / "reference" / "practice-rules.md").read_text()
    find = policy.SIGNALS[name].find

    assert f"`{find.__module__}.{find.__qualname__}`" in page
    assert find.__qualname__ == name
    assert "Source: " in (find.__doc__ or "")
