"""Raising a challenge: it is kept whoever can be found to answer it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlmodel import Session

from models.sealed import seal
from models.tables.challenges import Challenge, ChallengeRung
from models.tables.conferences import Conference
from models.tables.plans import CoreGroup
from models.vocabulary import ChallengeAbout, RungBegun
from workflows import audit, clock
from workflows.access import use_cases as access
from workflows.access.policy import Circumstances
from workflows.actor import Actor
from workflows.challenges import facts, going, policy
from workflows.challenges.policy import NewChallenge
from workflows.challenges.whose import RAISE
from workflows.profile import Profile

# Which groups are one's own; raising one there has a row of its own.
OWN_HOME: Final = 2


@dataclass(frozen=True, kw_only=True)
class RaiseForm:
    """What the form shows: the groups to choose from, and a conference's window."""

    groups: tuple[tuple[str, str], ...]
    held_on: date | None = None
    dissent_until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What was kept, and who owes the answer by when; nobody where none was found."""

    challenge_id: str
    alias: str
    immediate_risk: bool
    is_late: bool
    owed_by: str | None
    asked: str | None
    role: str | None
    passed_over: str
    due_on: date | None


def form(
    session: Session,
    *,
    actor: Actor,
    group_id: str,
    now: datetime,
    profile: Profile,
) -> RaiseForm:
    """
    Return what the form for a challenge in one core group shows.

    :raises NotYours: if the actor may not raise one there.
    """
    group = _group(session, actor, group_id, now=now)
    window = facts.dissent_window(session, group.id, now=now, profile=profile)
    return RaiseForm(
        groups=((group.id, group.alias),),
        held_on=None if window is None else window.held_on,
        dissent_until=None if window is None else window.ends_at,
    )


def form_to_choose(
    session: Session,
    *,
    actor: Actor,
    alias: str = "",
    now: datetime,
    profile: Profile,
) -> RaiseForm:
    """
    Return the form with the groups in which the actor may raise one; maybe none.

    :raises NotYours: for somebody who has left.
    """
    access.anywhere(
        session,
        actor=actor,
        row=OWN_HOME,
        now=now,
        circumstances=Circumstances(own=True),
    )
    groups = facts.groups_to_raise_in(session, actor, alias=alias, now=now)
    if len(groups) == 1:
        return form(
            session, actor=actor, group_id=groups[0].id, now=now, profile=profile
        )
    return RaiseForm(groups=tuple((one.id, one.alias) for one in groups))


def raise_challenge(
    session: Session,
    *,
    actor: Actor,
    group_id: str,
    new: NewChallenge,
    now: datetime,
    profile: Profile,
) -> Receipt:
    """
    Keep a challenge and ask who owes the answer.

    :raises NotYours: if the actor may not raise one there.
    :raises Refused: if what they say cannot be kept, naming the field.
    """
    group = _group(session, actor, group_id, now=now)
    window = facts.dissent_window(session, group.id, now=now, profile=profile)
    if new.about is ChallengeAbout.CONFERENCE_DECISION and window is not None:
        return open_dissent(
            session,
            actor=actor,
            conference_id=window.conference_id,
            new=new,
            window_ends_at=window.ends_at,
            now=now,
            profile=profile,
        )
    path = policy.path_of(new.about, raised_at=now, window_ends_at=None)
    return _keep(session, actor, group, new, path, now=now, profile=profile)


def open_dissent(
    session: Session,
    *,
    actor: Actor,
    conference_id: str,
    new: NewChallenge,
    window_ends_at: datetime,
    now: datetime,
    profile: Profile,
) -> Receipt:
    """
    Keep dissent from the decision of one conference, late or in time.

    :raises NotYours: if the actor may not raise a challenge in its core group.
    :raises Refused: if what they say cannot be kept, naming the field.
    """
    conference = session.get(Conference, conference_id)
    group_id = "" if conference is None else conference.group_id
    group = _group(session, actor, group_id, now=now)
    path = policy.path_of(new.about, raised_at=now, window_ends_at=window_ends_at)
    return _keep(
        session,
        actor,
        group,
        new,
        path,
        conference_id=conference_id,
        now=now,
        profile=profile,
    )


def _group(
    session: Session, actor: Actor, group_id: str, *, now: datetime
) -> CoreGroup:
    return access.group(
        session,
        actor=actor,
        row=RAISE,
        group_id=group_id,
        now=now,
        circumstances=Circumstances(own=True),
    )


def _keep(
    session: Session,
    actor: Actor,
    group: CoreGroup,
    new: NewChallenge,
    path: policy.Path,
    *,
    now: datetime,
    profile: Profile,
    conference_id: str | None = None,
) -> Receipt:
    policy.check_challenge(new)
    challenge = Challenge(
        group_id=group.id,
        ladder=path.ladder,
        about=new.about,
        conference_id=conference_id,
        is_late=path.is_late,
        immediate_risk=new.immediate_risk,
        what_sealed="",
        wanted_sealed="",
        raised_by=actor.person_id,
        raised_at=now,
        # Whoever is not found today is looked for again on each working day.
        acts_on=profile.calendar.next_working_day(clock.today(now)),
        profile_version=profile.stamp,
    )
    seal(session, challenge, "what", new.what)
    seal(session, challenge, "wanted", new.wanted)
    session.add(challenge)
    session.flush()
    rung = going.begin(
        session,
        challenge,
        begun_as=RungBegun.AT_RISK if new.immediate_risk else RungBegun.RAISED,
        now=now,
        profile=profile,
        actor=actor,
    )
    _audit(session, actor, challenge, now=now)
    return _receipt(session, challenge, rung, group.alias, profile)


def _audit(
    session: Session, actor: Actor, challenge: Challenge, *, now: datetime
) -> None:
    audit.record(
        session,
        actor=actor,
        event="challenge raised",
        now=now,
        group_id=challenge.group_id,
        subject=challenge.id,
        details={
            "about": challenge.about.value,
            "rung": challenge.rung,
            "at risk": int(challenge.immediate_risk),
        },
    )


def _receipt(
    session: Session,
    challenge: Challenge,
    rung: ChallengeRung | None,
    alias: str,
    profile: Profile,
) -> Receipt:
    is_asked_instead = rung is not None and rung.asked_id != rung.owed_by
    return Receipt(
        challenge_id=challenge.id,
        alias=alias,
        immediate_risk=challenge.immediate_risk,
        is_late=challenge.is_late,
        owed_by=None if rung is None else facts.name_of(session, rung.owed_by),
        asked=facts.name_of(session, rung.asked_id)
        if rung is not None and is_asked_instead
        else None,
        role=None if rung is None else profile.title(rung.answers),
        passed_over="" if rung is None else rung.passed_over,
        due_on=None if rung is None else rung.due_on,
    )
