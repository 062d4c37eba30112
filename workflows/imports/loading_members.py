"""Bringing the members and the chair of one family's core group into the register."""

from collections.abc import Sequence
from datetime import date

from models.queries import membership as queries
from models.queries import plans as plan_queries
from models.tables.membership import Allocation, Membership, MembershipChild
from models.tables.plans import CoreGroup
from models.vocabulary import MemberRole
from workflows import audit
from workflows.actor import OPERATOR
from workflows.imports.people import ChairFacts, MembershipFacts
from workflows.imports.rows import Kind
from workflows.imports.tally import Desk, Outcome
from workflows.membership import register
from workflows.membership.register import Term


def load_members(
    desk: Desk, group: CoreGroup, memberships: Sequence[MembershipFacts]
) -> bool:
    """Bring in the members of one core group; return whether anything changed."""
    changed = False
    matched: set[str] = set()
    # Whoever left comes before whoever followed.
    for facts in sorted(memberships, key=lambda facts: facts.from_on or date.max):
        outcome = _member(desk, group, facts, matched)
        if outcome is not None:
            desk.tally.count(Kind.MEMBERSHIPS, outcome)
            changed = changed or outcome is not Outcome.UNCHANGED
    return changed


def load_chairs(desk: Desk, group: CoreGroup, chairs: Sequence[ChairFacts]) -> bool:
    """Bring in who chairs the conferences; return whether anything changed."""
    changed = False
    for facts in sorted(chairs, key=lambda facts: facts.from_on or date.max):
        person = queries.find_person_by_email(desk.session, facts.email)
        if person is None:
            continue
        outcome = _chair(desk, group, person.id, facts)
        desk.tally.count(Kind.CHAIRS, outcome)
        changed = changed or outcome is not Outcome.UNCHANGED
    return changed


def _member(
    desk: Desk, group: CoreGroup, facts: MembershipFacts, matched: set[str]
) -> Outcome | None:
    person = queries.find_person_by_email(desk.session, facts.email)
    children = _children(desk, group, facts)
    if person is None or children is None:
        return None
    rows = queries.list_memberships(desk.session, group.id)
    theirs = [
        row for row in rows if row.person_id == person.id and row.id not in matched
    ]
    row = _matching(theirs, facts)
    if facts.role is MemberRole.LEAD_SOCIAL_WORKER and _is_led(rows, row, facts):
        desk.tally.findings.error(
            facts.place,
            "role",
            "the family has another lead social worker here on some of these days",
        )
        return None
    if row is not None:
        matched.add(row.id)
        return _change(desk, row, facts, children)
    new = register.enrol(
        desk.session,
        actor=OPERATOR,
        group_id=group.id,
        person_id=person.id,
        role=facts.role,
        term=Term(from_on=facts.from_on or desk.today, to_on=facts.to_on),
        children=children,
        now=desk.now,
    )
    matched.add(new.id)
    return Outcome.LOADED


def _children(desk: Desk, group: CoreGroup, facts: MembershipFacts) -> list[str] | None:
    """Return the children that a membership is tied to; nothing if one is unknown."""
    found = []
    for source in facts.children:
        child = plan_queries.find_child_by_source(
            desk.session, desk.key("child", source)
        )
        if child is None or child.group_id != group.id:
            desk.tally.findings.error(
                facts.place,
                "children",
                "one of these children is not in the core group",
            )
            return None
        found.append(child.id)
    return found


def _matching(theirs: list[Membership], facts: MembershipFacts) -> Membership | None:
    """Return the membership that a row tells of: by its first day, else by its days."""
    for row in theirs:
        if facts.from_on is not None and row.from_on == facts.from_on:
            return row
    for row in reversed(theirs):
        starts = max(row.from_on, facts.from_on or date.min)
        ends = min(row.to_on or date.max, facts.to_on or date.max)
        if starts <= ends:
            return row
    return None


def _is_led(
    rows: Sequence[Membership], own: Membership | None, facts: MembershipFacts
) -> bool:
    starts, ends = facts.from_on or date.min, facts.to_on or date.max
    return any(
        row is not own
        and row.role is MemberRole.LEAD_SOCIAL_WORKER
        and max(row.from_on, starts) < min(row.to_on or date.max, ends)
        for row in rows
    )


def _change(
    desk: Desk, row: Membership, facts: MembershipFacts, children: list[str]
) -> Outcome:
    changed = _retie(desk, row, children)
    from_on = facts.from_on or row.from_on
    if (row.from_on, row.role) != (from_on, facts.role):
        row.from_on, row.role = from_on, facts.role
        desk.session.add(row)
        changed = True
    if changed:
        audit.record(
            desk.session,
            actor=OPERATOR,
            event="member changed",
            now=desk.now,
            group_id=row.group_id,
            subject=row.person_id,
            details={"membership": row.id},
        )
    if facts.to_on is not None and facts.to_on != row.to_on:
        register.end(desk.session, row, actor=OPERATOR, to_on=facts.to_on, now=desk.now)
        return Outcome.CHANGED
    if facts.to_on is None and row.to_on is not None:
        desk.tally.findings.warn(
            facts.place, "to", "ended here already; give a new first day to begin again"
        )
    return Outcome.CHANGED if changed else Outcome.UNCHANGED


def _retie(desk: Desk, row: Membership, children: list[str]) -> bool:
    ties = queries.list_ties(desk.session, row.id)
    if {tie.child_id for tie in ties} == set(children):
        return False
    for tie in ties:
        desk.session.delete(tie)
    desk.session.flush()
    for child_id in children:
        desk.session.add(MembershipChild(membership_id=row.id, child_id=child_id))
    return True


def _chair(desk: Desk, group: CoreGroup, person_id: str, facts: ChairFacts) -> Outcome:
    known = [
        row
        for row in queries.list_allocations(desk.session, group.id)
        if row.person_id == person_id
        and (facts.from_on is None or row.from_on == facts.from_on or row.to_on is None)
    ]
    if not known:
        register.allocate(
            desk.session,
            actor=OPERATOR,
            group_id=group.id,
            person_id=person_id,
            term=Term(from_on=facts.from_on or desk.today, to_on=facts.to_on),
            now=desk.now,
        )
        return Outcome.LOADED
    return _change_chair(desk, known[-1], facts)


def _change_chair(desk: Desk, row: Allocation, facts: ChairFacts) -> Outcome:
    wanted = (facts.from_on or row.from_on, facts.to_on or row.to_on)
    if (row.from_on, row.to_on) == wanted:
        return Outcome.UNCHANGED
    row.from_on, row.to_on = wanted
    desk.session.add(row)
    register.remove_after(desk.session, row, now=desk.now)
    audit.record(
        desk.session,
        actor=OPERATOR,
        event="chair changed",
        now=desk.now,
        group_id=row.group_id,
        subject=row.person_id,
        details={"allocation": row.id},
    )
    return Outcome.CHANGED
