"""What may be said about referrals at once: aliases and dates only. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Final

from workflows.message import Message


@dataclass(frozen=True, kw_only=True)
class Chase(Message):
    """
    A referral has had no answer: to each of the team, or to who is asked on a rung.

    `next_name` is who is asked next, on `next_on`; nobody after the last rung.
    """

    kind: ClassVar[str] = "referrals.chase"

    referral_id: str
    number: int
    alias: str
    team: str
    made_on: date
    next_on: date
    next_name: str
    day_number: str
    out_of_hours: str


@dataclass(frozen=True, kw_only=True)
class Repeats(Message):
    """Something about referrals repeats: to the receiving manager, and to the chair."""

    kind: ClassVar[str] = "referrals.repeats"

    referral_id: str
    alias: str
    what: str
    times: int
    first_on: date
    last_on: date


_ID: Final = "0123456789abcdef"
# For the gallery: the team's, and the longest, of the last rung.
SAMPLES: Final[tuple[tuple[Message, dict[str, Any]], ...]] = (
    (
        Chase(
            referral_id=_ID,
            number=0,
            alias="RF-48170",
            team="Front door",
            made_on=date(2026, 5, 5),
            next_on=date(2026, 5, 11),
            next_name="Receiving manager",
            day_number="01632 960001",
            out_of_hours="01632 960002",
        ),
        {"value": _ID, "is_last": False},
    ),
    (
        Chase(
            referral_id=_ID,
            number=3,
            alias="RF-48170",
            team="Multi-agency safeguarding hub and referral coordination team",
            made_on=date(2026, 9, 23),
            next_on=date(2026, 9, 30),
            next_name="",
            day_number="01632 960001 or 01632 960003",
            out_of_hours="01632 960002 or 01632 960004",
        ),
        {"value": _ID, "is_last": True},
    ),
    *(
        (
            Repeats(
                referral_id=_ID,
                alias="CG-48170",
                what=what,
                times=times,
                first_on=date(2026, 9, 9),
                last_on=date(2026, 9, 23),
            ),
            {"value": _ID},
        )
        for what in ("several_agencies", "repeated", "again_after_plan", "others_too")
        for times in (1, 12)
    ),
)
