"""
Bringing the conferences of one family into the register.

Siblings share a conference: the rows that name one meeting, or without that one day.
A date that somebody set here stays until the source says something new.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.queries import conferences as queries
from models.tables.conferences import Conference, ConferenceChild
from models.tables.plans import CoreGroup, Plan
from models.vocabulary import ConferenceKind
from workflows import audit
from workflows.actor import OPERATOR
from workflows.conferences import policy, register
from workflows.imports.facts import PlanFacts, ReviewFacts
from workflows.imports.rows import Kind
from workflows.imports.tally import Desk, Outcome
from workflows.statements import rounds


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """A plan in the register, and what the source says about it."""

    plan: Plan
    facts: PlanFacts


@dataclass(frozen=True, kw_only=True)
class Seat:
    """One plan's part in one conference, as the source tells of it."""

    plan: Plan
    facts: PlanFacts
    review: ReviewFacts
    key: str


def load_conferences(desk: Desk, group: CoreGroup, loaded: Sequence[Reviewed]) -> None:
    """Bring in the initial conferences, the reviews, and the review that comes next."""
    _initials(desk, group, loaded)
    seats: dict[str, list[Seat]] = defaultdict(list)
    for one in loaded:
        for review in one.facts.reviews:
            day = review.dated_on or review.due_on
            together = f"{group.id} {review.meeting or day}"
            seat_key = desk.key("review", review.source)
            seats[together].append(
                Seat(plan=one.plan, facts=one.facts, review=review, key=seat_key)
            )
    for together, theirs in sorted(seats.items(), key=lambda item: _day(item[1])):
        _review(desk, group, desk.key("conference", together), theirs)
    _cancel_empty(desk, group)
    _plan_rounds(desk, group, loaded)


def _day(seats: Sequence[Seat]) -> date:
    # The source's rows of one meeting should agree; where not, the latest word counts.
    days = [seat.review.dated_on or seat.review.due_on for seat in seats]
    return max(day for day in days if day is not None)


def _initials(desk: Desk, group: CoreGroup, loaded: Sequence[Reviewed]) -> None:
    for one in loaded:
        initial = one.facts.initial
        if initial is None or initial.held_on is None or initial.held_on > desk.today:
            continue
        seat_key = desk.key("initial", initial.source)
        if queries.find_place_by_source(desk.session, seat_key) is not None:
            continue
        together = f"initial {group.id} {initial.meeting or initial.held_on}"
        conference_key = desk.key("conference", together)
        conference = queries.find_by_source(desk.session, conference_key)
        if conference is None:
            kind = ConferenceKind.INITIAL
            if initial.transfer_in:
                kind = ConferenceKind.TRANSFER_IN
            conference = register.put(
                desk.session,
                Conference(
                    group_id=group.id,
                    kind=kind,
                    source_key=conference_key,
                    source_on=initial.held_on,
                    dated_on=initial.held_on,
                    held_on=initial.held_on,
                    profile_version=desk.profile.stamp,
                    recorded_at=desk.now,
                ),
                (),
                actor=OPERATOR,
                now=desk.now,
            )
            desk.tally.count(Kind.CONFERENCES, Outcome.LOADED)
        _seat(desk, conference, one.plan, seat_key)


def _review(desk: Desk, group: CoreGroup, key: str, seats: Sequence[Seat]) -> None:
    conference = _known(desk, group, key, seats)
    if conference is None:
        conference = _new(desk, group, key, seats)
        outcome = Outcome.LOADED
    else:
        outcome = _change(desk, conference, key, seats)
    for seat in seats:
        place = _seat(desk, conference, seat.plan, seat.key)
        if seat.review.continues is not None:
            if place.continues not in (None, seat.review.continues):
                outcome = Outcome.CHANGED
            place.continues = seat.review.continues
            desk.session.add(place)
    desk.session.flush()
    desk.tally.count(Kind.CONFERENCES, outcome)


def _known(
    desk: Desk, group: CoreGroup, key: str, seats: Sequence[Seat]
) -> Conference | None:
    """
    Return the conference that these rows tell of, if it is here.

    It may be known under another day, when all who were in it moved together, or have
    been set here before the source knew of it.
    """
    conference = queries.find_by_source(desk.session, key)
    if conference is not None:
        return conference
    keys = {seat.key for seat in seats}
    for seat in seats:
        place = queries.find_place_by_source(desk.session, seat.key)
        if place is not None:
            others = queries.list_places(desk.session, place.conference_id)
            if all(other.source_key in keys for other in others):
                return desk.session.get_one(Conference, place.conference_id)
    plans = {seat.plan.id for seat in seats}
    for review in queries.list_reviews_to_come(desk.session, group.id):
        places = queries.list_places(desk.session, review.id)
        if review.source_key is None and any(p.plan_id in plans for p in places):
            return review
    return None


