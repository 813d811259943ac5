"""Courses and exposures that tests are written with."""

import datetime as dt
from typing import Any

from rehabplan.model.course import Course, Decision, Exposure, Rule
from rehabplan.model.dose import Dose
from rehabplan.model.exercise import Exercise
from rehabplan.model.scales import RIR, RPE, Light
from rehabplan.rules import advance, begin

MONDAY = dt.date(2026, 1, 5)


def exercise(rule: Rule, start: str = "2x8", ceiling: str = "3x12", **more: Any) -> Exercise:
    fields = {"id": "rung-1", "name": "Rung 1", "kind": "strength", "pattern": "squat", **more}
    return Exercise(start=Dose.parse(start), ceiling=Dose.parse(ceiling), rule=rule, **fields)


def ladder(rule: Rule, start: str = "2x8", ceiling: str = "3x12", rungs: int = 3, **more: Any) -> tuple[Exercise, ...]:
    return tuple(
        exercise(rule, start, ceiling, **{"id": f"rung-{n}", "name": f"Rung {n}", **more}) for n in range(1, rungs + 1)
    )


def course(
    rule: Rule, start: str = "2x8", ceiling: str = "3x12", *, at: str = "", rung: int = 0, rungs: int = 3,
    loads: Any = (), **more: Any,
) -> Course:  # fmt: skip
    dose = Dose.parse(at) if at else None
    return begin(ladder(rule, start, ceiling, rungs, **more), rung, dose, loads)


def did(
    course: Course, done: str | Dose | None = "", light: Light = Light.GREEN, *, asked: str = "", effort: Any = None,
    rir: int | None = None, settled: bool = True, overlay: str = "", week: int = 1, on: str = "",
) -> Exposure:  # fmt: skip
    """Return an exposure of *course*: done as asked unless *done* says otherwise, None when it was not done."""
    dose = Dose.parse(asked) if asked else course.dose
    if isinstance(done, str):
        done = Dose.parse(done) if done else dose
    return Exposure(
        MONDAY + dt.timedelta(days=7 * (week - 1)), on or course.exercise.id, dose, done, light,
        None if effort is None else RPE(effort), None if rir is None else RIR(rir), settled, overlay, week,
    )  # fmt: skip


def fold(course: Course, *dones: Any) -> tuple[Course, Decision | None]:
    """Fold sessions: a text is what was done, a color is as asked with it, None is not done, a dict goes to `did`."""
    decision = None
    for done in dones:
        if isinstance(done, Light):
            exposure = did(course, light=done)
        elif isinstance(done, dict):
            exposure = did(course, **done)
        else:
            exposure = did(course, done)
        course, decision = advance(course, exposure)
    return course, decision


def actions(course: Course, *dones: Any) -> list[str]:
    """Return the short word of each answer."""
    words = []
    for done in dones:
        course, decision = fold(course, done)
        words.append(decision.action if decision else "")
    return words


def doses(course: Course, *dones: Any) -> list[str]:
    """Return the dose after each session."""
    found = []
    for done in dones:
        course, _ = fold(course, done)
        found.append(str(course.dose))
    return found
