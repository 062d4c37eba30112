"""Whom a challenge reaches at once or in their list, and whose lists it leaves."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from models.queries import access as register
from models.queries import challenges as queries
from models.tables.access import Person
from models.tables.challenges import Challenge, ChallengeRung
from models.tables.plans import CoreGroup
from models.vocabulary import PersonClass, Urgency
from workflows import clock, outbox
from workflows.access import use_cases as access
from workflows.challenges import messages, policy
from workflows.challenges.whose import READ, Found, decider_id, find
from workflows.profile import Profile

# A list that was begun before a challenge takes it in while it waits for a working
# morning: over Easter, for five days.
LIST_WAITS = timedelta(days=5)


def ask(
    session: Session,
    challenge: Challenge,
    rung: ChallengeRung,
    *,
    now: datetime,
    profile: Profile,
) -> None:
    """Ask for an answer: at once where a child is at risk, else in a list."""
    if not challenge.immediate_risk:
        outbox.daily(session, person_id=rung.asked_id, now=now, profile=profile)
        return
    _point_to_risk(
        session,
        challenge,
        rung,
        [rung.asked_id],
        is_asked=True,
        now=now,
        profile=profile,
    )


def tell_of_risk(
    session: Session,
    challenge: Challenge,
    rung: ChallengeRung,
    *,
    now: datetime,
    profile: Profile,
) -> None:
    """Point lead social worker and team manager at once to a child who is at risk."""
    lead = register.find_lead_social_worker(
        session, challenge.group_id, day=clock.today(now), now=now
    )
    if not challenge.immediate_risk or lead is None:
        return
    known = {challenge.raised_by, rung.asked_id}
    near = [one for one in (lead.id, lead.manager_id) if one and one not in known]
    _point_to_risk(
        session, challenge, rung, near, is_asked=False, now=now, profile=profile
    )


def _point_to_risk(
    session: Session,
    challenge: Challenge,
    rung: ChallengeRung,
    people: Sequence[str],
    *,
    is_asked: bool,
    now: datetime,
    profile: Profile,
) -> None:
    group = session.get_one(CoreGroup, challenge.group_id)
    for person_id in people:
        outbox.post(
            session,
            messages.AtRisk(
                rung_id=rung.id,
                challenge_id=challenge.id,
                alias=group.alias,
                due_on=rung.due_on,
                is_asked=is_asked,
                day_number=profile.telephone.day,
                out_of_hours=profile.telephone.out_of_hours,
            ),
            to=outbox.ToPerson(person_id, group.id),
            dedupe_key=f"challenge:{rung.id}:{person_id}",
            now=now,
            urgency=Urgency.URGENT,
        )


def tell_raiser(
    session: Session, challenge: Challenge, *, now: datetime, profile: Profile
) -> None:
    """Put a challenge on the list of who says what now: who raised it, while here."""
    person_id = decider_id(session, challenge, now=now)
    person = None if person_id is None else session.get_one(Person, person_id)
    if person is not None and person.slack_user_id is not None:
        outbox.daily(session, person_id=person.id, now=now, profile=profile)


def tell_manager(
    session: Session,
    challenge: Challenge,
    rung: ChallengeRung,
    *,
    now: datetime,
    profile: Profile,
) -> None:
    """Let the raiser's own manager know that a challenge has reached the managers."""
    manager_id = informed_id(session, challenge, rung, now=now)
    if manager_id is not None:
        outbox.daily(session, person_id=manager_id, now=now, profile=profile)


def informed_id(
    session: Session, challenge: Challenge, rung: ChallengeRung, *, now: datetime
) -> str | None:
    """Return the raiser's own manager where managers answer, if they may know of it."""
    manager_id = session.get_one(Person, challenge.raised_by).manager_id
    if rung.answers is not PersonClass.TEAM_MANAGER or manager_id is None:
        return None
    is_asked = manager_id in {rung.owed_by, rung.asked_id}
    may_know = not is_asked and access.may(
        session,
        person_id=manager_id,
        row=READ,
        group_id=challenge.group_id,
        now=now,
    )
    return manager_id if may_know else None


def above(
    session: Session, challenge: Challenge, *, now: datetime, profile: Profile
) -> Found | None:
    """Return the rung to which a challenge would be taken up next, if there is one."""
    steps = policy.steps_of(challenge.ladder, challenge.about, profile)
    reached = {one.number for one in queries.list_rungs(session, [challenge.id])}
    left = tuple(step for step in steps if step.number not in reached)
    higher = policy.in_order(left, after=challenge.rung, from_the_top=False)
    return find(session, challenge, higher, now=now)


def redraw(
    session: Session, challenge: Challenge, *, now: datetime, profile: Profile
) -> None:
    """Make the lists true again that a challenge may stand on."""
    people = {challenge.raised_by}
    decider = decider_id(session, challenge, now=now)
    people |= set() if decider is None else {decider}
    for rung in queries.list_rungs(session, [challenge.id]):
        people |= {rung.owed_by, rung.asked_id}
        informed = informed_id(session, challenge, rung, now=now)
        people |= {informed} if informed is not None else set()
    higher = above(session, challenge, now=now, profile=profile)
    people |= {higher.owing.asked.id} if higher is not None else set()
    outbox.redraw_lists(
        session,
        person_ids=sorted(people),
        since=challenge.raised_at - LIST_WAITS,
        now=now,
    )
