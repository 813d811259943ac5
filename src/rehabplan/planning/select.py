"""Which exercise fills a slot: the person's rung, what they own, what screening leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import frozen

from rehabplan.model.clearance import Clearance
from rehabplan.model.exercise import Exercise, Ladder
from rehabplan.model.person import Person
from rehabplan.model.program import Phase, Slot

RUNNING = frozenset({"run", "walk-run"})
FAST = frozenset({"run-quality", "strides"})
"""What `no-hard-running` leaves out (screening.md section 4)."""
SENSITIVE: Mapping[str, tuple[str, frozenset[str]]] = {
    "flexion-sensitive": ("flexion", frozenset({"end-range-flexion", "loaded-flexion"})),
    "extension-sensitive": ("extension", frozenset({"end-range-extension"})),
    "rotation-sensitive": ("rotation", frozenset({"end-range-rotation"})),
    "compression-sensitive": ("compression", frozenset({"impact"})),
}
"""Flag to lumbar direction, and the tags left out while the phase settles (exercises.md section 2: R16, R19)."""


@frozen
class Choice:
    """Hold what fills a slot: the course, its allowed rungs in order, the rung to enter at, and why."""

    course: str
    ladder: tuple[Exercise, ...]
    entry: int
    reason: str


@frozen
class Shelf:
    """Hold the exercises and ladders that a plan chooses from."""

    exercises: Mapping[str, Exercise]
    ladders: Mapping[str, Ladder]

    def rungs(self, exercise: Exercise) -> tuple[Exercise, ...]:
        """Return all rungs of the exercise's ladder, or the exercise alone."""
        ladder = self.ladders.get(exercise.ladder)
        return tuple(self.exercises[rung] for rung in ladder.rungs) if ladder else (exercise,)

    def prerequisite(self, exercise: Exercise) -> str:
        """Return the exercise that must have reached its ceiling first, or an empty text."""
        ladder = self.ladders.get(exercise.ladder)
        return ladder.prerequisite if ladder else ""


def refusal(exercise: Exercise, person: Person, clearance: Clearance, phase: Phase) -> str:
    """Return why this person is not given this exercise in this phase, or an empty text if they may be."""
    if missing := sorted(exercise.equipment - set(person.equipment)):
        return f"needs {' and '.join(missing)}"
    if tags := sorted(exercise.tags & (set(clearance.exclude) | person.avoid)):
        return f"is left out for you ({', '.join(tags)})"
    return _by_flag(exercise, frozenset(clearance.flags), phase)


def _by_flag(exercise: Exercise, flags: frozenset[str], phase: Phase) -> str:
    runs = exercise.pattern in RUNNING or exercise.id in FAST
    if runs and flags & {"no-running", "walking-only"}:
        return "is running, which waits until you are cleared for it"
    if "no-hard-running" in flags and exercise.id in FAST:
        return "is hard running, which waits until you are cleared for it"
    if "walking-only" in flags and exercise.id != "walk-easy":
        return "waits: easy walking only for now"
    for flag, (direction, tags) in SENSITIVE.items():
        if flag in flags and (word := _stressed(exercise, direction, tags, phase)):
            return word
    return ""


def _stressed(exercise: Exercise, direction: str, tags: frozenset[str], phase: Phase) -> str:
    stress = getattr(exercise.lumbar, direction)
    if stress == "high" or (phase.settle and (stress == "moderate" or exercise.tags & tags)):
        return f"puts {stress} {direction} on the low back, which is sensitive to it"
    if direction == "compression" and phase.settle and exercise.impact != "low":
        return "has impact, which your back is sensitive to"
    return ""


def choose(
    slot: Slot,
    shelf: Shelf,
    person: Person,
    clearance: Clearance,
    phase: Phase,
    *,
    met: frozenset[str] = frozenset(),
    taken: frozenset[str] = frozenset(),
) -> Choice | str:
    """Return what fills *slot*, or in words why it stays empty.

    *met* are exercises that reached their ceiling dose once (prerequisites), *taken* the courses already in the
    session. Filters are never dropped to fill a slot (exercises.md section 2).
    """
    entry = shelf.exercises[_entry(slot, clearance)]
    refused: list[str] = []
    candidates = _candidates(entry, shelf, clearance) if slot.dose is None else [(entry, "part of the warm-up")]
    for exercise, how in candidates:
        why = refusal(exercise, person, clearance, phase)
        need = shelf.prerequisite(exercise)
        course = slot.course if slot.course and exercise.ladder == entry.ladder else exercise.ladder or exercise.id
        if why:
            refused.append(f"{exercise.name} {why}")
        elif need and need not in met and need != exercise.id:
            refused.append(f"{exercise.name} waits until {shelf.exercises[need].name} has reached its ceiling")
        elif slot.dose is None and course in taken:
            refused.append(f"{exercise.name} is already in this session")
        else:
            reason = f"{how}: {'; '.join(refused)}" if refused else how
            allowed = tuple(
                rung
                for rung in _up_to_top(exercise, slot, shelf)
                if rung is exercise or not refusal(rung, person, clearance, phase)
            )
            return Choice(course, allowed, allowed.index(exercise), reason)
    return "; ".join(refused)


def _entry(slot: Slot, clearance: Clearance) -> str:
    return next((slot.instead[flag] for flag in clearance.flags if flag in slot.instead), slot.entry)


def _candidates(entry: Exercise, shelf: Shelf, clearance: Clearance) -> Iterator[tuple[Exercise, str]]:
    """Yield the entry, its easier rungs, its swaps, then the first level of its pattern."""
    rungs = shelf.rungs(entry)
    place = rungs.index(entry)
    if "start-one-level-lower" in clearance.flags and place:
        place -= 1
        yield rungs[place], "one rung lower to begin with"
    else:
        yield entry, "the program starts here"
    for easier in reversed(rungs[:place]):
        yield easier, "an easier rung"
    for name in entry.swap:
        yield shelf.exercises[name], "an exercise of the same purpose"
    for name in sorted(shelf.exercises):
        other = shelf.exercises[name]
        if other.pattern == entry.pattern and other.kind == entry.kind and other.level == 1 and other not in rungs:
            yield other, "an easy exercise of the same pattern"


def _up_to_top(exercise: Exercise, slot: Slot, shelf: Shelf) -> tuple[Exercise, ...]:
    """Return the rungs that the slot may climb, and the exercise itself in any case."""
    rungs = shelf.rungs(exercise)
    top = next((i for i, rung in enumerate(rungs) if rung.id == slot.top), len(rungs) - 1)
    return tuple(rung for i, rung in enumerate(rungs) if rung is exercise or i <= top)
