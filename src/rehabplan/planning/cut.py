"""Cut a session's content to the minutes it books (C11, decision 18)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from attrs import evolve, frozen

from rehabplan.model.course import Decision, Verdict
from rehabplan.model.dose import Dose
from rehabplan.model.exercise import Exercise
from rehabplan.model.plan import Item
from rehabplan.planning.running import run_seconds

CHANGE = 30
"""Seconds for changing over to an exercise (exercises.md, DESIGN)."""


def item_seconds(item: Item, exercise: Exercise, pace: int) -> int:
    """Return the seconds that one item takes, changing over included (walks and runs need none)."""
    if item.dose is None:
        return 0
    if item.dose.sets[0].meters:
        return run_seconds(item.dose, pace)
    return exercise.seconds(item.dose) + (0 if exercise.kind == "aerobic" else CHANGE)


def fit(
    items: Sequence[Item], protected: Iterable[str], seconds: int, exercises: Mapping[str, Exercise], pace: int
) -> list[Item]:
    """Cut the content to *seconds*, from the end: time of walks, third sets, accessories, then the rest.

    Warm-ups stay; slots in *protected*, which the phase's exit criteria test, are cut last. What is cut says so.
    """
    result, kept = list(items), set(protected)

    def excess() -> int:
        return sum(item_seconds(i, exercises[i.exercise], pace) for i in result if i.dose) - seconds

    for cut in CUTS:
        for i in reversed(range(len(result))):
            if (over := excess()) <= 0:
                return result
            item = result[i]
            if item.dose is not None and item.role != "warm-up":
                exercise = exercises[item.exercise]
                seconds_now = item_seconds(item, exercise, pace)
                dose = cut(Line(item.dose, item.role, exercise, item.slot in kept, seconds_now), over)
                if dose != item.dose:
                    result[i] = evolve(item, dose=dose, overlay="C11", why=(*item.why, _said(dose)))
    return result


@frozen
class Line:
    """Hold what a cut reads of an item: its dose, role, exercise and seconds, and whether it is protected."""

    dose: Dose
    role: str
    exercise: Exercise
    kept: bool
    seconds: int = 0


def _shorter_walk(line: Line, over: int) -> Dose | None:
    dose = line.dose
    if line.exercise.kind != "aerobic" or len(dose.sets) != 1 or dose.sets[0].reps != 1:
        return dose
    bout = dose.sets[0]
    shorter = max((bout.seconds - over) // 60 * 60, 300)
    return dose.with_sets((evolve(bout, seconds=shorter),)) if shorter < bout.seconds else dose


def _shorter_run(line: Line, over: int) -> Dose | None:
    dose, bout = line.dose, line.dose.sets[0]
    if not bout.meters or line.seconds <= over:
        return dose
    shorter = bout.meters * (line.seconds - over) // line.seconds // 100 * 100
    return dose.with_sets((evolve(bout, meters=max(shorter, 100)),))


def _two_sets(line: Line, _over: int) -> Dose | None:
    return line.dose if line.kept else line.dose.with_sets(line.dose.sets[:2])


def _no_accessory(line: Line, _over: int) -> Dose | None:
    return None if line.role == "accessory" and not line.kept else line.dose


def _no_stretch(line: Line, _over: int) -> Dose | None:
    return None if line.role in {"stretch", "cool-down"} and not line.kept else line.dose


def _protected_only(line: Line, _over: int) -> Dose | None:
    return line.dose if line.kept else None


def _two_sets_of_all(line: Line, _over: int) -> Dose | None:
    return line.dose.with_sets(line.dose.sets[:2])


def _nothing(_line: Line, _over: int) -> Dose | None:
    return None


Cut = Callable[[Line, int], Dose | None]
CUTS: tuple[Cut, ...] = (
    _shorter_walk,
    _two_sets,
    _no_accessory,
    _no_stretch,
    _shorter_run,
    _protected_only,
    _two_sets_of_all,
    _nothing,
)
"""The order of cutting (C11): each cut goes through the session from its end, until the rest fits."""


def _said(dose: Dose | None) -> Decision:
    reason = "Cut so that the session fits its time." if dose else "Left out so that the session fits its time."
    return Decision(Verdict.KEEP, dose, "C11", "cut", reason, sources=("DESIGN",))
