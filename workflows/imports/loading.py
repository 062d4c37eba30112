"""
Importing people and plans. Each family is one unit of work: all of it is kept, or none.

Nobody may do this from Slack (access.md, row 73, is blank for everybody); the actor is
the operator at the command line.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from models.database import Database
from models.queries import conferences as conference_queries
from models.queries import membership as member_queries
from models.queries import plans as plan_queries
from models.tables.plans import CoreGroup
from models.vocabulary import MemberRole
from workflows import clock
from workflows.conferences.register import tell_set_up
from workflows.imports import annex_a, people, ssd, visits, workers
from workflows.imports.facts import FamilyFacts
from workflows.imports.loading_families import find_group, load_family
from workflows.imports.loading_members import load_chairs, load_members
from workflows.imports.loading_people import load_people
from workflows.imports.loading_visits import load_visits
from workflows.imports.people import ChairFacts, MembershipFacts, PeopleFacts
from workflows.imports.rows import Findings, Report, Table
from workflows.imports.tally import Desk, Tally
from workflows.membership import register as members
from workflows.profile import Profile

Work = Callable[[], AbstractContextManager[Session]]
Step = Callable[[int, int], None]


@dataclass(frozen=True, kw_only=True)
class Sources:
    """The files of one import, as tables."""

    people: Table | None = None
    ssd: Mapping[str, Table] = field(default_factory=dict)
    annex_a: Table | None = None


@dataclass
class FamilyWork:
    """Everything that the sources say about one family."""

    families: list[FamilyFacts] = field(default_factory=list)
    memberships: list[MembershipFacts] = field(default_factory=list)
    chairs: list[ChairFacts] = field(default_factory=list)


class _DryRunOver(Exception):
    """The dry run is over; what it wrote is undone."""


def load(
    database: Database,
    sources: Sources,
    *,
    now: datetime,
    profile: Profile,
    dry_run: bool = False,
    on_step: Step | None = None,
) -> Report:
    """
    Bring in what the sources say, and report what was taken and what was kept out.

    Run twice, the second time changes nothing. A dry run does everything and keeps
    nothing. `on_step` hears how many families of how many are done.
    """
    tally = Tally()
    with _units(database, dry_run=dry_run) as work:
        with work() as session:
            desk = Desk(session=session, now=now, profile=profile, tally=tally)
            found = _load_people(desk, sources)
            families = _sort(desk, sources, found)
            visited = _visits(desk, sources, families)
        for done, (source, family) in enumerate(families.items(), start=1):
            with work() as session:
                desk = Desk(session=session, now=now, profile=profile, tally=tally)
                _load_family(desk, source, family, visited)
            if on_step is not None:
                on_step(done, len(families))
    return tally.report(dry_run=dry_run)


@contextmanager
def _units(database: Database, *, dry_run: bool) -> Iterator[Work]:
    """Yield a maker of units of work; in a dry run, one that is undone at the end."""
    if not dry_run:
        yield database.work
        return
    try:
        with database.work() as session:

            @contextmanager
            def again() -> Iterator[Session]:
                yield session
                session.flush()

            yield again
            raise _DryRunOver
    except _DryRunOver:
        return


def _load_people(desk: Desk, sources: Sources) -> PeopleFacts | None:
    if sources.people is None:
        return None
    found = people.read(sources.people, desk.profile.roles)
    desk.tally.add(found.findings)
    load_people(desk, found)
    return found


def _sort(
    desk: Desk, sources: Sources, found: PeopleFacts | None
) -> dict[str, FamilyWork]:
    """Return what is to be done, family by family."""
    families: dict[str, FamilyWork] = defaultdict(FamilyWork)
    today = clock.today(desk.now)
    if "ssd_cp_plans" in sources.ssd:
        sorted_out = ssd.families(sources.ssd, today=today)
        desk.tally.add(sorted_out.findings)
        for family in sorted_out.families:
            families[family.source].families.append(family)
    if sources.annex_a is not None:
        of_child = ssd.family_of(sources.ssd)
        sorted_out = annex_a.families(sources.annex_a, of_child, today=today)
        desk.tally.add(sorted_out.findings)
        for family in sorted_out.families:
            families[family.source].families.append(family)
    memberships = list(found.memberships) if found is not None else []
    memberships += _leads(desk, sources, families, memberships)
    for membership in memberships:
        families[membership.family].memberships.append(membership)
    for chair in found.chairs if found is not None else ():
        families[chair.family].chairs.append(chair)
    return families


def _leads(
    desk: Desk,
    sources: Sources,
    families: Mapping[str, FamilyWork],
    memberships: list[MembershipFacts],
) -> list[MembershipFacts]:
    if "ssd_involvements" not in sources.ssd:
        return []
    named = frozenset(
        membership.family
        for membership in memberships
        if membership.role is MemberRole.LEAD_SOCIAL_WORKER
    )
    register = {
        person.email: person.name for person in member_queries.list_people(desk.session)
    }
    findings = Findings()
    leads = workers.leads(
        sources.ssd,
        [facts for family in families.values() for facts in family.families],
        register,
        named=named,
        findings=findings,
    )
    desk.tally.add(findings)
    return leads


def _visits(
    desk: Desk, sources: Sources, families: Mapping[str, FamilyWork]
) -> visits.Visits | None:
    children = {
        child.source
        for family in families.values()
        for facts in family.families
        for child in facts.children
    }
    found = visits.read(sources.ssd, children, today=desk.today)
    if found is not None:
        desk.tally.add(found.findings)
    return found


def _load_family(
    desk: Desk, source: str, family: FamilyWork, visited: visits.Visits | None
) -> None:
    group: CoreGroup | None = None
    is_new = False
    for facts in family.families:
        loaded = load_family(desk, facts)
        if loaded is not None:
            group, is_new = loaded.group, is_new or loaded.is_new
            if visited is not None:
                load_visits(desk, group, facts, visited)
    if group is None:
        group = find_group(desk, source)
    if group is None:
        _refuse(desk, family)
        return
    changed = load_members(desk, group, family.memberships)
    changed = load_chairs(desk, group, family.chairs) or changed
    if is_new or changed:
        members.pin_who_is_who(desk.session, group.id, now=desk.now)
    if is_new and group.closed_at is None:
        _tell_set_up(desk, group)


def _refuse(desk: Desk, family: FamilyWork) -> None:
    places = [member.place for member in family.memberships]
    places += [chair.place for chair in family.chairs]
    for place in places:
        desk.tally.findings.error(
            place, "group", "no core group for this family: were its plans taken?"
        )


def _tell_set_up(desk: Desk, group: CoreGroup) -> None:
    plans = plan_queries.list_open_plans(desk.session, group.id)
    reviews = conference_queries.list_reviews_to_come(desk.session, group.id)
    tell_set_up(
        desk.session,
        group,
        reviews[0] if reviews else None,
        initial_on=min(plan.started_on for plan in plans),
        now=desk.now,
        profile=desk.profile,
    )
