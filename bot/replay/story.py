"""What a story holds: its people, what happens when, and what must come of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fnmatch import fnmatchcase
from importlib.util import find_spec
from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from models.vocabulary import AgencyKind

CHANNEL: Final = "channel"
ANYBODY: Final = "anybody"


class Variant(StrEnum):
    """Which end of a range of days is replayed. Source: domain 8."""

    EARLIEST = "earliest"
    LATEST = "latest"


@dataclass(frozen=True, kw_only=True)
class Days:
    """One day, or the first and the last that it can have been."""

    earliest: date
    latest: date

    def at(self, variant: Variant) -> date:
        """Return the day of one variant."""
        return self.earliest if variant is Variant.EARLIEST else self.latest

    @property
    def is_range(self) -> bool:
        """Say whether the two variants differ."""
        return self.earliest != self.latest


def _days(value: Any) -> Any:
    # A list of two is a span; one day is a span from itself to itself.
    first, last = value if isinstance(value, list) and len(value) == 2 else [value] * 2  # noqa: PLR2004
    if not all(type(one) is date for one in (first, last)):
        raise ValueError("is a day such as 2020-02-03, or [first day, last day]")
    if first > last:
        raise ValueError(f"is upside down: {first} is after {last}")
    return Days(earliest=first, latest=last)


When = Annotated[Days, BeforeValidator(_days)]


class Part(BaseModel):
    """A part of a story. A key that nobody knows is refused."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True, strict=False
    )

    # In the file, for whoever has to mend it.
    line: int = 0


class Needing(Part):
    """A part that waits for a room of the bot that may not be built yet."""

    needs: str | None = Field(default=None, pattern=r"^[a-z_]+$")

    @property
    def is_waiting(self) -> bool:
        """Say whether the room that this needs is not there yet."""
        return self.needs is not None and find_spec(f"workflows.{self.needs}") is None


class Cast(Part):
    """One person of the story, known by what they are: nobody has a name."""

    role: Literal[
        "social_worker",
        "chair",
        "team_manager",
        "senior_manager",
        "conference_service_manager",
        "business_support",
        "safeguarding_lead",
        "member",
    ]
    agency: str = "social_care"
    kind: AgencyKind | None = None
    manager: str | None = None
    outside_slack: bool = False


class Event(Needing):
    """Something that happens on a day in one core group."""

    event: str
    on: When
    group: str = "family"
    row: str = ""

    # The keys under which it names members of the core group, and who joins it by it.
    NAMED: ClassVar[tuple[str, ...]] = ()
    JOINING: ClassVar[tuple[str, ...]] = ()

    def named(self) -> tuple[str, ...]:
        """Return the people of the core group whom this is about."""
        return tuple(who for key in self.NAMED for who in _people(getattr(self, key)))

    def joining(self) -> tuple[str, ...]:
        """Return who belongs to the core group from here on."""
        return tuple(who for key in self.JOINING for who in _people(getattr(self, key)))


def _people(value: Any) -> Iterator[str]:
    """Yield the people in a name, a list, a table by name, or a part done `by` one."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        yield from _people(getattr(value, "by", None))
    elif isinstance(value, list | dict):
        for one in value:
            yield from _people(one)


class Expectation(Needing):
    """A message that must reach somebody, by a day; or, with `never`, must not."""

    row: str = ""
    message: str
    to: str
    group: str = "family"
    mentions: str | None = None
    earliest: When
    latest: When
    never: bool = False

    def is_message(self, kind: str) -> bool:
        """Say whether a kind of message is meant; `drift.*` is every one of drift."""
        return fnmatchcase(kind, self.message)


@dataclass(frozen=True, kw_only=True)
class Story:
    """A story that was read and found whole."""

    name: str
    title: str
    source: str
    profile: str
    until: Days
    people: Mapping[str, Cast]
    events: tuple[Event, ...]
    expects: tuple[Expectation, ...]
    gaps: tuple[str, ...]

    @property
    def variants(self) -> tuple[Variant, ...]:
        """Return what is to be replayed: both ends where any day is a range."""
        every = [self.until, *(days for one in self.events for days in days_of(one))]
        is_range = any(days.is_range for days in every)
        return tuple(Variant) if is_range else (Variant.EARLIEST,)


def days_of(part: Part) -> tuple[Days, ...]:
    """Return every day that a part of a story gives."""
    values = (getattr(part, name) for name in type(part).model_fields)
    return tuple(value for value in values if isinstance(value, Days))
