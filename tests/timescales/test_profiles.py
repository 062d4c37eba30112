"""Reading a profile: what is shipped, what may be changed, and every fault at once."""

import tomllib
from datetime import date, time
from pathlib import Path

import pytest

from models.vocabulary import PersonClass
from workflows import timescales
from workflows.profile import Rule, Unit
from workflows.timescales import InvalidProfile

SHIPPED = ["england-default", "sussex", "tees"]
OWN = {"inherits": "england-default", "name": "northshire", "version": "1"}
# A date with a time, as TOML writes it: not a day that can be closed.
INSTANT = tomllib.loads("at = 2026-12-29T09:00:00")["at"]
SOURCE = {"source": "Northshire 4.2", "verified": True}


def own(**changed):
    return timescales.parse({**OWN, **changed})


def faults_of(document):
    with pytest.raises(InvalidProfile) as refused:
        timescales.parse(document)
    return list(refused.value.errors)


def default_document():
    path = timescales.SHIPPED / "england-default.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_profile_is_whole_and_says_its_own_name(name):
    profile = timescales.load(name)

    assert profile.name == name
    assert profile.stamp.startswith(f"{name} {profile.version} ")
    for person_class in set(PersonClass) - {PersonClass.OTHER}:
        assert profile.title(person_class)


def test_the_shipped_profiles_are_those_that_are_promised():
    assert sorted(path.stem for path in timescales.SHIPPED.glob("*")) == SHIPPED


def test_england_asks_for_what_the_guidance_says():
    profile = timescales.load("england-default")

    assert profile.core_groups.first_within == Rule(
        value=10,
        unit=Unit.WORKING_DAYS,
        source="Working Together, flow chart 5 [TEES-CG] [SEF-CG]",
        verified=True,
    )
    assert (profile.message_hours.start, profile.message_hours.end) == (
        time(8),
        time(18),
    )
    assert set(profile.scores.anchors) == {0, 10}
    assert profile.conferences.review_after_birth is None


def test_tees_has_read_its_six_weeks_and_its_rule_for_a_newborn():
    tees, england = timescales.load("tees"), timescales.load("england-default")

    assert (tees.core_groups.interval.value, tees.core_groups.interval.verified) == (
        6,
        True,
    )
    assert not england.core_groups.interval.verified
    assert tees.conferences.review_after_birth is not None
    assert tees.conferences.review_after_birth.value == 10


def test_sussex_has_its_own_reports_and_dissent():
    rules = timescales.load("sussex").conferences

    assert rules.report_before_initial.value == 3
    assert rules.report_before_review.value == 5
    assert (rules.dissent_within.value, rules.dissent_within.verified) == (72, True)


def test_a_rule_marked_as_verified_names_what_was_read():
    for name in SHIPPED:
        profile = timescales.load(name)
        sections = (
            profile.core_groups,
            profile.conferences,
            profile.statements,
            profile.packs,
        )
        for rule in [rule for part in sections for rule in vars(part).values() if rule]:
            assert rule.verified != rule.source.startswith("design"), (name, rule)


def test_shipped_telephone_numbers_are_invented_and_say_so():
    for name in SHIPPED:
        assert timescales.load(name).telephone.is_invented

    real = own(telephone={"day": "0300 123 4567", "out_of_hours": "0300 765 4321"})
    half = own(telephone={"day": "0300 123 4567"})
    assert not real.telephone.is_invented
    assert half.telephone.is_invented


def test_an_area_overrides_one_rule_and_keeps_the_rest():
    interval = {"value": 28, "unit": "days", **SOURCE}

    profile = own(core_groups={"interval": interval})

    assert profile.core_groups.interval.value == 28
    assert profile.core_groups.interval.unit is Unit.DAYS
    assert profile.core_groups.first_within.value == 10


@pytest.mark.parametrize("minutes", [1, 60])
def test_the_ends_of_a_range_are_allowed(minutes):
    link_lasts = {"value": minutes, "unit": "minutes", **SOURCE}

    assert own(packs={"link_lasts": link_lasts}).packs.link_lasts.value == minutes


def test_two_numbers_that_must_be_in_order_may_be_equal():
    short_window = {"value": 10, "unit": "working days", **SOURCE}

    profile = own(statements={"short_window": short_window})

    assert profile.statements.opens_before_closing.value == 10
    assert profile.statements.short_window.value == 10


def test_an_area_has_its_own_titles_and_roles():
    adviser = {"title": "Child protection adviser", "class": "CHR"}
    extra = {"title": "Lead child protection practitioner", "class": "LSW"}

    profile = own(roles={"chair": adviser, "lead_practitioner": extra})

    assert profile.title(PersonClass.CHAIR) == "Child protection adviser"
    assert profile.title(PersonClass.LEAD_SOCIAL_WORKER) == "Lead social worker"
    assert profile.roles["lead_practitioner"].title == extra["title"]


def test_local_closures_do_not_count_as_working_days():
    profile = own(closures=[date(2026, 12, 29)])

    assert not profile.calendar.is_working_day(date(2026, 12, 29))
    assert profile.calendar.is_working_day(date(2026, 12, 30))


def test_scores_can_be_switched_off():
    assert own(scores={"asked": False}).scores.asked is False


