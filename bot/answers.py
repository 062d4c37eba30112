"""What a listener may answer. The edge knows how each one reaches the person."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Block = dict[str, Any]
View = dict[str, Any]


@dataclass(frozen=True)
class Done:
    """Acknowledge; a form closes."""


@dataclass(frozen=True)
class CloseAll:
    """Acknowledge; every form that is open on top of one another closes."""


@dataclass(frozen=True)
class Show:
    """Show a form: in place of the one answered, or newly opened."""

    view: View


@dataclass(frozen=True)
class ShowLater:
    """Show a form that first needs something of Slack, after the acknowledgement."""

    make: Callable[[], View]


@dataclass(frozen=True)
class OnTop:
    """Show a form on top of the one that the button is in."""

    view: View


@dataclass(frozen=True)
class Mend:
    """Keep the form open, with what needs mending beside each answer."""

    errors: Mapping[str, str]


@dataclass(frozen=True)
class Say:
    """Say something to the one who asked, seen by nobody else."""

    text: str
    blocks: list[Block] = field(default_factory=list)


Answer = Done | CloseAll | Show | ShowLater | OnTop | Mend | Say
