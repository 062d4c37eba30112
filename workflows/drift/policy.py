"""Every signal, what can be answered to an alert, and who is asked for it. Pure."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from workflows.drift import (
    of_answers,
    of_children,
    of_meetings,
    of_plans,
    of_referrals,
)
from workflows.drift.known import DriftFacts, Found
from workflows.errors import Refused
from workflows.profile import Profile

LONGEST: Final = 3000
INTIMIDATION: Final = "intimidation"
LEGAL_ROUTE: Final = "legal_route"


class NothingOwed(Refused):
    """
    No signal is left of this alert, and nothing was kept. If another stands, it is on
    your Home tab.
    """


class SignalsChanged(Refused):
    """
    Signals came or went while this form was open, and nothing was kept. Please copy
    what you wrote, close this, and open the alert again.
    """


class CannotSleep(Refused):
    """
    A signal about safety cannot be put to sleep: it goes when the children are seen, or
    the worry is met. Choose the others, or set a midway review.
    """


class AnswerInstead(Refused):
    """
    The question of the legal route wants an answer that every member can read, and
    cannot be put to sleep. Please answer it.
    """


class NothingChosen(Refused):
    """Please choose the signals that this is about."""


class ReasonMissing(Refused):
    """Please say why, in a line or two. It is kept with the alert."""


class ReasonTooLong(Refused):
    """This is too long to keep. Please say it in fewer words."""


class ReviewIsSet(Refused):
    """
    One is set already and still to come; nothing was changed. Open the core group's
    channel for its day.
    """


class NotAsked(Refused):
    """
    Why the legal route has not been taken is not asked of these plans now, and nothing
    was kept. Please ask it at the next core group.
    """


@dataclass(frozen=True, kw_only=True)
class Signal:
    """One signal: how it is called, who taught us to look, and how it is found."""

    title: str
    source: str
    find: Callable[[DriftFacts, Profile], Found | None]
    is_safety: bool = False


# The worst first: in this order they are shown.
SIGNALS: Final[Mapping[str, Signal]] = {
    "not_seen_by_anyone": Signal(
        title="A child not seen by anyone",
        source="Southwark; East Sussex 2.1.6",
        find=of_children.not_seen_by_anyone,
        is_safety=True,
    ),
    "access_refused": Signal(
        title="Access refused",
        source="Child Q 6.8, 8.5, 15.8",
        find=of_children.access_refused,
        is_safety=True,
    ),
    "not_seen_by_worker": Signal(
        title="A child not seen by the social worker",
        source="East Sussex 2.1.6",
        find=of_children.not_seen_by_worker,
        is_safety=True,
    ),
    INTIMIDATION: Signal(
        title="Somebody feels intimidated",
        source="East Sussex 2.1.1",
        find=of_answers.intimidation,
        is_safety=True,
    ),
    LEGAL_ROUTE: Signal(
        title="Why not the legal route?",
        source="Child Q 18.3; Swindon, Haringey, West Sussex, Buckinghamshire",
        find=of_plans.legal_route,
    ),
    "scores_low": Signal(
        title="Scores low, and no challenge",
        source="Child Q 15.13, 20.3",
        find=of_answers.scores_low,
    ),
    "review_late": Signal(
        title="Review conference late",
        source="Working Together",
        find=of_plans.review_late,
    ),
    "core_group_late": Signal(
        title="Core group late",
        source="Child Q 15.14; Working Together",
        find=of_meetings.core_group_late,
    ),
    "not_rearranged": Signal(
        title="Core group without a new date",
        source="Child Q 15.14",
        find=of_meetings.not_rearranged,
    ),
    "cancelled_at_short_notice": Signal(
        title="Core group cancelled at short notice",
        source="Child Q 15.14",
        find=of_meetings.cancelled_at_short_notice,
    ),
    "agencies_falling_away": Signal(
        title="Agencies fall away",
        source="Child Q 15.14",
        find=of_meetings.agencies_falling_away,
    ),
    "key_agency_absent": Signal(
        title="A key agency not heard",
        source="Child Q 15.14",
        find=of_meetings.key_agency_absent,
    ),
    "views_split": Signal(
        title="Views differ",
        source="East Sussex 2.1.2",
        find=of_answers.views_split,
    ),
    "views_missing": Signal(
        title="Views missing",
        source="East Sussex Rec 3",
        find=of_answers.views_missing,
    ),
    "not_discussed": Signal(
        title="Views not discussed",
        source="East Sussex 2.1.2, Rec 3",
        find=of_answers.not_discussed,
    ),
    "scores_split": Signal(
        title="Scores far apart",
        source="Child Q 5.4, 20.3",
        find=of_answers.scores_split,
    ),
    "nothing_changed": Signal(
        title="Nothing has changed, most say",
        source="Child Q 18.3; C4EO",
        find=of_answers.nothing_changed,
    ),
    "single_narrator": Signal(
        title="One person's account",
        source="Child Q 5.7, 16.2, 21.10",
        find=of_answers.single_narrator,
    ),
    "actions_overdue": Signal(
        title="Actions overdue",
        source="Child Q 18.3",
        find=of_plans.actions_overdue,
    ),
    "actions_rolled_over": Signal(
        title="Actions put off again",
        source="C4EO",
        find=of_plans.actions_rolled_over,
    ),
    "lead_worker_changed": Signal(
        title="Lead social worker changed again",
        source="Child Q 5.3, 15.9",
        find=of_plans.lead_worker_changed,
    ),
    "referral_unanswered": Signal(
        title="A referral without an answer",
        source="Derby; East Sussex 4.1",
        find=of_referrals.referral_unanswered,
    ),
    "repeat_referrals": Signal(
        title="Referral after referral",
        source="Surrey 3.3",
        find=of_referrals.repeat_referrals,
    ),
    "repeat_plan": Signal(
        title="Not the first plan",
        source="National indicator D3",
        find=of_plans.repeat_plan,
    ),
}


def find_signals(facts: DriftFacts, profile: Profile) -> dict[str, Found]:
    """Return every signal that is there, the worst first; without a plan, none."""
    if not facts.plans:
        return {}
    found = {name: signal.find(facts, profile) for name, signal in SIGNALS.items()}
    return {name: one for name, one in found.items() if one is not None}


def order(name: str) -> int:
    """Return where a signal stands among the others, the worst first."""
    return list(SIGNALS).index(name)


def answer_by(owed_since: date, profile: Profile) -> date:
    """Return the last day on which an answer is in time. Source: design 4.7."""
    return profile.calendar.add(owed_since, profile.drift.answered_within.value)


def check_sleep(
    reason: str, *, chosen: Collection[str], names: Mapping[str, str]
) -> None:
    """
    Check that these signals can sleep: none is about safety, and a reason is given.

    `names` has the name of each signal that waits for an answer, by its id.

    :raises Refused: of the kind that says what to change. Source: design 4.7.
    """
    if not chosen:
        raise NothingChosen(field="signals")
    if not set(chosen) <= set(names):
        raise SignalsChanged(field="signals")
    if any(SIGNALS[names[one]].is_safety for one in chosen):
        raise CannotSleep(field="signals")
    if any(names[one] == LEGAL_ROUTE for one in chosen):
        raise AnswerInstead(field="signals")
    check_reason(reason)


def check_reason(reason: str) -> None:
    """
    Check what is written to be kept with an alert.

    :raises Refused: if there is nothing, or too much.
    """
    if not reason.strip():
        raise ReasonMissing(field="reason")
    if len(reason) > LONGEST:
        raise ReasonTooLong(field="reason")
