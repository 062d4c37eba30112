"""A story goes through the real workflows: what comes, when, to whom, and what not."""

from datetime import date

import pytest

from bot.replay import judging, report, running
from bot.replay.recording import Heard
from bot.replay.stage import UNSAID, opened
from bot.replay.story import Variant
from tests.replay.telling import played, story, verdicts


def test_what_was_expected_comes(tmp_path):
    assert verdicts(story(tmp_path)) == ["met"]


def test_messages_reach_roles_on_days(tmp_path):
    told = played(story(tmp_path)).told

    kind = "meetings.to_be_rearranged"
    chair = [one for one in told if one.to == "chair" and one.kind == kind]
    # The first core group was due by the 20th.
    assert [one.on for one in chair] == [date(2020, 1, 17), date(2020, 1, 21)]
    assert chair[0].text.startswith("CG-0001:")


def test_a_list_names_what_it_is_about(tmp_path):
    told = played(story(tmp_path)).told

    asked = [
        one.on
        for one in told
        if one.to == "social_worker" and "meetings" in one.mentions
    ]
    assert asked[0] == date(2020, 1, 20), "the working day after it was cancelled"


def test_a_weekend_has_no_messages(tmp_path):
    told = played(story(tmp_path)).told

    assert told
    assert not [one for one in told if one.on.weekday() > 4]


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        ("latest: 2020-01-20", "latest: 2020-01-17", "met"),
        (
            "earliest: 2020-01-17\n    latest: 2020-01-20",
            "earliest: 2020-01-14\n    latest: 2020-01-16",
            "late",
        ),
        (
            "earliest: 2020-01-17\n    latest: 2020-01-20",
            "earliest: 2020-01-22\n    latest: 2020-01-24",
            "too early",
        ),
        ("to: chair", "to: team_manager", "missing"),
        ("meetings.to_be_rearranged", "meetings.rearranged", "missing"),
        ("to: chair", "mentions: nothing\n    to: chair", "missing"),
        ("to: chair", "to: chair\n    never: true", "came, and must not"),
        ("to: chair", "to: anybody\n    never: true", "came, and must not"),
        ("to: chair", "to: school\n    never: true", "met"),
        ("to: chair", "to: chair\n    needs: a_room_to_come", "not yet"),
        ("to: chair", "to: chair\n    needs: meetings", "met"),
        ("meetings.to_be_rearranged", '"meetings.*"', "met"),
    ],
)
def test_each_verdict(tmp_path, before, after, verdict):
    assert verdicts(story(tmp_path, (before, after))) == [verdict]


def test_how_late_it_came_is_reported(tmp_path):
    told = story(
        tmp_path,
        (
            "earliest: 2020-01-17\n    latest: 2020-01-20",
            "earliest: 2020-01-10\n    latest: 2020-01-14",
        ),
    )
    replayed = played(told)
    judged = judging.judge(told.expects, replayed.told, Variant.EARLIEST)

    said = "\n".join(report.lines(told, replayed, judged))

    assert not judging.is_well(judged)
    assert "came on 17 Jan 2020, late by 3 days" in said
    assert "Of 1 expected, 0 were met, 1 late (by 3 days at most)" in said


def test_both_ends_of_a_range_are_replayed(tmp_path):
    told = story(
        tmp_path,
        (
            "event: core_group_cancelled, on: 2020-01-17",
            "event: core_group_cancelled, on: [2020-01-14, 2020-01-17]",
        ),
        ("earliest: 2020-01-17", "earliest: [2020-01-14, 2020-01-17]"),
        ("latest: 2020-01-20", "latest: [2020-01-14, 2020-01-17]"),
    )

    assert [verdicts(told, variant) for variant in told.variants] == [["met"], ["met"]]


def test_two_runs_say_the_same(tmp_path):
    told = story(tmp_path)

    first, second = (
        list(
            report.lines(
                told,
                replayed,
                judging.judge(told.expects, replayed.told, Variant.EARLIEST),
            )
        )
        for replayed in (played(told), played(told))
    )

    assert first == second
    assert len(first) > 20


def test_what_the_bot_refuses_is_named_with_its_line(tmp_path):
    told = story(tmp_path, ("to: 2020-01-20", "to: 2020-01-19"))

    with pytest.raises(running.CannotHappen) as found:
        played(told)

    assert str(found.value) == (
        "small.yaml, line 18: core_group_dated on 2020-01-07: This is a weekend, a "
        "bank holiday or a local closure. Choose a working day."
    )


def test_nothing_that_somebody_wrote_is_sent(tmp_path):
    secret = "Marzipan wheelbarrow in the yard"
    told = story(tmp_path, ("on: 2020-01-17}", f"on: 2020-01-17, says: {secret}}}"))

    replayed = played(told)

    assert replayed.leaks == ()
    assert not [one for one in replayed.told if secret in one.text]


def test_a_text_that_is_sent_all_the_same_is_found(tmp_path):
    with opened(story(tmp_path), Variant.EARLIEST) as stage:
        stage.ear.heard.append(
            Heard(
                at=stage.now,
                channel="DU0001",
                kind="trial.leak",
                text="short",
                mentions=frozenset(),
                shown=f'["short", "{UNSAID}"]',
            )
        )

        assert list(running.leaks(stage)) == [
            "trial.leak on 2020-01-05 repeats what somebody wrote"
        ]


def test_a_repeated_message_is_said_once_with_how_often(tmp_path):
    told = story(tmp_path)

    said = "\n".join(report.lines(told, played(told), ()))

    assert said.count("please look at an alert and 1 more") == 1
    assert "please look at an alert and 1 more (again 14 times" in said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((6, 7), "words (again once, until 7 Jan 2020)"),
        ((6, 7, 20), "words (again 2 times, until 20 Jan 2020)"),
        ((6, 21), "words\n"),
    ],
)
def test_the_same_words_much_later_are_said_again(tmp_path, days, said):
    told = tuple(
        running.Told(
            on=date(2020, 1, day), to="chair", kind="a.b", group="family", text="words"
        )
        for day in days
    )
    replayed = running.Replayed(
        variant=Variant.EARLIEST, told=told, leaks=(), profile="tees"
    )

    text = "\n".join(report.lines(story(tmp_path), replayed, ()))

    assert said in text