def test_the_stamp_changes_with_any_number_even_if_the_version_was_forgotten():
    changed = own(core_groups={"interval": {"value": 4, "unit": "weeks", **SOURCE}})

    assert own().stamp == own().stamp
    assert own().stamp != changed.stamp


def test_an_area_keeps_its_profile_in_a_file_of_its_own(tmp_path: Path):
    path = tmp_path / "northshire.toml"
    path.write_text("\n".join(f'{key} = "{value}"' for key, value in OWN.items()))

    assert timescales.load(str(path)) == own()


def test_a_profile_that_is_not_there_is_named_beside_those_that_are():
    with pytest.raises(InvalidProfile, match=r"no 'surrey'.*england-default, sussex"):
        timescales.load("surrey")


def test_a_file_that_is_not_toml_is_named(tmp_path: Path):
    path = tmp_path / "northshire.toml"
    path.write_text("name = ")

    with pytest.raises(InvalidProfile, match=r"profile: northshire.toml is not TOML"):
        timescales.load(str(path))


def test_every_fault_is_found_at_once():
    faults = faults_of(
        {
            **OWN,
            "inherits": "surrey",
            "version": "",
            "colour": "red",
            "closures": ["2026-12-29", INSTANT],
            "telephone": {"day": 999},
            "message_hours": {"start": "08:00"},
            "roles": {"chair": {"title": "Chair", "class": "OTH"}, "clerk": 3},
            "core_groups": {
                "interval": 6,
                "first_within": {"value": "ten", "unit": "hours", "verified": "yes"},
            },
            "packs": "none",
        }
    )

    assert [fault.partition(":")[0] for fault in faults] == [
        "inherits",
        "colour",
        "version",
        "closures, entry 1",
        "closures, entry 2",
        "telephone.day",
        "message_hours.start",
        "roles.chair.class",
        "roles.clerk",
        "roles",
        "core_groups.first_within.value",
        "core_groups.first_within.unit",
        "core_groups.first_within.verified",
        "core_groups.first_within.source",
        "core_groups.interval",
        "packs",
    ]
    assert all("expected" in fault for fault in faults)


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        (
            {"core_groups": {"intervall": {}}},
            "core_groups.intervall: is not known; expected one of first_within, "
            "interval, quorum_other_agencies, first_reminder, last_reminder, "
            "quorum_forecast, short_notice, answers_within, check_in_within",
        ),
        (
            {"packs": {"link_lasts": {"value": 61, "unit": "minutes", **SOURCE}}},
            "packs.link_lasts.value: is 61; expected a whole number from 1 to 60",
        ),
        (
            {"packs": {"link_lasts": {"value": True, "unit": "minutes", **SOURCE}}},
            "packs.link_lasts.value: is True; expected a whole number from 1 to 60",
        ),
        (
            {"packs": {"child_not_seen": {"value": 4, "unit": "months", **SOURCE}}},
            "packs.child_not_seen.unit: is 'months'; expected 'days' or 'weeks'",
        ),
        (
            {
                "packs": {
                    "score_spread": {"value": 3, "unit": "points", "x": 1, **SOURCE}
                }
            },
            "packs.score_spread.x: is not known; "
            "expected one of value, unit, source, verified",
        ),
        (
            {"closures": "Christmas"},
            "closures: is 'Christmas'; expected a list of dates",
        ),
        ({"scores": {"asked": 1}}, "scores.asked: is 1; expected true or false"),
        ({"scores": {"anchors": 3}}, "scores.anchors: is 3; expected a table"),
        (
            {"scores": {"anchors": {"11": "bliss"}}},
            "scores.anchors.11: expected a score from 0 to 10",
        ),
        (
            {"scores": {"anchors": {"5": ""}}},
            "scores.anchors.5: is ''; expected some text",
        ),
        (
            {"message_hours": {"end": time(8)}},
            "message_hours.end: is 08:00:00; expected after 08:00:00",
        ),
        (
            {
                "statements": {
                    "short_window": {"value": 11, "unit": "working days", **SOURCE}
                }
            },
            "statements.short_window.value: is 11; "
            "expected at most statements.opens_before_closing, which is 10",
        ),
        (
            {"after_plans": {"first_check": {"value": 3, "unit": "months", **SOURCE}}},
            "after_plans.first_check.value: is 3; "
            "expected less than after_plans.second_check, which is 3",
        ),
        (
            {"inherits": "tees"},
            "inherits: is 'tees', which itself inherits; "
            "expected one that does not, as england-default",
        ),
    ],
)
def test_a_fault_names_its_place_and_what_is_expected(changed, fault):
    assert faults_of({**OWN, **changed}) == [fault]


def test_a_profile_that_stands_alone_needs_every_rule_but_the_local_ones():
    document = default_document()
    del document["core_groups"]["interval"]
    del document["scores"]

    faults = faults_of(document)

    assert [fault.partition(";")[0] for fault in faults] == [
        "scores: is missing",
        "core_groups.interval: is missing",
    ]


def test_a_class_that_nobody_holds_is_noticed():
    document = default_document()
    del document["roles"]["chair"]

    assert faults_of(document) == [
        "roles: no role has the class CHR; expected at least one"
    ]
