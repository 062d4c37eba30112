"""Reads an area's profile, and works out the dates that follow from its rules. Pure."""

import hashlib
import json
import tomllib
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any, Final, get_args, get_type_hints

from models.vocabulary import PersonClass
from workflows import rule_order
from workflows.profile import (
    Limits,
    Profile,
    Role,
    Rule,
    Rung,
    Scores,
    Unit,
)
from workflows.working_days import Calendar

__all__ = [
    "InvalidProfile",
    "Profile",
    "Rule",
    "Unit",
    "after",
    "legal_due",
    "load",
    "parse",
    "reporting_due",
]

SHIPPED: Final = Path(__file__).parent / "profiles"
DEFAULT: Final = "england-default"
SCORES: Final = frozenset(map(str, range(11)))
# Everybody has a title but those whom the access table calls others.
CLASSES: Final = {
    str(kind): kind for kind in PersonClass if kind is not PersonClass.OTHER
}
# Who can be found in the register to answer on a rung of a ladder.
ANSWERING: Final = {
    str(kind): kind
    for kind in (
        PersonClass.LEAD_SOCIAL_WORKER,
        PersonClass.CHAIR,
        PersonClass.TEAM_MANAGER,
        PersonClass.SENIOR_MANAGER,
        PersonClass.CONFERENCE_SERVICE_MANAGER,
        PersonClass.RECEIVING_TEAM,
    )
}
LADDER: Final = tuple[Rung, ...]
LONGEST_NAME: Final = 60
Document = Mapping[str, object]


class InvalidProfile(Exception):
    """The profile has faults; each names its place and what is expected there."""

    def __init__(self, errors: tuple[str, ...]) -> None:
        super().__init__("; ".join(errors))
        self.errors = errors


def load(name_or_path: str) -> Profile:
    """
    Read a shipped profile by its name, or an area's own by the path of its file.

    :raises InvalidProfile: with every fault at once.
    """
    return parse(_read(name_or_path))


def parse(document: Document) -> Profile:
    """
    Turn a TOML document into a profile.

    :raises InvalidProfile: with every fault at once.
    """
    errors: list[str] = []
    whole = _with_inherited(document, errors)
    values = _sections(whole, errors)
    if not errors:
        rule_order.check(values, errors)
    if errors:
        raise InvalidProfile(tuple(errors))
    canonical = json.dumps(whole, sort_keys=True, default=str)
    mark = hashlib.sha256(canonical.encode()).hexdigest()[:8]
    stamp = f"{values['name']} {values['version']} {mark}"
    return Profile(**values, stamp=stamp)


def after(day: date, rule: Rule, calendar: Calendar) -> date:
    """Give the last day on which something due within a rule's span is in time."""
    if rule.unit is Unit.WORKING_DAYS:
        return calendar.add(day, rule.value)
    if rule.unit is Unit.MONTHS:
        return _months_after(day, rule.value)
    days = {Unit.DAYS: 1, Unit.WEEKS: 7}[rule.unit]
    return day + timedelta(days=rule.value * days)


def legal_due(day: date, *, is_first: bool, profile: Profile) -> date:
    """
    Give the last lawful day of the next review, in calendar months.

    `day` is the initial conference for the first review, else the review before.
    Source: domain 2.1, N9 and N10.
    """
    rules = profile.conferences
    rule = rules.first_review_months if is_first else rules.later_review_months
    return _months_after(day, rule.value)


def reporting_due(day: date, *, is_first: bool, profile: Profile) -> date:
    """
    Give the last day of the next review as reporting systems count it, in days.

    Source: domain 2.1, how reporting systems turn months into days.
    """
    rules = profile.conferences
    rule = rules.first_review_days if is_first else rules.later_review_days
    return day + timedelta(days=rule.value)


def _months_after(day: date, months: int) -> date:
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    # Three months after 30 November is the last of February: never a day later
    # than a person with a wall calendar would say.
    last = monthrange(years, month + 1)[1]
    return date(years, month + 1, min(day.day, last))


def _read(name_or_path: str) -> Document:
    is_path = name_or_path.endswith(".toml")
    path = Path(name_or_path) if is_path else SHIPPED / f"{name_or_path}.toml"
    if not path.is_file():
        shipped = ", ".join(sorted(file.stem for file in SHIPPED.glob("*.toml")))
        fault = f"profile: there is no {name_or_path!r}; expected one of {shipped}, "
        raise InvalidProfile((fault + "or the path of a .toml file",))
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise InvalidProfile((f"profile: {path.name} is not TOML: {fault}",)) from fault


