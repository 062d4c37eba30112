"""Which numbers of a profile can stand beside each other. Pure."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Final

from models.vocabulary import PersonClass
from workflows.profile import AfterPlans, Challenges, Referrals

# A challenge is answered by who answers for a family, a referral by who receives it
# and those above: never the other way round.
CHASED: Final = frozenset(
    {
        PersonClass.RECEIVING_TEAM,
        PersonClass.SENIOR_MANAGER,
        PersonClass.CONFERENCE_SERVICE_MANAGER,
    }
)


def check(values: Mapping[str, Any], errors: list[str]) -> None:
    """Add to `errors` which numbers are each possible and together are not."""
    statements, hours = values["statements"], values["message_hours"]
    _check_checks(values["after_plans"], errors)
    _check_ladders(values["challenges"], values["referrals"], errors)
    for earlier, later in (
        ("core_group_latest", "core_group_earliest"),
        ("closes_before_core_group", "core_group_latest"),
        ("shortest_window", "short_window"),
        ("short_window", "opens_before_closing"),
    ):
        low, high = getattr(statements, earlier).value, getattr(statements, later).value
        if low > high:
            errors.append(
                f"statements.{earlier}.value: is {low}; "
                f"expected at most statements.{later}, which is {high}"
            )
    if hours.start >= hours.end:
        errors.append(
            f"message_hours.end: is {hours.end}; expected after {hours.start}"
        )


def _check_checks(after_plans: AfterPlans, errors: list[str]) -> None:
    # Two checks in one month would be one, and the first would never be asked.
    order = ("first_check", "second_check", "third_check", "last_check")
    for earlier, later in pairwise(order):
        low, high = (getattr(after_plans, name).value for name in (earlier, later))
        if low >= high:
            errors.append(
                f"after_plans.{earlier}.value: is {low}; "
                f"expected less than after_plans.{later}, which is {high}"
            )


def _check_ladders(
    challenges: Challenges, referrals: Referrals, errors: list[str]
) -> None:
    for name in ("dissent", "ordinary"):
        for number, rung in enumerate(getattr(challenges, name), start=1):
            if rung.answers is PersonClass.RECEIVING_TEAM:
                errors.append(
                    f"challenges.{name}, rung {number}.class: is RCV; a receiving team "
                    "answers referrals, not challenges"
                )
    for number, rung in enumerate(referrals.ladder, start=1):
        if rung.answers not in CHASED:
            allowed = ", ".join(sorted(CHASED))
            errors.append(
                f"referrals.ladder, rung {number}.class: is {rung.answers}; expected "
                f"one of {allowed}"
            )
    soon, late = referrals.confirm_reminded_after, referrals.confirmed_within
    if soon.value >= late.value:
        errors.append(
            f"referrals.confirm_reminded_after.value: is {soon.value}; expected less "
            f"than referrals.confirmed_within, which is {late.value}"
        )
