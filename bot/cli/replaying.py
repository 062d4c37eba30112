"""Replaying a story from a file: what would have reached whom, and on which day."""

from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot import logs
from bot.cli.setting_out import say
from bot.replay import judging, reading, report, running
from bot.replay.story import Story

UNREADABLE = 2
FILE = Annotated[
    Path, typer.Argument(help="A story, or the name of one that is shipped: child_q.")
]


def replay(file: FILE) -> None:
    """Let a dated story happen, with no Slack, and say what reached whom and when."""
    logs.set_up(quiet=True)
    path = reading.find(file)
    try:
        story = reading.read(path)
        is_well = _tell(story, file=path.name)
    except reading.BadStory as error:
        _unreadable("\n".join(error.faults))
    except running.CannotHappen as error:
        _unreadable(str(error))
    if not is_well:
        raise typer.Exit(code=1)


def _tell(story: Story, *, file: str) -> bool:
    """Replay every variant and report it; say whether everything expected came."""
    is_well = True
    for variant in story.variants:
        replayed = running.replay(story, variant, file=file)
        judged = judging.judge(story.expects, replayed.told, variant)
        for line in report.lines(story, replayed, judged):
            say(line)
        say("")
        is_well = is_well and judging.is_well(judged) and not replayed.leaks
    return is_well


def _unreadable(text: str) -> NoReturn:
    typer.echo(f"{text}\nNothing was replayed and nothing was changed.", err=True)
    raise typer.Exit(code=UNREADABLE)
