"""Read a diary: TOML that is written by hand, and little of it when all went as planned."""

from __future__ import annotations

import re
from pathlib import Path

from rehabplan.errors import DataError
from rehabplan.formats.fields import Fields
from rehabplan.formats.files import read_file, read_toml
from rehabplan.model.diary import DONE, Diary, Entry
from rehabplan.model.dose import Dose
from rehabplan.model.plan import Key
from rehabplan.model.scales import RIR, RPE, Pain

UNKNOWN = "-"
"""Stands in `pain = [2, 4, "-"]` for a score that is not known."""


def load_diary(path: str | Path) -> Diary:
    """Read a diary file; raises DataError with every fault in it, each with its line."""
    return read_diary(read_file(path), str(path))


def read_diary(text: str, name: str = "diary") -> Diary:
    r"""Read a diary from TOML text; *name* stands in front of each fault of the DataError this raises.

    >>> diary = read_diary('[[entry]]\nday = 2026-01-14\npain = [2, 4, "-"]\n')
    >>> diary.entries[0].during, diary.entries[0].morning, diary.entries[0].line
    (Pain(value=4), None, 1)
    """
    table = read_toml(text, name)
    rows = list(table.rows("entry", "day"))
    lines = _lines(text, len(rows))
    for row, line in zip(rows, lines, strict=True):
        row.where = f"{name}, line {line}" if line else row.where
    diary = Diary(
        entries=tuple(_entry(row, line) for row, line in zip(rows, lines, strict=True)),
        as_planned_until=table.day("as_planned_until") if table.given("as_planned_until") else None,
    )
    table.close()
    if table.faults:
        raise DataError(table.faults)
    return diary


def _lines(text: str, count: int) -> list[int]:
    """Return the line of each ``[[entry]]``, all 0 when the entries are written in another way."""
    bare = re.sub(r'"""(?s:.*?)"""|\'\'\'(?s:.*?)\'\'\'', lambda match: "\n" * match[0].count("\n"), text)
    header = re.compile(r"\s*\[\[\s*(?:entry|\"entry\"|'entry')\s*\]\]")
    found = [number for number, line in enumerate(bare.split("\n"), 1) if header.match(line)]
    return found if len(found) == count else [0] * count


def _entry(row: Fields, line: int) -> Entry:
    before, during, morning = _pain(row)
    entry = Entry(
        day=row.day("day"),
        session=row.read("session", _key, "", need=False),
        exercise=row.text("exercise", ""),
        done=row.choice("done", DONE, ""),
        dose=row.read("dose", Dose.parse, None, need=False),
        before=before,
        during=during,
        morning=morning,
        effort=row.value("effort", RPE),
        rir=row.value("rir", RIR),
        meters=int(row.number("km", None, 0, 500) * 1000) if row.given("km") else None,
        minutes=row.whole("minutes", None, 0, 1440) if row.given("minutes") else None,
        leg=row.flag("leg"),
        note=row.text("note", ""),
        line=line,
    )
    if row.sound:
        _contradictions(row, entry)
    row.close()
    return entry


def _key(text: str) -> str:
    return str(Key.parse(text))


def _pain(row: Fields) -> tuple[Pain | None, Pain | None, Pain | None]:
    """Read ``pain = [before, worst during, next morning]``; the morning may come later, on its own."""
    items = row.items("pain")
    scores = [None if value == UNKNOWN else items.value(name, Pain) for name, value in items.table.items()]
    if isinstance(row.table.get("pain"), list) and not 2 <= len(scores) <= 3:
        row.fault("pain", "expected three scores: before, worst during, next morning, like [2, 4, 1]")
    before, during, morning = (*scores, None, None, None)[:3]
    if row.given("morning") and morning is not None:
        row.fault("morning", "the next morning is in pain already, expected one of the two")
    return before, during, row.value("morning", Pain) if morning is None else morning


def _contradictions(row: Fields, entry: Entry) -> None:
    if entry.dose and not entry.exercise:
        row.fault("dose", 'expected the exercise that it belongs to, like exercise = "goblet-squat"')
    if entry.done == "not done":
        for name, value in (("dose", entry.dose), ("effort", entry.effort), ("rir", entry.rir), ("km", entry.meters)):
            if value is not None:
                row.fault(name, 'contradicts done = "not done"')
