"""What the clock does when a round closes: gaps are named, people are told."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlmodel import Session

from models.queries import statements as queries
from models.tables.conferences import Conference
from models.tables.statements import NamedGap, Round
from models.vocabulary import Gap
from workflows import clock, hours, outbox
from workflows.profile import Profile
from workflows.statements import dates, facts, messages, policy, rounds, telling

Members = Mapping[str, policy.MemberFacts]


def close(
    session: Session,
    found: Round,
    conference: Conference,
    members: Members,
    *,
    now: datetime,
    profile: Profile,
) -> None:
    """Close a round: name what is missing, and show what was given."""
    found.closed_at = now
    has_gaps = _name_gaps(session, found, members, now=now)
    telling.record(session, found, event="round closed", now=now)
    core_group_on = _core_group_on(session, found, conference, now=now)
    alias = rounds.alias_of(session, found)
    outbox.post(
        session,
        messages.RoundClosed(
            round_id=found.id,
            alias=alias,
            conference_on=conference.dated_on,
            core_group_on=core_group_on,
            has_gaps=has_gaps,
        ),
        to=outbox.ToChannel(found.group_id),
        dedupe_key=f"closed:{found.id}",
        now=now,
        not_before=hours.next_open(now, profile),
    )
    if core_group_on is None:
        message = messages.NoCoreGroup(
            round_id=found.id, alias=alias, conference_on=conference.dated_on
        )
        to = (
            *telling.lead_worker(session, found, now=now),
            *telling.chair(session, found, now=now),
        )
        telling.tell(
            session,
            found,
            message,
            to=to,
            key="no-core-group",
            now=now,
            profile=profile,
        )


def _core_group_on(
    session: Session, found: Round, conference: Conference, *, now: datetime
) -> date | None:
    # One that is over by now cannot talk about the views any more.
    yesterday = clock.today(now) - timedelta(days=1)
    return dates.core_group_to_discuss(
        max(found.closes_on, yesterday),
        conference.dated_on,
        queries.list_core_group_dates(session, found.group_id),
    )


def _name_gaps(
    session: Session, found: Round, members: Members, *, now: datetime
) -> bool:
    children = {
        facts.number(child): child
        for child in queries.list_children(
            session, found.conference_id, day=clock.today(now)
        )
    }
    numbers = {child.id: name for name, child in children.items()}
    statements = {row.id: row for row in queries.list_statements(session, found.id)}
    answered = frozenset(
        (statements[view.statement_id].person_id, numbers[view.child_id])
        for view in queries.list_child_views(session, list(statements))
        if view.child_id in numbers
    )
    asked_by_person = {
        asked.person_id: asked for asked in queries.lock_asked_in(session, found.id)
    }
    named = policy.gaps(members.values(), answered, clock.today(now))
    for missing in named:
        asked = asked_by_person[missing.member_id]
        session.add(
            NamedGap(
                asked_id=asked.id,
                round_id=found.id,
                child_id=children[missing.child].id,
                why=missing.why,
                recorded_at=now,
            )
        )
        if asked.answered_at is None:
            asked.gap = missing.why if asked.asked_of_id else Gap.CANNOT_BE_ASKED
    for asked in asked_by_person.values():
        asked.remind_on = None
        session.add(asked)
        telling.withdraw_nudges(session, asked, because="the round is closed", now=now)
    return bool(named)


def tell_of_pack(
    session: Session,
    found: Round,
    conference: Conference,
    *,
    now: datetime,
    profile: Profile,
) -> None:
    """Tell the chair that the pack can be opened, when its day has come."""
    if found.pack_on > clock.today(now):
        return
    found.pack_told_at = now
    message = messages.PackReady(
        round_id=found.id,
        alias=rounds.alias_of(session, found),
        conference_on=conference.dated_on,
    )
    chair = telling.chair(session, found, now=now)
    telling.tell(
        session, found, message, to=chair, key="pack", now=now, profile=profile
    )
    telling.record(session, found, event="pack ready", now=now)
