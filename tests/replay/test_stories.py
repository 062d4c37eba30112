"""The stories that are shipped: what the reviews say was missed comes in time."""

import re
from pathlib import Path

import pytest

from bot.replay import judging, reading, running
from bot.replay.happening import EVENTS
from bot.replay.story import Event, Variant
from tests.architecture.source import PROJECT

SHIPPED = sorted(path.stem for path in reading.HERE.glob("*.yaml"))
# In every check: the longest at one end, one that ends too early, one that goes well.
QUICK = frozenset(
    {("child_q", Variant.LATEST)}
    | {(name, Variant.EARLIEST) for name in ("east_sussex", "goes_well")}
)
REPLAYS = [
    pytest.param(
        name,
        variant,
        marks=() if (name, variant) in QUICK else (pytest.mark.soak,),
    )
    for name in SHIPPED
    for variant in reading.read(reading.find(Path(name))).variants
]
DOMAIN_ROWS = (
    *("2011", "Aug 2017", "Oct 2017", "Nov 2017", "Dec 2017", "Aug 2018", "Sept 2018"),
    *("Apr 2019", "May to July 2019", "Aug 2019", "Sept 2019", "11 Nov 2019"),
    *("30 Nov 2019", "Dec 2019", "Feb 2020", "3 Feb to 3 Mar 2020", "2020, membership"),
    *("scores 2 to 3", "June or July 2020", "Sept 2020", "Dec 2020", "Mar 2021"),
    *("police help to gain entry", "Apr and Jun 2021"),
)


def test_five_reviews_and_one_plan_that_goes_well_are_shipped():
    assert SHIPPED == [
        "c4eo",
        "child_q",
        "derby",
        "east_sussex",
        "goes_well",
        "surrey",
    ]


# The longest has three and a half years of working days in it.
@pytest.mark.timeout(900)
@pytest.mark.parametrize(("name", "variant"), REPLAYS)
def test_every_expectation_is_met(name, variant):
    story = reading.read(reading.find(Path(name)))

    replayed = running.replay(story, variant, file=name)

    judged = judging.judge(story.expects, replayed.told, variant)
    assert [one for one in judged if one.verdict in judging.FAILURES] == []
    assert replayed.leaks == ()
    assert len(replayed.told) > 10


@pytest.mark.parametrize("row", DOMAIN_ROWS)
def test_no_row_of_child_q_is_left_out(row):
    text = (reading.HERE / "child_q.yaml").read_text()

    assert re.search(rf"(row: |- )\"?.*{re.escape(row)}", text)


def test_child_q_is_replayed_at_both_ends_of_its_months():
    assert reading.read(reading.find(Path("child_q"))).variants == tuple(Variant)


PAGE = (PROJECT / "docs" / "reference" / "replay-stories.md").read_text()


def test_every_event_and_key_is_on_the_page():
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", PAGE, re.M))
    common = set(Event.model_fields)

    assert rows.keys() >= EVENTS.keys()
    for name, kind in EVENTS.items():
        keys = kind.model.model_fields.keys() - common
        assert keys <= set(re.findall(r"`(\w+)`", rows[name])), name


def test_the_example_on_the_page_is_a_story_that_comes_true(tmp_path):
    found = re.search(r"```yaml\n(.*?)```", PAGE, re.S)
    assert found
    path = tmp_path / "example.yaml"
    path.write_text(found[1])
    story = reading.read(path)

    for variant in story.variants:
        told = running.replay(story, variant, file="example.yaml").told
        assert judging.is_well(judging.judge(story.expects, told, variant))
