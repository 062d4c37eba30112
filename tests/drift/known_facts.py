"""Facts in which one thing is as a case wants it, and everything else goes well."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from models.vocabulary import AgencyKind
from workflows import timescales
from workflows.drift import known, policy
from workflows.drift.known import DriftFacts
from workflows.profile import Profile
from workflows.working_days import Calendar

# A Tuesday in winter time; no bank holiday within three weeks either way.
TODAY: Final = date(2026, 2, 10)
CALENDAR: Final = Calendar()
ABSENT: Final = "absent"


@dataclass(frozen=True, kw_only=True)
class Case:
    """What one signal says of some facts; ABSENT where it is not there."""

    why: str
    signal: str
    facts: DriftFacts
    says: Any = None

    def holds(self, profile: Profile) -> bool:
        """Say whether the signal says just that, by these rules."""
        found = policy.SIGNALS[self.signal].find(self.facts, profile)
        if self.says == ABSENT or found is None:
            return found is None and self.says == ABSENT
        wanted = self.says or {}
        return all(found.says[key] == value for key, value in wanted.items())


def ago(**span: int) -> date:
    """Return a day that long ago."""
    return TODAY - timedelta(**span)


def working(days: int) -> date:
    """Return the day that many working days ago."""
    return CALENDAR.subtract(TODAY, days)


def months(count: int, *, days: int = 0) -> date:
    """Return the day that many months before today, or some days later."""
    year, month = divmod(TODAY.year * 12 + TODAY.month - 1 - count, 12)
    return date(year, month + 1, TODAY.day) + timedelta(days=days)


def facts(**changed: Any) -> DriftFacts:
    """Return the facts of one child's plan that goes well, with some changed."""
    usual: dict[str, Any] = {
        "today": TODAY,
        "plans": (plan(),),
        "last_core_group_on": ago(days=7),
        "review": known.Review(counted_from=ago(days=60), is_first=False),
    }
    return DriftFacts(**{**usual, **changed})


def plan(number: int = 1, **said: Any) -> known.Plan:
    """Return a plan of a hundred days."""
    return known.Plan(**{"number": number, "started_on": ago(days=100), **said})


def case(signal: str, why: str, says: Any = None, **changed: Any) -> Case:
    """Return what one signal says of such facts."""
    return Case(why=why, signal=signal, facts=facts(**changed), says=says)


def late(days: int) -> dict[str, Any]:
    """Let a core group have been due that many working days ago."""
    # Six weeks before a day is the day on which one meets that is due on it.
    return {"last_core_group_on": working(days) - timedelta(weeks=6)}


def cancelled(**said: Any) -> dict[str, Any]:
    """Let a core group be cancelled eight days ago."""
    usual = {
        "dated_on": ago(days=6),
        "cancelled_on": ago(days=8),
        "is_short_notice": False,
        "needs_new_date": False,
    }
    return {"cancelled": known.Cancelled(**{**usual, **said})}


def came(*numbers: int) -> dict[str, Any]:
    """Let so many agencies come to one core group after another."""
    last = len(numbers)
    return {
        "most_attended": max(numbers),
        "attended": tuple(
            known.Attendance(on=ago(weeks=6 * (last - place)), agencies=number)
            for place, number in enumerate(numbers)
        ),
    }


def belong(most: int, left: int) -> dict[str, Any]:
    """Let so many agencies belong, of which some left."""
    return {
        "belonged": tuple(
            known.Belonged(
                agency=f"agency{one}",
                kind=AgencyKind.OTHER,
                from_on=ago(days=100),
                to_on=ago(days=9) if one < left else None,
            )
            for one in range(most)
        )
    }


def heard(heard: str, kind: AgencyKind = AgencyKind.HEALTH) -> dict[str, Any]:
    """Let a key agency be heard (+) or not (-) at one core group after another."""
    member = known.Belonged(agency="one", kind=kind, from_on=ago(days=100))
    return {
        "belonged": (member,),
        "attended": tuple(
            known.Attendance(
                on=ago(weeks=6 * (len(heard) - place)),
                agencies=3,
                kinds=frozenset({kind} if sign == "+" else ()),
            )
            for place, sign in enumerate(heard)
        ),
    }


def scored(*meetings: tuple[int, ...], **more: Any) -> dict[str, Any]:
    """Let the child be scored after one core group after another."""
    last = len(meetings)
    scored = tuple(
        known.Scored(number=1, on=ago(weeks=6 * (last - place)), scores=scores)
        for place, scores in enumerate(meetings)
    )
    return {"scored": scored, **more}


def ended(name: str, *counts: tuple[int, int]) -> dict[str, Any]:
    """Let so many of so many say this after one core group after another."""
    return {
        "ended": tuple(
            known.Ended(
                on=ago(weeks=6 * (len(counts) - place)), answered=of, **{name: number}
            )
            for place, (number, of) in enumerate(counts)
        )
    }


def seen(**said: Any) -> dict[str, Any]:
    """Let the child be seen today, but as is said."""
    usual = {"number": 1, "known_on": TODAY, "by_worker_on": TODAY}
    return {"seen": (known.Seen(**{**usual, "by_anyone_on": TODAY, **said}),)}


def refused(*days: date, seen_on: date | None = TODAY) -> dict[str, Any]:
    """Let access be refused on these days."""
    refusals = tuple(known.Refusal(on=day) for day in sorted(days))
    return {"refusals": refusals, **seen(by_anyone_on=seen_on)}


def closed(**said: Any) -> dict[str, Any]:
    """Let the views be closed and discussed yesterday, but as is said."""
    usual = {"closed_on": ago(days=1), "discussed": True, "discussed_on": ago(days=1)}
    return {"closed": known.Closed(**{**usual, **said})}


def actions(*said: dict[str, Any]) -> dict[str, Any]:
    """Let these actions be open."""
    return {"actions": tuple(known.OpenAction(**one) for one in said)}


def lasts(**plans: date) -> dict[str, Any]:
    """Let the children have had plans since these days."""
    return {
        "plans": tuple(
            plan(number + 1, started_on=day)
            for number, day in enumerate(plans.values())
        )
    }


def rules() -> Profile:
    """Return the rules that the cases are about."""
    return timescales.load("england-default")
