"""Every message that the catalogue knows, at its shortest and at its longest."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from bot.render import Renderer
from tests.gallery.shown import Shown
from workflows import catalogue
from workflows.calendars import messages as calendars
from workflows.challenges import messages as challenges
from workflows.coming import messages as coming
from workflows.delivery import messages as delivery
from workflows.drift import entries as drift
from workflows.meetings import messages as meetings
from workflows.membership import messages as membership
from workflows.message import Message
from workflows.notices import messages as notices
from workflows.outcomes import messages as outcomes
from workflows.overview import daily_samples as overview
from workflows.plans import messages as plans
from workflows.profile import Profile
from workflows.records import messages as records
from workflows.referrals import messages as referrals
from workflows.replies import messages as replies
from workflows.statements import messages as statements

Sample = tuple[Message, Mapping[str, Any]]
SAMPLES: Final[tuple[Sample, ...]] = (
    *plans.SAMPLES,
    *membership.SAMPLES,
    *meetings.SAMPLES,
    *coming.SAMPLES,
    *statements.SAMPLES,
    *notices.SAMPLES,
    *challenges.SAMPLES,
    *overview.SAMPLES,
    *replies.SAMPLES,
    *delivery.SAMPLES,
    *calendars.SAMPLES,
    *records.SAMPLES,
    *referrals.SAMPLES,
    *drift.SAMPLES,
    *outcomes.SAMPLES,
)


def samples_of(kind: str) -> list[Sample]:
    """Return the samples of one kind of message."""
    return [sample for sample in SAMPLES if sample[0].kind == kind]


def shown(profile: Profile) -> Iterator[Shown]:
    """Yield each kind of message, its shortest sample first and its longest last."""
    renderer = Renderer()
    for kind, entry in catalogue.entries(profile).items():
        made = [
            renderer.render(message, words, entry.buttons(words))
            for message, words in samples_of(kind)
        ]
        made.sort(key=lambda one: len(one.packed()))
        group, _, name = kind.partition(".")
        for rendered, size in _named(made):
            yield Shown(
                name=f"{group}.{name}.{size}",
                group=group,
                title=f"{name.replace('_', ' ')}, {size}",
                method="chat.postMessage",
                args={
                    "channel": "C0000001",
                    "text": rendered.text,
                    "blocks": rendered.blocks,
                },
            )


def _named(made: list[Any]) -> Iterator[tuple[Any, str]]:
    for number, rendered in enumerate(made):
        is_between = 0 < number < len(made) - 1
        size = "longest" if number else "shortest"
        yield rendered, f"between-{number}" if is_between else size