def _new(desk: Desk, group: CoreGroup, key: str, seats: Sequence[Seat]) -> Conference:
    day, held_on = _day(seats), _held_on(desk, seats)
    due = _due(desk, seats, before=day)
    return register.put(
        desk.session,
        Conference(
            group_id=group.id,
            kind=ConferenceKind.REVIEW,
            source_key=key,
            source_on=day,
            dated_on=day,
            provisional=_is_provisional(seats),
            legal_due_on=due.legal_due,
            reporting_due_on=due.reporting_due,
            profile_version=desk.profile.stamp,
            held_on=held_on,
            quorate=_quorate(seats),
            recorded_at=desk.now,
        ),
        (),
        actor=OPERATOR,
        now=desk.now,
    )


def _due(desk: Desk, seats: Sequence[Seat], *, before: date) -> policy.ReviewDue:
    dues = []
    for seat in seats:
        held = [review.held_on(desk.today) for review in seat.facts.reviews]
        initial = seat.facts.initial
        facts = policy.PlanFacts(
            child=seat.plan.child_id,
            initial_on=(initial.held_on if initial else None) or seat.plan.started_on,
            last_review_on=max(
                (day for day in held if day is not None and day < before), default=None
            ),
        )
        dues.append(
            policy.review_due(
                facts, calendar=desk.profile.calendar, profile=desk.profile
            )
        )
    return min(dues, key=lambda due: due.due_by)


def _change(
    desk: Desk, conference: Conference, key: str, seats: Sequence[Seat]
) -> Outcome:
    day, held_on, quorate = _day(seats), _held_on(desk, seats), _quorate(seats)
    is_news = conference.source_on != day or conference.source_key != key
    conference.source_key, conference.source_on = key, day
    desk.session.add(conference)
    if held_on is not None and conference.held_on != held_on:
        if conference.dated_on != held_on:
            conference.starts_at = None
        conference.held_on = conference.dated_on = held_on
        conference.provisional, conference.quorate = False, quorate
        register.count_change(conference, now=desk.now)
        audit.record(
            desk.session,
            actor=OPERATOR,
            event="conference held",
            now=desk.now,
            group_id=conference.group_id,
            subject=conference.id,
            details={"on": held_on.isoformat()},
        )
        return Outcome.CHANGED
    if held_on is not None:
        changed = conference.quorate != quorate
        conference.quorate = quorate
        return Outcome.CHANGED if changed else Outcome.UNCHANGED
    is_provisional = _is_provisional(seats)
    # Somebody fixed a date here, and the source still knows only when it is due.
    was_fixed_here = is_provisional and not conference.provisional
    is_fixed_now = conference.provisional and not is_provisional
    is_other = conference.dated_on != day
    if was_fixed_here or not (is_fixed_now or (is_news and is_other)):
        return Outcome.UNCHANGED
    register.move(
        desk.session,
        conference,
        actor=OPERATOR,
        dated_on=day,
        provisional=is_provisional,
        now=desk.now,
        profile=desk.profile,
    )
    return Outcome.CHANGED


def _held_on(desk: Desk, seats: Sequence[Seat]) -> date | None:
    held = [seat.review.held_on(desk.today) for seat in seats]
    return max((day for day in held if day is not None), default=None)


def _is_provisional(seats: Sequence[Seat]) -> bool:
    return all(seat.review.dated_on is None for seat in seats)


def _quorate(seats: Sequence[Seat]) -> bool | None:
    said = {seat.review.quorate for seat in seats} - {None}
    return None if not said else all(said)


def _seat(desk: Desk, conference: Conference, plan: Plan, key: str) -> ConferenceChild:
    """Seat a plan in a conference, from wherever it sat before."""
    place = queries.find_place_by_source(desk.session, key)
    if place is None:
        place = queries.find_place(desk.session, conference.id, plan.id)
    if place is None:
        place = ConferenceChild(conference_id=conference.id, plan_id=plan.id)
    place.conference_id, place.source_key = conference.id, key
    desk.session.add(place)
    desk.session.flush()
    return place


def _cancel_empty(desk: Desk, group: CoreGroup) -> None:
    """Cancel reviews to come that are about no open plan any more."""
    for review in queries.list_reviews_to_come(desk.session, group.id):
        places = queries.list_places(desk.session, review.id)
        plans = [desk.session.get_one(Plan, place.plan_id) for place in places]
        if all(plan.ended_on is not None for plan in plans):
            register.cancel(desk.session, review, actor=OPERATOR, now=desk.now)


def _plan_rounds(desk: Desk, group: CoreGroup, loaded: Sequence[Reviewed]) -> None:
    """Plan the next review where none is known, and the round of each to come."""
    planned = register.plan_review(
        desk.session,
        actor=OPERATOR,
        group_id=group.id,
        now=desk.now,
        profile=desk.profile,
    )
    if planned is not None:
        desk.tally.count(Kind.CONFERENCES, Outcome.LOADED)
    for review in queries.list_reviews_to_come(desk.session, group.id):
        if review.dated_on >= desk.today:
            rounds.plan_round(
                desk.session,
                review,
                now=desk.now,
                profile=desk.profile,
                actor=OPERATOR,
            )
        elif loaded:
            desk.tally.findings.warn(
                loaded[-1].facts.place,
                "",
                "a review is overdue: no views are asked for until it has a date",
            )
