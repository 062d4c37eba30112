"""Reading a story from YAML: every fault with its file, its line and its reason."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

import yaml
from pydantic import BaseModel, Field, ValidationError

from bot.replay import checking
from bot.replay.happening import EVENTS
from bot.replay.story import Cast, Event, Expectation, Part, Story, When
from workflows import timescales

HERE: Final = Path(__file__).parent / "stories"
LARGEST: Final = 1_000_000
# Where the line of a mapping is kept in it.
LINE: Final = "line"
BOOLEAN: Final = "tag:yaml.org,2002:bool"
# Pydantic's words are for programmers; these few say it in ours.
SAID: Final = {
    "extra_forbidden": "unknown key",
    "missing": "is missing",
}
Read = TypeVar("Read", bound=Part)


class BadStory(Exception):
    """A story that cannot be read; `faults` names each with file, line and reason."""

    def __init__(self, faults: list[str]) -> None:
        """Keep the faults."""
        self.faults = faults
        super().__init__("\n".join(faults))


class _Head(Part):
    """The keys at the top of a file."""

    story: str = Field(min_length=1)
    source: str = ""
    profile: str = "england-default"
    until: When
    people: Mapping[str, Any]
    events: list[Any] = Field(min_length=1)
    expects: list[Any] = Field(default_factory=list)
    gaps: list[str] = Field(default_factory=list)


class _Lined(yaml.SafeLoader):
    """Keeps the line of every mapping in it, and refuses a key that stands twice."""


def _whole(loader: _Lined, node: yaml.MappingNode) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in found or key == LINE:
            mark = key_node.start_mark
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {key} cannot stand here", mark
            )
        found[key] = loader.construct_object(value_node, deep=True)
    found[LINE] = node.start_mark.line + 1
    return found


def _day(loader: _Lined, node: yaml.ScalarNode) -> Any:
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError:
        # No such day, as 30 February: whoever wanted one says so with its line.
        return node.value


# "on" is a word here, and true or false the only two that are not.
_Lined.yaml_implicit_resolvers = {
    sign: [one for one in known if one[0] != BOOLEAN]
    for sign, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Lined.add_implicit_resolver(BOOLEAN, re.compile("true|false"), list("tf"))
_Lined.add_constructor("tag:yaml.org,2002:map", _whole)
_Lined.add_constructor("tag:yaml.org,2002:timestamp", _day)


def read(path: Path) -> Story:
    """
    Return the story in a file.

    :raises BadStory: naming every fault; nothing was done.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise BadStory([f"{path.name}: too large to be a story"])
        text = path.read_text(encoding="utf-8")
        # A SafeLoader: it makes plain values only.
        content = yaml.load(text, Loader=_Lined)  # noqa: S506
    except (OSError, UnicodeDecodeError) as error:
        raise BadStory([f"{path.name}: cannot be read ({_why(error)})"]) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise BadStory([_not_yaml(path, error)]) from error
    if not isinstance(content, dict):
        raise BadStory([f"{path.name}, line 1: a story is a list of keys"])
    return _Reader(path).story(content)


def find(name: Path) -> Path:
    """Return a file, or the shipped story of that name."""
    shipped = HERE / f"{name.stem}.yaml"
    is_name = not name.suffix and len(name.parts) == 1
    return shipped if is_name and not name.exists() and shipped.exists() else name


class _Reader:
    """Collects the faults of one file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._faults: list[str] = []

    def story(self, content: dict[str, Any]) -> Story:
        head = self._part(_Head, content, "the story")
        self._stop_if_faulty()
        assert head is not None  # noqa: S101 -- without it there was a fault
        people = {
            key: self._part(Cast, one, f"people, {key}")
            for key, one in head.people.items()
            if key != "line"
        }
        events = [self._event(one) for one in head.events]
        expects = [
            self._part(Expectation, one, "expects")
            for one in head.expects
            if self._is_mapping(one, "expects")
        ]
        self._check_profile(head.profile)
        self._stop_if_faulty()
        story = Story(
            name=self._path.stem,
            title=head.story,
            source=head.source,
            profile=head.profile,
            until=head.until,
            people={key: one for key, one in people.items() if one is not None},
            events=tuple(one for one in events if one is not None),
            expects=tuple(one for one in expects if one is not None),
            gaps=tuple(head.gaps),
        )
        for part, reason in checking.faults(story):
            name = part.event if isinstance(part, Event) else "expects"
            self._fault(part.line, name, reason)
        self._stop_if_faulty()
        return story

    def _event(self, content: Any) -> Event | None:
        if not self._is_mapping(content, "events"):
            return None
        name = content.get("event")
        kind = EVENTS.get(name) if isinstance(name, str) else None
        if kind is None:
            known = ", ".join(sorted(EVENTS))
            self._fault(content["line"], f"{name}", f"unknown event; known are {known}")
            return None
        return self._part(kind.model, content, str(name))

    def _part(self, model: type[Read], content: Any, name: str) -> Read | None:
        line = content.get("line", 1) if isinstance(content, dict) else 1
        try:
            return model.model_validate(_without_lines(content, model))
        except ValidationError as error:
            for reason in _reasons(error):
                self._fault(line, name, reason)
        return None

    def _is_mapping(self, content: Any, name: str) -> bool:
        if not isinstance(content, dict):
            self._fault(1, name, f"{content!r} is no list of keys")
        return isinstance(content, dict)

    def _check_profile(self, name: str) -> None:
        try:
            timescales.load(name)
        except timescales.InvalidProfile as error:
            self._fault(1, "profile", "; ".join(error.errors))

    def _fault(self, line: int, name: str, reason: str) -> None:
        self._faults.append(f"{self._path.name}, line {line}: {name}: {reason}")

    def _stop_if_faulty(self) -> None:
        if self._faults:
            raise BadStory(self._faults)


def _without_lines(content: Any, model: type[BaseModel]) -> Any:
    """Return a mapping whose own line is kept, without those of the ones inside it."""
    if not isinstance(content, dict) or model is _Head:
        return content
    return {
        key: value if key == "line" else _plain(value) for key, value in content.items()
    }


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items() if key != "line"}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value


def _reasons(error: ValidationError) -> Iterator[str]:
    for fault in error.errors(include_url=False, include_context=False):
        where = " ".join(str(step) for step in fault["loc"])
        said = SAID.get(fault["type"]) or fault["msg"].removeprefix("Value error, ")
        is_unknown = fault["type"] == "extra_forbidden"
        yield f"{said}: {where}" if is_unknown else f"{where} {said}"


def _not_yaml(path: Path, error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    line = 1 if mark is None else mark.line + 1
    problem = getattr(error, "problem", None) or "cannot be understood"
    return f"{path.name}, line {line}: not YAML: {problem}"


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or type(error).__name__
