"""A story as text, small enough that a test can change one line of it."""

from pathlib import Path

from bot.replay import judging, reading, running
from bot.replay.running import Replayed
from bot.replay.story import Story, Variant

SMALL = """\
story: A small one
profile: tees
until: 2020-02-07
people:
  social_worker: {role: social_worker, manager: team_manager}
  team_manager: {role: team_manager}
  chair: {role: chair}
  health_visitor: {role: member, agency: health}
  school: {role: member, agency: education}
events:
  - event: plan_starts
    on: 2020-01-06
    children: [{category: NEG}]
    lead: social_worker
    chair: chair
    by: team_manager
    members: [health_visitor]
  - {event: core_group_dated, on: 2020-01-07, to: 2020-01-20}
  - {event: core_group_cancelled, on: 2020-01-17}
expects:
  - message: meetings.to_be_rearranged
    to: chair
    earliest: 2020-01-17
    latest: 2020-01-20
"""


def written(folder: Path, *changes: tuple[str, str], more: str = "") -> Path:
    """Write the small story with some of its text replaced, and more at its end."""
    text = SMALL
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after)
    path = folder / "small.yaml"
    path.write_text(text + more, encoding="utf-8")
    return path


def story(folder: Path, *changes: tuple[str, str], more: str = "") -> Story:
    """Read the small story, changed."""
    return reading.read(written(folder, *changes, more=more))


def faults(folder: Path, *changes: tuple[str, str], more: str = "") -> list[str]:
    """Return what is wrong with the small story, changed."""
    try:
        reading.read(written(folder, *changes, more=more))
    except reading.BadStory as error:
        return error.faults
    return []


def played(told: Story, variant: Variant = Variant.EARLIEST) -> Replayed:
    """Let a story happen."""
    return running.replay(told, variant, file="small.yaml")


def verdicts(told: Story, variant: Variant = Variant.EARLIEST) -> list[str]:
    """Let a story happen, and return what became of its expectations."""
    judged = judging.judge(told.expects, played(told, variant).told, variant)
    return [one.verdict.value for one in judged]
