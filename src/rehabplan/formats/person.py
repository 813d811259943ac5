"""Read a person's file: TOML that is written by hand."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from functools import cache
from pathlib import Path

from rehabplan.errors import DataError, NotationError, UnknownNameError, hint, nearest
from rehabplan.formats.fields import Fields, shown
from rehabplan.formats.files import read_file, read_toml
from rehabplan.model.clearance import REST, Sign
from rehabplan.model.exercise import EQUIPMENT, WEIGHTS
from rehabplan.model.load import BANDS
from rehabplan.model.person import (
    BRANCHES,
    RUN_KINDS,
    Away,
    FixedRun,
    Person,
    Running,
    Window,
    days_of,
    minutes_of,
)


def load_person(path: str | Path) -> Person:
    """Read the file of a person; raises DataError with every fault in it, each with the path of its field."""
    return read_person(read_file(path), str(path))


def read_person(text: str, name: str = "person") -> Person:
    r"""Read a person from TOML text; *name* stands in front of each fault of the DataError this raises.

    >>> me = read_person('id = "me"\nzone = "Europe/London"\nwindows = ["tue thu 18:00-19:00"]')
    >>> str(me.windows[0]), me.limit
    ('tue thu 18:00-19:00', 45)
    """
    table = read_toml(text, name)
    person = _person(table)
    table.close()
    if table.faults:
        raise DataError(table.faults)
    return person


def _person(table: Fields) -> Person:
    return Person(
        id=table.read("id", _identity, ""),
        name=table.text("name", ""),
        zone=table.read("zone", _zone, ""),
        windows=_windows(table),
        away=table.reads("away", parse_away),
        equipment=_equipment(table),
        limit=table.whole("limit", 45, 10, 240),
        runs=_runs(table),
        running=_running(table.sub("running")),
        answers=_answers(table.sub("answers")),
        cleared=tuple(_sign(row) for row in table.rows("cleared", "rule")),
        factors=frozenset(table.texts("factors")),
        avoid=frozenset(table.texts("avoid")),
        wakes=table.read("wakes", minutes_of, 420, need=False),
        remind=table.whole("remind", 0, 0, 1440) if table.given("remind") else None,
    )


def _windows(table: Fields) -> tuple[Window, ...]:
    if table.table.get("windows", []) == []:
        table.fault("windows", "missing, expected when you can train, like mon-fri 12:30-13:10")
    return table.reads("windows", Window.parse)


def _identity(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}", text):
        raise NotationError(f"expected lower-case letters, digits and hyphens, like sam-runner, got {shown(text)}")
    return text


@cache
def zones() -> frozenset[str]:
    """Return the names of the IANA time zones, from the tzdata package and not from the system."""
    from importlib.resources import files

    return frozenset((files("tzdata") / "zones").read_text(encoding="utf-8").split())


def _zone(text: str) -> str:
    if text not in zones():
        near = nearest(text, zones())
        raise NotationError(f"unknown time zone {shown(text)}{hint(near) or ', expected like Europe/London'}")
    return text


def parse_away(text: str) -> Away:
    """Read days away: ``2026-02-16``, or ``2026-02-16 to 2026-02-22``, and if you like why; raises NotationError."""
    match = re.fullmatch(r"\s*(\d{4}-\d\d-\d\d)(?:\s+to\s+(\d{4}-\d\d-\d\d))?(?:\s+(.*\S))?\s*", text)
    try:
        if match:
            first = dt.date.fromisoformat(match[1])
            return Away(first, dt.date.fromisoformat(match[2]) if match[2] else first, match[3] or "")
    except ValueError as error:
        raise NotationError(f"not days away: {shown(text)}, {error}") from None
    raise NotationError(f"not days away: {shown(text)}, expected like 2026-02-16 to 2026-02-22 holiday")


def _equipment(table: Fields) -> dict[str, tuple[Decimal, ...]]:
    owned: dict[str, tuple[Decimal, ...]] = dict.fromkeys(table.texts("equipment", EQUIPMENT), ())
    loads = table.sub("loads")
    for piece in WEIGHTS:
        if loads.given(piece):
            owned[piece] = _bands(loads, piece) if "band" in piece else _weights(loads, piece)
    loads.close()
    return owned


def _bands(loads: Fields, piece: str) -> tuple[Decimal, ...]:
    colors = loads.texts(piece, BANDS)
    return tuple(Decimal(i) for i, color in enumerate(BANDS) if color in colors)


def _weights(loads: Fields, piece: str) -> tuple[Decimal, ...]:
    return tuple(sorted(set(loads.numbers(piece, 0, 500))))


def _runs(table: Fields) -> tuple[FixedRun, ...]:
    runs = [run for group in table.reads("runs", _parse_runs) for run in group]
    for i, run in enumerate(runs):
        if any((run.day, run.start) == (other.day, other.start) for other in runs[:i]):
            table.fault("runs", f"two runs at the same time, {run}")
    return tuple(runs)


def _parse_runs(text: str) -> tuple[FixedRun, ...]:
    match = re.fullmatch(r"\s*(\S.*?)\s+(\d\S*)(?:\s+(\S+))?\s*", text)
    if not match:
        raise NotationError(f"not a fixed run: {shown(text)}, expected like tue thu 06:45 or sun 09:00 long")
    kind = match[3] or "easy"
    if kind not in RUN_KINDS:
        raise UnknownNameError("kind of run", kind, RUN_KINDS)
    return tuple(FixedRun(day, minutes_of(match[2]), kind) for day in days_of(match[1]))


def _running(table: Fields) -> Running:
    running = Running(
        branch=table.choice("branch", BRANCHES, "pause"),
        week=_meters(table, "week_km"),
        longest=_meters(table, "longest_km"),
        per_week=table.whole("per_week", 3, 1, 7),
        pace=table.read("pace", _pace, 390, need=False),
    )
    if running.longest > running.week:
        table.fault("longest_km", f"the longest run is longer than the usual week of {running.week / 1000:g} km")
    table.close()
    return running


def _meters(table: Fields, name: str) -> int:
    return int(table.number(name, Decimal(0), 0, 500) * 1000)


def _pace(text: str) -> int:
    match = re.fullmatch(r"(\d{1,2}):([0-5]\d)", text)
    if not match or not 2 <= int(match[1]) < 20:
        raise NotationError(f"not a pace: {shown(text)}, expected minutes and seconds per kilometer, like 6:30")
    return int(match[1]) * 60 + int(match[2])


def _answers(table: Fields) -> dict[str, str]:
    answers = {question: table.text(question) for question in table.table}
    if REST in answers and answers[REST] != "no":
        table.fault(REST, f'expected "no" (nothing else applies to me), got {shown(answers[REST])}')
    return answers


def _sign(row: Fields) -> Sign:
    sign = Sign(row.text("rule"), row.text("role"), row.day("date"), row.text("scope", ""))
    row.close()
    return sign
