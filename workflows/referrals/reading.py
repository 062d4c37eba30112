"""Reading referrals: one whole, and those about a family."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlmodel import Session

from models.queries import audit as audit_queries
from models.queries import referrals as queries
from models.referral_vocabulary import (
    FamilyKnows,
    MadeAs,
    ReferralAnswer,
    ReferredTo,
    Worry,
)
from models.tables.access import Agency
from models.tables.plans import CoreGroup
from models.tables.referrals import Referral
from workflows import audit, clock
from workflows.access import use_cases as access
from workflows.access.policy import Circumstances
from workflows.actor import Actor
from workflows.audit import Reader
from workflows.profile import Profile
from workflows.referrals import facts, policy, whose
from workflows.referrals.whose import ANSWER, HISTORY, OF_GROUP, OWN, WHO_REFERRED

LOOKED: Final = "history of a family read"


@dataclass(frozen=True, kw_only=True)
class ShownReply:
    """One answer: what was said, by whom, when."""

    answer: ReferralAnswer
    text: str
    given_by: str
    given_on: date
    is_late: bool


@dataclass(frozen=True, kw_only=True)
class ShownRung:
    """One chase: who was asked on which day."""

    name: str
    asked: str
    begun_on: date


@dataclass(frozen=True, kw_only=True)
class ShownReferral:
    """
    One referral as somebody reads it; what they may not read is empty.

    `made_by` is who made it, with the agency; only the agency where that is restricted.
    """

    referral_id: str
    alias: str
    group_alias: str
    children: tuple[int, ...]
    family: str
    team: str
    telephone: str
    referred_to: ReferredTo
    worry: Worry
    concern: str
    about_others: bool
    family_knows: FamilyKnows
    made_as: MadeAs
    made_at: datetime
    made_by: str
    source: str
    recorded_on: date
    confirmed_on: date | None
    confirm_by: datetime | None
    acknowledged_on: date | None
    acknowledge_by: date
    answer_by: datetime
    taken_by: str
    additions: tuple[tuple[date, str], ...]
    rungs: tuple[ShownRung, ...]
    replies: tuple[ShownReply, ...]
    asks_more: bool
    is_late: bool
    is_ended: bool
    may_confirm: bool
    may_add: bool
    may_answer: bool
    may_take: bool
    may_see_history: bool
    may_challenge: str = ""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One referral about a family: when, to whom, and how it ended."""

    referral_id: str
    alias: str
    made_on: date
    team: str
    agency: str
    worry: Worry
    answer: ReferralAnswer | None
    ended_on: date | None
    may_read: bool


@dataclass(frozen=True, kw_only=True)
class ReferralsPage:
    """The referrals about one family, the newest first."""

    group_id: str
    alias: str
    lines: tuple[Line, ...]
    # Who looked at the family's history, for whoever may read its referrals.
    looks: tuple[tuple[date, str], ...] = ()


def read(
    session: Session,
    *,
    actor: Actor,
    referral_id: str,
    row: int,
    now: datetime,
    profile: Profile,
) -> ShownReferral:
    """
    Return a referral to who recorded it (row 55), its team (56), or the family's (59).

    :raises NotYours: worded alike whether it exists or not.
    """
    if row == OWN:
        found = whose.own(session, actor=actor, referral_id=referral_id, now=now)
    else:
        found = whose.to_do(
            session, actor=actor, row=row, referral_id=referral_id, now=now
        )
    is_own = found.recorded_by == actor.person_id
    reader = audit.reading(
        session,
        actor=actor,
        event="referral read",
        now=now,
        group_id=found.group_id,
        subject=found.id,
    )
    if is_own and found.ended_at is not None and found.answer_read_at is None:
        # It leaves their list: they know how it ended.
        queries.lock_referral(session, found.id)
        found.answer_read_at = now
        session.add(found)
    return _shown(session, actor, found, reader, now=now, profile=profile)


def _shown(
    session: Session,
    actor: Actor,
    found: Referral,
    reader: Reader,
    *,
    now: datetime,
    profile: Profile,
) -> ShownReferral:
    team = facts.team_of(session, found)
    waits = found.made_as is MadeAs.TELEPHONE and found.confirmed_at is None
    alias = _group_alias(session, actor, found, now=now)
    return ShownReferral(
        referral_id=found.id,
        alias=found.alias,
        group_alias=alias,
        children=tuple(one.number for one in queries.list_children(session, found.id)),
        family=reader.text(found, "family") or "",
        team=team.name,
        telephone=team.telephone,
        referred_to=found.referred_to,
        worry=found.worry,
        concern=reader.text(found, "concern") or "",
        about_others=found.about_others,
        family_knows=found.family_knows,
        made_as=found.made_as,
        made_at=found.made_at,
        made_by=_made_by(session, actor, found, reader, now=now),
        source=policy.SOURCES.get(found.source_code, ""),
        recorded_on=clock.today(found.recorded_at),
        confirmed_on=_day(found.confirmed_at),
        confirm_by=policy.confirm_by(found.made_at, profile) if waits else None,
        acknowledged_on=_day(found.acknowledged_at),
        acknowledge_by=policy.acknowledge_by(found.made_at, profile),
        answer_by=policy.answer_by(found.clock_from, profile),
        taken_by=facts.name_of(session, found.taken_by),
        additions=tuple(
            (clock.today(one.added_at), reader.text(one, "text") or "")
            for one in queries.list_additions(session, found.id)
        ),
        rungs=_rungs(session, found),
        replies=_replies(session, found, reader),
        asks_more=found.asks_more,
        is_late=now > policy.answer_by(found.clock_from, profile),
        is_ended=found.ended_at is not None,
        **_may(session, actor, found, is_known=bool(alias), now=now),
    )


