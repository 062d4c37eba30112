"""Recording a referral that was made, adding to it, confirming it in writing."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlmodel import Session

from models.queries import access as register
from models.queries import plans as plan_queries
from models.queries import referrals as queries
from models.referral_vocabulary import MadeAs
from models.sealed import seal
from models.tables.access import Agency, Person
from models.tables.plans import CoreGroup
from models.tables.referrals import (
    ReceivingTeam,
    Referral,
    ReferralAddition,
    ReferralChild,
)
from workflows import audit, clock
from workflows.access import use_cases as access
from workflows.actor import Actor
from workflows.outcomes.telling import wake
from workflows.profile import Profile
from workflows.referrals import facts, policy, telling
from workflows.referrals.policy import NewReferral
from workflows.referrals.whose import OF_GROUP, RECORD, own

NUMBERS: Final = ((1000, 9000), (10000, 90000))
TRIES: Final = 20


@dataclass(frozen=True, kw_only=True)
class RecordForm:
    """What the form shows: the person's core groups, and the teams."""

    groups: tuple[tuple[str, str], ...]
    most_children: int
    teams: tuple[tuple[str, str], ...]
    source_code: str
    today: date


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What was kept, and what comes next when."""

    referral_id: str
    alias: str
    team: str
    telephone: str
    confirm_by: datetime | None
    acknowledge_by: date
    chase_at: datetime


def form(session: Session, *, actor: Actor, now: datetime) -> RecordForm:
    """
    Return what the form for a referral shows; anybody in the register may open it.

    :raises NotYours: for somebody who has left.
    """
    access.anywhere(session, actor=actor, row=RECORD, now=now)
    groups = access.groups_of(session, actor=actor, row=OF_GROUP, now=now)
    children = [len(register.list_children(session, one.id)) for one in groups]
    teams = queries.list_teams(session, day=clock.today(now))
    person = session.get_one(Person, actor.person_id)
    return RecordForm(
        groups=tuple((one.id, one.alias) for one in groups),
        most_children=max(children, default=0),
        teams=tuple(
            (one.id, f"{one.name} ({policy.SERVICES[one.receives]})") for one in teams
        ),
        source_code=session.get_one(Agency, person.agency_id).code,
        today=clock.today(now),
    )


def record(
    session: Session,
    *,
    actor: Actor,
    new: NewReferral,
    now: datetime,
    profile: Profile,
) -> Receipt:
    """
    Keep that a referral was made; the clock looks after its answer from now on.

    A family whom the actor may not know to be here is taken in the same words as one
    that is not.

    :raises NotYours: if the actor may record none.
    :raises Refused: if what they say cannot be kept, naming the field.
    """
    access.anywhere(session, actor=actor, row=RECORD, now=now)
    policy.check_new(new, now=now)
    team = _team(session, new.team_id, now=now)
    group = _group(session, actor, new, now=now)
    if group is not None and new.group_id:
        _check_today(session, group, team, new, now=now)
    found = _keep(session, actor, new, group, team, now=now, profile=profile)
    facts.look_again(session, found, now=now, profile=profile)
    _tell(session, found, actor, now=now, profile=profile)
    return _receipt(found, team, profile)


def _keep(
    session: Session,
    actor: Actor,
    new: NewReferral,
    group: CoreGroup | None,
    team: ReceivingTeam,
    *,
    now: datetime,
    profile: Profile,
) -> Referral:
    person = session.get_one(Person, actor.person_id)
    agency = session.get_one(Agency, person.agency_id)
    found = Referral(
        alias=_free_alias(session),
        group_id=None if group is None else group.id,
        team_id=team.id,
        referred_to=team.receives,
        worry=new.worry,
        made_as=new.made_as,
        made_at=new.made_at,
        clock_from=new.made_at,
        source_code=new.source_code or agency.code,
        agency_id=agency.id,
        concern_sealed="",
        family_knows=new.family_knows,
        about_others=new.about_others,
        recorded_by=person.id,
        recorded_at=now,
        # What is written is confirmed by being written.
        confirmed_at=now if new.made_as is MadeAs.FORM else None,
        profile_version=profile.stamp,
    )
    seal(session, found, "concern", new.concern)
    seal(session, found, "family", new.family.strip() or None)
    seal(session, found, "made_by", new.made_by.strip() or None)
    session.add(found)
    session.flush()
    if group is not None:
        numbers = new.children if new.group_id else ()
        _add_children(session, found, group, numbers)
    return found


def _tell(
    session: Session, found: Referral, actor: Actor, *, now: datetime, profile: Profile
) -> None:
    telling.tell_team(session, found, now=now, profile=profile)
    telling.tell_repeats(session, found, now=now, profile=profile)
    if found.group_id is not None:
        wake(session, found.group_id, now=now, profile=profile)
    audit.record(
        session,
        actor=actor,
        event="referral recorded",
        now=now,
        group_id=found.group_id,
        subject=found.id,
        details={"to": found.referred_to.value, "as": found.made_as.value},
    )


def add(
    session: Session,
    *,
    actor: Actor,
    referral_id: str,
    text: str,
    now: datetime,
    profile: Profile,
) -> str:
    """
    Keep what whoever recorded a referral adds to it, and return its alias.

    A team that waits for more has its days from now; after an end, the team reads it
    on the referral all the same.

    :raises NotYours: if it is not the actor's.
    :raises Refused: if nothing is said, or too much.
    """
    found = _locked(session, actor, referral_id, now=now)
    policy.check_text(text)
    row = ReferralAddition(
        referral_id=found.id,
        added_by=actor.person_id,
        added_at=now,
        text_sealed="",
    )
    seal(session, row, "text", text)
    session.add(row)
    if found.asks_more:
        found.asks_more, found.clock_from = False, now
        session.add(found)
        facts.look_again(session, found, now=now, profile=profile)
    telling.tell_team(session, found, now=now, profile=profile)
    audit.record(
        session,
        actor=actor,
        event="referral added to",
        now=now,
        group_id=found.group_id,
        subject=found.id,
    )
    return found.alias


def confirm(
    session: Session, *, actor: Actor, referral_id: str, now: datetime, profile: Profile
) -> str:
    """
    Keep that a referral was confirmed in writing; said again, nothing changes.

    :raises NotYours: if it is not the actor's.
    """
    found = _locked(session, actor, referral_id, now=now)
    if found.confirmed_at is None:
        found.confirmed_at = now
        session.add(found)
        facts.look_again(session, found, now=now, profile=profile)
        telling.redraw(session, found, now=now)
        audit.record(
            session,
            actor=actor,
            event="referral confirmed in writing",
            now=now,
            group_id=found.group_id,
            subject=found.id,
        )
    return found.alias


def _locked(
    session: Session, actor: Actor, referral_id: str, *, now: datetime
) -> Referral:
    found = own(session, actor=actor, referral_id=referral_id, now=now)
    queries.lock_referral(session, found.id)
    return found


def _team(session: Session, team_id: str, *, now: datetime) -> ReceivingTeam:
    teams = queries.list_teams(session, day=clock.today(now))
    team = next((one for one in teams if one.id == team_id), None)
    if team is None:
        raise policy.TeamNotThere(field="team")
    return team


def _group(
    session: Session, actor: Actor, new: NewReferral, *, now: datetime
) -> CoreGroup | None:
    if not new.group_id:
        # A reference that somebody was told is enough, and nothing is told in return.
        return plan_queries.find_group_by_alias(session, new.family.strip().upper())
    mine = access.groups_of(session, actor=actor, row=OF_GROUP, now=now)
    found = next((one for one in mine if one.id == new.group_id), None)
    if found is None:
        raise policy.FamilyMissing(field="group")
    return found


def _check_today(
    session: Session,
    group: CoreGroup,
    team: ReceivingTeam,
    new: NewReferral,
    *,
    now: datetime,
) -> None:
    since = clock.at(clock.today(now), 0)
    known = queries.find_of_day(session, group.id, team.id, since=since)
    if known is not None and not new.is_another:
        raise policy.RecordedToday(field="another")


def _add_children(
    session: Session, found: Referral, group: CoreGroup, numbers: tuple[int, ...]
) -> None:
    children = {one.number: one for one in register.list_children(session, group.id)}
    if not set(numbers) <= set(children):
        raise policy.ChildNotThere(field="children")
    for number in numbers or sorted(children):
        session.add(ReferralChild(referral_id=found.id, child_id=children[number].id))
    session.flush()


def _free_alias(session: Session) -> str:
    """Return an alias that no referral has: random, so that it tells no number."""
    for lowest, count in NUMBERS:
        for _ in range(TRIES):
            alias = f"RF-{lowest + secrets.randbelow(count)}"
            if not queries.is_alias_taken(session, alias):
                return alias
    raise RuntimeError("no free alias was found; there are too many referrals")


def _receipt(found: Referral, team: ReceivingTeam, profile: Profile) -> Receipt:
    waits = found.confirmed_at is None and found.made_as is MadeAs.TELEPHONE
    return Receipt(
        referral_id=found.id,
        alias=found.alias,
        team=team.name,
        telephone=team.telephone,
        confirm_by=policy.confirm_by(found.made_at, profile) if waits else None,
        acknowledge_by=policy.acknowledge_by(found.made_at, profile),
        chase_at=policy.chase_at(found.made_at, profile),
    )
