"""P1 for body weight: repetitions, then a set, then the next rung (R22)."""

from __future__ import annotations

from attrs import field, frozen

from rehabplan.model.course import Course, Decision, Exposure, Week
from rehabplan.model.dose import Dose
from rehabplan.rules.answers import HARD_ONCE, Saw, Voice, times, written
from rehabplan.rules.checks import whole
from rehabplan.rules.evidence import fewest, streak, success
from rehabplan.rules.loading import alike

P1 = Voice("P1", ("R22",))


@frozen
class RepsFirst:
    """Own repetitions and sets without load (P1): up by one to the exercise's ceiling, then a set, then a rung.

    A new set keeps the volume. *ceilings* sessions in a row at the ceiling earn the next rung. A session fails with a
    set missing or a set below *least* percent of the repetitions; *fails* in a row take *back* repetitions off, or
    step down at the start dose. All numbers DESIGN. Raises ValueError for values out of range.
    """

    ceilings: int = field(default=2, validator=whole(1, 10))
    fails: int = field(default=2, validator=whole(1, 10))
    least: int = field(default=60, validator=whole(1, 100))
    back: int = field(default=2, validator=whole(1, 20))

    def next(self, course: Course, week: Week | None = None) -> Decision | None:
        """Answer the newest exposure by the table of P1 for body weight."""
        if week is not None or not course.tried or course.tried[0].done is None:
            return None
        newest, dose = course.tried[0], course.dose
        saw: Saw = (("done", written(course.tried[0].done)), ("asked", written(dose)))
        if success(newest, dose, dose.cap):
            return self._climb(course, saw)
        if self._failed(newest, dose):
            return self._fall(course, saw)
        return P1.hold(course, dose.cap, saw)

    def _climb(self, course: Course, saw: Saw) -> Decision:
        dose, start, ceiling = course.dose, course.exercise.start, course.exercise.ceiling
        sets, reps = len(dose.sets), dose.sets[0].reps
        reason = f"With every set done at {written(dose)}"
        if reps < ceiling.sets[0].reps:
            return P1.progress(alike(dose, sets, reps + 1, dose.load), "reps+1", reason, saw)
        if sets < len(ceiling.sets):
            fewer = max(start.sets[0].reps, sets * reps // (sets + 1))
            return P1.progress(alike(dose, sets + 1, fewer, dose.load), "set+1", reason, saw)
        count = streak(course.tried, lambda e: success(e, dose, dose.cap))
        return P1.ceiling(course, count, self.ceilings, saw)

    def _failed(self, exposure: Exposure, dose: Dose) -> bool:
        done = exposure.done
        return done is not None and (
            len(done.sets) < len(dose.sets) or 100 * fewest(done) < self.least * dose.sets[0].reps
        )

    def _fall(self, course: Course, saw: Saw) -> Decision:
        dose, start = course.dose, course.exercise.start.sets[0].reps
        count = streak(course.tried, lambda e: self._failed(e, dose))
        if count < self.fails:
            return P1.keep(course, f"hold (fail {count})", HARD_ONCE, saw)
        reps = dose.sets[0].reps
        if reps <= start:
            return P1.down(saw)
        fewer = alike(dose, len(dose.sets), max(start, reps - self.back), dose.load)
        return P1.regress(fewer, f"reps-{self.back}", f"It was hard {times(count)}", saw)
