"""Bringing one family's children and plans into the register."""

from dataclasses import dataclass

from models.queries import plans as queries
from models.tables.plans import Child, CoreGroup, Plan
from workflows import audit
from workflows.actor import OPERATOR
from workflows.imports.facts import ChildFacts, FamilyFacts, PlanFacts
from workflows.imports.loading_conferences import Reviewed, load_conferences
from workflows.imports.rows import Kind
from workflows.imports.tally import Desk, Outcome
from workflows.plans import register
from workflows.plans.register import NewPlan


@dataclass(frozen=True, kw_only=True)
class LoadedFamily:
    """A family as it is in the register after its facts were brought in."""

    group: CoreGroup
    is_new: bool


def find_group(desk: Desk, source: str) -> CoreGroup | None:
    """Return the core group of a family, or of a child who has one alone."""
    group = queries.find_group_by_source(desk.session, desk.key("family", source))
    if group is None:
        child = queries.find_child_by_source(desk.session, desk.key("child", source))
        group = None if child is None else desk.session.get(CoreGroup, child.group_id)
    return group


def load_family(desk: Desk, family: FamilyFacts) -> LoadedFamily | None:
    """Bring in a family, or nothing of it if its children are in other core groups."""
    known = {
        child.source: queries.find_child_by_source(
            desk.session, desk.key("child", child.source)
        )
        for child in family.children
    }
    group = queries.find_group_by_source(
        desk.session, desk.key("family", family.source)
    )
    groups = {child.group_id for child in known.values() if child is not None}
    if len(groups) > 1 or (group is not None and groups - {group.id}):
        _refuse(desk, family)
        return None
    if group is None and groups:
        # The child came before, from a source that names no families.
        group = desk.session.get_one(CoreGroup, groups.pop())
        group.source_key = desk.key("family", family.source)
        desk.session.add(group)
    is_new = group is None
    if group is None:
        group = register.open_group(
            desk.session,
            actor=OPERATOR,
            source_key=desk.key("family", family.source),
            is_closed=all(plan.ended_on is not None for plan in family.plans),
            now=desk.now,
            profile=desk.profile,
        )
    desk.tally.count(Kind.FAMILIES, Outcome.LOADED if is_new else Outcome.UNCHANGED)
    loaded = [
        reviewed
        for child in family.children
        for reviewed in _child(desk, group, known[child.source], child)
    ]
    load_conferences(desk, group, loaded)
    _reopen_or_warn(desk, group, family, is_new=is_new)
    return LoadedFamily(group=group, is_new=is_new)


def _refuse(desk: Desk, family: FamilyFacts) -> None:
    for plan in family.plans:
        desk.tally.findings.error(
            plan.place, "", "the family's children are in other core groups already"
        )


def _child(
    desk: Desk, group: CoreGroup, child: Child | None, facts: ChildFacts
) -> list[Reviewed]:
    if child is None:
        child = register.add_child(
            desk.session,
            group,
            actor=OPERATOR,
            birth_month=facts.birth_month,
            unborn_due_on=facts.unborn_due_on,
            source_key=desk.key("child", facts.source),
            now=desk.now,
        )
    elif _born(desk, child, facts):
        _audit(desk, group, "child changed", child.id)
    loaded = []
    for plan_facts in facts.plans:
        plan = _plan(desk, child, plan_facts)
        if plan is not None:
            loaded.append(Reviewed(plan=plan, facts=plan_facts))
    return loaded


def _born(desk: Desk, child: Child, facts: ChildFacts) -> bool:
    """Write a birth, or a corrected one; a source without one takes nothing away."""
    changed = False
    if facts.birth_month is not None:
        changed = register.set_birth_month(desk.session, child, facts.birth_month)
    unborn_due_on = None if child.birth_key is not None else facts.unborn_due_on
    if child.unborn_due_on != unborn_due_on and (unborn_due_on or child.birth_key):
        child.unborn_due_on = unborn_due_on
        changed = True
    desk.session.add(child)
    return changed


def _plan(desk: Desk, child: Child, facts: PlanFacts) -> Plan | None:
    known = queries.list_plans_of_child(desk.session, child.id)
    key = desk.key("plan", facts.source)
    plan = next((row for row in known if row.source_key == key), None)
    if plan is None:
        # Another source told of the same plan under an identifier of its own.
        plan = next((row for row in known if row.started_on == facts.started_on), None)
    if plan is not None:
        desk.tally.count(Kind.PLANS, _change(desk, plan, facts))
        return plan
    if any(_overlaps(row, facts) for row in known):
        desk.tally.findings.error(
            facts.place, "", "8940: the plan overlaps one that is here already"
        )
        return None
    desk.tally.count(Kind.PLANS, Outcome.LOADED)
    return register.start_plan(
        desk.session,
        child,
        actor=OPERATOR,
        plan=NewPlan(
            source_key=key,
            started_on=facts.started_on,
            ended_on=facts.ended_on,
            initial_category=facts.initial_category,
            latest_category=facts.latest_category,
            earlier_plans=facts.earlier_plans or 0,
        ),
        now=desk.now,
    )


def _overlaps(row: Plan, facts: PlanFacts) -> bool:
    if row.started_on < facts.started_on:
        return row.ended_on is None or row.ended_on > facts.started_on
    return facts.ended_on is None or facts.ended_on > row.started_on


def _change(desk: Desk, plan: Plan, facts: PlanFacts) -> Outcome:
    wanted = {
        "started_on": facts.started_on,
        "ended_on": facts.ended_on,
        "initial_category": facts.initial_category,
        "latest_category": facts.latest_category,
        "earlier_plans": max(facts.earlier_plans or 0, plan.earlier_plans),
    }
    different = [name for name, value in wanted.items() if getattr(plan, name) != value]
    if not different:
        return Outcome.UNCHANGED
    for name in different:
        setattr(plan, name, wanted[name])
    desk.session.add(plan)
    audit.record(
        desk.session,
        actor=OPERATOR,
        event="plan changed",
        now=desk.now,
        group_id=plan.group_id,
        subject=plan.id,
        details={"what": ", ".join(different)},
    )
    return Outcome.CHANGED


def _reopen_or_warn(
    desk: Desk, group: CoreGroup, family: FamilyFacts, *, is_new: bool
) -> None:
    has_open = bool(queries.list_open_plans(desk.session, group.id))
    if has_open and group.closed_at is not None:
        group.closed_at = None
        desk.session.add(group)
        register.ask_for_channel(desk.session, group, now=desk.now)
        _audit(desk, group, "core group reopened", group.id)
    if not has_open and group.closed_at is None and not is_new:
        desk.tally.findings.warn(
            family.plans[-1].place,
            "",
            "every plan of the family has ended: close its core group",
        )


def _audit(desk: Desk, group: CoreGroup, event: str, subject: str) -> None:
    audit.record(
        desk.session,
        actor=OPERATOR,
        event=event,
        now=desk.now,
        group_id=group.id,
        subject=subject,
    )
