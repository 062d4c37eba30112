"""What a story must not say, found before anything is replayed."""

from collections.abc import Iterator

from bot.replay.story import ANYBODY, CHANNEL, Event, Expectation, Part, Story, Variant

Fault = tuple[Part, str]
EVERYBODY = "everybody"
STARTS = "plan_starts"


def faults(story: Story) -> Iterator[Fault]:
    """Yield what cannot be, each with the part that says it."""
    started = {one.group: one for one in story.events if one.event == STARTS}
    for event in story.events:
        yield from _strangers(story, event)
        yield from _too_early(event, started.get(event.group))
    for event in story.events:
        yield from _never_joined(story, event)
    for one in story.expects:
        yield from _of_expectation(story, one, started)


def _strangers(story: Story, event: Event) -> Iterator[Fault]:
    for who in (*event.named(), *event.joining()):
        if who != EVERYBODY and who not in story.people:
            yield event, f"{who} is not among the people of the story"


def _too_early(event: Event, start: Event | None) -> Iterator[Fault]:
    if start is None:
        yield event, f"the group {event.group} has no {STARTS}"
        return
    for variant in Variant:
        day, began = event.on.at(variant), start.on.at(variant)
        if day < began:
            yield event, f"{day} is before the plan, which starts on {began}"
            return


def _never_joined(story: Story, event: Event) -> Iterator[Fault]:
    """Yield the members that an event is about before they have joined."""
    for who in event.named():
        cast = story.people.get(who)
        if who == EVERYBODY or cast is None or cast.role != "member":
            continue
        joined = [
            one
            for one in story.events
            if one.group == event.group and who in one.joining()
        ]
        if not joined:
            yield event, f"{who} never joined the core group"
        elif not any(
            one.on.at(variant) <= event.on.at(variant)
            for one in joined
            for variant in Variant
        ):
            yield event, f"{who} has not joined the core group by then"


def _of_expectation(
    story: Story, one: Expectation, started: dict[str, Event]
) -> Iterator[Fault]:
    if one.to not in {*story.people, CHANNEL, ANYBODY}:
        yield one, f"{one.to} is not among the people of the story"
    if one.group not in started:
        yield one, f"the group {one.group} has no {STARTS}"
    for variant in Variant:
        first, last = one.earliest.at(variant), one.latest.at(variant)
        if first > last:
            yield one, f"is upside down: {first} is after {last}"
            return
