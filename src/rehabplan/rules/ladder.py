"""P5, the ladder: rungs are entered, earned and left here, within limits that no owner can pass."""

from __future__ import annotations

from decimal import Decimal

from attrs import evolve

from rehabplan.model.course import Course, Decision, Verdict
from rehabplan.model.dose import Dose
from rehabplan.model.exercise import Exercise
from rehabplan.model.load import Load
from rehabplan.rules.limits import easiest, first_load
from rehabplan.rules.loading import with_load

COOL_OFF = 2
"""Sessions after a step down that cannot count towards a step up (P5, DESIGN)."""


def first_dose(exercise: Exercise, dose: Dose, loads: tuple[Decimal, ...]) -> Dose:
    """Return *dose* with the load that its exercise is entered with (decision 13)."""
    if not exercise.implement or dose.load is not None:
        return dose
    if len(loads) == 1 and exercise.implement not in {"band", "mini-band"}:
        return with_load(dose, Load(loads[0], "kg"))
    return with_load(dose, Load(Decimal(0), "step"))


def enter(course: Course, rung: int, dose: Dose, entered: Verdict) -> Course:
    """Return the course on a rung, with nothing tried there yet."""
    cool = COOL_OFF if entered is Verdict.DOWN else 0
    return Course(course.ladder, rung, dose, (), course.past, entered, loads=course.loads, owed=course.owed, cool=cool)


def at(course: Course, dose: Dose, *, regressed: bool = False) -> Course:
    """Return the course at another dose of the same rung, with nothing tried at it yet."""
    return Course(
        course.ladder, course.rung, dose, (), course.past, course.entered, course.earned and not regressed,
        course.loads, course.owed, course.cool, _climbed(course, dose), course.reset + regressed, course.since,
    )  # fmt: skip


def up(course: Course, answer: Decision) -> tuple[Course, Decision]:
    """Earn the next rung; on the top rung, or during the cool-off, stay."""
    if course.rung + 1 >= len(course.ladder):
        reason = "You reached the top of what is planned here. Keep it up once or twice a week."
        return course, stay(course, answer, "top rung: maintain", reason)
    if course.cool:
        reason = "You reached the top of this exercise. After a step down it stays here for two sessions."
        return course, stay(course, answer, "stay (cool-off)", reason)
    return (course if course.earned else evolve(course, earned=True)), answer


def granted(course: Course) -> tuple[Course, Decision | None]:
    """Enter the rung that was earned, at its start dose (decision 14)."""
    if not course.earned:
        return course, None
    rung = course.rung + 1
    if rung >= len(course.ladder):
        return evolve(course, earned=False), None
    exercise = course.ladder[rung]
    dose = first_dose(exercise, exercise.start, course.loads)
    reason = f"The next step is earned: {exercise.name}."
    return enter(course, rung, dose, Verdict.UP), Decision(
        Verdict.UP, dose, "P5", "up", reason, saw=(("from", course.exercise.id),)
    )


def failed(course: Course, answer: Decision) -> tuple[Course, Decision]:
    """Step down for capacity: the rung below at its ceiling dose; on the bottom rung, the start dose."""
    if course.rung:
        below = course.ladder[course.rung - 1]
        dose = first_dose(below, answer.dose or below.ceiling, course.loads)
        return enter(course, course.rung - 1, dose, Verdict.DOWN), evolve(answer, dose=dose)
    dose = easiest(answer.dose or easier_start(course), course.dose)
    return evolve(enter(course, 0, dose, Verdict.DOWN), climbed=course.climbed), evolve(answer, dose=dose)


def hurt(course: Course, rung: int, most: Dose) -> tuple[Course, Decision]:
    """Step down for pain to *rung* at its start dose; below the bottom rung, back to the start dose there.

    On the same rung the dose is no harder than *most*. It is owed until one no harder has been issued (decision 6).
    """
    if course.rung:
        rung = max(rung, 0)
    if rung < 0 or rung == course.rung:
        dose = easiest(easier_start(course), most)
        action = "bottom rung: use swap or pause" if rung < 0 else "down (pain)"
        reason = "It hurt more than it should. It starts again gently; another exercise or a week's pause is fine too."
    else:
        dose = first_dose(course.ladder[rung], course.ladder[rung].start, course.loads)
        action, reason = "down (pain)", f"It hurt more than it should, so {course.ladder[rung].name} comes first."
    course = evolve(enter(course, max(rung, 0), dose, Verdict.DOWN), owed=dose)
    return course, Decision(Verdict.DOWN, dose, "P5", action, reason, 0, (), ("R54", "R56"))


def easier_start(course: Course) -> Dose:
    """Return the start dose of the present rung, with about the first load used there."""
    start = course.exercise.start
    if course.dose.load is None:
        return first_dose(course.exercise, start, course.loads)
    return with_load(start, first_load(course))


def stay(course: Course, answer: Decision, action: str, reason: str) -> Decision:
    """Return an answer turned into one that keeps the dose."""
    return evolve(answer, verdict=Verdict.KEEP, dose=course.dose, action=action, reason=reason)


def _climbed(course: Course, dose: Dose) -> int:
    old, new = course.dose.load, dose.load
    if old is None or new is None or old.unit != new.unit or old.amount == new.amount:
        return course.climbed
    return course.climbed + 1 if new.amount > old.amount else max(course.climbed - 1, 0)