def _with_inherited(document: Document, errors: list[str]) -> dict[str, object]:
    own = dict(document)
    if "inherits" not in own:
        return own
    # A profile says its own name and version; everything else may be inherited.
    whole: dict[str, object] = {
        key: value
        for key, value in _parent(str(own.pop("inherits")), errors).items()
        if key not in {"name", "version"}
    }
    for key, value in own.items():
        above = whole.get(key)
        # One level deep on purpose: a rule is replaced whole, so that a number never
        # keeps the source of the number that it replaced.
        if isinstance(above, dict) and isinstance(value, dict):
            whole[key] = {**above, **value}
        else:
            whole[key] = value
    return whole


def _parent(name: str, errors: list[str]) -> Document:
    # After a fault the default stands in, so that the profile's own faults are still
    # found and its inherited rules are not all called missing.
    try:
        parent = _read(name)
    except InvalidProfile as fault:
        errors.extend(error.replace("profile", "inherits", 1) for error in fault.errors)
        return _read(DEFAULT)
    if "inherits" in parent:
        fault_found = f"inherits: is {name!r}, which itself inherits"
        errors.append(f"{fault_found}; expected one that does not, as {DEFAULT}")
        return _read(DEFAULT)
    return parent


def _sections(whole: Document, errors: list[str]) -> dict[str, Any]:
    hints = get_type_hints(Profile)
    expected = [part.name for part in fields(Profile) if part.name != "stamp"]
    _refuse_unknown(whole, expected, "", errors)
    values: dict[str, Any] = {
        key: _text(whole.get(key), key, errors) for key in ("name", "version")
    }
    values["closures"] = _closures(whole.get("closures"), errors)
    for key, read in SECTIONS.items():
        table = whole.get(key)
        if isinstance(table, dict):
            values[key] = read(table, key, hints[key], errors)
        else:
            errors.append(f"{key}: {_found(table)}; expected a table")
    return values


def _rules(table: Document, path: str, shape: type, errors: list[str]) -> Any:
    hints = get_type_hints(shape, include_extras=True)
    _refuse_unknown(table, list(hints), f"{path}.", errors)
    values: dict[str, object] = {}
    for part in fields(shape):
        value, place = table.get(part.name), f"{path}.{part.name}"
        if value is None and part.default is not MISSING:
            continue
        if hints[part.name] == LADDER:
            values[part.name] = _ladder(value, place, errors)
            continue
        values[part.name] = _rule(value, place, _limits(hints[part.name]), errors)
    return shape(**values)


def _limits(hint: object) -> Limits:
    # `WorkingDays | None` keeps its limits one level further down.
    parts = get_args(hint)
    found = [part for part in parts if isinstance(part, Limits)]
    return found[0] if found else _limits(parts[0])


def _rule(value: object, path: str, limits: Limits, errors: list[str]) -> Rule | None:
    if not isinstance(value, dict):
        expected = "{ value = ..., unit = ..., source = ..., verified = ... }"
        errors.append(f"{path}: {_found(value)}; expected {expected}")
        return None
    before = len(errors)
    _refuse_unknown(value, ["value", "unit", "source", "verified"], f"{path}.", errors)
    number, unit, verified = (value.get(key) for key in ("value", "unit", "verified"))
    if type(number) is not int or not limits.lowest <= number <= limits.highest:
        expected = f"a whole number from {limits.lowest} to {limits.highest}"
        errors.append(f"{path}.value: {_found(number)}; expected {expected}")
    if unit not in list(limits.units):
        expected = " or ".join(repr(str(unit)) for unit in limits.units)
        errors.append(f"{path}.unit: {_found(unit)}; expected {expected}")
    if not isinstance(verified, bool):
        errors.append(f"{path}.verified: {_found(verified)}; expected true or false")
    source = _text(value.get("source"), f"{path}.source", errors)
    if len(errors) > before:
        return None
    return Rule(**{**value, "unit": Unit(str(unit)), "source": source})


