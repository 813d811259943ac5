"""Save values as JSON and read them back: versioned, compact, the same bytes for the same value.

Doses, keys, windows and runs are written in their notation, dates in ISO form, exact numbers as texts, sets sorted;
fields that have their default are left out. The decisions of a plan, many of which are shared, stand in a list of
their own, and items hold their places in it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from rehabplan.errors import DataError, Fault
from rehabplan.formats.consistency import check_plan
from rehabplan.formats.converter import structured, unstructured, unstructured_decision
from rehabplan.formats.fields import shown
from rehabplan.model.course import Decision
from rehabplan.model.diary import Diary
from rehabplan.model.person import Person
from rehabplan.model.plan import Plan
from rehabplan.model.program import Program

T = TypeVar("T")
Table = dict[str, Any]
VERSION = 1
"""The version of the form that `to_json` writes."""

MIGRATIONS: dict[int, Callable[[str, Table], Table]] = {}
"""From each older version: what turns the table of a kind ("plan") into that of the next version."""

KINDS: dict[str, type] = {"plan": Plan, "person": Person, "diary": Diary, "program": Program}


def to_json(value: Plan | Person | Diary | Program) -> str:
    """Return *value* as JSON in one line; `from_json` reads it back as an equal value."""
    kind = next((kind for kind, known in KINDS.items() if isinstance(value, known)), "")
    if not kind:
        raise TypeError(f"expected one of {', '.join(KINDS)}, got {shown(value)}")
    table = unstructured(value)
    if kind == "plan":
        _pool(table)
    return json.dumps({"rehabplan": VERSION, kind: table}, ensure_ascii=False, separators=(",", ":")) + "\n"


def plan_from_json(text: str, rules: Iterable[type] = (), name: str = "") -> Plan:
    """Read a plan; *rules* are your own classes of rules and gates. Raises DataError with the path of each fault."""
    return from_json(text, Plan, rules, name)


def from_json(text: str, kind: type[T], rules: Iterable[type] = (), name: str = "") -> T:
    """Read a Plan, Person, Diary or Program that `to_json` wrote, in this version or an older one.

    *rules* are your own classes of rules and gates; *name* stands in front of each fault of the DataError this raises.
    """
    word = next(word for word, known in KINDS.items() if known is kind)
    try:
        return _read(text, word, kind, tuple(rules))
    except DataError as error:
        faults = [Fault(": ".join(filter(None, (name, fault.where))), fault.message) for fault in error.faults]
    raise DataError(faults)


def _read(text: str, word: str, kind: type[T], rules: tuple[type, ...]) -> T:
    table = _opened(text, word)
    if kind is Plan:
        _spread(table, rules)
    value = structured(table, kind, word, rules)
    if isinstance(value, Plan) and (faults := check_plan(value)):
        raise DataError(faults)
    return value


def _opened(text: str, word: str) -> Table:
    """Return the table of the kind *word*, in the form of the present version."""
    try:
        whole = json.loads(text, parse_constant=_no_number)
        if re.search(r"\\u[dD]", text):
            json.dumps(whole, ensure_ascii=False).encode()  # half a character is refused
    except json.JSONDecodeError as error:
        message = f"{error.msg[:1].lower()}{error.msg[1:]} (at line {error.lineno}, column {error.colno})"
        raise DataError(f"not valid JSON: {message}") from None
    except (ValueError, RecursionError) as error:
        raise DataError(f"not valid JSON: {str(error)[:100]}") from None
    if not isinstance(whole, dict) or "rehabplan" not in whole:
        raise DataError(f'not a file of this library, expected {{"rehabplan": {VERSION}, "{word}": ...}}')
    if word not in whole:
        found = next((f", this file holds a {kind}" for kind in KINDS if kind in whole), "")
        raise DataError([Fault(word, f"missing{found}")])
    for name in whole.keys() - {"rehabplan", word}:
        raise DataError([Fault(name, f"unknown field, expected rehabplan and {word} only")])
    return _migrated(whole["rehabplan"], word, whole[word])


def _no_number(text: str) -> None:
    raise ValueError(f"{text} is not a number")


def _migrated(version: object, word: str, table: object) -> Table:
    if type(version) is not int or not 1 <= version <= VERSION:
        message = f"expected a version from 1 to {VERSION}, got {shown(version)}; a newer rehabplan may read it"
        raise DataError([Fault("rehabplan", message)])
    if not isinstance(table, dict):
        raise DataError([Fault(word, f"expected a table, got {shown(table)}")])
    for old in range(version, VERSION):
        table = MIGRATIONS[old](word, table)
    return table


def _pool(table: Table) -> None:
    """Move the decisions of a plan's items to a list of their own, each once."""
    places: dict[Decision, int] = {}
    for session in table["sessions"]:
        for item in session["items"]:
            if "why" in item:
                item["why"] = [places.setdefault(decision, len(places)) for decision in item["why"]]
    table["decisions"] = [unstructured_decision(decision) for decision in places]


def _spread(table: Table, rules: tuple[type, ...]) -> None:
    """Put the decisions of a plan back into its items; places that lead nowhere are left to be refused."""
    decisions = structured(table.pop("decisions", []), tuple[Decision, ...], "plan.decisions", rules)
    for session in _tables(table.get("sessions")):
        for item in _tables(session.get("items")):
            if isinstance(item.get("why"), list):
                item["why"] = [
                    decisions[place] if type(place) is int and 0 <= place < len(decisions) else place
                    for place in item["why"]
                ]


def _tables(data: object) -> Iterable[Table]:
    return (table for table in data if isinstance(table, dict)) if isinstance(data, list) else ()
