"""Faults that a test asks for: which calls they meet, and what happens then."""

from dataclasses import dataclass, field
from typing import Any

from practice.errors import ControlError
from practice.state import Json

KINDS = frozenset(
    {
        "drop_before", "drop_after", "delay", "late_land", "status", "lie_ok",
        "lag_history", "rewrite", "half_open", "ratelimit", "truncate",
        "lose", "duplicate",
    }
)  # fmt: skip
DELIVERIES = frozenset({"deliver.events", "deliver.commands", "deliver.interactive"})


@dataclass(kw_only=True)
class Fault:
    """One scripted fault; `times` below nought means for ever."""

    kind: str
    method: str
    nth: int = 1
    channel: str = ""
    times: int = 1
    settings: Json = field(default_factory=dict)
    seen: int = 0
    used: int = 0

    def number(self, name: str, default: float) -> float:
        """Return a setting that is a number."""
        return float(self.settings.get(name, default))

    def setting(self, name: str, default: object = None) -> Any:
        """Return any other setting."""
        return self.settings.get(name, default)

    def shown(self) -> Json:
        """Return the fault and how often it has struck."""
        return {
            "kind": self.kind,
            "method": self.method,
            "nth": self.nth,
            "channel": self.channel,
            "times": self.times,
            "seen": self.seen,
            "used": self.used,
            **self.settings,
        }


@dataclass
class Faults:
    """The faults in force, oldest first; the first that matches is used."""

    scripted: list[Fault] = field(default_factory=list)

    def add(self, wanted: Json) -> Fault:
        """
        Script a fault from the body of a control call.

        :raises ControlError: if its kind or its figures make no sense.
        """
        wanted = dict(wanted)
        kind = str(wanted.pop("kind", ""))
        if kind not in KINDS:
            raise ControlError("unknown_fault", known=sorted(KINDS))
        times = wanted.pop("times", 1)
        try:
            fault = Fault(
                kind=kind,
                method=str(wanted.pop("method", "*")),
                nth=int(wanted.pop("nth", None) or 1),
                channel=str(wanted.pop("channel", None) or ""),
                times=-1 if times is None else int(times),
                settings=wanted,
            )
        except (TypeError, ValueError) as wrong:
            raise ControlError("bad_fault", detail=str(wrong)) from wrong
        self.scripted.append(fault)
        return fault

    def strike(self, method: str, channel: str) -> Fault | None:
        """Return the fault that meets this call, counting it; None for no fault."""
        struck = None
        for fault in self.scripted:
            if fault.method == "*" and method in DELIVERIES:
                continue
            if fault.method not in {"*", method}:
                continue
            if fault.channel and fault.channel != channel:
                continue
            fault.seen += 1
            is_due = fault.seen >= fault.nth
            has_more = fault.times < 0 or fault.used < fault.times
            if struck is None and is_due and has_more:
                fault.used += 1
                struck = fault
        return struck