def _may(
    session: Session,
    actor: Actor,
    found: Referral,
    *,
    is_known: bool,
    now: datetime,
) -> dict[str, Any]:
    """Return what somebody may do with a referral, by the names of a page."""
    is_own = found.recorded_by == actor.person_id
    is_open = found.ended_at is None
    is_of_team = whose.is_of_team(session, actor.person_id, found, now=now)
    waits = found.made_as is MadeAs.TELEPHONE and found.confirmed_at is None
    history = whose.may(session, actor.person_id, HISTORY, found, now=now)
    return {
        "may_confirm": is_own and is_open and waits,
        "may_add": is_own,
        "may_answer": is_of_team and is_open,
        "may_take": is_of_team and is_open and found.taken_by != actor.person_id,
        "may_see_history": history,
        # To whom the family may not be known to be here, nothing may tell that it is.
        "may_challenge": _may_challenge(found) if is_own and is_known else "",
    }


def _rungs(session: Session, found: Referral) -> tuple[ShownRung, ...]:
    return tuple(
        ShownRung(
            name=one.name,
            asked=facts.name_of(session, one.asked_id),
            begun_on=clock.today(one.begun_at),
        )
        for one in queries.list_chases(session, [found.id])
    )


def _group_alias(
    session: Session, actor: Actor, found: Referral, *, now: datetime
) -> str:
    """Return the core group's alias, to those who know already that it is there."""
    if found.group_id is None:
        return ""
    is_own = found.recorded_by == actor.person_id
    may_know = access.may(
        session,
        person_id=actor.person_id,
        row=OF_GROUP,
        group_id=found.group_id,
        now=now,
        circumstances=Circumstances(dates_only=True),
    ) or (not is_own and whose.may(session, actor.person_id, ANSWER, found, now=now))
    return session.get_one(CoreGroup, found.group_id).alias if may_know else ""


def _made_by(
    session: Session, actor: Actor, found: Referral, reader: Reader, *, now: datetime
) -> str:
    """Return who made it; only the agency to those from whom that is kept."""
    agency = session.get_one(Agency, found.agency_id).name
    is_own = found.recorded_by == actor.person_id
    if not is_own and not whose.may(
        session, actor.person_id, WHO_REFERRED, found, now=now
    ):
        return agency
    recorder = facts.name_of(session, found.recorded_by)
    named = reader.text(found, "made_by")
    return recorder if named is None else f"{named}, recorded by {recorder}"


def _replies(
    session: Session, found: Referral, reader: Reader
) -> tuple[ShownReply, ...]:
    return tuple(
        ShownReply(
            answer=one.answer,
            text=reader.text(one, "text") or "",
            given_by=facts.name_of(session, one.given_by),
            given_on=clock.today(one.given_at),
            is_late=one.is_late,
        )
        for one in queries.list_replies(session, [found.id])
    )


def _may_challenge(found: Referral) -> str:
    """Return in which core group a refusal can be challenged, if it was one."""
    is_refused = found.ended_as is ReferralAnswer.NO_FURTHER_ACTION
    return found.group_id or "" if is_refused else ""


def page(
    session: Session, *, actor: Actor, group_id: str, now: datetime
) -> ReferralsPage:
    """
    Return the referrals about a family: to some, only when and to whom.

    :raises NotYours: if the actor may not know of them.
    """
    group = access.group(
        session,
        actor=actor,
        row=OF_GROUP,
        group_id=group_id,
        now=now,
        circumstances=Circumstances(dates_only=True),
    )
    rows = queries.list_of_group(session, group.id)
    return ReferralsPage(
        group_id=group.id,
        alias=group.alias,
        lines=tuple(_line(session, actor, one, now=now) for one in rows),
        looks=_looks(session, actor, group.id, now=now),
    )


def _looks(
    session: Session, actor: Actor, group_id: str, *, now: datetime
) -> tuple[tuple[date, str], ...]:
    may = access.may(
        session, person_id=actor.person_id, row=OF_GROUP, group_id=group_id, now=now
    )
    rows = audit_queries.list_events(session, group_id, LOOKED) if may else ()
    return tuple(
        (clock.today(row.at), facts.name_of(session, row.actor_id)) for row in rows
    )


def _line(session: Session, actor: Actor, found: Referral, *, now: datetime) -> Line:
    may_read = found.recorded_by == actor.person_id or whose.may(
        session, actor.person_id, OF_GROUP, found, now=now
    )
    return Line(
        referral_id=found.id,
        alias=found.alias,
        made_on=clock.today(found.made_at),
        team=facts.team_of(session, found).name,
        agency=session.get_one(Agency, found.agency_id).name,
        worry=found.worry,
        answer=found.ended_as,
        ended_on=_day(found.ended_at),
        may_read=may_read,
    )


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else clock.today(moment)
