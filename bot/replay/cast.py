"""The people of a story in the register: known by what they are, never by a name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlmodel import Session

from bot.replay.story import Cast as Part
from bot.replay.story import Story
from models.columns import new_id
from models.database import Database
from models.tables.access import Agency, Grant, Person
from models.vocabulary import AgencyKind, GrantedRole
from workflows.clock import today

TEAM: Final = "TSTORY"
GRANTED: Final = frozenset(GrantedRole)
# A code of the DfE for each kind of agency. Source: domain 3.3.
CODES: Final = {
    AgencyKind.SOCIAL_CARE: "5A",
    AgencyKind.HEALTH: "3B",
    AgencyKind.EDUCATION: "2A",
    AgencyKind.POLICE: "6",
    AgencyKind.HOUSING: "4",
    AgencyKind.VOLUNTARY: "8",
    AgencyKind.OTHER: "7",
}
GRANTED_FOR: Final = timedelta(days=3650)


@dataclass(frozen=True, kw_only=True)
class Cast:
    """Who is who: the story's keys and the ids and accounts of the register."""

    ids: Mapping[str, str]
    accounts: Mapping[str, str]
    voluntary: frozenset[str]

    def who(self, account: str) -> str:
        """Return whose account this is, as the report calls them."""
        return next(key for key, one in self.accounts.items() if one == account)


def called(key: str) -> str:
    """Return how people read one of the cast: `health_visitor` as health visitor."""
    return key.replace("_", " ")


def enrol(database: Database, story: Story, *, now: datetime) -> Cast:
    """Write agencies, people and grants, as an import would have left them."""
    ids: dict[str, str] = {}
    accounts: dict[str, str] = {}
    voluntary: set[str] = set()
    with database.work() as session:
        agencies: dict[str, Agency] = {}
        for number, (key, part) in enumerate(story.people.items(), start=1):
            agency = _agency(session, agencies, part)
            account = None if part.outside_slack else f"U{number:04}"
            person = Person(
                id=new_id(),
                email=f"{key}@story.example",
                name=called(key).capitalize(),
                title=called(key).capitalize(),
                agency_id=agency.id,
                slack_team_id=TEAM if account else None,
                slack_user_id=account,
                recorded_at=now,
            )
            session.add(person)
            ids[key] = person.id
            if account is not None:
                accounts[key] = account
            if agency.kind is AgencyKind.VOLUNTARY:
                voluntary.add(key)
        session.flush()
        _tie(session, story, ids, day=today(now), now=now)
    return Cast(ids=ids, accounts=accounts, voluntary=frozenset(voluntary))


def _agency(session: Session, agencies: dict[str, Agency], part: Part) -> Agency:
    if part.agency not in agencies:
        kind = part.kind or _kind(part.agency)
        agency = Agency(
            id=new_id(),
            code=CODES[kind],
            name=called(part.agency).capitalize(),
            kind=kind,
        )
        session.add(agency)
        agencies[part.agency] = agency
    return agencies[part.agency]


def _kind(agency: str) -> AgencyKind:
    known = {kind.value: kind for kind in AgencyKind}
    return known.get(agency, AgencyKind.OTHER)


def _tie(
    session: Session, story: Story, ids: Mapping[str, str], *, day: date, now: datetime
) -> None:
    """Write who manages whom, and what each was granted."""
    for key, part in story.people.items():
        person = session.get_one(Person, ids[key])
        if part.manager is not None:
            person.manager_id = ids[part.manager]
            session.add(person)
        if part.role in GRANTED:
            session.add(
                Grant(
                    person_id=person.id,
                    role=GrantedRole(part.role),
                    agency_id=person.agency_id,
                    from_on=day - GRANTED_FOR,
                    recorded_at=now,
                )
            )
