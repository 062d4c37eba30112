"""Nobody reaches a family's affairs but through the gate."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.rooms import GATE, Place, Rooms, rooms_of
from tests.architecture.source import PROJECT, Function, called, calls, write

WRITES = {"session.add", "session.add_all", "session.delete", "outbox.post"}
# What a click or a page reaches, in the bot.
AT_THE_EDGE = ("bot.listeners", "bot.home", "bot.commands", "bot.http", "bot.printing")
# The gate itself, and what it and the edge stand on.
BELOW_THE_GATE = (
    "workflows.access",
    "workflows.acts",
    "workflows.audit",
    "workflows.outbox",
    "workflows.watch",
    "workflows.clock",
    # A link of ten minutes says who acts, as an account does; then comes the gate.
    "workflows.packs.links",
    "workflows.overview.sheet_links",
)


def use_cases(rooms: Rooms) -> Iterator[tuple[Place, Function]]:
    """Yield the functions that people's acts lead to, wherever they stand."""
    reached = set(_reached_from_the_edge(rooms))
    for place, function in rooms.functions.items():
        named = place.module.endswith(".use_cases") and not place.name.startswith("_")
        if place.module.startswith(BELOW_THE_GATE) or place.name.startswith("sweep"):
            continue
        if named or place in reached:
            yield place, function


def _reached_from_the_edge(rooms: Rooms) -> Iterator[Place]:
    for module, source in rooms.sources.items():
        if module.startswith(AT_THE_EDGE):
            for call in calls(source.tree):
                place = rooms.resolve(module, called(call))
                if place and place.module.startswith("workflows.") and _acts(call):
                    yield place


def _acts(call: ast.Call) -> bool:
    # Whatever is given the session reads or writes somebody's affairs.
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    return any(ast.unparse(value).rpartition(".")[2] == "session" for value in given)


def find_without_actor(folder: Path) -> list[Place]:
    """Return the use cases that do not ask who is acting."""
    return [
        place
        for place, function in use_cases(rooms_of(folder))
        if "actor" not in {argument.arg for argument in function.args.kwonlyargs}
    ]


def find_positional(folder: Path) -> list[Place]:
    """Return the use cases that take more than session and thing by position."""
    return [
        place
        for place, function in use_cases(rooms_of(folder))
        if len(function.args.posonlyargs + function.args.args) > 2
    ]


def find_ungated(folder: Path) -> list[Place]:
    """Return the use cases that do more, before the gate, than find a row."""
    rooms = rooms_of(folder)
    return [
        place for place, _ in use_cases(rooms) if not rooms.begins_at_the_gate(place)
    ]


def find_unaudited(folder: Path) -> list[Place]:
    """Return the use cases that write something and leave no trace of who did."""
    rooms = rooms_of(folder)
    found = []
    for place, function in use_cases(rooms):
        said = list(_said(rooms, place.module, function))
        if any(called(call) in WRITES for call in said) and not any(map(_audits, said)):
            found.append(place)
    return found


def _said(
    rooms: Rooms, module: str, function: Function, seen: frozenset[str] = frozenset()
) -> Iterator[ast.Call]:
    """Yield what a function calls, and what the functions beside it call for it."""
    for call in calls(function):
        yield call
        beside = rooms.functions.get(Place(module, called(call)))
        if beside and beside.name not in seen:
            yield from _said(rooms, module, beside, seen | {beside.name})


def _audits(call: ast.Call) -> bool:
    # Whoever is handed the actor for more than a right records what was done.
    name = called(call)
    handed_on = any(keyword.arg == "actor" for keyword in call.keywords)
    return name.startswith("audit.") or (handed_on and not name.startswith("access."))


@pytest.mark.parametrize(
    ("find", "reason"),
    [
        (find_without_actor, "without an actor nothing can be refused or audited"),
        (find_positional, "after session and thing, arguments are named"),
        (find_ungated, "what is fetched before the gate was fetched without it"),
        (find_unaudited, "who did what, and when, is asked years later"),
    ],
)
def test_every_use_case_keeps(find, reason):
    found = [".".join(place) for place in find(PROJECT)]

    assert not found, f"{reason}: {found}"


PLANS = "workflows/plans/use_cases.py"
HEAD = (
    f"from {GATE.rpartition('.')[0]} import use_cases as access\n"
    "from workflows.meetings import use_cases as meetings\n"
    "def _plan(session, actor):\n    return access.plan(session, actor=actor)\n"
    "def _find(session):\n    return session.get(Plan, 1)\n"
    "def _write(session):\n    return session.add(1)\n"
    "def submit(session, *, actor, now):\n    '''Record.'''\n"
)


def _plant(folder: Path, body: str) -> None:
    write(folder, "workflows/access/use_cases.py", "def plan(s, *, actor): ...\n")
    gated = f"{HEAD.replace('submit', 'end')}    return access.plan(session)\n"
    write(folder, "workflows/meetings/use_cases.py", gated)
    write(folder, PLANS, HEAD + body)


@pytest.mark.parametrize(
    ("body", "is_gated"),
    [
        ("    plan = access.plan(session, actor=actor)\n    outbox.post(plan)\n", True),
        ("    today = now\n    plan = access.plan(session, actor=actor)\n", True),
        ("    plan = session.get(Plan, now)\n    access.plan(plan)\n", True),
        ("    plan = _plan(session, actor)\n    outbox.post(plan)\n", True),
        ("    plan = meetings.end(session, actor=actor)\n", True),
        ("    plan = _find(session)\n    access.plan(plan)\n", True),
        ("    plan = _write(session)\n    access.plan(plan)\n", False),
        ("    plan = queries.list_all(session)\n    access.plan(plan)\n", False),
        ("    plan = session.get(Plan, now)\n    session.add(plan)\n", False),
        ("    return now\n", False),
    ],
)
def test_a_use_case_that_passes_by_the_gate_is_found(tmp_path, body, is_gated):
    _plant(tmp_path, body)

    found = find_ungated(tmp_path)

    assert found == ([] if is_gated else [Place("workflows.plans.use_cases", "submit")])


def test_whatever_a_listener_calls_is_a_use_case_wherever_it_stands(tmp_path):
    listener = "from workflows.plans import giving\ngiving.give(act.session)\n"
    giving = "def give(session):\n    session.add(1)\n"
    write(tmp_path, "bot/listeners/plans.py", listener)
    write(tmp_path, "workflows/plans/giving.py", giving)

    place = Place("workflows.plans.giving", "give")
    assert find_ungated(tmp_path) == find_without_actor(tmp_path) == [place]
    assert find_unaudited(tmp_path) == [place]


def test_a_use_case_for_anybody_at_all_is_found(tmp_path):
    write(tmp_path, PLANS, "def end(session, actor, *, now): ...\n")

    assert [place.name for place in find_without_actor(tmp_path)] == ["end"]
    assert find_positional(tmp_path) == []


def test_three_arguments_by_position_are_found(tmp_path):
    write(tmp_path, PLANS, "def end(session, plan, now): ...\n")

    assert [place.name for place in find_positional(tmp_path)] == ["end"]


@pytest.mark.parametrize(
    ("after", "is_audited"),
    [("audit.record(session)", True), ("outbox.post(session)", False)],
)
def test_a_use_case_that_leaves_no_trace_is_found(tmp_path, after, is_audited):
    beside = f"def _after(session):\n    {after}\n"
    _plant(tmp_path, f"    session.add(now)\n    _after(session)\n\n{beside}")

    assert (find_unaudited(tmp_path) == []) == is_audited
