"""Read catalog texts, the package's own or a person's: every fault in all of them is told at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from decimal import Decimal
from itertools import chain
from typing import TypeVar

from attrs import evolve, field, frozen

from rehabplan.errors import DataError, Fault
from rehabplan.formats.fields import Fields
from rehabplan.formats.files import read_toml
from rehabplan.model.clearance import Check, Question
from rehabplan.model.exercise import WEIGHTS, Exercise, Ladder, Source
from rehabplan.model.program import Program

T = TypeVar("T")

DESIGN = "DESIGN"
"""Stands among the sources of a datum for what no source settles."""


@frozen
class Catalog:
    """Hold what was read, each by id: exercises and ladders, the words they use, screening, programs, evidence."""

    exercises: Mapping[str, Exercise] = field(factory=dict)
    ladders: Mapping[str, Ladder] = field(factory=dict)
    programs: Mapping[str, Program] = field(factory=dict)
    questions: Mapping[str, Question] = field(factory=dict)
    checks: Mapping[str, Check] = field(factory=dict)
    sources: Mapping[str, Source] = field(factory=dict)
    tags: Mapping[str, str] = field(factory=dict)
    steps: Mapping[str, Decimal] = field(factory=dict)
    patterns: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    muscles: tuple[str, ...] = ()

    @property
    def citable(self) -> frozenset[str]:
        """Return what may stand among the sources of a datum: ids of the evidence list, and DESIGN."""
        return frozenset({*self.sources, DESIGN})

    def with_all(self, other: Catalog) -> Catalog:
        """Return this catalog with all of *other*; where both have an id, that of *other* holds."""
        return Catalog(
            exercises={**self.exercises, **other.exercises},
            ladders={**self.ladders, **other.ladders},
            programs={**self.programs, **other.programs},
            questions={**self.questions, **other.questions},
            checks={**self.checks, **other.checks},
            sources={**self.sources, **other.sources},
            tags={**self.tags, **other.tags},
            steps={**self.steps, **other.steps},
            patterns=tuple(dict.fromkeys(self.patterns + other.patterns)),
            positions=tuple(dict.fromkeys(self.positions + other.positions)),
            muscles=tuple(dict.fromkeys(self.muscles + other.muscles)),
        )


def read_catalog(texts: Mapping[str, str], known: Catalog | None = None) -> Catalog:
    """Return *known* with all that the TOML *texts*, by file name, add to it or replace in it.

    A text may hold any of the tables `source`, `exercise`, `ladder`, `question`, `check` and one `program`, and may
    refer to what other texts or *known* hold. Raises DataError with every fault: the file, the path within it, what
    was expected, and the nearest valid name.
    """
    faults: list[Fault] = []
    roots: list[Fields] = []
    for name, text in texts.items():
        try:
            roots.append(Fields(read_toml(text, name).table, name, faults))
        except DataError as error:
            faults += error.faults
    found = _read(roots, known or Catalog())
    for root in roots:
        root.close()
    if faults:
        raise DataError(faults)
    return found


def _read(roots: list[Fields], known: Catalog) -> Catalog:
    from rehabplan.catalog.intake import read_screening
    from rehabplan.catalog.movements import read_movements, read_source
    from rehabplan.catalog.phases import read_programs

    catalog = known.with_all(_terms(roots))
    catalog = evolve(catalog, sources={**catalog.sources, **rows(roots, "source", read_source)})
    catalog = read_movements(roots, catalog)
    catalog = read_screening(roots, catalog)
    return evolve(catalog, programs={**catalog.programs, **read_programs(roots, catalog)})


def _terms(roots: Iterable[Fields]) -> Catalog:
    found = Catalog()
    for root in roots:
        tags, steps = root.sub("tags"), root.sub("steps")
        more = Catalog(
            tags={name: tags.text(name) for name in tags.table},
            steps={name: steps.read(name, Decimal, Decimal(1)) for name in WEIGHTS if name in steps.table},
            patterns=root.texts("patterns"),
            positions=root.texts("positions"),
            muscles=root.texts("muscles"),
        )
        steps.close()
        found = found.with_all(more)
    return found


def rows(roots: Iterable[Fields], table: str, read: Callable[[Fields], T | None]) -> dict[str, T]:
    """Return what *read* makes of each row of *table* in all texts, by id; an id may be used once."""
    found: dict[str, T] = {}
    for row in chain.from_iterable(root.rows(table) for root in roots):
        name, value = row.text("id"), read(row)
        if name in found:
            row.fault("id", f"{name!r} is used twice")
        if row.close() and value is not None:
            found[name] = value
    return found


def ids(roots: Iterable[Fields], table: str) -> list[str]:
    """Return the ids of all rows of *table*, faulty ones too, so that one fault is not told again elsewhere."""
    tables = (root.table.get(table) for root in roots)
    found = chain.from_iterable(rows for rows in tables if isinstance(rows, list))
    return [row["id"] for row in found if isinstance(row, Mapping) and isinstance(row.get("id"), str)]


def read_sources(row: Fields, known: Collection[str]) -> tuple[str, ...]:
    """Return a datum's sources, at least one of *known* (`Catalog.citable`)."""
    return row.texts("sources", known, need=True)
