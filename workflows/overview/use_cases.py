"""Home: what I owe, my groups with their next dates, a chair's caseload."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from sqlmodel import Session

from models.queries import access as register
from models.queries import overview as queries
from models.queries import statements as rounds
from models.queries.proposals import find_newest_of
from models.tables.access import Person
from models.tables.conferences import Conference
from models.tables.plans import CoreGroup
from models.tables.statements import Round
from models.vocabulary import PersonClass
from workflows import clock
from workflows.access import use_cases as access
from workflows.access.policy import Circumstances, is_allowed, rights
from workflows.actions import owing as actions_owing
from workflows.actor import Actor
from workflows.challenges import owing as challenges_owing
from workflows.challenges.whose import RAISE
from workflows.coming.notes import CONVENE, VENUE
from workflows.drift import owing as drift_owing
from workflows.drift.whose import OVERVIEW as ALERTS
from workflows.meetings import owing as meetings_owing
from workflows.meetings.pinned import due_on
from workflows.notices import reading as notices
from workflows.notices.whose import GIVE as GIVE_NOTICE
from workflows.outcomes import owing as outcomes_owing
from workflows.overview import core_groups, owing, records
from workflows.overview.core_groups import DatesOwed
from workflows.overview.seen import GroupLine, HomeFacts, RoundLine, RoundState
from workflows.profile import Profile
from workflows.referrals import owing as referrals_owing
from workflows.scores import owing as scores_owing

HOME: Final = 2
STANDING: Final = 35
VIEWS: Final = 32
URGENT: Final = 34
PACK: Final = 39
# Whoever may see dates only, or only their own, may open the page all the same.
MOST_CIRCUMSTANCES: Final = Circumstances(own=True, dates_only=True)
MEMBERS: Final = frozenset(
    {
        PersonClass.LEAD_SOCIAL_WORKER,
        PersonClass.MEMBER,
        PersonClass.VOLUNTARY_MEMBER,
    }
)


def home(
    session: Session, *, actor: Actor, now: datetime, profile: Profile
) -> HomeFacts:
    """
    Return everything on one's own Home, as it is true now.

    :raises NotYours: for somebody who has left.
    """
    access.anywhere(
        session,
        actor=actor,
        row=HOME,
        now=now,
        circumstances=Circumstances(own=True),
    )
    person_id, day = actor.person_id, clock.today(now)
    chaired = set(register.list_chaired(session, person_id, day=day))
    others = _group_ids(session, person_id, day=day, now=now) - chaired
    lines = _lines(session, actor, sorted(chaired | others), now=now, profile=profile)
    classes = access.classes_anywhere(session, person_id, now=now)
    return HomeFacts(
        name=session.get_one(Person, person_id).name,
        today=day,
        owed=tuple(owing.owed(session, person_id=person_id, now=now, profile=profile)),
        late=tuple(owing.late(session, person_id=person_id, now=now, profile=profile)),
        groups=tuple(line for line in lines if line.group_id in others),
        caseload=tuple(line for line in lines if line.group_id in chaired),
        is_business_support=PersonClass.BUSINESS_SUPPORT in classes,
        unread=tuple(notices.unread(session, person_id=person_id, now=now)),
        dates=_dates(session, person_id, now=now, profile=profile),
        **_asked_of(session, person_id, now=now, profile=profile),
        may_challenge=bool(rights(RAISE, classes)),
        may_see_alerts=is_allowed(ALERTS, classes, MOST_CIRCUMSTANCES),
        to_rearrange=tuple(
            meetings_owing.to_rearrange(
                session,
                person_id=person_id,
                group_ids=others,
                now=now,
                profile=profile,
            )
        ),
    )


def _asked_of(
    session: Session, person_id: str, *, now: datetime, profile: Profile
) -> dict[str, Any]:
    """Return what each room asks of somebody, by its name on Home."""
    by_rules: dict[str, Any] = {"person_id": person_id, "now": now, "profile": profile}
    return {
        "records": records.asked(session, person_id=person_id, now=now),
        "scores": tuple(scores_owing.to_give(session, person_id=person_id, now=now)),
        "actions": actions_owing.owed(session, **by_rules),
        "outcomes": outcomes_owing.owed(session, **by_rules),
        "challenges": challenges_owing.owed(session, **by_rules),
        "referrals": referrals_owing.owed(session, **by_rules),
        "alerts": tuple(drift_owing.owed(session, **by_rules)),
    }


def _dates(
    session: Session, person_id: str, *, now: datetime, profile: Profile
) -> DatesOwed:
    """Return what is owed to dates; on Home also which ones are to be found."""
    asked = core_groups.asked(session, person_id=person_id, now=now, profile=profile)
    find = core_groups.to_find(session, person_id=person_id, now=now, profile=profile)
    return replace(asked, to_find=find)


def _group_ids(
    session: Session, person_id: str, *, day: date, now: datetime
) -> set[str]:
    """Return the groups somebody belongs to, manages or stands in for somebody in."""
    people = [person_id, *register.list_deputised(session, person_id, day=day)]
    found = {
        membership.group_id
        for one in people
        for membership in register.list_memberships(session, one, day=day, now=now)
    }
    return found | set(register.list_managed(session, person_id, day=day, now=now))


def _lines(
    session: Session,
    actor: Actor,
    group_ids: Sequence[str],
    *,
    now: datetime,
    profile: Profile,
) -> list[GroupLine]:
    day = clock.today(now)
    conferences = queries.next_conferences(session, group_ids, day=day)
    meetings = queries.next_meetings(session, group_ids, day=day)
    proposed = {
        group_id
        for group_id, row in find_newest_of(session, group_ids).items()
        if row.open_for is not None
    }
    lines = []
    for group in register.list_groups(session, group_ids):
        conference = conferences.get(group.id)
        meeting = meetings.get(group.id)
        classes = access.classes_in_group(session, actor.person_id, group.id, now=now)
        lines.append(
            GroupLine(
                group_id=group.id,
                alias=group.alias,
                channel_id=group.channel_id,
                classes=classes,
                conference_on=None if conference is None else conference.dated_on,
                is_provisional=conference is not None and conference.provisional,
                meeting_on=None if meeting is None else meeting.dated_on,
                rounds=_rounds(session, actor, group, now=now),
                may_give_notice=is_allowed(GIVE_NOTICE, classes, Circumstances()),
                meeting_id=None if meeting is None else meeting.id,
                meeting_at=None if meeting is None else meeting.starts_at,
                may_convene=is_allowed(CONVENE, classes, Circumstances()),
                may_answer=bool(classes & MEMBERS),
                may_see_venue=is_allowed(VENUE, classes, Circumstances()),
                has_proposal=group.id in proposed,
                core_group_due_on=None
                if meeting is not None
                else due_on(session, group.id, today=day, profile=profile),
            )
        )
    # The soonest conference first; groups without one last.
    return sorted(lines, key=lambda line: (line.conference_on or date.max, line.alias))


def _rounds(
    session: Session, actor: Actor, group: CoreGroup, *, now: datetime
) -> tuple[RoundLine, ...]:
    """Return the rounds whose conference is still to come, or was the last one."""
    today = clock.today(now)
    found = rounds.list_rounds(session, [group.id])
    ahead = [
        one
        for one in found
        if session.get_one(Conference, one.conference_id).dated_on >= today
    ]
    shown = ahead or list(found[-1:])
    return tuple(_round_line(session, actor, one, now=now) for one in shown)


def _round_line(
    session: Session, actor: Actor, found: Round, *, now: datetime
) -> RoundLine:
    def may(row: int, *, closed: bool = False) -> bool:
        return access.may(
            session,
            person_id=actor.person_id,
            row=row,
            group_id=found.group_id,
            now=now,
            circumstances=Circumstances(closed=closed, dates_only=True),
        )

    state = RoundState.PLANNED if found.opened_at is None else RoundState.OPEN
    if found.closed_at is not None:
        state = RoundState.CLOSED
    is_closed = state is RoundState.CLOSED
    own = rounds.find_asked(session, found.id, actor.person_id)
    may_see = may(STANDING)
    return RoundLine(
        round_id=found.id,
        state=state,
        opens_on=found.opens_on,
        closes_on=found.closes_on,
        pack_on=found.pack_on,
        conference_on=session.get_one(Conference, found.conference_id).dated_on,
        own_given=own is not None and own.answered_at is not None,
        not_heard_from=_not_heard_from(session, found) if may_see else (),
        may_see_standing=may_see,
        may_read_views=is_closed and may(VIEWS, closed=True),
        may_open_pack=is_closed
        and found.pack_on <= clock.today(now)
        and may(PACK, closed=True),
        has_urgent=may(URGENT) and rounds.has_urgent(session, found.id),
    )


def _not_heard_from(session: Session, found: Round) -> tuple[str, ...]:
    waiting = {
        asked.person_id
        for asked in rounds.list_asked(session, [found.id])
        if asked.answered_at is None and asked.ended_at is None
    }
    people = rounds.list_people(session, waiting)
    return tuple(
        f"{person.name} ({agency.name})"
        for person, agency in sorted(
            people.values(), key=lambda pair: (pair[1].name, pair[0].name)
        )
    )
