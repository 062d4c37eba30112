"""Letting a story happen: day after day, and what reached whom."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from bot.replay import stage as stages
from bot.replay.happening import EVENTS
from bot.replay.recording import DIRECT, Heard
from bot.replay.stage import Stage
from bot.replay.story import CHANNEL, Event, Story, Variant
from workflows.clock import today
from workflows.errors import Refused


class CannotHappen(Exception):
    """Something in a story that the bot refused; the message names line and reason."""


@dataclass(frozen=True, kw_only=True, order=True)
class Told:
    """One message as the report has it: on which day, to whom, of which kind."""

    on: date
    to: str
    kind: str
    group: str
    text: str
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Replayed:
    """One variant as it went: every message, and every text that leaked into one."""

    variant: Variant
    told: tuple[Told, ...]
    leaks: tuple[str, ...]
    profile: str


def replay(story: Story, variant: Variant, *, file: str) -> Replayed:
    """
    Let one variant of a story happen in a database that is thrown away.

    :raises CannotHappen: if the bot refuses something that the story tells.
    """
    with stages.opened(story, variant) as stage:
        for day, happenings in _days(story, variant, file):
            stage.live_through(day, happenings)
        return Replayed(
            variant=variant,
            told=tuple(sorted(_told(stage, one) for one in stage.ear.heard)),
            leaks=tuple(sorted(leaks(stage))),
            profile=stage.profile.stamp,
        )


def _days(
    story: Story, variant: Variant, file: str
) -> Iterator[tuple[date, list[Callable[[Stage], None]]]]:
    """Yield every day of a story with what happens on it, in the file's order."""
    happens: dict[date, list[Callable[[Stage], None]]] = defaultdict(list)
    for event in story.events:
        if not event.is_waiting:
            day = event.on.at(variant)
            happens[day].append(partial(_happen, event=event, file=file))
    last = max(story.until.at(variant), *happens)
    day = min(happens)
    while day <= last:
        yield day, happens.get(day, [])
        day += timedelta(days=1)


def _happen(stage: Stage, *, event: Event, file: str) -> None:
    try:
        EVENTS[event.event].act(stage, event)
    except Refused as error:
        day = event.on.at(stage.variant)
        raise CannotHappen(
            f"{file}, line {event.line}: {event.event} on {day}: {error.said}"
        ) from error


def _told(stage: Stage, heard: Heard) -> Told:
    text, about = heard.text, []
    for alias, name in stage.aliases.items():
        if alias in heard.shown:
            about.append(name)
        text = text.replace(alias, name)
    # A list of the day can be about several core groups: then it is about any.
    group = about[0] if len(about) == 1 else ""
    names = {
        alias: key
        for key, alias in zip(stage.groups, stage.aliases.values(), strict=True)
    }
    is_direct = heard.channel.startswith(DIRECT)
    account = heard.channel.removeprefix(DIRECT)
    return Told(
        on=today(heard.at),
        to=stage.cast.who(account) if is_direct else CHANNEL,
        kind=heard.kind,
        group=names.get(group, ""),
        text=text,
        mentions=tuple(sorted(heard.mentions)),
    )


def leaks(stage: Stage) -> Iterator[str]:
    """Yield each text that somebody wrote and that was sent all the same."""
    for heard in stage.ear.heard:
        for text in sorted(stage.written):
            if text in heard.shown:
                yield f"{heard.kind} on {today(heard.at)} repeats what somebody wrote"
