"""Follows calls from room to room, as far as the first thing that a function does."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from tests.architecture.source import Function, Source, called, calls, read

GATE: Final = "workflows.access.use_cases"
FINDS: Final = ("find_", "lock_", "who_may_")


class Place(NamedTuple):
    """Where a function is: its module and its name."""

    module: str
    name: str


@dataclass(frozen=True)
class Rooms:
    """Every function of the bot by its place."""

    functions: dict[Place, Function]
    sources: dict[str, Source]

    def begins_at_the_gate(
        self, place: Place, seen: frozenset[Place] = frozenset()
    ) -> bool:
        """Whether a function asks the gate before it does more than find a row."""
        for statement in self.functions[place].body:
            found = [called(call) for call in calls(statement)]
            reached = {self.resolve(place.module, name) for name in found} - {None}
            if any(to.module == GATE for to in reached if to):
                return True
            if any(
                self.begins_at_the_gate(to, seen | {place})
                for to in reached
                if to and to not in seen and to != place
            ):
                return True
            if not all(self._only_finds(place, name) for name in found):
                return False
        return False

    def _only_finds(self, place: Place, name: str) -> bool:
        # Where a thing belongs has to be known before the gate can be asked about it: a
        # row by its id, who may know, or a value made of what is at hand.
        last = name.rpartition(".")[2]
        if name == "session.get" or last.startswith(FINDS) or last[:1].isupper():
            return True
        inner = self.resolve(place.module, name)
        return (
            inner is not None
            and inner != place
            and all(
                self._only_finds(inner, called(call))
                for call in calls(self.functions[inner])
            )
        )

    def resolve(self, module: str, name: str) -> Place | None:
        """Return the function of ours that `name` means in a module, if any."""
        first, _, rest = name.partition(".")
        for imported, alias in self._imported(module):
            if alias == first:
                place = Place(imported, rest) if rest else Place(*_split(imported))
                return place if place in self.functions else None
        here = Place(module, name)
        return here if here in self.functions else None

    def _imported(self, module: str) -> Iterator[tuple[str, str]]:
        for node in self.sources[module].tree.body:
            if isinstance(node, ast.ImportFrom) and node.module:
                for name in node.names:
                    yield f"{node.module}.{name.name}", name.asname or name.name


def rooms_of(folder: Path) -> Rooms:
    """Return the rooms of the bot and what stands in them."""
    sources = {
        source.name.removesuffix(".py").replace("/", "."): source
        for source in read(folder, within=("bot", "workflows"))
    }
    return Rooms(
        sources=sources,
        functions={
            Place(module, node.name): node
            for module, source in sources.items()
            for node in source.tree.body
            if isinstance(node, Function)
        },
    )


def _split(dotted: str) -> tuple[str, str]:
    module, _, name = dotted.rpartition(".")
    return module, name
