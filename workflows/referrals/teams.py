"""
Which teams receive referrals, and who answers for them: brought in by the operator.

Nobody sets these up in Slack (access.md, row 73): a team is the area's, not a family's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlmodel import Session

from models.queries import access as register
from models.queries import referrals as queries
from models.referral_vocabulary import ReferredTo
from models.tables.referrals import ReceivingTeam, TeamMember
from workflows import audit, clock
from workflows.actor import OPERATOR, Actor
from workflows.referrals import facts
from workflows.referrals.whose import for_team

LONGEST_NAME: Final = 60
LONGEST_NUMBER: Final = 40


@dataclass(frozen=True, kw_only=True)
class TeamRow:
    """One row of the file: a person of a team; a team without people has one too."""

    row: int
    team: str
    receives: str
    telephone: str
    email: str
    is_manager: bool


@dataclass(frozen=True, kw_only=True)
class Brought:
    """What became of the file: how many teams, and what is wrong with which rows."""

    teams: int
    members: int
    ended: int
    faults: tuple[tuple[int, str], ...]


def bring_in(session: Session, rows: Sequence[TeamRow], *, now: datetime) -> Brought:
    """
    Make the teams what the file says; run twice, the second time changes nothing.

    If any row is faulty, nothing is changed. A team that the file does not name ends,
    and so does a membership; what was referred to it is still answered by its manager.
    """
    people, faults = _check(session, rows)
    if faults:
        return Brought(teams=0, members=0, ended=0, faults=tuple(faults))
    day = clock.today(now)
    names = list(dict.fromkeys(row.team for row in rows))
    members = 0
    for name in names:
        theirs = [row for row in rows if row.team == name]
        team = _team(session, theirs, people, now=now)
        members += _set_members(session, team, theirs, people, day=day)
    ended = 0
    for team in queries.list_teams(session, day=day):
        if team.name not in names:
            team.ended_on = day
            session.add(team)
            ended += 1
    audit.record(
        session,
        actor=OPERATOR,
        event="receiving teams brought in",
        now=now,
        group_id=None,
        details={"teams": len(names), "ended": ended},
    )
    return Brought(teams=len(names), members=members, ended=ended, faults=())


def _check(
    session: Session, rows: Iterable[TeamRow]
) -> tuple[dict[str, str], list[tuple[int, str]]]:
    people: dict[str, str] = {}
    faults = []
    told: dict[str, tuple[str, str]] = {}
    for row in rows:
        if not row.team or len(row.team) > LONGEST_NAME:
            faults.append((row.row, "the team needs a name of at most 60 characters"))
        if row.receives not in list(ReferredTo):
            allowed = ", ".join(ReferredTo)
            faults.append((row.row, f"receives: expected one of {allowed}"))
        if not row.telephone or len(row.telephone) > LONGEST_NUMBER:
            faults.append((row.row, "the team needs a telephone number"))
        if told.setdefault(row.team, (row.receives, row.telephone)) != (
            row.receives,
            row.telephone,
        ):
            faults.append((row.row, "another row of this team says otherwise"))
        if row.email:
            person = register.find_person_by_email(session, row.email)
            if person is None or person.deactivated_at is not None:
                faults.append((row.row, "nobody in the register has this e-mail"))
            else:
                people[row.email] = person.id
    return people, faults


def _team(
    session: Session, rows: Sequence[TeamRow], people: dict[str, str], *, now: datetime
) -> ReceivingTeam:
    first = rows[0]
    managers = [people[row.email] for row in rows if row.is_manager and row.email]
    team = queries.find_team_by_name(session, first.team)
    if team is None:
        team = ReceivingTeam(
            name=first.team,
            receives=ReferredTo(first.receives),
            telephone=first.telephone,
            recorded_at=now,
        )
    team.receives, team.telephone = ReferredTo(first.receives), first.telephone
    team.manager_id, team.ended_on = (managers[0] if managers else None), None
    session.add(team)
    session.flush()
    return team


def _set_members(
    session: Session,
    team: ReceivingTeam,
    rows: Sequence[TeamRow],
    people: dict[str, str],
    *,
    day: date,
) -> int:
    wanted = {people[row.email] for row in rows if row.email and not row.is_manager}
    current = {one.id for one in queries.list_members(session, team.id, day=day)}
    for one in queries.list_memberships(session, team.id):
        if one.person_id in current - wanted and one.to_on is None:
            one.to_on = day - timedelta(days=1)
            session.add(one)
    for person_id in wanted - current:
        session.add(TeamMember(team_id=team.id, person_id=person_id, from_on=day))
    session.flush()
    return len(wanted)


@dataclass(frozen=True, kw_only=True)
class HandOverForm:
    """Who of the team a referral can be handed over to."""

    referral_id: str
    alias: str
    people: tuple[tuple[str, str], ...]


def to_hand_over(
    session: Session, *, actor: Actor, referral_id: str, now: datetime
) -> HandOverForm:
    """
    Return the form to hand a referral over.

    :raises NotYours: if it is not of the actor's team.
    """
    found = for_team(session, actor=actor, referral_id=referral_id, now=now)
    members = queries.list_members(session, found.team_id, day=clock.today(now))
    return HandOverForm(
        referral_id=found.id,
        alias=found.alias,
        people=tuple((one.id, facts.name_of(session, one.id)) for one in members),
    )
