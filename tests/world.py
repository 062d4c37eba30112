"""
The cast and the builders of a small, invented partnership.

Ask for `world`, or make `World(database)` on any migrated database. Builders write
facts as an import would have left them; what people do goes through the use cases. The
time is `world.now` and moves only when a test moves it.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, TypeVar

from sqlmodel import select

from models.columns import new_id
from models.database import Database
from models.sealed import seal
from models.tables.access import Agency, Grant, Person
from models.tables.conferences import Conference, ConferenceChild
from models.tables.meetings import Meeting
from models.tables.membership import Absence, Allocation, Membership, MembershipChild
from models.tables.plans import Child, CoreGroup, Plan
from models.tables.statements import Round
from models.vocabulary import (
    Category,
    ConferenceKind,
    Given,
    GrantedRole,
    Knowing,
    MeetingKind,
    MemberRole,
    Recommendation,
)
from tests.cast import AGENCIES, CAST, FIRST_DAY, GRANTS, OUTSIDE_SLACK, TEAM, Family
from tests.log_guard import CANARY
from tests.looking import Looking
from workflows import clock, timescales
from workflows.actor import Actor
from workflows.profile import Profile
from workflows.statements import giving, rounds, sweeping
from workflows.statements.answers import Answers, ChildAnswers
from workflows.sweep import Swept

Row = TypeVar("Row")


class World(Looking):
    """A partnership with a cast, in one database, at one time."""

    asha: Person
    ben: Person
    bea: Person
    carol: Person
    dev: Person
    femi: Person
    gita: Person
    grace: Person
    hetty: Person
    hugh: Person
    ines: Person
    lena: Person
    piotr: Person
    quentin: Person
    sofia: Person
    xan: Person

    def __init__(self, database: Database, *, profile: str = "england-default") -> None:
        """Fill the database with agencies and people."""
        self.database = database
        self.now = clock.at(FIRST_DAY, 9)
        self._profile = profile
        self._groups = 0
        self.agencies: dict[str, Agency] = {}
        self._people()

    @cached_property
    def profile(self) -> Profile:
        """Give the rules of the area."""
        return timescales.load(self._profile)

    @property
    def today(self) -> date:
        """Give the day in London."""
        return clock.today(self.now)

    def on(self, day: date, hour: int = 9, minute: int = 0) -> datetime:
        """Move to a time of day in London on that day."""
        self.now = clock.at(day, hour, minute)
        return self.now

    def later(self, **span: int) -> datetime:
        """Move on by a span, such as `days=2` or `minutes=5`."""
        self.now += timedelta(**span)
        return self.now

    def in_working_days(self, count: int) -> date:
        """Give the day that many working days from today, or before if negative."""
        calendar = self.profile.calendar
        if count < 0:
            return calendar.subtract(self.today, -count)
        return calendar.add(self.today, count)

    def keep(self, row: Row) -> Row:
        """Keep one row, and give it back."""
        with self.work() as session:
            session.add(row)
        return row

    def actor(self, person: Person) -> Actor:
        """Give the person as somebody who acts from their own account."""
        return Actor(
            person_id=person.id,
            slack_team_id=person.slack_team_id or "",
            slack_user_id=person.slack_user_id or "",
        )

    def group(
        self,
        *,
        children: int = 1,
        members: Iterable[Person] | None = None,
        alias: str | None = None,
        since: date | None = None,
    ) -> Family:
        """Build a family: Asha leads, Femi chairs, and Ben and Carol are members."""
        self._groups += 1
        since = since or self.today - timedelta(days=100)
        group = self.keep(
            CoreGroup(
                alias=alias or f"CG-48{self._groups:02}",
                profile=self._profile,
                recorded_at=self.now,
            )
        )
        family = Family(
            group=group,
            children=tuple(self._child(group, n + 1) for n in range(children)),
            plans=(),
        )
        plans = tuple(self._plan(family, child, since) for child in family.children)
        family = Family(group=group, children=family.children, plans=plans)
        self.member(family, self.asha, role=MemberRole.LEAD_SOCIAL_WORKER, since=since)
        for person in members if members is not None else (self.ben, self.carol):
            self.member(family, person, since=since)
        self.allocate(family, self.femi, since=since)
        return family

    def member(
        self,
        family: Family,
        person: Person,
        *,
        role: MemberRole | None = None,
        children: Iterable[Child] = (),
        since: date | None = None,
    ) -> Membership:
        """Make somebody a member, of all the children or of those named."""
        if role is None:
            is_voluntary = person.agency_id == self.agencies["voluntary"].id
            role = MemberRole.VOLUNTARY_MEMBER if is_voluntary else MemberRole.MEMBER
        membership = self.keep(
            Membership(
                group_id=family.id,
                person_id=person.id,
                role=role,
                from_on=since or self.today,
                recorded_at=self.now,
            )
        )
        for child in children:
            self.keep(MembershipChild(membership_id=membership.id, child_id=child.id))
        return membership

    def leave(self, family: Family, person: Person) -> None:
        """End somebody's membership now."""
        with self.work() as session:
            for row in session.exec(
                select(Membership).where(
                    Membership.group_id == family.id, Membership.person_id == person.id
                )
            ):
                row.ended_at, row.to_on = self.now, self.today
                session.add(row)

    def deactivate(self, person: Person) -> None:
        """Close somebody's account, as when they leave their agency."""
        with self.work() as session:
            row = session.get_one(Person, person.id)
            row.deactivated_at = self.now
            session.add(row)

    def allocate(
        self, family: Family, person: Person, *, since: date | None = None
    ) -> Allocation:
        """Make somebody the chair of the family's conferences."""
        return self.keep(
            Allocation(
                group_id=family.id,
                person_id=person.id,
                from_on=since or self.today,
                recorded_at=self.now,
            )
        )

    def away(self, person: Person, *, deputy: Person | None, days: int = 14) -> Absence:
        """Send somebody away from today on, with a deputy if there is one."""
        return self.keep(
            Absence(
                person_id=person.id,
                deputy_id=None if deputy is None else deputy.id,
                from_on=self.today,
                to_on=self.today + timedelta(days=days),
                recorded_at=self.now,
            )
        )

    def grant(
        self, person: Person, role: GrantedRole, *, agency: str | None = None
    ) -> Grant:
        """Grant somebody a role outside any one core group."""
        return self.keep(self._grant(person, role, agency=agency))

    def meeting(self, family: Family, on: date) -> Meeting:
        """Date a core group."""
        return self.keep(
            Meeting(
                group_id=family.id,
                kind=MeetingKind.CORE_GROUP,
                dated_on=on,
                recorded_at=self.now,
            )
        )

    def conference(
        self,
        family: Family,
        *,
        on: date | None = None,
        in_working_days: int = 30,
        kind: ConferenceKind = ConferenceKind.REVIEW,
        provisional: bool = False,
    ) -> Conference:
        """Date a conference about all the children, and plan no round for it."""
        conference = self.keep(
            Conference(
                group_id=family.id,
                kind=kind,
                dated_on=on or self.in_working_days(in_working_days),
                provisional=provisional,
                profile_version=self.profile.stamp,
                recorded_at=self.now,
            )
        )
        for plan in family.plans:
            self.keep(ConferenceChild(conference_id=conference.id, plan_id=plan.id))
        return conference

    def round(self, conference: Conference) -> Round:
        """Plan the round of a conference."""
        with self.work() as session:
            found = rounds.plan_round(
                session, conference, now=self.now, profile=self.profile
            )
        assert found is not None
        return found

    def open_round(self, family: Family, *, in_working_days: int = 30) -> Round:
        """Plan a round, move to the morning on which it opens, and open it."""
        found = self.round(self.conference(family, in_working_days=in_working_days))
        self.on(found.opens_on, 7, 40)
        self.sweep()
        return self.reload(found)

    def close(self, found: Round) -> Round:
        """Move to the morning after a round's last day, and close it."""
        self.on(self.reload(found).closes_on + timedelta(days=1), 7, 40)
        self.sweep()
        return self.reload(found)

    def sweep(self) -> None:
        """Let the clock do what is due in every round."""
        swept = sweeping.sweep(self.database, now=self.now, profile=self.profile)
        assert swept.failed == 0

    def sweep_counting(self) -> Swept:
        """Let the clock do what is due, and give what it counted."""
        return sweeping.sweep(self.database, now=self.now, profile=self.profile)

    def answers(
        self,
        family: Family,
        *,
        recommendation: Recommendation = Recommendation.CONTINUE,
        children: Iterable[Child] | None = None,
        reason: str = CANARY,
        **said: Any,
    ) -> Answers:
        """Write the same about each child; `said` is the rest of the form."""
        return Answers(
            children=tuple(
                ChildAnswers(
                    child_id=child.id,
                    recommendation=recommendation,
                    reason=reason,
                    knowing=(Knowing.SEEN_MYSELF,),
                    score=4,
                )
                for child in (family.children if children is None else children)
            ),
            **said,
        )

    def submit(
        self,
        found: Round,
        person: Person,
        answers: Answers,
        *,
        for_person: Person | None = None,
        given: Given = Given.SLACK,
    ) -> giving.Receipt:
        """Give a view as this person, for themselves or for somebody else."""
        with self.work() as session:
            return giving.submit(
                session,
                actor=self.actor(person),
                round_id=found.id,
                answers=answers,
                now=self.now,
                profile=self.profile,
                given=given,
                for_person_id=None if for_person is None else for_person.id,
            )

    def _people(self) -> None:
        with self.work() as session:
            for key, (code, name, kind) in AGENCIES.items():
                self.agencies[key] = Agency(code=code, name=name, kind=kind)
                session.add(self.agencies[key])
            session.flush()
            for number, (key, (title, agency, _)) in enumerate(CAST.items(), start=1):
                account = None if key in OUTSIDE_SLACK else f"U{number:04}"
                person = Person(
                    id=new_id(),
                    email=f"{key}@example.org",
                    name=key.capitalize(),
                    title=title,
                    agency_id=self.agencies[agency].id,
                    slack_team_id=TEAM if account else None,
                    slack_user_id=account,
                    recorded_at=self.now,
                )
                setattr(self, key, person)
                session.add(person)
            session.flush()
            for key, (_, _, manager) in CAST.items():
                if manager is not None:
                    getattr(self, key).manager_id = getattr(self, manager).id
            session.add_all(
                self._grant(getattr(self, key), role, agency=None)
                for key, role in GRANTS.items()
            )

    def _grant(self, person: Person, role: GrantedRole, *, agency: str | None) -> Grant:
        return Grant(
            person_id=person.id,
            role=role,
            agency_id=self.agencies[agency].id if agency else person.agency_id,
            from_on=self.today - timedelta(days=400),
            recorded_at=self.now,
        )

    def _child(self, group: CoreGroup, number: int) -> Child:
        child = Child(group_id=group.id, number=number, recorded_at=self.now)
        with self.work() as session:
            seal(session, child, "birth_month", f"{2013 + number}-05")
            session.add(child)
        return child

    def _plan(self, family: Family, child: Child, started_on: date) -> Plan:
        return self.keep(
            Plan(
                child_id=child.id,
                group_id=family.id,
                started_on=started_on,
                initial_category=Category.NEGLECT,
                latest_category=Category.NEGLECT,
                recorded_at=self.now,
            )
        )
