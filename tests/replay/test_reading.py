"""A story that cannot be read is refused whole: file, line, what, and why."""

import pytest

from bot.replay import reading
from bot.replay.story import Variant
from tests.replay.telling import faults, story, written

DATED = "  - {event: core_group_dated, on: 2020-01-07, to: 2020-01-20}"


def test_a_good_story_has_no_faults(tmp_path):
    assert faults(tmp_path) == []


@pytest.mark.parametrize(
    ("before", "after", "line", "said"),
    [
        (
            "event: core_group_dated",
            "event: core_group_dreamt",
            18,
            "core_group_dreamt: unknown event; known are action_agreed,",
        ),
        ("{event: core_group_dated,", "{event: [1],", 18, "[1]: unknown event;"),
        ("to: 2020-01-20", "to: 2020-01-20, room: 4", 18, "unknown key: room"),
        (
            "story: A small one",
            "story: A small one\nheading: x",
            1,
            "unknown key: heading",
        ),
        ("on: 2020-01-07, ", "", 18, "core_group_dated: on is missing"),
        (
            "on: 2020-01-07",
            "on: 2020-01-03",
            18,
            "core_group_dated: 2020-01-03 is before the plan, which starts on "
            "2020-01-06",
        ),
        (
            "on: 2020-01-07",
            "on: [2020-01-09, 2020-01-07]",
            18,
            "core_group_dated: on is upside down: 2020-01-09 is after 2020-01-07",
        ),
        (
            "on: 2020-01-07",
            "on: next week",
            18,
            "core_group_dated: on is a day such as 2020-02-03, or "
            "[first day, last day]",
        ),
        ("on: 2020-01-07", "on: 2020-02-30", 18, "core_group_dated: on is a day such"),
        (
            "earliest: 2020-01-17",
            "earliest: 2020-01-21",
            21,
            "expects: is upside down: 2020-01-21 is after 2020-01-20",
        ),
        ("to: chair", "to: mayor", 21, "expects: mayor is not among the people"),
        (
            "members: [health_visitor]",
            "members: [gp]",
            11,
            "gp is not among the people",
        ),
        ("category: NEG", "category: LOST", 11, "children 0 category Input should be"),
        ("profile: tees", "profile: nowhere", 1, "profile: "),
        ("role: chair", "role: mayor", 7, "people, chair: role Input should be"),
        ("on: 2020-01-07", "on: 2020-01-07, on: 2020-01-08", 18, "the key on cannot"),
        ("story: A small one", "story: [", 3, "not YAML: "),
    ],
)
def test_each_fault_names_file_line_and_reason(tmp_path, before, after, line, said):
    found = faults(tmp_path, (before, after))

    assert any(
        fault.startswith(f"small.yaml, line {line}: ") and said in fault
        for fault in found
    ), found


def test_a_member_who_never_joined_is_refused(tmp_path):
    more = "  - {event: member_leaves, on: 2020-01-08, who: school}\n"

    found = faults(tmp_path, (DATED, f"{DATED}\n{more.rstrip()}"))

    assert found == [
        "small.yaml, line 19: member_leaves: school never joined the core group"
    ]


def test_a_member_who_joins_only_later_is_refused(tmp_path):
    leaves = "  - {event: member_leaves, on: 2020-01-08, who: school}"
    joins = "  - {event: member_joins, on: 2020-01-09, who: school}"

    found = faults(tmp_path, (DATED, f"{DATED}\n{leaves}\n{joins}"))

    assert found == [
        "small.yaml, line 19: member_leaves: "
        "school has not joined the core group by then"
    ]


def test_a_group_that_never_starts_is_refused(tmp_path):
    found = faults(tmp_path, ("to: 2020-01-20}", "to: 2020-01-20, group: other}"))

    assert found == [
        "small.yaml, line 18: core_group_dated: the group other has no plan_starts"
    ]


def test_all_faults_are_named_at_once(tmp_path):
    found = faults(
        tmp_path,
        ("to: 2020-01-20}", "to: 2020-01-20, room: 4}"),
        ("on: 2020-01-17", "on: 2020-01-03"),
        ("category: NEG", "category: LOST"),
    )

    assert [fault.partition(":")[0] for fault in found] == [
        "small.yaml, line 11",
        "small.yaml, line 18",
    ]


@pytest.mark.parametrize("content", ["", "- 1\n- 2\n", "only words", "42"])
def test_what_is_no_story_is_refused(tmp_path, content):
    path = tmp_path / "small.yaml"
    path.write_text(content)

    with pytest.raises(reading.BadStory, match=r"line 1: a story is a list of keys"):
        reading.read(path)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(reading.BadStory, match=r"gone\.yaml: cannot be read"):
        reading.read(tmp_path / "gone.yaml")


def test_bytes_that_are_no_text_are_refused(tmp_path):
    path = tmp_path / "small.yaml"
    path.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(reading.BadStory, match=r"cannot be read"):
        reading.read(path)


def test_a_tag_that_would_run_something_is_refused(tmp_path):
    path = written(
        tmp_path, ("story: A small one", "story: !!python/object/apply:os.getcwd []")
    )

    with pytest.raises(reading.BadStory, match="not YAML"):
        reading.read(path)


def test_lists_nested_without_end_are_refused(tmp_path):
    path = tmp_path / "small.yaml"
    path.write_text("[" * 50_000)

    with pytest.raises(reading.BadStory, match="not YAML"):
        reading.read(path)


def test_a_range_gives_two_variants_and_single_days_one(tmp_path):
    single = story(tmp_path)
    ranged = story(tmp_path, ("on: 2020-01-07", "on: [2020-01-07, 2020-01-09]"))

    assert single.variants == (Variant.EARLIEST,)
    assert ranged.variants == (Variant.EARLIEST, Variant.LATEST)


def test_on_is_a_word_and_not_a_truth(tmp_path):
    told = story(tmp_path)

    assert [f"{event.on.earliest}" for event in told.events] == [
        "2020-01-06",
        "2020-01-07",
        "2020-01-17",
    ]
