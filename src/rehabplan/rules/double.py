"""P1 double progression: repetitions climb inside a range, then the load rises (R22, R23)."""

from __future__ import annotations

from decimal import Decimal

from attrs import field, frozen

from rehabplan.model.course import Course, Decision, Exposure, Week
from rehabplan.model.dose import Dose
from rehabplan.model.load import Load
from rehabplan.model.scales import RPE
from rehabplan.rules.answers import HARD_ONCE, Saw, Voice, written
from rehabplan.rules.checks import exact, number, of_type, perhaps, refusal, whole
from rehabplan.rules.evidence import as_heavy, counts, fewest, streak
from rehabplan.rules.loading import alike, big_jump, heavier, lighter

P1 = Voice("P1", ("R22", "R23"))
CEILINGS = 2
"""Sessions in a row at the ceiling that earn the next rung (P5, DESIGN)."""


@frozen
class DoubleProgression:
    """Own repetitions and load (P1): repetitions climb from *low* to *high*, then the load rises by a step.

    *step* is in kilograms (bands count in colors). A step above 10 % of the load is earned with two more
    repetitions than *high* (R23). With *sets* above the dose's, reaching *high* adds a set with the same volume
    before the load rises. Two failures in a row (a set below *low*) take 10 % off. At *cap* steps above the first
    load, or when nothing heavier is owned, two sessions at the top earn the next rung; body weight has no load and
    goes up that way. *rpe_cap* is the highest effort that counts (None: the dose's own). Repetition ranges R22,
    R23; two failures and the 5 % step DESIGN. Raises ValueError for a range upside down or a step of zero.

    >>> DoubleProgression(8, 12, "2.5").high
    12
    >>> DoubleProgression(12, 8, "2.5")
    Traceback (most recent call last):
    ValueError: DoubleProgression.high: expected at least low (12), got 8
    """

    low: int = field(validator=whole(1, 100))
    high: int = field(validator=whole(1, 100))
    step: Decimal = field(converter=exact, validator=number())
    sets: int | None = field(default=None, validator=perhaps(whole(1, 20)))
    cap: int | None = field(default=None, validator=perhaps(whole(0, 1000)))
    rpe_cap: RPE | None = field(default=None, validator=perhaps(of_type(RPE)))

    def __attrs_post_init__(self) -> None:
        if self.high < self.low:
            raise refusal(self, "high", f"expected at least low ({self.low}), got {self.high}")

    def next(self, course: Course, week: Week | None = None) -> Decision | None:
        """Answer the newest exposure by the table of P1."""
        if week is not None or not course.tried or course.tried[0].done is None:
            return None
        dose, newest, done = course.dose, course.tried[0], course.tried[0].done
        saw: Saw = (("done", written(done)), ("asked", written(dose)))
        if len(done.sets) < len(dose.sets):
            return P1.keep(course, "hold (incomplete)", "Some sets were left out, so it stays as it is.", saw)
        worst, cap = fewest(done), self.rpe_cap or dose.cap
        if worst < self.low:
            return self._failed(course, saw)
        if counts(newest, cap) and as_heavy(newest, dose):
            return self._climb(course, worst, cap, saw)
        return P1.hold(course, cap, saw)

    def _climb(self, course: Course, worst: int, cap: RPE | None, saw: Saw) -> Decision:
        dose = course.dose
        if worst >= self.high and self.sets is not None and len(dose.sets) < self.sets:
            return self._add_set(dose, saw)
        following = self._following(course)
        need = self._need(course, following)
        if worst >= need:
            if following is None:
                return self._top(course, need, cap, saw)
            reason = f"With {need} or more in every set"
            return P1.progress(alike(dose, len(dose.sets), self.low, following), "increase", reason, saw)
        target = dose.sets[0].reps
        if worst >= target:
            reason = f"With every set done at {written(dose)}"
            return P1.progress(alike(dose, len(dose.sets), min(target + 1, need), dose.load), "target+1", reason, saw)
        return P1.hold(course, cap, saw)

    def _failed(self, course: Course, saw: Saw) -> Decision:
        dose = course.dose
        full = [e for e in course.tried if e.done is not None and len(e.done.sets) >= len(dose.sets)]
        fails = streak(full, lambda e: e.done is not None and fewest(e.done) < self.low)
        if fails < 2:
            return P1.keep(course, f"hold (fail {fails})", HARD_ONCE, saw)
        load = None if dose.load is None else lighter(dose.load, self.step, course.loads)
        if load == dose.load and dose.sets[0].reps <= self.low:
            return P1.down(saw)
        return P1.regress(alike(dose, len(dose.sets), self.low, load), "reduce", "Two sessions in a row were hard", saw)

    def _add_set(self, dose: Dose, saw: Saw) -> Decision:
        sets, reps = len(dose.sets), dose.sets[0].reps
        more = alike(dose, sets + 1, max(self.low, sets * reps // (sets + 1)), dose.load)
        return P1.progress(more, "set+1", f"With every set done at {written(dose)}", saw)

    def _top(self, course: Course, need: int, cap: RPE | None, saw: Saw) -> Decision:
        def at_top(e: Exposure) -> bool:
            return (
                counts(e, cap)
                and e.done is not None
                and len(e.done.sets) >= len(course.dose.sets)
                and fewest(e.done) >= need
                and as_heavy(e, course.dose)
            )

        return P1.ceiling(course, streak(course.tried, at_top), CEILINGS, saw)

    def _following(self, course: Course) -> Load | None:
        if course.dose.load is None or (self.cap is not None and course.climbed >= self.cap):
            return None
        return heavier(course.dose.load, self.step, course.loads)

    def _need(self, course: Course, following: Load | None) -> int:
        load = course.dose.load
        if load is None or following is None or not big_jump(load, following, self.step, course.loads):
            return self.high
        return self.high + 2
