"""Read exercises, ladders and the evidence behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from itertools import pairwise

from attrs import evolve, frozen

from rehabplan.catalog.prescriptions import RULES, prescribe
from rehabplan.catalog.reading import Catalog, ids, read_sources, rows
from rehabplan.formats.fields import Fields
from rehabplan.model.dose import Dose, Set, no_harder
from rehabplan.model.exercise import EQUIPMENT, KINDS, STRESS, WEIGHTS, Exercise, Ladder, Lumbar, Source
from rehabplan.model.scales import RPE

CONFIDENCE = ("VERIFIED", "KNOWN", "UNSURE", "DESIGN")
_NOTHING = Dose((Set(),))


def read_source(row: Fields) -> Source | None:
    """Read one entry of the evidence list."""
    source = Source(
        id=row.text("id"),
        title=row.text("title"),
        confidence=row.choice("confidence", CONFIDENCE),
        finding=row.text("finding"),
        doi=row.text("doi", ""),
    )
    return source if row.sound else None


@frozen
class _Names:
    """Hold every id that an exercise or ladder may name, and the place of each exercise on a ladder."""

    catalog: Catalog
    exercises: frozenset[str]
    citable: frozenset[str]
    places: Mapping[str, tuple[str, int]]


def read_movements(roots: list[Fields], known: Catalog) -> Catalog:
    """Read all exercises and ladders; a ladder's list of rungs is the one place that says where an exercise stands."""
    names = frozenset({*known.exercises, *ids(roots, "exercise")})
    citable, read = known.citable, dict[str, Fields]()

    def ladder(row: Fields) -> Ladder | None:
        read[row.text("id")] = row
        return _ladder(row, names, citable)

    ladders = {**known.ladders, **rows(roots, "ladder", ladder)}
    places = _places(ladders, read)
    everything = _Names(known, names, citable, places)
    exercises = {name: _placed(e, places) for name, e in known.exercises.items()}
    exercises |= rows(roots, "exercise", lambda row: _exercise(row, everything))
    for name, row in read.items():
        if name in ladders:
            _never_easier(row, ladders[name], exercises)
    return evolve(known, exercises=exercises, ladders=ladders)


def _placed(exercise: Exercise, places: Mapping[str, tuple[str, int]]) -> Exercise:
    place = places.get(exercise.id, ("", 0))
    return exercise if place == (exercise.ladder, exercise.rung) else evolve(exercise, ladder=place[0], rung=place[1])


def _places(ladders: Mapping[str, Ladder], read: Mapping[str, Fields]) -> dict[str, tuple[str, int]]:
    places: dict[str, tuple[str, int]] = {}
    for ladder in ladders.values():
        for rung, name in enumerate(ladder.rungs, 1):
            if name in places and ladder.id in read:
                read[ladder.id].fault(f"rungs[{rung}]", f"{name!r} is already on ladder {places[name][0]!r}")
            places.setdefault(name, (ladder.id, rung))
    return places


def _ladder(row: Fields, exercises: frozenset[str], citable: frozenset[str]) -> Ladder | None:
    ladder = Ladder(
        id=row.text("id"),
        name=row.text("name"),
        rungs=row.texts("rungs", exercises, need=True),
        prerequisite=row.choice("prerequisite", exercises, ""),
        sources=read_sources(row, citable),
    )
    if ladder.prerequisite in ladder.rungs:
        row.fault("prerequisite", f"{ladder.prerequisite!r} is a rung of the same ladder")
    return ladder if row.sound else None


def _never_easier(row: Fields, ladder: Ladder, exercises: Mapping[str, Exercise]) -> None:
    rungs = [(i, exercises[name]) for i, name in enumerate(ladder.rungs, 1) if name in exercises]
    for (_, below), (i, above) in pairwise(rungs):
        if above.level < below.level:
            why = f"level {above.level} of {above.id!r} is below level {below.level} of {below.id!r}"
            row.fault(f"rungs[{i}]", why)


def _exercise(row: Fields, names: _Names) -> Exercise | None:
    catalog, name = names.catalog, row.text("id")
    start, ceiling = row.read("start", Dose.parse, _NOTHING), row.read("ceiling", Dose.parse, _NOTHING)
    equipment = row.texts("equipment", EQUIPMENT)
    days, every = row.wholes("days", (1, 7)), row.wholes("every", (0, 0))
    effort, rule = row.whole("effort", low=1, high=10), row.choice("rule", RULES)
    ladder, rung = names.places.get(name, ("", 0))
    _check_doses(row, start, ceiling)
    if name in row.texts("swap"):
        row.fault("swap", "an exercise cannot stand in for itself")
    _check_pair(row, "days", days, 7)
    _check_pair(row, "every", every, 1440)
    exercise = {
        "id": name,
        "name": row.text("name"),
        "kind": row.choice("kind", KINDS),
        "pattern": row.choice("pattern", catalog.patterns),
        "cue": row.text("cue"),
        "primary": row.texts("primary", catalog.muscles),
        "secondary": row.texts("secondary", catalog.muscles),
        "equipment": frozenset(equipment),
        "position": row.choice("position", catalog.positions),
        "lumbar": _lumbar(row.sub("lumbar")),
        "impact": row.choice("impact", STRESS, "low"),
        "level": row.whole("level", low=1, high=5),
        "fatigue": row.choice("fatigue", STRESS, "low"),
        "loadable": row.flag("loadable"),
        "gap": row.whole("gap", 0, high=336),
        "swap": row.texts("swap", names.exercises),
        "tags": frozenset(row.texts("tags", catalog.tags)),
        "sources": read_sources(row, names.citable),
        "rep_seconds": row.whole("rep_seconds", 4, low=1, high=60),
        "settle": row.whole("settle", 0, high=60),
    }
    if not row.sound:
        return None
    start, ceiling = evolve(start, cap=RPE(effort)), evolve(ceiling, cap=RPE(effort))
    return Exercise(
        start=start, ceiling=ceiling, rule=prescribe(rule, start, ceiling, _step(equipment, catalog)),
        days=(days[0], days[1]), every=(every[0], every[1]), ladder=ladder, rung=rung,
        **exercise,  # type: ignore[arg-type]
    )  # fmt: skip


def _lumbar(row: Fields) -> Lumbar:
    directions = ("flexion", "extension", "rotation", "compression")
    lumbar = Lumbar(**{name: row.choice(name, STRESS, "low") for name in directions})
    row.close()
    return lumbar


def _step(equipment: Iterable[str], catalog: Catalog) -> Decimal:
    """Return the step of the implement that carries the load; a kilogram where any hand weight will do (DESIGN)."""
    return next((catalog.steps[name] for name in WEIGHTS if name in equipment and name in catalog.steps), Decimal(1))


def _check_doses(row: Fields, start: Dose, ceiling: Dose) -> None:
    if _NOTHING in (start, ceiling):
        return
    if start.per_side != ceiling.per_side:
        row.fault("ceiling", "start and ceiling must both be per side, or neither")
    elif start.cap or ceiling.cap:
        row.fault("start", "the effort cap stands in `effort`, not in the dose")
    elif not no_harder(start, ceiling) and not (start.sets[0].recover and start.volume <= ceiling.volume):
        row.fault("ceiling", f"{str(ceiling)!r} is below the start dose {str(start)!r}")


def _check_pair(row: Fields, name: str, pair: tuple[int, ...], high: int) -> None:
    if len(pair) != 2 or max(pair) > high:
        row.fault(name, f"expected two numbers up to {high}, got {list(pair)}")
    elif name == "days" and pair[0] > pair[1]:
        row.fault(name, f"expected the lower number first, got {list(pair)}")