def _ladder(value: object, path: str, errors: list[str]) -> tuple[Rung, ...]:
    if not isinstance(value, list) or not value:
        errors.append(f"{path}: {_found(value)}; expected a list of rungs")
        return ()
    within = _limits(get_type_hints(Rung, include_extras=True)["within"])
    rungs = []
    for number, rung in enumerate(value, start=1):
        place = f"{path}, rung {number}"
        if not isinstance(rung, dict):
            expected = "{ name = ..., class = ..., value = ..., ... }"
            errors.append(f"{place}: {_found(rung)}; expected {expected}")
            continue
        own = {key: rung[key] for key in rung if key not in {"name", "class"}}
        name = _text(rung.get("name"), f"{place}.name", errors)
        kind = ANSWERING.get(str(rung.get("class")))
        rule = _rule(own, place, within, errors)
        if len(name) > LONGEST_NAME:
            expected = f"at most {LONGEST_NAME} characters"
            errors.append(f"{place}.name: is too long; expected {expected}")
        if kind is None:
            found, expected = _found(rung.get("class")), ", ".join(ANSWERING)
            errors.append(f"{place}.class: {found}; expected one of {expected}")
        elif rule is not None:
            rungs.append(Rung(name=name, answers=kind, within=rule))
    return tuple(rungs)


def _simple(table: Document, path: str, shape: type, errors: list[str]) -> Any:
    """Read a table of telephone numbers or times of day."""
    hints = get_type_hints(shape)
    _refuse_unknown(table, list(hints), f"{path}.", errors)
    values: dict[str, object] = {}
    for key, kind in hints.items():
        value, place = table.get(key), f"{path}.{key}"
        if kind is str:
            value = _text(value, place, errors)
        elif not isinstance(value, time):
            errors.append(f"{place}: {_found(value)}; expected a time such as 08:00:00")
        values[key] = value
    return shape(**values)


def _scores(
    table: Document, path: str, shape: type[Scores], errors: list[str]
) -> Scores:
    _refuse_unknown(table, ["asked", "anchors"], f"{path}.", errors)
    asked, anchors = table.get("asked"), table.get("anchors")
    if not isinstance(asked, bool):
        errors.append(f"{path}.asked: {_found(asked)}; expected true or false")
    if not isinstance(anchors, dict):
        errors.append(f"{path}.anchors: {_found(anchors)}; expected a table")
        anchors = {}
    meanings = {}
    for key, text in anchors.items():
        if key in SCORES:
            meanings[int(key)] = _text(text, f"{path}.anchors.{key}", errors)
        else:
            errors.append(f"{path}.anchors.{key}: expected a score from 0 to 10")
    return shape(asked=bool(asked), anchors=meanings)


def _roles(table: Document, path: str, _: object, errors: list[str]) -> dict[str, Role]:
    roles = {}
    for code, role in table.items():
        place = f"{path}.{code}"
        if not isinstance(role, dict):
            errors.append(f"{place}: {_found(role)}; expected title and class")
            continue
        _refuse_unknown(role, ["title", "class"], f"{place}.", errors)
        title = _text(role.get("title"), f"{place}.title", errors)
        kind = CLASSES.get(str(role.get("class")))
        if kind is None:
            found, expected = _found(role.get("class")), ", ".join(CLASSES)
            errors.append(f"{place}.class: {found}; expected one of {expected}")
        else:
            roles[code] = Role(title=title, person_class=kind)
    held = {role.person_class for role in roles.values()}
    errors.extend(
        f"{path}: no role has the class {kind}; expected at least one"
        for kind in CLASSES.values()
        if kind not in held
    )
    return roles


def _closures(value: object, errors: list[str]) -> frozenset[date]:
    if not isinstance(value, list):
        errors.append(f"closures: {_found(value)}; expected a list of dates")
        return frozenset()
    for number, day in enumerate(value, start=1):
        if type(day) is not date:
            place = f"closures, entry {number}"
            errors.append(f"{place}: {_found(day)}; expected a date such as 2026-12-29")
    return frozenset(value)


def _text(value: object, path: str, errors: list[str]) -> str:
    if isinstance(value, str) and value.strip():
        return value
    errors.append(f"{path}: {_found(value)}; expected some text")
    return ""


def _found(value: object) -> str:
    return "is missing" if value is None else f"is {value!r}"


def _refuse_unknown(
    table: Document, expected: list[str], prefix: str, errors: list[str]
) -> None:
    errors.extend(
        f"{prefix}{key}: is not known; expected one of {', '.join(expected)}"
        for key in table
        if key not in expected
    )


SECTIONS: Final[Mapping[str, Callable[[Document, str, type, list[str]], object]]] = {
    "telephone": _simple,
    "message_hours": _simple,
    "scores": _scores,
    "roles": _roles,
    "core_groups": _rules,
    "conferences": _rules,
    "statements": _rules,
    "packs": _rules,
    "notices": _rules,
    "records": _rules,
    "after_meetings": _rules,
    "actions": _rules,
    "outcomes": _rules,
    "after_plans": _rules,
    "challenges": _rules,
    "referrals": _rules,
    "drift": _rules,
}
