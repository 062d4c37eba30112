"""Turns rows into the facts of many families at once, a few questions for all."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlmodel import Session

from models.queries import drift as queries
from models.queries import drift_referrals as referral_queries
from models.queries import drift_views as view_queries
from models.queries import drift_visits as visit_queries
from models.referral_vocabulary import ReferralAnswer
from models.vocabulary import (
    AgencyKind,
    ConferenceKind,
    EndChoice,
    JointView,
    Recommendation,
)
from workflows import clock
from workflows.drift import known, visits
from workflows.drift.batch import Batch, by_first
from workflows.drift.known import DriftFacts
from workflows.profile import Profile
from workflows.referrals.policy import answer_by
from workflows.referrals.repeats import Referred

ENDINGS: Final = frozenset(
    {Recommendation.END_CHILD_IN_NEED, Recommendation.END_UNIVERSAL}
)
STAYING: Final = frozenset({Recommendation.CONTINUE, Recommendation.SEEK_LEGAL_ADVICE})


def gather(
    session: Session, group_ids: Collection[str], *, now: datetime, profile: Profile
) -> dict[str, DriftFacts]:
    """Return the facts of these core groups; of one without an open plan, none."""
    asked = Batch(session=session, ids=group_ids, now=now, profile=profile)
    session.flush()
    rows = by_first(queries.list_plans(session, group_ids))
    before = dict(map(tuple, queries.list_plans_before(session, group_ids)))
    parts = (
        _core_groups(asked),
        _cancelled(asked),
        _attended(asked),
        _belonged(asked),
        _after_meetings(asked),
        _others(asked),
        _refusals(asked),
        _closed(asked),
        _ticks(asked),
        _referred(asked),
    )
    seen = visits.seen(asked, rows)
    conferences = by_first(queries.list_conferences(session, group_ids))
    found = {}
    for group_id, plans in rows.items():
        of_group: dict[str, Any] = {}
        for part in parts:
            of_group |= part.get(group_id, {})
        begun_on = min(row[3] for row in plans)
        found[group_id] = DriftFacts(
            today=asked.today,
            plans=tuple(
                known.Plan(
                    number=number,
                    started_on=started_on,
                    earlier_plans=earlier,
                    previous_ended_on=before.get(child_id),
                )
                for _, child_id, number, started_on, earlier, *_ in plans
            ),
            seen=tuple(seen.get(group_id, ())),
            review=_review(conferences.get(group_id, ()), begun_on, today=asked.today),
            **of_group,
        )
    return found


def _core_groups(asked: Batch) -> dict[str, dict[str, Any]]:
    return {
        group_id: {
            "last_core_group_on": last_on,
            "next_core_group_on": next_on,
            "is_next_agreed": bool(is_agreed),
        }
        for group_id, last_on, next_on, is_agreed in queries.list_core_groups(
            asked.session, asked.ids, day=asked.today
        )
    }


def _cancelled(asked: Batch) -> dict[str, dict[str, Any]]:
    # Ordered by when they were cancelled, so the newest stands.
    return {
        group_id: {
            "cancelled": known.Cancelled(
                dated_on=dated_on,
                cancelled_on=clock.today(cancelled_at),
                is_short_notice=is_short,
                needs_new_date=bool(needs),
            )
        }
        for group_id, dated_on, cancelled_at, is_short, needs in queries.list_cancelled(
            asked.session, asked.ids
        )
    }


def _attended(asked: Batch) -> dict[str, dict[str, Any]]:
    session, ids = asked.session, asked.ids
    most = dict(map(tuple, queries.list_most_attended(session, ids)))
    times = asked.profile.drift.key_agency_absent.value
    rows = by_first(queries.list_attendance(session, ids, most=times))
    kinds: dict[str, set[AgencyKind]] = defaultdict(set)
    last = [row[1] for records in rows.values() for row in records]
    for record_id, kind in queries.list_kinds_heard(session, last):
        kinds[record_id].add(kind)
    return {
        group_id: {
            "most_attended": most[group_id],
            "attended": tuple(
                known.Attendance(
                    on=held_on, agencies=count, kinds=frozenset(kinds[record_id])
                )
                for _, record_id, held_on, count in records
            ),
        }
        for group_id, records in rows.items()
    }


def _belonged(asked: Batch) -> dict[str, dict[str, Any]]:
    return {
        group_id: {
            "belonged": tuple(
                known.Belonged(
                    agency=agency_id,
                    kind=kind,
                    from_on=from_on,
                    to_on=_last_day(to_on, ended_at),
                )
                for _, agency_id, kind, from_on, to_on, ended_at in rows
            )
        }
        for group_id, rows in by_first(
            queries.list_belonged(asked.session, asked.ids)
        ).items()
    }


def _last_day(to_on: date | None, ended_at: datetime | None) -> date | None:
    if ended_at is None:
        return to_on
    # Who was ended in the middle of a day does not belong on it any more.
    ended_on = clock.today(ended_at) - timedelta(days=1)
    return ended_on if to_on is None else min(to_on, ended_on)


def _after_meetings(asked: Batch) -> dict[str, dict[str, Any]]:
    rules = asked.profile.drift
    most = max(
        rules.score_low_meetings.value,
        rules.nothing_changed_meetings.value,
        rules.one_account_meetings.value,
    )
    rows = queries.list_answered(asked.session, asked.ids, day=asked.today, most=most)
    ids = [meeting_id for _, meeting_id, _ in rows]
    scores: dict[str, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for meeting_id, number, score, times in queries.list_scores(asked.session, ids):
        scores[meeting_id][number] += [score] * times
    said: dict[str, dict[EndChoice, int]] = defaultdict(dict)
    totals: dict[tuple[str, Any], int] = defaultdict(int)
    for meeting_id, question, choice, count in queries.list_answers(asked.session, ids):
        said[meeting_id][choice] = count
        totals[meeting_id, question] += count
    answered: dict[str, int] = defaultdict(int)
    for (meeting_id, _), total in totals.items():
        answered[meeting_id] = max(answered[meeting_id], total)
    return {
        group_id: {
            "scored": tuple(
                known.Scored(number=number, on=met_on, scores=tuple(values))
                for _, meeting_id, met_on in meetings
                for number, values in scores[meeting_id].items()
            ),
            "ended": tuple(
                known.Ended(
                    on=met_on,
                    answered=answered[meeting_id],
                    nothing_changed=said[meeting_id].get(EndChoice.NOTHING_CHANGED, 0),
                    one_account=said[meeting_id].get(EndChoice.ONE_ACCOUNT, 0),
                )
                for _, meeting_id, met_on in meetings
                if answered[meeting_id]
            ),
        }
        for group_id, meetings in by_first(rows).items()
    }


def _others(asked: Batch) -> dict[str, dict[str, Any]]:
    """Return challenges, actions and changes of lead social worker."""
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    session, ids, day = asked.session, asked.ids, asked.today
    for group_id, raised_at in queries.list_challenged(session, ids):
        found[group_id]["challenged_on"] = clock.today(raised_at)
    for group_id, rows in by_first(queries.list_actions(session, ids, day=day)).items():
        found[group_id]["actions"] = tuple(
            known.OpenAction(
                due_on=due_on, rolled_over=times, changed_on=clock.today(changed_at)
            )
            for _, due_on, times, changed_at in rows
        )
    changes = by_first(queries.list_lead_changes(session, ids, day=day))
    for group_id, rows in changes.items():
        found[group_id]["lead_changes"] = tuple(from_on for _, from_on in rows)
    return found


def _refusals(asked: Batch) -> dict[str, dict[str, Any]]:
    of_notice: dict[tuple[str, str, date], list[int]] = defaultdict(list)
    for group_id, notice_id, happened_on, number in visit_queries.list_refused(
        asked.session, asked.ids
    ):
        numbers = of_notice[group_id, notice_id, happened_on]
        numbers += [] if number is None else [number]
    found: dict[str, list[known.Refusal]] = defaultdict(list)
    for (group_id, _, happened_on), numbers in of_notice.items():
        found[group_id].append(known.Refusal(on=happened_on, numbers=tuple(numbers)))
    for group_id, held_on, number in visit_queries.list_refused_at_home(
        asked.session, asked.ids
    ):
        found[group_id].append(known.Refusal(on=held_on, numbers=(number,)))
    return {
        group_id: {"refusals": tuple(sorted(hits, key=lambda one: one.on))}
        for group_id, hits in found.items()
    }


def _closed(asked: Batch) -> dict[str, dict[str, Any]]:
    session = asked.session
    newest = {
        row[0]: row
        for row in view_queries.list_closed(session, asked.ids, day=asked.today)
    }
    ids = [round_id for _, round_id, _ in newest.values()]
    missing = dict(map(tuple, view_queries.list_gaps(session, ids)))
    said: dict[str, dict[int, set[Recommendation]]] = defaultdict(
        lambda: defaultdict(set)
    )
    for round_id, number, recommendation in view_queries.list_said(session, ids):
        said[round_id][number].add(recommendation)
    discussed = {
        round_id: (joint is JointView.DISCUSSED, clock.today(recorded_at))
        for round_id, joint, recorded_at in view_queries.list_discussed(session, ids)
    }
    found = {}
    for group_id, round_id, closed_at in newest.values():
        is_discussed, discussed_on = discussed.get(round_id, (None, None))
        closed = known.Closed(
            closed_on=clock.today(closed_at),
            missing_agencies=missing.get(round_id, 0),
            split=tuple(
                number
                for number, views in said[round_id].items()
                if views & ENDINGS and views & STAYING
            ),
            discussed=is_discussed,
            discussed_on=discussed_on,
        )
        found[group_id] = {"closed": closed}
    return found


def _ticks(asked: Batch) -> dict[str, dict[str, Any]]:
    # A few days more than the rule: the policy decides on the day itself.
    months = asked.profile.drift.intimidation_within.value
    since = asked.now - timedelta(days=32 * months + 5)
    rows = view_queries.list_ticked(asked.session, asked.ids, since=since)
    return {
        group_id: {
            "ticks": tuple(
                known.Tick(person_id=person_id, on=clock.today(given_at))
                for _, person_id, given_at in ticks
            )
        }
        for group_id, ticks in by_first(rows).items()
    }


def _referred(asked: Batch) -> dict[str, dict[str, Any]]:
    # As for the ticks, the policy decides on the day itself.
    rules = asked.profile.referrals
    since = asked.now - timedelta(days=32 * rules.pattern_within.value + 5)
    rows = referral_queries.list_referred(asked.session, asked.ids, since=since)
    return {
        group_id: {
            "referrals": tuple(
                Referred(
                    on=clock.today(made_at),
                    agency_id=agency_id,
                    worry=worry,
                    answer=ReferralAnswer.NEED_MORE if waits else answer,
                    is_over=asked.now > answer_by(clock_from, asked.profile),
                )
                for _, made_at, clock_from, agency_id, worry, answer, waits in found
            )
        }
        for group_id, found in by_first(rows).items()
    }


def _review(
    conferences: Iterable[Any], begun_on: date, *, today: date
) -> known.Review | None:
    """
    Return from when the next review counts.

    A conference whose day has come counts as held until somebody says otherwise; one
    that is known only by its due date does not.
    """
    counted_from, is_first, dated_on = begun_on, True, None
    for _, kind, dated, held_on, is_provisional in conferences:
        on = held_on or dated
        is_held = held_on is not None or (not is_provisional and dated < today)
        if is_held and on >= begun_on:
            counted_from = max(counted_from, on)
            is_first = is_first and kind is not ConferenceKind.REVIEW
        elif not is_held and kind is ConferenceKind.REVIEW and not is_provisional:
            dated_on = dated_on or dated
    return known.Review(counted_from=counted_from, is_first=is_first, dated_on=dated_on)
