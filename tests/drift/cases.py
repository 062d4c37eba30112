"""One table of cases: facts, and what each signal says of them. Below, at, above."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from models.referral_vocabulary import ReferralAnswer, Worry
from models.vocabulary import AgencyKind
from tests.drift.known_facts import (
    ABSENT,
    TODAY,
    actions,
    ago,
    belong,
    came,
    cancelled,
    case,
    closed,
    ended,
    heard,
    lasts,
    late,
    months,
    plan,
    refused,
    scored,
    seen,
    working,
)
from workflows.drift import known, policy
from workflows.profile import Profile
from workflows.referrals.repeats import Referred

MEETINGS: Final = (
    case("core_group_late", "due yesterday", {"due_on": working(1)}, **late(1)),
    case("core_group_late", "due long ago", {"due_on": working(9)}, **late(9)),
    case("core_group_late", "due today", ABSENT, **late(0)),
    case("core_group_late", "agreed later", ABSENT, **late(9), is_next_agreed=True),
    case(
        "core_group_late",
        "none has met since the plan began",
        last_core_group_on=None,
    ),
    case("cancelled_at_short_notice", "in good time", ABSENT, **cancelled()),
    case(
        "cancelled_at_short_notice",
        "and none has met since",
        {"dated_on": ago(days=6)},
        **cancelled(is_short_notice=True),
    ),
    case(
        "cancelled_at_short_notice",
        "and one has met since",
        ABSENT,
        **{**cancelled(is_short_notice=True), "last_core_group_on": ago(days=2)},
    ),
    case(
        "not_rearranged",
        "for four working days",
        ABSENT,
        **cancelled(needs_new_date=True, cancelled_on=working(4)),
    ),
    case(
        "not_rearranged",
        "for five",
        **cancelled(needs_new_date=True, cancelled_on=working(5)),
    ),
    case(
        "not_rearranged",
        "a new date is set",
        ABSENT,
        **cancelled(cancelled_on=working(9)),
    ),
    case("agencies_falling_away", "24 in a hundred", ABSENT, **came(100, 76)),
    case("agencies_falling_away", "a quarter", {"is_far": False}, **came(12, 9)),
    case(
        "agencies_falling_away", "49 in a hundred", {"is_far": False}, **came(100, 51)
    ),
    case("agencies_falling_away", "half", {"is_far": True}, **came(4, 12, 6)),
    case(
        "agencies_falling_away",
        "twelve became four",
        {"most": 12, "now": 4, "is_far": True},
        **came(12, 4),
    ),
    case("agencies_falling_away", "they came back", ABSENT, **came(12, 4, 12)),
    case(
        "agencies_falling_away",
        "a quarter of those who belonged",
        {"is_membership": True, "most": 8, "now": 6},
        **belong(8, 2),
    ),
    case("agencies_falling_away", "one of eight left", ABSENT, **belong(8, 1)),
    case("key_agency_absent", "once", ABSENT, **heard("+-")),
    case("key_agency_absent", "twice", {"kinds": ["health"]}, **heard("--")),
    case("key_agency_absent", "and heard again", ABSENT, **heard("--+")),
    case(
        "key_agency_absent",
        "of no key agency",
        ABSENT,
        **heard("--", kind=AgencyKind.HOUSING),
    ),
)
CHILDREN: Final = (
    case("not_seen_by_worker", "4 weeks", ABSENT, **seen(by_worker_on=ago(weeks=4))),
    case(
        "not_seen_by_worker",
        "4 weeks and a day",
        {"children": [1], "seen_on": ago(weeks=4, days=1)},
        **seen(by_worker_on=ago(weeks=4, days=1)),
    ),
    case("not_seen_by_worker", "never", {"seen_on": None}, **seen(by_worker_on=None)),
    case("not_seen_by_anyone", "4 weeks", ABSENT, **seen(by_anyone_on=ago(weeks=4))),
    case(
        "not_seen_by_anyone",
        "4 weeks and a day",
        {"children": [1]},
        **seen(by_anyone_on=ago(weeks=4, days=1)),
    ),
    case(
        "not_seen_by_anyone",
        "a baby, 2 weeks",
        ABSENT,
        **seen(by_anyone_on=ago(weeks=2), is_under_one=True),
    ),
    case(
        "not_seen_by_anyone",
        "a baby, 2 weeks and a day",
        {"children": [1]},
        **seen(by_anyone_on=ago(weeks=2, days=1), is_under_one=True),
    ),
    case(
        "not_seen_by_anyone",
        "two days before the last that was heard",
        ABSENT,
        **seen(by_anyone_on=ago(weeks=6), known_on=ago(weeks=6, days=-2)),
    ),
    case(
        "access_refused",
        "and not seen since",
        {"children": [1], "times": 1},
        **refused(ago(days=3), seen_on=ago(days=3)),
    ),
    case("access_refused", "once, and seen since", ABSENT, **refused(ago(days=3))),
    case(
        "access_refused",
        "twice in three months, though seen since",
        {"times": 2},
        **refused(months(3), ago(days=3)),
    ),
    case(
        "access_refused",
        "twice, and a day more than three months apart",
        ABSENT,
        **refused(months(3, days=-1), ago(days=3)),
    ),
)
ANSWERS: Final = (
    case("scores_low", "once", ABSENT, **scored((4, 4, 8), (3, 3, 8))),
    case("scores_low", "twice", {"children": [1]}, **scored((3, 3, 8), (3, 2, 8))),
    case("scores_low", "half of four", **scored((3, 3, 8, 8), (3, 3, 8, 8))),
    case("scores_low", "a point higher", ABSENT, **scored((4, 4, 8), (4, 4, 8))),
    case("scores_low", "at two", **scored((2, 2, 3), (2, 2, 3))),
    case(
        "scores_low",
        "and challenged since",
        ABSENT,
        **scored((3, 3), (3, 3), challenged_on=ago(days=1)),
    ),
    case(
        "scores_low",
        "and challenged only before",
        **scored((3, 3), (3, 3), challenged_on=ago(weeks=13)),
    ),
    case("scores_split", "two apart", ABSENT, **scored((5, 7))),
    case("scores_split", "three", {"lowest": 5, "highest": 8}, **scored((5, 8))),
    case("scores_split", "no longer", ABSENT, **scored((2, 8), (5, 6))),
    case("nothing_changed", "once", ABSENT, **ended("nothing_changed", (0, 4), (3, 4))),
    case("nothing_changed", "twice", **ended("nothing_changed", (3, 4), (3, 4))),
    case(
        "nothing_changed",
        "half is not most",
        ABSENT,
        **ended("nothing_changed", (2, 4), (2, 4)),
    ),
    case(
        "nothing_changed",
        "just more than half",
        **ended("nothing_changed", (101, 200), (101, 200)),
    ),
    case("single_narrator", "once", ABSENT, **ended("one_account", (0, 4), (3, 4))),
    case("single_narrator", "twice", **ended("one_account", (3, 4), (3, 4))),
    case("views_missing", "of one agency", ABSENT, **closed(missing_agencies=1)),
    case("views_missing", "of two", {"agencies": 2}, **closed(missing_agencies=2)),
    case("views_split", "all agree", ABSENT, **closed()),
    case("views_split", "of the second", {"children": [2]}, **closed(split=(2,))),
    case("not_discussed", "they did", ABSENT, **closed(closed_on=ago(days=60))),
    case("not_discussed", "they say so", {"is_said": True}, **closed(discussed=False)),
    case(
        "not_discussed",
        "nothing is said for nine working days",
        ABSENT,
        **closed(closed_on=working(9), discussed=None, discussed_on=None),
    ),
    case(
        "not_discussed",
        "for ten",
        {"is_said": False},
        **closed(closed_on=working(10), discussed=None, discussed_on=None),
    ),
    case(
        "intimidation",
        "three months ago",
        {"people": ["p1"]},
        ticks=(known.Tick(person_id="p1", on=months(3)),),
    ),
    case(
        "intimidation",
        "and a day",
        ABSENT,
        ticks=(known.Tick(person_id="p1", on=months(3, days=-1)),),
    ),
)
PLANS: Final = (
    case("actions_overdue", "9 days", ABSENT, **actions({"due_on": working(9)})),
    case("actions_overdue", "ten", {"count": 1}, **actions({"due_on": working(10)})),
    case(
        "actions_rolled_over",
        "once",
        ABSENT,
        **actions({"due_on": TODAY, "rolled_over": 1}),
    ),
    case(
        "actions_rolled_over",
        "twice",
        {"count": 1, "times": 2},
        **actions({"due_on": TODAY, "rolled_over": 2}),
    ),
    case("lead_worker_changed", "once", ABSENT, lead_changes=(ago(days=5),)),
    case(
        "lead_worker_changed",
        "twice in a year",
        {"count": 2},
        lead_changes=(months(12), ago(days=5)),
    ),
    case(
        "lead_worker_changed",
        "twice in a year and a day",
        ABSENT,
        lead_changes=(months(12, days=-1), ago(days=5)),
    ),
    case(
        "review_late",
        "due today, counted in days",
        ABSENT,
        review=known.Review(counted_from=ago(days=183), is_first=False),
    ),
    case(
        "review_late",
        "a day later",
        {"dated_on": None},
        review=known.Review(counted_from=ago(days=184), is_first=False),
    ),
    case(
        "review_late",
        "the first one, after three months",
        review=known.Review(counted_from=ago(days=93), is_first=True),
    ),
    case(
        "review_late",
        "dated too late already",
        review=known.Review(
            counted_from=ago(days=60),
            is_first=True,
            dated_on=TODAY + timedelta(days=60),
        ),
    ),
    *(
        case(
            "legal_route",
            f"{mark} months",
            {"months": mark},
            **lasts(one=months(mark)),
        )
        for mark in (9, 12, 15, 18, 21)
    ),
    *(
        case(
            "legal_route",
            f"a day less than {mark} months",
            ABSENT if before is None else {"months": before},
            **lasts(one=months(mark, days=1)),
        )
        for before, mark in ((None, 9), (9, 12), (12, 15), (15, 18), (18, 21))
    ),
    case(
        "legal_route",
        "the oldest of siblings is asked about",
        {"months": 12, "children": [2]},
        **lasts(one=months(9), two=months(12)),
    ),
    case("repeat_plan", "the first one", ABSENT),
    case("repeat_plan", "one before", plans=(plan(earlier_plans=1),)),
    case(
        "repeat_plan",
        "one that ended two years before",
        {"children": [1]},
        plans=(plan(started_on=TODAY, previous_ended_on=months(24)),),
    ),
    case(
        "repeat_plan",
        "a day longer before",
        ABSENT,
        plans=(plan(started_on=TODAY, previous_ended_on=months(24, days=-1)),),
    ),
)


def _referred(days: int, agency: str = "a", **said: Any) -> Referred:
    usual = {"worry": Worry.NEGLECT, "answer": ReferralAnswer.NO_FURTHER_ACTION}
    return Referred(on=ago(days=days), agency_id=agency, **{**usual, **said})


REFERRALS: Final = (
    case(
        "referral_unanswered",
        "in its time",
        ABSENT,
        referrals=(_referred(2, answer=None),),
    ),
    case(
        "referral_unanswered",
        "after it",
        {"times": 2},
        referrals=tuple(_referred(n, answer=None, is_over=True) for n in (9, 5)),
    ),
    case(
        "referral_unanswered",
        "the team waits for more",
        ABSENT,
        referrals=(_referred(9, answer=ReferralAnswer.NEED_MORE, is_over=True),),
    ),
    case("referral_unanswered", "refused", ABSENT, referrals=(_referred(9),)),
    case("repeat_referrals", "twice from one", ABSENT, referrals=(_referred(9),) * 2),
    case(
        "repeat_referrals",
        "three times from one",
        {"times": 3, "last_on": ago(days=1)},
        referrals=(_referred(9), _referred(5), _referred(1)),
    ),
    case(
        "repeat_referrals",
        "twice from two",
        {"times": 2},
        referrals=(_referred(9), _referred(5, "b")),
    ),
    case(
        "repeat_referrals",
        "somebody acted on one",
        ABSENT,
        referrals=(_referred(9), _referred(5, "b", answer=ReferralAnswer.ACCEPTED)),
    ),
    case(
        "repeat_referrals",
        "one is history",
        ABSENT,
        referrals=(_referred(366), _referred(5, "b")),
    ),
)
CASES: Final = (*MEETINGS, *CHILDREN, *ANSWERS, *PLANS, *REFERRALS)
# What is not a signal and has a number in the same section.
OTHERS: Final[tuple[tuple[Callable[[Profile], Any], Any], ...]] = (
    (lambda profile: policy.answer_by(working(5), profile), TODAY),
)
