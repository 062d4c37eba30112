"""The running workspace: what is remembered, and how it meets the app."""

from dataclasses import dataclass, field
from pathlib import Path

from practice.deliver import Delivery
from practice.faults import Faults
from practice.limits import Limits
from practice.socket_mode import Sockets
from practice.state import Json, Workspace


@dataclass(kw_only=True)
class Practice:
    """One running workspace; every endpoint is given it."""

    workspace: Workspace
    delivery: Delivery
    sockets: Sockets
    limits: Limits
    faults: Faults
    is_strict: bool = False
    document: Json = field(default_factory=dict)
    """The cast as it was read, to go back to on reset."""
    page: Path = field(default_factory=lambda: Path(__file__).with_name("page"))
