"""P4 isometric holds: short ones grow by repetitions, long ones by time (R39, R41)."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from attrs import evolve, field, frozen

from rehabplan.model.course import Course, Decision, Exposure, Week
from rehabplan.model.dose import Dose
from rehabplan.model.load import Load
from rehabplan.rules.answers import HARD_ONCE, Saw, Voice, times, written
from rehabplan.rules.checks import number, perhaps, perhaps_exact, whole
from rehabplan.rules.evidence import shortest, streak, success
from rehabplan.rules.loading import heavier, lighter, with_load

P4A, P4B = Voice("P4a", ("R39", "R41")), Voice("P4b", ("R23",))


@frozen
class ShortHold:
    """Own holds of 10 s or less (P4a): two good sessions in a row make one step.

    A step is *longer* seconds per hold up to the exercise's ceiling, then a repetition of the first set, then a set
    with the same volume, then the next rung. A pyramid (6-4-2) keeps its shape. Two short sessions (a set missing or
    a hold below *least* percent of its time) take the last of these back, or step down at the start dose. Holds of at
    most 10 s with endurance built by repetitions: R39, R41; the numbers DESIGN. Raises ValueError out of range.
    """

    longer: int = field(default=2, validator=whole(1, 60))
    good: int = field(default=2, validator=whole(1, 10))
    short: int = field(default=2, validator=whole(1, 10))
    least: int = field(default=80, validator=whole(1, 100))

    def next(self, course: Course, week: Week | None = None) -> Decision | None:
        """Answer the newest exposure by the table of P4a."""
        if week is not None or not course.tried or course.tried[0].done is None:
            return None
        newest, dose = course.tried[0], course.dose
        saw: Saw = (("done", written(course.tried[0].done)), ("asked", written(dose)))
        if success(newest, dose, dose.cap):
            if streak(course.tried, lambda e: success(e, dose, dose.cap)) >= self.good:
                return self._climb(course, saw)
            reason = "A good session. One more like it, and it grows a little."
            return P4A.keep(course, "hold", reason, saw)
        if too_short(newest, dose, self.least):
            return self._fall(course, saw)
        return P4A.hold(course, dose.cap, saw)

    def _climb(self, course: Course, saw: Saw) -> Decision:
        dose, ceiling = course.dose, course.exercise.ceiling
        first, top = dose.sets[0], ceiling.sets[0]
        reason = f"After two good sessions at {written(dose)}"
        if first.seconds < top.seconds:
            longer = _shaped(course, len(dose.sets), first.reps, min(first.seconds + self.longer, top.seconds))
            return P4A.progress(longer, "hold time +", reason, saw)
        if first.reps < top.reps:
            more = _shaped(course, len(dose.sets), first.reps + 1, first.seconds)
            return P4A.progress(more, "reps+1", reason, saw)
        if len(dose.sets) < len(ceiling.sets):
            sets = len(dose.sets)
            reps = max(course.exercise.start.sets[0].reps, sets * first.reps // (sets + 1))
            return P4A.progress(_shaped(course, sets + 1, reps, first.seconds), "set+1", reason, saw)
        return P4A.up("STEP-UP", "After two good sessions at the top, the next step is yours.", saw)

    def _fall(self, course: Course, saw: Saw) -> Decision:
        dose, start = course.dose, course.exercise.start.sets[0]
        count = streak(course.tried, lambda e: too_short(e, dose, self.least))
        if count < self.short:
            return P4A.keep(course, f"hold (fail {count})", HARD_ONCE, saw)
        first = dose.sets[0]
        if first.reps > start.reps:
            fewer = _shaped(course, len(dose.sets), first.reps - 1, first.seconds)
            return P4A.regress(fewer, "reps-1", f"It was hard {times(count)}", saw)
        if first.seconds > start.seconds:
            shorter = _shaped(course, len(dose.sets), first.reps, max(start.seconds, first.seconds - self.longer))
            return P4A.regress(shorter, "hold time -", f"It was hard {times(count)}", saw)
        return P4A.down(saw)


@frozen
class LongHold:
    """Own the time of a hold (P4b): up by 10 % in steps of *step* seconds to the exercise's ceiling, then a set.

    A new set keeps the volume. *ceilings* sessions in a row at the ceiling earn the next rung. With *then_load*, a step
    in kilograms, they add load instead and time starts again, until nothing heavier is owned or *cap* steps are
    climbed. Two failures in a row (a set missing or below *least* percent of its time) take *step* seconds off; at
    the start time they take off the load climbed, or step down. All numbers DESIGN. Raises ValueError out of range.
    """

    then_load: Decimal | None = field(default=None, converter=perhaps_exact, validator=perhaps(number()))
    cap: int | None = field(default=None, validator=perhaps(whole(0, 1000)))
    step_s: int = field(default=5, validator=whole(1, 60))
    percent: int = field(default=10, validator=whole(1, 100))
    ceilings: int = field(default=2, validator=whole(1, 10))
    fails: int = field(default=2, validator=whole(1, 10))
    least: int = field(default=80, validator=whole(1, 100))

    @property
    def step(self) -> Decimal:
        """Return the load step in kilograms."""
        return self.then_load or Decimal(1)

    def next(self, course: Course, week: Week | None = None) -> Decision | None:
        """Answer the newest exposure by the table of P4b."""
        if week is not None or not course.tried or course.tried[0].done is None:
            return None
        newest, dose = course.tried[0], course.dose
        saw: Saw = (("done", written(course.tried[0].done)), ("asked", written(dose)))
        if success(newest, dose, dose.cap):
            return self._climb(course, saw)
        if too_short(newest, dose, self.least):
            return self._fall(course, saw)
        return P4B.hold(course, dose.cap, saw)

    def _climb(self, course: Course, saw: Saw) -> Decision:
        dose, start, ceiling = course.dose, course.exercise.start.sets[0], course.exercise.ceiling
        sets, seconds, top = len(dose.sets), dose.sets[0].seconds, ceiling.sets[0].seconds
        reason = f"You held every set at {written(dose)}"
        if seconds < top:
            longer = min(seconds + max(self.step_s, self._floor(seconds * self.percent // 100)), top)
            return P4B.progress(_timed(dose, sets, longer), "time+", reason, saw)
        if sets < len(ceiling.sets):
            shorter = max(start.seconds, self._floor(sets * seconds // (sets + 1)))
            return P4B.progress(_timed(dose, sets + 1, shorter), "set+1", reason, saw)
        count = streak(course.tried, lambda e: success(e, dose, dose.cap))
        following = self._following(course)
        if following is None or count < self.ceilings or course.cool:
            return P4B.ceiling(course, count, self.ceilings, saw)
        loaded = with_load(_timed(dose, sets, start.seconds), following)
        return P4B.progress(loaded, "increase", "You reached the top time twice in a row", saw)

    def _fall(self, course: Course, saw: Saw) -> Decision:
        dose, start = course.dose, course.exercise.start.sets[0].seconds
        count = streak(course.tried, lambda e: too_short(e, dose, self.least))
        if count < self.fails:
            return P4B.keep(course, f"hold (fail {count})", HARD_ONCE, saw)
        seconds = dose.sets[0].seconds
        if seconds > start:
            shorter = _timed(dose, len(dose.sets), max(start, seconds - self.step_s))
            return P4B.regress(shorter, f"time-{self.step_s}", f"It was hard {times(count)}", saw)
        if dose.load is not None and course.climbed:
            less = lighter(dose.load, self.step, course.loads)
            if less != dose.load:
                return P4B.regress(with_load(dose, less), "reduce", f"It was hard {times(count)}", saw)
        return P4B.down(saw)

    def _following(self, course: Course) -> Load | None:
        load, full = course.dose.load, self.cap is not None and course.climbed >= self.cap
        return None if self.then_load is None or load is None or full else heavier(load, self.then_load, course.loads)

    def _floor(self, seconds: int) -> int:
        return seconds // self.step_s * self.step_s


def too_short(exposure: Exposure, dose: Dose, least: int) -> bool:
    """Say whether a set is missing or was held for less than *least* percent of its time."""
    done = exposure.done
    return done is not None and (len(done.sets) < len(dose.sets) or 100 * shortest(done) < least * dose.sets[0].seconds)


def _shaped(course: Course, sets: int, reps: int, seconds: int) -> Dose:
    """Return the dose with *reps* in its first set and as many fewer in each later one as the start dose has."""
    shape = course.exercise.start.sets
    return _pyramid(course.dose, sets, reps, seconds, shape[0].reps - shape[1].reps if len(shape) > 1 else 0)


@lru_cache(maxsize=4096)
def _pyramid(dose: Dose, sets: int, reps: int, seconds: int, drop: int) -> Dose:
    first = dose.sets[0]
    return dose.with_sets(tuple([evolve(first, reps=max(1, reps - drop * i), seconds=seconds) for i in range(sets)]))


@lru_cache(maxsize=4096)
def _timed(dose: Dose, sets: int, seconds: int) -> Dose:
    return dose.with_sets((evolve(dose.sets[0], seconds=seconds),) * sets)
