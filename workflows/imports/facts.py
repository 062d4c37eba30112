"""What the sources say about families, told alike whatever the source. Pure."""

from dataclasses import dataclass
from datetime import date

from models.vocabulary import Category
from workflows.imports.rows import Place


@dataclass(frozen=True, kw_only=True)
class ReviewFacts:
    """One review conference of one plan: held, dated, or known by its due date."""

    source: str
    place: Place
    meeting: str = ""
    due_on: date | None = None
    dated_on: date | None = None
    continues: bool | None = None
    quorate: bool | None = None

    def held_on(self, today: date) -> date | None:
        """Give the day it was held; a day still to come is only a date."""
        happened = self.dated_on is not None and self.dated_on <= today
        return self.dated_on if happened else None


@dataclass(frozen=True, kw_only=True)
class InitialFacts:
    """The conference that a plan came from."""

    source: str
    place: Place
    meeting: str = ""
    held_on: date | None = None
    target_on: date | None = None
    transfer_in: bool = False


@dataclass(frozen=True, kw_only=True)
class PlanFacts:
    """One child's plan with everything that hangs on it."""

    source: str
    place: Place
    child: str
    started_on: date
    ended_on: date | None
    initial_category: Category
    latest_category: Category
    earlier_plans: int | None = None
    earlier_plans_expected: bool = False
    initial: InitialFacts | None = None
    initial_expected: bool = False
    reviews: tuple[ReviewFacts, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ChildFacts:
    """
    One child with their plans.

    `born_on` is used for the checks and then kept as a month only.
    """

    source: str
    place: Place
    born_on: date | None = None
    unborn_due_on: date | None = None
    plans: tuple[PlanFacts, ...] = ()

    @property
    def birth_month(self) -> str | None:
        """Give the month of birth, which is all that is kept."""
        return None if self.born_on is None else f"{self.born_on:%Y-%m}"


@dataclass(frozen=True, kw_only=True)
class FamilyFacts:
    """The children of one core group."""

    source: str
    children: tuple[ChildFacts, ...]

    @property
    def plans(self) -> tuple[PlanFacts, ...]:
        """Give every plan of the family."""
        return tuple(plan for child in self.children for plan in child.plans)
